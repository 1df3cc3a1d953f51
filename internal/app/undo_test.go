package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/config"
)

// The rules see the undo window that is configured, as the door does: for letters that they plan by themselves.
func TestTheRulesKnowTheUndoWindowThatIsConfigured(t *testing.T) {
	d := openWith(t, config.Config{UndoWindow: 10 * time.Minute}, nil)
	around, failed := d.Record.Around(d.ctx)
	require.Equal(t, 600, around.Settings().UndoSeconds)
	require.NoError(t, failed())
	settings, err := d.Desk.DeskSettings(d.ctx)
	require.NoError(t, err)
	require.Equal(t, 600, settings.UndoSeconds)
}
