package terminal

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestAShortNameMeansOneThing(t *testing.T) {
	id := uuid.MustParse("9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e")
	require.True(t, Called("9B2D").Begins(id))
	require.False(t, Called("9b2").Begins(id), "too little to be meant")
	_, err := Called("9b2d").One("message", "look", []uuid.UUID{id, uuid.New()})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	_, err = Called("9b2d").One("message", "look", nil)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}
