package token_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/token"
)

// messageID is of a letter.
var messageID = uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")

func tokens(t testing.TB) token.Tokens {
	tk, err := token.NewTokens([]byte(strings.Repeat("k", 32)), "Desk.example")
	require.NoError(t, err)
	return tk
}

func TestReplyAddresses(t *testing.T) {
	tk := tokens(t)
	address := tk.Address(messageID)
	local, _, _ := strings.Cut(address, "@")
	require.LessOrEqual(t, len(local), 64, "RFC 5321 section 4.5.3.1.1")

	other, err := token.NewTokens([]byte(strings.Repeat("o", 32)), "desk.example")
	require.NoError(t, err)
	cases := []struct {
		sentence string
		address  string
		want     bool
	}{
		{"the address that was made is known again", address, true},
		{"case does not matter", strings.ToUpper(address), true},
		{"space around it does not matter", " " + address + " ", true},
		{"an address made with another key is forged", other.Address(messageID), false},
		{"another domain is not ours", strings.Replace(address, "desk.example", "evil.example", 1), false},
		{"the bare mailbox has no token", "reply@desk.example", false},
		{"an empty token is none", "reply+@desk.example", false},
		{"a token cut short is none", strings.Replace(address, "@", "", 1), false},
		{"padding is no second spelling", strings.Replace(address, "@", "=@", 1), false},
		{"a line end is no second spelling", strings.Replace(address, "@", "\n@", 1), false},
		{"nothing is nothing", "", false},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			id, ok := tk.Parse(c.address)
			require.Equal(t, c.want, ok)
			require.Equal(t, c.want, id == messageID)
		})
	}
}

func TestEveryAlterationOfATokenIsRefused(t *testing.T) {
	tk := tokens(t)
	address := tk.Address(messageID)
	at := strings.Index(address, "@")
	for i := len("reply+"); i < at; i++ {
		for _, c := range "abcdefghijklmnopqrstuvwxyz234567K0189\u212a" {
			altered := address[:i] + string(c) + address[i+1:]
			if strings.EqualFold(altered, address) && c != '\u212a' {
				continue
			}
			_, ok := tk.Parse(altered)
			require.False(t, ok, "position %d, %q", i, c)
		}
	}
}

func TestFindAllGivesEveryRequestOnce(t *testing.T) {
	tk, second := tokens(t), uuid.MustParse("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
	found := tk.FindAll([]string{"press@google.example", tk.Address(second), tk.Address(messageID), tk.Address(second)})
	require.Equal(t, []uuid.UUID{second, messageID}, found)
}

func TestTokensNeedAKeyAndADomain(t *testing.T) {
	_, err := token.NewTokens([]byte("short"), "desk.example")
	require.Error(t, err)
	_, err = token.NewTokens(make([]byte, 32), "desk.example\r\nX: y")
	require.Error(t, err)
	_, ok := token.Tokens{}.Parse(token.Tokens{}.Address(messageID))
	require.False(t, ok, "the zero Tokens knows no address")
}

func TestMessageIDs(t *testing.T) {
	cases := []struct {
		sentence string
		id       string
		want     bool
	}{
		{"what was made is known again", token.MessageID(messageID, "Desk.example"), true},
		{"with angle brackets too", "<" + token.MessageID(messageID, "desk.example") + ">", true},
		{"in upper case too", strings.ToUpper(token.MessageID(messageID, "desk.example")), true},
		{"another domain is not ours", token.MessageID(messageID, "other.example"), false},
		{"an urn is not the form we write", "urn:uuid:" + token.MessageID(messageID, "desk.example"), false},
		{"what another program made is not ours", "CAF+abc@mail.gmail.example", false},
		{"nothing is nothing", "", false},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			id, ok := token.ParseMessageID(c.id, "desk.example")
			require.Equal(t, c.want, ok)
			require.Equal(t, c.want, id == messageID)
		})
	}
}

func FuzzTokensParse(f *testing.F) {
	tk := tokens(f)
	genuine := tk.Address(messageID)
	f.Add(genuine)
	f.Add("reply+@desk.example")
	f.Add("reply+" + strings.Repeat("a", 42) + "@desk.example")
	f.Fuzz(func(t *testing.T, address string) {
		id, ok := tk.Parse(address)
		if ok && tk.Address(id) != strings.ToLower(strings.TrimSpace(address)) {
			t.Fatalf("%q is a second spelling of %q", address, tk.Address(id))
		}
	})
}
