// Package examples holds the stories that the demo plays: of each, a case file and
// the script of what happens in it.
package examples

import (
	"embed"
	"slices"
)

//go:embed */case.yaml */week.yaml
var files embed.FS

// Story is one example.
type Story struct {
	Name string
	Doc  string // what it is about, as a sentence
}

// stories stand in the order in which they are told.
var stories = []Story{
	{Vault7, "Five vendors are asked whether WikiLeaks has contacted them; one confirms within a week"},
	{"reply", "Three are accused, and have four hours to reply; standards and legal sign"},
	{"vendors", "Forty makers of software are asked one question, as one series"},
}

// Vault7 is the name of the reference story, which is the sample of a new desk too.
const Vault7 = "vault7"

// Stories lists the examples.
func Stories() []Story { return slices.Clone(stories) }

// Case returns the case file of a story; see docs/case-file.md. It returns
// [io/fs.ErrNotExist] if there is no such story.
func Case(story string) ([]byte, error) { return files.ReadFile(story + "/case.yaml") }

// Script returns what happens in a story, which the demo plays. Errors: as [Case].
func Script(story string) ([]byte, error) { return files.ReadFile(story + "/week.yaml") }

// Path is where the file of a story stands in this repository, for messages.
func Path(story, file string) string { return "examples/" + story + "/" + file }
