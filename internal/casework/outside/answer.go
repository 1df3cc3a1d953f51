package outside

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// PageReceipt is what the party gets for what it sent.
type PageReceipt struct {
	letters.PageSubmission
	SHA256 string         // of the submission as it is kept, in hex
	Zone   *time.Location // the party's
	Erased bool           // the desk has erased what was said since
}

// KeepPageFile keeps a file that belongs to the form with the key until the
// party confirms it. It returns CodeTooLarge for one over [MaxPageFile].
func (p *Porch) KeepPageFile(ctx context.Context, link mailtext.PageLink, key uuid.UUID, name string, data []byte) (letters.PageFile, error) {
	mail, _, err := lettersByLink(ctx, p.door, link)
	if err != nil {
		return letters.PageFile{}, err
	}
	if mail.Link(link.Request, link.Contact, p.now()) != letters.LinkOpen {
		return letters.PageFile{}, claim.Errorf(claim.CodeWrongStage, "this link is no longer open")
	}
	switch {
	case len(data) == 0:
		return letters.PageFile{}, fileProblem(claim.CodeInvalid, ProblemFileEmpty)
	case len(data) > MaxPageFile:
		return letters.PageFile{}, fileProblem(claim.CodeTooLarge, ProblemFileLarge)
	}
	message := submissionID(p.door, link, key)
	ref, err := p.store.KeepPageDraft(ctx, lists.PageDraft{
		Message: message, Link: link.String(), KeptAt: p.now(),
		Content: claim.Content{Key: fmt.Sprintf("page/%s/%s", message, mailtext.HashOf(data)), Media: "application/octet-stream", Data: data},
	}, maxPageWaiting)
	if claim.CodeOf(err) == claim.CodeTooLarge {
		err = fileProblem(claim.CodeTooLarge, ProblemFilesWaiting)
	}
	return describe(name, ref, data), err
}

// describe says what there is to say about a file. Its kind is looked up, not believed.
func describe(name string, ref claim.Ref, data []byte) letters.PageFile {
	media, _, _ := strings.Cut(http.DetectContentType(data), ";")
	return letters.PageFile{Name: fileName(name), Media: media, Bytes: len(data), SHA256: mailtext.HashOf(data), Ref: ref}
}

// fileName is the last part of a file's name without anything that cannot be seen.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "_"), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > casework.MaxName {
		name = string(runes[:casework.MaxName])
	}
	if name == "" || name == "." || name == "/" {
		return "file"
	}
	return name
}

// AnswerOnPage takes what a party has confirmed, and returns its receipt. Sent
// twice with one key it counts once, and the receipt is that of the first time.
func (p *Porch) AnswerOnPage(ctx context.Context, link mailtext.PageLink, in PageInput) (PageReceipt, error) {
	there, err := p.PageReceipt(ctx, link, in.Key)
	if err == nil || claim.CodeOf(err) != claim.CodeNotFound {
		return there, err
	}
	s, err := p.CheckPage(ctx, link, in)
	if err != nil {
		return PageReceipt{}, err
	}
	if err := takePage(ctx, p.door, link, submissionID(p.door, link, in.Key), s); err != nil {
		return PageReceipt{}, err
	}
	return p.PageReceipt(ctx, link, in.Key)
}

// PageReceipt shows what was sent with the form that had the key. It returns
// CodeNotFound if nothing was.
func (p *Porch) PageReceipt(ctx context.Context, link mailtext.PageLink, key uuid.UUID) (PageReceipt, error) {
	mail, party, err := lettersByLink(ctx, p.door, link)
	if err != nil {
		return PageReceipt{}, err
	}
	m := mail.Message(submissionID(p.door, link, key))
	if m == nil {
		return PageReceipt{}, claim.Errorf(claim.CodeNotFound, "nothing was sent with this form")
	}
	data, err := p.store.Get(ctx, m.Content)
	if claim.CodeOf(err) == claim.CodeNotFound {
		erased := letters.PageSubmission{Code: letters.RequestCode(link.Request), SentAt: m.At}
		return PageReceipt{PageSubmission: erased, Zone: casework.ZoneOf(party), Erased: true}, nil
	}
	if err != nil {
		return PageReceipt{}, err
	}
	s, _ := mailtext.Submission(data)
	return PageReceipt{PageSubmission: s, SHA256: mailtext.HashOf(data), Zone: casework.ZoneOf(party)}, nil
}
