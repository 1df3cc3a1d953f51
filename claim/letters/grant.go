package letters

import (
	"time"

	"github.com/google/uuid"
)

// GrantedUntil implements [claim.Granting].
func (c *Correspondence) GrantedUntil(request uuid.UUID) time.Time {
	if r := c.Request(request); r != nil {
		return r.AnswerBy
	}
	return time.Time{}
}
