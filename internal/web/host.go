package web

import (
	"net"
	"net/http"
	"strings"
)

// outside reports whether an address is for people without an account.
func outside(path string) bool {
	return path == "/verify" || path == "/public" || strings.HasPrefix(path, "/answer/") ||
		strings.HasPrefix(path, "/public/") || strings.HasPrefix(path, "/verify/")
}

// hostOf is the host name that was asked for, in lower case and without a port.
func hostOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	return strings.ToLower(host)
}
