package web

import (
	"slices"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// mailView is the page on which all mail is held and released.
type mailView struct {
	casework.MailHoldView
	MayHold  bool
	Signing  casework.SigningView
	MayWrite bool
}

func (s *Site) mailPage(v *visit) (*mailView, error) {
	hold, err := do(v, operation.MailShow, operation.None{})
	if err != nil {
		return nil, err
	}
	keys, err := do(v, operation.MailKeyShow, operation.None{})
	return &mailView{hold, v.who.Can(casework.MayHoldMail), keys, v.who.Can(casework.MayWriteDesk)}, err
}

// mailShow says whether mail is held, with the form that holds or releases it.
func (s *Site) mailShow(v *visit) error {
	view, err := s.mailPage(v)
	if err != nil {
		return err
	}
	return v.render("mail", view)
}

// mailHold holds all mail, once whoever asks has said that it is meant.
func (s *Site) mailHold(v *visit) error {
	err := v.meant()
	if err == nil {
		_, err = do(v, operation.MailHold, operation.Body(casework.ReasonInput{Reason: v.form("reason")}))
	}
	return s.afterMail(v, "All mail is held. Letters wait in the outbox.", err)
}

// mailRelease lets mail go again.
func (s *Site) mailRelease(v *visit) error {
	err := v.meant()
	if err == nil {
		_, err = do(v, operation.MailRelease, operation.None{})
	}
	return s.afterMail(v, "Mail goes out again. The letters that wait follow within some minutes.", err)
}

// meant refuses a form whose box that says so is not ticked.
func (v *visit) meant() error {
	if v.checked("sure") {
		return nil
	}
	return fieldError("sure", "tick the box if it is meant")
}

func (s *Site) afterMail(v *visit, said string, err error) error {
	if err == nil {
		return v.done("/mail", said)
	}
	view, failed := s.mailPage(v)
	if failed != nil {
		return failed
	}
	return v.refuse("mail", view, err)
}

// mailKeyMake makes the next key to sign letters with.
func (s *Site) mailKeyMake(v *visit) error {
	_, err := do(v, operation.MailKeyMake, operation.None{})
	return s.afterMail(v, "The key is made. Publish its record, then use it.", err)
}

// mailKeyUse signs letters with the next key.
func (s *Site) mailKeyUse(v *visit) error {
	_, err := do(v, operation.MailKeyUse, operation.None{})
	return s.afterMail(v, "Letters are signed with the new key.", err)
}

// MayMake reports whether a key can be made, and none waits to be used.
func (m *mailView) MayMake() bool {
	return m.Signing.Can && !slices.ContainsFunc(m.Signing.Keys, func(k casework.SigningKeyView) bool { return k.State == casework.KeyNext })
}
