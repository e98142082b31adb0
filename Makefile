# What one does with this repository. 'make demo' and 'make test' work from nothing:
# Python 3.11 or newer, git and make are enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check
ON := 2026-11-20
LILY := GIT_AUTHOR_NAME=Lily GIT_AUTHOR_EMAIL=lily@lumora.example GIT_COMMITTER_NAME=Lily GIT_COMMITTER_EMAIL=lily@lumora.example
SENDING := dossierkit/mail/sending/*,dossierkit/mail/stops.py,dossierkit/mail/duties.py,dossierkit/mail/recipients.py,dossierkit/mail/headers.py,dossierkit/mail/message.py,dossierkit/mail/outbox.py,dossierkit/mail/footer.py,dossierkit/cli/send*.py
INDEX := dossierkit/index/*,dossierkit/book/lazy.py
WHOLE := dossierkit/text/*,dossierkit/method/*,dossierkit/book/change.py,dossierkit/book/writing.py,dossierkit/history/*,$(SENDING),$(INDEX)

.PHONY: help demo test lint install check-book format golden pages site words bench bench-rivals spark neovim soak mutate faults clean

help:                  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

demo: $(VENV)/.run     ## the main job on the sample book: check, due, letters; a copy: log, set, history
	$(BIN)/dossier check
	$(BIN)/dossier due --on $(ON)
	$(BIN)/dossier render greeting joerg-mueller --occasion birthday --on $(ON)
	$(BIN)/dossier render price-update anna-schmidt guadalupe-ortega lars-eide mike-delgado --on $(ON)
	$(BIN)/dossier render price-update anna-schmidt --on $(ON) --format text
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  export $(LILY) && dossier=$(CURDIR)/$(BIN)/dossier && \
	  "$$dossier" init "$$folder/book" && cd "$$folder/book" && set -x && \
	  "$$dossier" log anna call out "Karl has the sheet, he decides next week" --next "7d ask again" && \
	  "$$dossier" set anna terms.payment "T/T 50/50" --why "their bank opens no L/C any more" && \
	  "$$dossier" history anna terms.payment

test: $(VENV)/.dev     ## all tests, with branch coverage
	$(BIN)/python -m pytest -n 2 --cov --cov-report=
	$(BIN)/python -m coverage report --skip-covered
	$(BIN)/python -m coverage report --include='$(WHOLE)' --fail-under=100

lint: $(VENV)/.dev     ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

install: $(VENV)/.run  ## the command 'dossier' in .venv/bin
	@echo "installed: $(BIN)/dossier"

check-book: $(VENV)/.run ## every finding of the sample book, warnings too
	$(BIN)/dossier check --strict

format: $(VENV)/.dev   ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.dev   ## refresh the expected outputs that tests compare with
	$(BIN)/python scripts/findings_page.py --expected
	$(BIN)/python scripts/golden.py

pages: $(VENV)/.dev    ## refresh the generated pages of docs/
	$(BIN)/python scripts/findings_page.py
	$(BIN)/python scripts/fields_page.py
	$(BIN)/python scripts/playbook_page.py
	$(BIN)/python scripts/commands.py

site: $(VENV)/.dev     ## the documentation as a site in site/, which needs nothing from outside
	$(PIP) --editable '.[dev,site]'
	$(BIN)/zensical build --strict

words: $(VENV)/.dev    ## refresh the catalogues of what the program says (dossierkit/locale)
	$(BIN)/python scripts/words.py

bench: $(VENV)/.dev    ## how long things take, as ratios to what is possible (half an hour)
	$(BIN)/python scripts/bench.py --write

bench-rivals: $(VENV)/.dev ## the tools that 'make bench' compares with, in a venv of their own
	$(PYTHON) -m venv $(VENV)/rivals
	$(VENV)/rivals/bin/python -m pip install --quiet --disable-pip-version-check \
	  check-jsonschema khard mailmerge todoman yamllint
	@command -v task >/dev/null || apt-get install --yes --quiet taskwarrior || \
	  echo "'task' is left out: install taskwarrior as root"

spark: $(VENV)/.dev    ## the report's queries in Spark too (needs Java 17)
	$(PIP) --editable '.[dev,spark]'
	DOSSIER_SPARK=1 $(BIN)/python -m pytest -n 0 tests/exchange/test_parquet_queries.py

neovim: $(VENV)/.dev   ## the language server in a real editor (installs Debian's neovim, as root)
	@command -v nvim >/dev/null || apt-get install --yes --quiet neovim
	$(BIN)/python -m pytest -n 0 tests/editor/test_neovim.py

soak: $(VENV)/.dev     ## three clones at work for 200 random weeks (about an hour)
	DOSSIER_RUNS=200 DOSSIER_STEPS=50 $(BIN)/python -m pytest tests/history/test_three_clones.py

faults: $(VENV)/.dev   ## a fault at each system call of each writing command (needs strace)
	$(BIN)/python scripts/faults.py

mutate: $(VENV)/.dev   ## do the tests notice each small change of what writes, merges, commits?
	$(PIP) --editable '.[dev,mutate]'
	$(BIN)/mutmut run
	$(BIN)/mutmut export-cicd-stats
	$(BIN)/python scripts/mutation_score.py mutants/mutmut-cicd-stats.json

clean:                 ## remove what the targets made
	rm -rf $(VENV) outbox .dossier mutants .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q dossierkit
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@$(BIN)/python -m compileall -q dossierkit
	@touch $(VENV)/.run $@
