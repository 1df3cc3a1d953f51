package letters

import (
	"cmp"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// HandOver is what is known of the attempts to hand a letter over.
type HandOver struct {
	Attempt int          // the latest one, from 1; 0 if there was none
	Outcome string       // of the latest
	Reason  claim.Reason // a code: why
	Ended   bool
	Next    time.Time // when it is tried again; zero if it is not, or at once
}

// HandOverEnd is how an attempt ended.
type HandOverEnd struct {
	Outcome string
	Reason  claim.Reason
	At      time.Time
	Next    time.Time // when the letter is tried again; zero if it is not, or at once
}

// DeferralGrace is how long a letter is put off before it is somebody's turn. What a
// server says for good is at once.
const DeferralGrace = 4 * time.Hour

// Deferral is that a mail server does not take a letter for now. It is tried again.
type Deferral struct {
	Since   time.Time    `json:"since"` // of the first attempt that failed
	Reason  claim.Reason `json:"reason"`
	Lasting time.Time    `json:"lasting,omitzero"` // since when the server says that it will not take it: not for the address, which is kept, but for us
}

// ServerSaid: a mail server did not take a letter, and what it said.
type ServerSaid struct {
	Message  uuid.UUID    `json:"message"`
	Delivery Delivery     `json:"delivery"` // deferred, if the letter is tried again
	Reason   claim.Reason `json:"reason"`
	Said     claim.Ref    `json:"said,omitempty"`    // content: the server's own words, with its codes
	Lasting  bool         `json:"lasting,omitempty"` // the server says so for good
	At       time.Time    `json:"at"`
}

// FactKind implements [claim.Fact].
func (ServerSaid) FactKind() string { return "message.server_said" }

func init() { claim.RegisterFact[ServerSaid]() }

// serverSaid is the fact of what a server said, unless the letter was put off for the same
// reason before: each attempt is kept beside the record.
func (m *Message) serverSaid(b RecordDelivery, at time.Time) []claim.Fact {
	if b.Delivery == DeliveryDeferred && m.Deferred != nil && m.Deferred.Reason == b.Reason && !m.Deferred.Lasting.IsZero() == b.Lasting {
		return nil
	}
	if b.Delivery != DeliveryDeferred && b.Said == "" {
		return nil
	}
	return []claim.Fact{ServerSaid{m.ID, b.Delivery, b.Reason, b.Said, b.Lasting, at}}
}

// heardServer takes what a server said.
func (m *Message) heardServer(f ServerSaid) {
	m.Said = f.Said
	if f.Delivery != DeliveryDeferred {
		return
	}
	d := Deferral{Since: f.At, Reason: f.Reason}
	if m.Deferred != nil {
		d.Since = m.Deferred.Since
	}
	if f.Lasting {
		d.Lasting = f.At
	}
	m.Deferred = &d
}

// Refused is why the server says for good that it does not take the letter; empty if it does not say so, or minds
// what the desk is set up with.
func (d Deferral) Refused() claim.Cause {
	if d.Lasting.IsZero() || d.Reason == claim.ServerSignIn || d.Reason == claim.ServerNotEncrypted {
		return ""
	}
	return claim.CausePolicy
}

// why is the word of a turn for it: that it is put off, and the reason or the cause.
func (d Deferral) why() string {
	return PutOff + cmp.Or(string(d.Refused()), string(d.Reason))
}

// PutOff is how the word of a turn begins for a letter that is tried again. The reason, or the cause, follows.
const PutOff = string(DeliveryDeferred) + ": "

// stuck is since when, and why, a person has to do something for a letter to arrive;
// the zero time if nobody has. It may be to come.
func (m Message) stuck() (since time.Time, why string) {
	switch {
	case !m.settled() && m.Deferred != nil && !m.Deferred.Lasting.IsZero():
		return m.Deferred.Lasting, m.Deferred.why()
	case !m.settled() && m.Deferred != nil:
		return m.Deferred.Since.Add(DeferralGrace), m.Deferred.why()
	case !m.settled():
		return time.Time{}, ""
	case m.Failed() && m.Cause != "":
		return m.SettledAt, string(m.Cause)
	case m.Delivery == DeliveryHardBounce, m.Delivery == DeliverySoftBounce, m.Delivery == DeliveryUncertain,
		m.Delivery == DeliveryStopped && !m.Reason.Usual():
		return m.SettledAt, string(m.Delivery)
	}
	return time.Time{}, ""
}
