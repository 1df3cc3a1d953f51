package reading

import (
	"context"
	"maps"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Drafted is a case as it stands, with the draft of its story.
type Drafted struct {
	report.Report
	Draft  *draft.Draft
	States map[uuid.UUID]*verification.Claim // claims, by their identifiers
	Said   map[uuid.UUID]report.ClaimReport  // likewise, as they are reported
	Asks   map[uuid.UUID][]report.AskReport  // what the policy asks of the claims that are anchored in the draft
	People map[uuid.UUID]string              // names
	words  casework.Library
}

// Drafted shows a case with its draft: the words of the latest version, of another one and of
// that before it, and of those in which passages were last looked at. 0 is the latest.
func (r *Room) Drafted(ctx context.Context, caller casework.Caller, caseName string, version int) (Drafted, error) {
	b, err := r.Gather(ctx, caller, caseName, nil)
	if err != nil {
		return Drafted{}, err
	}
	out := Drafted{Report: b.Report(), States: map[uuid.UUID]*verification.Claim{}, Said: map[uuid.UUID]report.ClaimReport{}, Asks: map[uuid.UUID][]report.AskReport{}, People: b.People}
	if out.Draft, err = casework.Load[*draft.Draft](ctx, r.store, claim.StreamDraft, draft.ID(b.Case.ID)); err != nil {
		return Drafted{}, err
	}
	for i, c := range b.Claims {
		out.States[c.ID], out.Said[c.ID] = c, out.Claims[i]
	}
	if err := r.askedOnPassages(ctx, &out); err != nil {
		return Drafted{}, err
	}
	out.words, err = r.library(ctx, draftRefs(out.Draft, version)...)
	return out, err
}

// askedOnPassages adds what the policy asks of the claims of a draft.
func (r *Room) askedOnPassages(ctx context.Context, out *Drafted) error {
	for _, p := range out.Draft.Passages {
		c := out.States[p.Claim]
		if _, asked := out.Asks[p.Claim]; asked || c == nil {
			continue
		}
		said := out.Said[p.Claim]
		if err := r.AskedOn(ctx, c, &said); err != nil {
			return err
		}
		out.Asks[p.Claim] = said.Asks
	}
	return nil
}

// draftRefs are the versions whose words are needed.
func draftRefs(d *draft.Draft, version int) []claim.Ref {
	_, latest := d.Latest()
	wanted := map[int]bool{latest: true, version: true, version - 1: true}
	if version == 0 {
		wanted[latest-1] = true
	}
	for _, p := range d.Passages {
		if p.Changed > 0 {
			wanted[p.Seen.Version] = true
		}
	}
	var refs []claim.Ref
	for _, n := range slices.Sorted(maps.Keys(wanted)) {
		if n > 0 && n <= latest {
			refs = append(refs, d.Versions[n-1].Text)
		}
	}
	return refs
}

// Words are those of a version that was read; there are none after its erasure.
func (d Drafted) Words(version int) (words string, there bool) {
	if version < 1 || version > len(d.Draft.Versions) {
		return "", false
	}
	ref := d.Draft.Versions[version-1].Text
	return d.words.Text(ref), d.words.Has(ref)
}

// changedPassages are the words of passages of a claim that nobody has looked at since they
// changed, as they stand in the draft now.
func (r *Room) changedPassages(ctx context.Context, c *verification.Claim) ([]ChangedPassage, error) {
	d, err := casework.Load[*draft.Draft](ctx, r.store, claim.StreamDraft, draft.ID(c.Case))
	if err != nil {
		return nil, err
	}
	changed := d.ChangedOf(c.ID)
	if len(changed) == 0 {
		return nil, nil
	}
	latest, _ := d.Latest()
	refs := []claim.Ref{latest.Text}
	for _, p := range changed {
		refs = append(refs, d.Versions[p.Seen.Version-1].Text)
	}
	l, err := r.library(ctx, refs...)
	out := make([]ChangedPassage, len(changed))
	for i, p := range changed {
		out[i] = ChangedPassage{
			Passage: p.ID, Version: p.Changed,
			Before: part(l, d.Versions[p.Seen.Version-1].Text, p.Seen.From, p.Seen.To), Now: part(l, latest.Text, p.From, p.To),
		}
	}
	return out, err
}

// ChangedPassage is a passage of the draft whose words have changed since somebody looked.
type ChangedPassage struct {
	Passage uuid.UUID `json:"passage"`
	Version int       `json:"version" doc:"of the draft, in which they changed"`
	Before  string    `json:"before" doc:"its words as they were looked at"`
	Now     string    `json:"now,omitempty" doc:"its words now; left out where nothing of it is left"`
}

// part is a part of a text, or a note that the text was erased.
func part(l casework.Library, ref claim.Ref, from, to int) string {
	text := l.Text(ref)
	if !l.Has(ref) || to > len(text) {
		return casework.Erased
	}
	return text[from:to]
}

// draft says that a case file has no draft.
func (w *fileWriter) draft(ctx context.Context, r *Room) error {
	d, err := casework.Load[*draft.Draft](ctx, r.store, claim.StreamDraft, draft.ID(w.Case.ID))
	if err == nil && len(d.Versions) > 0 {
		w.leaveOut("the draft of the story, and which passages of it the claims are anchored in")
	}
	return err
}
