package mailtext_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// countedMail is a record with mail in it, and a reader, that count what they are asked for.
type countedMail struct {
	mailtext.MailReader
	raw   map[claim.Ref][]byte
	made  map[string][]byte
	reads int
}

func (m *countedMail) Read(raw []byte, _ received.Envelope) (mailtext.MailText, [][]byte, error) {
	m.reads++
	return mailtext.MailText{Text: string(raw)}, nil, nil
}

func (m *countedMail) GetMany(_ context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error) {
	found := map[claim.Ref][]byte{}
	for _, ref := range refs {
		if data, ok := m.raw[ref]; ok {
			found[ref] = data
		}
	}
	return found, nil
}

func (m *countedMail) Renditions(_ context.Context, of []claim.Ref, name string) (map[claim.Ref][]byte, error) {
	found := map[claim.Ref][]byte{}
	for _, ref := range of {
		if data, ok := m.made[claim.RenditionKey(ref, name)]; ok {
			found[ref] = data
		}
	}
	return found, nil
}

func (m *countedMail) KeepRenditions(_ context.Context, of claim.Ref, renditions map[string][]byte) error {
	for name, data := range renditions {
		m.made[claim.RenditionKey(of, name)] = data
	}
	return nil
}

func (m *countedMail) SpooledByID(context.Context, uuid.UUID) (received.Spooled, error) {
	return received.Spooled{}, nil
}

func TestAListTakesNoMailApart(t *testing.T) {
	m := &countedMail{raw: map[claim.Ref][]byte{}, made: map[string][]byte{}}
	texts := mailtext.NewTexts(m, m)
	var keys []mailtext.MailKey
	for _, text := range []string{"one", "two", "three"} {
		key := mailtext.MailKey{Message: uuid.New(), Raw: claim.Ref(text)}
		m.raw[key.Raw] = []byte(text)
		keys = append(keys, key)
		require.NoError(t, texts.Keep(t.Context(), key.Raw, mailtext.MailText{Text: text})) // as intake does
	}
	for range 3 {
		list, err := texts.Brief(t.Context(), keys)
		require.NoError(t, err)
		require.Equal(t, "two", list[keys[1].Message].Text)
		whole, err := texts.Of(t.Context(), keys[2].Message, keys[2].Raw)
		require.NoError(t, err)
		require.Equal(t, "three", whole.Text)
	}
	require.Zero(t, m.reads)

	later := mailtext.MailKey{Message: uuid.New(), Raw: "later"}
	m.raw[later.Raw] = []byte("from before texts were kept")
	for range 3 {
		list, err := texts.Brief(t.Context(), append(keys, later))
		require.NoError(t, err)
		require.Len(t, list, 4)
	}
	require.Equal(t, 1, m.reads, "once, and then never again")
}
