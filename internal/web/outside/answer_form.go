package outside

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// Limits of what is read of one form.
const (
	maxForm  = outside.MaxPageBytes + 5<<20 // bytes, files and words together
	maxField = 1 << 20                      // bytes of one field of words
	maxWords = 8 << 20                      // bytes of all fields of words
	maxParts = 1000                         // fields and files
	maxDrain = 128 << 20                    // bytes that are read and dropped, so that a browser shows our answer
)

// errTooLarge says that more was sent than is read. None of it is kept.
var errTooLarge = errors.New("outside: the form is too large")

// errUnreadable says that what was sent is no form, or was cut off.
var errUnreadable = errors.New("outside: the form cannot be read")

// upload is a file as it was sent, not kept yet.
type upload struct {
	name string
	data []byte
}

// submitted is a form as it was sent.
type submitted struct {
	url.Values
	uploads []upload
}

// readForm reads a form, streaming its files, and stops at the limits.
func readForm(w http.ResponseWriter, r *http.Request) (submitted, error) {
	body := r.Body
	r.Body = http.MaxBytesReader(w, body, maxForm)
	form, err := parseForm(r)
	var over *http.MaxBytesError
	if errors.As(err, &over) || errors.Is(err, multipart.ErrMessageTooLarge) {
		err = errTooLarge
	}
	if errors.Is(err, errTooLarge) && r.ContentLength <= maxDrain {
		_, _ = io.CopyN(io.Discard, body, maxDrain)
	}
	if err != nil && !errors.Is(err, errTooLarge) {
		err = errUnreadable
	}
	return form, err
}

func parseForm(r *http.Request) (submitted, error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err := r.ParseForm()
		return submitted{Values: r.PostForm}, err
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return submitted{}, err
	}
	form := submitted{Values: url.Values{}}
	words, files := 0, 0
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, nil
		}
		if err != nil {
			return form, err
		}
		if part.FileName() == "" && part.FormName() != "files" {
			n, err := form.takeWords(part)
			if words += n; err == nil && words > maxWords {
				err = errTooLarge
			}
			if err != nil {
				return form, err
			}
			continue
		}
		n, err := form.takeFile(part)
		if files += n; err == nil && files > outside.MaxPageBytes {
			err = errTooLarge
		}
		if err != nil {
			return form, err
		}
	}
	return form, errTooLarge
}

func (f *submitted) takeWords(part *multipart.Part) (int, error) {
	data, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err == nil && len(data) > maxField {
		err = errTooLarge
	}
	f.Add(part.FormName(), string(data))
	return len(data), err
}

// takeFile reads a file to the byte after the limit of one: it is told in the form
// that it is too large. A field of files that was left empty is none.
func (f *submitted) takeFile(part *multipart.Part) (int, error) {
	if part.FormName() != "files" {
		return 0, nil
	}
	data, err := io.ReadAll(io.LimitReader(part, outside.MaxPageFile+1))
	if err != nil || part.FileName() == "" && len(data) == 0 {
		return 0, err
	}
	if len(data) > outside.MaxPageFile {
		if _, err := io.Copy(io.Discard, part); err != nil {
			return 0, err
		}
	}
	f.uploads = append(f.uploads, upload{part.FileName(), data})
	return len(data), nil
}

// word is the first value of a field, as valid text.
func (f submitted) word(name string) string {
	text := f.Get(name)
	if !utf8.ValidString(text) {
		return strings.ToValidUTF8(text, "\uFFFD")
	}
	return text
}

// input is what the form says, without the files that come with it.
func (f submitted) input(claims []outside.PageClaim) outside.PageInput {
	in := outside.PageInput{
		Key: formKey(f.Get("key")), GroundRules: claim.GroundRules(f.Get("rules")), Asks: letters.PageAsk(f.Get("asks")),
		Question: f.word("question"), Name: f.word("name"), Function: f.word("function"),
	}
	for _, c := range claims {
		if !c.Open() {
			continue
		}
		in.Answers = append(in.Answers, outside.PageAnswerInput{
			Claim: c.ID, Stance: claim.Stance(f.Get("stance." + c.ID.String())), Statement: f.word("statement." + c.ID.String()),
		})
	}
	for _, kept := range f.Values["kept"] {
		if ref, name, ok := strings.Cut(kept, ":"); ok && len(in.Files) <= letters.MaxPageFiles {
			in.Files = append(in.Files, outside.PageFileInput{Ref: claim.Ref(ref), Name: name})
		}
	}
	return in
}

// formKey is the form's own key, or a new one.
func formKey(text string) uuid.UUID {
	key, err := uuid.Parse(text)
	if err != nil || key == uuid.Nil || len(text) != 36 {
		return uuid.New()
	}
	return key
}

// lost lists what was answered about statements that are no longer open, so that
// nothing that was typed is lost.
func (f submitted) lost(claims []outside.PageClaim) []string {
	open := map[string]bool{}
	for _, c := range claims {
		if c.Open() {
			open["statement."+c.ID.String()] = true
		}
	}
	var out []string
	for name, values := range f.Values {
		if strings.HasPrefix(name, "statement.") && !open[name] && strings.TrimSpace(values[0]) != "" {
			out = append(out, f.word(name))
		}
	}
	if f.word("question") != "" && len(claims) == 0 {
		out = append(out, f.word("question"))
	}
	return out
}
