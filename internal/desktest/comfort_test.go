package desktest_test

import (
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

func TestTheKeyboardLeadsEverywhere(t *testing.T) {
	d := theDesk(t)
	p := d.sit(t, "mara").open("/cases")
	p.press("?").sees("next and previous row").accessible().shoot("keys")
	p.press(kb.Escape)
	p.press("g").press("p").arrives("/parties")
	p.pressed("k", chromedp.KeyModifiers(kb.ModifierCtrl))
	p.sees("What do you want to do?").accessible()
	p.fill("What do you want to do?", "Activity").shoot("palette")
	p.press(kb.Enter).arrives("/activity")
}

func TestWhatWasTypedIsThereAfterTheSessionHasEnded(t *testing.T) {
	d := theDesk(t)
	f := d.furnish(t)
	for way, start := range ways(t, d.url) {
		t.Run(way, func(t *testing.T) {
			p := start(t).lend(d.cookies["mara"])
			statement := "It was written " + way + ", before the session ended."
			p.open("/cases/"+f.slug+"/new-claim").fill("Statement", statement)
			call(p, network.ClearBrowserCookies, cdp.Empty{})
			p.button("Add the claim").sees("Your session has ended")
			p.fill("Handle", "mara").fill("Password", password).button("Sign in").sees("it has not been sent yet", statement)
			p.button("Send it now").arrives("/cases/" + f.slug).sees(statement)
		})
	}
}

// What is new is told, and comes when its reader wants it.
func TestNewsDoNotMoveWhatIsBeingRead(t *testing.T) {
	d := theDesk(t)
	d.hire(t)
	mara := d.as(t, "mara")
	_, err := client.Call(t.Context(), mara, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "live", Title: "What is new"}))
	require.NoError(t, err)
	p := d.sit(t, "mara").open("/cases/live")
	_, err = client.Call(t.Context(), mara, operation.ClaimAdd, operation.InCase("live", writing.ClaimInput{Key: "new", Statement: "Something is new."}))
	require.NoError(t, err)
	p.sees("new entr").misses("Something is new.")
	p.only("button", "1 new entry").sees("Something is new.")
}

// A case is shown as it stood before its first claim, and as it was printed.
func TestACaseIsShownAsItStood(t *testing.T) {
	d := theDesk(t)
	f := d.furnish(t)
	for _, start := range []func() *page{func() *page { return d.sit(t, "aude") }, func() *page { return d.sit(t, "aude").withoutScript() }} {
		p := start().open("/cases/" + f.slug).sees("The bridge was closed")
		p.unfold("As of another time")
		for range 3 {
			p.click("Earlier entry")
		}
		p.sees("as it stood")
	}
	d.sit(t, "mara").open("/cases/" + f.slug).look("print").shoot("3-case-print")
}

// Another instant is shown in place: the page stays, and so does the focus.
func TestTimeIsTravelledInPlace(t *testing.T) {
	d := theDesk(t)
	f := d.furnish(t)
	p := d.sit(t, "mara").open("/cases/" + f.slug)
	p.unfold("As of another time")
	eval[bool](p, `window.same = true, document.getElementById("slider").focus(), true`)
	p.press(kb.ArrowLeft).sees("This is how it stood").misses("Add a claim")
	p.press(kb.End).sees("Add a claim").misses("This is how it stood")
	require.True(t, eval[bool](p, `window.same && document.activeElement.id === "slider"`))
	p.click("Earlier entry").sees("This is how it stood")
	require.True(t, eval[bool](p, `window.same && document.activeElement.rel === "prev"`))
}

// The grid is one stop of the tab key, arrows lead through it, and what has the focus says
// all there is to say of it.
func TestTheGridIsWalkedWithTheKeyboard(t *testing.T) {
	d := theDesk(t)
	f := d.furnish(t)
	p := d.sit(t, "mara").open("/cases/" + f.slug)
	const shown = `[...document.querySelectorAll(".grid .tip")].filter(e => e.checkVisibility()).map(e => e.innerText).join("|")`
	require.Equal(t, 1, eval[int](p, `document.querySelectorAll(".grid [tabindex='0']").length`))
	require.Empty(t, eval[string](p, shown))
	eval[bool](p, `document.querySelector(".grid td.g > button").focus({focusVisible: true}), true`)
	require.Contains(t, eval[string](p, shown), "asked ")
	p.press(kb.Escape)
	require.Empty(t, eval[string](p, shown), "what lies over the page can be put away")
	p.press(kb.Home)
	require.True(t, eval[bool](p, `document.activeElement.matches(".grid th > a")`))
	p.press(kb.End)
	require.True(t, eval[bool](p, `document.activeElement.closest("td").cellIndex > 2`))
	require.Equal(t, 1, eval[int](p, `document.querySelectorAll(".grid [tabindex='0']").length`))
}

// A key does what it shows, once: what is held down goes no further, the browser keeps its own
// keys, and the arrows pass over what is not shown.
func TestAKeyDoesNoMoreThanItShows(t *testing.T) {
	d := theDesk(t)
	f := d.furnish(t)
	p := d.sit(t, "mara").open("/cases/" + f.slug)
	const key = `((at, key, more) => at.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...more})))`
	require.True(t, eval[bool](p, key+`(document.querySelector("main form button"), "Enter", {})`))
	require.False(t, eval[bool](p, key+`(document.querySelector("main form button"), "Enter", {repeat: true})`), "Enter that is held down presses nothing more")

	const stance = `(() => {
		const form = document.createElement("form");
		const list = document.createElement("select");
		list.name = "stance-one";
		for (const words of ["Choose", "confirms", "denies"]) list.add(new Option(words));
		form.append(list);
		document.querySelector("main").append(form);
		const send = ` + key + `;
		send(list, "2", {ctrlKey: true});
		const held = list.selectedIndex;
		send(list, "2", {});
		return [held, list.selectedIndex].join(" ");
	})()`
	require.Equal(t, "0 2", eval[string](p, stance), "Ctrl 2 is the browser's")

	const walk = `(() => {
		const stop = (cell) => cell?.querySelector("a, button");
		const row = [...document.querySelector("[data-grid]").rows].find((r) => [0, 1, 2].every((i) => stop(r.cells[i])));
		row.cells[1].style.display = "none";
		stop(row.cells[0]).focus();
		` + key + `(document.activeElement, "ArrowRight", {});
		return document.activeElement === stop(row.cells[2]);
	})()`
	require.True(t, eval[bool](p, walk), "the arrows pass over what is not shown")
}

// The letter beside a form is the one that the last words make, however slow the answers about the words before.
func TestTheLetterKeepsUpWithWhoeverTypes(t *testing.T) {
	d := theDesk(t)
	d.sit(t, "jonas") // somebody has to be able to sign what is asked about
	f := d.furnish(t)
	p := d.sit(t, "mara").open("/cases/"+f.slug+"/ask").fill("Party", f.slug+"-expert")
	p.click(statements[3].text)
	eval[bool](p, `(() => {
		const real = window.fetch;
		window.asked = 0;
		window.fetch = (address, how) => ++window.asked > 2 ? real(address, how) : new Promise((_, gone) =>
			how.signal.addEventListener("abort", () => gone(new DOMException("given up", "AbortError"))));
		return true;
	})()`)
	for i, questions := range []string{"Was it?", "Was it closed?", "Was it closed in May?"} {
		p.fill("Questions", questions)
		p.until("the page to ask for the letter", func() (bool, error) {
			asked, err := chromedp.Run(p.ctx, chromedp.Evaluate[int]("window.asked"))
			return asked == i+1, err
		})
	}
	p.sees("Was it closed in May?") // what stands in a field is no text of the page
}
