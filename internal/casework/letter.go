package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Composer writes letters as they go out, without sending them.
type Composer interface {
	// Draft writes a letter of a correspondence. texts are those of its contents
	// that the record does not keep yet. It returns [claim.CodeInvalid] if there is
	// no letter to write.
	Draft(ctx context.Context, c *letters.Correspondence, m letters.Message, texts map[claim.Ref]string) (mailtext.LetterText, error)
	// Sample writes a sample letter from a source, or as it is built in if that is empty.
	// It returns [claim.CodeInvalid] for a source that cannot be used, with the line that
	// is wrong.
	Sample(ctx context.Context, of claim.LetterTemplate) (mailtext.LetterText, error)
	// BuiltIn is the source of such letters as it is built in; empty if there are none.
	BuiltIn(of claim.LetterTemplate) string
	// Languages lists the languages that letters can be written in, English first.
	Languages() []LetterLanguage
	// Fields lists what a source can write.
	Fields() []TemplateField
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
