package record

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestARecordOfANewerVersionIsRefused(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		require.NoError(t, d.Close())
		execAll(t, dsn, `insert into schema_versions (version_id, is_applied) values (999, true)`)
		_, err := Open(d.ctx(), dsn)
		require.Equal(t, claim.CodeRecordNewer, claim.CodeOf(err))
		_, err = OpenReadOnly(d.ctx(), dsn)
		require.Equal(t, claim.CodeRecordNewer, claim.CodeOf(err))
	})
}

func TestEntriesOfANewerVersionAreRefused(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		require.NoError(t, d.Close())
		execAll(t, dsn, `update entries set kind = 'case.reimagined' where kind = 'case.opened'`)
		r, err := Open(d.ctx(), dsn)
		require.NoError(t, err)
		defer r.Close()
		_, err = r.Load(d.ctx(), claim.Stream{Kind: claim.StreamCase, ID: caseID})
		require.Equal(t, claim.CodeRecordNewer, claim.CodeOf(err))
		_, err = r.Since(d.ctx(), 0, 10)
		require.Equal(t, claim.CodeRecordNewer, claim.CodeOf(err))
	})
}

func TestAReadOnlyRecordIsReadAndNotWritten(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		_, err := OpenReadOnly(t.Context(), dsn)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		d, caseID := vault7(t, dsn)
		r, err := OpenReadOnly(d.ctx(), dsn)
		require.NoError(t, err)
		defer r.Close()
		requireWhole(t, r, 13)
		states, err := r.States(d.ctx(), caseID, time.Time{})
		require.NoError(t, err)
		require.Len(t, states, 4)
		err = r.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New())})
		require.Equal(t, claim.CodeReadOnly, claim.CodeOf(err))
	})
}

func TestTablesOfAnotherVersionAreFilledAgain(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		require.NoError(t, d.Close())
		execAll(t, dsn, `update meta set value = 'older'`, `delete from claims`, `update messages set is_unread = 0`)
		r, err := Open(d.ctx(), dsn)
		require.NoError(t, err)
		defer r.Close()
		requireWhole(t, r, 13)
	})
}

func TestAClosedRecordSaysSo(t *testing.T) {
	d := openDesk(t, filepath.Join(t.TempDir(), "record.db"))
	require.NoError(t, d.Close())
	_, err := d.Put(d.ctx(), claim.Content{Key: "k"})
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	d, _ := vault7(t, filepath.Join(t.TempDir(), "a record?#%.db"))
	files, err := filepath.Glob(filepath.Join(filepath.Dir(d.dsn), "*"))
	require.NoError(t, err)
	require.Len(t, files, 3)
	for _, f := range files {
		info, err := os.Stat(f)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), f)
	}
}

func TestAFolderThatIsNotThere(t *testing.T) {
	_, err := Open(t.Context(), filepath.Join(t.TempDir(), "missing", "record.db"))
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
	_, err = Open(t.Context(), t.TempDir())
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
}

func TestADatabaseThatDoesNotAnswer(t *testing.T) {
	_, err := Open(t.Context(), "postgres://somebody:secret@127.0.0.1:1/record")
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
	require.NotContains(t, err.Error(), "secret")
	_, err = Open(t.Context(), "postgres://%zz")
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}

// TestLostConnectionsAreMadeAgain cuts every connection, as a restart does.
func TestLostConnectionsAreMadeAgain(t *testing.T) {
	dsn := recordtest.Postgres(t)
	d, _ := vault7(t, dsn)
	execAll(t, dsn, `select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid()`)
	e := person(uuid.New(), uuid.New())
	err := d.Append(d.ctx(), []claim.Entry{e})
	for try := 0; err != nil && try < 10; try++ {
		require.Contains(t, []claim.Code{claim.CodeUnavailable, claim.CodeUnknownOutcome}, claim.CodeOf(err), "%v", err)
		err = d.Append(d.ctx(), []claim.Entry{e})
	}
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		_, _, err := d.Head(d.ctx())
		return err == nil
	}, 10*time.Second, 10*time.Millisecond)
	requireWhole(t, d.Record, 14)
}

func TestManyOpenANewRecordAtOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				r, err := Open(t.Context(), dsn)
				if err != nil {
					t.Error(err)
					return
				}
				if err := r.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		requireWhole(t, openDesk(t, dsn).Record, 0)
	})
}

// TestAReadOnlyFolder shows what happens on a disk that was mounted read only.
func TestAReadOnlyFolder(t *testing.T) {
	dir := mountTiny(t)
	d, _ := vault7(t, filepath.Join(dir, "record.db"))
	require.NoError(t, d.Close())
	require.NoError(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	_, err := Open(d.ctx(), d.dsn)
	require.Equal(t, claim.CodeReadOnly, claim.CodeOf(err))
	_, err = Open(d.ctx(), filepath.Join(dir, "new.db"))
	require.Equal(t, claim.CodeReadOnly, claim.CodeOf(err))
	r, err := OpenReadOnly(d.ctx(), d.dsn)
	require.NoError(t, err)
	requireWhole(t, r, 13)
	require.NoError(t, r.Close())
}

// TestAFullDisk fills the disk while entries are recorded, and makes room again.
func TestAFullDisk(t *testing.T) {
	dir := mountTiny(t)
	d, _ := vault7(t, filepath.Join(dir, "record.db"))
	before, _, err := d.Head(d.ctx())
	require.NoError(t, err)
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast)
	recorded := before
	for err == nil {
		if err = d.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New())}); err == nil {
			recorded++
		}
	}
	require.Equal(t, claim.CodeDiskFull, claim.CodeOf(err), "%v", err)
	_, err = Open(d.ctx(), filepath.Join(dir, "another.db"))
	require.Equal(t, claim.CodeDiskFull, claim.CodeOf(err), "%v", err)
	requireWhole(t, d.Record, recorded)
	require.NoError(t, os.Remove(ballast))
	require.NoError(t, d.Append(d.ctx(), []claim.Entry{person(uuid.New(), uuid.New())}))
	requireWhole(t, d.Record, recorded+1)
}

// fill writes until the disk is full.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	require.NoError(t, err)
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	require.True(t, errors.Is(err, syscall.ENOSPC), "%v", err)
}

// mountTiny gives a file system of eight megabytes.
func mountTiny(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
			t.Fatalf("a file system has to be mounted, which takes root: %v", err)
		}
		t.Skipf("no file system can be mounted here; run the tests as root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// TestAFileThatReachedItsLimit needs no root: SQLite itself sets the limit.
func TestAFileThatReachedItsLimit(t *testing.T) {
	d, _ := vault7(t, filepath.Join(t.TempDir(), "record.db"))
	_, err := d.db.Write.Exec(`pragma max_page_count = 1`) // SQLite makes it what is there
	require.NoError(t, err)
	_, err = d.Put(d.ctx(), claim.Content{Key: "k", Data: bytes.Repeat([]byte("x"), 1<<20)})
	require.Equal(t, claim.CodeDiskFull, claim.CodeOf(err), "%v", err)
	_, err = d.db.Write.Exec(`pragma max_page_count = 100000`)
	require.NoError(t, err)
	_, err = d.Put(d.ctx(), claim.Content{Key: "k", Data: bytes.Repeat([]byte("x"), 1<<20)})
	require.NoError(t, err)
	requireWhole(t, d.Record, 13)
}

// scribble writes over the middle of a file.
func scribble(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	copy(data[len(data)/3:], bytes.Repeat([]byte("scribble"), len(data)/24))
	require.NoError(t, os.WriteFile(path, data, 0o600))
}
