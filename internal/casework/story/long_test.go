package story_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/story"
	"github.com/onrecord/onrecord/internal/worktest"
)

// TestALongStoryIsShownAtOnce bounds what a draft of 20,000 words costs in which 200 claims
// are anchored, and a new version of it.
func TestALongStoryIsShownAtOnce(t *testing.T) {
	d := caseworktest.New(t)
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "Statement %d is what the claim says. %s\n\n", i, strings.Repeat("It goes on like this for a while, and says nothing much. ", 8))
	}
	put(t, d, text.String())
	for i := range 200 {
		key := fmt.Sprintf("c%d", i)
		d.Claims("vault7", key)
		mark(t, d, key, fmt.Sprintf("Statement %d is what the claim says.", i))
	}
	spent := worktest.SpentAlone(t, func() {
		s, err := story.Of(d.Ctx(), d.Desk.Room, d.Mara, "vault7", 0)
		require.NoError(t, err)
		require.Equal(t, 200, s.Left)
		require.Equal(t, 400, len(s.Parts()))
	})
	t.Log("shown in", spent)
	require.Less(t, spent, 3*time.Second)
	spent = worktest.SpentAlone(t, func() { put(t, d, strings.ReplaceAll(text.String(), "much", "more")) })
	t.Log("put in anew in", spent)
	require.Less(t, spent, 3*time.Second)
	require.Equal(t, draft.Unasked, shown(t, d).Passages[199].Standing)
}
