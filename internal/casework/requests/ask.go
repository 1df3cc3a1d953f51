package requests

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// AskInput puts a request to a party.
type AskInput struct {
	Party     string        `json:"party" doc:"whom to ask"`
	Claims    []string      `json:"claims" doc:"keys of the claims that it is about, all of one case; that of a series stands for its claim about the party, or for all if it is about others"`
	Questions string        `json:"questions" doc:"what to ask"`
	AnswerBy  time.Time     `json:"answerBy,omitzero" doc:"when an answer is needed; as the plan has it if left out, where it says so"`
	IntentBy  *time.Time    `json:"intentBy,omitempty" doc:"when to say whether there will be an answer"`
	Channel   claim.Channel `json:"channel,omitempty" doc:"how it is put; e-mail if left out, and on any other channel you have put the request yourself"`
	AskedAt   *time.Time    `json:"askedAt,omitempty" doc:"of a request that you put yourself, on whatever channel: when that was. Nothing goes out then, and that its time ran out counts as no right of reply"`

	Kind    claim.RequestKind `json:"kind,omitempty" doc:"what is asked for; a request for comment if left out. Letters speak accordingly"`
	Statute string            `json:"statute,omitempty" doc:"of a records request: what it is made under, such as the Freedom of Information Act 2000"`
	Plan    string            `json:"plan,omitempty" maxLength:"40" doc:"name of the reminder plan; if left out, that of the desk's which is for such requests, else the shares of the case"`
	Where   string            `json:"where,omitempty" maxLength:"100" doc:"of a plan that knows how long a party has by law: where, such as United Kingdom"`

	CountFrom *time.Time `json:"countFrom,omitempty" doc:"from when the plan's time to answer counts; from now, if left out"`
	EnclosedInput
	ID string `json:"id,omitempty" doc:"a name of your own for the request, unique in the case"`
}

// Ask puts a request to a party. By e-mail it goes out after the undo window.
// Asking again, with the same key or the same name and words, changes nothing.
func Ask(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in AskInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	made := casework.Receipt{ID: RequestID(ctx, c.ID, in.ID), Name: in.ID}
	if there, err := AskedAlready(ctx, d, caller, c, made.ID, in); there || err != nil {
		return made, err
	}
	party, err := theParty(ctx, d, caller, in.Party)
	if err != nil {
		return casework.Receipt{}, err
	}
	ask, err := kept(ctx, d, c, party, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, party.ID)}
	return made, d.Do(ctx, to, casework.Command(ctx, caller, ask))
}

// AskedAlready reports whether the request was put before, whatever has become
// of its claims since. One that was put with other words is refused.
func AskedAlready(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, id uuid.UUID, in AskInput) (bool, error) {
	correspondence, err := d.Record().RequestCorrespondence(ctx, id)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	letters, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, correspondence)
	if err != nil {
		return false, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return false, err
	}
	if in.Claims, err = d.OfSeries(ctx, c, in.Claims, letters.Party); err != nil {
		return false, err
	}
	equal, err := sameRequest(ctx, d, c, *letters.Request(id), in)
	if err == nil && (!equal || letters.Party != party) {
		err = claim.Errorf(claim.CodeExists, "that request was put already, to another party, about other claims or with other questions").
			WithHint("to change when an answer is needed, extend it; to ask something else, give it another id")
	}
	return err == nil, err
}

// sameRequest compares the claims and, unless they were erased, the questions.
func sameRequest(ctx context.Context, d *casework.Door, c *cases.Case, r letters.Request, in AskInput) (bool, error) {
	claims, err := d.ClaimsOf(ctx, c, in.Claims)
	if err != nil {
		return false, err
	}
	about := map[uuid.UUID]bool{}
	for _, cl := range claims {
		about[cl.ID] = true
		if !slices.Contains(r.Claims, cl.ID) {
			return false, nil
		}
	}
	questions, err := casework.Prose("questions", in.Questions, casework.MaxText, true)
	if err != nil {
		return false, err
	}
	l, err := d.Library(ctx, r.Questions, r.Statute)
	same := len(about) == len(r.Claims) && r.Kind.OrComment() == in.Kind.OrComment() && (!l.Has(r.Questions) || l.Text(r.Questions) == questions)
	return same && (!l.Has(r.Statute) || l.Text(r.Statute) == strings.TrimSpace(in.Statute)), err
}

// theParty loads a party that the caller may see.
func theParty(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (*people.Party, error) {
	id, err := d.TheParty(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	return casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, id)
}

func kept(ctx context.Context, d *casework.Door, c *cases.Case, party *people.Party, in AskInput) (letters.Ask, error) {
	ask, words, err := drafted(ctx, d, c, party, in)
	if err != nil {
		return ask, err
	}
	refs, err := d.Keep(ctx, words.Questions, words.Statute)
	if err != nil {
		return ask, err
	}
	ask.Questions, ask.Statute = refs[0], refs[1]
	return ask, keepEnclosed(ctx, d, ask.With, words.copies)
}

// AskedWords are the words of a request: content.
type AskedWords struct {
	Questions, Statute string
	copies             letters.CopyList
}

// Words are those of the request, checked.
func (in AskInput) Words() (words AskedWords, err error) {
	if words.Questions, err = casework.Prose("questions", in.Questions, casework.MaxText, true); err != nil {
		return words, err
	}
	words.Statute, err = casework.Line("statute", in.Statute, casework.MaxName, false)
	return words, err
}

// drafted is the request with its plan, and its words beside it: nothing is kept yet.
func drafted(ctx context.Context, d *casework.Door, c *cases.Case, party *people.Party, in AskInput) (ask letters.Ask, words AskedWords, err error) {
	names, err := d.OfSeries(ctx, c, in.Claims, party.ID)
	if err != nil {
		return ask, words, err
	}
	claims, err := d.ClaimsOf(ctx, c, names)
	if err != nil {
		return ask, words, err
	}
	var about []uuid.UUID
	for _, cl := range claims {
		about = append(about, cl.ID)
	}
	if words, err = in.Words(); err != nil {
		return ask, words, err
	}
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return ask, words, err
	}
	name, under, err := planOf(ctx, d, c, party, claims, in)
	if err != nil {
		return ask, words, err
	}
	if in, err = inTime(in, under, party, settings, d.Now()); err != nil {
		return ask, words, err
	}
	if in.AnswerBy.IsZero() {
		return ask, words, casework.Invalid("answerBy", "say when an answer is needed")
	}
	in.Plan = name
	ask = in.Asks(RequestID(ctx, c.ID, in.ID), c, party, about, settings, d.Now())
	ask.With, words.copies, err = enclosed(ctx, d, c.ID, party.ID, in.EnclosedInput)
	return ask, words, err
}

// Asks is the command that puts the request, with its plan, without its words, which have to be kept first.
func (in AskInput) Asks(
	id uuid.UUID, c *cases.Case, party *people.Party, about []uuid.UUID, settings claim.DeskSettings, now time.Time,
) letters.Ask {
	ask := letters.Ask{
		Request: id, Channel: in.Channel, Case: c.ID, Party: party.ID, Claims: about, SendAt: now,
		AnswerBy: claim.Instant(in.AnswerBy), IntentBy: casework.InstantOr(in.IntentBy, time.Time{}), Kind: in.Kind,
		AskedAt: casework.InstantOr(in.AskedAt, time.Time{}), Plan: in.Plan,
	}
	if ask.Channel == "" {
		ask.Channel = claim.ByEmail
	}
	if ask.Kind == claim.RequestForComment { // what is meant where nothing is said, and is written in one way
		ask.Kind = ""
	}
	if !ask.AskedAt.IsZero() {
		ask.SendAt = ask.AskedAt
	}
	if !ask.ByHand() {
		ask.SendAt = now.Add(settings.UndoWindow())
		if ask.Plan == "" { // else the record lays it out
			ask.Steps = steps(c, party, settings, ask.SendAt, ask.AnswerBy)
		}
	}
	return ask
}

// RequestID is the identifier of a request: it follows from the name that the caller gave, or from the command.
func RequestID(ctx context.Context, caseID uuid.UUID, name string) uuid.UUID {
	if name == "" {
		name = casework.Key(ctx).String()
	}
	return claim.DerivedID("request", caseID.String(), name)
}

// steps lays the case's plan over the window, within the party's office hours and
// on no holiday of the party's or the desk's.
func steps(c *cases.Case, party *people.Party, settings claim.DeskSettings, sendAt, answerBy time.Time) []claim.Step {
	return c.Plan.Lay(sendAt, answerBy, letters.Spread(c.ID, party.ID, answerBy.Sub(sendAt)), settings.Calendar(party.Hours, casework.ZoneOf(party)))
}
