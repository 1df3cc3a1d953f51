package cases

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework/chase"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/deadline"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Bounds of what one page of a rehearsal shows; what is beyond is on the pages of the parties.
const (
	rehearsalEntries = 250
	rehearsalTexts   = 40_000 // bytes of letters
)

// rehearsalView is the page of a rehearsal: how to begin one, how far it is, and what came out.
type rehearsalView struct {
	report.Report
	Base    string
	Asks    bool              // whoever looks may begin one
	Plans   []page.Option     // of reminders, that requests can come under
	Status  *rehearsal.Status // nil for none
	Party   *rehearsal.Party  // of which alone the page is; nil for all
	Chase   *chaseChart
	Entries []rehearsalEntry
	More    int // entries besides
	Counts  []rehearsalCount
}

// rehearsalEntry is an entry with the name of its party, and with what its letter says if there is room.
type rehearsalEntry struct {
	rehearsal.Entry
	Name  string
	Shown bool // the text of its letter is
}

// rehearsalCount says how many entries of a kind there are.
type rehearsalCount struct {
	Says string
	N    int
}

// Rehearsal shows a rehearsal: the one that is named, or the one that was begun last.
func Rehearsal(v *page.Visit) error {
	view, err := rehearsalOf(v)
	if err != nil {
		return err
	}
	if view.Status != nil && !view.Status.Done {
		v.W.Header().Set("Refresh", "2")
	}
	return v.Render("case_rehearsal", view)
}

// Rehearse begins a rehearsal.
func Rehearse(v *page.Visit) error {
	in, err := page.Read[rehearsal.Input](v)
	if err == nil {
		in.Days, err = rehearsal.ParseDays(v.Form("days"))
	}
	if err == nil {
		in.Extend, err = extension(v, in.Extend)
	}
	var begun rehearsal.Status
	if err == nil {
		begun, err = page.Do(v, operation.CaseRehearse, operation.InCase(v.Path("case"), in))
	}
	if err == nil {
		return v.Redirect("/cases/" + v.Path("case") + "/rehearsal?show=" + begun.ID.String())
	}
	view, failed := rehearsalOf(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("case_rehearsal", view, err)
}

// extension has words about a time be an instant, with whose it is before it: what is not understood is
// left for the rehearsal to say so.
func extension(v *page.Visit, text string) (string, error) {
	whose, at := "", text
	if i := strings.IndexByte(text, '='); i >= 0 {
		whose, at = text[:i+1], text[i+1:]
	}
	wall, err := time.Parse("2006-01-02 15:04", strings.TrimSpace(at)) // in the zone of the desk
	if err != nil {
		return text, nil
	}
	instant, err := deadline.Local(wall, v.Zone)
	return whose + instant.Format(time.RFC3339), err
}

func rehearsalOf(v *page.Visit) (*rehearsalView, error) {
	head, err := v.Reads.CaseHead(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return nil, err
	}
	view := &rehearsalView{Report: head, Base: page.CasePath(head), Asks: v.Who.Can(operation.CaseRehearse.Right)}
	room := v.Operations.Rehearsals
	if room == nil {
		view.Asks = false
		return view, nil
	}
	if view.Asks {
		plans, err := page.Do(v, operation.PlanList, operation.None{})
		if err != nil {
			return nil, err
		}
		for _, p := range plans {
			view.Plans = append(view.Plans, page.Option{Value: p.Name, Label: p.Name})
		}
	}
	if text := v.Query("show"); text != "" {
		id, err := uuid.Parse(text)
		if err != nil {
			return nil, page.NotThere()
		}
		status, err := page.Do(v, operation.RehearsalShow, operation.RehearsalPath{Rehearsal: id})
		if err != nil {
			return nil, err
		}
		view.Status = &status
	} else if view.Status, err = room.Latest(v.Context(), v.Who, v.Path("case")); err != nil {
		return nil, err
	}
	if view.Status != nil && view.Status.Result != nil {
		view.show(*view.Status.Result, v.Query("party"))
	}
	return view, nil
}

// show puts what came out on the page: of all parties, or of one.
func (r *rehearsalView) show(result rehearsal.Result, party string) {
	c := result.Looked()
	names := map[string]string{}
	for _, p := range c.Parties {
		names[p.Key] = p.Name
		if p.Key == party {
			r.Party = &p
		}
	}
	if r.Party != nil {
		c.Parties = []rehearsal.Party{*r.Party}
		c.Entries = slices.DeleteFunc(slices.Clone(c.Entries), func(e rehearsal.Entry) bool { return e.Party != party })
	}
	r.Counts = countsOf(c)
	room := rehearsalTexts
	for i, e := range c.Entries {
		if i == rehearsalEntries {
			r.More = len(c.Entries) - i
			break
		}
		shown := rehearsalEntry{Entry: e, Name: names[e.Party]}
		if e.Letter != nil && len(e.Letter.Text) <= room {
			room -= len(e.Letter.Text)
			shown.Shown = true
		}
		r.Entries = append(r.Entries, shown)
	}
	r.Chase = newChaseChart(chaseOf(c))
}

// countsOf says how much of each kind there is that people look for first.
func countsOf(c rehearsal.Calendar) []rehearsalCount {
	counts := []rehearsalCount{{Says: "letters go out"}, {Says: "are held back"}, {Says: "come back"}, {Says: "turns of the desk"}}
	for _, e := range c.Entries {
		if e.Change == rehearsal.Gone {
			continue
		}
		switch e.Kind {
		case rehearsal.Letter:
			counts[0].N++
		case rehearsal.HeldBack:
			counts[1].N++
		case rehearsal.CameBack:
			counts[2].N++
		case rehearsal.Turn:
			counts[3].N++
		}
	}
	return counts
}

// chaseOf are the lanes of a calendar, as of its beginning.
func chaseOf(c rehearsal.Calendar) reading.Chase {
	out := reading.Chase{From: c.From, Until: c.Until, At: c.From}
	if c.PublishAt.After(c.From) && !c.PublishAt.After(c.Until) {
		out.PublishAt = c.PublishAt
	}
	for _, p := range c.Parties {
		if len(out.Lanes) == reading.MaxLanes {
			out.More++
			continue
		}
		zone, err := time.LoadLocation(p.Zone)
		if err != nil {
			zone = time.UTC
		}
		lane := reading.ChaseLane{Key: p.Key, Name: p.Name, Zone: zone, Open: len(p.Open) == 0}
		for _, o := range p.Open {
			lane.Office = append(lane.Office, chase.Span(o))
			lane.Open = lane.Open || !o.From.After(c.From) && o.Until.After(c.From)
		}
		for _, a := range p.Asking {
			lane.Asking = append(lane.Asking, chase.Span(a))
			if a.Until.After(lane.Until) {
				lane.Until = a.Until
			}
		}
		for _, m := range p.Marks {
			if !m.At.Before(c.From) {
				lane.Marks = append(lane.Marks, chase.Mark{At: m.At, Kind: chase.Kind(m.Kind), Says: m.Says, Planned: m.At.After(c.From)})
			}
		}
		out.Lanes = append(out.Lanes, lane)
	}
	return out
}
