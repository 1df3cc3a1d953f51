package tables

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// noon is when the facts below were recorded.
var noon = time.Date(2017, 3, 17, 12, 0, 0, 0, time.UTC)

// projected is what the entries below give under Version.
const projected = "a4bfabc75b01326ed67753f0b0734517168fc9f848617600ffd83bfe327ed70d"

// TestTheProjectionHasItsVersion fails when the same entries give other rows
// than they did: how the domain evolves or encodes a state has changed. Then
// records in the field have to fill their tables again: after a release raise
// Version, and in any case put the new hash above.
func TestTheProjectionHasItsVersion(t *testing.T) {
	h := sha256.New()
	for _, s := range fixedStreams() {
		a := claim.New(s[0].Stream.Kind, s[0].Stream.ID)
		require.NoError(t, stored.Evolve(a, s, time.Time{}))
		state, err := stored.EncodeState(a)
		require.NoError(t, err)
		for _, r := range append(RowsOf(a), StreamRow(a, state), NameOf(a, []byte(`{"slug":"s","key":"k","handle":"h","name":"n","title":"t"}`))) {
			fmt.Fprintln(h, r.Table.Name, r.Values)
		}
	}
	require.Equal(t, projected, hex.EncodeToString(h.Sum(nil)), "see the comment on this test")
}

// fixed is an identifier that is the same in every run.
func fixed(name string) uuid.UUID { return claim.DerivedID("test", name) }

// fixedStreams is one stream of every kind, with facts that touch every part of a state.
func fixedStreams() [][]claim.Entry {
	one, request, letter, reply := fixed("claim"), fixed("request"), fixed("letter"), fixed("reply")
	mail := received.Mail{Raw: "raw", Class: received.MailAnswer, ReceivedAt: noon}
	steps := []claim.Step{{At: noon.Add(time.Hour)}, {At: noon.Add(2 * time.Hour), Final: true}}
	return [][]claim.Entry{
		fixedStream(claim.StreamCase, cases.CaseOpened{
			Text: "text", Owner: fixed("ana"), Sensitivity: claim.Restricted, Access: []uuid.UUID{fixed("bo")},
			Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan,
		},
			cases.CaseRevised{Text: "other", Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan, PublishAt: noon, Embargo: noon},
			cases.AccessChanged{Owner: fixed("bo"), Sensitivity: claim.OpenToDesk, Access: []uuid.UUID{fixed("ana")}},
			cases.LineFrozen{Line: fixed("line"), Text: "line", Reason: "reason", Against: 1, AsOf: noon, Claims: []uuid.UUID{fixed("claim")}, Of: []claim.Ref{"text"}, By: fixed("ana")},
			cases.ClaimsOrdered{Order: []uuid.UUID{one}},
		),
		fixedStream(claim.StreamClaim,
			verification.ClaimDrafted{Case: fixed("case"), Text: "text", Tier: claim.Sensitive, Author: fixed("ana"), Policy: claim.DefaultPolicy, Stage: claim.StageDraft},
			verification.ClaimOpened{},
			sources.ClaimAsked{Asked: sources.Asked{Correspondence: fixed("c"), Request: request, Party: fixed("p"), At: noon, AnswerBy: noon.Add(time.Hour)}, Stage: claim.StageGathering},
			sources.ClaimAnswered{Said: sources.Said{Response: fixed("r"), Request: request, Party: fixed("p"), Stance: claim.Confirms, ReceivedAt: noon}, Stage: claim.StageAssessing},
			finding.OutcomeProposed{Outcome: claim.Confirmed, Rationale: "why", AsOf: noon, By: fixed("ana")},
			finding.ClaimSigned{By: fixed("bo"), Subject: "subject", Note: "note"},
			finding.ClaimSignedOff{Subject: "subject", Outcome: claim.Confirmed, AsOf: noon},
			finding.ClaimPublished{Publication: finding.Publication{Version: 1, Kind: finding.FirstPublication, Outcome: claim.Confirmed, AsOf: noon, At: noon}},
			verification.ClaimMoved{Stage: claim.StageOnHold, HeldFrom: claim.StagePublished, Reason: "reason"},
			sources.EvidenceAdded{Evidence: fixed("e"), Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Origin: fixed("o"), Text: "memo", File: "file", By: fixed("ana"), Stage: claim.StageCorrecting},
			sources.EvidenceWithdrawn{Evidence: fixed("e"), By: fixed("bo"), Reason: "reason", Stage: claim.StageCorrecting},
			verification.ClaimRevised{Text: "other", Tier: claim.Routine, By: fixed("bo"), Stage: claim.StageCorrecting},
		),
		fixedStream(claim.StreamCorrespondence,
			letters.RequestQueued{Request: request, Channel: claim.ByEmail, Case: fixed("case"), Party: fixed("p"), Claims: []uuid.UUID{one}, SendAt: noon, AnswerBy: noon.Add(3 * time.Hour), Steps: steps},
			letters.MessageDispatched{Message: letter, Kind: claim.RequestLetter, Requests: []uuid.UUID{request}},
			letters.MessageSettled{Message: letter, Delivery: letters.DeliveryUncertain, Reason: "lost", Attempts: 1, Contact: fixed("contact"), Content: "letter", At: noon},
			letters.MessageReceived{Message: reply, Mail: mail},
			letters.MessageRead{Message: reply, Disposition: letters.ReadAcknowledgement},
			letters.ClaimNoted{Claim: one, Held: true},
			letters.ResponseRecorded{Response: letters.Response{ID: fixed("r"), Request: request, Stances: []letters.Answer{{Claim: one, Stance: claim.Denies}}, ReceivedAt: noon}},
			letters.MessageReceived{Message: fixed("second"), Mail: mail},
		),
		fixedStream(claim.StreamIntake, intake.MailReceived{Mail: mail}, intake.MailQuarantined{Reason: claim.NoToken}),
		fixedStream(claim.StreamParty, people.PartyAdded{Profile: "profile", Zone: "UTC", Contact: people.Contact{ID: fixed("contact"), Channel: claim.ByEmail}}),
		fixedStream(claim.StreamDraft,
			draft.DraftPut{Case: fixed("case"), Text: "text", Form: draft.PlainText, Length: 40},
			draft.PassageMarked{Passage: fixed("passage"), Claim: one, From: 3, To: 9},
			draft.DraftPut{Case: fixed("case"), Text: "other", Form: draft.Word, Length: 50, Moved: []draft.Moved{{Passage: fixed("passage"), From: 4, To: 11, Changed: true}}},
			draft.PassageMarked{Passage: fixed("second"), Claim: one, From: 20, To: 30},
			draft.PassageSettled{Passage: fixed("second"), Claim: one},
		),
		fixedStream(claim.StreamComments,
			comments.CommentWritten{Case: fixed("case"), Comment: fixed("comment"), On: comments.On{Kind: comments.OnClaim, Claim: one}, Text: "text", Words: "words", Mentions: []uuid.UUID{fixed("bo"), fixed("cy")}},
			comments.CommentWritten{Case: fixed("case"), Comment: fixed("reply"), Thread: fixed("comment"), On: comments.On{Kind: comments.OnClaim, Claim: one}, Text: "reply"},
			comments.CommentRevised{Comment: fixed("reply"), Text: "other", Mentions: []uuid.UUID{fixed("ana")}},
			comments.CommentSeen{Comment: fixed("comment")},
			comments.CommentWritten{Case: fixed("case"), Comment: fixed("last"), On: comments.On{Kind: comments.OnCase}, Text: "last"},
			comments.ThreadResolved{Thread: fixed("last")},
		),
		fixedStream(claim.StreamPerson, people.PersonAdded{Profile: "profile", Roles: []claim.Role{claim.Editor}}),
	}
}

func fixedStream(kind claim.StreamKind, facts ...claim.Fact) []claim.Entry {
	a := claim.New(kind, fixed(string(kind)))
	var entries []claim.Entry
	for i, f := range facts {
		cmd := claim.Command{ID: fixed(fmt.Sprint(kind, i)), Actor: claim.System}
		entries = append(entries, claim.Apply(a, cmd, noon.Add(time.Duration(i)*time.Minute), []claim.Fact{f})...)
	}
	return entries
}
