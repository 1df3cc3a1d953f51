package casework_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// turns are what waits for somebody, by name.
func (d *door) turns(who casework.Caller, f desk.TurnFilter) map[string]desk.TurnItem {
	d.T.Helper()
	items := map[string]desk.TurnItem{}
	f.Limit = 2
	for {
		page, err := d.Desk.Turn(d.Ctx(), who, f)
		require.NoError(d.T, err)
		for _, item := range page.Items {
			require.NotContains(d.T, items, item.Item, "it stands twice")
			items[item.Item] = item
		}
		if f.After = page.Next; page.Next == "" {
			break
		}
	}
	f.Limit = 200
	all, err := d.Desk.Turn(d.Ctx(), who, f)
	require.NoError(d.T, err)
	require.Empty(d.T, all.Next)
	require.Len(d.T, items, len(all.Items), "page by page comes what comes at once")
	return items
}

// kinds counts what waits by its kind.
func kinds(items map[string]desk.TurnItem) map[claim.TurnKind]int {
	n := map[claim.TurnKind]int{}
	for _, item := range items {
		n[item.Kind]++
	}
	return n
}

func (d *door) turnsOf(who casework.Caller) map[claim.TurnKind]int {
	d.T.Helper()
	return kinds(d.turns(who, desk.TurnFilter{}))
}

func TestTheTurnPassesFromHandToHand(t *testing.T) {
	d := newDoor(t)
	jonas := d.Who("jonas")
	d.Claims("vault7", "a")
	require.Equal(t, map[claim.TurnKind]int{claim.TurnAsk: 1}, d.turnsOf(d.Mara))
	require.Empty(t, d.turnsOf(jonas), "he can only review")

	d.Party("Google")
	d.Ask("vault7", "google", "a")
	require.Empty(t, d.turnsOf(d.Mara), "it is the party's turn")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	require.Equal(t, map[claim.TurnKind]int{claim.TurnRead: 1}, d.turnsOf(d.Mara))

	message := d.only(d.Mara)
	_, err = answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{
		Party: "google", Message: subjectOf(message).String(), GroundRules: claim.OnTheRecord, Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Confirms}},
	})
	require.NoError(t, err)
	require.Equal(t, map[claim.TurnKind]int{claim.TurnAssess: 1}, d.turnsOf(d.Mara))
	_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "They say so."})
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(d.Mara), "nobody signs off their own work")
	require.Equal(t, map[claim.TurnKind]int{claim.TurnReview: 1}, d.turnsOf(jonas))

	subject := d.Report("vault7").Claims[0].Subject
	_, err = findings.Return(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: subject, Comment: "Who says so?"})
	require.NoError(t, err)
	require.Equal(t, map[claim.TurnKind]int{claim.TurnReturned: 1}, d.turnsOf(d.Mara))
	_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "Google says so."})
	require.NoError(t, err)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, jonas, "vault7/a", findings.ReviewInput{Subject: d.Report("vault7").Claims[0].Subject})
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(jonas))
	require.Equal(t, map[claim.TurnKind]int{claim.TurnPublish: 1}, d.turnsOf(d.Mara))
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(d.Mara))
}

func TestWhatCameToWaitInOneActStandsInTheOrderOfTheStory(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7")
	text := "Eight was late.\nOne was late.\nFive was late.\nTwo was late.\nSeven was late.\nFour was late."
	_, err := writing.AddClaims(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.SheetInput{Text: text})
	require.NoError(t, err)
	page, err := d.Desk.Turn(d.Ctx(), d.Mara, desk.TurnFilter{})
	require.NoError(t, err)
	var says []string
	for _, item := range page.Items {
		says = append(says, item.Says)
	}
	require.Equal(t, strings.Split(text, "\n"), says)
}

// only is the one thing that waits for somebody.
func (d *door) only(who casework.Caller) desk.TurnItem {
	d.T.Helper()
	items := d.turns(who, desk.TurnFilter{})
	require.Len(d.T, items, 1)
	for _, item := range items {
		return item
	}
	return desk.TurnItem{}
}

func subjectOf(item desk.TurnItem) uuid.UUID {
	_, id, err := claim.ParseItem(item.Item)
	if err != nil {
		panic(err)
	}
	return id
}

func TestARequestWaitsWhenItsTimeRunsOut(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 5*24*time.Hour))
	require.Empty(t, d.turnsOf(d.Mara), "a quarter of the caseworktest.Week is left later")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 24*time.Hour))
	item := d.only(d.Mara)
	require.Equal(t, claim.TurnDue, item.Kind)
	require.Equal(t, "Google", item.What)
	require.False(t, item.Overdue)
	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*24*time.Hour))
	require.Equal(t, claim.TurnAssess, d.only(d.Mara).Kind, "it has lapsed, and the claim goes on")
}

func TestALetterRefusedForPolicySaysSo(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	const said = "550 5.7.1 Our policy refuses mail from 192.0.2.1, see https://mx.google.example/why"
	require.NoError(t, d.Desk.RefuseLetters(d.Ctx(), said))
	d.Ask("vault7", "google", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Hour))
	items := d.turns(d.Mara, desk.TurnFilter{Kind: claim.TurnDeliver})
	require.Len(t, items, 1)
	for _, item := range items {
		require.Equal(t, "the latest letter is refused for good, and tried again all the same: the server's policy, a filter or a block list refused the letter, or the desk's server", item.Why)
		require.Equal(t, claim.CausePolicy.NextStep(), item.Next)
		require.Equal(t, said, item.Says)
	}
	party, err := d.Desk.PartyPage(d.Ctx(), d.Mara, "google")
	require.NoError(t, err)
	require.False(t, party.Contacts[0].Bad(), "the address is not to blame")
	require.Equal(t, said, party.Contacts[0].PutOffSaid)
	require.Contains(t, party.Contacts[0].PutOff, "refused for good")
	require.Equal(t, claim.CausePolicy.NextStep(), party.Contacts[0].PutOffNext)
}

func TestWhoseTurnItIsStandsInTheRecord(t *testing.T) {
	d := askedDoor(t)
	eve := d.Person("eve", claim.Editor, claim.Reporter)
	_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	item := d.only(d.Mara).Item
	require.Empty(t, d.turnsOf(eve))
	require.Contains(t, d.turns(eve, desk.TurnFilter{Scope: "all"}), item)

	n, err := staff.Accept(d.Ctx(), d.Desk.Door, eve, item)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.True(t, d.only(eve).Mine)
	require.Empty(t, d.turnsOf(d.Mara))
	page, err := d.Desk.Activity(d.Ctx(), d.Mara, timeline.ActivityFilter{Group: "turns"})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	require.Contains(t, page.Items[0].Text, "eve")

	_, err = staff.Assign(d.Ctx(), d.Desk.Door, eve, "jonas", item)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	_, err = staff.Assign(d.Ctx(), d.Desk.Door, eve, "nobody", item)
	caseworktest.Refused(t, claim.CodeNotFound, err)
	_, err = staff.Accept(d.Ctx(), d.Desk.Door, d.Who("jonas"), item)
	caseworktest.Refused(t, claim.CodeForbidden, err)
	_, err = staff.Assign(d.Ctx(), d.Desk.Door, eve, "", item)
	require.NoError(t, err)
	require.Equal(t, item, d.only(d.Mara).Item, "given back")
}

func TestSnoozingIsOnesOwn(t *testing.T) {
	d := askedDoor(t)
	eve := d.Person("eve", claim.Editor, claim.Reporter)
	_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	item := d.only(d.Mara).Item
	n, err := staff.Snooze(d.Ctx(), d.Desk.Door, d.Mara, d.Desk.Clock.Now().Add(time.Hour), item)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Empty(t, d.turnsOf(d.Mara))
	require.Contains(t, d.turns(d.Mara, desk.TurnFilter{Scope: "snoozed"}), item)
	require.Contains(t, d.turns(eve, desk.TurnFilter{Scope: "all"}), item)
	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*time.Hour))
	require.Equal(t, item, d.only(d.Mara).Item)
	_, err = staff.Snooze(d.Ctx(), d.Desk.Door, d.Mara, d.Desk.Clock.Now().Add(-time.Hour), item)
	caseworktest.Refused(t, claim.CodeInvalid, err)
}

func TestManyMessagesAreReadAtOnce(t *testing.T) {
	d := askedDoor(t)
	for _, text := range []string{"One.", "Two.", "Three."} {
		_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", text)
		require.NoError(t, err)
	}
	var items []string
	for item := range d.turns(d.Mara, desk.TurnFilter{}) {
		items = append(items, item)
	}
	require.Len(t, items, 3)
	key := casework.WithKey(d.Ctx(), uuid.New())
	n, err := staff.MarkRead(key, d.Desk.Door, d.Mara, append(items, "read."+uuid.NewString())...)
	require.NoError(t, err)
	require.Equal(t, 3, n, "what does not wait any more is passed over")
	require.Zero(t, d.turnsOf(d.Mara)[claim.TurnRead])
	n, err = staff.MarkRead(key, d.Desk.Door, d.Mara, items...)
	require.NoError(t, err)
	require.Zero(t, n)
	_, err = staff.MarkRead(d.Ctx(), d.Desk.Door, d.Mara, "nonsense")
	caseworktest.Refused(t, claim.CodeNotFound, err)
}

// TestNothingOfARestrictedCaseShowsToWhoMayNotSeeIt looks everywhere.
func TestNothingOfARestrictedCaseShowsToWhoMayNotSeeIt(t *testing.T) {
	d, eve := secretDoor(t)
	_, err := d.Desk.Receive(d.Ctx(), "secret", "google", "Yes, we hushed it up.")
	require.NoError(t, err)
	auditor := d.Person("audrey", claim.Auditor)
	secret := d.Report("secret").ID
	for _, scope := range desk.TurnScopes {
		for _, item := range d.turns(eve, desk.TurnFilter{Scope: scope}) {
			require.NotEqual(t, "secret", item.Case)
		}
	}
	_, err = d.Desk.Turn(d.Ctx(), eve, desk.TurnFilter{Case: "secret"})
	caseworktest.Refused(t, claim.CodeNotFound, err)
	for who, want := range map[*casework.Caller]int{&eve: 1, &d.Mara: 2, &auditor: 2} {
		page, err := d.Desk.CaseList(d.Ctx(), *who, desk.CaseFilter{})
		require.NoError(t, err)
		require.Len(t, page.Cases, want)
		cases, err := d.Desk.Cases(d.Ctx(), *who)
		require.NoError(t, err)
		require.Len(t, cases, want)
	}
	letters, err := d.Desk.OutboxList(d.Ctx(), eve, correspondence.OutboxFilter{State: letters.OutboxSent})
	require.NoError(t, err)
	for _, l := range letters.Letters {
		require.NotEqual(t, "secret", l.Case)
	}
	activity, err := d.Desk.Activity(d.Ctx(), eve, timeline.ActivityFilter{Limit: 200})
	require.NoError(t, err)
	for _, item := range activity.Items {
		require.NotEqual(t, "secret", item.Case)
		require.NotContains(t, item.Text, "Google")
	}
	for _, query := range []string{"hushed", "secret", "google"} {
		found, err := d.Desk.Search(d.Ctx(), eve, query, desk.SearchFilter{})
		require.NoError(t, err)
		require.Empty(t, found.Found, query)
	}
	_, err = d.Desk.Search(d.Ctx(), eve, "hushed", desk.SearchFilter{Case: "secret"})
	caseworktest.Refused(t, claim.CodeNotFound, err)

	ctx, cancel := context.WithTimeout(d.Ctx(), 30*time.Second)
	defer cancel()
	from, err := d.Desk.Position(ctx)
	require.NoError(t, err)
	told := make(chan desk.DeskChange, 1)
	go func() {
		change, err := d.Desk.Watch(ctx, eve, from)
		if err == nil {
			told <- change
		}
		close(told)
	}()
	d.Claims("secret", "b")
	change, err := d.Desk.Watch(ctx, d.Mara, from)
	require.NoError(t, err)
	require.Contains(t, change.Cases, secret)
	d.Claims("vault7", "b")
	require.NotContains(t, (<-told).Cases, secret)
}

func TestQueriesAreReadAsPeopleTypeThem(t *testing.T) {
	term := func(text string) lists.SearchTerm { return lists.SearchTerm{Text: text} }
	for query, want := range map[string][]lists.SearchTerm{
		"":                     nil,
		"  ":                   nil,
		"one two":              {term("one"), term("two")},
		`"a phrase" more`:      {term("a phrase"), term("more")},
		`“a phrase”`:           {term("a phrase")},
		`"not closed`:          {term("not closed")},
		"micro*":               {{Text: "micro", Prefix: true}},
		`"in the beg"*`:        {{Text: "in the beg", Prefix: true}},
		"-without":             {{Text: "without", Not: true}},
		`-"a phrase"`:          {{Text: "a phrase", Not: true}},
		"e-mail":               {term("e-mail")},
		`- * "" -" "`:          nil,
		"a:b (c OR d) NEAR/2":  {term("a:b"), term("(c"), term("OR"), term("d)"), term("NEAR/2")},
		"\xff\xfebroken":       {term("broken")},
		"one\"two three\"four": {term("one"), term("two three"), term("four")},
	} {
		require.Equal(t, want, desk.ParseQuery(query), query)
	}
	require.LessOrEqual(t, len(desk.ParseQuery(string(make([]byte, 1<<20))+" x")), 16)
}

func TestSavedViewsAreOnesOwn(t *testing.T) {
	d := newDoor(t)
	jonas := d.Who("jonas")
	require.NoError(t, d.Desk.SaveView(d.Ctx(), d.Mara, "Due soon", "due=caseworktest.Week&after=abc&order=due"))
	views, err := d.Desk.Views(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Len(t, views, 1)
	require.Equal(t, "due=caseworktest.Week&order=due", views[0].Query)
	views, err = d.Desk.Views(d.Ctx(), jonas)
	require.NoError(t, err)
	require.Empty(t, views)
	caseworktest.Refused(t, claim.CodeInvalid, d.Desk.SaveView(d.Ctx(), d.Mara, "", "due=caseworktest.Week"))
	caseworktest.Refused(t, claim.CodeInvalid, d.Desk.SaveView(d.Ctx(), d.Mara, "bad", "%zz"))
	require.NoError(t, d.Desk.RemoveView(d.Ctx(), d.Mara, "Due soon"))
	require.NoError(t, d.Desk.RemoveView(d.Ctx(), d.Mara, "Due soon"), "gone is gone")
}

func TestNobodyWhoIsGoneIsGivenATurn(t *testing.T) {
	d := askedDoor(t)
	d.Person("eve", claim.Editor)
	d.receive("google", "Yes.")
	_, err := staff.DisablePerson(d.Ctx(), d.Desk.Door, d.Mara, "eve")
	require.NoError(t, err)
	item := d.only(d.Mara)
	_, err = staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "eve", item.Item)
	caseworktest.Refused(t, claim.CodeForbidden, err)
}

// A kind of turn without a right would wait for nobody.
func TestEveryKindOfTurnTakesARight(t *testing.T) {
	for _, kind := range claim.TurnKinds {
		require.NotEmpty(t, casework.TurnRights[kind], kind)
	}
}
