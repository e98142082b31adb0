"""vCards as arrivals: the property table, and one person made of one card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from dossierkit.exchange.arrival import MOST_ARRIVALS, Arrival, Arrived, CannotRead, Options
from dossierkit.exchange.characters import encoding_of
from dossierkit.exchange.vcard import about, own, ways
from dossierkit.exchange.vcard.cards import Card, cards
from dossierkit.exchange.vcard.gathering import Gathering, Property
from dossierkit.exchange.vcard.lines import as_bytes
from dossierkit.exchange.vcard.values import Undecodable, text_of
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.translation import _

Handler = Callable[[Property, Gathering], None]

HANDLERS: MappingProxyType[str, Handler] = MappingProxyType(
    {
        own.ID: own.dossier_id,
        "ORG": about.organisation,
        "FN": about.formatted_name,
        "N": about.parts_of_name,
        "TITLE": about.title,
        "ROLE": about.title,
        "EMAIL": ways.email,
        "TEL": ways.telephone,
        "URL": ways.page,
        "IMPP": ways.messenger,
        "X-SOCIALPROFILE": ways.messenger,
        "SOCIALPROFILE": ways.messenger,
        "X-WECHAT": ways.messenger,
        "X-WEIXIN": ways.messenger,
        "X-WHATSAPP": ways.messenger,
        "X-QQ": ways.messenger,
        "X-TENCENT": ways.messenger,
        "X-SKYPE": ways.messenger,
        "X-SKYPE-USERNAME": ways.messenger,
        "X-LINKEDIN": ways.messenger,
        "X-FACEBOOK": ways.messenger,
        "X-TELEGRAM": ways.messenger,
        "X-MSN": ways.messenger,
        "X-AIM": ways.messenger,
        "X-JABBER": ways.messenger,
        "ADR": about.address,
        "LABEL": about.label,
        "BDAY": about.birthday,
        "ANNIVERSARY": about.anniversary,
        "X-ANNIVERSARY": about.anniversary,
        "X-EVOLUTION-ANNIVERSARY": about.anniversary,
        "X-KADDRESSBOOK-X-ANNIVERSARY": about.anniversary,
        "X-ABDATE": about.labelled_date,
        "NOTE": about.note,
        "NICKNAME": about.labelled,
        "EXPERTISE": about.labelled,
        "X-MANAGER": about.labelled,
        "X-ASSISTANT": about.labelled,
        "CATEGORIES": about.categories,
        "HOBBY": about.interest,
        "INTEREST": about.interest,
        "LANG": about.language,
        "RELATED": about.related,
        "X-ABRELATEDNAMES": about.related,
        "X-SPOUSE": about.spouse,
        "X-EVOLUTION-SPOUSE": about.spouse,
        own.FACT: own.fact,
    }
)
"""Who reads which property, in the order in which they are read: the company comes first, since a
page or an address is the company's where there is one; our own come last, since they are exact."""
_ORDER = {name: place for place, name in enumerate(HANDLERS)}
_MACHINE = frozenset(
    (
        *("VERSION", "PRODID", "REV", "UID", "CLASS", "SORT-STRING", "SOURCE", "NAME", "KIND"),
        *("PROFILE", "MAILER", "CLIENTPIDMAP", "XML", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS"),
        *("X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME", "X-ABUID"),
    )
)
"""Properties for programs only: nobody misses them."""


def read_vcards(data: bytes, name: str, options: Options) -> Arrived:
    """The people of a vCard file, of any version; raises CannotRead for one with too many."""
    raw = as_bytes(data)
    fallback = options.encoding or _fallback(raw)
    stray: list[Finding] = []
    arrivals: list[Arrival] = []
    for card in cards(raw, name, stray):
        if len(arrivals) >= MOST_ARRIVALS:
            said = _("{name} has more than {most:,} cards; split it, and import the parts")
            raise CannotRead(said.format(name=name, most=MOST_ARRIVALS))
        arrivals.append(_arrival(card, options, fallback))
    if not arrivals and not stray:
        said = _("{name} has no card in it; a vCard begins with BEGIN:VCARD").format(name=name)
        raise CannotRead(said)
    return Arrived(tuple(arrivals), tuple(stray))


def _fallback(raw: bytes) -> str:
    """The encoding of values that are no UTF-8 and do not say what they are."""
    guess = encoding_of(raw)
    return "gb18030" if guess.startswith("utf") else guess


def _arrival(card: Card, options: Options, fallback: str) -> Arrival:
    into = Gathering(card, options)
    for one in sorted(_properties(card, fallback), key=_place):
        handler = HANDLERS.get(one.line.name)
        if handler and one.raw.strip():
            handler(one, into)
        elif handler is None and one.line.name not in _MACHINE:
            into.leave_out(one)
    _settle_name(card, into)
    into.say_left_out()
    return Arrival(
        place=f"{card.name}:{card.start.number}",
        facts=into.facts,
        company=into.company,
        note="\n".join(into.notes),
        id=into.own_id,
        places=into.places,
        findings=tuple(sorted(card.findings)),
    )


def _place(one: Property) -> tuple[int, int, int]:
    """Where a property comes: the preferred ones of a name first."""
    return (_ORDER.get(one.line.name, len(_ORDER)), one.rank, one.line.number)


def _properties(card: Card, fallback: str) -> Iterator[Property]:
    is_old = card.version.startswith("2")
    labels: dict[str, str] = {}
    found = []
    for line in card.lines:
        is_data = line.encoding == "BASE64" or line.value[:5].lower() == b"data:"
        if is_data and line.name not in HANDLERS:
            found.append(Property(line, "", "", is_old))
            continue
        try:
            text = text_of(line, fallback)
        except Undecodable as error:
            message = _("these characters can't be read as {encoding}; the line was left out")
            hint = _("say what the file is written in: --encoding gb18030")
            said = message.format(encoding=error)
            card.report(line, "encoding", said, hint, ERROR)
            continue
        if line.name == "X-ABLABEL" and line.group:
            labels[line.group] = text.strip().removeprefix("_$!<").removesuffix(">!$_").casefold()
        found.append(Property(line, text, "", is_old))
    return (one._replace(label=labels.get(one.line.group, "")) for one in found)


def _settle_name(card: Card, into: Gathering) -> None:
    """A card without a name is its company's if it has one; else that is a finding."""
    name, company = into.facts.get(("name",)), into.company.get(("name",))
    is_company = any(
        (line.name == "KIND" and line.value.strip().lower() == b"org")
        or (line.name == "X-ABSHOWAS" and line.value.strip().upper() == b"COMPANY")
        for line in card.lines
    )
    if is_company or (not name and company) or (name and name == company):
        into.company.setdefault(("name",), name or company)
        _as_company(into)
    elif not name:
        message = _("the card has no name (FN or N)")
        card.report(
            card.start._replace(column=1), "no-name", message, _("give it one in the file"), ERROR
        )


def _as_company(into: Gathering) -> None:
    """What was taken for a person's is the company's: what it has no field for is noted."""
    for path, field in ((("reach", "website"), "website"), (("country",), "country")):
        value = into.facts.get(path)
        if value:
            into.company.setdefault((field,), value)
    for words, shown in ((("reach", "email"), "Mail"), (("reach", "phone"), "Phone")):
        items = into.facts.get(words, ())
        if isinstance(items, tuple):
            for item in items:
                into.note(shown, str(item))
    into.facts.clear()
