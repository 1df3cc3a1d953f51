package terminal

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Called is how somebody calls a thing on the command line: by its identifier, or by a short
// name. What it may be short for, the room of that thing says.
type Called string

// shortestPrefix is how much of an identifier has to be written.
const shortestPrefix = 4

// ID is the identifier, if it is one that was written.
func (c Called) ID() (uuid.UUID, bool) {
	id, err := uuid.Parse(string(c))
	return id, err == nil
}

// Begins reports whether an identifier begins as it was written.
func (c Called) Begins(id uuid.UUID) bool {
	text := strings.ToLower(string(c))
	return len(text) >= shortestPrefix && strings.HasPrefix(id.String(), text)
}

// One is the only one that was meant.
func (c Called) One(what, hint string, ids []uuid.UUID) (uuid.UUID, error) {
	switch len(ids) {
	case 0:
		return uuid.Nil, claim.Errorf(claim.CodeNotFound, "there is no %s called %q", what, string(c)).WithHint("%s", hint)
	case 1:
		return ids[0], nil
	}
	return uuid.Nil, claim.Errorf(claim.CodeInvalid, "%q may mean %d of them", string(c), len(ids)).WithHint("write more of its identifier; %s", hint)
}
