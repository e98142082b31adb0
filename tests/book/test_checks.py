"""What the files of a book say of each other: each check at its borders.

A plain example of each finding stands in tests/problems.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dossierkit.book.checks import findings
from dossierkit.book.checks.codes import currencies, is_zone
from dossierkit.book.checks.common import place_of
from dossierkit.book.checks.targets import MAX_SUGGESTIONS
from dossierkit.book.load import load
from dossierkit.schema.sensitive import SENSITIVE
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.source import Source

TODAY = date(2026, 11, 21)
ANNA = "dossiers/customers/anna.md"
KARL = "dossiers/customers/karl.md"
BRIGHTLITE = "dossiers/companies/brightlite.md"
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
PRICES = HEAD + "BL-20,strip,strip,reel,USD,5.10,500,20,2027-01-31,\n"

Found = Callable[[dict[str, str]], list[Finding]]


@pytest.fixture
def found(make_book: Callable[..., Path]) -> Found:
    return lambda files: findings(load(make_book(files)), TODAY)


def customer(header: str = "", log: str = "", country: str = "country: de\n") -> str:
    """Anna, whose own lines begin in line 4, and her log."""
    text = f"---\nname: Anna\n{country}{header}---\n"
    return f"{text}## Log\n{log}" if log else text


def company(header: str = "") -> str:
    return f"---\nname: Brightlite\ncountry: de\n{header}---\n"


def places(found: list[Finding]) -> list[tuple[str, int, int, str]]:
    return [(one.path, one.line, one.column, one.code) for one in found]


def test_the_sample_book_has_nothing_wrong(sample_book: Path) -> None:
    assert findings(load(sample_book), TODAY) == []


class TestReferences:
    def test_all_that_is_there_is_found(self, found: Found) -> None:
        log = "- 2025-01-01 call out by tom: x\n"
        files = {
            ANNA: customer("company: brightlite\nowner: tom\nsource: {referred-by: karl}\n", log),
            KARL: customer().replace("Anna", "Karl") + "[[anna]] [[brightlite|the firm]] [[de]]\n",
            BRIGHTLITE: company("links: [{company: brightlite}, {how: refers}]\n"),
            "dossiers/countries/de.md": "---\nname: Germany\n---\n",
            "dossiers/team/tom.md": "---\nname: Tom\n---\n",
            "dossiers/book.yaml": "mail: {from: tom}\n",
        }
        assert found(files) == []

    @pytest.mark.parametrize("path", [BRIGHTLITE, "dossiers/companies/Brightlite.md"])
    def test_a_file_that_cannot_be_read_is_named_once(self, found: Found, path: str) -> None:
        files = {ANNA: customer("company: brightlite\n") + "[[brightlite]]\n", path: "nothing"}
        assert [one.path for one in found(files)] == [path]

    def test_another_kind_is_said(self, found: Found) -> None:
        files = {ANNA: customer("owner: brightlite\n"), BRIGHTLITE: company()}
        (one,) = found(files)
        assert one.message == "'brightlite' is a company, not a member of the team"
        assert one.hint == "write the id of a member of the team"

    def test_a_name_in_a_link_leads_to_the_id(self, found: Found) -> None:
        files = {ANNA: customer() + "Ask [[Karl Brandt]].\n"}
        files["dossiers/customers/karl-brandt.md"] = customer().replace("Anna", "Karl")
        (one,) = found(files)
        assert (one.line, one.column, one.hint) == (5, 5, "did you mean 'karl-brandt'?")

    def test_a_person_of_the_organisation_may_be_a_name(self, found: Found) -> None:
        assert found({BRIGHTLITE: company("org: [{role: Boss, person: karl}]\n")}) == []

    def test_the_place_in_a_log_is_that_of_the_member(self, found: Found) -> None:
        log = "- 2025-01-01 call out: x\n*  2025-01-02 09:30 order USD 1 by  bob: by bob\n"
        (one,) = found({ANNA: customer("", log)})
        assert (one.line, one.column) == (7, 37)

    def test_suggestions_come_to_an_end(self, found: Found) -> None:
        files = {f"dossiers/companies/c{n}.md": company() for n in range(2)}
        links = [f"[[x{n}]]" for n in range(MAX_SUGGESTIONS)]
        files[ANNA] = customer() + " ".join(links) + " [[c00]] [[x1]]\n"
        dangling = found(files)
        assert len(dangling) == MAX_SUGGESTIONS + 2
        assert not any("did you mean" in one.hint for one in dangling)

    def test_a_field_that_is_not_there_is_placed_at_its_parent(self, found: Found) -> None:
        header = read_header(source := Source("x", "a: {b: c}\n"), Span(0, 10))
        assert header is not None
        assert place_of(header, "nothing", "a", "x") == source.text.index("{")


class TestPeople:
    def test_one_address_in_three_dossiers(self, found: Found) -> None:
        files = {
            f"dossiers/customers/{name}.md": customer(f"reach: {{email: [x@y.de, {address}]}}\n")
            for name, address in [("a", "b@c.de"), ("b", "B@c.de"), ("c", "d@e.de")]
        }
        shared = found(files)
        assert [(one.path[-4:], one.column) for one in shared] == [
            ("a.md", 17),
            ("a.md", 25),
            ("b.md", 17),
            ("b.md", 25),
            ("c.md", 17),
        ]
        assert shared[0].message.endswith("Anna (dossiers/customers/b.md) and 1 more")
        assert shared[1].message.endswith("Anna (dossiers/customers/b.md)")

    def test_an_address_twice_in_one_dossier_is_not_shared(self, found: Found) -> None:
        assert found({ANNA: customer("reach: {email: [x@y.de, X@y.de]}\n")}) == []

    def test_an_address_of_another_form_is_placed_at_the_field(self, found: Found) -> None:
        text = customer("reach:\n  email: x@MÜLLER.example\n")
        assert places(found({ANNA: text, KARL: text})) == [
            (ANNA, 5, 10, "shared-address"),
            (KARL, 5, 10, "shared-address"),
        ]

    def test_a_name_may_return_elsewhere(self, found: Found) -> None:
        files = {ANNA: customer("company: brightlite\n"), KARL: customer(), BRIGHTLITE: company()}
        assert found(files) == []


class TestCountries:
    def test_the_company_answers_for_its_people(self, found: Found) -> None:
        files = {ANNA: customer("company: brightlite\n", country="")}
        files[BRIGHTLITE] = "---\nname: Brightlite\n---\n"
        assert places(found(files)) == [(BRIGHTLITE, 2, 7, "no-country")]

    def test_a_code_in_capitals_is_a_country(self, found: Found) -> None:
        assert found({ANNA: customer(country="country: NO\n")}) == []

    def test_a_code_that_is_refused_is_not_missing_too(self, found: Found) -> None:
        files = {ANNA: customer(country="country: Germany\n")}
        files[BRIGHTLITE] = "---\nname: Brightlite\ncountry: Germany\n---\n"
        assert {one.code for one in found(files)} == {"country-code"}

    def test_policy_and_calendar(self, found: Found) -> None:
        files = {
            "dossiers/book.yaml": "country: uk\n",
            "dossiers/countries/de.md": "---\nname: Germany\nholidays: {calendar: ZZ}\n---\n",
            "dossiers/countries/xx.md": "---\nname: Nowhere\n---\n",
        }
        assert places(found(files)) == [
            ("dossiers/book.yaml", 1, 10, "unknown-country"),
            ("dossiers/countries/de.md", 3, 22, "unknown-country"),
            ("dossiers/countries/xx.md", 1, 1, "unknown-country"),
        ]

    @pytest.mark.parametrize(
        ("code", "region", "hint"),
        [
            ("gb", "Scotland", None),
            ("gb", "Scotlnd", "did you mean 'scotland'?"),
            ("gb", "X", "write one of: ENG NIR SCT WLS"),
            (
                "us",
                "QQQQ",
                "write one of: AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY …",
            ),
            ("sg", "QQQQ", "delete it: this calendar has no regions"),
        ],
    )
    def test_regions(self, found: Found, code: str, region: str, hint: str | None) -> None:
        text = f"---\nname: Somewhere\nholidays: {{subdivision: {region}}}\n---\n"
        hints = [one.hint for one in found({f"dossiers/countries/{code}.md": text})]
        assert hints == ([] if hint is None else [hint])

    def test_a_region_that_only_the_calendar_knows(
        self, found: Found, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dossierkit.book.checks.subdivisions._known", dict)
        text = "---\nname: United Kingdom\nholidays: {subdivision: ENG}\n---\n"
        assert found({"dossiers/countries/gb.md": text}) == []


class TestCodes:
    def test_currencies_everywhere(self, found: Found) -> None:
        files = {
            "dossiers/book.yaml": "currency: UDS\n",
            BRIGHTLITE: company("terms: {currency: XQX}\n") + "## Log\n- 2025-01-01 order: x\n",
            "dossiers/countries/de.md": "---\nname: Germany\ncurrency: ERU\n---\n",
            "dossiers/rates.csv": "date,from,to,rate,source\n2026-01-01,USD,QQQ,1,bank\n",
            "dossiers/prices/2026-01-01.csv": PRICES.replace("USD", "UDS"),
        }
        assert places(found(files)) == [
            ("dossiers/book.yaml", 1, 11, "unknown-currency"),
            (BRIGHTLITE, 4, 19, "unknown-currency"),
            ("dossiers/countries/de.md", 3, 11, "unknown-currency"),
            ("dossiers/prices/2026-01-01.csv", 2, 1, "unknown-currency"),
            ("dossiers/rates.csv", 2, 1, "unknown-currency"),
        ]

    def test_old_money_is_known(self) -> None:
        assert {"USD", "CNY", "DEM", "BGN"} <= currencies()

    @pytest.mark.parametrize(("name", "is_known"), [("Asia/Tokyo", True), ("Asia", False)])
    def test_zones(self, name: str, is_known: bool) -> None:
        assert is_zone(name) is is_known

    def test_zones_that_are_known_are_no_finding(self, found: Found) -> None:
        files = {
            "dossiers/book.yaml": "timezone: Asia/Shanghai\ncountry: cn\ncurrency: CNY\n",
            "dossiers/countries/de.md": "---\nname: G\ntimezones: Europe/Berlin\n---\n",
        }
        assert found(files) == []


class TestStanding:
    ORDER = "- 2025-11-21 order: one\n"

    @pytest.mark.parametrize("stage", ["interest", "consideration", "assimilation", "sincerity"])
    def test_an_order_is_the_sign_of_harmony(self, found: Found, stage: str) -> None:
        (one,) = found({ANNA: customer(f"stage: {stage}\n", self.ORDER)})
        assert (one.line, one.column, one.code) == (4, 8, "stage-contradiction")

    @pytest.mark.parametrize(
        ("header", "log"),
        [
            ("stage: harmony\n", ORDER),
            ("tags: [x]\n", ORDER),
            ("stage: interest\n", "- 2025-11-21 order out: our own\n"),
            ("stage: interest\n", "- 2025-11-21 sample in: theirs\n"),
            ("stage: interest\n", ORDER + "- 2026-01-01 lost: price\n"),
            ("stage: assimilation\n", "- 2025-11-21 sample: one\n"),
            ("stage: sincerity\nintent: hesitant\n", "- 2025-11-21 sample: one\n"),
        ],
    )
    def test_nothing_to_say(self, found: Found, header: str, log: str) -> None:
        assert found({ANNA: customer(header, log)}) == []

    def test_a_deal_lost_before_the_order_does_not_count(self, found: Found) -> None:
        log = "- 2025-01-01 lost: price\n" + self.ORDER
        (one,) = found({ANNA: customer("stage: interest\n", log)})
        assert "they ordered on 2025-11-21" in one.message

    @pytest.mark.parametrize("stage", ["consideration", "assimilation", "sincerity"])
    def test_after_a_year_without_an_order_they_may_be_courted(
        self, found: Found, stage: str
    ) -> None:
        old = "- 2025-11-20 order: one\n"
        assert found({ANNA: customer(f"stage: {stage}\n", old)}) == []
        (one,) = found({ANNA: customer("stage: interest\n", old)})
        assert "write 'stage: consideration'" in one.hint

    @pytest.mark.parametrize(("day", "contradicts"), [("2025-11-21", True), ("2025-11-20", False)])
    def test_the_last_day_of_an_actual_customer(
        self, found: Found, day: str, contradicts: bool
    ) -> None:
        log = f"- {day} order: one\n"
        codes = [one.code for one in found({ANNA: customer("intent: never\n", log)})]
        assert codes == ["intent-contradiction"] * contradicts


class TestPolicyOfTheHouse:
    @pytest.mark.parametrize(("payee", "is_wrong"), [("Company", False), ("Karl", True)])
    def test_rebates(self, found: Found, payee: str, is_wrong: bool) -> None:
        header = f"terms: {{rebate: {{payee: {payee}, rate: 1%}}}}\n"
        codes = [one.code for one in found({BRIGHTLITE: company(header)})]
        assert codes == ["personal-rebate"] * is_wrong

    def test_sensitive_facts_are_those_declared_so(self) -> None:
        assert [fact.names for fact in SENSITIVE] == [
            ("family-life", "children"),
            ("religion",),
            ("diet",),
        ]

    def test_consent_covers_them_all(self, found: Found) -> None:
        header = "diet: [halal]\nreligion: muslim\n"
        (one,) = found({ANNA: customer(header)})
        assert one.message == "religion and diet: sensitive, and no consent is noted"
        assert found({ANNA: customer(f"{header}consent: {{sensitive: 2025-01-01}}\n")}) == []

    def test_what_is_to_come_is_no_log(self, found: Found) -> None:
        log = "- 2026-11-21 call out: x\n- 2026-11-22 call out: x\n"
        assert places(found({ANNA: customer("", log)})) == [(ANNA, 7, 3, "future-date")]


class TestQuotes:
    @pytest.mark.parametrize(
        ("text", "missing"),
        [
            ("FOB Hong Kong, T/T 30/70", ""),
            ("fob Yantian, 30 % deposit", ""),
            ("CIF Hamburg, L/C at sight", ""),
            ("EXW Shenzhen, cash against goods", ""),
            ("DAP Oslo, net 30", ""),
            ("FCA Ningbo, 100 % before shipment", ""),
            ("C&F Lagos, prepaid", ""),
            ("FOB 上海，电汇", ""),
            ("FOB Yantian", "payment terms"),
            ("T/T 30/70", "Incoterm"),
            ("a fobbed-off att", "Incoterm and no payment terms"),
        ],
    )
    def test_terms_in_the_line(self, found: Found, text: str, missing: str) -> None:
        messages = [
            one.message for one in found({ANNA: customer("", f"- 2025-01-01 quote: {text}\n")})
        ]
        assert messages == ([f"the quote says no {missing}"] if missing else [])

    def test_terms_of_the_company(self, found: Found) -> None:
        terms = "terms: {incoterm: FOB, payment: T/T}\n"
        log = "- 2025-01-01 quote: x\n- 2025-01-01 quote in: theirs\n"
        files = {ANNA: customer("company: brightlite\n", log), BRIGHTLITE: company(terms)}
        files[BRIGHTLITE] += "## Log\n- 2025-01-01 quote: x\n"
        assert found(files) == []

    def test_terms_that_cannot_be_read_may_be_there(self, found: Found) -> None:
        log = "- 2025-01-01 quote: x\n"
        files = {ANNA: customer("company: brightlite\n", log), BRIGHTLITE: "nothing"}
        assert [one.path for one in found(files)] == [BRIGHTLITE]


class TestProducts:
    def test_without_price_lists_nothing_is_said(self, found: Found) -> None:
        assert found({ANNA: customer("buys: [XX]\n")}) == []

    def test_while_a_list_has_errors_nothing_is_said(self, found: Found) -> None:
        files = {ANNA: customer("buys: [XX]\n")}
        files["dossiers/prices/2026-01-01.csv"] = PRICES.replace("5.10", "?")
        assert [one.code for one in found(files)] == ["price-row"]

    def test_skus_and_groups(self, found: Found) -> None:
        files = {
            ANNA: customer("buys: [BL-20, strip, bl-20, BL-20]\n"),
            "dossiers/prices/2026-01-01.csv": PRICES,
        }
        files[BRIGHTLITE] = company("buys:\n  - bl-20\n")
        unknown = found(files)
        assert [(one.path, one.line) for one in unknown] == [(BRIGHTLITE, 5), (ANNA, 4)]
        assert {one.hint for one in unknown} == {"did you mean 'BL-20'?"}


class TestLostText:
    @pytest.mark.parametrize(
        ("header", "column"),
        [
            ("next: 2026-12-01 answer #118\n", 25),
            ("reason:  #118\n", 10),
            ("tags: [a, b  #c\n ]\n", 14),
            ("taboos:\n  - white flowers #4\n", None),
            ("reason: price # of the strips\n", 0),
            ('reason: "price #118"\n', 0),
            ("reason: price\n #118\n", 0),
            ("tags: [a] #b\n", 0),
            ("reason: price ## old\n", 0),
            ("custom:\n  text: |\n    see #118\n", 0),
        ],
    )
    def test_comments(self, found: Found, header: str, column: int | None) -> None:
        lost = found({ANNA: customer(header)})
        assert [one.code for one in lost] == ["comment-in-value"] * (column != 0)
        if column:
            assert lost[0].column == column

    def test_the_policy_loses_text_too(self, found: Found) -> None:
        (one,) = found({"dossiers/book.yaml": "name: Lumora #1\n"})
        assert (one.path, one.line, one.column) == ("dossiers/book.yaml", 1, 14)

    @pytest.mark.parametrize(
        ("header", "column"),
        [
            ("tags: [A (b, c), d]\n", 8),
            ("tags: [d, A (b, c), e]\n", 11),
            ("career: [{employer: X}, {employer: Y}]\ntags: [A (b), c]\n", 0),
            ('tags: ["A (b, c)", d (e)]\n', 0),
            ("tags:\n  - A (b, c)\n  - d\n", 0),
            ("tags: [a, A (b]\nreason: (a, b)\n", 0),
            ("custom: {x: [A (b, [c]]}\n", 0),
        ],
    )
    def test_parentheses(self, found: Found, header: str, column: int) -> None:
        assert [one.column for one in found({ANNA: customer(header)})] == [column] * bool(column)


def test_what_the_files_say_against_themselves_is_there_too(found: Found) -> None:
    files = {
        ANNA: customer("stage: harmonic\n"),
        KARL: "nothing",
        "dossiers/customers/x.txt": "",
        "dossiers/customers/X Y.md": "",
        "dossiers/prices/2026-01-01.csv": "sku\n",
        "dossiers/rates.csv": "date\n",
        "dossiers/book.yaml": "\ufeff",
    }
    all_findings = found(files)
    assert sorted(one.code for one in all_findings) == [
        "byte-order-mark",
        "columns",
        "columns",
        "id",
        "no-header",
        "not-a-dossier",
        "unknown-value",
    ]
    assert all_findings == sorted(set(all_findings))


def test_a_name_in_another_order_is_the_same_person(found: Found) -> None:
    files = {
        ANNA: "---\nname: Zoë Schmidt\ncompany: brightlite\n---\n",
        KARL: '---\nname: "Schmidt, Zoe"\ncompany: brightlite\n---\n',
        BRIGHTLITE: "---\nname: Brightlite\ncountry: de\n---\n",
    }
    same = [finding.path for finding in found(files) if finding.code == "same-person"]
    assert same == [ANNA, KARL]
