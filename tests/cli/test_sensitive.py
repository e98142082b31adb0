"""Seeded sensitive facts, looked for in everything the program gives out (promise 31).

Anna keeps Hanukkah, eats no quillbean and has a daughter Zephyrine. Without her consent in force no
word of it may be in any output; with it, most of them are.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, write_book

from dossierkit.cli import COMMANDS
from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Group, Record
from dossierkit.schema.types import ListOf

Run = Callable[..., Any]

WHO = "anna-schmidt"
FILE = f"dossiers/customers/{WHO}.md"
ON = ("--on", "2026-12-03")
"""Hanukkah is near."""

SEEDS = {
    "religion": ("religion: jewish", ("jewish", "hanukkah", "hindu")),
    "diet": ("diet: [no quillbean]", ("quillbean",)),
    "family-life.children": ("family-life: {children: [{}]}", ()),
    "family-life.children.name": ("family-life: {children: [{name: Zephyrine}]}", ("zephyrine",)),
    "family-life.children.born": ("family-life: {children: [{born: 2013-07}]}", ("2013-07",)),
}
"""For each sensitive field a line of the header, and the words by which it would be known."""
WORDS = [word for _, words in SEEDS.values() for word in words]
HEADER = """\
religion: jewish
diet: [no quillbean]
family-life: {children: [{name: Zephyrine, born: 2013-07}]}
"""
AGREED = "2024-01-01 told me herself"
REFUSED = {
    "nothing is noted": None,
    "it has ended": "2023-01-01 told me herself until 2024-01-31",
    "it is still to come": "2999-01-01 will ask her",
    "its end can't be read": "2023-01-01 told me until the cows come home",
}

PURPOSES = sorted(folder.name for folder in (REPOSITORY / "templates").iterdir() if folder.is_dir())
USES = "religion diet family_life.children family_life.children.name family_life.children.born"
TALK = """\
---
subject: "{{ customer.religion }}"
purpose: table-talk
language: en
uses: [LIST]
---
{{ customer.diet|join(", ") }}
{% for child in customer.family_life.children %}{{ child.name }} {{ child.born }}{% endfor %}
"""
CARD = """\
BEGIN:VCARD
FN:Anna Schmidt
EMAIL:anna@brightlite.example
X-DOSSIER-FACT;FIELD=religion:muslim
X-DOSSIER-FACT;FIELD=diet:no pork
END:VCARD
"""
"""Anna on a phone, where other things are told of her: what the dossier holds is not said."""
OWN = TALK.replace("LIST", ", ".join(f"customer.{path}" for path in USES.split()))

FORMATS = {
    "due": ("table", "json", "csv", "ics"),
    "calendar": ("table", "json", "ics"),
    "list": ("table", "json", "csv"),
    "show": ("text", "md", "json", "html"),
    "report": ("table", "json", "csv"),
    "gaps": ("table", "json"),
    "suggest": ("table", "json"),
    "review": ("text", "json"),
    "history": ("text", "json"),
    "pool": ("table", "json"),
    "templates": ("table", "json"),
    "price": ("table", "json", "csv"),
    "check": ("text", "json", "github"),
    "handover": ("text", "json"),
}
MOMENTS = ("before-call", "in-mail", "at-visit", "between-orders")
WHOSE = {
    "due": ((), ("--why", WHO), ("--within", "60d")),
    "calendar": ((), (WHO,)),
    "list": ((), ("--where", "religion=jewish"), ("--where", "diet~quillbean")),
    "show": ((WHO,), *((WHO, "--moment", moment) for moment in MOMENTS), ("brightlite",)),
    "gaps": ((), (WHO,)),
    "suggest": ((), (WHO,)),
    "history": ((WHO,), (WHO, "religion"), (WHO, "family-life"), (WHO, "diet")),
    "price": ((WHO,),),
    "handover": (("lily", "mei", "--dry-run"),),
}
WITHOUT_DAY = ("history",)
ONLY_LISTS = {("show", "html"), ("show", "md"), ("due", "csv"), ("due", "ics")}

WRITTEN: tuple[tuple[str, ...], ...] = (
    ("report", "--html", "outbox/report.html", *ON),
    *(("render", purpose, WHO, *ON) for purpose in PURPOSES if purpose != "quote"),
    *(("render", "greeting", WHO, "--format", how, *ON) for how in ("text", "html", "json")),
    ("render", "greeting", WHO, "--occasion", "birthday", "--on", "2026-04-12"),
    ("render", "table-talk", WHO, *ON),
    ("quote", WHO, "BL-20=500", *ON),
    ("templates", "greeting", "--with", WHO, *ON),
    ("templates", "table-talk", "--with", WHO, *ON),
    ("send", "--dry-run", *ON),
    ("send", "--mailto", *ON),
    ("send", "--eml", "outbox/mails", *ON),
    ("log", WHO, "note", "She called.", "--on", "2026-11-27"),
    ("set", WHO, "intent", "hesitant"),
    ("take", "karl-brandt", "--by", "mei"),
    ("handover", "lily", "mei", "--on", "2026-11-28"),
    ("forget", WHO, "--dry-run"),
    ("forget", "karl-brandt", "--dry-run", "--format", "json"),
    ("export", "--subject", "karl-brandt"),
    *(("export", form, *ON) for form in ("csv", "json", "jsonl", "vcf", "ics")),
    ("export", "csv", "--raw", "--where", "religion!=", *ON),
    ("export", "xlsx", "--to", "outbox/all.xlsx", *ON),
    ("import", "phone.vcf", "--yes", *ON),
    ("import", "phone.vcf", "--format", "json", *ON),
    ("doctor",),
)  # fmt: skip
"""Commands that write: to be run in this order. What they write is looked through, too."""

SERVED = (
    "/", "/?within=60", f"/customers/{WHO}", f"/customers/{WHO}/history", f"/customers/{WHO}/log",
    f"/customers/{WHO}/history?field=diet", f"/customers/{WHO}/next", f"/customers/{WHO}/set",
    f"/customers/{WHO}/set?field=diet", "/companies/brightlite", "/calendar", "/calendar?as=list",
    "/report", f"/search?q={WHO}", "/trouble",
)  # fmt: skip
"""The pages of `serve`. The form of a religion names all there are, and marks none of them."""

OF_NO_CUSTOMER = {"assess", "bounce", "init", "merge-driver", "new", "proof"}
OF_NO_CUSTOMER |= {
    "completion",
    "edit",
    "lsp",
    "open",
    "rates",
    "receive",
    "schema",
    "sync",
    "tour",
}
"""Those that tell nothing of a customer's header, or only what they were given just now."""

EXCEPTIONS = {
    "export --subject": ("export", "--subject", WHO),
    "set": ("set", WHO, "diet", "--remove", "no quillbean"),
    "check": ("check", FILE),
}
"""Where values may be told without consent; docs/privacy.md says why."""


def declared(kind: type[Record], prefix: str = "", *, inside: bool = False) -> Iterator[str]:
    """The paths of all sensitive fields of a kind, those in lists and below others too."""
    for fact in kind.declared.values():
        inner: Any = fact.type.item if isinstance(fact.type, ListOf) else fact.type
        if fact.sensitive or inside:
            yield prefix + fact.name
        if isinstance(inner, Group):
            yield from declared(
                inner.kind, f"{prefix}{fact.name}.", inside=fact.sensitive or inside
            )


def seeded(root: Path, consent: str | None, *, own: str = OWN) -> Path:
    """Lily's book with the people of one company, and seeds in Anna's dossier."""
    shutil.copytree(REPOSITORY / "dossiers", root / "dossiers")
    for file in (root / "dossiers/customers").iterdir():
        if file.stem not in (WHO, "karl-brandt", "joerg-mueller"):
            file.unlink()
    noted = f"consent: {{sensitive: {consent}}}\n" if consent else ""
    return write_book(root, {
        "dossiers/book.yaml": (root / "dossiers/book.yaml").read_bytes(),
        "templates/table-talk/en.md": own,
        "phone.vcf": CARD,
        ".gitignore": "outbox/\n.dossier/\n",
        FILE: _with((root / FILE).read_text(encoding="utf-8"), HEADER + noted),
    })  # fmt: skip


def _with(text: str, header: str) -> str:
    """Anna's dossier with these lines instead of her own ones."""
    known = ("religion:", "diet:", "family-life:", "consent:")
    lines = (line for line in text.split("\n") if not line.startswith(known))
    return "\n".join(lines).replace("\nstage:", f"\n{header}stage:")


def with_past(root: Path) -> Path:
    """The book in git, where other sensitive facts of Anna's stand before the present ones."""
    now = (root / FILE).read_text(encoding="utf-8")
    before = "religion: hindu\ndiet: [no quillbean, or pork]\n"
    before += "family-life: {children: [{name: Zephyrine, born: 2013}]}\n"
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    for message, text in (("begin", _with(now, before)), ("know her better", now)):
        (root / FILE).write_text(text, encoding="utf-8")
        subprocess.run(["git", "add", "--all"], cwd=root, check=True)
        subprocess.run(["git", "commit", "--quiet", "--message", message], cwd=root, check=True)
    return root


def readings() -> Iterator[tuple[str, ...]]:
    """Every reading command in all its formats."""
    for command, formats in FORMATS.items():
        day = () if command in WITHOUT_DAY else ON
        for number, more in enumerate(WHOSE.get(command, ((),))):
            for output_format in formats:
                if number == 0 or (command, output_format) not in ONLY_LISTS:
                    yield command, *more, "--format", output_format, *day
    yield "show", WHO, "--lang", "zh", *ON
    yield "list", "--sort", "religion", *ON
    for word in WORDS:
        yield "find", word, *ON
    yield "due", "--at", "HEAD~1"
    yield "show", WHO, "--at", "HEAD~1"
    yield "check", "--at", "HEAD~1"


def outputs(run: Run, root: Path) -> Iterator[tuple[str, str]]:
    """What every command prints and writes, with the command."""
    for args in readings():
        found = run(*args, book=root)
        assert found.status in (0, 1), (args, found)
        yield " ".join(args), found.stdout + found.stderr
    yield from pages(root)
    for args in WRITTEN:
        found = run(*args, book=root)
        assert found.status in (0, 1), (args, found)
        yield " ".join(args), found.stdout + found.stderr
    for file in (root / "outbox").rglob("*"):
        if file.is_file():
            yield file.name, _text(file)
    messages = ["git", "log", "--format=%B"]
    yield "git log", subprocess.run(messages, cwd=root, capture_output=True, text=True).stdout


def pages(root: Path) -> Iterator[tuple[str, str]]:
    """What the pages of `serve` show."""
    from starlette.testclient import TestClient

    from dossierkit.web.app import application
    from dossierkit.web.desk import Desk
    from dossierkit.web.guard import Keys

    keys = Keys(8123)
    app = application(Desk(root, date(2026, 12, 3)), keys, str)
    client = TestClient(app, base_url="http://127.0.0.1:8123")
    client.get(f"/?token={keys.token}")
    for page in SERVED:
        found = client.get(page)
        assert found.status_code == 200, (page, found.text)
        yield f"serve {page}", found.text


def _text(file: Path) -> str:
    """A file as its reader sees it: letters with their parts decoded, and Excel unpacked."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if file.suffix != ".eml":
        return file.read_text(encoding="utf-8")
    import email
    import email.policy

    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*map(str, message.values()), *(part.get_content() for part in parts)])


def leaks(run: Run, root: Path) -> list[tuple[str, str]]:
    """Each command with each word that its output has and that was not in its arguments."""
    return [
        (said, word)
        for said, text in outputs(run, root)
        for word in WORDS
        if word in text.lower() and word not in said
    ]


@pytest.mark.parametrize("why", ["nothing is noted", "it has ended"])
def test_nothing_sensitive_leaves_without_consent(run: Run, tmp_path: Path, why: str) -> None:
    assert leaks(run, with_past(seeded(tmp_path / "book", REFUSED[why]))) == []


def test_with_consent_they_are_used(run: Run, tmp_path: Path) -> None:
    """The control: what is looked for above is found where it may be."""
    found = leaks(run, with_past(seeded(tmp_path / "book", f"{AGREED} until 2998-12-31")))
    places = {said.split()[0] for said, _ in found}
    assert {"show", "due", "calendar", "history", "templates", "serve"} <= places
    assert {word for _, word in found} == set(WORDS)
    drafts = {said for said, word in found if said.endswith(".eml") and word != "hanukkah"}
    assert {name.split("-")[3] for name in drafts} == {"table"}


def test_every_command_was_asked() -> None:
    asked = {args[0] for args in (*readings(), *WRITTEN)}
    assert asked | OF_NO_CUSTOMER | {"serve"} == set(COMMANDS)


def test_every_sensitive_field_is_seeded() -> None:
    assert set(declared(Customer)) == set(SEEDS)


@pytest.mark.parametrize("field", SEEDS)
@pytest.mark.parametrize("consent", REFUSED.values(), ids=REFUSED)
def test_check_refuses_every_sensitive_value_without_consent(
    run: Run, make_book: Any, field: str, consent: str | None
) -> None:
    noted = f"consent: {{sensitive: {consent}}}\n" if consent else ""
    header = f"---\nname: Anna\ncountry: de\n{SEEDS[field][0]}\n{noted}---\n"
    root = make_book({FILE: header})
    found = run("check", "--strict", "--format", "json", *ON, book=root)
    codes = {one["code"] for one in json.loads(found.stdout)}
    assert found.status == 1
    assert codes & {"no-consent", "consent-ended"}
    (root / FILE).write_text(header.replace(noted, "") if noted else header)
    agreed = header.replace("---\n", f"---\nconsent: {{sensitive: {AGREED}}}\n", 1)
    (root / FILE).write_text(agreed.replace(noted, "") if noted else agreed)
    assert run("check", "--strict", *ON, book=root).status == 0


class TestWhereIsConsentAskedFor:
    def test_a_template_without_uses_never_gets_them(self, run: Run, tmp_path: Path) -> None:
        own = OWN.replace(OWN[OWN.index("uses:") : OWN.index("]\n") + 2], "uses: []\n")
        root = seeded(tmp_path / "book", AGREED, own=own)
        found = run("render", "table-talk", WHO, "--format", "json", *ON, book=root)
        assert found.status == 1
        assert "is a sensitive fact; if this kind of letter may use it" in found.stderr
        assert not any(word in found.stdout.lower() for word in WORDS)

    def test_the_data_of_a_dossier_names_what_it_leaves_out(self, run: Run, tmp_path: Path) -> None:
        root = seeded(tmp_path / "book", "2023-01-01 told me until 2026-12-03")
        data = json.loads(run("show", WHO, "--format", "json", *ON, book=root).stdout)
        assert (data["hidden"], data["header"]["religion"]) == ([], "jewish")
        after = ("--on", "2026-12-04")
        data = json.loads(run("show", WHO, "--format", "json", *after, book=root).stdout)
        assert data["hidden"] == ["family-life.children", "religion", "diet"]
        assert data["header"]["family-life"] == {}
        assert not {"religion", "diet"} & data["header"].keys()

    def test_no_question_finds_out_the_religion(self, run: Run, tmp_path: Path) -> None:
        root = seeded(tmp_path / "book", None)
        for asked in ("christmas", "hanukkah"):
            found = run("render", "greeting", WHO, "--occasion", asked, *ON, book=root)
            said = f"their religion is recorded without 'consent.sensitive': no {asked}"
            assert said in found.stderr
        for condition in ("religion=jewish", "religion!=", "family-life.children!=", "diet~quill"):
            assert run("list", "--where", condition, *ON, book=root).stdout == ""
            told = seeded(tmp_path / condition, AGREED)
            assert WHO in run("list", "--where", condition, *ON, book=told).stdout

    def test_history_keeps_quiet_of_whoever_is_gone(self, run: Run, tmp_path: Path) -> None:
        root = with_past(seeded(tmp_path / "book", AGREED))
        assert "quillbean" in run("history", WHO, "diet", book=root).stdout
        (root / FILE).unlink()
        found = run("history", WHO, "diet", book=root)
        assert "diet: – → (no consent)" in found.stdout
        assert "diet: (no consent) → (no consent)" in found.stdout
        assert "quillbean" not in found.stdout

    def test_consents_can_be_listed_by_their_day(self, run: Run, tmp_path: Path) -> None:
        root = seeded(tmp_path / "book", f"{AGREED} until 2998-12-31")
        assert WHO in run("list", "--where", "consent.sensitive<2024-02", *ON, book=root).stdout

        new = "2026-12-02 told me again until 2999-12-31"
        assert run("set", WHO, "consent.sensitive", new, book=root).status == 0
        assert WHO in run("list", "--where", "consent.sensitive>2026-11", *ON, book=root).stdout


class TestOnTheDay:
    BOOK = "2023-01-01 told me herself until 2026-12-03"

    @pytest.mark.parametrize(
        ("day", "codes"), [("2026-12-03", []), ("2026-12-04", ["consent-ended"])]
    )
    def test_the_end_is_reported_from_the_next_day_on(
        self, run: Run, tmp_path: Path, day: str, codes: list[str]
    ) -> None:
        root = seeded(tmp_path / "book", self.BOOK)
        found = run("check", FILE, "--format", "json", "--on", day, book=root)
        about = [one for one in json.loads(found.stdout) if "consent" in one["code"]]
        assert [one["code"] for one in about] == codes
        assert all("ask them again" in one["hint"] for one in about)

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            ("2026-11-02", None),
            ("2026-11-03", "their consent ends on 2026-12-03: ask them again"),
            ("2026-12-03", "their consent ends on 2026-12-03: ask them again"),
            (
                "2026-12-04",
                "their consent ended on 2026-12-03: ask them again, or delete "
                "family-life.children, religion, diet",
            ),
        ],
    )
    def test_whoever_acts_on_them_is_told_before_and_after(
        self, run: Run, tmp_path: Path, day: str, said: str | None
    ) -> None:
        root = seeded(tmp_path / "book", self.BOOK)
        found = run("due", "--why", WHO, "--format", "json", "--on", day, book=root)
        notes = [note for note in json.loads(found.stdout)["notes"] if "consent" in note]
        assert notes == ([said] if said else [])

    def test_a_feast_after_the_end_is_not_theirs_any_more(self, run: Run, tmp_path: Path) -> None:
        """Hanukkah begins on the 5th of December, and may be listed three days before."""
        for last, is_listed in (("2026-12-04", False), ("2026-12-05", True)):
            root = seeded(tmp_path / last, f"2023-01-01 told me until {last}")
            found = run("due", "--format", "json", *ON, book=root)
            assert ("Hanukkah" in found.stdout) is is_listed
        found = run("due", "--format", "json", "--on", "2026-12-06", book=root)
        assert "Hanukkah" not in found.stdout


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_exceptions_are_few_and_documented(run: Run, tmp_path: Path, name: str) -> None:
    root = seeded(tmp_path / "book", None)
    if name == "check":
        (root / FILE).write_text((root / FILE).read_text().replace("jewish", "jewisch"))
    found = run(*EXCEPTIONS[name], book=root)
    assert any(word in found.stdout.lower() for word in WORDS)
    page = (REPOSITORY / "docs/privacy.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in page
