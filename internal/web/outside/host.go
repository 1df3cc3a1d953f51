package outside

import (
	"net"
	"net/http"
	"strings"
)

// onPublicHost reports whether the request came for the public host.
func (s *Site) onPublicHost(r *http.Request) bool {
	return s.PublicURL != nil && strings.EqualFold(HostName(r.Host), s.PublicURL.Hostname()) &&
		(s.URL == nil || !strings.EqualFold(s.URL.Host, s.PublicURL.Host))
}

// HostName is a host without its port, with which anybody may ask for it.
func HostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return host
}

// remoteHost is the address of the connection.
func remoteHost(r *http.Request) string { return HostName(r.RemoteAddr) }
