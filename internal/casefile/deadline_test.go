package casefile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestADeadlineIsAnInstant(t *testing.T) {
	opened := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		text string
		want time.Time
	}{
		{"6d", opened.AddDate(0, 0, 6)},
		{"36h", opened.Add(36 * time.Hour)},
		{"6d12h", time.Date(2026, 3, 7, 21, 0, 0, 0, time.UTC)},
		{"90m", opened.Add(90 * time.Minute)},
		{"1d2h3m", opened.Add(26*time.Hour + 3*time.Minute)},
		{"366d", opened.Add(366 * 24 * time.Hour)},
		{"2026-12-24T18:00:00+01:00", time.Date(2026, 12, 24, 17, 0, 0, 0, time.UTC)},
	} {
		d, err := parseDeadline(row.text)
		require.Nil(t, err, row.text)
		require.False(t, d.IsZero())
		require.True(t, row.want.Equal(d.Instant(opened)), "%s: %s", row.text, d.Instant(opened))
	}
	require.True(t, Deadline{}.Instant(opened).IsZero(), "no deadline stays none")
}

func TestWhatIsNoDeadline(t *testing.T) {
	for _, text := range []string{"", "6", "d", "6w", "12h6d", "6d 12h", "+6d", "-6d", "1.5d", "0d", "367d", "9999999999d", "2026-12-24", "2026-12-24T18:00:00", "24.12.2026", "6D"} {
		_, err := parseDeadline(text)
		require.NotNil(t, err, text)
	}
}

func TestTheNearestWord(t *testing.T) {
	for _, row := range []struct{ s, want string }{
		{"titel", "title"}, {"Title", "title"}, {"tite", "title"}, {"title", "title"}, {"anser_by", "answer_by"},
		{"answerby", "answer_by"}, {"t", ""}, {"", ""}, {"party", ""}, {"i", "id"}, {"xx", ""},
	} {
		require.Equal(t, row.want, nearest(row.s, []string{"title", "answer_by", "id"}), row.s)
	}
}
