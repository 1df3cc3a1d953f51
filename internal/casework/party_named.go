package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Namer finds parties by what people call them, each name once.
type Namer struct {
	d      *Door
	ctx    context.Context
	caller Caller
	known  map[string]uuid.UUID
	// add puts a party into the directory under its name, without an address.
	add func(key, name string) (uuid.UUID, error)
}

// Namer puts parties that are not there into the directory at once.
func (d *Door) Namer(ctx context.Context, caller Caller) *Namer {
	return d.NamerWith(ctx, caller, map[string]uuid.UUID{}, func(key, name string) (uuid.UUID, error) {
		if err := caller.May(MayWriteParties); err != nil {
			return uuid.Nil, err
		}
		made, err := d.AddParty(WithKey(ctx, d.IDOf("party named", key)), caller, PartyInput{Key: key, Name: name})
		return made.ID, err
	})
}

// NamerWith knows some parties already, and has add put those that are not there into the
// directory, each under a short name and its name.
func (d *Door) NamerWith(ctx context.Context, caller Caller, known map[string]uuid.UUID, add func(key, name string) (uuid.UUID, error)) *Namer {
	return &Namer{d: d, ctx: ctx, caller: caller, known: known, add: add}
}

// Party finds a party by its short name, its identifier or its name. One that is not
// there is put into the directory.
func (n *Namer) Party(field, name string) (uuid.UUID, error) {
	name, err := Line(field, name, MaxName, true)
	if err != nil {
		return uuid.Nil, err
	}
	if id, ok := n.known[name]; ok {
		return id, nil
	}
	if id, err := n.Called(field, name); id != uuid.Nil || err != nil {
		return id, err
	}
	key := partyKey(name)
	for _, called := range []string{name, key} {
		id, err := n.d.TheParty(n.ctx, n.caller, called)
		if err == nil {
			n.known[name] = id
			return id, nil
		}
		if claim.CodeOf(err) != claim.CodeNotFound {
			return uuid.Nil, err
		}
	}
	if _, err := uuid.Parse(name); err == nil { // an identifier is nobody's name
		return uuid.Nil, NotThere(field, NotFound(claim.StreamParty, name))
	}
	id, err := n.add(key, name)
	if err != nil {
		return uuid.Nil, err
	}
	n.known[name] = id
	return id, nil
}

// Called finds a party by its very name, which several may have.
func (n *Namer) Called(field, name string) (uuid.UUID, error) {
	if id, err := n.d.TheParty(n.ctx, n.caller, name); err == nil || claim.CodeOf(err) != claim.CodeNotFound {
		return id, err // its short name goes first
	}
	ids, err := n.d.store.PartiesCalled(n.ctx, name)
	if err != nil {
		return uuid.Nil, err
	}
	found := uuid.Nil
	for _, id := range ids {
		hidden, err := n.d.Hidden(n.ctx, n.caller, id)
		if err != nil {
			return uuid.Nil, err
		}
		if !hidden && found != uuid.Nil {
			return uuid.Nil, Invalid(field, "several parties are called so; write the short name of the one that is meant")
		}
		if !hidden {
			found = id
		}
	}
	if found != uuid.Nil {
		n.known[name] = found
	}
	return found, nil
}

// Parties finds several.
func (n *Namer) Parties(field string, names []string) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, name := range names {
		id, err := n.Party(field, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// partyKey is the short name that a name gives. A name that is long, or not written
// in letters from a to z, is told apart by its hash: two of them are not one party.
func partyKey(name string) string {
	key := Slug(name)
	plain := !strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) })
	if plain && len(key) < 40 && key != "case" && key != "new" {
		return key
	}
	sum := sha256.Sum256([]byte(strings.ToLower(name)))
	return "party-" + hex.EncodeToString(sum[:6])
}
