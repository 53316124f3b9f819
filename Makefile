# Everything starts in dev/bootstrap.py, which needs nothing but Python itself.
PYTHON ?= $(shell for p in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BOOTSTRAP = exec $(or $(PYTHON),$(error Python 3.11 or newer is needed, and none was found on PATH)) dev/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run setup test bench chaos storm fmt clean

help: ## List these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 16

run: ## Set up what is missing, then start everything (PORT=8000)
	@$(BOOTSTRAP) run

setup: ## Set up what is missing, and start nothing
	@$(BOOTSTRAP) setup

test: ## Lint, types, import contracts, migrations, deploy check, unit and browser tests
	@$(BOOTSTRAP) test

bench: ## Measure against plain SQL and bare Django (docs/benchmarks.md)
	@$(BOOTSTRAP) bench

chaos: ## Deliver 30,000 notices while everything is killed, frozen and flushed
	@$(BOOTSTRAP) chaos

storm: ## Send 10,000 contacts from 50 phones at once, each up to three times
	@$(BOOTSTRAP) storm

fmt: ## Format the code
	@$(BOOTSTRAP) fmt

clean: ## Remove the virtual environment, static files and caches (the data in .local stays)
	@rm -rf .venv staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
