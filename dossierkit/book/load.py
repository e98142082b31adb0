"""Loading a book: every file read strictly, every finding kept, nothing skipped in silence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.broken import BrokenBook
from dossierkit.book.files import Found, is_inside, outside_book, printable_path, walk
from dossierkit.book.purposes import purposes
from dossierkit.schema.dossier import (
    COMPANY,
    COUNTRY,
    CUSTOMER,
    MEMBER,
    Dossier,
    Unreadable,
    read_dossier,
)
from dossierkit.schema.fact import Group
from dossierkit.schema.playbook import NO_PLAYBOOK, Playbook, read_playbook
from dossierkit.schema.policy import Policy, read_policy
from dossierkit.schema.pricelist import PriceList, Rates, read_price_list, read_rates
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.garbage import without_gc
from dossierkit.text.source import MAX_FILE_BYTES, Source, decode
from dossierkit.text.translation import _

POLICY_PATH = "dossiers/book.yaml"
RATES_PATH = "dossiers/rates.csv"
PRICES_PATH = "dossiers/prices"
PLAYBOOK_PATH = "dossiers/playbook.yaml"

_KINDS: dict[str, Group[Any]] = {
    "customer": CUSTOMER,
    "company": COMPANY,
    "country": COUNTRY,
    "member": MEMBER,
}


class Frame(NamedTuple):
    """What a book says beside its dossiers."""

    policy: Policy
    price_lists: tuple[PriceList, ...]
    rates: Rates
    purposes: frozenset[str]
    playbook: Playbook


def load(root: Path) -> Book:
    """The book whose root is given; raises BrokenBook, and nothing for any other bad file."""
    frame = load_frame(root)
    files = walk(root)
    dossiers: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    unreadable: list[Unreadable] = []
    with without_gc():
        for found in files.found:
            dossier = load_dossier(found, frame.policy)
            if isinstance(dossier, Unreadable):
                unreadable.append(dossier)
            else:
                dossiers[found.kind][found.id] = dossier
    return Book(
        root=root,
        **frame._asdict(),
        customers=dossiers["customer"],
        companies=dossiers["company"],
        countries=dossiers["country"],
        members=dossiers["member"],
        unreadable=tuple(unreadable),
        strays=(*files.strays, *strays_beside(root)),
        refused=tuple(files.refused),
    )


def load_frame(root: Path) -> Frame:
    """What a book says beside its dossiers; raises BrokenBook."""
    return Frame(
        policy=load_policy(root),
        price_lists=_load_price_lists(root),
        rates=_load_rates(root),
        purposes=frozenset(purposes(root)),
        playbook=_load_playbook(root),
    )


def strays_beside(root: Path) -> list[Finding]:
    """Files among the tables of a book that are none of them."""
    prices = (_stray_price_file(root, *one) for one in _price_files(root))
    return [*filter(None, prices), *_misnamed_playbook(root)]


def load_policy(root: Path) -> Policy:
    """The policy of a book; raises BrokenBook."""
    source = _read_inside(root, POLICY_PATH)
    policy = read_policy(source)
    if source.is_broken:
        raise BrokenBook(tuple(sorted(source.findings)))
    return policy


def load_dossier(
    found: Found, policy: Policy, source: Source | None = None
) -> Dossier[Any] | Unreadable:
    """One dossier, from its file, or from the text of it that was read before."""
    source = source or read_source(found.file, found.path)
    return read_dossier(_KINDS[found.kind], found.id, source, policy.fields)


def read_source(file: Path, path: str) -> Source:
    """The text of a file; one that can't be opened is an empty source with a finding."""
    try:
        with open(file, "rb", buffering=0) as stream:
            data = stream.read(min(os.fstat(stream.fileno()).st_size, MAX_FILE_BYTES) + 1)
    except OSError as error:
        source = Source(path, "")
        message = _("the file can't be opened: {strerror}").format(strerror=error.strerror or error)
        source.report(0, "unreadable-file", message, _("check its permissions"))
        return source
    return decode(path, data)


def _read_inside(root: Path, path: str) -> Source:
    """The text of a file of the book; a link out of it or a pipe is an empty source."""
    file = root / path
    source = Source(path, "")
    if not is_inside(file, root):
        source.findings.append(outside_book(path))
    elif os.path.lexists(file) and not file.is_file():
        source.report(0, "not-a-file", _("this is no file"), _("put a file here"))
    else:
        return read_source(file, path)
    return source


def _load_price_lists(root: Path) -> tuple[PriceList, ...]:
    lists = [
        read_price_list(start, _without_bom(read_source(file, path)))
        for file, path, start in _price_files(root)
        if start is not None and _stray_price_file(root, file, path, start) is None
    ]
    return tuple(sorted(lists, key=lambda prices: prices.start))


def _price_files(root: Path) -> Iterator[tuple[Path, str, date | None]]:
    """What stands among the price lists: each file with its path and the day it is named by."""
    folder = root / PRICES_PATH
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not file.name.startswith("."):
            yield file, f"{PRICES_PATH}/{printable_path(file.name)}", _date_of(file.name)


def _stray_price_file(root: Path, file: Path, path: str, start: date | None) -> Finding | None:
    """Why a file among the price lists is none, or None."""
    if not is_inside(file, root):
        return outside_book(path)
    if start is None or not file.is_file():
        message = _("not read: price lists are named by their first day")
        hint = _("name it like 2026-11-16.csv")
        return Finding(path, 1, 1, WARNING, "not-a-dossier", message, hint)
    return None


def _date_of(name: str) -> date | None:
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.csv", name, re.ASCII)
    try:
        return date.fromisoformat(match.group(1)) if match else None
    except ValueError:
        return None


def _without_bom(source: Source) -> Source:
    """Excel marks CSV files of UTF-8 with a byte order mark: there it is right."""
    source.findings[:] = [f for f in source.findings if f.code != "byte-order-mark"]
    return source


def _load_rates(root: Path) -> Rates:
    if not os.path.lexists(root / RATES_PATH):
        return Rates(RATES_PATH, (), ())
    return read_rates(_without_bom(_read_inside(root, RATES_PATH)))


def _load_playbook(root: Path) -> Playbook:
    """The team's own rules of advice, if there are any; what is wrong in them stops nobody."""
    if not os.path.lexists(root / PLAYBOOK_PATH):
        return NO_PLAYBOOK
    return read_playbook(_read_inside(root, PLAYBOOK_PATH))


def _misnamed_playbook(root: Path) -> list[Finding]:
    path = PLAYBOOK_PATH.replace(".yaml", ".yml")
    if not os.path.lexists(root / path):
        return []
    hint = _("name it {playbook_path}").format(playbook_path=PLAYBOOK_PATH)
    return [
        Finding(path, 1, 1, WARNING, "not-a-dossier", _("not read: the name ends with .yml"), hint)
    ]
