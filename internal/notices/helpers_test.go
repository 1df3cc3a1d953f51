package notices_test

import "github.com/onrecord/onrecord/internal/casework/reading"

// What anybody may do, and what waits for whoever asks.
var (
	turnsOfAll  = reading.TurnFilter{Scope: "all"}
	turnsOfMine = reading.TurnFilter{}
)
