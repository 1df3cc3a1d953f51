package address

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Folded is an address as it is compared: in small letters, its domain as it goes over the wire, where there can be
// such a domain. Some mail programs write müller.example and others xn--mller-kva.example; both are one.
func Folded(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if domain, ok := foldedDomain(text); ok {
		return text[:strings.LastIndexByte(text, '@')+1] + domain
	}
	return text
}

// Organisation is the domain that somebody has registered, of an address at it or anywhere below: mill.example of
// press@mail.mill.example. It is empty for an address that is at no such domain, as at a public suffix. The list of
// those has the best known hosts of strangers' sites in it; providers of mail are not among them.
func Organisation(text string) string {
	domain, ok := foldedDomain(text)
	if !ok || digits(domain[strings.LastIndexByte(domain, '.')+1:]) {
		return ""
	}
	whole, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return ""
	}
	return whole
}

// foldedDomain is the domain of an address in ASCII and in small letters.
func foldedDomain(text string) (string, bool) {
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return "", false
	}
	domain, err := wireDomain(strings.TrimSuffix(strings.TrimSpace(text[at+1:]), "."))
	return strings.ToLower(domain), err == nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
