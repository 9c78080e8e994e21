# Every habit has a name. `make demo` and `make test` set up what they need.
PYTHON ?= python3
BIN := .venv/bin
STANDOFF := $(BIN)/standoff
PIP := $(BIN)/pip install --disable-pip-version-check --progress-bar off
TRAINING := training/reader/.venv

.PHONY: test demo serve bench annotate-check model lint docs lock clean

test: .venv/ready                 ## lint, types, tests: what CI runs
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

demo: .venv/runs                  ## the main job on the demo captures: read, run, the story, the dossier
	@mkdir -p out && rm -f out/demo.db out/demo.db-wal out/demo.db-shm
	@echo "Reading the demo captures, half a minute or so; the first run compiles and takes longer."
	$(STANDOFF) run --db out/demo.db demo/captures || [ $$? -eq 3 ]   # 3: one capture is broken on purpose
	$(STANDOFF) families --db out/demo.db
	$(STANDOFF) actors --db out/demo.db --limit 12
	$(STANDOFF) ties --db out/demo.db --limit 12
	$(STANDOFF) statements --db out/demo.db --limit 12
	$(STANDOFF) events --db out/demo.db --limit 12
	$(STANDOFF) outlook --db out/demo.db --limit 12
	$(STANDOFF) problems --db out/demo.db
	$(STANDOFF) verify --db out/demo.db
	$(STANDOFF) dossier --db out/demo.db out/demo.html
	@echo "Open out/demo.html in a browser, or explore the record: make serve"

serve: .venv/runs                 ## the explorer over the record of the demo, made first where it is not there
	@[ -f out/demo.db ] || $(MAKE) demo
	$(STANDOFF) serve --db out/demo.db

bench: .venv/ready                ## the figures of docs/benchmarks.md; needs ../shared
	$(BIN)/python benchmarks/run.py

annotate-check: .venv/ready       ## faults of our corpus, what it holds; see training/CORPUS.md
	$(BIN)/python -m training.corpus

model: $(TRAINING)/ready          ## train the reader from scratch (or go on), export it, measure it; training/reader/README.md
	$(TRAINING)/bin/python -m training.reader.train
	$(TRAINING)/bin/python -m training.reader.export out/reader src/standoff/language/weights
	$(TRAINING)/bin/python -m training.reader.ties src/standoff/language/weights
	$(TRAINING)/bin/python -m training.reader.facts src/standoff/language/weights
	$(TRAINING)/bin/python -m training.reader.events src/standoff/language/weights
	$(TRAINING)/bin/python -m benchmarks.reader.run

docs: .venv/ready                 ## fill in the tables and help texts of the docs
	$(BIN)/cog -r docs/*.md README.md

lock: .venv/ready                 ## renew the lock files after a change of dependencies
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --no-header --universal --generate-hashes --all-extras --group dev --group bench pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --no-header --universal --generate-hashes -c requirements.lock pyproject.toml -o requirements-run.lock
	$(BIN)/uv pip compile -q --no-header --universal --generate-hashes --group training pyproject.toml -o training/requirements.lock
	$(BIN)/uv pip compile -q --no-header --universal --generate-hashes --group training-reader pyproject.toml -o training/reader/requirements.lock

.venv/runs: requirements-run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Standoff needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	@echo "Setting up .venv, once: $$(grep -c '^[^ ]*==' requirements-run.lock) packages to fetch and unpack, a few minutes."
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements-run.lock
	$(PIP) --no-deps -e .
	@touch $@

.venv/ready: .venv/runs requirements.lock
	@echo "Adding to .venv what tests, docs and measurements need."
	$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(TRAINING)/ready: training/reader/requirements.lock pyproject.toml
	$(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/pip install -q --disable-pip-version-check --require-hashes -r training/reader/requirements.lock
	$(TRAINING)/bin/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

clean:
	rm -rf .venv $(TRAINING) out
