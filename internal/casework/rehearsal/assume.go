package rehearsal

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Input is what is asked of a rehearsal.
type Input struct {
	Days    int      `json:"days,omitempty" minimum:"1" maximum:"400" doc:"how many days to rehearse, at least one; until everything has lapsed if left out"`
	If      []string `json:"if,omitempty" doc:"what to assume of a party: mill=answers:confirms@2d, mill=acknowledges@1d, mill=asks for more time@1d, mill=writes@6h, mill=promises:3d@1d, mill=bounces, or mill=is silent"`
	Holiday []string `json:"holiday,omitempty" doc:"what a holiday that nobody has announced yet would do, such as 2026-12-24, or 2026-12-24@Europe/Riga for the parties of a time zone alone"`
	Extend  string   `json:"extend,omitempty" doc:"what more time would do: +2d, or until an instant such as 2026-12-24T18:00:00+02:00, for every open request; mill=+2d for those to a party"`
	Plan    string   `json:"plan,omitempty" maxLength:"40" doc:"what another reminder plan would do, or the latest version of their own: its name, for every open request"`
}

// plain reports whether nothing is assumed, and nothing changed.
func (in Input) plain() bool { return len(in.If)+len(in.Holiday) == 0 && in.Extend+in.Plan == "" }

// MaxDays is how far a rehearsal goes at most.
const MaxDays = 400

// maxAssumed is how many things are assumed in one rehearsal at most.
const maxAssumed = 200

// Act is what a party is assumed to do.
type Act string

// Every act of a party.
const (
	Answers      Act = "answers"
	Acknowledges Act = "acknowledges"
	MoreTime     Act = "asks for more time"
	Writes       Act = "writes"
	Promises     Act = "promises"
	Bounces      Act = "bounces"
	Silent       Act = "is silent"
)

// acts are what a party does, with what it takes after a colon.
var acts = map[Act]string{Answers: "a stance", Acknowledges: "", MoreTime: "", Writes: "", Promises: "a time", Bounces: "", Silent: ""}

// Assumption is what one party is assumed to do, and when.
type Assumption struct {
	Party  string
	Act    Act
	Stance claim.Stance  // of an answer
	In     time.Duration // of a promise: how long after it the answer comes
	After  time.Duration // of the beginning
}

// Says says it in a sentence without its end.
func (a Assumption) Says() string {
	what := string(a.Act)
	switch a.Act {
	case Answers:
		what = "answers " + string(a.Stance)
	case Promises:
		what = "promises an answer within " + span(a.In)
	case Bounces:
		what = "has an address that bounces"
	}
	if a.After == 0 {
		return a.Party + " " + what
	}
	return a.Party + " " + what + " after " + span(a.After)
}

// ParseIf reads what is assumed of a party: PARTY=ACT, PARTY=ACT:WHAT, either with @TIME behind it.
func ParseIf(text string) (Assumption, error) {
	party, rest, ok := strings.Cut(text, "=")
	if party = strings.TrimSpace(party); !ok || party == "" {
		return Assumption{}, wrongIf(text, "name a party and what it does: mill=answers:confirms@2d")
	}
	rest, at, timed := strings.Cut(rest, "@")
	act, what, _ := strings.Cut(rest, ":")
	a := Assumption{Party: party, Act: Act(strings.Join(strings.Fields(strings.ReplaceAll(act, "-", " ")), " "))}
	takes, known := acts[a.Act]
	if claim.OneOf("stance", claim.Stance(string(a.Act)), claim.Stances) == nil { // mill=confirms@2d is short for it
		a.Act, a.Stance, known = Answers, claim.Stance(a.Act), what == ""
		takes = ""
	}
	var err error
	switch what = strings.TrimSpace(what); {
	case !known:
		return a, wrongIf(text, "a party answers, acknowledges, asks for more time, writes, promises, bounces or is silent")
	case (takes == "") != (what == ""):
		return a, wrongIf(text, "it "+string(a.Act)+": name "+cmp.Or(takes, "nothing behind it"))
	case a.Act == Answers && a.Stance == "":
		a.Stance = claim.Stance(strings.ReplaceAll(what, "-", " "))
		if err := claim.OneOf("stance", a.Stance, claim.Stances); err != nil {
			return a, err
		}
	case a.Act == Promises:
		if a.In, err = ParseSpan(what); err != nil {
			return a, wrongIf(text, "a promise is within a time such as 3d")
		}
	}
	if timed {
		if a.After, err = ParseSpan(at); err != nil {
			return a, wrongIf(text, "what happens after a time is written with @ and the time, such as @2d or @6h")
		}
	}
	return a, nil
}

func wrongIf(text, hint string) error {
	return claim.Errorf(claim.CodeInvalid, "%q says nothing of a party that can be assumed", text).WithField("if", hint).WithHint("%s", hint)
}

// ParseSpan reads a time such as 2d, 6h or 90m.
func ParseSpan(text string) (time.Duration, error) {
	text = strings.TrimSpace(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		if err != nil || n < 0 || n > MaxDays {
			return 0, notASpan(text)
		}
		return time.Duration(n * 24 * float64(time.Hour)), nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > MaxDays*24*time.Hour {
		return 0, notASpan(text)
	}
	return d, nil
}

func notASpan(text string) error {
	return claim.Errorf(claim.CodeInvalid, "%q is no time such as 2d or 6h", text)
}

// span says how long something is.
func span(d time.Duration) string {
	unit := func(n int, one string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %ss", n, one)
	}
	switch day := 24 * time.Hour; {
	case d >= day && d%day == 0:
		return unit(int(d/day), "day")
	case d >= time.Hour && d%time.Hour == 0:
		return unit(int(d/time.Hour), "hour")
	}
	return unit(int(d/time.Minute), "minute")
}

// Asked is what is asked of a rehearsal, read.
type Asked struct {
	Days     int
	Assumed  []Assumption // by when it happens
	Holidays []Holiday
	Extend   *Extension
	Plan     string // the name of another reminder plan; empty for none
}

// Holiday is a day that nobody has announced yet.
type Holiday struct {
	Day  string // as 2006-01-02
	Zone string // of the parties whose it is; empty for the desk's
}

// Says says it in a sentence without its end.
func (h Holiday) Says() string {
	if h.Zone == "" {
		return h.Day + " is a holiday of the desk"
	}
	return h.Day + " is a holiday of the parties in " + h.Zone
}

// Extension is more time for open requests: so much more, or until an instant.
type Extension struct {
	Party string // whose; empty for all
	By    time.Duration
	Until time.Time // zero if By is said
}

// Says says it in a sentence without its end.
func (e Extension) Says() string {
	whose, has := "the open requests to "+e.Party, "have"
	if e.Party == "" {
		whose, has = "every open request", "has"
	}
	if e.Until.IsZero() {
		return whose + " " + has + " " + span(e.By) + " more"
	}
	return whose + " " + has + " time until " + claim.Moment(e.Until, e.Until.Location()) + ", where it is not later already"
}

// From is until when a request has time that had it until an instant.
func (e Extension) From(answerBy time.Time) time.Time {
	if e.Until.IsZero() {
		return answerBy.Add(e.By)
	}
	return later(answerBy, e.Until)
}

// all is whose more time is where nobody is named.
const all = "all"

// parseExtension reads +2d or an instant, either with whose it is before it: mill=+2d.
func parseExtension(text string) (*Extension, error) {
	wrong := claim.Errorf(claim.CodeInvalid, "%q is no more time such as +2d", text).
		WithField("extend", "write how much more, as +2d, or until when, as 2026-12-24T18:00:00+02:00; for one party its short name and = before it")
	whose, much, named := strings.Cut(text, "=")
	if !named {
		whose, much = all, text
	}
	e := &Extension{Party: strings.TrimSpace(whose)}
	if e.Party == "" {
		return nil, wrong
	}
	if e.Party == all {
		e.Party = ""
	}
	much = strings.TrimSpace(much)
	var err error
	if e.Until, err = time.Parse(time.RFC3339, much); err == nil {
		return e, nil
	}
	much, plus := strings.CutPrefix(much, "+")
	if e.By, err = ParseSpan(much); err != nil || e.By == 0 || !plus && !named {
		return nil, wrong
	}
	return e, nil
}

// Changes reports whether it is asked what a change would do.
func (a Asked) Changes() bool { return len(a.Holidays) > 0 || a.Extend != nil || a.Plan != "" }

// Changed says what the change is, a sentence each.
func (a Asked) Changed() []string {
	var says []string
	for _, h := range a.Holidays {
		says = append(says, h.Says())
	}
	if a.Plan != "" {
		says = append(says, "every open request comes under the plan "+a.Plan)
	}
	if a.Extend != nil {
		says = append(says, a.Extend.Says())
	}
	return says
}

// notDays refuses so many days, with [claim.CodeInvalid].
func notDays() error {
	return claim.Errorf(claim.CodeInvalid, "a rehearsal goes on for a day at least, and for %d at most", MaxDays).
		WithField("days", "choose from 1 to "+strconv.Itoa(MaxDays)+", or leave it out")
}

// ParseDays reads for how many days to rehearse: none said is until everything has lapsed.
func ParseDays(text string) (int, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > MaxDays {
		return 0, notDays()
	}
	return n, nil
}

// Read reads what is asked, or says what is wrong with it, with [claim.CodeInvalid].
func (in Input) Read() (Asked, error) {
	a := Asked{Days: in.Days, Plan: strings.TrimSpace(in.Plan)}
	if in.Days < 0 || in.Days > MaxDays {
		return a, notDays()
	}
	if len(in.If)+len(in.Holiday) > maxAssumed {
		return a, claim.Errorf(claim.CodeTooLarge, "a rehearsal assumes at most %d things", maxAssumed)
	}
	for _, text := range in.If {
		one, err := ParseIf(text)
		if err != nil {
			return a, err
		}
		a.Assumed = append(a.Assumed, one)
	}
	slices.SortStableFunc(a.Assumed, func(x, y Assumption) int { return cmp.Compare(x.After, y.After) })
	for _, text := range in.Holiday {
		h, err := parseHoliday(text)
		if err != nil {
			return a, err
		}
		a.Holidays = append(a.Holidays, h)
	}
	if in.Extend == "" {
		return a, nil
	}
	var err error
	a.Extend, err = parseExtension(in.Extend)
	return a, err
}

// parseHoliday reads a date, and behind @ the time zone of the parties whose holiday it is.
func parseHoliday(text string) (Holiday, error) {
	day, zone, zoned := strings.Cut(text, "@")
	if !zoned {
		day, zone, zoned = strings.Cut(text, "=")
	}
	h := Holiday{strings.TrimSpace(day), strings.TrimSpace(zone)}
	if _, err := time.Parse(time.DateOnly, h.Day); err != nil || zoned && !claim.KnownZone(h.Zone) {
		return h, claim.Errorf(claim.CodeInvalid, "%q is no holiday such as 2026-12-24, or 2026-12-24@Europe/Riga", text).
			WithField("holiday", "write the date, and for parties of one time zone alone @ and its name")
	}
	return h, nil
}
