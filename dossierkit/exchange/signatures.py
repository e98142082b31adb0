"""People from the signatures of their mails: proposals, never more.

Nothing is taken that is not marked as what it is: a number by its label or its `+`, a company by
its legal form, a title by its words. What can be read in two ways is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dossierkit.book.keys import mailbox, name_key, significant
from dossierkit.exchange.arrival import Arrival, Arrived, Options
from dossierkit.exchange.country_names import country_code
from dossierkit.exchange.signature_words import CLOSING, DIVIDER, LABELLED, LEGAL_FORM, TITLE
from dossierkit.text.edit import Path, Value
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _

_MOST_LINES = 14
"""Of a signature; what stands farther below is a disclaimer."""
_NUMBER = re.compile(r"\+\d[\d\s()./-]{6,20}\d(?:\s*(?:ext\.?|x)\s*\d{1,5})?")
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PAGE = re.compile(
    r"(?:https?://|www\.)[^\s<>|,;]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?"
)
_NAME = re.compile(r"[^\W\d_][^\d@:/|]{1,50}")


class Wrote(NamedTuple):
    """A mail as far as it matters here: where it begins, who it is from, and its own text with the
    signature."""

    place: str
    name: str
    address: str
    text: str


def proposals(file: str, mails: Iterable[Wrote], options: Options) -> Arrived:
    """The people who sign their mails, each once, by their last mail that has a signature.

    Our own people (`options.ours`) are left out. Who signs nothing is counted in a finding.
    """
    found: dict[str, Arrival] = {}
    silent: set[str] = set()
    for mail in mails:
        box = mailbox(mail.address)
        if box in options.ours:
            continue
        proposal = _proposal(mail)
        if proposal is None:
            silent.add(box)
        else:
            found[box] = proposal
    left = len(silent - found.keys())
    findings = []
    if left:
        said = _("writers without a signature that could be read, left out: {count}")
        hint = _("log their mails with: dossier receive {file}").format(file=file)
        message = said.format(count=left)
        findings.append(Finding(file, 1, 1, WARNING, "no-signature", message, hint))
    return Arrived(tuple(found.values()), tuple(findings))


def signature_of(text: str, name: str) -> list[str]:
    """The lines of a signature: behind `-- `, a closing, or the writer's own name on a line of its
    own; none if there is no such mark."""
    lines = [line.strip() for line in text.split("\n")]
    starts = [number for number, line in enumerate(lines) if line == "--"]
    if not starts:
        starts = [number for number, line in enumerate(lines) if CLOSING.fullmatch(line)]
    if not starts:
        names = (n for n, line in enumerate(lines) if name and name_key(line) == name_key(name))
        starts = [number - 1 for number in names if number > 0]
    if not starts:
        return []
    return [line for line in lines[starts[-1] + 1 :] if line][:_MOST_LINES]


def _proposal(mail: Wrote) -> Arrival | None:
    name = _turned(mail.name)
    lines = signature_of(mail.text, name)
    if not name and lines and _NAME.fullmatch(lines[0]) and 1 < len(lines[0].split()) < 5:
        name = lines[0]
    if not lines or not name:
        return None
    block = _Block(mail, name)
    for number, line in enumerate(lines):
        block.read(line, lines[number - 1] if number else "")
    return block.arrival()


def _turned(name: str) -> str:
    """`Schmidt, Anna (Brightlite)` as Anna Schmidt."""
    bare = re.sub(r"\s*[(\[（].*?[)\]）]\s*", " ", name).strip(" \"'")
    bare = re.split(r"\s+(?:via|from|von|\||-|–)\s+", bare, maxsplit=1)[0]
    family, comma, given = bare.partition(",")
    return (
        f"{given.strip()} {family.strip()}" if comma and given.strip() else " ".join(bare.split())
    )


class _Block:
    """What the lines of one signature say."""

    def __init__(self, mail: Wrote, name: str) -> None:
        self.mail, self.name = mail, name
        self.titles: list[str] = []
        self.firms: list[str] = []
        self.phones: list[str] = []
        self.pages: list[str] = []
        self.notes: list[str] = []
        self.address = ""
        self.others: list[str] = []
        self.reach: dict[str, str] = {}

    def read(self, line: str, before: str) -> None:
        """One line, with the one above it."""
        parts = [part for part in DIVIDER.split(line) if part.strip()]
        taken = [self._part(part) for part in parts]
        if taken == [False]:
            self._words(line, before)

    def _part(self, part: str) -> bool:
        """Whether a part of a line says by itself what it is; then it is taken."""
        labelled = LABELLED.fullmatch(part)
        if labelled and labelled.lastgroup:
            kind = next(k for k, v in labelled.groupdict().items() if v and k != "value")
            if self._labelled(kind, labelled["value"]):
                return True
        number = _NUMBER.search(part)
        address = _ADDRESS.search(part)
        if number:
            self._phone(number[0])
        if address:
            self._mail(address[0])
        page = None if address else _PAGE.fullmatch(part.strip())
        if page:
            self.pages.append(page[0])
        if number or address or page:
            return True
        words = part.strip(" ,")
        if LEGAL_FORM.search(words):
            self.firms.append(words)
        elif TITLE.search(words) and len(words) < 80 and not words.endswith((".", "!", "?")):
            self.titles.append(_without_name(words, self.name))
        else:
            return name_key(words) == name_key(self.name)
        return True

    def _labelled(self, kind: str, value: str) -> bool:
        digits = significant(value)
        if kind in ("phone", "mobile", "fax", "whatsapp"):
            number = re.match(r"[+＋]?[\d(（][\d\s()（）./-]*\d", value)
            if not number or len(digits) < 6:
                return False
            if kind == "fax":
                self.notes.append(f"Fax: {number[0]}")
            elif kind == "whatsapp":
                self.reach["whatsapp"] = number[0]
            else:
                self._phone(number[0])
        elif kind == "email" and _ADDRESS.fullmatch(value):
            self._mail(value)
        elif kind in ("website", "linkedin") and _PAGE.fullmatch(value):
            self.pages.append(value)
        elif kind == "address" and len(value) > 8:
            self.address = self.address or value
        elif kind == "wechat" and re.fullmatch(r"[\w-]{4,30}", value):
            self.reach["wechat"] = value
        elif kind in ("qq", "skype"):
            self.notes.append(f"{'QQ' if kind == 'qq' else 'Skype'}: {value}")
        else:
            return False
        return True

    def _words(self, line: str, before: str) -> None:
        """A line without any mark: an address if it ends with a country."""
        last = re.split(r"[,，]|\s-\s", line)[-1].strip()
        if not self.address and len(last) > 2 and country_code(last):
            is_street = bool(re.search(r"\d", before)) and not _NUMBER.search(before)
            self.address = f"{before}\n{line}" if is_street and "@" not in before else line

    def _phone(self, number: str) -> None:
        if significant(number) not in map(significant, self.phones):
            self.phones.append(number.strip())

    def _mail(self, address: str) -> None:
        if mailbox(address) != mailbox(self.mail.address):
            self.others.append(address)

    def arrival(self) -> Arrival | None:
        """What the block comes to; None if it says nothing beyond the name."""
        findings: list[Finding] = []
        title = self._only(self.titles, _("title"), findings)
        firm = self._only(self.firms, _("company"), findings)
        for address in self.others:
            said = _("another mail address stands in the signature: {address}")
            self._report(findings, said.format(address=address))
        facts: dict[Path, Value] = {
            ("name",): self.name,
            ("reach", "email"): (self.mail.address,),
        }
        if title:
            facts["position", "title"] = title
        if self.phones:
            facts["reach", "phone"] = tuple(self.phones)
        facts |= {("reach", service): value for service, value in self.reach.items()}
        company: dict[Path, Value] = {("name",): firm} if firm else {}
        self._put_pages(facts, company)
        if self.address:
            last = re.split(r"[,，\n]|\s-\s", self.address)[-1].strip()
            code = country_code(last) if len(last) > 2 else None
            target = company if firm else facts
            if firm:
                company["address",] = self.address
            if code:
                target["country",] = code
        if len(facts) == 2 and not company:
            return None
        place, note = self.mail.place, "\n".join(self.notes)
        return Arrival(place, facts, company, note=note, findings=tuple(findings), is_proposal=True)

    def _put_pages(self, facts: dict[Path, Value], company: dict[Path, Value]) -> None:
        for page in dict.fromkeys(self.pages):
            if "linkedin.com/" in page.casefold():
                facts.setdefault(("reach", "linkedin"), page)
            elif company and ("website",) not in company:
                company["website",] = page
            elif not company:
                facts.setdefault(("reach", "website"), page)

    def _only(self, found: list[str], what: str, findings: list[Finding]) -> str:
        """The one that was found; none, with a finding, if there are several."""
        distinct = list(dict.fromkeys(found))
        if len(distinct) > 1:
            said = _("the signature has more than one {what}: {listed}; none was taken")
            self._report(findings, said.format(what=what, listed="; ".join(distinct)))
            return ""
        return distinct[0] if distinct else ""

    def _report(self, findings: list[Finding], message: str) -> None:
        file, _colon, line = self.mail.place.rpartition(":")
        hint = _("set it by hand if you know")
        findings.append(Finding(file, int(line), 1, WARNING, "ambiguous-signature", message, hint))


def _without_name(words: str, name: str) -> str:
    """A title without the name that stands before it: `Anna Schmidt, Buyer`."""
    if words.casefold().startswith(name.casefold()):
        return words[len(name) :].strip(" ,|-–") or words
    return words
