"""Invented customers of whom little is known, or odd things: for every shipped template.

Each is the header of a dossier, but for what all of them have (see `dossier_of`).
"""

from __future__ import annotations

_LONG = "Alexandrina-Wilhelmine " * 8 + "von Hohenstein"
_WORDY = "restoring wooden sailing boats from the nineteenth century " * 4

CUSTOMERS: dict[str, str] = {
    # nothing but a name
    "bare": "name: Bare Person\ncompany:\nowner:\nbuys:",
    "no-company": "name: Ines Costa\ncompany:",
    "company-gone": "name: Ines Costa\ncompany: nowhere",
    "company-empty": "name: Ines Costa\ncompany: bare",
    "no-owner": "name: Tom Ash\nowner:",
    "owner-gone": "name: Tom Ash\nowner: nobody",
    "no-address": "name: Tom Ash\nreach: {email: []}",
    "reach-null": "name: Tom Ash\nreach: ~",
    # the name itself
    "name-missing": "given: Lea\nfamily: Roth",
    "name-null": "name: ~",
    "name-empty": "name: ''",
    "name-blank": "name: '   '",
    "name-todo": "name: TODO",
    "name-none": "name: None",
    "name-braces": "name: '{{ customer.name }}'",
    "name-undefined": "name: Undefined",
    "name-method": "name: items\nfamily: keys\ngiven: values",
    "name-initial": "name: A",
    # how they are addressed
    "salutation-null": "name: Lea Roth\nsalutation: ~",
    "salutation-empty": "name: Lea Roth\nsalutation: ''",
    "salutation-blank": "name: Lea Roth\nsalutation: '  '",
    "easygoing-no-given": "name: Lea Roth\npersonality: {manner: easygoing}",
    "easygoing-blank-given": "name: Lea Roth\ngiven: ' '\npersonality: {manner: easygoing}",
    "easygoing": "name: Lea Roth\ngiven: Lea\npersonality: {manner: easygoing, style: expressive}",
    "formal": "name: Lea Roth\nsalutation: Ms Roth\npersonality: {manner: formal, style: driver}",
    # empty groups, empty lists, nothing inside
    "groups-empty": "name: Kai Berg\nposition: {}\nreach: {email: [kai@x.example], phone: []}\n"
    "language: {}\npersonality: {}\nfamily-life: {}\nchina: {}\nsource: {}\npotential: {}",
    "groups-null": "name: Kai Berg\nposition: ~\nlanguage: ~\npersonality: ~\nfamily-life: ~\n"
    "china: ~\nsource: ~\ncareer: ~\ninterests: ~\nbuys: ~\nconsent: ~",
    "nested-missing": "name: Kai Berg\nfamily-life: {children: [{}]}\ncareer: [{}]\n"
    "position: {title: ~}\nchina: {cities: ['', ' ']}\nsource: {channel: exhibition}",
    "interests-blank": "name: Kai Berg\ninterests: ['', '  ', ~]",
    "interests-one": "name: Kai Berg\ninterests: [hiking]\npersonality: {manner: easygoing}",
    "custom-methods": "name: Kai Berg\ncustom: {items: , keys: , values: , get: x}\ntags: [items]",
    "tastes": "name: Kai Berg\nstage: harmony\nrapport: trust\nintent: interested\n"
    "china: {visits: 1, imports: first-time}",
    "no-authority": "name: Kai Berg\nposition: {authority: none}\nsource: {channel: exhibition}",
    "decides": "name: Kai Berg\nposition: {title: CEO, authority: decision-maker}",
    "sensitive": "name: Kai Berg\nreligion: hindu\ndiet: [vegetarian]\n"
    "family-life: {married: true, children: [{name: Zebulon}]}",
    # twelve languages, and what little English they write
    "german": "name: Jörg Müller\nlanguage: {prefers: de, written-english: basic}",
    "french": "name: Éloïse Lefèvre\nlanguage: {prefers: fr, written-english: none}",
    "spanish": "name: Íñigo Muñoz\nlanguage: {prefers: es}",
    "portuguese": "name: João Brandão\nlanguage: {prefers: pt-BR, written-english: good}",
    "italian": "name: Niccolò D'Amico\nlanguage: {prefers: it}",
    "russian": "name: Сергей Щукин\nlanguage: {prefers: ru, written-english: basic}",
    "arabic": "name: عبدالله القحطاني\nlanguage: {prefers: ar, written-english: basic}",
    "chinese": "name: 王小明\nfamily: 王\nlanguage: {prefers: zh}",
    "traditional": "name: 陳美玲\nlanguage: {prefers: zh-Hant-TW}",
    "japanese": "name: 佐藤健一\nlanguage: {prefers: ja, written-english: basic}",
    "korean": "name: 김민준\nlanguage: {prefers: ko}",
    "hindi": "name: प्रिया नायर\nlanguage: {prefers: hi}",
    "greek": "name: Γιώργος Παππάς\nlanguage: {prefers: el}",
    # quotes, markup, length
    "quotes": "name: 'Siobhán \"Sho\" O''Neill'\ninterests: ['rock ''n'' roll']",
    "comma": "name: 'Sanchez, Maria'",
    "markup": "name: '<b>Bob</b> & *Sons*'\ninterests: ['[link](http://x.example)', '# heading']",
    "pipes": "name: 'A | B'\ninterests: ['| a | b |']",
    "long": f"name: {_LONG}\ninterests: ['{_WORDY.strip()}']",
    "wrong-types": "name: Kai Berg\nbirthday: soon\nchina: {visits: many}\nstage: 7",
}
"""By id: the lines of a header that differ from `FULL`."""

FULL = {
    "company": "brightlite",
    "owner": "lily",
    "reach": "{email: [ID@brightlite.example]}",
    "buys": "[BL-20]",
    "consent": "{marketing: given}",
}
"""What every customer has unless their own lines say otherwise."""

LOGS = {
    "quote-follow-up": "- 2026-11-16 quote out USD 12,400.00: 1 000 pcs BL-20, valid 2026-12-31\n",
    "sample-follow-up": "- 2026-11-10 sample out: 3 reels BL-20 by courier #S-341\n",
    "thanks": "- 2026-11-18 order in USD 12,400.00: 1 000 pcs BL-20 #PO-1\n",
    "service": "- 2026-10-18 order in: goods as before\n",
    "referral": "- 2026-09-18 order in EUR 9,300.50: 700 pcs BL-20\n",
    "reorder": "- 2026-01-10 order in: BL-20\n- 2026-04-10 order in: BL-20\n"
    "- 2026-07-10 order in: BL-20\n",
    "refusal-thanks": "- 2026-11-20 lost in: too dear\n",
    "colleague-introduction": "- 2026-05-02 email out by tom: Sent the catalogue.\n",
    "case-story": "- 2026-10-01 inquiry in: LED strips for shops\n",
    "new-product": "- 2026-03-01 order in: 100 pcs BL-20\n",
}
"""What stands in the log where a kind of letter is about something of the past."""


def dossier_of(name: str, purpose: str) -> str:
    """The dossier of one of them, with a log that a kind of letter can be about."""
    own = CUSTOMERS[name]
    given = {line.partition(":")[0] for line in own.split("\n")}
    lines = [f"{field}: {text}" for field, text in FULL.items() if field not in given]
    header = "\n".join([own, *lines]).replace("ID", name)
    return f"---\n{header}\n---\n\n## Log\n\n{LOGS.get(purpose, '')}"
