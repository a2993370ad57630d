# Everything for a fresh Debian 12 machine: `make run` and `make test` install what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
LIBRARIES := libegl1 libgl1 libfontconfig1 libglib2.0-0 libdbus-1-3 libxkbcommon0 libxcb-cursor0 libxcb-icccm4 \
	libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0

.PHONY: run test bench check lint translations schemas fonts wheel clean libraries

run: $(STAMP)
	@$(BIN)/exportcheck

test: $(STAMP)
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: $(STAMP)
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests assets
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/exportcheck content lint
	$(BIN)/exportcheck content scenarios

bench: $(STAMP)
	$(BIN)/python -m pip install -q "weasyprint>=63"
	$(BIN)/python -m compileall -q $(VENV)/lib src
	$(BIN)/python tests/benchmarks/run.py

translations: $(STAMP)
	$(BIN)/python assets/translations/update.py

schemas: $(STAMP)
	$(BIN)/exportcheck content schema --out checklists/schema

fonts: $(STAMP)
	$(BIN)/python -m pip install -q fonttools fontpkg-source-sans-3
	$(BIN)/python assets/fonts/build_fonts.py

wheel: $(STAMP)
	$(BIN)/python -m pip wheel -q --no-deps -w dist .

# uv when it is there (exact versions of uv.lock), else the same versions through pip and requirements.txt.
$(STAMP): pyproject.toml uv.lock | libraries
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade pip uv
	$(BIN)/uv export -q --frozen --no-emit-project --format requirements-txt -o $(VENV)/requirements.txt
	$(BIN)/uv pip install -q --python $(BIN)/python -r $(VENV)/requirements.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	@touch $(STAMP)

# Qt needs a few system libraries; asked for only where apt is the package manager and one is missing.
libraries:
	@if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then \
	  missing=""; $(PYTHON) -c 'import ensurepip' 2>/dev/null || missing=" python3-venv"; \
	  for name in $(LIBRARIES); do \
	    dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$name"; done; \
	  if [ -n "$$missing" ]; then \
	    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    echo "Installing system libraries:$$missing"; \
	    $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  fi; fi

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
