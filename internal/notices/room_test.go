package notices_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/notices"
)

const desk = "https://desk.example.org"

// sent is a notice that somebody got.
type sent struct {
	to string
	notices.Notice
}

// carrier keeps what it carries, or refuses it.
type carrier struct {
	sent    []sent
	outcome notices.Outcome
	tries   int
}

func (c *carrier) Reaches(notices.Person) bool { return true }

func (c *carrier) Carry(_ context.Context, p notices.Person, n notices.Notice) notices.Outcome {
	c.tries++
	if c.outcome.Failing == "" {
		c.sent = append(c.sent, sent{p.Profile.Handle, n})
	}
	return c.outcome
}

// told is a desk whose people are told what waits.
type told struct {
	*caseworktest.Case
	mail  *carrier
	room  *notices.Room
	later time.Duration // how far the clock of notices is ahead of the desk's
}

func on(d *caseworktest.Case) *told {
	t := &told{Case: d, mail: &carrier{}}
	t.room = &notices.Room{
		Store: d.Desk.Record, Turns: d.Desk.Room, Now: func() time.Time { return d.Desk.Clock.Now().Add(t.later) }, Desk: desk,
		Carriers: map[people.NoticeChannel]notices.Carrier{people.NoticeByMail: t.mail},
	}
	return t
}

// each runs a test on a desk of each database, on which google was asked about a claim.
func each(t *testing.T, test func(d *told)) {
	caseworktest.Each(t, func(_ *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "a")
		d.Party("Google")
		d.Ask("vault7", "google", "a")
		test(on(d))
	})
}

func (d *told) choose(who casework.Caller, in staff.NoticesInput) {
	d.T.Helper()
	if in.Zone == "" {
		in.Zone = "UTC"
	}
	_, err := staff.ChooseNotices(d.Ctx(), d.Desk.Door, who, in)
	require.NoError(d.T, err)
}

// passes lets time pass, and then tells people.
func (d *told) passes(by time.Duration) *told {
	d.T.Helper()
	require.NoError(d.T, d.Desk.Pass(d.Ctx(), by))
	require.NoError(d.T, d.room.Tell(d.Ctx()))
	return d
}

func (d *told) receive(text string) {
	d.T.Helper()
	_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", text)
	require.NoError(d.T, err)
}

// got takes what was sent to somebody.
func (d *told) got(handle string) []string {
	var subjects []string
	for _, s := range d.mail.sent {
		if s.to == handle {
			subjects = append(subjects, s.Subject)
		}
	}
	d.mail.sent = nil
	return subjects
}

// hour is the hour of the day in UTC so far from now.
func (d *told) hour(ahead time.Duration) string { return d.room.Now().UTC().Add(ahead).Format("15:04") }

func TestAPersonIsToldAtOnceAndOnce(t *testing.T) {
	each(t, func(d *told) {
		d.receive("It came before anybody chose.")
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeAtOnce})
		require.Empty(t, d.passes(time.Hour).got("mara"), "what waited before is not told")
		d.receive("Yes.")
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(time.Minute).got("mara"))
		require.Empty(t, d.passes(time.Hour).got("mara"), "nothing is told twice")
		d.receive("And one more thing.")
		d.receive("And another.")
		d.receive("And the last.")
		require.Equal(t, []string{"3 answers wait to be read in vault7"}, d.passes(time.Minute).got("mara"), "many are one")
	})
}

func TestWhatComesInABunchIsFolded(t *testing.T) {
	each(t, func(d *told) {
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeAtOnce})
		d.receive("One.")
		require.Len(t, d.passes(time.Minute).got("mara"), 1)
		for i := range 3 {
			d.receive(fmt.Sprintf("One more: %d.", i))
			require.Empty(t, d.passes(time.Minute).got("mara"))
		}
		require.Equal(t, []string{"3 answers wait to be read in vault7"}, d.passes(5*time.Minute).got("mara"))
	})
}

func TestNobodyIsToldOfHerOwnActs(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor, claim.Reviewer)
		for _, who := range []casework.Caller{d.Mara, ada, d.Who("jonas")} {
			d.choose(who, staff.NoticesInput{When: people.NoticeAtOnce})
		}
		d.passes(time.Minute)
		d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
		d.passes(time.Minute)
		require.Empty(t, d.mail.sent, "mara has recorded the answer, and it is hers to assess")
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "They say so."})
		require.NoError(t, err)
		d.passes(time.Minute)
		var to []string
		for _, s := range d.mail.sent {
			to = append(to, s.to)
			require.Equal(t, "A claim waits for your review in vault7", s.Subject)
		}
		require.ElementsMatch(t, []string{"ada", "jonas"}, to, "all who may review it, but not who proposed it")
	})
}

func TestWhatIsAssignedIsToldToWhomItIsAssigned(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor)
		d.choose(ada, staff.NoticesInput{When: people.NoticeAtOnce})
		d.receive("Yes.")
		require.Empty(t, d.passes(time.Minute).got("ada"), "it is mara's")
		page, err := d.Desk.Turn(d.Ctx(), ada, turnsOfAll)
		require.NoError(t, err)
		_, err = staff.Accept(d.Ctx(), d.Desk.Door, ada, page.Items[0].Item)
		require.NoError(t, err)
		require.Empty(t, d.passes(time.Hour).got("ada"), "she took it herself")
		_, err = staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "", page.Items[0].Item)
		require.NoError(t, err)
		require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
		_, err = staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "ada", page.Items[0].Item)
		require.NoError(t, err)
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(time.Minute).got("ada"))
	})
}

func TestADigestHoldsWhatStillWaits(t *testing.T) {
	each(t, func(d *told) {
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeDigest, Hours: []string{d.hour(3 * time.Hour)}})
		d.receive("Done before the digest.")
		d.receive("Yes.")
		require.Empty(t, d.passes(time.Hour).got("mara"))
		page, err := d.Desk.Turn(d.Ctx(), d.Mara, turnsOfMine)
		require.NoError(t, err)
		_, err = staff.MarkRead(d.Ctx(), d.Desk.Door, d.Mara, page.Items[0].Item)
		require.NoError(t, err)
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(2*time.Hour+time.Minute).got("mara"))
		d.receive("Too late for this digest.")
		require.Empty(t, d.passes(time.Hour).got("mara"), "it is left to the next")
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(24*time.Hour).got("mara"))
		require.Empty(t, d.passes(48*time.Hour).got("mara"), "there is no empty digest")
	})
}

func TestAnAnswerInTheLastHourIsToldToAllWhoWorkOnTheCase(t *testing.T) {
	each(t, func(d *told) {
		ada, bo := d.Person("ada", claim.Editor, claim.Reporter), d.Person("bo", claim.Editor)
		digest := staff.NoticesInput{When: people.NoticeDigest, Hours: []string{d.hour(12 * time.Hour)}}
		d.choose(d.Mara, digest)
		d.choose(ada, digest)
		d.choose(bo, digest)
		_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, ada, "vault7", writing.ClaimInput{Key: "b", Statement: "Canary."})
		require.NoError(t, err)
		d.receive("Long before the deadline.")
		d.passes(6 * 24 * time.Hour)
		d.mail.sent = nil
		page, err := d.Desk.Turn(d.Ctx(), d.Mara, turnsOfMine)
		require.NoError(t, err)
		for _, item := range page.Items {
			_, err = staff.MarkRead(d.Ctx(), d.Desk.Door, d.Mara, item.Item)
			require.NoError(t, err)
		}
		due := d.Report("vault7").Claims[0].Parties[0].AnswerBy
		require.NoError(t, d.Desk.Pass(d.Ctx(), due.Sub(d.Desk.Clock.Now())-30*time.Minute))
		require.NoError(t, d.room.Tell(d.Ctx()))
		d.mail.sent = nil
		d.receive("Half an hour before the deadline.")
		d.passes(time.Minute)
		var to []string
		for _, s := range d.mail.sent {
			to = append(to, s.to)
			require.Equal(t, "An answer waits to be read in vault7", s.Subject)
		}
		require.ElementsMatch(t, []string{"mara", "ada"}, to, "bo has done nothing there")
	})
}

func TestQuietHoursAndKindsAreKept(t *testing.T) {
	each(t, func(d *told) {
		d.choose(d.Mara, staff.NoticesInput{
			When: people.NoticeAtOnce, QuietFrom: d.hour(-time.Hour), QuietTo: d.hour(2 * time.Hour),
			Kinds: []people.KindNotice{{Kind: claim.TurnSort, When: people.NoticeNever}},
		})
		d.receive("Yes.")
		_, err := d.Desk.Receive(d.Ctx(), "", "", "Who knows of what.")
		require.NoError(t, err)
		require.Empty(t, d.passes(time.Hour).got("mara"))
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(time.Hour+time.Minute).got("mara"))
	})
}

func TestAServerThatIsDownLosesNothingAndFloodsNobody(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor)
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeAtOnce})
		d.choose(ada, staff.NoticesInput{When: people.NoticeAtOnce})
		d.mail.outcome = notices.Outcome{Failing: "the mail server takes no mail from the desk now", Down: true}
		for i := range 20 {
			d.receive(fmt.Sprintf("Answer %d.", i))
			d.passes(30 * time.Minute)
		}
		require.Less(t, d.mail.tries, 25, "it is tried less and less often")
		view, err := d.Desk.Notices(d.Ctx(), d.Mara)
		require.NoError(t, err)
		require.Equal(t, "the mail server takes no mail from the desk now", view.Told[0].Failing)
		d.mail.outcome = notices.Outcome{}
		require.Equal(t, []string{"20 answers wait to be read in vault7"}, d.passes(2*time.Hour).got("mara"))
		require.Empty(t, d.passes(2*time.Hour).got("mara"))
	})
}

func TestANoticeThatWasCutOffIsSentUnderTheSameName(t *testing.T) {
	each(t, func(d *told) {
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeAtOnce})
		d.receive("Yes.")
		cut := &cutOff{}
		d.room.Carriers[people.NoticeByMail] = cut
		require.Panics(t, func() { d.passes(time.Minute) })
		d.room.Carriers[people.NoticeByMail] = d.mail
		d.passes(time.Minute)
		require.Empty(t, d.mail.sent, "whoever took it may be at it still")
		d.passes(time.Hour)
		require.Len(t, d.mail.sent, 1)
		require.Equal(t, cut.was.ID, d.mail.sent[0].ID)
	})
}

// cutOff is a process that ends while it sends.
type cutOff struct {
	carrier
	was notices.Notice
}

func (c *cutOff) Carry(_ context.Context, _ notices.Person, n notices.Notice) notices.Outcome {
	c.was = n
	panic("the process ends")
}

func TestTheDeputyIsToldInsteadOfWhoIsAway(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor, claim.Reviewer)
		for _, who := range []casework.Caller{d.Mara, ada} {
			d.choose(who, staff.NoticesInput{When: people.NoticeAtOnce})
		}
		_, err := staff.GoAway(d.Ctx(), d.Desk.Door, d.Mara, "mara", staff.AwayInput{To: d.Desk.Clock.Now().Add(24 * time.Hour), Deputy: "ada"})
		require.NoError(t, err)
		d.receive("Yes.")
		d.passes(time.Minute)
		require.Len(t, d.mail.sent, 1)
		require.Equal(t, "ada", d.mail.sent[0].to)
		d.mail.sent = nil
		d.receive("It waits until she is back.")
		_, err = staff.ComeBack(d.Ctx(), d.Desk.Door, d.Mara, "mara")
		require.NoError(t, err)
		require.Equal(t, []string{"2 answers wait to be read in vault7"}, d.passes(time.Hour).got("mara"))
	})
}

func TestWhoIsAwayIsToldIfTheDeputyIsNotThereAnyMore(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor, claim.Reviewer)
		for _, who := range []casework.Caller{d.Mara, ada} {
			d.choose(who, staff.NoticesInput{When: people.NoticeAtOnce})
		}
		_, err := staff.GoAway(d.Ctx(), d.Desk.Door, d.Mara, "mara", staff.AwayInput{To: d.Desk.Clock.Now().Add(24 * time.Hour), Deputy: "ada"})
		require.NoError(t, err)
		_, err = staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "ada")
		require.NoError(t, err)
		d.receive("Yes.")
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(time.Minute).got("mara"))
	})
}

func TestTheDeputyIsToldOfAnAnswerInTheLastHour(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor, claim.Reviewer)
		digest := staff.NoticesInput{When: people.NoticeDigest, Hours: []string{d.hour(12 * time.Hour)}}
		d.choose(d.Mara, digest)
		d.choose(ada, digest)
		due := d.Report("vault7").Claims[0].Parties[0].AnswerBy
		require.NoError(t, d.Desk.Pass(d.Ctx(), due.Sub(d.Desk.Clock.Now())-30*time.Minute))
		_, err := staff.GoAway(d.Ctx(), d.Desk.Door, d.Mara, "mara", staff.AwayInput{To: d.Desk.Clock.Now().Add(24 * time.Hour), Deputy: "ada"})
		require.NoError(t, err)
		d.passes(time.Minute)
		d.mail.sent = nil
		d.receive("Half an hour before the deadline.")
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(time.Minute).got("ada"), "mara owns the case, and ada stands in")
	})
}

func TestNothingOfARestrictedCaseIsNamed(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor)
		for _, who := range []casework.Caller{d.Mara, ada} {
			d.choose(who, staff.NoticesInput{When: people.NoticeAtOnce})
		}
		d.Open(writing.CaseInput{Slug: "canary", Title: "Canary", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
		d.Claims("canary", "canary-claim")
		d.Ask("canary", "google", "canary-claim")
		d.passes(time.Minute)
		_, err := d.Desk.Receive(d.Ctx(), "canary", "google", "Canary.")
		require.NoError(t, err)
		d.passes(time.Minute)
		require.Len(t, d.mail.sent, 1, "ada may not see the case")
		require.Equal(t, "An answer waits to be read", d.mail.sent[0].Subject)
		require.NotContains(t, strings.ToLower(d.mail.sent[0].Text()), "canary")
	})
}

// TestWhoseAddressIsRefusedIsLeftInPeace: a carrier's wait of hours is no wrong clock.
func TestWhoseAddressIsRefusedIsLeftInPeace(t *testing.T) {
	each(t, func(d *told) {
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeAtOnce})
		d.mail.outcome = notices.Outcome{Failing: "the mail server does not take mail to the address of the account", Wait: notices.LongestRest}
		d.receive("Yes.")
		for range 11 {
			d.passes(time.Hour)
		}
		require.Equal(t, 1, d.mail.tries)
		d.mail.outcome = notices.Outcome{}
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(2*time.Hour).got("mara"))
	})
}

func TestTheChatOfTheDeskIsToldAllButRestrictedCases(t *testing.T) {
	each(t, func(d *told) {
		chat := &carrier{}
		d.room.Carriers = map[people.NoticeChannel]notices.Carrier{people.NoticeByWebhook: chat}
		_, err := staff.SetDeskWebhook(d.Ctx(), d.Desk.Door, d.Mara, staff.WebhookInput{Kind: people.HookSlack, Address: "https://hooks.example.org/x"})
		require.NoError(t, err)
		_, err = staff.ChooseDeskNotices(d.Ctx(), d.Desk.Door, d.Mara, staff.NoticesInput{When: people.NoticeAtOnce, Zone: "UTC"})
		require.NoError(t, err)
		d.Open(writing.CaseInput{Slug: "canary", Title: "Canary", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
		d.Claims("canary", "canary-claim")
		d.passes(time.Minute)
		require.Empty(t, chat.sent, "who reads the chat may not know of it")
		_, err = discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "vault7", discussion.CommentInput{Text: "Is it so, @jonas?"})
		require.NoError(t, err)
		d.passes(time.Hour)
		require.Empty(t, chat.sent, "a mention is a word to one person")
		d.receive("Yes.")
		d.passes(time.Minute)
		require.Len(t, chat.sent, 1)
		require.Equal(t, "An answer waits to be read in vault7", chat.sent[0].Subject)
	})
}

func TestAWebhookThatIsRefusedIsToldNothingUntilItIsSetAnew(t *testing.T) {
	each(t, func(d *told) {
		chat := &carrier{outcome: notices.Outcome{Failing: "the chat refuses the webhook, with status 404", Refused: true}}
		d.room.Carriers = map[people.NoticeChannel]notices.Carrier{people.NoticeByWebhook: reachesHooks{chat}}
		stopped := 0
		d.room.Stop = func(ctx context.Context, p notices.Person, _ string) error {
			stopped++
			return staff.StopWebhook(ctx, d.Desk.Door, p.Stream, p.Hook.Address)
		}
		set := func() {
			require.NoError(t, d.Desk.Pass(d.Ctx(), time.Second))
			_, err := staff.SetWebhook(d.Ctx(), d.Desk.Door, d.Mara, staff.WebhookInput{Kind: people.HookSlack, Address: "https://hooks.example.org/x"})
			require.NoError(t, err)
		}
		set()
		d.choose(d.Mara, staff.NoticesInput{When: people.NoticeAtOnce})
		d.receive("Yes.")
		for range 5 {
			d.passes(2 * time.Hour)
		}
		require.Equal(t, 1, chat.tries)
		require.Equal(t, 1, stopped)
		view, err := d.Desk.Notices(d.Ctx(), d.Mara)
		require.NoError(t, err)
		require.False(t, view.Webhook.StoppedAt.IsZero())
		chat.outcome = notices.Outcome{}
		set()
		d.receive("And more.")
		d.passes(2 * time.Hour)
		require.Len(t, chat.sent, 1)
		require.Equal(t, "2 answers wait to be read in vault7", chat.sent[0].Subject)
	})
}

// reachesHooks reaches who has a webhook that was not refused.
type reachesHooks struct{ *carrier }

func (reachesHooks) Reaches(p notices.Person) bool { return p.Hook != nil && p.Hook.StoppedAt.IsZero() }

func TestAClockThatJumpsSendsNothingTwice(t *testing.T) {
	each(t, func(d *told) {
		d.choose(d.Mara, staff.NoticesInput{
			When: people.NoticeAtOnce, Hours: []string{d.hour(time.Hour)}, Kinds: []people.KindNotice{{Kind: claim.TurnSort, When: people.NoticeDigest}},
		})
		d.receive("Yes.")
		d.later = 30 * 24 * time.Hour
		require.Len(t, d.passes(time.Minute).got("mara"), 1)
		d.later = 0
		require.Empty(t, d.passes(time.Minute).got("mara"))
		d.receive("After the clock was put right.")
		_, err := d.Desk.Receive(d.Ctx(), "", "", "Who knows of what.")
		require.NoError(t, err)
		require.Equal(t, []string{"An answer waits to be read in vault7"}, d.passes(time.Minute).got("mara"))
		require.Equal(t, []string{"A message in quarantine waits to be placed"}, d.passes(2*time.Hour).got("mara"))
	})
}
