package smtpout

import (
	"context"
	"net"

	"github.com/onrecord/onrecord/internal/mail/signin"
)

// Progress is told of each step that succeeded: its name and what came of it, in words.
type Progress func(step, says string)

// Check goes as far as the sign-in and hands nothing over. ok is false if a step failed; then Result says why.
func (s *Sender) Check(ctx context.Context, progress Progress) (result Result, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, s.config.TotalTimeout)
	defer cancel()
	found, err := net.DefaultResolver.LookupHost(ctx, s.host)
	if err != nil {
		return Result{Outcome: OutcomeDeferred, Reason: ReasonUnreachable, Recipient: -1, Detail: "name: not found"}, false
	}
	progress("name", s.host+" is "+found[0])
	h := handover{sender: s, ctx: ctx, caller: ctx, detach: func() bool { return true }}
	defer h.close()
	if result, ok = h.open(); !ok {
		return result, false
	}
	progress("connection", "connected to "+h.conn.RemoteAddr().String())
	progress("encryption", s.Encryption())
	if result, ok = h.signIn(); !ok {
		return result, false
	}
	says := "signed in"
	if s.config.SignIn == nil {
		says = "the desk does not sign in there"
	}
	progress("sign-in", says)
	return Result{}, true
}

// Encryption says in words how the last connection was encrypted; nothing before the first.
func (s *Sender) Encryption() string {
	if says := s.encryption.Load(); says != nil {
		return *says
	}
	return ""
}

// encryption says it of this one.
func (h *handover) encryption() string {
	if state, secure := h.client.TLSConnectionState(); secure {
		return signin.Encryption(state)
	}
	if h.sender.loopback {
		return "in the clear, on this machine"
	}
	return "in the clear"
}
