package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

var update = flag.Bool("update", false, "write the table of commands in docs/commands.md anew")

const (
	commandsPage = "../../docs/commands.md"
	tableBegins  = "<!-- table -->\n"
	tableEnds    = "<!-- end of the table -->\n"
)

func TestTheTableOfCommandsIsThatOfTheOperations(t *testing.T) {
	page, err := os.ReadFile(commandsPage)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(page), tableBegins)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, tableEnds)
	require.True(t, ok)
	want := before + tableBegins + tableOf(t) + tableEnds + after
	if *update {
		require.NoError(t, os.WriteFile(commandsPage, []byte(want), 0o600))
	}
	page, err = os.ReadFile(commandsPage)
	require.NoError(t, err)
	require.Equal(t, want, string(page), "go test ./cmd/onrecord -run Table -update writes it anew")
}

// tableOf is a line for every command, in the order of --help. Every operation
// has to have one.
func tableOf(t *testing.T) string {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("onrecord"), kong.PostBuild(takeSentences))
	require.NoError(t, err)
	table := "| `onrecord …` | what for | `/api/v1` | who may |\n|---|---|---|---|\n"
	carried := map[string]bool{"openapi": true}
	for _, leaf := range parser.Model.Leaves(true) {
		ops, err := operationsOf(leaf)
		require.NoError(t, err)
		var routes []string
		who := ""
		for _, o := range ops {
			routes = append(routes, fmt.Sprintf("`%s %s`", o.What().Method, o.What().Path))
			carried[o.What().Name] = true
		}
		if len(ops) > 0 {
			who = whoMay(ops[0].What().Right)
		}
		name := strings.TrimPrefix(leaf.FullPath(), "onrecord ")
		table += fmt.Sprintf("| `%s` | %s | %s | %s |\n", name, strings.TrimSuffix(leaf.Help, "."), strings.Join(routes, ", "), who)
	}
	for _, o := range operation.All() {
		require.True(t, carried[o.What().Name], "no command carries out %s", o.What().Name)
	}
	return table
}

func whoMay(right casework.Right) string {
	roles := right.Roles()
	switch {
	case right == operation.ThatPerson:
		return "that person, admin"
	case right == operation.ThatPersonOrAnEditor:
		return "that person, editor, admin"
	case operation.AsksForNoRole(right) || len(roles) == len(claim.Roles):
		return "everybody"
	}
	var names []string
	for _, r := range roles {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}
