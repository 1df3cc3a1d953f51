package filing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// fileProblems are what is wrong with a case file.
type fileProblems struct {
	refused []*claim.Error // every one of them
	parts   map[string]bool
	fields  map[string]string // by place
}

// wrong takes what is wrong with a part of the file, such as claims[3]. A fault,
// which is no answer, is returned.
func (ps *fileProblems) wrong(part string, err error) error {
	if err == nil {
		return nil
	}
	refused, ok := err.(*claim.Error) //nolint:errorlint // the door's own answers are not wrapped
	if !ok || refused.Code.Fault() {
		return err
	}
	if ps.parts == nil {
		ps.parts, ps.fields = map[string]bool{}, map[string]string{}
	}
	ps.parts[part] = true
	ps.refused = append(ps.refused, refused)
	ps.place(part, refused)
	return nil
}

func (ps *fileProblems) place(part string, e *claim.Error) {
	if len(e.Fields) == 0 {
		ps.say(part, e.Message, e.Hint)
	}
	for _, field := range slices.Sorted(maps.Keys(e.Fields)) {
		place := part + "." + field
		if problem := e.Fields[field]; e.Message == field+": "+problem {
			ps.say(place, problem, "")
		} else {
			ps.say(place, e.Message, problem)
		}
	}
}

// say puts what is wrong, and what to do, to a place.
func (ps *fileProblems) say(place, problem, remedy string) {
	if remedy != "" && remedy != problem {
		problem += ": " + remedy
	}
	if before := ps.fields[place]; before != "" {
		if slices.Contains(strings.Split(before, "; "), problem) { // of each claim of a series
			return
		}
		problem = before + "; " + problem
	}
	ps.fields[place] = problem
}

// err is everything that is wrong as one error, or nil. It has the code that all
// of them have.
func (ps *fileProblems) err() error {
	n := len(ps.refused)
	if n == 0 {
		return nil
	}
	e := *ps.refused[0]
	e.Fields = ps.fields
	if n == 1 {
		return &e
	}
	if slices.ContainsFunc(ps.refused, func(other *claim.Error) bool { return other.Code != e.Code }) {
		e.Code = claim.CodeInvalid
	}
	e.Message = fmt.Sprintf("%d things are wrong with the case file, and nothing of it was opened", n)
	e.Hint = "correct them, and open it again"
	return &e
}
