package authn_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

const press = "press@microsoft.example"

var microsoft = authn.Contact{ID: uuid.MustParse("11111111-1111-4111-8111-111111111111"), Address: press, Verified: true}

// zone is one in which microsoft.example signs, and asks that mail in its name is rejected if it is not its own.
func zone() *authntest.Zone {
	z := authntest.NewZone("_dmarc.microsoft.example", "v=DMARC1; p=reject")
	z.Publish("microsoft.example")
	return z
}

func check(t *testing.T, z *authntest.Zone, raw string, more ...func(*authn.Message)) received.Proof {
	t.Helper()
	m := authn.Message{Raw: []byte(raw), Shown: []string{press}, At: authntest.Noon}
	for _, f := range more {
		f(&m)
	}
	return authn.Checker{DNS: z}.Check(t.Context(), m)
}

func shown(addresses ...string) func(*authn.Message) {
	return func(m *authn.Message) { m.Shown = addresses }
}

// fromPeer says who handed the message over, and under which reverse path.
func fromPeer(ip, mailFrom string) func(*authn.Message) {
	return func(m *authn.Message) {
		m.Peer, m.Helo, m.MailFrom = netip.MustParseAddr(ip), "mx.peer.example", mailFrom
	}
}

func grade(p received.Proof, contacts ...authn.Contact) received.Sender {
	return authn.Compare(authn.Sender("ref", p), p, contacts, nil, nil).Graded()
}

func TestAMessageSignedByAVerifiedContactsDomainIsVerified(t *testing.T) {
	p := check(t, zone(), authntest.Sign(t, "microsoft.example", authntest.Mail("Microsoft <"+press+">")))
	require.Len(t, p.Signatures, 1)
	s := p.Signatures[0]
	require.Equal(t, []any{"microsoft.example", "s1", "rsa-sha256", 2048, received.CheckPass, true, "", ""},
		[]any{s.Domain, s.Selector, s.Algorithm, s.KeyBits, s.Result, s.Aligned, s.Reason, s.Remark})
	require.Equal(t, received.DMARC{Result: received.CheckPass, Organisation: "microsoft.example", Domain: "microsoft.example", Policy: "reject", By: []string{"dkim"}}, p.DMARC)
	sender := grade(p, microsoft)
	require.Equal(t, "verified", string(sender.Grade))
	require.Empty(t, sender.Signs)
	require.Equal(t, "Signed by microsoft.example; the address is Microsoft’s verified press contact.",
		sender.Says(p, received.SenderNames{Party: "Microsoft", Role: "press"}))
	require.Contains(t, p.Answers, received.DNSAnswer{Type: "TXT", Name: "_dmarc.microsoft.example", Values: []string{"v=DMARC1; p=reject"}})
	require.Contains(t, p.Answers, received.DNSAnswer{Type: "TXT", Name: "s1._domainkey.microsoft.example", Values: []string{authntest.Record(authntest.Key())}})
}

func TestAnEd25519SignatureHolds(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	z := authntest.NewZone("_dmarc.microsoft.example", "v=DMARC1; p=reject",
		"s1._domainkey.microsoft.example", "v=DKIM1; k=ed25519; p="+base64.StdEncoding.EncodeToString(public))
	p := check(t, z, authntest.SignAs(t, authntest.Mail(press), &dkim.SignOptions{Domain: "microsoft.example", Selector: "s1", Signer: private}))
	require.Equal(t, received.CheckPass, p.Signatures[0].Result)
	require.Equal(t, 256, p.Signatures[0].KeyBits)
	require.Empty(t, p.Signatures[0].Remark)
}

// Each attack, or accident, with what has to come of its signature and of the whole.
func TestWhatASignatureDoesNotProve(t *testing.T) {
	signed := func(t *testing.T, raw string, options dkim.SignOptions) string {
		options.Domain, options.Selector, options.Signer = "microsoft.example", "s1", authntest.Key()
		return authntest.SignAs(t, raw, &options)
	}
	mail := authntest.Mail(press)
	for name, test := range map[string]struct {
		raw    func(t *testing.T) string
		result received.Checked
		reason string
	}{
		"the body was changed": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{}), "made initial contact", "never made contact", 1)
		}, received.CheckFail, "the body was changed after it was signed"},
		"the subject was changed": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{}), "Your questions", "My answers", 1)
		}, received.CheckFail, "the header was changed"},
		"text was appended, and l= would allow it": {func(t *testing.T) string {
			raw := signed(t, mail, dkim.SignOptions{})
			return strings.Replace(raw, "d=microsoft.example;", "d=microsoft.example; l=10;", 1) + "And we take it all back.\r\n"
		}, received.CheckUncounted, "it leaves the end of the body unsigned (l=)"},
		"it ends before it begins": {func(t *testing.T) string {
			return signed(t, mail, dkim.SignOptions{Expiration: authntest.Noon.Add(-time.Hour)})
		}, received.CheckUncounted, "it ends before it was signed"},
		"it has expired": {func(t *testing.T) string {
			return signed(t, mail, dkim.SignOptions{Expiration: authntest.Noon.Add(time.Hour)})
		}, received.CheckUncounted, "it has expired"},
		"it is from the future": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{}), "; t=", "; t=9", 1)
		}, received.CheckUncounted, "it was signed in the future"},
		"From is not signed": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{HeaderKeys: []string{"From", "Subject"}}), "h=From:Subject", "h=Subject", 1)
		}, received.CheckUncounted, "it does not sign the From field"},
		"it is rsa-sha1": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{}), "a=rsa-sha256", "a=rsa-sha1", 1)
		}, received.CheckUncounted, "rsa-sha1 is not secure"},
		"a tag stands twice": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{}), "d=microsoft.example;", "d=microsoft.example; d=microsoft.example;", 1)
		}, received.CheckUncounted, "one of its tags stands twice"},
		"the key is not there": {func(t *testing.T) string {
			return strings.Replace(signed(t, mail, dkim.SignOptions{}), "s=s1;", "s=s2;", 1)
		}, received.CheckFail, "there is no such key in the DNS"},
	} {
		t.Run(name, func(t *testing.T) {
			z := zone()
			z.TXT("microsoft.example", "v=spf1 ip4:192.0.2.1 -all")
			later := func(m *authn.Message) { m.At = authntest.Noon.Add(2 * time.Hour) }
			p := check(t, z, test.raw(t), fromPeer("198.51.100.9", "x@elsewhere.example"), later)
			require.Len(t, p.Signatures, 1)
			require.Equal(t, test.result, p.Signatures[0].Result, p.Signatures[0].Reason)
			require.Contains(t, p.Signatures[0].Reason, test.reason)
			require.Equal(t, received.CheckFail, p.DMARC.Result)
			require.Equal(t, "suspicious", string(grade(p, microsoft).Grade))
		})
	}
}

func TestAWeakKeyDoesNotCountAndAShortOneIsSaid(t *testing.T) {
	t.Setenv("GODEBUG", "rsa1024min=0")
	for _, test := range []struct {
		bits   int
		result received.Checked
		says   string
	}{{768, received.CheckUncounted, "its key has 768 bits, fewer than 1024"}, {1024, received.CheckPass, "its key has only 1024 bits"}} {
		key, err := rsa.GenerateKey(rand.Reader, test.bits)
		require.NoError(t, err)
		z := authntest.NewZone("s1._domainkey.microsoft.example", authntest.Record(key))
		p := check(t, z, authntest.SignAs(t, authntest.Mail(press), &dkim.SignOptions{Domain: "microsoft.example", Selector: "s1", Signer: key}))
		require.Equal(t, test.result, p.Signatures[0].Result, p.Signatures[0].Reason)
		require.Equal(t, test.says, p.Signatures[0].Reason+p.Signatures[0].Remark)
	}
}

func TestWithTwoAuthorsNothingIsProven(t *testing.T) {
	signed := authntest.Sign(t, "microsoft.example", authntest.Mail(press))
	evil := authntest.Sign(t, "microsoft.example", authntest.Mail(press+", boss@evil.example"))
	for name, test := range map[string]struct {
		raw   string
		shown []string
		why   string
	}{
		"a second From field on top":      {"From: boss@evil.example\r\n" + signed, []string{"boss@evil.example", press}, "more than one From field"},
		"a second From field at the end":  {strings.Replace(signed, "\r\n\r\n", "\r\nFrom: boss@evil.example\r\n\r\n", 1), []string{press}, "more than one From field"},
		"two addresses in one":            {evil, []string{press, "boss@evil.example"}, "more than one author"},
		"people are shown another one":    {signed, []string{"boss@evil.example"}, "read in two ways"},
		"no From field":                   {strings.Replace(authntest.Mail(press), "From: ", "X-From: ", 1), nil, "there is no From field"},
		"a From field that is no address": {authntest.Mail("Microsoft"), []string{press}, "malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			p := check(t, zone(), test.raw, shown(test.shown...))
			require.Contains(t, p.Author.Unclear, test.why)
			require.Empty(t, p.Author.Domain)
			sender := grade(p, microsoft)
			require.Equal(t, "suspicious", string(sender.Grade))
			require.True(t, sender.Has(received.SignUnclear))
		})
	}
}

func TestASignatureOfSomebodyElseProvesNothingAboutTheAuthor(t *testing.T) {
	z := zone()
	z.Publish("evil.example")
	p := check(t, z, authntest.Sign(t, "evil.example", authntest.Mail(press)))
	require.Equal(t, received.CheckPass, p.Signatures[0].Result)
	require.False(t, p.Signatures[0].Aligned)
	require.Equal(t, received.CheckUncounted, p.DMARC.Result, "SPF might have passed: the peer is not known")
	require.Equal(t, "unverified", string(grade(p, microsoft).Grade))

	p = check(t, z, authntest.Sign(t, "evil.example", authntest.Mail(press)), fromPeer("198.51.100.9", "x@evil.example"))
	require.Equal(t, received.CheckFail, p.DMARC.Result)
	sender := grade(p, microsoft)
	require.Equal(t, "suspicious", string(sender.Grade))
	require.Equal(t, "Not sent as microsoft.example asks of mail in its name (DMARC fails; its policy: reject); the address is Microsoft’s verified contact point.",
		sender.Says(p, received.SenderNames{Party: "Microsoft"}))
}

func TestWithoutAPolicyAnotherDomainsSignatureOrTheServerMakesAKnownAddressProbable(t *testing.T) {
	z := authntest.NewZone("microsoft.example", "v=spf1 ip4:192.0.2.1 -all")
	z.Publish("mailer.example")
	p := check(t, z, authntest.Sign(t, "mailer.example", authntest.Mail(press)))
	require.Equal(t, "probable", string(grade(p, microsoft).Grade))
	require.Contains(t, grade(p, microsoft).Says(p, received.SenderNames{Party: "Microsoft"}), "Signed by mailer.example, and not by microsoft.example")

	p = check(t, z, authntest.Mail(press), fromPeer("192.0.2.1", press))
	require.Equal(t, &received.SPF{Domain: "microsoft.example", Result: received.CheckPass, Said: "pass", Aligned: true}, p.SPF)
	require.Equal(t, "probable", string(grade(p, microsoft).Grade))
	require.Equal(t, "unverified", string(grade(p, authn.Contact{Address: "info@microsoft.example"}).Grade), "only the very address")
}

func TestTheServerOfADomainWithAPolicyProvesIt(t *testing.T) {
	z := zone()
	z.TXT("mail.microsoft.example", "v=spf1 ip4:192.0.2.0/24 -all")
	p := check(t, z, authntest.Mail(press), fromPeer("192.0.2.7", "bounce@mail.microsoft.example"))
	require.Equal(t, []string{"spf"}, p.DMARC.By)
	require.Equal(t, "192.0.2.7", p.Peer)
	require.Equal(t, "verified", string(grade(p, microsoft).Grade))
	unverified := microsoft
	unverified.Verified = false
	require.Equal(t, "probable", string(grade(p, unverified).Grade), "nobody has made sure that the address is the party's")
}

func TestSPFIsNotAskedAboutOurOwnRelay(t *testing.T) {
	z := zone()
	z.TXT("microsoft.example", "v=spf1 +all")
	for _, peer := range []string{"127.0.0.1", "10.1.2.3", "::1", "fe80::1", "::ffff:192.168.0.1"} {
		p := check(t, z, authntest.Mail(press), fromPeer(peer, press))
		require.Nil(t, p.SPF, peer)
		require.Empty(t, p.Peer)
	}
	p := authn.Checker{DNS: z, Server: "mx.newsroom.example"}.Check(t.Context(), authn.Message{
		Raw: []byte(authntest.Mail(press)), Shown: []string{press}, Peer: netip.MustParseAddr("192.0.2.7"), MailFrom: press, At: authntest.Noon})
	require.Nil(t, p.SPF)
}

func TestOnlyTheTopmostResultsOfOurOwnServerCount(t *testing.T) {
	own := "Authentication-Results: mx.newsroom.example; spf=pass smtp.mailfrom=" + press + ";\r\n" +
		" dkim=pass (2048-bit key; unprotected) header.d=microsoft.example header.i=@microsoft.example;\r\n dmarc=pass (p=REJECT) header.from=microsoft.example\r\n"
	for name, test := range map[string]struct {
		server, fields string
		want           received.Proven
	}{
		"our own":                    {"mx.newsroom.example", own, received.ProvenReported},
		"in other letters":           {"MX.Newsroom.Example", own, received.ProvenReported},
		"another server's":           {"mx.newsroom.example", strings.Replace(own, "mx.newsroom.example", "mx.evil.example", 1), received.ProvenNot},
		"none is configured":         {"", own, received.ProvenNot},
		"forged, below another's":    {"mx.newsroom.example", "Authentication-Results: other.example; none\r\n" + own, received.ProvenNot},
		"forged, below our own":      {"mx.newsroom.example", "Authentication-Results: mx.newsroom.example; dmarc=none header.from=microsoft.example\r\n" + own, received.ProvenNot},
		"it failed":                  {"mx.newsroom.example", "Authentication-Results: mx.newsroom.example; dmarc=fail header.from=microsoft.example\r\n", received.ProvenFailed},
		"about another author":       {"mx.newsroom.example", strings.NewReplacer("=microsoft.example", "=evil.example", "@microsoft.example", "@evil.example").Replace(own), received.ProvenNot},
		"only a signature":           {"mx.newsroom.example", "Authentication-Results: mx.newsroom.example; dkim=pass header.i=@microsoft.example\r\n", received.ProvenReported},
		"only the server, by policy": {"mx.newsroom.example", "Authentication-Results: mx.newsroom.example; spf=pass smtp.mailfrom=bounce@mail.microsoft.example\r\n", received.ProvenReported},
		"Microsoft's, without a name": {authn.Unnamed, "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=microsoft.example;" +
			" dkim=pass (signature was verified) header.d=microsoft.example;dmarc=pass action=none header.from=microsoft.example;compauth=pass reason=100\r\n", received.ProvenReported},
		"named where none is": {authn.Unnamed, own, received.ProvenNot},
		"a quoted value":      {"mx.newsroom.example", "Authentication-Results: mx.newsroom.example 1; dmarc=pass reason=\"a; dmarc=fail\" header.from=microsoft.example\r\n", received.ProvenReported},
	} {
		t.Run(name, func(t *testing.T) {
			p := authn.Checker{DNS: zone(), Server: test.server}.Check(t.Context(), authn.Message{
				Raw: []byte(test.fields + authntest.Mail(press)), Shown: []string{press}, At: authntest.Noon})
			require.Equal(t, test.want, authn.Proven(p), "%+v", p.Reported)
		})
	}
}

func TestADNSThatDoesNotAnswerMakesNothingFail(t *testing.T) {
	raw := authntest.Sign(t, "microsoft.example", authntest.Mail(press))
	for _, down := range []string{"", "s1._domainkey.microsoft.example", "_dmarc.microsoft.example"} {
		z := zone()
		z.TXT("elsewhere.example", "v=spf1 -all")
		z.Down(down)
		p := check(t, z, raw, fromPeer("198.51.100.9", "x@elsewhere.example"))
		sender := grade(p, microsoft)
		if down == "_dmarc.microsoft.example" {
			require.Equal(t, "verified", string(sender.Grade), "a signature of the author's own domain needs no policy")
			require.True(t, sender.Open)
			continue
		}
		require.Equal(t, received.ProvenUnknown, sender.Proven, down)
		require.Equal(t, "unverified", string(sender.Grade))
		require.True(t, sender.Open)
		z.Up(down)
		require.Equal(t, "verified", string(grade(check(t, z, raw), microsoft).Grade))
	}
	p := authn.Checker{}.Check(t.Context(), authn.Message{Raw: []byte(raw), Shown: []string{press}, At: authntest.Noon})
	require.Equal(t, received.ProvenUnknown, authn.Proven(p), "no DNS at all")
}

func TestWhatPassedAMessageOnClaimsIsOnlyAdvice(t *testing.T) {
	arc := "ARC-Seal: i=2; a=rsa-sha256; d=lists.example; s=x; cv=pass; b=AAAA\r\n" +
		"ARC-Authentication-Results: i=1; mx.first.example; dmarc=pass header.from=microsoft.example; dkim=pass header.d=microsoft.example\r\n" +
		"ARC-Seal: i=1; a=rsa-sha256; d=first.example; s=x; cv=none; b=AAAA\r\n"
	p := check(t, zone(), arc+authntest.Mail(press))
	require.Equal(t, &received.Chain{Sets: 2, Claims: "pass", Sealed: []string{"lists.example", "first.example"}, Found: "dmarc=pass, dkim=pass by microsoft.example",
		Result: received.CheckFail, Reason: "a set is missing, or a field of one"}, p.Chain)
	require.Equal(t, "unverified", string(grade(p, microsoft).Grade))
}

func TestAChainOfSealsIsCheckedAndRaisesNoGrade(t *testing.T) {
	const found = "dmarc=pass header.from=microsoft.example; dkim=pass header.d=microsoft.example"
	once := authntest.PassOn(t, "first.example", "none", found, authntest.Mail(press))
	twice := authntest.PassOn(t, "lists.example", "pass", "arc=pass", once)
	for _, test := range []struct {
		sentence, raw string
		result        received.Checked
		seals         int
		says          string
	}{
		{"one seal holds", once, received.CheckPass, 1, "It was passed on by first.example, whose seals hold (ARC); first.example says that it had found: dmarc=pass, dkim=pass by microsoft.example. That is their word: it proves nobody who wrote."},
		{"two seals hold", twice, received.CheckPass, 2, "It was passed on by lists.example, first.example, whose seals hold"},
		{"space and empty lines at the end are none", strings.Replace(twice, "initial contact", "initial \t contact", 1) + " \r\n\r\n", received.CheckPass, 2, "seals hold"},
		{"the body was changed", twice + "No.\r\n", received.CheckFail, 0, "the body was changed after it was passed on. What they say counts for nothing."},
		{"a field that is signed was changed", strings.Replace(twice, "Subject: Your", "Subject: My", 1), received.CheckFail, 0, "its signature of the message: what it signs was changed"},
		{"what the first had found was changed", strings.Replace(twice, "dmarc=pass header", "dmarc=fail header", 1), received.CheckFail, 1, "the seal of lists.example: what it signs was changed"},
		{"a seal is forged", authntest.PassOn(t, "unknown.example", "pass", "arc=pass", once), received.CheckFail, 0, "there is no such key in the DNS"},
		{"the chain was broken before", authntest.PassOn(t, "lists.example", "fail", "arc=fail", once), received.CheckFail, 0, "a seal says that the chain was broken before it"},
		{"a set is gone", strings.Replace(twice, "ARC-Authentication-Results: i=1", "X: i=1", 1), received.CheckFail, 0, "a set is missing"},
		{"a field stands twice", "ARC-Seal: i=2; cv=pass\r\n" + twice, received.CheckFail, 0, "a set has a field twice"},
		{"the DNS is down", authntest.PassOn(t, "down.example", "pass", "arc=pass", once), received.CheckUnknown, 0, "the DNS gave no answer (they say"},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			z := zone()
			z.Publish("first.example")
			z.Publish("lists.example")
			z.Down("s1._domainkey.down.example")
			p := check(t, z, test.raw)
			require.Equal(t, test.result, p.Chain.Result, p.Chain.Reason)
			require.Len(t, p.Chain.Seals, test.seals)
			require.Contains(t, strings.Join(p.Found(), " "), test.says)
			require.Equal(t, "unverified", string(grade(p, microsoft).Grade), "whatever they say")
		})
	}
}

func TestTheEffortIsBounded(t *testing.T) {
	z := zone()
	begin := time.Now()
	many := strings.Repeat("DKIM-Signature: v=1; a=rsa-sha256; d=microsoft.example; s=s1; h=from; bh=AAAA; b=AAAA\r\n", 900)
	p := check(t, z, many+authntest.Mail(press))
	require.Len(t, p.Signatures, 8)
	require.NotEmpty(t, p.Problems)
	for name, raw := range map[string]string{
		"a long header":       "X: " + strings.Repeat("a", 1<<20) + "\r\n" + authntest.Mail(press),
		"many fields":         strings.Repeat("A: b\r\n", 30000) + authntest.Mail(press),
		"many lines":          "DKIM-Signature: v=1;\r\n" + strings.Repeat(" a\r\n", 60000) + authntest.Mail(press),
		"many signed names":   "DKIM-Signature: v=1; a=rsa-sha256; d=microsoft.example; s=s1; h=from" + strings.Repeat(":a", 3000) + "; bh=AAAA; b=AAAA\r\n" + authntest.Mail(press),
		"many empty lines":    authntest.Sign(t, "microsoft.example", authntest.Mail(press)) + strings.Repeat("\r\n", 5<<20) + "x",
		"nothing but a field": "From: " + press,
		"nothing":             "",
	} {
		p := check(t, z, raw)
		require.NotEqual(t, received.ProvenSigned, authn.Proven(p), name)
	}
	require.Less(t, time.Since(begin), 10*time.Second)
	large := authntest.Sign(t, "microsoft.example", authntest.Mail(press)+strings.Repeat(strings.Repeat("x", 70)+"\r\n", 30<<20/72))
	p = check(t, z, strings.Repeat(large[:bytes.Index([]byte(large), []byte("From: "))], 5)+large)
	require.Len(t, p.Signatures, 6, "the body of a large message is hashed once for all")
	for _, s := range p.Signatures {
		require.Equal(t, received.CheckPass, s.Result, s.Reason)
	}
}
