package post_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/post"
)

func TestOnlyAddressesThatExistAreAccepted(t *testing.T) {
	o := open(t, "press@google.example")
	reply := o.Tokens.Address(o.stream().ID)
	user, _, _ := strings.Cut(reply, "@")
	for address, exists := range map[string]bool{
		reply: true, strings.ToUpper(reply): true, o.Tokens.Address(uuid.New()): true,
		user[:len(user)-3] + "@desk.example":                          true, // cut off
		strings.Replace(user, user[20:22], "zz", 1) + "@desk.example": true, // damaged
		"SRS0=ab=cd=google.example=" + user[6:] + "@desk.example":     true, // rewritten
		"reply@desk.example": true, "reply+@desk.example": true, // its tag was taken off
		"desk@desk.example": true, "Desk@DESK.example": true, "desk+x@desk.example": true,
		"postmaster@desk.example": true, "abuse@desk.example": true,
		"mara.lind@desk.example": false, "info@desk.example": false, "desk@elsewhere.example": false, "replyx@desk.example": false, "desk": false, "": false,
	} {
		require.Equal(t, exists, o.Accepts(address), address)
	}
}

// A day's flood from strangers is bounded by who sends and from where; parties, and whoever has a letter of ours, are heard.
func TestWhatStrangersSendInADayIsBounded(t *testing.T) {
	o := open(t, "press@google.example")
	reply := o.Tokens.Address(o.stream().ID)
	at := noon
	send := func(from, peer, to string, size int) bool {
		t.Helper()
		if !o.Admits(t.Context(), post.Offer{From: from, Peer: peer, To: to}, at) {
			return false
		}
		at = at.Add(time.Second)
		raw := fmt.Sprintf("From: %s\r\nMessage-ID: <%s@x.example>\r\n\r\n%s", from, uuid.New(), strings.Repeat("a", size))
		_, err := o.Receive(t.Context(), received.Envelope{From: from, To: []string{to}, Peer: peer}, []byte(raw), at)
		require.NoError(t, err)
		return true
	}
	count := func(from, peer string, size, most int) int {
		t.Helper()
		for n := range most {
			if !send(from, peer, "desk@desk.example", size) {
				return n
			}
		}
		return most
	}
	require.Equal(t, 30, count("a@b.example", "203.0.113.1", 10, 50), "one sender")
	require.False(t, send("A@b.example", "198.51.100.1", "postmaster@desk.example", 10), "from elsewhere, too")
	require.True(t, send("a@b.example", "203.0.113.1", reply, 10), "with a letter of ours")
	require.True(t, send("press@google.example", "203.0.113.1", "desk@desk.example", 10), "a party")
	require.Equal(t, 6, count("large@b.example", "198.51.100.7", 10<<20, 10), "by size")
	all := 0
	for n := range 200 {
		if send(fmt.Sprintf("s%d@b.example", n), fmt.Sprintf("203.0.113.%d", n), "desk@desk.example", 10) {
			all++
		}
	}
	require.Equal(t, 200-30-1, all, "one network")
	require.True(t, send("other@b.example", "2001:db8::1", "desk@desk.example", 10), "another network")
	require.Equal(t, 30, count("relayed@b.example", "127.0.0.1", 10, 50), "our own server's address is nobody's network")
	o.Room = &post.Room{Store: o.Store, Tokens: o.Tokens, Domain: o.Domain, Mailboxes: o.Mailboxes}
	require.False(t, send("a@b.example", "203.0.113.1", "desk@desk.example", 10), "a restart forgets nothing")
	at = at.Add(24 * time.Hour)
	require.True(t, send("a@b.example", "203.0.113.1", "desk@desk.example", 10), "the next day")
}
