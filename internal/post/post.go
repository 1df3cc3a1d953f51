// Package post is the desk's mail room: it writes letters from the record and
// hands them to the mail server, and it takes in what the mail server brings.
// The wire formats are in package mail; the decisions are in package claim.
package post

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// Store is the record, as far as the mail room needs it.
type Store interface {
	Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	Put(ctx context.Context, contents ...claim.Content) ([]claim.Ref, error)
	Spool(ctx context.Context, raw []byte, env letters.Envelope, correspondences []uuid.UUID, receivedAt time.Time) (letters.Spooled, error)
	SpooledByID(ctx context.Context, intake uuid.UUID) (letters.Spooled, error)
	Settle(ctx context.Context, intake uuid.UUID) error
}

// Sender hands a message to the mail server.
type Sender interface {
	Send(ctx context.Context, envelope smtpout.Envelope, raw []byte) smtpout.Result
	// Admit says whether a letter to the address may go now, or how long to wait.
	Admit(ctx context.Context, to string, now time.Time) (done func(), wait time.Duration)
}

// Signer signs letters as they go out.
type Signer interface {
	// Sign gives the letter with a signature in front, or as it is if the desk signs none.
	Sign(ctx context.Context, raw []byte) ([]byte, error)
}

// Letterhead is who writes, and how.
type Letterhead struct {
	claim.DeskSettings
	Address string // the desk's own address
	URL     string // where the public reaches the desk, without a slash at the end; empty for nowhere
	Public  string // where the public pages are, likewise
}

// Room is the mail room: it carries letters by e-mail, and takes e-mail in.
type Room struct {
	Store  Store
	Sender Sender // nil while no mail server is configured
	Signer Signer // nil for none
	Tokens mail.Tokens
	Links  mail.Links
	Domain string // of Message-IDs and reply addresses
	// Desk says who writes. It is asked for each letter, as the desk can change its settings at any time.
	Desk func(ctx context.Context) (Letterhead, error)
}
