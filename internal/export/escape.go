package export

import (
	"regexp"
	"strings"
)

// active are the characters that mean something in Markdown anywhere in a line
// (CommonMark 0.31, section 2.4; the tables and strikethrough of GitHub).
var active = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `#`, `\#`, `|`, `\|`,
	`!`, `\!`, `~`, `\~`, `&`, `\&`, `>`, `\>`, `$`, `\$`, `<`, `&lt;`,
)

var (
	// listMark begins a list, a rule or the underline of a heading.
	listMark = regexp.MustCompile(`^(\d*)([-+=.)])`)
	indent   = regexp.MustCompile(`^[ \t]+`)
)

// escape makes one line of text stand in Markdown as it is.
func escape(line string) string {
	line = active.Replace(strings.ReplaceAll(line, "\r", ""))
	spaces := indent.FindString(line)
	line = listMark.ReplaceAllString(line[len(spaces):], `$1\$2`)
	// Spaces at the start would make a block of code.
	return strings.Repeat("\u00a0", len(spaces)) + line
}

// inline makes a text stand in the middle of a line.
func inline(text string) string { return escape(strings.Join(strings.Fields(text), " ")) }
