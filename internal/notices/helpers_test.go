package notices_test

import (
	reads "github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// What anybody may do, and what waits for whoever asks.
var (
	turnsOfAll  = reads.TurnFilter{Scope: "all"}
	turnsOfMine = reads.TurnFilter{}
)
