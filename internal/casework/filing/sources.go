package filing

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// FileStatementInput is a statement that is recorded when its case is opened.
type FileStatementInput struct {
	Claim string `json:"claim" doc:"key of the claim that it is about"`
	writing.StatementInput
	MinutesBefore int `json:"minutesBefore,omitempty" doc:"instead, when it was said: so many minutes before the opening of the case"`
}

// FileEvidenceInput is a piece of evidence that is put to a claim when its case is
// opened. A file is added afterwards.
type FileEvidenceInput struct {
	Claim   string             `json:"claim" doc:"key of the claim that it is about"`
	Kind    claim.EvidenceKind `json:"kind"`
	Bearing claim.Bearing      `json:"bearing"`
	Title   string             `json:"title" doc:"what it is"`
	Origin  string             `json:"origin,omitempty" doc:"whose statement or work it is: a party, or words"`
	Way     []string           `json:"way,omitempty" doc:"parties through whom it came, the one that it was said to first"`
	Source  string             `json:"source,omitempty" doc:"where it was found, often an address on the web"`
	Text    string             `json:"text,omitempty" doc:"what it says, or what was noted"`
	Public  bool               `json:"public,omitempty" doc:"readers of the finding see its title, where it was found and its origin in words; internal if left out"`
}

// namedIn finds a party in the file, by its id there; or else in the directory; or else
// plans to put it there under its name.
func (f *filing) namedIn(part string) func(field, name string) (uuid.UUID, error) {
	return func(field, name string) (uuid.UUID, error) {
		if p := f.inFile(name); p != nil {
			return p.ID, nil
		}
		add := func(key, name string) (uuid.UUID, error) { return f.newName(part, key, name) }
		return f.d.NamerWith(f.ctx, f.caller, f.named, add).Party(field, name)
	}
}

// inFile is a party of the file, by its id there or its name.
func (f *filing) inFile(name string) *fileParty {
	if p, ok := f.parties[name]; ok {
		return p
	}
	if f.byName == nil {
		f.byName = map[string]string{}
		for _, p := range f.in.Parties {
			f.byName[strings.ToLower(p.Name)] = cmp.Or(p.Key, casework.Slug(p.Name))
		}
	}
	return f.parties[f.byName[strings.ToLower(name)]]
}

// newName plans a party that is known by its name alone.
func (f *filing) newName(part, key, name string) (uuid.UUID, error) {
	if p, ok := f.parties[key]; ok {
		return p.ID, nil
	}
	id := f.d.IDOf("party", key)
	if hidden, err := f.d.Hidden(f.ctx, f.caller, id); err != nil || hidden {
		if err == nil {
			err = f.d.NameTaken(f.ctx, key)
		}
		return uuid.Nil, err
	}
	profile := people.PartyProfile{Key: key, Name: name}
	keyed, err := f.keyed("party named", key, profile)
	if err != nil {
		return uuid.Nil, err
	}
	ref, err := f.keepJSON(keyed, "profile", profile)
	if err != nil {
		return uuid.Nil, err
	}
	to := claim.Stream{Kind: claim.StreamParty, ID: id}
	f.assumed[to] = &people.Party{Head: claim.Head{ID: id, Version: 1}, Zone: "UTC"}
	f.act(keyed, part, to, people.AddParty{Profile: ref, Zone: "UTC"})
	return id, nil
}

func (f *filing) recordStatements() error {
	return each(f, "statements", f.in.Statements, f.recordStatement)
}

func (f *filing) recordStatement(part string, in FileStatementInput) error {
	keyed, to, done, err := f.aboutClaim("statement", in.Claim, in)
	if done || err != nil {
		return err
	}
	if in.SaidAt == nil && in.MinutesBefore > 0 {
		at := claim.At(f.c.OpenedAt.Add(-time.Duration(in.MinutesBefore) * time.Minute))
		in.SaidAt = &at
	}
	words, body, err := in.Records(f.d.IDOf("statement", casework.Key(keyed).String()))
	if err != nil {
		return err
	}
	find := f.namedIn(part)
	if body.Party, err = find("party", in.Party); err != nil {
		return err
	}
	if body.Way, err = all(find, "way", in.Way); err != nil {
		return err
	}
	if body.Spoken, err = f.speaker(keyed, in.SpeakerInput); err != nil {
		return err
	}
	body.Words = f.keep(claim.Content{Key: casework.Key(keyed).String() + "/0", Media: "text/plain; charset=utf-8", Data: []byte(words)})
	f.act(keyed, part, to, body)
	return nil
}

func (f *filing) addEvidence() error { return each(f, "evidence", f.in.Evidence, f.addExhibit) }

func (f *filing) addExhibit(part string, in FileEvidenceInput) error {
	keyed, to, done, err := f.aboutClaim("evidence", in.Claim, in)
	if done || err != nil {
		return err
	}
	if field, _ := in.Kind.Needs(); field == "file" {
		return casework.Invalid("kind", "a file is added after the case is open: onrecord evidence add")
	}
	text, err := writing.EvidenceInput{
		Kind: in.Kind, Bearing: in.Bearing, Title: in.Title, Origin: in.Origin, Way: in.Way, Source: in.Source, Text: in.Text,
	}.Words()
	if err != nil {
		return err
	}
	if err := casework.TooFar(in.Way); err != nil {
		return err
	}
	body := sources.AddEvidence{Evidence: f.d.IDOf("evidence", casework.Key(keyed).String()), Kind: in.Kind, Bearing: in.Bearing, Public: in.Public}
	find := f.namedIn(part)
	if body.Origin, err = f.originIn(text.Origin); err != nil {
		return err
	}
	if body.Way, err = all(find, "way", in.Way); err != nil {
		return err
	}
	if body.Text, err = f.keepJSON(keyed, "evidence", text); err != nil {
		return err
	}
	f.act(keyed, part, to, body)
	return nil
}

// originIn is what [casework.Door.Origin] is for a party that may stand in the file.
func (f *filing) originIn(words string) (uuid.UUID, error) {
	if p := f.inFile(words); p != nil {
		return p.ID, nil
	}
	if id, ok := f.named[words]; ok {
		return id, nil
	}
	return writing.Origin(f.ctx, f.d, f.caller, words)
}

// aboutClaim finds the claim that a part of the file is about; done says that it was
// recorded when the file was opened before.
func (f *filing) aboutClaim(kind, name string, in any) (keyed context.Context, to claim.Stream, done bool, err error) {
	if keyed, err = f.keyed(kind, name, in); err != nil {
		return nil, to, false, err
	}
	if f.bySeries[name] != nil {
		return nil, to, false, casework.Invalid("claim", name+" is a series: name one of its claims")
	}
	id, err := f.claimNamed(name)
	if err != nil {
		return nil, to, false, casework.NotThere("claim", err)
	}
	to = claim.Stream{Kind: claim.StreamClaim, ID: id}
	if f.requests[casework.Key(keyed)] {
		return nil, to, false, claim.Errorf(claim.CodeInvalid, "the same %s stands in the file twice", kind).WithHint("delete one of them")
	}
	f.requests[casework.Key(keyed)] = true
	if f.there {
		done, err = f.taken(keyed, to)
	}
	return keyed, to, done, err
}

// all finds several parties.
func all(find func(field, name string) (uuid.UUID, error), field string, names []string) ([]uuid.UUID, error) {
	if err := casework.TooFar(names); err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	for i, name := range names {
		id, err := find(fmt.Sprintf("%s[%d]", field, i), name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
