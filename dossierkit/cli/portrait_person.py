"""What a portrait says of a person: the role, how to talk to them, and where we stand."""

from __future__ import annotations

from datetime import date

from dossierkit.book.book import Book
from dossierkit.cli.portrait_layout import Row, listed, marks, named
from dossierkit.cli.portrait_privacy import without_sensitive
from dossierkit.method.case import Case
from dossierkit.schema.customer import Customer, Potential
from dossierkit.schema.person import Job, Reach

_AUTHORITY = {
    "decision-maker": "decides",
    "influencer": "has a say",
    "none": "has no say: help them report upward",
}


def person_rows(case: Case, book: Book) -> list[Row]:
    """The rows about a customer. Sensitive facts are shown with consent only."""
    customer, hidden = without_sensitive(case.customer)
    return [
        _role(customer, book),
        _talk(customer),
        Row("Reach", _ways(customer.reach)),
        _life(customer),
        Row(
            "Respect",
            [named("taboo:", "; ".join(customer.taboos)), *_beliefs(customer), _untold(hidden)],
        ),
        _china(customer),
        _stands(case),
        Row("Next", [str(item) for item in case.open_items()], one_a_line=True),
        Row("Snoozed", [_snooze(customer, case.on)]),
        Row(
            "Wants", [listed(customer.buys), named("purchase expected", customer.expected_purchase)]
        ),
        _source(customer, book),
        marks(customer.tags, customer.custom),
    ]


def _untold(hidden: list[str]) -> str | None:
    return f"{', '.join(hidden)} recorded without consent; not shown" if hidden else None


def _role(customer: Customer, book: Book) -> Row:
    position = customer.position
    boss = book.customers.get(position.reports_to or "")
    name = f"{boss.facts.name} ({boss.id})" if boss else position.reports_to
    parts = [
        _AUTHORITY.get(position.authority or ""),
        named("reports to", name),
        named("there since", position.joined),
        *map(_job, customer.career),
    ]
    return Row("Role", parts)


def _job(job: Job) -> str | None:
    what = " at ".join(filter(None, (job.role, job.employer)))
    years = "–".join(str(day) if day else "" for day in (job.from_, job.to))
    trade = {True: "our trade", False: "another trade", None: ""}[job.same_industry]
    return ", ".join(filter(None, ("before: " + what, years.strip("–"), trade))) if what else None


def _talk(customer: Customer) -> Row:
    language, manner = customer.language, customer.personality
    english = [named("written", language.written_english), named("spoken", language.spoken_english)]
    return Row(
        "Talk",
        [
            named("address as", customer.salutation),
            named("letters in", language.prefers),
            listed(filter(None, english), "English"),
            f"speaks {_PACE.get(language.speech, 'normally')}" if language.speech else None,
            manner.style,
            manner.manner,
        ],
    )


_PACE = {"slow": "slowly", "fast": "fast"}


def _ways(reach: Reach) -> list[str | None]:
    """All ways to reach someone, the one they like best first."""
    ways = {
        "email": listed(reach.email),
        "phone": listed(reach.phone),
        "whatsapp": reach.whatsapp,
        "wechat": reach.wechat,
        "linkedin": reach.linkedin,
        "facebook": reach.facebook,
        "website": reach.website,
    }
    best = reach.prefers
    first = f"{named(best, ways.pop(best, None)) or best} (likes it best)" if best else None
    return [first, *(named(way, value) for way, value in ways.items())]


def _life(customer: Customer) -> Row:
    family = customer.family_life
    children = [
        " ".join(filter(None, (child.name, named("born", child.born)))) for child in family.children
    ]
    married = "married" if family.married or family.spouse else None
    wedding = named("wedding day", family.anniversary)
    return Row(
        "Life",
        [
            named("birthday", customer.birthday),
            " ".join(filter(None, (married, named("to", family.spouse)))) or None,
            wedding,
            listed(filter(None, children), "children:"),
            listed(customer.interests, "likes"),
            listed(customer.habits),
        ],
    )


def _beliefs(customer: Customer) -> list[str | None]:
    return [named("religion", customer.religion), listed(customer.diet, "eats:")]


def _china(customer: Customer) -> Row:
    china = customer.china
    visits = None if china.visits is None else f"{china.visits} visits"
    imports = {"first-time": "first-time importer", "experienced": "experienced importer"}
    parts = [visits, named("last", china.last), listed(china.cities)]
    return Row("China", [*parts, imports.get(china.imports or "")])


def _stands(case: Case) -> Row:
    """The place for all that the method computes of a relationship."""
    customer, last = case.customer, case.last_touch
    intent = customer.intent and named(customer.intent, customer.reason and f"({customer.reason})")
    return Row(
        "Stands",
        [
            case.standing,
            named("stage", customer.stage),
            named("rapport", customer.rapport),
            named("intent", intent or customer.intent),
            _scores(customer.potential),
            f"last touch {last.date}, {_ago((case.on - last.date).days)}"
            if last
            else "no touch yet",
            named("own rhythm", customer.every),
        ],
    )


def _scores(potential: Potential) -> str | None:
    names = ("need", "volume", "power", "likelihood")
    scores = listed(filter(None, (named(name, getattr(potential, name)) for name in names)))
    return f"{scores} of 3" if scores else None


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _snooze(customer: Customer, on: date) -> str | None:
    snooze = customer.snooze
    return f"until {snooze}" if snooze and snooze.date >= on else None


def _source(customer: Customer, book: Book) -> Row:
    source = customer.source
    friend = book.customers.get(source.referred_by or "")
    name = f"{friend.facts.name} ({friend.id})" if friend else source.referred_by
    day = str(source.date) if source.date else None
    return Row("Source", [source.channel, source.detail, named("sent by", name), day])
