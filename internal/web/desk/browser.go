package desk

import (
	"cmp"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// BrowserAdd subscribes the browser at which whoever is signed in sits.
func BrowserAdd(v *page.Visit) error {
	in, err := page.Read[casework.BrowserSubscription](v)
	if err == nil {
		in.Label = cmp.Or(in.Label, agentName(v.R.UserAgent()))
		_, err = page.Do(v, operation.BrowserAdd, operation.Body(in))
	}
	return OwnNotices.after(v, "What waits for you is told in this browser from now on, as you choose above.", err)
}

// BrowserTry sends a line to one.
func BrowserTry(v *page.Visit) error {
	in, err := browserOf(v)
	if err != nil {
		return err
	}
	tried, err := page.Do(v, operation.BrowserTry, in)
	if err == nil && tried.Failed != "" {
		err = claim.Errorf(claim.CodeUnavailable, "the line was not taken: %s", tried.Failed)
	}
	return OwnNotices.after(v, "The push service has taken the line. See whether the browser shows it.", err)
}

// BrowserRemove has nothing told in one any more.
func BrowserRemove(v *page.Visit) error {
	in, err := browserOf(v)
	if err == nil {
		_, err = page.Do(v, operation.BrowserRemove, in)
	}
	return OwnNotices.after(v, "Nothing is told in that browser any more.", err)
}

func browserOf(v *page.Visit) (operation.BrowserPath, error) {
	id, err := uuid.Parse(v.R.PathValue("browser"))
	if err != nil {
		return operation.BrowserPath{}, claim.Errorf(claim.CodeNotFound, "there is no such browser")
	}
	return operation.BrowserPath{Browser: id}, nil
}

// agentName is how people call a browser, by what it says of itself: the first that is named
// in it of each, as most name those that they came after as well.
func agentName(agent string) string {
	first := func(names [][2]string) string {
		for _, name := range names {
			if strings.Contains(agent, name[0]) {
				return name[1]
			}
		}
		return ""
	}
	name := first([][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}})
	on := first([][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "Mac"}, {"Linux", "Linux"}})
	if name = cmp.Or(name, "a browser"); on != "" {
		name += " on " + on
	}
	return name
}
