package demo_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/examples"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/demo"
)

const statusLine = "As of 18:00 UTC on day 7, Microsoft has confirmed; Apple, Google, MikroTik and Mozilla have not."

func TestTheWeekIsPlayedAndCanBeServed(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	dir := filepath.Join(t.TempDir(), "kept")
	var out bytes.Buffer
	played, err := demo.Play(ctx, demo.Options{Story: examples.Vault7, Dir: dir, Log: zap.NewNop(), Show: &demo.Printer{Out: &out}})
	require.NoError(t, err)
	require.Equal(t, statusLine, played.StatusLine)
	require.Empty(t, played.Verified.Problems)
	for i, item := range played.Timeline[1:] {
		before := played.Timeline[i] // two workflows may be some milliseconds apart
		require.WithinRange(t, item.At, before.At.Add(-time.Second), played.Report.AsOf, "%s comes after %s", item.Text, before.Text)
	}
	require.Less(t, played.Report.AsOf, time.Now().Add(-6*time.Hour), "it is over")
	require.Contains(t, out.String(), "\nDay 0, ")
	require.Contains(t, out.String(), "\nDay 7, ")

	cfg, err := config.Load(dir, config.Flags{})
	require.NoError(t, err)
	a, err := app.Start(ctx, app.Options{Config: cfg, Log: zap.NewNop()})
	require.NoError(t, err)
	defer func() { require.NoError(t, a.Close(context.Background())) }()
	mara, err := a.Desk.Authenticate(ctx, "mara")
	require.NoError(t, err)
	now, err := a.Reads.Report(ctx, mara, "vault7", nil)
	require.NoError(t, err)
	require.Contains(t, now.StatusLine, "Microsoft has confirmed; Apple, Google, MikroTik and Mozilla have not.")
	public, err := a.Porch.PublicCase(ctx, "vault7")
	require.NoError(t, err)
	require.Equal(t, []string{played.Report.StatusLine}, public.Status, "the public page says so, as of the same hour")
	require.Contains(t, public.Long[0], "Microsoft has confirmed, having denied it before. Apple has spoken without saying whether it is so. Google has taken back an earlier denial. MikroTik and Mozilla have not answered (asked by e-mail on ")
	then, err := a.Reads.Report(ctx, mara, "vault7", &played.Report.AsOf)
	require.NoError(t, err)
	require.Equal(t, played.Report.StatusLine, then.StatusLine)
}

func TestAMessageThatWasReadIsShownUnlessItsAnswerIs(t *testing.T) {
	day0 := time.Date(2017, 3, 10, 9, 0, 0, 0, time.UTC)
	for text, shown := range map[string]bool{
		"read a message from Apple: answer":          false,
		"read a message from Apple: no answer":       true,
		"read a message from Apple: acknowledgement": true,
	} {
		var out bytes.Buffer
		(&demo.Printer{Out: &out}).Entries(day0, []timeline.TimelineItem{{At: day0, Kind: "message.read", Text: text}})
		require.Equal(t, shown, out.Len() > 0, text)
	}
}

// TestEveryOtherStoryEndsWithALineThatIsTrue: the public page says what the desk's line says.
func TestEveryOtherStoryEndsWithALineThatIsTrue(t *testing.T) {
	for _, row := range []struct {
		story string
		line  []string // that the line says
		long  []string // that the public page says at length
	}{
		{"reply", []string{
			"As of 15:00 UTC on day 0: on “Ilse Brandt, the mayor of Nordhaven, had Quayside Works pay for a trip to Lisbon in May”, Ilse Brandt denies it. ",
			"pay for a trip to Lisbon in May”, Tomas Reyl has not confirmed. ", "while it bid for the new quay”, Quayside Works has confirmed.",
		}, []string{"Tomas Reyl has not answered (asked by e-mail on ", "reminded once and given a final notice, with time to answer until 14:00 UTC on "}},
		{"vendors", []string{
			"Abacus Systems, Alder Software, Ansel Labs, Arbor Networks and 8 others have confirmed; Juniper Software, Kestrel Labs, Larch Networks, " +
				"Lumen Systems and 15 others have not; Delta Systems, Ember Software, Fathom Labs, Fern Networks and 5 others deny it.",
		}, []string{
			"Juniper Software, Kestrel Labs and Larch Networks declined to comment.",
			"Vesper Labs and Willow Networks have not answered (asked by e-mail on ", "reminded once and given a final notice, with time to answer until 09:00 UTC on ",
		}},
	} {
		t.Run(row.story, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
			defer cancel()
			dir := filepath.Join(t.TempDir(), "kept")
			played, err := demo.Play(ctx, demo.Options{Story: row.story, Dir: dir, Log: zap.NewNop(), Show: demo.Silent{}})
			require.NoError(t, err)
			require.Empty(t, played.Verified.Problems)
			cfg, err := config.Load(dir, config.Flags{})
			require.NoError(t, err)
			a, err := app.Start(ctx, app.Options{Config: cfg, Log: zap.NewNop()})
			require.NoError(t, err)
			defer func() { require.NoError(t, a.Close(context.Background())) }()
			public, err := a.Porch.PublicCase(ctx, row.story)
			require.NoError(t, err)
			require.Equal(t, []string{played.Report.StatusLine}, public.Status, "the public page says so, as of the same hour")
			for _, words := range row.line {
				require.Contains(t, played.StatusLine, words)
			}
			for _, words := range row.long {
				require.Contains(t, public.Long[0], words)
			}
		})
	}
}
