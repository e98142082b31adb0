"""Which language the command speaks, and its help in that language."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from dossierkit.text.translation import ENGLISH, LANGUAGES, N_, _, spoken

_OF_THE_SESSION = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_NOBODYS = frozenset(("c", "posix"))
"""What a session says that has no language: a service, a timer."""
LANGUAGE_OPTION = click.Option(
    ["--lang", "spoken"],
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=N_("The language: English or Chinese (default: the session's, else the book's)."),
)


def chosen_language(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak: that of `--lang`, else of the session (LANGUAGE, LC_ALL, LC_MESSAGES,
    LANG, as gettext takes them), else of the book (`language` in book.yaml), else English."""
    return (
        _option(words, "--lang")
        or _of_the_session(environment)
        or _of_the_book(_option(words, "--book") or environment.get("DOSSIER_BOOK"))
        or ENGLISH
    )


def _option(words: Sequence[str], name: str) -> str:
    """The last value of an option, taken before click takes the words apart."""
    found = ""
    for number, word in enumerate(words):
        if word == "--":
            break
        if word == name and number + 1 < len(words):
            found = words[number + 1]
        elif word.startswith(f"{name}="):
            found = word.partition("=")[2]
    return found if name != "--lang" or found in LANGUAGES else ""


def _of_the_session(environment: Mapping[str, str]) -> str:
    """The first of our languages that the session wants; English if it wants but others."""
    listed = next((environment[name] for name in _OF_THE_SESSION if environment.get(name)), "")
    wanted = [re.split(r"[_.@-]", one)[0].lower() for one in listed.split(":")]
    wanted = [one for one in wanted if one and one not in _NOBODYS]
    return next((one for one in wanted if one in LANGUAGES), ENGLISH if wanted else "")


def _of_the_book(given: str | None) -> str:
    """The language that a book names; empty if it names none, or there is no book."""
    from dossierkit.book.find import POLICY, NoBook, find_folder

    try:
        root = find_folder(os.getcwd(), given)
        with open(f"{root}/{POLICY}", encoding="utf-8") as file:
            policy = file.read()
    except (NoBook, OSError, ValueError):
        return ""
    found = re.search(r"^language:[ \t]*[\"']?([a-z]+)\b", policy, re.MULTILINE)
    return found.group(1) if found and found.group(1) in LANGUAGES else ""


def understood(command: click.Command) -> click.Command:
    """A command that takes `--lang`, with its help in the language spoken."""
    if not any("--lang" in option.opts for option in command.params):
        command.params.append(LANGUAGE_OPTION)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            understood(one)
    return command if spoken() == ENGLISH else _translated(command)


def plain(text: str | None) -> str:
    """A docstring without the indentation of the code around it."""
    from inspect import cleandoc

    return cleandoc(text or "")


def _translated(command: click.Command) -> click.Command:
    from copy import copy

    made = copy(command)
    made.context_class = _Context
    made.help, made.epilog = _(plain(command.help)), _(command.epilog or "")
    made.short_help = _(command.short_help or "")
    made.params = [copy(param) for param in command.params]
    for param in made.params:
        if isinstance(param, click.Option):
            param.help = _(param.help or "")
            if isinstance(param.show_default, str):
                param.show_default = _(param.show_default)
    if isinstance(made, click.Group):
        made.commands = {name: _translated(one) for name, one in made.commands.items()}
    return made


class Formatter(click.HelpFormatter):
    """Help whose wide characters take two places; click counts characters."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = []
        for part in text.split("\n\n"):
            as_it_is = part.startswith("\b\n")
            lines = part[2:].split("\n") if as_it_is else self._wrapped(part, len(indent))
            paragraphs.append("".join(f"{indent}{line}".rstrip() + "\n" for line in lines))
        self.write("\n".join(paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = [*rows]
        first = min(max((len(name) for name, _text in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            lines = self._wrapped(text, len(indent) + first)
            head = name.ljust(first) if len(name) <= first - col_spacing else ""
            if not head:
                self.write(f"{indent}{name}\n")
            for number, line in enumerate(lines):
                margin = head if head and not number else " " * first
                self.write(f"{indent}{margin}{line}".rstrip() + "\n")

    def _wrapped(self, text: str, taken: int) -> Iterator[str]:
        from dossierkit.cli.output import wrapped

        yield from wrapped(" ".join(text.split()), max(self.width - taken, 10))


class _Context(click.Context):
    formatter_class = Formatter
