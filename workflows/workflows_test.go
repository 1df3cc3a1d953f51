package workflows_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/worker"
	"github.com/onrecord/onrecord/workflows"
)

var (
	theCase           = uuid.MustParse("11111111-0000-4000-8000-000000000000")
	theParty          = uuid.MustParse("22222222-0000-4000-8000-000000000000")
	theContact        = uuid.MustParse("33333333-0000-4000-8000-000000000000")
	theRequest        = uuid.MustParse("44444444-0000-4000-8000-000000000000")
	editor            = claim.PersonActor(uuid.MustParse("55555555-0000-4000-8000-000000000000"))
	reviewer          = claim.PersonActor(uuid.MustParse("66666666-0000-4000-8000-000000000000"))
	theClaim          = claim.Stream{Kind: claim.StreamClaim, ID: uuid.MustParse("77777777-0000-4000-8000-000000000000")}
	theCorrespondence = claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(theCase, theParty)}
	start             = time.Date(2017, 3, 10, 9, 0, 0, 0, time.UTC)
)

// world is a test environment whose clock skips.
type world struct {
	*testsuite.TestWorkflowEnvironment
	t       *testing.T
	store   *memory
	postman *postman
}

func newWorld(t *testing.T) *world {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(start)
	store := newMemory()
	w := &world{env, t, store, newPostman(store)}
	w.postman.now = func() time.Time { return env.Now().UTC() }
	worker.Register(env)
	env.RegisterActivity(&activities.Record{Store: store, Clock: w.postman})
	env.RegisterActivity(&activities.Mail{Store: store, Outbox: w.postman, Clock: w.postman, Carriers: carriers(w.postman)})
	return w
}

// outcome is what became of a command.
type outcome struct {
	rejected error
	result   workflows.Done
	err      error
}

func (o *outcome) Reject(err error) { o.rejected = err }
func (o *outcome) Accept()          {}
func (o *outcome) Complete(result any, e error) {
	o.err = workflows.FromEngine(e)
	if done, ok := result.(workflows.Done); ok {
		if o.result = done; done.Refused != nil {
			o.err = done.Refused
		}
	}
}

// at sends a command after a while and returns where its outcome will be.
func (w *world) at(after time.Duration, actor claim.Actor, body claim.Body) *outcome {
	return w.send(after, claim.Command{ID: uuid.New(), Actor: actor, Body: body})
}

func (w *world) send(after time.Duration, cmd claim.Command) *outcome {
	o := &outcome{}
	w.RegisterDelayedCallback(func() { w.UpdateWorkflow(workflows.UpdateName(cmd.Body.CommandKind()), cmd.ID.String(), o, cmd) }, after)
	return o
}

// elsewhere has the record carry a command out past the workflow, which is woken.
func (w *world) elsewhere(after time.Duration, s claim.Stream, body claim.Body) {
	w.RegisterDelayedCallback(func() {
		w.store.commit(s, body, w.Now().UTC())
		w.SignalWorkflow(workflows.SignalWake, nil)
	}, after)
}

func (w *world) runClaim(in workflows.Start) error {
	w.ExecuteWorkflow(workflows.Claim, in)
	require.True(w.t, w.IsWorkflowCompleted(), "the workflow did not end")
	return w.GetWorkflowError()
}

func (w *world) runCorrespondence(in workflows.Start) error {
	if len(w.store.kinds(theClaim)) == 0 {
		w.store.commit(theClaim, add(), start)
	}
	w.ExecuteWorkflow(workflows.Correspondence, in)
	require.True(w.t, w.IsWorkflowCompleted(), "the workflow did not end")
	return w.GetWorkflowError()
}

func add() verification.AddClaim {
	return verification.AddClaim{Case: theCase, Text: "text", Tier: claim.Routine, Author: editor.ID, Policy: claim.DefaultPolicy}
}

func ask(window time.Duration) letters.Ask {
	sendAt := start.Add(time.Minute)
	open := func(t time.Time) time.Time { return t }
	return letters.Ask{
		Request: theRequest, Channel: claim.ByEmail, Case: theCase, Party: theParty, Claims: []uuid.UUID{theClaim.ID},
		Questions: "questions", SendAt: sendAt, AnswerBy: start.Add(window),
		Steps: claim.DefaultPlan.Steps(sendAt, start.Add(window), open),
	}
}

func answers(body uuid.UUID, at time.Time) letters.RecordResponse {
	return letters.RecordResponse{
		Response: body, Stances: []letters.Answer{{Claim: theClaim.ID, Stance: claim.Confirms, Statement: "words"}},
		GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: at,
	}
}

func TestACommandIsAnsweredOnceTheRecordHasIt(t *testing.T) {
	w := newWorld(t)
	added := w.at(0, editor, add())
	withdrawn := w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.NoError(t, added.err)
	require.EqualValues(t, 1, added.result.Version)
	require.NoError(t, withdrawn.err)
	require.Equal(t, []string{"claim.drafted", "claim.moved"}, w.store.kinds(theClaim))
}

func TestWhatCannotBeDecidedIsRefusedWithItsCode(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, add())
	published := w.at(time.Minute, editor, finding.Publish{})
	w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.Equal(t, claim.CodeWrongStage, claim.CodeOf(published.err))
	require.NotContains(t, w.store.kinds(theClaim), "claim.published")
}

func TestARetriedCommandActsOnce(t *testing.T) {
	w := newWorld(t)
	cmd := claim.Command{ID: uuid.New(), Actor: editor, Body: add()}
	first, again := w.send(0, cmd), w.send(time.Minute, cmd)
	w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.NoError(t, first.err)
	require.NoError(t, again.err)
	require.Equal(t, []string{"claim.drafted", "claim.moved"}, w.store.kinds(theClaim))
}

func TestARunThatIsWokenLooksAgain(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, add())
	w.elsewhere(time.Minute, theClaim, verification.Withdraw{Reason: "by another way"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.Equal(t, []string{"claim.drafted", "claim.moved"}, w.store.kinds(theClaim))
	require.True(t, w.Now().Before(start.Add(time.Hour)))
}

func TestARecordThatDoesNotAnswerIsAskedAgain(t *testing.T) {
	w := newWorld(t)
	w.store.fault = claim.Errorf(claim.CodeUnavailable, "the record does not answer")
	added := w.at(0, editor, add())
	w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.NoError(t, added.err)
	require.Equal(t, []string{"claim.drafted", "claim.moved"}, w.store.kinds(theClaim))
}

func TestARunWaitsForTheCommandThatItWasStartedFor(t *testing.T) {
	w := newWorld(t)
	added := w.at(30*time.Second, editor, add())
	w.at(time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.NoError(t, added.err)
	require.EqualValues(t, 1, added.result.Version)
}

func TestARunWhoseCommandNeverComesEnds(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.WithinDuration(t, start.Add(time.Minute), w.Now(), time.Second)
}

func TestAReviewThatNobodyTakesUpFallsToEverybody(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, add())
	w.at(time.Minute, editor, finding.Assess{Outcome: claim.Unverified, Rationale: "why", AsOf: start})
	w.at(24*time.Hour, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.Equal(t, []string{"claim.drafted", "claim.outcome_proposed", "claim.review_waited", "claim.moved"}, w.store.kinds(theClaim))
}

func TestAClaimStartsFromTheRecordAlone(t *testing.T) {
	w := newWorld(t)
	w.store.commit(theClaim, add(), start)
	withdrawn := w.at(time.Minute, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.NoError(t, withdrawn.err)
	require.EqualValues(t, 2, withdrawn.result.Version)
}

func TestALongHistoryContinuesAsNew(t *testing.T) {
	w := newWorld(t)
	w.store.commit(theClaim, add(), start)
	w.SetContinueAsNewSuggested(true)
	err := w.runClaim(workflows.Start{ID: theClaim.ID, Offset: time.Hour})
	var again *workflow.ContinueAsNewError
	require.ErrorAs(t, err, &again)
	require.Equal(t, "Claim", again.WorkflowType.Name)
}

func TestALetterThatWaitsIsHandedOverByTheNextRun(t *testing.T) {
	w := newWorld(t)
	w.store.commit(theClaim, add(), start)
	w.store.commit(theCorrespondence, ask(100*time.Hour), start)
	w.store.commit(theCorrespondence, claim.Tick{}, start.Add(time.Minute))
	w.SetContinueAsNewSuggested(true)
	var again *workflow.ContinueAsNewError
	require.ErrorAs(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID}), &again)
	require.Zero(t, w.postman.sent(claim.RequestLetter))
}

func TestACommandInARunThatIsCancelledIsToBeSentAgain(t *testing.T) {
	w := newWorld(t)
	w.store.commit(theClaim, add(), start)
	w.RegisterDelayedCallback(func() { w.store.down = true }, time.Minute)
	withdrawn := w.at(2*time.Minute, editor, verification.Withdraw{Reason: "reason"})
	w.RegisterDelayedCallback(w.CancelWorkflow, 2*time.Minute+5*time.Second)
	require.ErrorContains(t, w.runClaim(workflows.Start{ID: theClaim.ID}), "canceled")
	var away *temporal.ApplicationError
	require.ErrorAs(t, withdrawn.err, &away)
	require.Equal(t, workflows.CodeTurning, away.Type())
}

func TestATimerForACommandThatHasComeIsNotLeftBehind(t *testing.T) {
	w := newWorld(t)
	w.at(30*time.Second, editor, add())
	w.at(40*time.Second, editor, verification.Withdraw{Reason: "reason"})
	var cancelled int
	w.SetOnTimerCanceledListener(func(string) { cancelled++ })
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Command: true}))
	require.Equal(t, 1, cancelled)
	require.True(t, w.Now().Before(start.Add(time.Minute)))
}

func TestTheSilentAreRemindedAsPlannedAndThenTheRequestLapses(t *testing.T) {
	w := newWorld(t)
	asked := w.at(0, editor, ask(100*time.Hour))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, asked.err)
	require.Equal(t, 1, w.postman.sent(claim.RequestLetter))
	require.Equal(t, 2, w.postman.sent(claim.ReminderLetter))
	require.Equal(t, 1, w.postman.sent(claim.FinalNoticeLetter))
	require.Contains(t, w.store.kinds(theCorrespondence), "request.lapsed")
	require.WithinDuration(t, start.Add(100*time.Hour), w.Now(), time.Minute)
}

func TestNothingGoesOutForARequestWithdrawnInItsUndoWindow(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, ask(100*time.Hour))
	undone := w.at(30*time.Second, editor, letters.WithdrawRequest{Request: theRequest})
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, undone.err)
	require.Empty(t, w.postman.letters)
	require.True(t, w.Now().Before(start.Add(time.Minute)), "a timer was left behind")
}

func TestAReminderThatMovesAwayLeavesTheTimerThatRuns(t *testing.T) {
	w := newWorld(t)
	var cancelled, before, after int
	w.SetOnTimerCanceledListener(func(string) { cancelled++ })
	w.RegisterDelayedCallback(func() { before = cancelled }, 59*time.Minute)
	w.RegisterDelayedCallback(func() { after = cancelled }, 61*time.Minute)
	w.at(0, editor, ask(100*time.Hour))
	later := ask(400 * time.Hour)
	extended := w.at(time.Hour, editor, letters.Extend{Request: theRequest, AnswerBy: later.AnswerBy, Steps: later.Steps, Reason: "reason"})
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, extended.err)
	require.Equal(t, before, after, "a timer was cancelled")
	require.Equal(t, 1, w.postman.sent(claim.FinalNoticeLetter))
	require.WithinDuration(t, start.Add(400*time.Hour), w.Now(), time.Minute, "the request lapsed when it no longer was to")
}

func TestAnAnswerEndsTheReminders(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, ask(100*time.Hour))
	answered := w.at(60*time.Hour, editor, answers(uuid.New(), start.Add(60*time.Hour)))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, answered.err)
	require.Equal(t, 1, w.postman.sent(claim.ReminderLetter))
	require.Zero(t, w.postman.sent(claim.FinalNoticeLetter))
	require.True(t, w.Now().Before(start.Add(61*time.Hour)), "a timer was left behind")
}

func TestNoReminderGoesOutWhileAMessageWaits(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, ask(100*time.Hour))
	message := uuid.New()
	w.elsewhere(10*time.Hour, theCorrespondence, letters.Receive{Message: message, Mail: received.Mail{Raw: "raw", Class: received.MailAnswer, ReceivedAt: start.Add(10 * time.Hour)}})
	w.at(120*time.Hour, editor, letters.ReadMessage{Message: message, Disposition: letters.ReadNoAnswer})
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.Zero(t, w.postman.sent(claim.ReminderLetter)+w.postman.sent(claim.FinalNoticeLetter))
	require.True(t, w.Now().After(start.Add(119*time.Hour)), "the request lapsed while a message waited")
}

func TestALetterWhoseOutcomeWasLost(t *testing.T) {
	t.Run("goes again if it puts a request", func(t *testing.T) {
		w := newWorld(t)
		w.postman.outcomes = []activities.Outcome{activities.Uncertain}
		w.at(0, editor, ask(100*time.Hour))
		require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
		require.Equal(t, 2, w.postman.sent(claim.RequestLetter))
		require.Equal(t, w.postman.letters[0].ID, w.postman.letters[1].ID)
	})
	t.Run("does not go again if it is a reminder", func(t *testing.T) {
		w := newWorld(t)
		w.postman.outcomes = []activities.Outcome{activities.Accepted, activities.Uncertain}
		w.at(0, editor, ask(100*time.Hour))
		require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
		require.Equal(t, 2, w.postman.sent(claim.ReminderLetter))
	})
}

func TestAMailServerThatIsBusyIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	w.postman.outcomes = []activities.Outcome{activities.Deferred, activities.Deferred}
	w.at(0, editor, ask(100*time.Hour))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.Equal(t, 3, w.postman.sent(claim.RequestLetter))
}

func TestALateAnswerIsTakenByANewRun(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, ask(100*time.Hour))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	late := newWorld(t)
	late.store.entries, late.store.taken = w.store.entries, w.store.taken
	late.SetStartTime(start.Add(200 * time.Hour))
	answered := late.at(0, editor, answers(uuid.New(), start.Add(200*time.Hour)))
	require.NoError(t, late.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, answered.err)
	require.Contains(t, late.store.kinds(theCorrespondence), "response.recorded")
}

func TestTheClaimsOfARequestAreTold(t *testing.T) {
	w := newWorld(t)
	w.store.commit(theClaim, add(), start)
	w.at(0, editor, ask(100*time.Hour))
	w.at(time.Hour, editor, answers(uuid.New(), start.Add(time.Hour)))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.Equal(t, []string{"claim.drafted", "claim.asked", "claim.answered"}, w.store.kinds(theClaim))
}

func TestProductTimeIsTheWorkflowsClockPlusTheOffset(t *testing.T) {
	w := newWorld(t)
	w.at(0, editor, add())
	w.at(time.Minute, editor, verification.Withdraw{Reason: "reason"})
	require.NoError(t, w.runClaim(workflows.Start{ID: theClaim.ID, Offset: 48 * time.Hour}))
	require.WithinDuration(t, start.Add(48*time.Hour), w.store.entries[theClaim][0].At, time.Minute)
}
