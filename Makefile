# Linli 邻里. `make` alone lists what can be asked for.
# Nothing but Python 3.11, make and git is needed; everything else is fetched, locked by hash, into .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install test test-postgresql check format lock messages bench clean environment development

BIN := .venv/bin
LINLI := $(BIN)/linli
WORKERS ?= 2
ARGS ?=
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist loadgroup $(ARGS)
UV = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
# No check may leave a database or a key behind.
CHECKING = SECRET_KEY=check FIELD_KEY=check DATABASE_URL=sqlite:///
TEMPLATES = src/linli/web/templates

help: ## list what can be asked for
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 26

run: environment ## start Linli on http://127.0.0.1:8000, with a demo district the first time (PORT, LINLI_DATA)
	@$(LINLI) setup --demo
	@exec $(LINLI) serve

install: environment ## make ready or upgrade an installation, without demo data and without starting it
	@$(LINLI) setup

test: development ## run every test, those in a real browser included (ARGS="tests/rules -k tally")
	@LINLI_CHROMIUM="$$($(BIN)/python tools/browser.py)" || exit 1; \
	export LINLI_CHROMIUM; exec $(PYTEST)

test-postgresql: development ## run the same tests on a private PostgreSQL, made for them and removed
	@LINLI_CHROMIUM="$$($(BIN)/python tools/browser.py)" || exit 1; \
	export LINLI_CHROMIUM; exec $(BIN)/python tools/postgresql.py $(PYTEST)

check: development ## format, lint, types, contracts, migrations, templates, translations, locks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(CHECKING) $(BIN)/mypy src
	$(BIN)/lint-imports --no-logo
	$(CHECKING) $(LINLI) manage makemigrations --check --dry-run
	$(BIN)/djlint --quiet --lint $(TEMPLATES)
	$(BIN)/python -m tools.messages --check
	$(BIN)/python tools/locks.py

format: development ## put the code into the house style
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: development ## write requirements/*.txt anew from the .in files (UPGRADE=--upgrade for newer versions)
	$(UV) $(UPGRADE) requirements/base.in -o requirements/base.txt
	$(UV) $(UPGRADE) requirements/dev.in -c requirements/base.txt -o requirements/dev.txt

messages: development ## bring the English catalog up to date with code and templates
	$(BIN)/python -m tools.messages

bench: development ## measure, as ratios of one run (ARGS=engine for one of them)
	$(BIN)/python -m bench $(ARGS)

clean: ## take away what make has made, but not the data
	rm -rf .venv .stamp .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache staticfiles
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
	rm -rf src/linli.egg-info

environment:
	@python="$$(PYTHON=$(PYTHON) sh tools/python.sh)" || exit 1; "$$python" tools/environment.py base
	@$(BIN)/python tools/catalogs.py

development:
	@python="$$(PYTHON=$(PYTHON) sh tools/python.sh)" || exit 1; "$$python" tools/environment.py dev
	@$(BIN)/python tools/catalogs.py
