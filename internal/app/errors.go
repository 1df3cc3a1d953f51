package app

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/engine"
)

// engineCodes unites the engine's codes with those that people know.
var engineCodes = map[string]claim.Code{
	"engine_unreachable": claim.CodeUnavailable,
	"engine_denied":      claim.CodeForbidden,
	"engine_locked":      claim.CodeInUse,
	"engine_not_ready":   claim.CodeUnavailable,
	"engine_wrong_key":   claim.CodeInvalid,
	"engine_config":      claim.CodeInvalid,
	"engine_busy":        claim.CodeUnavailable,
}

// explain makes an error for people of what the parts say.
func explain(err error) error {
	var known *claim.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if code, ok := engineCodes[engine.ErrorCode(err)]; ok {
		var e *engine.Error
		errors.As(err, &e)
		return claim.Errorf(code, "%s", e.Message)
	}
	return err
}

// explain makes an error for people of what went wrong at the start. Every part
// has files in the data directory.
func (a *App) explain(err error) error {
	var known *claim.Error
	denied := errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOSPC)
	if denied && !errors.As(err, &known) {
		return unwritable(a.Config.Data, err)
	}
	return explain(err)
}

// unwritable says why the data directory cannot be used.
func unwritable(dir string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return claim.Errorf(claim.CodeReadOnly, "the data directory %s cannot be written", dir).
			WithHint("give this user the right to write there, or choose another directory with --data")
	case errors.Is(err, syscall.ENOSPC):
		return claim.Errorf(claim.CodeDiskFull, "the disk that holds %s is full", dir).WithHint("make room and start again; nothing was lost")
	}
	return claim.Errorf(claim.CodeInvalid, "the data directory %s cannot be used: %v", dir, err)
}
