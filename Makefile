# What can be done here. Each target says what it does, installs what it needs
# where it may, and fails loudly. "make" alone lists the targets.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

GO            ?= go
GOLANGCI_LINT := v2.15.0
WORKFLOWCHECK := v0.6.0

# Tools of the build stand in .tools, which ignores itself; so does bin.
TOOLS    := $(CURDIR)/.tools
LINT     := $(TOOLS)/golangci-lint-$(GOLANGCI_LINT)
CHECK    := $(TOOLS)/workflowcheck-$(WORKFLOWCHECK)
WEB      := $(TOOLS)/web

# Two packages at a time: the tests that start an engine want a core each.
PARALLEL ?= 2
TIMEOUT  ?= 60m
PACKAGES ?= ./...
FUZZTIME ?= 1m
FUZZ     ?= .
MUTATIONS ?= 100000
BENCHJSON ?= bench/results/smallest.json

export GOTOOLCHAIN := local

.PHONY: help build test web lint bench bench-smallest demo kill fuzz plans season mutations tools webtools postgres dovecot clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 16

build: ## Build bin/onrecord: static, stripped
	@echo "build: bin/onrecord (the first build takes 6 to 12 minutes on two cores)"
	@mkdir -p bin && echo '*' > bin/.gitignore
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o bin/onrecord ./cmd/onrecord
	@echo "build: $$(bin/onrecord version), $$(du -h bin/onrecord | cut -f1)"

test: postgres dovecot webtools ## Run every test; nothing is skipped
	@echo "test: everything, nothing skipped (the first build takes 6 to 12 minutes on two cores)"
	@[ "$$(id -u)" = 0 ] || echo "test: some tests fill a disk of their own, which takes root; as another user they fail here. Plain 'go test ./...' skips them"
	ONRECORD_TEST_REQUIRE=all $(GO) test -p $(PARALLEL) -timeout $(TIMEOUT) $(TESTFLAGS) $(PACKAGES)

web: webtools ## Use the product in a browser, and keep screenshots
	ONRECORD_TEST_REQUIRE=all $(GO) test -count=1 -timeout $(TIMEOUT) $(TESTFLAGS) ./internal/desktest
	@echo "web: screenshots are in $${ONRECORD_SCREENSHOTS:-internal/desktest/screenshots}"

lint: tools ## Check the format, the walls between packages, and determinism of the workflows
	@echo "lint: golangci-lint $(GOLANGCI_LINT)"
	$(LINT) run ./...
	@echo "lint: workflowcheck $(WORKFLOWCHECK)"
	$(CHECK) ./workflows/...

bench: ## Measure speed against a floor, in one run: a table and JSON
	@echo "bench: this takes an hour or more; leave the machine alone meanwhile"
	@mkdir -p bench/results
	$(GO) run ./bench -json bench/results/latest.json $(BENCHFLAGS)

bench-smallest: ## Run every part of the bench in seconds, and count what comes out
	@mkdir -p $(dir $(BENCHJSON))
	$(GO) run ./bench -smallest -json $(BENCHJSON) >/dev/null

demo: ## Play the example case on the embedded engine
	$(GO) run ./cmd/onrecord demo $(DEMOFLAGS)

kill: postgres ## Kill the process, and the parts of a cluster, at 200 random moments each; nothing may be lost
	@echo "kill: 250 claims, 400 requests, 200 kills: on SQLite, with the engine's database lost, on PostgreSQL (about an hour)"
	@echo "kill: and of desk, worker, Temporal server and both databases of a cluster in turn (about half an hour)"
	@echo "kill: a run is repeated with ONRECORD_KILL_SEED=..."
	ONRECORD_TEST_REQUIRE=all ONRECORD_KILL=long $(GO) test -count=1 -v -timeout 230m -run 'NothingIsLostWhen(TheProcess|APartOfACluster)IsKilled' ./internal/crashtest

plans: ## Play 100,000 random plans, calendars and sequences of events; a failing seed is printed
	$(GO) test ./claim -run TestPlansAlways -rapid.checks=100000 -timeout 0

season: ## Play 1,000 requests over sixty days in twelve time zones on the real engine; an hour or more; a failing seed is printed
	ONRECORD_SEASON=full $(GO) test ./internal/app -run TestEveryReminderOfASeason -count=1 -v -timeout 0

fuzz: ## Run every fuzz target below FUZZ for FUZZTIME
	@GO='$(GO)' FUZZ='$(FUZZ)' FUZZTIME='$(FUZZTIME)' scripts/fuzz.sh

mutations: ## Take in 100,000 damaged messages: none crashes, hangs, takes a second or 256 MB, or loses a byte
	@echo "mutations: $(MUTATIONS) messages; repeat a run with ONRECORD_MUTATIONS_SEED, and one message of it with ONRECORD_MUTATION, too"
	ONRECORD_MUTATIONS=$(MUTATIONS) $(GO) test -count=1 -v -timeout $(TIMEOUT) -run MutatedMessages ./internal/mail

tools: $(LINT) $(CHECK) ## Build the tools of the build into .tools

$(LINT):
	@echo "tools: building golangci-lint $(GOLANGCI_LINT) (2 to 5 minutes)"
	@mkdir -p $(TOOLS) && echo '*' > $(TOOLS)/.gitignore
	GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT)
	@mv $(TOOLS)/golangci-lint $@

$(CHECK):
	@echo "tools: building workflowcheck $(WORKFLOWCHECK)"
	@mkdir -p $(TOOLS) && echo '*' > $(TOOLS)/.gitignore
	GOBIN=$(TOOLS) $(GO) install go.temporal.io/sdk/contrib/tools/workflowcheck@$(WORKFLOWCHECK)
	@mv $(TOOLS)/workflowcheck $@

webtools: $(WEB)/ready ## Install Chromium and what the tests of pages use
	@scripts/chromium.sh

$(WEB)/ready: internal/desktest/tools/package-lock.json
	@scripts/node.sh
	@mkdir -p $(WEB) && echo '*' > $(TOOLS)/.gitignore
	cp internal/desktest/tools/package.json internal/desktest/tools/package-lock.json $(WEB)/
	cd $(WEB) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

dovecot: ## Install Dovecot for the tests, if it is missing
	@scripts/dovecot.sh

postgres: ## Install PostgreSQL for the tests, if it is missing
	@scripts/postgres.sh

clean: ## Remove bin, .tools and screenshots
	rm -rf bin $(TOOLS) internal/desktest/screenshots
