package claim_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// someSources are few, so that they meet: two parties that are asked, and three outlets.
var someSources = []uuid.UUID{id("press office"), id("wikileaks"), id("register"), id("reuters"), id("times")}

func someWay(t *rapid.T) []uuid.UUID {
	var way []uuid.UUID
	for range below(t, 4) {
		way = append(way, draw(t, someSources))
	}
	return way
}

func someInvolved(t *rapid.T) []sources.Involved {
	var involved []sources.Involved
	for range below(t, 4) {
		involved = append(involved, sources.Involved{Party: draw(t, someSources), As: draw(t, sources.Parts)})
	}
	return involved
}

// sourceCommand is any command about who says what, and who has it from whom.
func (w *world) sourceCommand(t *rapid.T, c *verification.Claim, reason claim.Ref) claim.Body {
	switch below(t, 12) {
	case 11:
		weigh := sources.WeighAnswer{Response: some(t, "statement", 4), ItsOwn: below(t, 2) == 0, Reason: reason}
		if n := len(c.Answers); n > 0 {
			weigh.Response = c.Answers[below(t, n)].Response
		}
		return weigh
	case 10:
		return sources.UpholdEvidence{Seen: max(0, c.Version-int64(below(t, 4))), Reason: reason}
	case 9:
		return verification.PutAskingAside{Party: draw(t, someSources), Seen: max(0, c.Version-int64(below(t, 4))), Reason: reason}
	case 8:
		return sources.UpholdAnswers{Party: draw(t, append(c.WithEarlier(), someSources...)), Seen: max(0, c.Version-int64(below(t, 4))), Reason: reason}
	case 0:
		return sources.WithdrawStatement{Statement: some(t, "statement", 4), Reason: reason}
	case 1:
		return sources.ContestIndependence{Contest: some(t, "contest", 3), One: draw(t, someSources), Other: draw(t, someSources), Reason: reason}
	case 2:
		return sources.WithdrawContest{Contest: some(t, "contest", 3), Reason: reason}
	case 3:
		return verification.DiscloseClaimant{Name: below(t, 2) == 0}
	}
	return sources.RecordStatement{
		Statement: some(t, "statement", 4), Party: draw(t, someSources), Way: someWay(t), Stance: draw(t, claim.Stances), Words: "words",
		GroundRules: draw(t, claim.AllGroundRules), Channel: draw(t, claim.StatementChannels), SaidAt: someWhen(t, w.now.Add(-draw(t, strides))),
	}
}

// someWhen is the instant, or its date.
func someWhen(t *rapid.T, at time.Time) claim.When {
	if oneIn(t, 3) {
		return claim.On(at.Date())
	}
	return claim.At(at)
}

// stating is a statement of a party that nobody asked for, and through whom it came.
func (w *world) stating(name, whose string, stance claim.Stance, way ...string) sources.RecordStatement {
	b := sources.RecordStatement{
		Statement: id(name), Party: id(whose), Stance: stance, Words: "words", GroundRules: claim.OnTheRecord, Channel: claim.InPublic, SaidAt: claim.At(w.now),
	}
	for _, via := range way {
		b.Way = append(b.Way, id(via))
	}
	return b
}

// from is evidence of somebody, and through whom it came.
func from(name, whose string, bearing claim.Bearing, way ...string) sources.AddEvidence {
	b := sources.AddEvidence{Evidence: id(name), Kind: claim.CaptureEvidence, Bearing: bearing, Origin: id(whose), Text: "words"}
	for _, via := range way {
		b.Way = append(b.Way, id(via))
	}
	return b
}

func involving(parts ...any) []sources.Involved {
	var involved []sources.Involved
	for i := 0; i < len(parts); i += 2 {
		involved = append(involved, sources.Involved{Party: id(parts[i].(string)), As: parts[i+1].(sources.Part)})
	}
	return involved
}

// TestIndependenceIsCountedInRoots is a table of who says so, and how many they are.
func TestIndependenceIsCountedInRoots(t *testing.T) {
	confirms := claim.Confirms
	for _, tt := range []struct {
		says     string
		involved []sources.Involved
		said     []any
		want     int
	}{
		{"one party, to an outlet that another one quotes", nil, []any{
			[]string{"microsoft", "register", "reuters"}}, 1},
		{"one party by phone, and an outlet that quotes it", nil, []any{
			[]string{"microsoft"}, []string{"microsoft", "register"}}, 1},
		{"two outlets that quote one spokesperson", nil, []any{
			[]string{"microsoft", "register"}, []string{"microsoft", "reuters"}}, 1},
		{"a capture of an outlet that is known to quote somebody", nil, []any{
			[]string{"microsoft", "register"}, from("capture", "register", claim.SupportsClaim)}, 1},
		{"an outlet that two parties spoke to", nil, []any{
			[]string{"microsoft", "register"}, []string{"google", "register"}}, 2},
		{"two outlets that quote each other", nil, []any{
			from("a", "register", claim.SupportsClaim, "reuters"), from("b", "reuters", claim.SupportsClaim, "register")}, 1},
		{"three that quote each other in a circle", nil, []any{
			from("a", "x", claim.SupportsClaim, "y"), from("b", "y", claim.SupportsClaim, "z"), from("c", "z", claim.SupportsClaim, "x")}, 1},
		{"the claimant says so itself", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"wikileaks"}}, 0},
		{"the claimant is quoted by two outlets", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"wikileaks", "register"}, []string{"wikileaks", "times"}, []string{"microsoft"}}, 1},
		{"the claimant and an outlet quote each other", involving("wikileaks", sources.PartClaimant), []any{
			from("a", "wikileaks", claim.SupportsClaim, "register"), from("b", "register", claim.SupportsClaim, "wikileaks")}, 0},
		{"a claimant that is a witness as well", involving("wikileaks", sources.PartClaimant, "wikileaks", sources.PartWitness), []any{
			[]string{"wikileaks"}}, 0},
		{"somebody who spoke to the claimant, as the claimant says", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"microsoft", "wikileaks"}}, 0},
		{"an outlet that quotes the claimant on what somebody said", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"microsoft", "wikileaks", "register"}, []string{"microsoft", "wikileaks", "times"}}, 0},
		{"a document that the claimant has passed on", involving("wikileaks", sources.PartClaimant), []any{
			from("memo", "agency", claim.SupportsClaim, "wikileaks")}, 0},
		{"somebody who spoke to the claimant, and to an outlet", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"microsoft", "wikileaks"}, []string{"microsoft", "register"}}, 1},
		{"two that quote each other, one of them heard through the claimant alone", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"microsoft", "register", "wikileaks"}, []string{"register", "microsoft"}}, 0},
		{"somebody who spoke to the claimant, and another one to us", involving("wikileaks", sources.PartClaimant), []any{
			[]string{"microsoft", "wikileaks"}, []string{"google"}}, 1},
		{"a relay that names nobody", involving("register", sources.PartRelay), []any{
			from("capture", "register", claim.SupportsClaim)}, 0},
		{"a relay that was there itself", involving("register", sources.PartRelay, "register", sources.PartWitness), []any{
			from("capture", "register", claim.SupportsClaim)}, 1},
		{"a party that is both said and shown", nil, []any{
			[]string{"microsoft"}, from("memo", "microsoft", claim.SupportsClaim)}, 1},
	} {
		w := newWorld(t)
		w.must(author, claimStream("c"), verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy, Involved: tt.involved})
		for i, said := range tt.said {
			switch said := said.(type) {
			case []string:
				w.must(editor, claimStream("c"), w.stating(fmt.Sprint("s", i), said[0], confirms, said[1:]...))
			case sources.AddEvidence:
				w.must(editor, claimStream("c"), said)
			}
		}
		if c := w.claim("c"); c.Confirming() != tt.want || c.Origins(claim.SupportsClaim) != tt.want {
			t.Errorf("%s: %d and %d, not %d", tt.says, c.Confirming(), c.Origins(claim.SupportsClaim), tt.want)
		}
	}
}

func TestWhatConfirmsAPartIsNoOriginOfTheWhole(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.must(editor, claimStream("c"), w.stating("s", "microsoft", claim.ConfirmsInPart))
	w.must(editor, claimStream("c"), from("capture", "register", claim.SupportsClaim))
	w.same([]int{w.claim("c").Confirming(), w.claim("c").Origins(claim.SupportsClaim)}, []int{1, 2})
	w.must(editor, claimStream("c"), w.stating("t", "microsoft", claim.ConfirmsInPart, "register"))
	w.same([]int{w.claim("c").Confirming(), w.claim("c").Origins(claim.SupportsClaim)}, []int{0, 1})
}

func TestWhyAStatementIsNoOriginIsSaid(t *testing.T) {
	w := newWorld(t)
	w.must(author, claimStream("c"), verification.AddClaim{
		Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy,
		Involved: involving("wikileaks", sources.PartClaimant, "times", sources.PartRelay),
	})
	w.must(editor, claimStream("c"), w.stating("claimant", "wikileaks", claim.Confirms, "register"))
	w.must(editor, claimStream("c"), from("relay", "times", claim.SupportsClaim))
	w.must(editor, claimStream("c"), w.stating("passed on", "microsoft", claim.Confirms, "wikileaks"))
	nobody := from("nobody", "", claim.SupportsClaim)
	nobody.Origin = uuid.Nil
	w.must(editor, claimStream("c"), nobody)
	secret := w.stating("secret", "source", claim.Confirms)
	secret.GroundRules = claim.OffTheRecord
	w.must(editor, claimStream("c"), secret)
	lacks := map[sources.Lack]bool{}
	for _, s := range w.claim("c").Independence(claim.SupportsClaim).Supports {
		lacks[s.Lack] = true
		if s.Lack.Says() == "" {
			t.Errorf("nothing is said of %q", s.Lack)
		}
	}
	w.same(lacks, map[sources.Lack]bool{sources.LackClaimant: true, sources.LackThrough: true, sources.LackQuoted: true, sources.LackWhose: true, sources.LackTerms: true})
	w.same(w.claim("c").Confirming(), 0)
}

func TestIndependenceIsContestedAndThatIsTakenBack(t *testing.T) {
	w := newWorld(t)
	s := claimStream("c")
	w.add(claim.Policy{1, 2}, "c")
	w.must(editor, s, w.stating("a", "microsoft", claim.Confirms))
	w.must(editor, s, w.stating("b", "contractor", claim.Confirms, "register"))
	w.must(editor, s, w.assessing(claim.Confirmed))
	subject := w.claim("c").Subject()
	contest := sources.ContestIndependence{Contest: id("contest"), One: id("contractor"), Other: id("microsoft"), Reason: "it works for it"}
	w.refused(claim.CodeInvalid, editor, s, sources.ContestIndependence{Contest: id("none"), One: id("microsoft"), Other: id("nobody"), Reason: "why"})
	w.refused(claim.CodeInvalid, editor, s, sources.ContestIndependence{Contest: id("same"), One: id("microsoft"), Other: id("microsoft"), Reason: "why"})
	w.must(editor, s, contest)
	w.same(w.claim("c").Confirming(), 1)
	w.same(w.claim("c").Subject() != subject, true)
	w.refused(claim.CodeExists, editor, s, sources.ContestIndependence{Contest: id("again"), One: id("microsoft"), Other: id("contractor"), Reason: "why"})
	w.refused(claim.CodePolicy, editor, s, w.assessing(claim.Confirmed))
	w.refused(claim.CodeInvalid, editor, s, sources.WithdrawContest{Contest: id("contest")})
	w.must(editor, s, sources.WithdrawContest{Contest: id("contest"), Reason: "it left a year ago"})
	w.same(w.claim("c").Confirming(), 2)
	w.same(w.claim("c").OwnWork(editor) != "", true)
}

func TestAStatementStandsWithoutARequest(t *testing.T) {
	w := newWorld(t)
	s := claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	w.ask("microsoft", "r", week, "c")
	old := w.stating("old", "microsoft", claim.Denies, "times")
	old.SaidAt = claim.At(w.now.Add(-7 * 24 * time.Hour))
	w.must(editor, s, w.stating("new", "microsoft", claim.Confirms, "register"))
	w.must(reviewer, s, old) // said before, and recorded after
	c := w.claim("c")
	w.same(len(c.Waiting()), 1) // it was asked, and has not answered
	w.same(c.Stage, claim.StageGathering)
	w.same(c.Confirming(), 1)
	w.same(c.Origins(claim.ContradictsClaim), 0)
	w.same(c.Statement(id("old")).SupersededBy, id("new"))
	w.same(c.Statement(id("new")).Authenticity, claim.AuthenticityUnverified)
	w.same(c.OwnWork(reviewer), "") // it does not rest on what no longer stands

	w.refused(claim.CodeInvalid, editor, s, sources.WithdrawStatement{Statement: id("new")})
	w.must(lawyer, s, sources.WithdrawStatement{Statement: id("new"), Reason: "another firm of that name"})
	c = w.claim("c")
	w.same(c.Confirming(), 0)
	w.same(c.Origins(claim.ContradictsClaim), 1)
	w.same(c.OwnWork(reviewer), "recorded a statement that it rests on")
	w.same(c.OwnWork(lawyer), "withdrew a statement about it")
	w.answer("microsoft", "answer", claim.NoComment, "c")
	w.refused(claim.CodeInvalid, editor, s, sources.WithdrawStatement{Statement: id("answer"), Reason: "why"})
	w.same(len(w.claim("c").Waiting()), 0)
}

func TestADateOfAStatementStaysADate(t *testing.T) {
	w := newWorld(t)
	s := claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	said := func(name string, when claim.When, stance claim.Stance) *sources.Said {
		b := w.stating(name, "microsoft", stance)
		b.SaidAt = when
		w.must(editor, s, b)
		return w.claim("c").Statement(id(name))
	}
	today := claim.On(w.now.Date())
	yesterday := claim.On(w.now.AddDate(0, 0, -1).Date())

	denial := said("denial", yesterday, claim.Denies)
	w.same(denial.When(), yesterday)
	w.same(denial.Date, yesterday)
	w.same(denial.ReceivedAt, yesterday.Place())

	// What has no hour counts as said last on its day, and never later than it was recorded.
	early := said("early", claim.At(yesterday.Place().Add(-time.Hour)), claim.Confirms)
	w.same(early.SupersededBy, id("denial"))
	w.same(early.When(), claim.At(early.ReceivedAt))
	new := said("new", today, claim.Confirms)
	w.same(new.ReceivedAt, claim.Instant(w.now))
	w.same(w.claim("c").Statement(id("denial")).SupersededBy, id("new"))

	// Somewhere on earth it can be tomorrow already, and not the day after.
	tomorrow := w.stating("tomorrow", "microsoft", claim.Denies)
	tomorrow.SaidAt = claim.On(w.now.AddDate(0, 0, 2).Date())
	w.refused(claim.CodeInvalid, editor, s, tomorrow)
}

func TestAStatementAfterPublicationStartsACorrection(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.publish("c", claim.Unverified)
	w.must(editor, claimStream("c"), w.stating("s", "microsoft", claim.Confirms))
	w.stage("c", claim.StageCorrecting)
	w.must(editor, claimStream("c"), finding.Retract{Reason: "reason"})
	w.refused(claim.CodeWrongStage, editor, claimStream("c"), w.stating("t", "microsoft", claim.Denies))
}

func TestAWayThatComesBackToItselfIsRefused(t *testing.T) {
	w := newWorld(t)
	s := claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	long := make([]string, sources.MaxWay+1)
	for i := range long {
		long[i] = fmt.Sprint("outlet ", i)
	}
	w.refused(claim.CodeInvalid, editor, s, w.stating("a", "microsoft", claim.Confirms, "microsoft"))
	w.refused(claim.CodeInvalid, editor, s, w.stating("a", "microsoft", claim.Confirms, "register", "reuters", "register"))
	w.refused(claim.CodeTooLarge, editor, s, w.stating("a", "microsoft", claim.Confirms, long...))
	w.refused(claim.CodeInvalid, editor, s, from("e", "microsoft", claim.SupportsClaim, "microsoft"))
	orphan := from("e", "", claim.SupportsClaim, "register")
	orphan.Origin = uuid.Nil
	w.refused(claim.CodeInvalid, editor, s, orphan)
	later := w.stating("a", "microsoft", claim.Confirms)
	later.SaidAt = claim.At(w.now.Add(time.Hour))
	w.refused(claim.CodeInvalid, editor, s, later)
}

func TestTooManyPartiesOfAClaimAreRefused(t *testing.T) {
	w := newWorld(t)
	add := verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy}
	for i := range 10_000 {
		add.Involved = append(add.Involved, sources.Involved{Party: id(fmt.Sprint(i)), As: sources.PartSubject})
	}
	w.refused(claim.CodeTooLarge, author, claimStream("c"), add)
	add.Involved = involving("a", sources.PartSubject, "a", sources.PartSubject)
	w.refused(claim.CodeInvalid, author, claimStream("c"), add)
	add.Involved = involving("a", sources.Part("bystander"))
	w.refused(claim.CodeInvalid, author, claimStream("c"), add)
}

// TestTenThousandNamesAreFollowedBack: the longest chain that a claim can hold and more.
func TestTenThousandNamesAreFollowedBack(t *testing.T) {
	c := &verification.Claim{}
	for i := range 10_000 {
		c.Evidence = append(c.Evidence, sources.Evidence{
			ID: id(fmt.Sprint("e", i)), Bearing: claim.SupportsClaim, Origin: id(fmt.Sprint(i)), Way: []uuid.UUID{id(fmt.Sprint(i + 1))},
		})
	}
	if n := c.Origins(claim.SupportsClaim); n != 1 {
		t.Errorf("%d origins, where each quotes the one before", n)
	}
}

func TestTheClaimantIsNamedAsWasDecided(t *testing.T) {
	w := newWorld(t)
	add := verification.AddClaim{Case: story, Text: "text", Tier: claim.Routine, Author: author, Policy: claim.DefaultPolicy}
	w.must(author, claimStream("nobody's"), add)
	w.refused(claim.CodeInvalid, editor, claimStream("nobody's"), verification.DiscloseClaimant{Name: true})
	add.Involved = involving("wikileaks", sources.PartClaimant)
	w.must(author, claimStream("routine"), add)
	w.same(w.claim("routine").NamesClaimant(), true)
	add.Tier = claim.Sensitive
	w.must(author, claimStream("sensitive"), add)
	w.same(w.claim("sensitive").NamesClaimant(), false)
	yes := true
	add.NameClaimant = &yes
	w.must(author, claimStream("decided"), add)
	w.same(w.claim("decided").NamesClaimant(), true)
	w.publish("sensitive", claim.Unverified)
	before := w.claim("sensitive").Subject()
	w.must(editor, claimStream("sensitive"), verification.DiscloseClaimant{Name: true})
	w.stage("sensitive", claim.StageCorrecting) // what is public would say something else
	w.same(w.claim("sensitive").Subject() != before, true)
}

// chained is a claim with statements and evidence of random ways.
func chained(t *rapid.T) *verification.Claim {
	c := &verification.Claim{Known: sources.Known{Involved: someInvolved(t)}}
	for i := range 1 + below(t, 6) {
		way := slices.Compact(someWay(t))
		if below(t, 2) == 0 {
			c.Answers = append(c.Answers, sources.Said{
				Response: id(fmt.Sprint("s", i)), Party: draw(t, someSources), Way: way,
				Stance: draw(t, []claim.Stance{claim.Confirms, claim.ConfirmsInPart, claim.Denies}), GroundRules: draw(t, claim.AllGroundRules),
			})
		} else {
			c.Evidence = append(c.Evidence, sources.Evidence{ID: id(fmt.Sprint("e", i)), Bearing: draw(t, claim.Bearings), Origin: draw(t, someSources), Way: way})
		}
	}
	return c
}

func counts(c *verification.Claim) []int {
	return []int{c.Origins(claim.SupportsClaim), c.Origins(claim.ContradictsClaim), c.Confirming()}
}

func noMore(t *rapid.T, what string, before, after []int) {
	for i := range before {
		if after[i] > before[i] {
			t.Fatalf("%s raises the number of origins from %v to %v", what, before, after)
		}
	}
}

// TestOneMoreRelayNeverRaisesTheNumberOfOriginsAlways, nor does one more claimant, one
// more relay by part, or one more doubt; and the claimant is never among them.
func TestOneMoreRelayNeverRaisesTheNumberOfOriginsAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := chained(t)
		before := counts(c)
		who := draw(t, append(someSources, id("new")))
		switch below(t, 4) {
		case 0:
			c.Involved = append(c.Involved, sources.Involved{Party: who, As: sources.PartClaimant})
			noMore(t, "a claimant", before, counts(c))
		case 1:
			c.Contests = append(c.Contests, sources.Contest{ID: id("contest"), One: who, Other: draw(t, someSources)})
			noMore(t, "a doubt", before, counts(c))
		case 2:
			if len(c.Answers) > 0 {
				a := &c.Answers[below(t, len(c.Answers))]
				a.Way = append(slices.Clone(a.Way), who)
				noMore(t, "a relay of a statement", before, counts(c))
			}
		case 3:
			if len(c.Evidence) > 0 {
				e := &c.Evidence[below(t, len(c.Evidence))]
				e.Way = append(slices.Clone(e.Way), who)
				noMore(t, "a relay of evidence", before, counts(c))
			}
		}
		for _, b := range []claim.Bearing{claim.SupportsClaim, claim.ContradictsClaim} {
			for _, origin := range c.Independence(b).Origins {
				for _, member := range origin {
					if c.Has(member, sources.PartClaimant) {
						t.Fatalf("the claimant is an origin")
					}
				}
			}
		}
	})
}
