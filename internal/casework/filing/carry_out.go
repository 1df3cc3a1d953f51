package filing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
)

// carryOut has the record carry everything out, or, if something is wrong already or
// it is only to be checked, say what else is.
func (f *filing) carryOut() error {
	acts, held := f.withoutHeld()
	done, err := f.d.Record().Do(f.ctx, claim.Doing{
		Acts: acts, Contents: f.contents, Now: f.now, Together: true, Try: f.in.Check || len(f.refused) > 0,
	})
	if err != nil {
		return err
	}
	for i, one := range done {
		if one.Refused == nil {
			continue
		}
		if err := f.refusedBy(f.of[i], acts[i], one.Refused); err != nil {
			return err
		}
	}
	for i, act := range held {
		if err := f.tryAssumed(f.of[len(acts)+i], act); err != nil {
			return err
		}
	}
	return f.err()
}

// withoutHeld splits off what is in a case with which something is wrong: the record
// would refuse all of it, for no other reason.
func (f *filing) withoutHeld() (acts, held []claim.Act) {
	if !f.parts[caseOfFile] {
		return f.acts, nil
	}
	var of, ofHeld []string
	without := map[string]bool{}
	for i, act := range f.acts {
		if act.To.Kind == claim.StreamParty {
			acts, of = append(acts, act), append(of, f.of[i])
		} else {
			held, ofHeld = append(held, act), append(ofHeld, f.of[i])
			without[act.Command.ID.String()] = true
		}
	}
	f.of = slices.Concat(of, ofHeld)
	f.contents = slices.DeleteFunc(f.contents, func(c claim.Content) bool {
		command, _, _ := strings.Cut(c.Key, "/")
		return without[command]
	})
	return acts, held
}

// refusedBy takes a refusal of the record. That another part of the file is missing,
// which was refused itself, is nothing more that is wrong.
func (f *filing) refusedBy(part string, act claim.Act, refused *claim.Error) error {
	if refused.Code == claim.CodeNotFound && len(f.refused) > 0 {
		return f.tryAssumed(part, act)
	}
	switch body := act.Command.Body.(type) {
	case letters.RecordResponse:
		if len(f.refused) > 0 { // its request may not be there for that alone
			return f.tryAssumed(part, act)
		}
	case finding.Assess:
		if f.parts[caseOfFile] || f.shaken(act.To.ID) { // what it rests on may not be there for that alone
			return nil
		}
	case letters.Ask:
		f.unput = append(f.unput, body.Request)
	}
	return f.wrong(part, refused)
}

// tryAssumed says what would be wrong with a part if the others were as they should be.
func (f *filing) tryAssumed(part string, act claim.Act) error {
	around, failed := f.d.Record().Around(f.ctx)
	state := claim.New(act.To.Kind, act.To.ID)
	switch body := act.Command.Body.(type) {
	case letters.Ask:
	case letters.RecordResponse:
		if !f.put(state, body.Request, assuming{around, f.assumed}) {
			return failed()
		}
	default:
		return nil
	}
	_, refused := state.Decide(act.Command, f.now, assuming{around, f.assumed})
	if err := failed(); err != nil {
		return err
	}
	return f.wrong(part, refused)
}

// put has a request of the file put to a correspondence that has none; false if something is
// wrong with the request itself.
func (f *filing) put(to claim.Aggregate, request uuid.UUID, around claim.Around) bool {
	if slices.Contains(f.unput, request) {
		return false
	}
	for _, act := range f.acts {
		if ask, ok := act.Command.Body.(letters.Ask); ok && ask.Request == request {
			facts, refused := to.Decide(act.Command, f.now, around)
			if refused == nil {
				claim.Apply(to, act.Command, f.now, facts)
			}
			return refused == nil
		}
	}
	return false
}

// shaken reports whether something is wrong with what the file says about a claim, besides
// what it proposes.
func (f *filing) shaken(about uuid.UUID) bool {
	wrong := func(list string, i int, claims ...string) bool {
		return f.parts[fmt.Sprintf("%s[%d]", list, i)] && slices.ContainsFunc(claims, func(name string) bool { return f.claims[name] == about })
	}
	for i, s := range f.in.Statements {
		if wrong("statements", i, s.Claim) {
			return true
		}
	}
	for i, e := range f.in.Evidence {
		if wrong("evidence", i, e.Claim) {
			return true
		}
	}
	for i, r := range f.in.Requests {
		if wrong("requests", i, r.Claims...) {
			return true
		}
	}
	for i, a := range f.in.Answers {
		for _, s := range a.Stances {
			if wrong("answers", i, s.Claim) {
				return true
			}
		}
	}
	return false
}

// assuming shows some streams otherwise than they stand.
type assuming struct {
	claim.Around
	states map[claim.Stream]claim.Aggregate
}

// State implements [claim.Around].
func (a assuming) State(s claim.Stream) claim.Aggregate {
	if state, ok := a.states[s]; ok {
		return state
	}
	return a.Around.State(s)
}
