package casefile

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

var (
	partyKeys = []string{"id", "name", "kind", "nature", "email", "role", "zone", "language", "office_hours"}
	hoursKeys = []string{"days", "from", "to", "holidays"}
	dayNames  = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

func (r *reading) party(n *yaml.Node, path string) Party {
	o := r.object(n, path, partyKeys)
	o.needs(partyKeys[:2]...)
	return Party{
		ID: o.id(r.parties), Name: o.line("name", MaxName), Kind: word(o, "kind", "", people.PartyKinds),
		Nature: word(o, "nature", "", people.Natures),
		Email:  o.email("email"), Role: o.line("role", MaxRole), Zone: o.zone(r.zones),
		Language: o.language(), Hours: o.hours(),
	}
}

// hours reads when the party can be written to; without the key, always.
func (o object) hours() claim.OfficeHours {
	f, ok := o.fields["office_hours"]
	if !ok {
		return claim.OfficeHours{}
	}
	before := len(o.found)
	h := o.object(f.value, o.at("office_hours"), hoursKeys)
	hours := claim.OfficeHours{Days: h.days(), From: h.clock("from"), To: h.clock("to"), Holidays: h.holidays()}
	if len(o.found) == before {
		o.valid("office_hours", hours.Validate())
	}
	return hours
}

func (o object) days() []time.Weekday {
	var days []time.Weekday
	seen := map[string]bool{}
	for i, n := range o.list("days", len(dayNames)) {
		path := element(o.at("days"), i)
		name := o.lineOf(n, path, MaxID)
		day, known := weekdays[name]
		switch {
		case name == "":
		case !known:
			o.add(n.Line, n.Column, path, "%s is not a day: choose from %s", clip(name), strings.Join(dayNames, ", "))
		case seen[name]:
			o.add(n.Line, n.Column, path, "%s stands in the list twice: delete one of them", name)
		default:
			seen[name] = true
			days = append(days, day)
		}
	}
	return days
}

var weekdays = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

func (o object) holidays() []string {
	var dates []string
	for i, n := range o.list("holidays", MaxHolidays) {
		path := element(o.at("holidays"), i)
		date := o.lineOf(n, path, MaxDeadline)
		if date == "" {
			continue
		}
		if _, ok := claim.ParseHoliday(date); !ok {
			o.add(n.Line, n.Column, path, "%s is not a date: write one such as 2026-12-25, or half a day such as 2026-12-24 09:00-12:00", clip(date))
			continue
		}
		dates = append(dates, date)
	}
	return dates
}
