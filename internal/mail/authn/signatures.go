package authn

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/onrecord/onrecord/claim/received"
)

// Bounds on signatures. The body is hashed once for each, so of a large message fewer are looked at.
const (
	maxSignatures  = 8
	maxSignedNames = 200      // in h=
	maxSignature   = 8 << 10  // bytes of the field
	maxHashed      = 40 << 20 // bytes of body, over all signatures: 10 ms of processor time each MB
	maxEmptyLines  = 64 << 10 // bytes of line ends in a row: the library copies them for each piece that it reads
	clockSkew      = 5 * time.Minute
	shortKey       = 1024 // bits; RFC 8301 section 3.2: shorter ones must not be taken
	soundKey       = 2048 // bits; RFC 8301 section 3.2: signers should have these
)

// signatures checks the DKIM signatures of a message, the topmost first (RFC 6376 section 6).
func (c *checking) signatures(ctx context.Context, h header, body []byte) []received.Signature {
	fields := h.all("dkim-signature")
	most := max(1, min(maxSignatures, maxHashed/max(1, len(body))))
	if len(fields) > most {
		c.problem(fmt.Sprintf("Of %d signatures, the first %d were looked at.", len(fields), most))
		fields = fields[:most]
	}
	if len(fields) == 0 {
		return nil
	}
	list := make([]received.Signature, len(fields))
	for i, f := range fields {
		list[i] = declared(f)
	}
	if why := costly(fields, body); why != "" {
		for i := range list {
			list[i].Result, list[i].Reason = received.CheckUncounted, why
		}
		return list
	}
	c.verify(ctx, list, most)
	for i, f := range fields {
		list[i] = c.counts(ctx, list[i], f)
	}
	return list
}

// declared is what a signature says of itself.
func declared(value string) received.Signature {
	t, _ := tags(value)
	s := received.Signature{
		Domain: cmpASCII(squeeze(t["d"])), Selector: clip(squeeze(t["s"]), 253), Algorithm: clip(strings.ToLower(squeeze(t["a"])), 40),
		SignedAt: seconds(t["t"]), Expires: seconds(t["x"]),
	}
	return s
}

// cmpASCII is a domain as the DNS writes it, or as it stands where it is none.
func cmpASCII(domain string) string {
	if written := ascii(domain); written != "" {
		return written
	}
	return clip(strings.ToValidUTF8(domain, "?"), 253)
}

func clip(s string, most int) string { return strings.ToValidUTF8(s[:min(len(s), most)], "") }

// seconds is an instant of a signature; the zero time for none, or one that no clock shows.
func seconds(text string) time.Time {
	n, err := strconv.ParseInt(squeeze(text), 10, 64)
	if err != nil || n <= 0 || n > 253402300799 { // the end of the year 9999
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

// costly says why signatures are not verified at all: the library's work would grow with the square.
func costly(fields []string, body []byte) string {
	for _, f := range fields {
		if t, _ := tags(f); len(f) > maxSignature || strings.Count(t["h"], ":") >= maxSignedNames {
			return "a signature is too long to be checked"
		}
	}
	run := 0
	for _, b := range body {
		if b != '\r' && b != '\n' {
			run = 0
		} else if run++; run > maxEmptyLines {
			return "the message has too many empty lines to be checked"
		}
	}
	return ""
}

// verify has the library check the signatures, and fills in what it found.
func (c *checking) verify(ctx context.Context, list []received.Signature, most int) {
	found, err := dkim.VerifyWithOptions(bytes.NewReader(ended(c.raw)), &dkim.VerifyOptions{
		MaxVerifications: most,
		LookupTXT:        func(name string) ([]string, error) { return c.LookupTXT(ctx, name) },
	})
	for i := range list {
		switch {
		case i >= len(found) || found[i] == nil:
			list[i].Result, list[i].Reason = received.CheckFail, "it cannot be read"
			if err != nil {
				c.problem("The signatures could not all be read.")
			}
		case found[i].Err == nil:
			list[i].Result = received.CheckPass
		case dkim.IsTempFail(found[i].Err):
			list[i].Result, list[i].Reason = received.CheckUnknown, "its key is not known, as the DNS gave no answer"
		default:
			list[i].Result, list[i].Reason = received.CheckFail, because(found[i].Err)
		}
	}
}

// ended ends a header that nothing follows, as the library needs it.
func ended(raw []byte) []byte {
	if bytes.Contains(raw[:min(len(raw), maxHeader+4)], []byte("\r\n\r\n")) || bytes.Contains(raw[:min(len(raw), maxHeader+4)], []byte("\n\n")) {
		return raw
	}
	return slices.Concat(raw, []byte("\r\n\r\n"))
}

// because puts the library's reasons into words.
func because(err error) string {
	text := strings.TrimPrefix(err.Error(), "dkim: ")
	for _, r := range []struct{ begins, says string }{
		{"body hash did not verify", "the body was changed after it was signed"},
		{"signature did not verify", "the header was changed after it was signed, or the key is another"},
		{"no key for signature", "there is no such key in the DNS"},
		{"no valid key found", "there is no such key in the DNS"},
		{"key revoked", "the key was revoked"},
		{"multiple TXT records", "the DNS has more than one key under that name"},
		{"key is too short", "the key is shorter than 1024 bits"},
		{"key", "the key in the DNS cannot be read"},
		{"hash algorithm too weak", "rsa-sha1 is not secure"},
		{"signature has expired", "it has expired"},
		{"From field not signed", "it does not sign the From field"},
		{"domain mismatch", "it was made for another domain than its own"},
	} {
		if strings.HasPrefix(text, r.begins) {
			return r.says
		}
	}
	return "it does not follow the standard"
}

// counts applies what we ask of a signature beyond that it holds. A key that is not known is left unknown.
func (c *checking) counts(ctx context.Context, s received.Signature, value string) received.Signature {
	t, unambiguous := tags(value)
	rsaKey := strings.HasPrefix(s.Algorithm, "rsa")
	if s.Result == received.CheckPass || s.Result == received.CheckFail {
		s.KeyBits = c.keyBits(ctx, s)
	}
	_, partly := t["l"]
	why := ""
	switch {
	case !unambiguous:
		why = "one of its tags stands twice"
	case partly:
		why = "it leaves the end of the body unsigned (l=)"
	case strings.HasSuffix(s.Algorithm, "-sha1"):
		why = "rsa-sha1 is not secure"
	case !signsFrom(t["h"]):
		why = "it does not sign the From field"
	case rsaKey && s.KeyBits != 0 && s.KeyBits < shortKey:
		why = fmt.Sprintf("its key has %d bits, fewer than %d", s.KeyBits, shortKey)
	case s.SignedAt.After(c.at.Add(clockSkew)):
		why = "it was signed in the future"
	case !s.Expires.IsZero() && !s.Expires.After(s.SignedAt):
		why = "it ends before it was signed"
	case !s.Expires.IsZero() && c.at.After(s.Expires):
		why = "it has expired"
	}
	switch {
	case why != "":
		s.Result, s.Reason = received.CheckUncounted, why
	case s.Result == received.CheckPass && rsaKey && s.KeyBits < soundKey:
		s.Remark = fmt.Sprintf("its key has only %d bits", s.KeyBits)
	}
	return s
}

func signsFrom(names string) bool {
	return slices.ContainsFunc(strings.Split(names, ":"), func(n string) bool { return strings.EqualFold(squeeze(n), "from") })
}

// keyBits is the length of the key that the DNS has, as far as it was asked; 0 if that is not known.
func (c *checking) keyBits(ctx context.Context, s received.Signature) int {
	records, err := c.LookupTXT(ctx, s.Selector+"._domainkey."+s.Domain)
	if err != nil || len(records) != 1 {
		return 0
	}
	t, _ := tags(records[0])
	return bitsOf(squeeze(t["p"]), t["k"])
}

// bitsOf is the length of a public key as a record has it (RFC 6376 section 3.6.1, RFC 8463).
func bitsOf(key, kind string) int {
	data, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		return 0
	}
	if kind == "ed25519" && len(data) == ed25519.PublicKeySize {
		return len(data) * 8
	}
	if parsed, err := x509.ParsePKIXPublicKey(data); err == nil {
		if public, ok := parsed.(*rsa.PublicKey); ok {
			return public.N.BitLen()
		}
		return 0
	}
	if public, err := x509.ParsePKCS1PublicKey(data); err == nil {
		return public.N.BitLen()
	}
	return 0
}
