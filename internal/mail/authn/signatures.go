package authn

import (
	"context"
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/received"
)

// Bounds on signatures. The body is hashed once for each form that they have, two at most.
const (
	maxSignatures  = 8
	maxSignedNames = 200     // in h=
	maxSignature   = 8 << 10 // bytes of the field
	clockSkew      = 5 * time.Minute
	shortKey       = 1024 // bits; RFC 8301 section 3.2: shorter ones must not be taken
	soundKey       = 2048 // bits; RFC 8301 section 3.2: signers should have these
	longKey        = 8192 // bits; RFC 8301 section 3.2: verifiers must be able to use up to 4096
)

// signatures checks the DKIM signatures of a message, the topmost first (RFC 6376 section 6).
func (c *checking) signatures(ctx context.Context, h header, body []byte) []received.Signature {
	places := h.places("dkim-signature")
	if len(places) > maxSignatures {
		c.problem(fmt.Sprintf("Of %d signatures, the first %d were looked at.", len(places), maxSignatures))
		places = places[:maxSignatures]
	}
	var list []received.Signature
	for _, place := range places {
		list = append(list, c.signature(ctx, h, place, body))
	}
	return list
}

// signature checks the signature at a place.
func (c *checking) signature(ctx context.Context, h header, place int, body []byte) received.Signature {
	t, unambiguous := tags(h[place].signed())
	s := declared(t)
	switch {
	case len(h[place].raw) > maxSignature || strings.Count(t["h"], ":") >= maxSignedNames:
		s.Result, s.Reason = received.CheckUncounted, "a signature is too long to be checked"
		return s
	case !unambiguous:
		s.Result, s.Reason = received.CheckUncounted, "one of its tags stands twice"
		return s
	}
	s.Result, s.Reason = c.verify(ctx, h, place, body, t, s)
	return c.counts(ctx, s, t)
}

// declared is what a signature says of itself.
func declared(t map[string]string) received.Signature {
	return received.Signature{
		Domain: cmpASCII(squeeze(t["d"])), Selector: clip(squeeze(t["s"]), 253), Algorithm: clip(strings.ToLower(squeeze(t["a"])), 40),
		SignedAt: seconds(t["t"]), Expires: seconds(t["x"]),
	}
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

// counts applies what we ask of a signature beyond that it holds. A key that is not known is left unknown.
func (c *checking) counts(ctx context.Context, s received.Signature, t map[string]string) received.Signature {
	rsaKey := strings.HasPrefix(s.Algorithm, "rsa")
	if s.Result == received.CheckPass || s.Result == received.CheckFail {
		s.KeyBits = c.keyBits(ctx, s)
	}
	_, partly := t["l"]
	why := ""
	switch {
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
	return bitsOf(squeeze(t["p"]), squeeze(t["k"]))
}

// bitsOf is the length of a public key as a record has it (RFC 6376 section 3.6.1, RFC 8463).
func bitsOf(key, kind string) int {
	switch parsed := publicKey(key, kind).(type) {
	case ed25519.PublicKey:
		return len(parsed) * 8
	case *rsa.PublicKey:
		return parsed.N.BitLen()
	}
	return 0
}
