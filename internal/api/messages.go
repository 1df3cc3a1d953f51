package api

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// MessagePath names a message.
type MessagePath struct {
	Message uuid.UUID `path:"message" format:"uuid" doc:"identifier"`
}

func (s *server) inbox(ctx context.Context, who casework.Caller, in *struct {
	All    bool      `query:"all" doc:"also messages that were read, and those that a machine seems to have sent: the latest 1,000"`
	Before time.Time `query:"before" doc:"with all: those that were received before"`
}) (list[reading.InboxItem], error) {
	if in.All {
		return listOf(s.Reads.Messages(ctx, who, in.Before))
	}
	return listOf(s.Reads.Inbox(ctx, who))
}

func (s *server) messageShow(ctx context.Context, who casework.Caller, in *MessagePath) (reading.InboxItem, error) {
	return s.Reads.Message(ctx, who, in.Message)
}

func (s *server) messageRead(ctx context.Context, who casework.Caller, in *struct {
	MessagePath
	Body casework.ReadInput
}) (casework.Receipt, error) {
	return s.Desk.ReadMessage(ctx, who, in.Message, in.Body)
}

func (s *server) messageAssign(ctx context.Context, who casework.Caller, in *struct {
	MessagePath
	Body casework.AssignInput
}) (casework.Receipt, error) {
	return s.Desk.AssignMessage(ctx, who, in.Message, in.Body)
}

func (s *server) messageDiscard(ctx context.Context, who casework.Caller, in *MessagePath) (casework.Receipt, error) {
	return s.Desk.DiscardMessage(ctx, who, in.Message)
}

func (s *server) outbox(ctx context.Context, who casework.Caller, in *struct {
	All bool `query:"all" doc:"also letters that were accepted or called off: the latest 1,000"`
}) (list[reading.OutboxItem], error) {
	return listOf(s.Reads.Outbox(ctx, who, in.All))
}

func (s *server) messageSeen(ctx context.Context, who casework.Caller, in *MessagePath) (casework.Receipt, error) {
	return s.Desk.SeePageAnswer(ctx, who, in.Message)
}
