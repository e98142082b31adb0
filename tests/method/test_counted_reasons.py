"""Why people did not buy, and what they wish we made (M34)."""

from __future__ import annotations

from datetime import date

from ledgers import MakeBook, ledger, person

from dossierkit.method.figures.refusals import by_theme, refusals
from dossierkit.method.figures.wishes import wishes

THEMES = {
    "price": ["price", "dear", "价格"],
    "payment": ["terms", "OA"],
    "range": ["not in our range", "range"],
}


def test_lost_deals_and_reasons_by_what_they_are_about(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {
            "anna": person(
                "reason: price\n", "- 2026-03-01 lost: too dear\n- 2024-03-01 lost: their OA 90\n"
            ),
            "bert": person("intent: never\nreason: no DALI in our range\n"),
            "carl": person("intent: never\n"),
            "dora": person("", "- 2026-05-01 lost: 价格太高\n- 2026-05-02 lost:\n"),
            "emil": person("intent: hesitant\n"),
            "fred": person("reason: bad luck, like the Boa\n"),
        },
    )
    found = refusals(book, THEMES)
    assert [(one.id, str(one.day), one.reason, one.themes) for one in found] == [
        ("dora", "2026-05-02", None, ("not said",)),
        ("dora", "2026-05-01", None, ("price",)),
        ("anna", "2026-03-01", "price", ("price",)),
        ("anna", "2024-03-01", None, ("payment",)),
        ("bert", "None", "no DALI in our range", ("range",)),
        ("carl", "None", None, ("not said",)),
        ("fred", "None", "bad luck, like the Boa", ("other",)),
    ]
    assert by_theme(found)[:2] == [("not said", 2), ("price", 2)]
    assert [(one.path, one.line) for one in found][2:6:3] == [
        ("dossiers/customers/anna.md", 9),
        ("dossiers/customers/carl.md", 3),
    ]


def test_a_lost_deal_before_the_span_is_left_out(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {"anna": person("reason: price\n", "- 2024-03-01 lost: too dear\n")},
        since=date(2026, 1, 1),
    )
    assert refusals(book, THEMES) == []


def test_wishes_from_logs_notes_fields_and_reasons(make_book: MakeBook) -> None:
    companies = {
        "dossiers/companies/brightlite.md": (
            "---\nname: Brightlite\ncountry: de\ncustom: {wish: a track light}\n---\n"
            "\n## Log\n\n- 2026-04-01 note: a black rail #Wish\n"
        ),
        "dossiers/companies/stranger.md": "---\nname: S\ncustom: {wish: an oven}\n---\n",
    }
    text = person(
        "company: brightlite\ncustom: {wishes: [a matte cap, ''], vendor: [1]}\n",
        "- 2026-06-01 call: 2700 K in reels of 50 m #wish #strip\n- 2026-06-02 call: fine\n",
        notes="Nice man.\n\n- wants a longer #wish cable\nwishes are #wishful\n",
    )
    book = ledger(
        make_book,
        {
            "anna": text,
            "bert": person("country: fr\nreason: no DALI, not in our range\n"),
            "carl": person("reason: too dear\n"),
        },
        companies,
    )
    found = wishes(book, refusals(book, THEMES))
    assert [(one.id, str(one.day), one.text, one.country) for one in found] == [
        ("anna", "2026-06-01", "2700 K in reels of 50 m #strip", "de"),
        ("brightlite", "2026-04-01", "a black rail", "de"),
        ("brightlite", "None", "a track light", "de"),
        ("stranger", "None", "an oven", None),
        ("anna", "None", "a matte cap", "de"),
        ("anna", "None", "wants a longer cable", "de"),
        ("bert", "None", "no DALI, not in our range", "fr"),
    ]
    by_notes = found[5]
    assert text.split("\n")[by_notes.line - 1] == "- wants a longer #wish cable"


def test_an_owner_sees_the_wishes_of_their_own_companies(make_book: MakeBook) -> None:
    companies = {
        f"dossiers/companies/{name}.md": f"---\nname: {name}\ncustom: {{wish: {name}}}\n---\n"
        for name in ("mine", "theirs")
    }
    book = ledger(
        make_book,
        {
            "a": person("owner: lily\ncompany: mine\n"),
            "b": person("owner: tom\ncompany: theirs\n"),
        },
        companies,
        owner="lily",
    )
    assert [one.text for one in wishes(book)] == ["mine"]


def test_a_tag_without_words_is_no_wish_in_notes(make_book: MakeBook) -> None:
    book = ledger(make_book, {"a": person(notes="see #wish2\n")})
    assert wishes(book) == []
