package casework_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// turns are what waits for somebody, by name.
func (d *door) turns(who casework.Caller, f reading.TurnFilter) map[string]reading.TurnItem {
	d.t.Helper()
	items := map[string]reading.TurnItem{}
	f.Limit = 2
	for {
		page, err := d.desk.Turn(d.ctx(), who, f)
		require.NoError(d.t, err)
		for _, item := range page.Items {
			require.NotContains(d.t, items, item.Item, "it stands twice")
			items[item.Item] = item
		}
		if f.After = page.Next; page.Next == "" {
			break
		}
	}
	n, err := d.desk.TurnCountOf(d.ctx(), who, f)
	require.NoError(d.t, err)
	require.Len(d.t, items, n, "the count is the length of the list")
	return items
}

// kinds counts what waits by its kind.
func kinds(items map[string]reading.TurnItem) map[claim.TurnKind]int {
	n := map[claim.TurnKind]int{}
	for _, item := range items {
		n[item.Kind]++
	}
	return n
}

func (d *door) turnsOf(who casework.Caller) map[claim.TurnKind]int {
	d.t.Helper()
	return kinds(d.turns(who, reading.TurnFilter{}))
}

func TestTheTurnPassesFromHandToHand(t *testing.T) {
	d := newDoor(t)
	jonas := d.who("jonas")
	d.claims("vault7", "a")
	require.Equal(t, map[claim.TurnKind]int{claim.TurnAsk: 1}, d.turnsOf(d.mara))
	require.Empty(t, d.turnsOf(jonas), "he can only review")

	d.party("Google")
	d.ask("vault7", "google", "a")
	require.Empty(t, d.turnsOf(d.mara), "it is the party's turn")
	require.NoError(t, d.desk.Pass(d.ctx(), time.Hour))
	_, err := d.desk.Receive(d.ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	require.Equal(t, map[claim.TurnKind]int{claim.TurnRead: 1}, d.turnsOf(d.mara))

	message := d.only(d.mara)
	_, err = d.desk.Answer(d.ctx(), d.mara, "vault7", casework.AnswerInput{
		Party: "google", Message: subjectOf(message).String(), GroundRules: claim.OnTheRecord, Stances: []casework.StanceInput{{Claim: "a", Stance: claim.Confirms}},
	})
	require.NoError(t, err)
	require.Equal(t, map[claim.TurnKind]int{claim.TurnAssess: 1}, d.turnsOf(d.mara))
	_, err = d.desk.Assess(d.ctx(), d.mara, "vault7/a", casework.AssessInput{Outcome: claim.Confirmed, Rationale: "They say so."})
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(d.mara), "nobody signs off their own work")
	require.Equal(t, map[claim.TurnKind]int{claim.TurnReview: 1}, d.turnsOf(jonas))

	subject := d.report("vault7").Claims[0].Subject
	_, err = d.desk.Return(d.ctx(), jonas, "vault7/a", casework.ReviewInput{Subject: subject, Comment: "Who says so?"})
	require.NoError(t, err)
	require.Equal(t, map[claim.TurnKind]int{claim.TurnReturned: 1}, d.turnsOf(d.mara))
	_, err = d.desk.Assess(d.ctx(), d.mara, "vault7/a", casework.AssessInput{Outcome: claim.Confirmed, Rationale: "Google says so."})
	require.NoError(t, err)
	_, err = d.desk.Sign(d.ctx(), jonas, "vault7/a", casework.ReviewInput{Subject: d.report("vault7").Claims[0].Subject})
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(jonas))
	require.Equal(t, map[claim.TurnKind]int{claim.TurnPublish: 1}, d.turnsOf(d.mara))
	_, err = d.desk.Publish(d.ctx(), d.mara, "vault7/a", casework.ReasonInput{})
	require.NoError(t, err)
	require.Empty(t, d.turnsOf(d.mara))
}

// only is the one thing that waits for somebody.
func (d *door) only(who casework.Caller) reading.TurnItem {
	d.t.Helper()
	items := d.turns(who, reading.TurnFilter{})
	require.Len(d.t, items, 1)
	for _, item := range items {
		return item
	}
	return reading.TurnItem{}
}

func subjectOf(item reading.TurnItem) uuid.UUID {
	_, id, err := claim.ParseItem(item.Item)
	if err != nil {
		panic(err)
	}
	return id
}

func TestARequestWaitsWhenItsTimeRunsOut(t *testing.T) {
	d := newDoor(t)
	d.claims("vault7", "a")
	d.party("Google")
	d.ask("vault7", "google", "a")
	require.NoError(t, d.desk.Pass(d.ctx(), 5*24*time.Hour))
	require.Empty(t, d.turnsOf(d.mara), "a quarter of the week is left later")
	require.NoError(t, d.desk.Pass(d.ctx(), 24*time.Hour))
	item := d.only(d.mara)
	require.Equal(t, claim.TurnDue, item.Kind)
	require.Equal(t, "Google", item.What)
	require.False(t, item.Overdue)
	require.NoError(t, d.desk.Pass(d.ctx(), 2*24*time.Hour))
	require.Equal(t, claim.TurnAssess, d.only(d.mara).Kind, "it has lapsed, and the claim goes on")
}

func TestWhoseTurnItIsStandsInTheRecord(t *testing.T) {
	d := askedDoor(t)
	eve := d.person("eve", claim.Editor, claim.Reporter)
	_, err := d.desk.Receive(d.ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	item := d.only(d.mara).Item
	require.Empty(t, d.turnsOf(eve))
	require.Contains(t, d.turns(eve, reading.TurnFilter{Scope: "all"}), item)

	n, err := d.desk.Accept(d.ctx(), eve, item)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.True(t, d.only(eve).Mine)
	require.Empty(t, d.turnsOf(d.mara))
	page, err := d.desk.Activity(d.ctx(), d.mara, reading.ActivityFilter{Group: "turns"})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	require.Contains(t, page.Items[0].Text, "eve")

	_, err = d.desk.Assign(d.ctx(), eve, "jonas", item)
	refused(t, claim.CodeForbidden, err)
	_, err = d.desk.Assign(d.ctx(), eve, "nobody", item)
	refused(t, claim.CodeNotFound, err)
	_, err = d.desk.Accept(d.ctx(), d.who("jonas"), item)
	refused(t, claim.CodeForbidden, err)
	_, err = d.desk.Assign(d.ctx(), eve, "", item)
	require.NoError(t, err)
	require.Equal(t, item, d.only(d.mara).Item, "given back")
}

func TestSnoozingIsOnesOwn(t *testing.T) {
	d := askedDoor(t)
	eve := d.person("eve", claim.Editor, claim.Reporter)
	_, err := d.desk.Receive(d.ctx(), "vault7", "google", "Yes.")
	require.NoError(t, err)
	item := d.only(d.mara).Item
	n, err := d.desk.Snooze(d.ctx(), d.mara, d.desk.Clock.Now().Add(time.Hour), item)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Empty(t, d.turnsOf(d.mara))
	require.Contains(t, d.turns(d.mara, reading.TurnFilter{Scope: "snoozed"}), item)
	require.Contains(t, d.turns(eve, reading.TurnFilter{Scope: "all"}), item)
	require.NoError(t, d.desk.Pass(d.ctx(), 2*time.Hour))
	require.Equal(t, item, d.only(d.mara).Item)
	_, err = d.desk.Snooze(d.ctx(), d.mara, d.desk.Clock.Now().Add(-time.Hour), item)
	refused(t, claim.CodeInvalid, err)
}

func TestManyMessagesAreReadAtOnce(t *testing.T) {
	d := askedDoor(t)
	for _, text := range []string{"One.", "Two.", "Three."} {
		_, err := d.desk.Receive(d.ctx(), "vault7", "google", text)
		require.NoError(t, err)
	}
	var items []string
	for item := range d.turns(d.mara, reading.TurnFilter{}) {
		items = append(items, item)
	}
	require.Len(t, items, 3)
	key := casework.WithKey(d.ctx(), uuid.New())
	n, err := d.desk.MarkRead(key, d.mara, append(items, "read."+uuid.NewString())...)
	require.NoError(t, err)
	require.Equal(t, 3, n, "what does not wait any more is passed over")
	require.Zero(t, d.turnsOf(d.mara)[claim.TurnRead])
	n, err = d.desk.MarkRead(key, d.mara, items...)
	require.NoError(t, err)
	require.Zero(t, n)
	_, err = d.desk.MarkRead(d.ctx(), d.mara, "nonsense")
	refused(t, claim.CodeNotFound, err)
}

// TestNothingOfARestrictedCaseShowsToWhoMayNotSeeIt looks everywhere.
func TestNothingOfARestrictedCaseShowsToWhoMayNotSeeIt(t *testing.T) {
	d, eve := secretDoor(t)
	_, err := d.desk.Receive(d.ctx(), "secret", "google", "Yes, we hushed it up.")
	require.NoError(t, err)
	auditor := d.person("audrey", claim.Auditor)
	secret := d.report("secret").ID
	for _, scope := range reading.TurnScopes {
		for _, item := range d.turns(eve, reading.TurnFilter{Scope: scope}) {
			require.NotEqual(t, "secret", item.Case)
		}
	}
	_, err = d.desk.Turn(d.ctx(), eve, reading.TurnFilter{Case: "secret"})
	refused(t, claim.CodeNotFound, err)
	for who, want := range map[*casework.Caller]int{&eve: 1, &d.mara: 2, &auditor: 2} {
		page, err := d.desk.CaseList(d.ctx(), *who, reading.CaseFilter{})
		require.NoError(t, err)
		require.Len(t, page.Cases, want)
		cases, err := d.desk.Cases(d.ctx(), *who)
		require.NoError(t, err)
		require.Len(t, cases, want)
	}
	letters, err := d.desk.OutboxList(d.ctx(), eve, reading.OutboxFilter{State: claim.OutboxSent})
	require.NoError(t, err)
	for _, l := range letters.Letters {
		require.NotEqual(t, "secret", l.Case)
	}
	activity, err := d.desk.Activity(d.ctx(), eve, reading.ActivityFilter{Limit: 200})
	require.NoError(t, err)
	for _, item := range activity.Items {
		require.NotEqual(t, "secret", item.Case)
		require.NotContains(t, item.Text, "Google")
	}
	for _, query := range []string{"hushed", "secret", "google"} {
		found, err := d.desk.Search(d.ctx(), eve, query, reading.SearchFilter{})
		require.NoError(t, err)
		require.Empty(t, found.Found, query)
	}
	_, err = d.desk.Search(d.ctx(), eve, "hushed", reading.SearchFilter{Case: "secret"})
	refused(t, claim.CodeNotFound, err)

	ctx, cancel := context.WithTimeout(d.ctx(), 30*time.Second)
	defer cancel()
	from, err := d.desk.Position(ctx)
	require.NoError(t, err)
	told := make(chan reading.DeskChange, 1)
	go func() {
		change, err := d.desk.Watch(ctx, eve, from)
		if err == nil {
			told <- change
		}
		close(told)
	}()
	d.claims("secret", "b")
	change, err := d.desk.Watch(ctx, d.mara, from)
	require.NoError(t, err)
	require.Contains(t, change.Cases, secret)
	d.claims("vault7", "b")
	require.NotContains(t, (<-told).Cases, secret)
}

func TestQueriesAreReadAsPeopleTypeThem(t *testing.T) {
	term := func(text string) claim.SearchTerm { return claim.SearchTerm{Text: text} }
	for query, want := range map[string][]claim.SearchTerm{
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
		require.Equal(t, want, reading.ParseQuery(query), query)
	}
	require.LessOrEqual(t, len(reading.ParseQuery(string(make([]byte, 1<<20))+" x")), 16)
}

func TestSavedViewsAreOnesOwn(t *testing.T) {
	d := newDoor(t)
	jonas := d.who("jonas")
	require.NoError(t, d.desk.SaveView(d.ctx(), d.mara, "Due soon", "due=week&after=abc&order=due"))
	views, err := d.desk.Views(d.ctx(), d.mara)
	require.NoError(t, err)
	require.Len(t, views, 1)
	require.Equal(t, "due=week&order=due", views[0].Query)
	views, err = d.desk.Views(d.ctx(), jonas)
	require.NoError(t, err)
	require.Empty(t, views)
	refused(t, claim.CodeInvalid, d.desk.SaveView(d.ctx(), d.mara, "", "due=week"))
	refused(t, claim.CodeInvalid, d.desk.SaveView(d.ctx(), d.mara, "bad", "%zz"))
	require.NoError(t, d.desk.RemoveView(d.ctx(), d.mara, "Due soon"))
	require.NoError(t, d.desk.RemoveView(d.ctx(), d.mara, "Due soon"), "gone is gone")
}

func TestNobodyWhoIsGoneIsGivenATurn(t *testing.T) {
	d := askedDoor(t)
	d.person("eve", claim.Editor)
	d.receive("google", "Yes.")
	_, err := d.desk.DisablePerson(d.ctx(), d.mara, "eve")
	require.NoError(t, err)
	item := d.only(d.mara)
	_, err = d.desk.Assign(d.ctx(), d.mara, "eve", item.Item)
	refused(t, claim.CodeForbidden, err)
}
