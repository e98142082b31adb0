"""Invented mails for the tests of what comes in."""

from __future__ import annotations

from dossierkit.mail.incoming.letter_box import Mail, mails_in


def mail_text(body: str = "Thank you.\n", **headers: str) -> str:
    """A mail of Anna's as it comes over the line; `headers` with `_` for `-` replace or add."""
    lines = {
        "From": "Anna Schmidt <anna@brightlite.example>",
        "To": "Lily Zhang <lily@lumora.example>",
        "Subject": "Re: Updated prices",
        "Date": "Thu, 19 Nov 2026 10:15:00 +0100",
        "Message-ID": "<one@brightlite.example>",
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): text for name, text in headers.items()}
    return "".join(f"{name}: {text}\n" for name, text in lines.items() if text) + f"\n{body}"


def mail(body: str | bytes = "Thank you.\n", **headers: str) -> Mail:
    """A mail of Anna's, read."""
    text = body if isinstance(body, str) else ""
    data = mail_text(text, **headers).encode("utf-8", "surrogateescape")
    (read,) = mails_in(data if isinstance(body, str) else data + body)
    return read


def mbox(*mails: str) -> bytes:
    """Some mails in one file."""
    quoted = (
        "\n".join(f">{line}" if line.startswith("From ") else line for line in one.split("\n"))
        for one in mails
    )
    return "".join(
        f"From x@y.example Thu Nov 19 10:15:00 2026\n{one}\n\n" for one in quoted
    ).encode()


REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.lumora.example>
To: lily@lumora.example
Subject: Undelivered Mail Returned to Sender
Date: Thu, 19 Nov 2026 10:15:00 +0800
Message-ID: <report@mx.lumora.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lumora.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--B
Content-Type: message/rfc822

From: Lily Zhang <lily@lumora.example>
To: Anna <{address}>
Message-ID: {letter}
Subject: Updated prices

Dear Anna, somebody.else@brightlite.example is no recipient of this.
--B--
"""


def report(
    address: str = "anna@brightlite.example",
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "550 5.1.1 <anna@brightlite.example>: Recipient address rejected:\n User unknown",
    letter: str = "<letter@lumora.example>",
) -> str:
    """What a mail server sends back in the standard form."""
    return REPORT.format(address=address, action=action, status=status, said=said, letter=letter)
