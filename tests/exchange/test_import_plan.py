"""Whom an arrival is, what is added, and what stays as it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_customers import book_of
from random_headers import random_customer

from dossierkit.book.erased import with_erased
from dossierkit.book.identity import Identity
from dossierkit.book.load import load
from dossierkit.exchange.arrival import Arrival, Options
from dossierkit.exchange.facts import facts_of
from dossierkit.exchange.plan.entry import Entry, Plan
from dossierkit.exchange.plan.planning import plan_import
from dossierkit.exchange.plan.told import Wishes
from dossierkit.exchange.vcard.reading import read_vcards
from dossierkit.exchange.vcard.writing import vcards
from dossierkit.schema.dossier import CUSTOMER
from dossierkit.text.nodes import plain

MakeBook = Callable[..., Path]
ON = date(2026, 11, 27)
"""A Friday."""
PEOPLE = "dossiers/customers"
ANNA = """\
---
name: Anna Schmidt
company: brightlite
position: {title: Buyer}
reach: {email: [anna@brightlite.example], phone: ["+49 30 1234567"]}
tags: [vip]
---
Notes.

## Log

- 2026-11-02 email in: Asked for strips.
"""
BRIGHTLITE = (
    "---\nname: Brightlite GmbH\ncountry: de\nwebsite: https://www.brightlite.example\n---\n"
)
LILY = "---\nname: Lily Chen\nemail: lily@lumora.example\n---\n"
LONG_NAME: dict[str, Any] = {f"custom__{'x' * 120}": "y"}
FILES = {
    "dossiers/book.yaml": "country: cn\n",
    f"{PEOPLE}/anna.md": ANNA,
    "dossiers/companies/brightlite.md": BRIGHTLITE,
    "dossiers/team/lily.md": LILY,
}


def one(
    name: str,
    mail: str = "",
    phone: str = "",
    company: dict[str, Any] | str = "",
    line: int = 1,
    **more: Any,
) -> Arrival:
    """An arrival; other facts by their path, with `__` between names and `_` for `-`."""
    kept = {key: more.pop(key) for key in ("log", "note", "id") if key in more}
    facts: dict[Any, Any] = {("name",): name} if name else {}
    facts |= {("reach", "email"): (mail,)} if mail else {}
    facts |= {("reach", "phone"): (phone,)} if phone else {}
    facts |= {tuple(p.replace("_", "-") for p in k.split("__")): v for k, v in more.items()}
    firm = {"name": company} if isinstance(company, str) else company
    theirs: dict[Any, Any] = {(key,): value for key, value in firm.items() if value}
    return Arrival(f"a.vcf:{line}", facts, theirs, **kept)


def plan(root: Path, *arrivals: Arrival, **wishes: Any) -> Plan:
    return plan_import(load(root), arrivals, Wishes(**{"on": ON, "owner": "lily", **wishes}))


def entry(root: Path, arrival: Arrival, **wishes: Any) -> Entry:
    return plan(root, arrival, **wishes).entries[0]


def verdict(found: Entry) -> tuple[str, str]:
    return found.verdict, found.id


def changes(found: Entry) -> list[tuple[str, str, str]]:
    return [(change.field, change.kind, change.new) for change in found.changes]


def apply(root: Path, made: Plan) -> None:
    for write in made.writes:
        file = root / write.path
        file.parent.mkdir(parents=True, exist_ok=True)
        assert write.before == (file.read_bytes() if file.exists() else None)
        file.write_bytes(write.after)


@pytest.fixture
def root(make_book: MakeBook) -> Path:
    return make_book(FILES)


class TestWhoItIs:
    @pytest.mark.parametrize(
        "arrival",
        [
            one("Anna Schmidt", "Anna+fair@Brightlite.Example"),
            one("Anna S.", "anna@brightlite.example"),
            one("SCHMIDT, Anna", phone="030 / 123 45 67"),
            one("Schmidt Anna", company="BRIGHTLITE"),
            one("Anna Schmidt", company={"name": "Brightlite X", "website": "brightlite.example"}),
            one("Anna Schmidt", id="anna"),
            one("Anna Schmidt"),
        ],
        ids=["address", "first name", "phone", "company", "website", "id", "nothing more"],
    )  # fmt: skip
    def test_anna_is_known_again(self, root: Path, arrival: Arrival) -> None:
        found = entry(root, arrival)
        assert found.id == "anna"
        assert found.verdict in ("unchanged", "update")

    @pytest.mark.parametrize(
        ("arrival", "reason"),
        [
            (one("Zed Other", "anna@brightlite.example"), "the mail address is that of Anna"),
            (one("Zed Other", phone="+49 30 1234567"), "the number is that of Anna Schmidt"),
            (one("Anna Schmidt", "other@home.example"), "somebody has the same name"),
        ],
    )
    def test_who_may_be_somebody_else_is_left_to_the_user(
        self, root: Path, arrival: Arrival, reason: str
    ) -> None:
        made = plan(root, arrival)
        assert made.writes == ()
        assert made.entries[0].verdict == "ambiguous"
        assert made.entries[0].candidates == ("anna",)
        assert reason in made.entries[0].reason

        as_anna = entry(root, arrival, matches={"a.vcf:1": "anna"})
        assert as_anna.id == "anna"
        as_new = entry(root, arrival, matches={"a.vcf:1": "new"})
        assert as_new.verdict == "add"
        assert as_new.id != "anna"

    def test_a_colleague_with_the_same_number_is_somebody_new(self, root: Path) -> None:
        found = entry(root, one("Karl Brandt", phone="+49 30 1234567", company="Brightlite"))
        assert verdict(found) == ("add", "karl-brandt")
        assert found.company == "brightlite"

    def test_a_namesake_of_another_company_is_somebody_new(self, root: Path) -> None:
        assert verdict(entry(root, one("Anna Schmidt", company="Acme"))) == ("add", "anna-schmidt")

    def test_an_address_of_two_is_ambiguous(self, make_book: MakeBook) -> None:
        twin = ANNA.replace("Anna Schmidt", "Bert Lund")
        root = make_book({**FILES, f"{PEOPLE}/bert.md": twin})
        found = entry(root, one("Office", "anna@brightlite.example"))
        assert (found.verdict, found.candidates) == ("ambiguous", ("anna", "bert"))
        assert entry(root, one("Bert Lund", "anna@brightlite.example")).id == "bert"

    def test_two_companies_of_one_name_are_ambiguous_unless_something_tells(
        self, make_book: MakeBook
    ) -> None:
        other = "---\nname: Brightlite Ltd\ncountry: gb\n---\n"
        root = make_book({**FILES, "dossiers/companies/brightlite-uk.md": other})
        found = entry(root, one("Bo Lind", company="Brightlite"))
        assert found.verdict == "ambiguous"
        assert found.reason == "several companies are called Brightlite"
        found = entry(root, one("Bo Lind", company={"name": "Brightlite", "country": "gb"}))
        assert (found.verdict, found.company) == ("add", "brightlite-uk")
        alone = entry(root, one("", company="Brightlite"))
        assert alone.verdict == "ambiguous"

    def test_a_dossier_that_cannot_be_read_may_be_theirs(self, make_book: MakeBook) -> None:
        root = make_book({**FILES, f"{PEOPLE}/bo-lind.md": "---\nname: [\n---\n"})
        found = entry(root, one("Bo Lind", "bo@x.example"))
        assert found.verdict == "ambiguous"
        assert found.reason == "dossiers/customers/bo-lind.md can't be read: mend it first"

    def test_one_person_on_two_cards_becomes_one_dossier(self, root: Path) -> None:
        made = plan(
            root,
            one("Bo Lind", "bo@x.example", line=1),
            one("Bo Lind", "bo@x.example", "+45 1234567", line=9),
            one("Bo Lind", line=20),
        )
        assert [verdict(found) for found in made.entries] == [
            ("add", "bo-lind"),
            ("update", "bo-lind"),
            ("unchanged", "bo-lind"),
        ]
        (write,) = made.writes
        assert b"phone: [+45 1234567]" in write.after

    def test_names_that_no_id_can_be_made_of_get_one_of_their_address(self, root: Path) -> None:
        assert entry(root, one("***", "smile@x.example")).id == "smile"
        assert entry(root, one("***")).id == "contact"

    def test_an_id_that_is_taken_gets_a_number(self, root: Path) -> None:
        made = plan(root, *(one("Bo Lind", f"{n}@x.example", company=f"F{n}") for n in range(3)))
        assert [found.id for found in made.entries] == ["bo-lind", "bo-lind-2", "bo-lind-3"]


class TestWhatIsAdded:
    def test_a_new_customer_has_an_owner_a_source_and_a_first_step(self, root: Path) -> None:
        company = {"name": "光明", "country": "cn"}
        arrival = one("李伟", "li@guang.example", company=company)
        made = plan(root, arrival, kinds={"a.vcf": "vcard"})
        assert verdict(made.entries[0]) == ("add", "li-wei")
        apply(root, made)
        new = load(root).customers["li-wei"].facts
        assert (new.owner, new.company) == ("lily", "guang-ming")
        assert (new.source.channel, new.source.detail, str(new.source.date)) == (
            "other",
            "vcard a.vcf",
            "2026-11-27",
        )
        assert [str(step) for step in new.next] == ["2026-11-30 first contact"]
        assert new.consent.marketing is None
        assert load(root).companies["guang-ming"].facts.country == "cn"

    def test_connections_of_linkedin_come_from_there(self, root: Path) -> None:
        made = plan(root, one("Bo Lind", source__date="2026-10-01", source__channel="linkedin"))
        apply(root, made)
        new = load(root).customers["bo-lind"].facts
        assert (new.source.channel, str(new.source.date)) == ("linkedin", "2026-10-01")
        made = plan(root, one("Ed Day", line=2), kinds={"a.vcf": "linkedin"})
        assert b"channel: linkedin" in made.writes[0].after

    def test_gaps_are_filled_and_lists_get_longer(self, root: Path) -> None:
        arrival = one(
            "Anna Schmidt",
            "Anna@brightlite.example",
            "+49 151 7654321",
            birthday="04-12",
            tags=("VIP", "fair"),
            note="Likes coffee.",
            log=("2026-11-02 email in: Asked for strips.", "2026-11-20 call in: Rang."),
        )
        made = plan(root, arrival)
        assert changes(made.entries[0]) == [
            ("reach.phone", "add", "+49 151 7654321"),
            ("birthday", "set", "04-12"),
            ("tags", "add", "fair"),
            ("log", "log", "2026-11-20 call in: Rang."),
            ("log", "log", "2026-11-27 note: Likes coffee."),
        ]
        apply(root, made)
        text = (root / PEOPLE / "anna.md").read_text()
        assert text.startswith(ANNA[: ANNA.index("reach")])
        assert text.endswith("- 2026-11-20 call in: Rang.\n- 2026-11-27 note: Likes coffee.\n")
        assert plan(root, arrival).entries[0].verdict == "unchanged"

    def test_what_differs_is_shown_and_left_alone(self, root: Path) -> None:
        arrival = one("Anna Schmidt", "anna@brightlite.example", position__title="Head of Buying")
        made = plan(root, arrival)
        assert made.writes == ()
        assert made.entries[0].verdict == "unchanged"
        assert changes(made.entries[0]) == [("position.title", "conflict", "Head of Buying")]
        made = plan(root, arrival, takes_theirs=True)
        assert changes(made.entries[0]) == [("position.title", "replace", "Head of Buying")]
        assert b"title: Head of Buying" in made.writes[0].after

    @pytest.mark.parametrize(
        "more",
        [
            {"name": "schmidt anna"},
            {"reach__website": "http://www.anna.example/"},
            {"reach__whatsapp": "0049 151 1"},
            {"position__title": "BUYER"},
        ],
    )
    def test_another_spelling_is_no_difference(self, make_book: MakeBook, more: Any) -> None:
        ways = 'website: https://anna.example, whatsapp: "+49 151 1", '
        root = make_book(
            {**FILES, f"{PEOPLE}/anna.md": ANNA.replace("{email", "{" + ways + "email")}
        )
        name = more.pop("name", "Anna Schmidt")
        found = entry(root, one(name, "anna@brightlite.example", **more))
        assert (found.verdict, found.changes) == ("unchanged", ())

    def test_a_job_at_another_company_is_shown_and_left_alone(self, root: Path) -> None:
        found = entry(root, one("Anna Schmidt", "anna@brightlite.example", company="Acme"))
        assert changes(found) == [("company", "conflict", "Acme")]

    def test_a_company_is_begun_once_and_filled(self, root: Path) -> None:
        acme = {"name": "Acme Ltd.", "website": "https://acme.example"}
        made = plan(
            root,
            one("Bo Lind", company="ACME limited", line=1),
            one("Ed Day", company=acme, line=2),
            one("", company={"name": "Acme", "country": "gb"}, line=3),
            one("", company="Brightlite GmbH", line=4),
            one("", company={"name": "Solo", "country": "fr"}, line=5),
        )
        assert [(found.verdict, found.company, found.is_new_company) for found in made.entries] == [
            ("add", "acme-limited", True),
            ("add", "acme-limited", False),
            ("update", "acme-limited", False),
            ("unchanged", "brightlite", False),
            ("add", "solo", True),
        ]
        apply(root, made)
        facts = load(root).companies["acme-limited"].facts
        assert (facts.name, facts.website, facts.country) == (
            "ACME limited",
            "https://acme.example",
            "gb",
        )

    def test_who_has_no_company_yet_gets_it_by_the_domain_of_their_mail(
        self, make_book: MakeBook
    ) -> None:
        lone = "---\nname: Bo Lind\nreach: {email: [bo@brightlite.example]}\n---\n"
        root = make_book({**FILES, f"{PEOPLE}/bo.md": lone})
        found = entry(root, one("Bo Lind", "bo@brightlite.example"))
        assert changes(found) == [("company", "set", "brightlite")]
        free = entry(root, one("Ed Day", "ed@gmail.com"))
        assert (free.verdict, free.company) == ("add", "")
        firm = entry(root, one("Bo Lind", "bo@brightlite.example", company="Acme"))
        assert (firm.company, firm.is_new_company) == ("acme", True)

    def test_the_country_of_the_company_is_not_said_twice(self, root: Path) -> None:
        made = plan(root, one("Bo Lind", company="Brightlite", country="de"))
        assert b"\ncountry:" not in made.writes[0].after
        made = plan(root, one("Bo Lind", company="Brightlite", country="fr"))
        assert b"\ncountry: fr\n" in made.writes[0].after


class TestWhatIsRefused:
    def test_our_own_people_are_no_customers(self, root: Path) -> None:
        found = entry(root, one("Lily", "lily@lumora.example"))
        assert found.verdict == "refused"
        assert found.reason == "lily@lumora.example is Lily Chen of our own team"

    def test_nobody_without_a_name(self, root: Path) -> None:
        assert entry(root, one("", "x@y.example")).reason == "there is no name"
        assert entry(root, one("\x07", "x@y.example")).reason == "there is no name"

    def test_who_was_erased_stays_out(self, root: Path) -> None:
        gone = Identity(("bo-lind",), addresses=("bo@x.example",), phones=("4511223344",))
        (root / "dossiers/erased.txt").write_text(with_erased("", gone))
        for arrival in (one("Bo", "BO@x.example"), one("Bo", phone="+45 11 22 33 44")):
            found = entry(root, arrival)
            assert found.verdict == "refused"
            assert "asked to be erased (dossiers/erased.txt:" in found.reason
        assert entry(root, one("Bo Lind", "bo@new.example")).id == "bo-lind-2"

    def test_a_namesake_of_somebody_erased_is_left_to_the_user(self, root: Path) -> None:
        from dossierkit.book.identity import Called

        gone = Identity(("x",), called=(Called(("Bo", "Lind"), "sure"),))
        (root / "dossiers/erased.txt").write_text(with_erased("", gone))
        arrival = one("Bo Lind", "bo@new.example")
        assert entry(root, arrival).verdict == "ambiguous"
        assert entry(root, arrival, matches={"a.vcf:1": "new"}).verdict == "add"

    def test_an_opt_out_is_only_made_stricter(self, make_book: MakeBook) -> None:
        out = ANNA.replace("tags", "consent: {do-not-contact: true}\ntags")
        root = make_book({**FILES, f"{PEOPLE}/anna.md": out})
        who = ("Anna Schmidt", "anna@brightlite.example")
        found = entry(
            root,
            one(*who, consent__marketing="given", consent__do_not_contact="false"),
            takes_theirs=True,
        )
        assert found.opted_out
        assert [kind for _, kind, _ in changes(found)] == ["conflict", "conflict"]
        made = plan(root, one(*who, consent__opt_out="2026-11-01 by mail"))
        assert changes(made.entries[0]) == [("consent.opt-out", "set", "2026-11-01 by mail")]

    def test_an_opt_out_of_a_file_is_taken(self, root: Path) -> None:
        who = ("Anna Schmidt", "anna@brightlite.example")
        made = plan(root, one(*who, consent__do_not_contact="true"))
        assert b"do-not-contact: true" in made.writes[0].after
        assert changes(entry(root, one(*who, consent__marketing="refused"))) == [
            ("consent.marketing", "set", "refused")
        ]

    def test_our_own_plans_are_not_brought_back(self, root: Path) -> None:
        arrival = one("Anna Schmidt", "anna@brightlite.example", next=("2026-01-02 old",))
        assert changes(entry(root, arrival)) == [("next", "conflict", "2026-01-02 old")]

    def test_an_address_that_mail_came_back_from_stays_dead(self, make_book: MakeBook) -> None:
        dead = "{bounced: [{address: old@b.example, date: 2026-01-01, reason: gone}], email"
        root = make_book({**FILES, f"{PEOPLE}/anna.md": ANNA.replace("{email", dead)})
        found = entry(root, one("Anna Schmidt", "old@b.example"))
        assert (verdict(found), found.changes) == (("unchanged", "anna"), ())

    def test_sensitive_facts_need_consent_in_force(self, root: Path) -> None:
        who: dict[str, Any] = {"name": "Bo Lind", "religion": "jewish"}
        none: dict[str, Any] = {}
        for consent, is_kept in (
            (none, False),
            ({"consent__sensitive": "2025-01-01 told me until 2026-01-01"}, False),
            ({"consent__sensitive": "not a day"}, False),
            ({"consent__sensitive": "2025-01-01 told me"}, True),
        ):
            made = plan(root, one(**who, **consent))
            assert (b"\nreligion: jewish" in made.writes[0].after) == is_kept
            codes = [finding.code for finding in made.entries[0].findings]
            assert ("no-consent" in codes) == (not is_kept)

    def test_a_value_that_the_schema_refuses_is_left_out_with_its_place(self, root: Path) -> None:
        arrival = one(
            "Bo Lind",
            "not an address",
            intent="maybe",
            career=({"employer": "A", "from": "soon"},),
            foo="x",
            custom__opt_out="yes",
            custom__size="43",
            reach__linkedin="",
            position__reports_to="nobody",
            owner="stranger",
            log=("2099-01-01 call: x", "what?"),
        )._replace(places={("intent",): (7, 9)})
        made = plan(root, arrival)
        found = made.entries[0]
        assert found.verdict == "add"
        assert [(one.line, one.column, one.code) for one in found.findings] == [
            (1, 1, "dangling-reference"),
            (1, 1, "date"),
            (1, 1, "log-line"),
            (1, 1, "log-line"),
            (1, 1, "mail-address"),
            (1, 1, "opt-out"),
            (1, 1, "unknown-field"),
            (7, 9, "unknown-value"),
        ]
        assert b"\ncustom: {size: 43}\n" in made.writes[0].after
        assert b"\nowner: lily" in made.writes[0].after

    def test_text_of_a_file_cannot_break_a_dossier(self, root: Path) -> None:
        arrival = one(
            "Bo\u202e Lind\x1b[31m",
            company={"name": "A\nB", "address": "1\r\n\n 2\x00"},
            note="---\n## Log\n[[anna]] #tag\n- 2026-01-01 call: x\n# Heading\n``` code",
        )
        made = plan(root, arrival)
        apply(root, made)
        book = load(root)
        assert book.unreadable == ()
        new = book.customers["bo-lind-31m"]
        assert new.facts.name == "Bo  Lind [31m"
        assert len(new.log.lines) == 1
        assert new.links() == []
        assert book.companies["a-b"].facts.address == "1\n2"


class TestOddDossiers:
    def test_a_byte_order_mark_stays(self, make_book: MakeBook) -> None:
        bom = "\ufeff"
        root = make_book({**FILES, f"{PEOPLE}/anna.md": bom + ANNA})
        made = plan(root, one("Anna Schmidt", "anna@brightlite.example", birthday="04-12"))
        apply(root, made)
        text = (root / PEOPLE / "anna.md").read_text(encoding="utf-8")
        assert text.startswith(f"{bom}---\n")
        assert "birthday: 04-12" in text

    def test_a_field_without_room_is_left_alone(self, make_book: MakeBook) -> None:
        root = make_book({**FILES, f"{PEOPLE}/anna.md": ANNA.replace("tags", "custom: x\ntags")})
        arrival = one("Anna Schmidt", "anna@brightlite.example", custom__size="43")
        assert changes(entry(root, arrival)) == [("custom.size", "conflict", "43")]

    @pytest.mark.parametrize("value", [{"a": "\x00"}, [[[[[[[[["x"]]]]]]]]]])
    def test_what_cannot_stand_in_a_header_is_left_out(self, root: Path, value: Any) -> None:
        found = entry(root, one("Bo Lind", "bo@x.example", custom__size=value))
        assert [one.code for one in found.findings] == ["wrong-shape"]
        assert found.verdict == "add"

    @pytest.mark.parametrize(
        ("arrival", "said"),
        [
            (one("Bo Lind", **LONG_NAME), "can't be the name of a field"),
            (one("Bo Lind", company={"name": "A", "address": "x" * 70_000}), "[header-too-large]"),
        ],
        ids=["name", "length"],
    )
    def test_what_cannot_be_written_is_refused(
        self, root: Path, arrival: Arrival, said: str
    ) -> None:
        made = plan(root, arrival)
        assert made.writes == ()
        assert made.entries[0].verdict == "refused"
        assert said in made.entries[0].reason

    def test_a_job_that_is_known_is_not_added_again(self, make_book: MakeBook) -> None:
        career = "career: [{employer: Lichthaus, role: Buyer}]\ntags"
        root = make_book({**FILES, f"{PEOPLE}/anna.md": ANNA.replace("tags", career)})
        jobs = ({"employer": "LICHTHAUS", "role": "Buyer"}, {"employer": "Acme"})
        arrival = one("Anna Schmidt", "anna@brightlite.example", career=jobs)
        assert changes(entry(root, arrival)) == [("career", "add", "employer: Acme")]


class TestFirstContacts:
    def test_they_are_spread_over_working_days_of_both_sides(self, make_book: MakeBook) -> None:
        busy = "---\nname: B\nowner: lily\nnext: [2026-11-30 call, 2026-12-01 call]\n---\n"
        root = make_book({**FILES, f"{PEOPLE}/busy.md": busy})
        arrivals = [one(f"P{n}", f"p{n}@x.example", line=n) for n in range(6)]
        arrivals.append(one("Ali", "ali@x.example", country="sa", line=7))
        made = plan(root, *arrivals, per_day=2)
        assert [found.first_contact for found in made.entries] == [
            "2026-11-30",
            "2026-12-01",
            "2026-12-02",
            "2026-12-02",
            "2026-12-03",
            "2026-12-03",
            "2026-12-07",
        ]

    @pytest.mark.parametrize(
        "more",
        [
            {"next": ("2026-12-09 call",)},
            {"every": "10d"},
            {"snooze": "2026-12-31 away"},
            {"intent": "never"},
            {"consent__do_not_contact": "true"},
            {"consent__opt_out": "2026-01-01 by mail"},
        ],
    )
    def test_who_has_a_plan_or_wants_none_gets_none(self, root: Path, more: Any) -> None:
        assert entry(root, one("Bo Lind", "bo@x.example", **more)).first_contact == ""

    def test_a_calendar_without_working_days_ends_the_search(self, make_book: MakeBook) -> None:
        never = "---\nname: Nowhere\nweekend: [mon, tue, wed, thu, fri, sat, sun]\n---\n"
        root = make_book({**FILES, "dossiers/countries/zz.md": never})
        found = entry(root, one("Bo Lind", "bo@x.example", country="zz"))
        assert found.first_contact == "2087-01-12"


class TestOurOwnCards:
    @staticmethod
    def arrivals(people: Any, version: str, book: Any) -> tuple[Arrival, ...]:
        data = b"".join(vcards(book, people, ON, version))
        return read_vcards(data, "own.vcf", Options(ON)).arrivals

    @pytest.mark.parametrize("version", ["4.0", "3.0"])
    def test_they_change_nothing_where_they_come_from(
        self, sample_book: Path, version: str
    ) -> None:
        book = load(sample_book)
        made = plan(sample_book, *self.arrivals(book.customers.values(), version, book))
        assert made.writes == ()
        assert {(found.verdict, found.changes) for found in made.entries} == {("unchanged", ())}

    def test_they_make_the_same_dossiers_in_another_book(
        self, sample_book: Path, make_book: MakeBook
    ) -> None:
        book = load(sample_book)
        team = {one.path: one.source.text for one in book.members.values()}
        root = make_book({"dossiers/book.yaml": "country: cn\n", **team})
        arrivals = self.arrivals(book.customers.values(), "4.0", book)
        apply(root, plan(root, *arrivals))
        there = load(root)
        assert there.unreadable == ()
        assert there.customers.keys() == book.customers.keys()
        for arrival in arrivals:
            header: Any = plain(there.customers[arrival.id].header)
            facts = facts_of(CUSTOMER, header)
            added = {path for path in facts if path[0] in ("next", "source")}
            kept = {p: v for p, v in facts.items() if p in arrival.facts or p not in added}
            firmless = ("company",) if ("company",) not in facts else ()
            wanted = {p: v for p, v in arrival.facts.items() if p != firmless}
            assert kept == wanted
        assert plan(root, *arrivals).writes == ()

    def test_people_of_every_kind_come_through_the_plan(self, make_book: MakeBook) -> None:
        pick = random.Random(5)
        people = [random_customer(pick, number) for number in range(150)]
        root = make_book({"dossiers/book.yaml": "country: cn\n"})
        arrivals = self.arrivals(people, "4.0", book_of([]))
        made = plan(root, *arrivals)
        assert {found.verdict for found in made.entries} == {"add"}
        apply(root, made)
        there = load(root).customers
        ours = (("owner",), ("company",), ("position", "reports-to"), ("source", "referred-by"))
        for arrival in arrivals:
            header: Any = plain(there[arrival.id].header)
            facts = facts_of(CUSTOMER, header)
            wanted = {path: v for path, v in arrival.facts.items() if path not in ours}
            assert {path: v for path, v in facts.items() if path in wanted} == wanted
        assert plan(root, *arrivals).writes == ()


words = st.sampled_from(("Anna Schmidt", "Anna", "Schmidt Anna", "Bo Lind", "王小明", "☺", "Bo"))
arrivals = st.builds(
    one,
    words,
    st.sampled_from(("", "anna@brightlite.example", "bo@x.example", "c@x.example")),
    st.sampled_from(("", "+49 30 1234567", "030 1234567", "+45 1234567", "123456")),
    st.sampled_from(("", "Brightlite", "Acme Ltd", "ACME", {"name": "Bo", "country": "de"})),
    tags=st.sampled_from(((), ("a",), ("A", "b"))),
    position__title=st.sampled_from(("", "Buyer", "Boss")),
    country=st.sampled_from(("", "de", "fr")),
    religion=st.sampled_from(("", "jewish")),
    note=st.sampled_from(("", "x", "x\ny")),
    log=st.sampled_from(((), ("2026-11-02 email in: Asked for strips.",), ("2026-01-01 call: y",))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(arrivals, max_size=6))
def test_the_same_file_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, found: list[Arrival]
) -> None:
    from conftest import write_book

    root = write_book(tmp_path_factory.mktemp("twice"), FILES)
    placed = [arrival._replace(place=f"a.vcf:{n}") for n, arrival in enumerate(found)]
    first = plan(root, *placed)
    assert plan(root, *placed) == first
    apply(root, first)
    book = load(root)
    assert book.unreadable == ()
    again = plan(root, *placed)
    assert again.writes == ()
    assert {one.verdict for one in again.entries} <= {"unchanged", "ambiguous", "refused"}
