package desktest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

const (
	mailed = "Dear desk,\n\nThank you for writing. We were warned on 12 May 2025,\nby our own laboratory. Nothing else is known to us.\n\nPress office"
	// carries is the sentence that says so, as it stands in the mail and as it is kept.
	carries = "We were warned on 12 May 2025,\nby our own laboratory."
)

// mailIn makes a case with one claim and one answer by mail to it that nobody has read.
func (d *desk) mailIn(t *testing.T, slug string) uuid.UUID {
	t.Helper()
	d.hire(t)
	ctx, mara := t.Context(), d.as(t, "mara")
	_, err := client.Call(ctx, mara, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: slug, Title: "Who was warned, and when?"}))
	require.NoError(t, err)
	_, err = client.Call(ctx, mara, operation.PartyAdd, operation.Body(casework.PartyInput{Key: slug, Name: "The port", Email: "press@" + slug + ".example"}))
	require.NoError(t, err)
	_, err = client.Call(ctx, mara, operation.ClaimAdd, operation.InCase(slug, writing.ClaimInput{Key: "warned", Statement: "The port was warned."}))
	require.NoError(t, err)
	_, err = client.Call(ctx, mara, operation.RequestAsk, operation.InCase(slug, requests.AskInput{Party: slug, Claims: []string{"warned"}, Questions: "Were you warned?", AnswerBy: time.Now().Add(96 * time.Hour)}))
	require.NoError(t, err)
	letter := d.letter(t, "press@"+slug+".example", 1)
	message := d.handIn(t, letter, letter.Reply(mailed))
	eventually(t, "the mail to be taken in", func() bool {
		in, err := client.Call(ctx, mara, operation.MessageShow, operation.MessagePath{Message: message})
		return err == nil && in.Case != ""
	})
	return message
}

// kept is the one statement that is recorded about the claim.
func (d *desk) kept(t *testing.T, slug string) string {
	t.Helper()
	seen, err := client.Call(t.Context(), d.as(t, "mara"), operation.ClaimShow, operation.ClaimAt(slug+"/warned", nil))
	require.NoError(t, err)
	require.Len(t, seen.Parties, 1)
	require.Len(t, seen.Parties[0].Answers, 1)
	return seen.Parties[0].Answers[0].Statement
}

// selected selects words in the message with the mouse, as somebody drags over them.
func (p *page) selected(words string) {
	p.t.Helper()
	ends := eval[[]float64](p, `(words => {
		const texts = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
		let text = texts.nextNode();
		while (text && !text.data.includes(words)) text = texts.nextNode();
		const at = text.data.indexOf(words);
		text.parentElement.scrollIntoView({block: "center"});
		const range = document.createRange();
		range.setStart(text, at);
		range.setEnd(text, at + words.length);
		const lines = [...range.getClientRects()].filter(r => r.width), first = lines[0], last = lines.at(-1);
		return [first.left + .5, first.top + first.height / 2, last.right - .5, last.top + last.height / 2];
	})(`+string(quote(words))+`)`)
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		event := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft}
		if kind != input.DispatchMouseEventTypeMouseMoved {
			event.ClickCount = 1
		}
		call(p, input.DispatchMouseEvent, event)
	}
	mouse(input.DispatchMouseEventTypeMousePressed, ends[0], ends[1])
	mouse(input.DispatchMouseEventTypeMouseMoved, (ends[0]+ends[2])/2, ends[3])
	mouse(input.DispatchMouseEventTypeMouseMoved, ends[2], ends[3])
	mouse(input.DispatchMouseEventTypeMouseReleased, ends[2], ends[3])
	require.Equal(p.t, words, eval[string](p, "getSelection().toString()"))
}

// What carries the answer is selected in the message and kept, word for word.
func TestWhatIsSelectedInAMessageIsTakenWordForWord(t *testing.T) {
	d := theDesk(t)
	const take = "Take what is selected in the message"
	for way, press := range map[string]func(*page){
		"mouse": func(p *page) { p.button(take) },
		"key":   func(p *page) { p.withoutMouse().button(take); p.keys = false },
	} {
		t.Run(way, func(t *testing.T) {
			slug := "take-" + way
			p := d.sit(t, "mara").open("/messages/" + d.mailIn(t, slug).String()).sees("by our own laboratory")
			p.button(take).sees("Select the words in the message first.")
			p.selected(carries)
			press(p)
			p.sees("Taken.")
			require.Equal(t, carries, p.value("Or the words"))
			p.accessible().shoot("take-" + way)
			p.choose("Stance", "confirms").choose("Ground rules", "on the record").button("Record the answer").sees("confirms").misses("not verbatim")
			require.Equal(t, carries, d.kept(t, slug))
		})
	}
}

// Whoever has no mouse, or no script, ticks the sentence instead.
func TestASentenceOfAMessageIsTickedWithTheKeyboard(t *testing.T) {
	d := theDesk(t)
	for way, start := range ways(t, d.url) {
		t.Run(way, func(t *testing.T) {
			slug := "tick-" + strings.ReplaceAll(strings.ReplaceAll(way, " ", "-"), ",", "")
			path := "/messages/" + d.mailIn(t, slug).String()
			p := start(t).lend(d.cookies["mara"]).open(path)
			p.choose("Stance", "confirms").choose("Ground rules", "on the record")
			p.unfold("Mark the sentence that says so").click("We were warned on 12 May 2025,")
			if way == "with the keyboard" {
				p.shoot("tick-sentence")
			}
			p.button("Record the answer").sees("confirms").misses("not verbatim")
			require.Equal(t, carries, d.kept(t, slug))
		})
	}
}
