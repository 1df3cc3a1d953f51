package findings

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// PublishWarnings are what is worth knowing before the finding of a claim is published, a
// sentence for each.
func PublishWarnings(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	var all []string
	for _, warn := range []func(context.Context, *casework.Door, *verification.Claim) ([]string, error){
		exposed, runningReplies, unread, aboutLetters, otherTerms, doubted,
	} {
		warnings, err := warn(ctx, d, c)
		if err != nil {
			return nil, err
		}
		all = append(all, warnings...)
	}
	return all, nil
}

// aboutLetters warn of what parties answered on the answer page and nobody has looked at, and of parties that are not to be contacted.
func aboutLetters(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	var warnings []string
	told := map[uuid.UUID]bool{}
	for _, a := range c.Asked {
		if told[a.Correspondence] {
			continue
		}
		told[a.Correspondence] = true
		of, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, a.Correspondence)
		if err != nil {
			return nil, err
		}
		look := len(of.Unseen()) > 0
		if !look && of.Barred == nil {
			continue
		}
		name, err := partyName(ctx, d, a.Party)
		if err != nil {
			return nil, err
		}
		if look {
			warnings = append(warnings, fmt.Sprintf("nobody has looked at what %s answered on the answer page", name))
		}
		if of.Barred != nil {
			warnings = append(warnings, fmt.Sprintf("%s is not to be contacted: nobody tells it what is published", name))
		}
	}
	return warnings, nil
}

// exposed warn of sources that a change gives away: readers may have seen the name of a party that was asked and
// had said nothing, and find now instead of it one more that may not be named.
func exposed(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	if len(c.Publications) == 0 {
		return nil, nil
	}
	last := c.Publications[len(c.Publications)-1].At
	var warnings []string
	told := map[uuid.UUID]bool{}
	for _, s := range c.CurrentAnswers() {
		before := slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Party == s.Party && a.At.Before(last) })
		spoke := slices.ContainsFunc(c.Answers, func(a sources.Said) bool { return a.Party == s.Party && a.ReceivedAt.Before(last) })
		named := slices.ContainsFunc(c.OnRecord(), func(a sources.Said) bool { return a.Party == s.Party })
		if named || spoke || !before || told[s.Party] {
			continue
		}
		told[s.Party] = true
		name, err := partyName(ctx, d, s.Party)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, fmt.Sprintf("readers may have seen that %s was asked, and its name goes now that it has answered %s: whoever compares the two pages knows who the source is", name, s.GroundRules))
	}
	return warnings, nil
}

// unread warn of messages that may be answers of parties whose time to answer is over, and that nobody has read.
func unread(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	around, failed := d.Record().Around(ctx)
	var warnings []string
	told := map[uuid.UUID]bool{}
	for _, a := range c.Unheard() { // of whom it is said besides that time still runs
		told[a.Correspondence] = told[a.Correspondence] || a.AnswerBy.After(d.Now())
	}
	for _, a := range c.Asked {
		if told[a.Correspondence] || !around.Waits(a.Correspondence) {
			continue
		}
		told[a.Correspondence] = true
		name, err := partyName(ctx, d, a.Party)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, fmt.Sprintf("a message that is, or may be, from %s waits to be read", name))
	}
	return warnings, failed()
}

// doubted warn of answers that may not be the party's: of those that count for nothing, and of those that count all the same.
func doubted(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	var warnings []string
	for _, s := range c.Doubted() {
		name, err := partyName(ctx, d, s.Party)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, fmt.Sprintf("an answer in the name of %s may not be its own (%s): it counts for nothing until somebody decides whose it is", name, s.Authenticity))
	}
	for _, s := range c.CurrentAnswers() {
		if !s.Doubtful() || !c.SaidOfNow(s) {
			continue
		}
		name, err := partyName(ctx, d, s.Party)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, fmt.Sprintf("nothing proves that the answer of %s is its own (%s), and it counts: call back before you print it", name, s.Authenticity))
	}
	return warnings, nil
}

// otherTerms warn of parties that stand elsewhere on the record than by what they have told
// the desk on other terms: readers are told what they said on the record, and nothing else.
func otherTerms(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	onRecord := map[uuid.UUID]sources.Said{}
	for _, a := range c.OnRecord() {
		if before := onRecord[a.Party]; a.Current() && a.Stance.Prevails(a.ReceivedAt, before.Stance, before.ReceivedAt) {
			onRecord[a.Party] = a
		}
	}
	stands, order := map[uuid.UUID]sources.Said{}, []uuid.UUID{}
	for _, a := range c.CurrentAnswers() {
		before, there := stands[a.Party]
		if !there {
			order = append(order, a.Party)
		}
		if a.Stance.Prevails(a.ReceivedAt, before.Stance, before.ReceivedAt) {
			stands[a.Party] = a
		}
	}
	var warnings []string
	for _, party := range order {
		said, told := onRecord[party], stands[party]
		if said.Stance == "" || told.GroundRules.Named() || said.Stance == told.Stance {
			continue
		}
		name, err := partyName(ctx, d, party)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, fmt.Sprintf("%s stands otherwise %s (%s) than on the record (%s): readers are told what it said on the record",
			name, told.GroundRules, told.Stance, said.Stance))
	}
	return warnings, nil
}
