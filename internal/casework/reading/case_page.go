package reading

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// CaseQuery says what of a case to show.
type CaseQuery struct {
	AsOf   *time.Time // nil for now
	Before int64      // of the timeline, only entries at positions before this one; 0 for the latest
	Limit  int        // entries of the timeline; 50 if 0, at most [timeline.MaxTimeline]
	Line   []string   // claims or series that the line is about; none for those that the case has chosen
}

// CaseView is all that the page of a case shows, as of one instant.
type CaseView struct {
	report.Report
	Now      bool                    // the case as it stands now
	Matrix   Matrix                  // laid out from the report
	Timeline []timeline.TimelineItem // newest first
	Older    int64                   // position to go on before, 0 if these were all
	Time     TimeTravel
	Access   desk.Access
	Sheets   []writing.SheetProgress // lists of claims that are being added now
	Next     []desk.NextUp           // what is to be done, by whose turn it is; of now alone
	Chase    Chase                   // of the parties whose time runs out first
	Comments int                     // threads that are open
}

// TimeTravel is when there is something to see in a case.
type TimeTravel struct {
	Entries int        // how many there are, up to now
	Stops   []Stop     // oldest first, thinned to at most [MaxStops]
	Earlier *time.Time // the instant of the entry before what is shown, nil if it is the first
	Later   *time.Time // the instant of the next one, nil if there is none
}

// Stop is an instant at which something happened.
type Stop struct {
	Position int64     `json:"position"`
	At       time.Time `json:"at"`
}

// MaxStops is how many stops a slider has at most.
const MaxStops = 500

// lanesOfCase is how many lanes the page of a case has; a page of their own has all.
const lanesOfCase = 8

// CaseView shows a case as of an instant, with its timeline up to then.
func (r *Room) CaseView(ctx context.Context, caller casework.Caller, caseName string, q CaseQuery) (CaseView, error) {
	b, err := r.Gather(ctx, caller, caseName, q.AsOf)
	if err != nil {
		return CaseView{}, err
	}
	p := CaseView{Report: b.Report(), Now: q.AsOf == nil}
	if len(q.Line) > 0 && !p.Absent {
		if err := b.Knows(q.Line); err != nil {
			return CaseView{}, err
		}
		b.LinesOn(&p.Report, q.Line)
	}
	p.Matrix = MatrixOf(&p.Report)
	if p.Timeline, p.Older, err = r.page(ctx, b, entriesFor(q)); err != nil {
		return CaseView{}, err
	}
	if p.Time, err = r.timeTravel(ctx, b.Case.ID, q.AsOf); err != nil {
		return CaseView{}, err
	}
	staff, err := r.Everybody(ctx)
	if err != nil {
		return CaseView{}, err
	}
	p.Access = desk.AccessTo(b.Case, staff)
	if !p.Absent {
		p.Chase = chaseOf(b, lanesOfCase)
	}
	if p.Now {
		if p.Next, err = r.NextUp(ctx, caller, b.Case.ID); err != nil {
			return CaseView{}, err
		}
	}
	if p.Comments, err = r.openThreads(ctx, b.Case.ID); err != nil {
		return CaseView{}, err
	}
	p.Sheets, err = writing.SheetsOf(ctx, r.door, b.Case.ID)
	return p, err
}

func entriesFor(q CaseQuery) lists.EntryFilter {
	f := lists.EntryFilter{Before: q.Before, Until: casework.InstantOr(q.AsOf, time.Time{}), Limit: 50}
	if q.Limit > 0 {
		f.Limit = min(q.Limit, timeline.MaxTimeline)
	}
	return f
}

// page puts one page of entries into words, newest first, and says where the next begins.
func (r *Room) page(ctx context.Context, b *report.Gathered, f lists.EntryFilter) (items []timeline.TimelineItem, older int64, err error) {
	limit := f.Limit
	f.Limit++
	entries, err := r.store.CaseEntries(ctx, b.Case.ID, f)
	if err != nil {
		return nil, 0, err
	}
	if len(entries) > limit {
		entries = entries[:limit]
		older = entries[limit-1].Position
	}
	items, err = r.InWords(ctx, b, entries)
	return items, older, err
}

// TimelinePage lists what happened in a case or to one claim of it, newest
// first, and what the case is. claimName is empty for the whole case. older is
// the position to go on before, 0 if these were all.
func (r *Room) TimelinePage(
	ctx context.Context, caller casework.Caller, caseName, claimName string, q CaseQuery,
) (head report.Report, items []timeline.TimelineItem, older int64, err error) {
	b, err := r.Gather(ctx, caller, caseName, q.AsOf)
	if err != nil {
		return report.Report{}, nil, 0, err
	}
	f := entriesFor(q)
	if claimName != "" {
		c, err := r.door.TheClaim(ctx, caller, caseName+"/"+claimName)
		if err != nil {
			return report.Report{}, nil, 0, err
		}
		f.Claim = c.ID
	}
	items, older, err = r.page(ctx, b, f)
	return b.Head(), items, older, err
}

// timeTravel lists the instants of a case. Several entries of one instant are one stop.
func (r *Room) timeTravel(ctx context.Context, caseID uuid.UUID, asOf *time.Time) (TimeTravel, error) {
	rows, err := r.store.Stops(ctx, caseID)
	if err != nil {
		return TimeTravel{}, err
	}
	t := TimeTravel{Entries: len(rows)}
	slices.SortStableFunc(rows, func(a, b lists.Stop) int { return a.At.Compare(b.At) })
	rows = slices.CompactFunc(rows, func(a, b lists.Stop) bool { return a.At.Equal(b.At) })
	at := len(rows) - 1 // the last one that is shown
	for asOf != nil && at >= 0 && rows[at].At.After(*asOf) {
		at--
	}
	if at > 0 {
		t.Earlier = casework.Pointer(rows[at-1].At)
	}
	if at+1 < len(rows) {
		t.Later = casework.Pointer(rows[at+1].At)
	}
	t.Stops = thin(rows, at)
	return t, nil
}

// thin keeps at most MaxStops rows, among them the first, the last and one that is wanted.
func thin(rows []lists.Stop, wanted int) []Stop {
	step := (len(rows) + MaxStops - 3) / (MaxStops - 2)
	stops := []Stop{}
	for i, row := range rows {
		if step < 2 || i%step == 0 || i == len(rows)-1 || i == wanted {
			stops = append(stops, Stop(row))
		}
	}
	return stops
}
