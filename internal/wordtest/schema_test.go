package wordtest

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/people"
)

const schemaFile = "../casefile/case.schema.json"

// TestTheSchemaIsWrittenFromTheRows: the file stands as it is for editors, who
// fetch it; its enumerations and its policy are written by -update.
func TestTheSchemaIsWrittenFromTheRows(t *testing.T) {
	before, err := os.ReadFile(schemaFile)
	require.NoError(t, err)
	after := string(before)
	for _, e := range []struct {
		key, described string // described is how its description begins
		words          []string
	}{
		{"sensitivity", "", texts(claim.Sensitivities)}, {"kind", "Why", texts(people.PartyKinds)}, {"nature", "", texts(people.Natures)}, {"tier", "", texts(claim.Tiers)},
		{"stance", "", texts(claim.Stances)}, {"ground_rules", "", texts(claim.AllGroundRules)}, {"channel", "", texts(claim.Channels)},
		{"kind", "Asked", texts(claim.RequestKinds)},
		{"kind", "What", texts(claim.EvidenceKinds)}, {"bearing", "", texts(claim.Bearings)},
		{"outcome", "", texts(claim.Outcomes)}, {"why", "", texts(finding.Whys)},
	} {
		enum := regexp.MustCompile(`("` + e.key + `": \{\s*"description": "` + e.described + `[^"]*",\s*"enum": )\[[^\]]*\]`)
		require.Len(t, enum.FindAllString(after, -1), 1, e.key)
		after = enum.ReplaceAllString(after, `${1}["`+strings.Join(e.words, `", "`)+`"]`)
	}
	policy := regexp.MustCompile(`(?s)("policy": \{.*?"properties": )\{.*?\n      \}\n    \},\n    "reminders"`)
	require.Len(t, policy.FindAllString(after, -1), 1)
	var asked []string
	for _, c := range claim.Conditions() {
		row := c.Row()
		doc, err := json.Marshal(row.Doc)
		require.NoError(t, err)
		asked = append(asked, fmt.Sprintf("        %q: {\n          \"description\": %s,\n          \"type\": \"integer\",\n          \"minimum\": %d,\n          \"maximum\": %d,\n          \"default\": %d\n        }",
			row.Name, doc, row.Min, row.Max, row.Default))
	}
	asked = append(asked, "        \"name\": {\n          \"description\": \"The desk's policy, or a preset, that its claims are pinned to; none if left out.\",\n          \"type\": \"string\",\n          \"maxLength\": 64\n        }")
	after = policy.ReplaceAllString(after, "${1}{\n"+strings.Join(asked, ",\n")+"\n      }\n    },\n    \"reminders\"")
	if *update {
		require.NoError(t, os.WriteFile(schemaFile, []byte(after), 0o644))
		return
	}
	require.Equal(t, after, string(before), "run go test ./internal/wordtest -update")
}
