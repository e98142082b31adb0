"""No half-filled letters: every shipped template with customers of whom little is known.

Promise 10: never "Dear ,", "Dear None,", `{{ … }}` or TODO; what is missing is named.
"""

from __future__ import annotations

import re
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
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop
from dossierkit.method.feasts.occasions import OCCASIONS

EMPTY = ["", "~", "null", "''", "'  '", "[]", "{}"]
INCOMPLETE = [
    *({"name": text} for text in ("", "~", "' '", "TODO", "None", "'{{ c }}'")),
    *({"salutation": text} for text in EMPTY),
    *({"given": text, "personality": "{manner: easygoing}"} for text in EMPTY[:5]),
    *({"interests": text} for text in (*EMPTY, "['']", "[~, '  ']")),
    *({"company": text} for text in ("", "~", "missing", "bare")),
    *({"language": text} for text in ("", "{}", "{prefers: ~, written-english: basic}")),
    {"country": "''", "family-life": "{children: [{}]}", "position": "{}"},
    {"source": "{}", "china": "{visits: ~}", "rapport": "~", "stage": "~"},
    {"owner": "", "buys": "[PN-60, BL-20]"},
    {"custom": "{items: , keys: , values: }", "tags": "[items]"},
]
BAD = re.compile(
    r"None|Undefined|<built-in|bound method|\{\{|\{%|\}\}|TODO|dossierkit|Facts|\[\]|\(\)"
    r"|^(?:Dear|Hallo|Guten Tag|Bonjour|Hola|Olá|Здравствуйте) *[,:!]?$|حضرة *،|^[，：]|尊敬的："
    r"| ,|\| *\|",
    re.MULTILINE,
)
SENTENCE = re.compile(
    r"(?:[\w./-]+:\d+|[\w./-]+)(?::\d+)?:? .*(?:fill|write|mend|missing|left over|empty)"
)


@pytest.mark.parametrize("language", ["en", "zh", "de", "es", "fr", "pt", "ru", "ar"])
def test_no_shipped_template_makes_a_half_filled_letter(
    language: str, tmp_path: Path, shop: Workshop
) -> None:
    """Each of them in every shipped template; a greeting also for every occasion."""
    people = {
        f"dossiers/customers/c{number}.md": customer(**fields)
        for number, fields in enumerate(INCOMPLETE)
    }
    root = make_book(
        tmp_path,
        **people,
        **{"dossiers/companies/bare.md": "---\nname: Bare\nbuys: [BL-20]\n---\n"},
    )
    book = load(root)
    assert len(INCOMPLETE) >= 30
    written = refused = 0
    for purpose in ("greeting", "price-update"):
        templates = load_templates(root, purpose)
        for number, dossier in enumerate(book.customers.values()):
            occasions = (None, *OCCASIONS) if purpose == "greeting" and number % 6 == 0 else (None,)
            for occasion in occasions:
                request = Request(TODAY, occasion, language)
                result = Writer(book, templates, request, shop).letter(dossier)
                if isinstance(result, Letter):
                    written += 1
                    text = f"{result.content.subject}\n{result.content.text}"
                    assert not BAD.search(text), text
                    assert "Anna" in text or "Ann" in text or language != "en"
                elif not result.quiet:
                    refused += 1
                    assert SENTENCE.search(result.message), result
    assert written > 40
    assert refused > 10


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
        ("{{ prices[0].sku }}", "'prices' has no value; it is only known in a price-update"),
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
    assert "April 12 04-12 April 17, 2025 Canton round" in content.text


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
