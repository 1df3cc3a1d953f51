package main

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestEveryCommandHasAnExample(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("onrecord"), kong.PostBuild(takeSentences))
	require.NoError(t, err)
	leaves := parser.Model.Leaves(true)
	require.Greater(t, len(leaves), 40)
	for _, leaf := range leaves {
		path := leaf.FullPath()
		require.NotEmpty(t, leaf.Help, path)
		_, example, ok := strings.Cut(leaf.Detail, "Example:\n\n    ")
		require.True(t, ok, path)
		require.True(t, strings.HasPrefix(example, path) || path == "onrecord inbox list" || path == "onrecord turn list", path)
	}
}

// TestEveryCodeHasAStatus reads the codes from the source of package claim.
func TestEveryCodeHasAStatus(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../claim/errors.go", nil, 0)
	require.NoError(t, err)
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			require.NotZero(t, exitOf[claim.Code(text)], text)
			n++
		}
		return true
	})
	require.Equal(t, len(exitOf), n)
}

func TestErrorsInPlain(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		status int
		want   string
	}{
		"with a hint":         {claim.Errorf(claim.CodeStale, "it has changed").WithHint("look again"), 4, "onrecord: error: it has changed\nhint: look again\n"},
		"with a field":        {claim.Errorf(claim.CodeInvalid, "say why").WithField("reason", "at least a sentence"), 2, "onrecord: error: say why\n  reason: at least a sentence\n"},
		"with what says all":  {claim.Errorf(claim.CodeInvalid, "slug: it is taken").WithField("slug", "it is taken"), 2, "onrecord: error: slug: it is taken\n"},
		"with escapes":        {claim.Errorf(claim.CodeNotFound, "no case %s", "\x1b[2J"), 3, "onrecord: error: no case \ufffd[2J\n"},
		"a defect":            {context.DeadlineExceeded, 1, "onrecord: error: context deadline exceeded\nhint: this should not happen; please report it\n"},
		"Ctrl-C":              {context.Canceled, 130, "onrecord: error: interrupted\n"},
		"Ctrl-C with a hint":  {&interruption{claim.Errorf(claim.CodeUnknownOutcome, "interrupted").WithHint("again")}, 130, "onrecord: error: interrupted\nhint: again\n"},
		"no error":            {nil, 0, ""},
		"the disk is full":    {claim.Errorf(claim.CodeDiskFull, "full"), 6, "onrecord: error: full\n"},
		"nobody answers":      {claim.Errorf(claim.CodeUnavailable, "gone"), 5, "onrecord: error: gone\n"},
		"a code not known":    {claim.Errorf("new_code", "new"), 1, "onrecord: error: new\n"},
		"somebody not known":  {claim.Errorf(claim.CodeUnauthenticated, "who"), 4, "onrecord: error: who\n"},
		"a policy is not met": {claim.Errorf(claim.CodePolicy, "no"), 4, "onrecord: error: no\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var errs bytes.Buffer
			p := &program{ctx: t.Context(), err: &errs}
			require.Equal(t, test.status, p.fail(test.err))
			require.Equal(t, test.want, errs.String())
		})
	}
}

func TestInstants(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"3d":                           "2026-11-25T12:00:00Z",
		"36h":                          "2026-11-24T00:00:00Z",
		"6d12h":                        "2026-11-29T00:00:00Z",
		"90m":                          "2026-11-22T13:30:00Z",
		"2026-12-01T18:00:00+02:00":    "2026-12-01T16:00:00Z",
		"2026-12-01 18:00 Europe/Riga": "2026-12-01T16:00:00Z",
		"2026-07-01 18:00 Europe/Riga": "2026-07-01T15:00:00Z",
		"2026-12-01 18:00 UTC":         "2026-12-01T18:00:00Z",
	} {
		at, err := instant("--answer-by", text, now, false)
		require.NoError(t, err, text)
		require.Equal(t, want, at.UTC().Format(time.RFC3339), text)
	}
	at, err := instant("--as-of", "2h", now, true)
	require.NoError(t, err)
	require.Equal(t, now.Add(-2*time.Hour), at)
	for _, text := range []string{"", "tomorrow", "3w", "-3d", "2026-12-01", "2026-12-01 18:00", "2026-12-01 18:00 Local", "2026-12-01 18:00 Riga", "9999999d"} {
		_, err := instant("--answer-by", text, now, false)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
}

func TestAnAnswerByInstantIsNotGuessed(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2026-12-01":                     `"2026-12-01" is a whole day: give a time too`,
		"2026-12-01 Europe/Riga":         `"2026-12-01 Europe/Riga" is a whole day: give a time too`,
		"2027-03-28 02:30 Europe/Berlin": "the clock in Europe/Berlin skips 02:30 on 28 March 2027: it goes from 02:00 to 03:00",
		"2027-10-31 02:30 Europe/Berlin": "shows 02:30 on 31 October 2027 twice: 2027-10-31T02:30:00+02:00 and 2027-10-31T02:30:00+01:00",
		"tomorrow":                       `"tomorrow" is not a time`,
	} {
		_, err := answerBy(text, now)
		require.ErrorContains(t, err, want, text)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), text)
	}
	for text, want := range map[string]string{
		"3d":                             "2026-11-25T12:00:00Z",
		"2027-03-28 03:30 Europe/Berlin": "2027-03-28T01:30:00Z",
		"2027-10-31T02:30:00+01:00":      "2027-10-31T01:30:00Z",
	} {
		at, err := answerBy(text, now)
		require.NoError(t, err, text)
		require.Equal(t, want, at.UTC().Format(time.RFC3339), text)
	}
}

func TestWhen(t *testing.T) {
	now := time.Date(2017, time.March, 17, 15, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]string{
		3 * time.Hour:                 "17 Mar 2017 18:00 UTC (in 3 h)",
		3*time.Hour - time.Second:     "17 Mar 2017 17:59 UTC (in 3 h)",
		-20 * time.Minute:             "17 Mar 2017 14:40 UTC (20 min ago)",
		47*time.Hour + 59*time.Minute: "19 Mar 2017 14:59 UTC (in 2 d)",
		30 * time.Hour:                "18 Mar 2017 21:00 UTC (in 30 h)",
		time.Second:                   "17 Mar 2017 15:00 UTC (now)",
	} {
		require.Equal(t, want, when(now.Add(d), now))
	}
}

func TestOfficeHours(t *testing.T) {
	h, err := officeHours("09:00-18:30", []string{"Mon", "fri"}, []string{"2026-12-25"})
	require.NoError(t, err)
	require.Equal(t, "09:00-18:30, mon fri, closed on 1 dates", hoursText(h))
	require.Equal(t, "round the clock", hoursText(claim.OfficeHours{}))
	all, err := officeHours("00:00-24:00", nil, nil)
	require.NoError(t, err)
	require.Equal(t, "00:00-24:00", hoursText(all))
	for _, bad := range [][2]string{{"9", ""}, {"09:00", ""}, {"18:00-09:00", ""}, {"", "someday"}} {
		var days []string
		if bad[1] != "" {
			days = []string{bad[1]}
		}
		_, err := officeHours(bad[0], days, nil)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), bad)
	}
}

func TestClaimsOfOneCase(t *testing.T) {
	name, claims, err := ofOneCase([]string{"vault7/google", "apple", "vault7/mozilla"})
	require.NoError(t, err)
	require.Equal(t, "vault7", name)
	require.Equal(t, []string{"google", "apple", "mozilla"}, claims)
	for _, bad := range [][]string{{"google"}, {"/google"}, {"vault7/"}, {"vault7/google", "vault8/google"}} {
		_, _, err := ofOneCase(bad)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), bad)
	}
}

func TestServeTakesItsSettings(t *testing.T) {
	var c commands
	parser, err := kong.New(&c, kong.Name("onrecord"))
	require.NoError(t, err)
	_, err = parser.Parse([]string{"serve", "--listen", "127.0.0.1:0", "--config-file", "x.toml", "--undo-window", "5m"})
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:0", c.Serve.Listen)
	require.Equal(t, "x.toml", c.Serve.ConfigFile)
	require.Equal(t, 5*time.Minute, *c.Serve.UndoWindow)
}
