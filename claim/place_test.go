package claim_test

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
)

func TestWhereARequestStandsSaysHowItsLettersFare(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.directory("alone", workingDays, "only")
	place := func() letters.Place { return w.letters("alone").Place(*w.letters("alone").Request(id("r"))) }
	w.must(author, party("alone"), w.asking("alone", "r", 10*day, "a"))
	w.same(place(), letters.Place(letters.Queued))
	w.fails("alone", w.last("alone"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
	w.same(place(), letters.CameBack)
	w.same(letters.CameBack.Glance(), claim.GlanceBounced)
	w.must(editor, partyStream("alone"), people.AddContact{Contact: point("found")})
	w.same(place(), letters.CameBack)
	w.must(author, party("alone"), letters.PutRequestAgain{Request: id("r"), Contact: id("found")})
	w.same(place(), letters.GoesAgain)
	w.same(w.pass("alone", time.Hour), []string{"request Mon 09:00"})
	w.same(place(), letters.Place(letters.Sent))
	w.must(author, party("alone"), letters.WithdrawRequest{Request: id("r"), Reason: "reason"})
	w.same(place(), letters.Place(letters.RequestWithdrawn))
}

func TestWhatWasTriedIsTheProofOfSilence(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.directory("mill", workingDays, "press", "counsel")
	w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
	w.fails("mill", w.last("mill"), letters.DeliveryHardBounce, claim.CauseNoSuchAddress)
	w.same(w.pass("mill", time.Hour), []string{"request Mon 09:00"})
	w.must(author, party("mill"), letters.LogAttempt{Attempt: letters.Attempt{ID: id("call"), Request: id("r"), Channel: claim.ByPhone, Result: letters.NoAnswer, At: w.now}})
	tries := w.letters("mill").TriesAt(*w.letters("mill").Request(id("r")))
	var said []string
	for _, one := range tries {
		said = append(said, one.Says())
	}
	w.same(said, []string{
		"a request, by e-mail: came back: there is no such address, or it takes no mail any more",
		"a request, by e-mail: a mail server has taken it",
		"by phone: it rang and nobody answered, or nobody came to the door",
	})
	w.same(letters.Tried(tries), "2 letters, of which 1 came back and 1 attempt")
	w.same(tries[0].Arrived() || tries[2].Arrived(), false)
	w.same(tries[2].By, author)
}

func TestAReminderThatIsHeldBackIsNotWhatHappensNext(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.directory("mill", claim.OfficeHours{}, "press")
	w.must(author, party("mill"), w.asking("mill", "r", 10*day, "a"))
	w.deliver("mill", letters.DeliveryAccepted)
	c := w.letters("mill")
	w.same(c.ListedDue(), c.NextDue())
	w.must(author, party("mill"), letters.PauseReminders{Request: id("r"), Reason: "reason"})
	c = w.letters("mill")
	w.same(c.ListedDue(), c.Request(id("r")).AnswerBy)
	w.same(c.NextDue().Before(c.ListedDue()), true)
	w.reply("mill", "m", received.MailAnswer)
	w.same(w.letters("mill").ListedDue().IsZero(), true)
}
