package record

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// saltBytes is the length of the salt of content.
const saltBytes = 32

// Put keeps content and returns a reference to each. Content that was put
// before under the same key is not put again. It fails with CodeConflict if
// other content was, or if it was erased since.
func (r *Record) Put(ctx context.Context, contents ...claim.Content) ([]claim.Ref, error) {
	var refs []claim.Ref
	err := r.submit(ctx, "put", func(b *batch) error {
		refs = make([]claim.Ref, len(contents))
		for i, c := range contents {
			ref, err := b.put(c)
			if err != nil {
				return err
			}
			refs[i] = ref
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return refs, nil
}

func (b *batch) put(c claim.Content) (claim.Ref, error) {
	var there stored.Content
	err := b.Get(&there, `select `+stored.ContentColumns+` from contents where key = ?`, c.Key)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return b.insertContent(c)
	case err != nil:
		return "", err
	case there.ErasedAt != 0:
		return "", claim.Errorf(claim.CodeConflict, "the content of this command was erased").WithHint("use a new command id")
	case there.Media != c.Media || !bytes.Equal(there.Data, c.Data):
		return "", claim.Errorf(claim.CodeConflict, "this command id was used with other content").WithHint("use a new command id")
	}
	return there.Ref, nil
}

func (b *batch) insertContent(c claim.Content) (claim.Ref, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	data := c.Data
	if data == nil {
		data = []byte{} // null means erased
	}
	ref := stored.RefOf(salt, c.Media, data)
	return ref, b.Exec(`insert into contents (`+stored.ContentColumns+`) values (?, ?, ?, ?, ?, 0)`,
		string(ref), c.Key, c.Media, salt, data)
}
