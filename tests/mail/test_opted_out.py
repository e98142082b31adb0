"""Whoever opted out is never mailed, whatever state their file is in (promises 3, 32)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from letterbook import LILY, POLICY, customer, write

from dossierkit.book.load import load
from dossierkit.mail.recipients import Recipients, candidates, recipients
from dossierkit.mail.stops import Stop, stops_of

Run = Callable[..., Any]

OUT = (
    "---\nname: Anna Schmidt\ncountry: us\nreach: {email: [anna@brightlite.example]}\n"
    "consent: {do-not-contact: true}\n---\n"
)
BODY = OUT + "\n## Log\n\n- 2026-01-02 email in: Please stop.\n"


def consent(text: str) -> str:
    """Her file with another `consent`."""
    return OUT.replace("consent: {do-not-contact: true}", text)


CONFLICT = "<<<<<<< ours\nconsent: {do-not-contact: true}\n=======\nconsent: {}\n>>>>>>> theirs"
VARIANTS: dict[str, str | bytes] = {
    "as-it-should-be": OUT,
    "yes": consent("consent: {do-not-contact: yes}"),
    "capital-true": consent("consent: {do-not-contact: True}"),
    "quoted-true": consent("consent: {do-not-contact: 'true'}"),
    "one": consent("consent: {do-not-contact: 1}"),
    "chinese-yes": consent("consent: {do-not-contact: 是}"),
    "empty-value": consent("consent: {do-not-contact: }"),
    "null-value": consent("consent: {do-not-contact: null}"),
    "in-a-list": consent("consent: {do-not-contact: [true]}"),
    "underscores": consent("consent: {do_not_contact: true}"),
    "at-the-top": consent("do-not-contact: true"),
    "another-word": consent("unsubscribed: 2026-01-02"),
    "consent-is-text": consent("consent: no mail please"),
    "consent-is-a-list": consent("consent: [do-not-contact]"),
    "twice-first": consent("consent: {do-not-contact: true, do-not-contact: false}"),
    "twice-last": consent("consent: {do-not-contact: false, do-not-contact: true}"),
    "consent-twice": consent("consent: {do-not-contact: true}\nconsent: {marketing: given}"),
    "opt-out-dated": consent("consent: {opt-out: 2026-01-02 by mail}"),
    "opt-out-undated": consent("consent: {opt-out: by mail}"),
    "opt-out-against-false": consent(
        "consent: {marketing: given, do-not-contact: false, opt-out: 2026-01-02}"
    ),
    "opt-out-empty": consent("consent: {opt-out: }"),
    "opt-out-shape": consent("consent: {opt-out: {date: 2026-01-02}}"),
    "only-a-tag": consent("tags: [unsubscribed]"),
    "own-field": consent("custom: {opted-out: 'yes'}"),
    "chinese-tag": consent("tags: [已退订]"),
    "byte-order-marks": "\ufeff\ufeff" + OUT,
    "utf-16": OUT.encode("utf-16"),
    "gbk": OUT.replace("Anna", "安娜").encode("gbk"),
    "windows": OUT.replace("\n", "\r\n"),
    "old-mac": OUT.replace("\n", "\r"),
    "no-end-fence": OUT.removesuffix("---\n"),
    "four-dashes": OUT.replace("---\n", "----\n", 1),
    "blank-before": "\n" + OUT,
    "list-header": "---\n- do-not-contact: true\n- anna@brightlite.example\n---\n",
    "scalar-header": "---\nanna@brightlite.example do-not-contact\n---\n",
    "conflict-in-header": consent(CONFLICT),
    "conflict-in-log": BODY + "<<<<<<< ours\n- 2026-01-03 note: x\n=======\n>>>>>>> theirs\n",
    "anchor": consent("consent: &c {do-not-contact: true}"),
    "tag-of-yaml": consent("consent: {do-not-contact: !!bool true}"),
    "tab": consent("consent:\n\tdo-not-contact: true"),
    "null-byte": OUT.replace("Schmidt", "Sch\0midt"),
    "escape": OUT.replace("Schmidt", "Sch\x1bmidt"),
    "second-header": OUT + OUT,
    "cut-off": OUT[: OUT.index("true")],
    "unclosed": consent("consent: {do-not-contact: true"),
    "empty-file": "",
    "only-text": "Anna, anna@brightlite.example: never write to her again!\n",
    "too-deep": consent("consent: " + "[" * 500 + "true" + "]" * 500),
}


def chosen(root: Path, purpose: str = "greeting") -> tuple[Recipients, list[Stop]]:
    """Who of everybody may get letters, and who is stopped."""
    book = load(root)
    everybody, stops = candidates(book, purpose, None)
    found = recipients(book, purpose, everybody, many=True)
    return found, [*stops, *found.stops]


def write_book(root: Path, **files: str | bytes) -> Path:
    write(root, {"dossiers/book.yaml": POLICY, "dossiers/team/lily.md": LILY})
    folder = root / "dossiers/customers"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / f"{name.replace('_', '-')}.md").write_bytes(data)
    return root


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_variant_of_an_opted_out_dossier_gets_a_letter(variant: str, tmp_path: Path) -> None:
    root = write_book(tmp_path, anna=VARIANTS[variant])
    for purpose in ("greeting", "price-update", "thanks", "quote", "a-kind-of-our-own"):
        found, stops = chosen(root, purpose)
        assert found.allowed == ()
        (stop,) = stops
        assert stop.id == "anna"
        assert "anna.md" in stop.message, "the reason names the file"


def test_there_are_many_variants() -> None:
    assert len(VARIANTS) >= 30


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "empty-file"])
def test_and_their_address_is_dead_in_every_other_dossier(variant: str, tmp_path: Path) -> None:
    spelled = "ANNA+fair2026@Brightlite.Example"
    again = customer(company="", country="us", reach=f"{{email: [{spelled}]}}")
    root = write_book(tmp_path, anna=VARIANTS[variant], from_a_fair_list=again)
    found, stops = chosen(root)
    assert found.allowed == ()
    reason = next(stop for stop in stops if stop.id == "from-a-fair-list").message
    assert reason.startswith(f"no letters to {spelled.partition('@')[0]}@")


def test_all_of_them_at_once_make_no_draft_and_each_is_named(run: Run, tmp_path: Path) -> None:
    root = write_book(tmp_path, **VARIANTS)
    everybody = run("render", "greeting", "--all", "--on", "2026-11-20", book=root)
    assert everybody.stdout == ""
    assert not list((root / "outbox").glob("*"))
    named = run("render", "greeting", *VARIANTS, "--on", "2026-11-20", book=root)
    assert named.status == 1
    assert not list((root / "outbox").glob("*"))
    said = named.stderr.splitlines()
    for variant in VARIANTS:
        assert any(line.startswith(f"{variant}: ") for line in said), variant


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("anna@brightlite.example", "Anna@BRIGHTLITE.example"),
        ("anna+fair@brightlite.example", "anna@brightlite.example"),
        ("anna@brightlite.example", "anna+2026@brightlite.example"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@xn--bcher-kva.example", "Anna@BÜCHER.example"),
        ("a.n.n.a@gmail.com", "anna@googlemail.com"),
        ("anna@brightlite.example", "anna@brightlite。example"),
    ],
)
def test_an_opt_out_counts_for_every_spelling_of_its_address(
    first: str, second: str, tmp_path: Path
) -> None:
    for one, other in ((first, second), (second, first)):
        gone = consent("consent: {opt-out: 2026-01-02 by phone}").replace(
            "anna@brightlite.example", f'"{one}"'
        )
        fields = {"country": "us", "company": ""}
        root = write_book(
            tmp_path, anna=gone, anna_again=customer(reach=f'{{email: ["{other}"]}}', **fields)
        )
        found, _ = chosen(root)
        assert found.allowed == ()


def test_a_file_misnamed_still_speaks_for_its_address(tmp_path: Path) -> None:
    root = write_book(tmp_path, karl=customer(company="", country="us"))
    (root / "dossiers/customers/Anna (out).md").write_text(OUT)
    found, (stop,) = chosen(root)
    assert found.allowed == ()
    assert "Anna (out).md" in stop.message


def test_who_refused_marketing_refused_it_for_the_address(tmp_path: Path) -> None:
    refused = consent("consent: {marketing: refused}")
    root = write_book(tmp_path, anna=refused, anna_again=customer(company="", country="us"))
    found, stops = chosen(root, "price-update")
    assert found.allowed == ()
    assert [stop.quiet for stop in stops] == ["opted out", "opted out"]
    letters, _ = chosen(root, "thanks")
    assert len(letters.allowed) == 2


def test_nobody_erased_is_written_to_when_a_list_brings_them_back(tmp_path: Path) -> None:
    from dossierkit.book.erased import with_erased
    from dossierkit.book.identity import Identity

    root = write_book(tmp_path, anna_2=customer(company="", country="us"))
    gone = Identity(("anna",), addresses=("Anna@brightlite.example",))
    (root / "dossiers/erased.txt").write_text(with_erased("", gone))
    found, (stop,) = chosen(root)
    assert found.allowed == ()
    assert "belongs to somebody who was erased" in stop.message
    root = write_book(tmp_path / "other", anna=customer(reach="{email: [x@y.example]}"))
    (root / "dossiers/erased.txt").write_text(with_erased("", gone))
    assert "'anna' belongs to somebody who was erased" in chosen(root)[1][0].message


def test_a_plain_no_is_no_opt_out(tmp_path: Path) -> None:
    fine = consent("consent: {marketing: given, do-not-contact: no, opt-out: false}\ntags: [vip]")
    root = write_book(tmp_path, anna=fine)
    found, stops = chosen(root)
    assert [one.address for one in found.allowed] == ["anna@brightlite.example"]
    assert stops == []


def test_a_doubt_and_no_address_stop_as_well(tmp_path: Path) -> None:
    fine = consent("consent: {marketing: given}")
    root = write_book(tmp_path, anna=fine.replace("---\n", "---\nevery: sometimes\n", 1))
    assert "anna.md:2:8: error" in chosen(root)[1][0].message
    root = write_book(tmp_path, anna=fine.replace("reach: {email: [anna@", "reach: {wechat: [x@"))
    found, (stop,) = chosen(root)
    assert found.allowed == ()
    assert "anna.md" in stop.message


def test_only_those_whose_follow_up_proposes_it(tmp_path: Path) -> None:
    fine = consent("consent: {marketing: given}\nevery: 9w\nbirthday: 11-20")
    fine += "\n## Log\n\n- 2026-11-18 call out: Fine\n"
    book = load(write_book(tmp_path, anna=fine, eva=consent("consent: {marketing: given}")))
    everybody, _ = candidates(book, "greeting", None)
    assert [one.id for one in everybody] == ["anna", "eva"]
    wanted, _ = candidates(book, "greeting", date(2026, 11, 20))
    assert [one.id for one in wanted] == ["anna"]


DUE = """\
- 2026-09-16 order in USD 5,000.00: 1 000 pcs BL-20
- 2026-09-17 thanks out: Thank you
- 2026-11-19 lost in: Taken from somebody in Durban
"""


def due_for(root: Path, *purposes: str) -> list[str]:
    """The purposes that `--due` takes Anna for."""
    book = load(root)
    found = ((one, candidates(book, one, date(2026, 11, 20))[0]) for one in purposes)
    return [purpose for purpose, wanted in found if wanted]


def test_every_letter_that_a_due_reason_proposes_whatever_else_is_due(tmp_path: Path) -> None:
    """An answer is due first, and yet thanks for the refusal, and the birthday is today."""
    log = f"\n## Log\n\n{DUE}"
    root = write_book(tmp_path, anna=consent("birthday: 11-20\nevery: 1d") + log)
    every = ("refusal-thanks", "greeting", "service", "referral", "thanks", "reorder", "refusal")
    assert due_for(root, *every) == ["refusal-thanks", "greeting", "service", "referral"]


def test_no_friendly_word_of_no_special_day_where_something_else_is_due(tmp_path: Path) -> None:
    log = "\n## Log\n\n- 2026-10-01 call out: Fine\n"
    quiet = write_book(tmp_path, anna=consent("every: 1d") + log)
    assert due_for(quiet, "greeting", "rhythm") == ["greeting"]
    asked = "- 2026-11-18 inquiry in: 500 pcs?\n"
    waiting = write_book(tmp_path, anna=consent("every: 1d") + log + asked)
    assert due_for(waiting, "greeting", "reply") == []


def test_a_draft_is_asked_about_again_before_it_is_sent(tmp_path: Path) -> None:
    def asked(
        text: str | bytes, purpose: str = "greeting", to: str = "anna@brightlite.example"
    ) -> str:
        stop = stops_of(load(write_book(tmp_path, anna=text))).draft_stop("anna", purpose, to)
        return stop.message if stop else ""

    given = consent("consent: {marketing: given}")
    assert "fill 'mail.address'" in asked(given)
    write(tmp_path, {"x": ""})
    policy = POLICY.replace("{from: lily}", "{from: lily, address: 5 Lamp Road}")
    book = write_book(tmp_path, anna=given)
    (book / "dossiers/book.yaml").write_text(policy)
    stops = stops_of(load(book))
    assert stops.draft_stop("anna", "greeting", "Anna@Brightlite.example") is None
    other = stops.draft_stop("anna", "greeting", "old@brightlite.example")
    assert other
    assert "has another address now, anna@brightlite.example; render it again" in other.message
    gone = stops.draft_stop("karl", "greeting", "karl@x.example")
    assert gone
    assert "customers/karl.md is gone; delete the draft" in gone.message
    assert "asked not to be contacted" in asked(OUT)
    assert "anna.md" in asked("\ufeff\ufeff" + OUT)


def test_a_bounce_without_an_address_stops_nobody(tmp_path: Path) -> None:
    bounced = "reach: {email: [anna@brightlite.example], bounced: [{reason: full}]}"
    root = write_book(tmp_path, anna=f"---\nname: Anna\n{bounced}\n---\n")
    found, _ = chosen(root, "service")
    assert [one.address for one in found.allowed] == ["anna@brightlite.example"]


def test_a_broken_file_that_is_taken_away_in_that_moment(tmp_path: Path) -> None:
    root = write_book(tmp_path, anna="broken", bo=consent("tags: []").replace("anna@", "bo@"))
    book = load(root)
    (root / "dossiers/customers/anna.md").unlink()
    found = recipients(book, "service", book.customers.values())
    assert [one.dossier.id for one in found.allowed] == ["bo"]
    stop = stops_of(book).draft_stop("anna", "service", "anna@brightlite.example")
    assert stop
    assert "mend this first" in stop.message
