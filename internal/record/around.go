package record

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// around shows a decision the streams beside its own ([claim.Around]), as a
// transaction or a reader sees them. It is for one decision, or for one look of a
// reader. What could not be read is empty, and err says why.
type around struct {
	ctx    context.Context
	q      stored.Querier
	load   func(claim.Stream) (claim.Aggregate, error)
	record *Record
	views  *views
	seen   seen
	err    error
}

// seen is what one decision has looked at: a rule asks for the same many times, and
// nothing is written while it decides.
type seen struct {
	asking map[uuid.UUID][]claim.Stream
	waits  map[uuid.UUID]bool
}

func nothingSeen() seen { return seen{map[uuid.UUID][]claim.Stream{}, map[uuid.UUID]bool{}} }

// views keeps what decisions look at again and again while a transaction lasts.
type views struct {
	staff    []claim.Member
	settings *claim.DeskSettings
}

// forget is a view of which nothing is known yet.
func (*views) forget() *views { return &views{} }

func (b *batch) around() *around {
	return &around{ctx: b.Ctx, q: b.Tx, load: b.load, record: b.record, views: b.views, seen: nothingSeen()}
}

// Around shows how streams stand now, to try a decision on. Whether it could be
// read is to be asked afterwards.
func (r *Record) Around(ctx context.Context) (view claim.Around, failed func() error) {
	a := &around{ctx: ctx, q: r.db.Read, record: r, views: &views{}, seen: nothingSeen()}
	loaded := map[claim.Stream]claim.Aggregate{}
	a.load = func(s claim.Stream) (claim.Aggregate, error) {
		if state, ok := loaded[s]; ok {
			return state, nil
		}
		state, err := r.Load(ctx, s)
		if err == nil {
			loaded[s] = state
		}
		return state, err
	}
	return a, func() error { return r.fail("around", a.err) }
}

// State implements [claim.Around].
func (a *around) State(s claim.Stream) claim.Aggregate {
	state, err := a.load(s)
	if err != nil {
		a.fail(err)
		return claim.New(s.Kind, s.ID)
	}
	return state
}

// Staff implements [claim.Around].
func (a *around) Staff() []claim.Member {
	if a.views.staff == nil {
		a.views.staff = a.readStaff()
	}
	return a.views.staff
}

func (a *around) readStaff() []claim.Member {
	staff := []claim.Member{}
	var rows []struct{ Stream, State string }
	a.read(&rows, `select streams.stream, state from names join streams on streams.stream = 'person/' || names.id
		where names.kind = 'person' order by names.id`)
	for _, row := range rows {
		s, err := claim.ParseStream(row.Stream)
		if err != nil {
			a.fail(err)
			continue
		}
		state, err := stored.DecodeState(s, []byte(row.State))
		if err != nil {
			a.fail(err)
			continue
		}
		staff = append(staff, state.(*people.Person).Member())
	}
	return staff
}

// Claims implements [claim.Around].
func (a *around) Claims(of uuid.UUID) []claim.Stream {
	return a.streams(`select 'claim/' || id from claims where case_id = ? order by id`, of)
}

// Asking implements [claim.Around].
func (a *around) Asking(about uuid.UUID) []claim.Stream {
	streams, ok := a.seen.asking[about]
	if !ok {
		streams = a.streams(`select distinct 'correspondence/' || requests.correspondence as stream from requests
			join request_claims on request_claims.request = requests.id where request_claims.claim = ? order by stream`, about)
		a.seen.asking[about] = streams
	}
	return slices.Clone(streams)
}

// With implements [claim.Around].
func (a *around) With(party uuid.UUID) []claim.Stream {
	return a.streams(`select 'correspondence/' || id from correspondences where party = ? order by id`, party)
}

// In implements [claim.Around].
func (a *around) In(of uuid.UUID) []claim.Stream {
	return a.streams(`select 'correspondence/' || id from correspondences where case_id = ? order by id`, of)
}

// Open implements [claim.Around].
func (a *around) Open() []claim.Stream {
	return a.streams(`select 'correspondence/' || id from correspondences where is_open = 1 order by id`)
}

// Assigned implements [claim.Around].
func (a *around) Assigned(person uuid.UUID) []claim.Stream {
	return a.streams(`select case when assignments.case_id <> '' then 'case/' || assignments.case_id else turn.stream end as stream
		from assignments left join turn on turn.item = assignments.item
		where assignments.person = ? and (assignments.case_id <> '' or turn.stream is not null)
		group by 1 order by 1`, person)
}

// Waits implements [claim.Around].
func (a *around) Waits(correspondence uuid.UUID) bool {
	waits, ok := a.seen.waits[correspondence]
	if !ok {
		var err error
		waits, err = messageWaits(a.ctx, a.q, correspondence)
		a.fail(err)
		a.seen.waits[correspondence] = waits
	}
	return waits
}

// Settings implements [claim.Around].
func (a *around) Settings() claim.DeskSettings {
	if a.views.settings == nil {
		settings := a.readSettings()
		a.views.settings = &settings
	}
	return *a.views.settings
}

func (a *around) readSettings() claim.DeskSettings {
	settings := a.record.settings
	set := claim.StateOf[*people.Desk](a, claim.DeskStream)
	if set == nil || set.Settings == "" {
		return settings
	}
	data, err := stored.DataOf(a.ctx, a.q, set.Settings)
	a.fail(err)
	said := settings
	if json.Unmarshal(data, &said) == nil {
		settings = said
	}
	return settings
}

func (a *around) streams(query string, of ...uuid.UUID) []claim.Stream {
	var names []string
	args := make([]any, len(of))
	for i, id := range of {
		args[i] = id.String()
	}
	a.read(&names, query, args...)
	streams, err := tables.ParseStreams(names)
	a.fail(err)
	return streams
}

func (a *around) read(dest any, query string, args ...any) {
	a.fail(stored.Select(a.ctx, a.q, dest, query, args...))
}

// fail keeps the first thing that could not be read.
func (a *around) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}
