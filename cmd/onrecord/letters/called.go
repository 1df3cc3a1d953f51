package letters

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

const (
	requestNames = "name it CASE/PARTY, CASE/CODE as it stands in the letters, or by its identifier"
	messageNames = "name it by the beginning of its identifier, from onrecord inbox, or CASE/PARTY if one of that party waits"
)

// onRequest is the desk and the request that a command about one is for.
func onRequest(p *terminal.Program, name terminal.Called) (*client.Client, uuid.UUID, error) {
	desk, err := p.Client()
	if err != nil {
		return nil, uuid.Nil, err
	}
	request, err := requestCalled(p, desk, name)
	return desk, request, err
}

// requestCalled finds a request: by its identifier, by its code in a case, or as the latest to a party.
func requestCalled(p *terminal.Program, desk *client.Client, name terminal.Called) (uuid.UUID, error) {
	if id, ok := name.ID(); ok {
		return id, nil
	}
	caseName, which, ok := strings.Cut(string(name), "/")
	if !ok || caseName == "" || which == "" {
		return uuid.Nil, claim.Errorf(claim.CodeInvalid, "%q is not the name of a request", string(name)).WithHint("%s", requestNames)
	}
	r, err := client.Call(p.Ctx, desk, operation.CaseShow, operation.CaseAt(caseName, nil))
	if err != nil {
		return uuid.Nil, err
	}
	return name.One("request", requestNames, requestsCalled(r.Requests, which))
}

// requestsCalled are the requests of a code or, to a party, the latest one.
func requestsCalled(requests []report.RequestReport, which string) []uuid.UUID {
	if prefix, ok := letters.ParseRequestCode(which); ok {
		for _, r := range requests {
			if strings.HasPrefix(r.ID.String(), prefix) {
				return []uuid.UUID{r.ID}
			}
		}
	}
	var latest []uuid.UUID
	var found report.RequestReport
	for _, r := range requests {
		if r.Party == which && (latest == nil || !r.SendAt.Before(found.SendAt)) {
			found, latest = r, []uuid.UUID{r.ID}
		}
	}
	return latest
}

// messageCalled finds a message: by its identifier, by its beginning, or as the one that waits of a party.
func messageCalled(p *terminal.Program, desk *client.Client, name terminal.Called) (uuid.UUID, error) {
	if id, ok := name.ID(); ok {
		return id, nil
	}
	waiting, err := client.Call(p.Ctx, desk, operation.Inbox, operation.InboxQuery{})
	if err != nil {
		return uuid.Nil, err
	}
	var ids []uuid.UUID
	for _, m := range waiting {
		if name.Begins(m.Message) || m.Case != "" && string(name) == m.Case+"/"+m.Party {
			ids = append(ids, m.Message)
		}
	}
	return name.One("message that waits", messageNames, ids)
}
