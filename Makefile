# make demo: the five seed articles as a graph in out/. make test: the whole suite. make notebook: JupyterLab with kg in it.
# All make their own .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
CODE := kg tests benchmarks tools

.PHONY: demo test lint docs site notebook notebooks lock bench mutants fuzz crash clean

demo: $(VENV)/.kg
	$(BIN)/kg build seeds -o out
	@echo
	@echo "The graph is in out/. Open out/graph.html in a browser: search, click, read the sentences."
	@echo "Then ask it, for instance:"
	@echo "  $(BIN)/kg query out 'SELECT ?x ?y { ?x kg:supports ?y }'"
	@echo "  $(BIN)/kg explain out \"Kurt Campbell\" urges"
	@echo "  $(BIN)/kg ask out"

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every page and table that is made from something else; each has a test that compares.
docs: $(VENV)/.dev
	for page in vocabulary terms rules questions columns scale merges commands readme licences; do $(BIN)/python tools/$$page.py || exit 1; done

# The documentation as a folder of HTML, with a search that needs no server: site/index.html.
site: docs
	$(BIN)/python tools/website.py -o site

# JupyterLab at the notebooks, with all that they and an analyst need.
notebook: $(VENV)/.analysis
	$(BIN)/jupyter lab --notebook-dir=notebooks

# The outputs that the notebooks are stored with, anew; a test compares them with those of a run.
notebooks: $(VENV)/.dev
	$(BIN)/python tools/notebooks.py

# What constraints.txt pins, with the digests of its files; uv asks the index for them, in an environment of its own.
lock:
	test -x $(VENV)-lock/bin/uv || { $(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip install --quiet uv; }
	$(VENV)-lock/bin/python tools/lock.py --uv $(VENV)-lock/bin/uv

# What each part costs beside its peer, into docs/benchmarks.md: make bench ARTICLES=news/ (else the five seeds).
bench: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py $(ARTICLES) --write

# Conditions changed at random, one at a time: which of them does no test notice?
mutants: $(VENV)/.dev
	$(BIN)/python tools/mutants.py --show

# Whatever comes in: new examples each time, for hours, until one fails. What hangs shows where after ten minutes.
fuzz: $(VENV)/.dev
	while $(BIN)/python -m pytest tests/test_fuzz_*.py --hypothesis-profile=fuzz -o faulthandler_timeout=600; do :; done

# Each command that writes, ended at every change of its folder in every way; the tests take one change in sixteen.
crash: $(VENV)/.dev
	$(BIN)/python tests/crashing.py

clean:
	rm -rf out site dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Installing waits for a change of what is to be installed; the package itself is a link to this folder, compiled here as
# pip compiles what it copies: where Python may write no bytecode, each command would do it anew.
$(VENV)/.kg: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	$(BIN)/python -m compileall -q kg
	@touch $@

$(VENV)/.dev: $(VENV)/.kg
	$(INSTALL) --editable '.[dev]'
	@touch $@

$(VENV)/.analysis: $(VENV)/.kg
	$(INSTALL) --editable '.[analysis]'
	@touch $@
