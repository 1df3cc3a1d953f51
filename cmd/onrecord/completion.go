package main

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"Which shell: bash, zsh or fish."`
}

// Help implements kong.HelpProvider.
func (completionCmd) Help() string {
	return `
Have the shell read it when it starts:

    bash    echo 'source <(onrecord completion bash)' >> ~/.bashrc
    zsh     echo 'source <(onrecord completion zsh)' >> ~/.zshrc
    fish    onrecord completion fish > ~/.config/fish/completions/onrecord.fish

Example:

    onrecord completion bash`
}

// completions are what each shell runs when somebody presses Tab: they ask the program,
// which answers with a word and what it means on each line.
var completions = map[string]string{
	"bash": `_onrecord() {
	local line words
	COMPREPLY=()
	words=("${COMP_WORDS[@]:1:COMP_CWORD}")
	while IFS= read -r line; do
		COMPREPLY+=("$(printf %q "${line%%$'\t'*}")")
	done < <(onrecord complete -- "${words[@]}" 2>/dev/null)
}
complete -o default -F _onrecord onrecord
`,
	"zsh": `_onrecord() {
	local line
	local -a found
	while IFS= read -r line; do
		found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
	done < <(onrecord complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
	if (( ${#found} )); then _describe onrecord found; else _files; fi
}
compdef _onrecord onrecord
`,
	"fish": `complete -c onrecord -a '(onrecord complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
}

// Run prints the script.
func (c *completionCmd) Run(p *terminal.Program) error {
	if _, err := fmt.Fprint(p.Out, completions[c.Shell]); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

type completeCmd struct {
	Words []string `arg:"" optional:"" passthrough:"" help:"What is typed so far; the last word is to be completed."`
}

// Help implements kong.HelpProvider.
func (completeCmd) Help() string {
	return `
Example:

    onrecord complete -- case sh`
}

// Run prints what the last word can become, with its meaning.
func (c *completeCmd) Run(p *terminal.Program) error {
	words := c.Words
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	for _, found := range complete(p.Model, words) {
		if _, err := fmt.Fprintf(p.Out, "%s\t%s\n", found.word, found.means); err != nil {
			return fmt.Errorf("write the output: %w", err)
		}
	}
	return nil
}

// candidate is what a word can become.
type candidate struct{ word, means string }

// complete returns what the last of the words can become, in the order of the help.
func complete(model *kong.Application, words []string) []candidate {
	if len(words) == 0 {
		words = []string{""}
	}
	last := words[len(words)-1]
	node, flag, given := follow(model.Node, words[:len(words)-1])
	var all []candidate
	switch name, _, assigned := strings.Cut(last, "="); {
	case flag != nil:
		all = valuesOf(flag.Value, "")
	case assigned && strings.HasPrefix(last, "--"):
		if flag := flagOf(node, name); flag != nil {
			all = valuesOf(flag.Value, name+"=")
		}
	case strings.HasPrefix(last, "-"):
		all = flagsOf(node)
	default:
		all = commandsBelow(node, given)
	}
	return slices.DeleteFunc(all, func(c candidate) bool { return !strings.HasPrefix(c.word, last) })
}

// follow goes along the words that are complete: it returns the command they lead to, the
// flag that waits for its value, if any, and how many arguments were given.
func follow(node *kong.Node, words []string) (at *kong.Node, waits *kong.Flag, given int) {
	for _, word := range words {
		switch {
		case waits != nil:
			waits = nil
		case strings.HasPrefix(word, "-"):
			if flag := flagOf(node, word); flag != nil && !flag.IsBool() && !strings.Contains(word, "=") {
				waits = flag
			}
		default:
			i := slices.IndexFunc(node.Children, func(n *kong.Node) bool { return n.Name == word || slices.Contains(n.Aliases, word) })
			if i < 0 {
				given++
				continue
			}
			node = node.Children[i]
		}
	}
	return node, waits, given
}

func flagOf(node *kong.Node, word string) *kong.Flag {
	name, _, _ := strings.Cut(word, "=")
	for _, group := range node.AllFlags(false) {
		for _, flag := range group {
			if name == "--"+flag.Name || flag.Short != 0 && name == "-"+string(flag.Short) {
				return flag
			}
		}
	}
	return nil
}

func flagsOf(node *kong.Node) []candidate {
	var all []candidate
	for _, group := range node.AllFlags(true) {
		for _, flag := range group {
			all = append(all, candidate{"--" + flag.Name, inShort(flag.Help)})
		}
	}
	return all
}

// commandsBelow are the commands below a node or, of a command that has none, the
// values of the argument that comes next.
func commandsBelow(node *kong.Node, given int) []candidate {
	var all []candidate
	for _, child := range node.Children {
		if !child.Hidden {
			all = append(all, candidate{child.Name, inShort(child.Help)})
		}
	}
	if next := min(given, len(node.Positional)-1); next >= 0 {
		all = append(all, valuesOf(node.Positional[next], "")...)
	}
	return all
}

// valuesOf are the values of a flag or an argument, if they are few and known.
func valuesOf(v *kong.Value, before string) []candidate {
	var words []string
	if v.Enum != "" {
		words = v.EnumSlice()
	}
	t := v.Target.Type()
	if t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if vocabulary, ok := claim.VocabularyOf(t); ok {
		words = vocabulary.Chosen()
	}
	all := make([]candidate, len(words))
	for i, word := range words {
		all[i] = candidate{before + word, inShort(v.Help)}
	}
	return all
}

// inShort is the first sentence of a help text, on one line.
func inShort(help string) string {
	first, _, _ := strings.Cut(strings.Join(strings.Fields(help), " "), ". ")
	return cmp.Or(strings.TrimSuffix(first, "."), "-")
}
