package desktest_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// The sample of a letter follows what is typed; words that make no letter say
// what is wrong with them, and never come into force.
func TestTheSampleOfALetterFollowsWhatIsTyped(t *testing.T) {
	d := theDesk(t)
	p := d.sit(t, "mara").open("/settings/letters/request").sees("These are the built-in words.", "of The Example Post")
	builtIn := strings.TrimSpace(p.value("Words"))
	p.focus(p.find(fillable, "Words"))
	p.pressed(kb.Home, chromedp.KeyModifiers(kb.ModifierCtrl))
	p.press("Good evening from Riga.\r")
	sample := p.within("Sample")
	sample.shows("Good evening from Riga.")
	require.Equal(t, 1, strings.Count(p.value("Words"), "Good evening from Riga."))
	p.accessible().shoot("template-preview")

	p.fill("Words", builtIn+"\n{{.Recipient}}")
	sample.shows("no field").lacks("of The Example Post")
	p.accessible().shoot("template-wrong")
	p.button("Use these words").sees("no field")
	require.Contains(t, p.value("Words"), "{{.Recipient}}", "what was typed stays")
	d.sit(t, "mara").open("/settings/letters/request").sees("These are the built-in words.")

	p.fill("Words", "Good evening from Riga.\n\n"+builtIn)
	sample.shows("Good evening from Riga.")
	p.button("Use these words").sees("These words are in force", "The desk has words of its own.")
	p.within("Sample").shows("Good evening from Riga.")
	p.button("Go back to the built-in words").sees("The built-in words are in force again.")
	require.Equal(t, builtIn, strings.TrimSpace(p.value("Words")))
}

// part is the text of the part of the page that is looked at.
func (p *page) part() (string, error) {
	all, err := p.tree()
	var text []string
	for _, c := range all {
		text = append(text, c.name)
	}
	return strings.Join(strings.Fields(strings.Join(text, " ")), " "), err
}

// shows waits for words in the part of the page that is looked at.
func (p *page) shows(words string) *page {
	p.t.Helper()
	p.until("the words “"+words+"” in "+p.region, func() (bool, error) {
		text, err := p.part()
		return strings.Contains(text, words), err
	})
	return p
}

// lacks makes sure that words are not in the part of the page that is looked at.
func (p *page) lacks(words string) *page {
	p.t.Helper()
	text, err := p.part()
	require.NoError(p.t, err)
	require.NotContains(p.t, text, words)
	return p
}
