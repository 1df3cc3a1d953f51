// Package opening opens a case as its file describes it: the case, its parties,
// its claims and its requests, through the one door. Every step has a key that
// follows from the file's own ids and words, so a run that was interrupted is
// resumed by running it again, and nothing is doubled.
package opening

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
)

// Door is what opening needs of the one door, in the name of one person.
type Door interface {
	OpenCase(ctx context.Context, key uuid.UUID, in casework.CaseInput) (casework.Receipt, error)
	AddParty(ctx context.Context, key uuid.UUID, in casework.PartyInput) (casework.Receipt, error)
	AddClaim(ctx context.Context, key uuid.UUID, caseName string, in casework.ClaimInput) (casework.Receipt, error)
	Ask(ctx context.Context, key uuid.UUID, caseName string, in casework.AskInput) (casework.Receipt, error)
	// OpenedAt is when the case was opened.
	OpenedAt(ctx context.Context, caseName string) (time.Time, error)
}

const (
	// atOnce is how many steps run side by side: a workflow takes ten commands at a time.
	atOnce = 8
	// inOrder is how many claims are added one by one, so that they stand in the
	// order of the file. More than that nobody reads in order.
	inOrder = 50
)

// Steps is how many steps the file takes.
func Steps(f *casefile.File) int { return 1 + len(f.Parties) + len(f.Claims) + len(f.Requests) }

// File opens a case. progress, if not nil, is told the number of steps done; it
// may be called from several goroutines.
func File(ctx context.Context, door Door, f *casefile.File, progress func(done int)) error {
	o := &opener{door: door, file: f, progress: progress}
	if _, err := door.OpenCase(ctx, o.key("case", f.ID, caseInput(f)), caseInput(f)); err != nil {
		return err
	}
	o.step()
	openedAt, err := door.OpenedAt(ctx, f.ID)
	if err != nil {
		return err
	}
	if err := each(ctx, atOnce, f.Parties, o.party); err != nil {
		return err
	}
	claimsAtOnce := atOnce
	if len(f.Claims) <= inOrder {
		claimsAtOnce = 1
	}
	if err := each(ctx, claimsAtOnce, f.Claims, o.claim); err != nil {
		return err
	}
	return each(ctx, atOnce, f.Requests, func(ctx context.Context, r casefile.Request) error { return o.request(ctx, r, openedAt) })
}

type opener struct {
	door     Door
	file     *casefile.File
	progress func(int)
	done     atomic.Int64
}

func (o *opener) step() {
	n := o.done.Add(1)
	if o.progress != nil {
		o.progress(int(n))
	}
}

// key names a step by the ids and the words in the file.
func (o *opener) key(kind, id string, input any) uuid.UUID {
	words, err := json.Marshal(input)
	if err != nil { // inputs are plain structs
		panic("opening: encode: " + err.Error())
	}
	return claim.DerivedID("file", o.file.ID, kind, id, string(words))
}

func each[T any](ctx context.Context, limit int, items []T, do func(context.Context, T) error) error {
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(limit)
	for _, item := range items {
		if within.Err() != nil {
			break
		}
		group.Go(func() error { return do(within, item) })
	}
	return errors.Join(group.Wait(), ctx.Err())
}

func caseInput(f *casefile.File) casework.CaseInput {
	return casework.CaseInput{
		Slug: f.ID, Title: f.Title, Sensitivity: f.Sensitivity, Access: f.Access,
		Policy: &f.Policy, Plan: &f.Plan, StatusLine: f.StatusLine, Notice: f.Notice,
	}
}

// party adds a party; one that is in the directory already is used as it is, unless
// nothing but its short name may be known, which then is taken.
func (o *opener) party(ctx context.Context, p casefile.Party) error {
	in := casework.PartyInput{
		Key: p.ID, Name: p.Name, Kind: p.Kind, Email: p.Email, Role: p.Role,
		Zone: p.Zone, Language: p.Language, Hours: p.Hours,
	}
	_, err := o.door.AddParty(ctx, o.key("party", p.ID, in), in)
	var known *claim.Error
	if errors.As(err, &known) && known.Code == claim.CodeExists && known.Fields["key"] == "" {
		err = nil
	}
	return o.after(err, "party", p.ID)
}

func (o *opener) claim(ctx context.Context, c casefile.Claim) error {
	in := casework.ClaimInput{
		Key: c.ID, Statement: c.Statement, Claimant: c.Claimant, MadeAt: c.MadeAt, Where: c.Where,
		Subjects: c.Subjects, Language: c.Language, Tier: c.Tier, Draft: c.Draft,
	}
	_, err := o.door.AddClaim(ctx, o.key("claim", c.ID, in), o.file.ID, in)
	return o.after(err, "claim", c.ID)
}

func (o *opener) request(ctx context.Context, r casefile.Request, openedAt time.Time) error {
	in := casework.AskInput{
		ID: r.ID, Party: r.Party, Claims: r.Claims, Questions: r.Questions, AnswerBy: r.AnswerBy.Instant(openedAt),
	}
	if intent := r.IntentBy.Instant(openedAt); !intent.IsZero() {
		in.IntentBy = &intent
	}
	_, err := o.door.Ask(ctx, o.key("request", r.ID, in), o.file.ID, in)
	return o.after(err, "request", r.ID)
}

// after counts the step, and says in which one it went wrong.
func (o *opener) after(err error, kind, id string) error {
	if err != nil {
		return fmt.Errorf("%s %s: %w", kind, id, err)
	}
	o.step()
	return nil
}
