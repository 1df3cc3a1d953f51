package operation_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
)

func TestEveryOperationIsCalledOneThingAtOneAddress(t *testing.T) {
	seen := map[string]string{}
	for _, o := range operation.All() {
		a := o.What()
		for _, key := range []string{a.Name, a.Method + " " + a.Path, a.Sentence} {
			require.Empty(t, seen[key], "%s is that of %s, too", key, a.Name)
			seen[key] = a.Name
		}
		found, ok := operation.Named(a.Name)
		require.True(t, ok)
		require.Equal(t, a, found.What())
	}
	require.Greater(t, len(operation.All()), 80)
}

// TestWhatIsOfferedIsAnOperationThere: the names and rights that package reading
// joins with what the record would take are those of the operations.
func TestWhatIsOfferedIsAnOperationThere(t *testing.T) {
	for name, right := range desk.Operations() {
		o, ok := operation.Named(name)
		require.True(t, ok, name)
		require.Equal(t, o.What().Right, right, name)
	}
}

// TestNobodyDoesWithoutTheRight: the door is not even asked, since there is none here.
func TestNobodyDoesWithoutTheRight(t *testing.T) {
	auditor := casework.Caller{Roles: []claim.Role{claim.Auditor}}
	_, err := operation.ClaimAdd.Do(t.Context(), operation.Parts{}, auditor, operation.InCase("vault7", writing.ClaimInput{}))
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	_, err = operation.CaseList.Do(t.Context(), operation.Parts{}, casework.Caller{}, operation.None{})
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))
	me, err := operation.MeShow.Do(t.Context(), operation.Parts{}, casework.Caller{Handle: "ana"}, operation.None{})
	require.NoError(t, err, "whoever is on the desk may know that")
	require.Equal(t, "ana", me.Handle)
}

func TestWhatGoesInStandsInTheAddressAndInTheBody(t *testing.T) {
	call, err := operation.ClaimAdd.Call(operation.InCase("vault 7/x", writing.ClaimInput{Statement: "It is so."}))
	require.NoError(t, err)
	require.Equal(t, "/cases/vault%207%2Fx/claims", call.Path)
	require.JSONEq(t, `{"statement":"It is so."}`, string(call.Body))

	at := time.Date(2017, time.March, 17, 18, 0, 0, 0, time.UTC)
	show, err := operation.ClaimShow.Call(operation.ClaimAt("vault7/google", &at))
	require.NoError(t, err)
	require.Equal(t, operation.Call{Method: "GET", Path: "/cases/vault7/claims/google?asOf=2017-03-17T18%3A00%3A00Z"}, show)

	open, err := operation.ClaimOpen.Call(operation.OfClaim[operation.Because]("vault7/google", nil))
	require.NoError(t, err)
	require.Nil(t, open.Body, "a body that may be left out is")

	undo, err := operation.RequestUndo.Call(operation.RequestPath{Request: uuid.Nil})
	require.NoError(t, err)
	require.Equal(t, "/requests/00000000-0000-0000-0000-000000000000/undo", undo.Path)

	_, err = operation.ClaimHold.Call(operation.OfClaim("google", operation.Reason("The lawyers ask for it.")))
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}

func TestAFieldHasItsSentence(t *testing.T) {
	f, ok := operation.FieldOf(operation.ClaimRevise, "claimant")
	require.True(t, ok)
	require.Equal(t, "Who says so.", operation.Help(f.Sentence))
	f, ok = operation.FieldOf(operation.PartyAdd, "kind")
	require.True(t, ok)
	require.Equal(t, "Why a party can answer.", operation.Help(f.Sentence), "a field without one says what its words are about")
	_, ok = operation.FieldOf(operation.ClaimRevise, "case")
	require.True(t, ok, "what stands in the address is a field")
	_, ok = operation.FieldOf(operation.ClaimRevise, "shape")
	require.False(t, ok)
}
