package casefile

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/worktest"
)

const mebibyte = 1 << 20

func TestHostileFilesAreRefusedInTime(t *testing.T) {
	var worst time.Duration
	defer func() { t.Logf("a quarter of a mebibyte takes at most %s", worst) }()
	for _, unit := range []string{
		"[", "{", "[[],", "{a: ", "[a,", "- ", "? ", "x: [\n", "[#\n", "&a [*a,", "\"", "'", "!", "&a ", "*a ", "- #\n", "#\n", "- a\n",
		"a:\n #c\n", "a:\n", "|\n", "- |\n", "---\n", "%A b\n", "<<: ", "a b ", "\u2028", ": ", "a\n", "\n", " ", "\t", "\"\"\n", "a: b\n",
		"\u202e", "\x00", "\x01", "\xff", "{\"a\":", "[1,", "\\",
	} {
		for _, before := range []string{"", "[", "- a\n", "x: |\n ", "{\"a\":\"", small} {
			data := []byte(before + strings.Repeat(unit, mebibyte/4/len(unit)))
			var err error
			spent := worktest.Spent(t, func() { _, err = Parse("case.yaml", data) })
			worst = max(worst, spent)
			require.Less(t, spent, 2*time.Second, "%q after %.20q", unit, before)
			if err != nil {
				require.Contains(t, []claim.Code{claim.CodeInvalid, claim.CodeTooLarge}, claim.CodeOf(err))
			}
		}
	}
}

func TestTenMegabytesOfBrackets(t *testing.T) {
	for _, bracket := range []string{"[", "{", `{"a":`} {
		data := []byte(strings.Repeat(bracket, 10*mebibyte/len(bracket)))
		var err error
		require.Less(t, worktest.Spent(t, func() { _, err = Parse("case.yaml", data) }), 2*time.Second)
		require.Equal(t, claim.CodeTooLarge, claim.CodeOf(err))
	}
}

func TestNestingHasALimit(t *testing.T) {
	nested := func(levels int) error {
		_, err := Parse("case.yaml", []byte(strings.Replace(small, "title: A story",
			"title: "+strings.Repeat("[", levels)+strings.Repeat("]", levels), 1)))
		return err
	}
	require.ErrorContains(t, nested(MaxDepth-1), "expected a text, found a list")
	require.ErrorContains(t, nested(MaxDepth), "nested more than 20 deep here")
	require.ErrorContains(t, nested(20_000), "nested more than 20 deep here")
}

func TestAFileOfTheLargestSizeIsReadAndALargerOneRefused(t *testing.T) {
	pad := func(n int) []byte { return append([]byte(small), bytes.Repeat([]byte(" "), n-len(small))...) }
	_, err := Parse("case.yaml", pad(MaxFile))
	require.NoError(t, err)
	_, err = Parse("case.yaml", pad(MaxFile+1))
	require.EqualError(t, err, "case.yaml is larger than 16 MiB")
	require.Equal(t, claim.CodeTooLarge, claim.CodeOf(err))
}

// endless is a file that never ends.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestReadTakesNoMoreThanTheLimitAndAByte(t *testing.T) {
	source := &endless{}
	_, err := Read("stdin", io.LimitReader(source, 1<<40))
	require.Equal(t, claim.CodeTooLarge, claim.CodeOf(err))
	require.LessOrEqual(t, source.read, MaxFile+1)
	f, err := Read("stdin", strings.NewReader(small))
	require.NoError(t, err)
	require.Equal(t, "story", f.ID)
}

func TestReadFileSaysWhatIsWrongWithThePath(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "case.yaml")
	_, err := ReadFile(path)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = ReadFile(dir)
	require.EqualError(t, err, dir+" is a directory")
	require.NoError(t, os.WriteFile(path, []byte(small), 0o600))
	f, err := ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "story", f.ID)
}

func TestOtherEncodingsAreNamed(t *testing.T) {
	wide := func(order func(u uint16) []byte, text string) string {
		var out []byte
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, order(u)...)
		}
		return string(out)
	}
	little := func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} }
	big := func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} }
	for _, row := range []struct{ name, file, want string }{
		{"UTF-16, little end first", wide(little, "\ufeff"+small), "the file is in UTF-16: save the file as UTF-8"},
		{"UTF-16, big end first", wide(big, "\ufeff"+small), "the file is in UTF-16: save the file as UTF-8"},
		{"UTF-16 without a mark", wide(little, small), "the file looks like UTF-16 without a byte order mark: save the file as UTF-8"},
		{"UTF-32", "\xff\xfe\x00\x00o\x00\x00\x00", "the file is in UTF-32: save the file as UTF-8"},
		{"nothing", "", "the file is empty: see docs/case-file.md for what stands in one"},
		{"a byte order mark alone", "\ufeff", "the file is empty: see docs/case-file.md for what stands in one"},
		{"spaces", " \n\n", "the file is empty: see docs/case-file.md for what stands in one"},
		{"comments", "# nothing\n", "the file is empty: see docs/case-file.md for what stands in one"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := Parse("case.yaml", []byte(row.file))
			require.EqualError(t, err, "case.yaml has a problem\ncase.yaml: "+row.want)
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, row := range problemRows {
		f.Add([]byte(strings.Replace(small, row.old, row.new, 1)))
	}
	for _, seed := range []string{small, full, smallJSON, "? - &a\n: |2-\n  *b\n", "%YAML 1.1\n---\n{}\n...\n--- []", "a: 'x\n\n y'\nb: \"\\x41\\\n  c\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var file *File
		var err error
		if spent := worktest.Spent(t, func() { file, err = Parse("case.yaml", data) }); spent > time.Second+time.Duration(len(data)/mebibyte)*time.Second {
			t.Fatalf("%d bytes took %s", len(data), spent)
		}
		if (file == nil) == (err == nil) {
			t.Fatal("a file or an error, and not both")
		}
		if err == nil {
			checkInvariants(t, file)
		}
	})
}

// checkInvariants holds for every file that is let through.
func checkInvariants(t *testing.T, f *File) {
	require.Regexp(t, idForm, f.ID)
	require.NotEmpty(t, f.Title)
	require.NotEmpty(t, f.Claims)
	require.NoError(t, f.Policy.Validate())
	require.NoError(t, f.Plan.Validate())
	for _, p := range f.Parties {
		_, err := time.LoadLocation(p.Zone)
		require.NoError(t, err)
		require.NoError(t, p.Hours.Validate())
	}
	for _, q := range f.Requests {
		require.NotEmpty(t, q.Party)
		require.NotEmpty(t, q.Claims)
		require.NotEmpty(t, q.Questions)
		require.False(t, q.AnswerBy.IsZero())
	}
}
