#!/usr/bin/env bash
# Makes sure that the tests of pages find a browser: the one that CHROME_PATH
# names, or the system's.
set -euo pipefail

found() { command -v "${CHROME_PATH:-chromium}" || command -v chromium-browser || command -v google-chrome; }

if ! found >/dev/null; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "chromium: error: no browser is installed, and this user cannot install one" >&2
		echo "chromium: hint: sudo apt-get install chromium, or name a program in CHROME_PATH" >&2
		exit 1
	fi
	echo "chromium: installing"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core fonts-noto-color-emoji >/dev/null
	found >/dev/null || { echo "chromium: error: it was installed and is not there" >&2; exit 1; }
fi
echo "chromium: $(found)"
