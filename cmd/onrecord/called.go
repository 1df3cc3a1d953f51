package main

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// called is how somebody calls a thing on the command line: by its identifier, or by a short
// name. What it means is found out here, and nowhere else.
type called string

// shortestPrefix is how much of an identifier has to be written.
const shortestPrefix = 4

// id is the identifier, if it is one that was written.
func (c called) id() (uuid.UUID, bool) {
	id, err := uuid.Parse(string(c))
	return id, err == nil
}

// begins reports whether an identifier begins as it was written.
func (c called) begins(id uuid.UUID) bool {
	text := strings.ToLower(string(c))
	return len(text) >= shortestPrefix && strings.HasPrefix(id.String(), text)
}

// one is the only one that was meant.
func (c called) one(what, hint string, ids []uuid.UUID) (uuid.UUID, error) {
	switch len(ids) {
	case 0:
		return uuid.Nil, claim.Errorf(claim.CodeNotFound, "there is no %s called %q", what, string(c)).WithHint("%s", hint)
	case 1:
		return ids[0], nil
	}
	return uuid.Nil, claim.Errorf(claim.CodeInvalid, "%q may mean %d of them", string(c), len(ids)).WithHint("write more of its identifier; %s", hint)
}

const (
	requestNames = "name it CASE/PARTY, CASE/CODE as it stands in the letters, or by its identifier"
	messageNames = "name it by the beginning of its identifier, from onrecord inbox, or CASE/PARTY if one of that party waits"
	contactNames = "name it by its address, or by the beginning of its identifier, from onrecord contact list"
)

// onRequest is the desk and the request that a command about one is for.
func (p *program) onRequest(name called) (*client.Client, uuid.UUID, error) {
	desk, err := p.client()
	if err != nil {
		return nil, uuid.Nil, err
	}
	request, err := p.request(desk, name)
	return desk, request, err
}

// request finds a request: by its identifier, by its code in a case, or as the latest to a party.
func (p *program) request(desk *client.Client, name called) (uuid.UUID, error) {
	if id, ok := name.id(); ok {
		return id, nil
	}
	caseName, which, ok := strings.Cut(string(name), "/")
	if !ok || caseName == "" || which == "" {
		return uuid.Nil, claim.Errorf(claim.CodeInvalid, "%q is not the name of a request", string(name)).WithHint("%s", requestNames)
	}
	r, err := client.Call(p.ctx, desk, operation.CaseShow, operation.CaseAt(caseName, nil))
	if err != nil {
		return uuid.Nil, err
	}
	return name.one("request", requestNames, requestsCalled(r.Requests, which))
}

// requestsCalled are the requests of a code or, to a party, the latest one.
func requestsCalled(requests []reading.RequestReport, which string) []uuid.UUID {
	if prefix, ok := letters.ParseRequestCode(which); ok {
		for _, r := range requests {
			if strings.HasPrefix(r.ID.String(), prefix) {
				return []uuid.UUID{r.ID}
			}
		}
	}
	var latest []uuid.UUID
	var found reading.RequestReport
	for _, r := range requests {
		if r.Party == which && (latest == nil || !r.SendAt.Before(found.SendAt)) {
			found, latest = r, []uuid.UUID{r.ID}
		}
	}
	return latest
}

// message finds a message: by its identifier, by its beginning, or as the one that waits of a party.
func (p *program) message(desk *client.Client, name called) (uuid.UUID, error) {
	if id, ok := name.id(); ok {
		return id, nil
	}
	waiting, err := client.Call(p.ctx, desk, operation.Inbox, operation.InboxQuery{})
	if err != nil {
		return uuid.Nil, err
	}
	var ids []uuid.UUID
	for _, m := range waiting {
		if name.begins(m.Message) || m.Case != "" && string(name) == m.Case+"/"+m.Party {
			ids = append(ids, m.Message)
		}
	}
	return name.one("message that waits", messageNames, ids)
}

// contact finds a contact point of a party: by its identifier, its beginning, or its address.
func (p *program) contact(desk *client.Client, party string, name called) (uuid.UUID, error) {
	if id, ok := name.id(); ok {
		return id, nil
	}
	points, err := client.Call(p.ctx, desk, operation.ContactList, operation.PartyPath{Party: party})
	if err != nil {
		return uuid.Nil, err
	}
	var ids []uuid.UUID
	for _, c := range points {
		if name.begins(c.ID) || strings.EqualFold(string(name), c.Address) {
			ids = append(ids, c.ID)
		}
	}
	return name.one("contact point", contactNames, ids)
}
