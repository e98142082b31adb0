"""The time zone of a book, as the commands ask for it."""

from __future__ import annotations

from dossierkit.book.zone import day_of as day_of
from dossierkit.book.zone import zone_at as zone_at
from dossierkit.book.zone import zone_named as zone_named
