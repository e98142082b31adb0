"""Make `docs/playbook.md`: how to write rules of advice, and the rules that come with the program.

python scripts/playbook_page.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from dossierkit.book.computed import COMPUTED
from dossierkit.book.playbook import packaged_playbook
from dossierkit.schema.playbook import MOMENTS, PlayRule, Saying

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "playbook.md"

HEAD = """# The playbook

<!-- Made by scripts/playbook_page.py; don't edit it by hand. -->

Advice is data, not code: a *rule* has conditions over a customer's dossier and a sentence for the
salesperson. `dossier show WHO` tells the few that matter for the next step: first what is never to
be done, then by weight, to which the next step adds (a call, a quote that is out, an order that
runs). `--lang zh` tells them in Chinese. Each says which rule of the method it comes from.

## Rules of your own

Write them into `dossiers/playbook.yaml` of your book; the file is part of its history like any
other. A rule has an id and what follows:

```yaml
gulf-fair:
  when: [tags=gulf, "company.next-exhibition<=+30d"]
  say:
    en: Bring dates and good coffee to {company.next-exhibition}.
    zh: 去{company.next-exhibition}时带上椰枣和好咖啡。
  moments: [at-visit]
  weight: 70

samples-by-own-courier:
  when: [stage=assimilation, {any: [country=br, country=in]}]
  needs: [company.address]
  say: Samples to {company.address} go by the courier who clears customs himself.
  ask: Samples there go by the courier who clears customs himself; ask for the address first.
  moments: when-sampling

driver-leave:          # a rule of the program, said in other words
  say: Take your coat before the coffee comes.

smoker: {off: true}    # a rule of the program that we don't want
```

- **when**: every condition must hold; in `any: [...]` one is enough. A condition is that of
  `dossier list --where`: `stage=harmony`, `stage>=sincerity`, `position.joined<-5y`, `tags=vip`,
  `reason~price`; nothing behind `=` means *not set*, behind `!=` *set*. Fields of the company and
  the country are `company.terms.quality` and `country.taste.price`. Quote what holds `: ` or ` #`.
  Without `when` a rule always holds.
- **say**: one or two sentences, in `en` and `zh`; a single text is for both. A field in braces is
  filled in, a list cut after three; where it is not set, the advice is not given.
- **ask** stands in for **say** while one of these fields, or of **needs**, is missing: it says what
  is missing and how to find out.
- **moments**: when it is wanted (below); **weight**: 100 comes before 1; **source**: the rule of
  the method, if it comes from there; **taboo: true**: never to be done, told before all else.
- What a rule of the program says can be changed key by key: whatever you don't write stays.
- Conditions on religion, diet and children hold only with `consent.sensitive`; to someone who asked
  not to be contacted only taboos apply.

`dossier check` names every slip with its place: an unknown field, key or moment, a condition or a
placeholder that can't be understood. Such a rule is left out; the others go on working, and `due`
never stops because of the playbook.

"""

TRY = """
To see whom a condition means, ask `list`:

```
dossier list --where stage=harmony --where "log.order<-90d"
```
"""


def page() -> str:
    """The whole page."""
    return "".join(
        (
            HEAD,
            _section("What a rule may say", ("key", "what it is"), _keys()),
            _section("Moments", ("moment", "when"), ([f"`{m}`", WHEN[m]] for m in MOMENTS)),
            _section(
                "Fields that are computed",
                ("kind", "fields"),
                ([kind, _computed(kind)] for kind in COMPUTED),
            ),
            COMPUTED_NOTE,
            TRY,
            _section(
                f"The {len(packaged_playbook())} rules of the program",
                ("M", "id", "when", "what it says"),
                _rules(),
            ),
        )
    )


WHEN = {
    "before-call": "the next step is a call, or they like to be called",
    "in-mail": "a mail is next, or an introduction is unanswered",
    "in-chat": "WhatsApp or WeChat is their way",
    "at-visit": "a visit, a fair, a meal",
    "when-quoting": "a quote is next or unanswered, or they bargain",
    "when-sampling": "a sample is next or unanswered, or under test",
    "when-ordering": "an order is being settled or made",
    "when-shipping": "an order is to be shipped",
    "between-orders": "they are customers, and nothing is running",
    "after-refusal": "a deal has failed",
}

COMPUTED_NOTE = """
`log.quote` is the day of the latest quote (of ours), and so for every event; `unanswered` what is
out and unanswered (`quote`, `sample`, `intro`); `failed` the day of a deal that failed, until they
ask, are quoted or order again; `contacts` those since the last order; `channel` the way to reach
them that is proposed; `referrals` how many customers they sent; `next-exhibition` and its like hold
the date and the text of an entry of `events`.
"""


def _computed(kind: str) -> str:
    names = [name for name in COMPUTED[kind] if not name.startswith("log.")]
    logged = ["log.quote …"] if len(names) < len(COMPUTED[kind]) else []
    return " ".join(f"`{name}`" for name in (*names, *logged))


def _keys() -> Iterable[list[str]]:
    for fact in PlayRule.declared.values():
        yield [f"`{fact.name}`", fact.doc]


def _rules() -> Iterable[list[str]]:
    rules = packaged_playbook()
    for name in sorted(rules, key=lambda name: int((rules[name].source or "M0")[1:])):
        rule = rules[name]
        yield [rule.source or "", f"`{name}`", _when(rule), _texts(rule)]


def _when(rule: PlayRule) -> str:
    conditions = [
        " or ".join(f"`{clause.text}`" for clause in alternatives) for alternatives in rule.when
    ]
    return "; ".join([*conditions, *(f"needs `{clause.text}`" for clause in rule.needs)])


def _texts(rule: PlayRule) -> str:
    said = [*_both(rule.say), *(f"*missing:* {text}" for text in _both(rule.ask))]
    return "<br>".join((["**Never:**"] if rule.taboo else []) + said)


def _both(saying: Saying) -> list[str]:
    return [phrase.text for phrase in saying.phrases()]


def _section(title: str, head: Iterable[str], rows: Iterable[list[str]]) -> str:
    names = list(head)
    lines = [_line(names), "|---" * len(names) + "|", *map(_line, rows)]
    return "\n".join(["", f"## {title}", "", *lines, ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main() -> None:
    """Writes the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(ROOT), file=sys.stderr)


if __name__ == "__main__":
    main()
