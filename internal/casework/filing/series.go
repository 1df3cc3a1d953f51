package filing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// FileSeriesInput is a series that is begun when its case is opened.
type FileSeriesInput struct {
	writing.ClaimInput          // its statement has {party} where the name of the party goes
	Parties            []string `json:"parties" doc:"whom the statement is about, one claim each"`
	Ask                *FileAsk `json:"ask,omitempty" doc:"what each of them is asked about its own claim; nothing if left out"`
}

// FileAsk is one request to each party of a series.
type FileAsk struct {
	Questions string        `json:"questions" doc:"what to ask, with {party} where the name of the party goes"`
	AnswerBy  Deadline      `json:"answerBy" doc:"when an answer is needed"`
	IntentBy  Deadline      `json:"intentBy,omitzero" doc:"when to say whether there will be an answer"`
	Channel   claim.Channel `json:"channel,omitempty" doc:"how it is put; e-mail if left out, and on any other channel you have put the request yourself"`
}

// FileRelationInput says what a claim is to another one when their case is opened.
type FileRelationInput struct {
	Claim string            `json:"claim" doc:"key of the claim"`
	To    string            `json:"to" doc:"key of the other one"`
	As    relation.Relation `json:"as" doc:"what it is to the other one"`
}

func (in CaseFileInput) claims() int {
	n := len(in.Claims)
	for _, s := range in.Series {
		n += len(s.Parties)
	}
	return n
}

func (in CaseFileInput) requests() int {
	n := len(in.Requests)
	for _, s := range in.Series {
		if s.Ask != nil {
			n += len(s.Parties)
		}
	}
	return n
}

func (f *filing) addSeries() error { return each(f, "series", f.in.Series, f.openSeries) }

// openSeries plans a series, and a claim about each of its parties. Of a series that is
// there already it adds what is new.
func (f *filing) openSeries(part string, in FileSeriesInput) error {
	if in.Key == "" {
		return casework.Invalid("key", "a series needs a short name, from which those of its claims follow")
	}
	if _, twice := f.claims[in.Key]; twice {
		return casework.Invalid("key", "a claim of the file, or another series, has the same")
	}
	text, err := in.SeriesWords()
	if err != nil {
		return err
	}
	id := casework.ClaimID(f.c, text.Key)
	parties, err := f.inSeries(part, in.Parties)
	if err != nil {
		return err
	}
	f.claims[text.Key] = id
	if err := f.begin(part, id, text, in, parties); err != nil {
		return err
	}
	for i, p := range parties {
		one, err := p.Says(text)
		if err != nil {
			return claim.InField(err, fmt.Sprintf("parties[%d]", i))
		}
		if err := f.addToSeries(part, id, one, in, p); err != nil {
			return err
		}
		if f.bySeries[text.Key] == nil {
			f.bySeries[text.Key] = map[uuid.UUID]string{}
		}
		f.bySeries[text.Key][p.ID] = one.Key
	}
	return nil
}

// inSeries finds the parties of a series, with the names that they have in its claims.
func (f *filing) inSeries(part string, names []string) ([]writing.SeriesParty, error) {
	if len(names) > cases.MaxSeries {
		return nil, claim.Errorf(claim.CodeTooLarge, "a series is about at most %d parties, and there are %d", cases.MaxSeries, len(names)).
			WithHint("make two series of it")
	}
	find := f.namedIn(part)
	out := make([]writing.SeriesParty, 0, len(names))
	for i, name := range names {
		field := fmt.Sprintf("parties[%d]", i)
		id, err := find(field, name)
		if err != nil {
			return nil, claim.InField(err, field)
		}
		p, err := f.calledInSeries(id, name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(out, p) {
			return nil, casework.Invalid(field, "the party stands in the series twice")
		}
		out = append(out, p)
	}
	return out, nil
}

// calledInSeries is a party by the names of the directory, or, if it is new there, by those
// of the file.
func (f *filing) calledInSeries(id uuid.UUID, name string) (writing.SeriesParty, error) {
	there, err := casework.Load[*people.Party](f.ctx, f.d.Record(), claim.StreamParty, id)
	if err != nil {
		return writing.SeriesParty{}, err
	}
	if there.Version > 0 {
		l, err := f.d.Library(f.ctx, there.Profile)
		profile := casework.Read[people.PartyProfile](l, there.Profile)
		return writing.SeriesParty{ID: id, Key: profile.Key, Name: profile.Name}, err
	}
	for _, p := range f.in.Parties {
		key := p.Key
		if key == "" {
			key = casework.Slug(p.Name)
		}
		if at := f.parties[key]; at != nil && at.ID == id {
			return writing.SeriesParty{ID: id, Key: key, Name: strings.TrimSpace(p.Name)}, nil
		}
	}
	return writing.SeriesParty{ID: id, Key: casework.Slug(name), Name: strings.TrimSpace(name)}, nil
}

// begin plans the series itself, or the parties that are new in one that is there.
func (f *filing) begin(part string, id uuid.UUID, text claim.ClaimText, in FileSeriesInput, parties []writing.SeriesParty) error {
	there := f.c.SeriesCalled(id)
	more := make([]uuid.UUID, len(parties))
	for i, p := range parties {
		more[i] = p.ID
	}
	if there != nil {
		l, err := f.d.Library(f.ctx, there.Text)
		if err != nil {
			return err
		}
		if !casework.Same(casework.Read[claim.ClaimText](l, there.Text), text) {
			return claim.Errorf(claim.CodeExists, "the series is in the case already, with other words").
				WithHint("reword the series, or begin another one under another key").WithField("statement", "reword the series, or begin another one under another key")
		}
		more = slices.DeleteFunc(more, func(p uuid.UUID) bool { return slices.Contains(there.Parties, p) })
		if len(more) == 0 {
			return nil
		}
	}
	keyed, err := f.keyed("series", text.Key, struct {
		writing.ClaimInput
		More []uuid.UUID
	}{in.ClaimInput, more})
	if err != nil {
		return err
	}
	if there != nil {
		f.act(keyed, part, f.c.Stream(), cases.ExtendSeries{Series: id, Parties: more})
		return nil
	}
	ref, err := f.keepJSON(keyed, "series", text)
	if err != nil {
		return err
	}
	f.act(keyed, part, f.c.Stream(), cases.OpenSeries{Series: id, Text: ref, Parties: more})
	return nil
}

// addToSeries plans the claim about one party.
func (f *filing) addToSeries(part string, series uuid.UUID, text claim.ClaimText, in FileSeriesInput, p writing.SeriesParty) error {
	if _, twice := f.claims[text.Key]; twice {
		return casework.Invalid("key", "the series would have a claim "+text.Key+", and the file has that already")
	}
	keyed, err := f.keyed("claim in series", text.Key, in.ClaimInput)
	if err != nil {
		return err
	}
	body := in.Adds(f.caller, f.c)
	to := claim.Stream{Kind: claim.StreamClaim, ID: casework.ClaimID(f.c, text.Key)}
	f.claims[text.Key] = to.ID
	f.assumed[to] = &verification.Claim{Head: claim.Head{ID: to.ID, Version: 1}, Case: f.c.ID, Stage: body.Opens()}
	if body.Involved, err = in.Involved(f.namedIn(part)); err != nil {
		return err
	}
	body.Involved = p.Among(body.Involved)
	body.Series = &cases.Series{ID: series, Party: p.ID}
	if f.there {
		if there, err := f.claimThere(keyed, to, text, body); there || err != nil {
			return err
		}
	}
	if body.Text, err = f.keepJSON(keyed, "claim", text); err != nil {
		return err
	}
	f.act(keyed, part, to, body)
	return nil
}

// askSeries plans the requests to the parties of the series.
func (f *filing) askSeries() error {
	for i, in := range f.in.Series {
		if in.Ask == nil {
			continue
		}
		part := fmt.Sprintf("series[%d]", i)
		if f.parts[part] { // without its claims there is nothing to ask about
			continue
		}
		part += ".ask"
		if err := f.wrong(part, f.askEach(part, in)); err != nil {
			return err
		}
	}
	return nil
}

func (f *filing) askEach(part string, in FileSeriesInput) error {
	for i, name := range in.Parties {
		id, err := f.namedIn(part)(fmt.Sprintf("parties[%d]", i), name)
		if err != nil {
			return err
		}
		p, err := f.calledInSeries(id, name)
		if err != nil {
			return err
		}
		about, ok := f.bySeries[in.Key][id]
		if !ok {
			continue
		}
		err = f.putRequest(part, FileRequestInput{
			ID: about, Party: p.Key, Claims: []string{about}, Questions: strings.ReplaceAll(in.Ask.Questions, cases.SeriesSlot, p.Name),
			AnswerBy: in.Ask.AnswerBy, IntentBy: in.Ask.IntentBy, Channel: in.Ask.Channel,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ofFileSeries puts the claims of a series in place of its key; for a party that it is
// about, that is its own claim alone.
func (f *filing) ofFileSeries(names []string, party uuid.UUID) []string {
	var all []string
	for _, name := range names {
		claims, ok := f.bySeries[name]
		switch own := claims[party]; {
		case !ok:
			all = append(all, name)
		case own != "":
			all = append(all, own)
		default:
			all = append(all, slices.Sorted(maps.Values(claims))...)
		}
	}
	return all
}

func (f *filing) relateClaims() error { return each(f, "relations", f.in.Relations, f.relateClaim) }

// relateClaim plans what a claim is to another one.
func (f *filing) relateClaim(part string, in FileRelationInput) error {
	keyed, to, done, err := f.aboutClaim("relation", in.Claim, in)
	if done || err != nil {
		return err
	}
	if f.bySeries[in.To] != nil {
		return casework.Invalid("to", in.To+" is a series: name one of its claims")
	}
	other, err := f.claimNamed(in.To)
	if err != nil {
		return casework.NotThere("to", err)
	}
	f.act(keyed, part, to, relation.RelateClaim{To: other, As: in.As})
	return nil
}
