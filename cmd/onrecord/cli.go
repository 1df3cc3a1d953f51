package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/cases"
	"github.com/onrecord/onrecord/cmd/onrecord/claims"
	"github.com/onrecord/onrecord/cmd/onrecord/desk"
	"github.com/onrecord/onrecord/cmd/onrecord/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/parties"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

// commands is every command there is, noun then verb.
type commands struct {
	terminal.Flags

	Demo  desk.Demo  `cmd:"" help:"Play a story on the real product, in seconds."`
	Serve desk.Serve `cmd:"" help:"Run Onrecord: the record, the engine, the API and mail."`

	Rehearse cases.Rehearse `cmd:"" op:"case-rehearse,file-rehearse,rehearsal-show" help:"Show everything that will go out, and happen, if nobody does anything."`

	Login  desk.Login  `cmd:"" op:"me" help:"Use a desk elsewhere from now on."`
	Logout desk.Logout `cmd:"" help:"Forget a desk elsewhere."`

	Turn struct {
		List   desk.TurnList   `cmd:"" default:"withargs" op:"turn-list"`
		Accept desk.TurnAccept `cmd:"" op:"turn-accept"`
		Assign desk.TurnAssign `cmd:"" op:"turn-assign"`
		Snooze desk.TurnSnooze `cmd:"" op:"turn-snooze"`
		Wake   desk.TurnWake   `cmd:"" op:"turn-snooze" help:"Show again what you have snoozed."`
		Read   desk.TurnRead   `cmd:"" op:"turn-read"`
	} `cmd:"" help:"What waits for you."`
	Search   desk.Search   `cmd:"" op:"search"`
	Activity desk.Activity `cmd:"" op:"activity"`

	Corrections claims.Corrections `cmd:"" op:"correction-list"`
	Month       cases.Month        `cmd:"" op:"desk-month"`

	Case struct {
		Open         cases.CaseOpen         `cmd:"" op:"case-open,case-open-file" help:"Open a case, empty or from a case file."`
		List         cases.CaseList         `cmd:"" op:"case-list"`
		Show         cases.CaseShow         `cmd:"" op:"case-show" help:"Show a case at a glance."`
		Line         cases.CaseLine         `cmd:"" op:"case-line"`
		WithdrawLine cases.CaseWithdrawLine `cmd:"" op:"line-withdraw" sure:"The sentence is not shown any more."`
		Board        cases.CaseBoard        `cmd:"" op:"case-board"`
		PrintSafe    cases.CasePrintSafe    `cmd:"" op:"print-check,line-freeze" help:"Say what speaks against printing the line of a case, and freeze it."`
		Revise       cases.CaseRevise       `cmd:"" op:"case-revise" help:"Change what a case says about itself and how it is worked on."`
		Report       cases.CaseReport       `cmd:"" op:"case-show" help:"Write the report of a case."`
		Export       cases.CaseExport       `cmd:"" op:"case-file" help:"Write a case down as a case file that opens it again."`
		Timeline     cases.CaseTimeline     `cmd:"" op:"case-timeline" help:"Print what happened in a case."`
		Watch        cases.CaseWatch        `cmd:"" op:"case-timeline" help:"Print what happens in a case, as it happens."`
		Draft        struct {
			Put    cases.DraftPut    `cmd:"" op:"draft-put" help:"Put a version of the draft of a story in."`
			Show   cases.DraftShow   `cmd:"" op:"draft-show" help:"Show the draft of a story, and what is left before it can run."`
			Mark   cases.DraftMark   `cmd:"" op:"passage-mark"`
			Clear  cases.DraftClear  `cmd:"" op:"passage-clear"`
			Settle cases.DraftSettle `cmd:"" op:"passage-settle"`
			Copy   cases.DraftCopy   `cmd:"" op:"draft-copy" help:"Print the draft with a note on each passage, for the lawyer or the copy editor."`
		} `cmd:"" help:"The text of a story, in versions."`
	} `cmd:"" help:"Stories under verification."`

	Comment struct {
		List    cases.CommentList    `cmd:"" op:"comment-list"`
		Write   cases.CommentWrite   `cmd:"" op:"comment-write"`
		Reply   cases.CommentReply   `cmd:"" op:"comment-write" help:"Say something in a thread of comments."`
		Revise  cases.CommentRevise  `cmd:"" op:"comment-revise"`
		See     cases.CommentSee     `cmd:"" op:"comment-see"`
		Resolve cases.CommentResolve `cmd:"" op:"comment-resolve"`
		Reopen  cases.CommentReopen  `cmd:"" op:"comment-reopen"`
	} `cmd:"" help:"What colleagues say to each other about a case. Nobody outside the desk reads it."`

	Access struct {
		List   cases.AccessList   `cmd:"" op:"access-show"`
		Give   cases.AccessGive   `cmd:"" op:"access-change" help:"Put people on the access list of a case."`
		Take   cases.AccessTake   `cmd:"" op:"access-change" help:"Take people off the access list of a case."`
		Revise cases.AccessRevise `cmd:"" op:"access-change" help:"Restrict a case, open it to the desk, or hand it to another owner."`
	} `cmd:"" help:"Who may see a case."`

	Claim struct {
		Add            claims.ClaimAdd            `cmd:"" op:"claim-add"`
		AddMany        claims.ClaimAddMany        `cmd:"" op:"sheet-add,sheet-show"`
		Show           claims.ClaimShow           `cmd:"" op:"claim-show" help:"Show a claim: who was asked, and what each said."`
		Revise         claims.ClaimRevise         `cmd:"" op:"claim-revise" help:"Change what a claim says."`
		Open           claims.ClaimOpen           `cmd:"" op:"claim-open"`
		Hold           claims.ClaimHold           `cmd:"" op:"claim-hold"`
		Resume         claims.ClaimResume         `cmd:"" op:"claim-resume" help:"Let the clocks of a claim run again."`
		Withdraw       claims.ClaimWithdraw       `cmd:"" op:"claim-withdraw" sure:"The claim is withdrawn, and nobody is asked about it any more."`
		Series         claims.ClaimSeries         `cmd:"" op:"series-open"`
		Extend         claims.ClaimExtend         `cmd:"" op:"series-extend"`
		Reword         claims.ClaimReword         `cmd:"" op:"series-revise"`
		Order          claims.ClaimOrder          `cmd:"" op:"claim-order"`
		Relate         claims.ClaimRelate         `cmd:"" op:"claim-relate"`
		Unrelate       claims.ClaimUnrelate       `cmd:"" op:"claim-unrelate"`
		Uphold         claims.ClaimUphold         `cmd:"" op:"claim-uphold"`
		UpholdAnswers  claims.ClaimUpholdAnswers  `cmd:"" op:"answers-uphold"`
		WeighAnswer    claims.ClaimWeighAnswer    `cmd:"" op:"answer-weigh"`
		PutAskingAside claims.ClaimPutAskingAside `cmd:"" op:"asking-put-aside"`
		Decline        claims.ClaimDecline        `cmd:"" op:"claim-decline"`
		Close          claims.ClaimClose          `cmd:"" op:"claim-close"`
		Step           claims.ClaimStep           `cmd:"" op:"claim-step"`
		Mark           claims.ClaimMark           `cmd:"" op:"claim-mark"`
		Repin          claims.ClaimRepin          `cmd:"" op:"claim-repin"`

		Statement         claims.ClaimStatement         `cmd:"" op:"statement-record"`
		WithdrawStatement claims.ClaimWithdrawStatement `cmd:"" op:"statement-withdraw" sure:"The statement counts for nothing any more."`
		Contest           claims.ClaimContest           `cmd:"" op:"independence-contest"`
		Uncontest         claims.ClaimUncontest         `cmd:"" op:"independence-restore"`
		Disclose          claims.ClaimDisclose          `cmd:"" op:"claim-disclose"`
	} `cmd:"" help:"Checkable statements of a case."`

	Evidence struct {
		Add      claims.EvidenceAdd      `cmd:"" op:"evidence-add"`
		List     claims.EvidenceList     `cmd:"" op:"evidence-list" help:"List the evidence of a claim."`
		Save     claims.EvidenceSave     `cmd:"" op:"evidence-file" help:"Write the file of a piece of evidence."`
		Withdraw claims.EvidenceWithdraw `cmd:"" op:"evidence-withdraw" sure:"The evidence counts for nothing any more."`
		Uphold   claims.EvidenceUphold   `cmd:"" op:"evidence-uphold"`
		Disclose claims.EvidenceDisclose `cmd:"" op:"evidence-disclose"`
	} `cmd:"" help:"What supports a claim, or contradicts it."`

	Party struct {
		Add     parties.PartyAdd     `cmd:"" op:"party-add"`
		List    parties.PartyList    `cmd:"" op:"party-list"`
		Show    parties.PartyShow    `cmd:"" op:"party-show"`
		Revise  parties.PartyRevise  `cmd:"" op:"party-revise" help:"Change a party's name, zone, office hours and holidays."`
		Contact parties.PartyContact `cmd:"" op:"party-contact"`
		Bar     parties.PartyBar     `cmd:"" op:"party-bar,contact-list"`
		Unbar   parties.PartyUnbar   `cmd:"" op:"party-unbar,contact-list"`
	} `cmd:"" help:"Organisations and people who can answer."`
	Contact struct {
		Add     parties.ContactAdd     `cmd:"" op:"contact-add"`
		List    parties.ContactList    `cmd:"" op:"contact-list"`
		Choose  parties.ContactChoose  `cmd:"" op:"contact-choose"`
		Verify  parties.ContactVerify  `cmd:"" op:"contact-verify" help:"Say how you made sure that a contact point is the party's."`
		Retire  parties.ContactRetire  `cmd:"" op:"contact-retire" sure:"The contact point is not used any more."`
		Order   parties.ContactOrder   `cmd:"" op:"contact-order"`
		Revive  parties.ContactRevive  `cmd:"" op:"contact-revive"`
		Preview parties.ContactPreview `cmd:"" op:"contact-preview"`
		Again   parties.ContactAgain   `cmd:"" op:"contact-again,contact-preview"`
		Health  parties.ContactHealth  `cmd:"" op:"contact-health"`
	} `cmd:"" help:"Ways to reach a party."`

	Ask     letters.Ask `cmd:"" op:"request-ask,request-preview"`
	Request struct {
		Show     letters.RequestShow     `cmd:"" op:"request-show" help:"Show a request and its letters."`
		Undo     letters.RequestUndo     `cmd:"" op:"request-undo"`
		Again    letters.RequestAgain    `cmd:"" op:"request-again"`
		Withdraw letters.RequestWithdraw `cmd:"" op:"request-withdraw" sure:"The request is withdrawn, and the party is not reminded any more."`
		Extend   letters.RequestExtend   `cmd:"" op:"request-extend"`
		Attempt  letters.RequestAttempt  `cmd:"" op:"request-attempt"`
		CallBack letters.RequestCallBack `cmd:"" name:"call-back" op:"request-call-back"`
		Pause    letters.RequestPause    `cmd:"" op:"request-pause"`
		Resume   letters.RequestResume   `cmd:"" op:"request-resume"`
		FollowUp letters.RequestFollowUp `cmd:"" op:"request-follow-up"`
	} `cmd:"" help:"Requests to parties."`
	Reminders struct {
		Pause  letters.RemindersPause  `cmd:"" op:"reminders-pause"`
		Resume letters.RemindersResume `cmd:"" op:"reminders-resume"`
		Show   letters.RemindersShow   `cmd:"" op:"reminders-show"`
	} `cmd:"" help:"Reminders about a claim, of a case, to a party or of the desk."`
	Many struct {
		Ask      letters.ManyAsk     `cmd:"" op:"request-ask-many"`
		Extend   letters.ManyExtend  `cmd:"" op:"request-extend-many"`
		Stop     letters.ManyStop    `cmd:"" op:"request-withdraw-many" sure:"The requests are withdrawn, and the parties are not reminded any more."`
		Withdraw claims.ManyWithdraw `cmd:"" op:"claim-withdraw-many" sure:"The claims are withdrawn, and nobody is asked about them any more."`
		Assess   claims.ManyAssess   `cmd:"" op:"claim-assess-many"`
		Sign     claims.ManySign     `cmd:"" op:"claim-sign-many"`
		Publish  claims.ManyPublish  `cmd:"" op:"claim-publish-many"`
	} `cmd:"" help:"Many things in one act."`
	Answer letters.Answer `cmd:"" op:"answer-record"`

	Inbox struct {
		List    letters.InboxList    `cmd:"" default:"1" op:"inbox"`
		Show    letters.InboxShow    `cmd:"" op:"message-show" help:"Show a message, also one that was read."`
		Read    letters.InboxRead    `cmd:"" op:"message-read"`
		Seen    letters.InboxSeen    `cmd:"" op:"message-seen"`
		Check   letters.InboxCheck   `cmd:"" op:"message-check"`
		Accept  letters.InboxAccept  `cmd:"" op:"message-accept"`
		Refuse  letters.InboxRefuse  `cmd:"" op:"message-refuse"`
		Sender  letters.InboxSender  `cmd:"" op:"message-sender"`
		Assign  letters.InboxAssign  `cmd:"" op:"message-assign"`
		Discard letters.InboxDiscard `cmd:"" op:"message-discard" sure:"The message leaves the inbox for good."`
	} `cmd:"" help:"Messages that came in."`
	Outbox letters.Outbox `cmd:"" op:"outbox"`
	Mail   struct {
		Status  letters.MailStatus  `cmd:"" op:"mail-status"`
		Setup   letters.MailSetup   `cmd:"" op:"mail-allow,mail-allow-finish" help:"Allow the desk into its mailbox, and try the mail servers."`
		Test    letters.MailTest    `cmd:"" op:"mail-test"`
		Import  letters.MailImport  `cmd:"" op:"mail-import"`
		Show    letters.MailShow    `cmd:"" op:"mail-show"`
		Hold    letters.MailHold    `cmd:"" op:"mail-hold"`
		Release letters.MailRelease `cmd:"" op:"mail-release"`
		Key     struct {
			Show letters.MailKeyShow `cmd:"" op:"mail-key-show"`
			Make letters.MailKeyMake `cmd:"" op:"mail-key-make"`
			Use  letters.MailKeyUse  `cmd:"" op:"mail-key-use"`
		} `cmd:"" help:"Keys with which letters are signed (DKIM)."`
	} `cmd:"" help:"How mail comes in, and goes out."`

	Assess claims.Assess `cmd:"" op:"claim-assess"`
	Review struct {
		List    claims.ReviewList    `cmd:"" op:"review-list"`
		Show    claims.ReviewShow    `cmd:"" op:"review-show" help:"Show everything that a sign-off covers, and its hash."`
		News    claims.ReviewNews    `cmd:"" op:"review-show" help:"Show what is new since you last looked, and who can sign."`
		Seen    claims.ReviewSeen    `cmd:"" op:"review-seen"`
		Compare claims.ReviewCompare `cmd:"" op:"review-difference" help:"Compare what you saw with what is there now."`
		Sign    claims.ReviewSign    `cmd:"" op:"claim-sign"`
		Return  claims.ReviewReturn  `cmd:"" op:"claim-return" help:"Send a claim back with comments."`
	} `cmd:"" help:"Decisions of reviewers."`
	Publish         claims.Publish         `cmd:"" op:"claim-publish"`
	PublishUnsigned claims.PublishUnsigned `cmd:"" op:"claim-publish-unsigned" sure:"A finding that nobody has signed becomes public."`
	Told            claims.ClaimTold       `cmd:"" op:"claim-told"`
	Correct         claims.Correct         `cmd:"" op:"claim-correct"`
	Retract         claims.Retract         `cmd:"" op:"claim-retract" sure:"The finding is retracted for everybody to see, and open requests are withdrawn."`

	Schedule   claims.Schedule   `cmd:"" op:"claim-schedule"`
	Unschedule claims.Unschedule `cmd:"" op:"claim-unschedule"`
	TakeDown   claims.TakeDown   `cmd:"" op:"claim-take-down" sure:"The words of the finding are taken off the public pages."`

	Person struct {
		Add      desk.PersonAdd      `cmd:"" op:"person-add"`
		List     desk.PersonList     `cmd:"" op:"person-list"`
		Show     desk.PersonShow     `cmd:"" op:"person-show"`
		Profile  desk.PersonProfile  `cmd:"" op:"person-profile,me-profile"`
		Roles    desk.PersonRoles    `cmd:"" op:"person-roles"`
		Invite   desk.PersonInvite   `cmd:"" op:"person-invite" help:"Make a one-time link by which a person joins, or signs in anew."`
		HandOver desk.PersonHandOver `cmd:"" op:"person-hand-over"`
		Away     desk.PersonAway     `cmd:"" op:"person-away"`
		Back     desk.PersonBack     `cmd:"" op:"person-back"`
		Disable  desk.PersonDisable  `cmd:"" op:"person-disable" sure:"Every session and token of that person ends."`
		Enable   desk.PersonEnable   `cmd:"" op:"person-enable"`
	} `cmd:"" help:"The people of the desk."`
	Notices struct {
		Show   desk.NoticesShow   `cmd:"" op:"notices-show" default:"withargs"`
		Choose desk.NoticesChoose `cmd:"" op:"notices-choose"`
		Desk   struct {
			Show   desk.DeskNoticesShow   `cmd:"" op:"desk-notices-show" default:"withargs"`
			Choose desk.DeskNoticesChoose `cmd:"" op:"desk-notices-choose"`
		} `cmd:"" help:"What the webhook of the desk is told."`
		Webhook struct {
			Set    desk.WebhookSet    `cmd:"" op:"webhook-set,desk-webhook-set" help:"Be told by the incoming webhook of a chat."`
			Try    desk.WebhookTry    `cmd:"" op:"webhook-try,desk-webhook-try" help:"Post a line to the webhook, to see whether it works."`
			Remove desk.WebhookRemove `cmd:"" op:"webhook-remove,desk-webhook-remove" help:"Be told by the webhook no more."`
		} `cmd:"" help:"The chat to which notices go."`
		Browser struct {
			Add    desk.BrowserAdd    `cmd:"" op:"browser-add"`
			List   desk.BrowserList   `cmd:"" op:"browser-list"`
			Try    desk.BrowserTry    `cmd:"" op:"browser-try"`
			Remove desk.BrowserRemove `cmd:"" op:"browser-remove"`
		} `cmd:"" help:"The browsers in which you are told by web push."`
	} `cmd:"" help:"How you are told what waits for you."`
	Token struct {
		List   desk.TokenList   `cmd:"" op:"token-list"`
		Make   desk.TokenMake   `cmd:"" op:"token-make"`
		Revoke desk.TokenRevoke `cmd:"" op:"token-revoke" sure:"Whoever uses the token is shut out at once."`
	} `cmd:"" help:"Keys of programs that act as you."`
	Settings struct {
		Show   desk.SettingsShow   `cmd:"" op:"settings-show"`
		Revise desk.SettingsRevise `cmd:"" op:"settings-revise" help:"Change the desk's settings."`
	} `cmd:"" help:"The desk: its name, mail, calendar, policy and plan."`
	Template struct {
		Show    letters.TemplateShow    `cmd:"" op:"template-show" help:"Print what letters of a kind are written from."`
		Preview letters.TemplatePreview `cmd:"" op:"template-preview" help:"Show a sample letter; nothing is changed."`
		Revise  letters.TemplateRevise  `cmd:"" op:"template-revise" help:"Change what letters of a kind are written from."`
	} `cmd:"" help:"What letters are written from."`
	Policy struct {
		Check desk.PolicyCheck `cmd:"" help:"Say what is wrong with a policy, and what it says in words."`
		List  desk.PolicyList  `cmd:"" op:"policy-list"`
		Show  desk.PolicyShow  `cmd:"" op:"policy-show"`
		Set   desk.PolicySet   `cmd:"" op:"policy-set"`
	} `cmd:"" help:"What the desk asks for before a finding is published."`
	Plan struct {
		Check desk.PlanCheck `cmd:"" help:"Say what is wrong with a reminder plan, and what it says in words."`
		List  desk.PlanList  `cmd:"" op:"plan-list"`
		Show  desk.PlanShow  `cmd:"" op:"plan-show"`
		Set   desk.PlanSet   `cmd:"" op:"plan-set"`
		Move  desk.PlanMove  `cmd:"" op:"plan-move"`
	} `cmd:"" help:"When the silent are reminded."`
	Engine struct {
		Status  desk.EngineStatus  `cmd:"" op:"engine-status"`
		Show    desk.EngineShow    `cmd:"" op:"engine-workflow"`
		Codec   desk.EngineCodec   `cmd:"" op:"engine-decode,engine-encode" help:"Let Temporal's UI show what is sealed in the engine."`
		Rebuild desk.EngineRebuild `cmd:"" op:"engine-rebuild"`
	} `cmd:"" help:"The engine that keeps the clocks."`
	Record struct {
		Verify desk.RecordVerify `cmd:"" op:"record-verify"`
	} `cmd:"" help:"The permanent truth."`

	Version    versionCmd          `cmd:"" help:"Print the version."`
	Completion completionCmd       `cmd:"" help:"Print what a shell needs to complete commands."`
	Complete   completeCmd         `cmd:"" hidden:"" help:"Print what the last word can become."`
	Apart      cases.RehearseApart `cmd:"" name:"rehearse-apart" hidden:"" help:"Play the rehearsal that a desk orders."`
	Man        manCmd              `cmd:"" help:"Print the manual page."`
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

const description = "Verification of claims, on the record: who was asked what, when, how often, what they said, and who decided."

// run runs one command and returns the exit status.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second one ends the process at once
	p := &terminal.Program{Ctx: ctx, In: in, Out: out, Err: errs, Now: func() time.Time { return time.Now().UTC() }}

	var c commands
	helped := false
	parser, err := kong.New(&c,
		kong.Name("onrecord"), kong.Description(description), kong.Writers(out, errs), kong.Vars{"version": "onrecord " + terminal.Version()},
		kong.Exit(func(int) { helped = true }),
		kong.PostBuild(takeSentences), kong.PostBuild(explainWords),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return p.Fail(err)
	}
	parsed, err := parser.Parse(asHelp(args))
	if helped {
		return 0
	}
	p.Flags, p.Model, p.Commands = c.Flags, parser.Model, commandsOf(parser.Model)
	if err != nil {
		p.JSON = p.JSON || asksForJSON(args)
		return p.Fail(misused(err))
	}
	if !onlyTries(parsed) {
		if err := p.Sure(parsed.Selected().Tag.Get("sure")); err != nil {
			return p.Fail(err)
		}
	}
	return p.Fail(parsed.Run(p))
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

// misused makes an error of a command line that kong cannot read.
func misused(err error) error {
	text := err.Error()
	if arg, bad, ok := strings.Cut(text, ": invalid UUID "); ok && bad != "" {
		text = arg + ": that is no identifier, such as 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e; onrecord case show and onrecord inbox list print them"
	}
	e := claim.Errorf(claim.CodeInvalid, "%s", text)
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil && parse.Context.Selected() != nil {
		return e.WithHint("see: %s --help", parse.Context.Selected().FullPath())
	}
	return e.WithHint("see: onrecord --help")
}

// asksForJSON looks for --json on a command line that cannot be read.
func asksForJSON(args []string) bool { return slices.Contains(args, "--json") }
