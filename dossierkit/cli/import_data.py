"""An import as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.cli.findings import finding_data
from dossierkit.cli.import_files import Incoming
from dossierkit.exchange.plan.entry import VERDICTS, Entry, Plan
from dossierkit.history.commit import Written
from dossierkit.text.finding import Finding


def plan_data(
    files: Sequence[Incoming], plan: Plan, findings: Sequence[Finding], written: Written | None
) -> dict[str, Any]:
    """What `import --format json` prints; `written` is None if nothing was."""
    return {
        "applied": written is not None,
        "commit": written.commit if written else None,
        "files": [
            {"name": file.name, "kind": file.kind, "entries": len(file.arrived.arrivals)}
            for file in files
        ],
        "counts": {verdict: plan.count(verdict) for verdict in VERDICTS},
        "entries": [_entry(entry) for entry in plan.entries],
        "written": [write.path for write in plan.writes] if written else [],
        "findings": [finding_data(finding) for finding in findings],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "place": entry.place,
        "name": entry.name,
        "verdict": entry.verdict,
        "id": entry.id or None,
        "company": entry.company or None,
        "new_company": entry.is_new_company,
        "opted_out": entry.opted_out,
        "proposal": entry.is_proposal,
        "reason": entry.reason or None,
        "candidates": [*entry.candidates],
        "first_contact": entry.first_contact or None,
        "changes": [change._asdict() for change in entry.changes],
    }
