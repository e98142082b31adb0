"""`python -m dossierkit` is the command `dossier`."""

from dossierkit.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
