package authn

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
)

func TestDomainsThatPassForAnother(t *testing.T) {
	for _, test := range []struct {
		domain, known string
		alike         bool
	}{
		{"rnicrosoft.com", "microsoft.com", true},
		{"micros0ft.com", "microsoft.com", true},
		{"mlcrosoft.com", "microsoft.com", true},
		{"microsft.com", "microsoft.com", true},
		{"micorsoft.com", "microsoft.com", true},
		{"microsoft.co", "microsoft.com", true},
		{"microsoft.com.evil.example", "microsoft.com", true},
		{"microsoft-com.evil.example", "microsoft.com", true},
		{"microsoft-press.com", "microsoft.com", true},
		{"press-microsoft.net", "microsoft.com", true},
		{"microsoftpress.com", "microsoft.com", true},
		{"mail.rnicrosoft.com", "press.microsoft.com", true},
		{"mi\u0441rosoft.com", "microsoft.com", true}, // Cyrillic
		{"xn--80ak6aa92e.com", "apple.com", true},     // all of it Cyrillic
		{"m\u00edcrosoft.com", "microsoft.com", true}, // í
		{"gooqle.com", "google.com", true},
		{"arnazon.com", "amazon.com", true},

		{"microsoft.com", "microsoft.com", false},
		{"mail.microsoft.com", "microsoft.com", false},
		{"microsoft.com", "press.microsoft.com", false},
		{"github.com", "microsoft.com", false},
		{"mozilla.org", "microsoft.com", false},
		{"apply.example", "apple.example", true},
		{"bbc.co.uk", "cbc.ca", false}, // too short for a slip
		{"nbc.com", "abc.com", false},
		{"press.example", "works.example", false},
		{"", "microsoft.com", false},
		{"com", "microsoft.com", false},
	} {
		require.Equal(t, test.alike, looksLike(ascii(test.domain), test.known), "%s for %s", test.domain, test.known)
	}
}

func TestScriptsThatAreMixed(t *testing.T) {
	for domain, mixed := range map[string]bool{
		"microsoft.com": false, "mi\u0441rosoft.com": true, "xn--80ak6aa92e.com": false, "müller.example": false,
		"xn--e1afmkfd.xn--p1ai": false, "日本語ニュース.jp": false, "почта.press.example": false,
	} {
		require.Equal(t, mixed, mixesScripts(ascii(domain)), domain)
	}
}

func TestProvidersWhereAnybodyGetsAnAddress(t *testing.T) {
	for domain, free := range map[string]bool{
		"gmail.com": true, "yahoo.co.uk": true, "hotmail.fr": true, "live.com.mx": true, "outlook.com": true,
		"microsoft.com": false, "live.example.com": false, "outlook.evil": false, "mail.gmail.example": false,
	} {
		require.Equal(t, free, freemail(domain), domain)
	}
}

func TestASenderIsComparedWithThePartysContactPoints(t *testing.T) {
	point := func(address string, verified, retired bool) Contact {
		return Contact{ID: uuid.NewSHA1(uuid.Nil, []byte(address)), Address: address, Verified: verified, Retired: retired}
	}
	contacts := []Contact{
		point("old@works.example", true, true), point("press@works.example", false, false), point("info@Works.example", true, false),
		point("the.works@gmail.com", true, false), point("+49 30 1234", true, false),
	}
	for name, test := range map[string]struct {
		from, author string
		signed       bool
		earlier      []string
		contact      string
		exact        bool
		grade        string
		signs        []received.SenderSign
	}{
		"a verified address":                  {from: "info@works.example", signed: true, contact: "info@Works.example", exact: true, grade: "verified"},
		"in other letters":                    {from: "INFO@WORKS.example", signed: true, contact: "info@Works.example", exact: true, grade: "verified"},
		"one that nobody has verified":        {from: "press@works.example", signed: true, contact: "press@works.example", exact: true, grade: "probable"},
		"a verified address, nothing proven":  {from: "info@works.example", contact: "info@Works.example", exact: true, grade: "unverified"},
		"another address at a verified one's": {from: "boss@works.example", signed: true, contact: "info@Works.example", grade: "verified", signs: []received.SenderSign{received.SignNew}},
		"that has written before":             {from: "boss@works.example", signed: true, earlier: []string{"Boss@works.example"}, contact: "info@Works.example", grade: "verified"},
		"a retired address":                   {from: "old@works.example", signed: true, contact: "info@Works.example", grade: "verified", signs: []received.SenderSign{received.SignNew}},
		"a stranger, well proven":             {from: "x@elsewhere.example", signed: true, grade: "unverified", signs: []received.SenderSign{received.SignStranger, received.SignNew}},
		"the party's own freemail":            {from: "the.works@gmail.com", signed: true, contact: "the.works@gmail.com", exact: true, grade: "verified", signs: []received.SenderSign{received.SignFreemail}},
		"somebody else's freemail": {from: "works@gmail.com", signed: true, grade: "unverified",
			signs: []received.SenderSign{received.SignFreemail, received.SignStranger, received.SignNew}},
		"one that looks like it": {from: "press@vvorks.example", signed: true, grade: "suspicious",
			signs: []received.SenderSign{received.SignStranger, received.SignLookAlike, received.SignNew}},
		"another address as the name": {from: "x@elsewhere.example", author: "info@works.example", signed: true, grade: "suspicious",
			signs: []received.SenderSign{received.SignName, received.SignStranger, received.SignNew}},
		"its own address as the name": {from: "info@works.example", author: "info@works.example", signed: true, contact: "info@Works.example", exact: true, grade: "verified"},
	} {
		t.Run(name, func(t *testing.T) {
			p := received.Proof{Author: received.Author{Address: test.from, Name: test.author, Domain: domainOf(test.from)}, DMARC: received.DMARC{Result: received.CheckNone}}
			if test.signed {
				p.DMARC.By = []string{"dkim"}
			}
			s := Compare(Sender("ref", p), p, contacts, test.earlier, nil).Graded()
			require.Equal(t, test.grade, string(s.Grade))
			require.Equal(t, test.exact, s.Exact)
			require.Equal(t, test.signs, s.Signs)
			want := uuid.Nil
			if test.contact != "" {
				want = uuid.NewSHA1(uuid.Nil, []byte(test.contact))
			}
			require.Equal(t, want, s.Contact)
			require.Equal(t, test.contact == "", s.Stranger())
			require.Equal(t, s.Has(received.SignLookAlike), s.Like != uuid.Nil)
			require.Equal(t, s, Compare(s, p, contacts, test.earlier, nil).Graded(), "compared again, it is the same")
		})
	}
}
