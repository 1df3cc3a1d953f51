package report

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// EvidenceReport is a piece of evidence.
type EvidenceReport struct {
	ID        uuid.UUID             `json:"id"`
	Kind      claim.EvidenceKind    `json:"kind"`
	Bearing   claim.Bearing         `json:"bearing" doc:"what it says about the claim"`
	Title     string                `json:"title"`
	Origin    string                `json:"origin,omitempty" doc:"whose statement or work it is"`
	Way       []string              `json:"way,omitempty" doc:"through whom it came, the one that it was said to first"`
	Source    string                `json:"source,omitempty" doc:"where it was found"`
	Text      string                `json:"text,omitempty"`
	File      *sources.EvidenceFile `json:"file,omitempty" doc:"how the file is called, and the SHA-256 of its bytes"`
	By        string                `json:"by"`
	At        time.Time             `json:"at"`
	Withdrawn *WithdrawnReport      `json:"withdrawn,omitempty"`
	Public    bool                  `json:"public,omitempty" doc:"readers of the finding see its title, where it was found, its origin in words and the hash of its file"`
	Wording
}

// WithdrawnReport says why the desk no longer relies on a piece of evidence.
type WithdrawnReport struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// evidence lists what supports the claim, then what contradicts it, then the rest.
func (b *Gathered) evidence(c *verification.Claim) []EvidenceReport {
	out := []EvidenceReport{}
	for _, e := range c.Evidence {
		text := casework.Read[sources.EvidenceText](b.Lib, e.Text)
		if !b.Lib.Has(e.Text) {
			text.Title = casework.Erased
		}
		r := EvidenceReport{
			ID: e.ID, Kind: e.Kind, Bearing: e.Bearing, Title: text.Title, Origin: b.originOf(e, text), Way: b.PartiesCalled(e.Way), Source: text.Source,
			Text: text.Text, File: text.File, By: b.People[e.By], At: e.At, Public: e.Public,
			Wording: b.judgedOf(c, e),
		}
		r.Withdrawn = b.withdrawn(e.Withdrawn)
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b EvidenceReport) int {
		return cmp.Or(
			cmp.Compare(slices.Index(claim.Bearings, a.Bearing), slices.Index(claim.Bearings, b.Bearing)),
			a.At.Compare(b.At))
	})
	return out
}

// originOf is whose statement or work a piece of evidence is: the name of the party, or
// the words that were given.
func (b *Gathered) originOf(e sources.Evidence, text sources.EvidenceText) string {
	return cmp.Or(b.Parties[e.Origin].Name, text.Origin)
}

// EvidenceFile is a file as it was added. It comes from outside: serve it only
// as an attachment.
type EvidenceFile struct {
	sources.EvidenceFile
	Data []byte
}

// EvidenceFile returns the file of a piece of evidence. It fails with
// [claim.CodeNotFound] if there is none, or if it was erased.
func (r *Room) EvidenceFile(ctx context.Context, caller casework.Caller, name string, id uuid.UUID) (EvidenceFile, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return EvidenceFile{}, err
	}
	c, err := r.door.TheClaim(ctx, caller, name)
	if err != nil {
		return EvidenceFile{}, err
	}
	e := c.Exhibit(id)
	if e == nil || e.File == "" {
		return EvidenceFile{}, claim.Errorf(claim.CodeNotFound, "the claim has no such file")
	}
	l, err := r.library(ctx, e.Text)
	if err != nil {
		return EvidenceFile{}, err
	}
	data, err := r.store.Get(ctx, e.File)
	if err != nil {
		return EvidenceFile{}, err
	}
	file := EvidenceFile{EvidenceFile: sources.EvidenceFile{Name: "file", Media: "application/octet-stream", Bytes: int64(len(data))}, Data: data}
	if said := casework.Read[sources.EvidenceText](l, e.Text).File; said != nil {
		file.EvidenceFile = *said
	}
	return file, nil
}
