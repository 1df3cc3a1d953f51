package casework

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
)

// MaxMany is how many things are done in one act at most.
const MaxMany = 1000

// How says how many things are done in one act, in one transaction of the record.
type How struct {
	// Try keeps nothing but the words that were given, under a key of their own.
	Try bool `json:"try,omitempty" doc:"only show what would happen to each"`
	All bool `json:"all,omitempty" doc:"all or none: if one cannot be done, none is"`
}

// Many is what became of each thing of one act, in the order given.
type Many struct {
	Carried int   `json:"carried" doc:"how many were done"`
	Each    []One `json:"each"`
}

// One is what became of one thing.
type One struct {
	ID      uuid.UUID    `json:"id" doc:"of what was made or changed"`
	Name    string       `json:"name" doc:"as it was given"`
	Undone  bool         `json:"undone,omitempty" doc:"it could be done, and was not: another one could not, or it was only tried"`
	Refused *claim.Error `json:"refused,omitempty" doc:"why it could not be done"`

	Warnings []string `json:"warnings,omitempty" doc:"what is worth knowing about it, and is no reason to refuse it"`
}

// batch gathers acts of one command of the caller's.
type batch struct {
	How
	d      *Door
	caller Caller
	form   uuid.UUID
	many   Many
	broken bool // something of it was refused before it came to the record
	acts   []claim.Act
	at     []int // which of many.Each an act is about
}

func (d *Door) batch(ctx context.Context, caller Caller, how How, n int) (*batch, error) {
	if n == 0 {
		return nil, Invalid("each", "name at least one")
	}
	if n > MaxMany {
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d at once, and there are %d", MaxMany, n)
	}
	form := key(d.keyed(ctx))
	if how.Try {
		form = uuid.New() // the words of a try are not those of the command itself
	}
	return &batch{How: how, d: d, caller: caller, form: form}, nil
}

// add takes one thing by its name: a function that prepares its command under a
// key of its own. What cannot even be prepared is refused, and the rest goes on.
// Without a command it was done before.
func (b *batch) add(ctx context.Context, name string, prepare func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error)) error {
	place := strconv.Itoa(len(b.many.Each)) // a name may come more than once, as of a party that is asked twice
	keyed := b.d.keyed(WithKey(ctx, claim.DerivedID("part", b.form.String(), place, name)))
	id, to, body, err := prepare(keyed)
	one := One{ID: id, Name: name}
	switch {
	case err != nil:
		refused, ok := err.(*claim.Error) //nolint:errorlint // the door's own answers are not wrapped
		if !ok || refused.Code.Fault() {
			return err
		}
		one.Refused, b.broken = refused, true
	case body == nil:
		b.many.Carried++
	default:
		b.acts = append(b.acts, claim.Act{To: to, Command: command(keyed, b.caller, body)})
		b.at = append(b.at, len(b.many.Each))
	}
	b.many.Each = append(b.many.Each, one)
	return nil
}

// carryOut has the record carry everything out.
func (b *batch) carryOut(ctx context.Context) (Many, error) {
	doing := claim.Doing{Acts: b.acts, Now: b.d.now(), Together: b.All, Try: b.Try || b.All && b.broken}
	done, err := b.d.store.Do(ctx, doing)
	if err != nil {
		return Many{}, err
	}
	for i, one := range done {
		each := &b.many.Each[b.at[i]]
		each.Refused, each.Undone = one.Refused, one.Undone
		if one.Refused == nil && !one.Undone {
			b.many.Carried++
		}
	}
	return b.many, nil
}

// SignInputs decide on several claims, each with the subject that was seen.
type SignInputs struct {
	How
	Claims  []SeenClaim `json:"claims" doc:"what to sign"`
	Comment string      `json:"comment,omitempty" doc:"a note on each"`
}

// SeenClaim is a claim as a reviewer saw it.
type SeenClaim struct {
	Claim   string `json:"claim" doc:"key of the claim; that of a series stands for all of its claims that wait for a reviewer"`
	Subject string `json:"subject" doc:"the subject hash that the reviewer saw; of a series, that of all of these together"`
}

// SignMany signs off several claims of a case in one act, each bound to what was
// seen of it.
func (d *Door) SignMany(ctx context.Context, caller Caller, caseName string, in SignInputs) (Many, error) {
	claims, stale, err := d.unfoldSeen(ctx, caller, caseName, in.Claims)
	if err != nil {
		return Many{}, err
	}
	b, err := d.batch(ctx, caller, in.How, len(claims)+len(stale))
	if err != nil {
		return Many{}, err
	}
	b.many.Each, b.broken = stale, len(stale) > 0
	for _, seen := range claims {
		err := b.add(ctx, seen.Claim, d.onClaim(caller, caseName, seen.Claim, in.Comment, func(note claim.Ref) claim.Body {
			return verification.Sign{Subject: seen.Subject, Note: note}
		}))
		if err != nil {
			return Many{}, err
		}
	}
	many, err := b.carryOut(ctx)
	if err != nil {
		return Many{}, err
	}
	for i, one := range many.Each[len(stale):] {
		if one.Refused == nil && !one.Undone {
			d.decided(ctx, caller, one.ID, claims[i].Subject)
		}
	}
	return many, nil
}

// ClaimsInput names claims of a case, and says why.
type ClaimsInput struct {
	How
	Claims []string `json:"claims" doc:"keys of the claims; that of a series stands for all of its claims"`
	Reason string   `json:"reason,omitempty" doc:"why, for the record"`
}

// WithdrawMany gives several claims up in one act.
func (d *Door) WithdrawMany(ctx context.Context, caller Caller, caseName string, in ClaimsInput) (Many, error) {
	return d.moveMany(ctx, caller, caseName, in, func(r claim.Ref) claim.Body { return verification.Withdraw{Reason: r} })
}

func (d *Door) moveMany(ctx context.Context, caller Caller, caseName string, in ClaimsInput, body func(claim.Ref) claim.Body) (Many, error) {
	var err error
	if in.Claims, err = d.unfold(ctx, caller, caseName, in.Claims); err != nil {
		return Many{}, err
	}
	b, err := d.batch(ctx, caller, in.How, len(in.Claims))
	if err != nil {
		return Many{}, err
	}
	for _, name := range in.Claims {
		if err := b.add(ctx, name, d.onClaim(caller, caseName, name, in.Reason, body)); err != nil {
			return Many{}, err
		}
	}
	return b.carryOut(ctx)
}

// onClaim prepares a command about a claim that has a text with it.
func (d *Door) onClaim(caller Caller, caseName, name, text string, body func(claim.Ref) claim.Body) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		c, err := d.TheClaim(ctx, caller, caseName+"/"+name)
		if err != nil {
			return uuid.Nil, claim.Stream{}, nil, err
		}
		reason, err := Prose("reason", text, MaxText, false)
		if err != nil {
			return c.ID, claim.Stream{}, nil, err
		}
		refs, err := d.keep(ctx, reason)
		if err != nil {
			return c.ID, claim.Stream{}, nil, err
		}
		return c.ID, c.Stream(), body(refs[0]), nil
	}
}

// AskInputs put requests to several parties.
type AskInputs struct {
	How
	Requests []AskInput `json:"requests" doc:"whom to ask what"`
}

// AskMany puts requests to several parties in one act.
func (d *Door) AskMany(ctx context.Context, caller Caller, caseName string, in AskInputs) (Many, error) {
	b, err := d.batch(ctx, caller, in.How, len(in.Requests))
	if err != nil {
		return Many{}, err
	}
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return Many{}, err
	}
	for _, one := range in.Requests {
		if err := b.add(ctx, one.Party, d.asking(caller, c, one)); err != nil {
			return Many{}, err
		}
	}
	return b.carryOut(ctx)
}

func (d *Door) asking(caller Caller, c *verification.Case, in AskInput) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		id := requestID(ctx, c.ID, in.ID)
		if there, err := d.askedAlready(ctx, caller, c, id, in); there || err != nil {
			return id, claim.Stream{}, nil, err
		}
		party, err := d.party(ctx, caller, in.Party)
		if err != nil {
			return id, claim.Stream{}, nil, err
		}
		ask, err := d.request(ctx, c, party, in)
		to := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, party.ID)}
		return id, to, ask, err
	}
}

// RequestsInput names requests, and says why.
type RequestsInput struct {
	How
	Requests []string `json:"requests" doc:"identifiers of the requests"`
	Reason   string   `json:"reason,omitempty" doc:"why"`
}

// ExtendInputs move the answer-by instant of several requests.
type ExtendInputs struct {
	How
	Requests []string `json:"requests" doc:"identifiers of the requests"`
	ExtendInput
}

// ExtendMany moves the answer-by instant of several requests in one act.
func (d *Door) ExtendMany(ctx context.Context, caller Caller, in ExtendInputs) (Many, error) {
	return d.onRequests(ctx, caller, in.How, in.Requests, in.Reason, func(ctx context.Context, mail *letters.Correspondence, id uuid.UUID, why claim.Ref) (claim.Body, error) {
		extend := letters.Extend{Request: id, AnswerBy: claim.Instant(in.AnswerBy), Reason: why}
		var err error
		extend.Steps, err = d.stepsAnew(ctx, caller, mail, id, extend.AnswerBy)
		return extend, err
	})
}

// WithdrawRequests stops asking what several requests ask, in one act.
func (d *Door) WithdrawRequests(ctx context.Context, caller Caller, in RequestsInput) (Many, error) {
	return d.onRequests(ctx, caller, in.How, in.Requests, in.Reason, func(_ context.Context, _ *letters.Correspondence, id uuid.UUID, why claim.Ref) (claim.Body, error) {
		return letters.WithdrawRequest{Request: id, Reason: why}, nil
	})
}

func (d *Door) onRequests(
	ctx context.Context, caller Caller, how How, names []string, reason string,
	body func(context.Context, *letters.Correspondence, uuid.UUID, claim.Ref) (claim.Body, error),
) (Many, error) {
	b, err := d.batch(ctx, caller, how, len(names))
	if err != nil {
		return Many{}, err
	}
	for _, name := range names {
		err := b.add(ctx, name, func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
			id, err := optionalID("requests", name)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			letters, err := d.LettersOf(ctx, caller, id)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			why, err := Prose("reason", reason, MaxText, false)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			refs, err := d.keep(ctx, why)
			if err != nil {
				return id, claim.Stream{}, nil, err
			}
			made, err := body(ctx, letters, id, refs[0])
			return id, letters.Stream(), made, err
		})
		if err != nil {
			return Many{}, err
		}
	}
	return b.carryOut(ctx)
}
