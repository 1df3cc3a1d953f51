package claim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// takeIn has a person's mail with clues come in.
func (w *world) takeIn(name string, in intake.TakeIn) *intake.Intake {
	w.t.Helper()
	in.Mail.Raw, in.Mail.ReceivedAt = "raw", w.now
	if in.Mail.Class == "" {
		in.Mail.Class = received.MailAnswer
	}
	w.must(uuid.Nil, intakeStream(name), in)
	return w.lane(intakeStream(name)).state.(*intake.Intake)
}

func intakeStream(name string) claim.Stream {
	return claim.Stream{Kind: claim.StreamIntake, ID: claim.IntakeID(name)}
}

func clue(by received.Match, to string, about uuid.UUID) received.Clue {
	return received.Clue{By: by, Correspondence: party(to).ID, About: about}
}

// asked is a world in which two parties were asked.
func asked(t *testing.T) *world {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.ask("google", "to google", 2*week, "a")
	w.ask("apple", "to apple", 2*week, "a")
	return w
}

func TestWhatAMessageIsMatchedBy(t *testing.T) {
	w := asked(t)
	letter := w.last("google").ID
	sender := []received.KnownContact{{Party: id("google"), Contact: id("press")}}
	byCode, byReference := clue(received.ByCode, "google", id("to google")), clue(received.ByReference, "google", letter)
	token := clue(received.ByToken, "google", uuid.Nil)
	astray := received.Clue{By: received.ByToken, Correspondence: id("nothing")}
	tests := []struct {
		sentence string
		in       intake.TakeIn
		placed   received.Match // empty while it is in quarantine
		why      claim.Reason
	}{
		{"the reply address places it", intake.TakeIn{Clues: []received.Clue{token}}, received.ByToken, ""},
		{"the reply address goes before a reference to another party's letter", intake.TakeIn{Clues: []received.Clue{clue(received.ByReference, "apple", w.last("apple").ID), token}}, received.ByToken, ""},
		{"a reference places it, whoever wrote", intake.TakeIn{Clues: []received.Clue{byReference, clue(received.ByCode, "apple", id("to apple"))}}, received.ByReference, ""},
		{"a reference to a letter that the correspondence does not have is none", intake.TakeIn{Clues: []received.Clue{clue(received.ByReference, "google", w.last("apple").ID)}}, "", claim.NoToken},
		{"a code is a guess", intake.TakeIn{Clues: []received.Clue{byCode}}, "", claim.GuessedByCode},
		{"a code of another correspondence is none", intake.TakeIn{Clues: []received.Clue{clue(received.ByCode, "google", id("to apple"))}}, "", claim.NoToken},
		{"a quotation is a guess", intake.TakeIn{Clues: []received.Clue{clue(received.ByQuotation, "google", uuid.Nil)}}, "", claim.GuessedByQuotation},
		{"a known sender is a guess", intake.TakeIn{Senders: sender}, "", claim.GuessedBySender},
		{"another address at the domain of a known contact is a guess", intake.TakeIn{Near: sender}, "", claim.GuessedByOrganisation},
		{"a known sender goes before the organisation", intake.TakeIn{Senders: sender, Near: []received.KnownContact{{Party: id("apple")}}}, "", claim.GuessedBySender},
		{"a code goes before the organisation", intake.TakeIn{Near: []received.KnownContact{{Party: id("apple")}}, Clues: []received.Clue{byCode}}, "", claim.GuessedByCode},
		{"a code goes before the sender", intake.TakeIn{Senders: []received.KnownContact{{Party: id("apple")}}, Clues: []received.Clue{byCode}}, "", claim.GuessedByCode},
		{"a reply address that belongs to nothing leaves the rest to say", intake.TakeIn{Clues: []received.Clue{astray, byReference}}, received.ByReference, ""},
		{"a reply address that belongs to nothing", intake.TakeIn{Clues: []received.Clue{astray}}, "", claim.NoCorrespondence},
		{"what points nowhere", intake.TakeIn{}, "", claim.NoToken},
		{"a bounce that points nowhere", intake.TakeIn{Mail: received.Mail{Class: received.MailBounce}}, "", claim.UnmatchedDeliveries},
		{"what cannot be read", intake.TakeIn{Quarantine: claim.UnreadableMessage}, "", claim.UnreadableMessage},
	}
	for i, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			before := w.letters("google").Quarantined
			in := w.takeIn(fmt.Sprint("mail ", i), test.in)
			w.same(in.Quarantine, test.why)
			if test.placed == "" {
				w.same(in.Correspondence, uuid.Nil)
				w.same(w.letters("google").Quarantined, before+len(in.Guesses))
				return
			}
			m := w.letters("google").Message(in.ID)
			w.same(m.By, test.placed)
			w.same(m.Unread(), true)
		})
	}
}

func TestASenderWhoIsNoContactOfThePartyIsAStranger(t *testing.T) {
	w := asked(t)
	token := []received.Clue{clue(received.ByToken, "google", uuid.Nil)}
	stranger := w.takeIn("stranger", intake.TakeIn{Clues: token, Senders: []received.KnownContact{{Party: id("apple"), Contact: id("apple's press")}}})
	known := w.takeIn("known", intake.TakeIn{Clues: token, Senders: []received.KnownContact{{Party: id("google"), Contact: id("press")}}})
	w.same(w.letters("google").Message(stranger.ID).Stranger(), true)
	w.same(w.letters("google").Message(known.ID).Stranger(), false)
	w.same(w.letters("google").Message(known.ID).Contact, id("press"))
	w.reply("google", "of old", received.MailAnswer) // of which it is not known
	w.same(w.letters("google").Message(id("of old")).Stranger(), false)
}

func TestNoReminderGoesOutAndNothingLapsesWhileAGuessWaits(t *testing.T) {
	for _, in := range []intake.TakeIn{
		{Clues: []received.Clue{clue(received.ByCode, "google", id("to google"))}},
		{Clues: []received.Clue{clue(received.ByQuotation, "google", uuid.Nil)}},
		{Senders: []received.KnownContact{{Party: id("google"), Contact: id("press")}}},
		{Near: []received.KnownContact{{Party: id("google"), Contact: id("press")}}},
		{Mail: received.Mail{Class: received.MailBounce}, Clues: []received.Clue{clue(received.ByCode, "google", id("to google"))}},
	} {
		w := asked(t)
		in := w.takeIn("mail", in)
		w.silent("google", 3*week)
		w.same(w.letters("google").Request(id("to google")).Lifecycle, letters.Sent)
		w.must(author, in.Stream(), intake.RefuseGuess{})
		w.same(w.letters("google").Quarantined, 0)
		w.same(in.Quarantine, claim.NoToken)
		w.same(in.Near(), []uuid.UUID{party("google").ID}) // whoever may not see that case does not see it after all
		w.pass("google", week)
		w.same(w.letters("google").Request(id("to google")).Lifecycle, letters.NoReply)
	}
}

func TestAnAutomaticReplyThatIsGuessedStopsNoClock(t *testing.T) {
	w := asked(t)
	in := w.takeIn("mail", intake.TakeIn{Mail: received.Mail{Class: received.MailAutomatic}, Senders: []received.KnownContact{{Party: id("google")}}})
	w.same(in.Quarantine, claim.GuessedBySender)
	w.same(w.letters("google").Quarantined, 0)
}

func TestAGuessIsAcceptedAndReadLikeAnyAnswer(t *testing.T) {
	w := asked(t)
	in := w.takeIn("mail", intake.TakeIn{Clues: []received.Clue{clue(received.ByCode, "google", id("to google"))}})
	w.must(author, in.Stream(), intake.AcceptGuess{})
	w.same(w.letters("google").Quarantined, 0)
	m := w.letters("google").Message(in.ID)
	w.same(m.By, received.ByCode)
	w.same(m.Stranger(), true)
	w.silent("google", week) // until it is read
	w.refused(claim.CodeConflict, author, in.Stream(), intake.AcceptGuess{})
	w.refused(claim.CodeConflict, author, in.Stream(), intake.RefuseGuess{})
}

func TestOfSeveralGuessesOneIsNamed(t *testing.T) {
	w := asked(t)
	both := []received.Clue{clue(received.ByCode, "google", id("to google")), clue(received.ByCode, "apple", id("to apple"))}
	in := w.takeIn("mail", intake.TakeIn{Clues: both})
	w.same(w.letters("google").Quarantined, 1)
	w.same(w.letters("apple").Quarantined, 1)
	w.refused(claim.CodeInvalid, author, in.Stream(), intake.AcceptGuess{})
	w.refused(claim.CodeConflict, author, in.Stream(), intake.RefuseGuess{Correspondence: id("another")})
	w.must(author, in.Stream(), intake.RefuseGuess{Correspondence: party("google").ID})
	w.same(w.letters("google").Quarantined, 0)
	w.same(in.Quarantine, claim.GuessedByCode)
	w.must(author, in.Stream(), intake.AcceptGuess{})
	w.same(w.letters("apple").Quarantined, 0)
	w.same(len(w.letters("apple").Unread()), 1)
}

func TestTheSameMessageInASecondEnvelopeIsMatchedByThat(t *testing.T) {
	w := asked(t)
	in := w.takeIn("mail", intake.TakeIn{Clues: []received.Clue{clue(received.ByCode, "google", id("to google"))}})
	again := intake.TakeIn{Delivery: 2, Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil)}, Copies: []received.Copy{{Raw: "other bytes", ReceivedAt: w.now}}}
	w.takeIn("mail", again)
	w.same(in.Quarantine, claim.Reason(""))
	w.same(len(w.letters("google").Unread()), 1)
	w.same(w.letters("google").Quarantined, 0)
	w.same(len(in.Copies), 1)
	version := in.Version
	w.takeIn("mail", again)
	w.same(in.Version, version)

	again.Clues = append(again.Clues, clue(received.ByToken, "apple", uuid.Nil)) // and one more
	w.takeIn("mail", again)
	w.same(len(w.letters("google").Unread()), 1)
	w.same(w.letters("apple").Unread()[0].ID, in.MessageIn(party("apple").ID))
}

func TestOneMessageToSeveralCorrespondencesGoesToEach(t *testing.T) {
	w := asked(t)
	in := w.takeIn("mail", intake.TakeIn{Clues: []received.Clue{clue(received.ByToken, "google", uuid.Nil), clue(received.ByToken, "apple", uuid.Nil)}})
	w.same(in.Places(), []uuid.UUID{party("google").ID, party("apple").ID})
	one, two := w.letters("google").Unread()[0], w.letters("apple").Unread()[0]
	w.same(one.ID, in.ID)
	w.same(two.ID == in.ID, false)
	w.must(author, party("google"), letters.ReadMessage{Message: one.ID, Disposition: letters.ReadNoAnswer})
	w.same(len(w.letters("apple").Unread()), 1)
}

func TestALateAnswerOfAKnownSenderIsGuessedToBelongToTheLatestThatIsOver(t *testing.T) {
	w := asked(t)
	w.pass("google", 3*week)
	w.same(w.letters("google").Open(), false)
	in := w.takeIn("mail", intake.TakeIn{Senders: []received.KnownContact{{Party: id("google")}}})
	w.same(in.Guesses, []received.Clue{{By: received.BySender, Correspondence: party("google").ID}})
	w.must(author, in.Stream(), intake.AcceptGuess{})
	w.same(len(w.letters("google").Unread()), 1)
}

// TestMailAlways plays mail that comes in with whatever clues, again and again, and
// people who sort it: no clock runs past a message that is or may be the party's, and
// none stands still once all are sorted.
func TestMailAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := checkedWorld(t)
		w.add(claim.DefaultPolicy, claimNames...)
		for i, who := range partyNames {
			w.ask(who, "request "+who+"a", windows[4+i%2], claimNames...)
		}
		names := []string{"one", "two", "three"}
		t.Repeat(map[string]func(*rapid.T){
			"":       func(t *rapid.T) { w.checkStopped(names) },
			"comes":  func(t *rapid.T) { w.must(uuid.Nil, intakeStream(draw(t, names)), w.someMail(t)) },
			"again":  func(t *rapid.T) { w.must(uuid.Nil, intakeStream(draw(t, names)), w.someMail(t)) },
			"sorted": func(t *rapid.T) { _, _ = w.as(author, intakeStream(draw(t, names)), someSorting(t)) },
			"read": func(t *rapid.T) {
				who := draw(t, partyNames)
				for _, m := range w.letters(who).Unread() {
					w.must(author, party(who), letters.ReadMessage{Message: m.ID, Disposition: letters.ReadNoAnswer})
				}
			},
			"deliver": func(t *rapid.T) { w.deliver(draw(t, partyNames), letters.DeliveryAccepted) },
			"tick":    func(t *rapid.T) { w.tick(party(draw(t, partyNames))) },
			"later":   w.timePasses,
		})
		w.checkRecord(monday.Add(draw(t, strides)))
	})
}

func (w *world) someMail(t *rapid.T) intake.TakeIn {
	in := intake.TakeIn{Mail: received.Mail{Raw: "raw", ReceivedAt: w.now, Class: draw(t, []received.MailClass{received.MailAnswer, received.MailAnswer, received.MailAutomatic, received.MailBounce})}}
	for range below(t, 3) {
		who := draw(t, append(slices.Clone(partyNames), "nobody"))
		about := draw(t, []uuid.UUID{uuid.Nil, id("request " + who + "a")})
		if messages := w.letters(who).Messages; len(messages) > 0 && oneIn(t, 3) {
			about = messages[0].ID
		}
		in.Clues = append(in.Clues, clue(draw(t, received.Matches[:6]), who, about))
	}
	if oneIn(t, 3) {
		in.Senders = []received.KnownContact{{Party: id(draw(t, partyNames)), Contact: id("contact")}}
	}
	if oneIn(t, 3) {
		in.Near = []received.KnownContact{{Party: id(draw(t, partyNames)), Contact: id("contact")}}
	}
	if oneIn(t, 4) {
		in.Mail.Sender.Staff, in.Mail.Class = author, draw(t, []received.MailClass{received.MailColleague, received.MailForwarded})
		in.To = []received.KnownContact{{Party: id(draw(t, partyNames)), Contact: id("contact")}}[:below(t, 2)]
	}
	if oneIn(t, 4) {
		in.Copies = []received.Copy{{Raw: "copy", ReceivedAt: w.now}}
	}
	return in
}

func someSorting(t *rapid.T) claim.Body {
	to := draw(t, []uuid.UUID{uuid.Nil, party(partyNames[0]).ID, party(partyNames[1]).ID})
	return draw(t, []claim.Body{intake.AcceptGuess{Correspondence: to}, intake.RefuseGuess{Correspondence: to}, intake.AssignMail{Correspondence: to}, intake.DiscardMail{}})
}

// checkStopped counts, on its own, whose clocks have to wait for what is in quarantine.
func (w *world) checkStopped(names []string) {
	w.t.Helper()
	for _, who := range partyNames {
		n := 0
		for _, name := range names {
			in := w.lane(intakeStream(name)).state.(*intake.Intake)
			mayBe := slices.ContainsFunc(in.Guesses, func(g received.Clue) bool { return g.Correspondence == party(who).ID })
			if in.Quarantine != "" && mayBe && in.Mail.Class != received.MailAutomatic {
				n++
			}
			if in.Quarantine == "" && len(in.Guesses)+len(in.Stopped) > 0 {
				w.t.Fatalf("a message that is sorted is still guessed about")
			}
		}
		if got := w.letters(who).Quarantined; got != n {
			w.t.Fatalf("%d messages stop the clock of %s, and %d should", got, who, n)
		}
	}
}

func TestCodesAreFoundInWhateverPeopleAndProgramsMakeOfThem(t *testing.T) {
	request := uuid.MustParse("a1b2c3d4-e5f6-4711-8000-000000000000")
	w := newWorld(t)
	for _, text := range []string{
		"Re: A1B2-C3D4-E5F6", "re: a1b2-c3d4-e5f6.", "your code is A1B2–C3D4–E5F6, isn't it", "A1B2 C3D4 E5F6", "(A1B2C3D4E5F6)",
		"> the code A1B2-C3D4-\n> E5F6 of", "编号A1B2-C3D4-E5F6。", "A1B2\u2011C3D4\u2011E5F6", "Request for comment A1B2-C3D4-E5F6 and A1B2-C3D4-E5F6",
	} {
		w.same(letters.FindRequestCodes(text), []string{request.String()[:13]})
	}
	w.same(letters.FindRequestCodes("A1B2-C3D4-E5F6 A1B2-C3D4-E5F7"), []string{"a1b2c3d4-e5f6", "a1b2c3d4-e5f7"})
	for _, text := range []string{"", "A1B2-C3D4", "A1B2-C3D4-E5F67", "xA1B2-C3D4-E5F6", "G1B2-C3D4-E5F6"} {
		w.same(len(letters.FindRequestCodes(text)), 0)
	}
}

func TestMailIsGivenForSortingToThoseAloneWhoMaySeeWhereItMayBelong(t *testing.T) {
	w := asked(t)
	in := w.takeIn("mail", intake.TakeIn{Clues: []received.Clue{clue(received.ByCode, "google", id("to google"))}})
	w.staff = append(w.staff, claim.Member{ID: id("second editor"), Roles: []claim.Role{claim.Editor}})
	item := in.Turns()[0].Item()
	w.must(editor, claim.Stream{Kind: claim.StreamCase, ID: story}, cases.ChangeAccess{Owner: author, Sensitivity: claim.Restricted, Access: []uuid.UUID{editor, reviewer, lawyer, id("second reviewer")}, Seen: 1})
	w.refused(claim.CodeForbidden, editor, in.Stream(), assigned.AssignTurn{Item: item, To: id("second editor")})
	w.must(editor, in.Stream(), assigned.AssignTurn{Item: item, To: editor})
}
