package draft

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Limits of a draft.
const (
	MaxVersions = 1000
	MaxPassages = 2000
)

// ID is the one draft of a case.
func ID(caseID uuid.UUID) uuid.UUID { return claim.DraftID(caseID) }

// StreamOf is the stream of the draft of a case.
func StreamOf(caseID uuid.UUID) claim.Stream {
	return claim.Stream{Kind: claim.StreamDraft, ID: ID(caseID)}
}

// Draft is the text of a case's story.
type Draft struct {
	claim.Head
	Case     uuid.UUID `json:"case"`
	Versions []Version `json:"versions,omitempty"`
	Passages []Passage `json:"passages,omitempty"` // of the latest version
}

// Version is the text as it was put in once. Its number is its place, from 1.
type Version struct {
	Text   claim.Ref   `json:"text"` // content: the words, as plain text
	Form   Form        `json:"form"`
	Length int         `json:"length"` // of the words, in bytes
	By     claim.Actor `json:"by"`
	At     time.Time   `json:"at"`
}

// Passage is a part of the latest version in which a claim is anchored.
type Passage struct {
	ID      uuid.UUID   `json:"id"`
	Claim   uuid.UUID   `json:"claim"`
	From    int         `json:"from"` // in bytes of the latest version
	To      int         `json:"to"`   // behind its last byte; From where its words are gone
	Changed int         `json:"changed,omitempty"`
	Seen    Place       `json:"seen"`           // the words that somebody last took for what the claim says
	Said    claim.Ref   `json:"said,omitempty"` // what the claim said then; empty where that was not kept
	By      claim.Actor `json:"by"`
	At      time.Time   `json:"at"`
}

// Place is a part of a version.
type Place struct {
	Version int `json:"version"`
	From    int `json:"from"`
	To      int `json:"to"`
}

// Gone reports whether nothing of its words is left.
func (p Passage) Gone() bool { return p.From == p.To }

// Latest is the latest version, and its number: 0 for none.
func (d *Draft) Latest() (Version, int) {
	if len(d.Versions) == 0 {
		return Version{}, 0
	}
	return d.Versions[len(d.Versions)-1], len(d.Versions)
}

// Passage finds a passage, or returns nil.
func (d *Draft) Passage(id uuid.UUID) *Passage {
	if i := slices.IndexFunc(d.Passages, func(p Passage) bool { return p.ID == id }); i >= 0 {
		return &d.Passages[i]
	}
	return nil
}

// Anchors reports whether a passage stands in the draft; package comments asks it.
func (d *Draft) Anchors(passage uuid.UUID) bool { return d.Passage(passage) != nil }

// Order is that in which claims are anchored in the draft, each by its first passage that stands.
func (d *Draft) Order() []uuid.UUID {
	passages := slices.DeleteFunc(slices.Clone(d.Passages), Passage.Gone)
	slices.SortStableFunc(passages, func(a, b Passage) int { return a.From - b.From })
	order := make([]uuid.UUID, len(passages))
	for i, p := range passages {
		order[i] = p.Claim
	}
	return order
}

// ChangedOf are the passages of a claim whose words have changed since somebody last looked.
func (d *Draft) ChangedOf(about uuid.UUID) []Passage {
	var changed []Passage
	for _, p := range d.Passages {
		if p.Claim == about && p.Changed > 0 {
			changed = append(changed, p)
		}
	}
	return changed
}

// Stream implements [claim.Aggregate].
func (d *Draft) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamDraft, ID: d.ID} }

// Decide implements [claim.Aggregate].
func (d *Draft) Decide(cmd claim.Command, _ time.Time, around claim.Around) ([]claim.Fact, error) {
	switch b := cmd.Body.(type) {
	case PutDraft:
		return d.put(b, around)
	case MarkPassage:
		return d.mark(b, around)
	case ClearPassage:
		return d.clear(b), nil
	case SettlePassage:
		return d.settle(b, around)
	}
	return nil, claim.UnknownCommand(d, cmd)
}

// Evolve implements [claim.Aggregate].
func (d *Draft) Evolve(e claim.Entry) {
	d.Take(e)
	switch f := e.Fact.(type) {
	case DraftPut:
		d.Case = f.Case
		d.Versions = append(d.Versions, Version{Text: f.Text, Form: f.Form, Length: f.Length, By: e.Actor, At: e.At})
		for _, m := range f.Moved {
			d.move(m)
		}
	case PassageMarked:
		d.Passages = append(d.Passages, Passage{
			ID: f.Passage, Claim: f.Claim, From: f.From, To: f.To, Seen: Place{len(d.Versions), f.From, f.To}, Said: f.Said, By: e.Actor, At: e.At,
		})
	case PassageCleared:
		d.Passages = slices.DeleteFunc(d.Passages, func(p Passage) bool { return p.ID == f.Passage })
	case PassageSettled:
		if p := d.Passage(f.Passage); p != nil {
			p.Changed, p.Seen, p.Said = 0, Place{len(d.Versions), p.From, p.To}, f.Said
		}
	}
}

func (d *Draft) move(m Moved) {
	p := d.Passage(m.Passage)
	if p == nil {
		return
	}
	p.From, p.To = m.From, m.To
	if m.Changed {
		p.Changed = len(d.Versions)
	}
}
