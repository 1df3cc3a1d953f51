package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Limits of the answer page.
const (
	// PageLinkLife is how long after the answer-by instant the link in a letter
	// still leads to the answer page.
	PageLinkLife = 30 * 24 * time.Hour
	// MaxPageMessages is how often one link can be used to ask something back.
	MaxPageMessages = 10
	// MaxPageFiles is how many files come with one submission.
	MaxPageFiles = 5
)

// PageAsk is what a party wants from the desk, besides or instead of answering.
type PageAsk string

const (
	// AsksForTime: the party needs more time.
	AsksForTime PageAsk = "more time"
	// AsksBack: the party has a question.
	AsksBack PageAsk = "question"
)

// ForParty is what the party asks, as its receipt tells it.
func (a PageAsk) ForParty() string {
	switch a {
	case AsksForTime:
		return "You need more time"
	case AsksBack:
		return "Your question"
	}
	return ""
}

// PageAsks lists every value.
var PageAsks = []PageAsk{AsksForTime, AsksBack}

// AnswerOnPage takes what a party has sent, and confirmed, on the answer page.
// What it asks for has to be read by a person: until then the clock is stopped.
type AnswerOnPage struct {
	Message     uuid.UUID         `json:"message"` // names the submission; sent twice, it counts once
	Request     uuid.UUID         `json:"request"`
	Contact     uuid.UUID         `json:"contact"`            // the contact point that the link was sent to
	Verified    bool              `json:"verified,omitempty"` // that contact point was verified
	Stances     []Answer          `json:"stances,omitempty"`
	GroundRules claim.GroundRules `json:"groundRules,omitempty"` // with stances
	Speaker     claim.Ref         `json:"speaker,omitempty"`     // content: who answers for the party, as text
	Asks        PageAsk           `json:"asks,omitempty"`
	Content     claim.Ref         `json:"content"` // a [PageSubmission]
	Files       []claim.Ref       `json:"files,omitempty"`
	ReceivedAt  time.Time         `json:"receivedAt"`
}

// CommandKind implements [claim.Body].
func (AnswerOnPage) CommandKind() string { return "answer on page" }

// SeePageAnswer says that the person has looked at what came on the answer page.
type SeePageAnswer struct {
	Message uuid.UUID `json:"message"`
}

// CommandKind implements [claim.Body].
func (SeePageAnswer) CommandKind() string { return "see page answer" }

// PageAnswered: the party sent something on the answer page. Its stances follow
// as a [ResponseRecorded]. Content: a [PageSubmission].
type PageAnswered struct {
	Message    uuid.UUID   `json:"message"`
	Request    uuid.UUID   `json:"request"`
	Contact    uuid.UUID   `json:"contact"`
	Answers    bool        `json:"answers,omitempty"` // it has stances
	Asks       PageAsk     `json:"asks,omitempty"`
	Content    claim.Ref   `json:"content"`
	Files      []claim.Ref `json:"files,omitempty"`
	ReceivedAt time.Time   `json:"receivedAt"`
}

// FactKind implements [claim.Fact].
func (PageAnswered) FactKind() string { return "page.answered" }

// PageAnswerSeen: a person has looked at what came on the answer page.
type PageAnswerSeen struct {
	Message uuid.UUID `json:"message"`
}

// FactKind implements [claim.Fact].
func (PageAnswerSeen) FactKind() string { return "page.answer_seen" }

func init() {
	claim.RegisterBody[AnswerOnPage](claim.StreamCorrespondence)
	claim.RegisterBody[SeePageAnswer](claim.StreamCorrespondence)
	claim.RegisterFact[PageAnswered]()
	claim.RegisterFact[PageAnswerSeen]()
}

// PageSubmission is content: what a party sent on the answer page, as a whole.
// The SHA-256 on its receipt is that of its JSON.
type PageSubmission struct {
	Format      string            `json:"format"` // [PageFormat]
	Code        string            `json:"code"`   // of the request, as its letters give it
	Answers     []PageAnswer      `json:"answers,omitempty"`
	GroundRules claim.GroundRules `json:"groundRules,omitempty"`
	Asks        PageAsk           `json:"asks,omitempty"`
	Question    string            `json:"question,omitempty"` // what is asked, or why more time is needed
	Name        string            `json:"name"`               // who answers
	Function    string            `json:"function,omitempty"` // in which function
	Files       []PageFile        `json:"files,omitempty"`
	SentAt      time.Time         `json:"sentAt"`
}

// PageFormat is how a [PageSubmission] begins, so that it is told from mail.
const PageFormat = "onrecord.page.v1"

// PageAnswer is what was said about one claim.
type PageAnswer struct {
	Claim     uuid.UUID    `json:"claim"`
	About     string       `json:"about"` // the statement that it answers, as the page showed it
	Stance    claim.Stance `json:"stance"`
	Statement string       `json:"statement,omitempty"` // verbatim
}

// PageFile is a file that came with a submission.
type PageFile struct {
	Name   string    `json:"name"`
	Media  string    `json:"media"`
	Bytes  int       `json:"bytes"`
	SHA256 string    `json:"sha256"` // in hex
	Ref    claim.Ref `json:"ref"`
}

// LinkState is how the link to the answer page stands that a letter carried.
type LinkState string

const (
	// LinkOpen leads to the form.
	LinkOpen LinkState = "open"
	// LinkUsed: everything that the request asks was answered through it.
	LinkUsed LinkState = "used"
	// LinkExpired: too long after the answer-by instant.
	LinkExpired LinkState = "expired"
	// LinkWithdrawn: the desk no longer asks.
	LinkWithdrawn LinkState = "withdrawn"
	// LinkSuperseded: letters to the party go to another address since.
	LinkSuperseded LinkState = "superseded"
	// LinkUnknown: it was never sent.
	LinkUnknown LinkState = "unknown"
)

// Link says how the link stands that was sent about a request to a contact point.
func (c *Correspondence) Link(request, contact uuid.UUID, now time.Time) LinkState {
	r := c.Request(request)
	switch {
	case r == nil || r.Letter == uuid.Nil:
		return LinkUnknown
	case r.Lifecycle == RequestWithdrawn:
		return LinkWithdrawn
	case c.Contact != uuid.Nil && c.Contact != contact:
		return LinkSuperseded
	case now.After(r.Final().Add(PageLinkLife)):
		return LinkExpired
	case len(c.PageClaims(request, contact)) == 0:
		return LinkUsed
	}
	return LinkOpen
}

// PageClaims returns the claims of the request that the link still takes an
// answer about: each is taken once, so that nobody who comes by the letter
// later can answer over what was said.
func (c *Correspondence) PageClaims(request, contact uuid.UUID) []uuid.UUID {
	r := c.Request(request)
	if r == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Claims), func(id uuid.UUID) bool {
		return slices.Contains(r.Dropped, id) || !c.PageAnsweredAt(request, contact, id).IsZero()
	})
}

// PageLanguage is what the page is written in that the link leads to: that of the latest letter
// about the request that went there, or anywhere for the zero id. It is empty if none says, as those of earlier days do not.
func (c *Correspondence) PageLanguage(request, contact uuid.UUID) string {
	for _, m := range slices.Backward(c.Messages) {
		if m.Language != "" && (m.Contact == contact || contact == uuid.Nil) && reachedServer(m.Delivery) && slices.Contains(m.Requests, request) {
			return m.Language
		}
	}
	return ""
}

// PageAnsweredAt is when an answer about the claim came through the link, or
// the zero time if none did. One that asked for more time beside it is answered once more when
// somebody on the desk has seen that, or given it: until then nobody who comes by the letter can.
func (c *Correspondence) PageAnsweredAt(request, contact, about uuid.UUID) time.Time {
	for _, r := range c.Responses {
		m := c.Message(r.Message)
		more := r.MoreTime && m != nil && (m.Disposition == ReadMoreTime || c.extendedSince(request, r.ReceivedAt))
		open := more && slices.Contains(c.Request(request).Given, about)
		if m != nil && m.through(request, contact) && r.covers(about) && !open {
			return r.ReceivedAt
		}
	}
	return time.Time{}
}

// extendedSince reports whether a letter after an instant gave the party more time.
func (c *Correspondence) extendedSince(request uuid.UUID, at time.Time) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Kind == claim.ExtensionLetter && slices.Contains(m.Requests, request) && m.At.After(at)
	})
}

// covers reports whether the response has a stance on the claim.
func (r Response) covers(id uuid.UUID) bool {
	return slices.ContainsFunc(r.Stances, func(s Answer) bool { return s.Claim == id })
}

// through reports whether the message was sent through the link of that letter.
func (m Message) through(request, contact uuid.UUID) bool {
	return m.Channel.OnPage() && m.Contact == contact && slices.Contains(m.Requests, request)
}

// Unseen returns what came on the answer page and was taken as it is, and that
// nobody has looked at yet. It stops no clock. What asks for something stands
// among the unread messages instead.
func (c *Correspondence) Unseen() []Message {
	return slices.DeleteFunc(slices.Clone(c.Messages), func(m Message) bool {
		return !m.Channel.OnPage() || m.Unread() || !m.SeenAt.IsZero()
	})
}
