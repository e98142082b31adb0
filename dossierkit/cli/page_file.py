"""Writing a page where the user says, and over nothing but an earlier page of its kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from dossierkit.text.translation import _


def write_page(file: Path, text: str, is_ours: Callable[[bytes], bool], what: str) -> None:
    """Writes a page into a new file, or in the place of an earlier one, whole or not at all.

    An expected failure if something else is there, or the place can't be written.
    """
    from dossierkit.text.atomic import Changed, ReadOnly, create, let_go, replace

    if file.is_dir():
        raise click.ClickException(
            _("{file} is a folder; name a file: {file_2}").format(
                file=file, file_2=file / f"{what}.html"
            )
        )
    try:
        old = file.read_bytes() if file.exists() else None
        if old is not None and not is_ours(old):
            hint = _("choose another name, or delete it first")
            raise click.ClickException(
                _("{file} is there already and is no {what} of ours; {hint}").format(
                    file=file, what=what, hint=hint
                )
            )
        data = text.encode()
        done = (
            create(file, data, file.parent)
            if old is None
            else replace(file, old, data, file.parent)
        )
        let_go(done)
    except (Changed, ReadOnly) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            _("{file} can't be written: {strerror}").format(
                file=file, strerror=error.strerror or error
            )
        ) from error
