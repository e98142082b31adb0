"""What all pages work on: the book at hand, the day, and what was saved last."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.broken import BrokenBook
from dossierkit.book.lazy import lazy_book
from dossierkit.book.load import load_policy
from dossierkit.book.today import today_in
from dossierkit.book.zone import zone_named
from dossierkit.history.saving import Saved
from dossierkit.index.asked import Asked, Listing
from dossierkit.index.database import NoIndex
from dossierkit.text.finding import Finding
from dossierkit.text.translation import spoken
from dossierkit.web.kept import Kept

_REMEMBERED = 50
"""So many savings can still be shown."""


class Note(NamedTuple):
    """What was saved, in short lines; `proposals` are changes that it suggests: a reason, the
    field and its value."""

    said: tuple[str, ...]
    saved: Saved
    proposals: tuple[tuple[str, str, str], ...] = ()


class Desk:
    """A book that is looked at for hours, while others write into it.

    `on` counts as today if it is given. With `is_read_only`, nothing is written.
    """

    def __init__(self, root: Path, on: date | None = None, *, is_read_only: bool = False) -> None:
        self.root = root
        self.is_read_only = is_read_only
        self.form_key = secrets.token_urlsafe(32)
        """What every form of ours sends along, and no other page knows."""
        self._on = on
        self._kept = Kept(root)
        self._one_at_a_time = Lock()
        self._notes: OrderedDict[str, Note] = OrderedDict()

    @property
    def language(self) -> str:
        """That of advice."""
        return "zh" if spoken() == "zh" else "en"

    def book(self) -> Book:
        """The book as it stands now; raises BrokenBook."""
        return self._kept.book()

    def today(self) -> date:
        """The day that counts as today."""
        return self._on or date.today()

    def writing_day(self, book: Book) -> date:
        """The day up to which a log may tell: here or in the book's zone, whichever is later."""
        return self._on or today_in(book.policy.timezone)

    def now(self, day: date) -> datetime | None:
        """This moment, if the day is today's."""
        return datetime.now(UTC) if day == date.today() else None

    def listing(self, on: date, within: int, owner: str | None) -> Listing:
        """A day's list from the index, or from the whole book where there is none. Raises
        BrokenBook."""
        from dossierkit.index.reading import listing

        asked = Asked(on, within, owner, True, self.entered, lambda _: lambda _: None)
        try:
            with self._one_at_a_time:  # whoever comes second finds the index filled
                return listing(str(self.root), asked)
        except NoIndex:
            return self._whole(on, within, owner)

    def prepare(self) -> None:
        """Reads what the first pages need, before somebody asks; what can't be read is told when
        somebody does."""
        with suppress(BrokenBook, OSError):
            self.listing(self.today(), 0, None)
            self.book()

    def _whole(self, on: date, within: int, owner: str | None) -> Listing:
        from dossierkit.index.answers import whole_listing
        from dossierkit.method.followups import due, needs_entry_day

        book = self.book()
        days = self.entered([one.id for one in needs_entry_day(book, on)])
        return whole_listing(book, due(book, on, within=within, owner=owner, entered=days))

    def entered(self, ids: Sequence[str]) -> Mapping[str, date]:
        """When the files of some customers entered git; nothing where git can't tell."""
        from dossierkit.history.git import NoHistory
        from dossierkit.history.past.entered import entered

        if not ids:
            return {}
        paths = {f"dossiers/customers/{one}.md": one for one in ids}
        try:
            zone = zone_named(load_policy(self.root).timezone)
            return {paths[path]: day for path, day in entered(self.root, [*paths], zone).items()}
        except NoHistory:
            return {}

    def members(self) -> dict[str, str]:
        """The names of our own people by id, without reading all the rest. Raises BrokenBook."""
        members = lazy_book(self.root, {}).members
        return {one: dossier.facts.name or one for one, dossier in members.items()}

    def troubles(self, book: Book) -> list[Finding]:
        """The errors of files that nobody may overlook."""
        return book.once("troubles", book.unreadable_findings)

    def remember(self, note: Note) -> str:
        """Keeps what was saved, to be shown; gives the key of it."""
        key = secrets.token_urlsafe(8)
        self._notes[key] = note
        if len(self._notes) > _REMEMBERED:
            self._notes.popitem(last=False)
        return key

    def note(self, key: str) -> Note | None:
        """What was saved under a key, if that is still known."""
        return self._notes.get(key)
