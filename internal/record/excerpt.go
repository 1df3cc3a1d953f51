package record

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Excerpt is a part of a record as its rows stand: whole streams, and the content that
// they refer to. It is for another record, which is thrown away ([Record.Plant]).
type Excerpt struct {
	Entries  []stored.Entry
	Contents []stored.Content
}

// excerptContent is how large a content may be to come along, unless it goes out with a
// letter: what only people look at, as a mail with its files, is left out as if it were erased.
const excerptContent = 256 << 10

// MaxExcerpt is how many bytes of entries and content one excerpt has at most.
const MaxExcerpt = 64 << 20

// Excerpt returns what a case rests on: itself, its claims and correspondences, the mail that
// is or may be for them, its parties, the people of the desk, and what the desk has set; of no
// other case anything, and nothing by which people sign in. caseID is zero for no case. The
// parties named come along, too. It fails with CodeTooLarge if that is too much to copy.
func (r *Record) Excerpt(ctx context.Context, caseID uuid.UUID, parties ...uuid.UUID) (Excerpt, error) {
	streams, err := r.History.StreamsAround(ctx, caseID)
	if err != nil {
		return Excerpt{}, err
	}
	for _, id := range parties {
		streams = append(streams, claim.Stream{Kind: claim.StreamParty, ID: id}.String())
	}
	slices.Sort(streams)
	e, err := r.excerpt(ctx, slices.Compact(streams))
	return e, r.fail("excerpt", err)
}

func (r *Record) excerpt(ctx context.Context, streams []string) (e Excerpt, err error) {
	for some := range slices.Chunk(streams, stored.MaxIn) {
		var rows []stored.Entry
		query, args, err := sqlx.In(`select `+stored.EntryColumns+` from entries where stream in (?)`, some)
		if err != nil {
			return e, err
		}
		if err := stored.Select(ctx, r.db.Read, &rows, query, args...); err != nil {
			return e, err
		}
		e.Entries = append(e.Entries, rows...)
	}
	slices.SortFunc(e.Entries, func(a, b stored.Entry) int { return cmp.Compare(a.Position, b.Position) })
	small, whole, err := refsOf(e.Entries)
	if err != nil {
		return e, err
	}
	if err := r.excerptContents(ctx, &e, small, fmt.Sprintf(`case when length(data) > %[1]d then null else salt end as salt,
		case when length(data) > %[1]d then null else data end as data, case when length(data) > %[1]d then 1 else erased_at end as erased_at`, excerptContent)); err != nil {
		return e, err
	}
	if err := r.excerptContents(ctx, &e, whole, `salt, data, erased_at`); err != nil {
		return e, err
	}
	size := 0
	for _, c := range e.Contents {
		size += len(c.Data)
	}
	for _, row := range e.Entries {
		size += len(row.Body)
	}
	if size > MaxExcerpt {
		return Excerpt{}, claim.Errorf(claim.CodeTooLarge, "the case has more in it than is copied: %d MB", size>>20)
	}
	return e, nil
}

func (r *Record) excerptContents(ctx context.Context, e *Excerpt, refs []claim.Ref, columns string) error {
	for some := range slices.Chunk(refs, stored.MaxIn) {
		var rows []stored.Content
		query, args, err := sqlx.In(`select ref, key, media, `+columns+` from contents where ref in (?)`, some)
		if err != nil {
			return err
		}
		if err := stored.Select(ctx, r.db.Read, &rows, query, args...); err != nil {
			return err
		}
		e.Contents = append(e.Contents, rows...)
	}
	return nil
}

// refsOf are the references of entries, each once: those to content that goes out with letters
// are needed whole.
func refsOf(rows []stored.Entry) (small, whole []claim.Ref, err error) {
	enclosed, seen := map[claim.Ref]bool{}, map[claim.Ref]bool{}
	var all []claim.Ref
	for _, row := range rows {
		fact, err := claim.DecodeFact(row.Kind, []byte(row.Body))
		if err != nil {
			return nil, nil, err
		}
		for _, f := range enclosedIn(fact) {
			enclosed[f.File] = true
		}
		all = append(all, stored.RefsIn(fact)...)
	}
	for _, ref := range all {
		switch {
		case seen[ref]:
			continue
		case enclosed[ref]:
			whole = append(whole, ref)
		default:
			small = append(small, ref)
		}
		seen[ref] = true
	}
	return small, whole, nil
}

// enclosedIn are the files that go out with the letter of a fact.
func enclosedIn(fact claim.Fact) []letters.EnclosedFile {
	var with *letters.Enclosed
	switch f := fact.(type) {
	case letters.RequestQueued:
		with = f.With
	case letters.FollowUpQueued:
		with = f.With
	}
	if with == nil {
		return nil
	}
	return with.Files
}

// Plant fills a record that has nothing in it yet with an excerpt. The entries are the same, and
// have places of their own in a chain of its own. It fails with CodeExists if something is there.
func (r *Record) Plant(ctx context.Context, e Excerpt) error {
	return r.wait(ctx, "plant", &call{long: true, done: make(chan error, 1), run: func(b *batch) error {
		if b.head.Position > 0 {
			return claim.Errorf(claim.CodeExists, "the record has entries already")
		}
		return b.roomy(func() error { return b.plant(e) })
	}})
}

func (b *batch) plant(e Excerpt) error {
	for some := range slices.Chunk(e.Contents, tables.FillRows) {
		var args []any
		for _, c := range some {
			args = append(args, string(c.Ref), c.Key, c.Media, c.Salt, c.Data, c.ErasedAt)
		}
		if err := b.Exec(`insert into contents (`+stored.ContentColumns+`) values `+many(6, len(some)), args...); err != nil {
			return err
		}
	}
	rows := slices.Clone(e.Entries)
	for i := range rows {
		rows[i].Position = int64(i) + 1
	}
	if err := b.chainMany(rows, 0); err != nil {
		return err
	}
	err := b.Exec(`insert into commands (stream, command, version) select stream, command, max(version) from entries group by stream, command`)
	if err != nil {
		return err
	}
	if err := b.Exec(`update head set position = ?, hash = ?`, b.head.Position, b.head.Hash); err != nil {
		return err
	}
	b.record.kept.forget()
	return b.reproject()
}
