package record

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestWhatTheDatabasesSayBecomesASentence(t *testing.T) {
	pg := func(code string) error { return &pgconn.PgError{Code: code} }
	for _, tc := range []struct {
		backend backend
		err     error
		code    claim.Code
	}{
		{postgres{}, pg("23505"), claim.CodeExists},
		{postgres{}, pg("53100"), claim.CodeDiskFull},
		{postgres{}, pg("25006"), claim.CodeReadOnly},
		{postgres{}, pg("42501"), claim.CodeReadOnly},
		{postgres{}, pg("3D000"), claim.CodeUnavailable},
		{postgres{}, pg("40P01"), claim.CodeUnavailable},
		{postgres{}, pg("28P01"), claim.CodeUnavailable},
		{postgres{}, pg("53300"), claim.CodeUnavailable},
		{postgres{}, pg("57P01"), claim.CodeUnavailable},
		{postgres{}, pg("XX001"), claim.CodeRecordDamaged},
		{postgres{}, pg("42601"), claim.CodeInternal},
		{postgres{}, io.ErrUnexpectedEOF, claim.CodeUnavailable},
		{postgres{}, context.DeadlineExceeded, claim.CodeUnavailable},
		{postgres{}, context.Canceled, claim.CodeInternal},
		{sqlite{}, &os.PathError{Err: syscall.ENOSPC}, claim.CodeDiskFull},
		{sqlite{}, &os.PathError{Err: syscall.EROFS}, claim.CodeReadOnly},
		{sqlite{}, &os.PathError{Err: syscall.EACCES}, claim.CodeReadOnly},
		{sqlite{}, errors.New("a defect"), claim.CodeInternal},
	} {
		r := &Record{backend: tc.backend}
		err := r.fail("test", fmt.Errorf("somewhere: %w", tc.err))
		require.Equal(t, tc.code, claim.CodeOf(err), "%v", tc.err)
		require.ErrorIs(t, err, tc.err)
	}
}

func TestEverySentenceSaysWhatToDo(t *testing.T) {
	for _, err := range []*claim.Error{
		diskFull("x"), readOnly("x"), postgres{}.unreachable(), postgres{}.fault(&pgconn.PgError{Code: "28000"}),
		sqlite{}.fileFault(os.ErrNotExist),
	} {
		require.NotEmpty(t, err.Hint, err.Message)
	}
}

func TestACommitWithoutAnswerIsUnknown(t *testing.T) {
	r := &Record{backend: postgres{}}
	require.Equal(t, claim.CodeUnknownOutcome, claim.CodeOf(r.fail("append", r.commitFault(io.ErrUnexpectedEOF))))
	require.Equal(t, claim.CodeUnknownOutcome, claim.CodeOf(r.fail("append", r.commitFault(context.DeadlineExceeded))))
	require.Equal(t, claim.CodeDiskFull, claim.CodeOf(r.fail("append", r.commitFault(&pgconn.PgError{Code: "53100"}))))
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
