#!/usr/bin/env bash
# Runs every fuzz target below FUZZ (the whole tree) for FUZZTIME (20s), one
# after the other. What fails is kept by go test under testdata/fuzz and fails
# plain tests from then on.
set -euo pipefail
cd "$(dirname "$0")/.."

targets=$(grep -rnoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' "./${FUZZ:-.}" | sed -E 's|^(.*)/[^/]+:[0-9]+:func (Fuzz.*)$|\1 \2|' | sort)
[ -n "$targets" ] || { echo "fuzz: error: no targets found" >&2; exit 1; }
count=$(wc -l <<<"$targets")
echo "fuzz: $count targets, ${FUZZTIME:-20s} each"
while read -r package target; do
	echo "fuzz: $target in $package"
	"${GO:-go}" test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-20s}" "$package"
done <<<"$targets"
