package mail_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/replytext"
)

var update = flag.Bool("update", false, "write what is new in the messages of mail programs")

// Each file is one message, as a mail program writes it, and what of it is what: a letter before each line.
func TestWhatIsNewInTheMessagesOfMailPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/replies/*.txtar")
	require.NoError(t, err)
	letter, err := os.ReadFile("testdata/replies/letter.txt")
	require.NoError(t, err)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			require.NoError(t, err)
			in := read(t, crlf(string(archive.Files[0].Data)))
			if !strings.Contains(string(archive.Comment), "no letter of ours") {
				in.Compare([]string{string(letter)})
			}
			var whole strings.Builder
			for _, segment := range in.Segments {
				whole.WriteString(segment.Text)
			}
			require.Equal(t, in.Text, whole.String())
			shown := shownSegments(in)
			if *update {
				archive.Files[1].Data = []byte(shown)
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
			}
			require.Equal(t, string(archive.Files[1].Data), shown, string(archive.Comment))
		})
	}
}

// shownSegments puts the first letter of its kind before each line: N for new.
func shownSegments(in mail.Inbound) string {
	var b strings.Builder
	for _, segment := range in.Segments {
		mark := strings.ToUpper(string(segment.Kind)[:1])
		for line := range strings.Lines(strings.TrimSuffix(segment.Text, "\n")) {
			b.WriteString(strings.TrimRight(mark+" "+line, " \n") + "\n")
		}
	}
	return b.String()
}

func TestNewestIsWhatIsNew(t *testing.T) {
	in := read(t, crlf("From: a@b.example\n\nYes.\n\nOn Tue, 14 Mar 2017 at 10:30, Mara <m@desk.example> wrote:\n> Is it so?\n\nNo doubt.\n"))
	require.Equal(t, "Yes.\n\nNo doubt.", replytext.Newest(in.Segments))
	require.Equal(t, received.SegmentQuotation, in.Segments[1].Kind)
}

// The corpus says of people's messages what was written anew. None of its words may be folded away, whether the letter that
// they answer is known or not.
func TestNothingNewIsFoldedInTheCorpus(t *testing.T) {
	for _, s := range corpus(t) {
		for _, sent := range [][]string{nil, {letter}} {
			in := read(t, s.raw)
			in.Compare(sent)
			rest := strings.Join(strings.Fields(replytext.Newest(in.Segments)), " ")
			for _, word := range strings.FieldsFunc(s.newest, unspoken) {
				at := strings.Index(rest, word)
				require.GreaterOrEqual(t, at, 0, "%s: %q of %q is folded: %s", s.name, word, s.newest, shownSegments(in))
				rest = rest[at+len(word):]
			}
		}
	}
}

// And what is said to be none of it stands apart.
func TestWhatIsNotNewIsFoldedInTheCorpus(t *testing.T) {
	for _, s := range corpus(t) {
		for _, words := range s.folds {
			in := read(t, s.raw)
			in.Compare([]string{letter})
			require.NotContains(t, oneLine(replytext.Newest(in.Segments)), words, "%s: %s", s.name, shownSegments(in))
		}
	}
}

func unspoken(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }
