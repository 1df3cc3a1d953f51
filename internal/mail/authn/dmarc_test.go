package authn

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

func checkingWith(z *authntest.Zone) *checking {
	return &checking{asking: &asking{dns: z, known: map[string]answer{}}, at: time.Now(), walks: map[string]walked{}}
}

// The names that RFC 9989 section 4.10 gives as an example: eight lookups, whatever the length of the name.
func TestATreeWalkAsksEightTimesAtMost(t *testing.T) {
	z := authntest.NewZone()
	checkingWith(z).walk(t.Context(), "a.b.c.d.e.f.g.h.i.j.mail.example.com")
	require.Equal(t, []string{
		"_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com", "_dmarc.g.h.i.j.mail.example.com", "_dmarc.h.i.j.mail.example.com", "_dmarc.i.j.mail.example.com",
		"_dmarc.j.mail.example.com", "_dmarc.mail.example.com", "_dmarc.example.com", "_dmarc.com",
	}, z.Asked())
	z = authntest.NewZone()
	checkingWith(z).walk(t.Context(), "mail.example.com")
	require.Equal(t, []string{"_dmarc.mail.example.com", "_dmarc.example.com", "_dmarc.com"}, z.Asked())
}

// What the organisational domain is, and which policy applies (RFC 9989 sections 4.10.1, 4.10.2 and appendix B).
func TestTheOrganisationAndThePolicyOfADomain(t *testing.T) {
	for name, test := range map[string]struct {
		zone                 []string
		domain               string
		organisation, policy string // policy: where it stands, and what it asks
	}{
		"a record at the domain":                     {[]string{"example.com", "v=DMARC1; p=reject"}, "example.com", "example.com", "example.com reject"},
		"one above it":                               {[]string{"example.com", "v=DMARC1; p=reject"}, "mail.example.com", "example.com", "example.com reject"},
		"for what lies below, another policy":        {[]string{"example.com", "v=DMARC1; p=reject; sp=none"}, "mail.example.com", "example.com", "example.com none"},
		"for what does not exist, a third":           {[]string{"example.com", "v=DMARC1; p=none; sp=quarantine; np=reject"}, "gone.example.com", "example.com", "example.com reject"},
		"which exists":                               {[]string{"example.com", "v=DMARC1; p=none; sp=quarantine; np=reject"}, "here.example.com", "example.com", "example.com quarantine"},
		"on trial, one step milder":                  {[]string{"example.com", "v=DMARC1; p=reject; t=y"}, "example.com", "example.com", "example.com quarantine"},
		"none at all":                                {nil, "mail.example.com", "mail.example.com", ""},
		"two records are none":                       {[]string{"example.com", "v=DMARC1; p=reject", "example.com", "v=DMARC1; p=none"}, "example.com", "example.com", ""},
		"other records beside it do not count":       {[]string{"example.com", "hello", "example.com", "v=DMARC1; p=reject"}, "example.com", "example.com", "example.com reject"},
		"records at several levels: the shortest":    {[]string{"a.mail.example.com", "v=DMARC1; p=none", "example.com", "v=DMARC1; p=reject"}, "a.mail.example.com", "example.com", "a.mail.example.com none"},
		"psd=n ends it":                              {[]string{"mail.example.com", "v=DMARC1; p=none; psd=n", "example.com", "v=DMARC1; p=reject"}, "a.mail.example.com", "mail.example.com", "mail.example.com none"},
		"a public suffix: the label below it":        {[]string{"bank", "v=DMARC1; p=reject; psd=y"}, "mail.giant.bank", "giant.bank", "bank reject"},
		"a public suffix with an organisation below": {[]string{"bank", "v=DMARC1; p=reject; psd=y", "giant.bank", "v=DMARC1; p=none"}, "mail.giant.bank", "giant.bank", "giant.bank none"},
		"a public suffix that writes mail itself":    {[]string{"gov", "v=DMARC1; p=reject; psd=y"}, "gov", "gov", "gov reject"},
		"a wrong version is no record":               {[]string{"example.com", "v=DMARC2; p=reject"}, "example.com", "example.com", ""},
		"a version that is not first is none":        {[]string{"example.com", "p=reject; v=DMARC1"}, "example.com", "example.com", ""},
		"no policy asks for nothing":                 {[]string{"example.com", "v=DMARC1; rua=mailto:x@example.com"}, "example.com", "example.com", "example.com none"},
		"an unknown policy asks for nothing":         {[]string{"example.com", "v=DMARC1;p=block;foo=bar"}, "example.com", "example.com", "example.com none"},
		"capital letters and spaces":                 {[]string{"example.com", "v = DMARC1 ; P=none; p = Reject"}, "example.com", "example.com", "example.com reject"},
	} {
		t.Run(name, func(t *testing.T) {
			z := authntest.NewZone()
			for i := 0; i+1 < len(test.zone); i += 2 {
				z.TXT("_dmarc."+test.zone[i], test.zone[i+1])
			}
			z.IP("here.example.com", "192.0.2.1")
			c := checkingWith(z)
			p := received.Proof{Author: received.Author{Domain: test.domain}}
			c.dmarc(t.Context(), &p)
			require.Equal(t, test.organisation, p.DMARC.Organisation)
			require.Equal(t, test.policy, strings.TrimSpace(p.DMARC.Domain+" "+p.DMARC.Policy))
		})
	}
}

func TestAlignment(t *testing.T) {
	for name, test := range map[string]struct {
		record         string
		author, signed string
		aligned        bool
	}{
		"the same domain":                     {"v=DMARC1; p=reject; adkim=s", "example.com", "example.com", true},
		"a domain below":                      {"v=DMARC1; p=reject", "example.com", "mail.example.com", true},
		"a domain above":                      {"v=DMARC1; p=reject", "mail.example.com", "example.com", true},
		"beside each other":                   {"v=DMARC1; p=reject", "a.example.com", "b.example.com", true},
		"below, where the policy is strict":   {"v=DMARC1; p=reject; adkim=s", "example.com", "mail.example.com", false},
		"another one":                         {"v=DMARC1; p=reject", "example.com", "example.net", false},
		"one that ends alike":                 {"v=DMARC1; p=reject", "example.com", "badexample.com", false},
		"the suffix itself":                   {"v=DMARC1; p=reject", "example.com", "com", false},
		"below, without a policy":             {"", "example.com", "mail.example.com", false},
		"beside, under a public suffix":       {"v=DMARC1; p=reject; psd=y", "one.example.com", "two.example.com", false},
		"below, where the organisation stops": {"v=DMARC1; p=reject; psd=n", "example.com", "mail.example.com", true},
	} {
		t.Run(name, func(t *testing.T) {
			z := authntest.NewZone("_dmarc.example.com", test.record)
			c := checkingWith(z)
			author := c.walk(t.Context(), test.author)
			applies, _ := author.policy()
			require.Equal(t, test.aligned, c.aligned(t.Context(), author, test.signed, applies.strictly["dkim"]))
		})
	}
}

func TestNoMoreIsAskedThanTheBound(t *testing.T) {
	z := authntest.NewZone()
	a := &asking{dns: z, known: map[string]answer{}}
	for i := range 200 {
		_, err := a.LookupTXT(t.Context(), strings.Repeat("a", i+1)+".example")
		require.Error(t, err)
		require.Equal(t, i < maxLookups, notFound(err))
	}
	require.Len(t, z.Asked(), maxLookups)
	_, _ = a.LookupTXT(t.Context(), "a.example")
	require.Len(t, z.Asked(), maxLookups, "nothing is asked twice")
	over, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := (&asking{dns: z, known: map[string]answer{}}).LookupTXT(over, "b.example")
	require.False(t, notFound(err), "what was not asked is not known")
}
