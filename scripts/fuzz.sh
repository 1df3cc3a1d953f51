#!/usr/bin/env bash
# Runs every fuzz target below the directories FUZZ (the whole tree) for FUZZTIME
# (1m), as many at a time as there are cores and each on one, to the last whatever
# one of them finds. What fails is kept by go test under testdata/fuzz, to be
# committed, and fails plain tests from then on.
set -euo pipefail
cd "$(dirname "$0")/.."

export GO=${GO:-go} FUZZTIME=${FUZZTIME:-1m}
read -ra below <<<"${FUZZ:-.}"
targets=$(grep -rnoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' "${below[@]/#/./}" | sed -E 's|^(.*)/[^/]+:[0-9]+:func (Fuzz.*)$|\1 \2|' | sort)
[ -n "$targets" ] || { echo "fuzz: error: no targets found" >&2; exit 1; }
echo "fuzz: $(wc -l <<<"$targets") targets, $FUZZTIME each"

# fuzz PACKAGE TARGET runs one, and prints how it ended; all of what it said if it failed.
fuzz() {
	local said
	if said=$("$GO" test -run '^$' -fuzz "^$2\$" -fuzztime "$FUZZTIME" -parallel 1 "$1" 2>&1); then
		echo "fuzz: $2 in $1: $(grep -E '^fuzz: elapsed' <<<"$said" | tail -n 1 | cut -d: -f2-)"
	else
		printf '%s\nfuzz: error: %s in %s has failed\n' "$said" "$2" "$1"
		return 1
	fi
}
export -f fuzz
xargs -P "$(nproc)" -L 1 bash -c 'fuzz "$@"' fuzz <<<"$targets" || { echo "fuzz: error: some targets have failed" >&2; exit 1; }
