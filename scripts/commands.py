"""Make the reference of all commands from the commands themselves: `docs/commands.md` and its
Chinese sister `docs/zh/commands.md` for the documentation, and the manual page `docs/dossier.1`.

python scripts/commands.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click

from dossierkit import __version__
from dossierkit.cli import COMMANDS, dossier, module_of
from dossierkit.cli.language import plain, understood
from dossierkit.text.translation import ENGLISH, _, speaking, spoken

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "commands.md"
CHINESE = ROOT / "docs" / "zh" / "commands.md"
MANUAL = ROOT / "docs" / "dossier.1"

HEAD = """# Commands

<!-- Made by scripts/commands.py from the commands themselves; don't edit it by hand. -->

Each command has `--help` with the same text. Options may stand before the command's name, too.
WHO is an id, a unique beginning of one, or a name. Exit status: 0 done, 1 findings or a refusal,
2 wrong usage, 3 a fault of the program. Colours are used on a terminal only; `NO_COLOR=1` switches
them off. The JSON of each command is described in [json.md](json.md).
"""


HEAD_ZH = """# 命令

<!-- 由 scripts/commands.py 从命令本身生成，请勿手工修改。 -->

[English](../commands.md)

每个命令都有 `--help`，内容相同。选项也可以写在命令名之前。WHO 是编号、编号的开头
（不致混淆时），或姓名。退出状态：0 完成，1 有问题或被拒绝，2 用法错误，3 程序自身的错误。
颜色只在终端里使用，`NO_COLOR=1` 把它关掉。各命令的 JSON 见 [json.md](json.md)。
"""


class Reference(NamedTuple):
    """All that is said of a command. `paragraphs` are those of its help; `examples` its examples;
    `options` pairs of what is written and what it does."""

    name: str
    usage: str
    summary: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


def references() -> list[Reference]:
    """Every command, sorted by name."""
    return [reference(name) for name in sorted(COMMANDS)]


def reference(name: str) -> Reference:
    """What is said of one command."""
    command = understood(import_module(module_of(name)).command)
    parent = click.Context(dossier, info_name="dossier", **dossier.context_settings)
    context = click.Context(command, info_name=name, parent=parent)
    text = f"{plain(command.help)}\n\n{plain(command.epilog)}"
    examples, paragraphs = [], []
    for raw in re.split(r"\n\s*\n", text.strip()):
        block = raw.removeprefix("\b\n")
        found = re.findall(r"^  (dossier .*)$", block, re.MULTILINE)
        examples += found
        if not found:
            paragraphs.append(_shown(block, as_it_stands=block != raw))
    options = [
        (record[0], _(record[1]))
        for param in command.get_params(context)
        if isinstance(param, click.Option) and (record := param.get_help_record(context))
    ]
    usage = " ".join(["dossier", name, *command.collect_usage_pieces(context)])
    return Reference(
        name, usage, _(COMMANDS[name]), tuple(paragraphs), tuple(examples), tuple(options)
    )


def _shown(block: str, *, as_it_stands: bool) -> str:
    """A paragraph of a help text in one line; a list as it stands."""
    if as_it_stands:
        return "```text\n" + block + "\n```"
    return " ".join(block.split())


def page() -> str:
    """The page, in Markdown and in the language spoken."""
    head = HEAD if spoken() == ENGLISH else HEAD_ZH
    return "\n".join([head, *(line for one in references() for line in _section(one))])


def _section(one: Reference) -> Iterator[str]:
    yield f"## {one.name}\n"
    yield f"{one.summary}\n"
    yield f"```console\n$ {one.usage}\n```\n"
    for paragraph in one.paragraphs:
        yield f"{paragraph if paragraph.startswith('```') else _escaped(paragraph)}\n"
    if one.examples:
        yield "```console"
        yield from (f"$ {example}" for example in one.examples)
        yield "```\n"
    yield "| option | |" if spoken() == ENGLISH else "| 选项 | |"
    yield "|---|---|"
    yield from (f"| `{_cell(what)}` | {_cell(_escaped(does))} |" for what, does in one.options)
    yield ""


def _escaped(text: str) -> str:
    return re.sub(r"([*_<\[\]])", r"\\\1", text)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def manual() -> str:
    """The manual page, in the language of `man` (roff)."""
    lines = [
        f'.TH DOSSIER 1 "" "dossierkit {__version__}" "dossier manual"',
        ".SH NAME",
        r"dossier \- business relationships in plain files, and the right next step",
        ".SH SYNOPSIS",
        r".B dossier \fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        _roff((dossier.help or "") + " " + (dossier.epilog or "")),
        ".SH COMMANDS",
    ]
    for one in references():
        lines += [f".SS {one.name}", _roff(one.summary), ".PP", f".B {_roff(one.usage)}"]
        for paragraph in one.paragraphs:
            fenced = paragraph.startswith("```")
            bare = paragraph.removeprefix("```text\n").removesuffix("\n```")
            lines += [".PP", *([".nf", _roff(bare), ".fi"] if fenced else [_roff(paragraph)])]
        for what, does in one.options:
            lines += [".TP", f".B {_roff(what)}", _roff(does)]
        if one.examples:
            lines += [".PP", "Examples:", ".nf", *map(_roff, one.examples), ".fi"]
    lines += [
        ".SH ENVIRONMENT",
        ".TP", ".B DOSSIER_BOOK", "The folder of the book, where no --book is given.",
        ".TP", ".B DOSSIER_SMTP_PASSWORD", "The password of the mail server.",
        ".TP", ".B NO_COLOR", "If set, nothing is coloured.",
        ".TP", ".B VISUAL, EDITOR", "The editor that 'dossier edit' opens.",
        ".SH EXIT STATUS",
        "0 done; 1 findings or a refusal; 2 wrong usage; 3 a fault of the program.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    """Text that roff prints as it stands."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^(?=[.'])", r"\\&", safe, flags=re.MULTILINE)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    with speaking("zh"):
        CHINESE.write_text(page(), encoding="utf-8")
    MANUAL.write_text(manual(), encoding="utf-8")
