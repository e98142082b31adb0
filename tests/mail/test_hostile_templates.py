"""A strange template can neither run a program nor hang or eat the machine (promises 19, 21)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from letterbook import TODAY

from dossierkit.mail.facts import Facts, Place, Prose
from dossierkit.mail.job import Failed, Job, Rendered, Template
from dossierkit.mail.workshop import Workshop
from dossierkit.schema.customer import Customer

ANNA = Facts(Customer(name="Anna"), "customer", Place("dossiers/customers/anna.md"))


def job(body: str, subject: str = "Hello", **names: object) -> Job:
    template = Template("templates/x/en.md", "x", "en", subject, 2, body, 5)
    return Job((template,), {"customer": ANNA, "today": TODAY, "text": "abc", **names})


INJECTIONS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__ }}",
    "{{ ().__class__.__base__ }}",
    "{{ [].__class__.__base__.__subclasses__()[0] }}",
    "{{ {}.__class__ }}",
    "{{ customer.__class__ }}",
    "{{ customer.__init__.__globals__ }}",
    "{{ customer['__class__'] }}",
    "{{ customer.look_up }}",
    "{{ customer.look_up('religion', ['customer.religion']) }}",
    "{{ customer._source }}",
    "{{ customer._place }}",
    "{{ customer.reach.__class__ }}",
    "{{ customer|attr('__class__') }}",
    "{{ customer|attr('_source') }}",
    "{{ text|attr('__class__') }}",
    "{{ text['__class__'] }}",
    "{{ text.format_map }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(customer) }}",
    "{{ '{0._source}'.format(customer) }}",
    "{{ '{x.__class__}'.format_map({'x': customer}) }}",
    "{{ ('{0.__class__}'|attr('format'))(customer) }}",
    "{{ cycler.__init__.__globals__.os.popen('touch MARKER').read() }}",
    "{{ joiner.__init__.__globals__.os.system('touch MARKER') }}",
    "{{ namespace.__init__.__globals__.os.system('touch MARKER') }}",
    "{{ lipsum.__globals__.os.popen('touch MARKER').read() }}",
    "{{ lipsum.__globals__['os'].system('touch MARKER') }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ self._TemplateReference__context.environment }}",
    "{{ self.__class__.__mro__ }}",
    "{{ config.__class__.__init__.__globals__ }}",
    "{{ request.application.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ __import__('os').system('touch MARKER') }}",
    "{{ open('MARKER', 'w') }}",
    "{{ today.__class__.__subclasses__() }}",
    "{{ today.__reduce__() }}",
    "{{ today.strftime.__self__.__class__ }}",
    "{{ [1].append.__self__.__class__ }}",
    "{% set x = [] %}{% set y = x.append(1) %}{{ x }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../dossiers/book.yaml' %}",
    "{% import 'os' as os %}{{ os.system('touch MARKER') }}",
    "{% from 'os' import system %}{{ system('touch MARKER') }}",
    "{% extends '/etc/passwd' %}",
    "{% macro m() %}{% endmacro %}{{ m.__class__ }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}x{% endcall %}",
    "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "{{ text|map('attr', '__class__')|list }}",
    "{{ [text]|map(attribute='__class__')|list }}",
    "{{ [customer]|groupby('__class__') }}",
    "{{ text|pprint }}",
    "{{ customer|string }}",
    "{{ customer|tojson }}",
    "{{ customer }}",
    "{{ (lambda: 1)() }}",
]


@pytest.mark.parametrize("payload", INJECTIONS)
def test_no_template_can_run_a_program_or_see_more_than_facts(
    payload: str, shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = tmp_path / "MARKER"
    text = payload.replace("MARKER", str(marker))
    for one in (job(text), job("Hello", subject=text)):
        result = shop.render(one)
        assert isinstance(result, Failed), result
        assert result.path == "templates/x/en.md"
        assert "root:" not in result.message
    assert not marker.exists()


@pytest.mark.parametrize("payload", INJECTIONS[:30])
def test_a_value_is_never_run(payload: str, shop: Workshop) -> None:
    result = shop.render(job("Dear {{ text }},", text=payload))
    assert isinstance(result, Failed)
    assert "left over" in result.message


HOGS = [
    "{% for a in 'x' * 99999 %}{% for b in 'x' * 99999 %}{% endfor %}{% endfor %}",
    "{{ 'a' * 10 ** 10 }}",
    "{{ 'a'.center(3000000000) }}",
    "{{ '%1000000000s' % 'a' }}",
    "{{ '{:1000000000}'.format('a') }}",
    "{% for a in 'x' * 99999 %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ 2 ** 999999999 }}",
    "{{ [[0] * 99999] * 99999|map('sum') }}{{ ([0] * 10 ** 10)|length }}",
]


def test_no_template_can_hang_or_eat_the_machine() -> None:
    """All of them one after the other, an honest letter after each."""
    with Workshop(seconds=1) as shop:
        for payload in HOGS:
            result = shop.render(job(payload))
            assert isinstance(result, Failed), payload
            assert str(result).startswith("templates/x/en.md:5: "), result
            assert isinstance(shop.render(job("Dear {{ customer.name }},")), Rendered)


def test_a_huge_fact_is_stopped_at_the_size_of_letters(shop: Workshop) -> None:
    result = shop.render(job("{{ text }}", text=Prose("line of a letter\n" * 60_000)))
    assert isinstance(result, Failed)
    assert "grows beyond 256 KB" in result.message


def test_a_page_of_markup_is_no_letter_either(shop: Workshop) -> None:
    body = "| a | b |\n| --- | --- |\n" + "| x | y |\n" * 9_000
    result = shop.render(job(body))
    assert isinstance(result, Failed)
    assert "grows beyond" in result.message


def test_a_child_that_dies_is_replaced() -> None:
    with Workshop(seconds=20) as shop:
        assert isinstance(shop.render(job("Hello")), Rendered)
        assert shop._child is not None
        shop._child._process.kill()
        shop._child._process.wait()
        result = shop.render(job("Hello"))
        assert isinstance(result, Failed)
        assert "process die" in result.message
        assert isinstance(shop.render(job("Hello")), Rendered)


def test_a_calendar_day_is_plain_data(shop: Workshop) -> None:
    result = shop.render(job("{{ today|day }} {{ day.year }}", day=date(2020, 1, 2)))
    assert isinstance(result, Rendered)
    assert result.text == "20 November 2026 2020\n"


def test_whatever_is_not_there_can_be_compared_and_counted(shop: Workshop) -> None:
    body = "{{ [customer.given, customer.family]|unique|list|length }}{{ customer.given in {} }}!"
    result = shop.render(job("x{% if customer.given == customer.given %}never{% endif %}"))
    assert isinstance(result, Rendered)
    assert result.text == "x\n"
    assert isinstance(shop.render(job(body)), Failed)


MORE = [
    "{{ cycler.__init__.__globals__.os.popen('touch MARKER').read() }}",
    "{{ text|attr('__class__')|attr('__mro__') }}",
    "{{ text|attr('format')('{0.__class__}', text) }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(customer) }}",
    "{{ '{x.__class__}'.format_map({'x': customer}) }}",
    "{{ text.format_map.__self__.__class__ }}",
    "{% set f = '{0.__class__}'.format %}{{ f(customer) }}",
    "{% include ['../../dossiers/book.yaml', '/etc/passwd'] %}",
    "{% include '..\\\\..\\\\dossiers\\\\book.yaml' ignore missing %}{{ none }}",
    "{% import '../greeting/en.md' as en %}{{ en }}",
    "{{ customer._source }}",
    "{{ customer.look_up('religion', ['customer.religion']) }}",
    "{{ customer['__class__'] }}",
    "{{ prices.__class__.__bases__[0].__subclasses__()[0] }}",
    "{{ namespace(x=1).__class__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{% set ns = namespace() %}{% set ns.x = 1 %}{{ ns }}",
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ (text|string).__init__ }}",
    "{{ [customer]|map(attribute='_source')|list }}",
    "{{ [customer]|selectattr('__class__')|list }}",
    "{{ customer|sort(attribute='__dict__') }}",
]


@pytest.mark.parametrize("payload", MORE)
def test_nor_by_any_of_the_known_ways_out(payload: str, shop: Workshop, tmp_path: Path) -> None:
    marker = tmp_path / "MARKER"
    result = shop.render(job(payload.replace("MARKER", str(marker))))
    assert isinstance(result, Failed), result
    assert result.path == "templates/x/en.md"
    assert "root:" not in result.message
    assert not marker.exists()


def test_there_are_payloads_enough() -> None:
    assert len({*INJECTIONS, *MORE, *HOGS}) >= 40


def test_what_is_left_over_gets_into_no_text_by_way_of_a_filter(shop: Workshop) -> None:
    for body in (
        "{{ name ~ ' 様' }}",
        "{{ [name]|join(', ') }}",
        "{{ many|join }}",
        "{{ name|upper }}",
    ):
        result = shop.render(job(body, name="TODO", many=("tea", "None")))
        assert isinstance(result, Failed), result
        assert "left over from a template or a list" in result.message
    result = shop.render(
        job("{{ 'x' if name == 'TODO' and name|length == 4 else 'y' }}", name="TODO")
    )
    assert isinstance(result, Rendered)


def test_templates_are_sent_once_and_not_mixed_up(shop: Workshop) -> None:
    first, second = job("One {{ text }}"), job("Two {{ text }}")
    both = Job((*first.templates, *second.templates, *first.templates), {"text": "x"})
    for one, text in ((first, "One"), (second, "Two"), (first, "One")):
        result = shop.render(Job(one.templates, {"text": "x"}))
        assert isinstance(result, Rendered)
        assert result.text == f"{text} x\n"
    result = shop.render(both)
    assert isinstance(result, Rendered)
    assert result.text == "One x\n\n---\n\nTwo x\n\n---\n\nOne x\n"
