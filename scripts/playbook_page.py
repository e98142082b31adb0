"""Make `docs/playbook.md`: how to write rules of advice, and the rules that come with the program;
and its Chinese sister `docs/zh/playbook.md`.

python scripts/playbook_page.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from playbook_words import PAGES, Words

from dossierkit.book.computed import COMPUTED
from dossierkit.book.playbook import packaged_playbook
from dossierkit.schema.playbook import MOMENTS, PlayRule, Saying
from dossierkit.text.translation import ENGLISH, _, speaking, spoken, word

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "playbook.md"
CHINESE = ROOT / "docs" / "zh" / "playbook.md"


def page() -> str:
    """The whole page in the language spoken."""
    words = PAGES[spoken()]
    rules = packaged_playbook()
    moments = ([f"`{one}`", words.moments[one]] for one in MOMENTS)
    computed = ([word(kind, "dossier"), _computed(kind)] for kind in COMPUTED)
    return "".join(
        (
            words.head,
            _section(words.titles["keys"], _keys()),
            _section(words.titles["moments"], moments),
            _section(words.titles["computed"], computed),
            words.computed,
            words.attempt,
            _section(words.titles["rules"], _rules(words), len(rules)),
        )
    )


def _computed(kind: str) -> str:
    names = [name for name in COMPUTED[kind] if not name.startswith("log.")]
    logged = ["log.quote …"] if len(names) < len(COMPUTED[kind]) else []
    return " ".join(f"`{name}`" for name in (*names, *logged))


def _keys() -> Iterable[list[str]]:
    for fact in PlayRule.declared.values():
        yield [f"`{fact.name}`", _(fact.doc)]


def _rules(words: Words) -> Iterable[list[str]]:
    rules = packaged_playbook()
    for name in sorted(rules, key=lambda name: int((rules[name].source or "M0")[1:])):
        rule = rules[name]
        yield [rule.source or "", f"`{name}`", _when(rule, words), _texts(rule, words)]


def _when(rule: PlayRule, words: Words) -> str:
    conditions = [
        words.either.join(f"`{clause.text}`" for clause in alternatives)
        for alternatives in rule.when
    ]
    needed = [words.needs.format(field=f"`{clause.text}`") for clause in rule.needs]
    return "; ".join([*conditions, *needed])


def _texts(rule: PlayRule, words: Words) -> str:
    said = [*_said(rule.say), *(words.missing.format(text=text) for text in _said(rule.ask))]
    return "<br>".join(([words.never] if rule.taboo else []) + said)


def _said(saying: Saying) -> list[str]:
    """In both languages on the English page, which shows how rules are written."""
    phrases = saying.phrases()
    if spoken() != ENGLISH:
        phrases = (saying.phrase(spoken()),) if phrases else ()
    return [phrase.text for phrase in phrases]


def _section(words: tuple[str, ...], rows: Iterable[list[str]], count: int = 0) -> str:
    title, *names = words
    lines = [_line(names), "|---" * len(names) + "|", *map(_line, rows)]
    return "\n".join(["", f"## {title.format(count=count)}", "", *lines, ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main() -> None:
    """Writes both pages."""
    PAGE.write_text(page(), encoding="utf-8")
    with speaking("zh"):
        CHINESE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT), file=sys.stderr)


if __name__ == "__main__":
    main()
