package web

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// outboxView is a page of the outbox.
type outboxView struct {
	State       letters.OutboxState
	States      []link
	Letters     []reading.OutboxEntry
	Next, First string
}

func (s *Site) outboxList(v *visit) error {
	query := v.r.URL.Query()
	view := outboxView{State: letters.OutboxState(query.Get("state"))}
	page, err := s.Reads.OutboxList(v.ctx(), v.who, reading.OutboxFilter{State: view.State, After: query.Get("after")})
	if err != nil {
		return err
	}
	view.Letters = page.Letters
	view.Next, view.First = cursorPages("/outbox", query, page.Next)
	view.States = []link{{"Needs an eye", "/outbox", view.State == ""}}
	for _, state := range letters.OutboxStates {
		view.States = append(view.States, link{claim.WordOf(state).Label, address("/outbox", url.Values{"state": {string(state)}}), state == view.State})
	}
	return v.render("outbox", view)
}
