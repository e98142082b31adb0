"""Tables of letters are made row by row, exactly as markdown-it makes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.mail.html import HtmlWriter, Section

CELL = st.lists(
    st.sampled_from(
        [
            *("a", "**b**", "`x`", "\\|", "|", " ", "<b>", "&amp;", "é", "[l](http://x)", "- "),
            *("> ", "\\*", "*i*", ":", "---", "王", "\\<", "1. "),
        ]
    ),
    max_size=3,
).map("".join)
RULE = st.sampled_from([" --- ", " ---: ", " :--- ", " :-: ", "-"])
AROUND = st.sampled_from(
    [
        *("", "Intro *x*", "- item", "1. item\n   more", "> quoted", "| a |", "Two\nlines  "),
        *("- it\n\nPlain", "1. one\n\nПлюс\n\n2. two", "您好\n: ", "A\n===", "A\n| b |", "# A\nb"),
        *(
            "---",
            "- a\n- *b* `c`  \n- d",
            "- a\n\n- b",
            "1. x\n\n- a",
            "x\n\n- a\n- b\n\ny",
            "- a\n  b",
        ),
        *("A\n- b\n\n- c\n\n  d", "    code\n\nText", "a|b\n-|-", "x\ty \\\nz", "_a_\n\n1) b\nC"),
    ]
)
WRITER = HtmlWriter()


@given(st.data(), st.integers(1, 4), AROUND, AROUND)
def test_a_table_is_what_markdown_it_makes(
    data: st.DataObject, columns: int, before: str, after: str
) -> None:
    def row() -> str:
        cells = data.draw(st.lists(CELL, min_size=max(1, columns - 1), max_size=columns + 1))
        return "| " + " | ".join(cells) + data.draw(st.sampled_from([" |", " |  ", ""]))

    rule = "|" + "|".join(data.draw(st.lists(RULE, min_size=columns, max_size=columns))) + "|"
    lines = [row(), rule, *(row() for _ in range(data.draw(st.integers(0, 3))))]
    text = "\n\n".join(filter(None, (before, "\n".join(lines), after))) + "\n"
    for way in ("ltr", "rtl"):
        assert "".join(WRITER._pieces(text, way)) == WRITER._parsed(text, way)


@pytest.mark.parametrize(
    "text",
    [
        "```\n\n| a |\n| --- |\n\n```\n",
        "| [a][1] |\n| --- |\n\n[1]: http://x.example\n",
        "| a | b |\n| --- |\n| c |\n",
        "| a |\n| --- |\ntext after it\n",
    ],
)
def test_what_reaches_beyond_a_block_is_read_in_one_piece(text: str) -> None:
    assert "".join(WRITER._pieces(text, "ltr")) == WRITER._parsed(text, "ltr")


def test_what_was_kept_is_not_mixed_up_between_languages() -> None:
    text = "Total 5\n\n| a |\n| --- |\n| b |\n"
    left, right = Section("en", text), Section("ar", text)
    first = WRITER.page("x", [left, right])
    assert first == HtmlWriter().page("x", [left, right])
    assert first.count('dir="auto"') == 2


def test_escapes_and_entities_come_out_as_text() -> None:
    page = WRITER.page("x", [Section("en", "1\\* &copy; \\<b> <i>\n")])
    assert "1* © &lt;b&gt; &lt;i&gt;" in page
