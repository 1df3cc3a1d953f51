// Package address is the one rule for e-mail addresses: what the directory takes can be sent to, and what cannot be
// sent to is refused when it is entered, in a sentence.
//
// An address is local-part@domain (RFC 5321 section 4.1.2). The local part is a run of atoms with dots between them, or
// anything printable in quotation marks: "press office"@mill.example. Only its own server knows what it means, so it
// is kept as it is. Since RFC 6531 it may have letters beyond ASCII; such an address goes only through servers that
// offer SMTPUTF8. The domain is a name of the DNS. One with letters beyond ASCII goes over the wire in its ASCII form
// (RFC 5890): müller.example is xn--mller-kva.example there, and every server takes it.
package address

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Limits in bytes (RFC 5321 section 4.5.3.1), of the address as it goes over the wire.
const (
	MaxLocal   = 64
	MaxDomain  = 253
	MaxAddress = 254
)

// Address is an e-mail address that can be sent to.
type Address struct {
	local  string // without quotation marks
	domain string // as it was written
	ascii  string // the domain as it goes over the wire
}

// ErrForm is the error for what does not look like an address at all.
var ErrForm = errors.New("it is not an e-mail address such as press@agency.example")

// Parse reads one address, without a name. Its errors are sentences for whoever typed it.
func Parse(text string) (Address, error) {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unprintable) {
		return Address{}, ErrForm
	}
	local, domain, err := split(text)
	if err != nil {
		return Address{}, err
	}
	a := Address{local: local, domain: domain}
	if a.ascii, err = wireDomain(domain); err != nil {
		return Address{}, err
	}
	switch {
	case len(a.quoted()) > MaxLocal:
		return Address{}, fmt.Errorf("the part before the @ is longer than %d bytes", MaxLocal)
	case len(a.Wire()) > MaxAddress:
		return Address{}, fmt.Errorf("it is longer than %d bytes", MaxAddress)
	}
	return a, nil
}

// String is the address as people write it.
func (a Address) String() string { return a.quoted() + "@" + a.domain }

// Wire is the address as it stands in commands of SMTP.
func (a Address) Wire() string { return a.quoted() + "@" + a.ascii }

// Bare is the address as [net/mail.Address] has it: its local part without quotation marks, the domain in ASCII.
func (a Address) Bare() string { return a.local + "@" + a.ascii }

// Domain is the domain in ASCII and in small letters.
func (a Address) Domain() string { return strings.ToLower(a.ascii) }

// UTF8 reports whether the address goes only through servers that offer SMTPUTF8 (RFC 6531 section 3.3).
func (a Address) UTF8() bool { return !ascii(a.local) }

// quoted is the local part, in quotation marks if it needs them (RFC 5321 section 4.1.2: Quoted-string).
func (a Address) quoted() string {
	if atoms(a.local) {
		return a.local
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(a.local) + `"`
}

func split(text string) (local, domain string, err error) {
	if strings.HasPrefix(text, `"`) {
		return splitQuoted(text)
	}
	at := strings.LastIndex(text, "@")
	if at < 1 || at == len(text)-1 {
		return "", "", ErrForm
	}
	local, domain = text[:at], text[at+1:]
	switch {
	case strings.ContainsAny(text, "<>"):
		return "", "", errors.New("write the address alone, without a name and without brackets")
	case strings.ContainsAny(local, " "):
		return "", "", errors.New(`it has a space: if it is meant so, write it in quotation marks, "press office"@mill.example`)
	case !atoms(local):
		return "", "", errors.New(`the part before the @ has a dot or a character in a place where it cannot stand: if it is meant so, write that part in quotation marks`)
	}
	return local, domain, nil
}

func splitQuoted(text string) (local, domain string, err error) {
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case c == '"':
			domain, ok := strings.CutPrefix(text[i+1:], "@")
			if !ok || b.Len() == 0 || domain == "" {
				return "", "", ErrForm
			}
			return b.String(), domain, nil
		default:
			b.WriteByte(c)
		}
	}
	return "", "", errors.New("it has a quotation mark that is not closed")
}

// atoms reports whether a local part needs no quotation marks (RFC 5321 section 4.1.2: Dot-string).
func atoms(local string) bool {
	for atom := range strings.SplitSeq(local, ".") {
		if atom == "" || strings.ContainsFunc(atom, func(r rune) bool { return !atext(r) }) {
			return false
		}
	}
	return true
}

// atext is RFC 5322 section 3.2.3, with RFC 6531 section 3.3.
func atext(r rune) bool {
	switch {
	case r >= utf8.RuneSelf:
		return !unicode.IsSpace(r)
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return true
	}
	return strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

// unprintable characters could add a parameter to a command of SMTP, or hide in it.
func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// profile turns a domain into what is looked up (RFC 5891 section 5).
var profile = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(true))

func wireDomain(domain string) (string, error) {
	if strings.HasPrefix(domain, "[") {
		return "", errors.New("it names a machine by its number: write the name of its domain")
	}
	wire := domain
	if !ascii(domain) {
		var err error
		if wire, err = profile.ToASCII(domain); err != nil {
			return "", noDomain(domain)
		}
	}
	if len(wire) > MaxDomain {
		return "", noDomain(domain)
	}
	for label := range strings.SplitSeq(wire, ".") {
		if !isLabel(label) {
			return "", noDomain(domain)
		}
	}
	return wire, nil
}

// isLabel is RFC 1035 section 2.3.1 as it is used: with underscores, and digits in front.
func isLabel(label string) bool {
	odd := func(r rune) bool {
		return !(r == '_' || r == '-' || r < utf8.RuneSelf && atext(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)))
	}
	return label != "" && len(label) <= 63 && label[0] != '-' && label[len(label)-1] != '-' && !strings.ContainsFunc(label, odd)
}

func noDomain(domain string) error { return fmt.Errorf("there can be no domain called %q", domain) }

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}
