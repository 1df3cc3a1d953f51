package comments

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// WriteComment begins a thread, or says something in one. Content: its words, and the words
// that the thread is on.
type WriteComment struct {
	Case     uuid.UUID   `json:"case"`
	Comment  uuid.UUID   `json:"comment"`
	Thread   uuid.UUID   `json:"thread,omitzero"` // that it is said in; zero to begin one
	On       On          `json:"on"`              // of a thread that is begun
	Words    claim.Ref   `json:"words,omitempty"`
	Of       claim.Ref   `json:"of,omitempty"` // content out of which the words were taken, and with which they are erased
	Text     claim.Ref   `json:"text"`
	Mentions []uuid.UUID `json:"mentions,omitempty"`
}

// CommandKind implements [claim.Body].
func (WriteComment) CommandKind() string { return "write comment" }

// ReviseComment replaces the words of a comment. What they were stays in the record.
type ReviseComment struct {
	Comment  uuid.UUID   `json:"comment"`
	Text     claim.Ref   `json:"text"`
	Mentions []uuid.UUID `json:"mentions,omitempty"`
}

// CommandKind implements [claim.Body].
func (ReviseComment) CommandKind() string { return "revise comment" }

// CommentWritten: a colleague said something. Content: the words.
type CommentWritten struct {
	Case     uuid.UUID   `json:"case"`
	Comment  uuid.UUID   `json:"comment"`
	Thread   uuid.UUID   `json:"thread,omitzero"` // zero for the first of one
	On       On          `json:"on"`
	Words    claim.Ref   `json:"words,omitempty"`
	Of       claim.Ref   `json:"of,omitempty"`
	Text     claim.Ref   `json:"text"`
	Mentions []uuid.UUID `json:"mentions,omitempty"`
}

// FactKind implements [claim.Fact].
func (CommentWritten) FactKind() string { return "comment.written" }

// CommentRevised: it says something else from now on. Content: the words.
type CommentRevised struct {
	Comment  uuid.UUID   `json:"comment"`
	Text     claim.Ref   `json:"text"`
	Mentions []uuid.UUID `json:"mentions,omitempty"`
}

// FactKind implements [claim.Fact].
func (CommentRevised) FactKind() string { return "comment.revised" }

func init() {
	claim.RegisterKind(claim.StreamComments, func(h claim.Head) claim.Aggregate { return &Comments{Head: h} })
	claim.RegisterBody[WriteComment](claim.StreamComments)
	claim.RegisterBody[ReviseComment](claim.StreamComments)
	claim.RegisterFact[CommentWritten]()
	claim.RegisterFact[CommentRevised]()
}

func (c *Comments) write(b WriteComment, by uuid.UUID, around claim.Around) ([]claim.Fact, error) {
	if ID(b.Case) != c.ID {
		return nil, noCase()
	}
	mentions, err := among(b.Case, by, b.Mentions, around)
	if err != nil {
		return nil, err
	}
	if b.Text == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "the comment says nothing").WithField("text", "write what you want to say")
	}
	if _, there := c.Comment(b.Comment); there != nil {
		return nil, claim.Errorf(claim.CodeExists, "the comment is written already")
	}
	if c.count() >= MaxComments {
		return nil, claim.Errorf(claim.CodeTooLarge, "a case has at most %d comments", MaxComments)
	}
	made := CommentWritten{Case: b.Case, Comment: b.Comment, Thread: b.Thread, On: b.On, Words: b.Words, Of: b.Of, Text: b.Text, Mentions: mentions}
	if b.Thread == uuid.Nil {
		return []claim.Fact{made}, c.there(b.On, b.Case, around)
	}
	t := c.Thread(b.Thread)
	if t == nil {
		return nil, noThread()
	}
	made.On, made.Words = t.On, ""
	facts := c.answered(t, by)
	if t.Resolved != nil {
		facts = append(facts, ThreadReopened{t.ID})
	}
	return append(facts, made), nil
}

// answered is what a person has seen who says something in a thread.
func (*Comments) answered(t *Thread, by uuid.UUID) []claim.Fact {
	var facts []claim.Fact
	for _, one := range t.Comments {
		if one.Waits(by) {
			facts = append(facts, CommentSeen{one.ID})
		}
	}
	return facts
}

func (c *Comments) count() int {
	n := 0
	for _, t := range c.Threads {
		n += len(t.Comments)
	}
	return n
}

// there refuses a thread on what is not in the case.
func (c *Comments) there(on On, caseID uuid.UUID, around claim.Around) error {
	if err := claim.OneOf("on", on.Kind, Kinds); err != nil {
		return err
	}
	about := &verification.Claim{}
	if on.Kind == OnClaim || on.Kind == OnAnswer {
		about = claim.StateOf[*verification.Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: on.Claim})
		if about == nil || about.Version == 0 || about.Case != caseID {
			return claim.Errorf(claim.CodeNotFound, "there is no such claim in the case").WithField("claim", "choose a claim of the case")
		}
	}
	if on.Kind == OnAnswer && !slices.ContainsFunc(about.Answers, func(s sources.Said) bool { return s.Response == on.Answer }) {
		return claim.Errorf(claim.CodeNotFound, "there is no such answer about the claim").WithField("answer", "choose an answer about the claim")
	}
	if on.Kind != OnPassage {
		return nil
	}
	text, drafted := around.State(claim.Stream{Kind: claim.StreamDraft, ID: claim.DraftID(caseID)}).(interface{ Anchors(uuid.UUID) bool })
	if !drafted || !text.Anchors(on.Passage) {
		return claim.Errorf(claim.CodeNotFound, "there is no such passage in the draft").WithField("passage", "it may have been cleared; look at the draft again")
	}
	return nil
}

func (c *Comments) revise(b ReviseComment, by uuid.UUID, around claim.Around) ([]claim.Fact, error) {
	_, one := c.Comment(b.Comment)
	if one == nil {
		return nil, noComment()
	}
	mentions, err := among(c.Case, by, b.Mentions, around)
	switch {
	case err != nil:
		return nil, err
	case one.By != by:
		return nil, claim.Errorf(claim.CodeForbidden, "a comment is changed by whoever wrote it").WithHint("say what you think in the thread")
	case b.Text == "":
		return nil, claim.Errorf(claim.CodeInvalid, "the comment says nothing").WithField("text", "write what you want to say")
	case b.Text == one.Text && slices.Equal(mentions, one.Mentions):
		return nil, nil
	}
	return []claim.Fact{CommentRevised{b.Comment, b.Text, mentions}}, nil
}

// among refuses a writer who may not see the case, and mentions of people who cannot look at
// it: that would tell them nothing, or what they are not to know. It returns the people who
// are mentioned besides the writer, each once.
func among(caseID, by uuid.UUID, mentions []uuid.UUID, around claim.Around) ([]uuid.UUID, error) {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: caseID})
	if of == nil || of.Version == 0 {
		return nil, noCase()
	}
	sees := func(person uuid.UUID) (claim.Member, bool) {
		i := slices.IndexFunc(around.Staff(), func(m claim.Member) bool { return m.ID == person })
		if i < 0 {
			return claim.Member{}, false
		}
		m := around.Staff()[i]
		return m, !m.Disabled && of.VisibleTo(m.ID, m.Roles)
	}
	if _, ok := sees(by); !ok {
		return nil, noCase()
	}
	var people []uuid.UUID
	for _, person := range mentions {
		if person == by || slices.Contains(people, person) {
			continue
		}
		switch m, ok := sees(person); {
		case !ok:
			return nil, claim.Errorf(claim.CodeForbidden, "somebody who is mentioned may not see the case").
				WithField("mentions", "mention people who may see the case, or change who may")
		case !m.MayDo(claim.TurnMention):
			return nil, claim.Errorf(claim.CodeForbidden, "somebody who is mentioned reads everything and answers nothing").
				WithField("mentions", "mention somebody else")
		}
		people = append(people, person)
	}
	if len(people) > MaxMentions {
		return nil, claim.Errorf(claim.CodeTooLarge, "a comment mentions at most %d people", MaxMentions)
	}
	return people, nil
}

func noCase() error    { return claim.Errorf(claim.CodeNotFound, "there is no such case") }
func noThread() error  { return claim.Errorf(claim.CodeNotFound, "there is no such thread of comments") }
func noComment() error { return claim.Errorf(claim.CodeNotFound, "there is no such comment") }
