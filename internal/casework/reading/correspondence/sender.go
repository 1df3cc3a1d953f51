package correspondence

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
)

// SenderView is who sent a message, as far as it is known.
type SenderView struct {
	Grade     claim.Authenticity    `json:"grade,omitempty" doc:"how sure it is that it came from the party; none while it is not known which party it concerns"`
	Says      string                `json:"says" doc:"that in a sentence"`
	Proven    received.Proven       `json:"proven,omitempty"`
	Staff     string                `json:"staff,omitempty" doc:"who on the desk sent it, from their own mailbox: it proves nothing of who wrote what it passes on"`
	Stranger  bool                  `json:"stranger,omitempty" doc:"the sender is none of the party's contact points"`
	Signs     []received.SenderSign `json:"signs,omitempty" doc:"what a reader has to be told"`
	Open      bool                  `json:"open,omitempty" doc:"the DNS did not answer: it can be checked again"`
	CheckedAt *time.Time            `json:"checkedAt,omitempty"`
	Found     []string              `json:"found,omitempty" doc:"what was found, a sentence each"`
	Answers   []received.DNSAnswer  `json:"answers,omitempty" doc:"the answers of the DNS that it was found by"`
}

// Doubtful reports whether a reader has to look twice before taking the message for the party's.
func (v *SenderView) Doubtful() bool {
	return v != nil && (v.Stranger || v.Grade == claim.AuthenticitySuspicious)
}

// SentBy is a message whose sender is to be told, with the party that it concerns, if that is known.
type SentBy struct {
	Message, Party uuid.UUID
	Sender         received.Sender
}

// Senders puts who sent messages into words. whole tells what was found one by one.
func (r *Room) Senders(ctx context.Context, messages []SentBy, whole bool) (map[uuid.UUID]*SenderView, error) {
	messages = slices.DeleteFunc(messages, func(m SentBy) bool { return m.Sender.Proof == "" })
	if len(messages) == 0 {
		return nil, nil
	}
	w, err := r.senderWords(ctx, messages)
	if err != nil {
		return nil, err
	}
	views := make(map[uuid.UUID]*SenderView, len(messages))
	for _, m := range messages {
		views[m.Message] = w.view(m, whole)
	}
	return views, nil
}

// senderWords is what putting senders into words needs, read at once.
type senderWords struct {
	lib     casework.Library
	parties map[uuid.UUID]*people.Party
	called  map[uuid.UUID]lists.Called
}

func (r *Room) senderWords(ctx context.Context, messages []SentBy) (senderWords, error) {
	w := senderWords{parties: map[uuid.UUID]*people.Party{}}
	var refs []claim.Ref
	var ids []uuid.UUID
	for _, m := range messages {
		refs = append(refs, m.Sender.Proof)
		if m.Party != uuid.Nil {
			ids = append(ids, m.Party)
		}
	}
	if ids = casework.Unique(ids); len(ids) > 0 {
		states, err := r.store.LoadAll(ctx, claim.StreamParty, ids...)
		if err != nil {
			return w, err
		}
		for _, s := range states {
			p := s.(*people.Party)
			w.parties[p.ID] = p
			for _, c := range p.Contacts {
				refs = append(refs, c.Address)
			}
		}
	}
	var err error
	for _, m := range messages {
		if m.Sender.Staff != uuid.Nil {
			ids = append(ids, m.Sender.Staff)
		}
	}
	if w.called, err = r.store.Called(ctx, casework.Unique(ids)); err != nil {
		return w, err
	}
	w.lib, err = r.library(ctx, refs...)
	return w, err
}

func (w senderWords) view(m SentBy, whole bool) *SenderView {
	s := m.Sender
	v := &SenderView{Grade: s.Grade, Proven: s.Proven, Stranger: s.Stranger(), Signs: s.Signs, Open: s.Open}
	if s.Staff != uuid.Nil {
		v.Staff = cmp.Or(w.called[s.Staff].Title, "somebody on the desk")
	}
	if !w.lib.Has(s.Proof) {
		v.Says = "What was found about who sent it was erased."
		return v
	}
	proof := casework.Read[received.Proof](w.lib, s.Proof)
	v.Says, v.CheckedAt = s.Says(proof, w.names(m)), casework.Pointer(proof.CheckedAt)
	if whole {
		v.Found, v.Answers = proof.Found(), proof.Answers
	}
	return v
}

// names are the names that the sentence about a sender needs.
func (w senderWords) names(m SentBy) received.SenderNames {
	names := received.SenderNames{Party: cmp.Or(w.called[m.Party].Title, casework.Erased), Staff: w.called[m.Sender.Staff].Title}
	p := w.parties[m.Party]
	if p == nil {
		return names
	}
	if c := p.ContactPoint(m.Sender.Contact); c != nil {
		names.Role = casework.Read[people.ContactAddress](w.lib, c.Address).Role
	}
	if c := p.ContactPoint(m.Sender.Like); c != nil {
		address := casework.Read[people.ContactAddress](w.lib, c.Address).Address
		names.Like = address[strings.LastIndexByte(address, '@')+1:]
	}
	return names
}

// addSenders tells of messages in a list who sent them.
func (r *Room) addSenders(ctx context.Context, items []InboxItem, rows []lists.InboxRow) error {
	ids, parties := make([]uuid.UUID, len(items)), map[uuid.UUID]uuid.UUID{}
	for i, item := range items {
		ids[i] = item.Message
	}
	for _, row := range rows {
		parties[row.Message] = row.Party
	}
	found, err := r.store.SendersOf(ctx, ids)
	if err != nil {
		return err
	}
	messages := make([]SentBy, 0, len(found))
	for id, s := range found {
		messages = append(messages, SentBy{id, parties[id], s})
	}
	views, err := r.Senders(ctx, messages, false)
	for i := range items {
		items[i].Sender = views[items[i].Message]
	}
	return err
}

// addSender tells of one message who sent it, with all that was found.
func (r *Room) addSender(ctx context.Context, item *InboxItem, party uuid.UUID, s received.Sender) error {
	views, err := r.Senders(ctx, []SentBy{{item.Message, party, s}}, true)
	item.Sender = views[item.Message]
	return err
}

// sentBy tells of the replies in a thread who sent them, and of the answers that were read from them.
func (t *threader) sentBy(items []ThreadItem) error {
	if !t.replies {
		return nil
	}
	var messages []SentBy
	for _, item := range items {
		if m := t.letters.Message(item.Message); m != nil && m.Kind == claim.Reply {
			messages = append(messages, SentBy{m.ID, t.letters.Party, m.Sender})
		}
	}
	views, err := t.Senders(t.ctx, messages, false)
	for i := range items {
		items[i].Sender = views[items[i].Message]
	}
	return err
}
