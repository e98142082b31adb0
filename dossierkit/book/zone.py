"""The time zone of a book, found without loading it."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from pathlib import Path

from dossierkit.book.find import POLICY
from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Scalar
from dossierkit.text.source import decode


def zone_at(root: Path) -> tzinfo | None:
    """The time zone that the policy of a book names, if it can be read and there is such a one."""
    source = decode(POLICY, (root / POLICY).read_bytes())
    header = None if source.is_broken else read_header(source, Span(0, len(source.text)))
    named = header.get("timezone") if header else None
    return zone_named(named.text) if isinstance(named, Scalar) else None


def zone_named(name: str | None) -> tzinfo | None:
    """A time zone by its name, if there is such a one."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def day_of(when: datetime, zone: tzinfo | None) -> date:
    """The day of a moment in a time zone (None: in the moment's own)."""
    return (when.astimezone(zone) if zone else when).date()
