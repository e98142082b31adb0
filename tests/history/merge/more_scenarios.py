"""Further merges, one to a habit of people or of their editors."""

from __future__ import annotations

from scenarios import (
    BASE,
    CALL,
    CONSENT,
    MAIL,
    NEWEST_FIRST,
    NEXT,
    OPT_OUT,
    Scenario,
    drop,
    edit,
    log_of,
    one,
)

COMPANY = """\
---
name: Brightlite
country: de
sales-channels: [online]
org:
  - {role: purchasing, person: anna-schmidt}
  - {role: boss, person: karl-brandt}
products: {best-sellers: [panels], new: []}
# fairs that we meet at
events:
  - date: 2026-03-08        # booth booked
    kind: exhibition
    text: Light + Building
links: [{company: lux, how: competes}]
terms:
  incoterm: FOB
  place: Hong Kong
  # agreed on the phone
  payment: T/T 30 % deposit, 70 % before shipment
  currency: USD
  inspection-note: |
    100 % burn-in
    check the colour box
  rebate: {payee: company, rate: 1%}
---
They pay late.
"""
COUNTRY = """\
---
name: Norge
languages: [nb]
weekend: [sat, sun]
tariffs:
  - {group: LED, rate: 0%}
holidays:
  calendar: NO
  extra:
    - {date: 05-17, name: 国庆, kind: holiday}
religions: {lutheran: majority}
---
"""
MEMBER = """\
---
name: 王小明
email: ming@lumora.example
languages: [zh, en]
signature: |
  王小明
  Lumora
---
"""
CONTACT = "---\nname: Anna\nreach: {email: [a@x.example], prefers: email}\n---\n"
FLOW = "consent: {marketing: legitimate-interest, do-not-contact: false}\n"
FLOW_BASE = edit(BASE, (CONSENT, FLOW))
COMMENTED = edit(BASE, ("  do-not", "  # ask again in May\n  do-not"))
TRUE = ("field", "consent.do-not-contact", "true")
LOG = "## Log\n\n- 2025-04-17 fair in: Met at booth 5.2A17.\n"
FIRST = "- 2025-04-17 fair in: Met at booth 5.2A17.\n"
GAPS = edit(
    BASE,
    ("stage: consideration\n", "stage: consideration\n# birthday:   # When?\n# religion:\n"),
)
OPTED_OUT = edit(BASE, OPT_OUT)
REFUSED = edit(BASE, ("marketing: legitimate-interest", "marketing: refused"))
TWO_NEXT = edit(BASE, (NEXT, "next:\n  - 2026-11-25 answer on L/C terms\n  - 2026-12-24 card\n"))
COMPANY_PATH = "dossiers/companies/brightlite.md"
COUNTRY_PATH = "dossiers/countries/no.md"
MEMBER_PATH = "dossiers/team/ming.md"

OPT_OUTS = (
    one("O01", "opt-out in braces; they change the ground beside it",
        edit(FLOW_BASE, ("contact: false", "contact: true")),
        edit(FLOW_BASE, ("legitimate-interest", "given")),
        TRUE, ("field", "consent.marketing", "given"), base=FLOW_BASE),
    one("O02", "opt-out in braces; they turn the braces into lines",
        edit(FLOW_BASE, ("contact: false", "contact: true")), BASE, TRUE, base=FLOW_BASE),
    one("O03", "opt-out; they delete only that line",
        edit(BASE, OPT_OUT), drop(BASE, "  do-not-contact: false\n"), TRUE),
    one("O04", "opt-out added where there was no consent; they add another",
        edit(drop(BASE, CONSENT), ("habits:", "consent: {do-not-contact: true}\nhabits:")),
        edit(drop(BASE, CONSENT), ("stage:", "consent:\n  marketing: given\nstage:")),
        TRUE, ("field", "consent.marketing", "given"), base=drop(BASE, CONSENT)),
    one("O05", "opt-out as 'yes'; they write 'no' in capitals",
        edit(BASE, ("contact: false", "contact: yes")),
        edit(BASE, ("contact: false", "contact: NO")),
        ("field", "consent.do-not-contact", "yes")),
    one("O06", "an opt-out that is not plain counts as one",
        edit(BASE, ("contact: false", "contact: until she calls")),
        edit(BASE, ("contact: false", "contact: 'false'")),
        ("field", "consent.do-not-contact", "until she calls")),
    one("O07", "both opt out, in different words",
        edit(BASE, OPT_OUT), edit(BASE, ("contact: false", "contact: on")), ("opted out",)),
    one("O08", "mails refused; they write that consent was given",
        edit(BASE, ("marketing: legitimate-interest", "marketing: refused")),
        edit(BASE, ("marketing: legitimate-interest", "marketing: given")),
        ("field", "consent.marketing", "refused")),
    one("O09", "mails refused; they delete the whole consent",
        edit(BASE, ("marketing: legitimate-interest", "marketing: refused")), drop(BASE, CONSENT),
        ("field", "consent.marketing", "refused")),
    one("O10", "an opt-out of their own making",
        edit(BASE, ("custom:\n", "custom:\n  newsletter-opt-out: true\n")),
        edit(BASE, ("custom:\n", "custom:\n  newsletter-opt-out: false\n")),
        ("field", "custom.newsletter-opt-out", "true")),
    one("O11", "an opt-out is taken back; they write a log line",
        edit(OPTED_OUT, ("contact: true", "contact: false")), log_of(OPTED_OUT, CALL),
        base=OPTED_OUT, asks=True),
    one("O12", "an opt-out is deleted with its block; they write a log line",
        drop(OPTED_OUT, CONSENT.replace("false", "true")), log_of(OPTED_OUT, CALL),
        base=OPTED_OUT, asks=True),
    one("O13", "a refusal is taken back; they edit the line beside",
        edit(REFUSED, ("marketing: refused", "marketing: given")),
        edit(REFUSED, ("habits: [coffee]", "habits: []")), base=REFUSED, asks=True),
    one("O14", "both take an opt-out back",
        edit(OPTED_OUT, ("contact: true", "contact: false")),
        edit(log_of(OPTED_OUT, CALL), ("contact: true", "contact: no")),
        ("log", CALL), base=OPTED_OUT),
    one("O15", "opt-out; both also change the ground",
        edit(BASE, OPT_OUT, ("marketing: legitimate-interest", "marketing: given")),
        edit(BASE, ("marketing: legitimate-interest", "marketing: unknown")), asks=True),
    one("O16", "opt-out; they write a comment above the field",
        edit(BASE, OPT_OUT), COMMENTED, TRUE, ("text", "  # ask again in May\n")),
    one("O17", "an opt-out at the top, where it does not belong, is one too",
        edit(BASE, ("owner: lily\n", "owner: lily\ndo_not_contact: true\n")),
        edit(BASE, ("stage:", "do_not_contact: false\nstage:")),
        ("field", "do_not_contact", "true")),
    one("O18", "a consent that is no list of fields counts as an opt-out",
        edit(BASE, (CONSENT, "consent: no\n")), edit(BASE, ("legitimate-interest", "given")),
        asks=True),
    one("O19", "an opt-out without a value counts as one",
        edit(BASE, ("contact: false", "contact:")), edit(BASE, ("contact: false", "contact: no")),
        ("text", "  do-not-contact:\n")),
)  # fmt: skip

LISTS = (
    one("L01", "both push the next step to another day",
        edit(BASE, ("2026-11-25 answer", "2026-12-02 answer")),
        edit(BASE, ("2026-11-25 answer", "2026-12-09 answer")), asks=True),
    one("L02", "A adds a second step, B changes the first",
        edit(BASE, (NEXT, "next: [2026-11-25 answer on L/C terms, 2026-12-24 card]\n")),
        edit(BASE, ("2026-11-25 answer", "2026-12-02 answer")),
        ("item", "next", "2026-12-02 answer on L/C terms"), ("item", "next", "2026-12-24 card")),
    one("L03", "A did the first step, B changes the second",
        drop(TWO_NEXT, "  - 2026-11-25 answer on L/C terms\n"),
        edit(TWO_NEXT, ("2026-12-24 card", "2026-12-23 card")),
        ("item", "next", "2026-12-23 card"), ("gone", "answer on L/C"), base=TWO_NEXT),
    one("L04", "A removes a tag, B adds one",
        drop(BASE, "  - vip\n"), edit(BASE, ("  - led\n", "  - led\n  - fair\n")),
        ("gone", "vip"), ("item", "tags", "fair"), ("item", "tags", "led")),
    one("L05", "A writes the best address first, B adds one",
        edit(BASE, ("[anna@brightlite.example]", "[a@b.example, anna@brightlite.example]")),
        edit(BASE, ("[anna@brightlite.example]", "[anna@brightlite.example, anna@c.example]")),
        ("item", "reach.email", "a@b.example"), ("item", "reach.email", "anna@c.example")),
    one("L06", "both change one item of several fields",
        edit(COMPANY, ("kind: exhibition", "kind: news")),
        edit(COMPANY, ("text: Light + Building", "text: LB")), path=COMPANY_PATH, base=COMPANY,
        asks=True),
    one("L07", "A adds an event, B changes the other",
        edit(COMPANY, ("links:", "  - {date: 2027, kind: anniversary}\nlinks:")),
        edit(COMPANY, ("text: Light + Building", "text: LB")),
        ("text", "{date: 2027, kind: anniversary}"), ("text", "text: LB"),
        ("text", "# booth booked"), path=COMPANY_PATH, base=COMPANY),
    one("L08", "both add the first items to an empty list",
        edit(COMPANY, ("new: []", "new: [COB reel]")), edit(COMPANY, ("new: []", "new: [tubes]")),
        ("item", "products.new", "COB reel"), ("item", "products.new", "tubes"),
        path=COMPANY_PATH, base=COMPANY),
    one("L09", "both add first tags where there was no such field",
        edit(drop(BASE, "tags:\n  - vip\n  - led\n"), ("habits:", "tags: [vip]\nhabits:")),
        edit(drop(BASE, "tags:\n  - vip\n  - led\n"), ("stage:", "tags: [fair]\nstage:")),
        ("item", "tags", "vip"), ("item", "tags", "fair"),
        base=drop(BASE, "tags:\n  - vip\n  - led\n")),
    one("L10", "a weekend is one value",
        edit(COUNTRY, ("[sat, sun]", "[fri, sat]")), edit(COUNTRY, ("[sat, sun]", "[sun]")),
        path=COUNTRY_PATH, base=COUNTRY, asks=True),
    one("L11", "both put the languages in another order",
        edit(MEMBER, ("[zh, en]", "[en, de, zh]")), edit(MEMBER, ("[zh, en]", "[en, zh]")),
        ("item", "languages", "de"), path=MEMBER_PATH, base=MEMBER),
    one("L12", "an item is removed by one and changed by the other",
        drop(BASE, "  - vip\n"), edit(BASE, ("  - vip\n", "  - vip-2027\n")), asks=True),
    one("L13", "a list is deleted by one and longer with the other",
        drop(BASE, "tags:\n  - vip\n  - led\n"), edit(BASE, ("  - led\n", "  - led\n  - x\n")),
        asks=True),
    one("L14", "numbers with commas and quotes stay what they are",
        edit(BASE, ('["+49 30 1234567"]', '["+49 30 1234567", "0137 00137000"]')),
        edit(BASE, ('["+49 30 1234567"]', "['+49 30 1234567', +86 755 8888]")),
        ("item", "reach.phone", "0137 00137000"), ("item", "reach.phone", "+86 755 8888")),
    one("L15", "a field written in different places of different indentation",
        edit(COMPANY, ("  - date: 2026-03-08        # booth booked\n    kind: exhibition\n"
                       "    text: Light + Building\n",
                       "- date: 2026-03-08        # booth booked\n  kind: exhibition\n"
                       "  text: Light + Building\n")),
        edit(COMPANY, ("links:", "  - date: 2027\n    kind: anniversary\nlinks:")),
        ("text", "- date: 2027\n"), ("text", "# booth booked"),
        path=COMPANY_PATH, base=COMPANY),
)  # fmt: skip

FIELDS = (
    one("F01", "both change the payment terms",
        edit(COMPANY, ("30 % deposit", "40 % deposit")),
        edit(COMPANY, ("T/T 30 % deposit, 70 % before shipment", "L/C at sight")),
        path=COMPANY_PATH, base=COMPANY, asks=True),
    one("F02", "payment by one, place by the other, adjacent; comments stay",
        edit(COMPANY, ("30 % deposit", "40 % deposit")),
        edit(COMPANY, ("place: Hong Kong", "place: Shenzhen")),
        ("text", "  # agreed on the phone\n  payment: T/T 40 %"), ("text", "place: Shenzhen"),
        path=COMPANY_PATH, base=COMPANY),
    one("F03", "a note of several lines is one value",
        edit(COMPANY, ("100 % burn-in", "200 % burn-in")),
        edit(COMPANY, ("check the colour box", "check the carton")),
        path=COMPANY_PATH, base=COMPANY, asks=True),
    one("F04", "a note of several lines by one, the field below by the other",
        edit(COMPANY, ("colour box\n", "colour box\n    and the ink\n")),
        edit(COMPANY, ("rate: 1%", "rate: 2%")),
        ("text", "    and the ink\n"), ("field", "terms.rebate.rate", "2%"),
        path=COMPANY_PATH, base=COMPANY),
    one("F05", "a field is deleted by one and changed by the other",
        drop(BASE, "stage: consideration\n"), edit(BASE, ("consideration", "sincerity")),
        asks=True),
    one("F06", "a field is deleted by one and only quoted by the other",
        drop(BASE, "stage: consideration\n"), edit(BASE, ("consideration", "'consideration'")),
        ("no", "stage")),
    one("F07", "both answer different questions of a new dossier",
        edit(GAPS, ("# birthday:   # When?", "birthday: 04-12")),
        edit(GAPS, ("# religion:", "religion: none")),
        ("field", "birthday", "04-12"), ("field", "religion", "none"),
        ("gone", "# birthday"), ("gone", "# religion"), base=GAPS),
    one("F08", "both write a comment, each above another field",
        edit(BASE, ("stage:", "# she said so\nstage:")),
        edit(BASE, ("habits:", "# two cups\nhabits:")),
        ("text", "# she said so\nstage:"), ("text", "# two cups\nhabits:")),
    one("F09", "both change the same comment",
        edit(BASE, ("# since the fair", "# since May")),
        edit(BASE, ("# since the fair", "# since June")), asks=True),
    one("F10", "a comment by one, the value by the other",
        edit(BASE, ("# since the fair", "# since the fair in Canton")),
        edit(BASE, ("intent: interested", "intent: hesitant")),
        ("field", "intent", "hesitant"), ("text", "# since the fair in Canton")),
    one("F11", "both change how a field is written, one with a comment",
        edit(BASE, ("[hiking, baking]", "\n- hiking   # in the Harz\n- baking")),
        edit(BASE, ("[hiking, baking]", "['hiking', 'baking']")), ("text", "# in the Harz")),
    one("F12", "a field with its comment moves; the other side changes the value",
        edit(COMPANY, ("country: de\n", ""), ("links:", "# head office\ncountry: de\nlinks:")),
        edit(COMPANY, ("country: de\n", "country: at\n")),
        ("text", "# head office\ncountry: at\n"), path=COMPANY_PATH, base=COMPANY),
    one("F13", "words in Chinese on both sides",
        edit(COUNTRY, ("kind: holiday}", "kind: holiday}\n    - {date: 01-02, name: 元旦}")),
        edit(COUNTRY, ("religions: {lutheran: majority}", "religions: {lutheran: 多数}")),
        ("text", "name: 元旦"), ("field", "religions.lutheran", "多数"),
        path=COUNTRY_PATH, base=COUNTRY),
    one("F14", "signature by one, address by the other",
        edit(MEMBER, ("  Lumora\n", "  Lumora Ltd.\n  深圳\n")),
        edit(MEMBER, ("ming@lumora.example", "wang@lumora.example")),
        ("field", "email", "wang@lumora.example"), ("text", "  深圳\n"),
        path=MEMBER_PATH, base=MEMBER),
    one("F15", "custom fields of both",
        edit(BASE, ("custom:\n", "custom:\n  shoe-size: 39\n")),
        edit(BASE, ("custom:\n", "custom:\n  shirt: M\n")),
        ("field", "custom.shoe-size", "39"), ("field", "custom.shirt", "M")),
    one("F16", "one writes a group in lines, the other changes it in braces",
        "---\nname: Anna\nreach:\n  email: [a@x.example]\n  prefers: phone\n---\n",
        "---\nname: Anna\nreach: {email: [a@x.example, b@x.example], prefers: email}\n---\n",
        ("field", "reach.prefers", "phone"), ("item", "reach.email", "b@x.example"), base=CONTACT),
    one("F17", "a header in braces",
        "---\n{name: Anna, stage: harmony}\n---\n", "---\n{name: Anna, intent: never}\n---\n",
        base="---\n{name: Anna}\n---\n", asks=True),
    one("F18", "a field is emptied by one and deleted by the other",
        edit(BASE, ("stage: consideration", "stage:")), drop(BASE, "stage: consideration\n"),
        ("no", "stage")),
    one("F19", "a field is deleted; the other side writes a comment above it",
        drop(BASE, "stage: consideration\n"), edit(BASE, ("stage:", "# not sure\nstage:")),
        asks=True),
)  # fmt: skip

BODIES = (
    one("B01", "both mend the same log line, differently",
        edit(BASE, ("5.2A17", "5.2A18")), edit(BASE, ("5.2A17", "5.2A19")), asks=True),
    one("B02", "A mends a log line, B deletes it",
        edit(BASE, ("5.2A17", "5.2A18")), drop(BASE, FIRST), asks=True),
    one("B03", "A mends a log line, B appends one",
        edit(BASE, ("5.2A17", "5.2A18")), log_of(BASE, CALL),
        ("log", CALL), ("text", "5.2A18"), ("gone", "5.2A17")),
    one("B04", "A erases the last log line, B appends one",
        BASE[: BASE.index("- 2025-04-18")], log_of(BASE, CALL),
        ("log", CALL), ("gone", "quote out"), ("log", FIRST)),
    one("B05", "lines in the middle go where their dates put them",
        edit(BASE, (FIRST, FIRST + "- 2025-04-17 18:00 chat out: Thanked her.\n")),
        edit(BASE, (FIRST, FIRST + "- 2025-04-17 09:00 note: Fair opens.\n")),
        ("order", "09:00 note", "18:00 chat"), ("order", "18:00 chat", "quote out")),
    one("B06", "a log in no order keeps it",
        edit(NEWEST_FIRST + FIRST.replace("17 fair", "19 call"), ("5.2A17.\n- ", "5.2A18.\n- ")),
        NEWEST_FIRST + FIRST.replace("17 fair", "19 call") + CALL,
        ("order", "19 call", "2026-11-20"), ("text", "5.2A18"),
        base=NEWEST_FIRST + FIRST.replace("17 fair", "19 call")),
    one("B07", "both begin a log",
        BASE[: BASE.index("\n## Log")] + "\n## Log\n\n" + CALL,
        BASE[: BASE.index("\n## Log")] + "\n## Log\n\n" + MAIL,
        ("log", CALL), ("log", MAIL), ("text", "## Log"), base=BASE[: BASE.index("\n## Log")]),
    one("B08", "A deletes the log, B appends to it",
        BASE[: BASE.index("\n## Log")], log_of(BASE, CALL), asks=True),
    one("B09", "A adds a section below the log, B appends to the log",
        log_of(BASE, "\n## Family\n\nTwo children.\n"), log_of(BASE, CALL),
        ("log", CALL), ("text", "\n\n## Family\n\nTwo children.\n")),
    one("B10", "A writes notes above, B appends to the log",
        edit(BASE, ("short mails.\n", "short mails.\n\nHates phones.\n")), log_of(BASE, CALL),
        ("log", CALL), ("text", "Hates phones.")),
    one("B11", "to-dos in the log: one ticks, the other writes a line",
        edit(log_of(BASE, "- [ ] send samples\n"), ("[ ] send samples", "[x] send samples")),
        log_of(BASE, "- [ ] send samples\n", CALL),
        ("log", CALL), ("text", "- [x] send samples"), ("gone", "[ ] send samples"),
        base=log_of(BASE, "- [ ] send samples\n")),
    one("B12", "to-dos in the log: both tick, with different notes",
        log_of(BASE, "- [x] send samples (lily)\n"), log_of(BASE, "- [x] send samples (tom)\n"),
        base=log_of(BASE, "- [ ] send samples\n"), asks=True),
    one("B13", "code in the notes that looks like a log",
        edit(BASE, ("short mails.\n", "short mails.\n```\n## Log\n- 2020-01-01 call: x\n```\n")),
        log_of(BASE, CALL), ("log", CALL), ("text", "- 2020-01-01 call: x\n```\n")),
    one("B14", "a second log is not understood, so it asks",
        log_of(BASE, "\n## Log\n\n", MAIL), log_of(BASE, CALL), asks=True),
    one("B15", "A sorts the log the other way round, B appends",
        NEWEST_FIRST, log_of(BASE, CALL),
        ("log", CALL), ("order", CALL, "2025-04-18"), ("order", "2025-04-18", "2025-04-17")),
    one("B16", "a paragraph between log lines, changed by both",
        edit(log_of(BASE, "\nA pause of a year.\n"), ("of a year", "of two years")),
        edit(log_of(BASE, "\nA pause of a year.\n"), ("of a year", "of a month")),
        base=log_of(BASE, "\nA pause of a year.\n"), asks=True),
    one("B17", "A moves a line of the notes, B erases it",
        edit(BASE, ("She is often ill in winter.\n", ""),
             ("catalogue\n", "catalogue\n\nShe is often ill in winter.\n")),
        drop(BASE, "She is often ill in winter.\n"), asks=True),
    one("B18", "mixed line ends stay as they are",
        edit(BASE, ("2027-03\n", "2027-03\r\n"), ("stage: consideration", "stage: sincerity")),
        edit(BASE, ("2027-03\n", "2027-03\r\n"), ("[coffee]", "[tea]")),
        ("field", "stage", "sincerity"), ("item", "habits", "tea"),
        base=edit(BASE, ("2027-03\n", "2027-03\r\n"))),
    one("B19", "stars for dashes by one, a line by the other",
        BASE.replace("\n- 2025", "\n* 2025"), log_of(BASE, CALL),
        ("log", CALL), ("text", "\n* 2025-04-17")),
    one("B20", "months as headings within the log",
        edit(BASE, ("## Log\n\n", "## Log\n\n### 2025\n\n"), ("2025-05-31\n",
             f"2025-05-31\n\n### 2026\n\n{CALL}")),
        edit(BASE, ("## Log\n\n", "## Log\n\n### 2025\n\n"), ("2025-05-31\n",
             "2025-05-31\n- 2025-06-01 lost: Too dear.\n")),
        ("order", "2025-06-01 lost", "### 2026"), ("log", CALL),
        base=edit(BASE, ("## Log\n\n", "## Log\n\n### 2025\n\n"))),
    one("B21", "a byte order mark by one editor, a line by the other",
        "\ufeff" + BASE, log_of(BASE, CALL), ("log", CALL)),
)  # fmt: skip

MORE: tuple[Scenario, ...] = OPT_OUTS + LISTS + FIELDS + BODIES
