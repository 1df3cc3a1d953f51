package claim

import "slices"

// LetterTemplate is a source of the desk's own that letters are written from. Which letter is
// written from which source is decided where the built-in ones are, too: the source for the kind
// of request comes first, and one of the desk's own before a built-in one that is no nearer.
type LetterTemplate struct {
	Letter   MessageKind `json:"letter" doc:"what the letter is for"`
	Language string      `json:"language" doc:"tag of the language that it is written in, such as de"`
	Asks     RequestKind `json:"asks,omitempty" doc:"the kind of request that it is for; left out for every kind that has no source of its own"`
	Source   string      `json:"source" doc:"what letters are written from"`
}

// same reports whether both are for the same letters.
func (t LetterTemplate) same(letter MessageKind, language string, asks RequestKind) bool {
	return t.Letter == letter && t.Language == language && t.Asks == asks
}

// Template is the desk's own source for a letter in a language about requests of a kind, or about
// requests of every kind if that is empty; empty if the desk has none.
func (s DeskSettings) Template(letter MessageKind, language string, asks RequestKind) string {
	for _, t := range s.Templates {
		if t.same(letter, language, asks) {
			return t.Source
		}
	}
	return ""
}

// SetTemplate puts a source of the desk's own in place of the one for the same letters; an empty
// one is the built-in source again.
func (s *DeskSettings) SetTemplate(t LetterTemplate) {
	s.Templates = slices.DeleteFunc(slices.Clone(s.Templates), func(there LetterTemplate) bool {
		return there.same(t.Letter, t.Language, t.Asks)
	})
	if t.Source != "" {
		s.Templates = append(s.Templates, t)
	}
}

// checkTemplates refuses sources for letters that there are not, and two for the same letters.
func checkTemplates(list []LetterTemplate) error {
	for i, t := range list {
		if !slices.Contains(LetterKinds, t.Letter) {
			return Errorf(CodeInvalid, "there is no letter of the kind %q", t.Letter).WithField("templates", "choose a kind of letter")
		}
		if t.Asks != "" && !slices.Contains(RequestKinds, t.Asks) {
			return Errorf(CodeInvalid, "there is no request of the kind %q", t.Asks).WithField("templates", "choose a kind of request")
		}
		if t.Language == "" || t.Source == "" {
			return Errorf(CodeInvalid, "a template has a language and a source").WithField("templates", "give it both")
		}
		if slices.ContainsFunc(list[:i], func(there LetterTemplate) bool { return there.same(t.Letter, t.Language, t.Asks) }) {
			return Errorf(CodeInvalid, "two templates are for the letter %q in %q", t.Letter, t.Language).WithField("templates", "leave one of them out")
		}
	}
	return nil
}
