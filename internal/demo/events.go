package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/opening"
	"github.com/onrecord/onrecord/internal/operation"
)

// staff adds the people of the script. The first one with the role admin adds
// the others, as on any new desk.
func (p *player) staff(ctx context.Context) error {
	if err := staff.EnsureAdmin(ctx, p.Desk, "admin", "Administrator"); err != nil {
		return err
	}
	admin, err := p.Desk.Authenticate(ctx, "admin")
	if err != nil {
		return err
	}
	for _, person := range p.week.People {
		input := staff.PersonInput{Handle: person.Handle, Name: person.Name, Roles: person.Roles}
		if _, err := act(ctx, p, admin, operation.PersonAdd, operation.Body(input)); err != nil {
			return err
		}
		if p.people[person.Handle], err = p.Desk.Authenticate(ctx, person.Handle); err != nil {
			return err
		}
	}
	p.owner = p.week.People[0].Handle
	return nil
}

// act carries an operation out for somebody on the desk.
func act[In, Out any](ctx context.Context, p *player, who casework.Caller, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(ctx, operation.Parts{Door: p.Desk, Reads: p.Reads}, who, in)
}

// openCase opens the case file: its parties, its claims and its requests.
func (p *player) openCase(ctx context.Context) error {
	_, err := filing.Open(ctx, p.Desk, p.people[p.owner], opening.Input(p.file))
	return err
}

func (p *player) do(ctx context.Context, e casefile.Event) error {
	caller := p.people[e.As]
	switch {
	case e.Mail != nil:
		return p.receive(ctx, *e.Mail)
	case e.Answer != nil:
		return p.answer(ctx, caller, *e.Answer)
	case e.Read != nil:
		return p.readMessage(ctx, caller, *e.Read)
	case e.Log != nil:
		return p.log(ctx, caller, *e.Log)
	case e.Statement != nil:
		return p.statement(ctx, caller, *e.Statement)
	case e.Evidence != nil:
		return p.evidence(ctx, caller, *e.Evidence)
	case e.Assess != nil:
		in := findings.AssessInput{Outcome: e.Assess.Outcome, Why: e.Assess.Why, Rationale: e.Assess.Rationale, ForReaders: e.Assess.ForReaders}
		for _, key := range e.Assess.Claims {
			if _, err := act(ctx, p, caller, operation.ClaimAssess, operation.OfClaim(p.claim(key), in)); err != nil {
				return fmt.Errorf("assess %s: %w", key, err)
			}
		}
	case e.Return != nil:
		return p.review(ctx, caller, e.Return.Claim, func(in findings.ReviewInput) error {
			in.Comment = e.Return.Comments
			_, err := act(ctx, p, caller, operation.ClaimReturn, operation.OfClaim(p.claim(e.Return.Claim), in))
			return err
		})
	case e.Sign != nil:
		return p.sign(ctx, caller, *e.Sign)
	case e.Publish != nil:
		for _, key := range e.Publish.Claims {
			if _, err := act(ctx, p, caller, operation.ClaimPublish, operation.OfClaim(p.claim(key), &findings.PublishInput{Early: e.Publish.Early})); err != nil {
				return fmt.Errorf("publish %s: %w", key, err)
			}
		}
	}
	return nil
}

func (p *player) claim(key string) string { return p.file.ID + "/" + key }

// receive has a press office answer the latest letter that it received, and
// waits until the message is in its correspondence.
func (p *player) receive(ctx context.Context, e casefile.MailEvent) error {
	intake, err := p.offices.reply(ctx, p.mail.Addr().String(), p.address(e.From), e, p.Clock.Now())
	if err != nil {
		return err
	}
	return until(ctx, func() (bool, error) {
		_, err := p.Record.MessageCorrespondence(ctx, intake)
		if claim.CodeOf(err) == claim.CodeNotFound {
			return false, nil
		}
		return err == nil, err
	})
}

func (p *player) address(party string) string {
	for _, other := range p.file.Parties {
		if other.ID == party {
			return other.Email
		}
	}
	return ""
}

// waiting is the oldest message of the party that waits to be read.
func (p *player) waiting(ctx context.Context, caller casework.Caller, party string) (uuid.UUID, error) {
	items, err := p.Reads.Inbox(ctx, caller)
	if err != nil {
		return uuid.Nil, err
	}
	for _, item := range items {
		if item.Party == party {
			return item.Message, nil
		}
	}
	return uuid.Nil, fmt.Errorf("no message of %s waits to be read", party)
}

func (p *player) answer(ctx context.Context, caller casework.Caller, e casefile.AnswerEvent) error {
	message, err := p.waiting(ctx, caller, e.Party)
	if err != nil {
		return err
	}
	_, err = act(ctx, p, caller, operation.AnswerRecord, operation.InCase(p.file.ID, answers.AnswerInput{
		Party: e.Party, Message: message.String(), GroundRules: e.GroundRules, Stances: stances(e.Stances, e.Quote),
	}))
	return err
}

func (p *player) readMessage(ctx context.Context, caller casework.Caller, e casefile.ReadEvent) error {
	message, err := p.waiting(ctx, caller, e.Party)
	if err != nil {
		return err
	}
	_, err = act(ctx, p, caller, operation.MessageRead, operation.OfMessage(message, answers.ReadInput{Disposition: e.Disposition}))
	return err
}

// log records a conversation: what was asked, and what was said.
func (p *player) log(ctx context.Context, caller casework.Caller, e casefile.LogEvent) error {
	ask := requests.AskInput{
		Party: e.Party, Questions: e.Questions, Channel: e.Channel, AnswerBy: p.Clock.Now().Add(time.Hour),
	}
	for _, s := range e.Stances {
		ask.Claims = append(ask.Claims, s.Claim)
	}
	if _, err := act(ctx, p, caller, operation.RequestAsk, operation.InCase(p.file.ID, ask)); err != nil {
		return err
	}
	_, err := act(ctx, p, caller, operation.AnswerRecord, operation.InCase(p.file.ID, answers.AnswerInput{
		Party: e.Party, Channel: e.Channel, GroundRules: e.GroundRules, Stances: stances(e.Stances, e.Statement),
	}))
	return err
}

// statement records what a party says at this moment without having been asked.
func (p *player) statement(ctx context.Context, caller casework.Caller, e casefile.StatementEvent) error {
	now := claim.At(p.Clock.Now())
	for _, key := range e.Claims {
		in := writing.StatementInput{
			Party: e.Party, Way: e.Way, Stance: e.Stance, Statement: e.Words, Summary: e.Summary, SaidAt: &now, GroundRules: e.GroundRules,
		}
		if _, err := act(ctx, p, caller, operation.StatementRecord, operation.OfClaim(p.claim(key), in)); err != nil {
			return fmt.Errorf("statement about %s: %w", key, err)
		}
	}
	return nil
}

// evidence puts a document to claims.
func (p *player) evidence(ctx context.Context, caller casework.Caller, e casefile.EvidenceEvent) error {
	for _, key := range e.Claims {
		in := writing.EvidenceInput{
			Kind: claim.DocumentEvidence, Bearing: e.Bearing, Title: e.Title, Origin: e.Origin, Public: e.Public,
			File: &writing.FileInput{Name: "document.txt", Media: "text/plain; charset=utf-8", Data: []byte(e.Text)},
		}
		if _, err := act(ctx, p, caller, operation.EvidenceAdd, operation.OfClaim(p.claim(key), in)); err != nil {
			return fmt.Errorf("evidence about %s: %w", key, err)
		}
	}
	return nil
}

func stances(in []casefile.Stance, statement string) []answers.StanceInput {
	out := make([]answers.StanceInput, len(in))
	for i, s := range in {
		out[i] = answers.StanceInput{Claim: s.Claim, Stance: s.Stance, Statement: statement}
	}
	return out
}

func (p *player) sign(ctx context.Context, caller casework.Caller, e casefile.SignEvent) error {
	for _, key := range e.Claims {
		err := p.review(ctx, caller, key, func(in findings.ReviewInput) error {
			in.Opened = e.Opened
			_, err := act(ctx, p, caller, operation.ClaimSign, operation.OfClaim(p.claim(key), in))
			return err
		})
		if err != nil {
			return fmt.Errorf("sign %s: %w", key, err)
		}
	}
	return nil
}

// review looks at the claim, as a reviewer does, and decides on what it saw.
func (p *player) review(ctx context.Context, caller casework.Caller, key string, decide func(findings.ReviewInput) error) error {
	seen, err := p.Reads.Claim(ctx, caller, p.claim(key), nil)
	if err != nil {
		return err
	}
	return decide(findings.ReviewInput{Subject: seen.Subject})
}

// until waits for a condition.
func until(ctx context.Context, met func() (bool, error)) error {
	for {
		ok, err := met()
		if ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}
