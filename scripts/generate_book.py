"""Makes a book of any size that looks like a real one: for measuring, and for trying things out.

    python scripts/generate_book.py DIR --customers 1000 [--seed 7] [--kept 97]

The same arguments give the same bytes. Its events end on 2026-11-19. Of so many per cent of the
customers somebody has taken care lately, so that little is due.
"""

from __future__ import annotations

import argparse
import datetime
import random
import shutil
from pathlib import Path
from typing import NamedTuple

TODAY = datetime.date(2026, 11, 19)
TEMPLATES = Path(__file__).parents[1] / "templates"


class Land(NamedTuple):
    """A country with names as its people write them, each with the form that an id takes."""

    code: str
    name: str
    language: str
    calling_code: str
    religion: str
    given: str
    family: str


LANDS = [
    Land(*row.split("|"))
    for row in """\
de|Germany|de|49|protestant|Jürgen:juergen Anna Jörg:joerg|Müller:mueller Weiß:weiss Brandt
fr|France|fr|33|catholic|Camille Éloïse:eloise Rémi:remi|Durand Lefèvre:lefevre Benoît:benoit
es|Spain|es|34|catholic|José:jose María:maria Íñigo:inigo|Muñoz:munoz García:garcia Vega
pl|Poland|pl|48|catholic|Zofia Łukasz:lukasz Paweł:pawel|Wiśniewska:wisniewska Żak:zak Nowak
no|Norway|no|47|protestant|Ingrid Åse:ase Bjørn:bjoern|Haugen Sørensen:soerensen Dahl
gb|United Kingdom|en|44|none|Harriet Giles Siobhán:siobhan|O'Neill:oneill Whitcombe Thornbury
us|United States|en|1|other|Emily Brandon Linda Mike|Foster Hayes Delgado
br|Brazil|pt|55|catholic|João:joao Luíza:luiza Caio|Carvalho Araújo:araujo Brandão:brandao
ru|Russia|ru|7|orthodox|Сергей:sergei Ольга:olga Дмитрий:dmitrii|Волков:volkov Щукин:shchukin
gr|Greece|el|30|orthodox|Γιώργος:giorgos Ελένη:eleni Νίκος:nikos|Παππάς:pappas Νικολάου:nikolaou
ae|United Arab Emirates|ar|971|muslim|فاطمة:fatima عمر:omar|الهاشمي:al-hashimi خوري:khoury
sa|Saudi Arabia|ar|966|muslim|عبدالله:abdullah سارة:sara خالد:khalid|القحطاني:qahtani الحربي:harbi
in|India|hi|91|hindu|प्रिया:priya राहुल:rahul अंजलि:anjali|नायर:nair देशमुख:deshmukh शर्मा:sharma
jp|Japan|ja|81|none|健一:kenichi 陽子:yoko さくら:sakura|佐藤:sato 鈴木:suzuki 高橋:takahashi
kr|South Korea|ko|82|none|민준:minjun 서연:seoyeon 지훈:jihun|김:kim 이:lee 박:park
sg|Singapore|zh|65|buddhist|小明:xiao-ming 美玲:mei-ling 志强:zhi-qiang|王:wang 陈:chen 林:lin
th|Thailand|th|66|buddhist|สมชาย:somchai มาลี:malee นิดา:nida|ใจดี:jaidee ศรีสุข:srisuk
za|South Africa|en|27|other|Sipho Thandi Pieter|Dlamini Mokoena van-Wyk
""".splitlines()
]
MEMBERS = ("lily", "tom", "wang-jun", "chen-mei", "sofia", "omar", "zhao-lei", "he-yan")
SKUS = {
    "BL-20": ("LED strip 14.4 W/m, 24 V", "strip", 4.85),
    "BL-30": ("COB strip 12 W/m, 24 V", "strip", 6.95),
    "PN-60": ("Panel 600 x 600 mm 40 W", "panel", 9.35),
    "PN-62": ("Panel 600 x 600 mm 36 W", "panel", 12.90),
    "BU-A60": ("Bulb A60, 9 W, E27", "bulb", 0.385),
    "BU-C37": ("Filament candle C37, 4 W", "bulb", 0.72),
    "DR-60": ("Driver 24 V 60 W", "driver", 5.40),
}
LISTS = {"2026-03-01": 1.0, "2026-07-01": 1.02, "2026-11-16": 1.05}
INTENTS = ("interested", "hesitant", "not-soon", "never", "quoted-silent")
STAGES = ("interest", "consideration", "assimilation", "sincerity", "harmony")
SCENES = ("answered", "asking", "quoted", "sampled", "customer", "reorder", "lost", "silent")
TALK = (
    "Asked for 3000 K and the LM-80 report.",
    "Compares with two others, decides in the budget round.",
    "Colour box artwork comes next week.",
    "客户要求重新报价，含运费。",
    "Wants the certificate as one PDF; see the mail of last week, with the drawing attached.",
    "Nice words about the samples. The lab is happy with SDCM 3 and asks for nothing more.",
)


def main() -> None:
    """Reads the arguments and writes the book."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("dir", type=Path, metavar="DIR")
    parser.add_argument("--customers", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=7, metavar="S")
    parser.add_argument("--kept", type=int, default=0, metavar="PERCENT")
    given = parser.parse_args()
    generate(given.dir, given.customers, given.seed, given.kept)


def generate(root: Path, customers: int, seed: int = 7, kept: int = 0) -> None:
    """Writes a book of so many customers, with all that belongs to it."""
    pick = random.Random(seed)
    for folder in ("customers", "companies", "countries", "team", "prices"):
        (root / "dossiers" / folder).mkdir(parents=True, exist_ok=True)
    write_policy(root)
    lands = [LANDS[number * 7 % len(LANDS)] for number in range(customers * 2 // 5 + 1)]
    companies = [(f"{land.code}-trading-{number}", land) for number, land in enumerate(lands)]
    for number, (company, land) in enumerate(companies):
        event = event_day(pick, is_near=number % 100 >= kept)
        write(root, "companies", company, company_text(pick, number, land, event))
    earlier = ""
    for number in range(customers):
        company, land = companies[number * len(companies) // customers]
        person, text = customer_text(
            pick, number, land, company, earlier, is_kept=number * 37 % 100 < kept
        )
        write(root, "customers", person, text)
        earlier = person


def write(root: Path, folder: str, name: str, text: str) -> None:
    """Writes one dossier."""
    (root / "dossiers" / folder / f"{name}.md").write_bytes(text.encode())


def write_policy(root: Path) -> None:
    """The book itself: policy, countries, members, prices, rates, templates."""
    dossiers = root / "dossiers"
    policy = "name: Lumora Lighting Co., Ltd.\ncountry: cn\ntimezone: Asia/Shanghai\n"
    policy += "languages: [zh, en]\ncurrency: USD\nmail: {from: lily, address: Shenzhen}\n"
    (dossiers / "book.yaml").write_text(policy, encoding="utf-8")
    for land in LANDS:
        text = f"---\nname: {land.name}\nlanguages: [{land.language}]\n"
        text += f'calling-code: "+{land.calling_code}"\nfx: {{risk: low}}\n---\n'
        write(root, "countries", land.code, text)
    for number, member in enumerate(MEMBERS):
        name = member.replace("-", " ").title()
        text = f"---\nname: {name}\ntitle: Account Manager\nemail: {member}@lumora.example\n"
        text += f'phone: "+86 755 5550 010{number}"\nlanguages: [zh, en]\n'
        write(root, "team", member, text + f"signature: |\n  {name}\n  Lumora Lighting\n---\n")
    for start, factor in LISTS.items():
        rows = ["sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note"]
        for sku, (name, group, price) in SKUS.items():
            rows.append(f'{sku},"{name}",{group},pc,USD,{price * factor:.3f},500,20,,')
        (dossiers / "prices" / f"{start}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    rates = "date,from,to,rate,source\n2026-11-16,EUR,USD,1.16,bank\n"
    (dossiers / "rates.csv").write_text(rates, encoding="utf-8")
    if not (root / "templates").exists():
        shutil.copytree(TEMPLATES, root / "templates")


def event_day(pick: random.Random, *, is_near: bool) -> datetime.date:
    """The day of a company's event; one that is not near is nobody's concern yet, or any more."""
    days = pick.randrange(-200, 200)
    return TODAY + datetime.timedelta(days if is_near or abs(days) > 50 else 4 * days + 120)


def company_text(pick: random.Random, number: int, land: Land, event: datetime.date) -> str:
    """A company's dossier."""
    buys = ", ".join(pick.sample(sorted(SKUS), 2))
    return f"""\
---
name: {land.name} Trading {number}
legal-name: {land.name} Trading No. {number} Ltd
country: {land.code}
founded: {pick.randrange(1950, 2024)}
type: {pick.choice(("importer", "distributor", "brand", "retailer", "wholesaler"))}
size: {pick.randrange(5, 900)}
stores: {pick.randrange(60)}
website: https://trading-{number}.{land.code}.example
address: {pick.randrange(1, 200)} Market Street, {land.name}
markets: [{land.code}]
sales-channels: [own shops, online]
brand: {pick.choice(("own", "resells", "both"))}
departments: {{design: in-house, purchasing: in-house}}
products:
  best-sellers: [panels, warm strips]
  mould: public
price-level: mid
competitors: [Highveld Lamps]
events:
  - {{date: {event}, kind: exhibition, text: "stand of their own, hall {number % 12}"}}
buys: [{buys}]
compliance: [{{name: CE, until: {event.replace(year=2028, day=1)}}}]
terms:
  incoterm: {pick.choice(("FOB", "CIF", "EXW"))}
  place: Hong Kong
  payment: T/T 30 % deposit, 70 % before shipment   # agreed in writing
  currency: {pick.choice(("USD", "USD", "EUR"))}
  quality: {pick.choice(("strict", "standard", "relaxed"))}
  price-adjustment: {pick.randrange(-3, 6)}%
---
They send one sample back to us **signed**: it is the inspection standard.
"""


def named(number: int, names: str) -> tuple[str, str]:
    """A name as its people write it, and as an id has it."""
    known = names.split()
    shown, _, plain = known[number % len(known)].partition(":")
    return shown.replace("-", " "), (plain or shown).lower()


def customer_text(
    pick: random.Random, number: int, land: Land, company: str, earlier: str, *, is_kept: bool
) -> tuple[str, str]:
    """The id and the dossier of a customer; `earlier` is one who may have sent them."""
    given, given_id = named(number, land.given)
    family, family_id = named(number // 3, land.family)
    scene = SCENES[number % len(SCENES)]
    first = TODAY - datetime.timedelta(pick.randrange(40, 1500))
    log, last = log_text(pick, scene, first)
    if is_kept:
        log += "".join(f"- {TODAY - datetime.timedelta(number % 3)} {one}\n" for one in UPKEEP)
    buys = scene in ("customer", "reorder") and (TODAY - last).days < 365
    sensitive = f"  sensitive: {first} told us in person\n" if number % 3 == 0 else ""
    religion = f"religion: {land.religion}\n" if sensitive else ""
    referred = f"  referred-by: {earlier}\n" if earlier and number % 9 == 0 else ""
    channel = "referral" if referred else pick.choice(("exhibition", "search", "customs-data"))
    name = f"{family}{given}" if land.code in ("jp", "kr", "sg") else f"{given} {family}"
    phone = f"+{land.calling_code} {pick.randrange(10**7, 10**8)}"
    text = f"""\
---
name: {name}
given: {given}
family: {family}
salutation: {given}           # as the last mail was signed
company: {company}
owner: {MEMBERS[number % len(MEMBERS)]}
source:
  channel: {channel}
  detail: Canton Fair {first.year}
  date: {first}
{referred}position:
  title: {pick.choice(("Buyer", "Purchasing Manager", "General Manager", "Category Buyer"))}
  authority: {pick.choice(("decision-maker", "influencer", "none"))}
  joined: {first.year - pick.randrange(9)}-0{pick.randrange(1, 10)}
career:
  - employer: Lichthaus AG
    role: Buyer
    from: 2009
    to: 2015
    same-industry: true
reach:
  email: [{given_id}.{family_id}.{number}@trading.{land.code}.example]
  phone: ["{phone}"]
  whatsapp: "{phone}"
  prefers: {pick.choice(("email", "phone", "whatsapp"))}
language:
  prefers: {land.language}
  written-english: {pick.choice(("fluent", "good", "basic", "none"))}
  spoken-english: good
  speech: normal
personality: {{style: {pick.choice(("driver", "expressive", "analytical"))}, manner: formal}}
interests: [hiking, {pick.choice(("football", "baking", "茶道", "шахматы"))}]
family-life: {{married: {pick.choice(("true", "false"))}}}
birthday: {pick.randrange(1960, 2000)}-{pick.randrange(1, 13):02d}-{pick.randrange(1, 29):02d}
{religion}china: {{visits: {pick.randrange(9)}, cities: [Guangzhou], imports: experienced}}
stage: {"harmony" if scene in ("customer", "reorder") else STAGES[number % 4]}
rapport: {pick.choice(("circle", "exchange", "trust", "trade"))}
{plan(pick, number, buys, is_kept=is_kept)}potential:
  need: {pick.randrange(1, 4)}
  volume: {pick.randrange(4)}
  power: {pick.randrange(4)}
  likelihood: {pick.randrange(4)}
buys: [{", ".join(pick.sample(sorted(SKUS), 2))}]
consent:
  marketing: {pick.choice(("given", "legitimate-interest", "legitimate-interest", "refused"))}
{sensitive}  do-not-contact: {"true" if number % 50 == 49 else "false"}
tags: [{pick.choice(("vip", "strip-project", "cold", "gulf"))}]
---
{pick.choice(TALK)} See [[{company}]].

## Log

{log}"""
    return f"{given_id}-{family_id}-{number}", text


def plan(pick: random.Random, number: int, buys: bool, *, is_kept: bool) -> str:
    """What is to happen next: for some a step, a rhythm, a snooze; for a few nothing. Where care
    was taken of somebody, only few are to hear from us every other day."""
    ahead = TODAY + datetime.timedelta(pick.randrange(2 if is_kept else -6, 60))
    word = INTENTS[number % len(INTENTS)]
    if is_kept and word in ("interested", "hesitant") and number % 50 > 1:
        word = "not-soon"
    intent = "" if buys else f"intent: {word}\n"
    return {
        0: f"{intent}next: {ahead} send the updated quotation\n",
        1: f"{intent}every: {pick.choice(('10d', '2w', '1m'))}\n",
        2: f"{intent}snooze: {ahead} on leave\n",
        3: "",
        4: f"{intent}expected-purchase: {TODAY.year + 1}-0{pick.randrange(1, 7)}\n",
    }.get(number % 11, intent)


def log_text(pick: random.Random, scene: str, first: datetime.date) -> tuple[str, datetime.date]:
    """Two to twelve lines, oldest first, and the last day; none for some never written to."""
    if scene == "silent" and pick.random() < 0.5:
        return "", first
    days = sorted(pick.sample(range((TODAY - first).days), pick.randrange(2, 9)))
    dates = [first + datetime.timedelta(day) for day in days]
    lines = [f"- {day} {pick.choice(EVENTS)}: {pick.choice(TALK)}" for day in dates]
    last, amount = dates[-1], f"USD {pick.randrange(900, 90_000):,}.00"
    valid = last + datetime.timedelta(30)
    lines += [f"- {last} {said.format(amount=amount, valid=valid)}" for said in ENDINGS[scene]]
    return "\n".join(lines) + "\n", last


EVENTS = ("email in", "email out by lily", "call by tom", "chat in", "meeting", "note")
ENDINGS = {
    "answered": ("inquiry in: Price please.", "email out by lily: All sent."),
    "asking": ("email in: When can you ship 600 pcs?",),
    "quoted": ("quote out {amount} by tom: 1 000 pcs BL-20 FOB, valid {valid} #PI-204",),
    "sampled": ("sample out by lily: 3 reels BL-30\n  by courier #S-341",),
    "customer": ("order in {amount}: PI confirmed.", "payment in {amount}: deposit"),
    "reorder": ("order in {amount}: again.", "shipment out: on board", "thanks out: of course"),
    "lost": ("quote out {amount}: 500 pcs PN-62", "lost in: Too dear for this year."),
    "silent": ("email out: Introduced us.",),
}
UPKEEP = (
    "email in: We will see.",
    "thanks out by lily: for the honest word",
    "price-update out by lily: the list of November",
)
"""How the log of somebody ends of whom care was taken."""


if __name__ == "__main__":
    main()
