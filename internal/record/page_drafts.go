package record

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// KeepPageDraft keeps a file of the answer page until the submission that it
// belongs to is confirmed or forgotten. Keeping it twice keeps it once. It
// fails with CodeTooLarge if more than limit bytes wait that came through the
// same link.
func (r *Record) KeepPageDraft(ctx context.Context, d lists.PageDraft, limit int64) (claim.Ref, error) {
	var ref claim.Ref
	err := r.submit(ctx, "keep page draft", func(b *batch) error {
		var err error
		if ref, err = b.put(d.Content); err != nil {
			return err
		}
		var waiting int64
		err = b.Get(&waiting, `select coalesce(sum(bytes), 0) from page_drafts where link = ? and ref <> ?`, d.Link, string(ref))
		if err != nil {
			return err
		}
		if waiting+int64(len(d.Content.Data)) > limit {
			return claim.Errorf(claim.CodeTooLarge, "too many files wait that came through this link")
		}
		return b.Exec(`insert into page_drafts (ref, message, link, bytes, kept_at) values (?, ?, ?, ?, ?)
			on conflict (ref) do nothing`,
			string(ref), d.Message.String(), d.Link, int64(len(d.Content.Data)), stored.Micros(d.KeptAt))
	})
	return ref, err
}

// ForgetPageDrafts erases the files that were kept before an instant and belong
// to no submission, and at once those that were kept for a submission that was then
// made without them: which files are sent with it is settled when it is recorded,
// and a form that is sent again adds nothing. It stops watching over those that were
// sent. It returns how many it erased.
func (r *Record) ForgetPageDrafts(ctx context.Context, before, now time.Time) (int, error) {
	var drafts []keptDraft
	err := stored.Select(ctx, r.db.Read, &drafts, `select ref, message, coalesce(correspondence, '') as correspondence
		from page_drafts left join messages on messages.id = page_drafts.message
		where kept_at < ? or messages.id is not null`, stored.Micros(before))
	if err != nil || len(drafts) == 0 {
		return 0, r.fail("forget page drafts", err)
	}
	sent, err := r.sentWith(ctx, drafts)
	if err != nil {
		return 0, r.fail("forget page drafts", err)
	}
	erased := 0
	for _, d := range drafts {
		if sent[d.Ref] {
			continue
		}
		if err := r.Erase(ctx, d.Ref, now); err != nil {
			return erased, err
		}
		erased++
	}
	return erased, r.submit(ctx, "forget page drafts", func(b *batch) error {
		for _, d := range drafts {
			if err := b.Exec(`delete from page_drafts where ref = ?`, string(d.Ref)); err != nil {
				return err
			}
		}
		return nil
	})
}

// keptDraft is a file, and where its submission went; nowhere if it was not made.
type keptDraft struct {
	Ref            claim.Ref
	Message        string
	Correspondence string
}

// sentWith picks the files that were sent with their submission.
func (r *Record) sentWith(ctx context.Context, drafts []keptDraft) (map[claim.Ref]bool, error) {
	sent, seen := map[claim.Ref]bool{}, map[string]bool{"": true}
	for _, d := range drafts {
		if seen[d.Correspondence] {
			continue
		}
		seen[d.Correspondence] = true
		id, err := uuid.Parse(d.Correspondence)
		if err != nil {
			return nil, err
		}
		entries, err := entriesAfter(ctx, r.db.Read, claim.Stream{Kind: claim.StreamCorrespondence, ID: id}, 0)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if f, ok := e.Fact.(letters.PageAnswered); ok {
				for _, ref := range f.Files {
					sent[ref] = true
				}
			}
		}
	}
	return sent, nil
}

// PageDraft returns the bytes of a file that waits to be confirmed with the
// submission and was kept after an instant, or CodeNotFound.
func (r *Record) PageDraft(ctx context.Context, message uuid.UUID, ref claim.Ref, after time.Time) ([]byte, error) {
	var n int
	err := stored.Get(ctx, r.db.Read, &n, `select count(*) from page_drafts where message = ? and ref = ? and kept_at > ?`,
		message.String(), string(ref), stored.Micros(after))
	if err != nil {
		return nil, r.fail("page draft", err)
	}
	if n == 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such file any more")
	}
	return r.Get(ctx, ref)
}
