package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
)

// Limits of a request.
const (
	MaxClaimsPerRequest = 100
	MaxOpenRequests     = 50
	MaxWindow           = 366 * 24 * time.Hour
	MaxUncertain        = 3 // attempts after which a letter whose outcome is lost each time is left at that
)

// Decide implements [claim.Aggregate].
func (c *Correspondence) Decide(cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch b := cmd.Body.(type) {
	case Ask:
		return c.ask(b, now, around)
	case WithdrawRequest:
		return c.withdraw(b, now)
	case Extend:
		return c.extend(b, now, around)
	case claim.Tick:
		return c.tick(now, around), nil
	case RecordDelivery:
		return c.recordDelivery(b, now, around), nil
	case Receive:
		return c.receive(b, now, around), nil
	case NoteQuarantine:
		return c.noteQuarantine(b, now), nil
	case ReadMessage:
		return c.readMessage(b, now, around)
	case CallBack:
		return c.callBack(b, now, around)
	case CheckSender:
		return c.checkSender(b)
	case RecordResponse:
		return c.recordResponse(b, now, around)
	case claim.NoteClaim:
		return c.noteClaim(b, now), nil
	case finding.NotePublished:
		return c.notePublished(b, now, around), nil
	case claim.NoteContact:
		return c.noteContact(b, now, around), nil
	case PutRequestAgain:
		return c.putRequestAgain(b, cmd.Actor, now, around)
	case UndoPutAgain:
		return c.undoPutAgain(b, now)
	case PauseReminders:
		return c.pauseReminders(b)
	case MovePlan:
		return c.movePlan(b, now, around)
	case ResumeReminders:
		return c.resumeReminders(b, now, around)
	case claim.NotePause:
		return c.notePause(b, now, around), nil
	case claim.NoteBarred:
		return c.noteBarred(b, now, around), nil
	case LogAttempt:
		return c.logAttempt(b, cmd.Actor, now, around)
	case GiveTime:
		return c.giveTime(b, cmd, now, around)
	case WriteFollowUp:
		return c.writeFollowUp(b, now, around)
	case UndoFollowUp:
		return c.undoFollowUp(b)
	case AnswerOnPage:
		return c.answerOnPage(b, now, around)
	case SeePageAnswer:
		return c.seePageAnswer(b)
	}
	return nil, claim.UnknownCommand(c, cmd)
}

// letterID names the n-th letter that a decision adds. It follows from the
// place in the record alone, so a rebuild gives the same Message-ID.
func (c *Correspondence) letterID(n int) uuid.UUID {
	return claim.DerivedID("letter", c.ID.String(), time.Duration(c.Version).String(), time.Duration(n).String())
}

func (c *Correspondence) ask(b Ask, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if c.Request(b.Request) != nil {
		return nil, nil
	}
	if err := checkAsk(b, now, around); err != nil {
		return nil, err
	}
	if err := checkAskable(b, around); err != nil {
		return nil, err
	}
	if c.Barred != nil && !b.ByHand() {
		return nil, claim.NotToContact()
	}
	if err := b.With.check(b.Case, b.ByHand(), around); err != nil {
		return nil, err
	}
	open := 0
	for _, r := range c.Requests {
		if !r.Over() {
			open++
		}
	}
	if open >= MaxOpenRequests {
		return nil, claim.Errorf(claim.CodeTooLarge, "this party has %d open requests in this case already", open).
			WithHint("withdraw some, or ask about several claims in one request")
	}
	under, laid, err := b.laid(around)
	if err != nil {
		return nil, err
	}
	facts := []claim.Fact{RequestQueued{
		b.Request, b.Channel, b.Case, b.Party, b.Claims, b.Questions, b.SendAt, b.AnswerBy, b.IntentBy, laid.Steps, b.Kind, b.Statute, b.AskedAt, b.With,
		under, afterAnswerBy(laid, b.AnswerBy),
	}}
	facts = append(append(facts, c.pausesAbout(b, now, around)...), c.barredNow(b.Party, around)...)
	if b.ByHand() {
		facts = append(facts, c.putInPerson(b, now, around)...)
		return append(facts, c.followUp(now, uuid.Nil)...), nil
	}
	if !b.SendAt.After(now) {
		facts = append(facts, MessageDispatched{Message: c.letterID(0), Kind: claim.RequestLetter, Requests: []uuid.UUID{b.Request}})
		facts = append(facts, c.followUp(now, uuid.Nil)...)
	}
	return facts, nil
}

// putInPerson is a request that a person has put without a letter of ours.
func (c *Correspondence) putInPerson(b Ask, now time.Time, around claim.Around) []claim.Fact {
	id := c.letterID(0)
	put := putNow(b.Claims, around)
	if !b.AskedAt.IsZero() {
		now, put = claim.Instant(b.AskedAt), putThen(b.AskedAt, b.Claims, around)
	}
	return []claim.Fact{
		MessageDispatched{Message: id, Kind: claim.RequestLetter, Requests: []uuid.UUID{b.Request}},
		MessageSettled{Message: id, Delivery: DeliveryAccepted, Attempts: 1, At: now, Put: put},
	}
}

func checkAsk(b Ask, now time.Time, around claim.Around) error {
	if err := claim.OneOf("channel", b.Channel, claim.Channels); err != nil {
		return err
	}
	if err := checkKind(b); err != nil {
		return err
	}
	if len(b.Claims) == 0 {
		return claim.Errorf(claim.CodeInvalid, "a request is about at least one claim").WithField("claims", "name one or more claims")
	}
	if len(b.Claims) > MaxClaimsPerRequest {
		return claim.Errorf(claim.CodeTooLarge, "a request is about at most %d claims, not %d", MaxClaimsPerRequest, len(b.Claims))
	}
	if err := checkAskedAt(b, now); err != nil {
		return err
	}
	if !b.AskedAt.IsZero() {
		now = b.AskedAt
	}
	if err := checkAnswerBy(b.AnswerBy, now, around); err != nil {
		return err
	}
	if !b.AnswerBy.After(b.SendAt) {
		return claim.Errorf(claim.CodeInvalid, "the answer-by instant is before the request would go out").
			WithField("answerBy", "choose an instant after the undo window")
	}
	if !b.IntentBy.IsZero() && (!b.IntentBy.After(now) || !b.IntentBy.Before(b.AnswerBy)) {
		return claim.Errorf(claim.CodeInvalid, "the party is asked to say whether it will answer before the answer-by instant").
			WithField("intentBy", "choose an instant between now and the answer-by instant")
	}
	return checkSteps(b.ByHand(), b.Steps, b.AnswerBy)
}

// checkAskedAt refuses what nobody can have asked yet.
func checkAskedAt(b Ask, now time.Time) error {
	if !b.AskedAt.IsZero() && b.AskedAt.After(now.Add(claim.ClockSkew)) {
		return claim.Errorf(claim.CodeInvalid, "nobody was asked in the future").WithField("askedAt", "choose when the request was put")
	}
	return nil
}

// checkSteps refuses reminders that no letter can be: a request that a person has put
// is followed up by a person.
func checkSteps(byHand bool, steps []claim.Step, answerBy time.Time) error {
	if byHand && len(steps) > 0 {
		return claim.Errorf(claim.CodeInvalid, "only requests that were put in letters have reminders")
	}
	return claim.CheckSteps(steps, answerBy)
}

// checkAskable refuses to ask about claims that are not askable now, and a party
// whom nothing reaches on the channel.
func checkAskable(b Ask, around claim.Around) error {
	for _, id := range b.Claims {
		about := claim.StateOf[*verification.Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: id})
		if about.Version == 0 || about.Case != b.Case {
			return claim.Errorf(claim.CodeNotFound, "there is no such claim in the case").WithField("claims", "name claims of this case")
		}
		if refused := about.Askable(); refused != nil {
			return refused
		}
	}
	party := claim.StateOf[claim.Addressee](around, claim.Stream{Kind: claim.StreamParty, ID: b.Party})
	switch {
	case party.StreamVersion() == 0:
		return claim.Errorf(claim.CodeNotFound, "there is no such party")
	case checkBarred(b, party) != nil:
		return checkBarred(b, party)
	case !b.ByHand() && party.LetterContact() == uuid.Nil:
		return claim.Errorf(claim.CodeInvalid, "the party has no e-mail address").
			WithHint("give it one (onrecord party contact), or ask on another channel (--channel phone)")
	case !b.ByHand() && len(party.LetterPoints()) == 0:
		return claim.Errorf(claim.CodeConflict, "letters to every e-mail address of the party come back").
			WithHint("give it another one (onrecord party contact), say that one is good again (onrecord contact revive), or ask on another channel (--channel phone)")
	case b.Contact != uuid.Nil && b.Contact != party.LetterContact():
		return claim.Errorf(claim.CodeConflict, "letters to the party go to another address by now").
			WithHint("look where they go, and ask again")
	}
	return nil
}

func checkAnswerBy(answerBy, now time.Time, around claim.Around) error {
	if !answerBy.After(now) {
		return claim.Errorf(claim.CodeAnswerByPast, "the answer-by instant %s has passed", claim.Moment(answerBy, around.Settings().Location())).
			WithField("answerBy", "choose an instant in the future")
	}
	if answerBy.Sub(now) > MaxWindow {
		return claim.Errorf(claim.CodeInvalid, "the answer-by instant is more than a year ahead").WithField("answerBy", "choose an earlier one")
	}
	return nil
}

func (c *Correspondence) open(id uuid.UUID) (*Request, error) {
	r := c.Request(id)
	if r == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
	}
	if r.Lifecycle == RequestWithdrawn || r.Lifecycle == Answered || r.Lifecycle == DeclinedToAnswer {
		return nil, claim.Errorf(claim.CodeWrongStage, "the request is over: %s", r.Lifecycle)
	}
	return r, nil
}

func (c *Correspondence) withdraw(b WithdrawRequest, now time.Time) ([]claim.Fact, error) {
	if r := c.Request(b.Request); r != nil && r.Lifecycle == RequestWithdrawn && (!b.Undo || r.Letter == uuid.Nil) {
		return nil, nil
	}
	r, err := c.open(b.Request)
	if err != nil {
		return nil, err
	}
	if b.Undo && (r.Lifecycle != Queued || r.Letter != uuid.Nil) {
		return nil, claim.Errorf(claim.CodeWrongStage, "it is too late to undo: the letter is on its way").
			WithHint("withdraw the request; the party is told that it need not answer")
	}
	facts := []claim.Fact{RequestWithdrew{b.Request, b.Reason}}
	if r.live() && r.carried() {
		facts = append(facts, c.tell(claim.WithdrawalLetter, b.Request, b.Reason))
		facts = append(facts, c.followUp(now, r.ID)...)
	}
	return facts, nil
}

func (c *Correspondence) extend(b Extend, now time.Time, around claim.Around) ([]claim.Fact, error) {
	r, err := c.open(b.Request)
	if err != nil {
		return nil, err
	}
	if err := checkAnswerBy(b.AnswerBy, now, around); err != nil {
		return nil, err
	}
	if b.AnswerBy.Equal(r.AnswerBy) {
		return nil, nil
	}
	if err := checkExtend(*r, b); err != nil {
		return nil, err
	}
	var until time.Time
	if d := r.planned(); d != nil && r.carried() {
		from := now
		if r.SendAt.After(from) {
			from = r.SendAt
		}
		laid := d.Lay(FrameOf(c.Case, c.Party, from, b.AnswerBy, around))
		b.Steps, until = laid.Steps, afterAnswerBy(laid, b.AnswerBy)
	}
	if r.Promised.After(now) { // nobody is reminded before that
		asked := *r
		asked.AnswerBy, asked.Until = b.AnswerBy, until
		b.Steps, _ = asked.waitUntil(r.Promised, b.Steps, c.calendar(around))
	}
	facts := []claim.Fact{RequestExtended{b.Request, b.AnswerBy, b.Steps, b.Reason, until}}
	if !r.SentAt.IsZero() && r.carried() { // else its letter, which has the new instant, is still to come
		facts = append(facts, MessageDispatched{
			Message: c.letterID(0), Kind: claim.ExtensionLetter, Requests: []uuid.UUID{b.Request}, Why: b.Reason, Previous: r.AnswerBy,
		})
		facts = append(facts, c.followUp(now, r.ID)...)
	}
	return facts, nil
}

func checkExtend(r Request, b Extend) error {
	if len(r.Pending()) == 0 {
		return claim.Errorf(claim.CodeWrongStage, "every claim that the request is about was answered or given up")
	}
	if b.Reason == "" {
		return claim.NeedsReason()
	}
	if r.Lifecycle == Queued && !b.AnswerBy.After(r.SendAt) {
		return claim.Errorf(claim.CodeInvalid, "the answer-by instant is before the request would go out").
			WithField("answerBy", "choose an instant after the undo window")
	}
	return checkSteps(r.ByHand(), b.Steps, b.AnswerBy)
}

func (c *Correspondence) tell(kind claim.MessageKind, request uuid.UUID, why claim.Ref) claim.Fact {
	return MessageDispatched{Message: c.letterID(0), Kind: kind, Requests: []uuid.UUID{request}, Why: why}
}

// told reports whether the party was sent a letter of that kind about the request.
func (c *Correspondence) told(kind claim.MessageKind, request uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Kind == kind && slices.Contains(m.Requests, request)
	})
}

func (c *Correspondence) receive(b Receive, now time.Time, around claim.Around) []claim.Fact {
	if c.Message(b.Message) != nil {
		return nil
	}
	b.Mail.Sender = b.Mail.Sender.Graded()
	b.Mail.Class = b.class()
	facts := []claim.Fact{MessageReceived(b)}
	if b.wrote() {
		facts = append(facts, c.followUp(now, uuid.Nil)...)
	}
	if b.Mail.Class == received.MailBounce && !b.Mail.Doubtful {
		facts = append(facts, c.cameBack(b.Mail, now, around)...)
	}
	return facts
}

// cameBack settles the letter that a report is about, and passes on what it asked.
func (c *Correspondence) cameBack(mail received.Mail, now time.Time, around claim.Around) []claim.Fact {
	m := c.about(mail)
	if m == nil || mail.Copy || !m.canBounce() {
		return nil
	}
	delivery := DeliverySoftBounce
	if mail.Hard {
		delivery = DeliveryHardBounce
	}
	settled := MessageSettled{
		Message: m.ID, Delivery: delivery, Reason: claim.Bounced, Attempts: m.Attempts, Contact: m.Contact, Content: m.Content, At: mail.ReceivedAt,
		Cause: mail.Cause, Said: mail.Said,
	}
	return append([]claim.Fact{settled}, c.passOn(m.as(settled), now, around)...)
}

// as is the letter once it is settled.
func (m Message) as(f MessageSettled) Message {
	m.Delivery, m.Contact, m.Cause = f.Delivery, f.Contact, f.Cause
	return m
}

// about is the letter that a bounce is about. One that tells of a failure and names no
// letter is about the latest that can have failed to arrive.
func (c *Correspondence) about(mail received.Mail) *Message {
	if mail.About != uuid.Nil || !mail.Failed {
		if m := c.Message(mail.About); m != nil && c.PutBy(*m) == "" {
			return m
		}
		return nil
	}
	for i, m := range slices.Backward(c.Messages) {
		if m.canBounce() && c.PutBy(m) == "" && m.Delivery != DeliveryNone && m.Delivery != "" {
			return &c.Messages[i]
		}
	}
	return nil
}

// canBounce reports whether the message is a letter that left us, or may have.
func (m Message) canBounce() bool {
	return m.Kind != claim.Reply && m.Delivery != DeliveryStopped && m.Delivery != DeliveryHardBounce
}

func (c *Correspondence) readMessage(b ReadMessage, now time.Time, around claim.Around) ([]claim.Fact, error) {
	m := c.Message(b.Message)
	if m == nil || m.Kind != claim.Reply {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such message from this party")
	}
	if err := m.ofColleague(); err != nil {
		return nil, err
	}
	if err := claim.OneOf("disposition", b.Disposition, Dispositions); err != nil {
		return nil, err
	}
	if b.Disposition == ReadClarification && m.Asks == AsksForTime {
		b.Disposition = ReadMoreTime // as the party itself has said
	}
	if !m.ReadAt.IsZero() && m.Disposition == b.Disposition && b.Promised.IsZero() {
		return nil, nil
	}
	if err := checkPromise(b.Promised, now); err != nil {
		return nil, err
	}
	if !b.Promised.IsZero() && b.Disposition != ReadAcknowledgement {
		return nil, claim.Errorf(claim.CodeInvalid, "only who has acknowledged a request has said when the answer comes").WithField("promised", "leave it out")
	}
	if b.Disposition == ReadUndelivered && m.Report == nil {
		return nil, claim.Errorf(claim.CodeInvalid, "the message is no report of a mail server").WithField("disposition", "choose another one")
	}
	facts := []claim.Fact{MessageRead(b)}
	if b.Disposition == ReadUndelivered {
		facts = append(facts, c.cameBack(*m.Report, now, around)...)
	}
	if !b.Promised.IsZero() {
		return append(facts, c.promised(b.Promised, now, around)...), nil
	}
	for _, f := range c.resumeClock(m.Unread(), now) {
		facts = append(facts, f)
	}
	return append(facts, c.noMoreTime(*m, b.Disposition)...), nil
}

// resumeClock replans reminders after a person has dealt with what stopped the
// clock. Steps that passed in the meantime are skipped: the party has just
// written. A final notice that passed is given in an hour, unless it is too late.
func (c *Correspondence) resumeClock(stopped bool, now time.Time) []RemindersReplanned {
	if !stopped || len(c.Unread()) != 1 || c.Quarantined > 0 {
		return nil
	}
	return c.replan(now)
}

func (c *Correspondence) replan(now time.Time) []RemindersReplanned {
	var facts []RemindersReplanned
	for _, r := range c.Requests {
		if steps, changed := r.thin(now, now.Add(time.Microsecond)); changed && r.live() {
			facts = append(facts, RemindersReplanned{r.ID, steps, claim.ReplannedClockRan})
		}
	}
	return facts
}

func (c *Correspondence) noteClaim(b claim.NoteClaim, now time.Time) []claim.Fact {
	var facts []claim.Fact
	covered := false
	for _, r := range c.Requests {
		if r.Over() && r.Lifecycle != NoReply || !slices.Contains(r.Claims, b.Claim) {
			continue
		}
		if slices.Contains(r.Held, b.Claim) != b.Held || slices.Contains(r.Dropped, b.Claim) != b.Over {
			covered = true
		}
		if steps, changed := r.thin(now, now.Add(r.gap())); changed && r.live() && !b.Held && slices.Contains(r.Held, b.Claim) {
			facts = append(facts, RemindersReplanned{r.ID, steps, claim.ReplannedClockRan})
		}
		if pending := r.Pending(); b.Over && !r.Over() && len(pending) == 1 && pending[0] == b.Claim {
			facts = append(facts, RequestWithdrew{Request: r.ID})
			if r.live() && r.carried() {
				facts = append(facts, MessageDispatched{
					Message: c.letterID(len(facts)), Kind: claim.WithdrawalLetter, Requests: []uuid.UUID{r.ID},
				})
			}
		}
	}
	if !covered {
		return nil
	}
	return append([]claim.Fact{ClaimNoted(b)}, facts...)
}
