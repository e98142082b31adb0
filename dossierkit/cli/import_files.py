"""The files of an import: read once, recognised, and looked at again before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import click

from dossierkit.cli.given_file import given_bytes
from dossierkit.exchange.arrival import (
    MOST_BYTES,
    Arrival,
    Arrived,
    CannotRead,
    Options,
    Reader,
)
from dossierkit.exchange.readers import KINDS, SIGNATURES, reader_of, recognise
from dossierkit.mail.incoming.letter_box import LARGEST
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _

STDIN = "stdin"
"""The name under which findings show what came from standard input."""


class Incoming(NamedTuple):
    """A file that was read: its name as it was given, its kind, the hash of its bytes, and what it
    says."""

    name: str
    kind: str
    digest: bytes
    arrived: Arrived


def read_files(names: Sequence[str], kind: str | None, options: Options) -> list[Incoming]:
    """Reads some files, `-` being standard input; an expected failure for one that can't be
    read."""
    return [_read(name, kind, options) for name in dict.fromkeys(names)]


def _read(name: str, kind: str | None, options: Options) -> Incoming:
    shown = STDIN if name == "-" else name
    data = _bytes_of(name, LARGEST if kind == SIGNATURES else MOST_BYTES)
    if not data.strip():
        raise click.ClickException(_("{name}: there is nothing in it").format(name=shown))
    found = kind or recognise(data)
    if found is None:
        said = _("{name}: nothing tells what kind of file it is; say it with --as: {kinds}")
        raise click.ClickException(said.format(name=shown, kinds=" ".join(KINDS)))
    try:
        arrived = _reader(found)(data, shown, options)
    except CannotRead as error:
        raise click.ClickException(str(error)) from error
    return Incoming(shown, found, hashlib.sha256(data).digest(), arrived)


def _reader(kind: str) -> Reader:
    if kind != SIGNATURES:
        return reader_of(kind)
    from dossierkit.cli.import_signatures import read_signatures

    return read_signatures


def _bytes_of(name: str, most: int) -> bytes:
    """The bytes of a file; an expected failure for one that can't be read, or is too large."""
    data = given_bytes(name, most)
    if len(data) > most:
        said = _("{name} has more than {most} MB; split it, and import the parts")
        shown = STDIN if name == "-" else name
        raise click.ClickException(said.format(name=shown, most=most // 1024 // 1024))
    return data


def read_mapping(name: str | None) -> bytes | None:
    """The content of a mapping file; an expected failure if it can't be read."""
    return None if name is None else _bytes_of(name, MOST_BYTES)


def require_unchanged(files: Sequence[Incoming]) -> None:
    """An expected failure if a file is not what it was when the preview was made of it."""
    for file in files:
        if file.name == STDIN:
            continue
        most = LARGEST if file.kind == SIGNATURES else MOST_BYTES
        if hashlib.sha256(_bytes_of(file.name, most)).digest() != file.digest:
            said = _("{name} has changed since the preview; nothing was written: import it again")
            raise click.ClickException(said.format(name=file.name))


def arrivals_of(files: Sequence[Incoming], only: Sequence[str]) -> list[Arrival]:
    """All arrivals of the files, or those at the places that the user named."""
    arrivals = [arrival for file in files for arrival in file.arrived.arrivals]
    if not only:
        return arrivals
    wanted = {place_of(files, place) for place in only}
    return [arrival for arrival in arrivals if arrival.place in wanted]


def place_of(files: Sequence[Incoming], text: str) -> str:
    """The place that the user means: `contacts.vcf:12`, or just `12` if there is one file; wrong
    usage if nobody stands there."""
    place = f"{files[0].name}:{text}" if text.isdigit() and len(files) == 1 else text
    if not any(arrival.place == place for file in files for arrival in file.arrived.arrivals):
        said = _("nobody stands at '{place}'; write a place as the preview shows it")
        raise click.UsageError(said.format(place=text))
    return place


def findings_of(files: Sequence[Incoming]) -> list[Finding]:
    """What of the files belongs to nobody."""
    return [finding for file in files for finding in file.arrived.findings]
