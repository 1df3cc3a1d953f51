package claims

import (
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

// optionalWhen reads a date, which stays a date, or an instant; nil for an empty text.
// A time span counts back from now.
func optionalWhen(flag, text string, now time.Time) (*claim.When, error) {
	if text == "" {
		return nil, nil
	}
	if date, err := claim.ParseWhen(text); err == nil {
		return &date, nil
	}
	at, err := terminal.Instant(flag, text, now, true)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "%s: %q is not a time", flag, text).
			WithHint("write a date (2026-12-01), or %s", terminal.InstantForms)
	}
	when := claim.At(at)
	return &when, nil
}

// optionalPeriod reads at or over what time something holds; nil for an empty text.
func optionalPeriod(flag, text string) (*claim.Period, error) {
	if text == "" {
		return nil, nil
	}
	p, err := claim.ParsePeriod(text)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "%s: %s", flag, err.Error()).WithHint("write %s", claim.PeriodForms)
	}
	return &p, nil
}

// whenSaid is an instant as [terminal.When] has it, or a date.
func whenSaid(w claim.When, now time.Time) string {
	if at, ok := w.Instant(); ok {
		return terminal.When(at, now)
	}
	return w.Words(now.Location())
}

// wordsSet is a date, an instant or a period in words; empty for none.
func wordsSet[T interface{ Words(*time.Location) string }](t *T, zone *time.Location) string {
	if t == nil {
		return ""
	}
	return (*t).Words(zone)
}
