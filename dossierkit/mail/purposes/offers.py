"""Letters with something new: products, and the true story of another customer (M46, M47)."""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.stories import Story, stories_of
from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.purposes.shapes import NewProduct, TrueStory
from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.method.selling.cross_selling import cross_selling
from dossierkit.method.selling.stories import fitting_stories
from dossierkit.prices.lists import list_on
from dossierkit.schema.pricelist import PriceList, PriceRow
from dossierkit.text.translation import _

MOST = 4
"""How many new products one letter shows: it is a letter, no catalogue."""


def _new_product(task: Task) -> Data | Unfit:
    refused = task.refused()
    prices = list_on(task.book.price_lists, task.day)
    if refused or prices is None:
        return refused or Unfit(
            _("no price list is in force on {day}: put one in dossiers/prices").format(day=task.day)
        )
    rows = [*_proposed(task, prices), *_in_their_groups(task, prices)]
    shown = {row.sku: row for row in reversed(rows)}
    new = [row for sku, row in reversed(shown.items())][:MOST]
    if not new:
        message = _("nothing in {path} is new for them, or 'buys' in {dossier_path} is empty")
        message = message.format(path=prices.path, dossier_path=task.dossier.path)
        return Unfit(message, _("have nothing new"))
    places = [Place(f"{prices.path}:{row.line}") for row in new]
    facts = tuple(Facts(row, "row", place) for row, place in zip(new, places, strict=True))
    return {"products": facts, "list_date": prices.start}


def _proposed(task: Task, prices: PriceList) -> Iterator[NewProduct]:
    """What takes over from a product of theirs, and what is new beside one (M47)."""
    for one in cross_selling(task.book, task.dossier, task.day):
        if one.kind in ("successor", "new"):
            before, _names, after = _("replaces {old}").partition("{old}")
            old = (
                one.reason.removeprefix(before).removesuffix(after)
                if one.kind == "successor"
                else None
            )
            yield _product(prices.rows[one.sku], old)


def _in_their_groups(task: Task, prices: PriceList) -> Iterator[NewProduct]:
    """What no earlier list has, in a group that stands in their `buys`."""
    earlier = [one for one in task.book.price_lists if one.start < prices.start]
    seen = {sku for one in earlier for sku in one.rows}
    for sku, row in prices.rows.items():
        if earlier and row.group in task.case.buys and sku not in seen:
            yield _product(row, None)


def _product(row: PriceRow, replaces: str | None) -> NewProduct:
    return NewProduct(
        sku=row.sku,
        name=row.name,
        group=row.group,
        unit=row.unit,
        moq=row.moq,
        lead_time_days=row.lead_time_days,
        replaces=replaces,
        line=row.line,
    )


def _case_story(task: Task) -> Data | Unfit:
    refused = task.refused()
    stories = stories_of(task.book)
    if refused:
        return refused
    if not stories.told():
        message = _("{path} has no story with a recorded consent; only such ones are told").format(
            path=stories.path
        )
        return Unfit(message)
    fitting = fitting_stories(task.book, task.dossier, stories, task.day)
    if not fitting:
        message = _(
            "no story of {path} is for them: their own, one of their market, or told"
        ).format(path=stories.path)
        return Unfit(message, _("have no story to hear"))
    return {"story": _facts(task, fitting[0], stories.path)}


def _facts(task: Task, story: Story, path: str) -> Facts:
    record = story.record
    company = task.book.companies.get(record.about or "")
    person = task.book.customers.get(record.about or "")
    subject = company.facts.name if company else person.facts.name if person else None
    row = TrueStory(
        id=story.id,
        text=record.text.en or record.text.zh or "",
        en=record.text.en,
        zh=record.text.zh,
        about=subject if record.named else None,
        where=record.where.en,
        where_zh=record.where.zh,
    )
    return Facts(row, "story", Place(path, prefix=f"{story.id}."))


OFFERS = (
    Purpose(
        "new-product",
        "products of the list in force that are new for them",
        ("products", "list_date"),
        _new_product,
    ),
    Purpose("case-story", "a story of dossiers/stories.yaml with consent", ("story",), _case_story),
)
