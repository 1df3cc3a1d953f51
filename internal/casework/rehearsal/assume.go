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
	Days    int      `json:"days,omitempty" doc:"how many days to rehearse; until everything has lapsed if left out"`
	If      []string `json:"if,omitempty" doc:"what to assume of a party: mill=answers:confirms@2d, mill=acknowledges@1d, mill=asks for more time@1d, mill=writes@6h, mill=promises:3d@1d, mill=bounces, or mill=is silent"`
	Holiday []string `json:"holiday,omitempty" doc:"what a holiday that nobody has announced yet would do, such as 2026-12-24, or 2026-12-24=Europe/Riga for the parties of a time zone alone"`
	Extend  string   `json:"extend,omitempty" doc:"what more time would do: all=2d for every open request, or mill=2d for those to a party"`
}

// plain reports whether nothing is assumed, and nothing changed.
func (in Input) plain() bool { return len(in.If)+len(in.Holiday) == 0 && in.Extend == "" }

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

// Extension is more time for open requests.
type Extension struct {
	Party string // whose; empty for all
	By    time.Duration
}

// Says says it in a sentence without its end.
func (e Extension) Says() string {
	if e.Party == "" {
		return "every open request has " + span(e.By) + " more"
	}
	return "the open requests to " + e.Party + " have " + span(e.By) + " more"
}

// Changes reports whether it is asked what a change would do.
func (a Asked) Changes() bool { return len(a.Holidays) > 0 || a.Extend != nil }

// Read reads what is asked, or says what is wrong with it, with [claim.CodeInvalid].
func (in Input) Read() (Asked, error) {
	a := Asked{Days: in.Days}
	if in.Days < 0 || in.Days > MaxDays {
		return a, claim.Errorf(claim.CodeInvalid, "a rehearsal goes on for at most %d days", MaxDays).WithField("days", "choose fewer days")
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
		day, zone, _ := strings.Cut(text, "=")
		h := Holiday{strings.TrimSpace(day), strings.TrimSpace(zone)}
		if _, err := time.Parse(time.DateOnly, h.Day); err != nil || h.Zone != "" && !claim.KnownZone(h.Zone) {
			return a, claim.Errorf(claim.CodeInvalid, "%q is no holiday such as 2026-12-24, or 2026-12-24=Europe/Riga", text).
				WithField("holiday", "write the date, and for parties of one time zone alone = and its name")
		}
		a.Holidays = append(a.Holidays, h)
	}
	if in.Extend == "" {
		return a, nil
	}
	whose, by, ok := strings.Cut(in.Extend, "=")
	d, err := ParseSpan(by)
	if whose = strings.TrimSpace(whose); !ok || err != nil || whose == "" || d == 0 {
		return a, claim.Errorf(claim.CodeInvalid, "%q is no more time such as all=2d", in.Extend).
			WithField("extend", "write all or the short name of a party, =, and how much: all=2d")
	}
	if whose == "all" {
		whose = ""
	}
	a.Extend = &Extension{whose, d}
	return a, nil
}
