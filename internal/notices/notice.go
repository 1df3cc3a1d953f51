package notices

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/lists"
)

// Notice is what a person is told.
type Notice struct {
	ID      uuid.UUID // the same at each attempt to send it
	Subject string
	Lines   []Line
	More    int // that no line says
	Desk    string
}

// Line is one thing that is told, and where it is done.
type Line struct {
	Says string
	Link string
}

// maxLines is how many things a notice says one by one.
const maxLines = 20

// compose puts what waits into words. desk is the address under which people open the desk.
func compose(id uuid.UUID, parts []lists.NoticePart, desk string) Notice {
	n := Notice{ID: id, Desk: desk + "/"}
	all := 0
	for i, part := range parts {
		all += part.Count
		if i >= maxLines {
			n.More += part.Count
			continue
		}
		n.Lines = append(n.Lines, Line{says(part), link(part, desk)})
	}
	if n.Subject = fmt.Sprintf("%d things wait for you", all); len(parts) == 1 {
		n.Subject = n.Lines[0].Says
	}
	return n
}

func says(part lists.NoticePart) string {
	text := sentence(part.Kind, part.Count)
	if part.Case != "" && !part.Restricted {
		text += " in " + part.Case
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// link leads to the one thing, or to all of the kind. It names no case: addresses are
// kept where nobody looks after them.
func link(part lists.NoticePart, desk string) string {
	if part.Count == 1 {
		return desk + "/turns/" + url.PathEscape(part.Item)
	}
	return desk + "/?" + url.Values{"kind": {string(part.Kind)}}.Encode()
}

// Text is the notice as plain text.
func (n Notice) Text() string {
	var b strings.Builder
	for _, l := range n.Lines {
		fmt.Fprintf(&b, "%s:\n%s\n\n", l.Says, l.Link)
	}
	if n.More > 0 {
		fmt.Fprintf(&b, "And %d more.\n\n", n.More)
	}
	fmt.Fprintf(&b, "All that waits for you: %s\nHow you are told: %saccount/notices\n", n.Desk, n.Desk)
	return b.String()
}
