package operation

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

// Messages: what came in and waits for a person, and what went out.
var (
	Inbox = listing("inbox", "GET /inbox", casework.MayReadMail, "List the messages that wait for a person",
		func(ctx context.Context, on Parts, who casework.Caller, in InboxQuery) ([]correspondence.InboxItem, error) {
			if in.All {
				return on.Reads.Messages(ctx, who, in.Before)
			}
			return on.Reads.InboxAfter(ctx, who, in.After)
		})
	MessageShow = action("message-show", "GET /messages/{message}", casework.MayReadMail, "Show a message that came in, all of it",
		func(ctx context.Context, on Parts, who casework.Caller, in MessagePath) (correspondence.InboxItem, error) {
			return on.Reads.Message(ctx, who, in.Message)
		})
	MessageRead = action("message-read", "POST /messages/{message}/read", casework.MayRecordAnswers,
		"Say that a message holds no answer", ofMessage(besideNamed(answers.ReadMessage)))
	MessageSeen = action("message-seen", "POST /messages/{message}/seen", casework.MayRecordAnswers,
		"Say that you have looked at an answer from the answer page", aMessage(beside(answers.SeePageAnswer)))
	MessageAssign = action("message-assign", "POST /messages/{message}/assign", casework.MaySortMail,
		"Give a message in quarantine to a party in a case", ofMessage(besideNamed(answers.AssignMessage)))
	MessageCheck = action("message-check", "POST /messages/{message}/check", casework.MayRecordAnswers,
		"Look again at who sent a message", aMessage(beside(answers.CheckSender)))
	MessageAccept = action("message-accept", "POST /messages/{message}/accept", casework.MaySortMail,
		"Say that a message in quarantine belongs where it was guessed to", ofMessage(besideNamed(answers.AcceptMessage)))
	MessageRefuse = action("message-refuse", "POST /messages/{message}/refuse", casework.MaySortMail,
		"Say that a message in quarantine does not belong where it was guessed to", ofMessage(besideNamed(answers.RefuseMessage)))
	MessageSender = action("message-sender", "POST /messages/{message}/sender", casework.MayWriteParties,
		"Add the sender of a message to the contact points of its party", ofMessage(besideNamed(answers.AddSender)))
	MessageDiscard = action("message-discard", "POST /messages/{message}/discard", casework.MaySortMail,
		"Take a message out of quarantine; it is kept", aMessage(beside(answers.DiscardMessage)))
	MailImport = upload("mail-import", "POST /mail/import", casework.MaySortMail,
		"Take in mail from a file, as if it had just come", withBody((*casework.Door).ImportMail))
	Outbox = listing("outbox", "GET /outbox", casework.MayReadCases, "List letters and what became of them",
		func(ctx context.Context, on Parts, who casework.Caller, in OutboxQuery) ([]correspondence.OutboxItem, error) {
			return on.Reads.Outbox(ctx, who, in.All)
		})
)

// InboxQuery picks messages that came in.
type InboxQuery struct {
	All    bool      `query:"all" doc:"also messages that were read, and those that a machine seems to have sent: the latest 1,000"`
	Before time.Time `query:"before" doc:"with all: those that were received before"`
	After  time.Time `query:"after" doc:"without all, which lists the oldest 1,000: those that were received after"`
}

// OutboxQuery picks letters.
type OutboxQuery struct {
	All bool `query:"all" doc:"also letters that were accepted or called off: the latest 1,000"`
}
