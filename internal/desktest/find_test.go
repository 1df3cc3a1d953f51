package desktest_test

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// control is something on a page as assistive technology tells it: only what
// has a role and a name can be found, by anybody.
type control struct {
	id         cdp.BackendNodeID
	role, name string
	value      string
}

// Roles that can be pressed, that can be filled, and that hold others.
var (
	pressable = []string{"button", "link", "DisclosureTriangle", "checkbox", "radio", "menuitem", "tab", "switch", "option", "LabelText", "PopUpButton"}
	fillable  = []string{
		"textbox", "searchbox", "combobox", "ComboBoxSelect", "ComboBoxMenuButton", "listbox", "ListBox", "spinbutton", "slider",
		"Date", "DateTime", "InputTime", "button", "checkbox", "radio", "TextField", "PopUpButton",
	}
	holders = []string{
		"region", "group", "form", "row", "listitem", "dialog", "article", "main", "navigation", "banner", "complementary",
		"search", "list", "table", "radiogroup", "Details", "contentinfo", "status", "alert", "figure", "RootWebArea",
	}
)

// tree reads the page as assistive technology does, or the part of it that is
// looked at, in its order.
func (p *page) tree() ([]control, error) {
	result, err := chromedp.Call(p.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		return nil, err
	}
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range result.Nodes {
		nodes[n.NodeID] = n
	}
	if len(result.Nodes) == 0 {
		return nil, nil
	}
	root := result.Nodes[0]
	if p.region != "" {
		if root = holder(result.Nodes, nodes, root, p.region); root == nil {
			return nil, nil
		}
	}
	return flatten(nil, nodes, root), nil
}

// holder finds the smallest part of that name. A part without a name goes by
// the first heading in it.
func holder(all []*accessibility.Node, nodes map[accessibility.NodeID]*accessibility.Node, root *accessibility.Node, name string) *accessibility.Node {
	for _, exact := range []bool{true, false} {
		for _, n := range slices.Backward(all) {
			if n.Ignored || !slices.Contains(holders, said(n.Role)) || n == root {
				continue
			}
			title := said(n.Name)
			if title == "" {
				title = heading(nodes, n)
			}
			if matches(title, name, exact) {
				return n
			}
		}
	}
	return nil
}

func heading(nodes map[accessibility.NodeID]*accessibility.Node, n *accessibility.Node) string {
	for _, c := range flatten(nil, nodes, n) {
		if c.role == "heading" || c.role == "rowheader" {
			return c.name
		}
	}
	return ""
}

func flatten(out []control, nodes map[accessibility.NodeID]*accessibility.Node, n *accessibility.Node) []control {
	if n == nil {
		return out
	}
	if !n.Ignored {
		out = append(out, control{id: n.BackendDOMNodeID, role: said(n.Role), name: said(n.Name), value: said(n.Value)})
	}
	for _, id := range n.ChildIDs {
		out = flatten(out, nodes, nodes[id])
	}
	return out
}

func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var s any
	if json.Unmarshal(v.Value, &s) != nil {
		return ""
	}
	text, _ := s.(string)
	return strings.Join(strings.Fields(text), " ")
}

func matches(name, wanted string, exact bool) bool {
	name, wanted = strings.ToLower(name), strings.ToLower(wanted)
	return name == wanted || !exact && strings.HasPrefix(name, wanted)
}

// pick finds a control by its role and name: the one that is called so, or else
// the first whose name begins so.
func pick(controls []control, roles []string, name string) (control, bool) {
	for _, exact := range []bool{true, false} {
		for _, c := range controls {
			if slices.Contains(roles, c.role) && matches(c.name, name, exact) {
				return c, true
			}
		}
	}
	return control{}, false
}

// find waits for a control.
func (p *page) find(roles []string, name string) control {
	p.t.Helper()
	var found control
	p.until("something called “"+name+"”", func() (ok bool, err error) {
		controls, err := p.tree()
		found, ok = pick(controls, roles, name)
		return ok, err
	})
	return found
}

// controls are the names of all that can be used, for whoever looks for one in vain.
func (p *page) controls() []string {
	controls, _ := p.tree()
	var names []string
	for _, c := range controls {
		if slices.Contains(pressable, c.role) || slices.Contains(fillable, c.role) {
			names = append(names, c.role+" “"+shorten(c.name, 60)+"”")
		}
	}
	return names
}
