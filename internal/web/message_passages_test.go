package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
)

func TestWhatAMessageQuotesIsFolded(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact")
	mime := "From: press@google.example\r\nMIME-Version: 1.0\r\nSubject: Re: Your request\r\n\r\n"
	quoting := "Yes, we were.\r\n\r\nSent from my iPhone\r\n\r\nOn Tue, 14 Mar 2017 at 10:30, Mara <desk@desk.example> wrote:\r\n> Were you contacted?\r\n> When was it?\r\n"
	id, err := d.ReceiveRaw(t.Context(), "vault7", "google", received.MailAnswer, []byte(mime+quoting))
	require.NoError(t, err)
	path := "/messages/" + id.String()

	page := d.Get(path).Body
	require.Contains(t, page, "<pre dir=\"auto\">Yes, we were.\n\n</pre>")
	require.Contains(t, page, "<details><summary>Signature <small>1 line</small></summary>")
	require.Contains(t, page, "<details><summary>What it quotes <small>3 lines</small></summary>")
	require.Contains(t, page, "&gt; When was it?", "it is there, and opens without a script")
	require.NotContains(t, page, "name=\"mark-contact\" value=\"1\"", "only their words can be marked")

	inbox := d.Get("/inbox").Body
	require.Contains(t, inbox, "Yes, we were.")
	require.NotContains(t, inbox, "When was it?")
	thread := d.Get(request).Body
	require.Contains(t, thread, "<pre dir=\"auto\">Yes, we were.</pre>")
	require.Contains(t, thread, "With what it quotes, and the signature")

	id, err = d.ReceiveRaw(t.Context(), "vault7", "google", received.MailAnswer, []byte(mime+"On Tue, 14 Mar 2017 at 10:30, Mara <desk@desk.example> wrote:\r\n> Were you contacted?\r\n> When was it?\r\n"))
	require.NoError(t, err)
	require.Contains(t, d.Get("/messages/"+id.String()).Body, "<details open><summary>What it quotes", "there is nothing else")
}
