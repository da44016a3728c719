# The two commands of a newcomer are `make demo` and `make test`; both start from `make install`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: install demo test lint types contracts drift regenerate faults attack bench bench-large bench-peers conformance browser differential lock clean

install: $(VENV)/.installed

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: install
	$(BIN)/kinerja demo

test: $(VENV)/.installed-dev lint types contracts drift
	$(BIN)/pytest -n auto --dist loadscope --no-loadscope-reorder

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev
	$(BIN)/lint-imports --no-cache

drift: $(VENV)/.installed-dev
	$(BIN)/kinerja schema --check
	$(BIN)/kinerja docs --check

regenerate: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/kinerja schema
	$(BIN)/kinerja docs

faults: $(VENV)/.installed-dev
	KINERJA_FAULT_ROUNDS=20 $(BIN)/pytest -m faults

# Whoever is rated, judges, administers or tells all asks for everything at every position: the table in docs/attack.md.
attack: $(VENV)/.installed-dev
	KINERJA_ATTACK=1 $(BIN)/pytest tests/attack -o faulthandler_timeout=0 -o log_cli=true -o log_cli_level=INFO

# Suites and clients of others, from npm and PyPI, against the live service. Needs Node.js 20 or newer.
conformance: $(VENV)/.installed-conformance tests/conformance/node_modules clients/node_modules
	$(BIN)/pytest -m conformance tests/conformance

$(VENV)/.installed-conformance: $(VENV)/.installed-dev requirements-conformance.lock
	$(PIP) install --require-hashes -r requirements-conformance.lock
	@touch $@

%/node_modules: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@

# The page for citizens in a real browser, a phone's size, without JavaScript. Wants Chromium; skips without.
browser: $(VENV)/.installed-conformance
	$(BIN)/pytest -m browser tests/web

# Figures beside their floors: the table, and bench/results.json. Nothing else may run meanwhile.
bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

# On 100,000 employees: generates them once, then measures; see docs/figures.md for time and disk.
bench-large: $(VENV)/.installed-dev
	$(BIN)/python -m bench --large

# Beside PostGraphile and Strawberry's resolvers, on the same rows with the same rights. Linux on x86-64.
bench-peers: $(VENV)/.installed-dev bench/peers/node_modules
	$(BIN)/python -m bench.peers

# 10,000 random documents and all that docs and clients know, for every role, compiled and resolved: no difference.
differential: $(VENV)/.installed-dev
	KINERJA_DIFFERENTIAL=10000 $(BIN)/pytest -n auto tests/differential

# Locks hold hashes only: they name no index.
lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra build --extra dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra build --extra dev --extra conformance -o requirements-conformance.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
