"""What a customer is known by: from the book, and from every version that git has of their file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from dossierkit.book.book import Book
from dossierkit.book.identity import Identity, Others, addresses_in, identity_of
from dossierkit.book.keys import address_key, name_key
from dossierkit.history.git import NoHistory, read
from dossierkit.history.past.versions import contents, versions
from dossierkit.history.people.traces import CUSTOMERS
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier, read_dossier
from dossierkit.text.source import decode
from dossierkit.text.translation import _


def known_as(book: Book, dossier_id: str, others: Others) -> Identity:
    """What a customer is known by, now and in every version of the file that git has.

    A version counts if it has a name, an address or a number of the person in common: a file that
    was another one's before tells nothing. Customers who are no more in the book are known by
    their old versions alone. Raises NoHistory if there is nothing at all.
    """
    present = book.customers.get(dossier_id)
    path = present.path if present else f"{CUSTOMERS}/{dossier_id}.md"
    ids = [dossier_id]
    facts = [present.facts] if present else []
    for former in _former_paths(book, path):
        for version in _versions(book.root, former):
            if not facts or any(_is_same(version, known) for known in facts):
                facts.append(version)
                ids.append(PurePosixPath(former).stem)
    if not facts:
        raise NoHistory(
            _("neither the book nor its history knows a customer '{dossier_id}'").format(
                dossier_id=dossier_id
            )
        )
    return identity_of(ids, facts, others)


def is_in_history(root: Path, dossier_id: str) -> bool:
    """Whether any commit has a customer's file of this id."""
    path = f"{CUSTOMERS}/{dossier_id}.md"
    try:
        return bool(read(root, "rev_list", "--all", "--full-history", "--max-count=1", "--", path))
    except NoHistory:
        return False


def _former_paths(book: Book, path: str) -> list[str]:
    """The names that a file has had and that no other file has now."""
    try:
        named = [one for v in versions(book.root, [path]) for one in (v.path, v.old_path)]
    except NoHistory:
        named = []
    now = {dossier.path for dossier in book.all_dossiers()}
    return [path, *dict.fromkeys(one for one in named if one not in now)]


def _versions(root: Path, path: str) -> list[Customer]:
    """What every readable version of a file says, in all branches, the newest first."""
    try:
        commits = read(root, "rev_list", "--all", "--full-history", "--", path).split()
    except NoHistory:
        return []
    names = [f"{commit}:./{path}" for commit in commits]
    texts = dict.fromkeys(filter(None, contents(root, names).values()))
    read_versions = (read_dossier(CUSTOMER, "", decode(path, data), {}) for data in texts)
    return [version.facts for version in read_versions if isinstance(version, Dossier)]


def _is_same(one: Customer, other: Customer) -> bool:
    """Whether two versions of a file are about one person."""
    mail = {address_key(address) for address in addresses_in(one.reach)}
    return (
        name_key(one.name) == name_key(other.name)
        or not mail.isdisjoint(map(address_key, addresses_in(other.reach)))
        or not set(one.reach.phone).isdisjoint(other.reach.phone)
    )
