package authn

import (
	"net/mail"
	"strings"

	"github.com/onrecord/onrecord/claim/received"
)

// author is who the message says wrote it. shown are the addresses that people are shown: where
// they are read otherwise here, nobody knows whom a proof would be about.
func author(h header, shown []string) received.Author {
	fields := h.all("from")
	switch {
	case len(fields) == 0:
		return received.Author{Unclear: "there is no From field"}
	case len(fields) > 1:
		return received.Author{Unclear: "there is more than one From field"}
	}
	list, err := (&mail.AddressParser{WordDecoder: words}).ParseList(fields[0])
	switch {
	case err != nil || len(list) == 0:
		return received.Author{Unclear: "the From field is malformed"}
	case len(list) > 1:
		return received.Author{Unclear: "the From field names more than one author"}
	case len(shown) != 1 || !strings.EqualFold(shown[0], list[0].Address) && !sameMailbox(shown[0], list[0].Address):
		return received.Author{Unclear: "the From field can be read in two ways"}
	}
	a := received.Author{Address: list[0].Address, Name: list[0].Name, Domain: domainOf(list[0].Address)}
	if a.Domain == "" {
		a.Unclear = "the author's address has no domain that could be in the DNS"
	}
	return a
}

// sameMailbox compares addresses, their domains as the DNS writes them. What stands before the @ is compared without
// case: only its own server could tell such mailboxes apart, and hardly any does (RFC 5321 section 2.4).
func sameMailbox(a, b string) bool {
	i, j := strings.LastIndexByte(a, '@'), strings.LastIndexByte(b, '@')
	if i <= 0 || j <= 0 || !strings.EqualFold(a[:i], b[:j]) {
		return false
	}
	domain := domainOf(a)
	return domain != "" && domain == domainOf(b)
}
