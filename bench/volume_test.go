package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/bench/world"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record"
)

// TestAGeneratedRecordIsWhole: what is written in bulk stands there as if it had
// been appended, and has the shape that it should have.
func TestAGeneratedRecordIsWhole(t *testing.T) {
	r, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "volume.db"), record.WithReader(readMail))
	require.NoError(t, err)
	defer r.Close()
	v := volume{scale: 3.0 / volumeCases}
	w := world.New(time.Now().UTC(), 200)
	require.NoError(t, v.generate(t.Context(), r, w, 0))
	report, err := r.Verify(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)

	id, err := r.Resolve(t.Context(), claim.StreamCase, [16]byte{}, "large")
	require.NoError(t, err)
	states, err := r.States(t.Context(), id, time.Time{})
	require.NoError(t, err)
	claims, parties, messages := 0, 0, 0
	for _, state := range states {
		switch s := state.(type) {
		case *verification.Claim:
			claims++
		case *letters.Correspondence:
			parties++
			messages += len(s.Messages)
		}
	}
	require.Equal(t, world.Large.Claims, claims)
	require.Equal(t, world.Large.Parties, parties)
	require.Equal(t, world.Large.Parties*world.Large.Requests*world.Large.Messages, messages)
}
