package staff_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
)

func (d *door) view(handle string) staff.PersonView {
	d.T.Helper()
	people, err := d.Desk.People(d.Ctx(), d.Mara)
	require.NoError(d.T, err)
	at := slices.IndexFunc(people, func(v staff.PersonView) bool { return v.Handle == handle })
	require.GreaterOrEqual(d.T, at, 0, handle)
	return people[at]
}

func TestADisabledPersonCanDoNothing(t *testing.T) {
	d := newDoor(t)
	jonas := d.Who("jonas")
	_, err := staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "jonas")
	require.NoError(t, err)
	for _, name := range []string{"jonas", jonas.ID.String()} {
		_, err = d.Desk.Authenticate(d.Ctx(), name)
		require.Equal(t, claim.CodeUnauthenticated, claim.CodeOf(err))
	}
	require.True(t, d.view("jonas").Disabled)
	_, err = staff.InvitePerson(d.Ctx(), d.Desk.Door, d.Mara, "jonas")
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err), "a disabled person is not invited")
	_, err = writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, writing.CaseInput{Slug: "other", Title: "Other", Policy: &claim.Policy{claim.Reviewers: 1, claim.Origins: 1}})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err), "and cannot be counted on to sign")
	_, err = staff.EnablePerson(d.Ctx(), d.Desk.Door, d.Mara, "jonas")
	require.NoError(t, err)
	require.Equal(t, jonas.Roles, d.Who("jonas").Roles)
}

// fields are what is wrong with the input.
func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	var e *claim.Error
	require.ErrorAs(t, err, &e)
	return e.Fields
}

func TestADeskKeepsAnAdmin(t *testing.T) {
	d := newDoor(t)
	_, err := staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "mara")
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
	_, err = staff.ChangeRoles(d.Ctx(), d.Desk.Door, d.Mara, "mara", staff.RolesInput{})
	require.Equal(t, claim.CodePolicy, claim.CodeOf(err))
	require.Equal(t, claim.CodePolicy, claim.CodeOf(staff.ForAccounts(d.Desk.Door).Follow(d.Ctx(), d.Mara.ID, []claim.Role{claim.Editor})))

	// Two admins disable each other at the same moment: one of them stays.
	bo := d.Person("bo", claim.Admin)
	var all sync.WaitGroup
	all.Go(func() { _, _ = staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "bo") })
	all.Go(func() { _, _ = staff.DisablePerson(d.Ctx(), d.Desk.Door, bo, "mara") })
	all.Wait()
	left := 0
	for _, handle := range []string{"mara", "bo"} {
		if _, err := d.Desk.Authenticate(d.Ctx(), handle); err == nil {
			left++
		}
	}
	require.Equal(t, 1, left)
}

func TestAProfileIsOnesOwnOrAnAdmins(t *testing.T) {
	d := newDoor(t)
	jonas := d.Who("jonas")
	parts := operation.Parts{Door: d.Desk.Door, Reads: d.Desk.Room}
	_, err := operation.MeProfile.Do(d.Ctx(), parts, jonas, operation.Body(staff.ProfileInput{Name: "Jonas Weiss", Email: "jonas@newsroom.example"}))
	require.NoError(t, err)
	_, err = operation.PersonProfile.Do(d.Ctx(), parts, jonas, operation.OfPerson("mara", staff.ProfileInput{Name: "King"}))
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	_, err = staff.ChangeProfile(d.Ctx(), d.Desk.Door, d.Mara, "jonas", staff.ProfileInput{Name: "Jonas", Email: "nowhere"})
	require.Contains(t, fields(t, err), "email")
	require.Equal(t, "Jonas Weiss", d.Who("jonas").Name)
	require.Equal(t, "jonas", d.Who(jonas.ID.String()).Handle)
	require.Equal(t, "jonas@newsroom.example", d.view("jonas").Email)
	nobody := d.Person("nobody")
	own, err := d.Desk.Person(d.Ctx(), nobody, "nobody")
	require.NoError(t, err, "without a role, too")
	require.Equal(t, nobody.ID, own.ID)
	_, err = d.Desk.Person(d.Ctx(), nobody, "jonas")
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	people, err := d.Desk.People(d.Ctx(), jonas)
	require.NoError(t, err)
	for _, p := range people {
		require.Empty(t, p.Email, "addresses are for admins")
	}
}

func TestAPersonIsInvited(t *testing.T) {
	d := newDoor(t)
	key := casework.WithKey(d.Ctx(), uuid.New())
	first, err := staff.InvitePerson(key, d.Desk.Door, d.Mara, "jonas")
	require.NoError(t, err)
	require.Equal(t, "jonas", first.Handle)
	require.WithinDuration(t, d.Desk.Clock.Now().Add(72*time.Hour), first.EndsAt, time.Minute)
	second, err := staff.InvitePerson(key, d.Desk.Door, d.Mara, "jonas")
	require.NoError(t, err)
	require.NotEqual(t, first.URL, second.URL, "a link is shown once; asking again makes another")
	require.True(t, d.view("jonas").Invited())
	p := d.state("jonas")
	require.Equal(t, int64(2), p.Version, "and is noted once")
	require.False(t, p.InvitedAt.IsZero())
	_, err = staff.InvitePerson(d.Ctx(), d.Desk.Door, d.Mara, "nobody")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}

func (d *door) state(handle string) *people.Person {
	d.T.Helper()
	a, err := d.Desk.Record.Load(d.Ctx(), claim.Stream{Kind: claim.StreamPerson, ID: d.Who(handle).ID})
	require.NoError(d.T, err)
	return a.(*people.Person)
}

func TestTheSetUpMakesAnAdminOfWhoeverItIs(t *testing.T) {
	d := newDoor(t)
	accounts := staff.ForAccounts(d.Desk.Door)
	made, err := accounts.SetUp(d.Ctx(), "ana", "Ana Marlow")
	require.NoError(t, err)
	require.Contains(t, made.Roles, claim.Admin)
	require.Equal(t, "Ana Marlow", made.Name)
	jonas, err := accounts.SetUp(d.Ctx(), "jonas", "Jonas Weiss")
	require.NoError(t, err)
	require.Equal(t, []claim.Role{claim.Reviewer, claim.Admin}, jonas.Roles)
	require.Equal(t, "Jonas Weiss", jonas.Name)
	for field, in := range map[string][2]string{"handle": {"Not a handle", "x"}, "name": {"cleo", "a\nb"}} {
		_, err = accounts.SetUp(d.Ctx(), in[0], in[1])
		require.Contains(t, fields(t, err), field)
	}
}

func TestAnIdentityProviderBringsPeople(t *testing.T) {
	d := newDoor(t)
	accounts := staff.ForAccounts(d.Desk.Door)
	who, err := accounts.Join(d.Ctx(), "https://id.example u-1", signin.Account{Handle: "ana", Name: "Ana\x00Marlow", Email: "not one", Roles: []claim.Role{claim.Editor}})
	require.NoError(t, err)
	require.Equal(t, "ana", who.Name, "what does not fit is left out")
	_, err = accounts.Join(d.Ctx(), "https://id.example u-2", signin.Account{Handle: "ana"})
	require.Equal(t, claim.CodeExists, claim.CodeOf(err))
	again, err := accounts.Join(d.Ctx(), "https://id.example u-1", signin.Account{Handle: "ana-marlow", Name: "Ana"})
	require.NoError(t, err)
	require.Equal(t, who, again, "it is the identity that counts")
	made, err := accounts.SetUp(d.Ctx(), "ana", "")
	require.NoError(t, err)
	require.Equal(t, who.ID, made.ID, "and the set-up finds whoever has the handle")
	require.NoError(t, accounts.Follow(d.Ctx(), who.ID, []claim.Role{claim.Editor}))
	require.NoError(t, accounts.Follow(d.Ctx(), who.ID, []claim.Role{claim.Editor}))
	require.NoError(t, accounts.Follow(d.Ctx(), who.ID, []claim.Role{claim.Legal}))
	require.Equal(t, []claim.Role{claim.Legal}, d.Who("ana").Roles)
	require.Equal(t, int64(4), d.state("ana").Version, "the same roles are no entry")
}

func TestWhoWasRefusedActedNot(t *testing.T) {
	d := newDoor(t)
	require.NoError(t, staff.ForAccounts(d.Desk.Door).Note(d.Ctx(), d.Mara.ID, people.NoteRefusal{Method: people.Password, Reason: people.WrongPassword}))
	require.NoError(t, staff.ForAccounts(d.Desk.Door).Note(d.Ctx(), d.Mara.ID, people.NoteSignIn{Session: uuid.New(), Method: people.Passkey, SecondFactor: true}))
	require.False(t, d.state(apitest.Admin).SignedInAt.IsZero())
	report, err := d.Desk.VerifyRecord(d.Ctx(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
}
