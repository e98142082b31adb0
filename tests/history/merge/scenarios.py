"""The 36 scenarios of the merge experiment (reliability, section 3), as files of a book.

Each has a base, what we made of it and what they made of it, whether a person should be asked, and
the facts that must hold afterwards if nobody is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from dossierkit.history.merge.fields import opts_out
from dossierkit.history.merge.version import read_version
from dossierkit.text.log_items import log_items
from dossierkit.text.nodes import plain

Files = dict[str, str | bytes]
"""Files by path; a path that is missing is a deleted file."""
Fact = tuple[str, ...]
"""`field PATH VALUE`, `item PATH VALUE` (in a list), `no PATH`, `not PATH VALUE` (in a list),
`log TEXT` (once), `text TEXT` (once), `order TEXT TEXT`, `gone TEXT`, `opted out`, `crlf`,
`nofile PATH`, `check CODE` (a finding of the book)."""

ANNA = "dossiers/customers/anna-schmidt.md"
KARL = "dossiers/customers/karl-brandt.md"
COMPANY = "dossiers/companies/brightlite.md"

BASE = """\
---
name: Anna Schmidt
company: brightlite
owner: lily
reach:
  email: [anna@brightlite.example]
  phone: ["+49 30 1234567"]
  prefers: email
interests: [hiking, baking]
family-life:
  married: true
  children:
    - name: Max
      born: 2015
stage: consideration
intent: interested            # since the fair
next: 2026-11-25 answer on L/C terms
expected-purchase: 2027-03
tags:
  - vip
  - led
consent:
  marketing: legitimate-interest
  do-not-contact: false
habits: [coffee]
custom:
  email: old@brightlite.example
---
Met at the fair. Likes short mails.
She is often ill in winter.

- [ ] send the catalogue

## Log

- 2025-04-17 fair in: Met at booth 5.2A17.
- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20, valid 2025-05-31
"""

CALL = "- 2026-11-20 call out by lily: She decides next week.\n"
MAIL = "- 2026-11-21 email in: Asks for the certificate.\n"
RECORD = """\
- 2026-11-{day} meeting by {who}: {what}
  Present: Anna, Karl
  Place: Hall 5
  Topic: prices
  Result: none yet
  Next: samples
"""


class Scenario(NamedTuple):
    """One merge. `asks` says whether a person should be asked (None: git itself decides)."""

    name: str
    title: str
    base: Files
    ours: Files
    theirs: Files
    asks: bool | None = False
    facts: tuple[Fact, ...] = ()


def edit(text: str, *changes: tuple[str, str]) -> str:
    """A text with some passages replaced, each of which must be there."""
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


def drop(text: str, *passages: str) -> str:
    """A text without some passages."""
    return edit(text, *((passage, "") for passage in passages))


def log_of(base: str, *lines: str) -> str:
    return base + "".join(lines)


def one(
    name: str,
    title: str,
    ours: str | bytes,
    theirs: str | bytes,
    *facts: Fact,
    base: str | bytes = BASE,
    asks: bool | None = False,
    path: str = ANNA,
) -> Scenario:
    """A scenario in one file."""
    return Scenario(name, title, {path: base}, {path: ours}, {path: theirs}, asks, facts)


def _sorted_header(text: str) -> str:
    """The text as an editor leaves it that sorts the fields of a header."""
    _, header, body = text.split("---\n", 2)
    blocks: list[str] = []
    for line in header.splitlines(keepends=True):
        if line[0] in " -":
            blocks[-1] += line
        else:
            blocks.append(line)
    return "---\n" + "".join(sorted(blocks)) + "---\n" + body


REDUMPED = """\
---
company: 'brightlite'
consent: {do-not-contact: 'false', marketing: 'legitimate-interest'}
custom:
  email: "old@brightlite.example"
expected-purchase: '2027-03'
family-life:
  children:
  - born: '2015'
    name: Max
  married: 'true'
habits:
- coffee
intent: interested
interests:
- hiking
- baking
name: Anna Schmidt
next: 2026-11-25 answer on L/C terms
owner: lily
reach:
  email:
  - anna@brightlite.example
  phone:
  - +49 30 1234567
  prefers: email
stage: consideration
tags:
- vip
- led
---
""" + BASE.split("---\n", 2)[2]

UNENDED = BASE.removesuffix("\n")
NEWEST_FIRST = (
    BASE[: BASE.index("- 2025-04-17")]
    + "- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20, valid 2025-05-31\n"
    + "- 2025-04-17 fair in: Met at booth 5.2A17.\n"
)
NEXT = "next: 2026-11-25 answer on L/C terms\n"
OPT_OUT = ("  do-not-contact: false\n", "  do-not-contact: true\n")
CONSENT = "consent:\n  marketing: legitimate-interest\n  do-not-contact: false\n"
TODO = "- [ ] send the catalogue\n"
SHARED = "    role: Buyer\n    from: 2015\n    to: 2019\n    same-industry: true\n"
WITH_JOB = edit(BASE, (NEXT, f"{NEXT}career:\n  - employer: Licht\n{SHARED}"))
SENDER = "dossiers/team/lily.md"
OTHER_ANNA = """\
---
name: Anna Schmidt
company: brightlite
---
"""

SCENARIOS = (
    one(
        "S01", "both append a different log line",
        log_of(BASE, CALL), log_of(BASE, MAIL),
        ("log", CALL), ("log", MAIL),
    ),
    one(
        "S02", "both append, no line end at the end of the file",
        log_of(UNENDED, "\n", CALL.rstrip()), log_of(UNENDED, "\n", MAIL.rstrip()),
        ("log", CALL), ("log", MAIL), base=UNENDED,
    ),
    one(
        "S03", "both append the identical line",
        log_of(BASE, CALL), log_of(BASE, CALL), ("log", CALL),
    ),
    one(
        "S04", "newest first: both insert below the heading",
        edit(NEWEST_FIRST, ("## Log\n\n", f"## Log\n\n{CALL}")),
        edit(NEWEST_FIRST, ("## Log\n\n", f"## Log\n\n{MAIL}")),
        ("log", CALL), ("log", MAIL), ("order", MAIL, CALL), base=NEWEST_FIRST,
    ),
    one(
        "S05", "different fields in adjacent lines",
        edit(BASE, ("2026-11-25 answer on L/C terms", "2026-12-01 call again")),
        edit(BASE, ("expected-purchase: 2027-03", "expected-purchase: 2027-06")),
        ("field", "next", "2026-12-01 call again"), ("field", "expected-purchase", "2027-06"),
    ),
    one(
        "S06", "different fields with an unchanged line between",
        edit(BASE, ("stage: consideration", "stage: assimilation")),
        edit(BASE, (NEXT, "next: 2026-12-01 call again\n")),
        ("field", "stage", "assimilation"), ("field", "next", "2026-12-01 call again"),
    ),
    one(
        "S07", "the same field, two values",
        edit(BASE, (NEXT, "next: 2026-12-01 call again\n")),
        edit(BASE, (NEXT, "next: 2026-12-05 send the offer\n")), asks=True,
    ),
    one(
        "S08", "the same field, the same new value",
        edit(BASE, ("stage: consideration", "stage: sincerity")),
        edit(BASE, ("stage: consideration", "stage: sincerity")),
        ("field", "stage", "sincerity"),
    ),
    one(
        "S09", "A adds a field, B sorts them all",
        edit(BASE, ("stage: consideration\n", "stage: consideration\nbirthday: 04-12\n")),
        _sorted_header(BASE), ("field", "birthday", "04-12"), ("field", "intent", "interested"),
    ),
    one(
        "S10", "both add the same field in different places",
        edit(BASE, ("stage: consideration\n", "stage: consideration\nbirthday: 04-12\n")),
        edit(BASE, ("owner: lily\n", "owner: lily\nbirthday: 05-12\n")), asks=True,
    ),
    one(
        "S11", "both add different fields at one place",
        edit(BASE, ("owner: lily\n", "owner: lily\nbirthday: 04-12\n")),
        edit(BASE, ("owner: lily\n", "owner: lily\nreligion: none\n")),
        ("field", "birthday", "04-12"), ("field", "religion", "none"),
    ),
    one(
        "S12", "both append to a list in lines",
        edit(BASE, ("  - led\n", "  - led\n  - strip\n")),
        edit(BASE, ("  - led\n", "  - led\n  - fair\n")),
        ("item", "tags", "strip"), ("item", "tags", "fair"), ("item", "tags", "vip"),
    ),
    one(
        "S13", "both append to a list in brackets",
        edit(BASE, ("[hiking, baking]", "[hiking, baking, tea]")),
        edit(BASE, ("[hiking, baking]", "[hiking, baking, chess]")),
        ("item", "interests", "tea"), ("item", "interests", "chess"),
    ),
    one(
        "S14", "A turns brackets into lines, B adds an item",
        edit(BASE, ("[hiking, baking]", "\n  - hiking\n  - baking")),
        edit(BASE, ("[hiking, baking]", "[hiking, baking, tea]")),
        ("item", "interests", "tea"), ("item", "interests", "hiking"),
    ),
    one(
        "S15", "both append an item of several fields",
        edit(BASE, ("born: 2015\n", "born: 2015\n    - name: Lucia\n      born: 2018\n")),
        edit(BASE, ("born: 2015\n", "born: 2015\n    - name: Tim\n      born: 2018\n")),
        ("text", "- name: Lucia\n      born: 2018"), ("text", "- name: Tim\n      born: 2018"),
    ),
    one(
        "S16", "A opts out, B edits the line beside",
        edit(BASE, OPT_OUT),
        edit(BASE, ("habits: [coffee]", "habits: [coffee, smoking]")),
        ("field", "consent.do-not-contact", "true"), ("item", "habits", "smoking"),
    ),
    one(
        "S17", "A opts out, B writes a comment in that line",
        edit(BASE, OPT_OUT),
        edit(BASE, ("contact: false\n", "contact: false   # asked her at the fair\n")),
        ("field", "consent.do-not-contact", "true"), ("text", "# asked her at the fair"),
    ),
    Scenario(
        "S18", "A deletes the file, B edits it",
        {ANNA: BASE, SENDER: "---\nname: Lily\n---\n"}, {SENDER: "---\nname: Lily\n---\n"},
        {ANNA: edit(BASE, (NEXT, "")), SENDER: "---\nname: Lily\n---\n"}, True,
    ),
    one(
        "S19", "A erases a sensitive line, B writes beside it",
        drop(BASE, "She is often ill in winter.\n"),
        edit(BASE, ("in winter.\n", "in winter.\nCall her in spring.\n")),
        ("gone", "often ill"), ("text", "Call her in spring"), asks=True,
    ),
    Scenario(
        "S20", "A renames the file, B edits it",
        {ANNA: BASE}, {KARL: BASE}, {ANNA: edit(BASE, ("2027-03", "2027-06"))}, None,
        (("nofile", ANNA), ("text", "expected-purchase: 2027-06")),
    ),
    Scenario(
        "S21", "A renames and rewrites most, B edits",
        {ANNA: BASE}, {KARL: "---\nname: Karl\n---\nAll is new here.\n"},
        {ANNA: edit(BASE, ("2027-03", "2027-06"))}, True,
    ),
    Scenario(
        "S22", "both rename the file, differently",
        {ANNA: BASE}, {KARL: BASE}, {"dossiers/customers/anna.md": BASE}, True,
    ),
    Scenario(
        "S23", "both create the same file",
        {COMPANY: "---\nname: Brightlite\n---\n"},
        {COMPANY: "---\nname: Brightlite\n---\n", ANNA: BASE},
        {COMPANY: "---\nname: Brightlite\n---\n", ANNA: edit(BASE, ("Anna Schmidt", "Anna S."))},
        True,
    ),
    Scenario(
        "S24", "both create a file for one person (across files)",
        {COMPANY: "---\nname: Brightlite\n---\n"},
        {COMPANY: "---\nname: Brightlite\n---\n", ANNA: OTHER_ANNA},
        {COMPANY: "---\nname: Brightlite\n---\n", "dossiers/customers/schmidt.md": OTHER_ANNA},
        None, (("check", "same-person"),),
    ),
    one(
        "S25", "A's editor writes CRLF, B edits one value",
        BASE.replace("\n", "\r\n").encode(), edit(BASE, ("2027-03", "2027-06")),
        ("field", "expected-purchase", "2027-06"), ("crlf", ""),
    ),
    one(
        "S26", "A dumps the header anew, B edits one value",
        REDUMPED, edit(BASE, ("2027-03", "2027-06"), ("   # since the fair", "")),
        ("field", "expected-purchase", "2027-06"), ("field", "intent", "interested"),
        base=edit(BASE, ("   # since the fair", "")),
    ),
    Scenario(
        "S27", "A deletes the company, B adds one of its people (across files)",
        {COMPANY: "---\nname: Brightlite\n---\n", SENDER: "---\nname: Lily\n---\n"},
        {SENDER: "---\nname: Lily\n---\n"},
        {COMPANY: "---\nname: Brightlite\n---\n", SENDER: "---\nname: Lily\n---\n",
         ANNA: "---\nname: Anna\ncompany: brightlite\n---\n"},
        None, (("check", "dangling-reference"),),
    ),
    one(
        "S28", "both tick the same to-do with different notes",
        edit(BASE, (TODO, "- [x] send the catalogue (by post)\n")),
        edit(BASE, (TODO, "- [x] send the catalogue (as PDF)\n")), asks=True,
    ),
    one(
        "S29", "A edits the last field, B the first line of the notes",
        edit(BASE, ("old@brightlite", "new@brightlite")),
        edit(BASE, ("Likes short mails.", "Likes long mails.")),
        ("field", "custom.email", "new@brightlite.example"), ("text", "Likes long mails."),
    ),
    one(
        "S30", "both send the same letter",
        log_of(BASE, "- 2026-12-20 greeting out by lily: New Year card #new-year\n"),
        log_of(BASE, "- 2026-12-21 greeting out by tom: New Year mail #new-year\n"), asks=True,
    ),
    one(
        "S31", "A moves a field and changes it, B changes it in place",
        edit(BASE, ("  prefers: email\n", ""), ("reach:\n", "reach:\n  prefers: phone\n")),
        edit(BASE, ("  prefers: email\n", "  prefers: whatsapp\n")), asks=True,
    ),
    one(
        "S32", "A moves a field far away, B adds one where it stood",
        edit(BASE, ("stage: consideration\n", ""), ("habits:", "stage: consideration\nhabits:")),
        edit(BASE, ("stage: consideration\n", "stage: consideration\nrapport: trust\n")),
        ("field", "stage", "consideration"), ("field", "rapport", "trust"),
    ),
    one(
        "S33", "both append an item that shares most lines",
        edit(WITH_JOB, ("expected-purchase", f"  - employer: Lux\n{SHARED}expected-purchase")),
        edit(WITH_JOB, ("expected-purchase", f"  - employer: Lumen\n{SHARED}expected-purchase")),
        ("text", f"  - employer: Lux\n{SHARED}"), ("text", f"  - employer: Lumen\n{SHARED}"),
        ("text", f"  - employer: Licht\n{SHARED}"), base=WITH_JOB,
    ),
    one(
        "S34", "both append a record of several lines that shares five",
        log_of(BASE, RECORD.format(day=20, who="lily", what="Wants a discount.")),
        log_of(BASE, RECORD.format(day=21, who="tom", what="Wants samples.")),
        ("text", RECORD.format(day=20, who="lily", what="Wants a discount.")),
        ("text", RECORD.format(day=21, who="tom", what="Wants samples.")),
    ),
    one(
        "S35", "A changes two adjacent fields, B the one after",
        edit(BASE, ("stage: consideration", "stage: sincerity"), ("interested  ", "hesitant  ")),
        edit(BASE, (NEXT, "next: 2026-12-01 call again\n")),
        ("field", "stage", "sincerity"), ("field", "intent", "hesitant"),
        ("field", "next", "2026-12-01 call again"),
    ),
    one(
        "S36", "A deletes the consent, B opts out",
        drop(BASE, CONSENT), edit(BASE, OPT_OUT),
        ("field", "consent.do-not-contact", "true"),
    ),
)  # fmt: skip


def holds(fact: Fact, content: bytes) -> bool:
    """Whether a fact holds in a merged file, read strictly."""
    version = read_version(ANNA, content)
    if version is None:
        return False
    kind, *words = fact
    text = version.text
    value: Any = plain(version.header)
    if kind in ("field", "item", "no", "not"):
        for name in words[0].split("."):
            value = value.get(name) if isinstance(value, dict) else None
    items = value if isinstance(value, list) else [value]
    events = [
        "\n".join([item.text, *item.more]) for item in log_items(version.source, version.body)
    ]
    checks: dict[str, Callable[[], bool]] = {
        "field": lambda: bool(value == words[1]),
        "item": lambda: items.count(words[1]) == 1,
        "no": lambda: value is None,
        "not": lambda: words[1] not in items,
        "log": lambda: events.count(words[0].strip().removeprefix("- ")) == 1,
        "order": lambda: text.index(words[0]) < text.index(words[1]),
        "text": lambda: text.count(words[0]) == 1,
        "gone": lambda: words[0] not in text,
        "opted out": lambda: opts_out(plain(version.header).get("consent")),  # type: ignore
        "crlf": lambda: version.line_end == "\r\n",
    }
    return checks[kind]()
