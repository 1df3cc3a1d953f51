package correspondence

import (
	"slices"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// mailView is the page on which all mail is held and released.
type mailView struct {
	house.MailHoldView
	MayHold  bool
	Signing  house.SigningView
	MayWrite bool
}

func mailPage(v *page.Visit) (*mailView, error) {
	hold, err := page.Do(v, operation.MailShow, operation.None{})
	if err != nil {
		return nil, err
	}
	keys, err := page.Do(v, operation.MailKeyShow, operation.None{})
	return &mailView{hold, v.Who.Can(casework.MayHoldMail), keys, v.Who.Can(casework.MayWriteDesk)}, err
}

// MailShow says whether mail is held, with the form that holds or releases it.
func MailShow(v *page.Visit) error {
	view, err := mailPage(v)
	if err != nil {
		return err
	}
	return v.Render("mail", view)
}

// MailHold holds all mail, once whoever asks has said that it is meant.
func MailHold(v *page.Visit) error {
	err := meant(v)
	if err == nil {
		_, err = page.Do(v, operation.MailHold, operation.Body(casework.ReasonInput{Reason: v.Form("reason")}))
	}
	return afterMail(v, "All mail is held. Letters wait in the outbox.", err)
}

// MailRelease lets mail go again.
func MailRelease(v *page.Visit) error {
	err := meant(v)
	if err == nil {
		_, err = page.Do(v, operation.MailRelease, operation.None{})
	}
	return afterMail(v, "Mail goes out again. The letters that wait follow within some minutes.", err)
}

// meant refuses a form whose box that says so is not ticked.
func meant(v *page.Visit) error {
	if v.Checked("sure") {
		return nil
	}
	return page.FieldError("sure", "tick the box if it is meant")
}

func afterMail(v *page.Visit, said string, err error) error {
	if err == nil {
		return v.Done("/mail", said)
	}
	view, failed := mailPage(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("mail", view, err)
}

// MailKeyMake makes the next key to sign letters with.
func MailKeyMake(v *page.Visit) error {
	_, err := page.Do(v, operation.MailKeyMake, operation.None{})
	return afterMail(v, "The key is made. Publish its record, then use it.", err)
}

// MailKeyUse signs letters with the next key.
func MailKeyUse(v *page.Visit) error {
	_, err := page.Do(v, operation.MailKeyUse, operation.None{})
	return afterMail(v, "Letters are signed with the new key.", err)
}

// MayMake reports whether a key can be made, and none waits to be used.
func (m *mailView) MayMake() bool {
	return m.Signing.Can && !slices.ContainsFunc(m.Signing.Keys, func(k house.SigningKeyView) bool { return k.State == house.KeyNext })
}
