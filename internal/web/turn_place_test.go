package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// focused is what has the focus when a page opens without a script; it fails if two things
// want it, or if what has it is folded away.
func focused(t *testing.T, page webtest.Answer, path string) *html.Node {
	t.Helper()
	require.Equal(t, 200, page.Status, path)
	root, err := html.Parse(strings.NewReader(page.Body))
	require.NoError(t, err)
	var found []*html.Node
	for n := range root.Descendants() {
		if _, wants := attribute(n, "autofocus"); wants {
			found = append(found, n)
		}
	}
	require.Len(t, found, 1, "%s: one thing has the focus\n%s", path, page.Text())
	for n := found[0].Parent; n != nil; n = n.Parent {
		if n.Data == "details" {
			_, open := attribute(n, "open")
			require.True(t, open, "%s: the focus is in what is folded away", path)
		}
	}
	return found[0]
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if n.Type == html.ElementNode && a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// action is where the form of a control is sent.
func action(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if n.Data == "form" {
			to, _ := attribute(n, "action")
			return to[strings.LastIndexByte(to, '/')+1:]
		}
	}
	return ""
}

// workOf says for each kind of turn which form the work is done in, by the last part of its
// address, or by its sign what is read first, if that stands outside the form; of those that stand here without one the page itself is what has to be read.
var workOf = map[claim.TurnKind]string{
	claim.TurnMissed: "schedule", claim.TurnSort: "#message", claim.TurnRead: "answer", claim.TurnLook: "#message", claim.TurnClarify: "follow-up",
	claim.TurnDue: "follow-up", claim.TurnReturned: "assess", claim.TurnGround: "uphold", claim.TurnCorrect: "assess", claim.TurnPublish: "publish",
	claim.TurnAssess: "assess", claim.TurnEvidence: "uphold", claim.TurnWeigh: "weigh", claim.TurnDraft: "open", claim.TurnHeld: "resume", claim.TurnAsk: "ask", claim.TurnAskAgain: "ask",
	claim.TurnStep: "steps", claim.TurnReviewStep: "steps", claim.TurnDeliver: "again", claim.TurnChase: "withdraw", claim.TurnIntent: "attempts",
	claim.TurnReview: "", claim.TurnUnclaimed: "", claim.TurnAfterReview: "", claim.TurnStalled: "",
}

// places walks what waits for somebody to the page where it is done, and notes which kinds it saw.
func (d *caseDesk) places(who string, seen map[claim.TurnKind]bool) {
	d.t.Helper()
	page, err := d.Turn(d.t.Context(), d.Caller(who), desk.TurnFilter{Limit: 200})
	require.NoError(d.t, err)
	as := d.SignIn(who)
	for _, item := range page.Items {
		if seen[item.Kind] {
			continue
		}
		seen[item.Kind] = true
		if workOf[item.Kind] == "" {
			require.Equal(d.t, 200, as.Get(strings.Split(item.Link, "#")[0]).Status, item.Link)
			continue
		}
		has := focused(d.t, as.Get(item.Link), item.Link)
		require.NotEqual(d.t, "button", has.Data, "%s: a key that is pressed twice must not do what nobody has read: %s", item.Kind, item.Link)
		if id, outside := strings.CutPrefix(workOf[item.Kind], "#"); outside {
			at, _ := attribute(has, "id")
			require.Equal(d.t, id, at, "%s: %s", item.Kind, item.Link)
			continue
		}
		require.Equal(d.t, workOf[item.Kind], action(has), "%s: %s", item.Kind, item.Link)
	}
}

// stepPolicy asks for one sign-off and one step.
const stepPolicy = `onrecord: policy/v1
name: %s
version: 1
source: "The desk"
rules:
  - because: Somebody looks twice.
    require:
      stages: [[{n: 1}]]
      steps:
        - name: second-look
          role: %s
          says: Look at it a second time
          form: [What you saw]
`

func TestEveryTurnLeadsToWhereItsWorkIs(t *testing.T) {
	d := newCaseDesk(t)
	ctx, seen := t.Context(), map[claim.TurnKind]bool{}
	must := func(_ any, err error) {
		t.Helper()
		require.NoError(t, err)
	}
	pass := func(by time.Duration) { require.NoError(t, d.Pass(ctx, by)) }
	look := func() {
		d.places(apitest.Admin, seen)
		d.places("jonas", seen)
	}

	must(writing.AddClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "leaning", Statement: "It rests on the other.", Draft: true}))
	must(writing.AddClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "asleep", Statement: "It sleeps."}))
	must(writing.Hold(ctx, d.Fixture.Fixture.Door, d.as, "vault7/asleep", casework.ReasonInput{Reason: "Not now."}))
	must(writing.AddClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: "new", Statement: "Nobody was asked."}))
	must(d.ReceiveGuess(ctx, "google", "Is it about us?", "vault7"))
	look() // draft, held, ask, sort

	must(d.AddParty(ctx, d.as, casework.PartyInput{Name: "Apple", Email: "press@apple.example"}))
	asked, err := requests.Ask(ctx, d.Door, d.as, "vault7", requests.AskInput{Party: "apple", Claims: []string{"new"}, Questions: "Is it?", AnswerBy: d.Clock.Now().Add(4 * 24 * time.Hour), IntentBy: casework.Pointer(d.Clock.Now().Add(24 * time.Hour))})
	require.NoError(t, err)
	must(writing.AddEvidence(ctx, d.Fixture.Fixture.Door, d.as, "vault7/new", writing.EvidenceInput{Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Title: "A note", Text: "It says so."}))
	pass(3*24*time.Hour + time.Hour)
	look() // due, intent
	must(contacts.Bar(ctx, d.Door, d.as, "apple", contacts.BarInput{Reason: "Their lawyer has written."}))
	look() // chase
	must(contacts.Unbar(ctx, d.Door, d.as, "apple", contacts.UnbarInput{}))
	view, err := d.Porch.AnswerPage(ctx, mailtext.PageLink{Request: asked.ID, Contact: uuid.New()})
	require.NoError(t, err)
	_, err = d.Porch.AnswerOnPage(ctx, mailtext.PageLink{Request: asked.ID, Contact: uuid.New()}, outside.PageInput{
		Key: uuid.New(), Answers: []outside.PageAnswerInput{{Claim: view.Claims[0].ID, Stance: claim.Confirms, Statement: "Yes."}}, Name: "Ada",
	})
	require.NoError(t, err)
	look() // look
	c, err := d.Claim(ctx, d.as, "vault7/new", nil)
	require.NoError(t, err)
	apple, err := d.TheParty(ctx, d.as, "apple")
	require.NoError(t, err)
	require.NoError(t, d.Forge(ctx, c.ID, apple, claim.Denies))
	look() // weigh
	c, err = d.Claim(ctx, d.as, "vault7/new", nil)
	require.NoError(t, err)
	must(writing.ReviseClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7/new", writing.ClaimRevision{Seen: c.Version, ClaimInput: writing.ClaimInput{Key: "new", Statement: "It says something else now."}}))
	look() // ask again, evidence

	message, err := d.Receive(ctx, "vault7", "google", "What do you mean?")
	require.NoError(t, err)
	look() // read
	must(answers.ReadMessage(ctx, d.Door, d.as, message, answers.ReadInput{Disposition: "clarification"}))
	look() // clarify
	d.answer(claim.Confirms)
	look() // assess
	d.propose(claim.Confirmed)
	look() // review
	must(findings.Return(ctx, d.Door, d.Caller("jonas"), "vault7/google", findings.ReviewInput{Subject: d.claim().Subject, Comment: "Who says so?"}))
	look() // returned
	d.propose(claim.Confirmed)
	pass(4 * 24 * time.Hour)
	look() // unclaimed, stalled
	must(findings.Sign(ctx, d.Door, d.Caller("jonas"), "vault7/google", findings.ReviewInput{Subject: d.claim().Subject}))
	look() // publish
	embargo := func(until *time.Time) {
		r, err := d.Room.Report(ctx, d.as, "vault7", nil)
		require.NoError(t, err)
		must(writing.ReviseCase(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.CaseRevision{Seen: r.Version, Title: r.Title, Policy: r.Policy, Plan: r.Plan, Embargo: until}))
	}
	soon := d.Clock.Now().Add(time.Hour)
	must(findings.Schedule(ctx, d.Door, d.as, "vault7/google", findings.ScheduleInput{At: soon, Zone: "UTC", PublishInput: findings.PublishInput{Early: "It cannot wait."}}))
	embargo(casework.Pointer(soon.Add(24 * time.Hour)))
	pass(2 * time.Hour)
	look() // missed
	embargo(nil)
	must(findings.Publish(ctx, d.Door, d.as, "vault7/google", findings.PublishInput{Early: "It cannot wait."}))
	must(writing.OpenClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7/leaning", casework.ReasonInput{}))
	must(writing.Relate(ctx, d.Fixture.Fixture.Door, d.as, "vault7/leaning", writing.RelateInput{To: "google", As: relation.RestsOn}))
	must(writing.Correct(ctx, d.Fixture.Fixture.Door, d.as, "vault7/google", casework.ReasonInput{Reason: "It was June."}))
	look() // correct, ground

	d.Person("lena", claim.Legal)
	for name, role := range map[string]string{"deskstep": "editor", "signerstep": "legal"} {
		must(house.SetPolicy(ctx, d.Door, d.as, house.PolicyInput{Text: fmt.Sprintf(stepPolicy, name, role)}))
		must(writing.AddClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: name, Statement: "A step is asked for.", PolicyName: name}))
		must(findings.Assess(ctx, d.Door, d.as, "vault7/"+name, findings.AssessInput{Outcome: claim.Unverified, Rationale: "Nobody knows."}))
		c, err := d.Claim(ctx, d.as, "vault7/"+name, nil)
		require.NoError(t, err)
		must(findings.Sign(ctx, d.Door, d.Caller("jonas"), "vault7/"+name, findings.ReviewInput{Subject: c.Subject}))
	}
	look() // step, review step
	d.places("lena", seen)

	for kind := range workOf { // the others stand on the same pages: the forms to publish, to review and to put a request again
		if !seen[kind] && !slices.Contains([]claim.TurnKind{claim.TurnAfterReview, claim.TurnDeliver}, kind) {
			t.Error("nobody came to what waits as", kind)
		}
	}
}

func TestAPageOfOneFormOpensInItsFirstField(t *testing.T) {
	d := newCaseDesk(t)
	for path, field := range map[string]string{
		"/cases/new": "title", "/cases/vault7/edit": "title", "/cases/vault7/access": "owner", "/cases/vault7/new-claim": "statement",
		"/cases/vault7/new-claims": "text", "/cases/vault7/new-series": "statement", "/cases/vault7/claims/google/edit": "statement",
		"/cases/vault7/ask": "party", "/cases/vault7/ask?party=google": "questions", "/parties/new": "name", "/parties/google/edit": "name", "/inbox/import": "mail",
	} {
		name, _ := attribute(focused(t, d.mara.Get(path), path), "name")
		require.Equal(t, field, name, path)
	}
}
