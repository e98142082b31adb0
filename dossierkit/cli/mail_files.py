"""Mails that the user names: files, mailboxes, or standard input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from dossierkit.cli.given_file import given_bytes
from dossierkit.mail.incoming.letter_box import LARGEST, Mail, NoMail, mails_in
from dossierkit.text.translation import _


def read_mails(files: Sequence[str]) -> Iterator[Mail]:
    """The mails in some files, `-` being standard input, one at a time; an expected failure for
    one that can't be read or is no mail."""
    for name in files:
        try:
            yield from mails_in(_bytes_of(name))
        except NoMail as error:
            shown = _("standard input") if name == "-" else name
            raise click.ClickException(f"{shown}: {error}") from error


def _bytes_of(name: str) -> bytes:
    data = given_bytes(name, LARGEST)
    if len(data) > LARGEST:
        raise NoMail(
            _("more than {largest} MB; split the mailbox").format(largest=LARGEST // 1024 // 1024)
        )
    if not data.strip():
        raise NoMail(_("there is nothing in it"))
    return data
