"""Taking people over from a file: a look first, then all of it in one commit."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from booklet import ANNA_FILE, FILES, git, make

from dossierkit.cli import import_, import_files
from dossierkit.history.commit import Written

Run = Callable[..., Any]
ON = ("--on", "2026-11-27")
CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Anna Schmidt
EMAIL:anna@brightlite.example
TEL;TYPE=CELL:+49 151 1234567
TITLE:Head of Purchasing
PHOTO;ENCODING=b:AAAA
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:李;伟;;;
ORG:深圳光明贸易有限公司
TEL;TYPE=CELL:13800138000
PHOTO;ENCODING=b:AAAA
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Zed Other
EMAIL:anna@brightlite.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Lily
EMAIL:lily@lumora.example
END:VCARD
"""
NEW = "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Lind\nEMAIL:bo@x.example\nEND:VCARD\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make(tmp_path / "book")


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    file = tmp_path / "phone.vcf"
    file.write_text(CARDS, encoding="utf-8")
    return file


def head(book: Path) -> str:
    return git(book, "rev-parse", "HEAD")


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    keyboard = io.StringIO(answer)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)


def test_the_preview_says_everything_and_writes_nothing(
    run: Run, book: Path, cards: Path, tmp_path: Path
) -> None:
    before = head(book)
    result = run("import", "../phone.vcf", *ON, book=book)
    assert result.status == 1
    assert result.stdout.splitlines() == [
        "../phone.vcf (vcard): 4 entries",
        "",
        "new customers: 1",
        "  WHO     NAME  COMPANY                                         REACH        FIRST"
        "       FROM",
        "  li-wei  李伟  shen-zhen-guang-ming-mao-yi-you-xian-gong-si +  13800138000  2026-11-30"
        "  ../phone.vcf:9",
        "  first contacts from 2026-11-30 to 2026-11-30; for more or fewer a day: --spread N",
        "",
        "new companies: 1",
        "  WHO                                           FROM",
        "  shen-zhen-guang-ming-mao-yi-you-xian-gong-si  ../phone.vcf:9",
        "",
        "updates: 1",
        "  anna  Anna Schmidt  ../phone.vcf:1",
        "      position.title: + Head of Purchasing",
        "      reach.phone: + +49 151 1234567",
        "",
        "ambiguous, left alone until you say who it is: 1",
        "  ../phone.vcf:16  Zed Other: the mail address is that of Anna Schmidt (anna)",
        "  if you know: --match ../phone.vcf:16=anna, or --match ../phone.vcf:16=new for "
        "somebody new",
        "",
        "refused: 1",
        "  ../phone.vcf:21  Lily: lily@lumora.example is Lily Chen of our own team",
        "",
        "../phone.vcf:7:1: warning: left out, since a dossier has no field for it: PHOTO "
        "[left-out]",
        "    and once more, in line 14",
        "    keep the file if you need it",
    ]
    assert result.stderr == "3 dossiers would be written, none was; to write them: --yes\n"
    assert (head(book), git(book, "status", "--short")) == (before, "")
    dry = run("import", "../phone.vcf", "--dry-run", *ON, book=book)
    assert dry.stderr == "3 dossiers would be written, none was\n"


def test_all_of_it_is_one_commit_that_can_be_taken_back(run: Run, book: Path, cards: Path) -> None:
    before = head(book)
    result = run("import", cards, "--yes", "--why", "Lily's phone", *ON, book=book)
    assert result.status == 1
    commit = head(book).strip()
    assert result.stderr == (
        f"3 dossiers written\nto take all of it back: git revert {commit[:10]}\n"
    )
    assert git(book, "log", "-1", "--format=%B") == (
        "import(phone.vcf): 2 new, 1 changed\n\nLily's phone\n\n"
        "Dossier: shen-zhen-guang-ming-mao-yi-you-xian-gong-si\nDossier: anna\n"
        "Dossier: li-wei\nDossier-Cmd: import\n\n"
    )
    assert git(book, "diff", "--stat", "HEAD~1", "--", ANNA_FILE).count("\n") == 2
    assert run("check", book=book).status == 0
    assert "owner: lily" in (book / "dossiers/customers/li-wei.md").read_text()

    again = run("import", cards, "--yes", *ON, book=book)
    assert again.stderr == "nothing is new; nothing was written\n"
    assert "unchanged: 2" in again.stdout
    assert head(book).strip() == commit

    git(book, "revert", "--no-edit", "HEAD")
    assert git(book, "diff", before.strip(), "HEAD") == ""


def test_what_a_new_customer_tells_of_a_known_company_is_shown(
    run: Run, book: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.vcf"
    file.write_text(NEW.replace("EMAIL", "ORG:Brightlite\nURL:https://b.example\nEMAIL"))
    result = run("import", file, *ON, book=book)
    assert result.stdout.splitlines()[-3:] == [
        "updates: 1",
        f"  brightlite  (Bo Lind)  {file}:1",
        "      company: website: + https://b.example",
    ]
    alone = tmp_path / "b.vcf"
    alone.write_text("BEGIN:VCARD\nORG:Brightlite\nURL:https://b.example\nEND:VCARD\n")
    result = run("import", alone, *ON, book=book)
    assert "  brightlite  (Brightlite GmbH)  " in result.stdout


def test_the_user_says_who_somebody_is(run: Run, book: Path, cards: Path) -> None:
    place = f"{cards}:16"
    only = run("import", cards, "--only", "16", "--match", "16=anna", *ON, book=book)
    assert (only.status, "unchanged: 1" in only.stdout) == (0, True)
    new = run("import", cards, "--only", place, "--match", f"{place}=new", "--yes", *ON, book=book)
    assert new.status == 0
    assert (book / "dossiers/customers/zed-other.md").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--match", "16"), "'16' is no match; write it as PLACE=WHO, or PLACE=new"),
        (("--match", "17=anna"), "nobody stands at '17'; write a place as the preview shows it"),
        (("--only", "phone.vcf"), "nobody stands at 'phone.vcf'"),
        (("--dry-run", "--yes"), "--dry-run writes nothing and --yes writes; choose one"),
        (("--signatures", "--as", "csv"), "--signatures reads mails; leave --as out"),
    ],
)
def test_wrong_usage(run: Run, book: Path, cards: Path, words: tuple[str, ...], said: str) -> None:
    result = run("import", cards, *words, book=book)
    assert result.status == 2
    assert said in result.stderr


def test_an_unknown_person_or_member_is_named(run: Run, book: Path, cards: Path) -> None:
    result = run("import", cards, "--match", "16=nobody", book=book)
    assert (result.status, "nobody" in result.stderr) == (1, True)
    result = run("import", cards, "--owner", "tom", book=book)
    assert (result.status, "there is no member 'tom'" in result.stderr) == (1, True)


def test_theirs_is_taken_when_asked(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.vcf"
    file.write_text(
        "BEGIN:VCARD\nFN:Anna Maria Schmidt\nEMAIL:anna@brightlite.example\nORG:Brightlite Lamps\n"
        "ADR:;;;Ulm;;;Austria\nURL:https://b.example\nEND:VCARD\n"
    )
    kept = run("import", file, *ON, book=book)
    assert "name stays Anna Schmidt; the file says Anna Maria Schmidt" in kept.stdout
    assert "company stays brightlite; the file says Brightlite Lamps" in kept.stdout
    text = file.read_text().replace(" Lamps", " AG")
    file.write_text(text)
    kept = run("import", file, *ON, book=book)
    assert "company: website: + https://b.example" in kept.stdout
    assert "company: country stays de; the file says at" in kept.stdout
    assert "company: name" not in kept.stdout
    taken = run("import", file, "--take", "theirs", "--yes", *ON, book=book)
    assert "name: Anna Schmidt → Anna Maria Schmidt" in taken.stdout
    assert "company: country: de → at" in taken.stdout
    text = (book / ANNA_FILE).read_text()
    assert text.startswith("---\nname: Anna Maria Schmidt            # as on her card\n")


def test_nothing_is_written_until_the_user_says_yes(
    run: Run, book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = head(book)
    at_a_terminal(monkeypatch, "n\n")
    result = run("import", cards, *ON, book=book)
    assert "write 3 dossiers? [y/N]" in result.stderr
    assert head(book) == before
    at_a_terminal(monkeypatch, "y\n")
    run("import", cards, *ON, book=book)
    assert head(book) != before


def test_a_file_that_changed_meanwhile_is_refused(
    run: Run, book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = head(book)

    def answer(*_: Any, **__: Any) -> bool:
        cards.write_text(NEW)
        return True

    at_a_terminal(monkeypatch, "")
    monkeypatch.setattr(click, "confirm", answer)
    result = run("import", cards, *ON, book=book)
    assert result.status == 1
    assert f"{cards} has changed since the preview; nothing was written" in result.stderr
    assert head(book) == before


@pytest.mark.parametrize("path", [ANNA_FILE, "dossiers/customers/li-wei.md"])
def test_a_dossier_that_changed_meanwhile_is_refused(
    run: Run, book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    before = head(book)

    def answer(*_: Any, **__: Any) -> bool:
        (book / path).write_text("---\nname: Somebody\n---\n")
        return True

    at_a_terminal(monkeypatch, "")
    monkeypatch.setattr(click, "confirm", answer)
    result = run("import", cards, *ON, book=book)
    assert result.status == 1
    assert f"{path} has changed since the preview; nothing was written" in result.stderr
    assert head(book) == before
    assert git(book, "status", "--short", "--untracked-files=no").strip("\n") in ("", f" M {path}")


def test_standard_input_needs_a_yes(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEW.encode())))
    result = run("import", "-", *ON, book=book)
    assert "stdin (vcard): one entry" in result.stdout
    assert result.stderr == "1 dossier would be written, none was; to write them: --yes\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEW.encode())))
    assert run("import", "-", "--yes", *ON, book=book).status == 0
    assert "detail: vcard stdin" in (book / "dossiers/customers/bo-lind.md").read_text()
    monkeypatch.setattr(sys, "stdin", io.StringIO(NEW))
    assert "unchanged: 1" in run("import", "-", *ON, book=book).stdout


def test_the_data(run: Run, book: Path, cards: Path) -> None:
    args = ("import", cards, "--only", "1", "--format", "json", *ON)
    data = json.loads(run(*args, book=book).stdout)
    assert (data["applied"], data["commit"], data["written"]) == (False, None, [])
    assert data["counts"] == {"add": 0, "update": 1, "unchanged": 0, "ambiguous": 0, "refused": 0}
    (entry,) = data["entries"]
    assert (entry["id"], entry["verdict"], entry["company"]) == ("anna", "update", "brightlite")
    assert entry["changes"][1] == {
        "of": "customer",
        "field": "reach.phone",
        "kind": "set",
        "old": "",
        "new": "+49 151 1234567",
    }
    assert [finding["code"] for finding in data["findings"]] == ["left-out"]
    data = json.loads(run(*args, "--yes", book=book).stdout)
    assert (data["applied"], data["written"]) == (True, [ANNA_FILE])
    assert data["commit"] == head(book).strip()


def test_a_plain_folder_needs_no_git(run: Run, tmp_path: Path, make_book: Any) -> None:
    root = make_book({"dossiers/book.yaml": ""})
    file = tmp_path / "n.vcf"
    file.write_text(NEW)
    result = run("import", file, "--yes", *ON, book=root)
    assert (result.status, result.stderr.splitlines()) == (
        0,
        [
            "no member has the mail address of your git: say whose they are, with --owner",
            "1 dossier written",
        ],
    )


def test_who_opted_out_is_marked(run: Run, tmp_path: Path, cards: Path) -> None:
    anna = FILES[ANNA_FILE].replace("tags:", "consent: {do-not-contact: true}\ntags:")
    book = make(tmp_path / "out", {ANNA_FILE: anna})
    result = run("import", cards, *ON, book=book)
    assert "  anna  Anna Schmidt  [asked not to be contacted]" in result.stdout


def test_signatures_are_proposals(run: Run, book: Path, tmp_path: Path) -> None:
    mail = (
        "From: Bo Lind <bo@x.example>\nTo: lily@lumora.example\nSubject: Hi\n"
        "Content-Type: text/plain; charset=utf-8\n\nHello\n\n-- \nBo Lind\nBuyer\nAcme Ltd.\n"
        "Tel: +45 12345678\n"
    )
    machine = "From: x@y.example\nAuto-Submitted: auto-replied\nSubject: x\n\n-- \nBuyer\n"
    own = "From: Lily <lily@lumora.example>\nSubject: x\n\n-- \nBuyer\n"
    file = tmp_path / "in.mbox"
    file.write_text("".join(f"From - Mon\n{text}\n" for text in (machine, mail, own)))
    result = run("import", "--signatures", file, "--format", "json", *ON, book=book)
    (entry,) = json.loads(result.stdout)["entries"]
    assert entry["place"] == f"{file}:9"
    assert (entry["name"], entry["verdict"], entry["proposal"]) == ("Bo Lind", "add", True)
    file.write_text(mail)
    assert run("import", file, "--yes", *ON, book=book).status == 0
    text = (book / "dossiers/customers/bo-lind.md").read_text()
    assert "title: Buyer" in text
    assert "detail: signatures in.mbox" in text
    bad = run("import", "--signatures", ANNA_FILE, book=book)
    assert (bad.status, "anna.md: this is no mail" in bad.stderr) == (1, True)


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (None, (), "nowhere.vcf can't be read: No such file or directory"),
        (b" \n", (), "there is nothing in it"),
        (b"just some text", (), "nothing tells what kind of file it is; say it with --as: vcard"),
        (b"just some text", ("--as", "linkedin"), "has no row of LinkedIn's columns"),
        (b"x" * 64, ("--as", "vcard"), None),
    ],
)
def test_files_that_say_nothing(
    run: Run, book: Path, content: bytes | None, words: tuple[str, ...], said: str | None
) -> None:
    name = "nowhere.vcf" if content is None else "some.file"
    if content is not None:
        (book / name).write_bytes(content)
    result = run("import", name, *words, book=book)
    assert result.status == 1
    assert said is None or said in result.stderr
    assert "Traceback" not in result.stderr


def test_huge_files_and_imports_are_refused(
    run: Run, book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_, "_MOST_DOSSIERS", 2)
    result = run("import", cards, "--yes", *ON, book=book)
    assert result.status == 1
    assert "3 dossiers are too many for one commit, which takes 2; split it" in result.stderr
    monkeypatch.setattr(import_files, "MOST_BYTES", 1024 * 1024)
    cards.write_bytes(b"x" * (1024 * 1024 + 1))
    result = run("import", cards, book=book)
    assert "has more than 1 MB; split it, and import the parts" in result.stderr


def test_text_of_a_file_does_nothing_to_a_terminal(run: Run, book: Path, tmp_path: Path) -> None:
    file = tmp_path / "evil.vcf"
    file.write_bytes(
        b"BEGIN:VCARD\nFN:Bo\x1b[31m Lind\nBDAY:x\x1b]0;evil\x07\nNOTE:a\x1b[2Jb\nEND:VCARD\n"
        b"BEGIN:VCARD\nNOTE:\x1b[2J\nEND:VCARD\n"
    )
    for words in ((), ("--format", "json"), ("--yes",)):
        result = run("import", file, *words, *ON, book=book)
        assert "\x1b" not in result.stdout + result.stderr
        assert "\x07" not in result.stdout + result.stderr


def test_a_company_that_cannot_be_written_takes_its_people_along(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.book.change import Refusal
    from dossierkit.exchange.plan.subject import Subject

    real = Subject.write

    def write(subject: Subject, custom: Any) -> Any:
        if subject.kind == "company" and subject.is_new:
            raise Refusal("no")
        return real(subject, custom)

    monkeypatch.setattr(Subject, "write", write)
    file = tmp_path / "a.vcf"
    file.write_text(NEW.replace("EMAIL", "ORG:Acme\nEMAIL"))
    result = run("import", file, "--yes", *ON, book=book)
    assert (result.status, result.stderr) == (1, "nothing is new; nothing was written\n")
    assert "Bo Lind: dossiers/companies/acme.md: no" in result.stdout


def test_what_git_says_is_passed_on(
    run: Run, book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: Any) -> Written:
        return Written(None, (), (), ("look at this",))

    monkeypatch.setattr(import_, "write", write)
    result = run("import", cards, "--yes", *ON, book=book)
    assert result.stderr == "3 dossiers written\nlook at this\n"


def test_it_fits_a_terminal_of_eighty_places(
    run: Run, book: Path, cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.cli import output
    from dossierkit.text.width import width

    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(cards.parent)
    result = run("import", cards.name, "--book", book, *ON)
    tables = result.stdout[: result.stdout.index("ambiguous")]
    assert max(map(width, tables.splitlines())) <= 80
