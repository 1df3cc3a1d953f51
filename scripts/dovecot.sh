#!/usr/bin/env bash
# Makes sure that the tests find Dovecot, of which they start servers of their own.
set -euo pipefail

if [ ! -x /usr/sbin/dovecot ]; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "dovecot: error: Dovecot is not installed, and this user cannot install it" >&2
		echo "dovecot: hint: sudo apt-get install dovecot-imapd" >&2
		exit 1
	fi
	echo "dovecot: installing"
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null
fi
echo "dovecot: $(/usr/sbin/dovecot --version)"
