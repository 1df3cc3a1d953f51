package rehearsal_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// plays plays rehearsals as slowly as a test wants.
type plays struct{ goOn chan error }

func (p plays) Play(ctx context.Context, job rehearsal.Job, tell func(rehearsal.Progress)) (rehearsal.Result, error) {
	tell(rehearsal.Progress{At: job.Now.Add(time.Hour), Letters: 3})
	select {
	case err := <-p.goOn:
		return rehearsal.Result{Calendar: rehearsal.Calendar{Slug: "played"}}, err
	case <-ctx.Done():
		return rehearsal.Result{}, ctx.Err()
	}
}

func room(t *testing.T) (*caseworktest.Case, *rehearsal.Room, plays) {
	t.Helper()
	d := caseworktest.New(t)
	p := plays{make(chan error)}
	copies := func(context.Context, uuid.UUID, ...uuid.UUID) (json.RawMessage, error) {
		return json.RawMessage(`{}`), nil
	}
	r := rehearsal.NewRoom(d.Desk.Door, d.Desk.Clock, copies, p, rehearsal.Settings{})
	t.Cleanup(r.Close)
	return d, r, p
}

func until(t *testing.T, r *rehearsal.Room, who casework.Caller, id uuid.UUID, met func(rehearsal.Status) bool) rehearsal.Status {
	t.Helper()
	var s rehearsal.Status
	require.Eventually(t, func() bool {
		var err error
		s, err = r.Get(t.Context(), who, id)
		return err == nil && met(s)
	}, time.Minute, time.Millisecond)
	return s
}

func done(s rehearsal.Status) bool { return s.Done }

func TestSoManyAreRehearsedAtOnceAndNoMore(t *testing.T) {
	d, r, p := room(t)
	_, err := writing.OpenCase(t.Context(), d.Desk.Door, d.Mara, writing.CaseInput{Slug: "story", Title: "The story"})
	require.NoError(t, err)
	ctx := casework.WithKey(t.Context(), uuid.New())
	first, err := r.Start(ctx, d.Mara, "story", rehearsal.Input{})
	require.NoError(t, err)
	again, err := r.Start(ctx, d.Mara, "story", rehearsal.Input{})
	require.NoError(t, err)
	require.Equal(t, first.ID, again.ID, "the form sent again begins no other")
	for range rehearsal.AtOnce - 1 {
		_, err = r.Start(t.Context(), d.Mara, "story", rehearsal.Input{})
		require.NoError(t, err)
	}
	_, err = r.Start(t.Context(), d.Mara, "story", rehearsal.Input{})
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
	require.ErrorContains(t, err, "so that the desk is not slowed down")
	until(t, r, d.Mara, first.ID, func(s rehearsal.Status) bool { return s.Progress.Letters == 3 })
	for range rehearsal.AtOnce {
		p.goOn <- nil
	}
	s := until(t, r, d.Mara, first.ID, done)
	require.Equal(t, "played", s.Result.Calendar.Slug)
	_, err = r.Start(t.Context(), d.Mara, "story", rehearsal.Input{})
	require.NoError(t, err, "there is room again")
	p.goOn <- claim.Errorf(claim.CodeNotFound, "there is no such party")
	latest, err := r.Latest(t.Context(), d.Mara, "story")
	require.NoError(t, err)
	require.Equal(t, "there is no such party", until(t, r, d.Mara, latest.ID, done).Refused.Message)
}

func TestWhoMayNotSeeACaseSeesNothingOfItsRehearsal(t *testing.T) {
	d, r, p := room(t)
	_, err := writing.OpenCase(t.Context(), d.Desk.Door, d.Mara, writing.CaseInput{Slug: "secret", Title: "The secret"})
	require.NoError(t, err)
	ana := d.Person("ana", claim.Reporter)
	s, err := r.Start(t.Context(), d.Mara, "secret", rehearsal.Input{})
	require.NoError(t, err)
	p.goOn <- nil
	until(t, r, ana, s.ID, done)
	theCase, err := d.Desk.TheCase(t.Context(), d.Mara, "secret")
	require.NoError(t, err)
	_, err = writing.ChangeAccess(t.Context(), d.Desk.Door, d.Mara, "secret", writing.AccessInput{Seen: theCase.Version, Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = r.Get(t.Context(), ana, s.ID)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "that it was open when it was rehearsed counts for nothing")
	_, err = r.Latest(t.Context(), ana, "secret")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = r.Start(t.Context(), ana, "secret", rehearsal.Input{})
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = r.Get(t.Context(), d.Mara, s.ID)
	require.NoError(t, err)
}
