package casefile

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// schema is as much of JSON Schema as ours uses.
type schema struct {
	ID          string             `json:"$id"`
	Ref         string             `json:"$ref"`
	Description string             `json:"description"`
	Type        string             `json:"type"`
	Const       string             `json:"const"`
	Enum        []string           `json:"enum"`
	Default     any                `json:"default"`
	Pattern     string             `json:"pattern"`
	MaxLength   int                `json:"maxLength"`
	MaxItems    int                `json:"maxItems"`
	Minimum     int                `json:"minimum"`
	Maximum     int                `json:"maximum"`
	Required    []string           `json:"required"`
	More        *bool              `json:"additionalProperties"`
	Properties  map[string]*schema `json:"properties"`
	Items       *schema            `json:"items"`
	AnyOf       []*schema          `json:"anyOf"`
	Defs        map[string]*schema `json:"$defs"`
}

func readSchema(t *testing.T) *schema {
	var s schema
	require.NoError(t, json.Unmarshal(Schema, &s))
	require.Equal(t, SchemaID, s.ID)
	return &s
}

func TestTheSchemaHasTheKeysThatAreRead(t *testing.T) {
	s := readSchema(t)
	for _, row := range []struct {
		name     string
		object   *schema
		keys     []string
		required int
	}{
		{"case", s, caseKeys, 3},
		{"policy", s.Properties["policy"], policyKeys, 0},
		{"reminders", s.Properties["reminders"], reminderKeys, 0},
		{"party", s.Defs["party"], partyKeys, 2},
		{"office hours", s.Defs["party"].Properties["office_hours"], hoursKeys, 0},
		{"claim", s.Defs["claim"], claimKeys, 2},
		{"series", s.Defs["series"], seriesKeys, 3},
		{"ask", s.Defs["series"].Properties["ask"], askKeys, 2},
		{"relation", s.Defs["relation"], relationKeys, 3},
		{"request", s.Defs["request"], requestKeys, 5},
		{"statement", s.Defs["statement"], statementKeys, 4},
		{"evidence", s.Defs["evidence"], evidenceKeys, 4},
		{"answer", s.Defs["answer"], answerKeys, 2},
		{"what an answer says", s.Defs["says"], saysKeys, 2},
		{"proposal", s.Defs["proposal"], proposalKeys, 3},
	} {
		keys := []string{}
		for key, property := range row.object.Properties {
			keys = append(keys, key)
			require.True(t, property.Description != "" || property.Ref != "", "%s.%s is described", row.name, key)
		}
		require.ElementsMatch(t, row.keys, keys, row.name)
		require.ElementsMatch(t, row.keys[:row.required], row.object.Required, row.name)
		require.NotNil(t, row.object.More, row.name)
		require.False(t, *row.object.More, row.name)
	}
}

func TestTheSchemaHasTheLimitsThatAreKept(t *testing.T) {
	s := readSchema(t)
	top, party, claims, request := s.Properties, s.Defs["party"].Properties, s.Defs["claim"].Properties, s.Defs["request"].Properties
	hours := party["office_hours"].Properties
	for _, row := range []struct {
		name      string
		got, want int
	}{
		{"title", top["title"].MaxLength, MaxTitle},
		{"notice", top["notice"].MaxLength, MaxNotice},
		{"access", top["access"].MaxItems, MaxAccess},
		{"claims", top["claims"].MaxItems, MaxClaims},
		{"parties", top["parties"].MaxItems, MaxParties},
		{"requests", top["requests"].MaxItems, MaxRequests},
		{"series", top["series"].MaxItems, MaxClaims},
		{"relations", top["relations"].MaxItems, MaxRelations},
		{"parties of a series", s.Defs["series"].Properties["parties"].MaxItems, cases.MaxSeries},
		{"status line", top["status_line"].MaxItems, MaxClaims},
		{"reminders", top["reminders"].Properties["at"].MaxItems, claim.MaxReminders},
		{"party name", party["name"].MaxLength, MaxName},
		{"email", party["email"].MaxLength, MaxEmail},
		{"role", party["role"].MaxLength, MaxRole},
		{"zone", party["zone"].MaxLength, MaxZone},
		{"language", s.Defs["language"].MaxLength, MaxLanguage},
		{"days", hours["days"].MaxItems, len(dayNames)},
		{"holidays", hours["holidays"].MaxItems, MaxHolidays},
		{"statement", claims["statement"].MaxLength, MaxStatement},
		{"claimant", claims["claimant"].MaxLength, MaxName},
		{"made at", claims["made_at"].MaxLength, MaxDeadline},
		{"holds", claims["holds"].MaxLength, MaxPeriod},
		{"where", claims["where"].MaxLength, MaxWhere},
		{"subjects", claims["subjects"].MaxItems, MaxSubjects},
		{"subject", claims["subjects"].Items.MaxLength, MaxSubject},
		{"claims of a request", request["claims"].MaxItems, MaxClaimsPerRequest},
		{"questions", request["questions"].MaxLength, MaxQuestions},
		{"statements", top["statements"].MaxItems, MaxSources},
		{"evidence", top["evidence"].MaxItems, MaxSources},
		{"answers", top["answers"].MaxItems, MaxRequests},
		{"proposals", top["proposals"].MaxItems, MaxClaims},
		{"marks", claims["marks"].MaxItems, len(verification.Marks)},
		{"way", s.Defs["statement"].Properties["via"].MaxItems, sources.MaxWay},
		{"deadline", s.Defs["deadline"].MaxLength, MaxDeadline},
	} {
		require.Equal(t, row.want, row.got, row.name)
	}
}

func TestTheSchemaHasTheWordsAndFormsThatAreTaken(t *testing.T) {
	s := readSchema(t)
	top, party, claims := s.Properties, s.Defs["party"].Properties, s.Defs["claim"].Properties
	require.Equal(t, Header, top["onrecord"].Const)
	require.Equal(t, texts(claim.Sensitivities), top["sensitivity"].Enum)
	require.Equal(t, texts(people.PartyKinds), party["kind"].Enum)
	require.Equal(t, texts(people.Natures), party["nature"].Enum)
	require.Equal(t, texts(claim.Tiers), claims["tier"].Enum)
	require.Equal(t, texts(verification.Marks), claims["marks"].Items.Enum)
	require.Equal(t, dayNames, party["office_hours"].Properties["days"].Items.Enum)
	require.Len(t, weekdays, len(dayNames))
	require.Equal(t, idForm.String(), s.Defs["id"].Pattern)
	require.Equal(t, handleForm.String(), top["access"].Items.Pattern)
	require.Equal(t, languageForm.String(), s.Defs["language"].Pattern)
	require.Equal(t, clockForm.String(), s.Defs["clock"].Pattern)
	require.Equal(t, percentForm.String(), s.Defs["percent"].Pattern)
	require.Equal(t, spanForm.String(), s.Defs["deadline"].AnyOf[0].Pattern)
	require.Equal(t, string(claim.OpenToDesk), top["sensitivity"].Default)
	require.Equal(t, string(claim.Routine), claims["tier"].Default)
	for _, c := range claim.Conditions() {
		row, asked := c.Row(), top["policy"].Properties[c.Row().Name]
		require.Equal(t, row.Doc, asked.Description)
		require.Equal(t, row.Min, asked.Minimum)
		require.Equal(t, row.Max, asked.Maximum)
		require.EqualValues(t, row.Default, asked.Default)
	}
}

func texts[T ~string](words []T) []string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return out
}
