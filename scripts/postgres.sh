#!/usr/bin/env bash
# Makes sure that the tests find PostgreSQL: a server that is named, or the
# binaries of the system, from which the tests start servers of their own.
set -euo pipefail

if [ -n "${ONRECORD_TEST_POSTGRES:-}" ]; then
	echo "postgres: the server that ONRECORD_TEST_POSTGRES names"
	exit
fi

binaries() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }

if ! binaries; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "postgres: error: PostgreSQL is not installed, and this user cannot install it" >&2
		echo "postgres: hint: sudo apt-get install postgresql, or name a server in ONRECORD_TEST_POSTGRES" >&2
		exit 1
	fi
	echo "postgres: installing"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends postgresql >/dev/null
	binaries || { echo "postgres: error: it was installed and is not in /usr/lib/postgresql" >&2; exit 1; }
fi
echo "postgres: $(ls -d /usr/lib/postgresql/*/ | sort -V | tail -1)"
