"""Measures whole processes: CPU seconds and peak memory, in turn with what they are compared to."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Settings that a user doesn't have, and that make Python slower."""
_RSS_UNIT = 1024
"""Bytes in which Linux counts the peak of a process's memory."""
_STARTER = """
import os, sys, time
nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
begun = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, used = os.wait4(pid, 0)
waited = time.perf_counter() - begun
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, waited, used.ru_maxrss)
"""
"""A small process between this one and what is measured: Linux counts as a process's peak at least
what the one held that started it."""


class Spent(NamedTuple):
    """What a process took with all that it started: CPU time (user and system) and the time one
    waits for it, in seconds; the peak memory of the largest of its processes, in bytes."""

    cpu: float
    waited: float
    memory: float


class Command(NamedTuple):
    """What is run; `before` prepares each run and is not counted, `statuses` are those expected."""

    args: Sequence[str]
    before: Callable[[], object] = lambda: None
    statuses: tuple[int, ...] = (0,)


def as_a_user() -> dict[str, str]:
    """The environment without the settings that a user doesn't have."""
    return {name: text for name, text in os.environ.items() if name not in _UNWANTED}


def spent(command: Command) -> Spent:
    """Runs a command once, its output thrown away; SystemExit if it ends as it should not."""
    command.before()
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command.args]
    done = subprocess.run(starter, env=as_a_user(), stdout=subprocess.PIPE, check=True)
    code, cpu, waited, memory = done.stdout.split()
    if int(code) not in command.statuses:
        raise SystemExit(f"{' '.join(command.args[:8])} ended with {int(code)}")
    return Spent(float(cpu), float(waited), int(memory) * _RSS_UNIT)


def measure(commands: Mapping[str, Command], runs: int) -> dict[str, Spent]:
    """The medians of each command, all run in turn so that none has the better time; a run of
    each beforehand is not counted, unless there is only one."""
    found: dict[str, list[Spent]] = {name: [] for name in commands}
    for turn in range(runs + (runs > 1)):
        for name, command in commands.items():
            once = spent(command)
            if turn or runs == 1:
                found[name].append(once)
    return {name: _median(all_runs) for name, all_runs in found.items()}


def runs_for(size: int, runs: int) -> int:
    """How often to run what takes long on a book of so many customers."""
    return runs if size < 5_000 else max(1, runs // 2) if size < 50_000 else 1


def _median(runs: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(column) for column in zip(*runs, strict=True)))
