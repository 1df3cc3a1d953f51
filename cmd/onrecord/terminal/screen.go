package terminal

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"golang.org/x/term"
)

// screen is what data is written to for people. On a terminal headings stand out
// (unless NO_COLOR is set, see no-color.org), tables keep to its width, and what is longer
// than it goes through a pager; elsewhere the same text comes without any of that.
type screen struct {
	text          bytes.Buffer
	width, height int // 0 where nobody looks
	coloured      bool
}

// newScreen is one for what comes out at w.
func newScreen(w io.Writer) *screen {
	s := &screen{}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.width, s.height, _ = term.GetSize(int(f.Fd())) // 0 where it is not known: nothing is cut
	s.coloured = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
}

// Write implements [io.Writer]. It takes out what a terminal would obey.
func (s *screen) Write(text []byte) (int, error) {
	s.text.WriteString(Clean(string(text)))
	return len(text), nil
}

// heading writes a line that stands out.
func (s *screen) heading(line string) {
	if s.coloured {
		line = "\x1b[1m" + Clean(line) + "\x1b[0m"
	} else {
		line = Clean(line)
	}
	s.text.WriteString(line + "\n")
}

// showOn brings it to the reader: by a pager, if it is longer than the terminal.
func (s *screen) showOn(w io.Writer) error {
	if s.height > 0 && bytes.Count(s.text.Bytes(), []byte("\n")) >= s.height && s.page(w) == nil {
		return nil
	}
	if _, err := w.Write(s.text.Bytes()); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

// page runs the pager of the person: PAGER, or less. None is run if PAGER is cat or empty.
func (s *screen) page(w io.Writer) error {
	pager, chosen := os.LookupEnv("PAGER")
	if !chosen {
		pager = "less"
	}
	words := strings.Fields(pager)
	if len(words) == 0 || words[0] == "cat" {
		return exec.ErrNotFound
	}
	path, err := exec.LookPath(words[0])
	if err != nil {
		return err
	}
	cmd := exec.Command(path, words[1:]...) //nolint:gosec // it is the person's own program
	cmd.Env = append(os.Environ(), "LESS="+cmp.Or(os.Getenv("LESS"), "FRX"))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(s.text.Bytes()), w, os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	_ = cmd.Wait() // a reader who has seen enough ends it as she likes
	return nil
}

// Table writes rows under a heading. Cells stand on one line each; on a terminal the
// widest are cut to its width.
func Table(w io.Writer, heading string, rows [][]string) {
	all := append([][]string{strings.Split(heading, ",")}, rows...)
	for _, row := range all {
		for i, cell := range row {
			row[i] = strings.Join(strings.Fields(cell), " ")
		}
	}
	s, ok := w.(*screen)
	if ok && s.width > 0 {
		fit(all, s.width)
	}
	var b bytes.Buffer
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, row := range all {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	t.Flush()
	first, rest, _ := strings.Cut(b.String(), "\n")
	if ok {
		s.heading(first)
	} else {
		fmt.Fprintln(w, first)
	}
	fmt.Fprint(w, rest)
}

// cut are the columns of words: all others name something that is typed again.
var cut = []string{"STATEMENT", "TITLE", "NAME", "WHY NOT", "REASON", "ABOUT", "WHO", "FOR", "CLAIMS"}

// fit cuts the columns of words, the widest first, until the rows keep to a width. The
// first row is the heading.
func fit(rows [][]string, width int) {
	const gap, least = 2, 12
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell)+gap)
		}
	}
	total := -gap
	for _, w := range widths {
		total += w
	}
	for ; total > width; total-- {
		widest := -1
		for i, w := range widths {
			if slices.Contains(cut, rows[0][i]) && w > least && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	for _, row := range rows {
		for i, cell := range row {
			if runes := []rune(cell); len(runes)+gap > widths[i] {
				row[i] = string(runes[:widths[i]-gap-1]) + "…"
			}
		}
	}
}
