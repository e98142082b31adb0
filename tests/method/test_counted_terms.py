"""Price levels and terms by country, referrals (M48), and customers worth waking (M27)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from ledgers import MakeBook, ledger, moved, person, seen

from dossierkit.method.figures.dormant import lapsed, sleepers
from dossierkit.method.figures.payment import Payment, read_payment
from dossierkit.method.figures.referrals import referral_tree
from dossierkit.method.figures.terms import by_country, incoterms, payments

ORDER = "- 2026-10-01 order in USD 100.00: x\n"


def company(name: str, country: str = "de", terms: str = "") -> dict[str, str | bytes]:
    land = f"country: {country}\n" if country else ""
    said = f"terms: {{{terms}}}\n" if terms else ""
    return {f"dossiers/companies/{name}.md": f"---\nname: {name.title()}\n{land}{said}---\n"}


def test_price_levels_by_country(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {"anna": person("company: one\n", ORDER), "xi": person("country: zz\n"), "nn": person()},
        {
            **company("one", terms="price-adjustment: +3%, quality: strict, currency: USD"),
            **company("two", terms="price-adjustment: -1%, quality: strict, currency: EUR"),
            **company("three", terms="payment: T/T, quality: relaxed, currency: EUR"),
            **company("four"),
            **company("five", "fr", "incoterm: FOB, place: Hong Kong"),
            **company("six", "", "incoterm: EXW"),
            "dossiers/countries/de.md": "---\nname: Deutschland\ntaste: {price: quality}\n---\n",
        },
    )
    germany, france, nowhere = by_country(book)
    assert (germany.name, germany.taste, germany.companies) == ("Deutschland", "quality", 3)
    assert (germany.adjustment, germany.lowest, germany.highest) == (
        Decimal(0),
        Decimal(-1),
        Decimal(3),
    )
    assert germany.qualities == (("strict", 2), ("relaxed", 1))
    assert germany.currencies == (("EUR", 2), ("USD", 1))
    assert (germany.orders, germany.value.total) == (1, Decimal("100.00"))
    assert (france.name, nowhere.name, nowhere.code) == ("France", "not known", None)
    assert [(one.term, one.companies) for one in payments(book)] == [("T/T", 1)]
    assert [(one.name, one.term) for one in incoterms(book)] == [
        ("France", "FOB Hong Kong"),
        ("not known", "EXW"),
    ]


def test_a_country_that_nobody_knows_is_called_by_its_code(make_book: MakeBook) -> None:
    countries = {"dossiers/countries/zz.md": "---\ncurrency: USD\n---\n"}
    book = ledger(make_book, {"anna": person("country: zz\n", ORDER)}, countries)
    assert [(one.name, one.adjustment) for one in by_country(book)] in (
        [("zz", None)],
        [("not known", None)],
    )


def test_terms_are_those_of_the_owner_s_companies(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {
            "a": person("owner: lily\ncompany: one\n"),
            "b": person("owner: tom\ncompany: two\n"),
        },
        {**company("one", terms="payment: T/T"), **company("two", terms="payment: L/C")},
        owner="lily",
    )
    assert [one.term for one in payments(book)] == ["T/T"]


@pytest.mark.parametrize(
    ("text", "payment"),
    [
        ("T/T 30 % deposit, 70 % before shipment", Payment("deposit")),
        ("20/80", Payment("deposit")),
        ("T/T 30 % deposit, 70 % against copy of B/L", Payment("documents")),
        ("D/P at sight", Payment("documents")),
        ("100 % before production", Payment("advance")),
        ("款到发货", Payment("advance")),
        ("cash against goods in Shenzhen", Payment("cash")),
        ("L/C at sight", Payment("letter-of-credit")),
        ("LC 60 days", Payment("letter-of-credit", 60)),
        ("OA 60 days, covered by export credit insurance", Payment("credit", 60)),
        ("They want OA 90.", Payment("credit", 90)),
        ("net 30", Payment("credit", 30)),
        ("T/T 100 % 30 days after B/L", Payment("credit", 30)),
        ("月结60天", Payment("credit", 60)),
        ("nothing of the kind, o a", None),
    ],
)
def test_what_payment_terms_amount_to(text: str, payment: Payment | None) -> None:
    assert read_payment(text) == payment


def test_payment_terms_are_said_in_words() -> None:
    assert str(Payment("credit", 90)) == "open credit, 90 days"
    assert str(Payment("cash")) == "cash on collection"


LOST = "- 2021-06-08 meeting: They want OA 90.\n- 2021-09-15 lost: payment terms\n"
GIVEN = {
    **company("lender", "gb", "payment: T/T 30 days after shipment"),
    **company("banker", "no", "payment: L/C at sight"),
    **company("usual", "fr", "payment: T/T 30/70"),
    **company("mine", "us", "payment: OA 60 days"),
    **company("silent", "us"),
}
BUYERS = {
    "b1": person("company: lender\n", ORDER),
    "b2": person("company: banker\n", ORDER),
    "b3": person("company: usual\n", ORDER),
}


def test_lost_over_terms_that_we_accept_now(make_book: MakeBook) -> None:
    book = ledger(make_book, {**BUYERS, "linda": person("company: mine\n", LOST)}, GIVEN)
    [linda] = sleepers(book, None)
    assert (linda.id, linda.lost, linda.wanted) == (
        "linda", date(2021, 9, 15), Payment("credit", 90),
    )  # fmt: skip
    assert [(one.company, one.own) for one in linda.offers] == [("mine", True), ("lender", False)]
    assert (linda.path, linda.line) == ("dossiers/customers/linda.md", 10)


def test_where_nobody_wrote_what_they_wanted_all_easier_terms_are_offered(
    make_book: MakeBook,
) -> None:
    nobody_s = person("company: silent\nreason: terms of 30 % deposit\n")
    book = ledger(make_book, {**BUYERS, "nora": nobody_s}, GIVEN)
    [nora] = sleepers(book, None)
    assert (nora.lost, nora.wanted, nora.words) == (None, None, "terms of 30 % deposit")
    assert [one.company for one in nora.offers] == ["banker", "lender"]
    assert nora.line == 4


def test_terms_that_were_agreed_before_the_loss_are_no_news(make_book: MakeBook) -> None:
    people = {**BUYERS, "linda": person("company: silent\n", LOST)}
    book = ledger(make_book, people, GIVEN)
    before = seen(moved("lender", "T/T", "T/T 30 days", date(2020, 1, 1), field="terms.payment"))
    after = seen(
        moved("lender", "T/T", "T/T 30 days", date(2024, 1, 1), field="terms.payment"),
        moved("lender", "EXW", "FOB", date(2020, 1, 1), field="terms.incoterm"),
    )
    assert sleepers(book, before) == []
    assert sleepers(book, after)[0].offers[0].since == date(2024, 1, 1)


@pytest.mark.parametrize(
    "asleep",
    [
        person("company: mine\n", LOST + ORDER),
        person("company: mine\nconsent: {do-not-contact: true}\n", LOST),
        person("company: mine\nreason: price\n", LOST),
        person("company: mine\n"),
        person("company: mine\nreason: wanted D/P terms\n"),
    ],
)
def test_who_buys_opted_out_or_was_lost_over_something_else_is_left_alone(
    make_book: MakeBook, asleep: str
) -> None:
    assert sleepers(ledger(make_book, {**BUYERS, "linda": asleep}, GIVEN), None) == []


def test_without_a_company_the_terms_of_others_are_told(make_book: MakeBook) -> None:
    book = ledger(make_book, {**BUYERS, "solo": person("reason: only by L/C\n")}, GIVEN)
    [solo] = sleepers(book, None)
    assert (solo.wanted, [one.company for one in solo.offers]) == (
        Payment("letter-of-credit"), ["banker"],
    )  # fmt: skip


def test_lapsed_customers_by_what_they_ordered(make_book: MakeBook) -> None:
    old = "- 2024-01-01 order in USD {}: x\n"
    book = ledger(
        make_book,
        {
            "small": person("reason: rouble\n", old.format("10.00")),
            "big": person("", old.format("900.00") + old.format("100.00")),
            "gone": person("consent: {do-not-contact: true}\n", old.format("9.00")),
            "here": person("", ORDER),
        },
    )
    found = lapsed(book)
    assert [(one.id, one.orders, one.value.total) for one in found] == [
        ("big", 2, Decimal(1000)),
        ("small", 1, Decimal(10)),
    ]
    assert found[1].reason == "rouble"


def by(referrer: str, log: str = "", owner: str = "tom") -> str:
    return person(f"owner: {owner}\nsource: {{channel: referral, referred-by: {referrer}}}\n", log)


def test_who_brought_whom_with_what_these_ordered(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {
            "root": person("", ORDER),
            "child": by("root"),
            "second": by("root", ORDER),
            "grandchild": by("child", ORDER),
            "alone": person(),
            "self": by("self"),
            "lost": by("stranger"),
        },
    )
    found = referral_tree(book)
    assert [(one.id, one.depth, one.brought, one.brought_value.total) for one in found] == [
        ("root", 0, 3, Decimal(200)),
        ("child", 1, 1, Decimal(100)),
        ("grandchild", 2, 0, Decimal(0)),
        ("second", 1, 0, Decimal(0)),
        ("stranger", 0, 1, Decimal(0)),
        ("lost", 1, 0, Decimal(0)),
    ]
    assert [one.id for one in found if not one.is_known] == ["stranger"]
    assert found[2].referred_by == "child"


def test_people_who_refer_each_other_are_told_once(make_book: MakeBook) -> None:
    found = referral_tree(
        ledger(
            make_book,
            {"a": by("c", ORDER), "b": by("a", ORDER), "c": by("b"), "tail": by("c")},
        )
    )
    assert [(one.id, one.depth, one.turns_back) for one in found] == [
        ("a", 0, False),
        ("b", 1, False),
        ("c", 2, False),
        ("a", 3, True),
        ("tail", 3, False),
    ]
    assert (found[0].brought, found[0].brought_value.total, found[3].orders) == (3, Decimal(100), 0)


def test_an_owner_sees_the_trees_of_their_own(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {"r": person(), "a": by("r", owner="lily"), "s": person(), "b": by("s")},
        owner="lily",
    )
    assert [one.id for one in referral_tree(book)] == ["r", "a"]


def test_a_chain_of_any_length_is_walked(make_book: MakeBook) -> None:
    people = {f"p{number:04d}": by(f"p{number - 1:04d}") for number in range(1, 1200)}
    found = referral_tree(ledger(make_book, {"p0000": person(), **people}))
    assert (found[0].brought, found[-1].depth) == (1199, 1199)
