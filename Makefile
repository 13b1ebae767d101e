# Zaotai: `make` lists what there is. Every target sets up what it needs; the second time that is instant.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell .ci/python)
PYTEST := $(BIN)/python -m pytest
# As many as the cores it is laid out for: a third one was no faster.
WORKERS ?= 2
ARGS ?=

export QT_API := pyside6
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# zh_CN is the source language; every other one is a .ts beside its screens, compiled to .qm.
SCREENS := common/qt $(wildcard *_app)
TRANSLATIONS := $(patsubst %.ts,%.qm,$(foreach each,$(SCREENS),$(wildcard $(each)/i18n/*.ts)))

.PHONY: help setup demo check static test bench soak audit lock format translations clean \
    run-server run-kitchen run-pad run-cashier

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ── set-up ────────────────────────────────────────────────────────────────────────────────────────
setup: $(VENV)/.installed $(TRANSLATIONS)  ## Make .venv from the locked, hashed requirements; Debian packages where possible

$(VENV)/.debian: .ci/debian-packages
	@.ci/debian-packages
	@mkdir -p $(VENV) && touch $@

$(VENV)/.locked: requirements.lock $(VENV)/.debian
	@echo "setting up $(VENV) (a minute or two, once)"
	@test -x $(BIN)/python || .ci/make-venv "$(PYTHON)" $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	@$(BIN)/python -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .
	@touch $@

%.qm: %.ts $(VENV)/.locked
	@$(BIN)/pyside6-lrelease -silent $< -qm $@

# ── see it ────────────────────────────────────────────────────────────────────────────────────────
demo: setup  ## One guest's evening through the real screens (offscreen where there is no display)
	@$(BIN)/python -m server demo $(ARGS)

run-server: setup  ## The server on this machine (ARGS="--host 0.0.0.0 --port 8000")
	@$(BIN)/python -m server serve $(ARGS)

run-kitchen: setup  ## A kitchen display (ARGS="--server URL --pair CODE" the first time)
	@$(BIN)/python -m kds_app $(ARGS)

run-pad: setup  ## A room pad (ARGS="--server URL --pair CODE" the first time)
	@$(BIN)/python -m pad_app $(ARGS)

run-cashier: setup  ## A cashier's desk (ARGS="--server URL --pair CODE" the first time)
	@$(BIN)/python -m cashier_app $(ARGS)

# ── trust it ──────────────────────────────────────────────────────────────────────────────────────
static: setup
	@mkdir -p build
	@$(BIN)/ruff format --quiet --check . || { echo "run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-logo > build/lint-imports.txt 2>&1 || { cat build/lint-imports.txt; exit 1; }
	@.ci/qmllint
	@$(BIN)/mypy --no-error-summary

check: static  ## Format, lint, types, layers, QML and the rules of the house (under 30 s)
	@$(PYTEST) -q tests/house $(ARGS)

test: static  ## Everything: `check`, then every test on both databases and both screens (under 10 min)
	@$(PYTEST) -q -n $(WORKERS) --dist loadgroup --durations=25 $(ARGS)

soak: setup  ## The long versions: other seeds, more examples
	@$(PYTEST) -q -m soak --hypothesis-profile=soak --timeout=0 $(ARGS)

bench: setup  ## Measure the budgets of docs/performance.md
	@$(BIN)/python -m tests.bench $(ARGS)

audit: setup  ## Known vulnerabilities in the locked requirements
	@$(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock

# ── change it ─────────────────────────────────────────────────────────────────────────────────────
format: setup  ## Let ruff lay out the code and mend what it can
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format .

translations: setup  ## Bring the words of the screens into their .ts files, for Qt Linguist
	@for each in $(SCREENS); do \
	    mkdir -p $$each/i18n; \
	    $(BIN)/pyside6-lupdate -silent -no-obsolete -locations none -source-language zh_CN \
	        -target-language en $$(find $$each -name '*.qml' -o -name '*.py' | sort) -ts $$each/i18n/en.ts; \
	done

lock: setup  ## Pin what pyproject.toml asks for, with hashes and without any index host (ARGS=--upgrade)
	@$(BIN)/uv pip compile --quiet $(ARGS) --universal --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --python-version 3.11 --extra dev \
	    pyproject.toml --output-file requirements.lock 2> >(grep -v '://' >&2)

clean:  ## Remove what was built; the .venv stays (rm -r .venv to start anew)
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
