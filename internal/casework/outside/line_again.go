package outside

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// remade is a frozen line as the record makes it again. The entries up to its instant never
// change, so it is made once, and anew when a party of it is called otherwise.
type remade struct {
	forms  line.Forms
	said   map[uuid.UUID][]uuid.UUID // by claim: the answers that stood then, and could be told with a name
	who    []uuid.UUID               // parties that the claims know of
	called string                    // what names of theirs it was made with
}

// maxRemade is how many lines are kept as they were made again.
const maxRemade = 500

// remadeLines are those that somebody has looked at.
type remadeLines struct {
	sync.Mutex
	of map[uuid.UUID]remade
}

func (l *remadeLines) get(code uuid.UUID) (remade, bool) {
	l.Lock()
	defer l.Unlock()
	r, ok := l.of[code]
	return r, ok
}

func (l *remadeLines) keep(code uuid.UUID, r remade) {
	l.Lock()
	defer l.Unlock()
	if l.of == nil || len(l.of) >= maxRemade {
		l.of = map[uuid.UUID]remade{}
	}
	l.of[code] = r
}

// again is the line of an instant as the record makes it now, in the zone that it was frozen in:
// the desk may be elsewhere by now.
func (p *Porch) again(ctx context.Context, caseID uuid.UUID, frozen cases.LineFrozen, zone string) (remade, error) {
	if made, ok := p.remade.get(frozen.Line); ok {
		if called, err := p.called(ctx, made.who); err != nil || called == made.called {
			return made, err
		}
	}
	l, err := p.printer.Reprinted(ctx, caseID, frozen.AsOf, frozen.Claims)
	if err != nil {
		return remade{}, err
	}
	if then, err := time.LoadLocation(zone); err == nil && zone != "" {
		l.Zone = then
	}
	made := remade{forms: l.Forms(), said: map[uuid.UUID][]uuid.UUID{}}
	for _, c := range l.Claims {
		for _, i := range c.Involved {
			made.who = append(made.who, i.Party)
		}
		for _, a := range c.Asked {
			made.who = append(made.who, a.Party)
		}
		for _, s := range c.Answers {
			made.who = append(append(made.who, s.Party), s.Way...)
			if s.GroundRules.Named() && !s.Void() && !c.InDoubt(s) {
				made.said[c.ID] = append(made.said[c.ID], s.Response)
			}
		}
		if c.Series != nil {
			made.who = append(made.who, c.Series.Party)
		}
	}
	made.who = casework.Unique(made.who)
	if made.called, err = p.called(ctx, made.who); err != nil {
		return remade{}, err
	}
	p.remade.keep(frozen.Line, made)
	return made, nil
}

// called says in one text by what names parties go: whatever changes one, changes it.
func (p *Porch) called(ctx context.Context, parties []uuid.UUID) (string, error) {
	around, failed := p.store.Around(ctx)
	refs := make([]claim.Ref, 0, len(parties))
	for _, id := range parties {
		if party, ok := around.State(claim.Stream{Kind: claim.StreamParty, ID: id}).(*people.Party); ok && party.Profile != "" {
			refs = append(refs, party.Profile)
		}
	}
	if err := failed(); err != nil {
		return "", err
	}
	lib, err := p.library(ctx, refs...)
	if err != nil {
		return "", err
	}
	slices.Sort(refs)
	var text strings.Builder
	for _, ref := range refs {
		if lib.Has(ref) { // what was erased has no name
			text.WriteString(string(ref) + "\n")
		}
	}
	return text.String(), nil
}
