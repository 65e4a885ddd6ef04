# Two commands: `make demo` opens the marketplace, `make test` sets up what the tests need and runs them.
# A Python (3.11-3.13) with venv, and make, are all they ask for. Run again, they install and fetch nothing twice.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Many machines hide site packages behind such a variable; ours are in the virtual environment.
unexport PYTHONPATH
# Containers like to set this; then every start would compile PyTorch's and our other packages' sources again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test check lab api down clean

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.installed ## .venv with the `marketplace` command, and Neo4j's jars

demo: setup ## start the stores, fill them once, open the app; Ctrl-C ends all of it
	@exec $(BIN)/marketplace demo

api: setup ## the same with the API and its documentation
	@exec $(BIN)/marketplace api

lab: setup ## the same with JupyterLab and the notebooks
	@exec $(BIN)/marketplace lab

test: setup ## everything the tests need (a browser too), and the tests
	@$(BIN)/python tests/browser.py
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

down: ## stop embedded stores that `marketplace up` keeps running
	@$(BIN)/marketplace down

clean: ## remove the virtual environment (data and jars stay)
	@rm -rf $(VENV)

# uv from PATH, else into the virtual environment by pip. Its cache makes the next .venv nearly free.
$(VENV)/.uv:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). Install Python 3.11, 3.12 or 3.13, or name one: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "$$($(PYTHON) --version) will not do: Python 3.11, 3.12 or 3.13 is needed. Name one: make demo PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
	  || { echo "A virtual environment cannot be made: on Debian and Ubuntu, install python3-venv."; exit 1; }
	@if ! command -v uv >/dev/null; then \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; \
	fi
	@touch $@

# Neo4j's jars are fetched beside the packages, at the same time, by a few packages of their own.
$(VENV)/.installed: pyproject.toml constraints.txt marketplace/embedded/neo4j-jars.csv | $(VENV)/.uv
	@echo "Installing the packages, and fetching Neo4j's jars beside them (once; a minute or two on a first run) …"
	@uv=$$(command -v uv || echo $(BIN)/uv); \
	PYTHONPATH=. $$uv run --quiet --no-project --no-config --python $(BIN)/python \
	  --with jgo==3.2.0 --with httpx --with platformdirs --with pydantic-settings --with rich \
	  python -m marketplace.embedded.jars & jars=$$!; \
	$$uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable . --group dev ; \
	wait $$jars || echo "The graph will be missing until its jars are there; the other stores work without."
	@touch $@
