package casework

import (
	"context"
	"encoding/base32"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// RawMessage returns the bytes of a message that the caller may see: of one that
// came in as they came, of a letter as it went out. They are for saving, never
// for showing. It returns [claim.CodeNotFound] for one that was erased, and
// [claim.CodeForbidden] while a link in it, in the letter or quoted by the party,
// takes an answer: that is the party's alone.
func (d *Door) RawMessage(ctx context.Context, caller Caller, id uuid.UUID) ([]byte, error) {
	data, err := d.messageBytes(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	text, err := d.readMail(ctx, id, data)
	if err != nil {
		return nil, err
	}
	return data, d.withheld(ctx, "the message", text.links)
}

// messageBytes are the bytes of a message that the caller may see, whatever links
// are in them.
func (d *Door) messageBytes(ctx context.Context, caller Caller, id uuid.UUID) ([]byte, error) {
	ref, err := d.rawRef(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	data, err := d.store.Get(ctx, ref)
	return data, Hide(err, AMessage, id.String())
}

func (d *Door) rawRef(ctx context.Context, caller Caller, id uuid.UUID) (claim.Ref, error) {
	if err := caller.May(MayReadMail); err != nil {
		return "", err
	}
	correspondence, err := d.store.MessageCorrespondence(ctx, id)
	if claim.CodeOf(err) == claim.CodeNotFound {
		in, err := d.TheIntake(ctx, caller, id)
		if err != nil {
			return "", err
		}
		return in.Mail.Raw, nil
	}
	if err != nil {
		return "", err
	}
	letters, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return "", Hide(err, AMessage, id.String())
	}
	m := letters.Message(id)
	if m == nil || m.Content == "" {
		return "", NotFound(AMessage, id.String())
	}
	return m.Content, nil
}

// MessageFile returns the n-th file in a message, from 0, for saving. A file with a
// link in it that takes an answer is [claim.CodeForbidden], as in [Door.RawMessage].
func (d *Door) MessageFile(ctx context.Context, caller Caller, id uuid.UUID, n int) (MailFile, []byte, error) {
	raw, err := d.messageBytes(ctx, caller, id)
	if err != nil {
		return MailFile{}, nil, err
	}
	if _, ok := pageText(raw); ok && !d.isMail(ctx, id) {
		file, data, err := d.PageMessageFile(ctx, caller, id, n)
		return mailFile(file), data, err
	}
	file, data, err := d.mail.File(raw, n)
	if err != nil {
		return file, nil, err
	}
	if err := d.withheld(ctx, "the file", d.linksOf(data)); err != nil {
		return file, nil, err
	}
	return file, data, nil
}

// withheld refuses bytes with a link in them that takes an answer.
func (d *Door) withheld(ctx context.Context, what string, links []PageLink) error {
	until, err := d.linksOpenUntil(ctx, links)
	if err != nil || until.IsZero() {
		return err
	}
	return claim.Errorf(claim.CodeForbidden, "%s holds the link by which the party answers, and nobody else", what).
		WithHint("its text can be read; it can be saved once the party has answered through the link, and after %s in any case", Moment(until))
}

// linksOpenUntil is until when one of the links takes an answer; zero if none does.
// at are correspondences that are at hand.
func (d *Door) linksOpenUntil(ctx context.Context, links []PageLink, at ...*claim.Correspondence) (time.Time, error) {
	var until time.Time
	for _, link := range links {
		letters, err := d.lettersOf(ctx, link.Request, at)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return until, err
		}
		if letters.Link(link.Request, link.Contact, d.now()) != claim.LinkOpen {
			continue
		}
		if end := letters.Request(link.Request).AnswerBy.Add(claim.PageLinkLife); end.After(until) {
			until = end
		}
	}
	return until, nil
}

// lettersOf finds the correspondence of a request, for nobody in particular.
func (d *Door) lettersOf(ctx context.Context, request uuid.UUID, at []*claim.Correspondence) (*claim.Correspondence, error) {
	for _, letters := range at {
		if letters.Request(request) != nil {
			return letters, nil
		}
	}
	id, err := d.store.RequestCorrespondence(ctx, request)
	if err != nil {
		return nil, err
	}
	return Load[*claim.Correspondence](ctx, d.store, claim.StreamCorrespondence, id)
}

// linksOf finds the links to the answer page in a file: in its bytes, in what they
// are once entities are undone, and, if it is mail, in its parts.
func (d *Door) linksOf(file []byte) []PageLink {
	return linksIn(append(d.mail.Decoded(file), html.UnescapeString(string(file)), string(file)))
}

// linkCoding is that of mail.Links.
var linkCoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// linksIn finds the links to the answer page that stand in texts. Whether they are
// genuine is not asked: for that takes the key.
func linksIn(texts []string) []PageLink {
	var links []PageLink
	for _, text := range texts {
		for _, found := range linkPath.FindAllStringIndex(text, -1) {
			link, ok := linkOf(text[found[1]:])
			if ok && !slices.Contains(links, link) {
				links = append(links, link)
			}
		}
	}
	return links
}

// linkOf reads the secret of a link at the beginning of a text, without the marks by
// which it was quoted and broken.
func linkOf(text string) (PageLink, bool) {
	secret := strings.Map(func(r rune) rune {
		if strings.ContainsRune("=\r\n> \t", r) {
			return -1
		}
		return r
	}, text[:secretOf(text)])
	if len(secret) != linkLength {
		return PageLink{}, false
	}
	named, err := linkCoding.DecodeString(strings.ToLower(secret))
	if err != nil {
		return PageLink{}, false
	}
	return PageLink{Request: uuid.UUID(named[:16]), Contact: uuid.UUID(named[16:32])}, true
}
