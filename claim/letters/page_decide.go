package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
)

// answerOnPage takes a submission of the answer page, however late, as long as
// its link is open. It is an error to answer for a claim that the link does not
// ask about, or twice.
func (c *Correspondence) answerOnPage(b AnswerOnPage, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if c.Message(b.Message) != nil {
		return nil, nil
	}
	if state := c.Link(b.Request, b.Contact, now); state != LinkOpen {
		return nil, linkClosed(state)
	}
	if err := c.checkPage(b, now); err != nil {
		return nil, err
	}
	facts := []claim.Fact{PageAnswered{
		Message: b.Message, Request: b.Request, Contact: b.Contact, Answers: len(b.Stances) > 0, Asks: b.Asks,
		Content: b.Content, Files: b.Files, ReceivedAt: b.ReceivedAt,
	}}
	if len(b.Stances) > 0 {
		facts = append(facts, ResponseRecorded{c.pageResponse(b, around)})
	}
	return facts, nil
}

// linkClosed says why nothing is taken through a link.
func linkClosed(state LinkState) *claim.Error {
	switch state {
	case LinkUsed:
		return claim.Errorf(claim.CodeWrongStage, "an answer was given through this link already")
	case LinkExpired:
		return claim.Errorf(claim.CodeWrongStage, "this link has expired")
	case LinkWithdrawn:
		return claim.Errorf(claim.CodeWrongStage, "the request was withdrawn: an answer is no longer asked for")
	case LinkSuperseded:
		return claim.Errorf(claim.CodeWrongStage, "letters about this request go to another address since this link was sent")
	}
	return claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
}

func (c *Correspondence) checkPage(b AnswerOnPage, now time.Time) error {
	if len(b.Stances) == 0 && b.Asks == "" {
		return claim.Errorf(claim.CodeInvalid, "an answer has a stance on at least one claim").
			WithField("stances", "answer about a claim, or ask for what you need")
	}
	if b.Asks != "" {
		if err := c.checkAsks(b); err != nil {
			return err
		}
	}
	if len(b.Files) > MaxPageFiles {
		return claim.Errorf(claim.CodeTooLarge, "at most %d files come with an answer", MaxPageFiles).WithField("files", "send fewer")
	}
	if len(b.Stances) == 0 {
		return checkReceived(b.ReceivedAt, now)
	}
	open := c.PageClaims(b.Request, b.Contact)
	if !coversAll(open, b.Stances) {
		return claim.Errorf(claim.CodeWrongStage, "an answer about one of these claims was given already, or is no longer asked for").
			WithHint("open the link again to see what is still asked")
	}
	return checkResponse(RecordResponse{
		Stances: b.Stances, GroundRules: b.GroundRules, Channel: claim.ByEmail, ReceivedAt: b.ReceivedAt,
	}, now)
}

// checkAsks keeps one link from filling the desk's day.
func (c *Correspondence) checkAsks(b AnswerOnPage) error {
	if err := claim.OneOf("asks", b.Asks, PageAsks); err != nil {
		return err
	}
	asked := 0
	for _, m := range c.Messages {
		if m.through(b.Request, b.Contact) && m.Asks != "" {
			asked++
		}
	}
	if asked >= MaxPageMessages {
		return claim.Errorf(claim.CodeTooLarge, "this link was used %d times to ask something", asked).
			WithHint("write to the desk, or telephone")
	}
	return nil
}

func checkReceived(at, now time.Time) error {
	if at.IsZero() || at.After(now.Add(claim.ClockSkew)) {
		return claim.Errorf(claim.CodeInvalid, "an answer cannot have come in the future").WithField("receivedAt", "choose when it came")
	}
	return nil
}

// pageResponse is the response that the submission holds. On the record the page says that we may
// quote with the organisation's name and with that of whoever answers ([claim.GroundRules.ForParty]). Whoever has the link
// got our letter; that is proof only if it is known whose address that is.
func (c *Correspondence) pageResponse(b AnswerOnPage, around claim.Around) Response {
	r := Response{
		ID: PageResponseID(b.Message), Request: b.Request, Message: b.Message, Stances: slices.Clone(b.Stances), GroundRules: b.GroundRules,
		Channel: claim.ByAnswerPage, Authenticity: claim.ByAnswerPage.Authenticity(), ReceivedAt: b.ReceivedAt, Spoken: sources.Spoken{Speaker: b.Speaker}, // whoever answers gives a name to the desk: nobody has asked whether it may be printed
		MoreTime: b.Asks == AsksForTime,
		Late:     b.ReceivedAt.After(c.lastAnswerBy(*c.Request(b.Request), b.Stances)),
	}
	for i := range r.Stances {
		r.Stances[i].Wording = c.putBy(*c.Request(b.Request), r.Stances[i].Claim, b.ReceivedAt, around)
	}
	if b.Verified {
		r.Authenticity = claim.AuthenticityVerified
	}
	return r
}

// PageResponseID names the response that a submission of the answer page holds.
func PageResponseID(message uuid.UUID) uuid.UUID {
	return claim.DerivedID("page response", message.String())
}

func (c *Correspondence) seePageAnswer(b SeePageAnswer) ([]claim.Fact, error) {
	m := c.Message(b.Message)
	if m == nil || !m.Channel.OnPage() {
		return nil, claim.Errorf(claim.CodeNotFound, "nothing of this name came on the answer page")
	}
	if !slices.ContainsFunc(c.Unseen(), func(u Message) bool { return u.ID == b.Message }) {
		return nil, nil
	}
	return []claim.Fact{PageAnswerSeen(b)}, nil
}

// pageAnswered takes a submission in. Without anything to read in it, the
// answer counts as read: its stances are the party's own.
func (c *Correspondence) pageAnswered(e claim.Entry, f PageAnswered) {
	m := Message{
		ID: f.Message, Kind: claim.Reply, Channel: claim.ByAnswerPage, Requests: []uuid.UUID{f.Request}, At: f.ReceivedAt,
		Content: f.Content, Contact: f.Contact, Class: received.MailAnswer, Asks: f.Asks,
	}
	if f.Asks == "" {
		m.ReadAt, m.Disposition = e.At, ReadAnswer
	}
	c.Messages = append(c.Messages, m)
}

// seen notes that a person has looked at what came on the answer page.
func (m *Message) seen(e claim.Entry) {
	if m.Channel.OnPage() && m.SeenAt.IsZero() {
		m.SeenAt, m.SeenBy = e.At, e.Actor.ID
	}
}
