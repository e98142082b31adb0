"""Replays the transcripts of `tests/cli/transcripts` in a copy of the sample book.

The files of `transcripts/files` lie beside it. Each begins with its command (`$ dossier …`); below
stand what the command prints, what it says on stderr after a line `[stderr]`, and its status.
Without arguments every transcript is written anew; look at the differences with git before you
commit them.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
TRANSCRIPTS = REPOSITORY / "tests" / "cli" / "transcripts"


def replay(transcript: str) -> str:
    """A transcript as its command, in its first line, makes it today."""
    command = transcript.splitlines()[0]
    words = shlex.split(command.removeprefix("$ dossier"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("dossiers", "templates"):
            shutil.copytree(REPOSITORY / name, Path(folder, name))
        for file in (TRANSCRIPTS / "files").iterdir():
            shutil.copy(file, folder)
        environment = {name: value for name, value in os.environ.items() if name != "DOSSIER_BOOK"}
        done = subprocess.run(
            [sys.executable, "-m", "dossierkit", *words],
            cwd=folder,
            env={**environment, "PYTHONUTF8": "1", "LANGUAGE": "en"},
            capture_output=True,
            check=False,
        )
    out, err = done.stdout.decode(), done.stderr.decode()
    remarks = f"[stderr]\n{err}" if err else ""
    return f"{command}\n{out}{remarks}[status {done.returncode}]\n"


def main() -> None:
    """Writes every transcript anew."""
    for path in sorted(TRANSCRIPTS.glob("*.txt")):
        old = path.read_text(encoding="utf-8")
        new = replay(old)
        path.write_text(new, encoding="utf-8", newline="\n")
        print("same   " if new == old else "changed", path.relative_to(REPOSITORY))


if __name__ == "__main__":
    main()
