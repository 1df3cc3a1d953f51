package claim

import "slices"

// Stage is where a claim stands on its way to publication.
type Stage string

const (
	// StageDraft is being written.
	StageDraft Stage = "draft"
	// StageOpen is checkable and nobody has been asked.
	StageOpen Stage = "open"
	// StageGathering waits for parties who have been asked.
	StageGathering Stage = "gathering"
	// StageAssessing has heard, or given up hearing, from everybody asked.
	StageAssessing Stage = "assessing"
	// StageInReview has a proposed outcome that waits for sign-offs.
	StageInReview Stage = "in review"
	// StageSignedOff has the sign-offs that its policy asks for.
	StageSignedOff Stage = "signed off"
	// StagePublished has a public finding.
	StagePublished Stage = "published"
	// StageCorrecting has a public finding that something newer has put in doubt.
	StageCorrecting Stage = "correcting"
	// StageRetracted had a public finding that was taken back.
	StageRetracted Stage = "retracted"
	// StageClosed is done with; a late answer is still taken.
	StageClosed Stage = "closed"
	// StageOnHold has every clock stopped.
	StageOnHold Stage = "on hold"
	// StageWithdrawn is no longer pursued.
	StageWithdrawn Stage = "withdrawn"
	// StageDeclined turned out not to be checkable.
	StageDeclined Stage = "declined"
)

// Over reports whether a claim at this stage has nothing left to do.
func (s Stage) Over() bool {
	return s == StageClosed || s == StageWithdrawn || s == StageDeclined || s == StageRetracted
}

// Outcome is what the verification came to. Every outcome carries an as-of instant.
type Outcome string

const (
	// Unverified: nothing has been established.
	Unverified Outcome = "unverified"
	// Corroborated: one independent origin supports the claim.
	Corroborated Outcome = "corroborated"
	// Confirmed: as many independent origins support it as the policy asks for.
	Confirmed Outcome = "confirmed"
	// PartlyConfirmed: a part of it is supported.
	PartlyConfirmed Outcome = "partly confirmed"
	// Disputed: credible origins conflict.
	Disputed Outcome = "disputed"
	// Refuted: it is not so.
	Refuted Outcome = "refuted"
	// Unverifiable: it cannot be established either way.
	Unverifiable Outcome = "unverifiable"
)

// Outcomes lists every outcome.
var Outcomes = []Outcome{Unverified, Corroborated, Confirmed, PartlyConfirmed, Disputed, Refuted, Unverifiable}

// Tier is how much harm a mistake would do.
type Tier string

const (
	// Routine claims need the ordinary care.
	Routine Tier = "routine"
	// Sensitive claims touch people who could be hurt.
	Sensitive Tier = "sensitive"
	// SeriousAllegation claims accuse somebody of serious wrong.
	SeriousAllegation Tier = "serious allegation"
)

// Tiers lists every tier.
var Tiers = []Tier{Routine, Sensitive, SeriousAllegation}

// Stance is what a party says about one claim. An automatic reply, an
// acknowledgement or a bounce is never a stance.
type Stance string

const (
	// Confirms: it is so.
	Confirms Stance = "confirms"
	// ConfirmsInPart: some of it is so.
	ConfirmsInPart Stance = "confirms in part"
	// Denies: it is not so.
	Denies Stance = "denies"
	// NeitherConfirmsNorDenies: the party says exactly that.
	NeitherConfirmsNorDenies Stance = "neither confirms nor denies"
	// NoComment: the party answers that it does not comment.
	NoComment Stance = "no comment"
	// DeclinesToAnswer: the party answers that it will not answer.
	DeclinesToAnswer Stance = "declines to answer"
	// DoesNotKnow: the party cannot say.
	DoesNotKnow Stance = "does not know"
	// RefersElsewhere: the party names somebody else to ask.
	RefersElsewhere Stance = "refers elsewhere"
	// ContextOnly: the party says something about the matter but nothing about the claim.
	ContextOnly Stance = "context only"
	// RetractsEarlierAnswer: what the party said before no longer stands.
	RetractsEarlierAnswer Stance = "retracts earlier answer"
	// Unclear: a person has read it and cannot tell.
	Unclear Stance = "unclear"
)

// Stances lists every stance.
var Stances = []Stance{
	Confirms, ConfirmsInPart, Denies, NeitherConfirmsNorDenies, NoComment, DeclinesToAnswer,
	DoesNotKnow, RefersElsewhere, ContextOnly, RetractsEarlierAnswer, Unclear,
}

// Supports reports whether the stance speaks for the claim.
func (s Stance) Supports() bool { return s == Confirms || s == ConfirmsInPart }

// Supersedes reports whether an answer with this stance takes the place of the
// party's earlier one. Context, a reference elsewhere or something unclear
// stands beside it.
func (s Stance) Supersedes() bool {
	return s != ContextOnly && s != Unclear && s != RefersElsewhere
}

// GroundRules are the terms on which a party spoke.
type GroundRules string

const (
	// OnTheRecord may be quoted with the name.
	OnTheRecord GroundRules = "on the record"
	// OnBackground may be used, attributed as agreed.
	OnBackground GroundRules = "on background"
	// NotForAttribution may be used without saying from whom.
	NotForAttribution GroundRules = "not for attribution"
	// OffTheRecord may not be used.
	OffTheRecord GroundRules = "off the record"
)

// AllGroundRules lists every value.
var AllGroundRules = []GroundRules{OnTheRecord, OnBackground, NotForAttribution, OffTheRecord}

// Channel is how a message or an answer came.
type Channel string

const (
	// ByEmail came by e-mail.
	ByEmail Channel = "e-mail"
	// ByPhone was said on the telephone and noted.
	ByPhone Channel = "phone"
	// InPerson was said face to face and noted.
	InPerson Channel = "in person"
	// ByPost came on paper.
	ByPost Channel = "post"
	// ByAnswerPage was written by the party on the answer page. Nobody chooses
	// it, so it is not among [Channels].
	ByAnswerPage Channel = "answer page"
)

// Channels lists every channel that a person can choose.
var Channels = []Channel{ByEmail, ByPhone, InPerson, ByPost}

// Authenticity is how sure it is that an answer came from the party.
type Authenticity string

const (
	// AuthenticityVerified came from the party, as by a link that was sent to a verified contact point.
	AuthenticityVerified Authenticity = "verified"
	// AuthenticityProbable came from a known address that nobody has verified.
	AuthenticityProbable Authenticity = "probable"
	// AuthenticityUnverified names a sender and proves nothing.
	AuthenticityUnverified Authenticity = "unverified"
	// AuthenticityInPerson was said face to face.
	AuthenticityInPerson Authenticity = "in person"
)

// Lifecycle is where a request stands.
type Lifecycle string

const (
	// Queued waits for the end of the undo window, or for mail to go out.
	Queued Lifecycle = "queued"
	// Sent has been accepted by the party's mail server.
	Sent Lifecycle = "sent"
	// Acknowledged: the party has said that it has it.
	Acknowledged Lifecycle = "acknowledged"
	// Clarification: the party has asked back; its clock is stopped.
	Clarification Lifecycle = "clarification"
	// PartlyAnswered: some of its claims have an answer.
	PartlyAnswered Lifecycle = "partly answered"
	// Answered: every claim that it is about has an answer.
	Answered Lifecycle = "answered"
	// DeclinedToAnswer: the party has said that it will not answer.
	DeclinedToAnswer Lifecycle = "declined"
	// NoReply: the answer-by instant has passed without an answer.
	NoReply Lifecycle = "no reply"
	// RequestWithdrawn: the desk no longer asks.
	RequestWithdrawn Lifecycle = "withdrawn"
)

// Delivery is how far a message got.
type Delivery string

const (
	// DeliveryNone: not handed over yet.
	DeliveryNone Delivery = "none"
	// DeliveryAccepted: a mail server has taken it.
	DeliveryAccepted Delivery = "accepted"
	// DeliveryDeferred: it was not taken and is tried again.
	DeliveryDeferred Delivery = "deferred"
	// DeliverySoftBounce: came back, may be passing.
	DeliverySoftBounce Delivery = "soft bounce"
	// DeliveryHardBounce: refused, or came back, for good.
	DeliveryHardBounce Delivery = "hard bounce"
	// DeliveryUncertain: handed over, and the outcome was lost in a crash or a broken connection.
	DeliveryUncertain Delivery = "uncertain"
	// DeliveryStopped: called off before the hand-over, because a rule forbade it by then.
	DeliveryStopped Delivery = "stopped"
)

// MessageKind is what a message is for.
type MessageKind string

const (
	// RequestLetter puts the questions.
	RequestLetter MessageKind = "request"
	// ReminderLetter reminds the silent.
	ReminderLetter MessageKind = "reminder"
	// FinalNoticeLetter says that the answer-by instant is near.
	FinalNoticeLetter MessageKind = "final notice"
	// ExtensionLetter says that the answer-by instant has moved.
	ExtensionLetter MessageKind = "extension"
	// WithdrawalLetter says that an answer is no longer asked for.
	WithdrawalLetter MessageKind = "withdrawal"
	// FollowUpLetter is what a person at the desk writes about a request that is out.
	FollowUpLetter MessageKind = "follow-up"
	// Reply came from the party.
	Reply MessageKind = "reply"
)

// LetterKinds lists every kind of letter that the desk sends.
var LetterKinds = []MessageKind{RequestLetter, ReminderLetter, FinalNoticeLetter, ExtensionLetter, WithdrawalLetter, FollowUpLetter}

// Automatic reports whether Onrecord sends the letter without a person asking for it.
func (k MessageKind) Automatic() bool { return k == ReminderLetter || k == FinalNoticeLetter }

// MailClass is what kind of mail a received message is.
type MailClass string

const (
	// MailAnswer was written by a person.
	MailAnswer MailClass = "answer"
	// MailAutomatic was sent by a machine (RFC 3834).
	MailAutomatic MailClass = "automatic"
	// MailBounce says that a message was not delivered (RFC 3464).
	MailBounce MailClass = "bounce"
)

// Disposition is what a person who read a message made of it.
type Disposition string

const (
	// ReadAnswer: it was an answer, and its stances are recorded.
	ReadAnswer Disposition = "answer"
	// ReadAcknowledgement: they have the request and will come back.
	ReadAcknowledgement Disposition = "acknowledgement"
	// ReadClarification: they ask back; the clock stays stopped until the desk follows up.
	ReadClarification Disposition = "clarification"
	// ReadNoAnswer: nothing that concerns the request.
	ReadNoAnswer Disposition = "no answer"
)

// Dispositions lists those that a person can choose without recording an answer.
var Dispositions = []Disposition{ReadAcknowledgement, ReadClarification, ReadNoAnswer}

// Silence says precisely what it means that a party has not answered.
type Silence string

const (
	// Undeliverable: nothing reached the party.
	Undeliverable Silence = "undeliverable"
	// DeliveredNoAnswer: the party's mail server took the letters and no answer came.
	DeliveredNoAnswer Silence = "delivered, no answer"
	// AcknowledgedNoAnswer: the party said that it had the request and no answer came.
	AcknowledgedNoAnswer Silence = "acknowledged, no answer"
	// Declined: the party answered that it will not answer.
	Declined Silence = "declined"
)

// Timeliness is computed from times and never stored.
type Timeliness string

const (
	// InTime: answered before the answer-by instant, or still well before it.
	InTime Timeliness = "in time"
	// DueSoon: less than a quarter of the window is left.
	DueSoon Timeliness = "due soon"
	// Overdue: the answer-by instant has passed and the clock is stopped by something unread.
	Overdue Timeliness = "overdue"
	// Lapsed: the answer-by instant has passed without an answer.
	Lapsed Timeliness = "lapsed"
	// LateReply: answered after the answer-by instant.
	LateReply Timeliness = "late reply"
)

// VerifiedBy is how somebody made sure that a contact point is the party's.
type VerifiedBy string

const (
	// VerifiedPublished: the party gives it out itself, on its site or in print.
	VerifiedPublished VerifiedBy = "published by the party"
	// VerifiedCallBack: the party confirmed it when called at a number found elsewhere.
	VerifiedCallBack VerifiedBy = "call-back"
	// VerifiedInPerson: the party gave it face to face.
	VerifiedInPerson VerifiedBy = "in person"
	// VerifiedEarlier: the desk has dealt with the party there before.
	VerifiedEarlier VerifiedBy = "earlier dealings"
)

// VerifiedBys lists every way.
var VerifiedBys = []VerifiedBy{VerifiedPublished, VerifiedCallBack, VerifiedInPerson, VerifiedEarlier}

// Role is what a person may do on the desk.
type Role string

const (
	// Reporter writes claims and asks parties.
	Reporter Role = "reporter"
	// Editor owns cases: all that a reporter may, and assess and publish.
	Editor Role = "editor"
	// Reviewer signs off.
	Reviewer Role = "reviewer"
	// Standards signs off, and watches over the rules of the trade.
	Standards Role = "standards"
	// Legal signs off for the lawyers.
	Legal Role = "legal"
	// Custodian keeps the identities of confidential sources.
	Custodian Role = "custodian"
	// Admin manages people, the engine and the record.
	Admin Role = "admin"
	// Auditor reads everything and changes nothing.
	Auditor Role = "auditor"
)

// Roles lists every role.
var Roles = []Role{Reporter, Editor, Reviewer, Standards, Legal, Custodian, Admin, Auditor}

// CanSign reports whether the role may sign off claims.
func (r Role) CanSign() bool { return r == Reviewer || r == Standards || r == Legal }

// Sensitivity is who may see a case.
type Sensitivity string

const (
	// OpenToDesk cases are seen by everybody on the desk.
	OpenToDesk Sensitivity = "desk"
	// Restricted cases are seen by the people on their access list only.
	Restricted Sensitivity = "restricted"
)

// Sensitivities lists every value.
var Sensitivities = []Sensitivity{OpenToDesk, Restricted}

// oneOf checks that value is among the allowed ones, and names them if not.
func oneOf[T ~string](field string, value T, allowed []T) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return Errorf(CodeInvalid, "%s cannot be %q", field, value).
		WithField(field, "choose one of: "+joinWords(allowed))
}

func joinWords[T ~string](words []T) string {
	out := ""
	for i, w := range words {
		if i > 0 {
			out += ", "
		}
		out += string(w)
	}
	return out
}
