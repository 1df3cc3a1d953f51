package desk

import (
	"fmt"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// AccountAway says from when to when the person who is signed in is away.
func AccountAway(v *page.Visit) error {
	in, err := page.Read[staff.AwayInput](v)
	if err == nil {
		_, err = page.Do(v, operation.PersonAway, operation.OfPerson(v.Who.ID.String(), in))
	}
	if err != nil {
		return refuseAccount(v, err)
	}
	return v.Done("/account", "It is said. It ends by itself.")
}

// AccountBack ends an absence, or calls one off.
func AccountBack(v *page.Visit) error {
	if _, err := page.Do(v, operation.PersonBack, operation.PersonPath{Person: v.Who.ID.String()}); err != nil {
		return refuseAccount(v, err)
	}
	return v.Done("/account", "You are not away.")
}

// PersonAway says it of somebody else.
func PersonAway(v *page.Visit) error {
	in, err := page.Read[staff.AwayInput](v)
	if err == nil {
		_, err = page.Do(v, operation.PersonAway, operation.OfPerson(v.Path("person"), in))
	}
	if err != nil {
		return refusePerson(v, err)
	}
	return v.Done(personPath(v.Path("person")), "It is said. It ends by itself.")
}

// PersonBack ends the absence of somebody else.
func PersonBack(v *page.Visit) error {
	if _, err := page.Do(v, operation.PersonBack, operation.PersonPath{Person: v.Path("person")}); err != nil {
		return refusePerson(v, err)
	}
	return v.Done(personPath(v.Path("person")), "The absence has ended.")
}

// AccountHandOver gives all that waits for whoever is signed in to somebody else.
func AccountHandOver(v *page.Visit) error {
	return handOver(v, v.Who.ID.String(), "/account", refuseAccount)
}

// PersonHandOver gives all that waits for a person to somebody else.
func PersonHandOver(v *page.Visit) error {
	return handOver(v, v.Path("person"), personPath(v.Path("person")), refusePerson)
}

func handOver(v *page.Visit, whose, back string, refuse func(*page.Visit, error) error) error {
	many, err := page.Do(v, operation.PersonHandOver, operation.OfPerson(whose, staff.HandOverInput{To: v.Form("to")}))
	if err == nil && many.Carried == 0 && len(many.Each) > 0 && many.Each[0].Refused != nil {
		err = many.Each[0].Refused
	}
	if err != nil {
		return refuse(v, err)
	}
	return v.Done(back, handedOver(many))
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
