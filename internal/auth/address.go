package auth

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/claim"
)

// AddressOf is the address that a request comes from. Of a request that a
// trusted proxy passed on, it is the last address in X-Forwarded-For that is not
// a trusted proxy itself: what stands before it can be made up by anybody.
func AddressOf(r *http.Request, trusted []netip.Prefix) string {
	address := peer(r.RemoteAddr)
	if !isTrusted(address, trusted) {
		return address
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		ip, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return address
		}
		address = ip.Unmap().String()
		if !isTrusted(address, trusted) {
			return address
		}
	}
	return address
}

func peer(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().String()
	}
	return host
}

func isTrusted(address string, trusted []netip.Prefix) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(trusted, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// ParseProxies reads addresses and networks of trusted proxies, such as
// 10.0.0.1 or 10.0.0.0/8. It returns [claim.CodeInvalid] for what is neither.
func ParseProxies(texts []string) ([]netip.Prefix, error) {
	var trusted []netip.Prefix
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			ip, err := netip.ParseAddr(text)
			if err != nil {
				return nil, claim.Errorf(claim.CodeInvalid, "%q is not an address such as 10.0.0.1 or a network such as 10.0.0.0/8", text)
			}
			prefix = netip.PrefixFrom(ip.Unmap(), ip.Unmap().BitLen())
		}
		trusted = append(trusted, prefix.Masked())
	}
	return trusted, nil
}

func printable(text string) bool {
	return !strings.ContainsFunc(text, unicode.IsControl)
}
