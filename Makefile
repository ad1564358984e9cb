# Everyday words for what CMake's presets do. `make help` lists them.
export CCACHE_DIR = $(CURDIR)/build/ccache

.PHONY: all help test check format golden-update fuzz bench clean

all: ## build what users run: build/release/stemma
	@cmake --preset release >/dev/null
	@cmake --build --preset release

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

test: ## build with warnings as errors and run every test, without sanitizers
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@ctest --test-dir build/dev --output-on-failure -j2

check: ## everything that guards main: what ./test does
	@./test

format: ## lay out every C file by .clang-format
	@find src include tests fuzz bench -name '*.[ch]' ! -name '*_table.inc' \
	    -exec clang-format-14 -i {} +

golden-update: ## rewrite the expected output of golden and CLI tests; read the diff
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@python3 tests/golden/run.py --update build/dev
	@python3 tests/cli/run.py --update build/dev
	@-build/dev/tests/test_report_pages >/dev/null 2>&1
	@for p in tests/pages/*.html; do \
	    [ ! -f build/dev/scratch/$$(basename $$p) ] || \
	    cp build/dev/scratch/$$(basename $$p) $$p; done

fuzz: ## fuzz each target for half a minute into build/fuzz/scratch
	@cmake --preset fuzz >/dev/null
	@cmake --build --preset fuzz
	@tools/fuzz --each 30

bench: ## build and run every benchmark
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev
	@for b in build/dev/bench/bench_*; do [ -x "$$b" ] && "$$b"; done

clean: ## remove what was built and written
	rm -rf build out
