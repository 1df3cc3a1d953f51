package letter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

func TestTheBuiltInLettersAreTemplatesThatPass(t *testing.T) {
	for _, tag := range wording.Tags() {
		for _, kind := range claim.LetterKinds {
			for _, asks := range append(claim.RequestKinds, "") {
				of := letter.TemplateOf{Letter: kind, Language: tag, Asks: asks}
				require.NoError(t, letter.CheckTemplate(of, letter.BuiltIn(of)), of)
				l := letter.Sample(of)
				asBuilt, err := letter.Compose(l)
				require.NoError(t, err, of)
				l.Own = own(letter.BuiltIn(of))
				asSource, err := letter.Compose(l)
				require.NoError(t, err, of)
				require.Equal(t, string(asBuilt), string(asSource), of)
			}
		}
	}
}

// own is a desk whose every letter is written from one source.
func own(source string) wording.Own {
	return func(claim.MessageKind, string, claim.RequestKind) string { return source }
}

// letterIn is what a source for a kind of letter is for: in English, for every kind of request.
func letterIn(kind claim.MessageKind) letter.TemplateOf {
	return letter.TemplateOf{Letter: kind, Language: wording.English}
}

func TestALetterIsWrittenFromTheDesksOwnWords(t *testing.T) {
	l := request()
	l.Own = own("Guten Tag,\n\n{{range .Requests}}{{template \"claims\" .}}{{template \"questions\" .}}Bis {{.AnswerBy}}, bitte.\n{{end}}\n{{template \"close\" .}}")
	text := string(readable(t, compose(t, l)))
	require.Contains(t, text, "Guten Tag,")
	require.Contains(t, text, "Bis Friday 17 March 2017, 18:00 CET (17:00 UTC), bitte.")
	require.NotContains(t, text, "I am writing for")
}

func TestATemplateThatCannotBeUsedIsRefusedWithTheLineThatIsWrong(t *testing.T) {
	const rest = `{{range .Requests}}{{template "claims" .}}{{template "questions" .}}{{template "deadline" .}}{{end}}{{template "close" .}}`
	tests := []struct {
		sentence, source string
		line             int
		says             string
	}{
		{"an action that is not closed", "Hello\n{{.Greeting\n" + rest, 3, ""},
		{"an if without an end", "{{if .Phone}}\n" + rest, 0, "EOF"},
		{"an unknown field", "Hello,\n\n{{.Recipient}}\n" + rest, 3, "no field .Recipient here; the fields are .Greeting"},
		{"an unknown field where no sample goes", "{{if .Phone}}x{{else}}\n{{.Nothing}}{{end}}" + rest, 2, ".Nothing"},
		{"a field of a request outside of it", "{{.Code}}" + rest, 1, ".Code"},
		{"a function that makes text", "Hello\n{{printf \"%999999999d\" 1}}" + rest, 2, "printf"},
		{"a function that calls", "{{call .Greeting}}" + rest, 1, "call"},
		{"a loop over a number", "{{range 1000000000}}{{end}}" + rest, 1, "{{range}} goes over"},
		{"a variable", "{{$x := .Phone}}" + rest, 1, "variables"},
		{"a part that calls itself", `{{define "claims"}}{{template "claims" .}}{{end}}` + rest, 0, "does not define others"},
		{"a part that there is not", `{{template "nothing" .}}` + rest, 1, `no part "nothing"`},
		{"a part about one request, of the letter", `{{template "claims" .}}` + rest, 1, "about one request"},
		{"comparing what cannot be compared", "{{if eq .Reminder \"two\"}}x{{end}}" + rest, 1, "incompatible"},
		{"nothing", "", 0, ""},
		{"a letter without questions", `{{range .Requests}}{{template "claims" .}}{{template "deadline" .}}{{end}}{{template "close" .}}`, 0, "does not say the questions"},
		{"a letter without a deadline", `{{range .Requests}}{{template "claims" .}}{{template "questions" .}}{{end}}{{template "close" .}}`, 0, "when to answer by"},
		{"a letter that nobody can check", `{{range .Requests}}{{.Code}}{{template "claims" .}}{{template "questions" .}}{{template "deadline" .}}{{end}}`, 0, "genuine"},
		{"a template without end", strings.Repeat("x", 40<<10), 0, "at most"},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			err := letter.CheckTemplate(letterIn(claim.RequestLetter), test.source)
			require.ErrorIs(t, err, letter.ErrTemplate)
			var known *letter.TemplateError
			require.ErrorAs(t, err, &known)
			if test.line > 0 {
				require.Equal(t, test.line, known.Line, known.Problem)
			}
			require.Contains(t, known.Problem, test.says)
		})
	}
}

func TestAFollowUpHasTheWordsThatWereWritten(t *testing.T) {
	require.ErrorIs(t, letter.CheckTemplate(letterIn(claim.FollowUpLetter), `{{range .Requests}}{{.Code}}{{end}}{{template "close" .}}`), letter.ErrTemplate)
	require.ErrorIs(t, letter.CheckTemplate(letterIn("love letter"), "x"), letter.ErrTemplate)
}
