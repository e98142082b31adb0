"""What `send` keeps of a letter, so that `proof` can show it later: a commit, or its words."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from dossierkit.book.book import Book
from dossierkit.book.sent import Kept
from dossierkit.history.git import NoHistory, read
from dossierkit.mail.sending.again import Again
from dossierkit.mail.sending.draft import Draft
from dossierkit.mail.sending.evidence import kept, made_again
from dossierkit.mail.workshop import Workshop


class Evidence:
    """Says of each draft from which commit it can be made again, and what must be kept of it.

    The words are kept only where the book would not say the same: the draft was edited, the book
    has changes that no commit has, or there is no git. Use it as a context manager.
    """

    def __init__(self, book: Book) -> None:
        self._workshop = Workshop()
        self.renew(book)

    def renew(self, book: Book) -> None:
        """Goes by the book as it was just loaded."""
        self._book = book
        self._commit = _clean_commit(book.root)

    def of(self, draft: Draft) -> tuple[str | None, Kept | None]:
        """The commit, and the words that must be kept."""
        if self._commit is None:
            return None, kept(draft, Again(None))
        return self._commit, kept(draft, self.again(draft))

    def again(self, draft: Draft) -> Again:
        """The letter of a draft as the book says it now."""
        return made_again(
            self._book, draft.key, draft.languages, self._workshop, is_bulk=draft.is_bulk
        )

    def __enter__(self) -> Evidence:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workshop.__exit__(kind, error, trace)


def _clean_commit(root: Path) -> str | None:
    """The commit that says what the book says; None if there is none."""
    try:
        if read(root, "status", "--porcelain", "--", "dossiers", "templates"):
            return None
        return read(root, "rev_parse", "--verify", "--quiet", "HEAD^{commit}")
    except NoHistory:
        return None
