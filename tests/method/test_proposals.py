"""What is proposed beside a follow-up: priority, kind, channel and template."""

from __future__ import annotations

import pytest
from dues import Entry, ask, person

TEMPLATES = (
    "greeting",
    "price-update",
    "introduction",
    "quote-follow-up",
    "sample-follow-up",
)


def proposed(*lines: str) -> Entry:
    """The follow-up of a single customer, in a book that has every template."""
    files = {f"../templates/{purpose}/en.md": "" for purpose in TEMPLATES}
    return ask({"anna": person(*lines), **files}).entry("anna")


@pytest.mark.parametrize(
    ("lines", "priority"),
    [
        (("2026-10-20 email: x",), 5),
        (("next: 2026-11-20 x",), 3),
        (("2026-11-20 email in: x",), 3),
        (("2026-11-17 quote: x",), 4),
        (("next: 2026-11-12 x",), 2),
        (("next: 2026-11-13 x",), 3),
        (("intent: interested", "2026-11-18 email: x"), 4),
        (("intent: not-soon", "2026-11-02 email: x"), 6),
        (("intent: never", "2026-07-23 email: x"), 8),
        (("2026-08-03 order: x", "2026-10-21 email: y"), 4),
        (("potential: {need: 3, volume: 2, power: 2, likelihood: 2}", "next: 2026-11-20 x"), 2),
        (("potential: {need: 1, volume: 1, power: 1, likelihood: 0}", "next: 2026-11-20 x"), 4),
        (("potential: {need: 3, volume: 3, power: 3}", "next: 2026-11-20 x"), 3),
        (("potential: {need: 0}", "next: 2026-11-02 x"), 9),
        (
            (
                "intent: interested",
                "potential: {need: 3, volume: 3, power: 3, likelihood: 3}",
                "next: 2026-11-02 x",
                "2026-10-01 order: x",
            ),
            1,
        ),
        (
            (
                "intent: never",
                "potential: {need: 1, volume: 0, power: 0, likelihood: 0}",
                "2026-07-23 email: x",
            ),
            9,
        ),
    ],
)
def test_priority_runs_from_1_to_9(lines: tuple[str, ...], priority: int) -> None:
    assert proposed(*lines)["priority"] == priority


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("2026-08-03 order: x", "2026-10-21 email: y"), "service"),
        (("intent: interested", "2026-11-02 email: x"), "conversion"),
        (("2026-10-02 email: x",), "conversion"),
        (("intent: never", "2026-07-02 email: x"), "long-term"),
        (("intent: not-soon", "2026-07-02 email: x"), "long-term"),
        (("2024-08-05 order: x",), "long-term"),
        ((), "long-term"),
    ],
)
def test_kind_of_follow_up(lines: tuple[str, ...], kind: str) -> None:
    assert proposed(*lines)["action"]["kind"] == kind


@pytest.mark.parametrize(
    ("lines", "channel"),
    [
        ((), None),
        (("reach: {prefers: visit}",), "visit"),
        (("reach: {email: [a@b.example], phone: ['+49 30 1234567']}",), "email"),
        (("reach: {whatsapp: '+49 30 1234567', phone: ['+49 30 1234567']}",), "whatsapp"),
        (("reach: {wechat: anna}",), "wechat"),
        (("reach: {phone: ['+49 30 1234567']}",), "phone"),
        (("reach: {phone: ['+49 30 1234567']}", "language: {spoken-english: none}"), None),
        (("reach: {phone: ['+49 30 1234567']}", "language: {spoken-english: basic}"), None),
    ],
)
def test_channel(lines: tuple[str, ...], channel: str | None) -> None:
    assert proposed(*lines)["action"]["channel"] == channel


REFUSED = "consent: {marketing: refused}"


@pytest.mark.parametrize(
    ("lines", "template"),
    [
        ((), "introduction"),
        ((REFUSED,), None),
        (("2026-10-02 email: x",), "greeting"),
        ((REFUSED, "2026-10-02 email: x"), None),
        (("2026-11-02 quote: x",), "quote-follow-up"),
        ((REFUSED, "2026-11-02 quote: x"), "quote-follow-up"),
        (("2026-11-02 sample: x",), "sample-follow-up"),
        (("2026-11-02 intro: x",), "introduction"),
        ((REFUSED, "2026-11-02 intro: x"), None),
        (("2026-11-02 email in: x",), None),
        (("next: 2026-11-02 x",), None),
    ],
)
def test_template(lines: tuple[str, ...], template: str | None) -> None:
    assert proposed(*lines)["action"]["template"] == template


def test_only_templates_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask({"anna": person()}).entry("anna")["action"]["template"] == "introduction"
    monkeypatch.setattr("dossierkit.book.load.purposes", lambda root: ("greeting",))
    assert ask({"anna": person()}).entry("anna")["action"]["template"] is None


def test_no_mail_to_an_address_that_is_dead() -> None:
    bounced = "reach: {email: [a@b.example], bounced: [{address: a@b.example, date: 2026-11-02}]"
    last = "2026-10-20 chat: x"
    assert proposed(f"{bounced}, prefers: email}}", last)["action"]["channel"] is None
    assert proposed(f"{bounced}, wechat: anna}}", last)["action"]["channel"] == "wechat"
