#!/usr/bin/env bash
# Runs every fuzz target below the directories FUZZ (the whole tree) for FUZZTIME
# (1m), one after the other, to the last whatever one of them finds. What fails is
# kept by go test under testdata/fuzz, to be committed, and fails plain tests from
# then on.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${FUZZTIME:-1m}
read -ra below <<<"${FUZZ:-.}"
targets=$(grep -rnoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' "${below[@]/#/./}" | sed -E 's|^(.*)/[^/]+:[0-9]+:func (Fuzz.*)$|\1 \2|' | sort)
[ -n "$targets" ] || { echo "fuzz: error: no targets found" >&2; exit 1; }
count=$(wc -l <<<"$targets")
echo "fuzz: $count targets, $time each"
failed=()
while read -r package target; do
	echo "fuzz: $target in $package"
	"${GO:-go}" test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package" || failed+=("$target in $package")
done <<<"$targets"
[ ${#failed[@]} -eq 0 ] || { printf 'fuzz: error: %s has failed\n' "${failed[@]}" >&2; exit 1; }
