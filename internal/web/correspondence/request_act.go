package correspondence

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// RequestUndo takes back what has not gone out yet.
func RequestUndo(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.RequestUndo, operation.RequestPath{Request: id})
	return afterRequest(v, "Taken back. The party hears nothing of it.", err)
}

// RequestExtend moves the answer-by instant.
func RequestExtend(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	answerBy, err := v.Deadline("answerBy")
	if err == nil && answerBy.IsZero() {
		err = page.FieldError("answerBy", "say until when")
	}
	if err == nil {
		_, err = page.Do(v, operation.RequestExtend, operation.OfRequest(id, requests.ExtendInput{AnswerBy: answerBy, Reason: v.Form("reason")}))
	}
	return afterRequest(v, "The answer-by instant has moved. The party is told if it has the request.", err)
}

// RequestWithdraw stops asking.
func RequestWithdraw(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.RequestWithdraw, operation.OfRequest(id, operation.Reason(v.Form("reason"))))
	return afterRequest(v, "The request is withdrawn. The party is told if it has the request.", err)
}

// RequestPause stops the reminders of a request.
func RequestPause(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.RequestPause, operation.OfRequest(id, casework.ReasonInput{Reason: v.Form("reason")}))
	return afterRequest(v, "Its reminders are paused. The answer-by instant stays.", err)
}

// RequestResume lets the reminders of a request go out again.
func RequestResume(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.RequestResume, operation.RequestPath{Request: id})
	return afterRequest(v, "Reminders go out again.", err)
}

// RequestFollowUp has a letter by hand go out.
func RequestFollowUp(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.RequestFollowUp, operation.OfRequest(id, requests.FollowUpInput{Text: v.Form("text"), EnclosedInput: enclosed(v)}))
	return afterRequest(v, "The letter goes out when the undo window is over.", err)
}

// AnswerLog records what a party said otherwise than by mail.
func AnswerLog(v *page.Visit) error {
	view, id, err := requestPage(v)
	if err != nil {
		return err
	}
	in := answers.AnswerInput{
		Party: view.PartyKey, Request: id.String(),
		Channel: claim.Channel(v.Form("channel")), SpeakerInput: v.Speaker(), Way: v.Lines("way"),
	}
	at, err := v.Instant("receivedAt")
	if err != nil {
		return v.Refuse("request_show", view, err)
	}
	if !at.IsZero() {
		in.ReceivedAt = &at
	}
	if in.GroundRules, err = v.GroundRules(); err == nil {
		in.Stances, err = stances(v, view.Claims, logged)
	}
	if err != nil {
		return v.Refuse("request_show", view, err)
	}
	if _, err = page.Do(v, operation.AnswerRecord, operation.InCase(view.Case.Key, in)); err != nil {
		return v.Refuse("request_show", view, err)
	}
	return v.Done(view.Path, "The answer is on record.")
}

// logged reads what the form says about one claim, or about all that are ticked where it names none.
func logged(v *page.Visit, key string) (answers.StanceInput, error) {
	return answers.StanceInput{
		Claim: key, Stance: claim.Stance(v.Form("stance-" + key)), Statement: strings.TrimSpace(v.Form("words-" + key)), Summary: v.Checked("summary-" + key),
	}, nil
}

// RequestAgain has a request whose letter came back go to another contact point.
func RequestAgain(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	in := contacts.PutAgainInput{Now: v.Checked("now")}
	if to := v.Form("contact"); to != "" {
		contact, err := uuid.Parse(to)
		if err != nil {
			return afterRequest(v, "", page.FieldError("contact", "choose one of them"))
		}
		in.Contact = &contact
	}
	_, err = page.Do(v, operation.RequestAgain, operation.OfRequest(id, in))
	return afterRequest(v, "It goes out after the undo window. Until then you can undo it.", err)
}
