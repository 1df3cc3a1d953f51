package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// textOf is the content that says how a thing is called, if its kind has one.
func textOf(a claim.Aggregate) claim.Ref {
	switch a := a.(type) {
	case *claim.Case:
		return a.Text
	case *claim.Claim:
		return a.Text
	case *claim.Party:
		return a.Profile
	case *claim.Person:
		return a.Profile
	}
	return ""
}

// nameOf is the row that says how a thing is called. A thing whose content is
// erased, sealed or says no short name is called by its id.
func nameOf(a claim.Aggregate, content []byte) row {
	s := a.Stream()
	name, title := shortName(a, content)
	if name == "" {
		name = s.ID.String()
	}
	return row{namesTable, []any{s.ID.String(), string(s.Kind), scopeOf(a), name, title, string(textOf(a)), fold(name + " " + title)}}
}

// scopeOf is within what a short name is unique: a claim's key in its case, any
// other on the desk.
func scopeOf(a claim.Aggregate) string {
	if c, ok := a.(*claim.Claim); ok {
		return idText(c.Case)
	}
	return ""
}

func shortName(a claim.Aggregate, content []byte) (name, title string) {
	switch a.(type) {
	case *claim.Case:
		head := read[claim.CaseHead](content)
		name, title = head.Slug, head.Title
	case *claim.Claim:
		name = read[claim.ClaimText](content).Key
	case *claim.Party:
		profile := read[claim.PartyProfile](content)
		name, title = profile.Key, profile.Name
	case *claim.Person:
		profile := read[claim.PersonProfile](content)
		name, title = profile.Handle, profile.Name
	}
	return storable(name), storable(title)
}

// read decodes content; what is not JSON, as when it is sealed, is empty.
func read[T any](content []byte) T {
	var value, none T
	if json.Unmarshal(content, &value) != nil {
		return none
	}
	return value
}

// storable is text without what PostgreSQL cannot keep.
func storable(s string) string { return strings.ReplaceAll(s, "\x00", "") }

// writeName writes how a thing is called, unless another is called so already.
func (b *batch) writeName(a claim.Aggregate) error {
	content, err := dataOf(b.ctx, b.tx, textOf(a))
	if err != nil {
		return err
	}
	r := nameOf(a, content)
	var taken int
	err = b.get(&taken, `select count(*) from names where kind = ? and scope = ? and name = ? and id <> ?`,
		r.values[1], r.values[2], r.values[3], r.values[0])
	if err != nil {
		return err
	}
	if taken > 0 {
		return claim.Errorf(claim.CodeExists, "the short name %q is taken by another %s", r.values[3], a.Stream().Kind).
			WithHint("choose another short name")
	}
	return b.write([]row{r})
}

// Resolve returns the id of what people call by a name: the id itself as text,
// or the short name, which is a case's slug, a claim's key within the case, a
// party's key or a person's handle. It fails with CodeNotFound if nothing of
// the kind, or for a claim nothing in that case, is called so.
func (r *Record) Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error) {
	if id, err := uuid.Parse(name); err == nil {
		return r.resolveID(ctx, kind, caseID, id)
	}
	scope := ""
	if kind == claim.StreamClaim {
		scope = idText(caseID)
	}
	var id uuid.UUID
	err := get(ctx, r.read, &id, `select id from names where kind = ? and scope = ? and name = ?`, string(kind), scope, storable(name))
	if err != nil {
		return uuid.Nil, r.notFound(err, kind, name)
	}
	return id, nil
}

func (r *Record) resolveID(ctx context.Context, kind claim.StreamKind, caseID, id uuid.UUID) (uuid.UUID, error) {
	scope := ""
	if kind == claim.StreamClaim {
		scope = idText(caseID)
	}
	var stream string
	err := get(ctx, r.read, &stream, `select stream from streams where stream = ? and (? = '' or case_id = ?)`,
		claim.Stream{Kind: kind, ID: id}.String(), scope, scope)
	if err != nil {
		return uuid.Nil, r.notFound(err, kind, id.String())
	}
	return id, nil
}

func (r *Record) notFound(err error, kind claim.StreamKind, name string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return claim.Errorf(claim.CodeNotFound, "there is no %s %q", kind, name)
	}
	return r.fail("resolve", err)
}
