"""The team shares out what nobody works on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import FILES, git, make, numstat

Run = Callable[..., Any]
ON = ("--on", "2026-11-20")
OTTO, ZOE = "dossiers/customers/otto.md", "dossiers/customers/zoe.md"
POOL = "pool: {customers: 12m, inquiries: 60d, warning: 14d}\n"


def customer(name: str, header: str, *log: str) -> str:
    lines = "".join(f"- {line}\n" for line in log)
    return f"---\nname: {name}\n{header}---\n\n## Log\n\n{lines}"


PEOPLE = {
    OTTO: customer("Otto", "owner: mei\ncompany: brightlite\n", "2026-08-03 email out: x"),
    ZOE: customer("Zoe", "country: fr\n", "2026-11-02 email in: x"),
    "dossiers/customers/paul.md": customer("Paul", "owner: mei\n", "2026-09-25 call: x"),
    "dossiers/customers/rita.md": customer("Rita", "consent: {do-not-contact: true}\n"),
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    policy = FILES["dossiers/book.yaml"] + POOL
    return make(tmp_path / "book", {**PEOPLE, "dossiers/book.yaml": policy})


def inside(run: Run, book: Path, *args: str) -> list[str]:
    result = run("pool", *ON, "--format", "json", *args, book=book)
    return [one["id"] for one in json.loads(result.stdout)["pool"]]


class TestPool:
    def test_who_since_when_and_why(self, run: Run, book: Path) -> None:
        result = run("pool", *ON, book=book)
        assert result.status == 0
        assert result.stdout.splitlines() == [
            "IN SINCE    WHO   COMPANY          IN  OWNER",
            "-           zoe   -                fr  -",
            "            nobody looks after them",
            "2026-10-03  otto  Brightlite GmbH  de  mei",
            "            no contact since 2026-08-03 (email); 60d allowed",
            "",
            "FALLS IN    WHO   COMPANY  IN  OWNER",
            "2026-11-25  paul  -        -   mei",
            "            no contact since 2026-09-25 (call); 60d allowed",
        ]
        assert result.stderr.splitlines() == [
            "1 who asked not to be contacted: nobody's to take, not listed",
            "2 in the pool on 2026-11-20; to take one: dossier take WHO",
            "1 within 14d: a touch keeps an inquiry, an order keeps a customer",
        ]

    def test_json(self, run: Run, book: Path) -> None:
        data = json.loads(run("pool", *ON, "--format", "json", book=book).stdout)
        assert [*data] == ["on", "pool", "soon", "opted_out", "unreadable"]
        assert data["pool"][1] == {
            "id": "otto",
            "name": "Otto",
            "company": "brightlite",
            "country": "de",
            "owner": "mei",
            "since": "2026-10-03",
            "cause": "no-contact",
            "text": "no contact since 2026-08-03 (email); 60d allowed",
            "path": OTTO,
            "line": 9,
        }
        assert (data["pool"][0]["since"], data["pool"][0]["owner"]) == (None, None)
        assert [one["id"] for one in data["soon"]] == ["paul"]
        assert data["opted_out"] == 1

    def test_of_one_owner(self, run: Run, book: Path) -> None:
        assert inside(run, book, "--owner", "mei") == ["otto"]
        result = run("pool", "--owner", "li", book=book)
        assert (result.status, result.stdout) == (1, "")

    def test_a_book_without_figures_says_so(self, run: Run, tmp_path: Path) -> None:
        book = make(tmp_path / "book", PEOPLE)
        result = run("pool", *ON, book=book)
        assert "otto" not in result.stdout
        assert "book.yaml gives no time for customers and inquiries" in result.stderr
        assert "pool: {customers: 12m, inquiries: 90d}" in result.stderr

    def test_nobody_is_in_it(self, run: Run, tmp_path: Path) -> None:
        book = make(tmp_path / "book", {"dossiers/book.yaml": POOL})
        result = run("pool", *ON, book=book)
        assert (result.status, result.stdout) == (0, "")
        assert result.stderr == "nobody is in the pool on 2026-11-20\n"

    def test_only_some_that_will_be(self, run: Run, tmp_path: Path) -> None:
        paul = {"dossiers/customers/paul.md": PEOPLE["dossiers/customers/paul.md"]}
        book = make(tmp_path / "book", {**paul, "dossiers/book.yaml": POOL})
        assert run("pool", *ON, book=book).stdout.startswith("FALLS IN    WHO")

    def test_what_cannot_be_read_is_said(self, run: Run, book: Path) -> None:
        (book / OTTO).write_text("no header\n")
        shown = run("pool", *ON, book=book)
        assert (shown.status, "otto.md:1:1" in shown.stderr) == (1, True)
        data = run("pool", *ON, "--format", "json", book=book)
        assert (data.status, len(json.loads(data.stdout)["unreadable"])) == (1, 1)


class TestTake:
    def test_one_line_and_one_commit(self, run: Run, book: Path) -> None:
        result = run("take", "otto", "--why", "speaks Dutch", *ON, book=book)
        assert (result.status, result.stdout) == (0, "otto: owner: mei → lily\n")
        assert "next: dossier show otto" in result.stderr
        assert numstat(book) == {OTTO: (1, 1)}
        assert git(book, "log", "-1", "--format=%s") == "take(otto): from mei to lily\n"
        body = git(book, "log", "-1", "--format=%b")
        assert body == "speaks Dutch\n\nDossier: otto\nDossier-Cmd: take\n\n"

    def test_whoever_takes_has_the_whole_time(self, run: Run, book: Path) -> None:
        assert inside(run, book) == ["zoe", "otto"]
        run("take", "otto", *ON, book=book)
        run("take", "zoe", "--by", "mei", *ON, book=book)
        assert git(book, "log", "-1", "--format=%s") == "take(zoe): to mei\n"
        assert inside(run, book) == []
        again = run("take", "otto", "--by", "mei", *ON, book=book)
        assert (again.status, again.stdout) == (1, "")

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("anna",), "anna is lily's already; to keep it, get in touch"),
            (("anna", "--by", "mei"), "dossier handover lily mei"),
            (("paul",), "paul is not in the pool: it is mei's until 2026-11-25"),
            (("rita",), "rita asked not to be contacted"),
            (("otto", "--by", "tim"), "there is no member 'tim'; there is lily, mei"),
            (("nobody",), "there is nobody called"),
        ],
    )
    def test_what_cannot_be_taken(
        self, args: tuple[str, ...], said: str, run: Run, book: Path
    ) -> None:
        result = run("take", *args, *ON, book=book)
        assert (result.status, result.stdout) == (1, "")
        assert said in result.stderr
        assert git(book, "status", "--porcelain") == ""
        assert git(book, "rev-list", "--count", "HEAD") == "1\n"

    def test_an_owner_who_cannot_be_read(self, run: Run, book: Path) -> None:
        (book / ZOE).write_text(customer("Zoe", "owner: [mei]\n"))
        result = run("take", "zoe", *ON, book=book)
        assert (result.status, "its owner can't be read" in result.stderr) == (1, True)

    def test_who_you_are_is_asked_of_git(self, run: Run, book: Path) -> None:
        tim = {"GIT_AUTHOR_EMAIL": "tim@lumora.example"}
        result = run("take", "otto", *ON, book=book, env=tim)
        assert "git knows you as tim@lumora.example, and no member has" in result.stderr
        both = book / "dossiers/team/mei.md"
        both.write_text("---\nname: Mei\nemail: Lily@Lumora.example\n---\n")
        result = run("take", "otto", *ON, book=book)
        assert "several members have this address" in result.stderr
        nobody = {"GIT_AUTHOR_EMAIL": ""}
        result = run("take", "otto", *ON, book=book, env=nobody)
        assert "git does not know who you are" in result.stderr
        assert run("take", "otto", "--by", "lily", *ON, book=book).status == 0

    def test_git_may_know_nobody(
        self, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "EMAIL"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
        result = run("take", "otto", *ON, book=book)
        assert (result.status, "--by MEMBER" in result.stderr) == (1, True)

    def test_a_colleague_was_quicker(
        self, run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from dossierkit.cli import take
        from dossierkit.cli.saving import save

        def meanwhile(old: str, new: str) -> Any:
            def saving(*arguments: Any) -> Any:
                file = book / OTTO
                file.write_text(file.read_text().replace(old, new))
                return save(*arguments)

            monkeypatch.setattr(take, "save", saving)
            return run("take", "otto", *ON, book=book)

        assert "was just given to tim" in meanwhile("owner: mei", "owner: tim").stderr
        (book / OTTO).write_text(PEOPLE[OTTO])
        touched = meanwhile("2026-08-03", "2026-11-19")
        assert "is not in the pool: it is mei's until 2027-01-19" in touched.stderr
        assert git(book, "rev-list", "--count", "HEAD") == "1\n"


def test_two_clones_take_the_same_one_and_the_merge_asks() -> None:
    from dossierkit.history.merge.driver import merge

    base = PEOPLE[OTTO].encode()
    ours, theirs = (base.replace(b"mei", name) for name in (b"lily", b"tom"))
    merged = merge(base, ours, theirs, OTTO)
    assert merged.conflicts
    assert b"<<<<<<<" in merged.content
