package outside

import "github.com/onrecord/onrecord/internal/mail/wording"

// SpeakOnly has pages for parties speak one language, which need not be a built-in one.
func (s *Site) SpeakOnly(l *wording.Language) error {
	t, err := templatesIn(l, partyPages)
	s.templates[l], s.choose = t, func(...string) *wording.Language { return l }
	return err
}
