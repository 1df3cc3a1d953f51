package terminal

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
)

// Exit statuses. They are stable.
const (
	exitDefect      = 1   // a defect of ours
	exitInvalid     = 2   // the command or its input does not make sense
	exitNotFound    = 3   // there is no such thing
	exitRefused     = 4   // a rule forbids it, or somebody was faster
	exitUnavailable = 5   // a part that is needed does not answer; try again
	exitRecord      = 6   // the record, or the disk under it
	exitInterrupted = 130 // by Ctrl-C
)

// exitOf says which status a code ends with.
var exitOf = map[claim.Code]int{
	claim.CodeInternal:        exitDefect,
	claim.CodeInvalid:         exitInvalid,
	claim.CodeAnswerByPast:    exitInvalid,
	claim.CodeTooLarge:        exitInvalid,
	claim.CodeNotFound:        exitNotFound,
	claim.CodeExists:          exitRefused,
	claim.CodeWrongStage:      exitRefused,
	claim.CodeStale:           exitRefused,
	claim.CodeOwnWork:         exitRefused,
	claim.CodePolicy:          exitRefused,
	claim.CodeForbidden:       exitRefused,
	claim.CodeUnauthenticated: exitRefused,
	claim.CodeConflict:        exitRefused,
	claim.CodeUnavailable:     exitUnavailable,
	claim.CodeUnknownOutcome:  exitUnavailable,
	claim.CodeInUse:           exitUnavailable,
	claim.CodeDiskFull:        exitRecord,
	claim.CodeReadOnly:        exitRecord,
	claim.CodeRecordNewer:     exitRecord,
	claim.CodeRecordDamaged:   exitRecord,
}

// Fail prints an error, if there is one, and returns the exit status.
func (p *Program) Fail(err error) int {
	if err == nil {
		return 0
	}
	e := &claim.Error{Code: claim.CodeInternal, Message: err.Error(), Hint: "this should not happen; please report it"}
	status := exitDefect
	var known *claim.Error
	switch {
	case errors.As(err, &known):
		e, status = known, cmp.Or(exitOf[known.Code], exitDefect)
	case p.Ctx.Err() != nil || errors.Is(err, context.Canceled):
		e, status = claim.Errorf("interrupted", "interrupted"), exitInterrupted
	}
	var interrupted *interruption
	if errors.As(err, &interrupted) {
		status = exitInterrupted
	}
	if p.JSON {
		p.failJSON(e)
	} else {
		p.failPlain(e, err)
	}
	return status
}

func (p *Program) failJSON(e *claim.Error) {
	encoder := json.NewEncoder(p.Err)
	encoder.SetEscapeHTML(false)
	// Nothing is left to be said should the terminal be gone.
	_ = encoder.Encode(map[string]*claim.Error{"error": e})
}

func (p *Program) failPlain(e *claim.Error, err error) {
	fmt.Fprintf(p.Err, "onrecord: error: %s\n", Clean(e.Message))
	var file *casefile.Error
	if errors.As(err, &file) {
		for _, problem := range file.Problems {
			fmt.Fprintln(p.Err, Clean(problem.String()))
		}
		if file.More > 0 {
			fmt.Fprintf(p.Err, "and %d more\n", file.More)
		}
	} else if !saysAll(e) {
		for _, field := range slices.Sorted(maps.Keys(e.Fields)) {
			fmt.Fprintf(p.Err, "  %s: %s\n", Clean(field), Clean(e.Fields[field]))
		}
	}
	if e.Hint != "" {
		fmt.Fprintf(p.Err, "hint: %s\n", Clean(e.Hint))
	}
}

// saysAll reports whether the message says the one field's problem already.
func saysAll(e *claim.Error) bool {
	for _, problem := range e.Fields {
		return len(e.Fields) == 1 && strings.HasSuffix(e.Message, ": "+problem)
	}
	return true
}

// Interrupted makes an error of what Ctrl-C has cut short, which says what to do now.
func Interrupted(e *claim.Error) error { return &interruption{e} }

// interruption is an error that Ctrl-C has caused, with what to do now.
type interruption struct{ e *claim.Error }

// Error implements [error].
func (i *interruption) Error() string { return i.e.Message }

// Unwrap gives the error for people.
func (i *interruption) Unwrap() error { return i.e }
