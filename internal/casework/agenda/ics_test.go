package agenda_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/emersion/go-ical"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/internal/casework/agenda"
)

// TestAnyTextIsReadBackByAReaderThatIsNotOurs folds and escapes whatever the name of a case is.
func TestAnyTextIsReadBackByAReaderThatIsNotOurs(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(
			rapid.String(), rapid.StringMatching(`[a-z,;:\\"äß漢🦉 \r\n]{0,300}`),
		).Draw(r, "text")
		at := time.Unix(rapid.Int64Range(0, 1<<33).Draw(r, "at"), 0).UTC()
		f := agenda.Feed{Name: text, At: at, Events: []agenda.Event{{UID: "1", At: at, Title: text, Path: "/turns/" + strings.Repeat("a", 200)}}}
		cal, events := read(t, f)
		require.Len(t, events, 1)
		title, err := events[0].Props.Text(ical.PropSummary)
		require.NoError(t, err)
		require.Equal(t, letters(text), letters(title))
		name, err := cal.Props.Text("NAME")
		require.NoError(t, err)
		require.Equal(t, letters(text), letters(name))
		link, err := events[0].Props.URI(ical.PropURL)
		require.NoError(t, err)
		require.Equal(t, deskURL+f.Events[0].Path, link.String())
		start, err := events[0].Props.DateTime(ical.PropDateTimeStart, nil)
		require.NoError(t, err)
		require.Equal(t, at, start)
	})
}

// letters is a text without white space and what no line may hold.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
