package claim_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/people"
)

func TestDeskAndParties(t *testing.T) {
	aParty := claim.Stream{claim.StreamParty, id("google")}
	add := people.AddParty{Profile: "profile", Zone: "UTC", Contact: people.Contact{ID: id("press"), Channel: claim.ByEmail, Address: "press"}}
	legal := people.Contact{ID: id("legal"), Channel: claim.ByEmail, Address: "legal"}
	phone := people.Contact{ID: id("phone"), Channel: claim.ByPhone, Address: "number"}
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		{"the desk's settings are changed from what was seen", func(w *world) {
			w.must(author, claim.DeskStream, people.ReviseDesk{Settings: "one", Seen: 0})
			w.refused(claim.CodeConflict, editor, claim.DeskStream, people.ReviseDesk{Settings: "two", Seen: 0})
			w.must(editor, claim.DeskStream, people.ReviseDesk{Settings: "two", Seen: 1})
			w.same(len(w.must(editor, claim.DeskStream, people.ReviseDesk{Settings: "two", Seen: 2})), 0)
			w.same(w.lane(claim.DeskStream).state.(*people.Desk).By, claim.PersonActor(editor))
			w.refused(claim.CodeInvalid, editor, claim.DeskStream, people.ReviseDesk{Settings: "", Seen: 2})
			w.refused(claim.CodeInvalid, editor, claim.DeskStream, finding.Publish{})
		}},
		{"mail is held by one act with a reason, and let go by another", func(w *world) {
			w.refused(claim.CodeWrongStage, author, claim.DeskStream, people.ReleaseMail{})
			w.refused(claim.CodeInvalid, author, claim.DeskStream, people.HoldMail{})
			w.must(author, claim.DeskStream, people.HoldMail{Reason: "why"})
			held := w.lane(claim.DeskStream).state.(*people.Desk).Hold
			w.same(*held, people.MailHold{Reason: "why", At: w.now, By: author})
			w.refused(claim.CodeWrongStage, editor, claim.DeskStream, people.HoldMail{Reason: "another"})
			w.must(editor, claim.DeskStream, people.ReviseDesk{Settings: "one", Seen: 1})
			w.same(w.lane(claim.DeskStream).state.(*people.Desk).Hold.Reason, claim.Ref("why"))
			w.must(editor, claim.DeskStream, people.ReleaseMail{})
			w.same(w.lane(claim.DeskStream).state.(*people.Desk).Hold, (*people.MailHold)(nil))
		}},
		{"a party is described anew, from what was seen", func(w *world) {
			w.refused(claim.CodeNotFound, author, aParty, people.ReviseParty{Zone: "UTC"})
			w.must(author, aParty, add)
			w.refused(claim.CodeConflict, author, aParty, people.ReviseParty{Profile: "other", Zone: "UTC", Seen: 7})
			w.refused(claim.CodeInvalid, author, aParty, people.ReviseParty{Profile: "other", Zone: "Nowhere"})
			w.refused(claim.CodeInvalid, author, aParty, people.ReviseParty{Profile: "other", Zone: "UTC", Hours: claim.OfficeHours{From: 2, To: 1}})
			w.must(author, aParty, people.ReviseParty{Profile: "other", Zone: "Europe/Riga", Seen: 1})
			p := w.lane(aParty).state.(*people.Party)
			w.same(string(p.Profile)+p.Zone, "otherEurope/Riga")
		}},
		{"contact points are added, and letters go to the one that is chosen", func(w *world) {
			w.must(author, aParty, add)
			w.must(author, aParty, people.AddContact{Contact: legal})
			w.must(author, aParty, people.AddContact{Contact: phone})
			w.same(len(w.must(author, aParty, people.AddContact{Contact: phone})), 0)
			p := w.lane(aParty).state.(*people.Party)
			w.same(p.Contact.ID, id("press"))
			w.refused(claim.CodeInvalid, author, aParty, people.ChooseContact{Contact: id("phone")})
			w.refused(claim.CodeNotFound, author, aParty, people.ChooseContact{Contact: id("nothing")})
			w.must(author, aParty, people.ChooseContact{Contact: id("legal")})
			w.same(p.Contact, legal)
			w.refused(claim.CodeConflict, author, aParty, people.RetireContact{Contact: id("legal")})
			w.must(author, aParty, people.RetireContact{Contact: id("press")})
			w.refused(claim.CodeWrongStage, author, aParty, people.ChooseContact{Contact: id("press")})
			w.same(len(p.Contacts), 3)
		}},
		{"the first address of a party without one is where letters go", func(w *world) {
			w.must(author, aParty, people.AddParty{Profile: "profile", Zone: "UTC"})
			w.must(author, aParty, people.AddContact{Contact: phone})
			w.must(author, aParty, people.AddContact{Contact: legal})
			w.same(w.lane(aParty).state.(*people.Party).Contact, legal)
			w.refused(claim.CodeInvalid, author, aParty, people.AddContact{})
		}},
		{"how a contact point was verified stays with it", func(w *world) {
			w.must(author, aParty, add)
			w.refused(claim.CodeInvalid, author, aParty, people.VerifyContact{Contact: id("press"), How: "a feeling", At: w.now, Note: ""})
			w.refused(claim.CodeInvalid, author, aParty, people.VerifyContact{Contact: id("press"), How: people.VerifiedCallBack, At: w.now.AddDate(0, 0, 1), Note: ""})
			w.refused(claim.CodeNotFound, author, aParty, people.VerifyContact{Contact: uuid.Nil, How: people.VerifiedCallBack, At: w.now, Note: ""})
			w.must(editor, aParty, people.VerifyContact{Contact: id("press"), How: people.VerifiedCallBack, At: w.now, Note: "note"})
			c := w.lane(aParty).state.(*people.Party).ContactPoint(id("press"))
			w.same(c.VerifiedBy, people.VerifiedCallBack)
			w.same(c.Verifier, claim.PersonActor(editor))
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) { test.play(newWorld(t)) })
	}
}

func TestDeskSettingsThatDoNotFit(t *testing.T) {
	if err := claim.DefaultDeskSettings.Validate(); err != nil {
		t.Fatal(err)
	}
	for field, spoil := range map[string]func(*claim.DeskSettings){
		"name":        func(s *claim.DeskSettings) { s.Name = "" },
		"undoSeconds": func(s *claim.DeskSettings) { s.UndoSeconds = -1 },
		"idleMinutes": func(s *claim.DeskSettings) { s.IdleMinutes = 1 },
		"zone":        func(s *claim.DeskSettings) { s.Zone = "Local" },
		"holidays":    func(s *claim.DeskSettings) { s.Holidays = []string{"Christmas"} },
		"policy":      func(s *claim.DeskSettings) { s.Policy[claim.Reviewers] = 0 },
		"plan":        func(s *claim.DeskSettings) { s.Plan.FinalNotice = 2 },

		"assigneeMinutes": func(s *claim.DeskSettings) { s.Escalation.Assignee = -1 },
		"ownerMinutes":    func(s *claim.DeskSettings) { s.Escalation.Owner = claim.MaxEscalation + 1 },
		"escalatedKinds":  func(s *claim.DeskSettings) { s.Escalation.Kinds = []claim.TurnKind{claim.TurnMention} },
	} {
		s := claim.DefaultDeskSettings
		spoil(&s)
		var e *claim.Error
		if err := s.Validate(); !errors.As(err, &e) || e.Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	s := claim.DefaultDeskSettings
	s.Templates = []claim.LetterTemplate{{Letter: claim.Reply, Language: "en", Source: "x"}}
	if err := s.Validate(); err == nil || !strings.Contains(err.Error(), "reply") {
		t.Errorf("a template for what the desk does not write: %v", err)
	}
}
