"""The parent of the worker: one child for many letters, replaced when a template misbehaves."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any

from dossierkit.mail.job import MOST_CHARACTERS, Failed, Job, Order, Rendered, Template
from dossierkit.text.translation import _, spoken

SECONDS_PER_LETTER = 2.0
"""After this a letter is given up (promise 21); an ordinary one takes some milliseconds."""
SECONDS_TO_START = 60.0
_MOST_BYTES = 16 * MOST_CHARACTERS


class Workshop:
    """Renders letters in a child process; use it as a context manager."""

    def __init__(self, seconds: float = SECONDS_PER_LETTER) -> None:
        self._seconds = seconds
        self._child: _Child | None = None

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child:
            self._child.stop()
            self._child = None

    def render(self, job: Job) -> Rendered | Failed:
        """A letter, or why it could not be made. A child that hangs or dies is replaced."""
        if self._child and self._child.language != spoken():
            self._child.stop()
            self._child = None
        if self._child is None:
            self._child = _Child()
        try:
            answer = self._child.ask(job, self._seconds)
        except (Empty, OSError) as error:
            self._child.kill()
            self._child = None
            first = job.templates[0]
            return Failed(first.path, first.body_line, _why(error, self._seconds))
        if "rendered" in answer:
            return Rendered(*answer["rendered"])
        return Failed(*answer["failed"])


def _why(error: Exception, seconds: float) -> str:
    if isinstance(error, Empty):
        return _("the template was stopped after {seconds:g} s; look for loops without end").format(
            seconds=seconds
        )
    return _("the template made its process die (memory?); look for huge texts and lists")


class _Child:
    """A worker process, and the thread that reads what it writes."""

    def __init__(self) -> None:
        self.language = spoken()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "dossierkit.mail.worker", self.language],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._sent: dict[Template, int] = {}
        self._names: dict[str, Any] = {}
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._next(SECONDS_TO_START)

    def ask(self, job: Job, seconds: float) -> dict[str, list[Any]]:
        """The answer to a job; raises Empty after so many seconds, OSError if the child died.

        A template is long and the same for many letters: it is sent once, and so is whatever is
        the very same as in the letter before.
        """
        new = dict.fromkeys(one for one in job.templates if one not in self._sent)
        for template in new:
            self._sent.setdefault(template, len(self._sent))
        before, self._names = self._names, dict(job.names)
        names = {name: one for name, one in job.names.items() if before.get(name, self) is not one}
        gone = tuple(before.keys() - job.names.keys())
        sent = tuple(self._sent[one] for one in job.templates)
        order = Order(tuple(new), sent, names, gone, job.region)
        data = pickle.dumps(order, pickle.HIGHEST_PROTOCOL)
        stdin = self._process.stdin
        assert stdin is not None  # noqa: S101 - it was asked for above
        stdin.write(len(data).to_bytes(4, "big") + data)
        stdin.flush()
        answer: dict[str, list[Any]] = json.loads(
            self._next(seconds).decode("utf-8", "surrogatepass")
        )
        return answer

    def _next(self, seconds: float) -> bytes:
        frame = self._frames.get(timeout=seconds)
        if frame is None:
            raise BrokenPipeError
        return frame

    def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101
        while len(head := stdout.read(4)) == 4:
            length = int.from_bytes(head, "big")
            if length > _MOST_BYTES or len(data := stdout.read(length)) < length:
                break
            self._frames.put(data)
        self._frames.put(None)

    def stop(self) -> None:
        """Lets the child end by itself."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
        self._close()

    def kill(self) -> None:
        """Ends the child at once."""
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        self._listener.join(5)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    continue
