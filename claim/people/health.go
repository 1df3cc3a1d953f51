package people

import "github.com/onrecord/onrecord/claim"

// Health is what the record tells of a contact point. It is computed and never stored.
type Health string

// Every health. What each means stands in its row.
const (
	HealthUnproven Health = "unproven"
	HealthGood     Health = "good"
	HealthFailing  Health = "failing"
	HealthDead     Health = "dead"
)

var healths = claim.NewWords("health of a contact point", "what became of letters to a contact point of a party",
	claim.Row[Health, claim.None]{Word: HealthUnproven, Doc: "no letter has gone there yet", Label: "nothing known yet"},
	claim.Row[Health, claim.None]{Word: HealthGood, Doc: "a mail server took the last letter there, and it has not come back", Label: "letters arrive"},
	claim.Row[Health, claim.None]{Word: HealthFailing, Doc: "the last letters there failed, for a reason that says nothing against the address", Label: "letters fail"},
	claim.Row[Health, claim.None]{Word: HealthDead, Doc: "letters do not arrive there, and none goes there until a person says that it takes mail again", Label: "letters come back"},
)

// Healths lists every health.
var Healths = healths.All()
