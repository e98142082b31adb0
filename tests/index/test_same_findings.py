"""With the index and without it: the same findings in the same order, after any edits, any day."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from checks import check_by_book, check_by_index
from conftest import Files, write_book
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from test_same_answer import BROKEN

from dossierkit.book.erased import with_erased
from dossierkit.book.identity import Called, Identity

IDS = ("anna", "anna-b", "bert", "carl")
FIRMS = ("brightlite", "fjordlys")
DAYS = (None, None, date(2024, 1, 1), date(2026, 1, 10), date(2026, 11, 20), date(2027, 6, 1))
HEADERS = (
    "company: brightlite", "company: brightlight", "company: fjordlys", "owner: lily", "owner: tom",
    "reach: {email: [a@b.example]}", "reach: {email: [A@B.example, c@d.example]}",
    "reach: {phone: [+49 30 1234567]}", "position: {reports-to: bert}", "religion: hindu",
    "source: {referred-by: dora}", "stage: interest", "stage: sincerity", "intent: hesitant",
    "consent: {sensitive: 2026-01-01 told me until 2026-11-30}", "buys: [BL-20, BL20]",
    "country: uk", "country: de", "next: 2026-11-25 answer PI #118", "custom: {size: 3}",
)  # fmt: skip
LOG = (
    "2025-12-20 order in XYZ 900: first", "2026-01-05 lost: price", "2026-11-18 sample out: one",
    "2026-10-02 quote out USD 5: bare", "2026-10-03 quote out USD 5: FOB Yantian",
    "2026-10-04 email out by lily: see [[bert]]", "2026-10-05 call out by tom: [[brightlite]]",
    "2026-11-02 greeting out by lily: x #birthday", "2026-11-03 greeting out by tom: x #birthday",
    "2999-01-01 call out: to come", "2026-13-01 call: no day", "see [[Anna]] and [[xx]]",
)  # fmt: skip
COMPANIES = (
    "country: de\nterms: {incoterm: FOB, payment: T/T}\n",
    "country: de\nterms: {incoterm: FOB}\nlinks: [{company: fjordlys}, {company: nowhere}]\n",
    "terms: {currency: UDS, rebate: {payee: Karl, rate: 1%}}\n",
    "country: uk\nbuys: [BL-20]\n",
)
POLICIES = (
    "country: cn\n", "country: uk\ncurrency: UDS\n", "mail: {from: lily}\n", "name: [\n",
    "follow-up: {customer-for: 2m}\nfields: {size: {type: number}}\n", "timezone: Asia/Shanghai\n",
)  # fmt: skip
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note"
PRICES = (f"{HEAD}\nBL-20,Strip,led,pc,USD,4,,20,,\n", f"{HEAD}\nBL20,S,led,pc,UDS,4,,,,\n", "x\n")
STORIES = (
    "first: {about: brightlite, text: x, consent: 2026-04-22 agreed}\n",
    "first: {about: nobody, text: x}\n",
)
OTHERS: dict[str, tuple[str, ...]] = {
    "dossiers/book.yaml": POLICIES,
    "dossiers/prices/2026-05-01.csv": PRICES,
    "dossiers/rates.csv": ("date,from,to,rate,source\n2026-01-01,USD,QQQ,1,bank\n",),
    "dossiers/stories.yaml": STORIES,
    "dossiers/playbook.yaml": ("mine: {when: [stage harmony], say: x}\n", "mine: {say: x}\n"),
    "dossiers/mail/2026/aa.json": ("<<<<<<< ours\n", "{}\n"),
    "dossiers/mail/2026/bb.json": ("{}\n",),
    "dossiers/countries/de.md": (
        "---\nname: Germany\nholidays: {subdivision: QQ}\n---\n",
        "---\nname: G\ncurrency: EUR\n---\n",
    ),
    "dossiers/countries/xx.md": ("---\nname: X\ntimezones: Europe/Nowhere\n---\n",),
    "dossiers/team/lily.md": ("---\nname: Lily\nassessments: [{answers: [1]}]\n---\n", "no header"),
    "dossiers/team/tom.md": ("---\nname: Tom\n---\nAsk [[lily]] or [[eva]].\n",),
    "dossiers/customers/Anna.md": ("---\nname: Anna\n---\n",),
    "dossiers/companies/Nowhere.md": ("",),
    "dossiers/team/notes.txt": ("x",),
    "templates/greeting/zh.md": ("---\nsubject: x\nfrom: eva\n---\n{{ nothing }}\n",),
    "templates/lost.md": ("x",),
}  # fmt: skip
EDITS = tuple((path, text) for path, texts in OTHERS.items() for text in (*texts, None))
ERASED = (
    Identity(("anna",), (Called(("Bert",), "sure"),), ("c@d.example",)),
    Identity(("nobody",), phones=("+49 30 1234567",)),
)
people = st.builds(
    lambda name, header, log: "---\nname: {}\n{}---\n{}".format(
        name, "".join(f"{line}\n" for line in header), _log(log)
    ),
    st.sampled_from(("Anna", "Anna", "Bert")),
    st.lists(st.sampled_from(HEADERS), max_size=5, unique_by=lambda line: line.split(":")[0]),
    st.lists(st.sampled_from(LOG), max_size=4),
)


def _log(lines: list[str]) -> str:
    return "## Log\n\n" + "".join(f"- {line}\n" for line in lines) if lines else ""


class Edits(RuleBasedStateMachine):
    """A book that is edited at random, and checked after every edit."""

    @initialize(texts=st.lists(people, min_size=2, max_size=4), firm=st.sampled_from(COMPANIES))
    def begin(self, texts: list[str], firm: str) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.on: date | None = None
        named = zip(IDS, texts, strict=False)
        files: Files = {f"dossiers/customers/{one}.md": text for one, text in named}
        write_book(self.root, {**files, **self.company("brightlite", firm)})

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def company(self, name: str, header: str) -> dict[str, str]:
        return {
            f"dossiers/companies/{name}.md": f"---\nname: {name}\n{header}---\n{_log([*LOG[3:5]])}"
        }

    def put(self, path: str, text: str | None) -> None:
        file = self.root / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    @rule(
        one=st.sampled_from(IDS), text=st.one_of(people, people, st.sampled_from((*BROKEN, None)))
    )
    def write(self, one: str, text: str | None) -> None:
        self.put(f"dossiers/customers/{one}.md", text)

    @rule(one=st.sampled_from(FIRMS), header=st.sampled_from((*COMPANIES, "name: [\n", None)))
    def write_company(self, one: str, header: str | None) -> None:
        for path, text in self.company(one, header or "").items():
            self.put(path, None if header is None else text)

    @rule(edit=st.sampled_from(EDITS))
    def write_something_else(self, edit: tuple[str, str | None]) -> None:
        path, text = edit
        self.put(path, "" if path == "dossiers/book.yaml" and text is None else text)

    @rule(who=st.sampled_from((*ERASED, None)))
    def erase(self, who: Identity | None) -> None:
        self.put("dossiers/erased.txt", with_erased("", who, "0" * 32) if who else None)

    @rule(on=st.sampled_from(DAYS))
    def ask_for(self, on: date | None) -> None:
        self.on = on

    @invariant()
    def same(self) -> None:
        if hasattr(self, "root"):
            assert check_by_index(self.root, self.on) == check_by_book(self.root, self.on)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=20,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
