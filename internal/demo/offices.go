package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-message/mail"
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// offices are the press offices of the case: a mail server on loopback that
// takes letters for every address under .example.
type offices struct {
	listener net.Listener
	receiver *smtpin.Receiver

	mu     sync.Mutex
	latest map[string][]byte // the last letter by address
	count  int
}

func openOffices() (*offices, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open the press offices: %w", err)
	}
	o := &offices{listener: listener, latest: map[string][]byte{}}
	o.receiver = smtpin.New(smtpin.Config{
		Domain: "press.example", Now: time.Now, Deliver: o.take,
		Accept: func(address string) bool { return strings.HasSuffix(address, ".example") },
	})
	go func() { _ = o.receiver.Serve(listener) }() // it ends with Close
	return o, nil
}

// Addr is where the offices receive.
func (o *offices) Addr() string { return o.listener.Addr().String() }

// Close ends the server.
func (o *offices) Close(ctx context.Context) { _ = o.receiver.Shutdown(ctx) }

// Count is how many letters came.
func (o *offices) Count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.count
}

func (o *offices) take(_ context.Context, m smtpin.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, to := range m.To {
		o.latest[to] = m.Raw
		o.count++
	}
	return nil
}

// reply answers the last letter to an address, as a press office does: to its
// Reply-To, in its thread. It returns the identifier that the intake will have.
func (o *offices) reply(ctx context.Context, server, address string, e casefile.MailEvent, now time.Time) (uuid.UUID, error) {
	o.mu.Lock()
	letter := o.latest[address]
	o.mu.Unlock()
	if letter == nil {
		return uuid.Nil, fmt.Errorf("no letter has come to %s", address)
	}
	to, raw, err := compose(letter, address, e, now)
	if err != nil {
		return uuid.Nil, fmt.Errorf("answer for %s: %w", address, err)
	}
	sender, err := smtpout.New(smtpout.Config{Addr: server, TLS: smtpout.TLSNone})
	if err != nil {
		return uuid.Nil, err
	}
	defer func() { _ = sender.Close() }()
	result := sender.Send(ctx, smtpout.Envelope{From: address, To: []string{to}}, raw)
	if result.Outcome != smtpout.OutcomeAccepted {
		return uuid.Nil, fmt.Errorf("the desk did not take the answer of %s: %s", address, result.Detail)
	}
	sum := sha256.Sum256(raw)
	return claim.IntakeID(hex.EncodeToString(sum[:])), nil
}

func compose(letter []byte, from string, e casefile.MailEvent, now time.Time) (to string, raw []byte, err error) {
	in, err := mail.CreateReader(bytes.NewReader(letter))
	if err != nil {
		return "", nil, err
	}
	defer in.Close()
	replyTo, err := in.Header.AddressList("Reply-To")
	if err != nil || len(replyTo) == 0 {
		return "", nil, fmt.Errorf("the letter has no reply address: %w", err)
	}
	subject, err := in.Header.Subject()
	if err != nil {
		return "", nil, err
	}
	id, err := in.Header.MessageID()
	if err != nil {
		return "", nil, err
	}
	var h mail.Header
	h.SetDate(now)
	h.SetAddressList("From", []*mail.Address{{Name: "Press office", Address: from}})
	h.SetAddressList("To", replyTo)
	h.SetMsgIDList("In-Reply-To", []string{id})
	h.SetMsgIDList("References", []string{id})
	h.SetMessageID(uuid.NewString() + "@" + from[strings.Index(from, "@")+1:])
	h.SetSubject("Re: " + strings.TrimPrefix(subject, "Re: "))
	if e.Subject != "" {
		h.SetSubject(e.Subject)
	}
	if e.Automatic {
		h.Set("Auto-Submitted", "auto-replied") // RFC 3834 section 5
	}
	h.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	var b bytes.Buffer
	w, err := mail.CreateSingleInlineWriter(&b, h)
	if err != nil {
		return "", nil, err
	}
	if _, err := w.Write([]byte(strings.ReplaceAll(e.Text, "\n", "\r\n"))); err != nil {
		return "", nil, err
	}
	return replyTo[0].Address, b.Bytes(), w.Close()
}
