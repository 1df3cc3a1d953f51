package writing_test

import (
	"testing"

	"github.com/onrecord/onrecord/internal/casework/caseworktest"
)

// door is a desk with a case vault7 of mara's, which jonas can review.
type door struct{ *caseworktest.Case }

func newDoor(t *testing.T) *door {
	t.Helper()
	return &door{caseworktest.New(t)}
}

func askedDoor(t *testing.T) *door {
	t.Helper()
	return &door{caseworktest.NewAsked(t)}
}
