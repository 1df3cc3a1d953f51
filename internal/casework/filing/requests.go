package filing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

func (f *filing) putRequests() error { return each(f, "requests", f.in.Requests, f.putRequest) }

func (f *filing) putRequest(part string, in FileRequestInput) error {
	keyed, err := f.keyed("request", in.ID, in)
	if err != nil {
		return err
	}
	ask := f.asking(in)
	id := requests.RequestID(keyed, f.c.ID, in.ID)
	if f.requests[id] {
		return casework.Invalid("id", "another request of the file has the same")
	}
	f.requests[id] = true
	party, about, there, err := f.whomAndWhat(id, ask)
	if there || err != nil {
		return err
	}
	words, err := ask.Words()
	if err != nil {
		return err
	}
	if in.AnswerBy == (Deadline{}) {
		return casework.Invalid("answerBy", "say when an answer is needed")
	}
	body := ask.Asks(id, f.c, party.Party, about, f.settings, f.now)
	if !body.ByHand() {
		if err := f.unsure(party); err != nil {
			return err
		}
		body.Contact = party.Contact.ID // which was compared with the file
	}
	body.Questions = f.keep(claim.Content{Key: casework.Key(keyed).String() + "/0", Media: "text/plain; charset=utf-8", Data: []byte(words.Questions)})
	if words.Statute != "" {
		body.Statute = f.keep(claim.Content{Key: casework.Key(keyed).String() + "/1", Media: "text/plain; charset=utf-8", Data: []byte(words.Statute)})
	}
	if body.With, err = f.copied(keyed, party.ID, in.Cc); err != nil {
		return err
	}
	f.act(keyed, part, claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(f.c.ID, party.ID)}, body)
	return nil
}

// copied is who gets a copy of the letter; nil for nobody.
func (f *filing) copied(keyed context.Context, party uuid.UUID, cc []string) (*letters.Enclosed, error) {
	list, err := requests.CopiesTo(f.ctx, f.d, party, cc)
	if err != nil || len(list.Addresses) == 0 {
		return nil, err
	}
	ref, err := f.keepJSON(keyed, "copies", list)
	return &letters.Enclosed{Copied: len(list.Addresses), Copies: ref}, err
}

// asking is a request of the file as any other.
func (f *filing) asking(in FileRequestInput) requests.AskInput {
	return requests.AskInput{
		ID: in.ID, Party: in.Party, Claims: in.Claims, Questions: in.Questions, Channel: in.Channel, Kind: in.Kind, Statute: in.Statute,
		AnswerBy: in.AnswerBy.instant(f.c.OpenedAt), IntentBy: casework.Pointer(in.IntentBy.instant(f.c.OpenedAt)), AskedAt: casework.Pointer(in.AskedAt.instant(f.c.OpenedAt)),
	}
}

// whomAndWhat finds whom a request is put to and what it is about, or that it was put before.
func (f *filing) whomAndWhat(id uuid.UUID, ask requests.AskInput) (party *fileParty, about []uuid.UUID, there bool, err error) {
	if f.there {
		if there, err := requests.AskedAlready(f.ctx, f.d, f.caller, f.c, id, ask); there || err != nil {
			return nil, nil, there, err
		}
	}
	if party, err = f.partyNamed(ask.Party); err != nil {
		return nil, nil, false, casework.NotThere("party", err)
	}
	if party.hidden { // the file is refused already
		return nil, nil, true, nil
	}
	for i, name := range f.ofFileSeries(ask.Claims, party.ID) {
		id, err := f.claimNamed(name)
		if err != nil {
			return nil, nil, false, casework.NotThere(fmt.Sprintf("claims[%d]", i), err)
		}
		about = append(about, id)
	}
	return party, about, false, nil
}
