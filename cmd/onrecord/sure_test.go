package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPersonAgreesWithYOrYes(t *testing.T) {
	for typed, want := range map[string]bool{"y\n": true, "Yes\n": true, " yes ": true, "": false, "\n": false, "n\n": false, "yesterday\n": false} {
		var asked bytes.Buffer
		p := &program{ctx: t.Context(), in: strings.NewReader(typed), err: &asked}
		agreed, err := p.agreed("Sign this?")
		require.NoError(t, err)
		require.Equal(t, want, agreed, "%q", typed)
		require.Equal(t, "Sign this? [y/N] ", asked.String())
	}
}

func TestAProgramIsNotAsked(t *testing.T) {
	var asked bytes.Buffer
	p := &program{ctx: t.Context(), in: strings.NewReader(""), err: &asked}
	require.NoError(t, p.sure("The finding is retracted."))
	require.Empty(t, asked.String())
}

// TestWhatTakesSomethingAwayAsks: whoever adds such a command says what it comes to.
func TestWhatTakesSomethingAwayAsks(t *testing.T) {
	for _, leaf := range model(t).Leaves(true) {
		switch leaf.Name {
		case "withdraw", "withdraw-statement", "discard", "retire", "disable", "revoke", "retract", "take-down", "stop":
			require.NotEmpty(t, leaf.Tag.Get("sure"), leaf.FullPath())
		}
	}
}

func TestNoCommandAtAllIsHelp(t *testing.T) {
	for _, args := range [][]string{nil, {"help"}, {"--help"}} {
		var out, errs bytes.Buffer
		require.Zero(t, run(args, nil, &out, &errs))
		require.Contains(t, out.String(), "Usage: onrecord")
		require.Empty(t, errs.String())
	}
	var out, errs bytes.Buffer
	require.Zero(t, run([]string{"help", "case", "open"}, nil, &out, &errs))
	require.Contains(t, out.String(), "Usage: onrecord case open")
	out.Reset()
	require.Zero(t, run([]string{"--version"}, nil, &out, &errs))
	require.Equal(t, "onrecord "+version()+"\n", out.String())
}
