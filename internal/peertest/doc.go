// Package peertest plays a week's correspondence between the desk and parties whose mail runs on what the world's does: Postfix
// on both sides, Dovecot with its mailboxes, Sieve that answers in somebody's absence, and OpenDKIM that signs and verifies.
// Everything is in its tests, listens on the loopback interface alone, and ends with them. Postfix has to be started by root.
package peertest
