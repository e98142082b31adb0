"""`dossier completion`: the script by which a shell completes commands, ids and fields."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from dossierkit.cli.output import say

VARIABLE = "_DOSSIER_COMPLETE"
"""The environment variable by which a shell asks."""
SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
}


@click.command("completion")
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script that lets your SHELL complete commands, ids, fields and values.

    \b
    Examples:
      dossier completion bash > ~/.local/share/bash-completion/completions/dossier
      dossier completion zsh > ~/.zfunc/_dossier
      dossier completion fish > ~/.config/fish/completions/dossier.fish

    zsh looks into ~/.zfunc if ~/.zshrc has, before compinit: fpath+=~/.zfunc. Then begin a new
    shell, and press Tab: 'dossier show an<Tab>'. A Chinese name is completed to its id.
    """
    say(SHELLS[shell](ctx.find_root().command, {}, "dossier", VARIABLE).source())
    return 0
