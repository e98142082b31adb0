"""Templates are checked without a customer: what is wrong in them, and what they need."""

from __future__ import annotations

from pathlib import Path

import pytest
from letterbook import TODAY, customer, make_book, template

from dossierkit.book.load import load
from dossierkit.book.shipped import shipped_folder
from dossierkit.mail.checking.catalogue import catalogue
from dossierkit.mail.checking.findings import findings_of, own_templates, template_findings
from dossierkit.mail.checking.needs import Needs, needs_of
from dossierkit.mail.checking.vocabulary import vocabulary
from dossierkit.mail.job import Template
from dossierkit.mail.names import Occasion, names_of
from dossierkit.mail.purposes.registry import PURPOSES
from dossierkit.mail.templates import load_templates
from dossierkit.text.finding import Finding

SHIPPED = [
    pytest.param(one, id=f"{purpose.name}-{language}")
    for purpose in sorted(shipped_folder("templates").iterdir())
    for language, one in load_templates(Path("/nowhere"), purpose.name).by_language.items()
]


def read(body: str, purpose: str = "hello", uses: tuple[str, ...] = ()) -> Template:
    """A template with a body that begins in line 4 of its file."""
    return Template("templates/hello/en.md", purpose, "en", "Hello", 2, body, 4, uses, None, 3)


def found(body: str, purpose: str = "hello", uses: tuple[str, ...] = ()) -> list[str]:
    """The findings of a body, without their path."""
    return [
        str(one).partition("en.md:")[2] for one in sorted(findings_of(read(body, purpose, uses)))
    ]


def hints(body: str) -> list[str]:
    return [one.hint for one in sorted(findings_of(read(body)))]


@pytest.mark.parametrize("shipped", SHIPPED)
def test_no_shipped_template_has_a_finding(shipped: Template) -> None:
    assert list(findings_of(shipped)) == []


@pytest.mark.parametrize("purpose", ["hello", *PURPOSES])
def test_the_words_are_those_that_letters_know(purpose: str, tmp_path: Path) -> None:
    """Whoever adds a name has to say what it is, so that `check` knows it too."""
    book = load(make_book(tmp_path))
    known = PURPOSES.get(purpose)
    data = dict.fromkeys(known.names if known else (), "x")
    names = names_of(book, book.customers["anna"], book.members["lily"], Occasion("", TODAY), data)
    words = vocabulary(purpose)
    assert set(words) == set(names)
    assert {name for name, word in words.items() if not word.only} >= set(data)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ customer.nam }}", "4:1: error: 'customer.nam' is no fact [unknown-name]"),
        ("x\n{% if customer.nam %}{% endif %}", "5:1: error: 'customer.nam' is no fact"),
        ("{{ customer['nam'] }}", "'customer.nam' is no fact"),
        ("{{ customer.nam|default('you') }}", "'customer.nam' is no fact"),
        ("{{ adressee|default('you') }}", "there is no 'adressee' in letters"),
        ("{{ company.terms.forwarder.nmae }}", "'company.terms.forwarder.nmae' is no fact"),
        ("{% for c in customer.career %}{{ c.emploer }}{% endfor %}", "'customer.career.emploer'"),
        ("{{ customer.career[0].emploer }}", "'customer.career.emploer' is no fact"),
        ("{% set t = company.terms %}{{ t.palce }}", "'company.terms.palce' is no fact"),
        ("{{ customer.career|map(attribute='emp')|join(', ') }}", "'customer.career.emp' is no"),
        ("{{ customer.career|selectattr('emp')|list|length }}", "'customer.career.emp' is no fact"),
        ("{{ (customer.career|first).emp }}", "'customer.career.emp' is no fact"),
        ("{{ customer.name.nmae }}", "'nmae' is nothing that a text has"),
        ("{{ customer.name.__class__ }}", "'__class__' is nothing that a text has"),
        ("{{ customer.birthday.moon }}", "'moon' is nothing that a Birthday has"),
        ("{{ customer.interests.first }}", "'first' is nothing that a list has"),
        ("{{ prices[0].sku }}", "error: 'prices' is only known in price-update"),
        ("{% if prices %}x{% endif %}", "warning: 'prices' is only known in price-update"),
        ("{% for i in range(3) %}{% endfor %}", "there is no 'range' in letters"),
        ("{% for i in [1] %}{% set x = 1 %}{% endfor %}{{ x }}", "there is no 'x' in letters"),
        ("{{ addressee|shout }}", "there is no filter 'shout' [unknown-filter]"),
        ("{% filter shout %}x{% endfilter %}", "there is no filter 'shout'"),
        ("{% if addressee is odd_one %}x{% endif %}", "there is no test 'odd_one'"),
        ("{{ customer.interests }}", "'customer.interests', a list, can't be printed"),
        ("{{ company }}", "'company', a group of facts, can't be printed [not-printable]"),
        ("{{ formal }}", "'formal', a yes-or-no, can't be printed"),
        ("{{ not formal }}", "a yes-or-no can't be printed"),
        ("{% if formal %}\nx", "5:1: error: Unexpected end of template"),
        ("{{ 'a", "error: "),
        ("{% import 'os' as os %}", "'import' finds nothing: a letter is made of one template"),
        ("{% from '../x.md' import y %}", "'from … import' finds nothing"),
        ("{% include '../../dossiers/book.yaml' %}", "[template-include]"),
        ("{% extends 'de.md' %}", "'extends' finds nothing"),
        ("a\nb TODO: c", "5:1: error: 'TODO' is left over: no letter is made with it [leftover]"),
        ("{% raw %}{{ x }}{% endraw %}", "'{{' is left over"),
        (" \n", "the template has no text [template-field]"),
        ("{{ customer.religion }}", "'customer.religion' is a sensitive fact, and 'uses' does not"),
        (
            "{% for c in customer.family_life.children %}{{ c.name }}{% endfor %}",
            "'customer.family-life.children.name' is a sensitive fact",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(body: str, message: str) -> None:
    assert any(message in one for one in found(body)), found(body)


def test_what_was_meant_is_said() -> None:
    assert hints("{{ customer.nam }}") == ["did you mean 'name'?"]
    assert hints("{{ adressee }}") == ["did you mean 'addressee'?"]
    assert hints("{{ today|dya }}") == ["did you mean 'day'?"]


def test_nesting_without_end_is_a_finding_and_no_crash() -> None:
    assert "nested too deeply" in found("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")[0]


def test_what_is_right_is_not_complained_about() -> None:
    body = """\
{% macro bold(x, y="") %}**{{ x }}**{{ later }}{% endmacro %}
{% set later = "x" %}{% set a, b = [1, 2] %}{% set block %}*{{ addressee }}*{% endset %}
{% for one in customer.interests if one != "x" %}{{ loop.index }} {{ one|title }}
{% else %}-{% endfor %}
{{ bold(addressee) }}{{ block }}{{ customer.birthday.month }}{{ today.year + 1 }}{{ a ~ b }}
{% call(x) bold("y") %}{{ x }}{% endcall %}
{{ customer.custom.shape.colour }}{{ customer.source.date }}{{ customer.name.upper() }}
{% with n = customer.career|length %}{{ n }}{% endwith %}{{ customer.interests[:2]|join(", ") }}
{% if customer.given is defined and customer.rapport in ["trust"] %}{{ -1 }}{% endif %}
{{ {"a": 1}.a }}{{ customer.interests|sort|first|default("tea") }}{{ "x" if formal else "y" }}
"""
    assert found(body) == []


def test_uses_lists_what_is_sensitive_and_read() -> None:
    assert found("{% if customer.religion %}x{% endif %}", uses=("customer.religion",)) == []
    said = found("Hi", uses=("customer.religion", "customer.name", "customer.faith", "faith"))
    assert [one.partition("lists ")[2] for one in said] == [
        "'customer.faith', which is no fact [template-uses]",
        "'faith', which is no fact [template-uses]",
        "'customer.name', which is not sensitive: every template may read it [template-uses]",
        "'customer.religion', but nothing here reads it [template-uses]",
    ]
    assert all(one.startswith("3:1: ") for one in said)


@pytest.mark.parametrize(
    ("body", "always", "sometimes", "if_known"),
    [
        ("{{ customer.given }}", "customer.given", "", ""),
        ("{{ addressee }} {{ signature }} {{ today|day }} {{ customer.name }}", "", "", ""),
        ("{% if customer.given %}{{ customer.given }}{% endif %}", "", "", "customer.given"),
        ("{{ customer.given or addressee }}", "", "", "customer.given"),
        ("{{ customer.given|default('you') }}", "", "", "customer.given"),
        ("{{ customer.given if customer.given else 'you' }}", "", "", "customer.given"),
        ("{% if formal %}{{ customer.family }}{% endif %}", "", "customer.family", ""),
        ("{% if not customer.given %}x{% else %}{{ customer.given }}{% endif %}", "", "", "+given"),
        ("{% if not customer.given %}{{ customer.given }}{% endif %}", "", "customer.given", ""),
        ("{% if customer.given or formal %}{{ customer.given }}{% endif %}", "", "+given", ""),
        ("{% if formal and customer.given %}{{ customer.given }}{% endif %}", "", "", "+given"),
        ("{% if customer.stage == 'x' %}{{ customer.stage }}{% endif %}", "", "", "+stage"),
        ("{% if customer.stage != 'x' %}{{ customer.stage }}{% endif %}", "", "+stage", ""),
        ("{% if customer.given is defined %}{{ customer.given }}{% endif %}", "", "", "+given"),
        ("{% if years is none %}x{% else %}{{ years }}{% endif %}", "", "", "years"),
        ("{% if years > 1 %}{{ years }}{% endif %}", "", "", "years"),
        ("{% set h = customer.interests[0] %}{{ h }}", "customer.interests", "", ""),
        ("{% set h = '' %}{% if customer.interests %}{% set h = customer.interests[0] %}{% endif %}"
         "{% if h %}{{ h }}{% endif %}", "", "", "customer.interests"),
        ("{% set ok = customer.given and formal %}{% if ok %}{{ customer.given }}{% endif %}",
         "", "", "+given"),
        ("{% set a = '' %}{% if formal %}{% set a = customer.given == 'x' %}{% endif %}"
         "{% if a %}{{ customer.given }}{% endif %}", "", "", "+given"),
        ("{% set a = customer.given %}{% set a = 'x' %}{% if a %}{{ customer.given }}{% endif %}",
         "", "+given", ""),
        ("{% for x in customer.interests %}{{ x }}{% endfor %}", "", "", "customer.interests"),
        ("{% for c in customer.career %}{{ c.role }}{% endfor %}", "", "+career.role", "+career"),
        ("{{ customer.interests|join(', ') }}", "customer.interests", "", ""),
        ("{{ customer.interests|length }}", "", "", "customer.interests"),
        ("{{ incoterm }} {{ company.name }}", "company.name company.terms.incoterm", "", ""),
        ("{{ company.terms.price_adjustment|percent }}", "company.terms.price-adjustment", "", ""),
        ("{{ country.name }}{{ owner.title }}", "country.name owner.title", "", ""),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(customer.given) }}", "customer.given", "", ""),
    ],
)  # fmt: skip
def test_what_a_template_needs(body: str, always: str, sometimes: str, if_known: str) -> None:
    wanted = [
        tuple(one.replace("+", "customer.") for one in text.split())
        for text in (always, sometimes, if_known)
    ]
    assert needs_of(read(body)) == Needs(wanted[0], wanted[1], wanted[2], ())


def test_rows_that_the_program_lists_are_no_need_of_the_user() -> None:
    body = "{% for row in prices %}{{ row.sku }} {{ row.note }}{% endfor %}"
    assert needs_of(read(body, "price-update")) == Needs((), (), (), ())
    assert needs_of(read("{{ quote.number }} {{ sent|day }}", "quote-follow-up")).always == (
        "quote.number",
    )


def of_book(root: Path) -> list[Finding]:
    return template_findings(load(root))


def test_a_book_without_templates_of_its_own_costs_nothing(tmp_path: Path) -> None:
    root = make_book(tmp_path)
    assert own_templates(root) == []
    assert of_book(root) == []


def test_templates_as_shipped_are_not_read_again(tmp_path: Path) -> None:
    shipped = (shipped_folder("templates") / "greeting" / "en.md").read_text(encoding="utf-8")
    files = {"templates/greeting/en.md": shipped, "templates/greeting/de.md": shipped + "TODO\n"}
    root = make_book(tmp_path, **files)
    assert own_templates(root) == ["templates/greeting/de.md"]
    codes = {(one.path, one.code) for one in of_book(root)}
    assert codes == {("templates/greeting/de.md", "template-field")}


def test_findings_of_files_come_with_those_of_their_content(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(template("x"))
    files = {
        "templates/hello/en.md": template("{{ customer.nam }}"),
        "templates/hello/de.md": template("Hi", extra="from: nobody\n"),
        "templates/hello/fr.md": template("Hi", extra="subjct: x\n"),
        "templates/Hello World/en.md": template("Hi"),
        "templates/stray.md": template("Hi"),
        "templates/hello/.en.md.swp": "x",
    }
    root = make_book(tmp_path / "book", **files)
    (root / "templates" / "hello" / "es.md").symlink_to(outside)
    assert [(one.path.removeprefix("templates/"), one.line, one.code) for one in of_book(root)] == [
        ("Hello World/en.md", 1, "template-place"),
        ("hello/de.md", 4, "dangling-reference"),
        ("hello/en.md", 5, "unknown-name"),
        ("hello/es.md", 1, "outside-book"),
        ("hello/fr.md", 4, "template-field"),
        ("stray.md", 1, "template-place"),
    ]


def test_a_missing_language_is_only_said_where_customers_need_it(tmp_path: Path) -> None:
    people = {
        f"dossiers/customers/{name}.md": customer(name=name, language=f"{{prefers: {code}}}")
        for name, code in {
            "anna": "de",
            "bea": "fr",
            "cleo": "it",
            "dora": "pl",
            "eva": "zh",
        }.items()
    }
    root = make_book(tmp_path, **people, **{"templates/hello/zh.md": template("您好")})
    (warning,) = of_book(root)
    assert warning.message == (
        "'hello' is neither in English nor in a language of anna, bea, cleo and 1 more"
    )
    assert not warning.is_error
    (root / "templates" / "hello" / "en.md").write_text(template("Hi"))
    assert of_book(root) == []


def test_nobody_is_missed_who_does_not_want_letters(tmp_path: Path) -> None:
    anna = customer(consent="{do-not-contact: true}")
    files = {"dossiers/customers/anna.md": anna, "templates/hello/zh.md": template("您好")}
    assert of_book(make_book(tmp_path, **files)) == []


def test_the_catalogue_says_whose_each_template_is(tmp_path: Path) -> None:
    files = {
        "templates/hello/en.md": template("{{ customer.given }}{{ company.name }}"),
        "templates/hello/de.md": template(
            "{{ customer.given }}{% if formal %}{{ today|day }}{% endif %}"
        ),
        "templates/hello/fr.md": template("{% if %}"),
        "templates/hello/es.md": "nothing",
        "templates/greeting/en.md": template("Ahoy {{ addressee }}"),
    }
    greeting, hello = catalogue(load(make_book(tmp_path, **files)), "greeting", "hello")
    origins = {form.language: form.origin for form in greeting.forms}
    assert origins.pop("en") == "shadows"
    assert set(origins.values()) == {"shipped"}
    assert greeting.is_bulk
    assert (hello.is_bulk, hello.is_bulk_to_many) == (False, True)
    assert [(form.language, form.origin, bool(form.wrong)) for form in hello.forms] == [
        ("de", "own", False), ("en", "own", False), ("es", "own", True), ("fr", "own", True),
    ]  # fmt: skip
    assert hello.needs == Needs(("customer.given",), ("company.name",), (), ())
