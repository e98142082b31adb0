"""Every place that means one person, in whatever spelling; and the places that do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dossierkit.book.identity import Identity, identity_of, others_than
from dossierkit.book.keys import name_key, same_number, significant
from dossierkit.book.load import load
from dossierkit.book.mentions import Searcher

MakeBook = Callable[[dict[str, str]], Path]

ANNA = """\
---
name: Dr. Anna Schmidt
given: Anna
family: Schmidt
salutation: Frau Dr. Schmidt
company: brightlite
reach:
  email: [anna@brightlite.example, office@brightlite.example]
  phone: ["+49 30 1234567", "+49 30 99900"]
  whatsapp: "+49 151 12345678"
  wechat: anna-lights
  linkedin: https://www.linkedin.example/in/aschmidt
family-life: {spouse: Peter Schmidt, children: [{name: Max}]}
---
"""
KARL = """\
---
name: Karl Brandt
reach: {email: [office@brightlite.example], phone: ["030 99900"]}
---
"""


def identity(make_book: MakeBook, who: str = "anna-schmidt", **files: str) -> Identity:
    """What somebody is known by in a book of these customers."""
    customers = {"anna-schmidt": ANNA, "karl-brandt": KARL} | {
        name.replace("_", "-"): text for name, text in files.items()
    }
    root = make_book({f"dossiers/customers/{name}.md": text for name, text in customers.items()})
    book = load(root)
    return identity_of([who], [book.customers[who].facts], others_than(book, who))


@pytest.fixture
def anna(make_book: MakeBook) -> Searcher:
    return Searcher(identity(make_book))


def found(searcher: Searcher, text: str) -> list[tuple[str, str, str]]:
    """What each mention is, how sure, and its words."""
    return [(m.kind, m.grade, text[m.start : m.end]) for m in searcher.search(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Schmidt", "ANNA SCHMIDT", "anna schmidt", "Schmidt, Anna", "Schmidt Anna",
        "Anna M. Schmidt", "anna.schmidt", "Anna\n  Schmidt", "Anna\r\nSchmidt",
        "Anna\u00a0Schmidt", "Ａｎｎａ Ｓｃｈｍｉｄｔ", "Frau Dr. Schmidt", "Frau Schmidt",
        "MR. SCHMIDT",
    ],
)  # fmt: skip
def test_a_full_name_is_known_in_any_spelling(anna: Searcher, text: str) -> None:
    assert found(anna, f"Met {text}, again") == [("name", "sure", text)]


@pytest.mark.parametrize(
    "text",
    ["Hannah Schmidt-Meyer", "Annabel Schmidtke", "Anna. She saw Herr Schmidtke", "maria-anna-x"],
)
def test_other_names_are_not(anna: Searcher, text: str) -> None:
    assert all(grade != "sure" for _, grade, _ in found(anna, text))


@pytest.mark.parametrize(
    "text",
    [
        "anna@brightlite.example", "ANNA@Brightlite.Example", "anna+fair@brightlite.example",
        "anna%40brightlite.example",
    ],
)  # fmt: skip
def test_an_address_is_known_in_any_case(anna: Searcher, text: str) -> None:
    assert found(anna, f"<mailto:{text}>.") == [("address", "sure", text)]


@pytest.mark.parametrize(
    "text", ["hanna@brightlite.example", "anna@brightlite.example.org", "anna@other.example"]
)
def test_another_address_is_not(anna: Searcher, text: str) -> None:
    assert found(anna, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "+49 30 1234567", "+49 (0)30 123-45-67", "0049301234567", "030/1234567", "(030) 123 45 67",
        "４９ ３０ １２３４５６７", "+49 030 1234567", "015112345678", "+49-151-12345678",
        "٠٣٠١٢٣٤٥٦٧",
    ],
)  # fmt: skip
def test_a_number_is_known_in_any_spelling(anna: Searcher, text: str) -> None:
    assert found(anna, f"call {text} today") == [("number", "sure", text)]


def test_a_number_beside_another_one(anna: Searcher) -> None:
    assert found(anna, "030 1234567 089 555666")[0] == ("number", "sure", "030 1234567")
    assert found(anna, "089 555666 030 1234567")[0] == ("number", "sure", "030 1234567")


@pytest.mark.parametrize("text", ["+41 30 1234567", "1030 12345678", "30 12 34", "PI 12345678901"])
def test_another_number_is_not(anna: Searcher, text: str) -> None:
    assert found(anna, text) == []


def test_a_number_of_another_country_beside_one(anna: Searcher) -> None:
    assert found(anna, "555666777 +41 30 1234567") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see [[anna-schmidt]]", "[[anna-schmidt]]"),
        ("see [[ anna-schmidt | her ]]", "[[ anna-schmidt | her ]]"),
        ("reports-to: anna-schmidt", "anna-schmidt"),
        ("offer-anna-schmidt-2", "anna-schmidt"),
        ("log(anna-schmidt): call", "anna-schmidt"),
    ],
)
def test_the_id(anna: Searcher, text: str, words: str) -> None:
    assert found(anna, text) == [("id", "sure", words)]


def test_an_id_inside_of_another_one(make_book: MakeBook) -> None:
    maria = "---\nname: Maria Meier\n---\n"
    searcher = Searcher(identity(make_book, maria_anna_schmidt=maria))
    assert found(searcher, "maria-anna-schmidt and anna-schmidt") == [
        ("id", "sure", "anna-schmidt")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("source: {referred-by: frank}", "frank"),
        ("[[frank]]", "[[frank]]"),
        ("set(frank): stage", "frank"),
        ("set(anna, frank): stage", "frank"),
        ("Dossier: frank", "frank"),
        ("dossiers/customers/frank.md", "frank"),
    ],
)
def test_an_id_of_one_word_counts_where_ids_stand(
    make_book: MakeBook, text: str, words: str
) -> None:
    frank = identity(make_book, "frank", frank="---\nname: F. Miller\n---\n")
    assert found(Searcher(frank), text) == [("id", "sure", words)]
    assert found(Searcher(frank), "a frank word") == []


def test_handles(anna: Searcher) -> None:
    assert found(anna, "WeChat Anna-Lights") == [("handle", "sure", "Anna-Lights")]
    page = "http://linkedin.example/in/aschmidt"
    assert found(anna, page) == [("handle", "sure", page)]


class TestNames:
    """Who is meant by a part of a name depends on who else is in the book."""

    def test_a_first_or_family_name_that_is_theirs_alone(self, anna: Searcher) -> None:
        assert found(anna, "Anna called") == [("name", "likely", "Anna")]
        assert found(anna, "ANNA called") == [("name", "likely", "ANNA")]
        assert found(anna, "anna called") == []

    def test_an_initial(self, make_book: MakeBook) -> None:
        alone = "---\nname: Anna Weber\n---\n"
        weber = Searcher(identity(make_book, "weber", weber=alone))
        assert found(weber, "A. Weber") == [("name", "likely", "A. Weber")]

    def test_a_family_name_that_others_have(self, make_book: MakeBook) -> None:
        other = "---\nname: Eva Schmidt\n---\n"
        searcher = Searcher(identity(make_book, eva=other))
        assert found(searcher, "Frau Schmidt") == [("name", "unsure", "Frau Schmidt")]
        assert found(searcher, "Anna Schmidt") == [("name", "sure", "Anna Schmidt")]

    def test_a_full_name_that_another_one_has(self, make_book: MakeBook) -> None:
        searcher = Searcher(identity(make_book, twin="---\nname: Anna Schmidt\n---\n"))
        assert found(searcher, "Anna Schmidt") == [("name", "unsure", "Anna Schmidt")]

    def test_a_family_name_of_a_firm(self, make_book: MakeBook) -> None:
        root = make_book(
            {
                "dossiers/customers/anna-schmidt.md": ANNA,
                "dossiers/companies/x.md": "---\nname: Schmidt GmbH\n---\n",
            }
        )
        book = load(root)
        facts = [book.customers["anna-schmidt"].facts]
        one = identity_of(["anna-schmidt"], facts, others_than(book, "anna-schmidt"))
        assert found(Searcher(one), "Schmidt GmbH") == [("name", "unsure", "Schmidt")]

    def test_relatives(self, anna: Searcher) -> None:
        assert found(anna, "Peter Schmidt") == [("relative", "sure", "Peter Schmidt")]
        assert found(anna, "Max Schmidt") == [("relative", "sure", "Max Schmidt")]
        assert found(anna, "Max is ill") == [("relative", "likely", "Max")]
        assert anna.sure("Peter Schmidt and Anna Schmidt")[0].kind == "name"

    def test_relatives_whose_names_others_have(self, make_book: MakeBook) -> None:
        others = {"peter": "---\nname: Peter Schmidt\n---\n", "max": "---\nname: Max Meier\n---\n"}
        searcher = Searcher(identity(make_book, **others))
        assert found(searcher, "Peter Schmidt") == [("relative", "unsure", "Peter Schmidt")]
        assert found(searcher, "Max is ill") == [("relative", "unsure", "Max")]

    def test_a_relative_without_a_family_name(self, make_book: MakeBook) -> None:
        lone = "---\nname: Sting\nfamily-life: {children: [{name: Joe}, {born: 2015}]}\n---\n"
        searcher = Searcher(identity(make_book, "sting", sting=lone))
        assert found(searcher, "Joe and Sting") == [
            ("relative", "likely", "Joe"),
            ("name", "likely", "Sting"),
        ]

    @pytest.mark.parametrize("text", ["Jörg Müller", "Joerg Mueller", "Jorg Muller", "JÖRG MÜLLER"])
    def test_umlauts_and_accents(self, make_book: MakeBook, text: str) -> None:
        for name in ("Jörg Müller", "Joerg Mueller"):
            searcher = Searcher(identity(make_book, "jm", jm=f"---\nname: {name}\n---\n"))
            if "r" in text and (text != "Jorg Muller" or name != "Joerg Mueller"):
                assert found(searcher, text) == [("name", "sure", text)]

    def test_decomposed_accents_and_apostrophes(self, make_book: MakeBook) -> None:
        searcher = Searcher(identity(make_book, "jose", jose="---\nname: José O'Brien\n---\n"))
        for text in ("Jose\u0301 O’Brien", "Jose O'Brien"):
            assert found(searcher, text) == [("name", "sure", text)]

    def test_long_names_are_shortened(self, make_book: MakeBook) -> None:
        name = 'Abdullah ("Abu") bin Saleh Al-Qahtani'
        text = f"---\nname: '{name}'\n---\n"
        searcher = Searcher(identity(make_book, "abu", abu=text))
        for said in (
            "Abdullah Al-Qahtani",
            "Al Qahtani, Abdullah",
            "Abdullah bin Saleh Al-Qahtani",
        ):
            assert found(searcher, said) == [("name", "sure", said)]


class TestChinese:
    WANG = "---\nname: 王小明\ngiven: 小明\nfamily: 王\n---\n"

    def searcher(self, make_book: MakeBook, **others: str) -> Searcher:
        return Searcher(identity(make_book, "wang-xiao-ming", wang_xiao_ming=self.WANG, **others))

    @pytest.mark.parametrize(
        "text",
        ["王小明", "王 小明", "王总", "王先生", "Wang Xiao Ming", "Wang Xiaoming", "Mr Wang"],
    )
    def test_names_without_blanks_and_as_their_id_spells_them(
        self, make_book: MakeBook, text: str
    ) -> None:
        expected = [("name", "sure", text)]
        assert (
            found(self.searcher(make_book), f"今天和{text}谈了") == expected
            or found(self.searcher(make_book), f"met {text} today") == expected
        )

    def test_a_family_name_of_many(self, make_book: MakeBook) -> None:
        searcher = self.searcher(make_book, other="---\nname: 王芳\n---\n")
        assert found(searcher, "王总来了") == [("name", "unsure", "王总")]

    def test_a_given_name_alone(self, make_book: MakeBook) -> None:
        assert found(self.searcher(make_book), "小明来了") == [("name", "likely", "小明")]

    def test_a_name_in_two_scripts(self, make_book: MakeBook) -> None:
        text = "---\nname: Lily Zhang 张丽\n---\n"
        searcher = Searcher(identity(make_book, "lily", lily=text))
        for said in ("Lily Zhang", "张丽"):
            assert found(searcher, said) == [("name", "sure", said)]

    def test_an_id_that_is_no_transliteration(self, make_book: MakeBook) -> None:
        searcher = Searcher(identity(make_book, "c-0007", c_0007=self.WANG))
        assert found(searcher, "c 0007") == []
        one = Searcher(identity(make_book, "wang", wang="---\nname: 王\n---\n"))
        assert found(one, "wang") == []


def test_what_is_shared_with_others_tells_nobody_apart(make_book: MakeBook) -> None:
    one = identity(make_book)
    assert one.addresses == ("anna@brightlite.example",)
    assert one.phones == ("+49 30 1234567", "+49 151 12345678")
    assert one.shared == ("office@brightlite.example", "+49 30 99900")
    assert one.names[0] == "Anna Schmidt"


def test_addresses_that_mail_came_back_from(make_book: MakeBook) -> None:
    def bounced(text: str, *addresses: str) -> str:
        ones = ", ".join(f"{{address: {address}}}" for address in addresses)
        return text.replace("---\n", f"---\nreach: {{bounced: [{ones}, {{reason: full}}]}}\n", 1)

    anna = "---\nname: Anna Schmidt\n---\n"
    one = identity(
        make_book,
        anna_schmidt=bounced(anna, "anna@old.example", "sales@old.example"),
        karl_brandt=bounced("---\nname: Karl Brandt\n---\n", "Sales@old.example"),
    )
    assert one.addresses == ("anna@old.example",)
    assert one.shared == ("sales@old.example",)


def test_old_versions_add_to_what_somebody_is_known_by(make_book: MakeBook) -> None:
    book = load(make_book({"dossiers/customers/anna-schmidt.md": ANNA}))
    now = book.customers["anna-schmidt"].facts
    old = now.but(name="Anna Weber", given=None, family="Weber")
    one = identity_of(["anna-schmidt", "anna-weber"], [now, old], others_than(book, "anna-schmidt"))
    assert one.ids == ("anna-schmidt", "anna-weber")
    assert {"Anna Schmidt", "Anna Weber"} <= set(one.names)


def test_a_mark_in_the_place_of_each_mention(anna: Searcher) -> None:
    text = "Anna Schmidt <anna@brightlite.example>, Peter Schmidt, Anna"
    assert anna.erase(text, "[erased]") == "[erased] <[erased]>, Peter Schmidt, Anna"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+49 30 1234567", "030 1234567", True),
        ("+49 (0) 30 1234567", "0049 30 1234567", True),
        ("+49 30 1234567 ext 12", "+49301234567", True),
        ("+49 30 1234567", "+49 40 1234567", False),
        ("+47 22 33 44 55", "22334455", True),
        ("12345", "0012345", True),
        ("", "", False),
        ("12345", "4912345", False),
    ],
)
def test_numbers_are_compared_by_what_is_significant(one: str, other: str, same: bool) -> None:
    assert same_number(significant(one), significant(other)) is same


def test_names_are_compared_without_titles_case_and_order() -> None:
    assert name_key("Dr. Anna SCHMIDT") == name_key("Schmidt, Anna") == "anna schmidt"
    assert name_key("José") == "jose"
