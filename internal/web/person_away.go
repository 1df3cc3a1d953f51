package web

import (
	"fmt"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// accountAway says from when to when the person who is signed in is away.
func (s *Site) accountAway(v *visit) error {
	in, err := read[casework.AwayInput](v)
	if err == nil {
		_, err = do(v, operation.PersonAway, operation.OfPerson(v.who.ID.String(), in))
	}
	if err != nil {
		return v.refuseAccount(err)
	}
	return v.done("/account", "It is said. It ends by itself.")
}

// accountBack ends an absence, or calls one off.
func (s *Site) accountBack(v *visit) error {
	if _, err := do(v, operation.PersonBack, operation.PersonPath{Person: v.who.ID.String()}); err != nil {
		return v.refuseAccount(err)
	}
	return v.done("/account", "You are not away.")
}

// personAway says it of somebody else.
func (s *Site) personAway(v *visit) error {
	in, err := read[casework.AwayInput](v)
	if err == nil {
		_, err = do(v, operation.PersonAway, operation.OfPerson(v.path("person"), in))
	}
	if err != nil {
		return v.refusePerson(err)
	}
	return v.done(personPath(v.path("person")), "It is said. It ends by itself.")
}

// personBack ends the absence of somebody else.
func (s *Site) personBack(v *visit) error {
	if _, err := do(v, operation.PersonBack, operation.PersonPath{Person: v.path("person")}); err != nil {
		return v.refusePerson(err)
	}
	return v.done(personPath(v.path("person")), "The absence has ended.")
}

// accountHandOver gives all that waits for whoever is signed in to somebody else.
func (s *Site) accountHandOver(v *visit) error {
	return v.handOver(v.who.ID.String(), "/account", v.refuseAccount)
}

// personHandOver gives all that waits for a person to somebody else.
func (s *Site) personHandOver(v *visit) error {
	return v.handOver(v.path("person"), personPath(v.path("person")), v.refusePerson)
}

func (v *visit) handOver(whose, back string, refuse func(error) error) error {
	many, err := do(v, operation.PersonHandOver, operation.OfPerson(whose, casework.HandOverInput{To: v.form("to")}))
	if err == nil && many.Carried == 0 && len(many.Each) > 0 && many.Each[0].Refused != nil {
		err = many.Each[0].Refused
	}
	if err != nil {
		return refuse(err)
	}
	return v.done(back, handedOver(many))
}

// handedOver says how much went over, and why the rest stays.
func handedOver(many casework.Many) string {
	if len(many.Each) == 0 {
		return "There is nothing to hand over."
	}
	text := fmt.Sprintf("Handed over: %d of %d.", many.Carried, len(many.Each))
	for _, one := range many.Each {
		if one.Refused != nil {
			return text + " The rest stays: " + one.Refused.Message + "."
		}
	}
	return text
}
