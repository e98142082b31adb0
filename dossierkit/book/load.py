"""Loading a book: every file read strictly, every finding kept, nothing skipped in silence."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dossierkit.book.book import Book
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
from dossierkit.text.source import MAX_FILE_BYTES, Source, decode

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


class BrokenBook(Exception):
    """`book.yaml` has errors: no rule could be trusted, so nothing is done."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def load(root: Path) -> Book:
    """The book whose root is given; raises BrokenBook, and nothing for any other bad file."""
    policy = load_policy(root)
    files = walk(root)
    dossiers: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}
    unreadable: list[Unreadable] = []
    with _without_gc():
        for found in files.found:
            dossier = load_dossier(found, policy)
            if isinstance(dossier, Unreadable):
                unreadable.append(dossier)
            else:
                dossiers[found.kind][found.id] = dossier
    lists, strays = _load_price_lists(root)
    return Book(
        root=root,
        policy=policy,
        customers=dossiers["customer"],
        companies=dossiers["company"],
        countries=dossiers["country"],
        members=dossiers["member"],
        price_lists=lists,
        rates=_load_rates(root),
        unreadable=tuple(unreadable),
        strays=(*files.strays, *strays, *_misnamed_playbook(root)),
        refused=tuple(files.refused),
        purposes=frozenset(purposes(root)),
        playbook=_load_playbook(root),
    )


def load_policy(root: Path) -> Policy:
    """The policy of a book; raises BrokenBook."""
    source = _read_inside(root, POLICY_PATH)
    policy = read_policy(source)
    if source.is_broken:
        raise BrokenBook(tuple(sorted(source.findings)))
    return policy


def load_dossier(found: Found, policy: Policy) -> Dossier[Any] | Unreadable:
    """One dossier, from its file."""
    source = read_source(found.file, found.path)
    return read_dossier(_KINDS[found.kind], found.id, source, policy.fields)


def read_source(file: Path, path: str) -> Source:
    """The text of a file; one that can't be opened is an empty source with a finding."""
    try:
        with open(file, "rb", buffering=0) as stream:
            data = stream.read(min(os.fstat(stream.fileno()).st_size, MAX_FILE_BYTES) + 1)
    except OSError as error:
        source = Source(path, "")
        message = f"the file can't be opened: {error.strerror or error}"
        source.report(0, "unreadable-file", message, "check its permissions")
        return source
    return decode(path, data)


def _read_inside(root: Path, path: str) -> Source:
    """The text of a file of the book; a link out of it or a pipe is an empty source."""
    file = root / path
    source = Source(path, "")
    if not is_inside(file, root):
        source.findings.append(outside_book(path))
    elif os.path.lexists(file) and not file.is_file():
        source.report(0, "not-a-file", "this is no file", "put a file here")
    else:
        return read_source(file, path)
    return source


@contextmanager
def _without_gc() -> Iterator[None]:
    """Nothing that loading makes is garbage; looking for some, then or later, costs a third of
    the time. What was made is still freed when nobody needs it any more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _load_price_lists(root: Path) -> tuple[tuple[PriceList, ...], list[Finding]]:
    lists: list[PriceList] = []
    strays: list[Finding] = []
    folder = root / PRICES_PATH
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        path = f"{PRICES_PATH}/{printable_path(file.name)}"
        start = _date_of(file.name)
        if file.name.startswith("."):
            continue
        if not is_inside(file, root):
            strays.append(outside_book(path))
        elif start is None or not file.is_file():
            message = "not read: price lists are named by their first day"
            hint = "name it like 2026-11-16.csv"
            strays.append(Finding(path, 1, 1, WARNING, "not-a-dossier", message, hint))
        else:
            lists.append(read_price_list(start, _without_bom(read_source(file, path))))
    return tuple(sorted(lists, key=lambda prices: prices.start)), strays


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
    hint = f"name it {PLAYBOOK_PATH}"
    return [
        Finding(path, 1, 1, WARNING, "not-a-dossier", "not read: the name ends with .yml", hint)
    ]
