package casework_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestEvidence(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	memo := writing.EvidenceInput{
		Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Origin: "Google", Source: "https://example.org/memo",
		File: &writing.FileInput{Name: `C:\docs\memo.html`, Media: "text/html", Data: []byte("<script>alert(1)</script>")},
	}
	add := func(in writing.EvidenceInput) (casework.Receipt, error) {
		return writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", in)
	}
	made, err := add(memo)
	require.NoError(t, err)
	_, err = add(writing.EvidenceInput{Kind: claim.NoteEvidence, Bearing: claim.ContradictsClaim, Title: "A call", Text: "They hung up.", Origin: "A caller"})
	require.NoError(t, err)

	list := d.claim("a").Evidence
	require.Len(t, list, 2)
	require.Equal(t, "memo.html", list[0].Title, "the file's name, where no title was given")
	require.Equal(t, int64(25), list[0].File.Bytes)
	require.Equal(t, "Mara", list[0].By)
	require.Len(t, list[0].File.SHA256, 64)
	require.Equal(t, claim.ContradictsClaim, list[1].Bearing)

	file, err := d.Desk.EvidenceFile(d.Ctx(), d.Mara, "vault7/a", made.ID)
	require.NoError(t, err)
	require.Equal(t, memo.File.Data, file.Data)
	require.Equal(t, "text/html", file.Media)

	_, err = writing.WithdrawEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", made.ID, casework.ReasonInput{Reason: "It is a forgery."})
	require.NoError(t, err)
	require.Equal(t, "It is a forgery.", d.claim("a").Evidence[0].Withdrawn.Reason)
	require.Subset(t, d.words("vault7"), []string{
		"a: added evidence (file, supports the claim); now open", "a: added evidence (note, contradicts the claim); now open", "a: withdrew evidence; now open",
	})
}

func TestEvidenceThatIsRefused(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	for want, in := range map[string]writing.EvidenceInput{
		"file":   {Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Title: "A memo"},
		"text":   {Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Title: "A call"},
		"source": {Kind: claim.CaptureEvidence, Bearing: claim.SupportsClaim, Title: "A page"},
		"title":  {Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: strings.Repeat("x", 201)},
		"origin": {Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A page", Origin: "line\nbreak"},
		"kind":   {Kind: "rumour", Bearing: claim.SupportsClaim, Title: "A rumour"},
	} {
		_, err := writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", in)
		require.Error(t, err, want)
		var known *claim.Error
		require.ErrorAs(t, err, &known)
		require.Contains(t, known.Fields, want)
	}
	tooLarge := writing.EvidenceInput{Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, File: &writing.FileInput{
		Name: "large", Data: bytes.Repeat([]byte("x"), sources.MaxEvidenceFile+1),
	}}
	_, err := writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", tooLarge)
	require.Contains(t, caseworktest.Refused(t, claim.CodeTooLarge, err).Message, "25 MB")

	_, err = d.Desk.EvidenceFile(d.Ctx(), d.Mara, "vault7/a", uuid.New())
	caseworktest.Refused(t, claim.CodeNotFound, err)
}

// TestAnOriginIsCountedOnce: what a party says, and a paper that comes from it,
// are of one origin.
func TestAnOriginIsCountedOnce(t *testing.T) {
	d := newDoor(t)
	d.Open(writing.CaseInput{Slug: "two", Title: "Two origins", Policy: &claim.Policy{claim.Reviewers: 1, claim.Origins: 2}})
	_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "two", writing.ClaimInput{Key: "a", Statement: "It is so."})
	require.NoError(t, err)
	d.Party("Google")
	d.Ask("two", "google", "a")
	_, err = answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "two", answers.AnswerInput{Party: "google", Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Confirms}}})
	require.NoError(t, err)
	confirm := func() error {
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "two/a", findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "Both say so."})
		return err
	}
	for _, origin := range []string{"Google", "google"} {
		_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "two/a", writing.EvidenceInput{Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A memo", Origin: origin})
		require.NoError(t, err)
	}
	caseworktest.Refused(t, claim.CodePolicy, confirm())
	_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "two/a", writing.EvidenceInput{Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A filing", Origin: "The court's register"})
	require.NoError(t, err)
	require.NoError(t, confirm())
}
