package terminal

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestATableKeepsToTheWidthAndNamesStayWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringMatching(`[a-z0-9]{1,36}`).Draw(t, "id")
		title := rapid.StringMatching(`[a-zäé ]{0,300}`).Draw(t, "title")
		s := &screen{width: rapid.IntRange(60, 200).Draw(t, "width")}
		Table(s, "CASE,TITLE", [][]string{{id, title}})
		for line := range strings.Lines(s.text.String()) {
			require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSpace(line)), s.width)
		}
		require.Contains(t, s.text.String(), id)
	})
}

func TestWhatNobodyLooksAtIsNeitherCutNorColoured(t *testing.T) {
	var out bytes.Buffer
	s := newScreen(&out)
	Table(s, "CASE,TITLE", [][]string{{"mill", strings.Repeat("long ", 100)}})
	require.NoError(t, s.showOn(&out))
	require.Equal(t, "CASE  TITLE\nmill  "+strings.TrimSpace(strings.Repeat("long ", 100))+"\n", out.String())
}

func TestAHeadingStandsOutAndWhatTheTerminalWouldObeyIsTakenOut(t *testing.T) {
	s := &screen{coloured: true}
	Table(s, "TITLE", [][]string{{"\x1b[2Jhidden"}})
	_, err := io.WriteString(s, "\x1b[2J")
	require.NoError(t, err)
	require.Equal(t, "\x1b[1mTITLE\x1b[0m\n\ufffd[2Jhidden\n\ufffd[2J", s.text.String())
}

func TestWhatIsLongerThanTheTerminalGoesThroughThePager(t *testing.T) {
	long := strings.Repeat("a line\n", 50)
	for pager, want := range map[string]string{"sed s/line/page/": strings.ReplaceAll(long, "line", "page"), "cat": long, "": long, "/no/such/pager": long} {
		t.Setenv("PAGER", pager)
		var out bytes.Buffer
		s := &screen{height: 24}
		_, err := io.WriteString(s, long)
		require.NoError(t, err)
		require.NoError(t, s.showOn(&out))
		require.Equal(t, want, out.String(), pager)
	}
	t.Setenv("PAGER", "sed s/line/page/")
	var out bytes.Buffer
	s := &screen{height: 60}
	_, err := io.WriteString(s, long)
	require.NoError(t, err)
	require.NoError(t, s.showOn(&out))
	require.Equal(t, long, out.String(), "it is shorter than the terminal")
}
