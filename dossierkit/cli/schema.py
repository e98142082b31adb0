"""`dossier schema`: what a header may say, as a JSON Schema for editors and other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dossierkit.cli.opening import broken_policy
from dossierkit.cli.options import KIND_WORDS, book_option
from dossierkit.cli.output import say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping


class SchemaKindParam(click.ParamType[str]):
    """A kind of dossier in the singular or the plural, or `book`."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from dossierkit.editor.json_schema import BOOK, KINDS

        word = str(value).lower()
        kind = BOOK if word in ("book", "book.yaml") else KIND_WORDS.get(word, word)
        if kind not in KINDS:
            message = _("'{word}' is no kind; there are {kinds}")
            self.fail(message.format(word=value, kinds=", ".join(KINDS)), param, ctx)
        return kind


@click.command("schema", short_help="Print the JSON Schema of a header.")
@click.argument("kind", type=SchemaKindParam(), metavar="KIND")
@book_option
def command(kind: str, book_path: str | None) -> int:
    """Print what the header of a KIND may say, as a JSON Schema (2020-12).

    KIND is customer, company, country, member, or book (book.yaml). Inside of a book its own
    fields (`fields:` in book.yaml) stand under `custom`. docs/editors.md says which editors and
    tools read it; 'dossier lsp' knows more.

    \b
    Examples:
      dossier schema customer > customer.schema.json
      dossier schema book | python -m json.tool | less
    """
    from dossierkit.editor.json_schema import schema_of

    say_json(schema_of(kind, _own_fields(book_path)))
    return 0


def _own_fields(book_path: str | None) -> Mapping[str, Any]:
    """The fields that the book declares; none outside of a book, unless one was named."""
    import os
    from pathlib import Path

    from dossierkit.book.broken import BrokenBook
    from dossierkit.book.find import NoBook, find_folder
    from dossierkit.book.load import load_policy

    try:
        return load_policy(Path(find_folder(os.getcwd(), book_path))).fields
    except NoBook as error:
        if book_path:
            raise click.ClickException(str(error)) from error
        return {}
    except BrokenBook as error:
        raise click.ClickException(broken_policy(error)) from error
