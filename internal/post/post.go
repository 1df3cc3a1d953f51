// Package post is the desk's mail room: it writes letters from the record and
// hands them to the mail server, and it takes in what the mail server brings.
// The wire formats are in package mail; the decisions are in package claim.
package post

import (
	"context"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// Store is the record, as far as the mail room needs it.
type Store interface {
	Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	Put(ctx context.Context, contents ...claim.Content) ([]claim.Ref, error)
	// GetMany leaves out what is missing or was erased.
	GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error)
	Spool(ctx context.Context, a received.Arrival) (received.Spooled, error)
	// Strangers says what was spooled on the day of an instant that counts for each of the names.
	Strangers(ctx context.Context, names []string, at time.Time) (map[string]received.Amount, error)
	SpooledByID(ctx context.Context, message uuid.UUID) (received.Spooled, error)
	// Around shows how streams stand now; failed says afterwards whether it could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
	matchStore
}

// matchStore finds what received messages point at. Each returns [claim.CodeNotFound]
// for what is not there.
type matchStore interface {
	MessageCorrespondence(ctx context.Context, message uuid.UUID) (uuid.UUID, error)
	RequestWithCode(ctx context.Context, prefix string) (uuid.UUID, error)
	RequestCorrespondence(ctx context.Context, request uuid.UUID) (uuid.UUID, error)
	Correspondences(ctx context.Context, f lists.CorrespondenceFilter) ([]uuid.UUID, error)
	ContactsAt(ctx context.Context, address string) ([]received.KnownContact, error)
	// EveryContactAt returns the contact points that have an address, the retired too.
	EveryContactAt(ctx context.Context, address string) ([]received.KnownContact, error)
	// ContactsNear returns the contact points at the domain that an organisation has registered.
	ContactsNear(ctx context.Context, organisation string) ([]received.KnownContact, error)
	// StaffAt returns the people who have an address, the disabled too.
	StaffAt(ctx context.Context, address string) ([]uuid.UUID, error)
	RestrictedCorrespondences(ctx context.Context, limit int) ([]uuid.UUID, error)
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

// signs refuses, with [claim.CodeInvalid], what no letter can be signed with.
func (l Letterhead) signs() error {
	switch {
	case l.Publication == "":
		return claim.Errorf(claim.CodeInvalid, "the desk has no publication, and every letter says for whom it is written").
			WithHint("an admin sets it under Settings, or with: onrecord settings revise --publication NAME")
	case l.Address == "":
		return claim.Errorf(claim.CodeInvalid, "the desk has no address of its own that letters could come from").
			WithHint("start it with: onrecord serve --mail-domain DOMAIN")
	}
	return nil
}

// Room is the mail room: it carries letters by e-mail, and takes e-mail in.
type Room struct {
	Store  Store
	Sender Sender // nil while no mail server is configured
	Signer Signer // nil for none
	Tokens token.Tokens
	Links  token.Links
	Domain string // of Message-IDs and reply addresses
	// Mailboxes are the desk's own addresses, to which anybody may write.
	Mailboxes []string
	// Senders finds out who sent mail; nil if nobody does.
	Senders *Senders
	// Desk says who writes. It is asked for each letter, as the desk can change its settings at any time.
	Desk      func(ctx context.Context) (Letterhead, error)
	examining slots
	// Keep keeps what was read of a message, and may look through what stands in its parts; nil keeps nothing.
	Keep func(ctx context.Context, raw claim.Ref, text MessageText, parts [][]byte) error
}

// slots bound how many messages are read at a time: large ones do not add up. The zero value is ready.
type slots struct {
	once sync.Once
	free chan struct{}
}

const maxExamined = 2

// take waits for a slot; release gives it back.
func (s *slots) take(ctx context.Context) (release func(), err error) {
	s.once.Do(func() { s.free = make(chan struct{}, maxExamined) })
	select {
	case s.free <- struct{}{}:
		return func() { <-s.free }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
