package token_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

func TestATokenIsFoundWhereverItStands(t *testing.T) {
	tk := tokens(t)
	token := tokenOf(t, messageID)
	for _, address := range []string{
		"reply+" + token + "@desk.example", "REPLY+" + strings.ToUpper(token) + "@DESK.EXAMPLE", `"reply+` + token + `"@desk.example`,
		"reply=" + token + "@desk.example", "reply-" + token + "@desk.example", "reply" + token + "@desk.example", token + "@desk.example",
		"reply%2B" + token + "@desk.example", "prvs=123456abcd=reply+" + token + "@desk.example",
		"SRS0=abcd=2B=desk.example=reply+" + token + "@forwarder.example", "bounces+7-reply+" + token + "=desk.example@list.example",
		"reply+" + token + "@relay.desk.example", "<reply+" + token + "@desk.example>",
	} {
		id, ok := tk.Find(address)
		require.True(t, ok, address)
		require.Equal(t, messageID, id, address)
	}
	for _, address := range []string{"", "reply@desk.example", "reply+@desk.example", "reply+" + token[:41] + "@desk.example", "reply+" + token[1:] + "a@desk.example", strings.Repeat("a", 400) + "@desk.example"} {
		_, ok := tk.Find(address)
		require.False(t, ok, address)
	}
}

func TestADamagedTokenIsTheOneThatItCanHaveBeen(t *testing.T) {
	tk := tokens(t)
	token := tokenOf(t, messageID)
	known := []uuid.UUID{messageID}
	for range 500 {
		known = append(known, uuid.New())
	}
	swapped := token[:5] + token[6:7] + token[5:6] + token[7:]
	for name, local := range map[string]string{
		"one wrong": wrong(token, 3), "three wrong": wrong(wrong(wrong(token, 0), 20), 41), "one missing": token[:9] + token[10:],
		"two too many": token[:9] + "zz" + token[9:], "two swapped": swapped, "cut off": token[:36],
		"a digit for a letter": strings.NewReplacer("o", "0", "l", "1").Replace(wrong(token, 7)),
	} {
		damaged := tk.Damaged("reply+" + local + "@desk.example")
		id, ok := tk.Nearest(damaged, known)
		require.True(t, ok, name)
		require.Equal(t, messageID, id, name)
	}
	for name, address := range map[string]string{
		"five wrong": "reply+" + wrong(wrong(wrong(wrong(wrong(token, 0), 9), 20), 30), 41) + "@desk.example", "too short": "reply+" + token[:20] + "@desk.example",
		"another domain": "reply+" + wrong(token, 3) + "@other.example", "no token": "press@desk.example",
	} {
		_, ok := tk.Nearest(tk.Damaged(address), known)
		require.False(t, ok, name)
	}
	_, ok := tk.Nearest(tk.Damaged("reply+"+wrong(token, 3)+"@desk.example"), []uuid.UUID{messageID, messageID})
	require.False(t, ok, "two of them")
}

func tokenOf(t testing.TB, id uuid.UUID) string {
	local, _, _ := strings.Cut(tokens(t).Address(id), "@")
	return strings.TrimPrefix(local, "reply+")
}

func wrong(token string, at int) string {
	c := "a"
	if token[at] == 'a' {
		c = "b"
	}
	return token[:at] + c + token[at+1:]
}

func FuzzTokensFind(f *testing.F) {
	tk := tokens(f)
	f.Add("reply+" + tokenOf(f, messageID) + "@desk.example")
	f.Add("SRS0=x=" + tokenOf(f, messageID)[:30] + "@desk.example")
	f.Fuzz(func(t *testing.T, address string) {
		if id, ok := tk.Find(address); ok && !strings.Contains(strings.ToLower(address), tokenOf(t, id)) {
			t.Fatalf("%q does not have the token of %s", address, id)
		}
		tk.Nearest(tk.Damaged(address), []uuid.UUID{messageID})
	})
}
