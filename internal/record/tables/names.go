package tables

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/fold"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// TextOf is the content that says how a thing is called, if its kind has one.
func TextOf(a claim.Aggregate) claim.Ref {
	switch a := a.(type) {
	case *cases.Case:
		return a.Text
	case *verification.Claim:
		return a.Text
	case *people.Party:
		return a.Profile
	case *people.Person:
		return a.Profile
	}
	return ""
}

// NameOf is the row that says how a thing is called. A thing whose content is
// erased, sealed or says no short name is called by its id.
func NameOf(a claim.Aggregate, content []byte) Row {
	s := a.Stream()
	name, title := shortName(a, content)
	if name == "" {
		name = s.ID.String()
	}
	return Row{namesTable, []any{s.ID.String(), string(s.Kind), scopeOf(a), name, title, string(TextOf(a)), fold.Text(name + " " + title)}}
}

// scopeOf is within what a short name is unique: a claim's key in its case, any
// other on the desk.
func scopeOf(a claim.Aggregate) string {
	if c, ok := a.(*verification.Claim); ok {
		return stored.ID(c.Case)
	}
	return ""
}

func shortName(a claim.Aggregate, content []byte) (name, title string) {
	switch a.(type) {
	case *cases.Case:
		head := stored.JSON[claim.CaseHead](content)
		name, title = head.Slug, head.Title
	case *verification.Claim:
		name = stored.JSON[claim.ClaimText](content).Key
	case *people.Party:
		profile := stored.JSON[people.PartyProfile](content)
		name, title = profile.Key, profile.Name
	case *people.Person:
		profile := stored.JSON[people.PersonProfile](content)
		name, title = profile.Handle, profile.Name
	}
	return stored.Storable(name), stored.Storable(title)
}

// WriteName writes how a thing is called, unless another is called so already.
func WriteName(w stored.Writing, a claim.Aggregate) error {
	content, err := stored.DataOf(w.Ctx, w.Tx, TextOf(a))
	if err != nil {
		return err
	}
	r := NameOf(a, content)
	var taken int
	err = w.Get(&taken, `select count(*) from names where kind = ? and scope = ? and name = ? and id <> ?`,
		r.Values[1], r.Values[2], r.Values[3], r.Values[0])
	if err != nil {
		return err
	}
	if taken > 0 {
		return claim.Errorf(claim.CodeExists, "the short name %q is taken by another %s", r.Values[3], a.Stream().Kind).
			WithHint("choose another short name")
	}
	if _, person := a.(*people.Person); person {
		if err := writeStaffAddress(w, r.Values[5], content); err != nil {
			return err
		}
	}
	return write(w, []Row{r})
}

// Resolve returns the id of what people call by a name: the id itself as text,
// or the short name, which is a case's slug, a claim's key within the case, a
// party's key or a person's handle. It fails with CodeNotFound if nothing of
// the kind, or for a claim nothing in that case, is called so.
func (t *Tables) Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error) {
	if id, err := uuid.Parse(name); err == nil {
		return t.resolveID(ctx, kind, caseID, id)
	}
	scope := ""
	if kind == claim.StreamClaim {
		scope = stored.ID(caseID)
	}
	var id uuid.UUID
	err := stored.Get(ctx, t.db, &id, `select id from names where kind = ? and scope = ? and name = ?`, string(kind), scope, stored.Storable(name))
	if err != nil {
		return uuid.Nil, t.notFound(err, kind, name)
	}
	return id, nil
}

// ClaimNames returns the short names of claims of a case, in their order, up to a
// limit. What has lost its name by erasure is left out.
func (t *Tables) ClaimNames(ctx context.Context, caseID uuid.UUID, limit int) ([]string, error) {
	names := []string{}
	err := stored.Select(ctx, t.db, &names, `select name from names where kind = ? and scope = ? and name <> id order by name limit ?`,
		string(claim.StreamClaim), stored.ID(caseID), limit)
	return names, t.db.Fail("claim names", err)
}

func (t *Tables) resolveID(ctx context.Context, kind claim.StreamKind, caseID, id uuid.UUID) (uuid.UUID, error) {
	scope := ""
	if kind == claim.StreamClaim {
		scope = stored.ID(caseID)
	}
	var stream string
	err := stored.Get(ctx, t.db, &stream, `select stream from streams where stream = ? and (? = '' or case_id = ?)`,
		claim.Stream{Kind: kind, ID: id}.String(), scope, scope)
	if err != nil {
		return uuid.Nil, t.notFound(err, kind, id.String())
	}
	return id, nil
}

func (t *Tables) notFound(err error, kind claim.StreamKind, name string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return claim.Errorf(claim.CodeNotFound, "there is no %s %q", kind, name)
	}
	return t.db.Fail("resolve", err)
}

// Called returns how things are called, whatever their kind. What has no name is not in it.
func (t *Tables) Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error) {
	found := make(map[uuid.UUID]lists.Called, len(ids))
	for some := range slices.Chunk(ids, stored.MaxIn) {
		var rows []struct {
			ID          uuid.UUID
			Name, Title string
		}
		some = stored.Padded(some)
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id.String()
		}
		err := stored.Select(ctx, t.db, &rows, `select id, name, title from names where id in (`+stored.Marks(len(some))+`)`, args...)
		if err != nil {
			return nil, t.db.Fail("called", err)
		}
		for _, row := range rows {
			if row.Name == row.ID.String() { // what said it is erased
				row.Name = ""
			}
			found[row.ID] = lists.Called{Name: row.Name, Title: row.Title}
		}
	}
	return found, nil
}
