"""Every command is documented, with examples that work."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import GIT_ENVIRONMENT, REPOSITORY
from openpyxl import Workbook

sys.path.insert(0, str(REPOSITORY / "scripts"))

import commands

from dossierkit.text.translation import speaking

Run = Callable[..., Any]

WITHOUT_EXAMPLE = {"merge-driver"}
"""Called by git only."""
TESTED_ELSEWHERE = {"lsp", "serve", "tour"}
"""Commands that go on until they are stopped, or last a while: see test_lasting_examples."""
ENDS_WITH_1 = {
    "assess lily": "nobody is here to answer",
    "assess lily --lang zh": "没有人在这里作答",
    "assess lily --from lily.csv": "lily.csv",
    "bounce undeliverable.eml": "no mail server says here",
    "bounce ~/Mail/inbox.mbox --dry-run": "no mail server says here",
    "doctor": "warnings",
    'forget anna-schmidt --reason "request of 3 November"': "nobody is here to confirm",
    "forget anna-schmidt --history": "nobody is here to confirm",
    "proof '<204447180d5755770140e764cbe8567a@lumora.example>'": "no letter of this book",
    "proof 204447180d5755770140e764cbe8567a --format json": "no letter of this book",
    "rates import ~/Downloads/eurofxref.zip": "eurofxref.zip",
    "render price-update --all --format text": "fill 'reach.email'",
    "render price-update --due": "fill 'terms.incoterm'",
    "send 2026-11-20-greeting-birthday-anna-schmidt --yes": "there is no draft",
    "sync": "no remote",
    "sync --commit": "no remote",
    "sync --continue": "no merge waits",
    "take anna": "is lily's already",
    'take anna --by tom --why "speaks her language"': "is not in the pool",
    "templates thanks --with anna --language de": "no order is in the log",
}
"""Examples that need what the sample book does not have, with what is said then."""
CHANGING = frozenset(
    ("bounce", "edit", "forget", "handover", "init", "log", "new", "quote", "rates", "receive",
     "render", "send", "set", "sync", "take", "assess", "doctor", "import")
)  # fmt: skip
"""Commands whose examples each get a book of their own."""
MAIL = """\
From: Anna Schmidt <anna@brightlite.example>
To: lily@lumora.example
Subject: Re: BL-20
Message-ID: <1@brightlite.example>
Date: Fri, 20 Nov 2026 10:00:00 +0100

The test has passed.
"""


def received() -> dict[str, bytes]:
    """Files from elsewhere, as examples name them, with people in the lines that they name."""
    anna = ["BEGIN:VCARD", "VERSION:3.0", "FN:Anna Smith", "EMAIL:a.smith@brightlite.example"]
    bo = ["BEGIN:VCARD", "VERSION:3.0", "FN:Bo Lind", "EMAIL:bo@lind.example", "END:VCARD"]
    filled = [f"NOTE:line {number}" for number in range(100)]
    zed = ["BEGIN:VCARD", "VERSION:3.0", "FN:Zed Ito", *filled[:24], "END:VCARD"]
    cards = [*zed, "", *anna, *filled[:17], "END:VCARD", *bo]
    early = ["From bo Fri", "From: Bo <bo@lind.example>", "", *["x"] * 1199, ""]
    mails = [*early, "From anna Fri", *MAIL.splitlines(), "Kind regards", "", "-- "]
    mails += ["Anna Schmidt", "Purchasing Manager", "Brightlite GmbH", "Tel. +49 30 555 0101"]
    sheet = BytesIO()
    book = Workbook()
    book.active.append(["Kundenname", "Mail"])
    book.active.append(["Carla Neu", "carla@neu.example"])
    book.save(sheet)
    return {
        "anna.eml": MAIL.encode(),
        "undeliverable.eml": MAIL.encode(),
        "contacts.vcf": "\n".join(cards).encode(),
        "inbox.mbox": "\n".join([*mails, ""]).encode(),
        "customers.xlsx": sheet.getvalue(),
        "mapping.yaml": b"columns:\n  Kundenname: name\n  Mail: reach.email\n",
    }


def test_the_pages_are_those_that_the_script_makes() -> None:
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page(), "make pages"
    with speaking("zh"):
        assert commands.CHINESE.read_text(encoding="utf-8") == commands.page(), "make pages"
    assert commands.MANUAL.read_text(encoding="utf-8") == commands.manual(), "make pages"


@pytest.mark.parametrize("one", commands.references(), ids=lambda one: one.name)
def test_each_command_says_what_it_does_with_an_example(one: commands.Reference) -> None:
    assert one.paragraphs
    assert all(does for _, does in one.options), one.options
    assert one.examples or one.name in WITHOUT_EXAMPLE


EXAMPLES = [
    example
    for one in commands.references()
    if one.name not in TESTED_ELSEWHERE
    for example in one.examples
]


ON_A_DAY = frozenset(
    one.name for one in commands.references() if any("--on" in what for what, _ in one.options)
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book in git, as it stood in May, and a home with what examples name."""
    place = tmp_path_factory.mktemp("examples")
    book = place / "book"
    for folder in ("dossiers", "templates"):
        shutil.copytree(REPOSITORY / folder, book / folder)
    then = {"GIT_AUTHOR_DATE": "2026-05-01T09:00:00", "GIT_COMMITTER_DATE": "2026-05-01T09:00:00"}
    environment = {**os.environ, **GIT_ENVIRONMENT, **then}
    for words in ("init -q", "add .", "commit -qm begin", "tag v1"):
        subprocess.run(["git", *words.split()], cwd=book, env=environment, check=True)
    home = place / "home"
    for name in ("lumora", "glimmer"):
        shutil.copytree(book, home / name)
    for folder in ("Mail", "tables", "backup", "briefs"):
        (home / folder).mkdir()
    (home / "Mail" / "inbox.mbox").write_text(f"From anna Fri\n{MAIL}\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(
    example: str, shelf: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, *words = shlex.split(re.split(r"   | > | \| ", example)[0])
    book = shelf / "book"
    if words[0] in CHANGING:
        book = tmp_path / "book"
        shutil.copytree(shelf / "book", book)
        for name, content in received().items():
            (book / name).write_bytes(content)
    monkeypatch.setattr("click.launch", lambda link: 0)
    monkeypatch.setenv("HOME", str(shelf / "home"))
    monkeypatch.setenv("VISUAL", "true")
    words = [os.path.expanduser(word) if word.startswith("~") else word for word in words]
    if words[0] in ON_A_DAY and not {"--on", "--at"}.intersection(words):
        words += ["--on", "2026-11-20"]
    result = run(*words, book=book)
    said = ENDS_WITH_1.get(example.removeprefix("dossier "))
    assert result.status == (0 if said is None else 1), result.stderr
    assert (said or "") in result.stderr
