package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// commands is every command there is, noun then verb.
type commands struct {
	globals

	Demo  demoCmd  `cmd:"" help:"Play a real case through one week, in seconds."`
	Serve serveCmd `cmd:"" help:"Run Onrecord: the record, the engine, the API and mail."`

	Login  loginCmd  `cmd:"" help:"Use a desk elsewhere from now on."`
	Logout logoutCmd `cmd:"" help:"Forget a desk elsewhere."`

	Turn struct {
		List   turnListCmd   `cmd:"" default:"withargs" help:"List what waits for you."`
		Accept turnAcceptCmd `cmd:"" help:"Make it your turn, and nobody else's."`
		Assign turnAssignCmd `cmd:"" help:"Make it a person's turn."`
		Snooze turnSnoozeCmd `cmd:"" help:"Hide what waits from yourself for a while."`
		Wake   turnWakeCmd   `cmd:"" help:"Show again what you have snoozed."`
		Read   turnReadCmd   `cmd:"" help:"Say of messages that they were read and hold no answer."`
	} `cmd:"" help:"What waits for you."`
	Search   searchCmd   `cmd:"" help:"Find cases, claims, parties, requests, answers and messages by their words."`
	Activity activityCmd `cmd:"" help:"List what happened on the desk, the latest first."`

	Case struct {
		Open     caseOpenCmd     `cmd:"" help:"Open a case, empty or from a case file."`
		List     caseListCmd     `cmd:"" help:"List the cases."`
		Show     caseShowCmd     `cmd:"" help:"Show a case at a glance."`
		Revise   caseReviseCmd   `cmd:"" help:"Change what a case says about itself and how it is worked on."`
		Report   caseReportCmd   `cmd:"" help:"Write the report of a case."`
		Timeline caseTimelineCmd `cmd:"" help:"Print what happened in a case."`
		Watch    caseWatchCmd    `cmd:"" help:"Print what happens in a case, as it happens."`
	} `cmd:"" help:"Stories under verification."`

	Access struct {
		List   accessListCmd   `cmd:"" help:"Show who may see a case, and who can sign in it."`
		Give   accessGiveCmd   `cmd:"" help:"Put people on the access list of a case."`
		Take   accessTakeCmd   `cmd:"" help:"Take people off the access list of a case."`
		Revise accessReviseCmd `cmd:"" help:"Restrict a case, open it to the desk, or hand it to another owner."`
	} `cmd:"" help:"Who may see a case."`

	Claim struct {
		Add      claimAddCmd      `cmd:"" help:"Add a claim to a case."`
		AddMany  claimAddManyCmd  `cmd:"" help:"Add the claims of a list to a case."`
		Show     claimShowCmd     `cmd:"" help:"Show a claim: who was asked, and what each said."`
		Revise   claimReviseCmd   `cmd:"" help:"Change what a claim says."`
		Open     claimOpenCmd     `cmd:"" help:"Make a draft checkable."`
		Hold     claimHoldCmd     `cmd:"" help:"Stop every clock of a claim."`
		Resume   claimResumeCmd   `cmd:"" help:"Let the clocks of a claim run again."`
		Withdraw claimWithdrawCmd `cmd:"" help:"Give a claim up."`
		Decline  claimDeclineCmd  `cmd:"" help:"Find that a claim is not checkable."`
		Close    claimCloseCmd    `cmd:"" help:"End the work on a published claim."`
	} `cmd:"" help:"Checkable statements of a case."`

	Evidence struct {
		Add      evidenceAddCmd      `cmd:"" help:"Put a piece of evidence to a claim."`
		List     evidenceListCmd     `cmd:"" help:"List the evidence of a claim."`
		Save     evidenceSaveCmd     `cmd:"" help:"Write the file of a piece of evidence."`
		Withdraw evidenceWithdrawCmd `cmd:"" help:"No longer rely on a piece of evidence."`
	} `cmd:"" help:"What supports a claim, or contradicts it."`

	Party struct {
		Add     partyAddCmd     `cmd:"" help:"Put a party into the directory."`
		List    partyListCmd    `cmd:"" help:"List the parties."`
		Show    partyShowCmd    `cmd:"" help:"Show a party."`
		Revise  partyReviseCmd  `cmd:"" help:"Change a party's name, zone, office hours and holidays."`
		Contact partyContactCmd `cmd:"" help:"Give a party another address."`
	} `cmd:"" help:"Organisations and people who can answer."`
	Contact struct {
		Add    contactAddCmd    `cmd:"" help:"Give a party one more contact point."`
		List   contactListCmd   `cmd:"" help:"List the contact points of a party, with their health."`
		Choose contactChooseCmd `cmd:"" help:"Have letters go to one of a party's e-mail addresses."`
		Verify contactVerifyCmd `cmd:"" help:"Say how you made sure that a contact point is the party's."`
		Retire contactRetireCmd `cmd:"" help:"Say that a contact point is not used any more."`
	} `cmd:"" help:"Ways to reach a party."`

	Ask     askCmd `cmd:"" help:"Put a request to a party."`
	Request struct {
		Show     requestShowCmd     `cmd:"" help:"Show a request and its letters."`
		Undo     requestUndoCmd     `cmd:"" help:"Take back what has not gone out yet."`
		Withdraw requestWithdrawCmd `cmd:"" help:"Stop asking."`
		Extend   requestExtendCmd   `cmd:"" help:"Move the answer-by instant."`
		Pause    requestPauseCmd    `cmd:"" help:"Stop the reminders of a request."`
		Resume   requestResumeCmd   `cmd:"" help:"Let the reminders of a request go out again."`
		FollowUp requestFollowUpCmd `cmd:"" help:"Write a letter by hand in the thread of a request."`
	} `cmd:"" help:"Requests to parties."`
	Answer answerCmd `cmd:"" help:"Record what a party said."`

	Inbox struct {
		List    inboxListCmd    `cmd:"" default:"1" help:"List the messages that wait for a person."`
		Show    inboxShowCmd    `cmd:"" help:"Show a message, also one that was read."`
		Read    inboxReadCmd    `cmd:"" help:"Say that a message holds no answer."`
		Seen    inboxSeenCmd    `cmd:"" help:"Say that you have looked at an answer from the answer page."`
		Assign  inboxAssignCmd  `cmd:"" help:"Give a message in quarantine to a party in a case."`
		Discard inboxDiscardCmd `cmd:"" help:"Take a message out of quarantine; it is kept."`
	} `cmd:"" help:"Messages that came in."`
	Outbox outboxCmd `cmd:"" help:"List letters and what became of them."`

	Assess assessCmd `cmd:"" help:"Propose an outcome and ask for review."`
	Review struct {
		Show    reviewShowCmd    `cmd:"" help:"Show everything that a sign-off covers, and its hash."`
		News    reviewNewsCmd    `cmd:"" help:"Show what is new since you last looked, and who can sign."`
		Seen    reviewSeenCmd    `cmd:"" help:"Note what you have looked at."`
		Compare reviewCompareCmd `cmd:"" help:"Compare what you saw with what is there now."`
		Sign    reviewSignCmd    `cmd:"" help:"Sign off what you saw."`
		Return  reviewReturnCmd  `cmd:"" help:"Send a claim back with comments."`
	} `cmd:"" help:"Decisions of reviewers."`
	Publish publishCmd `cmd:"" help:"Make a finding public, or correct it."`
	Correct correctCmd `cmd:"" help:"Start a correction of a public finding."`
	Retract retractCmd `cmd:"" help:"Take a public finding back."`

	Person struct {
		Add     personAddCmd     `cmd:"" help:"Add a person to the desk."`
		List    personListCmd    `cmd:"" help:"List the people of the desk."`
		Show    personShowCmd    `cmd:"" help:"Show a person."`
		Profile personProfileCmd `cmd:"" help:"Give a person another name or address."`
		Roles   personRolesCmd   `cmd:"" help:"Replace a person's roles."`
		Invite  personInviteCmd  `cmd:"" help:"Make a one-time link by which a person joins, or signs in anew."`
		Disable personDisableCmd `cmd:"" help:"Take the right to do anything from a person."`
		Enable  personEnableCmd  `cmd:"" help:"Give a disabled person back what the roles allow."`
	} `cmd:"" help:"The people of the desk."`
	Token struct {
		List   tokenListCmd   `cmd:"" help:"List your API tokens."`
		Make   tokenMakeCmd   `cmd:"" help:"Make an API token."`
		Revoke tokenRevokeCmd `cmd:"" help:"End an API token."`
	} `cmd:"" help:"Keys of programs that act as you."`
	Settings struct {
		Show   settingsShowCmd   `cmd:"" help:"Show the desk's settings."`
		Revise settingsReviseCmd `cmd:"" help:"Change the desk's settings."`
	} `cmd:"" help:"The desk: its name, mail, calendar, policy and plan."`
	Template struct {
		Show    templateShowCmd    `cmd:"" help:"Print what letters of a kind are written from."`
		Preview templatePreviewCmd `cmd:"" help:"Show a sample letter; nothing is changed."`
		Revise  templateReviseCmd  `cmd:"" help:"Change what letters of a kind are written from."`
	} `cmd:"" help:"What letters are written from."`
	Engine struct {
		Status  engineStatusCmd  `cmd:"" help:"Show how the engine is."`
		Rebuild engineRebuildCmd `cmd:"" help:"Start every open workflow from the record."`
	} `cmd:"" help:"The engine that keeps the clocks."`
	Record struct {
		Verify recordVerifyCmd `cmd:"" help:"Verify the whole record."`
	} `cmd:"" help:"The permanent truth."`

	Version versionCmd `cmd:"" help:"Print the version."`
}

// Help implements kong.HelpProvider.
func (commands) Help() string {
	return `
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
}

const description = "Verification of claims, on the record: who was asked what, when, how often, what they said, and who decided."

// run runs one command and returns the exit status.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second one ends the process at once
	p := &program{ctx: ctx, in: in, out: out, err: errs, now: time.Now}

	var c commands
	helped := false
	parser, err := kong.New(&c,
		kong.Name("onrecord"), kong.Description(description), kong.Writers(out, errs),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}), kong.PostBuild(explainWords),
	)
	if err != nil {
		return p.fail(err)
	}
	parsed, err := parser.Parse(args)
	if helped {
		return 0
	}
	p.globals = c.globals
	if err != nil {
		p.JSON = p.JSON || asksForJSON(args)
		return p.fail(misused(err))
	}
	return p.fail(parsed.Run(p))
}
