package authn

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

// Whatever the bytes are, a check ends, says what can be stored, and proves nobody who has not signed.
func FuzzCheck(f *testing.F) {
	signed := authntest.Sign(f, "works.example", authntest.Mail("info@works.example"))
	for _, seed := range []string{
		signed, authntest.Mail("info@works.example"), "From: a@b\nAuthentication-Results: own; dmarc=pass header.from=b\n\nx",
		"ARC-Seal: i=1; cv=none; d=a\r\n\r\n", "DKIM-Signature: v=1; l=1; t=9; x=8; d=; s=;\r\n\r\n", "",
	} {
		f.Add([]byte(seed))
	}
	zone := authntest.NewZone("_dmarc.works.example", "v=DMARC1; p=reject", "works.example", "v=spf1 ip4:192.0.2.1 -all")
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<20 {
			t.Skip()
		}
		begin := time.Now()
		for _, server := range []string{"", "own", Unnamed} {
			p := Checker{DNS: zone, Server: server}.Check(t.Context(), Message{
				Raw: raw, Shown: []string{"info@works.example"}, Peer: netip.MustParseAddr("198.51.100.1"), Helo: "x", MailFrom: "a@b.example", At: authntest.Noon})
			data, err := json.Marshal(p)
			require.NoError(t, err)
			require.True(t, utf8.Valid(data))
			if server == "" {
				require.NotEqual(t, received.ProvenSigned, Proven(p), "nobody's key is in the DNS")
			}
		}
		require.Less(t, time.Since(begin), 10*time.Second)
	})
}

func FuzzParsePolicy(f *testing.F) {
	f.Add("v=DMARC1; p=reject; sp=none; np=quarantine; adkim=s; psd=n; t=y")
	f.Add("v=DMARC1")
	f.Fuzz(func(t *testing.T, record string) {
		p, ok := parsePolicy("example.com", record)
		if !ok {
			return
		}
		for _, domain := range []string{"example.com", "mail.example.com"} {
			require.Contains(t, policies, p.asks(domain, true))
			require.Contains(t, policies, p.asks(domain, false))
		}
	})
}

func FuzzResults(f *testing.F) {
	f.Add("mx.example; dkim=pass (2048-bit key; unprotected) header.d=example.com; spf=fail smtp.mailfrom=\"a;b\"@c")
	f.Add("spf=pass (x) smtp.mailfrom=a")
	f.Fuzz(func(t *testing.T, value string) {
		if len(value) > maxResults {
			t.Skip()
		}
		_, results, _ := parseResults(value)
		r := collect("own", results)
		require.LessOrEqual(t, len(r.Signed), maxSignatures)
		claimed(header{{name: "arc-seal", value: value}, {name: "arc-authentication-results", value: value}})
	})
}

// Whatever stands in the fields of a chain, it is read in time, and holds for nobody whose key is not in the DNS.
func FuzzChain(f *testing.F) {
	f.Add("i=1; lists.example; dkim=pass", "i=1; a=rsa-sha256; c=relaxed/relaxed; d=lists.example; s=s1; h=from:from; bh=AAAA; b=AAAA", "i=1; a=rsa-sha256; cv=none; d=lists.example; s=s1; b=AAAA", "a \r\n\r\n")
	f.Fuzz(func(t *testing.T, results, message, seal, body string) {
		c := &checking{asking: &asking{dns: authntest.NewZone(), known: map[string]answer{}}, walks: map[string]walked{}}
		h := header{{name: "arc-seal", value: seal}, {name: "arc-message-signature", value: message}, {name: "arc-authentication-results", value: results}, {name: "from", value: "a@b.example"}}
		if chain := c.chain(t.Context(), h, []byte(body)); chain != nil {
			require.NotEqual(t, received.CheckPass, chain.Result)
			require.NotEmpty(t, chain.Reason)
		}
		for _, form := range []string{formSimple, formRelaxed} {
			var once, twice bytes.Buffer
			writeCanonical(&once, []byte(body), form)
			writeCanonical(&twice, once.Bytes(), form)
			require.Equal(t, once.String(), twice.String(), "what is signed stays")
		}
	})
}

func FuzzLooksLike(f *testing.F) {
	f.Add("rnicrosoft.com", "microsoft.com")
	f.Add("xn--80ak6aa92e.com", "apple.com")
	f.Add("0。", "0..")
	f.Add("\u00ad", "a.\u3002")
	f.Fuzz(func(t *testing.T, domain, known string) {
		a, b := ascii(domain), ascii(known)
		if looksLike(a, b) {
			require.NotEqual(t, a, b)
			require.False(t, under(a, b))
		}
		require.Equal(t, a, ascii(a), "what the DNS writes stays")
		mixesScripts(a)
	})
}
