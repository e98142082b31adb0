"""No half-filled letters: what a template asks for and nobody knows stops it, and is named.

Promise 10; `test_incomplete_customers` holds it for every shipped template.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from letterbook import (
    ANNA,
    BRIGHTLITE,
    TODAY,
    customer,
    made,
    make_book,
    stopped,
    template,
    write,
    write_letter,
)

from dossierkit.book.load import load
from dossierkit.mail.letter import Letter, Request, Writer
from dossierkit.mail.purposes.registry import names_with
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop
from dossierkit.text.translation import speaking


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "Hello\n\n{{ customer.given }}",
            ":7: 'customer.given' has no value; dossiers/customers/anna.md: fill 'given'",
        ),
        ("{{ customer.family_life.anniversary|day }}", "fill 'family-life.anniversary'"),
        ("{{ customer.position.reports_to|upper }}", "fill 'position.reports-to'"),
        (
            "{{ company.terms.forwarder.name }}",
            "companies/brightlite.md: fill 'terms.forwarder.name'",
        ),
        ("{{ company.terms.price_adjustment|percent }}", "fill 'terms.price-adjustment'"),
        ("{{ country.sights[0] }}", "dossiers/countries/de.md: fill 'sights'"),
        ("{{ owner.title }}", "dossiers/team/lily.md: fill 'title'"),
        ("{{ book.mail.address }}", "dossiers/book.yaml: fill 'mail.address'"),
        ("{{ customer.gvien }}", "'customer.gvien' is no fact; did you mean 'given'?"),
        ("{{ customer.gvien|default('you') }}", "did you mean 'given'?"),
        ("{% if customer.gvien %}x{% endif %}Hi", "did you mean 'given'?"),
        ("{{ adressee }}", "there is no 'adressee' in letters; did you mean 'addressee'?"),
        ("{{ adressee|default('friend') }}", "did you mean 'addressee'?"),
        (
            "{{ customer.religion }}",
            "'customer.religion' is a sensitive fact; if this kind of letter",
        ),
        ("{% if customer.religion == 'muslim' %}x{% endif %}Hi", "is a sensitive fact"),
        ("{{ customer.interests }}", "a list can't be printed"),
        ("{{ customer.reach }}", "'customer.reach' is a group of facts; print one of: email"),
        ("{{ formal }}", "a yes-or-no can't be printed"),
        ("{{ customer.custom.colour }}", "has no 'colour' here"),
        ("{{ customer.interests[7] }}", "a list has no '7' here"),
        ("{{ customer.name.nmae }}", "'nmae' is nothing that a text has"),
        ("{{ '' if formal else 'x' }}", "what is printed here is empty"),
        ("{{ none }}", "nothing (None) can't be printed"),
        ("{{ 'x' if not formal }}", "what is printed here is empty"),
        (
            "{{ prices[0].sku }}",
            "'prices' has no value; it is only known in letters of: price-update",
        ),
        ("{{ years }}", "'years' has no value"),
        ("{{ today|money('USD') }}", "'money' is for numbers"),
        ("{{ addressee|day }}", "'day' is for dates"),
        ("{{ customer.name|shout }}", "No filter named 'shout'"),
        ("{% if x %}", "x"),
        ("TODO: say something", "'TODO' is left over in the letter"),
        ("{% raw %}{{ x }}{% endraw %}", "'{{' is left over in the letter"),
        ("{# nothing #}", "the letter would be empty"),
    ],
)
def test_what_a_template_asks_for_and_is_not_there_is_named(
    body: str, reason: str, tmp_path: Path, shop: Workshop
) -> None:
    anna = customer(interests="[hiking]", custom="{shape: round}")
    files = {
        "dossiers/customers/anna.md": anna,
        "templates/hello/en.md": template(body),
    }
    said = stopped(write_letter(make_book(tmp_path, **files), shop, "hello"))
    assert said.startswith("templates/hello/en.md:")
    assert reason in said


def test_a_known_field_without_value_can_be_asked_about(tmp_path: Path, shop: Workshop) -> None:
    body = (
        "{% if customer.given %}never{% endif %}{{ customer.given|default('friend') }}"
        "{% for one in customer.interests %}never{% endfor %}"
        "{% if customer.rapport in ['trust'] or customer.rapport == 'trust' %}never{% endif %}"
        "{% if 'a' in customer.interests or customer.rapport != 'x' %} and{% endif %}"
        "{% if not customer.position %} you{% endif %}{{ customer.interests|length }}"
        "{% if customer.birthday.month %}never{% endif %}{% if country %}never{% endif %}"
    )
    root = make_book(tmp_path, **{"templates/hello/en.md": template(body)})
    assert made(write_letter(root, shop, "hello")).content.text == "friend and you0\n"


def test_macros_and_blocks_keep_their_own_markup(tmp_path: Path, shop: Workshop) -> None:
    body = (
        "{% macro bold(x) %}**{{ x }}**{% endmacro %}{% set line %}*{{ addressee }}*{% endset %}"
        "{{ bold('a*b') }} {{ line }} {{ customer.birthday|day }} {{ customer.birthday }}"
        " {{ customer.source.date|day }} {{ customer.source['detail'] }}"
        " {{ customer.custom.shape }}"
    )
    anna = customer(
        birthday="04-12", source="{date: 2025-04-17, detail: 'Canton'}", custom="{shape: round}"
    )
    files = {"dossiers/customers/anna.md": anna, "templates/hello/en.md": template(body)}
    content = made(write_letter(make_book(tmp_path, **files), shop, "hello")).content
    assert "<strong>a*b</strong> <em>Anna Schmidt</em>" in content.html
    assert "12 April 04-12 17 April 2025 Canton round" in content.text


def test_a_sensitive_fact_needs_the_templates_word_and_the_persons_consent(
    tmp_path: Path, shop: Workshop
) -> None:
    uses = "uses: [customer.religion, customer.family-life.children]\n"
    body = "{{ customer.religion }} {{ customer.family_life.children[0].name }}"
    children = "{children: [{name: Max}]}"
    files = {"templates/hello/en.md": template(body, extra=uses)}
    write(make_book(tmp_path, **files), {})
    anna = {"religion": "hindu", "family-life": children}
    write(tmp_path, {"dossiers/customers/anna.md": customer(**anna)})
    assert "without consent" in stopped(write_letter(tmp_path, shop, "hello"))
    anna["consent"] = "{sensitive: 2026-01-01 told me}"
    write(tmp_path, {"dossiers/customers/anna.md": customer(**anna)})
    assert "'customer.family_life.children.name' is a sensitive" in stopped(
        write_letter(tmp_path, shop, "hello")
    )
    more = uses.replace("children]", "children, customer.family-life.children.name]")
    write(tmp_path, {"templates/hello/en.md": template(body, extra=more)})
    assert made(write_letter(tmp_path, shop, "hello")).content.text == "hindu Max\n"


def test_others_are_still_written(tmp_path: Path, shop: Workshop) -> None:
    people = {"dossiers/customers/b.md": customer(name="TODO"), "dossiers/customers/c.md": ANNA}
    book = load(make_book(tmp_path, **people))
    writer = Writer(book, load_templates(tmp_path, "greeting"), Request(TODAY), shop)
    results = [writer.letter(one) for one in book.customers.values()]
    assert [isinstance(one, Letter) for one in results] == [True, False, True]
    assert BRIGHTLITE


def test_what_is_named_is_named_in_the_language_that_is_spoken() -> None:
    with speaking("zh"):
        chinese = str(names_with({}, {})["prices"])
    assert "只有这些信里才知道" in chinese
    assert "it is only known in letters of" in str(names_with({}, {})["prices"])
