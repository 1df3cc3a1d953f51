package casework

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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

// Batch gathers acts of one command of the caller's.
type Batch struct {
	How
	d      *Door
	caller Caller
	form   uuid.UUID
	many   Many
	broken bool // something of it was refused before it came to the record
	acts   []claim.Act
	at     []int // which of many.Each an act is about
}

// Batch begins an act of n things. It returns [claim.CodeInvalid] for none, and [claim.CodeTooLarge] for too many.
func (d *Door) Batch(ctx context.Context, caller Caller, how How, n int) (*Batch, error) {
	if n == 0 {
		return nil, Invalid("each", "name at least one")
	}
	if n > MaxMany {
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d at once, and there are %d", MaxMany, n)
	}
	form := Key(d.Keyed(ctx))
	if how.Try {
		form = uuid.New() // the words of a try are not those of the command itself
	}
	return &Batch{How: how, d: d, caller: caller, form: form}, nil
}

// Add takes one thing by its name: a function that prepares its command under a
// key of its own. What cannot even be prepared is refused, and the rest goes on.
// Without a command it was done before.
func (b *Batch) Add(ctx context.Context, name string, prepare func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error)) error {
	place := strconv.Itoa(len(b.many.Each)) // a name may come more than once, as of a party that is asked twice
	keyed := b.d.Keyed(WithKey(ctx, claim.DerivedID("part", b.form.String(), place, name)))
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
		b.acts = append(b.acts, claim.Act{To: to, Command: Command(keyed, b.caller, body)})
		b.at = append(b.at, len(b.many.Each))
	}
	b.many.Each = append(b.many.Each, one)
	return nil
}

// Refuse takes things that are refused for what they are, before anything is prepared of them.
func (b *Batch) Refuse(refused ...One) {
	b.many.Each, b.broken = append(b.many.Each, refused...), b.broken || len(refused) > 0
}

// CarryOut has the record carry everything out.
func (b *Batch) CarryOut(ctx context.Context) (Many, error) {
	doing := claim.Doing{Acts: b.acts, Now: b.d.Now(), Together: b.All, Try: b.Try || b.All && b.broken}
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
