package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func model(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("onrecord"), kong.PostBuild(takeSentences), kong.PostBuild(explainWords))
	require.NoError(t, err)
	return parser.Model
}

func TestWordsAreCompleted(t *testing.T) {
	for typed, want := range map[string]string{
		"case sh":                         "show",
		"help":                            "",
		"review s":                        "show seen sign",
		"completion ":                     "bash zsh fish",
		"case show vault7 --js":           "--json",
		"case list --data case":           "", // the value of a flag is no command
		"answer vault7/c --channel ":      strings.Join(chosen[claim.Channel](t), ";"),
		"assess vault7/c --outcome=conf":  "--outcome=confirmed",
		"assess vault7/c --outcome conf":  "confirmed",
		"complet":                         "completion", // and not what only shells call
		"nonsense":                        "",
		"case list --nothing-of-the-kind": "",
	} {
		t.Run(typed, func(t *testing.T) {
			var got []string
			for _, c := range complete(model(t), strings.Split(typed, " ")) {
				require.NotContains(t, c.means, "\n")
				got = append(got, c.word)
			}
			sep := " "
			if strings.Contains(want, ";") {
				sep = ";"
			}
			require.Equal(t, want, strings.Join(got, sep))
		})
	}
}

func chosen[T any](t *testing.T) []string {
	t.Helper()
	words, ok := claim.VocabularyOf(reflect.TypeFor[T]())
	require.True(t, ok)
	return words.Chosen()
}

// TestBashCompletesByTheProgram lets a real bash press Tab, with the program that this is.
func TestBashCompletesByTheProgram(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if missing := "there is no bash; apt-get install bash"; err != nil {
		require.NotEqual(t, "all", os.Getenv("ONRECORD_TEST_REQUIRE"), missing)
		t.Skip(missing)
	}
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(dir, "onrecord"), ".")
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	script := `PATH=` + dir + `:$PATH; source <(onrecord completion bash)
COMP_WORDS=(onrecord assess vault7/c --outcome par); COMP_CWORD=4; _onrecord; printf '%s\n' "${COMPREPLY[@]}"
COMP_WORDS=(onrecord case ""); COMP_CWORD=2; _onrecord; printf '%s\n' "${COMPREPLY[@]}"`
	out, err := exec.CommandContext(t.Context(), bash, "--norc", "-c", script).CombinedOutput()
	require.NoError(t, err, string(out))
	lines := strings.Fields(string(out))
	require.Equal(t, []string{`partly\`, "confirmed", "open", "list", "show"}, lines[:5])
}

func TestTheManualNamesEveryCommand(t *testing.T) {
	var page bytes.Buffer
	require.NoError(t, manual(&page, model(t)))
	for _, leaf := range model(t).Leaves(true) {
		require.Contains(t, page.String(), ".SS "+roff(leaf.Summary())+"\n"+roff(leaf.Help))
	}
	for line := range strings.Lines(page.String()) {
		if strings.HasPrefix(line, ".") {
			request, _, _ := strings.Cut(strings.TrimSpace(line[1:]), " ")
			require.Contains(t, []string{"TH", "SH", "SS", "TP", "B", "I", "RI", "PP", "nf", "fi"}, request)
		}
	}
}
