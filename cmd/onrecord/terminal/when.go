package terminal

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// OptionalWhen reads a date, which stays a date, or an instant; nil for an empty text.
// A time span counts back from now.
func OptionalWhen(flag, text string, now time.Time) (*claim.When, error) {
	if text == "" {
		return nil, nil
	}
	if date, err := claim.ParseWhen(text); err == nil {
		return &date, nil
	}
	at, err := Instant(flag, text, now, true)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "%s: %q is not a time", flag, text).
			WithHint("write a date (2026-12-01), or %s", InstantForms)
	}
	when := claim.At(at)
	return &when, nil
}

// OptionalPeriod reads at or over what time something holds; nil for an empty text.
func OptionalPeriod(flag, text string) (*claim.Period, error) {
	if text == "" {
		return nil, nil
	}
	p, err := claim.ParsePeriod(text)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "%s: %s", flag, err.Error()).WithHint("write %s", claim.PeriodForms)
	}
	return &p, nil
}

// WhenSaid is an instant as [When] has it, or a date.
func WhenSaid(w claim.When, now time.Time) string {
	if at, ok := w.Instant(); ok {
		return When(at, now)
	}
	return w.Words(now.Location())
}

// WordsSet is a date, an instant or a period in words; empty for none.
func WordsSet[T interface{ Words(*time.Location) string }](t *T, zone *time.Location) string {
	if t == nil {
		return ""
	}
	return (*t).Words(zone)
}
