"""The floor of letters: the same templates with the same names, rendered with Jinja alone.

    python scripts/bench_letters_jinja.py keep BOOK PURPOSE DAY FILE
    python scripts/bench_letters_jinja.py render FILE
    python scripts/bench_letters_jinja.py nothing FILE

The first keeps what is rendered for each letter of a purpose and prints how many letters there are;
the second renders it; the third only reads it.
"""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path

from dossierkit.mail.environment import LetterEnvironment
from dossierkit.mail.job import Failed, Job, Rendered


class Recorder:
    """A workshop in this process that keeps the jobs it was given."""

    def __init__(self) -> None:
        from dossierkit.mail.renderer import Renderer

        self.jobs: list[Job] = []
        self._renderer = Renderer()

    def render(self, job: Job) -> Rendered | Failed:
        """The letter; its job is kept."""
        result = self._renderer.render(job)
        if isinstance(result, Rendered):
            self.jobs.append(job)
        return result


def keep(root: Path, purpose: str, on: date, file: Path) -> int:
    """Keeps the jobs of all letters of a purpose in a file; gives their number."""
    from dossierkit.book.load import load
    from dossierkit.mail.letter import Letter, Request, Writer
    from dossierkit.mail.templates import load_templates

    book, recorder = load(root), Recorder()
    request = Request(on, is_bulk=True)
    writer = Writer(book, load_templates(root, purpose), request, recorder)  # type: ignore[arg-type]
    made = sum(isinstance(writer.letter(one), Letter) for one in book.customers.values())
    file.write_bytes(pickle.dumps(recorder.jobs[:made]))
    return made


def render(jobs: list[Job]) -> None:
    """Renders subject and body of each, compiling every template once."""
    environments: dict[str, LetterEnvironment] = {}
    compiled = {}
    for job in jobs:
        for template in job.templates:
            environment = environments.setdefault(
                template.language, LetterEnvironment(template.language)
            )
            for source in (template.subject, template.body):
                if source not in compiled:
                    compiled[source] = environment.compiled(source, template.path)
                environment.run(compiled[source], job.names, template.uses, 1 << 18)


if __name__ == "__main__":
    if sys.argv[1] == "keep":
        _, _, book, purpose, day, file = sys.argv
        print(keep(Path(book), purpose, date.fromisoformat(day), Path(file)))
    else:
        jobs = pickle.loads(Path(sys.argv[2]).read_bytes())  # noqa: S301
        render(jobs if sys.argv[1] == "render" else [])
