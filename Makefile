# Needs only python3 (3.11 or later), make and git; `make lock` needs uv as well.

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
REPORTS ?= 1000
MINUTES ?= 10

.DELETE_ON_ERROR:
.PHONY: help demo test test-ray check bench fuzz rivals readme screenshots goldens lock clean

help:
	@echo "make demo     set up and code an example report"
	@echo "make test     set up, then ruff, mypy and the tests"
	@echo "make test-ray the test on a Ray cluster of this machine, with a worker and a node killed; installs Ray"
	@echo "make bench    accuracy against its floors, and speed (REPORTS=$(REPORTS)); needs ../shared"
	@echo "make rivals   the coder's speed against other ways; builds llama.cpp first: needs cmake and g++, and half an hour"
	@echo "make fuzz     hostile input for readers, coder, API, imports and MCP, $(MINUTES) minutes each"
	@echo "make readme   refresh the README's picture and accuracy table"
	@echo "make screenshots  take the README's pictures of the site anew; needs chromium"
	@echo "make goldens  refresh the expected records of the examples: review them as a diff"
	@echo "make lock     refresh the lock files"
	@echo "make clean    remove what the others made"

# Stamps: an installation is made again only when the locks or the metadata have changed.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("dateline needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.run
	@$(BIN)/dateline code src/dateline/examples/2026-03-14-river-clash.txt

test: check
	$(BIN)/pytest -n 2

$(VENV)/.ray: requirements-ray.lock $(VENV)/.dev
	$(BIN)/pip install --quiet --require-hashes -r requirements-ray.lock
	@touch $@

test-ray: $(VENV)/.ray
	$(BIN)/pytest -m ray tests/store/spread

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.run
	$(BIN)/python -m bench.accuracy
	$(BIN)/python -m bench.behaviour
	$(BIN)/python -m bench.joins
	$(BIN)/python -m bench.offices
	$(BIN)/python -m bench.speed --reports $(REPORTS)

# No GPU, no OpenMP and no images: the language model runs on one thread and reads text.
$(VENV)/.rivals: bench/rivals/requirements.lock $(VENV)/.run
	CMAKE_ARGS="-DGGML_CUDA=OFF -DGGML_OPENMP=OFF -DLLAVA_BUILD=OFF" \
		$(BIN)/pip install --quiet --require-hashes -r bench/rivals/requirements.lock
	@touch $@

rivals: $(VENV)/.rivals
	$(BIN)/python -m bench.rivals
	$(BIN)/python -m bench.rivals --found

fuzz: $(VENV)/.dev
	$(BIN)/pip install --quiet --require-hashes --no-deps -r bench/fuzz/requirements.txt
	$(BIN)/python -m bench.fuzz all --minutes $(MINUTES)

readme: $(VENV)/.run
	$(BIN)/python -m bench.readme

screenshots: $(VENV)/.dev
	$(BIN)/python -m bench.screenshots

goldens: $(VENV)/.run
	$(BIN)/python -m tests.golden --write

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header
LOCK := $(COMPILE) pyproject.toml --group build

# The larger one first: what a user installs must be able to stand beside the tools.
lock:
	$(LOCK) --group dev --output-file requirements-dev.lock
	$(LOCK) --constraint requirements-dev.lock --output-file requirements.lock
	$(LOCK) --extra ray --constraint requirements-dev.lock --output-file requirements-ray.lock
	$(COMPILE) --constraint requirements-dev.lock bench/rivals/requirements.in --output-file bench/rivals/requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
