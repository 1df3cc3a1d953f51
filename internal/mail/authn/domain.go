package authn

import (
	"strings"

	"golang.org/x/net/idna"
)

// maxDomain is how long a domain name can be, as text (RFC 1035 section 2.3.4), with room for one in other scripts.
const maxDomain = 1024

// ascii is a domain as the DNS writes it: lower case, A-labels, no dot at the end; empty for what is none.
func ascii(domain string) string {
	domain = strings.ToLower(strings.TrimSpace(domain))
	if domain == "" || len(domain) > maxDomain {
		return ""
	}
	if written, err := idna.Lookup.ToASCII(domain); err == nil {
		domain = written
	} else if strings.IndexFunc(domain, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return ""
	}
	// Only now is every full stop a dot: 。 is one as well.
	domain = strings.TrimSuffix(domain, ".")
	if domain == "" || len(domain) > 253 || strings.Contains(domain, "..") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") {
		return ""
	}
	return domain
}

// unicodeOf is a domain as people read it.
func unicodeOf(domain string) string {
	if written, err := idna.ToUnicode(domain); err == nil {
		return written
	}
	return domain
}

// domainOf is the domain of an address.
func domainOf(address string) string {
	return ascii(address[strings.LastIndexByte(address, '@')+1:])
}

// under reports whether a domain is another, or lies below it.
func under(domain, of string) bool {
	return of != "" && (domain == of || strings.HasSuffix(domain, "."+of))
}
