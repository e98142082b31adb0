"""What the docs say of `--format json` is what the commands print: every key, and no other."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from conftest import GIT_ENVIRONMENT, REPOSITORY

from dossierkit.cli import COMMANDS, module_of

Run = Callable[..., Any]
ON = ("--on", "2026-11-20")
LETTER = ("greeting", "joerg-mueller", "--occasion", "birthday", *ON)
DRAFT = "2026-11-20-greeting-birthday-joerg-mueller"
FILES = {
    "answers.csv": "5\n" * 24,
    "rates.csv": "date,from,to,rate,source\n2026-11-19,USD,CNY,7.09,own bank\n",
    "mail.eml": (
        "From: anna@brightlite.example\nTo: lily@lumora.example\nSubject: Yes\n"
        "Date: Thu, 19 Nov 2026 10:00:00 +0100\nMessage-ID: <1@brightlite.example>\n\nYes please.\n"
    ),
    "phone.vcf": (
        "BEGIN:VCARD\nFN:Bo Lind\nORG:Acme\nBDAY:03/04/1985\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Zed\nEMAIL:anna@brightlite.example\nEND:VCARD\n"
    ),
    "dossiers/customers/broken.md": "---\nname: [\n---\n",
    "templates/greeting/nb.md": "---\npurpose: greeting\n---\n{% if %}\n",
}
_SHAPE = re.compile(r"```\n([\[{].*?)```|`([\[{][^`]*)`", re.DOTALL)
_TOKEN = re.compile(r'"([^"]+)"|([{}\[\]:,])|([^\s{}\[\]:,"][^{}\[\]:,]*)')


class Page(NamedTuple):
    """A command, and where the form of its JSON stands: below which words of which page, and as
    which of several forms there."""

    words: tuple[str, ...]
    below: str
    name: str = "json"
    number: int = 0


PAGES = (
    Page(("assess", "lily", "--from", "answers.csv", *ON), "## `dossier assess MEMBER"),
    Page(("bounce", "--address", "anna@brightlite.example", "--dry-run"), "## `dossier bounce"),
    Page(("calendar", "--within", "90d", *ON), "## `dossier calendar"),
    Page(("check",), "## `dossier check"),
    Page(("doctor",), "`dossier doctor --format json`", "team"),
    Page(("due", *ON), "## `dossier due"),
    Page(("due", "--why", "anna", *ON), "`due --why WHO"),
    Page(("export", "--subject", "joerg-mueller"), "### The data", "privacy"),
    Page(("find", "brightlite", *ON), "## `dossier find"),
    Page(("forget", "karl-brandt", "--dry-run"), "## `dossier forget WHO"),
    Page(("gaps", *ON), "## `dossier gaps"),
    Page(("gaps", "anna", *ON), "`gaps WHO"),
    Page(("handover", "chen-mei", "lily", "--dry-run"), "## `dossier handover"),
    Page(("history", "anna"), "## `dossier history WHO", "history"),
    Page(("import", "phone.vcf", *ON), "## `dossier import"),
    Page(("list", "customers"), "## `dossier list"),
    Page(("list", "companies"), "## `dossier list", number=1),
    Page(("list", "countries"), "## `dossier list", number=2),
    Page(("list", "members"), "## `dossier list", number=3),
    Page(("pool", "--on", "2026-12-20"), "## `dossier pool"),
    Page(("price", "anna", "BL-20", "X", "--concession", "cash", *ON), "## `dossier price WHO"),
    Page(("price", "--changes", *ON), "## `dossier price --changes"),
    Page(("proof", "LETTER"), "## `dossier proof"),
    Page(("quote", "anna", "BL-20=1000", "--concession", "cash", *ON), "## `dossier quote"),
    Page(("rates", "import", "rates.csv"), "## `dossier rates import"),
    Page(("receive", "mail.eml", "--dry-run"), "## `dossier receive"),
    Page(("render", *LETTER), "## `dossier render"),
    Page(("report", *ON), "## JSON", "report"),
    Page(("review", "--since", "30d"), "## `dossier review", "history"),
    Page(("send", "--dry-run", *ON), "## `dossier send"),
    Page(("suggest", *ON), "## `dossier suggest"),
    Page(("sync",), "`dossier sync --format json`", "team"),
    Page(("templates",), "## `dossier templates"),
    Page(("templates", LETTER[0], "--with", *LETTER[1:]), "`templates PURPOSE"),
)
TOLD_IN_WORDS = ("show",)
"""The form stands in portrait.md as names alone."""


def documented(page: Page) -> Any:
    """The form as objects with their keys, lists of one, and None for any value."""
    text = (REPOSITORY / f"docs/{page.name}.md").read_text(encoding="utf-8")
    found = _SHAPE.search(text, text.index(page.below))
    assert found, page
    return list(_forms(iter(_TOKEN.findall(found[1] or found[2]))))[page.number]


def _forms(tokens: Iterator[tuple[str, str, str]]) -> Iterator[Any]:
    for token in tokens:
        yield _form(token, tokens)


def _form(token: tuple[str, str, str], tokens: Iterator[tuple[str, str, str]]) -> Any:
    """What begins with a token. The key of a map of any names is ""."""
    if token[1] == "[":
        inner = _form(next(tokens), tokens)
        assert next(tokens)[1] == "]"
        return [inner]
    if token[1] != "{":
        return None
    form: dict[str, Any] = {}
    key = ""
    for quoted, mark, _ in tokens:
        if mark == "}":
            break
        if mark == ":":
            form[key] = _form(next(tokens), tokens)
        elif mark != ",":
            key = quoted
            form[key] = None
    return form


def differences(form: Any, said: Any, where: str) -> Iterator[str]:
    """Keys that are printed but not documented, and the other way round."""
    if said is None or form is None:
        return
    if isinstance(form, list):
        assert isinstance(said, list), where
        for item in said:
            yield from differences(form[0], item, f"{where}[]")
        return
    assert isinstance(said, dict), where
    if "" in form:
        for name, value in said.items():
            yield from differences(form[""], value, f"{where}.{name}")
        return
    yield from (f"{where}: not documented: {name}" for name in said if name not in form)
    yield from (f"{where}: not printed: {name}" for name in form if name not in said)
    for name in form.keys() & said.keys():
        yield from differences(form[name], said[name], f"{where}.{name}")


@pytest.fixture
def book(run: Run, sample_book: Path) -> Path:
    """The sample book in git, with what is broken, a server, a story of a person, a letter that
    was sent by hand, one that may not go, and a few changes."""
    for path, text in FILES.items():
        file = sample_book / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    stories = sample_book / "dossiers/stories.yaml"
    text = stories.read_text(encoding="utf-8")
    stories.write_text(text.replace("about: luz-del-norte", "about: karl-brandt"), "utf-8")
    git(sample_book, "init", "--quiet")
    git(sample_book, "add", "--all")
    git(sample_book, "commit", "--quiet", "--message", "The book", "--no-verify")
    git(sample_book, "init", "--quiet", "--bare", "../server.git")
    git(sample_book, "remote", "add", "origin", "../server.git")
    assert run("render", *LETTER, book=sample_book).status == 0
    sent = run("send", DRAFT, "--sent", "--yes", *ON, book=sample_book)
    assert sent.status == 0, sent.stderr
    for who in ("anna", "camille"):
        season = ("render", "greeting", who, "--occasion", "season", *ON)
        assert run(*season, book=sample_book).status == 0
    for change in (
        ("anna", "stage", "sincerity"),
        ("anna", "terms.payment", "T/T 50/50"),
        ("camille", "consent.do-not-contact", "true"),
    ):
        assert run("set", *change, book=sample_book).status == 0
    return sample_book


def git(book: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=book, env=GIT_ENVIRONMENT, check=True)


def test_every_key_is_documented_and_every_documented_key_is_printed(run: Run, book: Path) -> None:
    letter = next((book / "dossiers/mail").rglob("*.json")).stem
    wrong: list[str] = []
    for page in PAGES:
        words = [letter if word == "LETTER" else word for word in page.words]
        result = run(*words, "--format", "json", book=book)
        assert result.status in (0, 1), (page.words, result.stderr)
        assert result.stdout, (page.words, result.stderr)
        wrong += differences(documented(page), json.loads(result.stdout), " ".join(page.words))
    assert list(dict.fromkeys(wrong)) == []


def test_what_show_prints_is_named_in_the_page_of_the_portrait(run: Run, sample_book: Path) -> None:
    page = (REPOSITORY / "docs/portrait.md").read_text(encoding="utf-8")
    known = set(re.findall(r"[a-z_]+", page[page.index("## JSON") :]))
    for who in ("anna", "brightlite", "de", "lily"):
        printed = json.loads(run("show", who, "--format", "json", *ON, book=sample_book).stdout)
        assert [name for name in printed if name not in known] == [], who


def commands_with_json() -> Iterator[tuple[str, ...]]:
    """The words of each command that prints JSON."""
    for name in COMMANDS:
        command = import_module(module_of(name)).command
        below = getattr(command, "commands", None)
        ways = {(name, word): one for word, one in below.items()} if below else {(name,): command}
        for words, one in ways.items():
            kinds = (option.type for option in one.params if option.name == "output_format")
            if any(isinstance(kind, click.Choice) and "json" in kind.choices for kind in kinds):
                yield words


def test_no_command_is_left_out() -> None:
    tested = {page.words[:2] for page in PAGES} | {page.words[:1] for page in PAGES}
    left = [words for words in commands_with_json() if words not in tested]
    assert left == [(name,) for name in TOLD_IN_WORDS]
