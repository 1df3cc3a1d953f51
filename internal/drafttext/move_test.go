package drafttext_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/drafttext"
)

func TestAPassageFollowsItsWords(t *testing.T) {
	const before = "Google said no.\n\nApple was contacted four times. It did not answer."
	for _, c := range []struct {
		name, after, passage, want string
		changed                    bool
	}{
		{"words before it", "New lead.\n\n" + before, "Apple was contacted four times.", "Apple was contacted four times.", false},
		{"another break of lines", strings.ReplaceAll(before, "contacted four", "contacted\nfour"), "Apple was contacted four times.", "Apple was contacted\nfour times.", false},
		{"a number in it", strings.ReplaceAll(before, "four", "five"), "Apple was contacted four times.", "Apple was contacted five times.", true},
		{"a word put into it", strings.ReplaceAll(before, "was contacted", "was never contacted"), "Apple was contacted four times.", "Apple was never contacted four times.", true},
		{"its paragraph moved to the top", "It did not answer. Apple was contacted four times.\n\nGoogle said no.", "Google said no.", "Google said no.", false},
		{"it was taken out", "Apple was contacted four times. It did not answer.", "Google said no.", "", true},
		{"all of it is other", "Something else.", "Google said no.", "Something", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := drafttext.Find(before, c.passage)
			require.Len(t, p, 1)
			moved := drafttext.Move(before, c.after, p)[0]
			require.Equal(t, c.want, c.after[moved.From:moved.To])
			require.Equal(t, c.changed, moved.Changed)
		})
	}
}

func TestAPassageIsNotTakenForTheSameWordsOfAnotherPlace(t *testing.T) {
	const google, apple = "Google was asked. It said no.", "Apple was asked. It said no."
	before := google + "\n\n" + apple
	passages := drafttext.Find(before, "It said no.")
	require.Len(t, passages, 2)
	moved := drafttext.Move(before, apple, passages)
	require.True(t, moved[0].Changed, "Google's words are gone; those that are left are Apple's")
	require.False(t, moved[1].Changed)
	moved = drafttext.Move(before, google, passages)
	require.False(t, moved[0].Changed)
	require.True(t, moved[1].Changed)
}

func TestALongStoryIsFollowedThroughAChangeOfEveryParagraph(t *testing.T) {
	var before strings.Builder
	for i := range 400 {
		fmt.Fprintf(&before, "Paragraph %d of the story says \"something\" of itself, at some length and in other words than its neighbours. Source %d said so.\n\n", i, i*7)
	}
	after := strings.ReplaceAll(before.String(), `"something"`, "“something”")
	passages := append(drafttext.Find(before.String(), "Source 700 said so."), drafttext.Find(before.String(), "Paragraph 7 of the story says \"something\" of itself")...)
	moved := drafttext.Move(before.String(), after, passages)
	require.Equal(t, "Source 700 said so.", after[moved[0].From:moved[0].To])
	require.False(t, moved[0].Changed)
	require.Equal(t, "Paragraph 7 of the story says “something” of itself", after[moved[1].From:moved[1].To])
	require.True(t, moved[1].Changed)
	gone := drafttext.Move(before.String(), strings.Repeat("All is new here. ", 5000), passages)[0]
	require.True(t, gone.Changed)
	require.Less(t, gone.To-gone.From, 1000, "a passage does not become the whole story")
}

func TestChangesSayWhatIsDifferent(t *testing.T) {
	changes, more := drafttext.Changes("One two.\n\nThree.", "One too.\n\nThree.\n\nFour.", 5)
	require.False(t, more)
	require.Equal(t, []drafttext.Change{{"two", "too"}, {"", "Four."}}, changes)
	_, more = drafttext.Changes("a b", "c d", 1)
	require.True(t, more)
}

func TestWordsAreFoundWhereTheyStand(t *testing.T) {
	const text = "Google said no.\nApple\n said no too; snow said nothing."
	for words, want := range map[string]int{"said no": 2, "Apple said no": 1, "no": 2, "ogle": 0, "": 0, "nothing. more": 0} {
		require.Len(t, drafttext.Find(text, words), want, words)
	}
	require.Len(t, drafttext.Find("谷歌说没有。", "说没"), 1, "a script that sets no spaces")
}

// someText draws a text of few words, so that versions have much in common.
func someText(t *rapid.T, name string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
		"Google", "said", "no.", "four", "times", "\n\n", " ", "é", "–", "谷歌", "\u0301", "and", ",",
	}), 0, 60).Draw(t, name), " ")
}

// TestMovingKeepsWords: a passage that is said to be unchanged has the same words, and
// every one stands within the new version, whatever the two are.
func TestMovingKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := someText(t, "before"), someText(t, "after")
		var passages []drafttext.Span
		for range rapid.IntRange(0, 5).Draw(t, "passages") {
			from := rapid.IntRange(0, len(before)).Draw(t, "from")
			passages = append(passages, drafttext.Span{From: from, To: rapid.IntRange(from, len(before)).Draw(t, "to")})
		}
		moved := drafttext.Move(before, after, passages)
		require.Len(t, moved, len(passages))
		for i, m := range moved {
			require.True(t, 0 <= m.From && m.From <= m.To && m.To <= len(after))
			if !m.Changed {
				require.Equal(t, strings.Fields(before[passages[i].From:passages[i].To]), strings.Fields(after[m.From:m.To]))
			}
		}
		for i, m := range drafttext.Move(before, before, passages) {
			if strings.TrimSpace(before[passages[i].From:passages[i].To]) != "" {
				require.False(t, m.Changed, "nothing has changed")
			}
		}
	})
}

func TestASentenceIsSuggestedByItsSigns(t *testing.T) {
	for sentence, want := range map[string][]draft.Sign{
		"It rained.":                                nil,
		"They went home and slept.":                 nil,
		"There were 24 of them.":                    {draft.Number},
		"Half of them left.":                        {draft.Number},
		"It began on 7 March.":                      {draft.Date},
		"He left in 2014 with 30 others.":           {draft.Number, draft.Date},
		"It was “a mistake”, he thought.":           {draft.Quotation},
		"Microsoft confirmed it.":                   {draft.Name},
		"In the end Mozilla told us.":               {draft.Name},
		"It was the largest leak.":                  {draft.Superlative},
		"The minister took bribes.":                 {draft.Accusation},
		"Dr. Weber said it.":                        {draft.Name},
		"CIA tools hacked 85 % of phones yesterday": {draft.Accusation, draft.Number, draft.Date},
	} {
		found := slices.Collect(drafttext.Check("A line\n\n" + sentence))
		if want == nil {
			require.Empty(t, found, sentence)
			continue
		}
		require.Len(t, found, 1, sentence)
		require.Equal(t, want, found[0].Signs, sentence)
	}
}

func TestSentencesEndWhereTheyEnd(t *testing.T) {
	const text = "Dr. Weber of the U.S. agency said no. Nobody else did!\nA heading\n\n“We refuse.” J. Smith left."
	var got []string
	for _, s := range drafttext.Sentences(text) {
		got = append(got, text[s.From:s.To])
	}
	require.Equal(t, []string{"Dr. Weber of the U.S. agency said no.", "Nobody else did!", "A heading", "“We refuse.”", "J. Smith left."}, got)
}

func FuzzMove(f *testing.F) {
	f.Add("Google said no. Apple left.", "Apple left. Google said yes.", 0, 15)
	f.Fuzz(func(t *testing.T, before, after string, from, to int) {
		if len(before)+len(after) > 20_000 {
			return
		}
		moved := drafttext.Move(before, after, []drafttext.Span{{From: from, To: to}})
		require.True(t, 0 <= moved[0].From && moved[0].From <= moved[0].To && moved[0].To <= len(after))
		drafttext.Changes(before, after, 10)
		drafttext.Find(after, before)
	})
}
