package house

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// ReviseSettings sets the desk's settings. version is that of the view they were
// changed from; if somebody else has changed them since it returns
// [claim.CodeConflict]. Every template is tried with samples first: one that
// cannot be used is refused with the line that is wrong.
func ReviseSettings(ctx context.Context, d *casework.Door, caller casework.Caller, in claim.DeskSettings, version int64) (casework.Receipt, error) {
	there, err := d.DeskSettings(ctx)
	if err != nil {
		return casework.Receipt{}, err
	}
	if strings.TrimSpace(in.Publication) == "" && there.Publication != "" { // a desk that has not named it yet sets the rest
		return casework.Receipt{}, casework.Invalid("publication", "it must not be empty: every letter says what the story appears in")
	}
	return revise(ctx, d, caller, in, version)
}

func revise(ctx context.Context, d *casework.Door, caller casework.Caller, in claim.DeskSettings, version int64) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	in, err := checkSettings(ctx, d, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	ref, err := d.KeepJSON(ctx, "settings", in)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.DeskReceipt, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.ReviseDesk{Settings: ref, Seen: version}))
}

func checkSettings(ctx context.Context, d *casework.Door, in claim.DeskSettings) (claim.DeskSettings, error) {
	texts := []struct {
		field    string
		text     *string
		limit    int
		required bool
	}{
		{"name", &in.Name, casework.MaxName, true},
		{"publication", &in.Publication, casework.MaxName, false},
		{"phone", &in.Phone, 60, false},
		{"sender", &in.Sender, 100, false},
		{"about", &in.About, 500, false},
		{"correctionsTo", &in.CorrectionsTo, 300, false},
	}
	for _, t := range texts {
		checked, err := casework.Line(t.field, *t.text, t.limit, t.required)
		if err != nil {
			return in, err
		}
		*t.text = checked
	}
	if !reachable(in.CorrectionsTo) {
		return in, casework.Invalid("correctionsTo", "it is not an e-mail address or a web address beginning with https://")
	}
	if in.Language = strings.TrimSpace(in.Language); in.Language != "" {
		if err := checkLanguage(d, in.Language); err != nil {
			return in, err
		}
	}
	in.Holidays = slices.Compact(slices.Sorted(slices.Values(in.Holidays)))
	if err := in.Validate(); err != nil {
		return in, err
	}
	around, failed := d.Record().Around(ctx)
	if err := cmp.Or(in.CheckPolicies(around), failed()); err != nil {
		return in, err
	}
	return in, checkTemplates(ctx, d, in)
}

// reachable reports whether readers can write there; nowhere is fine, too.
func reachable(where string) bool {
	if where == "" {
		return true
	}
	if _, err := address.Parse(where); err == nil {
		return true
	}
	u, err := url.Parse(where)
	return err == nil && u.Scheme == "https" && u.Host != ""
}

// checkLanguage refuses a language that letters cannot be written in. Nothing is refused
// where no letters are written.
func checkLanguage(d *casework.Door, tag string) error {
	if tag == "" || d.MadeWith().Composer == nil {
		return nil
	}
	var tags []string
	for _, l := range d.MadeWith().Composer.Languages() {
		if tags = append(tags, l.Tag); l.Tag == tag {
			return nil
		}
	}
	return casework.Invalid("language", "letters cannot be written in it; choose one of "+strings.Join(tags, ", "))
}
