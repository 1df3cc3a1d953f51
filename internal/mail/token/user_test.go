package token_test

import (
	"bytes"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/token"
)

func TestReplyAddressesCanBeThoseOfAMailbox(t *testing.T) {
	before, err := token.NewTokens(bytes.Repeat([]byte("k"), 32), "newsroom.example")
	require.NoError(t, err)
	tokens, err := before.At("Verification.Desk")
	require.NoError(t, err)
	id := uuid.New()
	require.Regexp(t, `^verification\.desk\+[a-z2-7]{42}@newsroom\.example$`, tokens.Address(id))
	for _, address := range []string{tokens.Address(id), before.Address(id)} {
		found, ok := tokens.Parse(address)
		require.True(t, ok, address)
		require.Equal(t, id, found)
	}
	for _, wrong := range []string{"", "a+b", "a@b", "with space", "twenty-two-letters-abc"} {
		_, err := before.At(wrong)
		require.Error(t, err, wrong)
	}
}
