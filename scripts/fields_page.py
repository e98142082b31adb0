"""Make `docs/fields.md`, the reference of every field, and its Chinese sister `docs/zh/fields.md`,
from the declarations in the schema.

python scripts/fields_page.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.fact import Fact, Group
from dossierkit.schema.member import Member
from dossierkit.schema.policy import Policy
from dossierkit.schema.pricelist import OPTIONAL_PRICE_COLUMNS, PRICE_COLUMNS, RATE_COLUMNS
from dossierkit.schema.table import Column
from dossierkit.schema.types import Choice, ListOf, MapOf, Type, in_words
from dossierkit.text.translation import ENGLISH, _, speaking, spoken

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "fields.md"
CHINESE = ROOT / "docs" / "zh" / "fields.md"

KINDS: dict[str, type[Any]] = {
    "Customer": Customer,
    "Company": Company,
    "Country": Country,
    "Member": Member,
    "book.yaml": Policy,
}

TABLES = {
    "Price list": (
        "`dossiers/prices/<YYYY-MM-DD>.csv`, in force from that day.",
        (*PRICE_COLUMNS, *OPTIONAL_PRICE_COLUMNS),
    ),
    "Exchange rates": ("`dossiers/rates.csv`.", RATE_COLUMNS),
}

HEAD = """# Fields

<!-- Made by scripts/fields_page.py from the declarations in dossierkit/schema; don't edit it by
hand. -->

Every fact that a header may hold, by kind of dossier. `a.b` is the field `b` within `a`; `a[].b`
the field `b` of each item of the list `a`; `a.<name>.b` that of each name you choose. Only `name`
is required. A *personal* fact is about a person; a *sensitive* one is kept only with that person's
consent (`consent.sensitive`), and a letter sees it only if its template says so.
"""


HEAD_ZH = """# 字段

<!-- 由 scripts/fields_page.py 从 dossierkit/schema 的声明生成，请勿手工修改。 -->

[English](../fields.md)

每种档案的文件头可以写的全部内容。`a.b` 是 `a` 里的字段 `b`；`a[].b` 是列表 `a` 每一项的 `b`；
`a.<name>.b` 是您自己起的每个名字的 `b`。只有 `name` 必填。*个人*是关于某个人的资料；
*敏感*的只有本人同意（`consent.sensitive`）才能保存，信件也要在模板里写明才看得到。取值按原文写进文件，
括号里是它的意思。
"""


_WAYS_ZH = {
    "fields": "一组字段",
    "list of fields": "列表，每项是一组字段",
    "names, each with fields": "自己起的名字，各有一组字段",
}
_MARKS_ZH = {"required": "必填", "sensitive": "敏感", "personal": "个人"}
_TITLES_ZH = {
    "Customer": "客户（Customer）",
    "Company": "公司（Company）",
    "Country": "国家（Country）",
    "Member": "成员（Member）",
    "Price list": "价目表",
    "Exchange rates": "汇率",
}


_PATHS_ZH = {
    "Price list": "`dossiers/prices/<YYYY-MM-DD>.csv`，从那一天起有效。",
    "Exchange rates": "`dossiers/rates.csv`。",
}


class Row(NamedTuple):
    """A field with its dotted name."""

    name: str
    fact: Fact


def rows(kind: type[Any], prefix: str = "") -> Iterator[Row]:
    """The fields of a kind, each group followed by what is in it."""
    for fact in kind.declared.values():
        name = prefix + fact.name
        yield Row(name, fact)
        group, mark = _group(fact.type)
        if group is not None:
            yield from rows(group.kind, f"{name}{mark}.")


def _group(declared: Type[Any]) -> tuple[Group[Any] | None, str]:
    """The group that a type is made of, and how its fields are addressed."""
    mark = ""
    if isinstance(declared, ListOf):
        declared, mark = declared.item, "[]"
    elif isinstance(declared, MapOf):
        declared, mark = declared.item, ".<name>"
    return (declared, mark) if isinstance(declared, Group) else (None, mark)


def _type(fact: Fact) -> str:
    declared = fact.type
    group, mark = _group(declared)
    is_english = spoken() == ENGLISH
    if group is None and isinstance(declared, ListOf):
        each = "list, each {item}" if is_english else "列表，每项是{item}"
        return each.format(item=_written(declared.item, fact.name))
    if group is None:
        return _written(declared, fact.name)
    english = {"": "fields", "[]": "list of fields"}.get(mark, "names, each with fields")
    return english if is_english else _WAYS_ZH[english]


def _written(declared: Type[Any], field: str) -> str:
    """How a value is written; the values of a choice with what they mean."""
    if not isinstance(declared, Choice):
        return declared.name
    said = [(value, in_words(value, field)) for value in declared.values]
    return _("one of {values}").format(
        values=", ".join(
            f"{value}（{words}）" if words != value else value for value, words in said
        )
    )


def _marks(fact: Fact) -> str:
    is_personal = fact.personal and not fact.sensitive
    marks = {"required": fact.required, "sensitive": fact.sensitive, "personal": is_personal}
    shown = [mark for mark, holds in marks.items() if holds]
    return ", ".join(shown if spoken() == ENGLISH else (_MARKS_ZH[mark] for mark in shown))


def page() -> str:
    """The reference."""
    kinds = "".join(_section(title, kind) for title, kind in KINDS.items())
    head = HEAD if spoken() == ENGLISH else HEAD_ZH
    return head + kinds + "".join(_table(title, *table) for title, table in TABLES.items())


def _table(title: str, path: str, columns: tuple[Column, ...]) -> str:
    is_english = spoken() == ENGLISH
    lines = [_line(f"`{column.name}`", _(column.doc)) for column in columns]
    head = [
        _line(*(("column", "what it is") if is_english else ("列", "是什么"))),
        "|---" * 2 + "|",
    ]
    if not is_english:
        title, path = _TITLES_ZH[title], _PATHS_ZH[title]
    return "\n".join(["", f"## {title}", "", path, "", *head, *lines, ""])


def _section(title: str, kind: type[Any]) -> str:
    lines = [
        _line(f"`{name}`", _type(fact), _(fact.doc), _shown(fact.question), _marks(fact))
        for name, fact in rows(kind)
    ]
    title = title if spoken() == ENGLISH else _TITLES_ZH.get(title, title)
    titles = ("field", "how it is written", "what it is", "question", "")
    if spoken() != ENGLISH:
        titles = ("字段", "写法", "是什么", "怎么问", "")
    about = (kind.__doc__ or "") if spoken() == ENGLISH else ""
    head = [_line(*titles), "|---" * 5 + "|"]
    return "\n".join(["", f"## {title}", "", *([about, ""] if about else []), *head, *lines, ""])


def _shown(text: str) -> str:
    """A text in the language spoken; nothing stays nothing, which gettext takes for its head."""
    return _(text) if text else ""


def _line(*cells: str) -> str:
    texts = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(texts)} |"


def main() -> None:
    """Writes the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    with speaking("zh"):
        CHINESE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT), file=sys.stderr)


if __name__ == "__main__":
    main()
