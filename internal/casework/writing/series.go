package writing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// SeriesInput is one statement about several parties: a claim for each.
type SeriesInput struct {
	ClaimInput          // its statement has {party} where the name of the party goes
	Parties    []string `json:"parties" doc:"whom the statement is about, one claim each"`
	Try        bool     `json:"try,omitempty" doc:"only show what would happen to each"`
}

// SeriesParties adds parties to a series.
type SeriesParties struct {
	Parties []string `json:"parties" doc:"whom else the statement is about, one claim each"`
	Try     bool     `json:"try,omitempty" doc:"only show what would happen to each"`
}

// seriesAct is an act on a series and on its claims, all or none.
type seriesAct struct {
	d      *casework.Door
	ctx    context.Context
	caller casework.Caller
	c      *cases.Case
	many   casework.Many
	acts   []claim.Act
	kept   []claim.Content
}

func onSeries(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string) (*seriesAct, error) {
	c, err := d.TheCase(ctx, caller, caseName)
	return &seriesAct{d: d, ctx: d.Keyed(ctx), caller: caller, c: c}, err
}

// OpenSeries makes one claim for each party of one statement with a slot for the
// party, in one act. Their keys follow from that of the series: contact-google.
func OpenSeries(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in SeriesInput) (casework.Many, error) {
	a, err := onSeries(ctx, d, caller, caseName)
	if err != nil {
		return casework.Many{}, err
	}
	if in.Key == "" {
		return casework.Many{}, casework.Invalid("key", "a series needs a short name, from which those of its claims follow")
	}
	text, err := in.SeriesWords()
	if err != nil {
		return casework.Many{}, err
	}
	ref, err := a.keep("series", text)
	if err != nil {
		return casework.Many{}, err
	}
	id := casework.ClaimID(a.c, text.Key)
	parties, err := a.parties(in.Parties)
	if err != nil {
		return casework.Many{}, err
	}
	body := in.Adds(caller, a.c)
	if body.Involved, err = in.Involved(d.Namer(a.ctx, caller).Party); err != nil {
		return casework.Many{}, err
	}
	a.act(a.c.Stream(), cases.OpenSeries{Series: id, Text: ref, Parties: idsOf(parties)})
	for _, p := range parties {
		if err := a.add(id, text, body, p); err != nil {
			return casework.Many{}, err
		}
	}
	return a.carryOut(in.Try)
}

// ExtendSeries adds parties to a series: a claim for each, with the words that the
// series has now.
func ExtendSeries(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in SeriesParties) (casework.Many, error) {
	a, of, text, err := theSeries(ctx, d, caller, name)
	if err != nil {
		return casework.Many{}, err
	}
	parties, err := a.parties(in.Parties)
	if err != nil {
		return casework.Many{}, err
	}
	parties = slices.DeleteFunc(parties, func(p SeriesParty) bool { return slices.Contains(of.Parties, p.ID) })
	if len(parties) == 0 {
		return casework.Many{}, casework.Invalid("parties", "each of them stands in the series already")
	}
	claims, err := d.InSeries(ctx, a.c, of.ID)
	if err != nil {
		return casework.Many{}, err
	}
	body := ClaimInput{}.Adds(caller, a.c)
	if len(claims) > 0 { // as the first of them
		body.Tier, body.Involved = claims[0].Tier, apart(claims[0].Involved, claims[0].Series.Party)
	}
	a.act(a.c.Stream(), cases.ExtendSeries{Series: of.ID, Parties: idsOf(parties)})
	for _, p := range parties {
		if err := a.add(of.ID, text, body, p); err != nil {
			return casework.Many{}, err
		}
	}
	return a.carryOut(in.Try)
}

// SeriesRevision replaces what a series says.
type SeriesRevision struct {
	Seen int64 `json:"seen" doc:"version of the case that you had before you"`
	ClaimInput
	AnswersHold string `json:"answersHold,omitempty" doc:"why what parties were asked and answered holds for the new words; if left out, it counts for nothing until somebody says that it holds, or the party is asked again and answers"`
	Try         bool   `json:"try,omitempty" doc:"only show what would happen to each"`
}

// ReviseSeries changes what a series says, and with it what each of its claims says,
// in one act: all of them, or none. What is left out stays.
func ReviseSeries(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in SeriesRevision) (casework.Many, error) {
	a, of, was, err := theSeries(ctx, d, caller, name)
	if err != nil {
		return casework.Many{}, err
	}
	in.Key = was.Key
	text, err := in.SeriesWords()
	if err != nil {
		return casework.Many{}, err
	}
	text.MadeAt, text.Holds = cmp.Or(text.MadeAt, was.MadeAt), cmp.Or(text.Holds, was.Holds)
	text.Where, text.Language = cmp.Or(text.Where, was.Where), cmp.Or(text.Language, was.Language)
	claims, err := d.InSeries(ctx, a.c, of.ID)
	if err != nil {
		return casework.Many{}, err
	}
	ref, err := a.keep("series", text)
	if err != nil {
		return casework.Many{}, err
	}
	why, err := a.answersHold(in.AnswersHold)
	if err != nil {
		return casework.Many{}, err
	}
	a.act(a.c.Stream(), cases.ReviseSeries{Series: of.ID, Text: ref, Seen: in.Seen})
	for _, c := range claims {
		p, err := a.partyOf(c.Series.Party)
		if err != nil {
			return casework.Many{}, err
		}
		if err := a.revise(c, text, in.Tier, p, why); err != nil {
			return casework.Many{}, err
		}
	}
	return a.carryOut(in.Try)
}

// theSeries finds a series called "case/key".
func theSeries(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (*seriesAct, *cases.SeriesOf, claim.ClaimText, error) {
	caseName, key, _ := strings.Cut(name, "/")
	a, err := onSeries(ctx, d, caller, caseName)
	if err != nil {
		return nil, nil, claim.ClaimText{}, err
	}
	of := a.c.SeriesCalled(casework.ClaimID(a.c, key))
	if of == nil {
		return nil, nil, claim.ClaimText{}, claim.Errorf(claim.CodeNotFound, "there is no series called %q in the case", key)
	}
	l, err := d.Library(ctx, of.Text)
	return a, of, casework.Read[claim.ClaimText](l, of.Text), err
}

// apart are parties with their parts, without the one that a claim of a series is about.
func apart(involved []sources.Involved, from uuid.UUID) []sources.Involved {
	return slices.DeleteFunc(slices.Clone(involved), func(i sources.Involved) bool {
		return i == sources.Involved{Party: from, As: sources.PartSubject}
	})
}

// SeriesWords are what a series says, checked: a claim whose statement has a slot for the party.
func (in ClaimInput) SeriesWords() (claim.ClaimText, error) {
	text, err := in.Words()
	if err == nil && strings.Count(text.Statement, cases.SeriesSlot) != 1 {
		err = casework.Invalid("statement", "write "+cases.SeriesSlot+" once, where the name of the party goes")
	}
	return text, err
}

// SeriesParty is a party of a series, by the names that it has in its claims.
type SeriesParty struct {
	ID        uuid.UUID
	Key, Name string
}

func idsOf(parties []SeriesParty) []uuid.UUID {
	ids := make([]uuid.UUID, len(parties))
	for i, p := range parties {
		ids[i] = p.ID
	}
	return ids
}

func (a *seriesAct) parties(names []string) ([]SeriesParty, error) {
	if len(names) > cases.MaxSeries {
		return nil, claim.Errorf(claim.CodeTooLarge, "a series is about at most %d parties, and there are %d", cases.MaxSeries, len(names)).
			WithHint("make two series of it")
	}
	out := make([]SeriesParty, 0, len(names))
	for i, name := range names {
		id, err := a.d.TheParty(a.ctx, a.caller, name)
		if err != nil {
			return nil, claim.InField(err, fmt.Sprintf("parties[%d]", i))
		}
		p, err := a.partyOf(id)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(other SeriesParty) bool { return other.ID == id }) {
			return nil, casework.Invalid("parties", p.Name+" stands there twice; name each once")
		}
		out = append(out, p)
	}
	return out, nil
}

func (a *seriesAct) partyOf(id uuid.UUID) (SeriesParty, error) {
	p, err := casework.Load[*people.Party](a.ctx, a.d.Record(), claim.StreamParty, id)
	if err != nil {
		return SeriesParty{}, err
	}
	l, err := a.d.Library(a.ctx, p.Profile)
	profile := casework.Read[people.PartyProfile](l, p.Profile)
	return SeriesParty{id, profile.Key, profile.Name}, err
}

func (a *seriesAct) keep(name string, text claim.ClaimText) (claim.Ref, error) {
	content, err := casework.JSONContent(casework.Key(a.ctx), name, text)
	if err != nil {
		return "", err
	}
	drawn := a.d.Record().Draw(content)
	a.kept = append(a.kept, drawn...)
	return drawn[0].Ref, nil
}

// answersHold keeps why what was answered holds for other words.
func (a *seriesAct) answersHold(why string) (claim.Ref, error) {
	content, err := answersHold(a.ctx, why)
	if err != nil || len(content) == 0 {
		return "", err
	}
	drawn := a.d.Record().Draw(content...)
	a.kept = append(a.kept, drawn...)
	return drawn[0].Ref, nil
}

func (a *seriesAct) act(to claim.Stream, body claim.Body) {
	a.acts = append(a.acts, claim.Act{To: to, Command: casework.Command(a.ctx, a.caller, body)})
}

// Says is what the claim of a series about the party says.
func (p SeriesParty) Says(series claim.ClaimText) (claim.ClaimText, error) {
	text := series
	text.Statement = strings.ReplaceAll(series.Statement, cases.SeriesSlot, p.Name)
	var err error
	text.Key, err = casework.ShortName("key", series.Key+"-"+p.Key)
	return text, err
}

// Among are the parties of a claim of a series with the one that it is about.
func (p SeriesParty) Among(involved []sources.Involved) []sources.Involved {
	return append(apart(involved, p.ID), sources.Involved{Party: p.ID, As: sources.PartSubject})
}

// add adds the claim about a party.
func (a *seriesAct) add(series uuid.UUID, text claim.ClaimText, body verification.AddClaim, p SeriesParty) error {
	one, err := p.Says(text)
	if err != nil {
		return err
	}
	if body.Text, err = a.keep(one.Key, one); err != nil {
		return err
	}
	body.Series = &cases.Series{ID: series, Party: p.ID}
	body.Involved = p.Among(body.Involved)
	id := casework.ClaimID(a.c, one.Key)
	a.many.Each = append(a.many.Each, casework.One{ID: id, Name: one.Key})
	a.act(claim.Stream{Kind: claim.StreamClaim, ID: id}, body)
	return nil
}

// revise puts the words of the series into the claim about a party.
func (a *seriesAct) revise(c *verification.Claim, text claim.ClaimText, tier claim.Tier, p SeriesParty, why claim.Ref) error {
	one, err := p.Says(text)
	if err != nil {
		return err
	}
	ref, err := a.keep(one.Key, one)
	if err != nil {
		return err
	}
	if tier == "" {
		tier = c.Tier
	}
	l, err := a.d.Library(a.ctx, c.Text)
	if err != nil {
		return err
	}
	a.many.Each = append(a.many.Each, casework.One{ID: c.ID, Name: one.Key})
	a.act(c.Stream(), verification.ReviseClaim{Text: ref, Tier: tier, Involved: c.Involved, Seen: c.Version,
		SameWords: casework.Read[claim.ClaimText](l, c.Text).SaysTheSame(one), AnswersHold: why,
	})
	return nil
}

// carryOut has the record carry out all of it, or none. That the series itself is
// refused is the answer; of its claims, what became of each.
func (a *seriesAct) carryOut(try bool) (casework.Many, error) {
	done, err := a.d.Record().Do(a.ctx, claim.Doing{Acts: a.acts, Contents: a.kept, Now: a.d.Now(), Together: true, Try: try})
	if err != nil {
		return casework.Many{}, err
	}
	if len(done) > 0 && done[0].Refused != nil {
		return casework.Many{}, done[0].Refused
	}
	for i, one := range done[1:] {
		each := &a.many.Each[i]
		each.Refused, each.Undone = one.Refused, one.Undone
		if one.Refused == nil && !one.Undone {
			a.many.Carried++
		}
	}
	return a.many, nil
}
