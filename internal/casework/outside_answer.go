package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PageReceipt is what the party gets for what it sent.
type PageReceipt struct {
	claim.PageSubmission
	SHA256 string         // of the submission as it is kept, in hex
	Zone   *time.Location // the party's
	Erased bool           // the desk has erased what was said since
}

// pageMessage names a submission. It follows from the link and the form's key,
// which nobody else knows.
func (d *Door) pageMessage(link PageLink, key uuid.UUID) uuid.UUID {
	return d.id("page", link.String()+"/"+key.String())
}

// KeepPageFile keeps a file that belongs to the form with the key until the
// party confirms it. It returns CodeTooLarge for one over [MaxPageFile].
func (d *Door) KeepPageFile(ctx context.Context, link PageLink, key uuid.UUID, name string, data []byte) (claim.PageFile, error) {
	letters, _, err := d.correspondenceOf(ctx, link)
	if err != nil {
		return claim.PageFile{}, err
	}
	if letters.Link(link.Request, link.Contact, d.now()) != claim.LinkOpen {
		return claim.PageFile{}, claim.Errorf(claim.CodeWrongStage, "this link is no longer open")
	}
	switch {
	case len(data) == 0:
		return claim.PageFile{}, fileProblem(claim.CodeInvalid, "the file is empty")
	case len(data) > MaxPageFile:
		return claim.PageFile{}, fileProblem(claim.CodeTooLarge, fmt.Sprintf("a file can be at most %d MB large", MaxPageFile>>20))
	}
	message := d.pageMessage(link, key)
	ref, err := d.store.KeepPageDraft(ctx, claim.PageDraft{
		Message: message, Link: link.String(), KeptAt: d.now(),
		Content: claim.Content{Key: fmt.Sprintf("page/%s/%s", message, hashOf(data)), Media: "application/octet-stream", Data: data},
	}, maxPageWaiting)
	if claim.CodeOf(err) == claim.CodeTooLarge {
		err = fileProblem(claim.CodeTooLarge, "too many files were sent through this link without being confirmed; send them by e-mail")
	}
	return describe(name, ref, data), err
}

// describe says what there is to say about a file. Its kind is looked up, not believed.
func describe(name string, ref claim.Ref, data []byte) claim.PageFile {
	media, _, _ := strings.Cut(http.DetectContentType(data), ";")
	return claim.PageFile{Name: fileName(name), Media: media, Bytes: len(data), SHA256: hashOf(data), Ref: ref}
}

// hashOf is the SHA-256, in hex, that whoever has the bytes can compute.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
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
	if runes := []rune(name); len(runes) > MaxName {
		name = string(runes[:MaxName])
	}
	if name == "" || name == "." || name == "/" {
		return "file"
	}
	return name
}

// AnswerOnPage takes what a party has confirmed, and returns its receipt. Sent
// twice with one key it counts once, and the receipt is that of the first time.
func (d *Door) AnswerOnPage(ctx context.Context, link PageLink, in PageInput) (PageReceipt, error) {
	message := d.pageMessage(link, in.Key)
	there, err := d.PageReceipt(ctx, link, in.Key)
	if err == nil || claim.CodeOf(err) != claim.CodeNotFound {
		return there, err
	}
	s, err := d.CheckPage(ctx, link, in)
	if err != nil {
		return PageReceipt{}, err
	}
	letters, party, err := d.correspondenceOf(ctx, link)
	if err != nil {
		return PageReceipt{}, err
	}
	body, ctx, err := d.pageCommand(ctx, link, message, s)
	if err != nil {
		return PageReceipt{}, err
	}
	body.Verified = contactVerified(party, link.Contact)
	cmd := claim.Command{ID: key(ctx), Actor: claim.Actor{Kind: claim.ActorParty, ID: letters.Party}, Body: body}
	if err := d.do(ctx, letters.Stream(), cmd); err != nil {
		return PageReceipt{}, err
	}
	return d.PageReceipt(ctx, link, in.Key)
}

// pageCommand keeps the submission and makes its command. The key of both follows
// from the words: sent again with other ones after a failure, it is another
// command, and whichever is decided first counts.
func (d *Door) pageCommand(ctx context.Context, link PageLink, message uuid.UUID, s claim.PageSubmission) (claim.AnswerOnPage, context.Context, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return claim.AnswerOnPage{}, ctx, fmt.Errorf("encode a submission: %w", err)
	}
	ctx = d.keyed(WithKey(ctx, claim.DerivedID("submission", message.String(), hashOf(data))))
	body := claim.AnswerOnPage{
		Message: message, Request: link.Request, Contact: link.Contact, GroundRules: s.GroundRules,
		Asks: s.Asks, ReceivedAt: s.SentAt,
	}
	texts := []string{speaker(s)}
	for _, a := range s.Answers {
		texts = append(texts, a.Statement)
	}
	refs, err := d.keep(ctx, texts...)
	if err != nil {
		return body, ctx, err
	}
	body.Speaker = refs[0]
	for i, a := range s.Answers {
		body.Stances = append(body.Stances, claim.Answer{Claim: a.Claim, Stance: a.Stance, Statement: refs[i+1]})
	}
	for _, f := range s.Files {
		body.Files = append(body.Files, f.Ref)
	}
	body.Content, err = d.keepJSON(ctx, "page", s)
	return body, ctx, err
}

// speaker is who answers, in one line.
func speaker(s claim.PageSubmission) string {
	if s.Function == "" {
		return s.Name
	}
	return s.Name + ", " + s.Function
}

// PageReceipt shows what was sent with the form that had the key. It returns
// CodeNotFound if nothing was.
func (d *Door) PageReceipt(ctx context.Context, link PageLink, key uuid.UUID) (PageReceipt, error) {
	letters, party, err := d.correspondenceOf(ctx, link)
	if err != nil {
		return PageReceipt{}, err
	}
	m := letters.Message(d.pageMessage(link, key))
	if m == nil {
		return PageReceipt{}, claim.Errorf(claim.CodeNotFound, "nothing was sent with this form")
	}
	data, err := d.store.Get(ctx, m.Content)
	if claim.CodeOf(err) == claim.CodeNotFound {
		erased := claim.PageSubmission{Code: claim.RequestCode(link.Request), SentAt: m.At}
		return PageReceipt{PageSubmission: erased, Zone: ZoneOf(party), Erased: true}, nil
	}
	if err != nil {
		return PageReceipt{}, err
	}
	s, _ := submission(data)
	return PageReceipt{PageSubmission: s, SHA256: hashOf(data), Zone: ZoneOf(party)}, nil
}

// submission reads what came on the answer page, and reports whether it is that.
func submission(data []byte) (claim.PageSubmission, bool) {
	var s claim.PageSubmission
	if !strings.HasPrefix(string(data[:min(len(data), 64)]), `{"format":"`+claim.PageFormat+`"`) {
		return s, false
	}
	return s, json.Unmarshal(data, &s) == nil
}
