package sources

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxWay is through how many parties a statement or a piece of evidence can have come.
const MaxWay = 10

// CheckWay refuses a way that comes back to itself. Ways that do so only together,
// since two outlets quote each other, are recorded as they are: they count once.
func CheckWay(whose uuid.UUID, way []uuid.UUID, around claim.Around) error {
	if len(way) == 0 {
		return nil
	}
	if whose == uuid.Nil {
		return claim.Errorf(claim.CodeInvalid, "say whose statement it is that came this way").WithField("origin", "name whom it quotes")
	}
	if len(way) > MaxWay {
		return claim.Errorf(claim.CodeTooLarge, "a statement can have come through at most %d parties, and these are %d", MaxWay, len(way)).
			WithField("way", "name the first ones, and the one that it was found at")
	}
	for i, via := range way {
		if via == whose {
			return claim.Errorf(claim.CodeInvalid, "nobody quotes themselves: the way leads back to whose statement it is").
				WithField("way", "leave out whose statement it is")
		}
		if slices.Contains(way[:i], via) {
			return claim.Errorf(claim.CodeInvalid, "the way goes in a circle: one party stands in it twice").WithField("way", "name each of them once")
		}
		if err := thereIs(via, around); err != nil {
			return err
		}
	}
	return nil
}
