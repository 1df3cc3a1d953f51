package desktest_test

import (
	"os"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// levels are what axe-core looks for: WCAG 2.2 AA and all before it, and what
// good practice adds.
const levels = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]`

const axeRun = `(async () => {
	const r = await axe.run(document, {runOnly: {type: "tag", values: ` + levels + `}, resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
	return r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + v.help + ": " + n.html.slice(0, 240) + (n.any[0] ? " (" + n.any[0].message + ")" : "")));
})()`

const snifferRun = `(async () => {
	await new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, done, failed));
	return HTMLCS.getMessages().filter(m => m.type === HTMLCS.ERROR).map(m => m.code + ": " + m.msg + ": " + (m.element.outerHTML || "").slice(0, 240));
})()`

// accessible makes sure that nobody is shut out of the page as it is, by day
// and by night.
func (p *page) accessible() *page {
	p.t.Helper()
	found := map[string]bool{}
	for _, how := range []string{"dark", "light"} {
		p.look(how)
		p.settle()
		for _, problem := range p.barriers() {
			if !found[problem] {
				p.t.Errorf("%s, %s: %s", p.opened, how, problem)
			}
			found[problem] = true
		}
	}
	return p
}

// barriers are what axe-core and HTML_CodeSniffer find. They run in a world of
// their own beside the page's, whose policy would keep them out.
func (p *page) barriers() []string {
	p.t.Helper()
	axe := read(p.t, tool(p.t, "axe-core/axe.min.js"))
	sniffer := read(p.t, tool(p.t, "html_codesniffer/build/HTMLCS.js"))
	frame := call(p, cdppage.GetFrameTree, struct{}{}).FrameTree.Frame.ID
	world := call(p, cdppage.CreateIsolatedWorld, cdppage.CreateIsolatedWorldParams{FrameID: frame, WorldName: "checks"}).ExecutionContextID
	in := func(e *runtime.EvaluateParams) { e.ContextID = world }
	for _, script := range []string{axe, sniffer} {
		_, err := chromedp.Run(p.ctx, chromedp.Evaluate[chromedp.Void](script, in))
		require.NoError(p.t, err)
	}
	var all []string
	for name, run := range map[string]string{"axe-core": axeRun, "HTML_CodeSniffer": snifferRun} {
		problems, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string](run, in, chromedp.EvalAwaitPromise))
		require.NoError(p.t, err, name)
		for _, problem := range problems {
			all = append(all, name+": "+strings.Join(strings.Fields(problem), " "))
		}
	}
	return all
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(b)
}

// reflows makes sure that the page fits a window 320 pixels wide: nobody has to
// scroll sideways to read it (WCAG 1.4.10). Tables may scroll in themselves.
func (p *page) reflows() *page {
	p.t.Helper()
	p.size(320, 720, true)
	p.settle()
	wide := eval[[]string](p, `(() => {
		if (document.documentElement.scrollWidth <= innerWidth) return [];
		const scrolls = e => { for (; e && e !== document.body; e = e.parentElement) if (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX)) return true; return false; };
		return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement))
			.slice(0, 5).map(e => e.outerHTML.slice(0, 160));
	})()`)
	if eval[bool](p, "document.documentElement.scrollWidth > innerWidth") {
		p.t.Errorf("%s is wider than a window of 320 pixels: %s", p.opened, strings.Join(wide, " | "))
	}
	p.size(deskWidth, deskHeight, false)
	return p
}

// stop is what has the focus at one stop of the tab key.
type stop struct {
	What            string
	Shown, Uncovers bool
	Same            bool // as at the stop before
}

// focusJS looks at what has the focus: can it be seen that it has, and is it on top?
const focusJS = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement) return {What: ""};
	const r = e.getBoundingClientRect(), s = getComputedStyle(e);
	const timed = ["date", "datetime-local", "time"].includes(e.type); // the browser shows which part of it has the focus
	const ring = timed || s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1 || s.boxShadow !== "none";
	const points = [[r.x + r.width / 2, r.y + r.height / 2], [r.x + 3, r.y + 3], [r.right - 3, r.bottom - 3]];
	const top = points.some(([x, y]) => { const h = document.elementFromPoint(x, y); return h && (e.contains(h) || h.contains(e) || h.closest("label")?.control === e); });
	const same = e === window.__before; window.__before = e;
	return {What: e.outerHTML.slice(0, 120), Shown: ring, Uncovers: top, Same: same};
})()`

// walked makes sure that the tab key leads through the page and out of it, that
// it can be seen where the focus is, and that nothing lies over it.
func (p *page) walked() *page {
	p.t.Helper()
	eval[bool](p, "document.activeElement?.blur(), scrollTo(0, 0), true")
	for n := range tabStops {
		p.pressed("\t")
		at := eval[stop](p, focusJS)
		switch {
		case at.What == "":
			if n == 0 {
				p.t.Errorf("%s: the tab key leads nowhere", p.opened)
			}
			return p
		case at.Same && n > 0 && !strings.Contains(at.What, "type=\"date") && !strings.Contains(at.What, "type=\"time"):
			p.t.Errorf("%s: the keyboard is caught in %s", p.opened, at.What)
			return p
		case !at.Shown:
			p.t.Errorf("%s: it cannot be seen that the focus is on %s", p.opened, at.What)
		case !at.Uncovers:
			p.t.Errorf("%s: something lies over what has the focus: %s", p.opened, at.What)
		}
	}
	p.t.Errorf("%s: %d stops of the tab key and no end", p.opened, tabStops)
	return p
}

// Weights of a page with all its parts, as they come over the wire.
const (
	deskWeight   = 100 << 10
	publicWeight = 50 << 10
)

// weighs makes sure that a page is light, with nothing in the cache.
func (p *page) weighs(path string, atMost int64) *page {
	p.t.Helper()
	fresh := newPage(p.t, p.base)
	fresh.lend(p.cookies())
	fresh.watch.reset()
	fresh.open(path)
	total, parts := fresh.watch.transferred()
	if total > atMost {
		p.t.Errorf("%s weighs %d bytes, more than %d:\n%s", path, total, atMost, strings.Join(parts, "\n"))
	}
	p.t.Logf("%s weighs %d bytes of %d", path, total, atMost)
	return p
}
