package mailfile_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mailfile"
)

const note = "From: press@google.example\nDate: Fri, 17 Mar 2017 17:00:00 +0000\n\nWe were not contacted.\n"

func read(t *testing.T, name, text string) []mailfile.Message {
	t.Helper()
	var found []mailfile.Message
	require.NoError(t, mailfile.Read(name, strings.NewReader(text), func(m mailfile.Message) error {
		found = append(found, m)
		return nil
	}))
	return found
}

func TestAFileOfItsOwnIsKeptByteForByte(t *testing.T) {
	for _, text := range []string{note, strings.ReplaceAll(note, "\n", "\r\n"), note + ">From me\n\nFrom you\n"} {
		require.Equal(t, []mailfile.Message{{Name: "a.eml", Raw: []byte(text)}}, read(t, "a.eml", text))
	}
}

func TestAnMboxIsTakenApart(t *testing.T) {
	text := "From press@google.example Fri Mar 17 17:00:00 2017\n" + note +
		">From here it is quoted\n>>From twice\n>no\nFrom within a paragraph\n" +
		"\nFrom MAILER-DAEMON\r\n" + strings.ReplaceAll(note, "\n", "\r\n") + "\r\n"
	found := read(t, "all.mbox", text)
	require.Len(t, found, 2)
	crlf := strings.ReplaceAll(note, "\n", "\r\n")
	require.Equal(t, "all.mbox, message 1", found[0].Name)
	require.Equal(t, crlf+"From here it is quoted\r\n>From twice\r\n>no\r\nFrom within a paragraph\r\n", string(found[0].Raw))
	require.Equal(t, "all.mbox, message 2", found[1].Name)
	require.Equal(t, crlf, string(found[1].Raw))
	require.Empty(t, found[0].Problem+found[1].Problem)
}

func TestWhatIsNoMessageIsSaid(t *testing.T) {
	for text, problem := range map[string]string{
		"":                                   "it is empty",
		"%PDF-1.7\n\x00\n":                   "does not begin with fields",
		"Shopping: milk\n\neggs\n":           "does not begin with fields",
		"From\x00: a@b.example\n\n":          "does not begin with fields",
		note + strings.Repeat("x", 1<<20+10): "a line of more than 1 MB",
		"From: a@b.example\n" + strings.Repeat("x\n", mailfile.MaxMessage/2): "larger than 32 MB",
	} {
		found := read(t, "x", text)
		require.Len(t, found, 1)
		require.Contains(t, found[0].Problem, problem)
	}
}

// One message of an mbox that is too large costs no more memory than that, and the others are found.
func TestALargeMessageOfAnMboxDoesNotHideTheOthers(t *testing.T) {
	text := "From a\n" + note + strings.Repeat("0123456789abcde\n", mailfile.MaxMessage/16+10) + "\nFrom b\n" + note
	found := read(t, "all", text)
	require.Len(t, found, 2)
	require.Contains(t, found[0].Problem, "larger than 32 MB")
	require.Nil(t, found[0].Raw)
	require.Empty(t, found[1].Problem)
}

func TestAFolderIsWalked(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.eml": note, "b.mbox": "From x\n" + note + "\nFrom y\n" + note, "c.pdf": "%PDF", ".hidden.eml": note,
		"box/cur/1.host:2,S": note, "box/new/2.host": note, "box/tmp/3.host": note, "box/.Sent/cur/4": note, "box/.Sent/new/x/y": note, "box/.Sent/tmp/z": note,
		".git/d.eml": note,
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	found := map[string]string{}
	require.NoError(t, mailfile.Walk(dir, func(m mailfile.Message) error {
		found[m.Name] = m.Problem
		return nil
	}))
	const other = "its name ends neither in .eml nor in .mbox; give it by itself if it is mail"
	require.Equal(t, map[string]string{
		"a.eml": "", "b.mbox, message 1": "", "b.mbox, message 2": "", "c.pdf": other,
		"box/cur/1.host:2,S": "", "box/new/2.host": "", "box/.Sent/cur/4": "", "box/.Sent/new/x/y": other,
	}, found)
	stop := errors.New("stop")
	require.ErrorIs(t, mailfile.Walk(dir, func(mailfile.Message) error { return stop }), stop)
}

func FuzzRead(f *testing.F) {
	f.Add(note)
	f.Add("From x\n" + note + "\n>From y\r\nFrom z\n\r\n\nFrom \n")
	f.Fuzz(func(t *testing.T, text string) {
		found := read(t, "f", text)
		if !strings.HasPrefix(text, "From ") {
			require.Equal(t, text, string(found[0].Raw))
		}
	})
}
