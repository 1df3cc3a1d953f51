package filing_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// BenchmarkACaseFileOfManyClaims opens a file of 5,000 claims, 50 parties and 200 requests.
func BenchmarkACaseFileOfManyClaims(b *testing.B) {
	desk, err := apitest.Open(b.Context(), b.TempDir())
	require.NoError(b, err)
	defer desk.Close()
	mara, err := desk.Authenticate(b.Context(), apitest.Admin)
	require.NoError(b, err)
	_, err = staff.AddPerson(b.Context(), desk.Door, mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(b, err)
	for n := 0; b.Loop(); n++ {
		_, err := filing.Open(b.Context(), desk.Door, mara, manyClaims(fmt.Sprint("case-", n), 5000, 50, 200))
		require.NoError(b, err)
	}
}

func manyClaims(slug string, claims, parties, requests int) filing.CaseFileInput {
	in := filing.CaseFileInput{Case: writing.CaseInput{Slug: slug, Title: "A case of many claims"}}
	for i := range parties {
		in.Parties = append(in.Parties, casework.PartyInput{Key: fmt.Sprint("party-", i), Name: fmt.Sprint("Party ", i), Email: fmt.Sprintf("press@p%d.example", i)})
	}
	for i := range claims {
		in.Claims = append(in.Claims, writing.ClaimInput{Key: fmt.Sprint("claim-", i), Statement: fmt.Sprintf("Party number %d was told before it was printed.", i)})
	}
	for i := range requests {
		in.Requests = append(in.Requests, filing.FileRequestInput{
			ID: fmt.Sprint("request-", i), Party: fmt.Sprint("party-", i%parties), Claims: []string{fmt.Sprint("claim-", i), fmt.Sprint("claim-", i+1)},
			Questions: "Were you told?", AnswerBy: filing.Deadline{Minutes: 60 * 24},
		})
	}
	return in
}
