package post_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

func TestWhatTheMailServerSaidIsContent(t *testing.T) {
	o := open(t, "press@google.example")
	composed, _ := o.compose()
	o.smtp.Next(mailtest.RefuseRelay, mailtest.DeferMessage)
	handed, err := o.HandOver(t.Context(), o.letters, composed)
	require.NoError(t, err)
	require.True(t, handed.Lasting, "a person has to put it right")
	said, err := o.record.Get(t.Context(), handed.Said)
	require.NoError(t, err)
	require.Equal(t, "554 5.7.1 relay access denied", string(said))
	handed, err = o.HandOver(t.Context(), o.letters, composed)
	require.NoError(t, err)
	require.False(t, handed.Lasting)
	handed, err = o.HandOver(t.Context(), o.letters, composed)
	require.NoError(t, err)
	require.Equal(t, activities.Handed{Outcome: activities.Accepted}, handed)
}

func TestASubjectSaysWhatItIsAboutWhereThatDisclosesNothing(t *testing.T) {
	o := open(t, "press@google.example")
	subject := func() string {
		draft, err := o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
		require.NoError(t, err)
		return draft.Subject
	}
	require.True(t, strings.HasSuffix(subject(), ": “The statement about contact.” and 1 more"), subject())
	o.write(claim.Stream{Kind: claim.StreamCase, ID: id("case")}, cases.ChangeAccess{Owner: id("mara"), Sensitivity: claim.Restricted, Access: []uuid.UUID{id("jonas")}, Seen: 1})
	require.NotContains(t, subject(), "statement", "a restricted case says nothing in passing")
	require.Contains(t, subject(), "Request for comment ")
}

// stamp signs letters with a word.
type stamp struct{}

func (stamp) Sign(_ context.Context, raw []byte) ([]byte, error) {
	return append([]byte("DKIM-Signature: stamp\r\n"), raw...), nil
}

func TestALetterIsSignedAsItGoesOut(t *testing.T) {
	o := open(t, "press@google.example")
	o.Signer = stamp{}
	composed, _ := o.compose()
	_, err := o.HandOver(t.Context(), o.letters, composed)
	require.NoError(t, err)
	sent := o.smtp.Taken()[0]
	require.Contains(t, string(sent.Raw), "DKIM-Signature: stamp")
	require.Contains(t, sent.Parameters, "ENVID="+o.letters.Messages[0].ID.String())
	kept, err := o.record.Get(t.Context(), composed.Content)
	require.NoError(t, err)
	require.NotContains(t, string(kept), "DKIM-Signature")
}
