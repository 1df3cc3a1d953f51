package authn

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

// verdicts are the domains of the signatures of a message that hold for us, and for the library; none for one that does not.
// same is false where it is known that the two read differently: a carriage return alone, which no server hands on, what is
// beyond our bounds, and a line of the header that is no field.
func verdicts(t *testing.T, zone *authntest.Zone, raw []byte) (ours, library []string, same bool) {
	t.Helper()
	h, body, bad := split(raw)
	places := h.places("dkim-signature")
	if bad != "" || len(places) == 0 || len(places) > maxSignatures || bytes.Contains(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\r")) || bytes.HasPrefix(raw, []byte("\n")) {
		return nil, nil, false
	}
	c := &checking{asking: &asking{dns: zone, known: map[string]answer{}}, at: authntest.Noon, walks: map[string]walked{}}
	plain := len(h.places("")) == 0
	for _, place := range places {
		of, unambiguous := tags(h[place].signed())
		if len(h[place].raw) > maxSignature || strings.Count(of["h"], ":") >= maxSignedNames || !plainASCII(squeeze(of["d"])+squeeze(of["s"])+squeeze(of["i"])) ||
			strings.Contains(of["bh"], "b=") || slices.Contains(namesIn(of["h"]), "dkim-signature") {
			plain = false
		}
		domain, s := "", declared(of)
		if result, _ := c.verify(t.Context(), h, place, body, of, s); unambiguous && result == received.CheckPass {
			domain = s.Domain
		}
		ours = append(ours, domain)
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{
		LookupTXT: func(name string) ([]string, error) { return zone.LookupTXT(t.Context(), strings.ToLower(name)) }})
	if err != nil || len(found) != len(places) {
		return ours, nil, false
	}
	for _, v := range found {
		if v.Err != nil {
			v.Domain = ""
		}
		library = append(library, strings.ToLower(v.Domain))
	}
	return ours, library, plain
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
		subject, body = folded(subject[:min(len(subject), 4<<10)]), body[:min(len(body), 64<<10)]
		var signer crypto.Signer = authntest.Key()
		selector := "s1"
		if form&4 != 0 {
			signer, selector = edKey, "ed"
		}
		var signed bytes.Buffer
		message := "From: info@works.example\r\nSubject:" + subject + "\r\nSubject: twice\r\nTo: a@b.example\r\n\r\n" + body
		err := dkim.Sign(&signed, strings.NewReader(message), &dkim.SignOptions{Domain: "works.example", Selector: selector, Signer: signer, Hash: crypto.SHA256,
			HeaderCanonicalization: fuzzedForms[form&1], BodyCanonicalization: fuzzedForms[form>>1&1], HeaderKeys: []string{"From", "Subject", "To", "Subject", "From", "Cc"}})
		require.NoError(t, err)
		ours, library, same := verdicts(t, zone, signed.Bytes())
		if same {
			require.Equal(t, []string{"works.example"}, ours)
			require.Equal(t, library, ours)
		}
		changed := bytes.Clone(signed.Bytes())
		changed[int(at)%len(changed)] = with
		if ours, library, same = verdicts(t, zone, changed); same {
			require.Equal(t, library, ours, "%q", changed)
		}
	})
}

// folded is a text as the value of a field: whatever stands on a line of its own goes on the one before.
func folded(text string) string {
	lines := strings.FieldsFunc(strings.ReplaceAll(text, "\r\n", "\n"), func(r rune) bool { return r == '\n' })
	return strings.Join(lines, "\r\n ")
}

// shiftedSignatures are lines above a good signature that one reading takes for a signature of somebody else, and another not.
var shiftedSignatures = []string{
	"DKIM-Signature\r\n x: v=1; a=rsa-sha256; d=other.example; s=s1; h=From; bh=AAAA; b=AAAA\r\n",
	"Received: by here\r\nDKIM-Signature\r\n : v=1; a=rsa-sha256; d=other.example; s=s1; h=From; bh=AAAA; b=AAAA\r\n",
	" \r\n DKIM-Signature: v=1; a=rsa-sha256; d=other.example; s=s1; h=From; bh=AAAA; b=AAAA\r\n",
	" : v=1; d=other.example\r\nDKIM-Signature : v=1; a=rsa-sha256; d=other.example; s=s1; h=From; bh=AAAA; b=AAAA\r\n",
	"DKIM-Signature:\r\n v=1; a=rsa-sha256; d=other.example; s=s1; h=From; bh=AAAA; b=AAAA\r\n",
	"\tDKIM-Signature: v=1; d=other.example\r\n\tx: y\r\n",
}

// What is said of a signature is said of the one that was verified: nobody's good signature lends another a name.
func TestNobodysSignatureLendsAnotherAName(t *testing.T) {
	zone := fuzzedZone()
	zone.Publish("other.example")
	good := authntest.Sign(t, "works.example", authntest.Mail("info@works.example"))
	_, genuine, _ := strings.Cut(good, ":")
	genuine = genuine[:strings.Index(genuine, "\r\nFrom")+2]
	lent := func(raw string) (passes int) {
		for _, s := range (Checker{DNS: zone}).Check(t.Context(), Message{Raw: []byte(raw), At: authntest.Noon}).Signatures {
			if s.Result == received.CheckPass {
				require.Equal(t, "works.example", s.Domain, raw)
				passes++
			}
		}
		return passes
	}
	rest := good[strings.Index(good, "\r\nFrom")+2:]
	const unsigned = "DKIM-Signature: v=1; a=rsa-sha256; d=other.example; s=s1; h=From; bh=AAAA; b=AAAA\r\n"
	require.Zero(t, lent(" \r\n DKIM-Signature:"+genuine+unsigned+rest), "the good one is on a line that is no field, and the other signs nothing")
	for _, shifted := range shiftedSignatures {
		require.Equal(t, 1, lent(shifted+good), "%q", shifted)
	}
}

// What holds of any bytes holds for the library too.
func FuzzSignatureHoldsForTheLibrary(f *testing.F) {
	f.Add([]byte(authntest.Sign(f, "works.example", authntest.Mail("info@works.example"))))
	f.Add([]byte("DKIM-Signature: v=1; a=rsa-sha256; d=works.example; s=s1; h=from; bh=AAAA; b=AAAA\r\n\r\n"))
	for _, shifted := range shiftedSignatures {
		f.Add([]byte(shifted + authntest.Sign(f, "works.example", authntest.Mail("info@works.example"))))
	}
	zone := fuzzedZone()
	f.Fuzz(func(t *testing.T, raw []byte) {
		if ours, library, same := verdicts(t, zone, raw); same {
			for i := range ours {
				require.True(t, ours[i] == "" || ours[i] == library[i])
			}
		}
		Checker{DNS: zone}.Check(t.Context(), Message{Raw: raw, Peer: netip.Addr{}, At: authntest.Noon})
	})
}
