package casework_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/worktest"
)

// TestThirtyClaimsAreReviewedSignedAndPublishedInThreeActs: one page shows each of them
// whole, one act signs each by its own hash, one act publishes them.
func TestThirtyClaimsAreReviewedSignedAndPublishedInThreeActs(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		const n = 30
		keys := make([]string, n)
		for i := range keys {
			keys[i] = fmt.Sprintf("c%02d", i)
		}
		d.Claims("vault7", keys...)
		for _, key := range keys {
			_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/"+key, findings.AssessInput{Outcome: claim.Unverifiable, Why: finding.CannotBeKnown, Rationale: "Nobody can know."})
			require.NoError(t, err)
		}
		jonas := d.Who("jonas")
		require.Less(t, worktest.Spent(t, func() {
			list, err := d.Desk.ReviewList(d.Ctx(), jonas, "vault7")
			require.NoError(t, err)
			require.Len(t, list.Claims, n)
			require.Equal(t, n, list.Can)
			in := findings.SignInputs{}
			for _, one := range list.Claims {
				require.NotEmpty(t, one.Covers)
				in.Claims = append(in.Claims, findings.SeenClaim{Claim: one.Claim.Key, Subject: one.Claim.Subject})
			}
			signed, err := findings.SignMany(d.Ctx(), d.Desk.Door, jonas, "vault7", in)
			require.NoError(t, err)
			require.Equal(t, n, signed.Carried)
			published, err := findings.PublishMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", findings.PublishInputs{Claims: keys})
			require.NoError(t, err)
			require.Equal(t, n, published.Carried)
		}), 3*time.Second)
		for _, c := range d.Report("vault7").Claims {
			require.Equal(t, claim.StagePublished, c.Stage)
		}
	})
}

// TestOfManyReviewsWhatHasChangedIsNotSigned, and the others are.
func TestOfManyReviewsWhatHasChangedIsNotSigned(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a", "b", "c")
	for _, key := range []string{"a", "b"} {
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/"+key, findings.AssessInput{Outcome: claim.Unverifiable, Why: finding.CannotBeKnown, Rationale: "Nobody can know."})
		require.NoError(t, err)
	}
	jonas := d.Who("jonas")
	list, err := d.Desk.ReviewList(d.Ctx(), jonas, "vault7")
	require.NoError(t, err)
	require.Len(t, list.Claims, 2, "c does not wait for a reviewer")
	_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/b", writing.EvidenceInput{Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A memo"})
	require.NoError(t, err)
	in := findings.SignInputs{}
	for _, one := range list.Claims {
		in.Claims = append(in.Claims, findings.SeenClaim{Claim: one.Claim.Key, Subject: one.Claim.Subject})
	}
	many, err := findings.SignMany(d.Ctx(), d.Desk.Door, jonas, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, 1, many.Carried)
	for _, one := range many.Each {
		require.Equal(t, one.Name == "b", one.Refused != nil)
	}
	own, err := d.Desk.ReviewList(d.Ctx(), d.Mara, "vault7")
	require.NoError(t, err)
	require.Zero(t, own.Can)
	require.Equal(t, claim.CodeOwnWork, own.Claims[0].Refused.Code)
}

// TestAFindingThatCannotWaitIsPublishedAndItsReviewIsOwed, from the setting to the turn.
func TestAFindingThatCannotWaitIsPublishedAndItsReviewIsOwed(t *testing.T) {
	d := inReview(t)
	lea := d.Person("lea", claim.Legal)
	in := findings.UnsignedInput{Subject: d.claim("a").Subject, Why: "It runs at noon."}
	_, err := findings.PublishUnsigned(d.Ctx(), d.Desk.Door, lea, "vault7/a", in)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	settings, err := house.Settings(d.Ctx(), d.Desk.Door, d.Mara)
	require.NoError(t, err)
	settings.Publication, settings.UnsignedBy = "The Example", []claim.Role{claim.Legal}
	_, err = house.ReviseSettings(d.Ctx(), d.Desk.Door, d.Mara, settings.DeskSettings, settings.Version)
	require.NoError(t, err)
	_, err = findings.PublishUnsigned(d.Ctx(), d.Desk.Door, lea, "vault7/a", in)
	require.NoError(t, err)
	c := d.claim("a")
	require.Equal(t, claim.StagePublished, c.Stage)
	require.Equal(t, "It runs at noon.", c.Publications[0].Unsigned.Why)
	require.Equal(t, 1, c.Publications[0].Unsigned.Asked)

	jonas := d.Who("jonas")
	review := d.review(jonas)
	require.True(t, review.Owed)
	require.Nil(t, review.Refused)
	n, err := d.Desk.TurnRows(d.Ctx(), jonas)
	require.NoError(t, err)
	require.Equal(t, 1, n, "everybody who can sign is told")
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: review.Claim.Subject})
	require.NoError(t, err)
	require.NotNil(t, d.claim("a").Publications[0].Unsigned.ReviewedAt)
	n, err = d.Desk.TurnRows(d.Ctx(), jonas)
	require.NoError(t, err)
	require.Zero(t, n)
}
