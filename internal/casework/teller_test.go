package casework_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// aClaim is a record of one claim, which answers appends as the test says.
type aClaim struct {
	entries []claim.Entry
	answers []error // to the next appends
}

var told = claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}

func (r *aClaim) Load(_ context.Context, s claim.Stream) (claim.Aggregate, error) {
	return claim.Fold(s, r.entries, time.Time{}), nil
}

func (r *aClaim) Append(_ context.Context, entries []claim.Entry) error {
	if len(r.answers) > 0 {
		answer := r.answers[0]
		r.answers = r.answers[1:]
		return answer
	}
	if entries[0].Version != int64(len(r.entries))+1 {
		return claim.Errorf(claim.CodeConflict, "the stream has moved on")
	}
	r.entries = append(r.entries, entries...)
	return nil
}

type noon struct{}

func (noon) Now() time.Time { return time.Date(2017, 3, 10, 12, 0, 0, 0, time.UTC) }

func (r *aClaim) do(t *testing.T, body claim.Body) {
	t.Helper()
	state, _ := r.Load(t.Context(), told)
	cmd := claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}
	facts, err := state.Decide(cmd, noon{}.Now())
	require.NoError(t, err)
	require.NoError(t, r.Append(t.Context(), claim.Apply(state, cmd, noon{}.Now(), facts)))
}

func (r *aClaim) tell(t *testing.T) error {
	note := claim.NoteAsked{Asked: claim.Asked{Request: uuid.MustParse("44444444-0000-4000-8000-000000000000"), Party: uuid.New(), At: noon{}.Now()}}
	cmd := claim.Command{ID: uuid.MustParse("55555555-0000-4000-8000-000000000000"), Actor: claim.System, Body: note}
	return (&casework.Teller{Store: r, Clock: noon{}}).Tell(t.Context(), told, cmd)
}

func newClaim(t *testing.T) *aClaim {
	r := &aClaim{}
	r.do(t, claim.AddClaim{Case: uuid.New(), Text: "text", Tier: claim.Routine, Author: uuid.New(), Policy: claim.DefaultPolicy})
	return r
}

func TestAClaimIsToldOnceHoweverOftenItIsTold(t *testing.T) {
	r := newClaim(t)
	require.NoError(t, r.tell(t))
	require.NoError(t, r.tell(t))
	require.Len(t, r.entries, 2)
	require.Equal(t, "claim.asked", r.entries[1].Fact.FactKind())
}

func TestTellingDecidesAgain(t *testing.T) {
	for _, code := range []claim.Code{claim.CodeConflict, claim.CodeUnknownOutcome} {
		t.Run("after "+string(code), func(t *testing.T) {
			r := newClaim(t)
			r.answers = []error{claim.Errorf(code, "not now")}
			require.NoError(t, r.tell(t))
			require.Len(t, r.entries, 2)
		})
	}
}

func TestTellingSaysWhenTheRecordCannotBeWritten(t *testing.T) {
	r := newClaim(t)
	r.answers = []error{claim.Errorf(claim.CodeDiskFull, "the disk is full")}
	require.Equal(t, claim.CodeDiskFull, claim.CodeOf(r.tell(t)))
	require.Len(t, r.entries, 1)
}

func TestAClaimThatIsNotThereIsNotTold(t *testing.T) {
	r := &aClaim{}
	require.NoError(t, r.tell(t))
	require.Empty(t, r.entries)
}
