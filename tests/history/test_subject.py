"""Anna asks what we hold about her: all of it, and nothing of anybody else (promise 30)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from conftest import write_book
from peoplebook import ANNA, FILES, commit, git, make

from dossierkit.book.identity import others_than
from dossierkit.book.load import load
from dossierkit.history.people.known import known_as
from dossierkit.history.people.markdown import plain
from dossierkit.history.people.subject import Subject, subject_data
from dossierkit.history.people.subject_text import subject_text

WHO = "anna-schmidt"
ANNA_PATH = f"dossiers/customers/{WHO}.md"
OWN = ANNA.replace(
    "next:",
    "salutation: Frau Schmidt\nfamily-life: {spouse: Peter Schmidt, children: [{name: Max}]}\n"
    "religion: christian\nconsent: {sensitive: 2025-01-01 told me}\nnext:",
)


def held(root: Path, who: str = WHO) -> Subject:
    """What is held about somebody, as of 20 November."""
    book = load(root)
    known = known_as(book, who, others_than(book, who))
    return subject_data(book, book.customers[who], known, date(2026, 11, 20))


SEEDED = [
    ("dossiers/companies/brightlite.md", "org[0]", "role: Buyer, person: anna-schmidt"),
    ("dossiers/companies/brightlite.md", None, "# Anna decides"),
    ("dossiers/companies/brightlite.md", None, "Ask [[anna-schmidt]] first."),
    ("dossiers/customers/boss.md", "interests[1]", "lunch with Anna"),
    ("dossiers/customers/boss.md", None, "Anna is quick."),
    ("dossiers/customers/boss.md", None, "Max plays chess."),
    ("dossiers/customers/friend.md", "source.referred-by", "anna-schmidt"),
    ("dossiers/customers/friend.md", None, "Knows SCHMIDT, ANNA from school."),
    ("dossiers/customers/husband.md", "family-life.spouse", "Anna Schmidt"),
    ("dossiers/customers/husband.md", None, "Anna Schmidt likes sailing."),
    ("dossiers/customers/other-1.md", None, "Wrote to ANNA@Brightlite.example."),
    ("dossiers/customers/other-2.md", None, "Call +49 (0)30/123 45 67!"),
    ("dossiers/customers/other-3.md", None, "Her cell: 0151-12345678."),
    ("dossiers/customers/other-4.md", None, "Frau Schmidt called back."),
    ("dossiers/customers/other-5.md", None, "Peter Schmidt, her husband, too."),
    ("dossiers/customers/other-6.md", None, "Max Schmidt, their son."),
    ("dossiers/countries/de.md", "etiquette", "Anna Schmidt says be on time."),
    ("dossiers/prices/2026-01-01.csv", None, "A,for Anna Schmidt"),
    ("exports/all.csv", None, "Anna Schmidt,anna@brightlite.example"),
    ("outbox/notes.txt", None, "Send Anna Schmidt a card."),
]
THIRD = "Secret of Karl"


def seeded(root: Path) -> Path:
    """Fifty files, in which twenty places tell of Anna; and beside each, what is not hers."""
    other = f"{THIRD}: his boss is ill. %s {THIRD} again.\n"
    head = "---\nname: {0}\nreach: {{email: [{1}@x.example]}}\ncustom: {{note: {2}}}\n---\n"
    files: dict[str, str] = {**FILES, ANNA_PATH: OWN.replace("34567", '34567", "+49 151 12345678')}
    del files["dossiers/customers/karl-brandt.md"]
    files["dossiers/companies/brightlite.md"] = (
        "---\nname: Brightlite\norg: [{role: Buyer, person: anna-schmidt}, {role: x, person: y}]\n"
        f"size: big  # Anna decides\n---\n{other % 'Ask [[anna-schmidt]] first.'}"
    )
    files["dossiers/customers/boss.md"] = (
        f"---\nname: Karl\ncompany: brightlite\ninterests: [{THIRD}, lunch with Anna]\n---\n"
        f"{other % 'Anna is quick.'}\n## Log\n- 2026-01-02 order USD 9: "
        f"{other % 'Max plays chess.'}"
    )
    files["dossiers/customers/friend.md"] = (
        "---\nname: Eve\nsource: {referred-by: anna-schmidt}\n---\n"
        f"{other % 'Knows SCHMIDT, ANNA from school.'}"
    )
    files["dossiers/customers/husband.md"] = (
        f"---\nname: Pit Lorenz\nfamily-life: {{spouse: Anna Schmidt}}\nreason: {THIRD}\n---\n"
        f"{other % 'Anna Schmidt likes sailing.'}"
    )
    for number, (_, _, text) in enumerate(SEEDED[10:16], 1):
        files[f"dossiers/customers/other-{number}.md"] = (
            head.format(f"Other{number}", f"o{number}", THIRD)
            + f"## Log\n- 2026-01-0{number} note: "
            f"{other % text}"
        )
    files["dossiers/countries/de.md"] = (
        f"---\nname: Germany\netiquette: {THIRD}. Anna Schmidt says be on time.\n---\n"
    )
    files["dossiers/prices/2026-01-01.csv"] = f"sku,note\nB,{THIRD}\nA,for Anna Schmidt\n"
    files["exports/all.csv"] = f"n,m\n{THIRD},x\nAnna Schmidt,anna@brightlite.example\n"
    files["outbox/notes.txt"] = f"{THIRD}. Send Anna Schmidt a card. {THIRD}.\n"
    for number in range(50 - len(files)):
        files[f"dossiers/customers/extra-{number}.md"] = (
            head.format(f"Extra{number}", f"e{number}", THIRD) + other % "Nothing."
        )
    assert len(files) == 50
    return write_book(root, files)


def test_twenty_of_twenty_and_nothing_of_anybody_else(tmp_path: Path) -> None:
    found = held(seeded(tmp_path))
    told = {(one["path"], one["field"], one["text"]) for one in found.data["mentions"]}
    assert len(set(SEEDED)) == 20
    assert told == set(SEEDED)
    assert THIRD not in json.dumps(found.data)
    assert THIRD not in subject_text(found.data)
    assert found.doubtful == ()


def test_the_own_dossier_whole_with_what_each_fact_means(tmp_path: Path) -> None:
    extra = "career: [{role: Buyer}, x]\ncolour: red\nreach: null\nnext:"
    own = OWN.replace('reach: {email: [anna@brightlite.example], phone: ["+49 30 1234567"]}\n', "")
    write_book(tmp_path, {**FILES, ANNA_PATH: own.replace("next:", extra, 1)})
    data = held(tmp_path).data
    facts = {fact["field"]: fact for fact in data["facts"]}
    assert facts["name"] == {
        "field": "name", "value": "Anna Schmidt", "means": "name, as in a letterhead",
        "sensitive": False, "line": 2,
    }  # fmt: skip
    assert facts["family-life.children[0].name"]["sensitive"] is True
    assert facts["religion"]["sensitive"] is True
    assert facts["career[0].role"]["value"] == "Buyer"
    assert facts["career[1]"] == {
        "field": "career[1]", "value": "x", "means": "", "sensitive": False, "line": 11,
    }  # fmt: skip
    assert facts["colour"]["means"] == "a field of our own"
    assert facts["reach"]["value"] is None
    assert data["notes"] == "Buys strips."
    assert data["log"] == [
        {
            "date": "2026-11-01", "time": None, "event": "call", "direction": "out",
            "currency": None, "amount": None, "by": "lily", "text": "She thinks about it.",
            "valid": None, "tags": [], "line": data["log"][0]["line"],
        }
    ]  # fmt: skip
    assert data["subject"] == {
        "id": WHO, "name": "Anna Schmidt", "path": ANNA_PATH, "company": "Brightlite GmbH",
        "looked_after_by": "Lily Zhang",
    }  # fmt: skip
    assert data["history"] is None


def test_a_true_story_about_them_whole_and_of_others_only_the_sentence(tmp_path: Path) -> None:
    stories = (
        "one-box:\n  about: anna-schmidt\n  text: {en: One box. Then ten.}\n"
        "  consent: 2026-01-02 Anna Schmidt agreed\n"
        "salt-air:\n  about: brightlite\n  text:\n    en: >-\n      Anna Schmidt called. Much was"
        " replaced.\n"
    )
    write_book(tmp_path, {**FILES, "dossiers/stories.yaml": stories})
    data = held(tmp_path).data
    told = [one for one in data["mentions"] if one["path"] == "dossiers/stories.yaml"]
    whole = (
        "about: anna-schmidt, text: en: One box. Then ten., consent: 2026-01-02 Anna Schmidt agreed"
    )
    assert [(one["line"], one["kind"], one["field"], one["text"]) for one in told] == [
        (1, "story", "one-box", whole),
        (9, "field", "salt-air.text.en", "Anna Schmidt called."),
    ]
    assert f"- dossiers/stories.yaml:1 (one-box): {whole}\n" in subject_text(data)


def test_letters_states_and_files_about_them(tmp_path: Path) -> None:
    letter = (
        "To: anna@brightlite.example\nDate: Fri, 20 Nov 2026 09:00:00 +0800\nSubject: Hello\n\n"
        "Dear Anna,\n\n# no heading\n"
    )
    state: dict[str, Any] = {"customer": WHO, "state": "sent", "tries": [1, None], "to": {"a": "b"}}
    files: dict[str, str | bytes] = {
        "outbox/a.eml": letter,
        "outbox/b.eml": letter,
        "outbox/a.json": json.dumps(state),
        "outbox/handover/anna-schmidt.md": "A brief.\n",
        "outbox/c/anna-schmidt.md": "Another.\n",
        "outbox/anna-schmidt.pdf": b"%PDF \0",
        "exports/x.bin": b"\0",
    }
    write_book(tmp_path, {**FILES, **files})
    found = held(tmp_path)
    first = found.data["letters"][0]
    assert first == {
        "path": "outbox/a.eml", "date": "Fri, 20 Nov 2026 09:00:00 +0800",
        "to": "anna@brightlite.example", "subject": "Hello", "text": "Dear Anna,\n\n# no heading\n",
    }  # fmt: skip
    assert found.data["states"] == [{"path": "outbox/a.json", "state": state}]
    texts = {file["path"]: file["text"] for file in found.data["files"]}
    assert texts["outbox/handover/anna-schmidt.md"] == "A brief.\n"
    assert texts["outbox/anna-schmidt.pdf"] is None
    assert found.closed == ("exports/x.bin",)
    page = subject_text(found.data)
    assert "## Letters to you\n\n### Hello\n\nFri, 20 Nov 2026" in page
    assert page.count("## Letters to you") == 1
    assert "> \\# no heading" in page
    assert "customer anna-schmidt, state sent, tries 1, -, to a b" in page
    assert "(not a text: ask for the file)" in page


def test_how_the_file_came_about(tmp_path: Path) -> None:
    root = make(tmp_path / "book", {**FILES, ANNA_PATH: OWN})
    changed = OWN.replace("answer on L/C terms", "call").replace("Buys strips.", "Buys much.")
    changed = changed.replace(
        "- 2026-11-01 call out by lily", "- 2026-11-02 09:30 order in USD 5.00"
    )
    (root / ANNA_PATH).write_text(changed, encoding="utf-8")
    commit(root, "set: next\n\nShe asked", at="2026-11-10T10:00:00+00:00")
    (root / ANNA_PATH).write_text(changed.replace("call", "[write, x]"), encoding="utf-8")
    data = held(root).data
    _, second, last = data["history"]
    assert second["author"] == "Lily Chen"
    assert second["message"] == "set: next\n\nShe asked"
    assert second["facts"] == [
        {"field": "next", "old": "2026-11-05 answer on L/C terms", "new": "2026-11-05 call"}
    ]
    assert second["commit"] == git(root, "rev-parse", "HEAD").strip()
    assert last["commit"] is None
    page = subject_text(data)
    assert "- 2026-11-10, Lily Chen (set: next She asked)" in page
    assert "  - next: 2026-11-05 answer on L/C terms → 2026-11-05 call" in page
    assert "  - noted: 2026-11-02 09:30 order in USD 5.00: She thinks about it." in page
    assert "  - taken out: 2026-11-01 call out by lily: She thinks about it." in page
    assert "  - the notes changed" in page
    assert "- Not committed yet" in page


def test_somebody_of_whom_little_is_known(tmp_path: Path) -> None:
    write_book(tmp_path, {"dossiers/customers/x.md": "---\nname: '# X'\nowner: gone\n---\n"})
    data = held(tmp_path, "x").data
    assert data["subject"]["looked_after_by"] == "gone"
    page = subject_text(data)
    assert page.startswith("# # X\n\nEverything that we hold about you, as of 2026-11-20. Looked")
    assert "No history is kept: the book is a plain folder" in page
    lone = write_book(tmp_path / "b", {"dossiers/customers/x.md": "---\nname: X\n---\n"})
    assert "Looked after" not in subject_text(held(lone, "x").data)


def test_a_first_name_elsewhere_is_left_out_and_said(tmp_path: Path) -> None:
    zoe = "---\nname: Zoe\n---\nAnna?\n"
    write_book(tmp_path, {**FILES, "dossiers/customers/zoe.md": zoe})
    found = held(tmp_path)
    assert [(trace.path[-6:], trace.line, trace.text) for trace in found.doubtful] == [
        ("zoe.md", 4, "Anna?")
    ]
    assert "Anna?" not in json.dumps(found.data)


def test_nothing_in_a_text_becomes_markup() -> None:
    assert plain("# a\n<b> [c](http://d) `e` *f* _g_ | ~h~ & www.i.ex") == (
        "# a \\<b\\> \\[c\\](http:\\/\\/d) \\`e\\` \\*f\\* \\_g\\_ \\| \\~h\\~ \\& www\\.i.ex"
    )
    assert [plain(text, at_start=True) for text in ("# a", "- b", "1. c", "12) d", "1 e", "f")] == [
        "\\# a", "\\- b", "1\\. c", "12\\) d", "1 e", "f",
    ]  # fmt: skip
