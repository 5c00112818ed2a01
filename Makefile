# 和约 heyue. A bare `make` lists what can be done; every target installs what it needs by itself.

PYTHON ?= python3
ARGS ?=
POSTGRES_ARGS ?= $(ARGS)
PROCESSES ?= auto
PORT ?= 8000
DAY ?= $(shell date +%F)

VENV := .venv
PY := $(VENV)/bin/python
HEYUE := $(VENV)/bin/heyue
STAMP := $(VENV)/.installed
BUILD_NEEDS := 'hatchling>=1.27' 'editables>=0.5'

# The gates, in the order they run before the tests; `make test` is the one definition of "everything is in order".
GATES := check-code check-format check-types check-imports check-data

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup assets demo test check-postgres test-long mutation check tidy cites bench bench-web pages lock clean $(GATES)

help: ## 显示这份说明 · show this help
	@printf '和约 heyue\n\n'
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\n  PYTHON=%s  ARGS="-k severance"  HEYUE_LONG=1  HEYUE_REQUIRE=browser,office\n' '$(PYTHON)'

setup: $(STAMP) assets ## 安装到 .venv · install everything into .venv, with the command heyue in it

# The lock file pins every package and its hash, build tools too; the project itself then goes in editable, without
# dependencies. pip does the work where uv cannot be had or cannot reach its registry (uv does not read pip.conf).
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo '需要 Python 3.11 或更新版本：make PYTHON=/path/to/python3.12 setup' >&2; \
	  echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3.12 setup' >&2; exit 1; }
	@$(PY) -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || { \
	  echo '不能建立虚拟环境；Debian 请先安装 python3-venv' >&2; \
	  echo 'No virtual environment could be made; on Debian install python3-venv first' >&2; exit 1; }
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet --disable-pip-version-check 'uv~=0.13' || true
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock \
	  || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@printf '已安装 · installed: %s\n' '$(HEYUE)'

# What the pages load in a browser: from npm, pinned and checked by digest; in place already, it costs a moment and no network.
assets: $(STAMP) ## 取浏览器文件 · fetch htmx, the chart library and axe
	@$(PY) -m heyue.web.assets

demo: setup ## 造示例企业体检，再打开演示平台 · one check-up in the terminal, then the demonstration in the browser
	@mkdir -p demo
	@$(HEYUE) sample --employees 30 --seed 17 -o demo/示例企业.xlsx
	@$(HEYUE) checkup demo/示例企业.xlsx --as-of 2026-10-31
	@$(HEYUE) checkup demo/示例企业.xlsx --as-of 2026-10-31 --format html -o demo/体检报告.html
	@printf '\n体检报告 · the report: file://%s/demo/体检报告.html\n\n' '$(CURDIR)'
	@exec $(HEYUE) serve --demo --port $(PORT)

test: setup ## 全部检查与测试 · every gate, then every test
	@broken=; ran=; \
	for gate in $(GATES); do \
	  if $(MAKE) --no-print-directory $$gate; then ran="$$ran $$gate:passed"; else ran="$$ran $$gate:failed"; broken=1; fi; \
	done; \
	$(MAKE) --no-print-directory check-postgres || broken=1; \
	HEYUE_GATES="$$ran" $(PY) -m pytest -n $(PROCESSES) $(ARGS) && [ -z "$$broken" ]

test-long: setup ## 完整数量的测试，写当天小结 · full numbers, mutation run, summary in docs/long-runs
	@$(PY) -m tests.long_runs --day $(DAY)

mutation: setup ## 改动测试 · change the law core in one place at a time; do its tests notice?
	@$(PY) -m tests.mutation.run --json build/long/mutation.json $(ARGS)

check: test ## 与 test 相同 · the same chain under the name a pipeline looks for

check-code: setup ## 代码规范 · ruff check
	@$(PY) -m ruff check .

check-format: setup ## 代码格式 · ruff format --check
	@$(PY) -m ruff format --check .

check-types: setup ## 类型 · mypy --strict over src/heyue
	@$(PY) -m mypy

check-imports: setup ## 层次 · the layers of .importlinter
	@$(VENV)/bin/lint-imports --no-logo

check-postgres: setup ## 两种数据库 · the tests marked database again, on a PostgreSQL of their own
	@$(PY) -m tests.harness.postgres pytest -n $(PROCESSES) -m database $(POSTGRES_ARGS) || [ $$? -eq 5 ]

check-data: setup ## 法律数据 · heyue lint: every rule, citation and figure
	@$(HEYUE) lint

tidy: setup ## 自动整理格式 · let ruff format and repair what it can
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .

cites: setup ## 逐条核对引用 · compare every citation with the official texts
	@$(PY) -m heyue.law.cites $(ARGS)

bench: setup ## 测速 · how fast it is on this machine
	@$(PY) -m benchmarks $(ARGS)

bench-web: setup ## 网页测速 · lists, report and posts with 200 firms, beside an empty page
	@$(PY) -m benchmarks web $(ARGS)

lock: $(STAMP) ## 更新 requirements.lock · resolve again, with hashes, for every supported Python
	@printf '%s\n' $(BUILD_NEEDS) > $(VENV)/build.in
	@{ printf '# 由 make lock 生成，请勿手改。 Written by `make lock`; do not edit.\n'; \
	   $(PY) -m uv pip compile pyproject.toml $(VENV)/build.in --extra platform --extra postgres --group dev --universal --python-version 3.11 --upgrade \
	     --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet; } > $(VENV)/requirements.lock
	@if grep -n '://' $(VENV)/requirements.lock; then echo 'requirements.lock 不得含网址 · holds an address' >&2; exit 1; fi
	@mv $(VENV)/requirements.lock requirements.lock
	@grep -c '==' requirements.lock | xargs printf '%s packages in requirements.lock\n'

pages: setup ## 主要页面的截图 · pictures of the main pages into docs/pages, from a running demonstration (PORT=)
	@$(PY) -m benchmarks.pages http://127.0.0.1:$(PORT)

clean: ## 删除缓存，保留 .venv · remove what tools left, keep .venv
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
