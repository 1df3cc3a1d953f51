package web

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// requestUndo takes back what has not gone out yet.
func (s *Site) requestUndo(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	_, err = do(v, operation.RequestUndo, operation.RequestPath{Request: id})
	return s.afterRequest(v, "Taken back. The party hears nothing of it.", err)
}

// requestExtend moves the answer-by instant.
func (s *Site) requestExtend(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	answerBy, err := v.deadline("answerBy")
	if err == nil && answerBy.IsZero() {
		err = fieldError("answerBy", "say until when")
	}
	if err == nil {
		_, err = do(v, operation.RequestExtend, operation.OfRequest(id, casework.ExtendInput{AnswerBy: answerBy, Reason: v.form("reason")}))
	}
	return s.afterRequest(v, "The answer-by instant has moved. The party is told if it has the request.", err)
}

// requestWithdraw stops asking.
func (s *Site) requestWithdraw(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	_, err = do(v, operation.RequestWithdraw, operation.OfRequest(id, operation.Reason(v.form("reason"))))
	return s.afterRequest(v, "The request is withdrawn. The party is told if it has the request.", err)
}

// requestPause stops the reminders of a request.
func (s *Site) requestPause(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	_, err = do(v, operation.RequestPause, operation.OfRequest(id, casework.ReasonInput{Reason: v.form("reason")}))
	return s.afterRequest(v, "Its reminders are paused. The answer-by instant stays.", err)
}

// requestResume lets the reminders of a request go out again.
func (s *Site) requestResume(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	_, err = do(v, operation.RequestResume, operation.RequestPath{Request: id})
	return s.afterRequest(v, "Reminders go out again.", err)
}

// requestFollowUp has a letter by hand go out.
func (s *Site) requestFollowUp(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	_, err = do(v, operation.RequestFollowUp, operation.OfRequest(id, casework.FollowUpInput{Text: v.form("text"), EnclosedInput: enclosed(v)}))
	return s.afterRequest(v, "The letter goes out when the undo window is over.", err)
}

// answerLog records what a party said otherwise than by mail.
func (s *Site) answerLog(v *visit) error {
	view, id, err := s.requestPage(v)
	if err != nil {
		return err
	}
	in := casework.AnswerInput{
		Party: view.PartyKey, Request: id.String(),
		Channel: claim.Channel(v.form("channel")), Speaker: v.form("speaker"), Way: v.lines("way"),
	}
	at, err := v.instant("receivedAt")
	if err != nil {
		return v.refuse("request_show", view, err)
	}
	if !at.IsZero() {
		in.ReceivedAt = &at
	}
	if in.GroundRules, err = v.groundRules(); err == nil {
		in.Stances, err = v.stances(view.Claims, logged)
	}
	if err != nil {
		return v.refuse("request_show", view, err)
	}
	if _, err = do(v, operation.AnswerRecord, operation.InCase(view.Case.Key, in)); err != nil {
		return v.refuse("request_show", view, err)
	}
	return v.done(view.Path, "The answer is on record.")
}

// logged reads what the form says about one claim, or about all that are ticked where it names none.
func logged(v *visit, key string) (casework.StanceInput, error) {
	return casework.StanceInput{
		Claim: key, Stance: claim.Stance(v.form("stance-" + key)), Statement: strings.TrimSpace(v.form("words-" + key)), Summary: v.checked("summary-" + key),
	}, nil
}

// requestAgain has a request whose letter came back go to another contact point.
func (s *Site) requestAgain(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	in := casework.PutAgainInput{Now: v.checked("now")}
	if to := v.form("contact"); to != "" {
		contact, err := uuid.Parse(to)
		if err != nil {
			return s.afterRequest(v, "", fieldError("contact", "choose one of them"))
		}
		in.Contact = &contact
	}
	_, err = do(v, operation.RequestAgain, operation.OfRequest(id, in))
	return s.afterRequest(v, "It goes out after the undo window. Until then you can undo it.", err)
}
