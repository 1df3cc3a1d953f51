package casefile

import (
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
)

// Limits of a script.
const (
	MaxPeople = 100
	MaxEvents = 1_000
)

var (
	weekKeys   = []string{"onrecord", "start", "people", "events", "end"}
	personKeys = []string{"handle", "name", "roles"}
	verbs      = []string{"mail", "answer", "read", "log", "statement", "evidence", "assess", "return", "sign", "publish"}
	eventKeys  = append([]string{"at", "as"}, verbs...)
	momentForm = regexp.MustCompile(`^day ([0-9]{1,3}) ([01][0-9]|2[0-3]):([0-5][0-9])$`)
)

// ParseWeek reads the script of what happens in the case c. Codes: as [Parse].
func ParseWeek(name string, data []byte, c *File) (*Week, error) {
	ps := &problems{file: name}
	root, err := ps.open(data)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, ps.err()
	}
	week := newWeekReading(ps, c).week(root)
	if err := ps.err(); err != nil {
		return nil, err
	}
	return week, nil
}

// weekReading holds what the events of one script share.
type weekReading struct {
	*problems
	people, parties, claims register
	emails                  map[string]bool            // party → has an address
	asked                   map[string]map[string]bool // party → claims that it is asked about by mail
	series                  []Series
	waiting                 map[string][]string // party → texts of its unread mail
	start, last             Moment
}

func newWeekReading(ps *problems, c *File) *weekReading {
	r := &weekReading{
		problems: ps, people: register{}, parties: register{}, claims: register{},
		emails: map[string]bool{}, asked: c.asks(), series: c.Series, waiting: map[string][]string{},
	}
	for _, p := range c.Parties {
		r.parties[p.ID], r.emails[p.ID] = 0, p.Email != ""
	}
	for _, id := range c.ClaimIDs() {
		r.claims[id] = 0
	}
	for _, s := range c.Series {
		r.claims[s.ID] = 0
	}
	return r
}

func (r *weekReading) week(root *yaml.Node) *Week {
	o := r.object(root, "", weekKeys)
	o.header(WeekHeader)
	o.needs(weekKeys[1:]...)
	start := o.clock("start")
	w := &Week{Start: Moment{0, start / 60, start % 60}, End: o.moment("end")}
	r.start, r.last = w.Start, w.Start
	w.People = each(o, "people", MaxPeople, r.person)
	w.Events = each(o, "events", MaxEvents, r.event)
	if o.has("end") && w.End.Before(r.last) {
		o.wrong("end", "is before the last event, which is at %s", r.last)
	}
	return w
}

func (r *weekReading) person(n *yaml.Node, path string) Person {
	o := r.object(n, path, personKeys)
	o.needs(personKeys...)
	p := Person{
		Handle: o.matching("handle", MaxID, handleForm, "use letters, digits, dots and hyphens"),
		Name:   o.line("name", MaxName),
	}
	for i, role := range o.list("roles", len(claim.Roles)) {
		p.Roles = append(p.Roles, wordOf(r.problems, role, element(o.at("roles"), i), claim.Roles))
	}
	if first, taken := r.people[p.Handle]; taken && p.Handle != "" {
		o.wrong("handle", "the handle %s stands here twice, first on line %d: change one of them", p.Handle, first)
	}
	r.people[p.Handle] = n.Line
	return p
}

func (o object) moment(key string) Moment {
	text := o.matching(key, MaxDeadline, momentForm, "write a day and a time of day such as day 1 10:40")
	if text == "" {
		return Moment{}
	}
	match := momentForm.FindStringSubmatch(text)
	day, _ := strconv.Atoi(match[1])
	hour, _ := strconv.Atoi(match[2])
	minute, _ := strconv.Atoi(match[3])
	return Moment{day, hour, minute}
}

func (r *weekReading) event(n *yaml.Node, path string) Event {
	o := r.object(n, path, eventKeys)
	o.needs("at")
	e := Event{At: o.moment("at"), Line: n.Line, As: o.ref("as", "person", r.people)}
	if o.has("at") && e.At.Before(r.last) {
		o.wrong("at", "is before the event above, or the start, at %s: put the events in order", r.last)
	}
	if r.last.Before(e.At) {
		r.last = e.At
	}
	if verb := o.verb(); verb != "" {
		r.act(o, verb, &e)
	}
	return e
}

// verb is the one thing that the event does.
func (o object) verb() string {
	var found []string
	for _, verb := range verbs {
		if o.has(verb) {
			found = append(found, verb)
		}
	}
	switch {
	case o.node.Kind != yaml.MappingNode:
		return ""
	case len(found) != 1:
		o.add(o.node.Line, o.node.Column, o.path, "an event does exactly one of: %s", strings.Join(verbs, ", "))
		return ""
	case found[0] == "mail" && o.has("as"):
		o.wrong("as", "mail comes from a party: delete the key")
	case found[0] != "mail" && !o.has("as"):
		o.wrong("as", "is missing: say which person does it")
	}
	return found[0]
}

// act reads what the event does.
func (r *weekReading) act(o object, verb string, e *Event) {
	n := o.fields[verb].value
	path := o.at(verb)
	switch verb {
	case "mail":
		e.Mail = r.mail(r.object(n, path, []string{"from", "subject", "text", "automatic"}))
	case "answer":
		e.Answer = r.answer(r.object(n, path, []string{"party", "stances", "quote", "ground_rules"}))
	case "read":
		e.Read = r.read(r.object(n, path, []string{"party", "disposition"}))
	case "log":
		e.Log = r.log(r.object(n, path, []string{"party", "channel", "questions", "stances", "statement", "ground_rules"}))
	case "statement":
		e.Statement = r.statement(r.object(n, path, []string{"claims", "party", "via", "stance", "words", "summary", "ground_rules"}))
	case "evidence":
		e.Evidence = r.evidence(r.object(n, path, []string{"claims", "bearing", "title", "origin", "text", "public"}))
	case "assess":
		e.Assess = r.assess(r.object(n, path, []string{"claims", "outcome", "why", "rationale", "for_readers"}))
	case "return":
		e.Return = r.sendBack(r.object(n, path, []string{"claim", "comments"}))
	case "sign":
		e.Sign = r.sign(r.object(n, path, []string{"claims", "opened"}))
	case "publish":
		e.Publish = r.publish(r.object(n, path, []string{"claims", "early"}))
	}
}
