# The verbs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCALE := src/advisorbench/locale
DUTCH := $(LOCALE)/nl/LC_MESSAGES/advisorbench

.PHONY: help run demo test cover check fix docs pictures bench cases calibrate lock catalogue clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "advisorbench needs Python 3.11 or newer; set PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade -c constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . --group dev
	@touch $(READY)

run: $(READY) ## make the environment and open the workbench (into a file or a pipe: print the sample book's agenda)
	@if [ -t 1 ] && [ -t 0 ]; then exec $(BIN)/advisorbench; else exec $(BIN)/advisorbench demo; fi

demo: $(READY) ## open the sample book
	@exec $(BIN)/advisorbench demo

test: $(READY) ## pass the tests
	$(BIN)/python -m pytest

cover: $(READY) ## pass the tests, and say how many of the branches of the program they took
	$(BIN)/python -m pytest --cov --cov-report=term

check: $(READY) ## format, lint, types, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/codespell src tests tools benchmarks docs README.md CHANGELOG.md CONTRIBUTING.md

fix: $(READY) ## mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY) ## write docs/keys.md and docs/commands.md anew
	$(BIN)/python -m tools.reference

pictures: $(READY) ## draw the pictures of README and docs anew
	env -i LANG=C.UTF-8 TZ=UTC TEXTUAL_ANIMATIONS=none $(BIN)/python -m tools.pictures

bench: $(READY) ## measure, as ratios to floors of the same run
	$(BIN)/python -m benchmarks

cases: $(READY) ## run worked examples of the forecast (FILE=examples.json)
	@$(BIN)/python -m tests.domain.flywheel.cases $(FILE)

calibrate: $(READY) ## see how the forecast holds in invented worlds (docs/forecast.md; some minutes)
	$(BIN)/python -m benchmarks.calibrate

lock: ## renew constraints.txt from the newest versions that fit
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade pip
	$(VENV)-lock/bin/python -m pip install --quiet -e . --group dev
	$(VENV)-lock/bin/python -m pip freeze --all --exclude-editable --exclude setuptools > constraints.txt
	rm -rf $(VENV)-lock

catalogue: $(READY) ## collect the texts for translators, and compile what they translated
	$(BIN)/pybabel --quiet extract -k N_ --no-location --sort-output --omit-header -o $(LOCALE)/advisorbench.pot src
	$(BIN)/pybabel --quiet update -l nl --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -i $(LOCALE)/advisorbench.pot -o $(DUTCH).po
	$(BIN)/pybabel --quiet compile -l nl -i $(DUTCH).po -o $(DUTCH).mo

clean: ## remove what was made
	rm -rf $(VENV) $(VENV)-lock build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
