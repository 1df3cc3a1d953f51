package claim

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
)

func TestDirectory(t *testing.T) {
	var (
		aCase   = Stream{StreamCase, id("another story")}
		aParty  = Stream{StreamParty, id("google")}
		aPerson = Stream{StreamPerson, reviewer}
		mail    = Stream{StreamIntake, IntakeID("00ff")}
		opening = OpenCase{Text: "head", Owner: author, Sensitivity: Restricted, Access: []uuid.UUID{editor, reviewer}, Policy: DefaultPolicy, Plan: DefaultPlan}
		taking  = TakeIn{Mail: Mail{Raw: "raw", Class: MailAnswer, ReceivedAt: monday}, Quarantine: NoToken}
	)
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		{"a case is opened once", func(w *world) {
			w.must(author, aCase, opening)
			w.same(len(w.must(author, aCase, opening)), 0)
			other := opening
			other.Text = "other"
			w.refused(CodeExists, author, aCase, other)
		}},
		{"a case with a plan that makes no sense, or open to nobody knows whom, is refused", func(w *world) {
			bad := opening
			bad.Plan.FinalNotice = 2
			w.refused(CodeInvalid, author, aCase, bad)
			bad = opening
			bad.Sensitivity = "restrcted"
			w.refused(CodeInvalid, author, aCase, bad)
		}},
		{"a restricted case is seen by its owner, its access list and auditors", func(w *world) {
			w.must(author, aCase, opening)
			c := w.lane(aCase).state.(*Case)
			w.same(c.VisibleTo(author, nil), true)
			w.same(c.VisibleTo(editor, nil), true)
			w.same(c.VisibleTo(lawyer, []Role{Legal}), false)
			w.same(c.VisibleTo(lawyer, []Role{Auditor}), true)
			w.same((&Case{Sensitivity: OpenToDesk}).VisibleTo(lawyer, nil), true)
		}},
		{"a party enters the directory once, and its address can change", func(w *world) {
			w.refused(CodeNotFound, author, aParty, ChangeContact{})
			add := AddParty{Profile: "profile", Zone: "Europe/Berlin", Contact: Contact{ID: id("old"), Channel: ByEmail, Address: "old"}}
			w.must(author, aParty, add)
			w.same(len(w.must(author, aParty, add)), 0)
			add.Profile = "other"
			w.refused(CodeExists, author, aParty, add)
			change := ChangeContact{Contact{ID: id("new"), Channel: ByEmail, Address: "new"}}
			w.must(author, aParty, change)
			w.same(len(w.must(author, aParty, change)), 0)
			w.same(w.lane(aParty).state.(*Party).Contact, change.Contact)
		}},
		{"a party that never opens is refused", func(w *world) {
			w.refused(CodeInvalid, author, aParty, AddParty{Hours: OfficeHours{From: 2, To: 1}})
		}},
		{"a person has the roles last given", func(w *world) {
			w.refused(CodeNotFound, author, aPerson, ChangeRoles{})
			w.refused(CodeInvalid, author, aPerson, AddPerson{Roles: []Role{"king"}})
			w.must(author, aPerson, AddPerson{Profile: "profile", Roles: []Role{Reviewer}})
			p := w.lane(aPerson).state.(*Person)
			w.same(p.Member().CanSign(), true)
			w.refused(CodeInvalid, author, aPerson, ChangeRoles{Roles: []Role{"king"}})
			w.must(author, aPerson, ChangeRoles{})
			w.same(p.Member().CanSign(), false)
		}},
		{"reviewers, standards and legal sign", func(w *world) {
			for _, r := range Roles {
				w.same(r.CanSign(), r == Reviewer || r == Standards || r == Legal)
			}
		}},
		{"a message that nobody can place waits, and is given to a correspondence", func(w *world) {
			w.refused(CodeNotFound, author, mail, DiscardMail{})
			w.must(uuid.Nil, mail, taking)
			w.same(len(w.must(uuid.Nil, mail, taking)), 0)
			w.same(w.lane(mail).state.(*Intake).Quarantine, NoToken)
			w.refused(CodeInvalid, author, mail, AssignMail{})
			w.add(DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			w.must(author, mail, AssignMail{party("google").ID})
			w.refused(CodeConflict, author, mail, DiscardMail{})
			w.same(w.letters("google").Unread()[0].ID, mail.ID)
		}},
		{"a message with a token goes to its correspondence at once", func(w *world) {
			taking := taking
			taking.Correspondence = party("google").ID
			w.add(DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			w.must(uuid.Nil, mail, taking)
			w.same(w.lane(mail).state.(*Intake).Correspondence, party("google").ID)
		}},
		{"a message that concerns no case is discarded for good", func(w *world) {
			w.must(uuid.Nil, mail, taking)
			w.must(author, mail, DiscardMail{})
			w.refused(CodeConflict, author, mail, AssignMail{party("google").ID})
		}},
		{"a stream takes only its own commands", func(w *world) {
			for _, s := range []Stream{aCase, aParty, aPerson, mail, party("google")} {
				if s == aCase {
					w.must(author, s, opening)
				}
				w.refused(CodeInvalid, author, s, Publish{})
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			test.play(w)
			w.checkRecord(w.now)
		})
	}
}

func TestStreamText(t *testing.T) {
	s := claimStream("c")
	tests := []struct {
		sentence, text string
		ok             bool
	}{
		{"a stream as it is written", s.String(), true},
		{"an unknown kind", "story/" + s.ID.String(), false},
		{"no identifier", "claim/", false},
		{"no kind", s.ID.String(), false},
		{"nothing", "", false},
	}
	for _, test := range tests {
		var got Stream
		if err := got.UnmarshalText([]byte(test.text)); (err == nil) != test.ok || test.ok && got != s {
			t.Errorf("%s: got %v, %v", test.sentence, got, err)
		}
	}
	if CorrespondenceID(story, id("google")) == CorrespondenceID(id("google"), story) {
		t.Error("a case and a party are not the other way round")
	}
	if New("story", s.ID) != nil {
		t.Error("an unknown kind has a state")
	}
}

func TestErrors(t *testing.T) {
	err := Errorf(CodeStale, "the claim has changed").WithHint("look %s", "again").WithField("a", "x").WithField("b", "y")
	if err.Hint != "look again" || len(err.Fields) != 2 || err.Error() != "the claim has changed" {
		t.Errorf("got %+v", err)
	}
	for want, err := range map[Code]error{
		"": nil, CodeStale: fmt.Errorf("sign: %w", err), CodeInternal: errors.New("boom"),
	} {
		if got := CodeOf(err); got != want {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}

func TestAnInstantIsUTCToTheMicrosecond(t *testing.T) {
	if at := Instant(time.Date(2017, 3, 13, 10, 0, 0, 1999, time.FixedZone("", 3600))); !at.Equal(monday.Add(time.Microsecond)) || at.Location() != time.UTC {
		t.Errorf("got %s", at)
	}
}
