package rehearsal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/rehearsal"
)

func TestWhatAChangeDoesStandsAtEachEntry(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, time.December, n, 9, 0, 0, 0, time.UTC) }
	letter := func(n int, says string) rehearsal.Entry {
		return rehearsal.Entry{At: day(n), Kind: rehearsal.Letter, Party: "mill", Says: says, Local: day(n).Format("2 Jan")}
	}
	was := rehearsal.Calendar{Entries: []rehearsal.Entry{letter(1, "a reminder"), letter(2, "a reminder"), letter(3, "a reminder"), letter(4, "a final notice"), letter(5, "a request")}}
	is := rehearsal.Calendar{Entries: []rehearsal.Entry{letter(2, "a reminder"), letter(3, "a reminder"), letter(5, "a request"), letter(6, "a final notice"), letter(7, "a call")}}
	marked, does := rehearsal.Compare(was, is)
	require.Equal(t, []rehearsal.Effect{
		{What: rehearsal.Gone, Party: "mill", Kind: rehearsal.Letter, Says: "a reminder", Was: day(1), WasLocal: "1 Dec"},
		{What: rehearsal.Moved, Party: "mill", Kind: rehearsal.Letter, Says: "a final notice", Was: day(4), Is: day(6), WasLocal: "4 Dec", IsLocal: "6 Dec"},
		{What: rehearsal.New, Party: "mill", Kind: rehearsal.Letter, Says: "a call", Is: day(7), IsLocal: "7 Dec"},
	}, does)
	require.Empty(t, is.Entries[3].Change, "what was compared stays as it is")

	var says []string
	for _, e := range (rehearsal.Result{Calendar: was, With: &marked, Difference: does}).Looked().Entries {
		says = append(says, e.Local+" "+e.Says+" "+e.Change+" "+e.WasLocal)
	}
	require.Equal(t, []string{
		"1 Dec a reminder gone ", "2 Dec a reminder  ", "3 Dec a reminder  ", "5 Dec a request  ", "6 Dec a final notice moved 4 Dec", "7 Dec a call new ",
	}, says)
	require.Equal(t, was, (rehearsal.Result{Calendar: was}).Looked())
}
