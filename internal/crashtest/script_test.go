package crashtest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/operation"
)

// fate is what becomes of a request.
type fate string

const (
	silent       fate = "nobody answers"
	phoned       fate = "answered by phone"
	mailed       fate = "answered by mail"
	declined     fate = "declined by phone"
	undone       fate = "withdrawn at once"
	withdrawn    fate = "withdrawn after it went out"
	extended     fate = "extended, and nobody answers"
	acknowledged fate = "acknowledged by mail, and nobody answers"
	automatic    fate = "answered by a machine"
	gone         fate = "sent to an address that does not exist"
	tooLate      fate = "called off, as the time to answer was over before it could go out"
	forbidden    fate = "not extended, as a rule of another version forbids it, and nobody answers"
)

// fates are weighted by how often they stand here.
var fates = []fate{
	silent, silent, silent, silent, silent, phoned, phoned, phoned, mailed, mailed, mailed, mailed,
	declined, undone, withdrawn, extended, extended, acknowledged, automatic,
}

// play is the cases of a test, and what becomes of each request.
type play struct {
	cases, claims, parties, asked int           // asked requests per party and case
	spread                        time.Duration // within which everything begins
	shortest, longest             time.Duration
	fates                         []fate // weighted by how often they stand there; see [fates]
	requests                      []*request
	findings                      []*found
}

// request is one request of the play.
type request struct {
	theCase, party, name string
	claims               []string
	fate                 fate
	begins               time.Duration // after the cases were opened
	window, after, more  time.Duration // when the party or the desk acts, and how long an extension is
	id                   uuid.UUID
	answerBy             time.Time
	words                string
	mail                 uuid.UUID // what was acknowledged
	read                 time.Time // when a person had read it
}

func (p *play) caseName(i int) string { return fmt.Sprintf("case-%d", i) }

// plan decides what becomes of each request.
func (p *play) plan(rng *rand.Rand) {
	if p.fates == nil {
		p.fates = fates
	}
	for c := range p.cases {
		for party := range p.parties {
			for n := range p.asked {
				r := &request{
					theCase: p.caseName(c), party: fmt.Sprintf("party-%d", party), name: fmt.Sprintf("r-%d-%d", party, n),
					fate: p.fates[rng.IntN(len(p.fates))], words: fmt.Sprintf("words %d/%d/%d", c, party, n),
				}
				// Two requests to one party are about different claims.
				for k := range 2 {
					r.claims = append(r.claims, fmt.Sprintf("claim-%d", (party+(2*n+k)*p.claims/(2*p.asked))%p.claims))
				}
				if party == 0 {
					r.fate = gone
				}
				r.begins = within(rng, p.spread)
				r.window = p.shortest + time.Duration(rng.Int64N(int64(p.longest-p.shortest)))
				r.after = time.Duration(rng.Int64N(int64(r.window) * 6 / 10))
				r.more = r.window / 2
				p.requests = append(p.requests, r)
			}
		}
		for i := range published {
			p.findings = append(p.findings, &found{
				theCase: p.caseName(c), key: fmt.Sprintf("finding-%d", i), begins: within(rng, p.spread+p.shortest),
			})
		}
	}
}

// within is some time, up to a limit.
func within(rng *rand.Rand, limit time.Duration) time.Duration {
	return time.Duration(rng.Int64N(int64(limit) + 1))
}

func address(party string) string { return "press@" + party + ".example" }

// perform plays everything and returns when the last has acted.
func (p *play) perform(ctx context.Context, n *newsroom) error {
	if err := p.furnish(ctx, n); err != nil {
		return fmt.Errorf("open the cases: %w", err)
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, r := range p.requests {
		group.Go(func() error {
			if err := r.perform(ctx, n); err != nil {
				return fmt.Errorf("%s %s, %s: %w", r.theCase, r.name, r.fate, err)
			}
			return nil
		})
	}
	for _, f := range p.findings {
		group.Go(func() error {
			if err := f.perform(ctx, n); err != nil {
				return fmt.Errorf("%s %s: %w", f.theCase, f.key, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// furnish adds people and parties, and opens the cases with their claims.
func (p *play) furnish(ctx context.Context, n *newsroom) error {
	err := n.command(ctx, func(ctx context.Context, c *process) error {
		_, err := client.Call(ctx, c.Client, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
		return err
	})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	for i := range p.parties {
		group.Go(func() error {
			key := fmt.Sprintf("party-%d", i)
			return n.command(ctx, func(ctx context.Context, c *process) error {
				_, err := client.Call(ctx, c.Client, operation.PartyAdd, operation.Body(casework.PartyInput{Key: key, Name: "Party " + key, Email: address(key)}))
				return err
			})
		})
	}
	for i := range p.cases {
		group.Go(func() error { return p.openCase(ctx, n, p.caseName(i)) })
	}
	return group.Wait()
}

func (p *play) openCase(ctx context.Context, n *newsroom, name string) error {
	err := n.command(ctx, func(ctx context.Context, c *process) error {
		_, err := client.Call(ctx, c.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: name, Title: "The story of " + name}))
		return err
	})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	for i := range p.claims {
		group.Go(func() error {
			return n.command(ctx, func(ctx context.Context, c *process) error {
				_, err := client.Call(ctx, c.Client, operation.ClaimAdd, operation.InCase(name, writing.ClaimInput{Key: fmt.Sprintf("claim-%d", i), Statement: fmt.Sprintf("It is so, %d.", i)}))
				return err
			})
		})
	}
	return group.Wait()
}

// timely gives a command that names an instant to answer by. Should it take so
// long that the instant has passed, another one is named, as a person would.
func (r *request) timely(ctx context.Context, n *newsroom, window time.Duration, give func(context.Context, *process) error) error {
	for {
		r.answerBy = claim.Instant(time.Now().Add(window))
		if err := n.command(ctx, give); claim.CodeOf(err) != claim.CodeAnswerByPast {
			return err
		}
	}
}

func (r *request) ask(ctx context.Context, n *newsroom) error {
	for {
		err := r.timely(ctx, n, r.window, func(ctx context.Context, c *process) error {
			receipt, err := client.Call(ctx, c.Client, operation.RequestAsk, operation.InCase(r.theCase, requests.AskInput{
				ID: r.name, Party: r.party, Claims: r.claims, Questions: "Is it so?", AnswerBy: r.answerBy,
			}))
			r.id = receipt.ID
			return err
		})
		if r.fate != gone || claim.CodeOf(err) != claim.CodeConflict {
			return err
		}
		// The letter of another request has come back by now. Somebody says that the address is good, which it is not.
		if err := n.command(ctx, r.revive); err != nil {
			return err
		}
	}
}

func (r *request) revive(ctx context.Context, c *process) error {
	contacts, err := client.Call(ctx, c.Client, operation.ContactList, operation.PartyPath{Party: r.party})
	if err != nil {
		return err
	}
	_, err = client.Call(ctx, c.Client, operation.ContactRevive, operation.ContactOf(r.party, contacts[0].ID))
	return err
}

// perform asks, and then does what becomes of the request.
func (r *request) perform(ctx context.Context, n *newsroom) error {
	if err := pause(ctx, nil, r.begins); err != nil {
		return err
	}
	err := r.ask(ctx, n)
	if err != nil || r.fate == silent || r.fate == gone {
		return err
	}
	if r.fate == undone {
		return r.withdraw(ctx, n)
	}
	letter, err := n.letter(ctx, r.id)
	if errors.Is(err, errCalledOff) {
		r.fate = tooLate
		return nil
	}
	if err != nil {
		return fmt.Errorf("wait for the letter: %w", err)
	}
	if err := pause(ctx, nil, r.after); err != nil {
		return err
	}
	return r.act(ctx, n, letter)
}

func (r *request) act(ctx context.Context, n *newsroom, letter crashtest.Letter) error {
	switch r.fate {
	case phoned:
		return r.answer(ctx, n, claim.Confirms)
	case declined:
		return r.answer(ctx, n, claim.DeclinesToAnswer)
	case withdrawn:
		return r.withdraw(ctx, n)
	case extended:
		return r.extend(ctx, n)
	}
	words, headers := r.words, []string(nil)
	if r.fate == automatic { // of a header alone nobody is taken for a machine
		words, headers = "I am out of the office until Monday and have no access to my e-mail. "+r.words, []string{"Auto-Submitted: auto-replied"}
	}
	raw := letter.Reply(words, headers...)
	if err := n.handIn(ctx, letter, raw); err != nil {
		return err
	}
	r.mail = crashtest.Intake(raw)
	switch r.fate {
	case mailed:
		return r.answer(ctx, n, claim.Denies)
	case acknowledged:
		err := n.found(ctx, func(ctx context.Context, c *process) error {
			_, err := client.Call(ctx, c.Client, operation.MessageRead, operation.OfMessage(r.mail, answers.ReadInput{Disposition: letters.ReadAcknowledgement}))
			return err
		})
		r.read = time.Now()
		return err
	}
	return nil
}

func (r *request) answer(ctx context.Context, n *newsroom, stance claim.Stance) error {
	in := answers.AnswerInput{Party: r.party, Channel: claim.ByPhone}
	if r.mail != uuid.Nil {
		in.Channel, in.Message = claim.ByEmail, r.mail.String()
	}
	for _, key := range r.claims {
		in.Stances = append(in.Stances, answers.StanceInput{Claim: key, Stance: stance, Statement: r.words})
	}
	return n.found(ctx, func(ctx context.Context, c *process) error {
		_, err := client.Call(ctx, c.Client, operation.AnswerRecord, operation.InCase(r.theCase, in))
		return err
	})
}

func (r *request) withdraw(ctx context.Context, n *newsroom) error {
	return n.command(ctx, func(ctx context.Context, c *process) error {
		_, err := client.Call(ctx, c.Client, operation.RequestWithdraw, operation.OfRequest(r.id, operation.Reason("no longer needed")))
		return err
	})
}

func (r *request) extend(ctx context.Context, n *newsroom) error {
	before := r.answerBy
	err := r.timely(ctx, n, r.more, func(ctx context.Context, c *process) error {
		_, err := client.Call(ctx, c.Client, operation.RequestExtend, operation.OfRequest(r.id, requests.ExtendInput{AnswerBy: r.answerBy, Reason: "they asked for more time"}))
		return err
	})
	if claim.CodeOf(err) == claim.CodePolicy && n.stricter {
		r.fate, r.answerBy = forbidden, before
		n.forbidden.Add(1)
		return nil
	}
	return err
}
