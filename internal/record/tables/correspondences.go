package tables

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Correspondences returns the ids of those that match every part of the filter.
func (t *Tables) Correspondences(ctx context.Context, f lists.CorrespondenceFilter) ([]uuid.UUID, error) {
	where, args := correspondencesWhere(f)
	ids := []uuid.UUID{}
	err := stored.Select(ctx, t.db, &ids, `select id from correspondences where `+where+` order by id`, args...)
	return ids, t.db.Fail("correspondences", err)
}

func correspondencesWhere(f lists.CorrespondenceFilter) (string, []any) {
	where, args := []string{"1 = 1"}, []any{}
	if f.Case != uuid.Nil {
		where, args = append(where, "case_id = ?"), append(args, f.Case.String())
	}
	if f.Party != uuid.Nil {
		where, args = append(where, "party = ?"), append(args, f.Party.String())
	}
	if f.Open {
		where = append(where, "is_open = 1")
	}
	if f.Claim != uuid.Nil {
		where, args = append(where, `id in (select requests.correspondence from requests
			join request_claims on request_claims.request = requests.id where request_claims.claim = ?)`), append(args, f.Claim.String())
	}
	return strings.Join(where, " and "), args
}

// RequestCorrespondence returns the correspondence that a request belongs to.
// It fails with CodeNotFound if there is no such request.
func (t *Tables) RequestCorrespondence(ctx context.Context, request uuid.UUID) (uuid.UUID, error) {
	return t.correspondenceOf(ctx, "request", `select correspondence from requests where id = ?`, request)
}

// MessageCorrespondence returns the correspondence that a letter or a reply
// belongs to. It fails with CodeNotFound if there is no such message.
func (t *Tables) MessageCorrespondence(ctx context.Context, message uuid.UUID) (uuid.UUID, error) {
	return t.correspondenceOf(ctx, "message", `select correspondence from messages where id = ?`, message)
}

func (t *Tables) correspondenceOf(ctx context.Context, what, query string, id uuid.UUID) (uuid.UUID, error) {
	var correspondence uuid.UUID
	err := stored.Get(ctx, t.db, &correspondence, query, id.String())
	if errors.Is(err, sql.ErrNoRows) {
		return uuid.Nil, claim.Errorf(claim.CodeNotFound, "there is no %s %s", what, id)
	}
	return correspondence, t.db.Fail("correspondence of "+what, err)
}

// OpenStreams returns the streams that a workflow has to look after: claims
// that are not over, and correspondences in which something is due, not
// delivered, not read or not answered.
func (t *Tables) OpenStreams(ctx context.Context) ([]claim.Stream, error) {
	var names []string
	err := stored.Select(ctx, t.db, &names, `
		select 'claim/' || id as stream from claims where is_over = 0
		union all
		select 'correspondence/' || id from correspondences where is_open = 1
		order by stream`)
	if err != nil {
		return nil, t.db.Fail("open streams", err)
	}
	streams, err := ParseStreams(names)
	return streams, t.db.Fail("open streams", err)
}

// ParseStreams reads the text forms of streams.
func ParseStreams(names []string) ([]claim.Stream, error) {
	streams := make([]claim.Stream, len(names))
	for i, name := range names {
		var err error
		if streams[i], err = claim.ParseStream(name); err != nil {
			return nil, err
		}
	}
	return streams, nil
}

// NextDue returns the earliest instant at which the clock of some claim or
// correspondence has to do something, in UTC; zero for none.
func (t *Tables) NextDue(ctx context.Context) (time.Time, error) {
	var due int64
	err := stored.Get(ctx, t.db, &due, `select coalesce(min(next_due), 0) from (
		select next_due from correspondences where next_due <> 0 union all select next_due from claims where next_due <> 0) as due`)
	return stored.Instant(due), t.db.Fail("next due", err)
}

// Parties returns every party by its short name.
func (t *Tables) Parties(ctx context.Context) ([]uuid.UUID, error) {
	return t.named(ctx, claim.StreamParty)
}

// Persons returns every member of staff by handle.
func (t *Tables) Persons(ctx context.Context) ([]uuid.UUID, error) {
	return t.named(ctx, claim.StreamPerson)
}

func (t *Tables) named(ctx context.Context, kind claim.StreamKind) ([]uuid.UUID, error) {
	ids := []uuid.UUID{}
	err := stored.Select(ctx, t.db, &ids, `select id from names where kind = ? order by name`, string(kind))
	return ids, t.db.Fail("named", err)
}
