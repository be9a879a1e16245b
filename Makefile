# What a person types; `make` alone lists it. Needs Python 3.11 or newer, git and make.

VENV ?= .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)
# Checks look at the code, not at anybody's database or .env.
NEUTRAL := DEBUG=false DATABASE_URL=sqlite://:memory: REDIS_URL=
PRODUCTION := $(NEUTRAL) RETAINER_ENV=production ALLOWED_HOSTS=tracker.example.org \
	SECRET_KEY=for-checks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG

.DEFAULT_GOAL := help
.PHONY: help setup run test lint check lock format screenshots messages clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv and install the locked packages, tests' and checks' included
	@.ci/venv dev

run: ## install what is missing and run the tracker (PORT=8001 make run: on another port)
	@.ci/venv run
	@$(BIN)/python manage.py up

test: setup ## all tests on SQLite and PostgreSQL, the real stack, and a browser if there is one
	@$(BIN)/python tests/run.py

lint: setup ## style, types, layers, migrations, deployment settings, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(NEUTRAL) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/djlint templates --lint --check --quiet

check: lint test ## everything that has to be in order before a change is proposed

lock: setup ## write requirements*.txt from requirements*.in (UPGRADE=1 make lock: newest versions)
	$(COMPILE) -o requirements.txt requirements.in
	$(COMPILE) -o requirements-dev.txt requirements-dev.in

format: setup ## rewrite the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

screenshots: setup ## pictures of every page, phone and desk, light and dark, in var/screenshots
	$(BIN)/python tests/screenshots.py

messages: setup ## gather the texts of pages into locale/ and compile their translations (needs gettext)
	$(NEUTRAL) $(BIN)/python manage.py makemessages --all --no-location --no-obsolete \
		-i '.venv*' -i bench -i tests -i var -i 'templates/admin/*' -i 'tracker/admin/*'
	$(BIN)/pybabel compile --domain django --directory locale --statistics

clean: ## remove caches and collected files; data in var/ stays
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov staticfiles
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
