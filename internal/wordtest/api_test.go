package wordtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
)

// schema is as much of the description of the API as is about words.
type schema struct {
	Enum       []string           `json:"enum"`
	Words      string             `json:"x-onrecord-words"`
	Means      []string           `json:"x-enum-descriptions"`
	Minimum    *int               `json:"minimum"`
	Maximum    *int               `json:"maximum"`
	Properties map[string]*schema `json:"properties"`
	Items      *schema            `json:"items"`
}

func described(t *testing.T) map[string]*schema {
	var out struct {
		Components struct {
			Schemas map[string]*schema `json:"schemas"`
		} `json:"components"`
	}
	require.NoError(t, json.Unmarshal(api.Description("test"), &out))
	return out.Components.Schemas
}

func walk(s *schema, visit func(*schema)) {
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
	for _, component := range described(t) {
		walk(component, func(s *schema) {
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
		for _, w := range v.Words {
			if !v.Open && (w.Chosen || v.Name != "kind of message") {
				require.Equal(t, w.Doc, said[v.Name][w.Word], "%s %q", v.Name, w.Word)
			}
		}
	}
}

func TestTheAPITakesTheWordsThatSomebodyCanChoose(t *testing.T) {
	input := described(t)["AnswerInput"]
	require.NotContains(t, input.Properties["channel"].Enum, string(claim.ByAnswerPage))
	for _, channel := range claim.Channels {
		require.True(t, slices.Contains(input.Properties["channel"].Enum, string(channel)), channel)
	}
}

func TestTheAPITakesEveryCondition(t *testing.T) {
	policy := described(t)["CaseInput"].Properties["policy"]
	for _, c := range claim.Conditions() {
		row := c.Row()
		require.Equal(t, row.Min, *policy.Properties[row.Name].Minimum)
		require.Equal(t, row.Max, *policy.Properties[row.Name].Maximum)
	}
}

var _ = []any{httptest.NewRecorder, http.MethodGet, zap.NewNop}
