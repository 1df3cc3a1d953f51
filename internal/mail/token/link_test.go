package token_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/token"
)

func newLinks(t *testing.T, key string) token.Links {
	links, err := token.NewLinks(bytes.Repeat([]byte(key), 32))
	require.NoError(t, err)
	return links
}

func TestALinkNamesItsRequestAndWhomItWasSentTo(t *testing.T) {
	links := newLinks(t, "k")
	request, contact := uuid.New(), uuid.New()
	made := links.Token(request, contact)
	require.Equal(t, made, strings.ToLower(made))
	require.Len(t, made, 77)
	for _, typed := range []string{made, strings.ToUpper(made), " " + made + "\n"} {
		gotRequest, gotContact, ok := links.Parse(typed)
		require.True(t, ok, typed)
		require.Equal(t, []uuid.UUID{request, contact}, []uuid.UUID{gotRequest, gotContact})
	}
}

func TestALinkCannotBeMadeUpOrAltered(t *testing.T) {
	links := newLinks(t, "k")
	made := links.Token(uuid.New(), uuid.New())
	_, _, ok := newLinks(t, "l").Parse(made)
	require.False(t, ok, "of another installation")
	_, _, ok = token.Links{}.Parse(made)
	require.False(t, ok, "without a key")
	for i := range made {
		altered := []byte(made)
		if altered[i]++; altered[i] > 'z' || altered[i] > '7' && altered[i] < 'a' {
			altered[i] = 'a'
		}
		if string(altered) == made {
			continue
		}
		_, _, ok := links.Parse(string(altered))
		require.False(t, ok, "altered at %d", i)
	}
	for _, short := range []string{"", made[:76], made + "a", "../" + made} {
		_, _, ok := links.Parse(short)
		require.False(t, ok, short)
	}
}

func TestAReplyTokenIsNoLink(t *testing.T) {
	tokens, err := token.NewTokens(bytes.Repeat([]byte("k"), 32), "desk.example")
	require.NoError(t, err)
	reply, _, _ := strings.Cut(strings.TrimPrefix(tokens.Address(uuid.New()), "reply+"), "@")
	_, _, ok := newLinks(t, "k").Parse(reply)
	require.False(t, ok)
}
