package parties

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// contactNames says how a contact point is named.
const contactNames = "name it by its address, or by the beginning of its identifier, from onrecord contact list"

// contactCalled finds a contact point of a party: by its identifier, its beginning, or its address.
func contactCalled(p *terminal.Program, desk *client.Client, party string, name terminal.Called) (uuid.UUID, error) {
	if id, ok := name.ID(); ok {
		return id, nil
	}
	points, err := client.Call(p.Ctx, desk, operation.ContactList, operation.PartyPath{Party: party})
	if err != nil {
		return uuid.Nil, err
	}
	var ids []uuid.UUID
	for _, c := range points {
		if name.Begins(c.ID) || strings.EqualFold(string(name), c.Address) {
			ids = append(ids, c.ID)
		}
	}
	return name.One("contact point", contactNames, ids)
}
