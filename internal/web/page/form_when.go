package page

import (
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
)

const clockLayout = "15:04"

// when reads a date, which stays a date unless there is a time in name_time: then
// it is an instant in the zone of name_zone. As with [Visit.Instant], what was not
// touched stays what it was.
func (v *Visit) when(name string) (claim.When, error) {
	date, clock := v.Form(name), v.Form(name+"_time")
	if date == "" {
		if clock != "" {
			return claim.When{}, FieldError(name, "a time needs its date")
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
	at, err := v.InstantOf(name, text, v.Form(name+"_zone"))
	if err != nil {
		return claim.When{}, err
	}
	if was, wrong := claim.ParseWhen(v.Form(name + "_was")); wrong == nil {
		if t, ok := was.Instant(); ok && t.In(at.Location()).Format(LocalLayout) == text {
			return was, nil
		}
	}
	return claim.At(at), nil
}

// period reads at or over what time something holds: two dates, each of which may
// have a time.
func (v *Visit) period(name string) (claim.Period, error) {
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

// FillWhen puts a date or an instant into the fields of a form.
func (v *Visit) FillWhen(fields map[string]string, name string, w claim.When) {
	at, ok := w.Instant()
	if !ok {
		fields[name] = w.String()
		return
	}
	local := at.In(v.Zone)
	fields[name], fields[name+"_time"], fields[name+"_was"] = local.Format(time.DateOnly), local.Format(clockLayout), w.String()
}

// Fill puts an instant into a form, in the desk's zone, for [Visit.Instant] to read.
func (v *Visit) Fill(fields map[string]string, name string, at *time.Time) {
	if at != nil {
		fields[name], fields[name+"_was"] = at.In(v.Zone).Format(LocalLayout), at.Format(time.RFC3339Nano)
	}
}

// Dates reads dates, one a line.
func (v *Visit) Dates(name string) ([]string, error) {
	var dates []string
	for _, text := range v.Lines(name) {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if _, ok := claim.ParseHoliday(text); !ok {
			return nil, FieldError(name, "%q is not a date such as 2026-12-25, or half a day such as 2026-12-24 09:00-12:00", text)
		}
		dates = append(dates, text)
	}
	slices.Sort(dates)
	if dates = slices.Compact(dates); len(dates) > claim.MaxHolidays {
		return nil, FieldError(name, "at most %d dates", claim.MaxHolidays)
	}
	return dates, nil
}
