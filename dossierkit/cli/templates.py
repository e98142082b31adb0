"""`dossier templates`: the kinds of letters, what each needs, and how one would look."""

from __future__ import annotations

from datetime import date

import click

from dossierkit.cli.completing import PURPOSE
from dossierkit.cli.opening import find_who, open_book
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.cli.purpose import check_words, near
from dossierkit.text.translation import _


@click.command("templates", short_help="List the kinds of letters, and what each needs.")
@click.argument("purpose", type=PURPOSE, required=False)
@click.option("--with", "who", metavar="WHO", help="How PURPOSE would look to this customer.")
@click.option("--occasion", metavar="NAME", help="With --with: what is greeted.")
@click.option("--language", metavar="CODE", help="With --with: in this language.")
@format_option("table", "json")
@on_option
@book_option
def command(
    purpose: str | None,
    who: str | None,
    occasion: str | None,
    language: str | None,
    output_format: str,
    on: date | None,
    book_path: str | None,
) -> int:
    """List the kinds of letters that can be written, in which languages, and what each needs.

    \b
    Examples:
      dossier templates
      dossier templates price-update
      dossier templates greeting --with anna --occasion birthday
      dossier templates thanks --with anna --language de

    With PURPOSE, every fact that it uses: those that must be known, those that only some letters
    need, those that are used where they are known, and the sensitive ones it may use. With
    PURPOSE --with WHO, the letter as it would be: what was chosen and why, the text, and all that
    would stop it (then the exit status is 1). Nothing is ever written.

    JSON: [{"purpose", "bulk", "bulk_to_many", "for", "always", "sometimes", "if_known",
    "sensitive", "languages": [{"language", "path", "origin", "always" …, "wrong": [findings]}]}];
    with --with {"id", "purpose", "occasion", "to", "languages", "why", "templates", "subject",
    "text", "stops"}.
    """
    if who is None and (occasion or language):
        raise click.UsageError(_("--occasion and --language go with --with WHO"))
    if who is not None and purpose is None:
        raise click.UsageError(_("say which letter: dossier templates PURPOSE --with WHO"))
    check_words(occasion, language)
    book = open_book(book_path)
    if purpose is not None and purpose not in book.purposes:
        hint = near(purpose, tuple(sorted(book.purposes)))
        raise click.ClickException(
            _("there are no templates for '{purpose}'; {hint}").format(purpose=purpose, hint=hint)
        )
    if purpose is not None and who is not None:
        from dossierkit.cli.templates_preview import show_preview
        from dossierkit.mail.letter import Request

        dossier = find_who(who, book.customers, book)
        request = Request(on or date.today(), occasion, language)
        return show_preview(book, purpose, dossier, request, output_format)
    from dossierkit.cli.templates_text import kind_data, say_kind, say_kinds
    from dossierkit.mail.checking.catalogue import catalogue

    kinds = catalogue(book, *([purpose] if purpose else []))
    if output_format == "json":
        say_json([kind_data(kind) for kind in kinds])
    elif purpose is not None:
        say_kind(kinds[0])
    elif kinds:
        say_kinds(kinds)
    else:
        remark(_("there are no templates; put one into templates/<purpose>/en.md"))
    return int(any(form.wrong for kind in kinds for form in kind.forms))
