# Project verbs. Each sets up its own .venv; a fresh machine needs Python 3.11+, git and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# A local cloud, and what Lambda brings itself: each apart from what we develop with.
CLOUD   := .cloud
RUNTIME := .runtime

.PHONY: help dev demo demo-google test check fix bench soak templates lock package cloud-test \
        deploy destroy cloud-env clean

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
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

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
	SOAK=1 $(BIN)/python -m pytest -q -n 2 --dist worksteal tests

templates: $(VENV)/dev ## write every generated file again
	$(BIN)/python sheets_templates/build.py

lock: $(VENV)/dev ## lock every requirement set again
	$(BIN)/python -m pip install -q uv
	sh infra/lock.sh $(BIN)

package: $(VENV)/dev ## the Lambda's zip and template in build/package
	sh infra/package.sh $(BIN) build/package

# A set in an environment of its own: $(call apart,folder,requirements)
define apart
	test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
	$(BIN)/python -m uv pip install -q --compile-bytecode --python $(1)/bin/python --require-hashes -r $(2) 2>/dev/null \
	  || $(1)/bin/python -m pip install -q --require-hashes -r $(2)
endef

$(CLOUD)/ready: requirements-cloud.txt $(VENV)/dev
	$(call apart,$(CLOUD),requirements-cloud.txt)
	touch $@

$(RUNTIME)/ready: requirements-runtime.txt $(VENV)/dev
	$(call apart,$(RUNTIME),requirements-runtime.txt)
	touch $@

cloud-test: package $(CLOUD)/ready $(RUNTIME)/ready ## deploy the package to a local cloud, and try it
	$(CLOUD)/bin/python infra/transformed.py build/package/sam.yaml
	CLOUD=1 $(BIN)/python -m pytest -q -n 2 --dist loadfile tests/cloud

STAGE ?= prod
# Settings that are given now; what is not given stays as it is, and NAME= on the command line empties it.
given = $(if $($(1))$(filter command,$(origin $(1))),--$(2) '$($(1))')
GIVEN = $(call given,SENDER,sender) $(call given,OWNER,owner) \
        $(call given,APPROVERS,approvers) $(call given,GOOGLE_KEY,google-key) \
        $(call given,HINT_SECRETS,hint-secrets) $(call given,ALARM_EMAIL,alarm-email)

deploy: $(if $(RELEASE),$(VENV)/dev,package) ## deploy to AWS: STAGE=prod, at first SENDER= OWNER= GOOGLE_KEY= too
	$(BIN)/python infra/deploy.py --stage $(STAGE) $(if $(YES),--yes) $(if $(RELEASE),--release $(RELEASE)) $(GIVEN)

destroy: $(VENV)/dev ## take a stage down; FORGET=1 takes its memory too
	$(BIN)/python infra/destroy.py --stage $(STAGE) $(if $(YES),--yes) $(if $(FORGET),--forget)

cloud-env: $(VENV)/dev ## what lets the command work on a stage, to be evaluated by a shell
	@$(BIN)/python infra/environment.py --stage $(STAGE)

clean:           ## forget what was built
	rm -rf build .venv .cloud .runtime .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info
