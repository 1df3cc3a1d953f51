package record

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Erase takes the bytes of content, and the salt without which nobody can
// guess them, out of the record, and out of the tables that show them, with
// whatever was made of it; of a message that came by several ways, those of every way.
// The reference stays, and so do all hashes. Erasing twice does nothing. It fails with
// CodeNotFound if the content was never there.
func (r *Record) Erase(ctx context.Context, ref claim.Ref, now time.Time) error {
	err := r.submit(ctx, "erase", func(b *batch) error {
		var n int
		if err := b.Get(&n, `select count(*) from contents where ref = ?`, string(ref)); err != nil {
			return err
		}
		if n == 0 {
			return claim.Errorf(claim.CodeNotFound, "there is no such content in the record")
		}
		copies, err := b.waysOf(ref)
		if err != nil {
			return err
		}
		for _, each := range append(copies, ref) {
			if err := b.eraseOne(each, now); err != nil {
				return err
			}
		}
		return b.markErased()
	})
	if err != nil {
		return err
	}
	_, err = r.db.Write.ExecContext(ctx, r.db.Scrub())
	return r.fail("erase", err)
}

func (b *batch) eraseOne(ref claim.Ref, now time.Time) error {
	const erase = `update contents set salt = null, data = null, erased_at = ? where erased_at = 0 and `
	if err := b.Exec(erase+`ref = ?`, stored.Micros(now), string(ref)); err != nil {
		return err
	}
	if err := b.Exec(erase+`key like ?`, stored.Micros(now), claim.RenditionKey(ref, "%")); err != nil {
		return err
	}
	if err := b.index().Erased(ref); err != nil {
		return err
	}
	if err := b.eraseLinesOf(ref, now); err != nil {
		return err
	}
	if err := b.eraseQuotedOf(ref, now); err != nil {
		return err
	}
	if err := tables.ForgetAddress(b.Writing, ref); err != nil {
		return err
	}
	return b.renameAfter(ref)
}

// eraseLinesOf erases the lines that were frozen, as far as content went into their words,
// and why they were printed, which may say the same.
func (b *batch) eraseLinesOf(ref claim.Ref, now time.Time) error {
	var rows []stored.Entry
	const frozen = `select ` + stored.EntryColumns + ` from entries where kind = ? and body like ?`
	if err := b.Select(&rows, frozen, cases.LineFrozen{}.FactKind(), `%"`+string(ref)+`"%`); err != nil {
		return err
	}
	entries, err := stored.Entries(rows)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if f, ok := e.Fact.(cases.LineFrozen); ok && slices.Contains(f.Of, ref) {
			if err := b.eraseOne(f.Text, now); err != nil {
				return err
			}
			if f.Reason == "" {
				continue
			}
			if err := b.eraseOne(f.Reason, now); err != nil {
				return err
			}
		}
	}
	return b.eraseWithdrawn(ref, entries, now)
}

// eraseQuotedOf erases the words out of the content that comments are on.
func (b *batch) eraseQuotedOf(ref claim.Ref, now time.Time) error {
	var rows []stored.Entry
	const quoting = `select ` + stored.EntryColumns + ` from entries where kind = ? and body like ?`
	if err := b.Select(&rows, quoting, comments.CommentWritten{}.FactKind(), `%"`+string(ref)+`"%`); err != nil {
		return err
	}
	entries, err := stored.Entries(rows)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if f, ok := e.Fact.(comments.CommentWritten); ok && f.Of == ref {
			if err := b.eraseOne(f.Words, now); err != nil {
				return err
			}
		}
	}
	return nil
}

// eraseWithdrawn erases why lines were withdrawn whose words are erased.
func (b *batch) eraseWithdrawn(ref claim.Ref, frozen []claim.Entry, now time.Time) error {
	for _, e := range frozen {
		f, ok := e.Fact.(cases.LineFrozen)
		if !ok || !slices.Contains(f.Of, ref) {
			continue
		}
		var rows []stored.Entry
		const withdrawn = `select ` + stored.EntryColumns + ` from entries where kind = ? and body like ?`
		if err := b.Select(&rows, withdrawn, cases.LineWithdrawn{}.FactKind(), `%"`+f.Line.String()+`"%`); err != nil {
			return err
		}
		entries, err := stored.Entries(rows)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if w, ok := e.Fact.(cases.LineWithdrawn); ok && w.Line == f.Line {
				if err := b.eraseOne(w.Reason, now); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// waysOf are the bytes of a received message by every way that it came.
func (b *batch) waysOf(ref claim.Ref) ([]claim.Ref, error) {
	var refs []claim.Ref
	const intake = `(select intake from spool where raw = ? union select intake from spool_copies where raw = ?)`
	err := b.Select(&refs, `select raw from spool_copies where intake in `+intake+` union select raw from spool where intake in `+intake,
		string(ref), string(ref), string(ref), string(ref))
	return refs, err
}

// markErased changes the mark by which whoever keeps renditions of content sees that
// something was erased, in whichever process. It says nothing about what.
func (b *batch) markErased() error {
	return b.Exec(`insert into meta (name, value) values ('erased', ?)
		on conflict (name) do update set value = excluded.value`, uuid.NewString())
}

// renameAfter writes anew how things are called whose content has changed.
func (b *batch) renameAfter(ref claim.Ref) error {
	var streams []string
	if err := b.Select(&streams, `select kind || '/' || id from names where text = ?`, string(ref)); err != nil {
		return err
	}
	for _, text := range streams {
		s, err := claim.ParseStream(text)
		if err != nil {
			return err
		}
		a, err := b.load(s)
		if err != nil {
			return err
		}
		if err := tables.WriteName(b.Writing, a); err != nil {
			return err
		}
	}
	return nil
}
