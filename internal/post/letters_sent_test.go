package post_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail/replytext"
	"github.com/onrecord/onrecord/internal/post"
)

func TestAMessageIsComparedWithTheLettersThatItMayQuote(t *testing.T) {
	o := open(t, "press@google.example")
	composed, text := o.compose()
	o.write(o.stream(), letters.RecordDelivery{
		Message: o.letters.Messages[0].ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon, Contact: composed.Contact.ID, Content: composed.Content,
	})
	var kept post.MessageText
	o.Keep = func(_ context.Context, _ claim.Ref, text post.MessageText, _ [][]byte) error {
		kept = text
		return nil
	}
	o.receive("press@google.example", o.Tokens.Address(o.stream().ID), "From: press@google.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nSubject: Re: x\n\nYes, in May.\n\n"+text+"\n")
	require.Equal(t, "Yes, in May.", replytext.Newest(kept.Segments), "nothing in the message says that it quotes")
	require.Len(t, kept.Segments, 2)
}
