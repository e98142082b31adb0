"""Terms: what to confirm instead of asking again (M24), and what to agree before quoting (M26)."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.schema.company import Company, Forwarder, Terms
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import N_, _, word


class Term(NamedTuple):
    """A term that was agreed once; `field` as in the file, `line` where it stands."""

    field: str
    text: str
    path: str
    line: int


class OpenTerm(NamedTuple):
    """A term that a quote has to state and that nobody has agreed on yet."""

    field: str
    name: str
    question: str


class Agreed(NamedTuple):
    """The terms of one company: what to confirm, and what is still open before a quote."""

    confirm: tuple[Term, ...]
    before_quoting: tuple[OpenTerm, ...]


_NEEDED = (
    ("payment", N_("payment terms")),
    ("incoterm", N_("Incoterm")),
    ("place", N_("named place")),
    ("currency", N_("currency")),
)
"""What every quote states (M26), the payment terms first: never the price before them."""


def agreed(company: Dossier[Company] | None) -> Agreed:
    """The terms to confirm with the next quote or order, and those to agree before it.

    Without a company nothing is agreed. What is ours alone (price adjustment, inspection note)
    is not among them: nobody has to confirm it.
    """
    terms = company.facts.terms if company else Terms()
    confirm: list[Term] = []
    if company:
        texts = (
            (
                "incoterm" if terms.incoterm else "place",
                " ".join(filter(None, (terms.incoterm, terms.place))),
            ),
            ("forwarder", forwarder_text(terms.forwarder)),
            ("payment", terms.payment),
            ("currency", terms.currency),
        )
        confirm = [
            Term(f"terms.{name}", text, company.path, company.line("terms", name))
            for name, text in texts
            if text
        ]
    missing = tuple(
        OpenTerm(f"terms.{name}", _(title), _(Terms.declared[name].question))
        for name, title in _NEEDED
        if getattr(terms, name) is None
    )
    return Agreed(tuple(confirm), missing)


def forwarder_text(forwarder: Forwarder) -> str:
    """Who ships, and whose forwarder it is: `Spreehafen Spedition (theirs)`; empty if unknown."""
    if forwarder.name:
        return (
            f"{forwarder.name} ({word(forwarder.whose, 'whose')})"
            if forwarder.whose
            else forwarder.name
        )
    return {"theirs": _("their forwarder"), "ours": _("our forwarder")}.get(
        forwarder.whose or "", ""
    )
