"""Suggestions as data, and as the command that applies one."""

from __future__ import annotations

import shlex
from datetime import date
from typing import Any, NamedTuple

from dossierkit.cli.findings import finding_data
from dossierkit.method.suggesting.suggestions import Suggestion
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding


class Suggested(NamedTuple):
    """A customer, and what the log says of them that the header does not."""

    dossier: Dossier[Customer]
    found: list[Suggestion]


def set_command(who: str, field: str, value: str | None, why: str = "") -> str:
    """The command that sets a fact, or takes it away, as one may paste it into a shell."""
    words = ["dossier", "set", who, field, "--unset" if value is None else value]
    words += ["--why", why] if why else []
    return " ".join(map(shlex.quote, words))


def suggested_data(found: list[Suggested], on: date, unreadable: list[Finding]) -> dict[str, Any]:
    """The whole list, as `suggest --format json` prints it."""
    return {
        "on": on.isoformat(),
        "suggestions": [_data(dossier, one) for dossier, theirs in found for one in theirs],
        "unreadable": [finding_data(finding) for finding in unreadable],
    }


def _data(dossier: Dossier[Customer], one: Suggestion) -> dict[str, Any]:
    return {
        "id": dossier.id,
        "name": dossier.facts.name,
        "owner": dossier.facts.owner,
        "rule": one.id,
        "field": one.field,
        "now": one.now,
        "value": one.value,
        "reason": one.reason,
        "source": one.source,
        "evidence": [seen._asdict() for seen in one.evidence],
        "command": set_command(dossier.id, one.field, one.value, one.reason),
    }
