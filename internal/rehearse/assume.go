package rehearse

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// words are what a party is taken to say where its words do not matter.
const words = "(What the party says in the rehearsal.)"

// mail are the correspondences of the case.
func (p *player) mail(ctx context.Context) ([]*letters.Correspondence, error) {
	ids, err := p.Record.Correspondences(ctx, lists.CorrespondenceFilter{Case: p.caseID})
	if err != nil {
		return nil, err
	}
	mail := make([]*letters.Correspondence, len(ids))
	for i, id := range ids {
		state, err := p.Record.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
		if err != nil {
			return nil, err
		}
		mail[i] = state.(*letters.Correspondence)
	}
	return mail, nil
}

// with is the correspondence with a party of the case.
func (p *player) with(ctx context.Context, party string) (*letters.Correspondence, error) {
	id, err := p.Desk.TheParty(ctx, p.actor, party)
	if err != nil {
		return nil, err
	}
	mail, err := p.mail(ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(mail, func(l *letters.Correspondence) bool { return l.Party == id })
	if at < 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "%s is asked nothing in this case", party).WithField("if", "name a party that is asked")
	}
	return mail[at], nil
}

// assume has a party do what it is assumed to do at this moment. What it cannot do any more, as to
// answer a request that is over, it leaves.
func (p *player) assume(ctx context.Context, a rehearsal.Assumption) error {
	l, err := p.with(ctx, a.Party)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(l.Requests), func(r letters.Request) bool { return r.Over() || r.Lifecycle == letters.Queued })
	switch a.Act {
	case rehearsal.Silent:
		return nil
	case rehearsal.Bounces:
		return p.bounces(ctx, l)
	case rehearsal.Answers:
		return p.answers(ctx, a, open)
	case rehearsal.Promises:
		return p.promises(ctx, a, open)
	}
	return p.writes(ctx, a, l)
}

// bounces has every address of a party take no mail from now on.
func (p *player) bounces(ctx context.Context, l *letters.Correspondence) error {
	contacts, err := p.addresses(ctx, l)
	for _, address := range contacts {
		p.letters.bounce(address)
	}
	return err
}

// addresses are those of a party, the one that letters go to first.
func (p *player) addresses(ctx context.Context, l *letters.Correspondence) ([]string, error) {
	state, err := p.Record.Load(ctx, claim.Stream{Kind: claim.StreamParty, ID: l.Party})
	if err != nil {
		return nil, err
	}
	party := state.(*people.Party)
	var out []string
	for _, c := range append([]people.ContactPoint{{Contact: party.Contact}}, party.Contacts...) {
		data, err := p.Record.Get(ctx, c.Address)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		var address people.ContactAddress
		if json.Unmarshal(data, &address) == nil && address.Address != "" && !slices.Contains(out, address.Address) {
			out = append(out, address.Address)
		}
	}
	return out, nil
}

// answers has the party answer everything that it is asked, by telephone, so that nobody has to read it first.
func (p *player) answers(ctx context.Context, a rehearsal.Assumption, open []letters.Request) error {
	for _, r := range open {
		in := answers.AnswerInput{Party: a.Party, Request: r.ID.String(), Channel: claim.ByPhone}
		for _, id := range r.Pending() {
			in.Stances = append(in.Stances, answers.StanceInput{Claim: id.String(), Stance: a.Stance, Statement: words, Summary: true})
		}
		if len(in.Stances) == 0 {
			continue
		}
		if _, err := answers.Record(ctx, p.Desk, p.actor, p.slug, in); err != nil {
			return fmt.Errorf("rehearse that %s: %w", a.Says(), err)
		}
	}
	return nil
}

// promises has somebody speak to the party, which says by when it will answer.
func (p *player) promises(ctx context.Context, a rehearsal.Assumption, open []letters.Request) error {
	by := p.Clock.Now().Add(a.In)
	for _, r := range open {
		in := requests.AttemptInput{Channel: claim.ByPhone, Result: letters.SpokeTo, Promised: &by}
		if _, err := requests.LogAttempt(ctx, p.Desk, p.actor, r.ID, in); err != nil {
			return fmt.Errorf("rehearse that %s: %w", a.Says(), err)
		}
	}
	return nil
}

// read is what somebody finds a message to be, by what the party is assumed to do.
var read = map[rehearsal.Act]letters.Disposition{
	rehearsal.Acknowledges: letters.ReadAcknowledgement, rehearsal.MoreTime: letters.ReadMoreTime,
}

// writes has the party answer the latest letter by mail. Unless it is said what that is, nobody reads it.
func (p *player) writes(ctx context.Context, a rehearsal.Assumption, l *letters.Correspondence) error {
	contacts, err := p.addresses(ctx, l)
	if err != nil {
		return err
	}
	out := func(m letters.Message) bool { return m.Kind != claim.Reply && m.Delivery == letters.DeliveryAccepted }
	if len(contacts) == 0 || !slices.ContainsFunc(l.Messages, out) {
		return claim.Errorf(claim.CodeInvalid, "no letter goes to %s before it %s", a.Party, a.Act).WithField("if", "have it write later")
	}
	return p.receive(ctx, a, contacts[0], p.Room.Tokens.Address(l.ID))
}

func (p *player) receive(ctx context.Context, a rehearsal.Assumption, from, to string) error {
	now := p.Clock.Now()
	raw := fmt.Appendf(nil, "From: <%s>\r\nTo: <%s>\r\nSubject: Re: rehearsal\r\nDate: %s\r\nMessage-ID: <%s@rehearsal.invalid>\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n", from, to, now.UTC().Format(time.RFC1123Z), uuid.NewString(), words)
	message, err := p.TakeMail(ctx, received.Envelope{From: from, To: []string{to}}, raw, now)
	if err != nil {
		return err
	}
	for {
		_, err := p.Record.MessageCorrespondence(ctx, message)
		if err == nil {
			break
		}
		if claim.CodeOf(err) != claim.CodeNotFound {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	if read[a.Act] == "" {
		return nil
	}
	_, err = answers.ReadMessage(ctx, p.Desk, p.actor, message, answers.ReadInput{Disposition: read[a.Act]})
	return err
}

// sent lets the undo windows of requests pass that are about to go out, and returns how the correspondences stand then.
func (p *player) sent(ctx context.Context, mail []*letters.Correspondence) ([]*letters.Correspondence, error) {
	until := p.Clock.Now()
	for _, l := range mail {
		for _, r := range l.Requests {
			if at := r.SendAt.Add(time.Second); r.Lifecycle == letters.Queued && at.After(until) && at.Sub(p.Now) < time.Hour {
				until = at
			}
		}
	}
	if err := p.Rehearse(ctx, until, nil); err != nil {
		return nil, err
	}
	for i, l := range mail {
		state, err := p.Record.Load(ctx, l.Stream())
		if err != nil {
			return nil, err
		}
		mail[i] = state.(*letters.Correspondence)
	}
	return mail, nil
}

// extend gives open requests more time.
func (p *player) extend(ctx context.Context, e rehearsal.Extension) error {
	mail, err := p.mail(ctx)
	if err != nil {
		return err
	}
	if e.Party != "" {
		l, err := p.with(ctx, e.Party)
		if err != nil {
			return err
		}
		mail = []*letters.Correspondence{l}
	}
	if mail, err = p.sent(ctx, mail); err != nil {
		return err
	}
	for _, l := range mail {
		for _, r := range l.Requests {
			if r.Over() || r.Lifecycle == letters.Queued {
				continue
			}
			until := e.From(r.AnswerBy)
			if until.Equal(r.AnswerBy) {
				continue
			}
			in := requests.ExtendInput{AnswerBy: until, Reason: "(Why, in the words of whoever extends.)"}
			if _, err := requests.Extend(ctx, p.Desk, p.actor, r.ID, in); err != nil {
				return err
			}
		}
	}
	return nil
}
