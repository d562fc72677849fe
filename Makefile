# The whole house in a few words. `make run` and `make test` need Rust, Node, make and a C compiler;
# `make test` installs what else the tests use (Chromium, cargo-deny) on Debian machines.

.PHONY: run build ui test check gen bench clean

run: build ## build everything and start the server on http://127.0.0.1:9081
	./target/release/meshery

build: ui ## leave target/release/meshery and target/release/mesheryctl, the UI inside
	cargo build --release --locked -p meshery-server -p mesheryctl

ui: ui/dist/index.html ## build the UI

ui/dist/index.html: ui/package-lock.json $(shell find ui/src ui/public ui/index.html ui/vite.config.ts -type f 2>/dev/null)
	cd ui && npm ci --no-audit --no-fund && npm run build

test: ## set up and run every test there is
	./scripts/test

check: ## formatting, lints, dependency rules and generated files, without tests
	./scripts/check

gen: ## write the generated files: OpenAPI document, typed API client, reference pages
	./scripts/gen

bench: build ## measure what docs/performance.md reports
	./bench/run

clean: ## remove everything that was built
	cargo clean
	rm -rf ui/dist ui/node_modules
