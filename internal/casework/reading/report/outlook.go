package report

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

// ahead is what a look ahead at many correspondences sees of what stands beside them, read at once. A
// message that is not placed yet is not in it: it is within seconds.
type ahead struct {
	settings claim.DeskSettings
	parties  map[uuid.UUID]claim.Aggregate
}

// LookAhead reads at once what the outlook of correspondences needs of what stands beside them.
func (r *Room) LookAhead(ctx context.Context, all []*letters.Correspondence) (claim.Around, error) {
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	return r.lookAhead(ctx, settings, all)
}

// lookAhead is [Room.LookAhead] by settings that were read before.
func (r *Room) lookAhead(ctx context.Context, settings claim.DeskSettings, all []*letters.Correspondence) (ahead, error) {
	view := ahead{settings, map[uuid.UUID]claim.Aggregate{}}
	var ids []uuid.UUID
	for _, l := range all {
		if l.Open() {
			ids = append(ids, l.Party)
		}
	}
	if len(ids) == 0 {
		return view, nil
	}
	parties, err := r.store.LoadAll(ctx, claim.StreamParty, ids...)
	for _, p := range parties {
		view.parties[p.Stream().ID] = p
	}
	return view, err
}

// State implements [claim.Around].
func (a ahead) State(s claim.Stream) claim.Aggregate {
	if p := a.parties[s.ID]; p != nil && s.Kind == claim.StreamParty {
		return p
	}
	return claim.New(s.Kind, s.ID)
}

// Staff implements [claim.Around].
func (ahead) Staff() []claim.Member { return nil }

// Claims implements [claim.Around].
func (ahead) Claims(uuid.UUID) []claim.Stream { return nil }

// Asking implements [claim.Around].
func (ahead) Asking(uuid.UUID) []claim.Stream { return nil }

// With implements [claim.Around].
func (ahead) With(uuid.UUID) []claim.Stream { return nil }

// In implements [claim.Around].
func (ahead) In(uuid.UUID) []claim.Stream { return nil }

// Open implements [claim.Around].
func (ahead) Open() []claim.Stream { return nil }

// Assigned implements [claim.Around].
func (ahead) Assigned(uuid.UUID) []claim.Stream { return nil }

// Waits implements [claim.Around].
func (ahead) Waits(uuid.UUID) bool { return false }

// Settings implements [claim.Around].
func (a ahead) Settings() claim.DeskSettings { return a.settings }

// Outlook is what goes out in a correspondence if nothing else happens, from the instant of the report on.
func (b *Gathered) Outlook(l *letters.Correspondence) letters.Outlook {
	if o, known := b.ahead[l.ID]; known {
		return o
	}
	if b.ahead == nil {
		b.ahead = map[uuid.UUID]letters.Outlook{}
	}
	b.ahead[l.ID] = l.Outlook(b.AsOf, b.around)
	return b.ahead[l.ID]
}

// Awaited is a party of the case from which an answer is still awaited; there is none of others.
func (b *Gathered) Awaited(party uuid.UUID) (p *people.Party, awaited bool) {
	p, awaited = b.around.parties[party].(*people.Party)
	return p, awaited
}

// Office is when the office of a party is open.
func (b *Gathered) Office(of *people.Party) claim.Calendar {
	return b.around.settings.Calendar(of.Office())
}
