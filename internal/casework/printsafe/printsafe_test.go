package printsafe_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/printsafe"
)

// TestWordThatWasLeftReachesWhomLettersDidNot: the check says of a party whose letter came back what the line says of it.
func TestWordThatWasLeftReachesWhomLettersDidNot(t *testing.T) {
	sent := time.Date(2017, time.March, 10, 9, 0, 0, 0, time.UTC)
	about := &verification.Claim{Head: claim.Head{ID: uuid.New()}, Stage: claim.StageSignedOff}
	r := letters.Request{
		ID: uuid.New(), Channel: claim.ByEmail, Claims: []uuid.UUID{about.ID}, SentAt: sent, AnswerBy: sent.AddDate(0, 0, 6), Lifecycle: letters.NoReply,
	}
	const unreached = "Our letter to The works came back, and nothing has reached it since: it is not silent."
	for _, test := range []struct {
		name   string
		result letters.AttemptResult
		at     time.Time
		says   bool
	}{
		{"it rang", letters.NoAnswer, sent.AddDate(0, 0, 1), true},
		{"word was left", letters.Voicemail, sent.AddDate(0, 0, 1), false},
		{"word was left too late", letters.Voicemail, r.AnswerBy.Add(time.Hour), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			of := &letters.Correspondence{
				Requests: []letters.Request{r},
				Messages: []letters.Message{{ID: uuid.New(), Kind: claim.RequestLetter, Requests: []uuid.UUID{r.ID}, Delivery: letters.DeliveryHardBounce}},
				Attempts: []letters.Attempt{{ID: uuid.New(), Request: r.ID, Channel: claim.ByPhone, Result: test.result, At: test.at}},
			}
			var says []string
			for _, o := range printsafe.Against(printsafe.Situation{
				At: sent.AddDate(0, 0, 7), Zone: time.UTC, Case: &cases.Case{}, Claims: []*verification.Claim{about}, Letters: []*letters.Correspondence{of},
				Key: func(uuid.UUID) string { return "a" }, Party: func(uuid.UUID) string { return "The works" }, Address: func(*verification.Claim) string { return "" },
			}) {
				says = append(says, o.Says)
			}
			require.Equal(t, test.says, len(says) > 0 && says[0] == unreached, "%q", says)
		})
	}
}

// TestAnAnswerOfWhichNobodyIsSureSpeaksAgainstTheLine, and one of somebody met in person does not.
func TestAnAnswerOfWhichNobodyIsSureSpeaksAgainstTheLine(t *testing.T) {
	for sure, says := range map[claim.Authenticity]bool{claim.AuthenticitySuspicious: true, claim.AuthenticityUnverified: true, claim.AuthenticityInPerson: false} {
		about := &verification.Claim{Head: claim.Head{ID: uuid.New()}, Stage: claim.StageSignedOff}
		about.Answers = []sources.Said{{Response: uuid.New(), Party: uuid.New(), Stance: claim.Confirms, GroundRules: claim.OnTheRecord, Authenticity: sure}}
		got := printsafe.Against(printsafe.Situation{
			At: time.Date(2017, time.March, 10, 9, 0, 0, 0, time.UTC), Zone: time.UTC, Case: &cases.Case{}, Claims: []*verification.Claim{about},
			Key: func(uuid.UUID) string { return "a" }, Party: func(uuid.UUID) string { return "The works" }, Address: func(*verification.Claim) string { return "" },
		})
		require.Equal(t, says, len(got) == 1, "%s: %v", sure, got)
	}
}
