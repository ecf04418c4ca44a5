# `make` alone lists what there is. Everything that is made goes into .venv; data goes into var.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
ENVIRONMENT := $(PYTHON) -B tools/environment.py

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-whole fmt lock messages bench clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: ## Make .venv with everything a contributor needs (seconds when nothing changed)
	@$(ENVIRONMENT) dev

demo: ## Set up, load the demo and serve it on 127.0.0.1:8000
	@$(ENVIRONMENT) prod
	@$(BIN)/guazhi demo --serve

test: setup ## Lint, types, contracts, tests on SQLite and PostgreSQL, journeys in a browser
	@$(BIN)/python tools/check.py

test-whole: setup ## Walk a whole intake of 67 in a browser, where make test walks a few people
	@$(BIN)/pytest -m whole --whole --durations=0 $(if $(KEEP),--keep $(KEEP)) tests/journeys

fmt: setup ## Format the code and mend what the linter can
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .
	-@find guazhi/templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

lock: ## Compile requirements/*.txt and package-lock.json again (UPGRADE=1 takes newer versions)
	@$(ENVIRONMENT) lock

messages: setup ## Bring the message catalogues in line with the sources
	@$(BIN)/guazhi messages

bench: setup ## Measure, for example: make bench SIZES=1k,10k, or make bench SUITE=place
	@$(ENVIRONMENT) bench
	@$(BIN)/guazhi bench $(SUITE) $(if $(SIZES),--sizes $(SIZES))

clean: ## Remove .venv, caches and the demo's data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage* var/demo*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
