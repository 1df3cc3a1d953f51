package client

import (
	"errors"
	"syscall"
)

// notRunning reports whether nothing listens at the address.
func notRunning(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
