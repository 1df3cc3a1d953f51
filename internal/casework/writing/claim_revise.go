package writing

import (
	"cmp"
	"context"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// ClaimRevision replaces what a claim says. Its short name stays.
type ClaimRevision struct {
	Seen int64 `json:"seen" doc:"version of the claim that you had before you"`
	ClaimInput
	AnswersHold string `json:"answersHold,omitempty" doc:"why what parties were asked and answered, and the evidence, holds for the new words; if left out, it counts for nothing until somebody says that it holds, or the party is asked again and answers"`
}

// ReviseClaim changes what a claim says, and makes the caller one of its
// authors. What was put to parties and what they said is of the earlier words, and
// counts for the new ones only if it is said why. A claim in review or signed off goes back to assessing. It returns
// [claim.CodeConflict] if somebody else has changed the words since the version
// that was seen, and [claim.CodePolicy] if too few people would be left who can
// sign it.
func ReviseClaim(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ClaimRevision) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	l, err := d.Library(ctx, c.Text)
	if err != nil {
		return casework.Receipt{}, err
	}
	was := casework.Read[claim.ClaimText](l, c.Text)
	if in.Key = was.Key; in.Key == "" { // it was erased
		return casework.Receipt{}, claim.Errorf(claim.CodeWrongStage, "what the claim said was erased").WithHint("write a new claim")
	}
	text, err := in.Words()
	if err != nil {
		return casework.Receipt{}, err
	}
	if in.NameClaimant != "" {
		return casework.Receipt{}, casework.Invalid("nameClaimant", "that is decided by itself: onrecord claim disclose "+name)
	}
	revise := verification.ReviseClaim{Text: c.Text, Tier: claim.Routine, Seen: in.Seen}
	if revise.Involved, err = in.Involved(d.Namer(ctx, caller).Party); err != nil {
		return casework.Receipt{}, err
	}
	if in.Tier != "" {
		revise.Tier = in.Tier
	}
	made := casework.Receipt{ID: c.ID, Name: was.Key}
	if casework.Same(was, text) && revise.Tier == c.Tier && slices.Equal(revise.Involved, c.Involved) {
		return made, nil
	}
	if !casework.Same(was, text) {
		if revise.Text, err = d.KeepJSON(ctx, "claim", text); err != nil {
			return casework.Receipt{}, err
		}
		revise.SameWords = was.SaysTheSame(text)
		why, err := answersHold(ctx, in.AnswersHold)
		if err != nil {
			return casework.Receipt{}, err
		}
		refs, err := d.Record().Put(ctx, why...)
		if err != nil {
			return casework.Receipt{}, err
		}
		revise.AnswersHold = cmp.Or(refs...)
		if !revise.SameWords && revise.AnswersHold == "" && len(c.CurrentAnswers()) > 0 {
			made.Warnings = []string{"what parties said of the earlier words counts for nothing until somebody finds that it holds, or they are asked again and answer"}
		}
	}
	return made, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, revise))
}

// answersHold is why what was answered holds for other words, to be kept: nothing if
// nobody says so.
func answersHold(ctx context.Context, why string) ([]claim.Content, error) {
	why, err := casework.Prose("answersHold", why, casework.MaxText, false)
	if err != nil || why == "" {
		return nil, err
	}
	return []claim.Content{{Key: casework.Key(ctx).String() + "/answers hold", Media: "text/plain; charset=utf-8", Data: []byte(why)}}, nil
}

// UpholdInput says that what a party said of earlier words of a claim holds for those
// that it has now.
type UpholdInput struct {
	Party  string `json:"party" doc:"who said it"`
	Seen   int64  `json:"seen" doc:"version of the claim that you had before you"`
	Reason string `json:"reason" doc:"why it holds for the words that the claim has now, for the record"`
}

// PutAsideInput says that a party that was asked about earlier words of a claim is not
// asked about those that it has now.
type PutAsideInput struct {
	Party  string `json:"party" doc:"who is not asked again"`
	Seen   int64  `json:"seen" doc:"version of the claim that you had before you"`
	Reason string `json:"reason" doc:"why it is not asked, for the record"`
}

// PutAskingAside says that a party is not asked about the words that the claim has now.
// It returns [claim.CodeConflict] if they have changed since the version that was seen.
func PutAskingAside(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in PutAsideInput) (casework.Receipt, error) {
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return casework.Receipt{}, err
	}
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(reason claim.Ref) claim.Body {
		return verification.PutAskingAside{Party: party, Seen: in.Seen, Reason: reason}
	})
}

// UpholdAnswers says that what a party last said of earlier words holds for those that
// the claim has now, and makes the caller one of its authors. It returns
// [claim.CodeConflict] if the words have changed since the version that was seen.
func UpholdAnswers(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in UpholdInput) (casework.Receipt, error) {
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return casework.Receipt{}, err
	}
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(reason claim.Ref) claim.Body {
		return sources.UpholdAnswers{Party: party, Seen: in.Seen, Reason: reason}
	})
}
