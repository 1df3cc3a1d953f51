package main

import (
	"context"

	"github.com/onrecord/onrecord/claim/letters"
)

// outcome is what has come of some cases, as whoever looks at them sees it.
type outcome struct {
	claims, asked, letters, answers, signatures, publications int
}

// outcomeOf counts what stands in a case.
func (h *host) outcomeOf(ctx context.Context, slug string) (o outcome, err error) {
	r, err := h.Reads.Report(ctx, h.editor, slug, nil)
	if err != nil {
		return o, err
	}
	for _, request := range r.Requests {
		for _, letter := range request.Letters {
			if letter.Delivery == letters.DeliveryAccepted {
				o.letters++
			}
		}
	}
	for _, c := range r.Claims {
		o.claims++
		o.asked += len(c.Parties)
		o.signatures += len(c.SignOffs)
		o.publications += len(c.Publications)
		for _, party := range c.Parties {
			o.answers += len(party.Answers)
		}
	}
	return o, nil
}

func (o *outcome) add(p outcome) {
	o.claims += p.claims
	o.asked += p.asked
	o.letters += p.letters
	o.answers += p.answers
	o.signatures += p.signatures
	o.publications += p.publications
}

// came reports what has come of stories that were played to their end.
func (b *bench) came(ctx context.Context, part string, h *host, slugs []string, claims, parties int) error {
	var o outcome
	for _, slug := range slugs {
		p, err := h.outcomeOf(ctx, slug)
		if err != nil {
			return err
		}
		o.add(p)
	}
	n := len(slugs)
	b.report.Count(part, "claims", o.claims, n*claims)
	b.report.Count(part, "claims put to a party", o.asked, n*claims*parties)
	b.report.Count(part, "letters in the record", o.letters, n*parties)
	b.report.Count(part, "letters that have come", h.sink.letters(), n*parties)
	b.report.Count(part, "answers", o.answers, n*claims*parties)
	b.report.Count(part, "signatures", o.signatures, n*claims*len(h.reviewers))
	b.report.Count(part, "publications", o.publications, n*claims)
	b.report.Add(part, "commands sent again after 30 s", float64(h.again.Load()), "")
	return nil
}
