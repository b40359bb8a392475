# `make up` is the first command on a fresh clone; `make clean` leaves the clone as it was.
PYTHON ?= python3
SETUP := $(PYTHON) -m mto.engine setup --stand-ins sandbox/plugins
LOCAL := . .mto/env &&
RUNNING := { test -x .venv/bin/python && .venv/bin/python -m sandbox.run status >/dev/null 2>&1; }
SAMPLES := home contoso fabrikam
CACHES := .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
# Of this interpreter nothing but the standard library is used; what a shell has set for others stays outside.
export PYTHONPATH :=

.PHONY: up test unit lint docs bench down clean check-readme

up: ## engine, environment and local cloud; then the sample tenants
	@$(SETUP)
	@.venv/bin/python -m sandbox.run start
	@$(LOCAL) mto up $(SAMPLES)

test: unit ## all tests: the fast ones, then those with the real engine
	.venv/bin/python -m pytest -n 2 -m end_to_end

unit: ## the fast tests
	@$(SETUP) --dev
	$(PYTHON) -m mto.engine go test ./...
	.venv/bin/python -m pytest -n 2 -m "not end_to_end"

lint: ## what a reviewer should not have to say
	@$(SETUP) --dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy --strict mto components sandbox __main__.py
	.venv/bin/lint-imports
	$(PYTHON) -m mto.engine go vet ./...

docs: ## the reference and the schemas, from the models
	.venv/bin/mto docs

bench: ## what a run costs
	@$(SETUP) --dev
	.venv/bin/python -m sandbox.run -- .venv/bin/python tests/bench

down: ## take the sample tenants and the local cloud away
	@! $(RUNNING) || { $(LOCAL) mto destroy --yes $(SAMPLES); }
	@! $(RUNNING) || .venv/bin/python -m sandbox.run stop

clean: ## the clone as it was; the sample tenants go with the local cloud
	-@! $(RUNNING) || .venv/bin/python -m sandbox.run stop
	@rm -rf .mto .venv $(CACHES)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

check-readme: ## run the README as a new user would
	$(PYTHON) tests/check_readme.py README.md
