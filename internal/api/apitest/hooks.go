package apitest

import (
	"context"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/webhook"
)

// noHooks implements [casework.Hooks] for chats that nobody can reach.
type noHooks struct{}

// Check implements [casework.Hooks].
func (noHooks) Check(address string) string { return webhook.Check(address) }

// Seal implements [casework.Hooks].
func (noHooks) Seal(string) ([]byte, error) { return []byte("sealed"), nil }

// Try implements [casework.Hooks].
func (noHooks) Try(context.Context, people.Webhook) (string, error) {
	return "the chat cannot be reached", nil
}
