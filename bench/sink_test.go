package main

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

func letterWith(subject string) smtpin.Message {
	return smtpin.Message{Raw: []byte("Subject: " + subject + "\r\nReply-To: <reply+x@newsroom.example>\r\nMessage-ID: <m@newsroom.example>\r\n\r\nIs it so?\r\n")}
}

// TestTheSinkKnowsALetterByTheWholeCode: however long the codes of requests are.
func TestTheSinkKnowsALetterByTheWholeCode(t *testing.T) {
	s, err := openSink()
	require.NoError(t, err)
	defer func() { require.NoError(t, s.close()) }()
	request := uuid.New()
	require.NoError(t, s.take(t.Context(), letterWith("Request for comment "+letters.RequestCode(request))))
	l, err := s.await(t.Context(), request)
	require.NoError(t, err)
	require.Equal(t, letter{"m@newsroom.example", "reply+x@newsroom.example"}, l)
}

func TestALetterThatNamesNoRequestEndsTheWaiting(t *testing.T) {
	s, err := openSink()
	require.NoError(t, err)
	defer func() { require.NoError(t, s.close()) }()
	require.NoError(t, s.take(t.Context(), letterWith("Request for comment A1B2-C3D4")))
	_, err = s.await(t.Context(), uuid.New())
	require.ErrorContains(t, err, "names no request")
	require.Equal(t, 1, s.letters())
}
