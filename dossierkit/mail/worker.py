"""The child process in which templates run: they can neither hang nor eat the machine.

`python -P -m dossierkit.mail.worker LANGUAGE` reads letters from standard input and writes what
became of them to standard output, each as four bytes of length and that many bytes: pickle in (from
our own parent only), JSON out (what a template made is never unpickled). What is wrong with a
letter is said in LANGUAGE.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
from typing import IO, Any

from dossierkit.mail.job import Failed, Job, Order, Rendered, Template
from dossierkit.mail.renderer import Renderer
from dossierkit.text.translation import speak

MEMORY = 256 * 1024 * 1024
"""What a letter may need beyond what the worker has when it starts (promise 21)."""


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message, or None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    return data if len(data) == length else None


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Writes one message."""
    stream.write(len(data).to_bytes(4, "big") + data)
    stream.flush()


def limit_memory() -> None:
    """Lets this process grow by `MEMORY` and no further, where the system can do that."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
    except (ImportError, OSError):
        return
    most = pages * os.sysconf("SC_PAGESIZE") + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def serve(incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Renders letters until there are no more."""
    renderer = Renderer()
    templates: list[Template] = []
    names: dict[str, Any] = {}
    write_frame(outgoing, b"{}")
    while (frame := read_frame(incoming)) is not None:
        order: Order = pickle.loads(frame)  # noqa: S301 - it comes from our own parent
        templates += order.new
        names |= order.names
        for name in order.gone:
            names.pop(name)
        job = Job(tuple(templates[number] for number in order.templates), names, order.region)
        answer = json.dumps(_answer(renderer.render(job)), ensure_ascii=False)
        write_frame(outgoing, answer.encode("utf-8", "surrogatepass"))


def _answer(result: Rendered | Failed) -> dict[str, object]:
    name = "rendered" if isinstance(result, Rendered) else "failed"
    return {name: list(result)}


def collect_less() -> None:
    """Looks for cyclic garbage after many objects only: a letter makes thousands, and few last."""
    gc.freeze()
    gc.set_threshold(50_000)


if __name__ == "__main__":
    speak(sys.argv[1])
    limit_memory()
    collect_less()
    serve(sys.stdin.buffer, sys.stdout.buffer)
