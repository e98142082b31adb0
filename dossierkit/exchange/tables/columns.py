"""What the columns of a table mean: by our own titles, those of known programs, or synonyms.

The titles stand in `headers.yaml` and `formats.yaml`; nothing here knows a program by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from dossierkit.book.fields import GROUPS
from dossierkit.book.typed import field_type
from dossierkit.exchange.tables.own import NOTES, columns_of
from dossierkit.exchange.tables.titles import names_of_titles
from dossierkit.schema.policy import CustomField
from dossierkit.schema.types import ANYTHING, Type
from dossierkit.text.edit import Path
from dossierkit.text.letters import letters_of
from dossierkit.text.packaged import packaged

SPECIAL = (
    "land", "street", "address", "origin", "note", "keep", "flag", "label", "middle",
    "birth-year", "birth-month", "birth-day", "is-company", "bounced", "no-mail", "no-call",
    "no-contact", "ignore",
)  # fmt: skip
"""What a column can be beside a field; `headers.yaml` says what each means."""
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_PARTS = re.compile(
    r"[/|\n、]|(?<=[\u3400-\u9fff])\s*(?=[A-Za-z])|(?<=[A-Za-z])\s*(?=[\u3400-\u9fff])"
)
"""Between the two languages of a title such as `姓名 Name`."""
_WHOSE = re.compile(
    r"^(?:(?:(?:main|primary) )?contact|person|people|customer|client|buyer)(?:\s*[-:：]\s*|\s+)"
    r"|^(?:主要?联系人|联系人|客户)\s*[-:：]?\s*",
    re.IGNORECASE,
)
"""What is put before a title to say whose it is: `Person - Phone`, `联系人邮箱`."""


class Meaning(NamedTuple):
    """What a column is: the field at a path, of the person or of the company, or one of SPECIAL.

    Without a field or a word of SPECIAL it is unknown. `is_own`: its cells are written as ours.
    """

    title: str
    special: str = ""
    path: Path = ()
    is_of_company: bool = False
    type: Type[Any] = ANYTHING
    is_own: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.special or self.path)


class Format(NamedTuple):
    """A program whose exports are known, as `formats.yaml` describes it."""

    title: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, str]
    before: str
    nothing: frozenset[str]

    def likeness(self, titles: frozenset[str]) -> int:
        """How many titles tell that a table is this program's; 0 if it is not."""
        return max((len(one) for one in self.marks if one <= titles), default=0)


NO_FORMAT = Format("", (), {}, "", frozenset())


def format_of(titles: Sequence[str]) -> Format:
    """The program that writes such titles: of those whose marks are all there, the one with most;
    NO_FORMAT for none."""
    folded = frozenset(map(letters_of, titles))
    best = max(_formats(), key=lambda one: one.likeness(folded))
    return best if best.likeness(folded) else NO_FORMAT


def meanings(
    titles: Sequence[str], form: Format, custom: Mapping[str, CustomField]
) -> list[Meaning]:
    """What each title means, in order; an empty title means nothing."""
    own = _own_meanings(titles)
    return [own.get(title) or _meaning(title, form, custom) for title in titles]


def meaning_of(title: str, target: str, custom: Mapping[str, CustomField]) -> Meaning:
    """The meaning that a target such as `company.name` or `note` gives to a title.

    Raises UnknownField and Refusal for a field that there is not.
    """
    if target in SPECIAL:
        return Meaning(title, target)
    first, _, rest = target.partition(".")
    if first == "company" and rest:
        path = tuple(rest.split("."))
        return Meaning(title, "", path, True, field_type(GROUPS["company"], path, custom))
    path = tuple(target.split("."))
    return Meaning(title, "", path, False, field_type(GROUPS["customer"], path, custom))


def is_own_table(titles: Sequence[str]) -> bool:
    """Whether titles are those of a table that we wrote."""
    return bool(_own_meanings(titles))


def _own_meanings(titles: Sequence[str]) -> dict[str, Meaning]:
    names = {title: names_of_titles().get(title, title) for title in titles}
    there = set(names.values())
    has_path = any("." in name for name in there)
    if not (has_path and ({"id", "name"} <= there or {"company", "company.name"} <= there)):
        return {}
    known = _own_columns()
    return {
        title: meaning._replace(title=title)
        for title, name in names.items()
        if (meaning := known.get(name) or _own_custom(name))
    }


@cache
def _own_columns() -> dict[str, Meaning]:
    columns = [*columns_of("customer"), *columns_of("company")]
    found = {
        one.name: Meaning(one.name, "", one.path, one.is_of_company, one.type, True)
        for one in columns
    }
    found["company"] = found["company"]._replace(path=("company",), is_of_company=False)
    for name in (NOTES, f"company.{NOTES}"):
        found[name] = Meaning(name, "note", is_of_company="." in name, is_own=True)
    return found


def _own_custom(name: str) -> Meaning | None:
    bare = name.removeprefix("company.")
    first, _, rest = bare.partition(".")
    if first != "custom" or not rest:
        return None
    return Meaning(name, "", (first, rest), bare != name, ANYTHING, True)


def _meaning(title: str, form: Format, custom: Mapping[str, CustomField]) -> Meaning:
    for word in _words_of(title):
        target = form.columns.get(word) or _synonyms().get(word)
        if target:
            return meaning_of(title, target, custom)
    return Meaning(title, "" if title.strip() else "ignore")


def _words_of(title: str) -> Iterator[str]:
    """The forms in which a title may be known, the most exact first."""
    seen = [title, _BRACKETS.sub("", title), *_PARTS.split(title), _WHOSE.sub("", title)]
    for one in seen:
        word = letters_of(one)
        if word:
            yield word
            yield re.sub(r"\d+", "", word)


@cache
def _synonyms() -> dict[str, str]:
    listed = packaged("exchange/tables/headers.yaml")
    return {letters_of(word): target for target, words in listed.items() for word in words}


@cache
def _formats() -> tuple[Format, ...]:
    return tuple(map(_format, packaged("exchange/tables/formats.yaml").values()))


def _format(said: Mapping[str, Any]) -> Format:
    columns = {
        letters_of(title): target
        for target, titles in said.get("columns", {}).items()
        for title in titles
    }
    marks = tuple(frozenset(map(letters_of, one)) for one in said["marks"])
    nothing = frozenset(said.get("nothing", ()))
    return Format(said["title"], marks, columns, said.get("before", ""), nothing)
