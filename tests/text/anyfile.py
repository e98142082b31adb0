"""Dossiers of every look: comments, quotes, blocks, brackets, odd spacing, all line ends.

Made by a generator of random numbers, a hundred times as fast as by a strategy of Hypothesis,
which here draws nothing but its seed.
"""

from __future__ import annotations

from random import Random

NAMES = ("name", "owner", "reach", "next", "国", "x-y", "tags", "position", "a b", "note")

PLAIN = (
    *("harmony", "2026-12-01", "NO", "王小明", "a#b", "12:30", "+3%", "-1.5%", "0815", "~x"),
    *("T/T 30 % deposit, 70 % before", "it's", 'an "x"', "2026-11-25 answer on L/C", "null", "~"),
)
IN_FLOW = (
    *("a", "NO", "2026-12-01", '"x, y"', "'it''s'", '"a \\"b\\" # c"', "王小明", "12:30", "~"),
    *("a b", '""', "https://x.example", "+49 30"),
)
QUOTED = ('"+49 30 1234567"', "'it''s: so # x'", '"tab\\tand \\\\"', '""', "''", '"~"', '"  x "')
COMMENTS = (
    "# plain",
    "#x: y",
    "# 中文注释 – é",
    "#\ttab\tinside",
    "# [a, b] {c: d} - e",
    "# name:",
)
TEXTS = ("one", "# no comment", "  more", "", "a: b")
BODIES = (
    "",
    "Notes.\n",
    "\n## Log\n",
    "\n## Log\n\n",
    "Notes. 中文\n\n## Log\n\n- 2025-04-17 fair in: Met.\n- 2025-04-18 order USD 1.00: x\n  y\n",
    "\n## log ##\n\n* 2026-04-18 call: x\n* 2025-04-17 fair: x\n\n    more\n\n## Notes\n\nText\n",
    "```\n## Log\n- 2025-01-01 no: log\n```\n\n## Log\n\n- [ ] to do\n\n# End\n- 2025-01-01 no\n",
    "\n## Log\n\n- 2025-04-17 09:00 call: x\n- 2025-04-17 call: y\n\n- 2025-05-01 note:\ttab \n"
    "  ```\n- z\n  ```\n",
)


class AnyFile:
    """Makes dossiers from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.pick = self.random.choice

    def dossier(self) -> str:
        """The text of a whole file."""
        text = f"---\n{self.between(0)}{self.fields(0, 2)}---\n{self.pick(BODIES)}"
        if self.one_in(4) and not text.endswith("---\n"):
            text = text.removesuffix("\n")
        return text.replace("\n", "\r\n") if self.one_in(4) else text

    def one_in(self, count: int) -> bool:
        return self.random.randrange(count) == 0

    def names(self, least: int, most: int) -> list[str]:
        return self.random.sample(NAMES, self.random.randint(least, most))

    def fields(self, indent: int, depth: int) -> str:
        """Fields in lines."""
        parts = []
        for number, name in enumerate(self.names(1, 4)):
            shown = f'"{name}"' if self.one_in(4) else name
            above = self.between(indent) if number else ""
            parts.append(f"{above}{' ' * indent}{shown}:{self.value(indent, depth)}")
        return "".join(parts) + self.between(indent)

    def value(self, indent: int, depth: int) -> str:
        """What follows a name and its colon, up to and with the end of the last line."""
        kinds = ["plain", "plain", "quoted", "null", "flow", "text"]
        kind = self.pick(kinds + (["fields", "list"] * 2 if depth else []))
        gap = self.pick((" ", " ", "   "))
        if kind == "plain":
            return f"{gap}{self.pick(PLAIN)}{self.comment()}\n"
        if kind == "quoted":
            return f"{gap}{self.pick(QUOTED)}{self.comment()}\n"
        if kind == "null":
            return f"{self.comment()}\n"
        if kind == "flow":
            return f"{gap}{self.flow(2)}{self.comment()}\n"
        if kind == "text":
            return self.text(indent)
        inner = indent + self.pick((1, 2, 4))
        start = f"{self.comment()}\n"
        if kind == "fields":
            return start + self.fields(inner, depth - 1)
        column = self.pick((inner, indent))
        items = [self.item(column, depth - 1) for _ in range(self.random.randint(1, 3))]
        return start + "".join(items)

    def item(self, indent: int, depth: int) -> str:
        """An item of a list in lines."""
        lead = f"{self.between(indent)}{' ' * indent}-"
        if depth and self.one_in(4):
            return f"{lead} {self.fields(indent + 2, 0).lstrip(' ')}"
        return lead + self.value(indent, 0)

    def text(self, indent: int) -> str:
        """A text in lines of its own, or one that goes on in the next line."""
        pad = " " * (indent + self.pick((1, 2, 4)))
        style = self.pick(("|", ">", "|-", ">-", "|+", "|  # why", "plain", "quoted"))
        if style == "plain":
            return f" one\n{pad}two{self.comment()}\n"
        if style == "quoted":
            return f' "one\n{pad}two # no comment"{self.comment()}\n'
        lines = ["first", *self.random.choices(TEXTS, k=self.random.randint(0, 3))]
        return f" {style}\n" + "".join(f"{pad}{line}\n" if line else "\n" for line in lines)

    def flow(self, depth: int) -> str:
        """A value in brackets, in one line or several."""
        gap = self.pick((", ", ", ", ",", " ,  ", ",\n          ", ",  # why, [x]\n      "))
        pad = self.pick(("", "", " ", "\n      "))
        if self.one_in(2):
            entries = [self.inner(depth) for _ in range(self.random.randint(0, 3))]
            opening, closing = "[]"
        else:
            values = {
                name: "" if self.one_in(4) else self.inner(depth) for name in self.names(0, 3)
            }
            entries = [f"{name}: {value}" for name, value in values.items()]
            opening, closing = "{}"
        end = self.pick(("", "", ",", ", ")) if entries else ""
        return f"{opening}{pad}{gap.join(entries)}{end}{pad}{closing}"

    def inner(self, depth: int) -> str:
        return self.flow(depth - 1) if depth > 1 and self.one_in(3) else self.pick(IN_FLOW)

    def comment(self) -> str:
        """Perhaps blanks and a comment behind a value."""
        blanks = self.pick(("", "", "", "  ", " ", " \t", "      "))
        return blanks + self.pick(COMMENTS) if blanks and self.one_in(2) else blanks

    def between(self, indent: int) -> str:
        """Perhaps blank lines and comments between two fields."""
        if not self.one_in(4):
            return ""
        pad = " " * indent
        lines = ("\n", "   \n", f"{pad}  # deeper\n", *(f"{pad}{text}\n" for text in COMMENTS))
        return "".join(self.random.choices(lines, k=self.random.randint(1, 2)))
