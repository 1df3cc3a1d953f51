package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// mailView is the page on which all mail is held and released.
type mailView struct {
	casework.MailHoldView
	MayHold bool
}

func (s *Site) mailPage(v *visit) (*mailView, error) {
	hold, err := do(v, operation.MailShow, operation.None{})
	return &mailView{hold, v.who.Can(casework.MayHoldMail)}, err
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
