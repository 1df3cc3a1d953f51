package claim_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
)

func TestDirectory(t *testing.T) {
	var (
		aCase   = claim.Stream{claim.StreamCase, id("another story")}
		aParty  = claim.Stream{claim.StreamParty, id("google")}
		aPerson = claim.Stream{claim.StreamPerson, reviewer}
		mail    = claim.Stream{claim.StreamIntake, claim.IntakeID("00ff")}
		opening = cases.OpenCase{Text: "head", Owner: author, Sensitivity: claim.Restricted, Access: []uuid.UUID{editor, reviewer}, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan}
		taking  = intake.TakeIn{Mail: received.Mail{Raw: "raw", Class: received.MailAnswer, ReceivedAt: monday}, Quarantine: claim.NoToken}
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
			w.refused(claim.CodeExists, author, aCase, other)
		}},
		{"a case with a plan that makes no sense, or open to nobody knows whom, is refused", func(w *world) {
			bad := opening
			bad.Plan.FinalNotice = 2
			w.refused(claim.CodeInvalid, author, aCase, bad)
			bad = opening
			bad.Sensitivity = "restrcted"
			w.refused(claim.CodeInvalid, author, aCase, bad)
		}},
		{"a restricted case is seen by its owner, its access list and auditors", func(w *world) {
			w.must(author, aCase, opening)
			c := w.lane(aCase).state.(*cases.Case)
			w.same(c.VisibleTo(author, nil), true)
			w.same(c.VisibleTo(editor, nil), true)
			w.same(c.VisibleTo(lawyer, []claim.Role{claim.Legal}), false)
			w.same(c.VisibleTo(lawyer, []claim.Role{claim.Auditor}), true)
			w.same((&cases.Case{Sensitivity: claim.OpenToDesk}).VisibleTo(lawyer, nil), true)
		}},
		{"a party enters the directory once, and its address can change", func(w *world) {
			w.refused(claim.CodeNotFound, author, aParty, people.ChangeContact{})
			add := people.AddParty{Profile: "profile", Zone: "Europe/Berlin", Contact: people.Contact{ID: id("old"), Channel: claim.ByEmail, Address: "old"}}
			w.must(author, aParty, add)
			w.same(len(w.must(author, aParty, add)), 0)
			add.Profile = "other"
			w.refused(claim.CodeExists, author, aParty, add)
			change := people.ChangeContact{Contact: people.Contact{ID: id("new"), Channel: claim.ByEmail, Address: "new"}}
			w.must(author, aParty, change)
			w.same(len(w.must(author, aParty, change)), 0)
			w.same(w.lane(aParty).state.(*people.Party).Contact, change.Contact)
		}},
		{"a party that never opens is refused", func(w *world) {
			w.refused(claim.CodeInvalid, author, aParty, people.AddParty{Hours: claim.OfficeHours{From: 2, To: 1}})
		}},
		{"a person has the roles last given", func(w *world) {
			w.refused(claim.CodeNotFound, author, aPerson, people.ChangeRoles{})
			w.refused(claim.CodeInvalid, author, aPerson, people.AddPerson{Roles: []claim.Role{"king"}})
			w.must(author, aPerson, people.AddPerson{Profile: "profile", Roles: []claim.Role{claim.Reviewer}})
			p := w.lane(aPerson).state.(*people.Person)
			w.same(p.Member().CanSign(), true)
			w.refused(claim.CodeInvalid, author, aPerson, people.ChangeRoles{Roles: []claim.Role{"king"}})
			w.must(author, aPerson, people.ChangeRoles{})
			w.same(p.Member().CanSign(), false)
		}},
		{"reviewers, standards and legal sign", func(w *world) {
			for _, r := range claim.Roles {
				w.same(r.CanSign(), r == claim.Reviewer || r == claim.Standards || r == claim.Legal)
			}
		}},
		{"a message that nobody can place waits, and is given to a correspondence", func(w *world) {
			w.refused(claim.CodeNotFound, author, mail, intake.DiscardMail{})
			w.must(uuid.Nil, mail, taking)
			w.same(len(w.must(uuid.Nil, mail, taking)), 0)
			w.same(w.lane(mail).state.(*intake.Intake).Quarantine, claim.NoToken)
			w.refused(claim.CodeInvalid, author, mail, intake.AssignMail{})
			w.add(claim.DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			w.must(author, mail, intake.AssignMail{Correspondence: party("google").ID})
			w.refused(claim.CodeConflict, author, mail, intake.DiscardMail{})
			w.same(w.letters("google").Unread()[0].ID, mail.ID)
		}},
		{"a message with a token goes to its correspondence at once", func(w *world) {
			taking := taking
			taking.Clues, taking.Quarantine = []received.Clue{{By: received.ByToken, Correspondence: party("google").ID}}, ""
			w.add(claim.DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			w.must(uuid.Nil, mail, taking)
			w.same(w.lane(mail).state.(*intake.Intake).Correspondence, party("google").ID)
		}},
		{"a message that concerns no case is discarded for good", func(w *world) {
			w.must(uuid.Nil, mail, taking)
			w.must(author, mail, intake.DiscardMail{})
			w.refused(claim.CodeConflict, author, mail, intake.AssignMail{Correspondence: party("google").ID})
		}},
		{"a stream takes only its own commands", func(w *world) {
			for _, s := range []claim.Stream{aCase, aParty, aPerson, mail, party("google")} {
				if s == aCase {
					w.must(author, s, opening)
				}
				w.refused(claim.CodeInvalid, author, s, finding.Publish{})
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
		var got claim.Stream
		if err := got.UnmarshalText([]byte(test.text)); (err == nil) != test.ok || test.ok && got != s {
			t.Errorf("%s: got %v, %v", test.sentence, got, err)
		}
	}
	if claim.CorrespondenceID(story, id("google")) == claim.CorrespondenceID(id("google"), story) {
		t.Error("a case and a party are not the other way round")
	}
	if claim.New("story", s.ID) != nil {
		t.Error("an unknown kind has a state")
	}
}

func TestErrors(t *testing.T) {
	err := claim.Errorf(claim.CodeStale, "the claim has changed").WithHint("look %s", "again").WithField("a", "x").WithField("b", "y")
	if err.Hint != "look again" || len(err.Fields) != 2 || err.Error() != "the claim has changed" {
		t.Errorf("got %+v", err)
	}
	for want, err := range map[claim.Code]error{
		"": nil, claim.CodeStale: fmt.Errorf("sign: %w", err), claim.CodeInternal: errors.New("boom"),
	} {
		if got := claim.CodeOf(err); got != want {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}

func TestAnInstantIsUTCToTheMicrosecond(t *testing.T) {
	if at := claim.Instant(time.Date(2017, 3, 13, 10, 0, 0, 1999, time.FixedZone("", 3600))); !at.Equal(monday.Add(time.Microsecond)) || at.Location() != time.UTC {
		t.Errorf("got %s", at)
	}
}
