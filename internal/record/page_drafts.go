package record

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// KeepPageDraft keeps a file of the answer page until the submission that it
// belongs to is confirmed or forgotten. Keeping it twice keeps it once. It
// fails with CodeTooLarge if more than limit bytes wait that came through the
// same link.
func (r *Record) KeepPageDraft(ctx context.Context, d claim.PageDraft, limit int64) (claim.Ref, error) {
	var ref claim.Ref
	err := r.submit(ctx, "keep page draft", func(b *batch) error {
		var err error
		if ref, err = b.put(d.Content); err != nil {
			return err
		}
		var waiting int64
		err = b.get(&waiting, `select coalesce(sum(bytes), 0) from page_drafts where link = ? and ref <> ?`, d.Link, string(ref))
		if err != nil {
			return err
		}
		if waiting+int64(len(d.Content.Data)) > limit {
			return claim.Errorf(claim.CodeTooLarge, "too many files wait that came through this link")
		}
		return b.exec(`insert into page_drafts (ref, message, link, bytes, kept_at) values (?, ?, ?, ?, ?)
			on conflict (ref) do nothing`,
			string(ref), d.Message.String(), d.Link, int64(len(d.Content.Data)), micros(d.KeptAt))
	})
	return ref, err
}

// ForgetPageDrafts erases the files that were kept before an instant and belong
// to no submission, and stops watching over the others. It returns how many it erased.
func (r *Record) ForgetPageDrafts(ctx context.Context, before, now time.Time) (int, error) {
	var refs []string
	err := selectAll(ctx, r.read, &refs, `select ref from page_drafts where kept_at < ?
		and not exists (select 1 from messages where messages.id = page_drafts.message)`, micros(before))
	if err != nil {
		return 0, r.fail("forget page drafts", err)
	}
	for _, ref := range refs {
		if err := r.Erase(ctx, claim.Ref(ref), now); err != nil {
			return 0, err
		}
	}
	var old int
	if err := get(ctx, r.read, &old, `select count(*) from page_drafts where kept_at < ?`, micros(before)); err != nil || old == 0 {
		return len(refs), r.fail("forget page drafts", err)
	}
	return len(refs), r.submit(ctx, "forget page drafts", func(b *batch) error {
		return b.exec(`delete from page_drafts where kept_at < ?`, micros(before))
	})
}

// PageDraft returns the bytes of a file that waits to be confirmed with the
// submission and was kept after an instant, or CodeNotFound.
func (r *Record) PageDraft(ctx context.Context, message uuid.UUID, ref claim.Ref, after time.Time) ([]byte, error) {
	var n int
	err := get(ctx, r.read, &n, `select count(*) from page_drafts where message = ? and ref = ? and kept_at > ?`,
		message.String(), string(ref), micros(after))
	if err != nil {
		return nil, r.fail("page draft", err)
	}
	if n == 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such file any more")
	}
	return r.Get(ctx, ref)
}
