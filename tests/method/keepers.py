"""Books of people who keep feasts, read as the program reads them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from conftest import write_book

from dossierkit.book.book import Book
from dossierkit.book.load import load
from dossierkit.method.feasts.kept import Kept, kept_between

AGREED = "consent: {sensitive: 2026-01-01 told me}\n"
COUNTRIES = {
    "de": "religions: {christian: 53%, none: 40%, muslim: 7%}\n",
    "sa": "religions: {muslim: majority}\n",
    "ng": "religions: {muslim: 53%, christian: 46%}\n",
    "in": "religions: {hindu: 80%, muslim: 14%}\n",
    "ru": "religions: {orthodox: 63%, none: 20%, muslim: 10%}\n",
    "pl": "religions: {christian: 72%}\n",
    "fr": "religions: {christian: 47%, none: 42%}\n",
}


def book_of(files: Mapping[str, str]) -> Book:
    """A book of these files below `dossiers/`; customers and companies may go by `c/` and `f/`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = {"c/": "customers/", "f/": "companies/", "l/": "countries/"}
        paths = {
            "dossiers/" + names.get(name[:2], name[:2]) + name[2:]: text
            for name, text in files.items()
        }
        return load(write_book(root, paths))


def person(header: str, name: str = "Anna") -> str:
    return f"---\nname: {name}\n{header}---\n"


def lands() -> dict[str, str]:
    """Files of countries with their religions."""
    return {f"l/{code}.md": person(text, code) for code, text in COUNTRIES.items()}


def kept(header: str, since: str, until: str, **more: str) -> list[Kept]:
    """What Anna keeps in a span, with such a header; `more` are companies by id."""
    firms = {f"f/{name}.md": text for name, text in more.items()}
    book = book_of({"c/anna.md": person(header), **lands(), **firms})
    span = date.fromisoformat(since), date.fromisoformat(until)
    return kept_between(book, book.customers["anna"], *span)


def names(header: str, since: str = "2026-11-20", until: str = "2027-11-19") -> list[str]:
    """The occasions that Anna keeps in a year."""
    return [one.occasion for one in kept(header, since, until)]
