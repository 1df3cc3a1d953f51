package terminal

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPersonAgreesWithYOrYes(t *testing.T) {
	for typed, want := range map[string]bool{"y\n": true, "Yes\n": true, " yes ": true, "": false, "\n": false, "n\n": false, "yesterday\n": false} {
		var asked bytes.Buffer
		p := &Program{Ctx: t.Context(), In: strings.NewReader(typed), Err: &asked}
		agreed, err := p.Agreed("Sign this?")
		require.NoError(t, err)
		require.Equal(t, want, agreed, "%q", typed)
		require.Equal(t, "Sign this? [y/N] ", asked.String())
	}
}

func TestAProgramIsNotAsked(t *testing.T) {
	var asked bytes.Buffer
	p := &Program{Ctx: t.Context(), In: strings.NewReader(""), Err: &asked}
	require.NoError(t, p.Sure("The finding is retracted."))
	require.Empty(t, asked.String())
}
