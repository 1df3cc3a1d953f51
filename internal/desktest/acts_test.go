package desktest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// counted is a page on which every act is counted: a click, and a key that is pressed to get
// somewhere or to have something done. What is typed into the field that has the focus already is
// the words that somebody has to write anyway, and no act.
type counted struct {
	*page
	acts int
}

// press clicks what is called so.
func (c *counted) press(name string) *counted {
	c.t.Helper()
	c.click(name)
	c.acts++
	return c
}

// key presses keys with what is held down beside them, as one act.
func (c *counted) key(keys string, held ...chromedp.KeyOption) *counted {
	c.t.Helper()
	c.pressed(keys, held...)
	c.acts++
	c.settle()
	return c
}

// write types into what has the focus.
func (c *counted) write(text string) *counted {
	c.t.Helper()
	call(c.page, input.InsertText, input.InsertTextParams{Text: text})
	c.watch.touch()
	return c
}

// into clicks into a field, and types.
func (c *counted) into(name, text string) *counted {
	c.t.Helper()
	c.pressMouse(c.find(fillable, name))
	c.acts++
	return c.write(text)
}

// took fails when a task took more acts than it may.
func (c *counted) took(task string, most int) {
	c.t.Helper()
	c.t.Logf("%s: %d acts", task, c.acts)
	require.LessOrEqual(c.t, c.acts, most, task)
	c.acts = 0
}

// The core tasks of a desk, each from Your turn or the case, counted. Before forms opened where the
// work is they took 4, 3, 20, 9, 11, 6, 2 and 15 acts.
func TestTheCoreTasksTakeFewActs(t *testing.T) {
	d := theDesk(t)
	c := &counted{page: d.sit(t, "mara")}
	mara := d.as(t, "mara")

	c.open("/")
	c.press("Open a case").write("Who counts").key(kb.Enter)
	c.arrives("/cases/who-counts")
	c.took("open a case", 2)

	c.write(lines("One was late.", "Two was late.", "Three was late.", "Four was late.", "Five was late."))
	c.press("Add the claims").arrives("/cases/who-counts")
	c.took("five claims", 1)

	c.open("/parties/new") // from the parties: one click
	c.acts++
	for n, name := range []string{"Ant", "Bee", "Cat", "Dog"} {
		c.write("The "+name+" of counting").into("E-mail address", fmt.Sprintf("press@%s.counts.example", name))
		if n < 3 {
			c.press("Add it, and another").sees("The party is in the directory.")
		} else {
			c.press("Add the party").arrives("/parties/")
		}
	}
	c.took("four parties", 10)

	c.open("/?kind=ask").shoot("acts-turn")
	c.press("Ask somebody").write("the-ant-of-counting").press("Two was late.").into("Questions", "Was it?")
	c.sees("Was it?", "Send it now")
	c.press("Send it now").arrives("/requests/")
	c.took("ask a party about two claims", 4)

	eventually(t, "the request to be out", func() bool {
		r, err := client.Call(t.Context(), mara, operation.CaseShow, operation.CaseAt("who-counts", nil))
		return err == nil && len(r.Requests) == 1 && r.Requests[0].SentAt != nil
	})
	letter := d.letter(t, "press@Ant.counts.example", 1)
	d.handIn(t, letter, letter.Reply("Both were late."))
	eventually(t, "the message to be taken in", func() bool {
		waiting, err := client.Call(t.Context(), mara, operation.Inbox, operation.InboxQuery{})
		return err == nil && slices.ContainsFunc(waiting, func(m correspondence.InboxItem) bool { return m.Party == "the-ant-of-counting" })
	})
	c.open("/?kind=read")
	c.press("Read it")
	c.key("1").choose("Ground rules", "on the record")
	c.acts++
	c.key(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl))
	c.arrives("/")
	c.took("two stances from a mail", 5)

	c.open("/?kind=assess")
	c.press("Assess it").shoot("acts-assess")
	c.pressed("conf") // the list chooses by its letters
	c.into("Reason for readers", "They say so themselves.").into("Rationale", "The Ant says so.").key(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl))
	c.sees("It waits for a reviewer.")
	c.took("propose an outcome", 4)

	reviewer := &counted{page: d.sit(t, "jonas")}
	reviewer.open("/?kind=review")
	reviewer.press("Review it").press("Sign off")
	reviewer.took("sign", 2)

	five := []string{"ready-0", "ready-1", "ready-2", "ready-3", "ready-4"}
	d.proposed(t, "who-counts", five...)
	reviewer.open("/?kind=review")
	reviewer.press("Review those of the case together").press("All").press("Sign what is ticked")
	reviewer.took("sign five findings", 3)

	c.open("/?kind=publish") // and the one that was signed before
	c.press("Look at all 6, to publish").press("Publish 6 findings").sees("6 findings: public now")
	for _, key := range five {
		require.Equal(t, claim.StagePublished, d.stages(t, "who-counts")[key], key)
	}
	c.took("publish six findings", 2)

	d.proposed(t, "who-counts", "hasty")
	r, err := client.Call(t.Context(), mara, operation.ClaimShow, operation.ClaimAt("who-counts/hasty", nil))
	require.NoError(t, err)
	_, err = client.Call(t.Context(), d.as(t, "jonas"), operation.ClaimSign, operation.OfClaim("who-counts/hasty", findings.ReviewInput{Subject: r.Subject}))
	require.NoError(t, err)
	c.open("/?kind=publish")
	c.press("Publish it")
	c.pressed(kb.Enter) // what was opened with a key that is pressed twice is not published by it
	c.settle()
	require.Equal(t, claim.StageSignedOff, d.stages(t, "who-counts")["hasty"])
}

// proposed puts claims into a case whose outcome is proposed.
func (d *desk) proposed(t *testing.T, slug string, keys ...string) {
	t.Helper()
	for _, key := range keys {
		_, err := client.Call(t.Context(), d.as(t, "mara"), operation.ClaimAdd, operation.InCase(slug, writing.ClaimInput{Key: key, Statement: "Nobody knows of " + key + "."}))
		require.NoError(t, err)
		_, err = client.Call(t.Context(), d.as(t, "mara"), operation.ClaimAssess, operation.OfClaim(slug+"/"+key, findings.AssessInput{Outcome: claim.Unverified, Rationale: "Nobody knows."}))
		require.NoError(t, err)
	}
}

// stages are the stages of the claims of a case, by their keys.
func (d *desk) stages(t *testing.T, slug string) map[string]claim.Stage {
	t.Helper()
	r, err := client.Call(t.Context(), d.as(t, "mara"), operation.CaseShow, operation.CaseAt(slug, nil))
	require.NoError(t, err)
	stages := map[string]claim.Stage{}
	for _, c := range r.Claims {
		stages[c.Key] = c.Stage
	}
	return stages
}
