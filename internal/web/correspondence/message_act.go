package correspondence

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// MessageRead says that a message holds no answer.
func MessageRead(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	in := answers.ReadInput{Disposition: letters.Disposition(v.Form("disposition"))}
	promised, err := v.Instant("promised")
	if !promised.IsZero() {
		in.Promised = &promised
	}
	if err == nil {
		in.MoreTime, err = moreTime(v, "until", "why")
	}
	if err == nil && in.MoreTime != nil && in.Disposition != letters.ReadMoreTime {
		err = page.FieldError("until", "more time is given with “They need more time”; else leave it empty")
	}
	if err == nil {
		_, err = page.Do(v, operation.MessageRead, operation.OfMessage(id, in))
	}
	if err != nil {
		return v.Refuse("message_show", view, err)
	}
	if in.MoreTime != nil {
		return v.Done("/inbox", "The message is read, and the answer-by instant has moved. The party is told if it has the request.")
	}
	return v.Done("/inbox", fmt.Sprintf("The message is read: %s.", in.Disposition))
}

// moreTime is the time that is given to whoever asks for it, in the form that takes that in; nil for none.
func moreTime(v *page.Visit, until, why string) (*answers.MoreTimeInput, error) {
	answerBy, err := v.Deadline(until)
	if err != nil {
		return nil, err
	}
	reason := strings.TrimSpace(v.Form(why))
	switch {
	case answerBy.IsZero() && reason == "":
		return nil, nil
	case answerBy.IsZero():
		return nil, page.FieldError(until, "say until when")
	case reason == "":
		return nil, page.FieldError(why, "say why: the party reads it")
	}
	return &answers.MoreTimeInput{Request: v.Form("request"), AnswerBy: answerBy, Reason: reason}, nil
}

// MessageSeen says that somebody has looked at what came on the answer page.
func MessageSeen(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if _, err := page.Do(v, operation.MessageSeen, operation.MessagePath{Message: id}); err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done(view.Path, "It is on record that you have seen it.")
}

// MessageAssign gives a message in quarantine to a party in a case.
func MessageAssign(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	party, err := v.Reads.FindParty(v.Context(), v.Who, v.Form("party"))
	if err == nil {
		_, err = page.Do(v, operation.MessageAssign, operation.OfMessage(id, answers.AssignInput{Case: v.Form("case"), Party: party}))
	}
	if err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done(view.Path, "The message belongs to that party now. Read it.")
}

// MessageDiscard takes a message out of quarantine. It is kept.
func MessageDiscard(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if _, err := page.Do(v, operation.MessageDiscard, operation.MessagePath{Message: id}); err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done("/inbox?show=quarantine", "The message is out of quarantine. It is kept.")
}

// MessageRaw sends the bytes of a message, to be saved.
func MessageRaw(v *page.Visit) error {
	id, err := v.ID("message")
	if err != nil {
		return err
	}
	raw, err := v.Reads.RawMessage(v.Context(), v.Who, id)
	if err != nil {
		return err
	}
	return v.Download("message-"+id.String()[:8]+".eml", raw)
}

// MessageFile sends a file from a message, to be saved.
func MessageFile(v *page.Visit) error {
	id, err := v.ID("message")
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.Path("file"))
	if err != nil {
		return page.NotThere()
	}
	file, data, err := v.Reads.MessageFile(v.Context(), v.Who, id, n)
	if err != nil {
		return err
	}
	return v.Download(file.Name, data)
}
