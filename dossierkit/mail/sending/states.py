"""What became of each letter, as the rest of the mail layer knows it (see `book.sent`)."""

from __future__ import annotations

from dossierkit.book.sent import Letter as Letter
from dossierkit.book.sent import letter_with as letter_with
from dossierkit.book.sent import letters as letters
