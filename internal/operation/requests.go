package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// Requests to parties, and their answers.
var (
	RequestAsk     = create("request-ask", "POST /cases/{case}/requests", casework.MayAsk, "Put a request to a party", inCase(besideNamed(requests.Ask)))
	RequestPreview = action("request-preview", "POST /cases/{case}/requests/preview", casework.MayAsk,
		"Show the letter that a request would have go out; nothing is asked", inCase(besideNamed(requests.PreviewLetter)))
	RequestShow = action("request-show", "GET /requests/{request}", casework.MayReadCases, "Show a request",
		func(ctx context.Context, on Parts, who casework.Caller, in RequestPath) (report.RequestReport, error) {
			return on.Reads.RequestView(ctx, who, in.Request)
		})
	RequestWithdraw = action("request-withdraw", "POST /requests/{request}/withdraw", casework.MayAsk, "Stop asking",
		func(ctx context.Context, on Parts, who casework.Caller, in RequestWith[Because]) (casework.Receipt, error) {
			return requests.Withdraw(ctx, on.Door, who, in.Request, given(in.Body))
		})
	RequestExtend = action("request-extend", "POST /requests/{request}/extend", casework.MayAsk,
		"Move the answer-by instant", ofRequest(besideNamed(requests.Extend)))
	RequestPause = action("request-pause", "POST /requests/{request}/pause", casework.MayAsk,
		"Stop the reminders of a request", ofRequest(besideNamed(requests.PauseReminders)))
	RequestResume = action("request-resume", "POST /requests/{request}/resume", casework.MayAsk,
		"Let the reminders of a request go out again", aRequest(beside(requests.ResumeReminders)))
	RequestUndo = action("request-undo", "POST /requests/{request}/undo", casework.MayAsk,
		"Take back what has not gone out yet", aRequest(beside(requests.Undo)))
	RequestAgain = action("request-again", "POST /requests/{request}/again", casework.MayAsk,
		"Have a request whose letter came back go to another contact point", ofRequest(besideNamed(contacts.PutAgain)))
	RequestFollowUp = create("request-follow-up", "POST /requests/{request}/follow-ups", casework.MayAsk,
		"Write a letter by hand in the thread of a request",
		func(ctx context.Context, on Parts, who casework.Caller, in RequestWith[requests.FollowUpInput]) (casework.Receipt, error) {
			return requests.FollowUp(ctx, on.Door, who, in.Request, in.Body)
		})
	RequestAttempt = create("request-attempt", "POST /requests/{request}/attempts", casework.MayAsk,
		"Say that somebody has tried to reach the party", ofRequest(besideNamed(requests.LogAttempt)))
	RequestCallBack = action("request-call-back", "POST /requests/{request}/call-back", casework.MayRecordAnswers,
		"Say that the party, called back on a known number, has confirmed an answer", ofRequest(besideNamed(answers.CallBack)))
	AnswerRecord = create("answer-record", "POST /cases/{case}/answers", casework.MayRecordAnswers,
		"Record what a party said", inCase(besideNamed(answers.Record)))
)
