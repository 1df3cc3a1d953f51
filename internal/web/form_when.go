package web

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

const clockLayout = "15:04"

// when reads a date, which stays a date unless there is a time in name_time: then
// it is an instant in the zone of name_zone. As with [visit.instant], what was not
// touched stays what it was.
func (v *visit) when(name string) (claim.When, error) {
	date, clock := v.form(name), v.form(name+"_time")
	if date == "" {
		if clock != "" {
			return claim.When{}, fieldError(name, "a time needs its date")
		}
		return claim.When{}, nil
	}
	if clock == "" && !strings.ContainsAny(date, "T ") {
		at, err := claim.ParseWhen(date)
		return at, claim.InField(err, name)
	}
	text := date
	if clock != "" {
		text += "T" + clock
	}
	at, err := v.instantOf(name, text, v.form(name+"_zone"))
	if err != nil {
		return claim.When{}, err
	}
	if was, wrong := claim.ParseWhen(v.form(name + "_was")); wrong == nil {
		if t, ok := was.Instant(); ok && t.In(at.Location()).Format(localLayout) == text {
			return was, nil
		}
	}
	return claim.At(at), nil
}

// period reads at or over what time something holds: two dates, each of which may
// have a time.
func (v *visit) period(name string) (claim.Period, error) {
	from, err := v.when(name + "From")
	if err != nil {
		return claim.Period{}, err
	}
	until, err := v.when(name + "Until")
	if err != nil {
		return claim.Period{}, err
	}
	p := claim.Period{From: from, Until: until}
	return p, claim.InField(p.Validate(), name+"Until")
}

// fillWhen puts a date or an instant into the fields of a form.
func (v *visit) fillWhen(fields map[string]string, name string, w claim.When) {
	at, ok := w.Instant()
	if !ok {
		fields[name] = w.String()
		return
	}
	local := at.In(v.zone)
	fields[name], fields[name+"_time"], fields[name+"_was"] = local.Format(time.DateOnly), local.Format(clockLayout), w.String()
}

// fillClaimTimes puts when a claim was made and when it holds into its form.
func (v *visit) fillClaimTimes(fields map[string]string, c reading.ClaimReport) {
	if c.MadeAt != nil {
		v.fillWhen(fields, "madeAt", *c.MadeAt)
	}
	if c.Holds != nil {
		v.fillWhen(fields, "holdsFrom", c.Holds.From)
		v.fillWhen(fields, "holdsUntil", c.Holds.Until)
	}
}
