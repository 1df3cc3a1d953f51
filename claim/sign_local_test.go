package claim_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/people"
)

// TestWhoeverRunsTheProgramDoesNotSign: a sign-off is that of a person, with an account.
func TestWhoeverRunsTheProgramDoesNotSign(t *testing.T) {
	w := newWorld(t)
	root := claim.Member{ID: id("root"), Roles: []claim.Role{claim.Reviewer}, Local: true}
	w.staff = append(w.staff, root)
	w.add(claim.DefaultPolicy, "c")
	w.proposing("c", claim.Unverified)
	s := claimStream("c")
	_, err := w.claim("c").Decide(claim.Command{ID: id("sign"), Actor: claim.PersonActor(root.ID), Body: finding.Sign{Subject: w.claim("c").Subject()}}, w.now, w)
	refused, ok := err.(*claim.Error) //nolint:errorlint // Decide answers with an Error of its own
	if !ok || refused.Code != claim.CodeForbidden || !strings.Contains(refused.Hint, "person invite") {
		t.Fatalf("it is refused with how to invite a reviewer, and not so: %v", err)
	}
	w.staff[len(w.staff)-1].Local = false // she has made an account
	w.must(root.ID, s, finding.Sign{Subject: w.claim("c").Subject()})
}

// TestWhoHasAnAccountIsNotLocal: the first person is whoever runs the program, until she signs in.
func TestWhoHasAnAccountIsNotLocal(t *testing.T) {
	for _, c := range []struct {
		says  string
		by    claim.Actor
		then  []claim.Fact
		local bool
	}{
		{"nobody added her", claim.System, nil, true},
		{"an admin did", claim.PersonActor(editor), nil, false},
		{"a link to join was made", claim.System, []claim.Fact{people.PersonInvited{}}, false},
		{"she has signed in", claim.System, []claim.Fact{people.SignedIn{}}, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := claim.New(claim.StreamPerson, id("root")).(*people.Person)
			claim.Apply(p, claim.Command{ID: id("add"), Actor: c.by}, monday, []claim.Fact{people.PersonAdded{Profile: "root", Roles: []claim.Role{claim.Reviewer}}})
			claim.Apply(p, claim.Command{ID: id("then"), Actor: c.by}, monday, c.then)
			if p.Member().Local != c.local {
				t.Errorf("that it is whoever runs the program is %v", p.Member().Local)
			}
		})
	}
}
