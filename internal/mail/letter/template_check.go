package letter

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/onrecord/onrecord/internal/mail/wording"
)

// checkTree refuses whatever in a template could fail in one letter and not in the next, or run for long: unknown fields,
// variables, and functions beyond comparing.
func checkTree(tree *parse.Tree, words *wording.Language, parts parsedTemplate) error {
	c := &treeCheck{tree: tree, root: reflect.TypeFor[letterView](), words: words, parts: parts}
	c.list(tree.Root, c.root)
	if c.err != nil {
		return c.err
	}
	return nil
}

// allowedFunctions compare; none makes text.
var allowedFunctions = []string{"and", "or", "not", "len", "eq", "ne", "lt", "le", "gt", "ge"}

type treeCheck struct {
	tree *parse.Tree
	root reflect.Type
	err  *TemplateError // the first

	words *wording.Language
	parts parsedTemplate
}

func (c *treeCheck) fail(at parse.Node, format string, args ...any) {
	if c.err == nil {
		c.err = &TemplateError{Line: c.line(at), Problem: fmt.Sprintf(format, args...)}
	}
}

// line is where a node stands, from 1.
func (c *treeCheck) line(at parse.Node) int {
	location, _ := c.tree.ErrorContext(at)
	var line int
	if parts := strings.Split(location, ":"); len(parts) > 1 {
		_, _ = fmt.Sscanf(parts[1], "%d", &line)
	}
	return line
}

func (c *treeCheck) list(list *parse.ListNode, dot reflect.Type) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		c.node(n, dot)
	}
}

func (c *treeCheck) node(n parse.Node, dot reflect.Type) {
	switch n := n.(type) {
	case *parse.TextNode, *parse.CommentNode:
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot)
	case *parse.IfNode:
		c.pipe(n.Pipe, dot)
		c.list(n.List, dot)
		c.list(n.ElseList, dot)
	case *parse.WithNode:
		inner := c.pipe(n.Pipe, dot)
		c.list(n.List, inner)
		c.list(n.ElseList, dot)
	case *parse.RangeNode:
		inner := c.pipe(n.Pipe, dot)
		if inner == nil || inner.Kind() != reflect.Slice {
			c.fail(n, "{{range}} goes over .Requests, .News, .Claims or .Questions")
			return
		}
		c.list(n.List, inner.Elem())
		c.list(n.ElseList, dot)
	case *parse.TemplateNode:
		c.part(n, dot)
	default:
		c.fail(n, "%s cannot stand in a letter", n)
	}
}

// aboutOne are the parts that are about one request; every other is about the letter.
var aboutOne = []string{"claims", "questions", "deadline", "repeated"}

func (c *treeCheck) part(n *parse.TemplateNode, dot reflect.Type) {
	if n.Name == templateName || n.Name == c.parts.Name() || c.parts.Lookup(n.Name) == nil {
		c.fail(n, "there is no part %q", n.Name)
		return
	}
	about := c.root
	if slices.Contains(aboutOne, n.Name) {
		about = reflect.TypeFor[requestView]()
	}
	if n.Pipe == nil || c.pipe(n.Pipe, dot) != about {
		if about == c.root {
			c.fail(n, "the part %q is about the letter: write {{template %q $}}", n.Name, n.Name)
			return
		}
		c.fail(n, "the part %q is about one request: write {{range .Requests}}{{template %q .}}{{end}}", n.Name, n.Name)
	}
}

// pipe checks a pipeline and gives the type of its value, nil where that does not matter.
func (c *treeCheck) pipe(p *parse.PipeNode, dot reflect.Type) reflect.Type {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		c.fail(p, "variables and pipes cannot stand in a letter")
		return nil
	}
	args := p.Cmds[0].Args
	if f, ok := args[0].(*parse.IdentifierNode); ok {
		if f.Ident == "count" {
			c.count(f, args[1:], dot)
			return nil
		}
		if !slices.Contains(allowedFunctions, f.Ident) {
			c.fail(f, "the function %q cannot stand in a letter", f.Ident)
		}
		for _, a := range args[1:] {
			c.value(a, dot)
		}
		return nil
	}
	if len(args) > 1 {
		c.fail(p, "%s does not make sense", p)
		return nil
	}
	return c.value(args[0], dot)
}

// count checks a phrase that depends on a number.
func (c *treeCheck) count(at parse.Node, args []parse.Node, dot reflect.Type) {
	if len(args) == 2 {
		if key, ok := args[0].(*parse.StringNode); ok {
			if _, known := c.words.Count[key.Text]; !known {
				c.fail(at, "there is no phrase %q to count with", key.Text)
			}
			c.value(args[1], dot)
			return
		}
	}
	c.fail(at, `write {{count "the claims" (len .Claims)}}: a phrase, and a number`)
}

// value gives the type of one operand.
func (c *treeCheck) value(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.field(n, dot, n.Ident)
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			return c.field(n, c.root, n.Ident[1:])
		}
		c.fail(n, "variables cannot stand in a letter")
	case *parse.PipeNode:
		return c.pipe(n, dot)
	case *parse.NumberNode, *parse.StringNode, *parse.BoolNode:
	default:
		c.fail(n, "%s cannot stand in a letter", n)
	}
	return nil
}

func (c *treeCheck) field(at parse.Node, of reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if of == nil || of.Kind() != reflect.Struct {
			c.fail(at, "there is no field %s here", at)
			return nil
		}
		field, ok := of.FieldByName(name)
		if !ok {
			c.fail(at, "there is no field .%s here; the fields are %s", name, fieldNames(of))
			return nil
		}
		of = field.Type
	}
	return of
}

func fieldNames(of reflect.Type) string {
	var names []string
	for i := range of.NumField() {
		names = append(names, "."+of.Field(i).Name)
	}
	return strings.Join(names, ", ")
}
