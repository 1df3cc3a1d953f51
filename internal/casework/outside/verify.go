package outside

import (
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// VerifiedRequest is what anybody who has the code of a request may know: that
// the desk sent it. It says nothing of what is asked, or of whom.
type VerifiedRequest struct {
	Code      string
	Reporter  string // who answers for it
	AnswerBy  time.Time
	Earlier   []time.Time    // by when letters from before an extension asked for it, the oldest first
	Zone      *time.Location // of whom it went to, so that the instant reads as in the letter
	Withdrawn bool           // an answer is no longer asked for
	Languages []string       // of its letters, see [Porch.PageLanguages]
}

// VerifyRequest finds a request by the code in its letters. It returns
// CodeInvalid for what is no code, and CodeNotFound for one that no request that
// has gone out has.
func (p *Porch) VerifyRequest(ctx context.Context, code string) (VerifiedRequest, error) {
	prefix, ok := letters.ParseRequestCode(code)
	if !ok {
		return VerifiedRequest{}, casework.Invalid("code", "a code has twelve characters, 0 to 9 and A to F, such as A1B2-C3D4-E5F6")
	}
	id, err := p.store.RequestWithCode(ctx, prefix)
	if err != nil {
		return VerifiedRequest{}, err
	}
	link := mailtext.PageLink{Request: id}
	mail, party, err := lettersByLink(ctx, p.door, link)
	if err != nil {
		return VerifiedRequest{}, err
	}
	r := mail.Request(id)
	if r.SentAt.IsZero() {
		return VerifiedRequest{}, claim.Errorf(claim.CodeNotFound, "no request has this code")
	}
	out := VerifiedRequest{
		Code: letters.RequestCode(id), AnswerBy: r.AnswerBy, Zone: casework.ZoneOf(party),
		Withdrawn: r.Lifecycle == letters.RequestWithdrawn, Earlier: earlier(mail, r),
	}
	if out.Languages, err = p.languages(ctx, mail, party, link); err != nil {
		return VerifiedRequest{}, err
	}
	out.Reporter, err = p.ownerName(ctx, mail.Case)
	return out, err
}

// earlier are the instants that letters about a request gave before it was extended.
func earlier(mail *letters.Correspondence, r *letters.Request) []time.Time {
	var at []time.Time
	for _, m := range mail.Messages {
		if slices.Contains(m.Requests, r.ID) && !m.Previous.IsZero() && !m.Previous.Equal(r.AnswerBy) && !slices.Contains(at, m.Previous) {
			at = append(at, m.Previous)
		}
	}
	return at
}
