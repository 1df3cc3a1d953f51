package token_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/mail/token"
)

func FuzzParseMessageID(f *testing.F) {
	f.Add("<6ba7b810-9dad-11d1-80b4-00c04fd430c8@desk.example>")
	f.Fuzz(func(t *testing.T, text string) {
		id, ok := token.ParseMessageID(text, "desk.example")
		if again, fine := token.ParseMessageID(token.MessageID(id, "desk.example"), "desk.example"); ok && (!fine || again != id) {
			t.Fatalf("%q became %s and then %s", text, id, again)
		}
	})
}

func FuzzLinksParse(f *testing.F) {
	links, err := token.NewLinks(bytes.Repeat([]byte("k"), 32))
	if err != nil {
		f.Fatal(err)
	}
	genuine := links.Token(uuid.NameSpaceOID, uuid.NameSpaceURL)
	f.Add(genuine)
	f.Add(strings.ToUpper(genuine))
	f.Fuzz(func(t *testing.T, text string) {
		request, contact, ok := links.Parse(text)
		if ok && links.Token(request, contact) != strings.ToLower(strings.TrimSpace(text)) {
			t.Fatalf("%q has a second spelling", text)
		}
	})
}
