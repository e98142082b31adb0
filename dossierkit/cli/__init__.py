"""The command line: one file per command, and the only place that prints or reads arguments."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from dossierkit import __version__
from dossierkit.cli.language import chosen_language, understood
from dossierkit.text.translation import _, speaking

COMMANDS = {
    "assess": "Assess how customer-oriented a member is.",
    "bounce": "Note that a mail address no longer works.",
    "calendar": "Show the feasts, birthdays and events that are coming.",
    "check": "Report everything that is wrong in the book.",
    "completion": "Print what lets your shell complete words.",
    "doctor": "Examine the book's git, and say how to mend it.",
    "due": "List what to do today, and why.",
    "edit": "Open a dossier in your editor, and check it afterwards.",
    "export": "Write out what the book holds.",
    "find": "Find a text, wherever it stands.",
    "forget": "Erase a person.",
    "gaps": "List the missing facts that are worth most.",
    "handover": "Pass a colleague's customers on, with briefs.",
    "history": "Tell how a dossier, or one fact, came about.",
    "import": "Take people over from a file, after a look at what would change.",
    "init": "Begin a new book.",
    "list": "List dossiers, filtered and sorted.",
    "log": "Write down what happened, and the next step.",
    "lsp": "Serve an editor: findings, completion, links between dossiers.",
    "merge-driver": "Merge three versions of a dossier (git calls it).",
    "new": "Begin a new dossier.",
    "open": "Write to somebody, call them, or look at their page or place.",
    "pool": "List dossiers that are anybody's to take.",
    "price": "Say what a customer pays, and how that comes about.",
    "proof": "Show that a letter went out as it was written.",
    "quote": "Write a quote.",
    "rates": "Take exchange rates over from a file.",
    "receive": "Log a mail that came in.",
    "render": "Write letters from templates, as drafts.",
    "report": "Sum up the book: sources, stages, discipline, reasons.",
    "review": "Say what has moved, and which promises were kept.",
    "schema": "Print the JSON Schema of a header.",
    "send": "Hand drafts to the mail server.",
    "serve": "Show the book as a page in the browser.",
    "set": "Change one fact.",
    "show": "Show all that matters about one dossier.",
    "suggest": "Suggest stages and intents that the log speaks for.",
    "sync": "Exchange changes with your colleagues.",
    "take": "Take over a dossier from the pool.",
    "templates": "List the kinds of letters, and what each needs.",
    "tour": "Show in five minutes what dossier does.",
}
"""Every command with its one-line help, so that the list needs no imports."""


def module_of(name: str) -> str:
    """The module of a command; Python's own words have a line behind them."""
    module = name.replace("-", "_")
    return f"dossierkit.cli.{module}{'_' if iskeyword(module) else ''}"


class CommandTable(click.Group):
    """Commands that are imported only when they run; options may stand before their name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(module_of(name)).command
        return understood(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = (
                _("did you mean '{near}'?").format(near=near[0])
                if near
                else _("commands: {commands}").format(commands=" ".join(COMMANDS))
            )
            ctx.fail(_("there is no command '{args}'; {hint}").format(args=args[0], hint=hint))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, text in sorted(COMMANDS.items())])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> Any:
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=_(text))
            for name, text in sorted(COMMANDS.items())
            if name.startswith(incomplete) and name != "merge-driver"
        ]

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _reader_may_go():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_may_go():
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, self._command_first(ctx, args))

    def _command_first(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`--on fri due` as `due --on fri`: options work on both sides of the command's name."""
        for index, word in enumerate(args):
            if word in COMMANDS:
                command = self.get_command(ctx, word)
                if command and _are_options_of(command, args[:index]):
                    return [word, *args[:index], *args[index + 1 :]]
        return args


@contextmanager
def _reader_may_go() -> Iterator[None]:
    """Ends quietly when nobody reads our output any more; click would call it a failure."""
    try:
        yield
    except BrokenPipeError:
        from dossierkit.cli.boundary import let_go

        let_go()
        raise click.exceptions.Exit(0) from None


def _are_options_of(command: click.Command, words: list[str]) -> bool:
    """Whether words are options of a command, each with its value."""
    takes_value = {
        name: not (isinstance(option, click.Option) and (option.is_flag or option.count))
        for option in command.params
        for name in (*option.opts, *option.secondary_opts)
    }
    rest = [*words]  # the module `list` of this package hides the builtin here
    while rest:
        name, has_value, _value = rest.pop(0).partition("=")
        if name not in takes_value:
            return False
        if takes_value[name] and not has_value:
            if not rest:
                return False
            rest.pop(0)
    return True


@click.group(
    cls=CommandTable,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start in a book with 'dossier due'. Each command has --help with an example.",
)
@click.version_option(__version__, prog_name="dossier", message="%(prog)s %(version)s")
def dossier() -> None:
    """Keep business relationships in plain files, and know the right next step."""


def main(args: list[str] | None = None) -> int:
    """Runs the command line and gives its exit status.

    0 done · 1 findings or an expected failure · 2 wrong usage · 3 a fault of ours · 130 stopped.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if args is None else args
    with speaking(chosen_language(words, os.environ)):
        return _run(words)


def _run(words: list[str]) -> int:
    try:
        status = understood(dossier).main(
            words or ["--help"], prog_name="dossier", standalone_mode=False
        )
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        print(_("stopped"), file=sys.stderr)
        return 130
    except Exception as error:
        from dossierkit.cli.boundary import report

        return report(error)
    return status if isinstance(status, int) else 0
