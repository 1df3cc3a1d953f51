package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	dataLockName   = "onrecord.lock"
	engineLockName = "engine.lock"
)

// FileLock keeps other processes out of a directory. The kernel drops it when the process ends, however it ends.
type FileLock struct {
	file *os.File
}

// Lock takes the directory for this process and creates it if needed. When another process has it, the error has
// CodeLocked and names that process.
func Lock(dir string) (*FileLock, error) {
	return lockFile(dir, dataLockName)
}

// Unlock lets the next process in. The lock file stays: removing it would let two processes lock two different files.
func (l *FileLock) Unlock() error {
	return l.file.Close()
}

func lockFile(dir, name string) (*FileLock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("engine: create directory: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("engine: open lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fail(CodeLocked, fmt.Sprintf("another onrecord is running on %s (%s)", dir, holder(file)), err)
		}
		return nil, fmt.Errorf("engine: lock %s: %w", dir, err)
	}
	if err := writeHolder(file); err != nil {
		return nil, errors.Join(fmt.Errorf("engine: note lock holder: %w", err), file.Close())
	}
	return &FileLock{file: file}, nil
}

func writeHolder(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder reads who has the lock. The file may be caught between lock and note, so the pid can be unknown.
func holder(file *os.File) string {
	text, err := io.ReadAll(io.LimitReader(file, 32))
	pid := strings.TrimSpace(string(text))
	if _, convErr := strconv.Atoi(pid); err != nil || convErr != nil {
		return "pid unknown"
	}
	return "pid " + pid
}
