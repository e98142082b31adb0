"""What `book.yaml` may say: the book's own names, the figures of the rules, the mail settings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from dossierkit.schema.codes import COUNTRY, CURRENCY, ID, LANGUAGE, TIME_ZONE, UNSUBSCRIBE
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.price_policy import PriceSettings
from dossierkit.schema.reading import Reading
from dossierkit.schema.times import DURATION, RHYTHM
from dossierkit.schema.types import NUMBER, PROSE, TEXT, Choice, ListOf, MapOf, between
from dossierkit.schema.values import Duration, Rhythm
from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.source import Source, decode
from dossierkit.text.translation import LANGUAGES

T = TypeVar("T", bound=Record)
Lines: TypeAlias = Mapping[str, int]

FIGURES_FILE = Path(__file__).with_name("figures.yaml")


class RhythmFigures(Record):
    """How long after the last touch the next one is due (M34)."""

    customer: Rhythm = fact(RHYTHM, "an actual customer, whatever the intent")
    interested: Rhythm = fact(RHYTHM, "intent interested")
    hesitant: Rhythm = fact(RHYTHM, "intent hesitant")
    not_soon: Rhythm = fact(RHYTHM, "intent not-soon")
    never: Rhythm = fact(RHYTHM, "intent never")
    quoted_silent: Rhythm = fact(RHYTHM, "intent quoted-silent")

    def of(self, intent: str) -> Rhythm:
        """The rhythm of an intent."""
        rhythm: Rhythm = getattr(self, intent.replace("-", "_"))
        return rhythm


class CeilingFigures(Record):
    """How much contact is too much (M36)."""

    calls: int = fact(NUMBER, "outgoing calls after which to wait")
    calls_within: Duration = fact(DURATION, "the time within which they count")
    visit_within: Duration = fact(DURATION, "the time after a visit")
    colleague: Duration = fact(DURATION, "the time between bulk mails to one company")


class ContactFigures(Record):
    """Contacts without an order after which to think again (M34)."""

    interested: int = fact(NUMBER, "contacts of someone interested")
    hesitant: int = fact(NUMBER, "contacts of someone hesitant")


class AfterOrderFigures(Record):
    """The steps after an order (M44)."""

    thanks: Duration = fact(DURATION, "thanks")
    service: Duration = fact(DURATION, "whether any service is needed")
    recommendation: Duration = fact(DURATION, "whether they would recommend us")
    until: Duration = fact(DURATION, "the end of all three")


class OccasionFigures(Record):
    """How long an occasion is listed (M42)."""

    lead: Duration = fact(DURATION, "before the day")
    after: Duration = fact(DURATION, "after the day, if it was missed")


class SuggestFigures(Record):
    """What `suggest` takes for a sign that a stage or an intent has changed (M31, M34)."""

    unanswered: int = fact(NUMBER, "touches of ours in a row without an answer")
    past_ladder: int = fact(NUMBER, "touches past the last rung of a ladder")
    bargaining: Duration = fact(DURATION, "the time between two quotes that shows bargaining")


class WorkingHours(Record):
    """When people are at work, in their own time zone."""

    from_: int = fact(between(0, 24), "first hour")
    to: int = fact(between(0, 24), "the hour at which they leave")


class Figures(Record):
    """The figures of the follow-up rules (DESIGN 3)."""

    rhythm: RhythmFigures = fact(Group(RhythmFigures), "rhythms by intent")
    ladder: tuple[Duration, ...] = fact(ListOf(DURATION), "rungs after a quote or introduction")
    sample_ladder: tuple[Duration, ...] = fact(ListOf(DURATION), "rungs after a sample")
    after_ladder: Duration = fact(DURATION, "the rhythm after the last rung")
    no_plan: Duration = fact(DURATION, "the rhythm of those without any plan")
    customer_for: Duration = fact(DURATION, "how long after an order one is an actual customer")
    expected_lead: Duration = fact(DURATION, "how long before an expected purchase")
    after_order: AfterOrderFigures = fact(Group(AfterOrderFigures), "the steps after an order")
    reorder_orders: int = fact(between(2, 99), "orders from which their gap is expected again")
    occasion: OccasionFigures = fact(Group(OccasionFigures), "how long an occasion is listed")
    quote_expiry: Duration = fact(DURATION, "how long before the last day of a quote")
    event_lead: Duration = fact(DURATION, "how long before events and our own long holidays")
    valuable: int = fact(NUMBER, "value of orders so far that brings a customer forward")
    ceiling: CeilingFigures = fact(Group(CeilingFigures), "how much contact is too much")
    contacts: ContactFigures = fact(Group(ContactFigures), "contacts without an order")
    suggest: SuggestFigures = fact(Group(SuggestFigures), "signs of another stage or intent")
    pool_warning: Duration = fact(DURATION, "how long before the pool it is said")
    working_hours: WorkingHours = fact(Group(WorkingHours), "when people are at work")


class Smtp(Record):
    """The server that takes our mail; the password is never in the book."""

    host: str | None = fact(TEXT, "name of the server")
    port: int | None = fact(between(1, 65535), "port")
    security: str | None = fact(Choice("tls", "starttls", "none"), "how the line is secured")
    user: str | None = fact(TEXT, "user name")
    timeout: int | None = fact(between(1, 600), "seconds after which a connection is given up")


class Imap(Record):
    """The mail account whose Drafts take our letters; the password is never in the book."""

    host: str | None = fact(TEXT, "name of the server")
    port: int | None = fact(between(1, 65535), "port")
    security: str | None = fact(Choice("tls", "starttls", "none"), "how the line is secured")
    user: str | None = fact(TEXT, "user name")
    drafts: str | None = fact(TEXT, "the folder of drafts, if the server does not say which")
    timeout: int | None = fact(between(1, 600), "seconds after which a connection is given up")


class MailSettings(Record):
    """How letters leave."""

    from_: str | None = fact(ID, "the member who writes where a customer has no owner")
    address: str | None = fact(PROSE, "our postal address")
    unsubscribe: str | None = fact(
        UNSUBSCRIBE, "where one leaves our bulk mail, if not with an answer to its sender"
    )
    keep: str | None = fact(
        Choice("subject", "none", "text"), "what 'receive' writes into the log of a mail"
    )
    smtp: Smtp = fact(Group(Smtp), "the server")
    imap: Imap = fact(Group(Imap), "the account whose Drafts take letters")
    limit: int | None = fact(between(1, 10000), "letters of one run of 'send', at most (50)")
    pause: int | None = fact(between(0, 3600), "seconds between two letters (1)")


class CustomField(Record):
    """A field of our own, under 'custom' of a dossier."""

    type: str | None = fact(
        Choice("text", "number", "date", "yes-no", "choice", "list"), "how it is written"
    )
    values: tuple[str, ...] = fact(ListOf(TEXT), "the words of a choice")
    kind: str | None = fact(
        Choice("customer", "company", "country", "member"), "only in dossiers of this kind"
    )
    doc: str | None = fact(TEXT, "what it means")
    question: str | None = fact(TEXT, "the question that fills it")


class PoolFigures(Record):
    """When a dossier is anybody's to take."""

    customers: Duration | None = fact(DURATION, "after the last order")
    inquiries: Duration | None = fact(DURATION, "after the last touch, without an order")
    warning: Duration | None = fact(DURATION, "how long before it is said")


class Policy(Record):
    """What a book says of itself. `follow_up` holds the defaults where the book is silent."""

    name: str | None = fact(TEXT, "our company's name")
    country: str | None = fact(COUNTRY, "our country")
    timezone: str | None = fact(TIME_ZONE, "our time zone")
    languages: tuple[str, ...] = fact(ListOf(LANGUAGE), "our languages")
    language: str | None = fact(
        Choice(*LANGUAGES), "the language that the program speaks, where the session names none"
    )
    currency: str | None = fact(CURRENCY, "the currency of our prices")
    commit: str | None = fact(Choice("auto", "off"), "whether commands commit what they write")
    follow_up: Figures = fact(Group(Figures), "figures of the follow-up rules")
    mail: MailSettings = fact(Group(MailSettings), "mail settings")
    fields: dict[str, CustomField] = fact(MapOf(Group(CustomField)), "fields of our own")
    pool: PoolFigures = fact(Group(PoolFigures), "when a dossier is anybody's to take")
    prices: PriceSettings = fact(Group(PriceSettings), "how prices are made")
    lines: Lines = MappingProxyType({})
    """The lines of the keys in the file, from 1."""


def read_policy(source: Source) -> Policy:
    """The policy that a decoded `book.yaml` states, with the packaged figures where it is silent.

    What is wrong stands in the source's findings.
    """
    policy, lines = Policy(), {}
    if not source.is_broken:
        mapping = read_header(source, Span(0, len(source.text)))
        if mapping is not None:
            reading = Reading(source)
            policy = Group(Policy).read_fields(mapping, reading)
            source.findings += [note.finding for note in reading.notes]
            lines = {name: source.line(offset) for name, offset in mapping.keys.items()}
    return policy.but(follow_up=_merged(packaged_figures(), policy.follow_up), lines=lines)


@cache
def packaged_figures() -> Figures:
    """The figures that come with the program; raises ValueError if its data file is damaged."""
    source = decode(FIGURES_FILE.name, FIGURES_FILE.read_bytes())
    mapping = read_header(source, Span(0, len(source.text)))
    reading = Reading(source)
    figures = Group(Figures).read_fields(mapping, reading) if mapping else Figures()
    if source.findings or reading.notes:
        raise ValueError(f"{FIGURES_FILE}: {source.findings or reading.notes}")
    return figures


def _merged(default: T, own: T) -> T:
    """The default with whatever is set in our own."""
    values: dict[str, Any] = {}
    for declared in default.declared.values():
        theirs, ours = getattr(default, declared.attribute), getattr(own, declared.attribute)
        if isinstance(declared.type, Group):
            values[declared.attribute] = _merged(theirs, ours)
        else:
            values[declared.attribute] = theirs if ours in (None, ()) else ours
    return type(default)(**values)
