"""`condition`, `placeholder` and `unknown-rule`: what is wrong in the team's own rules of advice.

`dossiers/playbook.yaml` holds what this team knows better than the program (M30-M50). A rule with
a slip would be left out, and nobody would miss the advice; so each slip is named with its place.
A condition is that of `dossier list --where`; a field that does not exist is `unknown-field`.

PASS: `when: [stage=harmony]` and `say: {en: "Ask {name} whom to talk to next"}`
FAIL: `when: [stage harmony]`, `say: {en: "Ask {the boss}"}`, and an id that only looks packaged
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.playbook import playbook_findings
from dossierkit.text.finding import Finding


def check(book: Book) -> Iterator[Finding]:
    """Everything that is wrong in the playbook of a book."""
    yield from playbook_findings(book)
