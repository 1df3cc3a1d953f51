package drafttext_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/drafttext"
)

func TestASentenceThatTurnsAPassageOverIsSeen(t *testing.T) {
	for _, c := range []struct{ text, passage, turned string }{
		{"It is not true that WikiLeaks contacted Google.", "WikiLeaks contacted Google", "not"},
		{"It is not true that\nWikiLeaks contacted Google.", "WikiLeaks contacted Google", "not"},
		{"The agency denied that it had lost the files.", "it had lost the files", "denied"},
		{"WikiLeaks contacted Google, which is false.", "WikiLeaks contacted Google", "false"},
		{"There is no evidence that anybody was paid.", "anybody was paid", "no evidence"},
		{"He didn’t say that Google knew.", "Google knew", "n’t"},
		{"Whether Google knew is open.", "Google knew", "Whether"},
		{"WikiLeaks contacted Google.", "WikiLeaks contacted Google.", ""},
		{"It is not true that WikiLeaks contacted Google.", "It is not true that WikiLeaks contacted Google.", ""},
		{"That is not so. WikiLeaks contacted Google on Monday.", "WikiLeaks contacted Google", ""},
		{"That is not so\n\nWikiLeaks contacted Google on Monday.", "WikiLeaks contacted Google", ""},
		{"The noted lawyer wrote that Google knew.", "Google knew", ""},
	} {
		from := strings.Index(c.text, c.passage)
		_, turned := drafttext.Around(c.text, drafttext.Span{From: from, To: from + len(c.passage)})
		require.Equal(t, c.turned, turned, c.text)
	}
}

func TestAPassageIsWidenedToItsSentences(t *testing.T) {
	text := "One. Dr. Müller said that\nGoogle knew. Three.\n\nFour."
	from := strings.Index(text, "Google")
	whole := drafttext.Whole(text, drafttext.Span{From: from, To: from + len("Google")})
	require.Equal(t, "Dr. Müller said that\nGoogle knew.", text[whole.From:whole.To])
}
