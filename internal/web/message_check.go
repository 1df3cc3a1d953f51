package web

import "github.com/onrecord/onrecord/internal/operation"

// messageCheck looks again at who sent a message.
func (s *Site) messageCheck(v *visit) error {
	view, id, err := s.messagePage(v)
	if err != nil {
		return err
	}
	if _, err := do(v, operation.MessageCheck, operation.MessagePath{Message: id}); err != nil {
		return v.refuse("message_show", view, err)
	}
	return v.done(view.Path, "It was looked at again who sent the message.")
}
