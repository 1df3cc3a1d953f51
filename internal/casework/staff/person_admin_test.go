package staff_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// process is a door of its own to a record that others have open, too.
func process(t *testing.T, dsn string) *casework.Door {
	t.Helper()
	r, err := record.Open(t.Context(), dsn)
	require.NoError(t, err)
	t.Cleanup(func() { r.Close() })
	return casework.New(r, nil, nil, &apitest.Clock{}, casework.Settings{Salt: "test"})
}

// TestTwoProcessesLeaveAnAdmin: of two admins who put each other out at the same
// moment, through two processes, one stays.
func TestTwoProcessesLeaveAnAdmin(t *testing.T) {
	out := map[string]func(d *casework.Door, by casework.Caller, whom string) error{
		"by disabling": func(d *casework.Door, by casework.Caller, whom string) error {
			_, err := staff.DisablePerson(t.Context(), d, by, whom)
			return err
		},
		"by taking the role": func(d *casework.Door, by casework.Caller, whom string) error {
			_, err := staff.ChangeRoles(t.Context(), d, by, whom, staff.RolesInput{Roles: []claim.Role{claim.Editor}})
			return err
		},
	}
	for way, put := range out {
		t.Run(way, func(t *testing.T) {
			recordtest.Each(t, func(t *testing.T, dsn string) {
				one, two := process(t, dsn), process(t, dsn)
				require.NoError(t, staff.EnsureAdmin(t.Context(), one, "ana", "Ana"))
				ana, err := one.Authenticate(t.Context(), "ana")
				require.NoError(t, err)
				_, err = staff.AddPerson(t.Context(), one, ana, staff.PersonInput{Handle: "bo", Roles: []claim.Role{claim.Admin}})
				require.NoError(t, err)
				bo, err := two.Authenticate(t.Context(), "bo")
				require.NoError(t, err)
				for range 15 {
					var byAna, byBo error
					var both sync.WaitGroup
					both.Go(func() { byAna = put(one, ana, "bo") })
					both.Go(func() { byBo = put(two, bo, "ana") })
					both.Wait()
					winner, loser := ana, "bo"
					if byAna != nil {
						winner, loser = bo, "ana"
						require.NoError(t, byBo)
						byBo = byAna
					}
					require.Equal(t, claim.CodePolicy, claim.CodeOf(byBo), "%v", byBo)
					_, err = staff.EnablePerson(t.Context(), one, winner, loser)
					require.NoError(t, err)
					_, err = staff.ChangeRoles(t.Context(), two, winner, loser, staff.RolesInput{Roles: []claim.Role{claim.Admin}})
					require.NoError(t, err)
				}
			})
		})
	}
}
