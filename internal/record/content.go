package record

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// saltBytes is the length of the salt of content.
const saltBytes = 32

// Put keeps content and returns a reference to each. Content that was put
// before under the same key is not put again. It fails with CodeConflict if
// other content was, or if it was erased since.
func (r *Record) Put(ctx context.Context, contents ...claim.Content) ([]claim.Ref, error) {
	if len(contents) == 0 {
		return nil, nil
	}
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

// Draw gives contents the references that they will have once they are kept by
// [Record.Do]. It keeps nothing.
func (r *Record) Draw(contents ...claim.Content) []claim.Content {
	drawn := make([]claim.Content, len(contents))
	for i, c := range contents {
		drawn[i] = draw(c)
	}
	return drawn
}

func draw(c claim.Content) claim.Content {
	if c.Data == nil {
		c.Data = []byte{} // null means erased
	}
	c.Salt = make([]byte, saltBytes)
	rand.Read(c.Salt)
	c.Ref = stored.RefOf(c.Salt, c.Media, c.Data)
	return c
}

// insertDrawn keeps contents whose references were drawn.
func (b *batch) insertDrawn(contents []claim.Content) error {
	for some := range slices.Chunk(contents, tables.FillRows) {
		args := make([]any, 0, 6*len(some))
		for _, c := range some {
			args = append(args, string(c.Ref), c.Key, c.Media, c.Salt, c.Data, int64(0))
		}
		n, err := b.Count(`insert into contents (`+stored.ContentColumns+`) values `+many(6, len(some))+` on conflict (key) do nothing`, args...)
		switch {
		case err != nil:
			return err
		case n < int64(len(some)):
			return claim.Errorf(claim.CodeConflict, "the same was sent twice, and the other one came first").WithHint("send it again")
		}
	}
	return nil
}

func (b *batch) insertContent(c claim.Content) (claim.Ref, error) {
	c = draw(c)
	return c.Ref, b.insertDrawn([]claim.Content{c})
}
