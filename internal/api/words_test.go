package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

// schema is as much of the description of the API as is about words.
type described struct {
	Enum       []string              `json:"enum"`
	Words      string                `json:"x-onrecord-words"`
	Means      []string              `json:"x-enum-descriptions"`
	Minimum    *int                  `json:"minimum"`
	Maximum    *int                  `json:"maximum"`
	Properties map[string]*described `json:"properties"`
	Items      *described            `json:"items"`
}

func components(t *testing.T) map[string]*described {
	var out struct {
		Components struct {
			Schemas map[string]*described `json:"schemas"`
		} `json:"components"`
	}
	s := &server{huma: humago.NewWithPrefix(http.NewServeMux(), Base, config("test"))}
	s.routes()
	narrow(s.huma.OpenAPI())
	written, err := json.Marshal(s.huma.OpenAPI())
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(written, &out))
	return out.Components.Schemas
}

func walk(s *described, visit func(*described)) {
	if s == nil {
		return
	}
	visit(s)
	walk(s.Items, visit)
	for _, p := range s.Properties {
		walk(p, visit)
	}
}

func TestTheAPIDescribesEveryWord(t *testing.T) {
	said := map[string]map[string]string{}
	for _, component := range components(t) {
		walk(component, func(s *described) {
			for i, word := range s.Enum {
				if s.Words != "" {
					if said[s.Words] == nil {
						said[s.Words] = map[string]string{}
					}
					said[s.Words][word] = s.Means[i]
				}
			}
		})
	}
	for _, v := range claim.Vocabularies() {
		if v.Name == "glance" { // a word of the grid; the API tells what it is made of
			continue
		}
		for _, w := range v.Words {
			if !v.Open && (w.Chosen || v.Name != "kind of message") {
				require.Equal(t, w.Doc, said[v.Name][w.Word], "%s %q", v.Name, w.Word)
			}
		}
	}
}

func TestTheAPITakesTheWordsThatSomebodyCanChoose(t *testing.T) {
	input := components(t)["AnswerInput"]
	require.NotContains(t, input.Properties["channel"].Enum, string(claim.ByAnswerPage))
	for _, channel := range claim.Channels {
		require.True(t, slices.Contains(input.Properties["channel"].Enum, string(channel)), channel)
	}
}

func TestTheAPITakesEveryCondition(t *testing.T) {
	policy := components(t)["CaseInput"].Properties["policy"]
	for _, c := range claim.Conditions() {
		row := c.Row()
		require.Equal(t, row.Min, *policy.Properties[row.Name].Minimum)
		require.Equal(t, row.Max, *policy.Properties[row.Name].Maximum)
	}
}
