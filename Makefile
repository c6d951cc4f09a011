# Everything the project can do, one line each. Each target installs what it needs into .venv/.
.PHONY: help run test gallery hunt lint format mutants bench docs sql lock audit clean

VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
# Whole files over the cores, in the order that tests/conftest.py chose; `make test SPREAD=` runs them in one process.
SPREAD = -n $(shell nproc) --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# Compiled once, here: else each command compiles a thousand modules at each start where .venv/ cannot be written to.
INSTALL := $(UV) pip install -q --compile-bytecode --python $(PY) --require-hashes --build-constraints requirements/build.txt

COMPILE := $(UV) pip compile -q --no-emit-index-url --no-header --python-version 3.11 --generate-hashes

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */\t/' | expand -t 12

run: $(VENV)/.run   ## start the server with a fictitious fund, on one address
	$(VENV)/bin/allervers serve --demo

test: $(VENV)/.dev  ## every test, in random order, warnings as errors
	.ci/browser
	.ci/java
	# Hundreds of commands are started; where Python is told to keep nothing, each would compile us again.
	$(PY) -m compileall -q src
	$(PY) -m pytest $(SPREAD)

gallery: $(VENV)/.dev ## pictures of every page, in three widths, light and dark, into var/gallery (ONLY=inbox,person)
	.ci/browser
	$(PY) -m tests.browser.gallery $(if $(ONLY),--only $(ONLY))

hunt: $(VENV)/.dev  ## many more tables in which a reader looks for a small number
	HUNT=2000 $(PY) -m pytest tests/publishing/test_secrecy_hunt.py tests/population/test_diagnosis_hunt.py tests/domain/figures/test_layout.py -q

lint: $(VENV)/.dev  ## style, import arrows, templates
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint --quiet --lint src/allervers

mutants: $(VENV)/.dev ## changes that the tests would not notice, one at a time (hours; PART=…, SAMPLE=…)
	$(PY) -m tests.mutants $(PART) $(if $(SAMPLE),--sample $(SAMPLE))

bench: $(VENV)/.dev ## the figures of benchmarks/, on this machine
	$(PY) -m benchmarks

docs: $(VENV)/.dev  ## docs/law, the schema of a situation and docs/indicators.md, from the code
	$(PY) -m allervers.law.publication
	$(PY) -m allervers.domain.figures

sql: $(VENV)/.dev   ## the text of each database object (domain/*/sql), as PostgreSQL understands it after migrating
	WRITE_SQL=1 $(PY) -m pytest -q tests/config/test_migrations.py

format: $(VENV)/.dev ## put the code in its usual form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: $(VENV)/.uv   ## renew requirements/*.txt from pyproject.toml and requirements/*.in
	for name in bootstrap build audit; do $(COMPILE) --upgrade requirements/$$name.in -o requirements/$$name.txt || exit 1; done
	$(COMPILE) --upgrade pyproject.toml --extra web --extra population --extra spark --extra dev -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt pyproject.toml --extra web --extra population -o requirements/run.txt

audit: $(VENV)/audit/.done ## known faults of what is installed, where the service that lists them answers
	.ci/audit $(VENV)/audit/bin/pip-audit

clean:           ## forget the environment (never the data in var/)
	rm -rf $(VENV) build

# pip, setuptools and uv themselves, pinned with their hashes like the rest.
$(VENV)/.uv: requirements/bootstrap.txt
	test -x $(PY) || python3 -m venv $(VENV)
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt && touch $@

$(VENV)/audit/.done: $(VENV)/.uv requirements/audit.txt
	$(UV) venv -q --clear $(VENV)/audit
	$(UV) pip install -q --python $(VENV)/audit/bin/python --require-hashes -r requirements/audit.txt && touch $@

$(VENV)/.run: $(VENV)/.uv requirements/run.txt requirements/build.txt pyproject.toml
	$(INSTALL) -r requirements/run.txt
	$(UV) pip install -q --python $(PY) --no-deps -e . && touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(INSTALL) -r requirements/dev.txt && touch $@
