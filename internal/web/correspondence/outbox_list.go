package correspondence

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/web/page"
)

// outboxView is a page of the outbox.
type outboxView struct {
	State       letters.OutboxState
	States      []page.Link
	Letters     []correspondence.OutboxEntry
	Next, First string
}

// OutboxList shows the letters that go out, have gone out or need an eye.
func OutboxList(v *page.Visit) error {
	query := v.R.URL.Query()
	view := outboxView{State: letters.OutboxState(query.Get("state"))}
	listed, err := v.Reads.OutboxList(v.Context(), v.Who, correspondence.OutboxFilter{State: view.State, After: query.Get("after")})
	if err != nil {
		return err
	}
	view.Letters = listed.Letters
	view.Next, view.First = page.CursorPages("/outbox", query, listed.Next)
	view.States = []page.Link{{Label: "Needs an eye", Path: "/outbox", Current: view.State == ""}}
	for _, state := range letters.OutboxStates {
		view.States = append(view.States, page.Link{
			Label: claim.WordOf(state).Label, Path: page.Address("/outbox", url.Values{"state": {string(state)}}), Current: state == view.State,
		})
	}
	return v.Render("outbox", view)
}
