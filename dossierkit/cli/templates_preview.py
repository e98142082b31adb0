"""`dossier templates PURPOSE --with WHO`: how a letter would look, and what would stop it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.mail.letter import Request
    from dossierkit.mail.preview import Preview
    from dossierkit.schema.customer import Customer
    from dossierkit.schema.dossier import Dossier


def show_preview(
    book: Book, purpose: str, dossier: Dossier[Customer], request: Request, output_format: str
) -> int:
    """Prints the preview of a letter; gives the exit status: 1 if something would stop it."""
    from dossierkit.mail.preview import preview
    from dossierkit.mail.templates import load_templates
    from dossierkit.mail.workshop import Workshop

    with Workshop() as workshop:
        found = preview(book, load_templates(book.root, purpose), request, dossier, workshop)
    if output_format == "json":
        say_json(_data(found, dossier, purpose, request))
    else:
        _say(found, dossier, purpose, request)
    return 1 if found.stops else 0


def _data(
    found: Preview, dossier: Dossier[Customer], purpose: str, request: Request
) -> dict[str, Any]:
    letter = found.letter
    return {
        "id": dossier.id,
        "purpose": purpose,
        "occasion": (letter.key.occasion if letter else request.occasion) or None,
        "to": letter.recipient.address if letter else None,
        "languages": list(letter.languages) if letter else [],
        "why": letter.why if letter else None,
        "templates": list(found.templates),
        "subject": letter.content.subject if letter else None,
        "text": letter.content.text if letter else None,
        "stops": list(found.stops),
    }


def _say(found: Preview, dossier: Dossier[Customer], purpose: str, request: Request) -> None:
    letter = found.letter
    if found.templates:
        say(safe(_("Template: {templates}").format(templates=", ".join(found.templates))))
    if letter:
        say(
            safe(
                _("Language: {languages} ({why})").format(
                    languages=", ".join(letter.languages), why=letter.why
                )
            )
        )
        say(
            safe(
                _("To:       {name} <{address}>").format(
                    name=letter.recipient.name, address=letter.recipient.address
                )
            )
        )
        say(safe(f"Subject:  {letter.content.subject}"))
        say("\n" + safe(letter.content.text, lines=True).rstrip("\n"))
    for stop in found.stops:
        remark(_("stops it: {stop}").format(stop=stop))
    if found.stops:
        remark(_("this is only a preview; such a letter is not made"))
    else:
        words = ["dossier", "render", purpose, dossier.id]
        words += ["--on", str(request.day)] if request.day != date.today() else []
        words += ["--occasion", request.occasion] if request.occasion else []
        words += ["--language", request.language] if request.language else []
        remark(_("nothing stops it; next: {words}").format(words=" ".join(words)))
