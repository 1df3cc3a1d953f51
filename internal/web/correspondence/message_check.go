package correspondence

import (
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// MessageCheck looks again at who sent a message.
func MessageCheck(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if _, err := page.Do(v, operation.MessageCheck, operation.MessagePath{Message: id}); err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done(view.Path, "It was looked at again who sent the message.")
}
