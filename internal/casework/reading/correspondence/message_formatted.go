package correspondence

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// MessageFormatted returns the HTML of a message that the caller may see, made safe,
// and its subject. It returns [claim.CodeNotFound] for one that has none.
func (r *Room) MessageFormatted(ctx context.Context, caller casework.Caller, id uuid.UUID) (subject string, formatted mailtext.MailFormatted, err error) {
	item, err := r.Message(ctx, caller, id)
	if err != nil {
		return "", formatted, err
	}
	raw, err := r.messageBytes(ctx, caller, id)
	if err != nil {
		return "", formatted, err
	}
	if _, page := r.texts.Page(ctx, id, raw); !page {
		if formatted, ok := r.texts.Formatted(raw); ok {
			return item.Subject, formatted, nil
		}
	}
	return "", formatted, claim.Errorf(claim.CodeNotFound, "the message has no HTML")
}
