"""`dossier export vcf`: customers as address cards."""

from __future__ import annotations

from dossierkit.cli.export_chosen import Wish, choose, say_rest
from dossierkit.cli.export_file import write_parts
from dossierkit.exchange.vcard.writing import vcards


def export_vcard(wish: Wish, version: str, *, is_plain: bool) -> int:
    """Prints or writes cards of a version of the standard; gives the exit status."""
    found = choose(wish)
    cards = vcards(found.book, found.dossiers, wish.on, version, is_plain=is_plain)
    write_parts(wish.target, found.book.root, cards)
    return say_rest(wish, found)
