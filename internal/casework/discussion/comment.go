package discussion

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/drafttext"
)

// MaxComment is how long a comment is at most, in characters.
const MaxComment = 5000

// CommentInput says something to colleagues, on a thing of the case or in a thread.
type CommentInput struct {
	Text     string    `json:"text" doc:"what you say; @handle mentions a colleague, whose turn it is then"`
	Thread   uuid.UUID `json:"thread,omitzero" format:"uuid" doc:"the thread that it is said in, by its first comment; what it is on then follows"`
	Claim    string    `json:"claim,omitempty" doc:"key of the claim that it is on; the case as a whole if nothing is named"`
	Party    string    `json:"party,omitempty" doc:"with a claim: the party whose latest answer about it the comment is on"`
	Passage  uuid.UUID `json:"passage,omitzero" format:"uuid" doc:"the passage of the draft that it is on"`
	Draft    bool      `json:"draft,omitempty" doc:"it is on the draft"`
	Words    string    `json:"words,omitempty" doc:"the words that it is on, as they stand in the draft, or in the claim"`
	Mentions []string  `json:"mentions,omitempty" doc:"handles of colleagues who are mentioned, besides those in the text"`
}

// CommentRevision replaces the words of a comment.
type CommentRevision struct {
	Text     string   `json:"text" doc:"what it says instead"`
	Mentions []string `json:"mentions,omitempty" doc:"handles of colleagues who are mentioned, besides those in the text"`
}

// Write says something to colleagues. Whoever is mentioned has to look. It reaches
// nobody else: no letter, no public page and nothing that leaves the desk has any of it.
func Write(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in CommentInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	text, err := casework.Prose("text", in.Text, MaxComment, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	write := comments.WriteComment{Case: c.ID, Comment: claim.DerivedID("comment", c.ID.String(), casework.Key(ctx).String()), Thread: in.Thread}
	words := ""
	if in.Thread == uuid.Nil {
		if write.On, write.Of, words, err = on(ctx, d, caller, c, in); err != nil {
			return casework.Receipt{}, err
		}
	}
	made := casework.Receipt{ID: write.Comment}
	if write.Mentions, made.Warnings, err = mentioned(ctx, d, text, in.Mentions); err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, text, words)
	if err != nil {
		return casework.Receipt{}, err
	}
	if write.Text, write.Words = refs[0], refs[1]; write.Words == "" {
		write.Of = ""
	}
	return made, d.Write(ctx, comments.StreamOf(c.ID), casework.Command(ctx, caller, write))
}

// on finds what a thread is begun on, the words of it, and the content out of which they are.
func on(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, in CommentInput) (on comments.On, of claim.Ref, words string, err error) {
	on.Kind = comments.OnCase
	if words, err = casework.Prose("words", in.Words, casework.MaxStatement, false); err != nil {
		return on, "", "", err
	}
	switch {
	case in.Passage != uuid.Nil:
		on.Kind, on.Passage = comments.OnPassage, in.Passage
	case in.Claim != "":
		return onClaim(ctx, d, caller, c, in, words)
	case in.Draft || words != "":
		on.Kind = comments.OnDraft
		of, err = inDraft(ctx, d, c, words)
		return on, of, words, err
	case in.Party != "":
		return on, "", "", casework.Invalid("claim", "name the claim that the answer is about")
	}
	return on, "", words, nil
}

func onClaim(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, in CommentInput, words string) (comments.On, claim.Ref, string, error) {
	about, err := d.ClaimsOf(ctx, c, []string{in.Claim})
	if err != nil {
		return comments.On{}, "", "", claim.InField(err, "claim")
	}
	on := comments.On{Kind: comments.OnClaim, Claim: about[0].ID}
	if in.Party == "" {
		return on, about[0].Text, words, nil
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return on, "", "", claim.InField(err, "party")
	}
	for _, s := range about[0].Answers {
		if s.Party == party {
			on.Kind, on.Answer = comments.OnAnswer, s.Response
		}
	}
	if on.Kind != comments.OnAnswer {
		return on, "", "", casework.Invalid("party", "it has said nothing about the claim")
	}
	return on, about[0].Statement(on.Answer).Statement, words, nil
}

// inDraft is the text of the draft; words that do not stand in it are refused.
func inDraft(ctx context.Context, d *casework.Door, c *cases.Case, words string) (claim.Ref, error) {
	there, err := casework.Load[*draft.Draft](ctx, d.Record(), claim.StreamDraft, draft.ID(c.ID))
	if err != nil {
		return "", err
	}
	latest, number := there.Latest()
	if number == 0 {
		return "", claim.Errorf(claim.CodeWrongStage, "the case has no draft yet").WithHint("put one in first: onrecord case draft put CASE FILE")
	}
	if words == "" {
		return "", nil
	}
	l, err := d.Library(ctx, latest.Text)
	if err == nil && len(drafttext.Find(l.Text(latest.Text), words)) == 0 {
		err = casework.Invalid("words", fmt.Sprintf("they do not stand in version %d of the draft so; copy them from there", number))
	}
	return latest.Text, err
}

// mention is a handle in a text, which an address for mail is not.
var mention = regexp.MustCompile(`(?:^|[\s(\[„“"'])@([a-z][a-z0-9-]*)`)

// mentioned are the people whom a text mentions, and those who are mentioned besides. What
// only looks like a handle is a word, and that it is nobody's is said; a handle beside the text that nobody has is refused.
func mentioned(ctx context.Context, d *casework.Door, text string, besides []string) (people []uuid.UUID, nobody []string, err error) {
	for _, found := range mention.FindAllStringSubmatch(text, -1) {
		id, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, strings.TrimRight(found[1], "-"))
		switch claim.CodeOf(err) {
		case "":
			people = append(people, id)
		case claim.CodeNotFound:
			nobody = append(nobody, "nobody on the desk is called @"+found[1]+": it is in the text, and tells nobody")
		default:
			return nil, nil, err
		}
	}
	for _, handle := range besides {
		id, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, strings.TrimPrefix(strings.TrimSpace(handle), "@"))
		if err != nil {
			return nil, nil, claim.InField(err, "mentions")
		}
		people = append(people, id)
	}
	return casework.Unique(people), nobody, nil
}

// Revise replaces the words of a comment of the caller's. What they were stays in the record.
func Revise(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, comment uuid.UUID, in CommentRevision) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	text, err := casework.Prose("text", in.Text, MaxComment, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	revise, made := comments.ReviseComment{Comment: comment}, casework.Receipt{ID: comment}
	if revise.Mentions, made.Warnings, err = mentioned(ctx, d, text, in.Mentions); err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, text)
	if err != nil {
		return casework.Receipt{}, err
	}
	revise.Text = refs[0]
	return made, d.Write(ctx, comments.StreamOf(c.ID), casework.Command(ctx, caller, revise))
}

// See says that the caller, who is mentioned, has seen a comment.
func See(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, comment uuid.UUID) (casework.Receipt, error) {
	return onComments(ctx, d, caller, caseName, comment, comments.SeeComment{Comment: comment})
}

// Resolve says that a thread needs nobody any more; any comment of it names it.
func Resolve(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, comment uuid.UUID) (casework.Receipt, error) {
	return onThread(ctx, d, caller, caseName, comment, func(thread uuid.UUID) claim.Body { return comments.ResolveThread{Thread: thread} })
}

// Reopen takes that back.
func Reopen(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, comment uuid.UUID) (casework.Receipt, error) {
	return onThread(ctx, d, caller, caseName, comment, func(thread uuid.UUID) claim.Body { return comments.ReopenThread{Thread: thread} })
}

func onThread(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, comment uuid.UUID, body func(uuid.UUID) claim.Body) (casework.Receipt, error) {
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	there, err := casework.Load[*comments.Comments](ctx, d.Record(), claim.StreamComments, comments.ID(c.ID))
	if err != nil {
		return casework.Receipt{}, err
	}
	thread, _ := there.Comment(comment)
	if thread == nil {
		thread = &comments.Thread{ID: comment} // which is not there, either: the record says so
	}
	return onComments(ctx, d, caller, caseName, comment, body(thread.ID))
}

func onComments(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, about uuid.UUID, body claim.Body) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: cmp.Or(about, c.ID)}, d.Write(ctx, comments.StreamOf(c.ID), casework.Command(ctx, caller, body))
}
