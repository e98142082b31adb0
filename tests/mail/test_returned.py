"""What mail servers say of mail that came back, in the standard form and in many others."""

from __future__ import annotations

import pytest
from mailbag import mail, mail_text, report

from dossierkit.mail.incoming.letter_box import mails_in
from dossierkit.mail.incoming.nature import is_bounce, nature_of
from dossierkit.mail.incoming.returned import Returned, returned

KNOWN = {"anna@brightlite.example", "karl@brightlite.example"}


def told(text: str) -> list[Returned]:
    """What a bounce tells of."""
    (one,) = mails_in(text.encode())
    assert nature_of(one) == "bounce"
    return returned(one, KNOWN)


def test_the_standard_form_names_the_address_and_why() -> None:
    (one,) = told(report())
    assert one == Returned(
        "anna@brightlite.example",
        "5.1.1",
        "Recipient address rejected: User unknown",
        True,
        ("<letter@lumora.example>",),
    )
    assert one.said == "5.1.1 Recipient address rejected: User unknown"


@pytest.mark.parametrize(
    ("action", "status", "said", "is_dead"),
    [
        ("failed", "5.1.1", "550 5.1.1 User unknown", True),
        ("failed", "5.1.2", "Host or domain name not found", True),
        ("failed", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", True),
        ("failed", "5.4.4", "Name service error: Host not found", True),
        ("failed", "5.2.1", "550 5.2.1 mailbox disabled", True),
        ("failed", "5.0.0", "550 No such user here", True),
        ("failed", "5.0.0", "554 something is wrong", False),
        ("failed", "5.5.0", "550 5.5.0 mailbox unavailable", True),
        ("failed", "5.5.2", "syntax error", False),
        ("failed", "5.2.2", "552 5.2.2 Mailbox full", False),
        ("failed", "5.3.4", "552 message too large", False),
        ("failed", "5.7.1", "550 5.7.1 Message rejected as spam", False),
        ("failed", "4.4.7", "expired", False),
        ("delayed", "4.4.1", "connection timed out", False),
        ("delayed", "5.1.1", "", False),
        ("failed", "5.0", "550 5.1.1 no such user", True),
        ("failed", "", "", False),
    ],
)
def test_only_what_will_never_work_is_dead(
    action: str, status: str, said: str, is_dead: bool
) -> None:
    (one,) = told(report(action=action, status=status, said=said))
    assert one.is_dead is is_dead


def test_delivered_and_relayed_are_no_failures() -> None:
    assert told(report(action="delivered", status="2.0.0")) == []
    assert told(report(address="not an address")) == []


QMAIL = """\
Hi. This is the qmail-send program at mx.lumora.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<anna@brightlite.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 sorry, no mailbox here by that name
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

To: karl@brightlite.example
"""
EXIM = """\
A message that you sent could not be delivered to one or more of its recipients.

  anna@brightlite.example
    host mx.brightlite.example: 550 Unknown user
"""
CHINESE = "很抱歉，您的邮件被退回：anna@brightlite.example 用户不存在 (User not found)\n"
VAGUE = "Your mail to Anna@Brightlite.example could not be delivered. We are sorry.\n"


@pytest.mark.parametrize(
    ("body", "headers", "is_dead"),
    [
        (QMAIL, {"Subject": "failure notice"}, True),
        (EXIM, {"X_Failed_Recipients": "anna@brightlite.example"}, True),
        (CHINESE, {"From": "postmaster@163.example", "Subject": "系统退信"}, True),
        (VAGUE, {"Subject": "Undeliverable: Prices"}, False),
    ],
)
def test_other_forms_are_understood_too(body: str, headers: dict[str, str], is_dead: bool) -> None:
    given = {"From": "MAILER-DAEMON@mx.lumora.example", **headers}
    (one,) = told(mail_text(body, **given))
    assert one.address.lower() == "anna@brightlite.example"
    assert one.is_dead is is_dead


def test_no_address_is_made_up() -> None:
    text = mail_text("Failed: stranger@x.example: 550 5.1.1\n", Subject="failure notice")
    assert told(text.replace("Anna Schmidt <anna@", "Mail <mailer-daemon@")) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Subject": "Undeliverable goods"},
        {"From": "postmaster@x.example", "Subject": "Hello"},
        {"Content_Type": 'multipart/report; report-type=disposition-notification; boundary="B"'},
        {"Content_Type": 'multipart/report; boundary="B"'},
    ],
)
def test_other_mail_is_no_bounce(headers: dict[str, str]) -> None:
    assert not is_bounce(mail(**headers))


def test_a_report_that_holds_headers_only_still_knows_the_letter() -> None:
    text = report().replace("message/rfc822", "text/rfc822-headers")
    (one,) = told(text)
    assert one.letters == ("<letter@lumora.example>",)
