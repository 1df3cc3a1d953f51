package mail_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

func newLinks(t *testing.T, key string) mail.Links {
	links, err := mail.NewLinks(bytes.Repeat([]byte(key), 32))
	require.NoError(t, err)
	return links
}

func TestALinkNamesItsRequestAndWhomItWasSentTo(t *testing.T) {
	links := newLinks(t, "k")
	request, contact := uuid.New(), uuid.New()
	token := links.Token(request, contact)
	require.Equal(t, token, strings.ToLower(token))
	require.Len(t, token, 77)
	for _, typed := range []string{token, strings.ToUpper(token), " " + token + "\n"} {
		gotRequest, gotContact, ok := links.Parse(typed)
		require.True(t, ok, typed)
		require.Equal(t, []uuid.UUID{request, contact}, []uuid.UUID{gotRequest, gotContact})
	}
}

func TestALinkCannotBeMadeUpOrAltered(t *testing.T) {
	links := newLinks(t, "k")
	token := links.Token(uuid.New(), uuid.New())
	_, _, ok := newLinks(t, "l").Parse(token)
	require.False(t, ok, "of another installation")
	_, _, ok = mail.Links{}.Parse(token)
	require.False(t, ok, "without a key")
	for i := range token {
		altered := []byte(token)
		if altered[i]++; altered[i] > 'z' || altered[i] > '7' && altered[i] < 'a' {
			altered[i] = 'a'
		}
		if string(altered) == token {
			continue
		}
		_, _, ok := links.Parse(string(altered))
		require.False(t, ok, "altered at %d", i)
	}
	for _, short := range []string{"", token[:76], token + "a", "../" + token} {
		_, _, ok := links.Parse(short)
		require.False(t, ok, short)
	}
}

func TestAReplyTokenIsNoLink(t *testing.T) {
	tokens, err := mail.NewTokens(bytes.Repeat([]byte("k"), 32), "desk.example")
	require.NoError(t, err)
	reply, _, _ := strings.Cut(strings.TrimPrefix(tokens.Address(uuid.New()), "reply+"), "@")
	_, _, ok := newLinks(t, "k").Parse(reply)
	require.False(t, ok)
}
