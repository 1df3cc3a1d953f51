package reading

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/line"
	"github.com/onrecord/onrecord/internal/casework/printsafe"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// PrintCheck is the line of a case as it would be printed, and what speaks against that.
type PrintCheck struct {
	Case  string    `json:"case" doc:"short name"`
	Title string    `json:"title"`
	AsOf  time.Time `json:"asOf"`
	line.Forms
	Against []printsafe.Objection `json:"against" doc:"what speaks against printing it, at its instant or now"`
	Changed *line.Forms           `json:"changed,omitempty" doc:"how the line of the same claims reads now, if that is otherwise"`
	Seen    string                `json:"seen" doc:"names the line and what speaks against it, for whoever freezes it"`
	Frozen  []FrozenReport        `json:"frozen" doc:"lines of the case that were frozen before, the latest first"`

	zone    string
	claims  []uuid.UUID
	parties []uuid.UUID
	made    []cases.Read
	texts   []claim.Ref // of the claims
}

// FrozenReport is a line that was frozen.
type FrozenReport struct {
	Line    uuid.UUID `json:"line" doc:"its code: whoever has it may read the line"`
	AsOf    time.Time `json:"asOf"`
	At      time.Time `json:"at" doc:"when it was frozen"`
	By      string    `json:"by"`
	Short   string    `json:"short"`
	Reason  string    `json:"reason,omitempty" doc:"why it was printed although something spoke against it"`
	Against []string  `json:"against,omitempty" doc:"what spoke against printing it"`

	Withdrawn *report.WithdrawnReport `json:"withdrawn,omitempty" doc:"nobody is to rely on it any more: its page says so, and shows the sentence no more"`
}

// MaxFrozenShown is how many frozen lines a check tells of.
const MaxFrozenShown = 20

// PrintCheck says how the line of a case reads as of an instant, nil for now, and what
// speaks against printing it.
func (r *Room) PrintCheck(ctx context.Context, caller casework.Caller, caseName string, asOf *time.Time) (PrintCheck, error) {
	now, err := r.Gather(ctx, caller, caseName, nil)
	if err != nil {
		return PrintCheck{}, err
	}
	then := now
	if asOf != nil {
		at := claim.Instant(*asOf)
		if then, err = r.Gather(ctx, caller, caseName, &at); err != nil {
			return PrintCheck{}, err
		}
		if then.Absent() {
			return PrintCheck{}, claim.Errorf(claim.CodeInvalid, "the case was not open then").WithField("at", "choose an instant after it was opened")
		}
	}
	head := casework.Read[claim.CaseHead](now.Lib, now.Case.Text)
	p := PrintCheck{Case: head.Slug, Title: head.Title, AsOf: then.AsOf, Against: []printsafe.Objection{}}
	about := casework.Read[claim.CaseHead](then.Lib, then.Case.Text).StatusLine
	printed := then.Line(about, true)
	p.zone = then.Zone.String()
	p.Forms = printed.Forms()
	for _, c := range printed.Claims {
		p.claims, p.texts = append(p.claims, c.ID), append(p.texts, c.Text)
		p.parties = append(p.parties, report.PartiesOf(c.Claim)...)
		for _, a := range c.Asked {
			p.parties = append(p.parties, a.Party)
		}
	}
	before := against(then, p.claims, then.AsOf)
	p.Against = printsafe.Merge(before, before)
	if then != now {
		p.Against = printsafe.Merge(before, against(now, p.claims, now.AsOf))
		again := lineAbout(now, p.claims, true)
		again.AsOf = then.AsOf
		if forms := again.Forms(); forms != p.Forms {
			again.AsOf = now.AsOf
			forms = again.Forms()
			p.Changed = &forms
		}
	}
	p.made, p.Seen = read(now), p.seen()
	p.Frozen, err = r.frozen(ctx, now)
	return p, err
}

// LineToFreeze is the line of a case for the door to freeze: what [Room.PrintCheck] says
// of it, and what its words are made of.
func (r *Room) LineToFreeze(ctx context.Context, caller casework.Caller, caseName string, asOf *time.Time) (findings.LineToFreeze, error) {
	p, err := r.PrintCheck(ctx, caller, caseName, asOf)
	if err != nil {
		return findings.LineToFreeze{}, err
	}
	f := findings.LineToFreeze{Forms: p.Forms, AsOf: p.AsOf, Zone: p.zone, Claims: p.claims, Of: p.texts, Against: p.Speaks(), Seen: p.Seen, Made: p.made}
	parties := casework.Unique(p.parties)
	if len(parties) == 0 {
		return f, nil
	}
	states, err := r.store.LoadAll(ctx, claim.StreamParty, parties...)
	for _, s := range states {
		if party, ok := s.(*people.Party); ok && party.Profile != "" {
			f.Of = append(f.Of, party.Profile)
		}
	}
	return f, err
}

// Speaks is what speaks against printing the line, a sentence each.
func (p PrintCheck) Speaks() []string {
	var says []string
	for _, o := range p.Against {
		says = append(says, o.Says)
	}
	if p.Changed != nil {
		says = append(says, "Since then it reads: "+p.Changed.Short)
	}
	return says
}

// seen is a hash of the words and of what speaks against them.
func (p PrintCheck) seen() string {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{p.Short, p.Long}, p.Speaks()...), "\x00")))
	return hex.EncodeToString(sum[:])
}

// against is what speaks against printing a line about claims.
func against(b *report.Gathered, about []uuid.UUID, at time.Time) []printsafe.Objection {
	base := "/cases/" + url.PathEscape(casework.Read[claim.CaseHead](b.Lib, b.Case.Text).Slug)
	s := printsafe.Situation{
		At: at, Zone: b.Zone, Case: b.Case, Base: base, Letters: b.Letters,
		Key: func(id uuid.UUID) string { return b.Keys[id] },
		Party: func(party uuid.UUID) string {
			if name := b.Parties[party].Name; name != "" {
				return name
			}
			return casework.Erased
		},
	}
	s.Address = func(c *verification.Claim) string {
		if key := b.Keys[c.ID]; key != "" {
			return base + "/claims/" + url.PathEscape(key)
		}
		return base + "/claims/" + c.ID.String()
	}
	for _, c := range b.Claims {
		if slices.Contains(about, c.ID) {
			s.Claims = append(s.Claims, c)
		}
	}
	return printsafe.Against(s)
}

// read is every stream of the case that was gathered, as it stood.
func read(b *report.Gathered) []cases.Read {
	made := []cases.Read{{Kind: claim.StreamCase, ID: b.Case.ID, Version: b.Case.Version}}
	for _, c := range b.Claims {
		made = append(made, cases.Read{Kind: claim.StreamClaim, ID: c.ID, Version: c.Version})
	}
	for _, of := range b.Letters {
		made = append(made, cases.Read{Kind: claim.StreamCorrespondence, ID: of.ID, Version: of.Version})
	}
	return made
}

// lineAbout is the line of claims by their identifiers.
func lineAbout(b *report.Gathered, about []uuid.UUID, public bool) line.Line {
	names := make([]string, len(about))
	for i, id := range about {
		names[i] = id.String()
	}
	return b.Line(names, public)
}

// frozen lists the lines of the case that were frozen, the latest first.
func (r *Room) frozen(ctx context.Context, b *report.Gathered) ([]FrozenReport, error) {
	out := []FrozenReport{}
	lines := b.Case.Frozen
	lines = lines[max(0, len(lines)-MaxFrozenShown):]
	var refs []claim.Ref
	for _, f := range lines {
		refs = append(refs, f.Text, f.Reason)
		if f.Withdrawn != nil {
			refs = append(refs, f.Withdrawn.Reason)
		}
	}
	lib, err := r.library(ctx, refs...)
	for _, f := range slices.Backward(lines) {
		text := casework.Read[claim.LineText](lib, f.Text)
		one := FrozenReport{Line: f.Line, AsOf: f.AsOf, At: f.At, By: b.People[f.By], Short: text.Short, Reason: lib.Text(f.Reason), Against: text.Against}
		if d := f.Withdrawn; d != nil {
			one.Withdrawn = &report.WithdrawnReport{By: b.People[d.By], At: d.At, Reason: lib.Text(d.Reason)}
		}
		if !lib.Has(f.Text) {
			one.Short = casework.Erased
		}
		out = append(out, one)
	}
	return out, err
}

// Reprinted makes the line of a case again that was printed as of an instant, from what
// the record holds of it now. Whoever may ask for that has the code of the line.
func (r *Room) Reprinted(ctx context.Context, caseID uuid.UUID, asOf time.Time, about []uuid.UUID) (line.Line, error) {
	states, err := r.store.States(ctx, caseID, asOf)
	if err != nil {
		return line.Line{}, err
	}
	b, err := r.GatherStates(ctx, states, asOf)
	if err != nil {
		return line.Line{}, err
	}
	if b.Case == nil {
		return line.Line{}, claim.Errorf(claim.CodeNotFound, "there was no such case then")
	}
	return lineAbout(b, about, true), nil
}
