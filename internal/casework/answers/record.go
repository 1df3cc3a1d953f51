package answers

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// AnswerInput records what a party said.
type AnswerInput struct {
	Party       string            `json:"party" doc:"who said it"`
	Stances     []StanceInput     `json:"stances" doc:"one per claim"`
	Message     string            `json:"message,omitempty" doc:"identifier of the message that it was read from"`
	Request     string            `json:"request,omitempty" doc:"identifier of the request that it answers; the latest about these claims if left out"`
	GroundRules claim.GroundRules `json:"groundRules,omitempty" doc:"the terms; on the record if left out"`
	Channel     claim.Channel     `json:"channel,omitempty" doc:"how it came; e-mail if left out"`
	ReceivedAt  *time.Time        `json:"receivedAt,omitempty" doc:"when it came; if left out, when the message came, or now"`
	casework.SpeakerInput
	Way      []string       `json:"way,omitempty" doc:"through whom it came, the one that it was said to first; none if it was said to you"`
	MoreTime *MoreTimeInput `json:"moreTime,omitempty" doc:"if it asks for more time beside what it says: what is given, in the same act; the request stays open"`
}

// StanceInput is what the party said about one claim.
type StanceInput struct {
	Claim     string       `json:"claim" doc:"key of the claim"`
	Stance    claim.Stance `json:"stance"`
	Statement string       `json:"statement,omitempty" doc:"the words, verbatim; of a message, as they stand there"`
	Summary   bool         `json:"summary,omitempty" doc:"the words are yours: a translation or a summary of what was said"`
	From      int          `json:"from,omitempty" doc:"instead of the words: where they begin in the text of the message, in characters"`
	To        int          `json:"to,omitempty" doc:"and the character after they end"`
}

// Record records a response, however late. A message that it was read from is
// no longer unread.
func Record(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in AnswerInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return casework.Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, party)}
	if err := casework.TooFar(in.Way); err != nil {
		return casework.Receipt{}, err
	}
	body, err := response(ctx, d, c, to.ID, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	if body.Way, err = d.Namer(ctx, caller).Parties("way", in.Way); err != nil {
		return casework.Receipt{}, err
	}
	if in.MoreTime == nil {
		return casework.Receipt{ID: body.Response}, d.Do(ctx, to, casework.Command(ctx, caller, body))
	}
	mail, err := d.TheLetters(ctx, caller, to.ID)
	if err != nil {
		return casework.Receipt{}, err
	}
	extend, err := moreTime(ctx, d, caller, mail, body.Request, *in.MoreTime)
	if err != nil {
		return casework.Receipt{}, err
	}
	body.Request = extend.Request
	return casework.Receipt{ID: body.Response}, d.Do(ctx, to, casework.Command(ctx, caller, letters.GiveTime{Answer: &body, Extend: extend}))
}

func response(ctx context.Context, d *casework.Door, c *cases.Case, correspondence uuid.UUID, in AnswerInput) (letters.RecordResponse, error) {
	out := letters.RecordResponse{
		Response: d.IDOf("response", casework.Key(ctx).String()), GroundRules: in.GroundRules, Channel: in.Channel,
	}
	if out.GroundRules == "" {
		out.GroundRules = claim.OnTheRecord
	}
	if out.Channel == "" {
		out.Channel = claim.ByEmail
	}
	var err error
	if out.Request, err = casework.OptionalID("request", in.Request); err != nil {
		return out, err
	}
	if out.Message, err = casework.OptionalID("message", in.Message); err != nil {
		return out, err
	}
	if out.ReceivedAt, err = receivedAt(ctx, d, correspondence, out.Message, in.ReceivedAt); err != nil {
		return out, err
	}
	if out.Stances, err = stances(ctx, d, c, correspondence, out.Message, in.Stances); err != nil {
		return out, err
	}
	out.Spoken, err = d.KeepSpeaker(ctx, in.SpeakerInput)
	return out, err
}

// notOfParty is the answer for a message that the party did not write in the case,
// whether or not it is another's.
func notOfParty(message uuid.UUID) *claim.Error {
	return claim.Errorf(claim.CodeNotFound, "there is no message %q of this party in this case", message).
		WithField("party", "the message is not from it").WithHint("see whose it is: onrecord inbox show %s", message)
}

// receivedAt is when the answer came: as said, or when its message came.
func receivedAt(ctx context.Context, d *casework.Door, correspondence, message uuid.UUID, said *time.Time) (time.Time, error) {
	if message == uuid.Nil || said != nil {
		return casework.InstantOr(said, d.Now()), nil
	}
	letters, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, correspondence)
	if err != nil {
		return time.Time{}, err
	}
	m := letters.Message(message)
	if m == nil {
		return time.Time{}, notOfParty(message)
	}
	return m.At, nil
}

// stances reads what was said about each claim. Words from a message have to
// stand in it, unless whoever records them says that they are hers.
func stances(ctx context.Context, d *casework.Door, c *cases.Case, correspondence, message uuid.UUID, in []StanceInput) ([]letters.Answer, error) {
	names := make([]string, len(in))
	for i, s := range in {
		names[i] = s.Claim
	}
	claims, err := d.ClaimsOf(ctx, c, names)
	if err != nil {
		return nil, err
	}
	text, err := textToMark(ctx, d, correspondence, message)
	if err != nil {
		return nil, err
	}
	answers := make([]letters.Answer, len(in))
	statements := make([]string, len(in))
	for i, s := range in {
		answers[i] = letters.Answer{Claim: claims[i].ID, Stance: s.Stance, Summary: s.Summary}
		if s.Statement, err = casework.Prose("statement", s.Statement, casework.MaxText, false); err != nil {
			return nil, err
		}
		statements[i] = s.Statement
		if message != uuid.Nil && !s.Summary {
			if statements[i], err = s.mark(text, &answers[i]); err != nil {
				return nil, err
			}
		}
	}
	refs, err := d.Keep(ctx, statements...)
	if err != nil {
		return nil, err
	}
	for i := range answers {
		answers[i].Statement = refs[i]
	}
	return answers, nil
}

// textToMark is the text of a message of the correspondence from which words are
// taken; none for no message. One of another correspondence is not there: the
// caller may not see it.
func textToMark(ctx context.Context, d *casework.Door, correspondence, message uuid.UUID) (string, error) {
	if message == uuid.Nil {
		return "", nil
	}
	letters, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, correspondence)
	if err != nil {
		return "", err
	}
	m := letters.Message(message)
	if m == nil || m.Kind != claim.Reply {
		return "", notOfParty(message)
	}
	text, err := d.Texts().Of(ctx, m.ID, m.Content)
	return text.Text, err
}
