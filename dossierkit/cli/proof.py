"""`dossier proof`: a letter made again from the commit it was sent from, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossierkit import __version__
from dossierkit.cli.opening import find_root
from dossierkit.cli.options import book_option, format_option
from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.sent import Letter
    from dossierkit.mail.sending.again import Again


@click.command("proof", short_help="Show that a letter went out as it was written.")
@click.argument("message_id", metavar="MESSAGE-ID")
@format_option("text", "json")
@book_option
def command(message_id: str, output_format: str, book_path: str | None) -> int:
    """Make a letter again from the commit it was sent from, and compare it with what was sent.

    MESSAGE-ID stands in the letter's header, with or without its angle brackets; the key before
    the '@' will do. Of a letter that a person edited, the words themselves were kept: they are
    compared with what the book would have said.

    \b
    Examples:
      dossier proof '<204447180d5755770140e764cbe8567a@lumora.example>'
      dossier proof 204447180d5755770140e764cbe8567a --format json

    Exit status 0 if all parts are the same, 1 if they differ or can't be made again. JSON:
    {"letter", "state", "to", "at", "by", "commit", "result", "differs", "difference", "why"}.
    """
    from dossierkit.book.sent import SENT, letter_with
    from dossierkit.mail.sending.evidence import difference, differing

    root = find_root(book_path)
    letter = letter_with(root, message_id)
    if letter is None:
        raise click.ClickException(
            _(
                "no letter of this book has the Message-ID '{message_id}'; it stands in the header "
                "of the letter, and its key is the name of a file below dossiers/mail/"
            ).format(message_id=message_id)
        )
    again = _again(root, letter)
    differs = differing(dict(letter.parts), again.draft.hashes()) if again.draft else []
    lines: list[str] = []
    if again.draft and letter.kept:
        lines = difference(letter.kept.text or letter.kept.html, again.draft.text)
    result = "not sent" if letter.state != SENT else "differs" if differs else "identical"
    result = "can't be made again" if again.draft is None and letter.state == SENT else result
    found = {
        "letter": letter.message_id,
        "state": letter.state,
        "to": letter.address,
        "at": letter.at.isoformat(),
        "by": letter.by,
        "commit": letter.commit,
        "result": result,
        "differs": differs,
        "difference": lines,
        "why": again.why or None,
    }
    say_json(found) if output_format == "json" else _say(letter, found)
    return int(result != "identical")


def _again(root: Path, letter: Letter) -> Again:
    """The letter as its commit says it."""
    from dossierkit.book.broken import BrokenBook
    from dossierkit.book.load import load
    from dossierkit.history.git import NoHistory
    from dossierkit.history.past.snapshot import NoSuchRevision, snapshot
    from dossierkit.mail.message import Key
    from dossierkit.mail.sending.again import Again
    from dossierkit.mail.sending.evidence import made_again
    from dossierkit.mail.workshop import Workshop

    if letter.commit is None:
        why = _("the book had changes that no commit had, or no git, when it was sent")
        return Again(None, why)
    key = Key(letter.customer, letter.purpose, letter.occasion, letter.day)
    try:
        with snapshot(root, letter.commit) as folder, Workshop() as workshop:
            book = load(folder)
            _bring_attachments(root, folder, letter)
            again = made_again(book, key, letter.languages, workshop)
            if again.draft and again.draft.hashes() == letter.parts:
                return again
            many = made_again(book, key, letter.languages, workshop, is_bulk=True)
            return many if many.draft and many.draft.hashes() == letter.parts else again
    except (NoHistory, NoSuchRevision, BrokenBook) as error:
        return Again(
            None,
            _("commit {commit} can't be read: {error}").format(
                commit=letter.commit[:8], error=error
            ),
        )


def _bring_attachments(root: Path, folder: Path, letter: Letter) -> None:
    """Puts the files that the templates attach into the book as it stood, from the same commit."""
    from dossierkit.history.git import NoHistory, read_bytes
    from dossierkit.mail.templates import load_templates

    for template in load_templates(folder, letter.purpose).by_language.values():
        for path in getattr(template, "attach", ()):
            file = folder / path
            if file.exists() or ".." in Path(path).parts:
                continue
            try:
                data = read_bytes(root, "show", f"{letter.commit}:./{path}")
            except NoHistory:
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def _say(letter: Letter, found: dict[str, Any]) -> None:
    """The result in words; what differs, line by line."""
    what = f"{letter.purpose} {letter.occasion}".strip()
    when = f"{letter.at:%Y-%m-%d %H:%M}"
    say(
        safe(
            _("{what} of {day} to {customer} <{address}>, by {by}").format(
                what=what,
                day=letter.day,
                customer=letter.customer,
                address=letter.address,
                by=letter.by,
            )
        )
    )
    say(
        safe(
            _("{state} on {when}{reply}").format(
                state=letter.state, when=when, reply=f": {letter.reply}" if letter.reply else ""
            )
        )
    )
    result, commit = found["result"], (letter.commit or "")[:8]
    if result == "identical":
        say(
            _("identical: {parts} are what commit {commit} says").format(
                parts=_listed(list(letter.parts)), commit=commit
            )
        )
    elif result == "differs":
        say(
            _("differs from what commit {commit} says: {differs}").format(
                commit=commit, differs=_listed(found["differs"])
            )
        )
        if letter.program != __version__:
            remark(
                _("it was made by dossierkit {program}, and this is {version}").format(
                    program=safe(letter.program), version=__version__
                )
            )
        _say_kept(found["difference"], letter)
    elif result == "can't be made again":
        say(safe(_("it can't be made again: {why}").format(why=found["why"])))
        _say_kept([], letter)
    else:
        remark(_("it is not known that it went out; nothing to prove"))


def _say_kept(lines: Sequence[str], letter: Letter) -> None:
    if lines:
        for line in lines:
            say(safe(line))
    elif letter.kept:
        say(_("what was sent is kept:"))
        say()
        say(safe(_("Subject: {subject}").format(subject=letter.kept.subject)))
        say()
        say(safe(letter.kept.text or letter.kept.html, lines=True).rstrip("\n"))
    else:
        remark(
            _("the words were not kept; the parts' SHA-256 stand in its file below dossiers/mail/")
        )


def _listed(names: Sequence[str]) -> str:
    return safe(", ".join(names))
