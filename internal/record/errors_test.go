package record

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/database"
)

// saying is a database whose every error means one thing.
type saying struct {
	database.Kind
	code claim.Code
}

func (s saying) Fault(error) *claim.Error { return claim.Errorf(s.code, "it failed") }

func TestACommitWithoutAnswerIsUnknown(t *testing.T) {
	told := func(code claim.Code, err error) claim.Code {
		r := &Record{db: &database.Database{Kind: saying{code: code}}}
		return claim.CodeOf(r.fail("append", r.commitFault(err)))
	}
	require.Equal(t, claim.CodeUnknownOutcome, told(claim.CodeUnavailable, io.ErrUnexpectedEOF))
	require.Equal(t, claim.CodeUnknownOutcome, told(claim.CodeInternal, context.DeadlineExceeded))
	require.Equal(t, claim.CodeDiskFull, told(claim.CodeDiskFull, io.ErrShortWrite))
}

func TestAStrangeFileIsNoRecord(t *testing.T) {
	path := t.TempDir() + "/record.db"
	require.NoError(t, os.WriteFile(path, []byte("this is a letter, and it is longer than a header of SQLite is, so that it is read"), 0o600))
	_, err := Open(t.Context(), path)
	require.Equal(t, claim.CodeRecordDamaged, claim.CodeOf(err), "%v", err)
	data, readErr := os.ReadFile(path)
	require.NoError(t, readErr)
	require.Contains(t, string(data), "this is a letter")
}
