# The verbs of this project. Each is one script in script/, which can be called directly and says at its top what it does.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run dev test check e2e firefox chaos soak storm coverage mutants postgres-versions move-time fmt size bench lighthouse seed-demo supply-chain weaknesses release clean

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## bring the tools, build for release, load content and demo, serve http://127.0.0.1:3000
	@script/run

dev: ## serve a debug build; rebuild and reload at every change
	@script/dev

test: ## everything: lints, tests on SQLite and PostgreSQL, size budget, browser journeys
	@script/test

check: ## the fast inner loop: house rules, formatting, lints, tests on SQLite
	@script/check

e2e: ## only the browser journeys; narrow them with: script/e2e --project=no-js submit
	@script/e2e

firefox: ## every public page in a Firefox of this machine, over WebDriver BiDi; no part of make test
	@script/firefox

chaos: ## 1,000 records from a browser over 50 faults of network, browser and server, 200 stories of two editors; WEGMARKEN_SEED repeats a run
	@script/chaos long

soak: ## hours at half of what this machine can do, and nothing grows; WEGMARKEN_SOAK_MINUTES (480) says how long, WEGMARKEN_SEED repeats a run
	@script/soak

storm: ## 100,000 malformed requests, to every address and as bare bytes; WEGMARKEN_STORM (10000000 for a night) says how many, WEGMARKEN_SEED repeats a run
	@script/storm

coverage: ## how much of what decides votes, outbox, log and permissions tests go through; fails below 95 % of its branches or regions
	@script/coverage

mutants: ## whether tests notice 40 small mistakes there (WEGMARKEN_MUTANTS, WEGMARKEN_SEED); hours, in a copy; fails below 90 %
	@script/mutants

postgres-versions: ## what asks a database, on every PostgreSQL from 15 to 18 that this machine has
	@script/postgres-versions

move-time: ## how long a million supports and comments take to move from SQLite to PostgreSQL; fails after 15 minutes
	@script/move-time

fmt: ## format all Rust code
	@. script/env.sh && cargo fmt --all

size: ## what phones download, against its budget and what was kept; script/size-budget --keep takes it as it is now
	@script/front
	@script/server debug
	@script/size-budget

bench: ## how fast it is: pages, writes, a storm, a restore, memory, a slow phone; one table and target/bench.json, in an hour
	@script/bench

lighthouse: ## Lighthouse on ten pages, five runs of each; fails below 98; target/lighthouse.json; no part of make test
	@script/lighthouse

seed-demo: ## load the demo contributions again into the database of make run
	@script/server release
	@. script/env.sh && target/bin/release/wegmarken seed --demo

supply-chain: ## licences, sources and known weaknesses of dependencies; list of parts (SBOM) in target/
	@script/supply-chain

weaknesses: ## only the known weaknesses of dependencies, for every night; fails where nobody could be asked
	@script/supply-chain weaknesses

release: ## what is handed out: the binary in target/bin/release, its files in target/site, its lists of parts (SBOM) in target/sbom
	@script/setup build
	@script/front
	@script/server release
	@script/supply-chain release

clean: ## remove what was built in this checkout; the compiled dependencies in the cache stay
	@rm -rf target end2end/test-results end2end/playwright-report
