package correspondence

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// AskForm is what can be asked in a case.
type AskForm struct {
	Case   Named
	Claims []ThreadClaim // those that somebody can be asked about, in order of keys
	Series []ThreadClaim // likewise, each standing for its claims
	Known  []Named       // parties of the case: asked already, or part of what a claim says
	Plan   claim.Plan
	Runs   time.Time                  // when the story is to run; zero for not known
	Zone   *time.Location             // of the desk
	Undo   time.Duration              // how long a request waits before it goes out
	Files  []requests.CaseFileOffered // that can go out with the letter
}

// AskForm shows what can be asked in a case.
func (r *Room) AskForm(ctx context.Context, caller casework.Caller, caseName string) (AskForm, error) {
	if err := caller.May(casework.MayAsk); err != nil {
		return AskForm{}, err
	}
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return AskForm{}, err
	}
	called, err := r.store.Called(ctx, []uuid.UUID{c.ID})
	if err != nil {
		return AskForm{}, err
	}
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return AskForm{}, err
	}
	form := AskForm{Case: Named{c.ID, called[c.ID].Name, called[c.ID].Title}, Plan: c.Plan, Undo: settings.UndoWindow(), Runs: c.PublishAt, Zone: settings.Location()}
	states, err := r.store.States(ctx, c.ID, time.Time{})
	if err != nil {
		return form, err
	}
	if form.Claims, err = r.askableClaims(ctx, states); err != nil {
		return form, err
	}
	if form.Known, err = r.partiesOf(ctx, states); err != nil {
		return form, err
	}
	if form.Series, err = r.seriesNames(ctx, c); err != nil {
		return form, err
	}
	form.Files, err = requests.FilesOf(ctx, r.door, c.ID)
	return form, err
}

// partiesOf are the parties of a case by name: those that are asked already, and those that a
// claim is about or comes from.
func (r *Room) partiesOf(ctx context.Context, states []claim.Aggregate) ([]Named, error) {
	var ids []uuid.UUID
	for _, s := range states {
		switch s := s.(type) {
		case *letters.Correspondence:
			ids = append(ids, s.Party)
		case *verification.Claim:
			for _, i := range s.Involved {
				ids = append(ids, i.Party)
			}
		}
	}
	called, err := r.store.Called(ctx, ids)
	var list []Named
	for id, name := range called {
		if name.Name != "" {
			list = append(list, Named{id, name.Name, name.Title})
		}
	}
	slices.SortFunc(list, func(a, b Named) int { return cmp.Compare(a.Title, b.Title) })
	return list, err
}

func (r *Room) askableClaims(ctx context.Context, states []claim.Aggregate) ([]ThreadClaim, error) {
	var refs []claim.Ref
	var claims []*verification.Claim
	for _, s := range states {
		cl, ok := s.(*verification.Claim)
		if ok && cl.Version > 0 && cl.Stage.Askable() {
			claims, refs = append(claims, cl), append(refs, cl.Text)
		}
	}
	lib, err := r.library(ctx, refs...)
	list := make([]ThreadClaim, len(claims))
	for i, cl := range claims {
		text := casework.Read[claim.ClaimText](lib, cl.Text)
		list[i] = ThreadClaim{ID: cl.ID, Key: text.Key, Statement: text.Statement, Stage: cl.Stage}
	}
	return list, err
}

// seriesNames are the series of a case, in the order in which they were opened.
func (r *Room) seriesNames(ctx context.Context, c *cases.Case) ([]ThreadClaim, error) {
	refs := make([]claim.Ref, len(c.Series))
	for i, s := range c.Series {
		refs[i] = s.Text
	}
	lib, err := r.library(ctx, refs...)
	var list []ThreadClaim
	for _, s := range c.Series {
		if text := casework.Read[claim.ClaimText](lib, s.Text); text.Key != "" {
			list = append(list, ThreadClaim{ID: s.ID, Key: text.Key, Statement: cases.WithGap(text.Statement, cases.SeriesSlot)})
		}
	}
	return list, err
}

// FindParty finds the short name of a party that the caller may see by its short
// name, or by a part of its name that only one party has.
func (r *Room) FindParty(ctx context.Context, caller casework.Caller, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", casework.Invalid("party", "say whom to ask")
	}
	if view, err := r.desk.Party(ctx, caller, text); err == nil {
		return view.Key, nil
	}
	items, _, err := r.desk.PartyList(ctx, caller, desk.PartyFilter{Text: text, Limit: 20})
	if err != nil {
		return "", err
	}
	for _, item := range items {
		if strings.EqualFold(item.Name, text) {
			return item.Key, nil
		}
	}
	switch len(items) {
	case 0:
		return "", casework.Invalid("party", "there is no such party in the directory")
	case 1:
		return items[0].Key, nil
	}
	return "", casework.Invalid("party", "several parties are called so; write the short name of one")
}
