"""What a file of a playbook may say, and where it is wrong."""

from __future__ import annotations

import pytest
from conftest import Place, places

from dossierkit.schema.playbook import Playbook, Saying, clauses_of, read_playbook
from dossierkit.text.source import decode


def playbook(text: str) -> Playbook:
    return read_playbook(decode("dossiers/playbook.yaml", text.encode()))


def test_a_rule_with_all_it_may_say() -> None:
    read = playbook(
        "gulf-fair:\n"
        "  when: [tags=gulf, {any: [stage=harmony, stage=sincerity]}]\n"
        "  needs: [company.address]\n"
        "  say:\n"
        "    en: >-\n"
        "      Bring dates to\n"
        "      {company.address}.\n"
        "    zh: 带椰枣去{ company.address }。\n"
        "  ask: Ask for the address.\n"
        "  source: M16\n"
        "  moments: [at-visit]\n"
        "  weight: 70\n"
        "  taboo: true\n"
        "  off: false\n"
    )
    assert read.findings == ()
    rule = read.rules["gulf-fair"]
    assert [[c.text for c in one] for one in rule.when] == [
        ["tags=gulf"],
        ["stage=harmony", "stage=sincerity"],
    ]
    assert rule.say.phrase("en").text == "Bring dates to {company.address}."
    assert rule.ask.phrase("zh").text == "Ask for the address."
    assert (rule.source, rule.moments, rule.weight) == ("M16", ("at-visit",), 70)
    assert rule.taboo is True
    assert rule.off is False
    names = [(c.text, c.line, c.column) for c in clauses_of(rule)]
    assert names == [
        ("company.address", 3, 11),
        ("company.address", 7, 7),
        ("company.address", 8, 13),
    ]


def test_single_values_and_nothing() -> None:
    rule = playbook(
        "one:\n  when: stage=harmony\n  say: {zh: 好, en: ~}\n  ask:\n  moments:\n"
    ).rules["one"]
    assert [[c.text for c in one] for one in rule.when] == [["stage=harmony"]]
    assert rule.say.phrase("en").text == "好"
    assert rule.say.phrases() == (rule.say.phrase("zh"),)
    assert rule.ask == Saying()
    assert rule.ask.phrase("en").text == ""
    assert playbook("").rules == {}
    assert playbook("# nothing yet\n").findings == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("one: {sya: x}\n", (1, 7, "unknown-field")),
        ("one: {say: x, moments: before-calls}\n", (1, 24, "unknown-value")),
        ("one: {say: x, source: M52}\n", (1, 23, "unknown-value")),
        ("one: {say: x, source: M05}\n", (1, 23, "unknown-value")),
        ("one: {say: x, source: DOMAIN}\n", (1, 23, "unknown-value")),
        ("one: {say: x, weight: 101}\n", (1, 23, "number")),
        ("one: {say: x, taboo: perhaps}\n", (1, 22, "yes-or-no")),
        ("one: {say: {fr: x}}\n", (1, 13, "unknown-field")),
        ("one: {say: [x]}\n", (1, 12, "wrong-shape")),
        ("one: {say: {en: [x]}}\n", (1, 17, "wrong-shape")),
        ("one: {say: x, when: {all: [a=b]}}\n", (1, 21, "wrong-shape")),
        ("one: {say: x, when: {any: [a=b], all: c}}\n", (1, 21, "wrong-shape")),
        ("one: {say: x, when: [[a=b]]}\n", (1, 22, "wrong-shape")),
        ('one: {say: x, when: [" "]}\n', (1, 22, "wrong-shape")),
        ('one: {say: "hello {their boss}"}\n', (1, 19, "placeholder")),
        ('one:\n  say: "hello\n    {} you"\n', (3, 5, "placeholder")),
        ('one: {say: "a } b"}\n', (1, 15, "placeholder")),
        ("one: text\n", (1, 6, "wrong-shape")),
        ("One Two: {say: x}\n", (1, 1, "id")),
        ("one: {say: x}\none: {say: y}\n", (2, 1, "duplicate-key")),
        ("one: [\n", (1, 6, "yaml")),
        ("- say: x\n", (1, 1, "not-a-mapping")),
    ],
)
def test_what_is_wrong(text: str, place: Place) -> None:
    assert places(playbook(text).findings) == [place]


def test_a_rule_with_an_error_is_set_apart_and_the_others_stay() -> None:
    read = playbook(
        "one:\n  say: x\n\n# the wrong one\ntwo:\n  say: y\n  moment: in-mail\n\nthree:\n"
        "  say: |\n    z\n\nfour: no rule\n"
    )
    assert [*read.rules] == ["one", "three"]
    assert [*read.broken] == ["two"]
    assert [*read.places] == ["one", "two", "three", "four"]
    assert places(read.findings) == [(7, 3, "unknown-field"), (13, 7, "wrong-shape")]


def test_a_mark_at_the_beginning_is_only_a_warning() -> None:
    read = playbook("\ufeffone: {say: x}\n")
    assert [*read.rules] == ["one"]
    assert [finding.code for finding in read.findings] == ["byte-order-mark"]


def test_nothing_of_a_file_that_is_no_text() -> None:
    read = read_playbook(decode("p", b"one: {say: \xff}\n"))
    assert read.rules == {}
    assert [finding.code for finding in read.findings] == ["encoding"]
