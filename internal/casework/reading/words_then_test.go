package reading_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// TestARequestShowsTheWordsThatItPut: what came is an answer to them, whatever the claim says now.
func TestARequestShowsTheWordsThatItPut(t *testing.T) {
	d := askedDoor(t)
	request := d.Report("vault7").Requests[0].ID
	before := d.Report("vault7").Claims[0].Statement
	one, err := d.Desk.RequestView(d.Ctx(), d.Mara, request)
	require.NoError(t, err)
	require.Empty(t, one.Put, "they are those that it has")

	c, err := d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", nil)
	require.NoError(t, err)
	_, err = writing.ReviseClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.ClaimRevision{
		Seen: c.Version, ClaimInput: writing.ClaimInput{Statement: "It was never so.", Tier: c.Tier},
	})
	require.NoError(t, err)
	one, err = d.Desk.RequestView(d.Ctx(), d.Mara, request)
	require.NoError(t, err)
	require.Equal(t, []report.PutReport{{Claim: "a", Words: before, Now: "It was never so."}}, one.Put)
	thread, err := d.Desk.Thread(d.Ctx(), d.Mara, request)
	require.NoError(t, err)
	require.Equal(t, before, thread.Claims[0].Then)
	require.Equal(t, "It was never so.", thread.Claims[0].Statement)
}
