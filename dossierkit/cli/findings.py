"""Findings in three forms: for people and editors, for programs, and for GitHub's reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from dossierkit.cli.output import paint, safe, say, say_json
from dossierkit.text.finding import Finding
from dossierkit.text.translation import plural, word

FORMATS = ("text", "json", "github")

Checked: TypeAlias = "tuple[Sequence[Finding], str]"
"""Findings, and what to say of them in one line."""

_COLOURS = {"error": "red", "warning": "yellow"}


def say_findings(findings: Sequence[Finding], form: str) -> None:
    """Prints findings in the form `text`, `json` or `github`."""
    if form == "json":
        say_json([finding_data(finding) for finding in findings])
        return
    for finding in findings:
        say(_as_annotation(finding) if form == "github" else _as_text(finding))


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding, as every command prints it in JSON."""
    return finding._asdict()


def count(findings: Sequence[Finding]) -> str:
    """How many they are: `2 errors, 1 warning`."""
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    parts = [
        number_of(errors, "{count} error", "{count} errors"),
        number_of(warnings, "{count} warning", "{count} warnings"),
    ]
    return ", ".join(part for part, many in zip(parts, (errors, warnings), strict=True) if many)


def number_of(count: int, one: str, many: str) -> str:
    """A count in words that are looked up: `1 file`, `2 files`."""
    return plural(one, many, count).format(count=count)


def _as_text(finding: Finding) -> str:
    place = f"{safe(finding.path)}:{finding.line}:{finding.column}"
    severity = paint(word(finding.severity, "severity"), _COLOURS[finding.severity])
    text = f"{place}: {severity}: {safe(finding.message)} [{finding.code}]"
    return f"{text}\n    {safe(finding.hint)}" if finding.hint else text


def _as_annotation(finding: Finding) -> str:
    """A workflow command of GitHub Actions, which shows the finding beside its line."""
    values = {
        "file": safe(finding.path),
        "line": finding.line,
        "col": finding.column,
        "title": finding.code,
    }
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    lines = [safe(finding.message), safe(finding.hint)]
    message = _data("\n".join(filter(None, lines)))
    return f"::{finding.severity} {properties}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
