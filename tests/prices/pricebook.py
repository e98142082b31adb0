"""A small book for the tests of prices: Anna of Brightlite, a list, rates, a policy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 20)
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note"

FILES = {
    "dossiers/book.yaml": """\
currency: USD
prices:
  quantity: [{from: 5000, discount: 2%}, {from: 1000, discount: 1%, products: [strip]}]
  concessions:
    cash: {discount: 5%, for: cash on collection}
    year: {discount: 3%, for: an order for the whole year}
""",
    "dossiers/customers/anna.md": "---\nname: Anna\ncompany: brightlite\nbuys: [BL-20]\n---\n",
    "dossiers/customers/nobody.md": "---\nname: Nobody\n---\n",
    "dossiers/companies/brightlite.md": """\
---
name: Brightlite
buys: [panel, BL-25]
terms:
  incoterm: FOB
  place: Hong Kong
  payment: T/T 30/70
  currency: EUR
  price-adjustment: +3%
---
""",
    "dossiers/prices/2026-07-01.csv": f"""\
{HEAD}
BL-20,LED strip,strip,reel,USD,4.85,500,20,,
BL-25,Old strip,strip,reel,USD,3.95,500,20,,
PN-60,Panel,panel,pc,USD,9.35,400,25,,
""",
    "dossiers/prices/2026-11-16.csv": f"""\
{HEAD},steps
BL-20,LED strip,strip,reel,USD,5.10,500,20,2027-01-31,,
BL-28,New strip,strip,reel,USD,4.25,500,20,2027-01-31,"new, replaces BL-25",
PN-60,Panel,panel,pc,USD,9.35,400,25,,,1000: 9.10; 3000: 8.955
BU-A60,Bulb,bulb,pc,USD,0.385,10000,30,2026-11-19,,
""",
    "dossiers/rates.csv": """\
date,from,to,rate,source
2026-06-30,USD,EUR,0.8740,bank
2026-11-18,USD,EUR,0.8612,bank
""",
}


def write(root: Path, **replaced: str) -> Path:
    """Writes the book; `replaced` are file names without folder and ending, with another text."""
    for path, text in FILES.items():
        name = path.rpartition("/")[2].partition(".")[0].replace("-", "_")
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(replaced.get(name, text), encoding="utf-8", newline="")
    return root
