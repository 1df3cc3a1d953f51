package notices

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
)

// What a notice is made of holds no content but the short name of a case; that goes
// only where the case is not restricted, and never into an address.
func TestANoticeOfEveryKindSaysWhatWaitsAndNoMore(t *testing.T) {
	for _, kind := range claim.TurnKinds {
		for _, n := range []int{1, 7} {
			item := string(kind) + "." + uuid.NewString()
			open := compose(uuid.New(), []lists.NoticePart{{Kind: kind, Item: item, Case: "mill", Count: n}}, "https://desk.example.org")
			require.NotContains(t, open.Text(), "%!", "of %s", kind)
			require.NotContains(t, open.Subject, "%d")
			require.True(t, strings.HasSuffix(open.Subject, " in mill"), open.Subject)
			require.NotContains(t, open.Lines[0].Link, "mill")
			link, err := url.Parse(open.Lines[0].Link)
			require.NoError(t, err)
			if n == 1 {
				require.Equal(t, "/turns/"+item, link.Path)
			} else {
				require.Equal(t, string(kind), link.Query().Get("kind"))
				require.Contains(t, open.Subject, "7")
			}
			shut := compose(uuid.New(), []lists.NoticePart{{Kind: kind, Item: item, Case: "mill", Restricted: true, Count: n}}, "https://desk.example.org")
			require.NotContains(t, shut.Text()+shut.Subject, "mill")
		}
	}
}

func TestALongNoticeEnds(t *testing.T) {
	var parts []lists.NoticePart
	for range 30 {
		parts = append(parts, lists.NoticePart{Kind: claim.TurnAsk, Item: "ask." + uuid.NewString(), Case: "mill", Count: 2})
	}
	n := compose(uuid.New(), parts, "https://desk.example.org")
	require.Equal(t, "60 things wait for you", n.Subject)
	require.Len(t, n.Lines, maxLines)
	require.Contains(t, n.Text(), "And 20 more.")
}
