"""`dossier new`: a new dossier, with what is known filled in and questions for the rest."""

from __future__ import annotations

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal, Wanted, Wish, changed
from dossierkit.book.countries import CountryFacts, country_codes, country_facts
from dossierkit.book.fields import GROUPS
from dossierkit.book.files import FOLDERS
from dossierkit.book.ids import suggest_id
from dossierkit.book.newfile import new_text
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.newcomer import require_new, writer
from dossierkit.cli.options import WITH_LOG, KindParam, book_option
from dossierkit.cli.output import remark, say
from dossierkit.cli.target import own_type, split_fact, wish
from dossierkit.history.commit import FileEdit, Message, WriteRefused, write
from dossierkit.schema.codes import ID_FORM
from dossierkit.schema.country import WEEKDAYS
from dossierkit.text.edit import Path
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _


@click.command("new", short_help="Begin a new dossier.")
@click.argument("kind", type=KindParam())
@click.argument("name")
@click.option("--set", "facts", multiple=True, metavar="FIELD=VALUE", help="A fact you know.")
@click.option("--id", "given_id", metavar="ID", help="The file's name, if not made of the name.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for the history.")
@book_option
def command(
    kind: str,
    name: str,
    facts: tuple[str, ...],
    given_id: str | None,
    why: str,
    book_path: str | None,
) -> int:
    """Begin a dossier of a KIND: customer, company, country or member.

    \b
    Examples:
      dossier new customer "Eva Brandt" --set company=brightlite --set language.prefers=de
      dossier new customer 张伟 --set reach.wechat=zhangwei88
      dossier new company "Fjordlys AS" --set country=no
      dossier new country dk

    The id is made of the name, in any script (王小明 is wang-xiao-ming). A country is filled from
    what the program knows: languages, currency, time zones, holidays. Every other fact worth
    knowing stands in the file as a commented question; take the '#' away and answer it.
    """
    book = open_for_few(book_path)
    country = _country(name) if kind == "country" else None
    name = " ".join((country.name if country else name).split())
    if not name:
        raise click.ClickException(_("the dossier needs a name"))
    wishes = _wishes(book, kind, country, facts)
    dossier_id = _id(book, kind, country, name, given_id, wishes)
    path = f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"
    content = _content(book, kind, dossier_id, path, name, wishes)
    require_new(book, kind, dossier_id, path, name, content)
    message = Message("new", dossier_id, kind, why, (dossier_id,))

    def begin(before: bytes | None) -> bytes:
        if before is not None:
            raise Refusal(
                _("{path} has appeared meanwhile; it was left as it is").format(path=path)
            )
        return content

    try:
        write(book.root, book.policy, [FileEdit(path, begin)], message)
    except (WriteRefused, Refusal) as error:
        raise click.ClickException(str(error)) from error
    say(path)
    _say_next(book, kind, dossier_id, wishes)
    return 0


def _country(name: str) -> CountryFacts:
    """The country that a code or a name, English or Chinese, means; an expected failure if none."""
    folded = name.strip().casefold()
    for code in sorted(country_codes()):
        facts = country_facts(code)
        if facts and folded in (code, facts.name.casefold(), facts.name_zh):
            return facts
    from difflib import get_close_matches

    names = [facts.name for code in country_codes() if (facts := country_facts(code))]
    near = get_close_matches(name, names, 1)
    hint = _("did you mean {near}? ").format(near=near[0]) if near else ""
    raise click.ClickException(
        _(
            "there is no country '{name}'; {hint}the two letters of its code are enough, as in de"
        ).format(name=name, hint=hint)
    )


def _wishes(
    book: Book, kind: str, country: CountryFacts | None, facts: tuple[str, ...]
) -> dict[Path, Wish]:
    """What is known from the start: the program's own facts, and the user's, which come first."""
    wishes = _facts_of(country) if country else {}
    if kind == "customer" and (owner := writer(book)):
        wishes["owner",] = owner
    for text in facts:
        name, value = split_fact(text)
        path = tuple(name.split("."))
        wishes[path] = wish(name, own_type(book, kind, path), value)
    return wishes


def _facts_of(country: CountryFacts) -> dict[Path, Wish]:
    """What the program knows of a country (M18, M20, M21)."""
    weekend = [WEEKDAYS[day] for day in sorted(country.weekend)]
    return {
        ("languages",): [*country.languages],
        ("currency",): country.currency,
        ("timezones",): [*country.timezones],
        ("calling-code",): country.calling_code,
        ("population",): str(country.population),
        ("gdp-per-head",): str(country.gdp_per_head),
        ("weekend",): [*weekend],
        ("holidays", "calendar"): country.code.upper(),
    }


def _id(
    book: Book,
    kind: str,
    country: CountryFacts | None,
    name: str,
    given: str | None,
    wishes: dict[Path, Wish],
) -> str:
    if given is not None:
        if not ID_FORM.fullmatch(given):
            raise click.UsageError(
                _("'{given}' is no id; write small letters, digits and '-'").format(given=given)
            )
        return given
    if country:
        return country.code
    made = suggest_id(name, _lives_in(book, wishes))
    if not made:
        raise click.ClickException(
            _("no id can be made of '{name}'; give one: --id wang-xiao-ming").format(name=name)
        )
    return made


def _lives_in(book: Book, wishes: dict[Path, Wish]) -> str | None:
    """The country of somebody new, their own or their company's."""
    company = book.companies.get(str(wishes.get(("company",))))
    own = wishes.get(("country",)) or (company.facts.country if company else None)
    return str(own).lower() if own else None


def _content(
    book: Book, kind: str, dossier_id: str, path: str, name: str, wishes: dict[Path, Wish]
) -> bytes:
    """The file; an expected failure for a value that can't be."""
    try:
        empty = new_text(GROUPS[kind], name, with_log=kind in WITH_LOG).encode()
        wanted = Wanted(wishes)
        return changed(GROUPS[kind], dossier_id, path, empty, None, wanted, book.policy.fields)
    except (Refusal, CannotEdit) as error:
        raise click.ClickException(str(error)) from error


def _say_next(book: Book, kind: str, dossier_id: str, wishes: dict[Path, Wish]) -> None:
    country = _lives_in(book, wishes)
    if kind != "country" and country and country not in book.countries:
        remark(
            _("nothing is known of the country yet: dossier new country {country}").format(
                country=country
            )
        )
    company = wishes.get(("company",))
    if company and str(company) not in book.companies:
        remark(
            _("the company has no dossier yet: dossier new company NAME --id {company}").format(
                company=company
            )
        )
    if kind in ("customer", "company"):
        remark(
            _(
                "next: answer what you know in the file, then: dossier log {dossier_id} EVENT TEXT"
            ).format(dossier_id=dossier_id)
        )
