package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// tree reads the one document of the file. It returns nil when there is none
// that the fields could be read from; then a problem says why.
func (ps *problems) tree(data []byte) *yaml.Node {
	text := ps.checkEncoding(data)
	if text == nil {
		if len(ps.found) == 0 {
			ps.empty()
		}
		return nil
	}
	ps.checkCharacters(text)
	if len(ps.found) > 0 {
		return nil
	}
	root := ps.parseText(text)
	if root == nil {
		return nil
	}
	ps.checkTree(root, 1)
	if len(ps.found) > 0 {
		return nil
	}
	return root
}

func (ps *problems) parseText(text []byte) *yaml.Node {
	if trimmed := bytes.TrimSpace(text); len(trimmed) == 0 {
		ps.empty()
		return nil
	} else if trimmed[0] == '{' && json.Valid(trimmed) {
		return parseJSON(text)
	}
	return ps.parseYAML(text)
}

func (ps *problems) empty() {
	ps.add(0, 0, "", "the file is empty: see docs/case-file.md for what stands in one")
}

// parseYAML reads YAML. The library bounds its own recursion and work; what it
// lets through, checkTree judges.
func (ps *problems) parseYAML(text []byte) *yaml.Node {
	source := &lineReader{rest: text}
	decoder := yaml.NewDecoder(source)
	var doc, second yaml.Node
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		ps.empty()
		return nil
	case err != nil:
		ps.syntax(text, source.lines, err)
		return nil
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		ps.add(second.Line, 1, "", "a second document begins here: one file holds one, so put it into a file of its own")
		return nil
	case !errors.Is(err, io.EOF):
		ps.syntax(text, source.lines, err)
		return nil
	}
	return doc.Content[0]
}

// checkTree refuses what hides or multiplies what stands in the file.
func (ps *problems) checkTree(n *yaml.Node, depth int) {
	switch {
	case depth > MaxDepth && n.Kind != yaml.ScalarNode:
		ps.add(n.Line, n.Column, "", "%s", tooDeep)
		return
	case n.Kind == yaml.AliasNode:
		ps.add(n.Line, n.Column, "", "%s", aliasRefused)
		return
	case n.Anchor != "":
		ps.add(n.Line, n.Column, "", "the anchor %s is not accepted: delete it, or put a text that begins with & in quotes", clip("&"+n.Anchor))
	case n.Style&yaml.TaggedStyle != 0:
		ps.add(n.Line, n.Column, "", "the tag %s is not accepted: delete it, or put a text that begins with ! in quotes", clip(n.Tag))
	case n.Kind == yaml.ScalarNode && n.Tag == "!!merge":
		ps.add(n.Line, n.Column, "", "merge keys (<<) are not accepted: write the keys out")
	}
	for _, child := range n.Content {
		ps.checkTree(child, depth+1)
	}
}

const aliasRefused = "aliases are not accepted: write the value out, or put a text that begins with * in quotes"

var tooDeep = fmt.Sprintf("lists and groups of keys are nested more than %d deep here: take the inner ones out", MaxDepth)
