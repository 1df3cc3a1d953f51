package authn

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim/received"
)

// Signatures are verified here and not by the library with which we sign: it makes the body anew, byte by byte, for each of
// them, so that of a large message with several one alone could be looked at. A fuzz target compares the two.

// Why a signature does not hold.
const (
	notStandard  = "it does not follow the standard"
	bodyChanged  = "the body was changed after it was signed"
	headChanged  = "the header was changed after it was signed, or the key is another"
	otherDomain  = "it was made for another domain than its own"
	fromUnsigned = "it does not sign the From field"
)

// hashed is what the signature at a place signs, hashed: the fields that it names, of those of one name the lowest first (RFC
// 6376 section 5.4.2), and itself without its value. A name that there is no field for, or none any more, adds nothing.
func (h header) hashed(place int, names []string, form string) []byte {
	sum := sha256.New()
	at := map[string][]int{}
	for i, f := range h {
		if i != place {
			at[f.name] = append(at[f.name], i)
		}
	}
	for _, name := range names {
		if n := len(at[name]); n > 0 && name != "" {
			sum.Write([]byte(h[at[name][n-1]].in(form) + "\r\n"))
			at[name] = at[name][:n-1]
		}
	}
	own := h[place]
	name, value, _ := strings.Cut(own.raw, ":")
	own.raw = name + ":" + unsigned(value)
	sum.Write([]byte(own.in(form)))
	return sum.Sum(nil)
}

// in is the field in a form, without its end.
func (f field) in(form string) string {
	if form == formSimple {
		return strings.TrimSuffix(f.raw, "\r\n")
	}
	return relaxed(f.name, f.signed())
}

// verify says of the signature at a place, which has these tags, whether it holds over the message (RFC 6376 section 6.1), and
// if not, why.
func (c *checking) verify(ctx context.Context, h header, place int, body []byte, t map[string]string, s received.Signature) (received.Checked, string) {
	if why := wrong(t, s); why != "" {
		return received.CheckFail, why
	}
	key, result, why := c.key(ctx, t, t["i"])
	if why != "" {
		return result, why
	}
	ofHeader, ofBody, ok := forms(t["c"])
	_, partly := t["l"]
	bodyHash, badHash := base64.StdEncoding.DecodeString(squeeze(t["bh"]))
	sealed, badSeal := base64.StdEncoding.DecodeString(squeeze(t["b"]))
	if !ok || partly || badHash != nil || badSeal != nil {
		return received.CheckFail, notStandard
	}
	if hash := c.hashOf(body, ofBody); !bytes.Equal(hash[:], bodyHash) {
		return received.CheckFail, bodyChanged
	}
	if !sealedBy(key, h.hashed(place, namesIn(t["h"]), ofHeader), sealed) {
		return received.CheckFail, headChanged
	}
	return received.CheckPass, ""
}

// wrong says why a signature is not looked at any further; nothing if it is.
func wrong(t map[string]string, s received.Signature) string {
	for _, tag := range []string{"v", "a", "b", "bh", "d", "h", "s"} {
		if _, ok := t[tag]; !ok {
			return notStandard
		}
	}
	expires, limited := t["x"]
	switch {
	case t["v"] != "1" || ascii(squeeze(t["d"])) == "" || !isInstant(t, "t") || !isInstant(t, "x"):
		return notStandard
	case !madeFor(t["i"], s.Domain, false):
		return otherDomain
	case !slices.Contains(namesIn(t["h"]), "from"):
		return fromUnsigned
	case limited && strings.HasPrefix(squeeze(expires), "-") || limited && s.Expires.IsZero() && strings.Trim(squeeze(expires), "0") == "":
		return "it has expired"
	case strings.HasSuffix(squeeze(t["a"]), "-sha1"):
		return "rsa-sha1 is not secure"
	case squeeze(t["a"]) != "rsa-sha256" && squeeze(t["a"]) != "ed25519-sha256":
		return notStandard
	}
	if how, said := t["q"]; said && !slices.Contains(strings.Split(squeeze(how), ":"), "dns/txt") {
		return notStandard
	}
	return ""
}

func isInstant(t map[string]string, tag string) bool {
	text, said := t[tag]
	_, err := strconv.ParseInt(squeeze(text), 10, 64)
	return !said || err == nil
}

// madeFor reports whether the identity of a signature is of its domain, or below it (RFC 6376 section 3.5, i=).
func madeFor(identity, domain string, strict bool) bool {
	identity = squeeze(identity)
	if identity == "" {
		return true
	}
	at := strings.LastIndexByte(identity, '@')
	of := ascii(identity[at+1:])
	return at >= 0 && (of == domain || !strict && strings.HasSuffix(of, "."+domain))
}

// forms are those of the header and of the body (RFC 6376 section 3.5, c=).
func forms(text string) (ofHeader, ofBody string, ok bool) {
	ofHeader, ofBody, _ = strings.Cut(squeeze(text), "/")
	if ofHeader == "" {
		ofHeader = formSimple
	}
	if ofBody == "" {
		ofBody = formSimple
	}
	known := func(form string) bool { return form == formSimple || form == formRelaxed }
	return ofHeader, ofBody, known(ofHeader) && known(ofBody)
}

func namesIn(list string) []string { return strings.Split(strings.ToLower(squeeze(list)), ":") }

// key is the key that the DNS has for a signature with an identity, if it has one (RFC 6376 section 3.6.1). why says why it has
// none that this signature can have been made with.
func (c *checking) key(ctx context.Context, t map[string]string, identity string) (key crypto.PublicKey, result received.Checked, why string) {
	domain := ascii(squeeze(t["d"]))
	records, err := c.LookupTXT(ctx, squeeze(t["s"])+"._domainkey."+domain)
	switch {
	case err != nil && !notFound(err):
		return nil, received.CheckUnknown, "its key is not known, as the DNS gave no answer"
	case len(records) == 0:
		return nil, received.CheckFail, "there is no such key in the DNS"
	case len(records) > 1:
		return nil, received.CheckFail, "the DNS has more than one key under that name"
	}
	of, unambiguous := tags(records[0])
	flags := strings.Split(squeeze(of["t"]), ":")
	algorithm, _, _ := strings.Cut(squeeze(t["a"]), "-")
	version, versioned := of["v"]
	_, has := of["p"]
	switch {
	case !unambiguous || versioned && version != "DKIM1" || !has:
		return nil, received.CheckFail, "the key in the DNS cannot be read"
	case of["p"] == "":
		return nil, received.CheckFail, "the key was revoked"
	case !allows(of, "h", "sha256") || !allows(of, "s", "email") || !slices.Contains([]string{algorithm, ""}, of["k"]) || of["k"] == "" && algorithm != "rsa":
		return nil, received.CheckFail, notStandard
	case slices.Contains(flags, "s") && !madeFor(identity, domain, true):
		return nil, received.CheckFail, otherDomain
	}
	if key = publicKey(squeeze(of["p"]), algorithm); key == nil {
		return nil, received.CheckFail, "the key in the DNS cannot be read"
	}
	return key, "", ""
}

// allows reports whether a record that restricts what its key is for does not exclude something.
func allows(record map[string]string, tag, what string) bool {
	list, said := record[tag]
	all := strings.Split(squeeze(list), ":")
	return !said || slices.Contains(all, what) || tag == "s" && slices.Contains(all, "*")
}

// sealedBy reports whether a key has sealed a hash (RFC 8017 section 8.2, RFC 8463 section 3).
func sealedBy(key crypto.PublicKey, hash, sealed []byte) bool {
	switch key := key.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, hash, sealed) == nil
	case ed25519.PublicKey:
		return ed25519.Verify(key, hash, sealed)
	}
	return false
}

// publicKey is a key as a record has it; nil for one that cannot be read, or is so long that using it costs time.
func publicKey(text, algorithm string) crypto.PublicKey {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	if algorithm == "ed25519" {
		if len(data) != ed25519.PublicKeySize {
			return nil
		}
		return ed25519.PublicKey(data)
	}
	key := rsaKey(data)
	if key == nil || key.N.BitLen() > longKey {
		return nil
	}
	return key
}

// rsaKey reads a key in either of the forms that records have (RFC 6376, erratum 3017); nil for none.
func rsaKey(data []byte) *rsa.PublicKey {
	if parsed, err := x509.ParsePKIXPublicKey(data); err == nil {
		key, _ := parsed.(*rsa.PublicKey)
		return key
	}
	key, err := x509.ParsePKCS1PublicKey(data)
	if err != nil {
		return nil
	}
	return key
}
