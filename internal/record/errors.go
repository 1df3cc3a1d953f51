package record

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
)

// fail says what an error means: one for people is passed on, one of the
// driver gets its sentence in front, anything else is wrapped.
func (r *Record) fail(operation string, err error) error {
	var known *claim.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("record: %s: %w", operation, err)
	}
	if public := r.backend.fault(err); public != nil {
		return fmt.Errorf("record: %s: %w: %w", operation, public, err)
	}
	return fmt.Errorf("record: %s: %w", operation, err)
}

func lostConnection(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func diskFull(where string) *claim.Error {
	return claim.Errorf(claim.CodeDiskFull, "the disk that holds %s is full", where).
		WithHint("make room and try again; nothing that was recorded is lost")
}

func readOnly(where string) *claim.Error {
	return claim.Errorf(claim.CodeReadOnly, "%s cannot be written", where).
		WithHint("give the user that runs Onrecord the right to write there, or move the record")
}
