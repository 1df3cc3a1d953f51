#!/usr/bin/env bash
# Makes sure that Node.js and npm are there, for the checks of pages alone.
set -euo pipefail

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "node: error: Node.js and npm are not installed, and this user cannot install them" >&2
		echo "node: hint: sudo apt-get install nodejs npm" >&2
		exit 1
	fi
	echo "node: installing"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
fi
echo "node: $(node --version), npm $(npm --version)"
