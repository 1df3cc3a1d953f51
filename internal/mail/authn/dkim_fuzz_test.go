package authn

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"net/netip"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

// verdicts are what we say of the signatures of a message, and what the library says. same is false where it is known that
// the two read differently: a carriage return alone, which no server hands on, and what is beyond our bounds.
func verdicts(t *testing.T, zone *authntest.Zone, raw []byte) (ours, library []bool, same bool) {
	t.Helper()
	h, body, bad := split(raw)
	fields := h.all("dkim-signature")
	if bad != "" || len(fields) == 0 || len(fields) > maxSignatures || bytes.Contains(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\r")) || bytes.HasPrefix(raw, []byte("\n")) {
		return nil, nil, false
	}
	for _, f := range fields {
		of, _ := tags(f)
		if costly(f) || !plainASCII(squeeze(of["d"])+squeeze(of["s"])+squeeze(of["i"])) || strings.Contains(of["bh"], "b=") {
			return nil, nil, false
		}
	}
	c := &checking{asking: &asking{dns: zone, known: map[string]answer{}}, raw: raw, at: authntest.Noon, walks: map[string]walked{}}
	m := asSigned(raw, body)
	for i, f := range m.signatures() {
		result, _ := c.verify(t.Context(), m, declared(fields[i]), f)
		ours = append(ours, result == received.CheckPass)
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{
		LookupTXT: func(name string) ([]string, error) { return zone.LookupTXT(t.Context(), strings.ToLower(name)) }})
	if err != nil || len(found) != len(fields) {
		return ours, nil, false
	}
	for _, v := range found {
		library = append(library, v.Err == nil)
	}
	return ours, library, true
}

func plainASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

var (
	edKey       = ed25519.NewKeyFromSeed(bytes.Repeat([]byte("k"), ed25519.SeedSize))
	fuzzedForms = []dkim.Canonicalization{dkim.CanonicalizationSimple, dkim.CanonicalizationRelaxed}
)

func fuzzedZone() *authntest.Zone {
	z := authntest.NewZone("ed._domainkey.works.example", "v=DKIM1; k=ed25519; p="+base64.StdEncoding.EncodeToString(edKey.Public().(ed25519.PublicKey)))
	z.Publish("works.example")
	return z
}

// What a field and a body are, signed by the library in either form, holds for us as for the library; and whatever byte of
// it is another then, we say no more than the library does.
func FuzzSignatureAgainstTheLibrary(f *testing.F) {
	f.Add(" Your\r\n \t questions", "a  line \t with space \r\n\r\n\r\nx\ny \r\n \r\n\r\n", byte(0), uint16(0), byte(0))
	f.Add("x", "", byte(3), uint16(40), byte('b'))
	f.Add(" ", " \t\r\n", byte(5), uint16(300), byte(' '))
	f.Add("a: b;c", "no end", byte(6), uint16(9), byte(';'))
	zone := fuzzedZone()
	f.Fuzz(func(t *testing.T, subject, body string, form byte, at uint16, with byte) {
		if len(subject)+len(body) > 100<<10 || strings.Contains(subject, "\r\n\r\n") || strings.Contains(subject, "\n\n") || strings.Contains(subject, "\n\r\n") {
			t.Skip()
		}
		var signer crypto.Signer = authntest.Key()
		selector := "s1"
		if form&4 != 0 {
			signer, selector = edKey, "ed"
		}
		var signed bytes.Buffer
		message := "From: info@works.example\r\nSubject:" + strings.TrimRight(subject, "\r\n") + "\r\nSubject: twice\r\nTo: a@b.example\r\n\r\n" + body
		err := dkim.Sign(&signed, strings.NewReader(message), &dkim.SignOptions{Domain: "works.example", Selector: selector, Signer: signer, Hash: crypto.SHA256,
			HeaderCanonicalization: fuzzedForms[form&1], BodyCanonicalization: fuzzedForms[form>>1&1], HeaderKeys: []string{"From", "Subject", "To", "Subject", "From", "Cc"}})
		if err != nil {
			t.Skip()
		}
		ours, library, same := verdicts(t, zone, signed.Bytes())
		if same {
			require.Equal(t, library, ours)
		}
		changed := bytes.Clone(signed.Bytes())
		changed[int(at)%len(changed)] = with
		if ours, library, same = verdicts(t, zone, changed); same {
			require.Equal(t, library, ours, "%q", changed)
		}
	})
}

// What holds of any bytes holds for the library too.
func FuzzSignatureHoldsForTheLibrary(f *testing.F) {
	f.Add([]byte(authntest.Sign(f, "works.example", authntest.Mail("info@works.example"))))
	f.Add([]byte("DKIM-Signature: v=1; a=rsa-sha256; d=works.example; s=s1; h=from; bh=AAAA; b=AAAA\r\n\r\n"))
	zone := fuzzedZone()
	f.Fuzz(func(t *testing.T, raw []byte) {
		if ours, library, same := verdicts(t, zone, raw); same {
			for i := range ours {
				require.True(t, !ours[i] || library[i])
			}
		}
		Checker{DNS: zone}.Check(t.Context(), Message{Raw: raw, Peer: netip.Addr{}, At: authntest.Noon})
	})
}
