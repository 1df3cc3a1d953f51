package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// commands is every command there is, noun then verb.
type commands struct {
	globals

	Demo  demoCmd  `cmd:"" help:"Play a story on the real product, in seconds."`
	Serve serveCmd `cmd:"" help:"Run Onrecord: the record, the engine, the API and mail."`

	Rehearse rehearseCmd `cmd:"" op:"case-rehearse,file-rehearse,rehearsal-show" help:"Show everything that will go out, and happen, if nobody does anything."`

	Login  loginCmd  `cmd:"" op:"me" help:"Use a desk elsewhere from now on."`
	Logout logoutCmd `cmd:"" help:"Forget a desk elsewhere."`

	Turn struct {
		List   turnListCmd   `cmd:"" default:"withargs" op:"turn-list"`
		Accept turnAcceptCmd `cmd:"" op:"turn-accept"`
		Assign turnAssignCmd `cmd:"" op:"turn-assign"`
		Snooze turnSnoozeCmd `cmd:"" op:"turn-snooze"`
		Wake   turnWakeCmd   `cmd:"" op:"turn-snooze" help:"Show again what you have snoozed."`
		Read   turnReadCmd   `cmd:"" op:"turn-read"`
	} `cmd:"" help:"What waits for you."`
	Search   searchCmd   `cmd:"" op:"search"`
	Activity activityCmd `cmd:"" op:"activity"`

	Corrections correctionsCmd `cmd:"" op:"correction-list"`

	Case struct {
		Open         caseOpenCmd         `cmd:"" op:"case-open,case-open-file" help:"Open a case, empty or from a case file."`
		List         caseListCmd         `cmd:"" op:"case-list"`
		Show         caseShowCmd         `cmd:"" op:"case-show" help:"Show a case at a glance."`
		Line         caseLineCmd         `cmd:"" op:"case-line"`
		WithdrawLine caseWithdrawLineCmd `cmd:"" op:"line-withdraw" sure:"The sentence is not shown any more."`
		Board        caseBoardCmd        `cmd:"" op:"case-board"`
		PrintSafe    casePrintSafeCmd    `cmd:"" op:"print-check,line-freeze" help:"Say what speaks against printing the line of a case, and freeze it."`
		Revise       caseReviseCmd       `cmd:"" op:"case-revise" help:"Change what a case says about itself and how it is worked on."`
		Report       caseReportCmd       `cmd:"" op:"case-show" help:"Write the report of a case."`
		Export       caseExportCmd       `cmd:"" op:"case-file" help:"Write a case down as a case file that opens it again."`
		Timeline     caseTimelineCmd     `cmd:"" op:"case-timeline" help:"Print what happened in a case."`
		Watch        caseWatchCmd        `cmd:"" op:"case-timeline" help:"Print what happens in a case, as it happens."`
		Draft        struct {
			Put    draftPutCmd    `cmd:"" op:"draft-put" help:"Put a version of the draft of a story in."`
			Show   draftShowCmd   `cmd:"" op:"draft-show" help:"Show the draft of a story, and what is left before it can run."`
			Mark   draftMarkCmd   `cmd:"" op:"passage-mark"`
			Clear  draftClearCmd  `cmd:"" op:"passage-clear"`
			Settle draftSettleCmd `cmd:"" op:"passage-settle"`
			Copy   draftCopyCmd   `cmd:"" op:"draft-copy" help:"Print the draft with a note on each passage, for the lawyer or the copy editor."`
		} `cmd:"" help:"The text of a story, in versions."`
	} `cmd:"" help:"Stories under verification."`

	Comment struct {
		List    commentListCmd    `cmd:"" op:"comment-list"`
		Write   commentWriteCmd   `cmd:"" op:"comment-write"`
		Reply   commentReplyCmd   `cmd:"" op:"comment-write" help:"Say something in a thread of comments."`
		Revise  commentReviseCmd  `cmd:"" op:"comment-revise"`
		See     commentSeeCmd     `cmd:"" op:"comment-see"`
		Resolve commentResolveCmd `cmd:"" op:"comment-resolve"`
		Reopen  commentReopenCmd  `cmd:"" op:"comment-reopen"`
	} `cmd:"" help:"What colleagues say to each other about a case. Nobody outside the desk reads it."`

	Access struct {
		List   accessListCmd   `cmd:"" op:"access-show"`
		Give   accessGiveCmd   `cmd:"" op:"access-change" help:"Put people on the access list of a case."`
		Take   accessTakeCmd   `cmd:"" op:"access-change" help:"Take people off the access list of a case."`
		Revise accessReviseCmd `cmd:"" op:"access-change" help:"Restrict a case, open it to the desk, or hand it to another owner."`
	} `cmd:"" help:"Who may see a case."`

	Claim struct {
		Add            claimAddCmd            `cmd:"" op:"claim-add"`
		AddMany        claimAddManyCmd        `cmd:"" op:"sheet-add,sheet-show"`
		Show           claimShowCmd           `cmd:"" op:"claim-show" help:"Show a claim: who was asked, and what each said."`
		Revise         claimReviseCmd         `cmd:"" op:"claim-revise" help:"Change what a claim says."`
		Open           claimOpenCmd           `cmd:"" op:"claim-open"`
		Hold           claimHoldCmd           `cmd:"" op:"claim-hold"`
		Resume         claimResumeCmd         `cmd:"" op:"claim-resume" help:"Let the clocks of a claim run again."`
		Withdraw       claimWithdrawCmd       `cmd:"" op:"claim-withdraw" sure:"The claim is withdrawn, and nobody is asked about it any more."`
		Series         claimSeriesCmd         `cmd:"" op:"series-open"`
		Extend         claimExtendCmd         `cmd:"" op:"series-extend"`
		Reword         claimRewordCmd         `cmd:"" op:"series-revise"`
		Order          claimOrderCmd          `cmd:"" op:"claim-order"`
		Relate         claimRelateCmd         `cmd:"" op:"claim-relate"`
		Unrelate       claimUnrelateCmd       `cmd:"" op:"claim-unrelate"`
		Uphold         claimUpholdCmd         `cmd:"" op:"claim-uphold"`
		UpholdAnswers  claimUpholdAnswersCmd  `cmd:"" op:"answers-uphold"`
		WeighAnswer    claimWeighAnswerCmd    `cmd:"" op:"answer-weigh"`
		PutAskingAside claimPutAskingAsideCmd `cmd:"" op:"asking-put-aside"`
		Decline        claimDeclineCmd        `cmd:"" op:"claim-decline"`
		Close          claimCloseCmd          `cmd:"" op:"claim-close"`
		Step           claimStepCmd           `cmd:"" op:"claim-step"`
		Mark           claimMarkCmd           `cmd:"" op:"claim-mark"`
		Repin          claimRepinCmd          `cmd:"" op:"claim-repin"`

		Statement         claimStatementCmd         `cmd:"" op:"statement-record"`
		WithdrawStatement claimWithdrawStatementCmd `cmd:"" op:"statement-withdraw" sure:"The statement counts for nothing any more."`
		Contest           claimContestCmd           `cmd:"" op:"independence-contest"`
		Uncontest         claimUncontestCmd         `cmd:"" op:"independence-restore"`
		Disclose          claimDiscloseCmd          `cmd:"" op:"claim-disclose"`
	} `cmd:"" help:"Checkable statements of a case."`

	Evidence struct {
		Add      evidenceAddCmd      `cmd:"" op:"evidence-add"`
		List     evidenceListCmd     `cmd:"" op:"evidence-list" help:"List the evidence of a claim."`
		Save     evidenceSaveCmd     `cmd:"" op:"evidence-file" help:"Write the file of a piece of evidence."`
		Withdraw evidenceWithdrawCmd `cmd:"" op:"evidence-withdraw" sure:"The evidence counts for nothing any more."`
		Uphold   evidenceUpholdCmd   `cmd:"" op:"evidence-uphold"`
		Disclose evidenceDiscloseCmd `cmd:"" op:"evidence-disclose"`
	} `cmd:"" help:"What supports a claim, or contradicts it."`

	Party struct {
		Add     partyAddCmd     `cmd:"" op:"party-add"`
		List    partyListCmd    `cmd:"" op:"party-list"`
		Show    partyShowCmd    `cmd:"" op:"party-show"`
		Revise  partyReviseCmd  `cmd:"" op:"party-revise" help:"Change a party's name, zone, office hours and holidays."`
		Contact partyContactCmd `cmd:"" op:"party-contact"`
	} `cmd:"" help:"Organisations and people who can answer."`
	Contact struct {
		Add     contactAddCmd     `cmd:"" op:"contact-add"`
		List    contactListCmd    `cmd:"" op:"contact-list"`
		Choose  contactChooseCmd  `cmd:"" op:"contact-choose"`
		Verify  contactVerifyCmd  `cmd:"" op:"contact-verify" help:"Say how you made sure that a contact point is the party's."`
		Retire  contactRetireCmd  `cmd:"" op:"contact-retire" sure:"The contact point is not used any more."`
		Order   contactOrderCmd   `cmd:"" op:"contact-order"`
		Revive  contactReviveCmd  `cmd:"" op:"contact-revive"`
		Preview contactPreviewCmd `cmd:"" op:"contact-preview"`
		Again   contactAgainCmd   `cmd:"" op:"contact-again,contact-preview"`
		Health  contactHealthCmd  `cmd:"" op:"contact-health"`
	} `cmd:"" help:"Ways to reach a party."`

	Ask     askCmd `cmd:"" op:"request-ask,request-preview"`
	Request struct {
		Show     requestShowCmd     `cmd:"" op:"request-show" help:"Show a request and its letters."`
		Undo     requestUndoCmd     `cmd:"" op:"request-undo"`
		Again    requestAgainCmd    `cmd:"" op:"request-again"`
		Withdraw requestWithdrawCmd `cmd:"" op:"request-withdraw" sure:"The request is withdrawn, and the party is not reminded any more."`
		Extend   requestExtendCmd   `cmd:"" op:"request-extend"`
		Attempt  requestAttemptCmd  `cmd:"" op:"request-attempt"`
		CallBack requestCallBackCmd `cmd:"" name:"call-back" op:"request-call-back"`
		Pause    requestPauseCmd    `cmd:"" op:"request-pause"`
		Resume   requestResumeCmd   `cmd:"" op:"request-resume"`
		FollowUp requestFollowUpCmd `cmd:"" op:"request-follow-up"`
	} `cmd:"" help:"Requests to parties."`
	Many struct {
		Ask      manyAskCmd      `cmd:"" op:"request-ask-many"`
		Extend   manyExtendCmd   `cmd:"" op:"request-extend-many"`
		Stop     manyStopCmd     `cmd:"" op:"request-withdraw-many" sure:"The requests are withdrawn, and the parties are not reminded any more."`
		Withdraw manyWithdrawCmd `cmd:"" op:"claim-withdraw-many" sure:"The claims are withdrawn, and nobody is asked about them any more."`
		Assess   manyAssessCmd   `cmd:"" op:"claim-assess-many"`
		Sign     manySignCmd     `cmd:"" op:"claim-sign-many"`
		Publish  manyPublishCmd  `cmd:"" op:"claim-publish-many"`
	} `cmd:"" help:"Many things in one act."`
	Answer answerCmd `cmd:"" op:"answer-record"`

	Inbox struct {
		List    inboxListCmd    `cmd:"" default:"1" op:"inbox"`
		Show    inboxShowCmd    `cmd:"" op:"message-show" help:"Show a message, also one that was read."`
		Read    inboxReadCmd    `cmd:"" op:"message-read"`
		Seen    inboxSeenCmd    `cmd:"" op:"message-seen"`
		Check   inboxCheckCmd   `cmd:"" op:"message-check"`
		Accept  inboxAcceptCmd  `cmd:"" op:"message-accept"`
		Refuse  inboxRefuseCmd  `cmd:"" op:"message-refuse"`
		Sender  inboxSenderCmd  `cmd:"" op:"message-sender"`
		Assign  inboxAssignCmd  `cmd:"" op:"message-assign"`
		Discard inboxDiscardCmd `cmd:"" op:"message-discard" sure:"The message leaves the inbox for good."`
	} `cmd:"" help:"Messages that came in."`
	Outbox outboxCmd `cmd:"" op:"outbox"`
	Mail   struct {
		Status  mailStatusCmd  `cmd:"" op:"mail-status"`
		Setup   mailSetupCmd   `cmd:"" op:"mail-allow,mail-allow-finish" help:"Allow the desk into its mailbox, and try the mail servers."`
		Test    mailTestCmd    `cmd:"" op:"mail-test"`
		Import  mailImportCmd  `cmd:"" op:"mail-import"`
		Show    mailShowCmd    `cmd:"" op:"mail-show"`
		Hold    mailHoldCmd    `cmd:"" op:"mail-hold"`
		Release mailReleaseCmd `cmd:"" op:"mail-release"`
		Key     struct {
			Show mailKeyShowCmd `cmd:"" op:"mail-key-show"`
			Make mailKeyMakeCmd `cmd:"" op:"mail-key-make"`
			Use  mailKeyUseCmd  `cmd:"" op:"mail-key-use"`
		} `cmd:"" help:"Keys with which letters are signed (DKIM)."`
	} `cmd:"" help:"How mail comes in, and goes out."`

	Assess assessCmd `cmd:"" op:"claim-assess"`
	Review struct {
		List    reviewListCmd    `cmd:"" op:"review-list"`
		Show    reviewShowCmd    `cmd:"" op:"review-show" help:"Show everything that a sign-off covers, and its hash."`
		News    reviewNewsCmd    `cmd:"" op:"review-show" help:"Show what is new since you last looked, and who can sign."`
		Seen    reviewSeenCmd    `cmd:"" op:"review-seen"`
		Compare reviewCompareCmd `cmd:"" op:"review-difference" help:"Compare what you saw with what is there now."`
		Sign    reviewSignCmd    `cmd:"" op:"claim-sign"`
		Return  reviewReturnCmd  `cmd:"" op:"claim-return" help:"Send a claim back with comments."`
	} `cmd:"" help:"Decisions of reviewers."`
	Publish         publishCmd         `cmd:"" op:"claim-publish"`
	PublishUnsigned publishUnsignedCmd `cmd:"" op:"claim-publish-unsigned" sure:"A finding that nobody has signed becomes public."`
	Told            claimToldCmd       `cmd:"" op:"claim-told"`
	Correct         correctCmd         `cmd:"" op:"claim-correct"`
	Retract         retractCmd         `cmd:"" op:"claim-retract" sure:"The finding is retracted for everybody to see, and open requests are withdrawn."`

	Schedule   scheduleCmd   `cmd:"" op:"claim-schedule"`
	Unschedule unscheduleCmd `cmd:"" op:"claim-unschedule"`
	TakeDown   takeDownCmd   `cmd:"" op:"claim-take-down" sure:"The words of the finding are taken off the public pages."`

	Person struct {
		Add      personAddCmd      `cmd:"" op:"person-add"`
		List     personListCmd     `cmd:"" op:"person-list"`
		Show     personShowCmd     `cmd:"" op:"person-show"`
		Profile  personProfileCmd  `cmd:"" op:"person-profile,me-profile"`
		Roles    personRolesCmd    `cmd:"" op:"person-roles"`
		Invite   personInviteCmd   `cmd:"" op:"person-invite" help:"Make a one-time link by which a person joins, or signs in anew."`
		HandOver personHandOverCmd `cmd:"" op:"person-hand-over"`
		Away     personAwayCmd     `cmd:"" op:"person-away"`
		Back     personBackCmd     `cmd:"" op:"person-back"`
		Disable  personDisableCmd  `cmd:"" op:"person-disable" sure:"Every session and token of that person ends."`
		Enable   personEnableCmd   `cmd:"" op:"person-enable"`
	} `cmd:"" help:"The people of the desk."`
	Notices struct {
		Show   noticesShowCmd   `cmd:"" op:"notices-show" default:"withargs"`
		Choose noticesChooseCmd `cmd:"" op:"notices-choose"`
		Desk   struct {
			Show   deskNoticesShowCmd   `cmd:"" op:"desk-notices-show" default:"withargs"`
			Choose deskNoticesChooseCmd `cmd:"" op:"desk-notices-choose"`
		} `cmd:"" help:"What the webhook of the desk is told."`
		Webhook struct {
			Set    webhookSetCmd    `cmd:"" op:"webhook-set,desk-webhook-set" help:"Be told by the incoming webhook of a chat."`
			Try    webhookTryCmd    `cmd:"" op:"webhook-try,desk-webhook-try" help:"Post a line to the webhook, to see whether it works."`
			Remove webhookRemoveCmd `cmd:"" op:"webhook-remove,desk-webhook-remove" help:"Be told by the webhook no more."`
		} `cmd:"" help:"The chat to which notices go."`
	} `cmd:"" help:"How you are told what waits for you."`
	Token struct {
		List   tokenListCmd   `cmd:"" op:"token-list"`
		Make   tokenMakeCmd   `cmd:"" op:"token-make"`
		Revoke tokenRevokeCmd `cmd:"" op:"token-revoke" sure:"Whoever uses the token is shut out at once."`
	} `cmd:"" help:"Keys of programs that act as you."`
	Settings struct {
		Show   settingsShowCmd   `cmd:"" op:"settings-show"`
		Revise settingsReviseCmd `cmd:"" op:"settings-revise" help:"Change the desk's settings."`
	} `cmd:"" help:"The desk: its name, mail, calendar, policy and plan."`
	Template struct {
		Show    templateShowCmd    `cmd:"" op:"template-show" help:"Print what letters of a kind are written from."`
		Preview templatePreviewCmd `cmd:"" op:"template-preview" help:"Show a sample letter; nothing is changed."`
		Revise  templateReviseCmd  `cmd:"" op:"template-revise" help:"Change what letters of a kind are written from."`
	} `cmd:"" help:"What letters are written from."`
	Policy struct {
		Check policyCheckCmd `cmd:"" help:"Say what is wrong with a policy, and what it says in words."`
		List  policyListCmd  `cmd:"" op:"policy-list"`
		Show  policyShowCmd  `cmd:"" op:"policy-show"`
		Set   policySetCmd   `cmd:"" op:"policy-set"`
	} `cmd:"" help:"What the desk asks for before a finding is published."`
	Plan struct {
		Check planCheckCmd `cmd:"" help:"Say what is wrong with a reminder plan, and what it says in words."`
		List  planListCmd  `cmd:"" op:"plan-list"`
		Show  planShowCmd  `cmd:"" op:"plan-show"`
		Set   planSetCmd   `cmd:"" op:"plan-set"`
		Move  planMoveCmd  `cmd:"" op:"plan-move"`
	} `cmd:"" help:"When the silent are reminded."`
	Engine struct {
		Status  engineStatusCmd  `cmd:"" op:"engine-status"`
		Show    engineShowCmd    `cmd:"" op:"engine-workflow"`
		Codec   engineCodecCmd   `cmd:"" op:"engine-decode,engine-encode" help:"Let Temporal's UI show what is sealed in the engine."`
		Rebuild engineRebuildCmd `cmd:"" op:"engine-rebuild"`
	} `cmd:"" help:"The engine that keeps the clocks."`
	Record struct {
		Verify recordVerifyCmd `cmd:"" op:"record-verify"`
	} `cmd:"" help:"The permanent truth."`

	Version    versionCmd       `cmd:"" help:"Print the version."`
	Completion completionCmd    `cmd:"" help:"Print what a shell needs to complete commands."`
	Complete   completeCmd      `cmd:"" hidden:"" help:"Print what the last word can become."`
	Apart      rehearseApartCmd `cmd:"" name:"rehearse-apart" hidden:"" help:"Play the rehearsal that a desk orders."`
	Man        manCmd           `cmd:"" help:"Print the manual page."`
}

// Help implements kong.HelpProvider.
func (commands) Help() string {
	return `
onrecord help COMMAND is onrecord COMMAND --help.

Data goes to stdout, talk and errors to stderr. Exit status: 0 done; 1 a defect;
2 the command or its input does not make sense; 3 there is no such thing; 4 a rule
forbids it; 5 a part does not answer, or the outcome is not known; 6 the record or
its disk; 130 interrupted.`
}

// globals are the flags that every command takes.
type globals struct {
	Data  string `placeholder:"DIR" env:"ONRECORD_DATA" help:"Data directory. Default: onrecord in the user's state directory."`
	Desk  string `placeholder:"URL" env:"ONRECORD_DESK" help:"A desk elsewhere, see onrecord login."`
	As    string `placeholder:"HANDLE" env:"ONRECORD_AS" help:"The person who acts. Default: whoever runs onrecord serve."`
	JSON  bool   `name:"json" help:"Print data and errors as JSON."`
	Quiet bool   `short:"q" help:"Print data and errors only."`
	Yes   bool   `short:"y" help:"Do not ask before something that cannot be undone."`

	PrintVersion kong.VersionFlag `name:"version" help:"Print the version."`
}

const description = "Verification of claims, on the record: who was asked what, when, how often, what they said, and who decided."

// run runs one command and returns the exit status.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second one ends the process at once
	p := &program{ctx: ctx, in: in, out: out, err: errs, now: func() time.Time { return time.Now().UTC() }}

	var c commands
	helped := false
	parser, err := kong.New(&c,
		kong.Name("onrecord"), kong.Description(description), kong.Writers(out, errs), kong.Vars{"version": "onrecord " + version()},
		kong.Exit(func(int) { helped = true }),
		kong.PostBuild(takeSentences), kong.PostBuild(explainWords),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return p.fail(err)
	}
	parsed, err := parser.Parse(asHelp(args))
	if helped {
		return 0
	}
	p.globals, p.model, p.commands = c.globals, parser.Model, commandsOf(parser.Model)
	if err != nil {
		p.JSON = p.JSON || asksForJSON(args)
		return p.fail(misused(err))
	}
	if !onlyTries(parsed) {
		if err := p.sure(parsed.Selected().Tag.Get("sure")); err != nil {
			return p.fail(err)
		}
	}
	return p.fail(parsed.Run(p))
}

// asHelp reads no command at all, and the command help, as what asks for help.
func asHelp(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(slices.Clone(args[1:]), "--help")
	}
	return args
}

// onlyTries reports whether a command says what it would do, and does nothing.
func onlyTries(parsed *kong.Context) bool {
	return slices.ContainsFunc(parsed.Flags(), func(f *kong.Flag) bool { return f.Name == "try" && f.Target.Bool() })
}
