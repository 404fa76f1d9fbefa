# Two commands do everything: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080
WORKERS ?= 1
CONFORMANCE_DIR ?= demo-output

.DEFAULT_GOAL := help
.PHONY: help demo run test check conformance bench clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -e 's/:.*## /\t/' | expand -t 14

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch .venv/ready

demo: .venv/ready ## play the whole procedure (INPUT=file takes your own minutes); leaves demo-output/
	$(BIN)/justera demo $(if $(INPUT),"$(INPUT)") --workers $(WORKERS)

run: .venv/ready ## run the whole service in the foreground, data in ./var (PORT=8080)
	$(BIN)/justera run --port $(PORT)

test: .venv/ready ## run every test this machine can run, and say which it could not
	$(BIN)/python -m pytest -n auto --maxprocesses 4 $(TESTS)

check: .venv/ready ## lint, types and architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

conformance: .venv/ready ## let veraPDF, EU DSS and pdfsig judge the demonstration's files
	@test -f $(CONFORMANCE_DIR)/minutes.pdf || $(MAKE) demo
	$(BIN)/python conformance/judge.py --root $(CONFORMANCE_DIR)/root.pem $(CONFORMANCE_DIR)/minutes.pdf $(CONFORMANCE_DIR)/package.zip

bench: .venv/ready ## measure; ratios within one run
	$(BIN)/python benchmarks/run.py

clean: ## remove what the other commands made
	rm -rf .venv demo-output conformance/target .pytest_cache .mypy_cache .ruff_cache
