package cases

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Limits of lines that are frozen.
const (
	MaxFrozenLines = 1_000 // of one case
	MaxLineClaims  = 1_000 // that one is about
)

// FreezeLine keeps the line of a case as it is to be printed, for whoever has its
// code to check later. Content: a [claim.LineText]; text.
type FreezeLine struct {
	Line    uuid.UUID   `json:"line"` // its code, which nobody can guess
	Text    claim.Ref   `json:"text"`
	Reason  claim.Ref   `json:"reason,omitempty"` // why, although something speaks against it
	Against int         `json:"against,omitempty"`
	AsOf    time.Time   `json:"asOf"`
	Claims  []uuid.UUID `json:"claims,omitempty"` // that it is about
	Of      []claim.Ref `json:"of,omitempty"`     // content that its words are made of: when any of it is erased, so are they
	Made    []Read      `json:"made,omitempty"`   // every stream of the case that was read for it, as it stood
}

// Read is a stream as it stood when something was made of it.
type Read struct {
	Kind    claim.StreamKind `json:"kind"`
	ID      uuid.UUID        `json:"id"`
	Version int64            `json:"version"`
}

// CommandKind implements [claim.Body].
func (FreezeLine) CommandKind() string { return "freeze line" }

// LineFrozen: the line was frozen as it is to be printed. Content: a [claim.LineText]; text.
type LineFrozen struct {
	Line    uuid.UUID   `json:"line"`
	Text    claim.Ref   `json:"text"`
	Reason  claim.Ref   `json:"reason,omitempty"`
	Against int         `json:"against,omitempty"` // how many things spoke against printing it
	AsOf    time.Time   `json:"asOf"`
	Claims  []uuid.UUID `json:"claims,omitempty"`
	Of      []claim.Ref `json:"of,omitempty"`
	By      uuid.UUID   `json:"by"`
}

// FactKind implements [claim.Fact].
func (LineFrozen) FactKind() string { return "case.line_frozen" }

// FrozenLine is a line that was frozen, without what it is about and made of.
type FrozenLine struct {
	Line    uuid.UUID `json:"line"`
	Text    claim.Ref `json:"text"`
	Reason  claim.Ref `json:"reason,omitempty"`
	AsOf    time.Time `json:"asOf"`
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Version int64     `json:"version"` // of the entry that froze it

	Withdrawn *claim.Withdrawal `json:"withdrawn,omitempty"` // nobody is to rely on it any more
}

// WithdrawLine takes a frozen line back: whoever has its code is told that it was withdrawn
// and when, and reads it no more. It stays in the record.
type WithdrawLine struct {
	Line   uuid.UUID `json:"line"`
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (WithdrawLine) CommandKind() string { return "withdraw line" }

// LineWithdrawn: a frozen line was taken back.
type LineWithdrawn struct {
	Line   uuid.UUID `json:"line"`
	By     uuid.UUID `json:"by"`
	Reason claim.Ref `json:"reason"`
}

// FactKind implements [claim.Fact].
func (LineWithdrawn) FactKind() string { return "case.line_withdrawn" }

func init() {
	claim.RegisterBody[FreezeLine](claim.StreamCase)
	claim.RegisterBody[WithdrawLine](claim.StreamCase)
	claim.RegisterFact[LineFrozen]()
	claim.RegisterFact[LineWithdrawn]()
}

func (c *Case) freezeLine(b FreezeLine, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch {
	case c.FrozenLine(b.Line) != nil:
		return nil, nil
	case b.AsOf.After(now):
		return nil, claim.Errorf(claim.CodeInvalid, "nobody knows yet how the line will read then").WithField("at", "choose an instant that has passed")
	case b.AsOf.Before(c.OpenedAt):
		return nil, claim.Errorf(claim.CodeInvalid, "the case was not open then").WithField("at", "choose an instant after it was opened")
	case b.Against > 0 && b.Reason == "":
		return nil, claim.Errorf(claim.CodeInvalid, "something speaks against printing the line now").WithField("reason", "say why it is printed nevertheless").
			WithHint("mend what speaks against it, or say why the line is printed nevertheless")
	case len(b.Claims) > MaxLineClaims:
		return nil, claim.Errorf(claim.CodeTooLarge, "a line that is frozen is about at most %d claims", MaxLineClaims).
			WithHint("choose what the status line of the case is about")
	case len(c.Frozen) >= MaxFrozenLines:
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d lines of a case are frozen", MaxFrozenLines)
	case c.readOn(b.Made, around):
		return nil, claim.Errorf(claim.CodeConflict, "something came in while the line was made").
			WithHint("read the line again, and what speaks against it, and freeze it as it is now")
	}
	return []claim.Fact{LineFrozen{b.Line, b.Text, b.Reason, b.Against, b.AsOf, b.Claims, b.Of, actor.ID}}, nil
}

// readOn reports whether the case, one of its claims or what anybody was asked about them is not
// as it was read any more. Nothing is compared of a line that does not say what it was made of.
func (c *Case) readOn(made []Read, around claim.Around) bool {
	if len(made) == 0 {
		return false
	}
	read := map[claim.Stream]int64{}
	for _, r := range made {
		read[claim.Stream{Kind: r.Kind, ID: r.ID}] = r.Version
	}
	if read[c.Stream()] != c.Version {
		return true
	}
	changed := func(s claim.Stream) bool { return around.State(s).StreamVersion() != read[s] }
	for _, s := range around.Claims(c.ID) {
		if changed(s) || slices.ContainsFunc(around.Asking(s.ID), changed) {
			return true
		}
	}
	return false
}

func (c *Case) withdrawLine(b WithdrawLine, actor claim.Actor) ([]claim.Fact, error) {
	switch frozen := c.FrozenLine(b.Line); {
	case frozen == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "no line of the case was frozen under this code")
	case frozen.Withdrawn != nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "the line was withdrawn already, and why stands there")
	case b.Reason == "":
		return nil, claim.NeedsReason()
	}
	return []claim.Fact{LineWithdrawn{b.Line, actor.ID, b.Reason}}, nil
}

func (c *Case) lineWithdrawn(e claim.Entry, f LineWithdrawn) {
	c.Frozen = slices.Clone(c.Frozen)
	if frozen := c.FrozenLine(f.Line); frozen != nil {
		frozen.Withdrawn = &claim.Withdrawal{By: f.By, At: e.At, Reason: f.Reason}
	}
}

// FrozenLine is the line that was frozen under a code, or nil.
func (c *Case) FrozenLine(line uuid.UUID) *FrozenLine {
	if i := slices.IndexFunc(c.Frozen, func(f FrozenLine) bool { return f.Line == line }); i >= 0 {
		return &c.Frozen[i]
	}
	return nil
}
