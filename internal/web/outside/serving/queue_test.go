package serving

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

func TestALinkSendsOneFormAtATime(t *testing.T) {
	var all Queue
	one, other := mailtext.PageLink{Request: uuid.New()}, mailtext.PageLink{Request: uuid.New()}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	leave := all.Take(t.Context(), one)
	require.NotNil(t, leave)
	require.Nil(t, all.Take(over, one), "the link sends already")
	all.Take(t.Context(), other)()
	next := make(chan func())
	go func() { next <- all.Take(t.Context(), one) }()
	leave()
	(<-next)()
	require.Empty(t, all.busy)
}
