"""Asking a questionnaire in the terminal, one statement after the other."""

from __future__ import annotations

from collections.abc import Sequence

import click

from dossierkit.cli.output import remark, wrapped
from dossierkit.method.assessment import HIGHEST, LOWEST, STATEMENTS, Statement

BACK = "b"
_WIDTH = 76

_WORDS = {
    "en": {
        "begin": f"{STATEMENTS} statements about how you sell. Answer each with a number:\n"
        f"  {LOWEST} {{low}} … {HIGHEST} {{high}}\n"
        f"'{BACK}' goes back, Ctrl-C stops; nothing is written before the last answer.",
        "prompt": f"{LOWEST}-{HIGHEST} or {BACK}",
        "wrong": f"a number from {LOWEST} to {HIGHEST}, or '{BACK}' to go back",
    },
    "zh": {
        "begin": f"下面有 {STATEMENTS} 句话，说的是你怎么做销售。每句用一个数字回答：\n"
        f"  {LOWEST} {{low}} … {HIGHEST} {{high}}\n"
        f"输入 {BACK} 回到上一句，按 Ctrl-C 停止；答完最后一句才会写入档案。",
        "prompt": f"{LOWEST}-{HIGHEST} 或 {BACK}",
        "wrong": f"请输入 {LOWEST} 到 {HIGHEST} 的数字，或输入 {BACK} 回到上一句",
    },
}


def ask(statements: Sequence[Statement], ends: tuple[str, str], language: str) -> list[int]:
    """The answers of whoever sits at the terminal, in order; questions go to stderr.

    Raises click.Abort when they stop.
    """
    words = _WORDS[language]
    remark(words["begin"].format(low=ends[0], high=ends[1]))
    answers: list[int | None] = [None] * len(statements)
    place = 0
    while place < len(statements):
        statement = statements[place]
        remark(f"\n{statement.number:2}/{len(statements)}")
        for line in wrapped(statement.text, _WIDTH):
            remark(line)
        answer = _answer(words, answers[place])
        if answer is None:
            place = max(place - 1, 0)
        else:
            answers[place] = answer
            place += 1
    return [answer for answer in answers if answer is not None]


def _answer(words: dict[str, str], before: int | None) -> int | None:
    """One answer, or None to go back; the answer given before is offered again."""

    def read(text: str) -> str:
        word = text.strip().lower()
        known = {BACK, *map(str, range(LOWEST, HIGHEST + 1))}
        if word not in known:
            raise click.UsageError(words["wrong"])
        return word

    default = None if before is None else str(before)
    word: str = click.prompt(words["prompt"], default=default, value_proc=read, err=True)
    return None if word == BACK else int(word)
