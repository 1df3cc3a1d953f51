package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// Composer writes letters as they go out, without sending them.
type Composer interface {
	// Draft writes a letter of a correspondence. texts are those of its contents
	// that the record does not keep yet. It returns [claim.CodeInvalid] if there is
	// no letter to write.
	Draft(ctx context.Context, c *letters.Correspondence, m letters.Message, texts map[claim.Ref]string) (LetterText, error)
	// Sample writes a sample letter from a source, or as it is built in if that is empty.
	// It returns [claim.CodeInvalid] for a source that cannot be used, with the line that
	// is wrong.
	Sample(ctx context.Context, of claim.LetterTemplate) (LetterText, error)
	// BuiltIn is the source of such letters as it is built in; empty if there are none.
	BuiltIn(of claim.LetterTemplate) string
	// Languages lists the languages that letters can be written in, English first.
	Languages() []LetterLanguage
	// Fields lists what a source can write.
	Fields() []TemplateField
}

// LetterText is a letter as its reader sees it.
type LetterText struct {
	From    string `json:"from"`
	To      string `json:"to"`
	ReplyTo string `json:"replyTo"`
	Subject string `json:"subject"`
	Text    string `json:"text"`

	Language  string `json:"language,omitempty" doc:"tag of the language that it is written in"`
	Direction string `json:"direction,omitempty" doc:"how that is written: ltr or rtl"`

	Cc    string   `json:"cc,omitempty" doc:"who gets a copy"`
	Files []string `json:"files,omitempty" doc:"names of the files that go out with it"`
}

// LetterLanguage is a language that letters can be written in.
type LetterLanguage struct {
	Tag  string `json:"tag" doc:"BCP 47"`
	Name string `json:"name" doc:"what its speakers call it"`
}

// TemplateField is something that the source of a letter can write.
type TemplateField struct {
	Name    string `json:"name" doc:"as it is written: {{.Greeting}}"`
	Meaning string `json:"meaning"`
	Request bool   `json:"request,omitempty" doc:"it stands within {{range .Requests}}…{{end}}"`
}

// Composer is the one from the settings. Without one, as in a process that sends
// no mail, there are no letters to show.
func (d *Door) Composer() (Composer, error) {
	if d.settings.Composer == nil {
		return nil, claim.Errorf(claim.CodeUnavailable, "letters cannot be written here")
	}
	return d.settings.Composer, nil
}
