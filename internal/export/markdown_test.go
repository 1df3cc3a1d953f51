package export_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/export"
)

var update = flag.Bool("update", false, "write the golden files anew")

func at(day, hour int) time.Time { return time.Date(2017, time.March, day, hour, 0, 0, 0, time.UTC) }

func ptr(t time.Time) *time.Time { return &t }

// vault7 is a case with something of everything.
func vault7() report.Report {
	denied := report.AnswerReport{
		Stance: claim.Denies, Statement: "Nobody has contacted us.\n\n    1. Not by mail.\n- Not by phone.", GroundRules: claim.OnTheRecord,
		Channel: claim.ByEmail, Authenticity: claim.AuthenticityUnverified, ReceivedAt: claim.At(at(11, 9)), Superseded: true,
	}
	confirmed := denied
	confirmed.Stance, confirmed.Statement, confirmed.ReceivedAt, confirmed.Superseded = claim.Confirms, "Initial contact has been made.", claim.At(at(16, 15)), false
	secret := confirmed
	secret.GroundRules, secret.Statement, secret.Late = claim.OffTheRecord, "canary", true
	comment := confirmed
	comment.Stance, comment.Statement, comment.GroundRules = claim.NoComment, "", claim.OnBackground
	comment.Channel, comment.Authenticity = claim.InPerson, claim.AuthenticityInPerson
	return report.Report{
		ID: uuid.Nil, Slug: "vault7", Title: "Has WikiLeaks contacted the vendors? <script>alert(1)</script>", Owner: "Mara",
		Sensitive: claim.Restricted, OpenedAt: at(10, 10), AsOf: at(17, 18), Policy: claim.Policy{claim.Reviewers: 1, claim.Origins: 2},
		StatusLine: "As of 18:00 UTC on 17 March 2017, Microsoft has confirmed; Apple has not.",
		LongLine:   "As of 18:00 UTC on 17 March 2017, Microsoft has confirmed, having denied it before. Apple would not say.",
		Claims: []report.ClaimReport{{
			Key: "microsoft", Statement: "WikiLeaks contacted Microsoft | a `vendor` with #1 *product* & [more](x).\n# Not a heading", Claimant: "WikiLeaks", Named: true, Involved: []report.InvolvedReport{{Party: "wikileaks", Name: "WikiLeaks", As: sources.PartClaimant}},
			Where: "https://wikileaks.example/a_b", Tier: claim.Sensitive, Stage: claim.StagePublished, Outcome: claim.Confirmed, AsOf: ptr(at(16, 18)),
			Relations: []report.RelationReport{
				{Claim: "affected", As: relation.RestsOn, Says: string(relation.RestsOn), Stage: claim.StageWithdrawn, Outcome: claim.Unverified, By: "Mara", At: at(13, 9), Reason: "No hole,\n# no *patch*.", Fallen: "withdrawn"},
				{Claim: "apple", As: relation.ContradictsOne, Theirs: true, Says: relation.ContradictsOne.Other(), Stage: claim.StageOpen, Outcome: claim.Unverified, By: "Jonas", At: at(13, 10)},
			},
			Proposal: &report.ProposalReport{Outcome: claim.Confirmed, Rationale: "They say so.", AsOf: at(16, 18), By: "Mara"},
			Parties: []report.PartyReport{
				{
					Name: "Apple | Inc.", AskedAt: ptr(at(10, 11)), AnswerBy: at(16, 22), Reminders: 3, Lifecycle: letters.NoReply, Place: letters.Place(letters.NoReply),
					Tried: "1 letter and 1 attempt", Tries: []report.TryReport{
						{At: at(10, 11), Says: "a request, by e-mail: a mail server has taken it"},
						{At: at(15, 9), Says: "by phone: word was left on a voicemail", By: "Mara | desk"},
					},
					Timeliness: letters.Lapsed, Silence: claim.DeliveredNoAnswer,
				},
				{
					Name: "Microsoft", AskedAt: ptr(at(10, 11)), AnswerBy: at(16, 22), Lifecycle: letters.Answered, Place: letters.Place(letters.Answered), Timeliness: letters.LateReply,
					Answers: []report.AnswerReport{denied, confirmed, secret, comment},
				},
			},
			SignOffs: []report.SignOffReport{
				{By: "Jonas", At: at(15, 12), Note: "Fine with me.", Stale: true},
				{By: "Jonas", At: at(16, 19)},
			},
			Evidence: []report.EvidenceReport{
				{
					Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Title: "A memo | signed", Origin: "A clerk", Source: "https://example.org/_memo_",
					File: &sources.EvidenceFile{Name: "memo_1.pdf", Media: "application/pdf", Bytes: 4096, SHA256: "00ff"}, By: "Mara", At: at(14, 9),
				},
				{
					Kind: claim.NoteEvidence, Bearing: claim.NeutralToClaim, Title: "A call", Text: "They hung up.\n# Twice.", By: "Mara", At: at(14, 10),
					Withdrawn: &report.WithdrawnReport{By: "Jonas", At: at(14, 11), Reason: "Of *another* party."},
				},
			},
			Returns: []report.ReturnReport{{By: "Jonas", At: at(14, 12), Comments: "Who says so?\nAnd when?"}},
			Publications: []report.PublicationReport{
				{Version: 1, Kind: finding.FirstPublication, Outcome: claim.Confirmed, AsOf: at(16, 18), By: "Mara", At: at(16, 20)},
				{
					Version: 2, Kind: finding.Retraction, Outcome: claim.Confirmed, AsOf: at(16, 18), By: "Mara", At: at(17, 9),
					Reason: "The letter was *forged*.",
				},
			},
		}, {
			Key: "apple", Statement: "- WikiLeaks contacted Apple.", Tier: claim.Routine, Stage: claim.StageOpen, Outcome: claim.Unverified,
			Parties: []report.PartyReport{{Name: "Apple", AnswerBy: at(18, 9), Lifecycle: letters.Queued, Place: letters.Place(letters.Queued)}},
		}, {
			Key: "tor", Statement: "1. WikiLeaks contacted nobody.", Tier: claim.Routine, Stage: claim.StageDraft, Outcome: claim.Unverified,
		}},
	}
}

func TestMarkdown(t *testing.T) {
	var got bytes.Buffer
	require.NoError(t, export.Markdown(&got, vault7()))
	if *update {
		require.NoError(t, os.WriteFile("testdata/report.md", got.Bytes(), 0o600))
	}
	want, err := os.ReadFile("testdata/report.md")
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
	require.NotContains(t, got.String(), "canary", "what was said off the record")
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestMarkdownCannotBeWritten(t *testing.T) {
	require.ErrorContains(t, export.Markdown(full{}, vault7()), "export: write the report: no space left")
}
