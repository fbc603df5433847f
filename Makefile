# `make help` lists what there is. Everything lives in .venv, made from the lock files; nothing is installed elsewhere.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
COMMENTSVC_DEMO ?= true
export COMMENTSVC_DEMO
# More would not be faster: the browser tests start servers of their own.
TEST_PROCESSES ?= 2
CATALOGUES := $(wildcard commentsvc/translations/*/LC_MESSAGES/messages.po)
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@echo "make TARGET, with:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo "Settings of \`make run\`: PORT=5000 HOST=127.0.0.1 DEMO_PORT=PORT+1 DATA_DIR=./var; all others: docs/settings.md"

.PHONY: run
run: setup ## Start the service with the demo newspaper, and print the addresses
	@$(PY) -m commentsvc db upgrade && $(PY) -m commentsvc demo && exec $(PY) -m commentsvc serve

.PHONY: setup
setup: $(VENV)/run.stamp $(VENV)/translations.stamp ## Make the environment that runs the service

.PHONY: setup-dev
setup-dev: setup $(VENV)/dev.stamp ## Make the environment that tests the service

.PHONY: test
test: setup-dev browser ## Run all tests: unit, HTTP, both databases, browser
	@$(PY) -m pytest -n $(TEST_PROCESSES) --dist loadscope --no-loadscope-reorder $(TESTS)

.PHONY: lint
lint: setup-dev ## Check style, format and the order of imports
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports

.PHONY: format
format: setup-dev ## Bring the sources into the house's format
	@$(VENV)/bin/ruff check --fix --select I .
	@$(VENV)/bin/ruff format .

.PHONY: bench
bench: setup-dev ## Run the benchmarks
	@$(PY) -m bench $(BENCH)

.PHONY: pictures
pictures: setup-dev browser ## Make the pictures of docs/pictures anew (some of them: SUBJECTS="desk form")
	@$(PY) -m tests.pictures $(SUBJECTS)

.PHONY: lock
lock: ## Write the lock files anew from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv (https://docs.astral.sh/uv/); name it with UV=/path/to/uv" >&2; exit 1; }
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --group dev -o requirements-dev.lock
UV ?= uv
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: translations
translations: setup-dev ## Collect the sentences, and bring the catalogues up to date
	@$(VENV)/bin/pybabel -q extract -F babel.cfg -k _l --ignore-dirs '.*' --sort-by-file --no-location \
		-o $(VENV)/messages.pot .
	@$(VENV)/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120 \
		-i $(VENV)/messages.pot -d commentsvc/translations
	@$(VENV)/bin/pybabel -q compile -d commentsvc/translations

.PHONY: browser
browser: # Find a Chromium for the browser tests, or install Debian's
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	test -n "$$BROWSER" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium from the system's packages…"; \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
	else \
		echo "The browser tests need Chromium. On Debian: sudo apt-get install chromium; elsewhere BROWSER=/path/to/it" >&2; exit 1; \
	fi

.PHONY: clean
clean: ## Remove the environment and all caches; your data in var/ stays
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "This needs Python 3.11 or newer; name one with PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python makes no virtual environments. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@# The package runs from this tree, from any directory: no build, no copy that could grow old.
	@$(PY) -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "commentsvc.pth").write_text(str(pathlib.Path.cwd()) + "\n")'
	@printf '#!/bin/sh\nexec "%s/%s" -m commentsvc "$$@"\n' "$(CURDIR)" "$(PY)" > $(VENV)/bin/commentsvc
	@chmod +x $(VENV)/bin/commentsvc
	@touch $@

$(VENV)/run.stamp: requirements.lock $(VENV)/python.stamp
	@echo "Installing what the service needs…"
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Installing what the tests need…"
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(VENV)/translations.stamp: $(CATALOGUES) $(VENV)/run.stamp
	@if [ -n "$(CATALOGUES)" ]; then $(VENV)/bin/pybabel -q compile -d commentsvc/translations; fi
	@touch $@
