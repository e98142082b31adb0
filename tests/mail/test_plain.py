"""The text part looks as if somebody had typed it."""

from __future__ import annotations

import io

from dossierkit.mail.job import Order, Template
from dossierkit.mail.plain import tidy
from dossierkit.mail.worker import read_frame, serve, write_frame


def test_columns_stand_under_each_other_wide_characters_too() -> None:
    text = tidy("\n\nDear,  \n\n\n\n| 产品 | Price |\n| --- | ---: |\n| e\u0301 | 5.10 |\n")
    assert text == ("Dear,\n\n| 产品 | Price |\n| ---- | ----: |\n| e\u0301    |  5.10 |\n")


def test_what_is_no_table_is_left_alone() -> None:
    for text in ("| a | b |\n", "| a | b |\n| c | d |\n", "| a |\n| --- | --- |\n| b |\n"):
        assert tidy(text) == text


def test_the_worker_stops_at_the_end_of_its_input() -> None:
    incoming, outgoing = io.BytesIO(), io.BytesIO()
    import pickle

    template = Template("x.md", "x", "en", "Hi", 2, "Hello {{ name }}", 4)
    write_frame(incoming, pickle.dumps(Order((template,), (0,), {"name": "Anna"})))
    write_frame(incoming, b"cut off")
    incoming.truncate(incoming.tell() - 3)
    incoming.seek(0)
    serve(incoming, outgoing)
    outgoing.seek(0)
    assert read_frame(outgoing) == b"{}"
    assert b'"Hello Anna\\n"' in (read_frame(outgoing) or b"")
    assert read_frame(outgoing) is None
