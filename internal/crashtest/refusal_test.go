package crashtest_test

import (
	"database/sql"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // to make a record look newer than it is

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/config"
)

// requireRefusal checks that a refusal is a sentence with what to do about it.
func requireRefusal(t *testing.T, code claim.Code, refusal *claim.Error) {
	t.Helper()
	require.Equal(t, code, refusal.Code, refusal.Message)
	require.NotContains(t, refusal.Message, "\n")
	require.NotContains(t, refusal.Message, "engine: ", "it is not for people")
	require.NotContains(t, refusal.Message, "record: ", "it is not for people")
}

func TestASecondInstanceOnTheSameDataIsRefused(t *testing.T) {
	first := newHouse(t, config.Config{})
	first.start()
	second := newHouse(t, config.Config{Data: first.cfg.Data})
	refusal := second.refusal(10 * time.Second)
	requireRefusal(t, claim.CodeInUse, refusal)
	require.Contains(t, refusal.Message, first.cfg.Data)
}

func TestADataDirectoryThatCannotBeWrittenIsRefused(t *testing.T) {
	for sentence, prepare := range map[string]func(h *house){
		"one that is to be made where nothing may be made": func(h *house) { h.cfg.Data = filepath.Join(h.cfg.Data, "new") },
		"one that is empty": func(*house) {},
		"one that was used": func(h *house) { h.start().stop(t) },
	} {
		t.Run(sentence, func(t *testing.T) {
			h := newHouse(t, config.Config{})
			h.t = t
			require.NoError(t, os.MkdirAll(h.cfg.Data, 0o755))
			prepare(h)
			h.readOnly()
			requireRefusal(t, claim.CodeReadOnly, h.refusal(10*time.Second))
		})
	}
}

// readOnly has the product run by somebody who may look at the data and not
// write there. Nothing keeps root from writing, so for root it is somebody else.
func (h *house) readOnly() {
	h.t.Helper()
	h.cfg.Database = filepath.Join(h.cfg.Data, "record.db")
	for dir := h.cfg.Data; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			require.NoError(h.t, os.Chmod(dir, 0o755))
		}
	}
	if os.Getuid() != 0 {
		dir := h.cfg.Data
		require.NoError(h.t, os.Chmod(dir, 0o555))
		h.t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
		return
	}
	files, err := filepath.Glob(filepath.Join(h.cfg.Data, "*"))
	require.NoError(h.t, err)
	for _, f := range files {
		require.NoError(h.t, os.Chmod(f, 0o755))
	}
	const nobody = 65534
	h.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	h.binary = filepath.Join(h.t.TempDir(), "onrecord") // where nobody finds it
	copyFile(h.t, os.Args[0], h.binary)
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	require.NoError(t, err)
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	require.NoError(t, err)
	_, err = io.Copy(out, in)
	require.NoError(t, err)
	require.NoError(t, out.Close())
}

func TestARecordOfANewerVersionIsRefused(t *testing.T) {
	h := newHouse(t, config.Config{})
	h.start().stop(t)
	db, err := sql.Open("sqlite", h.cfg.Database)
	require.NoError(t, err)
	_, err = db.ExecContext(t.Context(), `insert into schema_versions (version_id, is_applied) values (9999, 1)`)
	require.NoError(t, err)
	require.NoError(t, db.Close())
	requireRefusal(t, claim.CodeRecordNewer, h.refusal(10*time.Second))
}

func TestAClusterThatCannotBeReachedIsNamed(t *testing.T) {
	h := newHouse(t, config.Config{})
	h.env = []string{"TEMPORAL_ADDRESS=127.0.0.1:1"}
	refusal := h.refusal(20 * time.Second)
	requireRefusal(t, claim.CodeUnavailable, refusal)
	require.Contains(t, refusal.Message, "127.0.0.1:1")
}

func TestAnAddressThatIsTakenIsNamed(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	for _, setting := range []string{"listen", "mail-listen"} {
		t.Run(setting, func(t *testing.T) {
			h := newHouse(t, config.Config{})
			h.t = t
			if setting == "listen" {
				h.cfg.Listen = taken.Addr().String()
			} else {
				h.cfg.MailListen = taken.Addr().String()
			}
			refusal := h.refusal(10 * time.Second)
			requireRefusal(t, claim.CodeInUse, refusal)
			require.Contains(t, refusal.Message, taken.Addr().String())
			require.Contains(t, refusal.Hint, "--"+setting)
		})
	}
}
