"""Which company of a book an arrival's is: by id, name, website, and the domain of their mail."""

from __future__ import annotations

import re
from collections import defaultdict

from dossierkit.book.book import Book
from dossierkit.book.ids import suggest_id
from dossierkit.book.keys import mailbox, name_key
from dossierkit.exchange.arrival import Facts
from dossierkit.exchange.plan.checking import texts
from dossierkit.exchange.plan.fresh import FreshIds
from dossierkit.exchange.plan.subject import Subject
from dossierkit.text.edit import Path
from dossierkit.text.translation import _

_LEGAL_FORMS = frozenset(
    (
        *("ab", "ag", "as", "asa", "bv", "bvba", "co", "company", "corp", "corporation", "cv"),
        *("doo", "eood", "gmbh", "inc", "incorporated", "kft", "kg", "kgaa", "limited", "llc"),
        *("llp", "ltd", "ltda", "mbh", "nv", "ohg", "ood", "oy", "oyj", "plc", "pte", "pty", "pvt"),
        *("sa", "sab", "sarl", "sas", "se", "sl", "spa", "srl", "sro", "ooo", "ооо", "und", "and"),
    )
)
_CHINESE_FORM = re.compile(r"(?:股份|责任|責任)?有限(?:责任|責任)?公司$|公司$|株式会社")
_SHARED_MAIL = frozenset(
    (
        *("126.com", "139.com", "163.com", "aol.com", "bluewin.ch", "btinternet.com"),
        *("daum.net", "foxmail.com", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch"),
        *("gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hanmail.net", "hotmail.co.uk"),
        *("hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com", "laposte.net", "libero.it"),
        *("live.com", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "naver.com"),
        *("orange.fr", "outlook.com", "outlook.de", "proton.me", "protonmail.com", "qq.com"),
        *("rambler.ru", "rediffmail.com", "sina.cn", "sina.com", "sohu.com", "t-online.de"),
        *("terra.com.br", "uol.com.br", "vip.qq.com", "wanadoo.fr", "web.de", "yahoo.co.in"),
        *("yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.com.br", "yahoo.com.cn", "yahoo.de"),
        *("yahoo.fr", "yandex.com", "yandex.ru", "ymail.com"),
    )
)
"""Mail domains of everybody: they tell nothing of a company."""


class Unclear(Exception):
    """The company may be several; the text says which."""

    def __init__(self, reason: str, candidates: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.candidates = candidates


class Firms:
    """The companies of a book, and those that an import begins."""

    def __init__(self, book: Book, fresh: FreshIds) -> None:
        self.by_id: dict[str, Subject] = {}
        self._fresh = fresh
        self._names: dict[str, list[Subject]] = defaultdict(list)
        self._domains: dict[str, list[Subject]] = defaultdict(list)
        for dossier in book.companies.values():
            self.enter(Subject("company", dossier.id, dossier))

    def enter(self, subject: Subject) -> None:
        """Makes a company known; again when more is known of it."""
        self.by_id[subject.id] = subject
        legal = str(subject.facts.get(("legal-name",), ""))
        for key in filter(None, {firm_key(subject.name), firm_key(legal)}):
            _note(self._names[key], subject)
        domain = domain_of(str(subject.facts.get(("website",), "")))
        if domain:
            _note(self._domains[domain], subject)

    def find(self, own_id: str, company: Facts, person: Facts) -> Subject | None:
        """The company that is meant; None if the book has none such. Raises Unclear."""
        if own_id in self.by_id:
            return self.by_id[own_id]
        name = str(company.get(("name",), ""))
        site = domain_of(str(company.get(("website",), "")))
        named = self._names.get(firm_key(name), []) if name else []
        if len(named) > 1:
            named = [s for s in named if _is_at(s, site) or _is_in(s, company)] or named
        if len(named) == 1:
            return named[0]
        if named:
            ids = tuple(subject.id for subject in named)
            reason = _("several companies are called {name}").format(name=name)
            raise Unclear(reason, ids)
        mail = [domain_of(address) for address in texts(person.get(("reach", "email")))]
        for domain in filter(None, (site, *mail)):
            at = self._domains.get(domain, [])
            if len(at) == 1 and (not name or _share_a_word(at[0].name, name)):
                return at[0]
        return None

    def begin(self, own_id: str, company: Facts) -> Subject:
        """A new company, whose name is among its facts."""
        country = company.get(("country",))
        code = str(country).lower() if country else None
        suggestion = own_id or suggest_id(str(company["name",]), code)
        subject = Subject("company", self._fresh.take("company", suggestion or "company"))
        for path, value in company.items():
            subject.want(path, value)
        self.enter(subject)
        return subject


def firm_key(name: str) -> str:
    """A company's name as it is compared: without its legal form, case, accents and order."""
    bare = re.sub(
        r"\b([a-z])\.\s?(?=[a-z]\b)", r"\1", _CHINESE_FORM.sub("", name.casefold().strip())
    )
    words = name_key(bare).split()
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)


def domain_of(text: str) -> str:
    """The domain of a mail address or a page, without www; empty for one that everybody has."""
    if "@" in text:
        domain = mailbox(text).rpartition("@")[2]
        return "" if domain in _SHARED_MAIL else domain
    host = re.sub(r"^[a-z]+://", "", text.strip().casefold())
    host = re.split(r"[/?#:]", host, maxsplit=1)[0].removeprefix("www.")
    return host if "." in host else ""


def _is_at(subject: Subject, site: str) -> bool:
    return bool(site) and domain_of(str(subject.facts.get(("website",), ""))) == site


def _is_in(subject: Subject, company: Facts) -> bool:
    path: Path = ("country",)
    return path in company and subject.facts.get(path) == company[path]


def _share_a_word(one: str, other: str) -> bool:
    return bool(set(firm_key(one).split()) & set(firm_key(other).split()))


def _note(known: list[Subject], subject: Subject) -> None:
    if subject not in known:
        known.append(subject)
