package casefile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const smallJSON = `{
	"onrecord": "case/v1", "id": "story", "title": "A story",
	"parties": [{"id": "mill", "name": "The mill"}],
	"claims": [{"id": "closed", "statement": "The mill closed."}],
	"requests": [{"id": "first", "party": "mill", "claims": ["closed"], "questions": "Has it.", "answer_by": "6d"}]
}`

func TestJSONAndYAMLSayTheSame(t *testing.T) {
	fromYAML, err := Parse("case.yaml", []byte(small))
	require.NoError(t, err)
	fromJSON, err := Parse("case.json", []byte(smallJSON))
	require.NoError(t, err)
	for _, f := range []*File{fromYAML, fromJSON} {
		f.name, f.places = "", nil // which differ
	}
	require.Equal(t, fromYAML, fromJSON)
}

func TestCharactersThatProgramsWriteAsTwoEscapes(t *testing.T) {
	f, err := Parse("case.json", []byte(strings.Replace(smallJSON, "A story", `A \ud83d\udcf0 story`, 1)))
	require.NoError(t, err)
	require.Equal(t, "A 📰 story", f.Title)
}

func TestProblemsInJSONSayWhere(t *testing.T) {
	for _, row := range []struct{ name, old, new, want string }{
		{"a wrong value", `"6d"`, `"six"`, `case.json:5:107: requests[0].answer_by: "six" is not a deadline: ` + deadlineForms},
		{"a key twice", `"id": "story"`, `"id": "story", "id": "story"`, `case.json:2:40: id: the key stands here twice, first on line 2: delete one of them`},
		{"a number", `"A story"`, `1.5`, `case.json:2:49: title: expected a text, found a number: put it in quotes`},
		{"nothing", `"A story"`, `null`, `case.json:2:49: title: has no value: write one, or delete the key`},
		{"true", `"A story"`, `true`, `case.json:2:49: title: expected a text, found true or false: put it in quotes`},
		{"a list", `"A story"`, `["A", {"b": []}]`, `case.json:2:49: title: expected a text, found a list`},
		{"a comma too few", `"story", "title"`, `"story" "title"`, `case.json:2: a list or group of keys in brackets is not closed, or holds a text that needs quotes: add the comma, the bracket or the quotes`},
		{"too many levels", `"A story"`, strings.Repeat("[", 30) + strings.Repeat("]", 30), `case.json:2:68: ` + tooDeep},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := Parse("case.json", []byte(strings.Replace(smallJSON, row.old, row.new, 1)))
			var all *Error
			require.ErrorAs(t, err, &all)
			require.Equal(t, row.want, all.Problems[0].String())
			require.Len(t, all.Problems, 1, "%v", err)
		})
	}
}
