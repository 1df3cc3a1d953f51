package casework

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Limits of what people write, in characters.
const (
	MaxName      = 200
	MaxTitle     = 200
	MaxNotice    = 500
	MaxStatement = 2000
	MaxText      = 20_000
)

// Keep stores texts under the command's key and returns their references in
// order. An empty text has the empty reference.
func (d *Door) Keep(ctx context.Context, texts ...string) ([]claim.Ref, error) {
	refs := make([]claim.Ref, len(texts))
	var contents []claim.Content
	var at []int
	for i, text := range texts {
		if text != "" {
			contents = append(contents, claim.Content{Key: fmt.Sprintf("%s/%d", Key(ctx), i), Media: "text/plain; charset=utf-8", Data: []byte(text)})
			at = append(at, i)
		}
	}
	kept, err := d.store.Put(ctx, contents...)
	for i, ref := range kept {
		refs[at[i]] = ref
	}
	return refs, err
}

// KeepJSON stores one of the content types of package claim.
func (d *Door) KeepJSON(ctx context.Context, name string, value any) (claim.Ref, error) {
	content, err := JSONContent(Key(ctx), name, value)
	if err != nil {
		return "", err
	}
	refs, err := d.store.Put(ctx, content)
	if err != nil {
		return "", err
	}
	return refs[0], nil
}

// JSONContent is one of the content types of package claim, to be kept under a command.
func JSONContent(command uuid.UUID, name string, value any) (claim.Content, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return claim.Content{}, fmt.Errorf("encode %s: %w", name, err)
	}
	return claim.Content{Key: command.String() + "/" + name, Media: "application/json", Data: data}, nil
}

// Library is content that was read at once.
type Library map[claim.Ref][]byte

// Library reads content at once. What was erased is left out.
func (d *Door) Library(ctx context.Context, refs ...claim.Ref) (Library, error) {
	found, err := d.store.GetMany(ctx, refs)
	return Library(found), err
}

// Text returns the text, or a note that it was erased.
func (l Library) Text(ref claim.Ref) string {
	if ref == "" {
		return ""
	}
	data, ok := l[ref]
	if !ok {
		return Erased
	}
	return string(data)
}

// Has reports whether the content is there: it is not after its erasure.
func (l Library) Has(ref claim.Ref) bool {
	_, ok := l[ref]
	return ok
}

// Same reports whether two values are the same content.
func Same[T any](a, b T) bool {
	one, err := json.Marshal(a)
	other, errOther := json.Marshal(b)
	return err == nil && errOther == nil && bytes.Equal(one, other)
}

// Read decodes one of the content types of package claim. What was erased stays zero.
func Read[T any](l Library, ref claim.Ref) T {
	var value T
	if data, ok := l[ref]; ok {
		// The record verified it when it was written; what it cannot read is as good as erased.
		_ = json.Unmarshal(data, &value)
	}
	return value
}

// Line checks a text that stands on one line: a name, a title.
func Line(field, text string, limit int, required bool) (string, error) {
	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, unicode.IsControl) {
		return "", Invalid(field, "it must not contain line breaks or control characters")
	}
	return checkText(field, text, limit, required)
}

// Prose checks a text that may have several lines.
func Prose(field, text string, limit int, required bool) (string, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		return "", Invalid(field, "it must not contain control characters")
	}
	return checkText(field, text, limit, required)
}

func checkText(field, text string, limit int, required bool) (string, error) {
	switch {
	case !utf8.ValidString(text):
		return "", Invalid(field, "it is not valid UTF-8")
	case required && text == "":
		return "", Invalid(field, "it must not be empty")
	case utf8.RuneCountInString(text) > limit:
		return "", claim.Errorf(claim.CodeTooLarge, "%s is longer than %d characters", field, limit).
			WithField(field, fmt.Sprintf("at most %d characters", limit))
	}
	return text, nil
}

// Invalid says what is wrong with a field.
func Invalid(field, problem string) *claim.Error {
	return claim.Errorf(claim.CodeInvalid, "%s: %s", field, problem).WithField(field, problem)
}

// ShortName checks a short name.
func ShortName(field, name string) (string, error) {
	if name == "" || len(name) > 64 || name[0] < 'a' || name[0] > 'z' {
		return "", Invalid(field, "a short name starts with a letter from a to z and has at most 64 characters")
	}
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return "", Invalid(field, "a short name has lower-case letters, digits and hyphens")
		}
	}
	return name, nil
}

// Slug makes a short name from a title.
func Slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9' && b.Len() > 0:
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) > 48 {
		s = s[:48]
		if word := strings.LastIndexByte(s, '-'); word > 24 { // not in the middle of a word
			s = s[:word]
		}
		s = strings.Trim(s, "-")
	}
	if s == "" {
		return "case"
	}
	return s
}

// Erased stands for a text that is not there any more.
const Erased = mailtext.ErasedText

// Unique leaves out the zero identifier and what stands there twice.
func Unique(ids []uuid.UUID) []uuid.UUID {
	seen := map[uuid.UUID]bool{uuid.Nil: true}
	return slices.DeleteFunc(slices.Clone(ids), func(id uuid.UUID) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}
