package casefile

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

const withSources = `onrecord: case/v1
id: mill
title: The mill
parties:
  - {id: mill, name: The mill}
claims:
  - {id: closed, statement: The mill closed., claimant: Nora Quill, subjects: [mill], relays: [The Post], name_claimant: false}
statements:
  - {claim: closed, party: mill, via: [The Post, A wire service], stance: denies, said_at: "2026-11-01T00:00:00Z", words: Nothing of the kind.}
evidence:
  - {claim: closed, kind: capture, bearing: supports, title: A notice, origin: mill, via: [The Post], source: "https://post.example/1"}
`

func TestStatementsAndEvidenceAreRead(t *testing.T) {
	f, err := Parse("case.yaml", []byte(withSources))
	require.NoError(t, err)
	require.Equal(t, []Statement{{
		Claim: "closed", Party: "mill", Way: []string{"The Post", "A wire service"}, Stance: claim.Denies, Words: "Nothing of the kind.",
		SaidAt: said(t, "2026-11-01T00:00:00Z"), GroundRules: claim.OnTheRecord,
	}}, f.Statements)
	require.Equal(t, []Evidence{{
		Claim: "closed", Kind: claim.CaptureEvidence, Bearing: claim.SupportsClaim, Title: "A notice", Origin: "mill", Way: []string{"The Post"},
		Source: "https://post.example/1",
	}}, f.Evidence)
	require.Equal(t, "no", f.Claims[0].NameClaimant)
	require.Equal(t, []string{"The Post"}, f.Claims[0].Relays)
}

func TestAStatementHasADateOrAnInstantOrComesSoLongBefore(t *testing.T) {
	for text, want := range map[string]Statement{
		"2026-11-01":                {SaidAt: said(t, "2026-11-01")},
		"2026-11-01T09:00:00+01:00": {SaidAt: said(t, "2026-11-01T08:00:00Z")},
		"-2d":                       {Before: 48 * time.Hour},
	} {
		f, err := Parse("case.yaml", []byte(strings.Replace(withSources, `"2026-11-01T00:00:00Z"`, text, 1)))
		require.NoError(t, err, text)
		require.Equal(t, want.SaidAt, f.Statements[0].SaidAt)
		require.Equal(t, want.Before, f.Statements[0].Before)
	}
}

func said(t *testing.T, text string) *claim.When {
	t.Helper()
	at, err := claim.ParseWhen(text)
	require.NoError(t, err)
	return &at
}

func TestAStatementHasWordsOfOneKind(t *testing.T) {
	for _, wrong := range []string{
		"{claim: closed, party: mill, stance: denies, said_at: 2026-11-01T00:00:00Z}",
		"{claim: closed, party: mill, stance: denies, said_at: 2026-11-01T00:00:00Z, words: No., summary: It says no.}",
		"{claim: open, party: mill, stance: denies, said_at: 2026-11-01T00:00:00Z, words: No.}",
		"{claim: closed, party: mill, stance: doubts, said_at: 2026-11-01T00:00:00Z, words: No.}",
		"{claim: closed, party: mill, stance: denies, said_at: once, words: No.}",
	} {
		_, err := Parse("case.yaml", []byte("onrecord: case/v1\nid: mill\ntitle: The mill\nparties: [{id: mill, name: The mill}]\nclaims: [{id: closed, statement: It closed.}]\nstatements:\n  - "+wrong+"\n"))
		require.ErrorContains(t, err, "case.yaml:7:", wrong)
	}
}
