"""`dossier doctor`: examining a book's git."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierkit.cli.findings import number_of
from dossierkit.cli.opening import find_root
from dossierkit.cli.options import book_option, format_option
from dossierkit.cli.output import paint, remark, safe, say, say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.history.team.examinations.examined import Examined

_COLOURS = {"ok": "green", "warning": "yellow", "error": "red"}


@click.command("doctor", short_help="Examine the book's git, and say how to mend it.")
@click.option("--fix", is_flag=True, help="Set up what is missing: driver, attributes, hook …")
@click.option(
    "--backup",
    "backup",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write everything committed into one file, and prove that it can be restored.",
)
@click.option("--require-signed", is_flag=True, help="List commits without a good signature.")
@click.option("--since", metavar="REV", help="With --require-signed: only commits after this one.")
@click.option(
    "--write-hooks",
    "hooks",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the hooks and the CI workflow that come with the program.",
)
@format_option("text", "json")
@book_option
def command(
    fix: bool,
    backup: Path | None,
    require_signed: bool,
    since: str | None,
    hooks: Path | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Examine the book's git: who you are, merging, the remote, locks, objects, backups.

    \b
    Examples:
      dossier doctor
      dossier doctor --fix
      dossier doctor --backup ~/backup/book.bundle
      dossier doctor --require-signed --since v1
      dossier doctor --write-hooks hooks        (on a server, too; see docs/team.md)

    Nothing is changed without --fix, which does only what 'dossier init' does in a clone. A backup
    is restored with: git clone FILE DIR.

    Exit status 1 if there is an error; warnings alone don't fail. JSON is a list of {"name",
    "status": "ok", "warning" or "error", "text", "remedy"}.
    """
    if since is not None and not require_signed:
        raise click.UsageError(_("--since goes with --require-signed"))
    if hooks is not None:
        return _write_hooks(hooks)
    root = find_root(book_path)
    if require_signed:
        return _say_unsigned(root, since, output_format)
    if fix:
        _fix(root)
    if backup is not None:
        return _back_up(root, backup)
    from dossierkit.history.team.doctor import examine

    found = list(examine(root, datetime.now(UTC)))
    if output_format == "json":
        say_json([examined._asdict() for examined in found])
    else:
        _say(found)
    return int(any(examined.status == "error" for examined in found))


def _write_hooks(folder: Path) -> int:
    from dossierkit.history.team.hook_files import write_hooks

    try:
        files = write_hooks(folder)
    except FileExistsError as error:
        raise click.ClickException(str(error)) from error
    for file in files:
        say(safe(str(file)))
    remark(_("what each is for, and where it belongs, stands at its top and in docs/team.md"))
    return 0


def _fix(root: Path) -> None:
    from dossierkit.book.writing import Busy, Outside
    from dossierkit.history.git import NoHistory
    from dossierkit.history.team.setup import set_up
    from dossierkit.text.atomic import Changed, ReadOnly

    try:
        for sentence in set_up(root):
            remark(sentence)
    except (NoHistory, Busy, Outside, Changed, ReadOnly) as error:
        raise click.ClickException(str(error)) from error


def _back_up(root: Path, file: Path) -> int:
    from dossierkit.history.team.bundle import NoBackup, back_up

    try:
        made = back_up(root, file.expanduser(), datetime.now(UTC))
    except NoBackup as error:
        raise click.ClickException(str(error)) from error
    say(
        _("{file}: branches and tags {names}, restored and compared").format(
            file=safe(str(made.file)), names=made.names
        )
    )
    if made.left_out:
        remark(
            _("not committed, so not in it: {left_out}").format(left_out=", ".join(made.left_out))
        )
    return 0


def _say_unsigned(root: Path, since: str | None, output_format: str) -> int:
    from dossierkit.history.team.remote import CannotSync
    from dossierkit.history.team.signatures import unsigned

    try:
        found = unsigned(root, since)
    except CannotSync as error:
        raise click.ClickException(str(error)) from error
    if output_format == "json":
        say_json([one._asdict() for one in found])
    else:
        for one in found:
            say(f"{one.commit}  {safe(one.author)}: {safe(one.subject)} ({one.why})")
        if found:
            remark(
                _("{commit} without a good signature").format(
                    commit=number_of(len(found), "{count} commit", "{count} commits")
                )
            )
        else:
            say(_("every commit is signed"))
    return int(bool(found))


def _say(found: list[Examined]) -> None:
    for examined in found:
        status = paint(f"{examined.status:8}", _COLOURS[examined.status])
        text = safe(examined.text, lines=True).replace("\n", "\n            ")
        say(f"{status}{safe(_(examined.name))}: {text}")
        if examined.remedy and examined.status != "ok":
            say("        → " + safe(examined.remedy, lines=True).replace("\n", "\n          "))
    bad = [number for number in _counts(found) if not number.startswith("0")]
    remark(", ".join(bad) if bad else _("all is well"))


def _counts(found: list[Examined]) -> list[str]:
    errors = sum(examined.status == "error" for examined in found)
    warnings = sum(examined.status == "warning" for examined in found)
    return [
        number_of(errors, "{count} error", "{count} errors"),
        number_of(warnings, "{count} warning", "{count} warnings"),
    ]
