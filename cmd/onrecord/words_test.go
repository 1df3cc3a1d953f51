package main

import (
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestTheHelpNamesEveryWordThatAFlagTakes(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("onrecord"), kong.PostBuild(takeSentences), kong.PostBuild(explainWords))
	require.NoError(t, err)
	named := 0
	require.NoError(t, kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
		flag, ok := node.(*kong.Flag)
		if !ok {
			return next(nil)
		}
		words, _ := claim.VocabularyOf(flag.Target.Type())
		if flag.Name == "stance" {
			words, _ = claim.VocabularyOf(reflect.TypeFor[claim.Stance]())
		}
		if len(words.Chosen()) > 0 {
			require.Equal(t, 1, strings.Count(flag.Help, "One of:"), flag.Name)
		}
		for _, word := range words.Chosen() {
			require.Contains(t, flag.Help, word, flag.Name)
			named++
		}
		if flag.Name == "policy" {
			for _, c := range claim.Conditions() {
				require.Contains(t, flag.Help, c.Row().Name)
			}
		}
		return next(nil)
	}))
	require.Greater(t, named, 40)
}
