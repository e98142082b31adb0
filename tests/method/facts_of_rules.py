"""The smallest book in which a rule of the playbook applies, derived from its conditions."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from dossierkit.book.playbook import packaged_playbook
from dossierkit.book.query import parts_of
from dossierkit.schema.dossier import COMPANY, COUNTRY, CUSTOMER
from dossierkit.schema.fact import Group
from dossierkit.schema.playbook import PlayRule
from dossierkit.schema.types import Choice, ListOf
from dossierkit.text.value import block_lines

GROUPS: dict[str, Group[Any]] = {"customer": CUSTOMER, "company": COMPANY, "country": COUNTRY}
CONSENT = {"consent": {"sensitive": "2026-01-01 told us"}}

EVENT = {"date": "2026-12-01", "kind": "exhibition", "text": "Fair of Lights"}
OF_COMPANY = {
    "next-exhibition": EVENT,
    "next-anniversary": {**EVENT, "kind": "anniversary", "text": "30 years"},
    "last-news": {**EVENT, "kind": "news", "date": "2026-11-01"},
    "market-change": {**EVENT, "kind": "market", "date": "2026-07-01"},
}
LOG = {
    "last!=": ["2026-11-10 email out: x"],
    "standing=customer": ["2026-09-01 order in: x"],
    "standing=lapsed": ["2024-09-01 order in: x"],
    "orders>=2": ["2026-06-01 order in: x", "2026-09-01 order in: x"],
    "contacts>=3": [f"2026-11-0{day} email out: x" for day in range(1, 4)],
    "contacts>=5": [f"2026-11-0{day} email out: x" for day in range(1, 6)],
    "contacts>=7": [f"2026-11-0{day} email out: x" for day in range(1, 8)],
    "unanswered=quote": ["2026-11-12 quote out: x"],
    "unanswered!=": ["2026-11-12 quote out: x"],
    "failed!=": ["2026-11-19 lost in: x"],
    "failed>=-2d": ["2026-11-19 lost in: x"],
}
OF_ITSELF = ("standing=prospect", "standing!=customer", "referrals=0", "channel=")
"""What is so in a dossier that says nothing."""

VALUES = {
    "position.joined<-5y": "2010",
    "position.joined>-1y": "2026-05",
    "expected-purchase<-1m": "2026-02",
    "rapport<trust": "circle",
    "company.terms.price-adjustment>0%": "3%",
}
SAMPLES = {
    "birthday": "04-12",
    "expected-purchase": "2027-03",
    "next": "2026-12-24 think",
    "religion": "muslim",
    "position.reports-to": "karl",
    "source.referred-by": "karl",
    "company.terms.incoterm": "FOB",
    "company.terms.forwarder.whose": "theirs",
    "reach.email": "anna@brightlite.example",
    "company": "brightlite",
    "stage": "interest",
    "intent": "interested",
    "personality.style": "driver",
    "position.authority": "influencer",
    "family-life.children": {"name": "Max"},
    "company.terms.payment": "T/T 30/70",
    "country.certification": "CE",
}


class Facts:
    """The headers of Anna, her company and her country, and her log."""

    def __init__(self) -> None:
        self.headers: dict[str, dict[str, Any]] = {
            "customer": {"name": "Anna", **copy.deepcopy(CONSENT)},
            "company": {"name": "Brightlite", "country": "de"},
            "country": {"name": "Germany"},
        }
        self.log: list[str] = []
        self.karl: list[str] = []

    def put(self, path: str, value: Any) -> None:
        """Sets a field; a single one of a list makes a list of one."""
        first, _, rest = path.partition(".")
        kind, names = (first, rest) if rest and first in self.headers else ("customer", path)
        if kind == "company":
            self.headers["customer"].setdefault("company", "brightlite")
        if kind == "country":
            self.headers["customer"].setdefault("country", "de")
        _put(self.headers[kind], GROUPS[kind], names.split("."), value)

    def meet(self, condition: str) -> None:
        """Makes a condition hold."""
        path, sign, value = parts_of(condition)
        first, _, rest = path.partition(".")
        if condition in OF_ITSELF:
            return
        if condition in LOG:
            self.log += LOG[condition]
        elif first == "log":
            self.log.append(f"2026-11-19 {rest}: x")
        elif first == "company" and rest in OF_COMPANY:
            self.put("company.events", [OF_COMPANY[rest]])
        elif condition == "company.people>=2":
            self.put("company", "brightlite")
            self.karl.append("company: brightlite")
        elif condition == "company.people=1":
            self.put("company", "brightlite")
        elif condition == "referrals>=1":
            self.karl.append("source: {referred-by: anna}")
        elif condition in VALUES:
            self.put(path, VALUES[condition])
        elif sign in ("=", ">=", "<=", "~") and value:
            self.put(path, value)
        elif sign == "!=" and not value:
            self.know(path)

    def know(self, path: str) -> None:
        """Sets a field to any value."""
        if path in SAMPLES or not path.startswith("potential."):
            self.put(path, SAMPLES.get(path, "Hong Kong"))
        else:
            self.put(path, "1")

    def files(self) -> dict[str, str]:
        """The book."""
        log = "".join(f"- {line}\n" for line in sorted(set(self.log)))
        anna = _header(self.headers["customer"]) + (f"\n## Log\n\n{log}" if log else "")
        karl = "".join(f"{line}\n" for line in self.karl)
        return {
            "dossiers/customers/anna.md": anna,
            "dossiers/customers/karl.md": f"---\nname: Karl Brandt\n{karl}---\n",
            "dossiers/companies/brightlite.md": _header(self.headers["company"]),
            "dossiers/countries/de.md": _header(self.headers["country"]),
        }


def facts_of(rules: Iterable[PlayRule]) -> Facts:
    """The facts by which some rules apply, with all that they need; of alternatives the last."""
    facts = Facts()
    for rule in rules:
        for alternatives in rule.when:
            facts.meet(alternatives[-1].text)
        for clause in rule.needs if rule.say.phrases() else ():
            facts.know(clause.text)
    return facts


def conditions() -> list[str]:
    """Every condition of the packaged playbook."""
    rules = packaged_playbook().values()
    return sorted({c.text for rule in rules for one in rule.when for c in one})


def _header(fields: dict[str, Any]) -> str:
    return "---\n" + "".join(f"{line}\n" for line in block_lines(fields, 0)) + "---\n"


def _put(fields: dict[str, Any], group: Any, names: list[str], value: Any) -> None:
    """Sets a field of a header by its path; what has an item of a list stands in its first one."""
    for place, name in enumerate(names):
        declared = group.facts.get(name) if isinstance(group, Group) else None
        field_type = declared.type if declared else None
        is_last = place == len(names) - 1
        if is_last:
            is_list = isinstance(field_type, ListOf) and not isinstance(value, list)
            fields[name] = [value] if is_list else value
            return
        if isinstance(field_type, ListOf):
            fields = fields.setdefault(name, [{}])[0]
            group = field_type.item
        else:
            fields = fields.setdefault(name, {})
            group = field_type
    assert isinstance(group, (Group, Choice))
