package smtpin

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAStrangersNetworkHasRoomForOneLargeMessageAtATime(t *testing.T) {
	r := New(Config{})
	require.True(t, r.takeRoom("198.51.100.7"))
	require.False(t, r.takeRoom("198.51.100.7"), "two would leave nobody else any")
	require.True(t, r.takeRoom("2001:db8::/64"))
	r.leaveRoom("198.51.100.7")
	require.True(t, r.takeRoom("198.51.100.7"))
	for range 2 {
		require.True(t, r.takeRoom("127.0.0.1"), "the newsroom's own server hands on what all the world has sent it")
		require.True(t, r.takeRoom("10.0.0.3"))
	}
}
