package post

import (
	"context"
	"encoding/json"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
)

const (
	// quotedWords is how many words in a row make a quotation: fewer, people write by chance.
	quotedWords = 7
	// maxRestricted bounds the correspondences whose words are looked for, the latest first.
	maxRestricted = 250
)

// findQuotation finds correspondences of restricted cases whose questions or claims the
// text repeats. Nobody who may not see such a case is to read what may answer it. Their
// words stand in no index, so they are read and compared, and only for a message that
// nothing else places.
func (r *Room) findQuotation(ctx context.Context, f *findings, text string) error {
	ids, err := r.Store.RestrictedCorrespondences(ctx, maxRestricted)
	if err != nil || len(ids) == 0 {
		return err
	}
	runs := runsOf(text[:min(len(text), maxSearched)])
	if len(runs) == 0 {
		return nil
	}
	for _, id := range ids {
		repeats, err := r.repeats(ctx, id, runs)
		if err != nil {
			return err
		}
		if repeats {
			f.add(received.ByQuotation, id, uuid.Nil)
		}
	}
	return nil
}

// repeats reports whether one of the runs of words stands in what was asked.
func (r *Room) repeats(ctx context.Context, correspondence uuid.UUID, runs map[string]bool) (bool, error) {
	state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence})
	if err != nil {
		return false, err
	}
	var refs, statements []claim.Ref
	for _, asked := range state.(*letters.Correspondence).Requests {
		refs = append(refs, asked.Questions)
		for _, about := range asked.Claims {
			c, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamClaim, ID: about})
			if err != nil {
				return false, err
			}
			statements = append(statements, c.(*verification.Claim).Text)
		}
	}
	contents, err := r.Store.GetMany(ctx, append(refs, statements...))
	if err != nil {
		return false, err
	}
	var texts []string
	for _, ref := range refs {
		texts = append(texts, string(contents[ref]))
	}
	for _, ref := range statements {
		var text claim.ClaimText
		if json.Unmarshal(contents[ref], &text) == nil {
			texts = append(texts, text.Statement)
		}
	}
	for _, text := range texts {
		for run := range runsOf(text) {
			if runs[run] {
				return true, nil
			}
		}
	}
	return false, nil
}

// runsOf are all runs of so many words in a text, in small letters, whatever stands
// between the words: mail programs break lines and put signs before them.
func runsOf(text string) map[string]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	runs := map[string]bool{}
	for i := 0; i+quotedWords <= len(words); i++ {
		runs[strings.Join(words[i:i+quotedWords], " ")] = true
	}
	return runs
}
