"""A book of which only what is asked for is read says what the whole book says, after any edits."""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import write_book
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.book.load import load
from dossierkit.book.noted import NOTES
from dossierkit.book.roster import RosterBook, names_of
from dossierkit.cli import main
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_any, find_who
from dossierkit.index.database import NoIndex
from dossierkit.method.selling.trades import FIRM, TRADE

ON = "2026-11-20"
PRICES = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n" + "".join(
    f"{sku},Strip,led,pcs,USD,2.50,,35,,\n" for sku in ("BL-20", "BL-30")
)
CUSTOMERS = {
    "name": ("Anna Schmidt", "王小明", "Anna", "ÉLOÏSE Durand", "anna-lena"),
    "company": ("company: brightlite\n", "company: nordlys\n", "country: sa\n", ""),
    "more": (
        "owner: lily\n",
        "reach: {email: [a.b@gmail.com, anna@brightlite.example]}\n",
        "reach: {email: [ab@googlemail.com], bounced: [{address: A+x@Brightlite.example}]}\n",
        "consent: {do-not-contact: true}\nreach: {email: [Anna@brightlite.example]}\n",
        "source: {referred-by: anna}\nbuys: [BL-30]\n",
        "position: {reports-to: bert}\nnext: 2026-11-19 call\n",
        "intent: interestd\n",
        "rapport: friend\ntags: [x]\nstage: harmony\n",
        "intent: never\nstage: interest\nowner: mei\n",
    ),
    "log": (
        "",
        "- 2026-11-10 order in USD 900: BL-20 1000 pcs #Q-2026-0001-AB12\n",
        "- 2026-11-12 price-update out: list\n- 2026-10-01 order in: again\n",
        "- 2026-11-15 quote out USD 90: BL-30 #Q-2026-0007-AB12\n- 2026-09-01 meeting: met\n",
        "- 2026-11-30 order in: BL-30\n",
    ),
}
COMPANIES = (
    "---\nname: Brightlite\ncountry: de\ntype: importer\nbuys: [BL-20]\n---\n",
    "---\nname: Anna & Co\nlinks: [{company: nordlys, how: friendly}]\n---\n",
    "---\nname: Nordlys\ncountry: no\ntype: importer\nprice-level: high\n---\n",
    "---\nname: [\n---\n",
)
BROKEN = (
    "no header\n",
    "---\nname: [\n---\n",
    "---\nname: A\nsnoze: 2026-10-03 x\n---\n",
    "",
    b"\xff",
)
PLACES = (
    "anna", "anna-b", "anna-lena", "ann", "bert", "Anna", "con", "x y", "wang-xiao-ming", "de",
)  # fmt: skip
FIRMS = ("brightlite", "nordlys", "anna")
WORDS = (
    "anna", "ANNA", " anna ", "ann", "an", "a", "anna-", "Anna Schmidt", "schmidt", "王小明",
    "小明", "éloïse", "bert", "brightlite", "bright", "Anna & Co", "lily", "Lily", "de", "germany",
    "zzz", "", "con", "x y", "annna", "wang", "\udcff",
)  # fmt: skip
places, words = st.sampled_from(PLACES), st.sampled_from(WORDS)
people = st.fixed_dictionaries({name: st.sampled_from(some) for name, some in CUSTOMERS.items()})
COMMANDS = (
    ("show", "WHO"), ("show", "WHO", "--format", "json"), ("show", "WHO", "--kind", "company"),
    ("gaps", "WHO"), ("gaps", "WHO", "--format", "json"), ("suggest", "WHO"), ("price", "WHO"),
    ("price", "WHO", "BL-20=1000", "--format", "json"), ("due", "--why", "WHO"),
    ("history", "WHO"), ("render", "greeting", "WHO", "--format", "text"),
    ("render", "price-update", "WHO", "--format", "json"), ("assess", "WHO", "--show"),
    ("quote", "WHO", "BL-20=1000", "--incoterm", "FOB", "--place", "X", "--payment", "T/T",
     "--format", "text"),
    ("list",), ("list", "--owner", "lily"), ("list", "--where", "company=brightlite"),
    ("list", "--where", "owner=", "--where", "last<2026-11-12", "--sort", "-last"),
    ("list", "--where", "intent!=never", "--owner", "lily", "--format", "json"),
    ("list", "--where", "stage=harmony"), ("list", "--where", "id~ann", "--where", "x=1"),
    ("list", "--where", "stage=nonsense", "--where", "x=1"), ("list", "--where", "owner"),
)  # fmt: skip
UNDATED = ("history",)


def text_of(one: dict[str, str]) -> str:
    """The file of a customer."""
    log = f"\n## Log\n\n{one['log']}" if one["log"] else ""
    return f"---\nname: {one['name']}\n{one['company']}{one['more']}---\n{log}"


class Edits(RuleBasedStateMachine):
    """A book that is edited at random, looked into in both ways after every edit."""

    @initialize(texts=st.lists(people, min_size=2, max_size=3))
    def begin(self, texts: list[dict[str, str]]) -> None:
        self.root = Path(tempfile.mkdtemp())
        files = {
            f"dossiers/customers/{one}.md": text_of(text)
            for one, text in zip(("anna", "bert", "anna-lena"), texts, strict=False)
        }
        own = {
            "dossiers/book.yaml": "country: cn\ncurrency: USD\n",
            "dossiers/prices/2026-05-01.csv": PRICES,
            "dossiers/companies/brightlite.md": COMPANIES[0],
            "dossiers/countries/de.md": "---\nname: Germany\n---\n",
            "dossiers/team/lily.md": "---\nname: Lily Chen\nemail: lily@lumora.example\n---\n",
            "templates/greeting/en.md": "---\nsubject: Hello\n---\nDear {{ customer.name }}\n",
            "templates/price-update/en.md": "---\nsubject: Prices\n---\nNew prices.\n",
        }
        write_book(self.root, {**own, **files})

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def put(self, path: str, content: str | bytes) -> None:
        file = self.root / "dossiers" / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    @rule(one=places, text=people)
    def write(self, one: str, text: dict[str, str]) -> None:
        self.put(f"customers/{one}.md", text_of(text))

    @rule(one=places, content=st.sampled_from(BROKEN))
    def break_it(self, one: str, content: str | bytes) -> None:
        self.put(f"customers/{one}.md", content)

    @rule(one=places, other=places)
    def rename(self, one: str, other: str) -> None:
        file = self.root / f"dossiers/customers/{one}.md"
        if file.exists():
            file.rename(file.with_name(f"{other}.md"))

    @rule(one=places)
    def delete(self, one: str) -> None:
        (self.root / f"dossiers/customers/{one}.md").unlink(missing_ok=True)

    @rule(one=st.sampled_from(FIRMS), text=st.sampled_from(COMPANIES))
    def write_company(self, one: str, text: str) -> None:
        self.put(f"companies/{one}.md", text)

    @rule(one=st.sampled_from(FIRMS))
    def delete_company(self, one: str) -> None:
        (self.root / f"dossiers/companies/{one}.md").unlink(missing_ok=True)

    @rule(text=st.sampled_from(("---\nname: Anna Chen\n---\n", "---\nname: [\n---\n")))
    def write_member(self, text: str) -> None:
        self.put("team/anna.md", text)

    @rule()
    def write_policy(self) -> None:
        self.put("book.yaml", "country: cn\ncurrency: USD\nname: Lumora\n")

    @rule(who=words, command=st.sampled_from(COMMANDS))
    def ask(self, who: str, command: tuple[str, ...]) -> None:
        day = () if command[0] in UNDATED else ("--on", ON)
        given = [who if word == "WHO" else word for word in command]
        asked = (*given, *day, "--book", str(self.root))
        assert said(asked) == without_index(lambda: said(asked))

    @invariant()
    def same(self) -> None:
        if not hasattr(self, "root"):
            return
        few, whole = open_for_few(str(self.root)), load(self.root)
        assert isinstance(few, RosterBook)
        assert everything(few) == everything(whole)
        for who in WORDS:
            assert found(few, who) == found(whole, who)


def everything(book: Book) -> list[Any]:
    """What a book says of all its dossiers, in order."""
    noted = [[*book.noted(note).items()] for note in (*NOTES, TRADE, FIRM)]
    names = [[*names_of(there).items()] for there in dossiers_of(book).values()]
    staff = [[one.id for one in book.staff_of(firm)] for firm in FIRMS]
    holders = [[one.id for one in book.holders_of(box)] for box in ("ab@gmail.com", "no@x.example")]
    others = [book.unreadable, book.refused, book.unreadable_findings(), book.owners()]
    return [noted, names, staff, holders, *others]


def found(book: Book, who: str) -> list[str]:
    """Whom a word means, among all kinds and among customers; or what is said of it."""
    asked: list[Callable[[], Any]] = [
        lambda: find_any(who, dossiers_of(book), book),
        lambda: find_any(who, {"company": book.companies, "country": book.countries}, book),
        lambda: find_who(who, book.customers, book),
    ]
    return [_found(ask) for ask in asked]


def _found(ask: Callable[[], Any]) -> str:
    try:
        return str(ask().path)
    except click.ClickException as error:
        return error.message


def said(arguments: tuple[str, ...]) -> tuple[int, str, str]:
    """The status and the output of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(list(arguments))
    return status, out.getvalue(), err.getvalue()


def without_index(ask: Callable[[], Any]) -> Any:
    """What comes of it where there can be no index."""

    def refuse(*_: object) -> None:
        raise NoIndex("not now")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dossierkit.index.roster.look", refuse)
        patch.setattr("dossierkit.index.reading.look", refuse)
        return ask()


class QuietEdits(Edits):
    """The same, some seconds after each edit: what was read is believed."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        now = time.time_ns
        self.patch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)

    def teardown(self) -> None:
        self.patch.undo()
        super().teardown()


TestEdits, TestQuietEdits = Edits.TestCase, QuietEdits.TestCase
TestEdits.settings = TestQuietEdits.settings = settings(
    max_examples=10,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
