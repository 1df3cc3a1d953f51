package record

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// TestVerifyFindsWhatWasDoneByHand damages a whole record, one way at a time.
func TestVerifyFindsWhatWasDoneByHand(t *testing.T) {
	for _, tc := range []struct {
		name     string
		damage   []string
		sentence string // that some problem begins with
	}{
		{"nothing", nil, ""},
		{"changed body", []string{`update entries set body = replace(body, 'editor', 'admin') where position = 1`}, "the entry at position 1 (person/"},
		{"changed instant", []string{`update entries set at = at + 1 where position = 3`}, "the entry at position 3 (claim/"},
		{"changed actor", []string{`update entries set actor = 'system' where position = 3`}, "the entry at position 3 (claim/"},
		{"changed hash", []string{`update entries set hash = 'abc' where position = 4`}, "the entry at position 4 (claim/"},
		{"changed last hash and head", []string{`update entries set hash = 'abc' where position = 13`, `update head set hash = 'abc'`}, "the entry at position 13 "},
		{"unreadable body", []string{`update entries set body = '[' where position = 4`}, "the entry at position 4 "},
		{"unknown kind", []string{`update entries set kind = 'claim.invented' where position = 4`}, "the entry at position 4 "},
		{"nonsense stream", []string{`update entries set stream = 'nonsense' where position = 4`}, "the entry at position 4 stands in"},
		{"deleted first", []string{`delete from entries where position = 1`}, "the entry at position 1 is missing"},
		{"deleted middle", []string{`delete from entries where position in (7, 8)`}, "the entries at positions 7 to 8 are missing"},
		{"deleted tail", []string{`delete from entries where position > 11`}, "the entries at positions 12 to 13 are missing"},
		{"deleted all", []string{`delete from entries`}, "the entries at positions 1 to 13 are missing"},
		{"deleted head", []string{`delete from head`}, "the head of the record"},
		{"swapped", []string{
			`update entries set position = -1 where position = 3`, `update entries set position = 3 where position = 4`,
			`update entries set position = 4 where position = -1`,
		}, "the entry at position 3 (claim/"},
		{"inserted at the end", []string{copyEntry(14, 99)}, "the record ends at position 13"},
		{"inserted before the first", []string{copyEntry(-5, 99)}, "an entry was added by hand at position -5"},
		{"inserted and head moved", []string{copyEntry(14, 2), `update head set position = 14`}, "the entry at position 14"},
		{"changed content", []string{`update contents set media = 'text/x' where key like 'spool/%'`}, "the content "},
		{"hidden erasure", []string{`update contents set erased_at = 5 where key like 'spool/%'`}, "the content "},
		{"half erased content", []string{`update contents set salt = null where key like 'spool/%'`}, "the bytes of content "},
		{"deleted content", []string{`delete from contents where key not like 'spool/%'`}, "the entry at position 1 (person/"},
		{"changed row", []string{`update claims set stage = 'published' where id in (select id from names where name = 'apple')`}, "the row claims "},
		{"changed name", []string{`update names set name = 'pear' where name = 'apple'`}, "the row names "},
		{"changed state", []string{`update streams set state = '{}' where stream like 'case/%'`}, "the row streams case/"},
		{"deleted row", []string{`delete from messages`}, "the row messages "},
		{"inserted row", []string{`insert into intakes values ('x', '', 'y', 5, '')`}, "the row intakes x follows from no entry"},
		{"another projection", []string{`update meta set value = 'old'`}, "the tables were filled by another version"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			recordtest.Each(t, func(t *testing.T, dsn string) {
				d, _ := vault7(t, dsn)
				for _, statement := range tc.damage {
					_, err := d.db.Write.Exec(statement)
					require.NoError(t, err)
				}
				report, err := d.Verify(d.ctx(), nil)
				require.NoError(t, err)
				requireProblem(t, report.Problems, tc.sentence)
			})
		})
	}
}

// copyEntry is a statement that forges an entry with another position and version.
func copyEntry(position, version int) string {
	return fmt.Sprintf(`insert into entries (position, stream, version, at, actor, command, kind, body, hash) select %d, stream, %d, at, actor, command, kind, body, hash from entries where position = 1`,
		position, version)
}

func requireProblem(t *testing.T, problems []string, begins string) {
	t.Helper()
	if begins == "" {
		require.Empty(t, problems)
		return
	}
	for _, p := range problems {
		if strings.HasPrefix(p, begins) {
			return
		}
	}
	t.Fatalf("no problem begins with %q:\n%s", begins, strings.Join(problems, "\n"))
}

func TestOneChangedHashIsOneProblem(t *testing.T) {
	d, _ := vault7(t, t.TempDir()+"/record.db")
	_, err := d.db.Write.Exec(`update entries set hash = 'abc' where position = 4`)
	require.NoError(t, err)
	report, err := d.Verify(d.ctx(), nil)
	require.NoError(t, err)
	require.Len(t, report.Problems, 1)
}

func TestVerifyTellsHowFarItIs(t *testing.T) {
	d, _ := vault7(t, t.TempDir()+"/record.db")
	var done, total int64
	report, err := d.Verify(d.ctx(), func(d, t int64) { done, total = d, t })
	require.NoError(t, err)
	require.Equal(t, int64(13), report.Entries)
	position, hash, err := d.Head(d.ctx())
	require.NoError(t, err)
	require.Equal(t, position, report.Position)
	require.Equal(t, hash, report.Head)
	require.Equal(t, 2*report.Entries+report.Contents, total)
	require.Equal(t, total, done)
}

func TestAFileThatIsNoDatabaseIsDamaged(t *testing.T) {
	d, _ := vault7(t, t.TempDir()+"/record.db")
	require.NoError(t, d.Close())
	scribble(t, d.dsn)
	r, err := OpenReadOnly(d.ctx(), d.dsn)
	if err == nil {
		defer r.Close()
		var report lists.VerifyReport
		report, err = r.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.NotEmpty(t, report.Problems)
	}
}

// execAll runs statements on a record that is closed.
func execAll(t *testing.T, dsn string, statements ...string) {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(dsn, "postgres") {
		driver = "pgx"
	}
	db, err := sqlx.Open(driver, dsn)
	require.NoError(t, err)
	defer db.Close()
	for _, s := range statements {
		_, err := db.Exec(s)
		require.NoError(t, err)
	}
}
