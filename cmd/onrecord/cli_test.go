package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

func TestEveryCommandHasAnExample(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("onrecord"), kong.PostBuild(takeSentences))
	require.NoError(t, err)
	leaves := parser.Model.Leaves(true)
	require.Greater(t, len(leaves), 40)
	for _, leaf := range leaves {
		path := leaf.FullPath()
		require.NotEmpty(t, leaf.Help, path)
		_, example, ok := strings.Cut(leaf.Detail, "Example:\n\n    ")
		require.True(t, ok, path)
		require.True(t, strings.HasPrefix(example, path) || path == "onrecord inbox list" || path == "onrecord turn list", path)
	}
}

func TestServeTakesItsSettings(t *testing.T) {
	var c commands
	parser, err := kong.New(&c, kong.Name("onrecord"))
	require.NoError(t, err)
	_, err = parser.Parse([]string{"serve", "--listen", "127.0.0.1:0", "--config-file", "x.toml", "--undo-window", "5m"})
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:0", c.Serve.Listen)
	require.Equal(t, "x.toml", c.Serve.ConfigFile)
	require.Equal(t, 5*time.Minute, *c.Serve.UndoWindow)
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
	require.Equal(t, "onrecord "+terminal.Version()+"\n", out.String())
}
