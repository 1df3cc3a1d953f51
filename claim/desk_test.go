package claim

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func TestDeskAndParties(t *testing.T) {
	aParty := Stream{StreamParty, id("google")}
	add := AddParty{Profile: "profile", Zone: "UTC", Contact: Contact{ID: id("press"), Channel: ByEmail, Address: "press"}}
	legal := Contact{ID: id("legal"), Channel: ByEmail, Address: "legal"}
	phone := Contact{ID: id("phone"), Channel: ByPhone, Address: "number"}
	tests := []struct {
		sentence string
		play     func(*world)
	}{
		{"the desk's settings are changed from what was seen", func(w *world) {
			w.must(author, DeskStream, ReviseDesk{"one", 0})
			w.refused(CodeConflict, editor, DeskStream, ReviseDesk{"two", 0})
			w.must(editor, DeskStream, ReviseDesk{"two", 1})
			w.same(len(w.must(editor, DeskStream, ReviseDesk{"two", 2})), 0)
			w.same(w.lane(DeskStream).state.(*Desk).By, PersonActor(editor))
			w.refused(CodeInvalid, editor, DeskStream, ReviseDesk{"", 2})
			w.refused(CodeInvalid, editor, DeskStream, Publish{})
		}},
		{"a party is described anew, from what was seen", func(w *world) {
			w.refused(CodeNotFound, author, aParty, ReviseParty{Zone: "UTC"})
			w.must(author, aParty, add)
			w.refused(CodeConflict, author, aParty, ReviseParty{Profile: "other", Zone: "UTC", Seen: 7})
			w.refused(CodeInvalid, author, aParty, ReviseParty{Profile: "other", Zone: "Nowhere"})
			w.refused(CodeInvalid, author, aParty, ReviseParty{Profile: "other", Zone: "UTC", Hours: OfficeHours{From: 2, To: 1}})
			w.must(author, aParty, ReviseParty{Profile: "other", Zone: "Europe/Riga", Seen: 1})
			p := w.lane(aParty).state.(*Party)
			w.same(string(p.Profile)+p.Zone, "otherEurope/Riga")
		}},
		{"contact points are added, and letters go to the one that is chosen", func(w *world) {
			w.must(author, aParty, add)
			w.must(author, aParty, AddContact{legal})
			w.must(author, aParty, AddContact{phone})
			w.same(len(w.must(author, aParty, AddContact{phone})), 0)
			p := w.lane(aParty).state.(*Party)
			w.same(p.Contact.ID, id("press"))
			w.refused(CodeInvalid, author, aParty, ChooseContact{id("phone")})
			w.refused(CodeNotFound, author, aParty, ChooseContact{id("nothing")})
			w.must(author, aParty, ChooseContact{id("legal")})
			w.same(p.Contact, legal)
			w.refused(CodeConflict, author, aParty, RetireContact{id("legal")})
			w.must(author, aParty, RetireContact{id("press")})
			w.refused(CodeWrongStage, author, aParty, ChooseContact{id("press")})
			w.same(len(p.Contacts), 3)
		}},
		{"the first address of a party without one is where letters go", func(w *world) {
			w.must(author, aParty, AddParty{Profile: "profile", Zone: "UTC"})
			w.must(author, aParty, AddContact{phone})
			w.must(author, aParty, AddContact{legal})
			w.same(w.lane(aParty).state.(*Party).Contact, legal)
			w.refused(CodeInvalid, author, aParty, AddContact{})
		}},
		{"how a contact point was verified stays with it", func(w *world) {
			w.must(author, aParty, add)
			w.refused(CodeInvalid, author, aParty, VerifyContact{id("press"), "a feeling", w.now, ""})
			w.refused(CodeInvalid, author, aParty, VerifyContact{id("press"), VerifiedCallBack, w.now.AddDate(0, 0, 1), ""})
			w.refused(CodeNotFound, author, aParty, VerifyContact{uuid.Nil, VerifiedCallBack, w.now, ""})
			w.must(editor, aParty, VerifyContact{id("press"), VerifiedCallBack, w.now, "note"})
			c := w.lane(aParty).state.(*Party).ContactPoint(id("press"))
			w.same(c.VerifiedBy, VerifiedCallBack)
			w.same(c.Verifier, PersonActor(editor))
		}},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) { test.play(newWorld(t)) })
	}
}

func TestDeskSettingsThatDoNotFit(t *testing.T) {
	if err := DefaultDeskSettings.Validate(); err != nil {
		t.Fatal(err)
	}
	for field, spoil := range map[string]func(*DeskSettings){
		"name":        func(s *DeskSettings) { s.Name = "" },
		"undoSeconds": func(s *DeskSettings) { s.UndoSeconds = -1 },
		"idleMinutes": func(s *DeskSettings) { s.IdleMinutes = 1 },
		"zone":        func(s *DeskSettings) { s.Zone = "Local" },
		"holidays":    func(s *DeskSettings) { s.Holidays = []string{"Christmas"} },
		"policy":      func(s *DeskSettings) { s.Policy[Reviewers] = 0 },
		"plan":        func(s *DeskSettings) { s.Plan.FinalNotice = 2 },
	} {
		s := DefaultDeskSettings
		spoil(&s)
		var e *Error
		if err := s.Validate(); !errors.As(err, &e) || e.Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	s := DefaultDeskSettings
	s.Templates = map[MessageKind]string{Reply: "x"}
	if err := s.Validate(); err == nil || !strings.Contains(err.Error(), "reply") {
		t.Errorf("a template for what the desk does not write: %v", err)
	}
}
