package signing_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/signing"
)

// zone is a DNS of the test.
type zone map[string][]string

func (z zone) LookupTXT(_ context.Context, name string) ([]string, error) {
	if records, ok := z[name]; ok {
		return records, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

const letter = "From: Mara <desk@desk.example>\r\nTo: press@mill.example\r\nSubject: Request for comment\r\nMessage-ID: <m@desk.example>\r\n\r\nIs it so?\r\n"

func TestALetterIsSignedSoThatAnybodyCanCheckIt(t *testing.T) {
	private, public, err := signing.New()
	require.NoError(t, err)
	signed, err := signing.Sign([]byte(letter), private, "onrecord1", "desk.example")
	require.NoError(t, err)
	require.True(t, bytes.HasSuffix(signed, []byte(letter)), "the letter itself is as it was")
	dns := zone{"onrecord1._domainkey.desk.example": {public}}
	check := func(raw string) error {
		results, err := dkim.VerifyWithOptions(strings.NewReader(raw), &dkim.VerifyOptions{
			LookupTXT: func(name string) ([]string, error) { return dns.LookupTXT(t.Context(), name) },
		})
		require.NoError(t, err)
		require.Len(t, results, 1)
		require.Equal(t, "desk.example", results[0].Domain)
		return results[0].Err
	}
	require.NoError(t, check(string(signed)))
	require.Error(t, check(strings.Replace(string(signed), "Is it so?", "It is so.", 1)))
	require.Error(t, check(strings.Replace(string(signed), "Request for", "No", 1)))
	require.Error(t, check("Subject: Another\r\n"+string(signed)), "no second field can be added")
}

func TestAKeyIsPublishedWhenTheDNSHasIt(t *testing.T) {
	_, public, err := signing.New()
	require.NoError(t, err)
	_, other, err := signing.New()
	require.NoError(t, err)
	name := signing.Name("onrecord1", "desk.example")
	require.Error(t, signing.Published(t.Context(), zone{}, "onrecord1", "desk.example", public))
	err = signing.Published(t.Context(), zone{name: {other}}, "onrecord1", "desk.example", public)
	require.True(t, errors.Is(err, signing.ErrDiffers))
	spaced := strings.Replace(public, "p=", "p= ", 1)
	require.NoError(t, signing.Published(t.Context(), zone{name: {"v=spf1 -all", spaced}}, "onrecord1", "desk.example", public))
}
