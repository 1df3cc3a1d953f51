package writing_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func at(t time.Time) *claim.When { return when(claim.At(t)) }

func when(w claim.When) *claim.When { return &w }

func TestTheDateOfAStatementStaysADate(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Party("Microsoft")
		_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.ClaimInput{Key: "told", Statement: "WikiLeaks contacted Microsoft.", Claimant: "WikiLeaks"})
		require.NoError(t, err)
		date := claim.On(d.Desk.Clock.Now().AddDate(0, 0, -3).Date())
		_, err = writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", writing.StatementInput{
			Party: "Microsoft", Stance: claim.Confirms, Statement: "There was contact.", SaidAt: &date,
		})
		require.NoError(t, err)
		_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", findings.AssessInput{
			Outcome: claim.Corroborated, Rationale: "It says so.", ForReaders: "It says so.",
		})
		require.NoError(t, err)
		r, err := d.Desk.Report(t.Context(), d.Mara, "vault7", nil)
		require.NoError(t, err)
		kept, err := json.Marshal(r)
		require.NoError(t, err)
		var read report.Report
		require.NoError(t, json.Unmarshal(kept, &read))
		for _, c := range read.Claims {
			if c.Key == "told" {
				require.Equal(t, date, c.Statements[0].ReceivedAt)
			}
		}
		sheet, err := d.Desk.ReviewPage(t.Context(), d.Mara, "vault7/told", nil)
		require.NoError(t, err)
		require.Contains(t, fmt.Sprint(sheet.Covers), "Said on: "+date.Words(nil), "a reviewer signs the date, and no hour")
		found := false
		for _, row := range reading.MatrixOf(&read).Rows {
			for _, cell := range row.Cells {
				if cell != nil && cell.Unasked {
					found = true
					require.Equal(t, date, *cell.AnsweredAt)
				}
			}
		}
		require.True(t, found)
	})
}

func TestAStatementNeedsNoRequestAndKeepsItsWay(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Party("Microsoft")
		made, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.ClaimInput{
			Key: "told", Statement: "WikiLeaks contacted Microsoft.", Claimant: "WikiLeaks", Subjects: []string{"Microsoft", "WikiLeaks"}, Relays: []string{"Reuters"},
			Tier: claim.Sensitive,
		})
		require.NoError(t, err)
		in := writing.StatementInput{
			Party: "Microsoft", Way: []string{"The Register", "Reuters"}, Stance: claim.Confirms, Statement: "There was contact.", SaidAt: at(d.Desk.Clock.Now()),
		}
		said, err := writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", in)
		require.NoError(t, err)
		_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", writing.EvidenceInput{
			Kind: claim.CaptureEvidence, Bearing: claim.SupportsClaim, Title: "A report", Origin: "Reuters", Source: "https://reuters.example/1",
		})
		require.NoError(t, err)
		r, err := d.Desk.Claim(t.Context(), d.Mara, "vault7/told", nil)
		require.NoError(t, err)
		require.Equal(t, made.ID, r.ID)
		require.Equal(t, "WikiLeaks", r.Claimant)
		require.False(t, r.Named, "a sensitive claim names its claimant only if somebody decides so")
		require.Equal(t, []string{"Microsoft", "WikiLeaks"}, r.Subjects)
		require.Len(t, r.Statements, 1)
		require.Equal(t, []string{"The Register", "Reuters"}, r.Statements[0].Way)
		require.Equal(t, claim.InPublic, r.Statements[0].Channel)
		require.Len(t, r.Independence, 1)
		require.Equal(t, [][]string{{"Microsoft"}}, r.Independence[0].Origins, "what quotes it is no other origin")

		again, err := d.Desk.Party(t.Context(), d.Mara, "the-register")
		require.NoError(t, err)
		require.Equal(t, "The Register", again.Name, "a name that was not there is put into the directory")

		_, err = writing.WithdrawStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", said.ID, casework.ReasonInput{Reason: "It was another firm."})
		require.NoError(t, err)
		r, err = d.Desk.Claim(t.Context(), d.Mara, "vault7/told", nil)
		require.NoError(t, err)
		require.Equal(t, "It was another firm.", r.Statements[0].Withdrawn.Reason)
		require.Empty(t, r.Independence[0].Origins, "nobody says any more whom the relay quotes")
		require.Equal(t, sources.LackQuoted, r.Independence[0].Supports[0].Lack)
	})
}

func TestAWayThatNobodyCouldHaveGoneIsRefused(t *testing.T) {
	d := caseworktest.New(t)
	d.Party("Google")
	_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.ClaimInput{Key: "told", Statement: "It is so."})
	require.NoError(t, err)
	in := writing.StatementInput{Party: "Google", Stance: claim.Denies, Statement: "No.", SaidAt: at(d.Desk.Clock.Now())}
	for name, way := range map[string][]string{"itself": {"Google"}, "a circle": {"Reuters", "AFP", "Reuters"}, "10,000 names": make([]string, 10_000)} {
		in.Way = way
		_, err := writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", in)
		require.Error(t, err, name)
		require.False(t, claim.CodeOf(err).Fault(), name)
	}
	in.Way, in.SaidAt = nil, nil
	_, err = writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", in)
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, "saidAt")
}

func TestWhomARestrictedClaimNamesIsHiddenWithIt(t *testing.T) {
	d := caseworktest.New(t)
	_, err := writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, writing.CaseInput{Slug: "secret", Title: "A secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "secret", writing.ClaimInput{Key: "one", Statement: "It is so.", Claimant: "A whistle-blower"})
	require.NoError(t, err)
	edda := d.Person("edda", claim.Editor)
	parties, err := d.Desk.Parties(t.Context(), edda)
	require.NoError(t, err)
	for _, p := range parties {
		require.NotEqual(t, "A whistle-blower", p.Name)
	}
	_, err = d.Desk.Party(t.Context(), edda, "a-whistle-blower")
	caseworktest.Refused(t, claim.CodeNotFound, err)
}

func TestTwoOriginsThatAreHeldToBeOne(t *testing.T) {
	d := caseworktest.New(t)
	d.Party("Google")
	_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.ClaimInput{Key: "told", Statement: "It is so."})
	require.NoError(t, err)
	_, err = writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", writing.StatementInput{
		Party: "Google", Stance: claim.Confirms, Statement: "Yes.", SaidAt: at(d.Desk.Clock.Now()),
	})
	require.NoError(t, err)
	_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", writing.EvidenceInput{
		Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Title: "A memo", Text: "It is so.", Origin: "a memo of 7 March",
	})
	require.NoError(t, err)
	contest, err := writing.ContestIndependence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", writing.ContestInput{One: "Google", Other: "a memo of 7 March", Reason: "Google wrote it."})
	require.NoError(t, err)
	r, err := d.Desk.Claim(t.Context(), d.Mara, "vault7/told", nil)
	require.NoError(t, err)
	require.Len(t, r.Independence[0].Origins, 1)
	require.ElementsMatch(t, []string{"Google", "a memo of 7 March"}, r.Independence[0].Origins[0])
	_, err = writing.WithdrawContest(d.Ctx(), d.Desk.Door, d.Mara, "vault7/told", contest.ID, casework.ReasonInput{Reason: "It did not."})
	require.NoError(t, err)
	r, err = d.Desk.Claim(t.Context(), d.Mara, "vault7/told", nil)
	require.NoError(t, err)
	require.Len(t, r.Independence[0].Origins, 2)
}

func TestStatementsAndEvidenceAreFoundByTheirWords(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		found := func(who casework.Caller, words string) []string {
			page, err := d.Desk.Search(t.Context(), who, words, desk.SearchFilter{})
			require.NoError(t, err)
			kinds := []string{}
			for _, f := range page.Found {
				kinds = append(kinds, string(f.Kind)+" "+f.Link)
			}
			return kinds
		}
		d.Party("Microsoft")
		_, failed := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.ClaimInput{Key: "a", Statement: "Somebody called Microsoft.", Tier: claim.Routine})
		require.NoError(t, failed)
		_, err := writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.StatementInput{
			Party: "Microsoft", Stance: claim.Confirms, Statement: "There was an exchange of pleasantries.", SaidAt: at(d.Desk.Clock.Now()),
		})
		require.NoError(t, err)
		_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.EvidenceInput{
			Kind: claim.CaptureEvidence, Bearing: claim.SupportsClaim, Title: "A dispatch", Origin: "Reuters", Source: "https://reuters.example/1", Text: "Hearsay about kangaroos.",
		})
		require.NoError(t, err)
		require.Equal(t, []string{"statement /cases/vault7/claims/a"}, found(d.Mara, "pleasantries"))
		require.Equal(t, []string{"evidence /cases/vault7/claims/a"}, found(d.Mara, "kangaroos"))
		_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Rationale: "Nobody has seen wombats.", ForReaders: "It is early."})
		require.NoError(t, err)
		review, err := d.Desk.Claim(t.Context(), d.Mara, "vault7/a", nil)
		require.NoError(t, err)
		_, err = findings.Return(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/a", findings.ReviewInput{Subject: review.Subject, Comment: "What about platypuses?"})
		require.NoError(t, err)
		require.Equal(t, []string{"finding /cases/vault7/claims/a"}, found(d.Mara, "wombats"))
		require.Equal(t, []string{"review /cases/vault7/claims/a"}, found(d.Mara, "platypuses"))

		now, err := d.Desk.Claim(t.Context(), d.Mara, "vault7/a", nil)
		require.NoError(t, err)
		revised := writing.ClaimRevision{Seen: now.Version, ClaimInput: writing.ClaimInput{Statement: "Somebody wrote to Google.", Tier: now.Tier}}
		_, err = writing.ReviseClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", revised)
		require.NoError(t, err)
		require.Len(t, found(d.Mara, "pleasantries"), 1, "other words of the claim leave what was said about it")
		require.Len(t, found(d.Mara, "kangaroos"), 1)

		report := d.Report("vault7")
		_, err = writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.AccessInput{Sensitivity: claim.Restricted, Seen: report.Version, Access: []string{"jonas"}})
		require.NoError(t, err)
		require.Empty(t, found(d.Mara, "pleasantries"), "nothing of a restricted case is in an index")
		require.Empty(t, found(d.Mara, "kangaroos"))
	})
}
