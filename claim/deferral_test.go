package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// putOff has a mail server say something of the latest letter to google, which it does not take.
func (w *world) putOff(reason claim.Reason, said claim.Ref, lasting bool) []claim.Entry {
	m := w.last("google")
	return w.must(uuid.Nil, party("google"), letters.RecordDelivery{
		Message: m.ID, Delivery: letters.DeliveryDeferred, Reason: reason, Attempts: 1, Said: said, Lasting: lasting, At: w.now,
	})
}

// delivering are the turns for letters to google that did not arrive.
func (w *world) delivering() (turns []claim.Turn) {
	for _, t := range w.letters("google").Turns() {
		if t.Kind == claim.TurnDeliver {
			turns = append(turns, t)
		}
	}
	return turns
}

func TestALetterThatIsPutOff(t *testing.T) {
	for _, test := range []struct {
		sentence string
		play     func(w *world, sent time.Time)
	}{
		{"is somebody's turn when it was put off for hours, and waits all the while", func(w *world, at time.Time) {
			w.same(len(w.putOff(claim.ServerBusy, "try later", false)), 1)
			w.same(w.delivering()[0].Since, at.Add(letters.DeferralGrace))
			w.same(w.delivering()[0].Why, letters.PutOff+string(claim.ServerBusy))
			w.same(w.letters("google").Next().Letters, []uuid.UUID{w.last("google").ID})
			w.lifecycle("google", "r", letters.Queued)
		}},
		{"is told once for each reason, not for each attempt", func(w *world, at time.Time) {
			w.putOff(claim.ServerBusy, "try later", false)
			w.now = w.now.Add(time.Hour)
			w.same(len(w.putOff(claim.ServerBusy, "try later still", false)), 0)
			w.same(len(w.putOff(claim.ServerUnreachable, "", false)), 1)
			w.same(w.delivering()[0].Since, at.Add(letters.DeferralGrace))
		}},
		{"is somebody's turn at once when the server says so for good", func(w *world, at time.Time) {
			w.putOff(claim.ServerBusy, "greylisted", false)
			w.now = w.now.Add(time.Minute)
			w.putOff(claim.ServerSender, "relay access denied", true)
			w.same(w.delivering()[0].Since, at.Add(time.Minute))
			w.same(w.last("google").Said, claim.Ref("relay access denied"))
			w.same(w.letters("google").ServerSaid(id("r")), claim.Ref("relay access denied"))
			w.same(w.delivering()[0].Why, letters.PutOff+string(claim.CausePolicy))
			w.same(len(w.letters("google").BadContacts), 0)
		}},
		{"is nobody's turn any more once it is taken", func(w *world, _ time.Time) {
			w.putOff(claim.ServerSender, "relay access denied", true)
			w.must(uuid.Nil, party("google"), letters.RecordDelivery{Message: w.last("google").ID, Delivery: letters.DeliveryAccepted, Attempts: 9})
			w.same(len(w.delivering()), 0)
			w.lifecycle("google", "r", letters.Sent)
		}},
		{"cannot have bounced", func(w *world, _ time.Time) {
			w.putOff(claim.ServerBusy, "try later", false)
			before := w.last("google").Delivery
			w.mailIn("google", "notice", received.Mail{Raw: "raw", Class: received.MailBounce, Failed: true, Hard: true, ReceivedAt: w.now})
			for _, m := range w.letters("google").Messages {
				if m.Kind != claim.Reply {
					w.same(m.Delivery, before)
				}
			}
		}},
		{"waits for somebody when it is given up, though its request is over", func(w *world, at time.Time) {
			w.must(uuid.Nil, party("google"), letters.RecordDelivery{
				Message: w.last("google").ID, Delivery: letters.DeliveryStopped, Reason: "refused_message_554", Attempts: 1, Said: "no", At: at,
			})
			w.lifecycle("google", "r", letters.NoReply)
			w.same(w.delivering()[0].Since, at)
			w.same(w.last("google").Said, claim.Ref("no"))
			w.must(author, party("google"), letters.WithdrawRequest{Request: id("r")})
			w.same(len(w.delivering()), 0)
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "a")
			w.must(author, party("google"), w.asking("google", "r", 10*24*time.Hour, "a"))
			test.play(w, w.now)
			w.checkRecord(w.now)
		})
	}
}
