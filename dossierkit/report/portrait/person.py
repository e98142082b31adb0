"""What a portrait says of a person: what to respect, the role, how to talk to them (M2–M10)."""

from __future__ import annotations

from dossierkit.book.book import Book
from dossierkit.book.keys import mailbox
from dossierkit.report.portrait.value import Part, Row, called, listed, named, own_fields, row
from dossierkit.schema.customer import Customer
from dossierkit.schema.person import Bounce, Job, Reach
from dossierkit.text.translation import N_, _, word

_AUTHORITY = {
    "decision-maker": N_("decides"),
    "influencer": N_("has a say"),
    "none": N_("has no say: help them report upward"),
}
_MOST_LINES = 2
"""How many lines of a terminal a career and a life may take each."""
_PACE = {"slow": N_("slowly"), "fast": N_("fast"), "normal": N_("normally")}


def respect_row(customer: Customer, hidden: list[str]) -> Row:
    """What never to do, then faith and food (M8); `hidden` are the sensitive facts not shown, by
    their dotted names."""
    names = ", ".join(name.rpartition(".")[2] for name in hidden)
    untold = (
        _("{names} recorded without consent; not shown").format(names=names) if hidden else None
    )
    taboos = named(_("taboo:"), "; ".join(customer.taboos))
    faith = called(customer.religion, "religion")
    beliefs = [named(_("religion"), faith), listed(customer.diet, _("eats:"))]
    return row(_("Respect"), [taboos, *beliefs, untold], is_grave=True)


def person_rows(customer: Customer, book: Book) -> list[Row]:
    """Who they are and how to talk to them. Whoever calls has taken out what must not be shown."""
    imports = customer.china.imports
    importer = _("{imports} importer").format(imports=word(imports, "imports")) if imports else None
    return [
        _role(customer, book),
        _talk(customer),
        row(_("Reach"), _ways(customer.reach)),
        row(_("Life"), [*_life(customer), importer, _china(customer)], most=_MOST_LINES),
        row(_("Marks"), own_fields(customer.custom)),
    ]


def _role(customer: Customer, book: Book) -> Row:
    position = customer.position
    boss = book.customers.get(position.reports_to or "")
    name = f"{boss.facts.name} ({boss.id})" if boss else position.reports_to
    parts = [
        _(_AUTHORITY.get(position.authority or "", "")),
        named(_("reports to"), name),
        named(_("there since"), position.joined),
        *map(_job, customer.career),
    ]
    return row(_("Role"), parts, most=_MOST_LINES)


def _job(job: Job) -> str | None:
    what = _(" at ").join(filter(None, (job.role, job.employer)))
    years = "–".join(str(day) if day else "" for day in (job.from_, job.to))
    trade = {True: _("our trade"), False: _("another trade"), None: ""}[job.same_industry]
    return (
        ", ".join(filter(None, (_("before: ") + what, years.strip("–"), trade))) if what else None
    )


def _talk(customer: Customer) -> Row:
    language, manner = customer.language, customer.personality
    english = [
        named(_("written"), called(language.written_english, "written-english")),
        named(_("spoken"), called(language.spoken_english, "spoken-english")),
    ]
    return row(
        _("Talk"),
        [
            named(_("address as"), customer.salutation),
            named(_("letters in"), language.prefers),
            listed(filter(None, english), _("English")),
            _("speaks {pace}").format(pace=_(_PACE[language.speech])) if language.speech else None,
            called(manner.style, "style"),
            called(manner.manner, "manner"),
        ],
    )


def _ways(reach: Reach) -> list[Part]:
    """All ways to reach someone, the one they like best first."""
    ways = {
        "email": _mail(reach),
        "phone": [Part(phone, _dialled(phone)) for phone in reach.phone],
        "whatsapp": _way(reach.whatsapp, _dialled(reach.whatsapp or "")),
        "wechat": _way(reach.wechat),
        "linkedin": _way(reach.linkedin, reach.linkedin),
        "facebook": _way(reach.facebook, reach.facebook),
        "website": _way(reach.website, reach.website),
    }
    best = reach.prefers
    first = _best(best, ways.pop(best, [])) if best else []
    return [*first, *(part for way, known in ways.items() for part in _called(way, known))]


def _mail(reach: Reach) -> list[Part]:
    """Mail addresses. Those that mail came back from stand last and marked, and no link writes
    there; so do those that are no more among the addresses."""
    dead = {mailbox(one.address): one for one in reach.bounced if one.address}
    alive = [mail for mail in reach.email if mailbox(mail) not in dead]
    lost = [_lost(one) for one in dead.values()]
    return [*(Part(mail, f"mailto:{mail}") for mail in alive), *map(Part, lost)]


def _lost(bounce: Bounce) -> str:
    return f"{bounce.address} ({' '.join(filter(None, (_('bounced'), str(bounce.date or ''))))})"


def _way(value: str | None, address: str | None = None) -> list[Part]:
    is_address = address is not None and address.startswith(("https://", "http://", "tel:"))
    return [Part(value, address if is_address else None)] if value else []


def _dialled(number: str) -> str:
    """The address of a phone number: its digits, and the plus sign before them."""
    return "tel:" + "".join(mark for mark in number if mark.isdecimal() or mark == "+")


def _called(way: str, known: list[Part]) -> list[Part]:
    """The values of a way, with its name before the first."""
    name = word(way, "channel")
    return [
        part._replace(text=f"{name} {part.text}") if number == 0 else part
        for number, part in enumerate(known)
    ]


def _best(way: str, known: list[Part]) -> list[Part]:
    first, *others = _called(way, known) or [Part(word(way, "channel"))]
    return [first._replace(text=_("{text} (likes it best)").format(text=first.text)), *others]


def _life(customer: Customer) -> list[str | None]:
    """Birthday, family and habits (M7, M8); what they like is a topic."""
    family = customer.family_life
    children = [
        " ".join(filter(None, (child.name, named(_("born"), child.born))))
        for child in family.children
    ]
    spouse = _("married to {name}").format(name=family.spouse)
    married = _("married") if family.married else None
    return [
        named(_("birthday"), customer.birthday),
        spouse if family.spouse else married,
        named(_("wedding day"), family.anniversary),
        listed(filter(None, children), _("children:")),
        listed(customer.habits),
    ]


def _china(customer: Customer) -> str | None:
    """How often they were in China, when last and where (M9)."""
    china = customer.china
    visits = None if china.visits is None else _("{visits} visits").format(visits=china.visits)
    where = f"({', '.join(china.cities)})" if china.cities else None
    last = " ".join(filter(None, (named(_("last"), china.last), where)))
    return named(_("China:"), listed(filter(None, (visits, last))))
