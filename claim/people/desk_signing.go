package people

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// SigningKey is a key with which the desk signs its letters (DKIM, RFC 6376). Its public
// half is to stand in the DNS under the selector before letters are signed with it, and
// for as long as letters that were are under way.
type SigningKey struct {
	Selector string    `json:"selector"`
	Public   string    `json:"public"`  // the value of the DNS record
	Private  claim.Ref `json:"private"` // content: sealed by the keys of the installation
	MadeAt   time.Time `json:"madeAt"`
	UsedAt   time.Time `json:"usedAt,omitzero"` // since when letters are signed with it; zero until then
}

// Selectors are the two names under which keys stand in the DNS, in turn: the next key
// is published under one while letters are signed with the key under the other.
var Selectors = []string{"onrecord1", "onrecord2"}

// MakeSigningKey makes the next key. It takes the selector that is not in use, in place
// of the key that was in use before the present one.
type MakeSigningKey struct {
	Selector string    `json:"selector"`
	Public   string    `json:"public"`
	Private  claim.Ref `json:"private"` // content: sealed
}

// CommandKind implements [claim.Body].
func (MakeSigningKey) CommandKind() string { return "make signing key" }

// UseSigningKey signs letters with a key from now on. Whoever asks has seen that it
// stands in the DNS.
type UseSigningKey struct {
	Selector string `json:"selector"`
}

// CommandKind implements [claim.Body].
func (UseSigningKey) CommandKind() string { return "use signing key" }

// SigningKeyMade: there is a key to be published.
type SigningKeyMade struct {
	Selector string    `json:"selector"`
	Public   string    `json:"public"`
	Private  claim.Ref `json:"private"`
}

// FactKind implements [claim.Fact].
func (SigningKeyMade) FactKind() string { return "desk.signing_key_made" }

// SigningKeyUsed: letters are signed with a key from now on.
type SigningKeyUsed struct {
	Selector string `json:"selector"`
}

// FactKind implements [claim.Fact].
func (SigningKeyUsed) FactKind() string { return "desk.signing_key_used" }

func init() {
	claim.RegisterBody[MakeSigningKey](claim.StreamDesk)
	claim.RegisterBody[UseSigningKey](claim.StreamDesk)
	claim.RegisterFact[SigningKeyMade]()
	claim.RegisterFact[SigningKeyUsed]()
}

// Signs is the key with which letters are signed; nil if they are not.
func (d *Desk) Signs() *SigningKey {
	var latest *SigningKey
	for i, k := range d.Keys {
		if !k.UsedAt.IsZero() && (latest == nil || !k.UsedAt.Before(latest.UsedAt)) {
			latest = &d.Keys[i]
		}
	}
	return latest
}

// NextKey is the key that was made and is not used yet; nil if there is none.
func (d *Desk) NextKey() *SigningKey {
	if i := slices.IndexFunc(d.Keys, func(k SigningKey) bool { return k.UsedAt.IsZero() }); i >= 0 {
		return &d.Keys[i]
	}
	return nil
}

// FreeSelector is the selector of the next key.
func (d *Desk) FreeSelector() string {
	if now := d.Signs(); now != nil && now.Selector == Selectors[0] {
		return Selectors[1]
	}
	return Selectors[0]
}

// keepOldKey is how long a key stays published after the next one is in use: a letter that
// it signed may be under way for days, and is checked when it arrives.
const keepOldKey = 7 * 24 * time.Hour

func (d *Desk) makeSigningKey(b MakeSigningKey, now time.Time) ([]claim.Fact, error) {
	signs := d.Signs()
	switch {
	case b.Public == "" || b.Private == "":
		return nil, claim.Errorf(claim.CodeInvalid, "a signing key has two halves")
	case d.NextKey() != nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "there is a key already that is not used yet").
			WithHint("publish it and use it; then make the next one")
	case b.Selector != d.FreeSelector():
		return nil, claim.ChangedMeanwhile("the signing keys")
	case signs != nil && len(d.Keys) > 1 && now.Before(signs.UsedAt.Add(keepOldKey)):
		return nil, claim.Errorf(claim.CodeWrongStage, "letters that the key before signed may still be under way: it stays published for a week").
			WithHint("make the next key later")
	}
	return []claim.Fact{SigningKeyMade(b)}, nil
}

func (d *Desk) useSigningKey(b UseSigningKey) ([]claim.Fact, error) {
	next := d.NextKey()
	if next == nil || next.Selector != b.Selector {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no key under that name that waits to be used")
	}
	return []claim.Fact{SigningKeyUsed(b)}, nil
}

// keyMade takes a new key, in place of the one under its selector.
func (d *Desk) keyMade(e claim.Entry, f SigningKeyMade) {
	d.Keys = slices.DeleteFunc(slices.Clone(d.Keys), func(k SigningKey) bool { return k.Selector == f.Selector })
	d.Keys = append(d.Keys, SigningKey{Selector: f.Selector, Public: f.Public, Private: f.Private, MadeAt: e.At})
}

func (d *Desk) keyUsed(e claim.Entry, f SigningKeyUsed) {
	d.Keys = slices.Clone(d.Keys)
	for i := range d.Keys {
		if d.Keys[i].Selector == f.Selector {
			d.Keys[i].UsedAt = e.At
		}
	}
}
