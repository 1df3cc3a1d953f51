package findings

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// LineInput freezes a line as it is to be printed.
type LineInput struct {
	At     *time.Time `json:"at,omitempty" doc:"the instant of the line; now if left out"`
	Reason string     `json:"reason,omitempty" doc:"why the line is printed although something speaks against it; needed if something does"`
	Seen   string     `json:"seen,omitempty" doc:"what was shown of the line and of what speaks against it (seen of its check): refused if it is not so any more; not compared if left out"`
}

// LineToFreeze is a line as the reading room has found it.
type LineToFreeze struct {
	line.Forms
	AsOf    time.Time
	Zone    string       // in which its times are
	Claims  []uuid.UUID  // that it is about
	Of      []claim.Ref  // content that its words are made of
	Against []string     // what speaks against printing it, a sentence each
	Seen    string       // names the words and the sentences
	Made    []cases.Read // every stream that was read for it, as it stood
}

// FreezeLine keeps a line with its instant, and with what spoke against printing it, under
// a code by which anybody who has it can check the line later. It refuses with
// [claim.CodeConflict] what was not what the editor had before her.
func FreezeLine(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, of LineToFreeze, in LineInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	code := d.IDOf("frozen line", casework.Key(ctx).String())
	receipt := casework.Receipt{ID: code, Public: LinePage(d.MadeWith().PublicURL, code)}
	if c.FrozenLine(code) != nil {
		return receipt, nil
	}
	if in.Seen != "" && in.Seen != of.Seen {
		return casework.Receipt{}, claim.Errorf(claim.CodeConflict, "the line, or what speaks against printing it, has changed since you looked").
			WithHint("read both again, and freeze the line as it is now")
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	freeze := cases.FreezeLine{Line: code, Against: len(of.Against), AsOf: of.AsOf, Claims: of.Claims, Of: of.Of, Made: of.Made}
	if freeze.Text, err = d.KeepJSON(ctx, "line", claim.LineText{Short: of.Short, Long: of.Long, Zone: of.Zone, Against: of.Against}); err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return casework.Receipt{}, err
	}
	freeze.Reason = refs[0]
	return receipt, d.Write(ctx, c.Stream(), casework.Command(ctx, caller, freeze))
}

// WithdrawLine takes a frozen line back: its page says that it was withdrawn and when, and shows
// the sentence no more. It stays in the record, with who and why.
func WithdrawLine(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, line uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: line}, d.Write(ctx, c.Stream(), casework.Command(ctx, caller, cases.WithdrawLine{Line: line, Reason: refs[0]}))
}

// LinePage is the address of the page on which a frozen line is checked, below where the
// public pages stand; empty if that is not known.
func LinePage(public string, code uuid.UUID) string {
	if public == "" {
		return ""
	}
	return public + "/lines/" + code.String()
}
