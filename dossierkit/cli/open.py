"""`dossier open`: from a dossier to the mail program, the phone, a page, a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import click

from dossierkit.book.fields import dossiers_of
from dossierkit.cli.completing import WHO
from dossierkit.cli.opening import find_any, open_book
from dossierkit.cli.options import book_option
from dossierkit.cli.output import remark, safe, say
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.schema.dossier import Dossier

WAYS = ("mail", "phone", "web", "map")
_MAP = "https://www.openstreetmap.org/search?query="


@click.command("open")
@click.argument("who", type=WHO)
@click.argument("way", type=click.Choice(WAYS), default="mail")
@click.option("--print", "only_print", is_flag=True, help="Print the link instead of opening it.")
@book_option
def command(who: str, way: str, only_print: bool, book_path: str | None) -> int:
    """Open a new mail to WHO, call them, or open their website or their place on a map.

    \b
    Examples:
      dossier open anna
      dossier open anna phone
      dossier open brightlite web
      dossier open brightlite map --print

    WHO is an id, a unique beginning of one, or a name of a customer or company. What opens is the
    program that your system has for such links. Nobody is written to who asked not to be, at none
    of their addresses. Write down what came of it with 'dossier log'.
    """
    book = open_book(book_path)
    kinds = dossiers_of(book)
    dossier = find_any(who, {kind: kinds[kind] for kind in ("customer", "company")}, book)
    link = _link(book, dossier, way)
    if only_print:
        say(safe(link))
        return 0
    remark(_("opening {link}").format(link=link))
    if click.launch(link):
        raise click.ClickException(
            _("no program opens {link}; print it with --print").format(link=link)
        )
    if isinstance(dossier.facts, Customer) and way in ("mail", "phone"):
        event = "email out" if way == "mail" else "call"
        remark(_("afterwards: dossier log {id} {event} TEXT").format(id=dossier.id, event=event))
    return 0


def _link(book: Book, dossier: Dossier[Any], way: str) -> str:
    """The link of a way to somebody; an expected failure if there is none, or must be none."""
    makers = {"mail": _mail, "phone": _phone, "web": _web, "map": _map}
    return makers[way](book, dossier)


def _mail(book: Book, dossier: Dossier[Any]) -> str:
    if not isinstance(dossier.facts, Customer):
        raise click.ClickException(
            _(
                "{id} is a company; write to one of its people: dossier list --where company={id}"
            ).format(id=dossier.id)
        )
    from dossierkit.mail.stops import stops_of

    stops = stops_of(book)
    if stop := stops.stop(dossier, "personal"):
        raise click.ClickException(stop.message)
    return f"mailto:{quote(stops.address(dossier) or '', safe='@')}"


def _phone(book: Book, dossier: Dossier[Any]) -> str:
    facts = dossier.facts
    if isinstance(facts, Customer) and facts.consent.do_not_contact:
        raise click.ClickException(
            _("{path}: they asked not to be contacted").format(path=dossier.path)
        )
    numbers = facts.reach.phone if isinstance(facts, Customer) else ()
    if not numbers:
        raise _missing(dossier, "reach.phone" if isinstance(facts, Customer) else "")
    return "tel:" + "".join(mark for mark in numbers[0] if mark.isdigit() or mark == "+")


def _web(book: Book, dossier: Dossier[Any]) -> str:
    page = _company(book, dossier, "website")
    if isinstance(dossier.facts, Customer):
        page = dossier.facts.reach.website or page
    if not page:
        raise _missing(dossier, "website")
    address = page if "://" in page else f"https://{page}"
    if urlsplit(address).scheme not in ("http", "https"):
        raise click.ClickException(
            _("{path}: '{page}' is no address of a website").format(path=dossier.path, page=page)
        )
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~")


def _map(book: Book, dossier: Dossier[Any]) -> str:
    address = _company(book, dossier, "address")
    if not address:
        raise _missing(dossier, "address")
    return _MAP + quote(" ".join(address.replace("\n", ", ").split()), safe="")


def _company(book: Book, dossier: Dossier[Any], field: str) -> str | None:
    """A fact of a company, or of the one that a customer works for."""
    facts = dossier.facts
    if isinstance(facts, Customer):
        company = book.company_of(facts)
        facts = company.facts if company else None
    value: str | None = getattr(facts, field) if isinstance(facts, Company) else None
    return value


def _missing(dossier: Dossier[Any], field: str) -> click.ClickException:
    if not field:
        return click.ClickException(
            _(
                "{id} is a company; call one of its people: dossier list --where company={id}"
            ).format(id=dossier.id)
        )
    where = dossier.path
    if isinstance(dossier.facts, Customer) and field in ("website", "address"):
        company = dossier.facts.company
        where = f"dossiers/companies/{company}.md" if company else dossier.path
    return click.ClickException(_("{path}: fill '{field}'").format(path=where, field=field))
