package desktest_test

import (
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// click presses what is called so: a button, a link, a summary, a box.
func (p *page) click(name string) *page {
	p.t.Helper()
	c := p.find(pressable, name)
	if p.keys {
		p.pressKey(c)
	} else {
		p.pressMouse(c)
	}
	p.settle()
	return p
}

// button presses a button, where something else is called the same.
func (p *page) button(name string) *page { return p.only("button", name) }

// unfold opens what is folded away under a summary; what stands open stays so.
func (p *page) unfold(name string) *page {
	p.t.Helper()
	if on[bool](p, p.find([]string{"DisclosureTriangle"}, name).id, `function() { return this.closest("details")?.open === true }`) {
		return p
	}
	return p.only("DisclosureTriangle", name)
}

func (p *page) only(role, name string) *page {
	p.t.Helper()
	c := p.find([]string{role}, name)
	if p.keys {
		p.pressKey(c)
	} else {
		p.pressMouse(c)
	}
	p.settle()
	return p
}

// fill writes into the field that is called so, instead of what it holds.
func (p *page) fill(name, text string) *page {
	p.t.Helper()
	c := p.find(fillable, name)
	if p.timed(c) {
		p.set(c, text)
		return p
	}
	p.focus(c)
	p.pressed("a", chromedp.KeyModifiers(kb.ModifierCtrl))
	if text == "" {
		p.pressed(kb.Delete)
		return p
	}
	call(p, input.InsertText, input.InsertTextParams{Text: text})
	return p
}

// choose picks an option of a list by what it says.
func (p *page) choose(name, option string) *page {
	p.t.Helper()
	c := p.find(fillable, name)
	p.focus(c)
	found := on[bool](p, c.id, `function(wanted) {
		const o = [...(this.options || [])].find(o => o.text.trim() === wanted) || [...(this.options || [])].find(o => o.text.trim().startsWith(wanted));
		if (!o) return false;
		this.value = o.value;
		this.dispatchEvent(new Event("input", {bubbles: true}));
		this.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	}`, option)
	require.True(p.t, found, "%s has no option %q", name, option)
	p.settle()
	return p
}

// value is what a field holds.
func (p *page) value(name string) string {
	p.t.Helper()
	return on[string](p, p.find(fillable, name).id, `function() { return String(this.value) }`)
}

// press presses keys, such as "j" or kb.Enter, wherever the focus is.
func (p *page) press(keys string) *page {
	p.t.Helper()
	p.pressed(keys)
	p.settle()
	return p
}

func (p *page) pressed(keys string, opts ...chromedp.KeyOption) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.ctx, chromedp.KeyEvent(keys, opts...)))
	p.watch.touch()
}

// pressMouse clicks where the control is, which must be on top there.
func (p *page) pressMouse(c control) {
	p.t.Helper()
	at := p.locate(c)
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMouseMoved, input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		event := input.DispatchMouseEventParams{Type: kind, X: at[0], Y: at[1]}
		if kind != input.DispatchMouseEventTypeMouseMoved {
			event.Button, event.ClickCount = input.MouseButtonLeft, 1
		}
		call(p, input.DispatchMouseEvent, event)
	}
	p.watch.touch()
}

// locate scrolls a control into view and finds a point of it that nothing covers.
func (p *page) locate(c control) (at [2]float64) {
	p.t.Helper()
	p.until("“"+c.name+"” to be where it can be clicked", func() (bool, error) {
		if _, err := chromedp.Call(p.ctx, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: c.id}); err != nil {
			return false, err
		}
		point, err := onTry[[]float64](p, c.id, `function() {
			for (const r of this.getClientRects()) {
				const x = r.x + r.width / 2, y = r.y + r.height / 2;
				const hit = document.elementFromPoint(x, y);
				if (hit && (this.contains(hit) || hit.contains(this) && hit.tagName === "LABEL" || hit.closest("label")?.control === this)) return [x, y];
			}
			return [];
		}`)
		if err != nil || len(point) != 2 {
			return false, err
		}
		at = [2]float64{point[0], point[1]}
		return true, nil
	})
	return at
}

// focus brings the focus to a control: with the mouse by a click, without it
// the long way.
func (p *page) focus(c control) {
	p.t.Helper()
	if p.keys {
		p.tabTo(c)
		return
	}
	call(p, dom.Focus, dom.FocusParams{BackendNodeID: c.id})
}

// pressKey goes to a control by the keyboard and presses it.
func (p *page) pressKey(c control) {
	p.t.Helper()
	p.tabTo(c)
	switch c.role {
	case "checkbox", "radio", "switch":
		p.pressed(" ")
	default:
		p.pressed(kb.Enter)
	}
}

// tabStops is how many stops a page may have before somebody gives up.
const tabStops = 600

// tabTo presses the tab key until a control has the focus. Within a group of
// radio buttons it is the arrow keys that move.
func (p *page) tabTo(c control) {
	p.t.Helper()
	for range tabStops {
		switch reached := p.reached(c); reached {
		case "yes":
			return
		case "group":
			p.pressed(kb.ArrowDown)
		default:
			p.pressed(kb.Tab)
		}
	}
	require.Failf(p.t, "the keyboard does not get to “"+c.name+"”", "%s, a %s\n%s", p.opened, c.role, p.describe())
}

// reached tells whether the focus is on a control, or in its group of radio buttons.
func (p *page) reached(c control) string {
	p.t.Helper()
	return on[string](p, c.id, `function() {
		const at = document.activeElement;
		if (at === this) return "yes";
		return at && at.type === "radio" && this.type === "radio" && at.name === this.name && at.form === this.form ? "group" : "no";
	}`)
}

// timed reports whether a field takes its value from a picker.
func (p *page) timed(c control) bool {
	p.t.Helper()
	return on[bool](p, c.id, `function() { return ["date", "datetime-local", "time", "range", "color"].includes(this.type) }`)
}

// set gives a field a value as its picker would.
func (p *page) set(c control, value string) {
	p.t.Helper()
	p.focus(c)
	on[bool](p, c.id, `function(value) {
		this.value = value || ""; // an empty text does not arrive
		this.dispatchEvent(new Event("input", {bubbles: true}));
		this.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	}`, value)
}

// on calls a function on an element.
func on[T any](p *page, id cdp.BackendNodeID, function string, args ...string) T {
	p.t.Helper()
	result, err := onTry[T](p, id, function, args...)
	require.NoError(p.t, err, p.opened)
	return result
}

func onTry[T any](p *page, id cdp.BackendNodeID, function string, args ...string) (T, error) {
	var zero T
	node, err := chromedp.Call(p.ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: id})
	if err != nil {
		return zero, err
	}
	yes := true
	params := runtime.CallFunctionOnParams{FunctionDeclaration: function, ObjectID: node.Object.ObjectID, ReturnByValue: &yes}
	for _, a := range args {
		params.Arguments = append(params.Arguments, &runtime.CallArgument{Value: quote(a)})
	}
	result, err := chromedp.Call(p.ctx, runtime.CallFunctionOn, params)
	if err != nil {
		return zero, err
	}
	return decode[T](result.Result, result.ExceptionDetails)
}

// lines splits what somebody writes over several lines.
func lines(text ...string) string { return strings.Join(text, "\n") }
