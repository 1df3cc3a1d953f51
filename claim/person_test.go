package claim_test

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// TestADisabledPersonIsKeptOutAndNeverIn plays every command about access.
func TestADisabledPersonIsKeptOutAndNeverIn(t *testing.T) {
	lets := []claim.Body{
		people.Invite{Invitation: id("i"), EndsAt: monday}, people.NoteSignIn{Session: id("s"), Method: people.Passkey},
		people.AddCredential{Credential: id("c"), Kind: people.TOTP}, people.MakeToken{Token: id("t"), Scope: people.ScopeRead},
	}
	keeps := []claim.Body{
		people.NoteRefusal{Method: people.Password, Reason: people.AccountDisabled}, people.RemoveCredential{Credential: id("c"), Kind: people.TOTP},
		people.RevokeToken{Token: id("t")}, people.EndSession{Session: id("s"), Reason: people.SessionRevoked}, people.ChangeRoles{Roles: []claim.Role{claim.Legal}},
		people.ChangeProfile{Profile: "another"},
	}
	w := newWorld(t)
	w.staff = append(w.staff, claim.Member{ID: id("another"), Roles: []claim.Role{claim.Admin}})
	p := claim.New(claim.StreamPerson, reviewer).(*people.Person)
	n := 0
	try := func(body claim.Body) ([]claim.Fact, error) {
		n++
		cmd := claim.Command{ID: id("cmd" + string(rune('a'+n))), Actor: claim.System, Body: body}
		facts, err := p.Decide(cmd, monday, w)
		if err == nil {
			claim.Apply(p, cmd, monday.Add(time.Duration(n)*time.Minute), facts)
		}
		return facts, err
	}
	for _, body := range append(lets, keeps...) {
		if _, err := try(body); claim.CodeOf(err) != claim.CodeNotFound {
			t.Errorf("%s to nobody: %v", body.CommandKind(), err)
		}
	}
	for _, body := range append([]claim.Body{people.AddPerson{Profile: "profile", Roles: []claim.Role{claim.Reviewer, claim.Admin}}}, append(lets, keeps...)...) {
		if facts, err := try(body); err != nil || len(facts) != 1 {
			t.Errorf("%s: %v, %v", body.CommandKind(), facts, err)
		}
	}
	if p.SignedInAt.IsZero() || p.InvitedAt.IsZero() || p.Profile != "another" || !p.Member().CanSign() || p.CanAdminister() {
		t.Errorf("the state is not that of the entries: %+v", p)
	}
	for _, wanted := range []int{1, 0} {
		if facts, err := try(people.DisablePerson{}); err != nil || len(facts) != wanted {
			t.Errorf("disable: %v, %v", facts, err)
		}
	}
	if p.Member().CanSign() || p.CanAdminister() {
		t.Error("a disabled person still counts")
	}
	for _, body := range lets {
		if _, err := try(body); claim.CodeOf(err) != claim.CodeForbidden {
			t.Errorf("%s to a disabled person: %v", body.CommandKind(), err)
		}
	}
	for _, body := range keeps[:5] {
		if _, err := try(body); err != nil {
			t.Errorf("%s to a disabled person: %v", body.CommandKind(), err)
		}
	}
	for _, wanted := range []int{1, 0} {
		if facts, err := try(people.EnablePerson{}); err != nil || len(facts) != wanted {
			t.Errorf("enable: %v, %v", facts, err)
		}
	}
	for _, body := range []claim.Body{
		people.NoteSignIn{Method: people.TOTP}, people.NoteSignIn{}, people.AddCredential{Kind: "tattoo"}, people.RemoveCredential{}, people.MakeToken{Scope: "king"},
		people.NoteRefusal{Method: people.Password}, people.NoteRefusal{Reason: people.WrongCode}, people.EndSession{Reason: "boredom"}, people.ChangeProfile{},
	} {
		if _, err := try(body); claim.CodeOf(err) != claim.CodeInvalid {
			t.Errorf("%s %+v: %v", body.CommandKind(), body, err)
		}
	}
}

func TestADeskKeepsItsAdmins(t *testing.T) {
	w := newWorld(t)
	one, other := claim.Stream{claim.StreamPerson, id("one")}, claim.Stream{claim.StreamPerson, id("other")}
	for _, s := range []claim.Stream{one, other} {
		w.must(one.ID, s, people.AddPerson{Profile: "profile", Roles: []claim.Role{claim.Admin}})
	}
	w.refused(claim.CodePolicy, one.ID, one, people.DisablePerson{})
	w.refused(claim.CodePolicy, one.ID, one, people.ChangeRoles{Roles: []claim.Role{claim.Editor}})
	w.refused(claim.CodePolicy, other.ID, one, people.DisablePerson{}) // nobody else is on the staff yet
	w.staff = append(w.staff, claim.Member{ID: other.ID, Roles: []claim.Role{claim.Admin}})
	w.must(other.ID, one, people.DisablePerson{})
	w.staff = nil
	w.refused(claim.CodePolicy, id("third"), other, people.ChangeRoles{})
}

// TestSomebodyIsKeptOutWhateverWaits: roles and accounts are taken at once, even
// if a claim is left that nobody can sign; that it is, is known.
func TestSomebodyIsKeptOutWhateverWaits(t *testing.T) {
	for _, body := range []claim.Body{people.ChangeRoles{Roles: []claim.Role{claim.Reporter}}, people.DisablePerson{}} {
		w := newWorld(t)
		w.staff = w.staff[:3] // the author, the editor and a reviewer
		who := claim.Stream{claim.StreamPerson, reviewer}
		w.must(editor, who, people.AddPerson{Profile: "profile", Roles: []claim.Role{claim.Reviewer}})
		w.add(claim.DefaultPolicy, "c")
		w.must(editor, claimStream("c"), w.assessing(claim.Unverified))
		w.must(editor, who, body)
		if left := membersOf(w, author, editor); w.claim("c").CheckSigners(left, w) == nil {
			t.Errorf("after %q nobody is left who can sign, and nothing says so", body.CommandKind())
		}
	}
}
