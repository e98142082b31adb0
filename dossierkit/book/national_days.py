"""The national day of each country, found in its public holidays by name (M20)."""

from __future__ import annotations

from dossierkit.book.feast_rules import FeastDay, names, sure

USUAL_NATIONAL_DAYS = (
    "National Day",
    "Independence Day",
    "National Independence Day",
    "Republic Day",
    "Constitution Day",
)
NATIONAL_DAYS = {
    "af": "Afghanistan Independence Day",
    "al": "Flag and Independence Day",
    "au": "Australia Day",
    "bw": "Botswana Day",
    "by": "Independence Day of the Republic of Belarus (Day of the Republic)",
    "ca": "Canada Day",
    "cy": "Cyprus Independence Day",
    "cz": "Independent Czechoslovak State Day",
    "de": "German Unity Day",
    "eg": "July 23 Revolution Day",
    "hr": "Statehood Day",
    "hu": "State Foundation Day",
    "ie": "Saint Patrick's Day",
    "in": "Republic Day",
    "ir": "Islamic Revolution Day",
    "jp": "Foundation Day",
    "ke": "Jamhuri Day",
    "kr": "National Foundation Day",
    "la": "Lao National Day",
    "lt": "Statehood Day",
    "lv": "Republic of Latvia Proclamation Day",
    "mo": "National Day of the People's Republic of China",
    "mu": "Independence and Republic Day",
    "nl": "King's Day",
    "nz": "Waitangi Day",
    "pl": "National Independence Day",
    "pt": "Day of Portugal, Camões, and the Portuguese Communities",
    "qa": "Qatar National Day",
    "rs": "Statehood Day",
    "ru": "Russia Day",
    "sa": "National Day Holiday",
    "si": "Statehood Day",
    "sk": "Day of the Establishment of the Slovak Republic",
    "ye": "Unity Day",
    "za": "Freedom Day",
}
"""What the national day is called in the English calendar, where it is not one of the usual."""


def national_day(year: int, country: str | None) -> tuple[FeastDay, ...]:
    """By the name that a country is known for, else by the usual names in this order."""
    own = NATIONAL_DAYS.get(country or "")
    wanted = (own,) if own else USUAL_NATIONAL_DAYS
    holidays = names(country, year)
    found = (day for name in wanted for day, holiday in holidays if holiday == name)
    return sure(next(found, None))
