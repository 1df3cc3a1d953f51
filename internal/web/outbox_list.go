package web

import (
	"net/url"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// outboxView is a page of the outbox.
type outboxView struct {
	State       lists.OutboxState
	States      []link
	Letters     []reading.OutboxEntry
	Next, First string
}

var outboxLabels = map[lists.OutboxState]string{
	lists.OutboxWaits: "Waits", lists.OutboxDeferred: "Tried again", lists.OutboxUncertain: "Uncertain",
	lists.OutboxFailed: "Failed", lists.OutboxStopped: "Called off", lists.OutboxSent: "Sent",
}

func (s *Site) outboxList(v *visit) error {
	query := v.r.URL.Query()
	view := outboxView{State: lists.OutboxState(query.Get("state"))}
	page, err := s.Reads.OutboxList(v.ctx(), v.who, reading.OutboxFilter{State: view.State, After: query.Get("after")})
	if err != nil {
		return err
	}
	view.Letters = page.Letters
	view.Next, view.First = cursorPages("/outbox", query, page.Next)
	view.States = []link{{"Needs an eye", "/outbox", view.State == ""}}
	for _, state := range lists.OutboxStates {
		view.States = append(view.States, link{outboxLabels[state], address("/outbox", url.Values{"state": {string(state)}}), state == view.State})
	}
	return v.render("outbox", view)
}
