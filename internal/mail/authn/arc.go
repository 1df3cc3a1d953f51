package authn

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim/received"
)

// Whoever passes a message on may change it, so that its signatures break: lists do. By ARC (RFC 8617) it writes down
// what it had found before, signs the message as it left, and seals that with all earlier sets. A chain that holds
// proves who passed the message on, and that they say what stands there; whether they tell the truth it does not prove.
// So it is advice, and raises no grade.

const maxSets = 10 // whose seals are checked; RFC 8617 section 4.2.1 lets there be fifty

// set is the fields of one who passed the message on; each stands once.
type set struct{ results, message, seal string }

// sets takes the sets of a header apart (RFC 8617 section 4.2). bad says why they are no chain.
func sets(h header) (list []set, bad string) {
	at := map[int]*set{}
	for _, f := range h {
		instance, ok := instanceOf(f)
		if !ok {
			continue
		}
		if instance < 1 || instance > maxSealed {
			return nil, "a set has no number that it can have"
		}
		if at[instance] == nil {
			at[instance] = &set{}
		}
		place := at[instance].place(f.name)
		if *place != "" {
			return nil, "a set has a field twice"
		}
		*place = f.value
	}
	for i := 1; i <= len(at); i++ {
		s := at[i]
		if s == nil || s.results == "" || s.message == "" || s.seal == "" {
			return nil, "a set is missing, or a field of one"
		}
		list = append(list, *s)
	}
	return list, ""
}

func (s *set) place(name string) *string {
	switch name {
	case "arc-authentication-results":
		return &s.results
	case "arc-message-signature":
		return &s.message
	}
	return &s.seal
}

// instanceOf is the number of the set that a field is of; 0 for one that has none.
func instanceOf(f field) (n int, ok bool) {
	switch f.name {
	case "arc-authentication-results":
		first, _, _ := strings.Cut(f.value, ";")
		text, _ := strings.CutPrefix(squeeze(first), "i=")
		n, _ = strconv.Atoi(text)
		return n, true
	case "arc-message-signature", "arc-seal":
		t, _ := tags(f.value)
		n, _ = strconv.Atoi(squeeze(t["i"]))
		return n, true
	}
	return 0, false
}

// chain reads what those who passed the message on have put there, and checks it (RFC 8617 section 5.2).
func (c *checking) chain(ctx context.Context, h header, body []byte) *received.Chain {
	chain := claimed(h)
	if chain == nil {
		return nil
	}
	chain.Result, chain.Reason = c.arc(ctx, h, body, chain)
	return chain
}

func (c *checking) arc(ctx context.Context, h header, body []byte, chain *received.Chain) (received.Checked, string) {
	list, bad := sets(h)
	switch {
	case bad != "":
		return received.CheckFail, bad
	case len(list) > maxSets:
		return received.CheckUncounted, "it has more sets than are looked at"
	}
	for i, s := range list {
		t, ok := tags(s.seal)
		if cv := strings.ToLower(squeeze(t["cv"])); !ok || i == 0 && cv != "none" || i > 0 && cv != "pass" {
			return received.CheckFail, "a seal says that the chain was broken before it"
		}
		if _, named := t["h"]; named { // RFC 8617 section 4.1.3
			return received.CheckFail, "a seal names fields, which it must not"
		}
	}
	result, why := c.messageSigned(ctx, h, body, list[len(list)-1].message)
	chain.Message = result
	if result != received.CheckPass {
		return result, why
	}
	for n := len(list); n > 0; n-- {
		seal := received.Seal{Instance: n}
		t, _ := tags(list[n-1].seal)
		seal.Domain = cmpASCII(squeeze(t["d"]))
		seal.Result, seal.Reason = c.holds(ctx, t, sealedText(list[:n]))
		chain.Seals = append(chain.Seals, seal)
		if seal.Result != received.CheckPass {
			return seal.Result, "the seal of " + seal.Domain + ": " + seal.Reason
		}
	}
	return received.CheckPass, ""
}

// sealedText is what the last seal of a chain signs (RFC 8617 section 5.1.1).
func sealedText(list []set) []byte {
	var out bytes.Buffer
	for i, s := range list {
		out.WriteString(relaxed("arc-authentication-results", s.results) + "\r\n")
		out.WriteString(relaxed("arc-message-signature", s.message) + "\r\n")
		if i == len(list)-1 {
			out.WriteString(relaxed("arc-seal", unsigned(s.seal)))
		} else {
			out.WriteString(relaxed("arc-seal", s.seal) + "\r\n")
		}
	}
	return out.Bytes()
}

// messageSigned checks the signature of the latest set over the message as it left there.
func (c *checking) messageSigned(ctx context.Context, h header, body []byte, value string) (received.Checked, string) {
	t, ok := tags(value)
	of, ofBody, known := forms(strings.ToLower(t["c"]))
	names := strings.Split(strings.ToLower(squeeze(t["h"])), ":")
	_, partly := t["l"]
	switch {
	case !ok || len(names) > maxSignedNames || slices.Contains(names, "arc-seal") || !slices.Contains(names, "from"):
		return received.CheckFail, "its signature of the message does not follow the standard"
	case partly:
		return received.CheckUncounted, "it leaves the end of the body unsigned (l=)"
	case !known || of != formRelaxed:
		return received.CheckUncounted, "its signature of the message is of a form that is not looked at"
	}
	hash := c.hashOf(body, ofBody)
	if want, err := base64.StdEncoding.DecodeString(squeeze(t["bh"])); err != nil || !bytes.Equal(want, hash[:]) {
		return received.CheckFail, "the body was changed after it was passed on"
	}
	text := signedFields(h, names) + relaxed("arc-message-signature", unsigned(value))
	result, why := c.holds(ctx, t, []byte(text))
	if result != received.CheckPass {
		why = "its signature of the message: " + why
	}
	return result, why
}

// signedFields are the fields that a signature names, of those of one name the lowest first (RFC 6376 section 5.4.2).
func signedFields(h header, names []string) string {
	var out strings.Builder
	below := map[string]int{}
	for _, name := range names {
		end, known := below[name]
		if !known {
			end = len(h)
		}
		for end--; end >= 0 && h[end].name != name; end-- {
		}
		if below[name] = max(end, 0); end >= 0 {
			out.WriteString(relaxed(name, h[end].value) + "\r\n")
		}
	}
	return out.String()
}

// holds checks a signature over a text with the key that the DNS has.
func (c *checking) holds(ctx context.Context, t map[string]string, text []byte) (received.Checked, string) {
	if algorithm := squeeze(t["a"]); algorithm != "rsa-sha256" && algorithm != "ed25519-sha256" {
		return received.CheckUncounted, "it is of a kind that is not looked at"
	}
	signature, err := base64.StdEncoding.DecodeString(squeeze(t["b"]))
	if err != nil || ascii(squeeze(t["d"])) == "" || len(squeeze(t["s"])) > 253 {
		return received.CheckFail, notStandard
	}
	key, result, why := c.key(ctx, t, "") // i= is the number of the set
	if why != "" {
		return result, why
	}
	if of, ok := key.(*rsa.PublicKey); ok && of.N.BitLen() < shortKey {
		return received.CheckUncounted, "its key is too short"
	}
	hash := sha256.Sum256(text)
	if !sealedBy(key, hash[:], signature) {
		return received.CheckFail, "what it signs was changed, or the key is another"
	}
	return received.CheckPass, ""
}
