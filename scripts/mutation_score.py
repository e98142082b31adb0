"""How many small changes of the code the tests notice, of those that were tried.

    python scripts/mutation_score.py mutants/mutmut-cicd-stats.json

Exit status 1 below 80 %.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WANTED = 0.80


def main() -> int:
    """Prints the score of a run of mutmut, from the file of `mutmut export-cicd-stats`."""
    stats = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    noticed = stats["killed"] + stats["timeout"] + stats["suspicious"] + stats["segfault"]
    tried = noticed + stats["survived"] + stats["no_tests"]
    score = noticed / tried if tried else 0.0
    print(f"{noticed} of {tried} changes noticed: {score:.1%} (at least {WANTED:.0%} is wanted)")
    return int(score < WANTED)


if __name__ == "__main__":
    sys.exit(main())
