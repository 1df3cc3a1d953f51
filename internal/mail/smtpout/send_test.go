package smtpout_test

import (
	"bytes"
	"context"
	"net"
	"net/textproto"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/signin"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

var (
	letter   = []byte("Message-ID: <m@desk.example>\r\nSubject: x\r\n\r\nfirst\r\n.second begins with a dot\r\n")
	large    = append(bytes.Clone(letter), bytes.Repeat([]byte("line\r\n"), 6<<20)...)
	envelope = smtpout.Envelope{From: "desk@desk.example", To: []string{"press@google.example"}}
)

func start(t *testing.T, options mailtest.Options) *mailtest.Server {
	t.Helper()
	server, err := mailtest.Start(options)
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Close() })
	return server
}

func sender(t *testing.T, config smtpout.Config) *smtpout.Sender {
	t.Helper()
	s, err := smtpout.New(config)
	require.NoError(t, err)
	return s
}

func TestWhatBecomesOfALetter(t *testing.T) {
	deferred := func(reason smtpout.Reason, recipient, code int, enhanced, detail string) smtpout.Result {
		return smtpout.Result{Outcome: smtpout.OutcomeDeferred, Reason: reason, Recipient: recipient, Code: code, Enhanced: enhanced, Detail: detail}
	}
	refused := func(scope smtpout.Scope, recipient, code int, enhanced, detail string) smtpout.Result {
		return smtpout.Result{Outcome: smtpout.OutcomeRefused, Scope: scope, Recipient: recipient, Code: code, Enhanced: enhanced, Detail: detail}
	}
	cases := []struct {
		sentence string
		step     mailtest.Step
		raw      []byte
		want     smtpout.Result
		taken    int
	}{
		{"accepted, when the server says so", mailtest.Accept, letter, smtpout.Result{Outcome: smtpout.OutcomeAccepted, Recipient: -1, Code: 250, Detail: "reply: 250"}, 1},
		{"deferred, when there is no service", mailtest.RefuseGreeting, letter, deferred(smtpout.ReasonServer, -1, 554, "", "hello: 554"), 0},
		{"deferred, when nobody greets", mailtest.StallGreeting, letter, deferred(smtpout.ReasonUnreachable, -1, 0, "", "hello: no reply"), 0},
		{"deferred, when our own address is refused", mailtest.RefuseSender, letter, deferred(smtpout.ReasonSender, -1, 550, "5.7.1", "mail: 550 5.7.1"), 0},
		{"deferred, when relaying is refused", mailtest.RefuseRelay, letter, deferred(smtpout.ReasonSender, 0, 554, "5.7.1", "rcpt: 554 5.7.1"), 0},
		{"deferred, when greylisted", mailtest.DeferRecipient, letter, deferred(smtpout.ReasonServer, 0, 451, "4.7.1", "rcpt: 451 4.7.1"), 0},
		{"refused, when the recipient is unknown", mailtest.RefuseRecipient, letter, refused(smtpout.ScopeRecipient, 0, 550, "5.1.1", "rcpt: 550 5.1.1"), 0},
		{"refused, when the message is not wanted", mailtest.RefuseMessage, letter, refused(smtpout.ScopeMessage, 0, 554, "5.6.0", "reply: 554 5.6.0"), 0},
		{"deferred, when the server cannot take it now", mailtest.DeferMessage, letter, deferred(smtpout.ReasonServer, 0, 451, "4.3.0", "reply: 451 4.3.0"), 0},
		{"deferred, when the connection breaks within the message", mailtest.DropBeforeDot, large, deferred(smtpout.ReasonUnreachable, -1, 0, "", "body: no reply"), 0},
		{"uncertain, when the reply to the final dot is lost", mailtest.DropAfterDot, letter, smtpout.Result{Outcome: smtpout.OutcomeUncertain, Recipient: -1, Detail: "reply: lost"}, 1},
		{"uncertain, when the reply to the final dot never comes", mailtest.StallReply, letter, smtpout.Result{Outcome: smtpout.OutcomeUncertain, Recipient: -1, Detail: "reply: lost"}, 1},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			t.Parallel()
			server := start(t, mailtest.Options{})
			server.Next(c.step)
			s := sender(t, smtpout.Config{Addr: server.Addr(), TLS: smtpout.TLSNone, StepTimeout: timeoutFor(c.step), ReplyTimeout: timeoutFor(c.step)})
			got := s.Send(t.Context(), envelope, c.raw)
			require.Equal(t, got.Code != 0 && got.Outcome != smtpout.OutcomeAccepted, got.Said != "", "what the server said")
			got.Said, got.Lasting = "", false
			require.Equal(t, c.want, got)
			require.Len(t, server.Taken(), c.taken)
		})
	}
}

// timeoutFor is short only where running into it is the point.
func timeoutFor(step mailtest.Step) time.Duration {
	if strings.HasPrefix(string(step), "stall") {
		return 100 * time.Millisecond
	}
	return time.Minute
}

func TestTheMessageArrivesByteForByte(t *testing.T) {
	server := start(t, mailtest.Options{})
	result := sender(t, smtpout.Config{Addr: server.Addr()}).Send(t.Context(), envelope, letter)
	require.Equal(t, smtpout.OutcomeAccepted, result.Outcome, result.Detail)
	got := server.Messages()[0]
	require.Equal(t, string(letter), string(got.Raw))
	require.Equal(t, envelope.To, got.To)
	require.Equal(t, envelope.From, got.From)
	require.Equal(t, map[string]int{"m@desk.example": 1}, server.Copies())
	require.False(t, got.TLS, "on the loopback interface STARTTLS may be missing")
}

func TestAllRecipientsOrNone(t *testing.T) {
	server := start(t, mailtest.Options{})
	server.For("Second@google.example", mailtest.RefuseRecipient)
	two := smtpout.Envelope{From: envelope.From, To: []string{"first@google.example", "second@google.example"}}
	s := sender(t, smtpout.Config{Addr: server.Addr(), TLS: smtpout.TLSNone})
	result := s.Send(t.Context(), two, letter)
	require.Equal(t, smtpout.ScopeRecipient, result.Scope)
	require.Equal(t, 1, result.Recipient)
	require.Empty(t, server.Messages())
	require.Equal(t, smtpout.OutcomeAccepted, s.Send(t.Context(), two, letter).Outcome, "the step was for one message")
}

func TestEncryptionAndSignIn(t *testing.T) {
	certificate, roots, err := mailtest.Certificate()
	require.NoError(t, err)
	startTLS := mailtest.Options{StartTLS: &certificate, Username: "desk", Password: "secret"}
	implicit := mailtest.Options{ImplicitTLS: &certificate, Username: "desk", Password: "secret"}
	cases := []struct {
		sentence string
		server   mailtest.Options
		config   smtpout.Config
		outcome  smtpout.Outcome
		reason   smtpout.Reason
		detail   string
	}{
		{"STARTTLS, then the password", startTLS, smtpout.Config{RootCAs: roots, SignIn: signin.Password{User: "desk", Password: "secret"}}, smtpout.OutcomeAccepted, "", "reply: 250"},
		{"implicit TLS, then the password", implicit, smtpout.Config{TLS: smtpout.TLSImplicit, RootCAs: roots, SignIn: signin.Password{User: "desk", Password: "secret"}}, smtpout.OutcomeAccepted, "", "reply: 250"},
		{"a certificate nobody vouches for is refused", startTLS, smtpout.Config{SignIn: signin.Password{User: "desk", Password: "secret"}}, smtpout.OutcomeDeferred, smtpout.ReasonTLS, "tls: handshake failed"},
		{"with implicit TLS too", implicit, smtpout.Config{TLS: smtpout.TLSImplicit}, smtpout.OutcomeDeferred, smtpout.ReasonTLS, "tls: handshake failed"},
		{"a wrong password is the desk's problem", startTLS, smtpout.Config{RootCAs: roots, SignIn: signin.Password{User: "desk", Password: "wrong"}}, smtpout.OutcomeDeferred, smtpout.ReasonAuth, "auth: 535 5.7.8"},
		{"so is a missing one", startTLS, smtpout.Config{RootCAs: roots}, smtpout.OutcomeDeferred, smtpout.ReasonSender, "mail: 530 5.7.0"},
		{"so is a server without PLAIN", mailtest.Options{StartTLS: &certificate}, smtpout.Config{RootCAs: roots, SignIn: signin.Password{User: "desk"}}, smtpout.OutcomeDeferred, smtpout.ReasonAuth, "auth: no way to sign in"},
		{"on the loopback interface a password may go in the clear", mailtest.Options{Username: "desk", Password: "secret"}, smtpout.Config{SignIn: signin.Password{User: "desk", Password: "secret"}}, smtpout.OutcomeAccepted, "", "reply: 250"},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			server := start(t, c.server)
			c.config.Addr = server.Addr()
			result := sender(t, c.config).Send(t.Context(), envelope, letter)
			require.Equal(t, []any{c.outcome, c.reason, c.detail}, []any{result.Outcome, result.Reason, result.Detail})
		})
	}
}

// A name that leads to this machine but is not the loopback interface by name: what a real mail server is to a desk.
func TestStrippedSTARTTLSIsNotFollowedIntoTheClear(t *testing.T) {
	host := outerAddress(t)
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	require.NoError(t, err)
	server := start(t, mailtest.Options{})
	go forward(listener, server.Addr())
	t.Cleanup(func() { _ = listener.Close() })

	s := sender(t, smtpout.Config{Addr: listener.Addr().String(), SignIn: signin.Password{User: "desk", Password: "secret"}})
	result := s.Send(t.Context(), envelope, letter)
	require.Equal(t, smtpout.Result{Outcome: smtpout.OutcomeDeferred, Reason: smtpout.ReasonTLS, Recipient: -1, Detail: "tls: STARTTLS not offered"}, result)
	require.Empty(t, server.Messages())
}

func TestAServerThatIsNotThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	result := sender(t, smtpout.Config{Addr: listener.Addr().String()}).Send(t.Context(), envelope, letter)
	require.Equal(t, smtpout.ReasonUnreachable, result.Reason)
	require.Equal(t, "connect: no reply", result.Detail)
}

func TestTheCallerCanEndItBeforeTheServerIsReadyForTheMessage(t *testing.T) {
	server := start(t, mailtest.Options{})
	server.Next(mailtest.StallGreeting)
	s := sender(t, smtpout.Config{Addr: server.Addr(), TLS: smtpout.TLSNone})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	require.Equal(t, smtpout.ReasonCanceled, s.Send(ctx, envelope, letter).Reason)
	<-ctx.Done()
	require.Equal(t, smtpout.ReasonCanceled, s.Send(ctx, envelope, letter).Reason, "it had ended before")
	require.Empty(t, server.Messages())
}

func TestTheCallerCannotEndItOnceTheServerIsReadyForTheMessage(t *testing.T) {
	long := append(bytes.Clone(letter), bytes.Repeat([]byte("line\r\n"), 1<<18)...)
	cases := []struct {
		sentence string
		after    string // what the server was told last when the caller gives up
		raw      []byte
		want     smtpout.Result
	}{
		{"told that it is coming", "DATA", letter, smtpout.Result{Outcome: smtpout.OutcomeDeferred, Reason: smtpout.ReasonCanceled, Recipient: -1, Detail: "data: no reply"}},
		{"in the middle of the message", "first", long, smtpout.Result{Outcome: smtpout.OutcomeAccepted, Recipient: -1, Code: 250, Detail: "reply: 250"}},
		{"waiting for the reply", ".", letter, smtpout.Result{Outcome: smtpout.OutcomeAccepted, Recipient: -1, Code: 250, Detail: "reply: 250"}},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			address := hesitate(t, c.after, cancel)
			require.Equal(t, c.want, sender(t, smtpout.Config{Addr: address, TLS: smtpout.TLSNone}).Send(ctx, envelope, c.raw))
		})
	}
}

// hesitate starts a server for one message, which calls do when it has read a line, before it goes on.
func hesitate(t *testing.T, line string, do func()) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		text := textproto.NewConn(conn)
		reply, inMessage := "220 ready", false
		for {
			if reply != "" {
				_ = text.PrintfLine("%s", reply)
			}
			got, err := text.ReadLine()
			if err != nil {
				return
			}
			if got == line {
				do()
			}
			switch {
			case got == "DATA":
				reply, inMessage = "354 go ahead", true
			case inMessage && got != ".":
				reply = ""
			default:
				reply, inMessage = "250 ok", false
			}
		}
	}()
	return listener.Addr().String()
}

func TestAddressesCannotAddCommands(t *testing.T) {
	server := start(t, mailtest.Options{})
	s := sender(t, smtpout.Config{Addr: server.Addr()})
	for _, to := range []string{"a@b.example\r\nRCPT TO:<x@evil.example>", "a@b.example> NOTIFY=NEVER", "a b@c.example", "nobody", ""} {
		result := s.Send(t.Context(), smtpout.Envelope{From: envelope.From, To: []string{to}}, letter)
		require.Equal(t, smtpout.OutcomeRefused, result.Outcome)
		require.Equal(t, 0, result.Recipient)
	}
	require.Equal(t, -1, s.Send(t.Context(), smtpout.Envelope{From: "a@b\r\nX", To: envelope.To}, letter).Recipient)
	require.Empty(t, server.Messages())
}

func TestConfigurationIsCheckedFirst(t *testing.T) {
	cases := []struct {
		sentence string
		config   smtpout.Config
	}{
		{"an address needs a port", smtpout.Config{Addr: "mail.example"}},
		{"an unknown mode is refused", smtpout.Config{Addr: "mail.example:25", TLS: "sometimes"}},
		{"a password in the clear is refused", smtpout.Config{Addr: "mail.example:25", TLS: smtpout.TLSNone, SignIn: signin.Password{User: "desk"}}},
		{"a name with a line end is refused", smtpout.Config{Addr: "mail.example:25", HELO: "a\r\nMAIL"}},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			_, err := smtpout.New(c.config)
			require.Error(t, err)
		})
	}
}

// outerAddress gives an address of this machine that is not loopback.
func outerAddress(t *testing.T) string {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	require.NoError(t, err)
	for _, a := range addresses {
		if network, ok := a.(*net.IPNet); ok && !network.IP.IsLoopback() && network.IP.To4() != nil {
			return network.IP.String()
		}
	}
	const missing = "this machine has no address beyond the loopback interface: ip address add 192.0.2.1/32 dev lo"
	if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

func forward(listener net.Listener, to string) {
	for {
		in, err := listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", to)
		if err != nil {
			_ = in.Close()
			return
		}
		go pipe(in, out)
		go pipe(out, in)
	}
}

func pipe(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		if _, writeErr := to.Write(buffer[:n]); err != nil || writeErr != nil {
			return
		}
	}
}
