"""Mails whose signatures are to be read: the file taken apart for `exchange.signatures`."""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.exchange.arrival import Arrived, CannotRead, Options
from dossierkit.exchange.signatures import Wrote, proposals
from dossierkit.mail.incoming.decoding import whole_text, without_quotes
from dossierkit.mail.incoming.letter_box import NoMail, numbered_mails
from dossierkit.mail.incoming.nature import nature_of
from dossierkit.mail.incoming.sender import sender_address, sender_name


def read_signatures(data: bytes, name: str, options: Options) -> Arrived:
    """The people who signed the mails of a file; machines, lists and out-of-office notes are left
    out. Raises CannotRead for what is no mail."""
    try:
        return proposals(name, _mails(data, name), options)
    except NoMail as error:
        raise CannotRead(f"{name}: {error}") from error


def _mails(data: bytes, name: str) -> Iterator[Wrote]:
    for line, mail in numbered_mails(data):
        address = sender_address(mail)
        if address and nature_of(mail) == "answer":
            text = without_quotes(whole_text(mail), keeps_signature=True)
            yield Wrote(f"{name}:{line}", sender_name(mail), address, text)
