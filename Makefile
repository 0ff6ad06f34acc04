# Project verbs. Each sets up its own .venv; a fresh machine needs Python 3.11+, git and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help dev demo demo-google test check fix bench soak templates lock package clean

help:            ## show this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/'

# uv installs a locked set in seconds; where it cannot be had, pip does the same slower.
define install
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Aftersheet needs Python 3.11 or newer"'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q uv 2>/dev/null \
	  && $(BIN)/python -m uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) \
	  || $(BIN)/python -m pip install -q --require-hashes -r $(1)
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e . 2>/dev/null \
	  || $(BIN)/python -m pip install -q --no-deps -e .
endef

$(VENV)/embedded: requirements-embedded.txt pyproject.toml
	$(call install,requirements-embedded.txt)
	touch $@

$(VENV)/dev: requirements-dev.txt pyproject.toml
	$(call install,requirements-dev.txt)
	touch $@ $(VENV)/embedded

dev: $(VENV)/dev ## set up the development environment

demo: $(VENV)/embedded ## build a sample desk, run it over some days, leave it to open
	$(BIN)/aftersheet demo build/demo --force $(if $(DEMO_LANG),--lang $(DEMO_LANG))

demo-google: $(VENV)/dev ## live a busy day in a shared spreadsheet, on a Sheets server of our own
	$(BIN)/python -m tests.google.demo_day build/demo-google $(if $(DEMO_LANG),--lang $(DEMO_LANG))

test: $(VENV)/dev ## run all tests
	$(BIN)/python -m pytest -q -n 2

check: $(VENV)/dev ## format, lint, types, generated files, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python sheets_templates/build.py --check
	$(MAKE) --no-print-directory test

fix: $(VENV)/dev ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev ## measure; figures go to build/bench.json
	$(BIN)/python -m bench

soak: $(VENV)/dev ## the laws again, over long histories
	SOAK=1 $(BIN)/python -m pytest -q -n 2 tests

templates: $(VENV)/dev ## write every generated file again
	$(BIN)/python sheets_templates/build.py

lock: $(VENV)/dev ## lock the three sets again from pyproject.toml
	$(BIN)/python -m pip install -q uv
	sh infra/lock.sh $(BIN)

package: $(VENV)/dev ## the Lambda's zip and template in build/package
	sh infra/package.sh $(BIN) build/package

clean:           ## forget what was built
	rm -rf build .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
