package casework

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PageMessage is what came on the answer page, for the desk.
type PageMessage struct {
	claim.PageSubmission
	Message uuid.UUID
	Case    string // short name
	Party   string // short name
	SHA256  string // of the submission, in hex, as the party's receipt gives it
	Erased  bool
	SeenAt  time.Time // when somebody first looked at it; zero for not yet
	SeenBy  string
}

// PageMessage shows a submission of the answer page in a case that the caller may see.
func (d *Door) PageMessage(ctx context.Context, caller Caller, message uuid.UUID) (PageMessage, error) {
	letters, m, err := d.ThePageMessage(ctx, caller, message)
	if err != nil {
		return PageMessage{}, err
	}
	c, err := d.CaseByID(ctx, caller, letters.Case, letters.Case.String())
	if err != nil {
		return PageMessage{}, err
	}
	out := PageMessage{Message: message, SeenAt: m.SeenAt}
	if out.Case, out.Party, err = d.names(ctx, c, letters.Party); err != nil {
		return out, err
	}
	if out.SeenBy, err = d.personName(ctx, m.SeenBy); err != nil {
		return out, err
	}
	data, err := d.store.Get(ctx, m.Content)
	if claim.CodeOf(err) == claim.CodeNotFound {
		out.Erased = true
		return out, nil
	}
	out.PageSubmission, _ = submission(data)
	out.SHA256 = hashOf(data)
	return out, err
}

// PageMessageFile returns the n-th file, from 0, that came with a submission.
func (d *Door) PageMessageFile(ctx context.Context, caller Caller, message uuid.UUID, n int) (claim.PageFile, []byte, error) {
	m, err := d.PageMessage(ctx, caller, message)
	if err != nil {
		return claim.PageFile{}, nil, err
	}
	if n < 0 || n >= len(m.Files) {
		return claim.PageFile{}, nil, claim.Errorf(claim.CodeNotFound, "there is no such file with this answer")
	}
	data, err := d.store.Get(ctx, m.Files[n].Ref)
	return m.Files[n], data, err
}

// SeePageAnswer says that the caller has looked at what came on the answer page.
func (d *Door) SeePageAnswer(ctx context.Context, caller Caller, message uuid.UUID) (Receipt, error) {
	if err := caller.May(MayRecordAnswers); err != nil {
		return Receipt{}, err
	}
	ctx = d.keyed(ctx)
	letters, _, err := d.ThePageMessage(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: message}, d.do(ctx, letters.Stream(), command(ctx, caller, claim.SeePageAnswer{Message: message}))
}

func (d *Door) ThePageMessage(ctx context.Context, caller Caller, message uuid.UUID) (*claim.Correspondence, *claim.Message, error) {
	if err := caller.May(MayReadMail); err != nil {
		return nil, nil, err
	}
	id, err := d.store.MessageCorrespondence(ctx, message)
	if err != nil {
		return nil, nil, Hide(err, AMessage, message.String())
	}
	letters, err := d.TheLetters(ctx, caller, id)
	if err != nil {
		return nil, nil, Hide(err, AMessage, message.String())
	}
	m := letters.Message(message)
	if m == nil || !m.Channel.OnPage() {
		return nil, nil, NotFound(AMessage, message.String())
	}
	return letters, m, nil
}

// pageItem is what came on the answer page among the messages.
func (d *Door) pageItem(ctx context.Context, letters *claim.Correspondence, m claim.Message) (InboxItem, error) {
	c, err := Load[*claim.Case](ctx, d.store, claim.StreamCase, letters.Case)
	if err != nil {
		return InboxItem{}, err
	}
	return d.placed(ctx, c, letters, m)
}

func (d *Door) personName(ctx context.Context, id uuid.UUID) (string, error) {
	if id == uuid.Nil {
		return "", nil
	}
	p, err := Load[*claim.Person](ctx, d.store, claim.StreamPerson, id)
	if err != nil {
		return "", err
	}
	lib, err := d.library(ctx, p.Profile)
	return Read[claim.PersonProfile](lib, p.Profile).Name, err
}

// pageText is what came on the answer page as a person reads a message, and
// reports whether the bytes are that.
func pageText(data []byte) (MailText, bool) {
	s, ok := submission(data)
	if !ok {
		return MailText{}, false
	}
	var b strings.Builder
	if s.Question != "" {
		fmt.Fprintf(&b, "%s\n\n", s.Question)
	}
	for _, a := range s.Answers {
		fmt.Fprintf(&b, "%s\n→ %s\n", a.About, a.Stance)
		if a.Statement != "" {
			fmt.Fprintf(&b, "%s\n", a.Statement)
		}
		b.WriteString("\n")
	}
	text := MailText{From: speaker(s), Subject: pageSubject(s), Text: strings.TrimSpace(b.String())}
	for _, f := range s.Files {
		text.Files = append(text.Files, mailFile(f))
	}
	return text, true
}

func mailFile(f claim.PageFile) MailFile { return MailFile{Name: f.Name, Type: f.Media, Size: f.Bytes} }

// isMail reports whether the message came by mail, whatever its bytes look like.
func (d *Door) isMail(ctx context.Context, message uuid.UUID) bool {
	_, err := d.store.SpooledByID(ctx, message)
	return err == nil
}

func pageSubject(s claim.PageSubmission) string {
	switch s.Asks {
	case claim.AsksForTime:
		return "Asks for more time: request " + s.Code
	case claim.AsksBack:
		return "Asks back: request " + s.Code
	}
	return "Answer to request " + s.Code
}

// pageWords is a submission of the answer page in the timeline.
func pageWords(party string, f claim.PageAnswered) string {
	switch {
	case f.Asks == claim.AsksForTime:
		return fmt.Sprintf("%s asked for more time on the answer page; it waits to be read", party)
	case f.Asks != "":
		return fmt.Sprintf("%s asked back on the answer page; it waits to be read", party)
	}
	return fmt.Sprintf("%s answered on the answer page", party)
}
