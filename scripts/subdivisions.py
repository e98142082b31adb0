"""Make `dossierkit/book/checks/subdivisions.json`: the regions that holiday calendars know.

    python scripts/subdivisions.py

Made from the installed `holidays` package. A name that is missing there is no fault: `check` then
asks the package itself, which takes longer.
"""

from __future__ import annotations

import json
import sys

from holidays import country_holidays, list_supported_countries

from dossierkit.book.checks.subdivisions import KNOWN_FILE


def regions() -> dict[str, list[str]]:
    """Codes and names of regions, folded, by the country's code in lower case."""
    known = {}
    for code in sorted(list_supported_countries(include_aliases=False)):
        aliases = country_holidays(code).get_subdivision_aliases()
        names = {name.casefold() for region in aliases for name in (region, *aliases[region])}
        if names:
            known[code.lower()] = sorted(names)
    return known


def text() -> str:
    """The file: one line for each country."""
    lines = (
        f"{json.dumps(code)}: {json.dumps(names, ensure_ascii=False)}"
        for code, names in regions().items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Writes the file."""
    KNOWN_FILE.write_text(text(), encoding="utf-8")
    print(KNOWN_FILE.name, file=sys.stderr)


if __name__ == "__main__":
    main()
