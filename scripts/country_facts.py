"""Make `dossierkit/book/countries.json`, the facts that every new country dossier starts from.

    npm pack cldr-core && tar xzf cldr-core-*.tgz       # data only; unpacks to ./package
    python scripts/country_facts.py package --date 2026-11-21

Population, GDP, languages, currency and weekend come from CLDR; names in English and Chinese
from babel; calling codes from phonenumbers; time zones from the tz database. The same inputs
give the same bytes. Territories without a calling code (uninhabited ones) are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, reset_tzpath

TARGET = Path(__file__).resolve().parent.parent / "dossierkit" / "book" / "countries.json"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Zones to name before the others, where zone.tab's geographical order hides the main one.
MAIN_ZONES = {
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "BR": ("America/Sao_Paulo", "America/Manaus", "America/Rio_Branco"),
    "CA": ("America/Toronto", "America/Vancouver", "America/Edmonton", "America/Winnipeg"),
    "FM": ("Pacific/Pohnpei",),
    "MX": ("America/Mexico_City", "America/Cancun", "America/Tijuana"),
    "RU": ("Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Novosibirsk"),
    "UA": ("Europe/Kyiv",),
    "UZ": ("Asia/Tashkent",),
}
EXTRA_ZONES = {"XK": ["Europe/Belgrade"]}  # not in ISO 3166, therefore not in zone.tab

# CLDR lists no official language of Hong Kong, rates regional ones of Nigeria and Ukraine as
# national, counts few writers of Spanish in Paraguay, and calls Romansh regional.
LANGUAGES = {
    "CH": ["de", "fr", "it", "rm"],
    "HK": ["zh", "en"],
    "NG": ["en"],
    "PY": ["es", "gn"],
    "UA": ["uk"],
    "UG": ["en", "sw"],
}
# Written forms: Norwegian as `no`; Cantonese, Hakka and Min are written in Chinese.
WRITTEN = {"nb": "no", "nn": "no", "yue": "zh", "hak": "zh", "nan": "zh"}
# CLDR has no entry for these and so would say Saturday and Sunday.
WEEKENDS = {
    "BD": ["fri", "sat"], "BN": ["fri", "sun"], "DJ": ["fri", "sat"], "MV": ["fri", "sat"],
}  # fmt: skip
CURRENCIES = {"LS": "LSL"}  # CLDR names the rand first
# CLDR's display names, shortened to what stands in an address.
NAMES = {
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
}


def languages(code: str, territory: Mapping[str, Any]) -> list[str]:
    """Official and de-facto languages, most writers first; else the most spoken one."""
    if code in LANGUAGES:
        return LANGUAGES[code]
    spoken = territory.get("languagePopulation", {})
    writers = {tag: _writers(facts) for tag, facts in spoken.items() if tag != "und"}
    national = {"official", "de_facto_official"}
    chosen = [t for t in writers if spoken[t].get("_officialStatus") in national]
    chosen = [tag for tag in chosen if writers[tag] >= 1]
    ranked = sorted(chosen or writers, key=lambda tag: (-writers[tag], tag))
    plain = [tag.split("_")[0] for tag in (ranked if chosen else ranked[:1])]
    return list(dict.fromkeys(WRITTEN.get(tag, tag) for tag in plain))


def _writers(facts: Mapping[str, str]) -> float:
    """Per cent of the population; CLDR gives a share of writers only where it is unusual."""
    return float(facts["_populationPercent"]) * float(facts.get("_writingPercent", 100)) / 100


def currency(code: str, history: Iterable[Mapping[str, Mapping[str, str]]], on: date) -> str:
    """The legal tender on that day; CLDR lists the more important one first."""
    day = on.isoformat()
    for entry in history:
        for name, facts in entry.items():
            began = facts.get("_from", "") <= day <= facts.get("_to", "9999")
            if began and facts.get("_tender") != "false":
                return CURRENCIES.get(code, name)
    raise ValueError(f"no currency of {code} is legal tender on {day}")


def weekend(code: str, week: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The weekend's days in the order of the week, Monday first."""
    if code in WEEKENDS:
        return WEEKENDS[code]
    starts, ends = week["weekendStart"], week["weekendEnd"]
    first = DAYS.index(starts.get(code, starts["001"]))
    last = DAYS.index(ends.get(code, ends["001"]))
    length = (last - first) % 7 + 1
    return [DAYS[n] for n in sorted((first + step) % 7 for step in range(length))]


def zones(code: str, listed: Iterable[str], on: date) -> list[str]:
    """One zone for each clock that the country keeps in the coming year, the main one first."""
    ordered = dict.fromkeys((*MAIN_ZONES.get(code, ()), *listed))
    clocks: dict[tuple[timedelta | None, ...], str] = {}
    for zone in ordered:
        clocks.setdefault(_clock(zone, on), zone)
    return list(clocks.values())


def _clock(zone: str, on: date) -> tuple[timedelta | None, ...]:
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    info = ZoneInfo(zone)
    return tuple((noon + timedelta(days=7 * week)).astimezone(info).utcoffset()
                 for week in range(53))  # fmt: skip


def read_zone_tab(text: str) -> dict[str, list[str]]:
    """Country code → its zones, from the tz database's zone.tab."""
    found: dict[str, list[str]] = {code: list(names) for code, names in EXTRA_ZONES.items()}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    return found


def build(cldr: Path, zone_tab: str, on: date) -> dict[str, Any]:
    """Everything in the JSON file, as data; `cldr` is the folder of an unpacked cldr-core."""
    from babel import Locale
    from phonenumbers import country_code_for_region

    def read(name: str) -> Any:
        path = cldr / "supplemental" / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8"))["supplemental"][name]

    tenders, week = read("currencyData")["region"], read("weekData")
    english, chinese = Locale("en").territories, Locale("zh").territories
    listed = read_zone_tab(zone_tab)
    countries: dict[str, dict[str, Any]] = {}
    for code, territory in sorted(read("territoryInfo").items()):
        calling = country_code_for_region(code)
        if code not in listed or not calling:
            continue
        population = int(territory["_population"])
        countries[code.lower()] = {
            "name": NAMES.get(code, english[code]),
            "name-zh": chinese[code],
            "languages": languages(code, territory),
            "currency": currency(code, tenders[code], on),
            "timezones": zones(code, listed[code], on),
            "calling-code": f"+{calling}",
            "population": population,
            "gdp-per-head": round(int(territory["_gdp"]) / population / 100) * 100,
            "weekend": weekend(code, week),
        }
    release = json.loads((cldr / "package.json").read_text(encoding="utf-8"))["version"]
    packages = {name: version(name) for name in ("babel", "phonenumbers", "tzdata")}
    source = {"cldr-core": release, **packages}
    return {"source": source, "date": on.isoformat(), "countries": countries}


def dump(facts: Mapping[str, Any]) -> str:
    """The facts as JSON with one country a line, so that a change reads as one line."""
    head = (f"{json.dumps(key)}: {json.dumps(facts[key])}," for key in ("source", "date"))
    rows = (f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}"
            for code, row in facts["countries"].items())  # fmt: skip
    return "\n".join(["{", *head, '"countries": {', ",\n".join(rows), "}}", ""])


def main() -> int:
    """Write the file and say how many countries it holds."""
    parser = argparse.ArgumentParser(description="make dossierkit/book/countries.json")
    parser.add_argument("cldr", type=Path, help="folder of an unpacked cldr-core")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="facts as of")
    parser.add_argument("--to", type=Path, default=TARGET)
    given = parser.parse_args()
    reset_tzpath(to=())  # the tzdata package's clocks, not those of this machine
    zone_tab = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    facts = build(given.cldr, zone_tab, given.date)
    given.to.write_text(dump(facts), encoding="utf-8", newline="\n")
    print(f"{given.to}: {len(facts['countries'])} countries", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
