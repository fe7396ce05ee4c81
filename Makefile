# callaudit: every task is one verb; continuous integration runs the same ones.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python on the path that we support and that can make a virtual environment.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	2>/dev/null && { echo "$$p"; break; }; done)

BIN := .venv/bin
INSTALLED := .venv/.installed
# Pages whose tables and help texts are written by cog.
COG_PAGES := $(wildcard README.md rules/README.md docs/*.md)
DEMO := demo_report

.PHONY: help
help: ## Show these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## Make .venv with callaudit, its models and the developer tools

$(INSTALLED): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { \
		echo "callaudit needs Python 3.11, 3.12 or 3.13 with venv; name one: make PYTHON=python3.12" >&2; \
		exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --editable '.[asr,offline,dev]'
	@touch $@

.PHONY: demo
demo: $(INSTALLED) ## Audit the sample calls with Whisper base and write a report
	@$(BIN)/callaudit audit sample_calls --log sample_calls/call_log.csv --out $(DEMO) \
		|| { code=$$?; test $$code -eq 1 || exit $$code; }  # 1 means that there are findings
	@echo "Open $(DEMO)/report.html in a browser."

.PHONY: test
test: $(INSTALLED) ## Run every test, with real models and a real browser
	$(BIN)/python -m pytest -m "not gpu"

.PHONY: test-fast
test-fast: $(INSTALLED) ## Run the tests that need neither speech models nor a browser
	$(BIN)/python -m pytest -m "not asr and not gpu and not web and not slow"

.PHONY: lint
lint: $(INSTALLED) ## Check format, style, types, layers, rules and generated pages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/callaudit rules test
	$(BIN)/cog --check $(COG_PAGES)

.PHONY: format
format: $(INSTALLED) ## Put the source into its one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: rule
rule: $(INSTALLED) ## Test one rule: make rule ID=FDCPA-1692e4-arrest
	$(BIN)/callaudit rules test $(ID)

.PHONY: docs
docs: $(INSTALLED) ## Write the generated parts of the pages anew
	$(BIN)/cog -r $(COG_PAGES)

.PHONY: accuracy
accuracy: $(INSTALLED) ## Measure the rules on all that is ours and write docs/accuracy.md
	$(BIN)/python -m docs.accuracy

.PHONY: regold
regold: $(INSTALLED) ## Write the golden files anew; look at the diff before you commit it
	REGOLD=1 $(BIN)/python -m pytest tests/golden tests/rules/test_crossfire.py tests/unit/reports

.PHONY: clean
clean: ## Remove .venv, caches, builds and the demo report
	rm -rf .venv build dist $(DEMO) .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache
	find callaudit tests -type d -name __pycache__ -prune -exec rm -rf {} +
