package desktest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/operation"
)

// newsroom works on one case in one way: with a mouse, with the keyboard alone,
// or without script.
type newsroom struct {
	*desk
	t     *testing.T
	way   func(*page) *page
	shots bool
	slug  string // of the case, and in all names of it
}

func (n *newsroom) at(handle string) *page { return n.way(n.sit(n.t, handle)) }
func (n *newsroom) outside() *page         { return n.way(newPage(n.t, n.url)) }

func (n *newsroom) shoot(p *page, name string) {
	if n.shots {
		p.shoot("story-" + name)
	}
}

const (
	theStatement = "The ministry had the measurements in May."
	theWords     = "We had the measurements in May."
)

// claimPath is the address of the case's one claim.
func (n *newsroom) claimPath() string { return "/cases/" + n.slug + "/claims/measurements" }

// Everything that the desk is for, from the first claim to the public and back,
// in every way in which people work.
func TestAStoryFromTheFirstClaimToThePublic(t *testing.T) {
	d := theDesk(t)
	same := func(p *page) *page { return p }
	for slug, way := range map[string]func(*page) *page{"mouse": same, "keyboard": (*page).withoutMouse, "scriptless": (*page).withoutScript} {
		t.Run(slug, func(t *testing.T) {
			n := &newsroom{desk: d, t: t, way: way, shots: slug == "mouse", slug: slug}
			mara := n.at("mara")
			n.open(mara)
			n.addParties(mara)
			link, letter := n.ask(mara)
			n.answerOnThePage(link)
			n.answerByMail(letter)
			n.read(mara)
			n.assess(mara, "It rests on one word.")
			n.sendBack()
			n.assess(mara, "The ministry and its laboratory say so, on the record.")
			n.sign()
			n.publish(mara)
			n.look()
			n.search(mara)
			n.correct(mara)
		})
	}
}

func (n *newsroom) open(p *page) {
	p.open("/cases/new").fill("Title", "Measurements of "+n.slug).fill("Short name", n.slug).button("Open the case")
	p.arrives("/cases/" + n.slug).sees("Measurements of " + n.slug)
	n.shoot(p, "01-empty-case")
	p.open("/cases/"+n.slug+"/new-claim").fill("Statement", theStatement).fill("Claimant", "An engineer").fill("Short name", "measurements")
	n.shoot(p, "02-claim")
	p.button("Add the claim").arrives("/cases/" + n.slug).sees(theStatement)
}

// addParties adds the ministry, which answers on the page, and the laboratory,
// which answers by mail.
func (n *newsroom) addParties(p *page) {
	for _, name := range []string{"ministry", "laboratory"} {
		p.open("/parties/new").fill("Name", "The "+name+" of "+n.slug).fill("Short name", n.slug+"-"+name)
		p.fill("E-mail address", "press@"+name+"-"+n.slug+".example").fill("Time zone", "Europe/Riga").fill("From", "").fill("To", "")
		p.button("Add the party").arrives("/parties/").sees("The " + name + " of " + n.slug)
	}
}

// ask puts the request to both, after undoing the first one. It returns the link
// in the letter to the ministry and the letter to the laboratory.
func (n *newsroom) ask(p *page) (link string, letter crashtest.Letter) {
	n.request(p, "ministry")
	p.sees("Undo")
	n.shoot(p, "04-undo")
	p.button("Undo").sees("withdrawn")
	for _, party := range []string{"ministry", "laboratory"} {
		n.request(p, party)
	}
	link = n.answerPath(n.t, n.letter(n.t, "press@ministry-"+n.slug+".example", 1))
	return link, n.letter(n.t, "press@laboratory-"+n.slug+".example", 1)
}

func (n *newsroom) request(p *page, party string) {
	p.open("/cases/"+n.slug+"/ask").fill("Party", n.slug+"-"+party).click(theStatement)
	p.fill("Questions", lines("Did you have the measurements?", "Since when?"))
	p.within("Answer by").fill("Date and time", time.Now().Add(5*24*time.Hour).UTC().Format("2006-01-02T15:04"))
	p.button("Look at the letter").sees("This goes out", "press@"+party+"-"+n.slug+".example", "Did you have the measurements?")
	n.shoot(p, "03-preview")
	p.button("Send it").arrives("/requests/")
}

func (n *newsroom) answerOnThePage(link string) {
	p := n.outside().open(link).sees("We ask for your answer", theStatement)
	p.within("Statement 1 of 1").choose("Your answer", "Yes, this is correct")
	p.within("Statement 1 of 1").fill("Your statement, word for word", theWords)
	p.fill("Your name", "Ilze Press").button("Look it over before sending").sees(theWords)
	n.shoot(p, "05-answer-page")
	p.button("Send it").arrives("/receipt/").sees("We have received this", theWords)
	n.shoot(p, "06-receipt")
	n.outside().open(link).sees("was given") // once, and it says so
}

func (n *newsroom) answerByMail(l crashtest.Letter) {
	n.handIn(n.t, l, l.Reply("Dear desk,\nYes, we sent the measurements of "+n.slug+" to the ministry in May.\nThe laboratory"))
}

// read takes the message from Your turn, reads it and records what it says.
func (n *newsroom) read(p *page) {
	name := "The laboratory of " + n.slug
	eventually(n.t, "the message to be taken in", func() bool {
		waiting, err := client.Call(n.t.Context(), n.as(n.t, "mara"), operation.Inbox, operation.InboxQuery{})
		return err == nil && slices.ContainsFunc(waiting, func(m correspondence.InboxItem) bool { return m.Party == n.slug+"-laboratory" })
	})
	p.open("/").button("Accept " + name).open("/").sees("yours")
	n.shoot(p, "07-your-turn")
	p.click("Read it — " + name).arrives("/messages/").sees("to the ministry in May")
	p.within(theStatement).choose("Stance", "confirms")
	p.within(theStatement).fill("Or the words", "Yes, we sent the measurements of "+n.slug+" to the ministry in May.")
	p.choose("Ground rules", "on the record")
	n.shoot(p, "08-message")
	p.button("Record the answer").sees("The answer is on record.")
}

func (n *newsroom) assess(p *page, why string) {
	p.open(n.claimPath())
	p.unfold("Propose")
	p.choose("Outcome", "confirmed").fill("Rationale", why).fill("Reason for readers", "They told us so.").button("Propose it, and ask for review")
	p.sees("in review", why)
}

func (n *newsroom) sendBack() {
	p := n.at("jonas").open(n.claimPath() + "/review").sees("It rests on one word.")
	n.shoot(p, "09-review")
	p.fill("Comment", "Two of them say so: say it.").button("Send it back").sees("assessing")
}

func (n *newsroom) sign() {
	p := n.at("jonas").open(n.claimPath() + "/review").sees("The ministry and its laboratory say so")
	p.button("Sign off").sees("signed off")
}

func (n *newsroom) publish(p *page) {
	p.open(n.claimPath()).sees("signed off").unfold("Publish the finding").button("Publish the finding").sees("published")
	n.shoot(p, "10-published")
}

func (n *newsroom) look() {
	p := n.outside().open("/public/"+n.slug).sees("Measurements of "+n.slug, theStatement, theWords, "confirmed")
	n.shoot(p, "11-public")
}

func (n *newsroom) search(p *page) {
	p.open("/cases").fill("Search claims, answers, parties and letters", "measurements "+n.slug).press(kb.Enter).arrives("/search").sees("of " + n.slug)
	n.shoot(p, "12-search")
}

func (n *newsroom) correct(p *page) {
	p.open(n.claimPath()).unfold("Start a correction").fill("Reason", "It was June, they say now.").button("Start a correction").sees("correcting")
	require.True(n.t, strings.HasPrefix(p.path(), n.claimPath()))
}
