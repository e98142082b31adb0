"""Whatever a finding is made of: when it changes, `check` says so at once."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from checks import check_by_book, check_by_index
from conftest import write_book
from test_what_depends import Edit, put, put_new, remove

from dossierkit.book.erased import with_erased
from dossierkit.book.identity import Identity
from dossierkit.cli.check_book import findings_in
from dossierkit.index import workers
from dossierkit.index.verdicts import Verdict

ON = date(2026, 11, 20)
ANNA = """\
---
name: Anna Schmidt
company: brightlite
owner: lily
reach: {email: [anna@brightlite.example], phone: ["+49 30 1234567"]}
stage: interest
buys: [BL-20]
---
Ask [[bert]] first.

## Log

- 2026-10-02 quote out USD 5: 100 pcs
- 2026-11-02 call out by tom: x
"""
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
FIRM = "---\nname: Brightlite\ncountry: de\nterms: {incoterm: FOB, payment: T/T}\n---\n"
FILES: dict[str, str | bytes] = {
    "dossiers/book.yaml": "country: cn\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/bert.md": "---\nname: Bert\ncountry: de\n---\n",
    "dossiers/companies/brightlite.md": FIRM,
    "dossiers/countries/de.md": "---\nname: Germany\n---\n",
    "dossiers/team/lily.md": "---\nname: Lily\n---\n",
    "dossiers/team/tom.md": "---\nname: Tom\n---\n",
    "dossiers/prices/2026-05-01.csv": f"{HEAD}BL-20,Strip,led,pc,USD,4.00,,20,,\n",
    "dossiers/stories.yaml": "one: {about: brightlite, en: x, consent: 2026-04-22 agreed}\n",
    "dossiers/mail/2026/aa.json": "<<<<<<<\n",
}
ERASED = with_erased("", Identity(("bert",), phones=("+49 30 1234567",)), "0" * 32)
EDITS: dict[str, Edit] = {
    "a file's own slip": put("customers/anna.md", ANNA.replace("interest", "intrest")),
    "a file that can't be read": put("customers/anna.md", "no header"),
    "the same address elsewhere": put(
        "customers/bert.md", "---\nname: Bert\nreach: {email: Anna@brightlite.example}\n---\n"
    ),
    "the same person elsewhere": put(
        "customers/bert.md", "---\nname: SCHMIDT Anna\ncompany: brightlite\n---\n"
    ),
    "an owner who left": remove("team/lily.md"),
    "a member of the log who left": remove("team/tom.md"),
    "somebody linked who is gone": remove("customers/bert.md"),
    "a company that is gone": remove("companies/brightlite.md"),
    "a company that can't be read": put("companies/brightlite.md", "no header"),
    "a company's terms": put("companies/brightlite.md", FIRM.replace("payment: T/T", "")),
    "a country's currency": put("countries/de.md", "---\nname: G\ncurrency: ERU\n---\n"),
    "a country's region": put(
        "countries/de.md", "---\nname: Germany\nholidays: {subdivision: QQ}\n---\n"
    ),
    "the policy's sender": put("book.yaml", "country: cn\nmail: {from: eva}\n"),
    "what is sold": put("prices/2026-05-01.csv", f"{HEAD}BL-21,Strip,led,pc,USD,4.00,,20,,\n"),
    "a slip in a price": put("prices/2026-05-01.csv", f"{HEAD}BL-20,Strip,led,pc,USD,x,,20,,\n"),
    "rates": put("rates.csv", "date,from,to,rate,source\n2026-05-01,EUR,QQQ,1.10,bank\n"),
    "a story": put("stories.yaml", "one: {about: nobody, en: x, consent: 2026-04-22 agreed}\n"),
    "a playbook": put("playbook.yaml", "mine: {when: [stage harmony], say: x}\n"),
    "somebody erased": put("erased.txt", ERASED),
    "a letter's state": put("mail/2026/bb.json", "{}\n"),
    "a letter's state mended": remove("mail/2026/aa.json"),
    "a name that is no id": put("customers/Bert.md", "---\nname: Bert\n---\n"),
    "a file that is no dossier": put("customers/list.txt", "x"),
    "a template": put_new("templates/greeting/en.md", "---\nsubject: x\n---\n{{ nothing }}\n"),
    "a template's sender": put_new(
        "templates/greeting/en.md", "---\nsubject: x\nfrom: eva\n---\nx\n"
    ),
}


@pytest.fixture(params=["just now", "a while ago"])
def book(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book that was checked once; edits of it are made just now, or count as older."""
    if request.param == "a while ago":
        now = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)
    root = write_book(tmp_path, FILES)
    assert check_by_index(root, ON) == check_by_book(root, ON)
    return root


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_shows_at_once_and_so_does_taking_it_back(book: Path, what: str) -> None:
    before = check_by_index(book, ON)
    EDITS[what](book)
    after = check_by_index(book, ON)
    assert after == check_by_book(book, ON)
    assert after != before, "this edit was to change something"
    for file in book.glob("dossiers/*/*"):
        if file.is_file() and file.relative_to(book).as_posix() not in FILES:
            file.unlink()
    for name in ("playbook.yaml", "rates.csv", "erased.txt", "mail/2026/bb.json"):
        (book / "dossiers" / name).unlink(missing_ok=True)
    for file in book.glob("templates/*/*"):
        file.unlink()
    write_book(book, FILES)
    assert check_by_index(book, ON) == before


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("stage: interest\n", ("2026-01-09", "2026-01-10", "2027-01-10", "2027-01-11")),
        ("intent: hesitant\n", ("2026-01-09", "2026-01-10", "2027-01-10", "2027-01-11")),
        (
            "religion: hindu\nconsent: {sensitive: 2026-02-01 told me until 2026-03-31}\n",
            ("2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01"),
        ),
    ],
)
def test_another_day_is_another_verdict(tmp_path: Path, line: str, days: tuple[str, ...]) -> None:
    text = f"---\nname: Anna\ncountry: de\n{line}---\n## Log\n\n- 2026-01-10 order in USD 5: x\n"
    root = write_book(tmp_path, {"dossiers/customers/anna.md": text})
    found = []
    for day in map(date.fromisoformat, (*days, *reversed(days))):
        found.append(check_by_index(root, day))
        assert found[-1] == check_by_book(root, day)
    said = [[one.code for one in each.findings] for each in found if isinstance(each, Verdict)]
    assert said[0] != said[1] or said[2] != said[3]
    assert said == said[::-1]


def test_a_line_of_tomorrow_is_right_tomorrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\nname: Anna\ncountry: de\n---\n## Log\n\n- 2026-11-21 call out: x\n"
    root = write_book(tmp_path, {"dossiers/customers/anna.md": text})
    codes = []
    for day in (20, 21, 20):
        for module in ("dossierkit.cli.check_book", "checks"):
            monkeypatch.setattr(f"{module}.today_in", lambda _, d=day: ON.replace(day=d))
        found = check_by_index(root)
        assert isinstance(found, Verdict)
        codes.append([one.code for one in found.findings])
    assert codes == [["future-date"], [], ["future-date"]]


def test_a_large_book_is_checked_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PAYS_FROM", 10)
    monkeypatch.setattr(workers, "_BATCH", (7, 7))
    monkeypatch.setattr(workers, "_processes", lambda: 2)
    monkeypatch.setattr("dossierkit.index.checking._MANY", 10)
    files: dict[str, str | bytes] = {
        f"dossiers/customers/c{n}.md": ANNA.replace("lily", f"m{n % 3}") for n in range(30)
    }
    root = write_book(tmp_path, {**FILES, **files})
    assert check_by_index(root, ON) == check_by_book(root, ON)
    for n in range(15):
        (root / f"dossiers/customers/c{n}.md").unlink()
    assert check_by_index(root, ON) == check_by_book(root, ON)


@pytest.mark.parametrize("names", [["dossiers/customers/anna.md"], ["dossiers/companies"], [""]])
def test_some_files_are_the_same_without_an_index(tmp_path: Path, names: list[str]) -> None:
    root = write_book(tmp_path, FILES)
    (root / "dossiers/team/lily.md").unlink()
    found = [findings_in(root, names, ON) for _ in ("read", "known")]
    shutil.rmtree(root / ".dossier")
    assert findings_in(root, names, ON) == found[0] == found[1]


@pytest.mark.parametrize("harm", ["deleted", "broken", "locked", "a link"])
def test_whatever_becomes_of_the_index_the_answer_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr("dossierkit.index.database._WAIT", 0.0)
    root = write_book(tmp_path / "book", FILES)
    before = check_by_index(root, ON)
    put("customers/bert.md", "---\nname: Bert\ncountry: uk\n---\n")(root)
    index = root / ".dossier" / "index.db"
    found = None
    if harm == "deleted":
        index.unlink()
    elif harm == "broken":
        index.write_bytes(b"nonsense" * 1_000)
    elif harm == "a link":
        index.rename(tmp_path / "elsewhere.db")
        index.symlink_to(tmp_path / "elsewhere.db")
    else:
        with closing(sqlite3.connect(index, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            found = findings_in(root, [""], ON)
    found = found or findings_in(root, [""], ON)
    whole = check_by_book(root, ON)
    assert isinstance(whole, Verdict)
    assert found[0] == whole.findings
    assert whole != before


@pytest.mark.parametrize("name", ["customers", "mail", "mail/2026"])
def test_a_folder_may_be_a_link_inside_the_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)
    root = write_book(tmp_path, FILES)
    folder = root / "dossiers" / name
    folder.rename(root / "elsewhere")
    folder.symlink_to(root / "elsewhere")
    for text in ("no header", "{}\n", "still none"):
        for file in ("dossiers/customers/anna.md", "dossiers/mail/2026/aa.json"):
            (root / file).write_text(text, "utf-8")
        (root / f"dossiers/mail/2026/{len(text)}.json").write_text("", "utf-8")
        assert check_by_index(root, ON) == check_by_book(root, ON)


def test_a_program_whose_files_can_not_be_looked_at_checks_without_an_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "no")

    root = write_book(tmp_path, FILES)
    monkeypatch.setattr("dossierkit.index.checking.program_of", refuse)
    whole = check_by_book(root, ON)
    assert isinstance(whole, Verdict)
    assert findings_in(root, [""], ON)[0] == whole.findings
