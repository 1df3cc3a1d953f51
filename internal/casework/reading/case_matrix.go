package reading

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Matrix is who was asked what, and what each said: claims × parties. Parties
// stand in the order in which they were first asked, claims in that of the case. The
// claims of a series are one row.
type Matrix struct {
	Parties []MatrixParty `json:"parties"`
	Rows    []MatrixRow   `json:"rows"`
}

// MatrixParty is a column.
type MatrixParty struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// MatrixRow is a claim, or a series.
type MatrixRow struct {
	Claim *report.ClaimReport `json:"-"`
	Key   string              `json:"key"`
	Cells []*Cell             `json:"cells,omitempty" doc:"of a claim, one per party; none where the party was not asked about the claim"`

	Series *report.SeriesReport  `json:"series,omitempty" doc:"that the row is of, if it is not of one claim"`
	Claims []*report.ClaimReport `json:"-"`
	About  [][]AboutCell         `json:"about,omitempty" doc:"of a series, per party where it stands to which of the claims: first to that about itself"`
}

// Cell is where one party stands to one claim, over all requests about it.
type Cell struct {
	Request    uuid.UUID          `json:"request" doc:"the latest about it; zero if the party was not asked, and has spoken of its own accord"`
	Requests   int                `json:"requests"`
	Way        []string           `json:"way,omitempty" doc:"of the current answer: through whom it came"`
	Unasked    bool               `json:"unasked,omitempty" doc:"the current answer is a statement that nobody asked for"`
	Stance     claim.Stance       `json:"stance,omitempty" doc:"of the current answer, the one that prevails if there are several"`
	Beside     []claim.Stance     `json:"beside,omitempty" doc:"of current answers that stand beside it: context, a reference elsewhere, that no more will be said"`
	Rules      claim.GroundRules  `json:"groundRules,omitempty" doc:"of the current answer"`
	OnRecord   claim.Stance       `json:"onRecord,omitempty" doc:"where the party stands on the record, which readers are told, if the current answer is on other terms"`
	AskedAt    *time.Time         `json:"askedAt,omitempty" doc:"when the first request went out"`
	Reminders  int                `json:"reminders" doc:"of all requests, one about several of them once; without final notices"`
	Notices    int                `json:"notices,omitempty" doc:"final notices of all requests, likewise"`
	AnsweredAt *claim.When        `json:"answeredAt,omitempty" doc:"when the current answer came, or was said: an instant, or a date"`
	Late       bool               `json:"late,omitempty"`
	Changed    bool               `json:"changed,omitempty" doc:"an earlier answer was superseded"`
	Reworded   bool               `json:"reworded,omitempty" doc:"the party was asked about earlier words alone"`
	Earlier    []claim.Stance     `json:"earlier,omitempty" doc:"of answers to earlier words, which count for nothing for those that the claim has now"`
	Doubted    []claim.Stance     `json:"doubted,omitempty" doc:"of answers that may not be the party's: they count for nothing until somebody decides whose they are"`
	Lifecycle  letters.Lifecycle  `json:"lifecycle"`
	Place      letters.Place      `json:"place" doc:"the same, with how its letters fare"`
	Timeliness letters.Timeliness `json:"timeliness,omitempty"`
	AnswerBy   time.Time          `json:"answerBy"`
	Silence    claim.Silence      `json:"silence,omitempty"`
	Unread     bool               `json:"unread,omitempty" doc:"no answer stands, and a message that may be one waits to be read"`
	Planned    *time.Time         `json:"planned,omitempty" doc:"when the next reminder is due"`

	said   string              // the words of the current answer
	quoted report.AnswerReport // what prevails of what stands on the record
}

// Glance is where the party stands, in one mark.
func (c *Cell) Glance() claim.Glance {
	switch {
	case c.Stance != "":
		return c.Stance.Glance()
	case len(c.Doubted) > 0:
		return claim.GlanceDoubted
	case c.Requests == 0 && len(c.Earlier) > 0, c.Reworded:
		return claim.GlanceEarlier
	case c.Silence != "":
		return c.Silence.Glance()
	}
	return c.Place.Glance()
}

// Said are the words of the current answer; empty if it has none.
func (c *Cell) Said() string { return c.said }

// Elapsed is how much of the time to answer has passed at an instant, in percent.
func (c *Cell) Elapsed(at time.Time) int {
	if c.AskedAt == nil {
		return 0
	}
	window := c.AnswerBy.Sub(*c.AskedAt)
	if window <= 0 || !at.Before(c.AnswerBy) {
		return 100
	}
	return int(max(0, at.Sub(*c.AskedAt)) * 100 / window)
}

// MatrixOf lays out a report as a table.
func MatrixOf(r *report.Report) Matrix {
	planned := map[uuid.UUID]*time.Time{}
	for _, request := range r.Requests {
		if len(request.Planned) > 0 {
			planned[request.ID] = &request.Planned[0].At
		}
	}
	m := Matrix{Parties: askedParties(r), Rows: make([]MatrixRow, len(r.Claims))}
	columns := map[string]int{}
	for i, p := range m.Parties {
		columns[p.Key] = i
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		row := MatrixRow{Claim: c, Key: c.Key, Cells: make([]*Cell, len(m.Parties))}
		for _, asked := range c.Parties {
			cell := &row.Cells[columns[asked.Party]]
			if *cell == nil {
				*cell = &Cell{}
			}
			(*cell).add(asked, planned[asked.Request])
		}
		for _, r := range c.Reminded {
			cell := row.Cells[columns[r.Party]]
			cell.Reminders, cell.Notices = r.Reminders, r.Notices
		}
		for _, s := range c.Statements {
			if s.Withdrawn == nil {
				cell := &row.Cells[columns[s.Party]]
				if *cell == nil {
					*cell = &Cell{}
				}
				(*cell).state(s)
			}
		}
		for _, cell := range row.Cells {
			if cell != nil {
				cell.mark()
			}
		}
		m.Rows[i] = row
	}
	m.Rows = fold(r, m.Rows, m.Parties)
	return m
}

// askedParties are the parties that requests of the report went to, and those that spoke
// of their own accord, in the order in which they were first asked, or spoke.
func askedParties(r *report.Report) []MatrixParty {
	parties := []MatrixParty{}
	first := map[string]time.Time{}
	for _, c := range r.Claims {
		for _, asked := range c.Parties {
			at, there := first[asked.Party]
			if !there {
				parties = append(parties, MatrixParty{asked.Party, asked.Name})
			}
			if since := sent(asked); !there || since.Before(at) {
				first[asked.Party] = since
			}
		}
		for _, s := range c.Statements {
			if _, there := first[s.Party]; !there && s.Withdrawn == nil {
				parties = append(parties, MatrixParty{s.Party, s.Name})
				first[s.Party] = s.ReceivedAt.Place()
			}
		}
	}
	slices.SortStableFunc(parties, func(a, b MatrixParty) int {
		return cmp.Or(first[a.Key].Compare(first[b.Key]), cmp.Compare(a.Name, b.Name))
	})
	return parties
}

// sent is when a request went out; one that has not counts as the last.
func sent(p report.PartyReport) time.Time {
	if p.AskedAt != nil {
		return *p.AskedAt
	}
	return p.AnswerBy
}

// add takes one more request about the claim into the cell. They come in the
// order in which they went out.
func (c *Cell) add(p report.PartyReport, planned *time.Time) {
	c.Reworded = p.Reworded && (c.Reworded || c.Requests == 0)
	c.Requests++
	if c.AskedAt == nil {
		c.AskedAt = p.AskedAt
	}
	c.Request, c.Lifecycle, c.Place, c.Timeliness, c.AnswerBy, c.Silence = p.Request, p.Lifecycle, p.Place, p.Timeliness, p.AnswerBy, p.Silence
	c.Unread = p.Unread
	if planned != nil {
		c.Planned = planned
	}
	for _, a := range p.Answers {
		if a.Earlier {
			c.earlier(a)
			continue
		}
		if c.doubted(a) {
			continue
		}
		c.quote(a)
		if a.Superseded {
			c.Changed = true
			continue
		}
		c.take(a, false)
	}
	if c.Stance != "" || c.Reworded {
		c.Silence = ""
	}
}

// doubted takes in an answer that is not known to be the party's, and does not count.
func (c *Cell) doubted(a report.AnswerReport) bool {
	if a.InDoubt && !slices.Contains(c.Doubted, a.Stance) {
		c.Doubted = append(c.Doubted, a.Stance)
	}
	return a.InDoubt || a.NotItsOwn()
}

// earlier takes in an answer to earlier words.
func (c *Cell) earlier(a report.AnswerReport) {
	if !a.Superseded && !slices.Contains(c.Earlier, a.Stance) {
		c.Earlier = append(c.Earlier, a.Stance)
	}
}

// take takes in a current answer. The one that prevails is the stance of the
// cell; what stands beside it, such as context, does not hide it.
func (c *Cell) take(a report.AnswerReport, unasked bool) {
	if c.AnsweredAt != nil && !a.Stance.Prevails(a.ReceivedAt.Place(), c.Stance, c.AnsweredAt.Place()) {
		c.beside(a.Stance)
		return
	}
	before := c.Stance
	c.Way, c.Unasked, c.said = a.Way, unasked, a.Statement
	c.Stance, c.Rules, c.Late, c.AnsweredAt = a.Stance, a.GroundRules, a.Late, &a.ReceivedAt
	if before != "" {
		c.beside(before)
	}
}

// Through puts the way of the current answer into words.
func (c *Cell) Through() string { return casework.Through(c.Way) }

// state takes in what the party said of its own accord. What it was asked about waits for
// an answer all the same.
func (c *Cell) state(s report.StatementReport) {
	if s.Earlier {
		c.earlier(s.AnswerReport)
		return
	}
	if c.doubted(s.AnswerReport) {
		return
	}
	c.quote(s.AnswerReport)
	if s.Superseded {
		c.Changed = true
		return
	}
	c.take(s.AnswerReport, true)
}

func (c *Cell) beside(s claim.Stance) {
	if s != c.Stance && !slices.Contains(c.Beside, s) {
		c.Beside = append(c.Beside, s)
	}
}

// quote takes in what stands on the record, whatever the party has said on other terms.
func (c *Cell) quote(a report.AnswerReport) {
	if a.OnRecord && a.Stance.Prevails(a.ReceivedAt.Place(), c.quoted.Stance, c.quoted.ReceivedAt.Place()) {
		c.quoted = a
	}
}

// mark sets beside an answer on other terms where the party stands on the record.
func (c *Cell) mark() {
	if c.Stance == "" || c.Rules.Named() || c.quoted.Stance == "" {
		return
	}
	c.OnRecord = c.quoted.Stance
	c.Beside = slices.DeleteFunc(c.Beside, func(s claim.Stance) bool { return s == c.OnRecord })
}
