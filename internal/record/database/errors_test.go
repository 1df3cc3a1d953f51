package database

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
		kind Kind
		err  error
		code claim.Code
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
		err := Fail(tc.kind, "test", fmt.Errorf("somewhere: %w", tc.err))
		require.Equal(t, tc.code, claim.CodeOf(err), "%v", tc.err)
		require.ErrorIs(t, err, tc.err)
	}
}

func TestEverySentenceSaysWhatToDo(t *testing.T) {
	for _, err := range []*claim.Error{
		diskFull("x"), readOnly("x"), postgres{}.unreachable(), postgres{}.Fault(&pgconn.PgError{Code: "28000"}),
		sqlite{}.fileFault(os.ErrNotExist),
	} {
		require.NotEmpty(t, err.Hint, err.Message)
	}
}
