package page

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// PathOf is the address of what reminders concern.
func PathOf(of claim.PauseLevel, name string) string {
	switch of {
	case claim.PauseClaim:
		in, key, _ := strings.Cut(name, "/")
		return "/cases/" + url.PathEscape(in) + "/claims/" + url.PathEscape(key)
	case claim.PauseCase:
		return "/cases/" + url.PathEscape(name)
	case claim.PauseParty:
		return "/parties/" + url.PathEscape(name)
	}
	return "/mail"
}

// Paused is a pause as the banner of a page says it.
type Paused struct {
	casework.PauseView
	Says string // what is paused, as a sentence
	Path string // where it is ended
}

// RemindersPath is the address of the page on which the reminders that concern something are paused.
func RemindersPath(of claim.PauseLevel, name string) string {
	return "/reminders?" + url.Values{"of": {string(of)}, "name": {name}}.Encode()
}

// paused are the pauses of reminders that concern the page, by what stands in its address: whatever cannot be
// read, or is not for whoever asks, the page itself says.
func (v *Visit) paused() (all []Paused) {
	of := []casework.PausedInput{{Of: claim.PauseDesk}}
	in, key, party := v.Path("case"), v.Path("claim"), v.Path("party")
	if in != "" {
		of = append(of, casework.PausedInput{Of: claim.PauseCase, Name: in})
	}
	if in != "" && key != "" {
		of = append(of, casework.PausedInput{Of: claim.PauseClaim, Name: in + "/" + key})
	}
	if party != "" {
		of = append(of, casework.PausedInput{Of: claim.PauseParty, Name: party})
	}
	for _, one := range of {
		p, err := v.site.Operations.Door.PauseOf(v.Context(), v.Who, one)
		if err == nil && p.Paused {
			says := one.Of.Paused()
			all = append(all, Paused{p, strings.ToUpper(says[:1]) + says[1:], RemindersPath(one.Of, one.Name)})
		}
	}
	return all
}
