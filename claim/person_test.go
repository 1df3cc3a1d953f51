package claim

import (
	"testing"
	"time"
)

// TestADisabledPersonIsKeptOutAndNeverIn plays every command about access.
func TestADisabledPersonIsKeptOutAndNeverIn(t *testing.T) {
	lets := []Body{
		Invite{Invitation: id("i"), EndsAt: monday}, NoteSignIn{Session: id("s"), Method: Passkey},
		AddCredential{Credential: id("c"), Kind: TOTP}, MakeToken{Token: id("t"), Scope: ScopeRead},
	}
	keeps := []Body{
		NoteRefusal{Method: Password, Reason: AccountDisabled}, RemoveCredential{Credential: id("c"), Kind: TOTP},
		RevokeToken{Token: id("t")}, EndSession{Session: id("s"), Reason: SessionRevoked}, ChangeRoles{Roles: []Role{Legal}},
		ChangeProfile{Profile: "another"},
	}
	w := newWorld(t)
	w.staff = append(w.staff, Member{ID: id("another"), Roles: []Role{Admin}})
	p := New(StreamPerson, reviewer).(*Person)
	n := 0
	try := func(body Body) ([]Fact, error) {
		n++
		cmd := Command{ID: id("cmd" + string(rune('a'+n))), Actor: System, Body: body}
		facts, err := p.Decide(cmd, monday, w)
		if err == nil {
			Apply(p, cmd, monday.Add(time.Duration(n)*time.Minute), facts)
		}
		return facts, err
	}
	for _, body := range append(lets, keeps...) {
		if _, err := try(body); CodeOf(err) != CodeNotFound {
			t.Errorf("%s to nobody: %v", body.CommandKind(), err)
		}
	}
	for _, body := range append([]Body{AddPerson{Profile: "profile", Roles: []Role{Reviewer, Admin}}}, append(lets, keeps...)...) {
		if facts, err := try(body); err != nil || len(facts) != 1 {
			t.Errorf("%s: %v, %v", body.CommandKind(), facts, err)
		}
	}
	if p.SignedInAt.IsZero() || p.InvitedAt.IsZero() || p.Profile != "another" || !p.Member().CanSign() || p.CanAdminister() {
		t.Errorf("the state is not that of the entries: %+v", p)
	}
	for _, wanted := range []int{1, 0} {
		if facts, err := try(DisablePerson{}); err != nil || len(facts) != wanted {
			t.Errorf("disable: %v, %v", facts, err)
		}
	}
	if p.Member().CanSign() || p.CanAdminister() {
		t.Error("a disabled person still counts")
	}
	for _, body := range lets {
		if _, err := try(body); CodeOf(err) != CodeForbidden {
			t.Errorf("%s to a disabled person: %v", body.CommandKind(), err)
		}
	}
	for _, body := range keeps[:5] {
		if _, err := try(body); err != nil {
			t.Errorf("%s to a disabled person: %v", body.CommandKind(), err)
		}
	}
	for _, wanted := range []int{1, 0} {
		if facts, err := try(EnablePerson{}); err != nil || len(facts) != wanted {
			t.Errorf("enable: %v, %v", facts, err)
		}
	}
	for _, body := range []Body{
		NoteSignIn{Method: TOTP}, NoteSignIn{}, AddCredential{Kind: "tattoo"}, RemoveCredential{}, MakeToken{Scope: "king"},
		NoteRefusal{Method: Password}, NoteRefusal{Reason: WrongCode}, EndSession{Reason: "boredom"}, ChangeProfile{},
	} {
		if _, err := try(body); CodeOf(err) != CodeInvalid {
			t.Errorf("%s %+v: %v", body.CommandKind(), body, err)
		}
	}
}

func TestADeskKeepsItsAdmins(t *testing.T) {
	w := newWorld(t)
	one, other := Stream{StreamPerson, id("one")}, Stream{StreamPerson, id("other")}
	for _, s := range []Stream{one, other} {
		w.must(one.ID, s, AddPerson{Profile: "profile", Roles: []Role{Admin}})
	}
	w.refused(CodePolicy, one.ID, one, DisablePerson{})
	w.refused(CodePolicy, one.ID, one, ChangeRoles{Roles: []Role{Editor}})
	w.refused(CodePolicy, other.ID, one, DisablePerson{}) // nobody else is on the staff yet
	w.staff = append(w.staff, Member{ID: other.ID, Roles: []Role{Admin}})
	w.must(other.ID, one, DisablePerson{})
	w.staff = nil
	w.refused(CodePolicy, id("third"), other, ChangeRoles{})
}
