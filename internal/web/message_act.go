package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// messageRead says that a message holds no answer.
func (s *Site) messageRead(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	in := casework.ReadInput{Disposition: letters.Disposition(v.form("disposition"))}
	promised, err := v.instant("promised")
	if !promised.IsZero() {
		in.Promised = &promised
	}
	if err == nil {
		in.MoreTime, err = v.moreTime("until", "why")
	}
	if err == nil && in.MoreTime != nil && in.Disposition != letters.ReadMoreTime {
		err = fieldError("until", "more time is given with “They need more time”; else leave it empty")
	}
	if err == nil {
		_, err = do(v, operation.MessageRead, operation.OfMessage(id, in))
	}
	if err != nil {
		return v.refuse("message_show", view, err)
	}
	if in.MoreTime != nil {
		return v.done("/inbox", "The message is read, and the answer-by instant has moved. The party is told if it has the request.")
	}
	return v.done("/inbox", fmt.Sprintf("The message is read: %s.", in.Disposition))
}

// moreTime is the time that is given to whoever asks for it, in the form that takes that in; nil for none.
func (v *visit) moreTime(until, why string) (*casework.MoreTimeInput, error) {
	answerBy, err := v.deadline(until)
	if err != nil {
		return nil, err
	}
	reason := strings.TrimSpace(v.form(why))
	switch {
	case answerBy.IsZero() && reason == "":
		return nil, nil
	case answerBy.IsZero():
		return nil, fieldError(until, "say until when")
	case reason == "":
		return nil, fieldError(why, "say why: the party reads it")
	}
	return &casework.MoreTimeInput{Request: v.form("request"), AnswerBy: answerBy, Reason: reason}, nil
}

// messageSeen says that somebody has looked at what came on the answer page.
func (s *Site) messageSeen(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	if _, err := do(v, operation.MessageSeen, operation.MessagePath{Message: id}); err != nil {
		return v.refuse("message_show", view, err)
	}
	return v.done(view.Path, "It is on record that you have seen it.")
}

// messageAssign gives a message in quarantine to a party in a case.
func (s *Site) messageAssign(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	party, err := s.Reads.FindParty(v.ctx(), v.who, v.form("party"))
	if err == nil {
		_, err = do(v, operation.MessageAssign, operation.OfMessage(id, casework.AssignInput{Case: v.form("case"), Party: party}))
	}
	if err != nil {
		return v.refuse("message_show", view, err)
	}
	return v.done(view.Path, "The message belongs to that party now. Read it.")
}

// messageDiscard takes a message out of quarantine. It is kept.
func (s *Site) messageDiscard(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	if _, err := do(v, operation.MessageDiscard, operation.MessagePath{Message: id}); err != nil {
		return v.refuse("message_show", view, err)
	}
	return v.done("/inbox?show=quarantine", "The message is out of quarantine. It is kept.")
}

// messageRaw sends the bytes of a message, to be saved.
func (s *Site) messageRaw(v *visit) error {
	id, err := v.id("message")
	if err != nil {
		return err
	}
	raw, err := s.Reads.RawMessage(v.ctx(), v.who, id)
	if err != nil {
		return err
	}
	return v.download("message-"+id.String()[:8]+".eml", raw)
}

// messageFile sends a file from a message, to be saved.
func (s *Site) messageFile(v *visit) error {
	id, err := v.id("message")
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.path("file"))
	if err != nil {
		return notThere()
	}
	file, data, err := s.Reads.MessageFile(v.ctx(), v.who, id, n)
	if err != nil {
		return err
	}
	return v.download(file.Name, data)
}
