//go:build unix

package app

import (
	"os/exec"
	"syscall"
)

// niceness is how far a rehearsal stands behind the desk.
const niceness = 10

// behind puts a process into a group of its own.
func behind(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// yield has every thread of a process that was put into a group of its own stand behind those of the desk.
func yield(cmd *exec.Cmd) { _ = syscall.Setpriority(syscall.PRIO_PGRP, cmd.Process.Pid, niceness) }
