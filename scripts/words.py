"""Collect what the program says, and refresh the catalogues of `dossierkit/locale`.

python scripts/words.py           each .pot and .po brought up to date, each .mo compiled
python scripts/words.py --unmarked   texts of the code that look said to a user but are not marked

Messages stand in the code as `_("…")`, `plural("…", "…", count)` and `N_("…")`; declarations whose
texts are looked up where they are shown are listed in `DECLARED`. The help of commands is taken
from the commands themselves, the messages of click from click, and the values of closed lists from
the schema, each with its list as the context. The names of public holidays, which come from a
library, have a catalogue of their own.
"""

from __future__ import annotations

import ast
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TypeAlias

import click
import words_holidays
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from words_unmarked import unmarked
from words_values import values

from dossierkit.cli import COMMANDS, dossier, module_of
from dossierkit.cli.language import plain, understood
from dossierkit.method.figures.refusals import OTHER
from dossierkit.text.translation import DOMAIN, HOLIDAYS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "dossierkit"
LOCALE = PACKAGE / "locale"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""What a compiled catalogue has for its date, so that the same words make the same file."""
Id: TypeAlias = "str | tuple[str, str]"

MARKS: dict[str, tuple[int, ...]] = {"_": (0,), "N_": (0,), "plural": (0, 1)}
THEMES = "report/reason_themes.json"
OF_PAGES = {"_": None, "plural": (1, 2)}
OF_CLICK = {"_": (0,), "ngettext": (0, 1)}
DECLARED: dict[str, tuple[int | str, ...]] = {
    "fact": (1, "question"),
    "ScalarType": (0,),
    "Positioned": (0,),
    "OptOutDay": (0,),
    "_ClauseType": (0,),
    "Column": (0,),
    "Feast": (0,),
    "Examined": (0,),
    "Rule": (0,),
    "Purpose": (1,),
    "_Whole": ("from_", "discount", "for_"),
}
"""Where the text of a declaration stands in its call, by place or by keyword."""
OF_TABLES = {
    "schema/": {"Column": (2,)},
    "report/sections/": {"Column": (1,), "_sheet": (3,)},
    "report/sections/terms.py": {"_counts": (2,)},
    "report/known.py": {"Column": (1,)},
    "cli/review_text.py": {"_counts": (0,)},
}
"""What stands elsewhere in some files: columns that have a key before their heading, or a name
and a type before what they are."""
COUNTED = {"number_of": (1, 2), "several": (1, 2)}
"""Calls that count: the text for one, and that for more."""


class Message(NamedTuple):
    """A text with the file that says it, and for a value the list it belongs to."""

    id: Id
    file: str
    context: str | None = None


def messages() -> list[Message]:
    """All that the program says, in the order of its files."""
    found = [*_of_files(PACKAGE, "", MARKS, DECLARED), *_of_pages(), *_of_help()]
    themes = json.loads((PACKAGE / THEMES).read_text(encoding="utf-8"))
    found += [Message(theme, THEMES) for theme in (*themes, OTHER)]
    found += [Message(value, file, kind) for value, kind, file in values()]
    library = Path(click.__file__).parent
    return [*found, *_of_files(library, "click/", OF_CLICK, {})]


def _of_pages() -> Iterator[Message]:
    """What the templates of the local page say."""
    for file in sorted((PACKAGE / "web" / "templates").glob("*.html")):
        with file.open("rb") as source:
            for _, found, _, _ in extract("jinja2.ext:babel_extract", source, OF_PAGES):
                text = (found[0], found[1]) if isinstance(found, tuple) else found
                yield Message(text, f"web/templates/{file.name}")


def _of_files(
    folder: Path,
    prefix: str,
    marks: dict[str, tuple[int, ...]],
    declared: dict[str, tuple[int | str, ...]],
) -> Iterator[Message]:
    for file in sorted(folder.rglob("*.py")):
        name = prefix + file.relative_to(folder).as_posix()
        here = _declared_in(name, declared)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for found in _of_call(node, marks, here):
                    yield Message(found, name)


def _declared_in(
    name: str, declared: dict[str, tuple[int | str, ...]]
) -> dict[str, tuple[int | str, ...]]:
    """The declarations of a file."""
    made = dict(declared)
    for start, others in OF_TABLES.items() if declared else ():
        if name.startswith(start):
            made.update(others)
    return made


def _of_call(
    call: ast.Call, marks: dict[str, tuple[int, ...]], declared: dict[str, tuple[int | str, ...]]
) -> Iterator[Id]:
    name = ast.unparse(call.func).rpartition(".")[2]
    places = marks.get(name) or (COUNTED.get(name) if declared else None)
    if places:
        texts = [text for place in places if (text := _text(call, place))]
        if name in COUNTED and not all("{count}" in text for text in texts):
            return
        if len(texts) == len(places) == 2:
            yield texts[0], texts[1]
        elif texts:
            yield texts[0]
    for place in declared.get(name, ()):
        if text := _text(call, place):
            yield text


def _text(call: ast.Call, place: int | str) -> str:
    """A plain text that stands at a place of a call, or by a keyword; empty for anything else."""
    found = next((one.value for one in call.keywords if one.arg == place), None)
    if isinstance(place, int) and place < len(call.args):
        found = call.args[place]
    if isinstance(found, ast.Constant) and isinstance(found.value, str) and found.value.strip():
        return found.value if any(map(str.isalpha, found.value)) else ""
    return ""


def _of_help() -> Iterator[Message]:
    for text in COMMANDS.values():
        yield Message(text, "cli/__init__.py")
    yield from _of_command(dossier, "cli/__init__.py")
    for name in COMMANDS:
        module = module_of(name)
        command: click.Command = import_module(module).command
        yield from _of_command(command, f"cli/{module.rpartition('.')[2]}.py")


def _of_command(command: click.Command, file: str) -> Iterator[Message]:
    understood(command)
    texts: list[object] = [plain(command.help), command.short_help, command.epilog]
    for param in command.params:
        if isinstance(param, click.Option):
            texts += [param.help, param.show_default]
    for text in texts:
        if text and isinstance(text, str):
            yield Message(text, file)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from _of_command(one, file)


def template() -> Catalog:
    """A catalogue of all messages without translations."""
    made = Catalog(project=DOMAIN, fuzzy=False, header_comment="# What dossierkit says.")
    for text, file, context in messages():
        known = made.get(text if isinstance(text, str) else text[0], context)
        if known is not None and isinstance(known.id, str) is not isinstance(text, str):
            raise SystemExit(f"{file}: '{known.id}' is said both with and without a count")
        flags = ["python-brace-format"] if "{" in "".join(text) else []
        made.add(text, locations=[(file, 1)], flags=flags, context=context)
    return made


def holidays() -> Catalog:
    """A catalogue of the names of public holidays without translations."""
    made = Catalog(project=DOMAIN, fuzzy=False, header_comment="# Public holidays.")
    for name in words_holidays.names():
        made.add(name)
    return made


TEMPLATES = {DOMAIN: template, HOLIDAYS: holidays}
"""What each catalogue is to translate."""


def catalogue(language: str, domain: str = DOMAIN) -> Catalog:
    """The catalogue of a language as it stands in its file; an empty one if there is none."""
    file = po_file(language, domain)
    made = Catalog(language, project=DOMAIN, fuzzy=False)
    if file.exists():
        with file.open("rb") as stream:
            made = read_po(stream, language)
    made.creation_date = made.revision_date = _NO_DATE
    made.header_comment = f"# What dossierkit says, in '{language}'. Terms: docs/zh/glossary.md."
    return made


def pot_file(domain: str) -> Path:
    """Where what is to be translated stands."""
    return LOCALE / f"{domain}.pot"


def po_file(language: str, domain: str = DOMAIN) -> Path:
    """Where the translations of a language stand."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def as_po(made: Catalog) -> bytes:
    """A catalogue as text: sorted, and without what changes with each run."""
    stream = io.BytesIO()
    write_po(
        stream, made, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False,
        omit_header=made.locale is None,
    )  # fmt: skip
    lines = stream.getvalue().decode().splitlines()
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator')
    kept = [
        line for line in lines if not line.startswith((*dated, '"Report-Msgid', '"Language-Team'))
    ]
    return ("\n".join(kept).strip("\n") + "\n").encode()


def as_mo(made: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    stream = io.BytesIO()
    write_mo(stream, made)
    return stream.getvalue()


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted({file.parent.parent.name for file in LOCALE.glob("*/LC_MESSAGES/*.po")})


def main(args: list[str]) -> None:
    """Brings all catalogues up to date, or lists what is not marked."""
    if args == ["--unmarked"]:
        print("\n".join(unmarked(PACKAGE)))
        return
    LOCALE.mkdir(exist_ok=True)
    for domain, make in TEMPLATES.items():
        every = make()
        pot_file(domain).write_bytes(as_po(every))
        for language in languages():
            made = catalogue(language, domain)
            made.update(every, no_fuzzy_matching=True)
            file = po_file(language, domain)
            file.write_bytes(as_po(made))
            made = catalogue(language, domain)
            file.with_suffix(".mo").write_bytes(as_mo(made))
            missing = [one for one in made if one.id and not all(_strings(one.string))]
            print(f"{file.relative_to(LOCALE)}: {len(made)}, {len(missing)} without a translation")


def _strings(text: object) -> tuple[str, ...]:
    """The translations of a message, one for each form of a plural."""
    return tuple(text) if isinstance(text, list | tuple) and text else (str(text or ""),)


if __name__ == "__main__":
    main(sys.argv[1:])
