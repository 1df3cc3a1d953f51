package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	reads "github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

// People are told by real mail: with no sender, so that nothing comes back; from the
// desk's own address where a server does not take that; and later, once, where it
// takes nothing.
func TestPeopleAreToldByMail(t *testing.T) {
	d := open(t)
	_, err := staff.AddPerson(d.ctx, d.Desk, d.mara, staff.PersonInput{Handle: "ada", Email: "ada@newsroom.example", Roles: []claim.Role{claim.Editor}})
	require.NoError(t, err)
	ada := d.person("ada")
	_, err = staff.ChooseNotices(d.ctx, d.Desk, ada, staff.NoticesInput{When: people.NoticeAtOnce, Zone: "UTC"})
	require.NoError(t, err)
	given := 0
	give := func() {
		given++
		_, err := writing.AddClaim(d.ctx, d.Desk, d.mara, "story", writing.ClaimInput{Key: "canary" + strings.Repeat("x", given), Statement: "Canary."})
		require.NoError(t, err)
		page, err := d.Reads.Turn(d.ctx, d.mara, reads.TurnFilter{})
		require.NoError(t, err)
		for _, item := range page.Items {
			if item.Assignee == "" {
				_, err = staff.Assign(d.ctx, d.Desk, d.mara, "ada", item.Item)
				require.NoError(t, err)
			}
		}
	}
	tell := func(later time.Duration) []mailtest.Message {
		before := len(d.smtp.Messages())
		d.Clock.Move(later)
		require.NoError(t, d.Notices.Tell(d.ctx))
		return d.smtp.Messages()[before:]
	}

	give()
	first := tell(time.Minute)
	require.Len(t, first, 1)
	require.Empty(t, first[0].From)
	require.Equal(t, []string{"ada@newsroom.example"}, first[0].To)
	require.Contains(t, string(first[0].Raw), "Auto-Submitted: auto-generated\r\n")
	require.Contains(t, string(first[0].Raw), "Subject: Nobody was asked about a claim in story\r\n")
	require.NotContains(t, strings.ToLower(string(first[0].Raw)), "canary")

	give()
	d.smtp.Next(mailtest.RefuseSender)
	second := tell(time.Hour)
	require.Len(t, d.smtp.Taken(), 2)
	require.Equal(t, "desk@newsroom.example", second[len(second)-1].From)

	give()
	d.smtp.Next(mailtest.DeferMessage)
	tell(time.Hour)
	view, err := d.Reads.Notices(d.ctx, ada)
	require.NoError(t, err)
	require.NotEmpty(t, view.Told[0].Failing)
	give()
	third := tell(time.Hour)
	require.Len(t, third, 1)
	require.Contains(t, string(third[0].Raw), "Nobody was asked about 2 claims in story", "what came with it is told with it")
	require.Len(t, d.smtp.Taken(), 3)
}
