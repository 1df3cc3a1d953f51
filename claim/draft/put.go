package draft

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

// Moved is where a passage stands in a new version.
type Moved struct {
	Passage uuid.UUID `json:"passage"`
	From    int       `json:"from"`
	To      int       `json:"to"`
	Changed bool      `json:"changed,omitempty"` // its words are not those of the version before
}

// PutDraft puts a new version of the draft in. Content: its words, as plain text.
type PutDraft struct {
	Case   uuid.UUID `json:"case"`
	Text   claim.Ref `json:"text"`
	Form   Form      `json:"form"`
	Length int       `json:"length"`
	Moved  []Moved   `json:"moved,omitempty"` // every passage there is
	On     int64     `json:"on"`              // version of the stream that Moved was found for; 0 for the first
	Seen   int       `json:"seen,omitempty"`  // number of the version that the writer had before her; 0 if nobody said
}

// CommandKind implements [claim.Body].
func (PutDraft) CommandKind() string { return "put draft" }

// DraftPut: the story has other words from now on. Content: the words, as plain text.
type DraftPut struct {
	Case   uuid.UUID `json:"case"`
	Text   claim.Ref `json:"text"`
	Form   Form      `json:"form"`
	Length int       `json:"length"`
	Moved  []Moved   `json:"moved,omitempty"`
}

// FactKind implements [claim.Fact].
func (DraftPut) FactKind() string { return "draft.put" }

func init() {
	claim.RegisterKind(claim.StreamDraft, func(h claim.Head) claim.Aggregate { return &Draft{Head: h} })
	claim.RegisterBody[PutDraft](claim.StreamDraft)
	claim.RegisterFact[DraftPut]()
}

func (d *Draft) put(b PutDraft, around claim.Around) ([]claim.Fact, error) {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: b.Case})
	switch {
	case of == nil || of.Version == 0 || ID(b.Case) != d.ID:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such case")
	case b.Seen != 0 && b.Seen != len(d.Versions):
		return nil, claim.Errorf(claim.CodeStale, "version %d of the draft was put in since you opened version %d", len(d.Versions), b.Seen).
			WithHint("look at what has changed, and put yours in again if it is to stand in its place")
	case b.On != d.Version:
		return nil, claim.ChangedMeanwhile("the draft")
	case b.Length <= 0 || b.Text == "":
		return nil, claim.Errorf(claim.CodeInvalid, "there are no words in the draft").WithField("text", "put the words of the story in")
	case len(d.Versions) >= MaxVersions:
		return nil, claim.Errorf(claim.CodeTooLarge, "a draft has at most %d versions", MaxVersions)
	}
	if err := claim.OneOf("form", b.Form, Forms); err != nil {
		return nil, err
	}
	if err := d.movesAll(b); err != nil {
		return nil, err
	}
	return []claim.Fact{DraftPut{Case: b.Case, Text: b.Text, Form: b.Form, Length: b.Length, Moved: b.Moved}}, nil
}

// movesAll refuses a version that does not say of every passage where it stands: none is
// ever lost by the way.
func (d *Draft) movesAll(b PutDraft) error {
	moved := map[uuid.UUID]bool{}
	for _, m := range b.Moved {
		if d.Passage(m.Passage) == nil || moved[m.Passage] || !within(m.From, m.To, b.Length) || m.From == m.To && !m.Changed {
			return claim.Errorf(claim.CodeInvalid, "the passages do not fit the new version")
		}
		moved[m.Passage] = true
	}
	if len(moved) != len(d.Passages) {
		return claim.Errorf(claim.CodeInvalid, "the passages do not fit the new version")
	}
	return nil
}

func within(from, to, length int) bool { return 0 <= from && from <= to && to <= length }
