package casefile

import (
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
	said := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	require.Equal(t, []Statement{{
		Claim: "closed", Party: "mill", Way: []string{"The Post", "A wire service"}, Stance: claim.Denies, Words: "Nothing of the kind.",
		SaidAt: &said, GroundRules: claim.OnTheRecord,
	}}, f.Statements)
	require.Equal(t, []Evidence{{
		Claim: "closed", Kind: claim.CaptureEvidence, Bearing: claim.SupportsClaim, Title: "A notice", Origin: "mill", Way: []string{"The Post"},
		Source: "https://post.example/1",
	}}, f.Evidence)
	require.Equal(t, "no", f.Claims[0].NameClaimant)
	require.Equal(t, []string{"The Post"}, f.Claims[0].Relays)
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
