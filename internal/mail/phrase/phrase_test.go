package phrase_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/phrase"
)

var expressions = []string{`\bout[- ]of[- ](?:the )?office\b|on leave`, `absen(?:t|ce)\b`, `^(?:re: )?away`, `(?:ihre|deine) (?:\S+ ){0,3}(?:ist|wurde)`, `不在`, `(?:ab)+c`, `x*`, `[|(]bar`, `[^)|]x|y`}

// However an expression is looked for, it finds what it says.
func FuzzAny(f *testing.F) {
	f.Add("i am out of office")
	f.Add("re: away|absence (bar ababc 不在 ihre mail wurde")
	list := phrase.Any(expressions[:6]...)
	plain := regexp.MustCompile(strings.Join(expressions[:6], "|"))
	f.Fuzz(func(t *testing.T, text string) {
		require.Equal(t, plain.MatchString(text), list.Matches(text))
		if at := plain.FindStringIndex(text); at == nil {
			require.Empty(t, list.Find(text))
		} else {
			require.Equal(t, at[0], list.Index(text)[0])
		}
	})
}

func TestExpressionsWithoutWordsAreTriedEverywhere(t *testing.T) {
	require.True(t, phrase.Any(expressions...).Matches(""))
	require.True(t, phrase.Any(`[|(]bar`).Matches("a|bar"))
	require.Equal(t, "on leave", phrase.Any(expressions[0], `leave`).Find("i am on leave"))
}

func TestPassagesThatOverlapAreCountedOnce(t *testing.T) {
	list := phrase.Any(`company (?:registration|number)`, `registration (?:number|no)`, `number\b`)
	require.Equal(t, 2, list.Count("the company registration number is 12")) // "company registration" and "number"
	require.Equal(t, 3, list.Count("registration number 12, company number 13, number 14"))
	require.Zero(t, list.Count("a number12"))
}

func TestACapitalNeverMatchesAndIsRefused(t *testing.T) {
	require.Panics(t, func() { phrase.Any(`out of Office`).Matches("") })
}
