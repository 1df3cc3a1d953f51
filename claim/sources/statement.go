package sources

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxStatements is how many statements that nobody asked for one claim takes.
const MaxStatements = 1000

// RecordStatement takes what a party said about the claim without having been asked: in
// public, in a letter of its own accord, to somebody else who passed it on.
type RecordStatement struct {
	Statement   uuid.UUID         `json:"statement"`
	Party       uuid.UUID         `json:"party"`
	Way         []uuid.UUID       `json:"way,omitempty"` // as of [Said]
	Stance      claim.Stance      `json:"stance"`
	Words       claim.Ref         `json:"words"` // content: text
	Summary     bool              `json:"summary,omitempty"`
	GroundRules claim.GroundRules `json:"groundRules"`
	Channel     claim.Channel     `json:"channel"`
	SaidAt      claim.When        `json:"saidAt,omitzero"`
	Spoken
}

// CommandKind implements [claim.Body].
func (RecordStatement) CommandKind() string { return "record statement" }

// WithdrawStatement says that a statement was not recorded as it was made, and counts
// no more. It stays in the record.
type WithdrawStatement struct {
	Statement uuid.UUID `json:"statement"`
	Reason    claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (WithdrawStatement) CommandKind() string { return "withdraw statement" }

// StatementWithdrawn: a statement was not recorded as it was made.
type StatementWithdrawn struct {
	Statement uuid.UUID   `json:"statement"`
	By        uuid.UUID   `json:"by"`
	Reason    claim.Ref   `json:"reason"`
	Instead   []Standing  `json:"instead,omitempty"` // of the answers whose place it had taken
	Stage     claim.Stage `json:"stage"`             // the claim's stage from now on
}

// Standing says what has taken the place of an answer; nothing, of one that stands.
type Standing struct {
	Response     uuid.UUID `json:"response"`
	SupersededBy uuid.UUID `json:"supersededBy,omitzero"`
}

// FactKind implements [claim.Fact].
func (StatementWithdrawn) FactKind() string { return "claim.statement_withdrawn" }

func init() {
	claim.RegisterBody[RecordStatement](claim.StreamClaim)
	claim.RegisterBody[WithdrawStatement](claim.StreamClaim)
	claim.RegisterFact[StatementWithdrawn]()
}

// Unasked reports whether nobody had asked for it: it was said of the party's own accord,
// or to somebody else.
func (s Said) Unasked() bool { return s.Request == uuid.Nil }

// Statement returns what was said in one response, nil if the claim has none of that id.
func (k *Known) Statement(response uuid.UUID) *Said {
	for i := range k.Answers {
		if k.Answers[i].Response == response {
			return &k.Answers[i]
		}
	}
	return nil
}

// recordStatement takes a statement as it takes an answer: after publication it reopens
// the claim and starts a correction. Nobody is taken for asked because of it, and
// whoever waits for an answer goes on waiting.
func (k *Known) recordStatement(b RecordStatement, actor claim.Actor, now time.Time, around claim.Around, of Claim) ([]claim.Fact, error) {
	if k.Statement(b.Statement) != nil {
		return nil, nil
	}
	if err := of.TakesStatements(); err != nil {
		return nil, err
	}
	if err := b.check(now, around); err != nil {
		return nil, err
	}
	unasked := 0
	for _, a := range k.Answers {
		if a.Unasked() {
			unasked++
		}
	}
	if unasked >= MaxStatements {
		return nil, claim.Errorf(claim.CodeTooLarge, "a claim takes at most %d statements that nobody asked for", MaxStatements)
	}
	at, date := b.at(now)
	return []claim.Fact{k.Saying(Said{
		Response: b.Statement, Party: b.Party, Way: b.Way, Stance: b.Stance, Statement: b.Words, Summary: b.Summary,
		GroundRules: b.GroundRules, Channel: b.Channel, Authenticity: b.authenticity(), ReceivedAt: at, Date: date, By: actor.ID, Wording: k.Wording(), Spoken: b.Spoken,
	}, of)}, nil
}

// authenticity is that of the channel, for what was said to the desk itself.
func (b RecordStatement) authenticity() claim.Authenticity {
	if len(b.Way) > 0 {
		return claim.AuthenticityUnverified
	}
	return b.Channel.Authenticity()
}

// at is by when it had been said: of a date the end of the day, or the present if that
// is sooner. Of what one party said on one day, what has no hour counts as said last.
func (b RecordStatement) at(now time.Time) (at time.Time, date claim.When) {
	if at = b.SaidAt.Place(); !b.SaidAt.IsDate() {
		return at, claim.When{}
	}
	if now = claim.Instant(now); at.After(now) {
		at = now
	}
	return at, b.SaidAt
}

func (b RecordStatement) check(now time.Time, around claim.Around) error {
	if err := claim.OneOf("stance", b.Stance, claim.Stances); err != nil {
		return err
	}
	if err := claim.OneOf("groundRules", b.GroundRules, claim.AllGroundRules); err != nil {
		return err
	}
	if err := claim.OneOf("channel", b.Channel, claim.StatementChannels); err != nil {
		return err
	}
	if err := b.Check(b.GroundRules); err != nil {
		return err
	}
	if b.Words == "" {
		return claim.Errorf(claim.CodeInvalid, "a statement has words").WithField("statement", "write what was said, word for word or as a summary")
	}
	if b.SaidAt.IsZero() || b.SaidAt.First().After(now.Add(claim.ClockSkew)) {
		return claim.Errorf(claim.CodeInvalid, "nobody has said anything in the future").WithField("saidAt", "say when it was said")
	}
	if err := thereIs(b.Party, around); err != nil {
		return err
	}
	return CheckWay(b.Party, b.Way, around)
}

func (k *Known) withdrawStatement(b WithdrawStatement, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	s := k.Statement(b.Statement)
	switch {
	case s == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "the claim has no such statement")
	case !s.Unasked():
		return nil, claim.Errorf(claim.CodeInvalid, "that is an answer to a request, which stays as it came").
			WithHint("record what the party says now: its later answer takes the place of this one")
	case s.Withdrawn != nil:
		return nil, nil
	}
	if err := of.TakesStatements(); err != nil {
		return nil, err
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	fact := StatementWithdrawn{Statement: b.Statement, By: actor.ID, Reason: b.Reason, Stage: of.Reconsidered()}
	for i, a := range k.Answers {
		if a.SupersededBy == b.Statement {
			fact.Instead = append(fact.Instead, Standing{a.Response, k.superseding(i, b.Statement)})
		}
	}
	return []claim.Fact{fact}, nil
}

// superseding is what takes the place of an answer, if one of them is left out.
func (k *Known) superseding(i int, without uuid.UUID) uuid.UUID {
	if first := k.firstInstead(k.Answers, i, without); first != nil {
		return first.Response
	}
	return uuid.Nil
}

// firstInstead is what takes the place of an answer among others, one of which is left
// out: the first that was said after it, of the same words, says enough, and is as sure. It is nil if
// the answer stands.
func (k *Known) firstInstead(answers []Said, i int, without uuid.UUID) *Said {
	var first *Said
	for j := range answers {
		a, b := answers[i], &answers[j]
		later := b.ReceivedAt.After(a.ReceivedAt) || b.ReceivedAt.Equal(a.ReceivedAt) && j > i
		if j == i || b.Response == without || b.Void() || b.Party != a.Party || !later || !b.Stance.Supersedes(a.Stance) || a.surer(*b) || k.senseOf(*b) != k.senseOf(a) {
			continue
		}
		if first == nil || b.ReceivedAt.Before(first.ReceivedAt) {
			first = b
		}
	}
	return first
}

func (k *Known) statementWithdrawn(e claim.Entry, f StatementWithdrawn) {
	k.Answers = slices.Clone(k.Answers)
	for i := range k.Answers {
		a := &k.Answers[i]
		if a.Response == f.Statement {
			a.Withdrawn = &claim.Withdrawal{By: f.By, At: e.At, Reason: f.Reason}
		}
	}
	k.restand(f.Instead)
}
