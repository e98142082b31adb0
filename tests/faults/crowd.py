"""One of many that write into a book at the same time, or that read it meanwhile.

python tests/faults/crowd.py write BOOK FILE WHO TIMES
python tests/faults/crowd.py read BOOK FILE
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dossierkit.book import writing
from dossierkit.history.commit import FileEdit, Message, write
from dossierkit.schema.policy import Policy


def append(root: Path, path: str, who: str, times: int) -> None:
    """Adds so many lines, each with a commit; a slow machine gets patience."""
    writing._MOST_WAITING = 120.0
    for number in range(times):
        line = f"- {who} {number}\n".encode()
        edit = FileEdit(path, lambda data, line=line: (data or b"") + line)  # type: ignore[misc]
        write(root, Policy(), [edit], Message("log", who, f"line {number}"))


def look(file: Path) -> None:
    """Reads until its parent says that it is enough; prints how often, and ends with 1 if the file
    was missing, cut off or shorter than before."""
    os.set_blocking(sys.stdin.fileno(), False)
    count, before = 0, b""
    while sys.stdin.buffer.read(1) is None:
        content = file.read_bytes()
        if not content.startswith(before) or not content.endswith(b"\n"):
            raise SystemExit(f"{content!r} after {before!r}")
        count, before = count + 1, content
    print(count)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        append(Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
    else:
        look(Path(sys.argv[2], sys.argv[3]))
