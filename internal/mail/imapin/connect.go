package imapin

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/onrecord/onrecord/internal/mail/signin"
)

// Progress is told of each step that succeeded, in words.
type Progress func(step Step, says string)

// Check goes through all steps but the messages themselves, and changes nothing. It returns a [*Failure].
func (r *Receiver) Check(ctx context.Context, progress Progress) error {
	f, err := r.open(ctx, progress)
	if err != nil {
		return err
	}
	defer f.close()
	uids, err := f.unfetched(ctx)
	if err != nil {
		return r.asFailure(StepRead, err)
	}
	progress(StepRead, fmt.Sprintf("%d messages in it were not taken in yet", len(uids)))
	return nil
}

// open goes from the name of the server to an open folder.
func (r *Receiver) open(ctx context.Context, progress Progress) (*folder, error) {
	conn, err := r.dial(ctx, progress)
	if err != nil {
		return nil, err
	}
	f := &folder{receiver: r, conn: conn, news: make(chan struct{}, 1)}
	for _, step := range []struct {
		name Step
		do   func(context.Context, Progress) error
	}{{StepTLS, f.encrypt}, {StepGreeting, f.greet}, {StepSignIn, f.signIn}, {StepFolder, f.enter}} {
		if err := f.step(ctx, r.config.StepTimeout, func() error { return step.do(ctx, progress) }); err != nil {
			f.close()
			return nil, r.asFailure(step.name, err)
		}
	}
	return f, nil
}

func (r *Receiver) dial(ctx context.Context, progress Progress) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, r.config.StepTimeout)
	defer cancel()
	found, err := net.DefaultResolver.LookupHost(ctx, r.host)
	if err != nil {
		return nil, r.asFailure(StepResolve, err)
	}
	progress(StepResolve, r.host+" is "+found[0])
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", r.config.Addr)
	if err != nil {
		return nil, r.asFailure(StepConnect, err)
	}
	progress(StepConnect, "connected to "+conn.RemoteAddr().String())
	return conn, nil
}

func (f *folder) encrypt(ctx context.Context, progress Progress) error {
	c := f.receiver.config
	settings := &tls.Config{ServerName: f.receiver.host, RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12, NextProtos: []string{"imap"}}
	var said tls.ConnectionState
	settings.VerifyConnection = func(s tls.ConnectionState) error { said = s; return nil }
	options := &imapclient.Options{TLSConfig: settings, UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				f.tell()
			}
		},
	}}
	switch c.TLS {
	case TLSNone:
		f.client = imapclient.New(f.conn, options)
		f.encrypted("in the clear, on this machine", progress)
		return nil
	case TLSStart:
		client, err := imapclient.NewStartTLS(f.conn, options)
		if err != nil {
			return err
		}
		f.client = client
	default:
		secure := tls.Client(f.conn, settings)
		if err := secure.HandshakeContext(ctx); err != nil {
			return err
		}
		f.client = imapclient.New(secure, options)
	}
	f.encrypted(signin.Encryption(said), progress)
	return nil
}

func (f *folder) encrypted(says string, progress Progress) {
	f.receiver.encrypted(says)
	progress(StepTLS, says)
}

func (f *folder) greet(_ context.Context, progress Progress) error {
	if err := f.client.WaitGreeting(); err != nil {
		return err
	}
	caps := f.client.Caps()
	if caps == nil {
		return failure(StepGreeting, nil, f.receiver.host+" does not speak IMAP", "look at the port in imap_server")
	}
	says := "an IMAP server"
	if !caps.Has(imap.CapIdle) {
		says += "; it does not tell of new mail by itself, so it is asked every " + inWords(f.receiver.config.PollEvery)
	}
	progress(StepGreeting, says)
	return nil
}

func inWords(d time.Duration) string {
	if d >= time.Minute {
		return fmt.Sprintf("%d min", int(d/time.Minute))
	}
	return d.String()
}

// signIn tries once more with something newer, if the sign-in has it.
func (f *folder) signIn(ctx context.Context, progress Progress) error {
	if f.client.State() == imap.ConnStateAuthenticated {
		progress(StepSignIn, "the server asks for none")
		return nil
	}
	mechanism, err := f.authenticate(ctx)
	if said := f.receiver.asFailure(StepSignIn, err); said != nil && isNo(said) && f.receiver.config.SignIn.Refused() {
		mechanism, err = f.authenticate(ctx)
	}
	if err != nil {
		return err
	}
	progress(StepSignIn, "signed in by "+mechanism)
	return nil
}

func (f *folder) authenticate(ctx context.Context) (mechanism string, err error) {
	caps := f.client.Caps()
	server := signin.Server{Host: f.receiver.host, Mechanisms: caps.AuthMechanisms()}
	server.Port, _ = strconv.Atoi(f.receiver.port) // a service's name gives 0, which says nothing
	if password, ok := f.receiver.config.SignIn.(signin.Password); ok && len(server.Mechanisms) == 0 && !caps.Has(imap.CapLoginDisabled) {
		return "LOGIN", f.client.Login(password.User, password.Password).Wait()
	}
	for i, m := range server.Mechanisms {
		server.Mechanisms[i] = strings.ToUpper(m)
	}
	client, err := f.receiver.config.SignIn.Client(ctx, server)
	if err != nil {
		return "", err
	}
	if mechanism, _, err = client.Start(); err != nil { // says its name; the library starts it
		return "", err
	}
	return mechanism, f.client.Authenticate(client)
}

// enter opens the folder, and makes sure that what is done can be marked there.
func (f *folder) enter(_ context.Context, progress Progress) error {
	c := f.receiver.config
	data, err := f.client.Select(c.Folder, nil).Wait()
	if err != nil {
		return err
	}
	f.flags = data.PermanentFlags
	says := fmt.Sprintf("the folder %s holds %d messages", c.Folder, data.NumMessages)
	switch {
	case c.MoveTo != "":
		if _, err := f.client.Status(c.MoveTo, &imap.StatusOptions{NumMessages: true}).Wait(); err != nil {
			return failure(StepFolder, err, fmt.Sprintf("there is no folder %s to move messages to", c.MoveTo), "make it in a mail program, or set imap_move_to to one that is there")
		}
		says += "; what is taken in is moved to " + c.MoveTo
	case !f.keeps(Keyword):
		return failure(StepFolder, nil, fmt.Sprintf("the mail server keeps no flags of the desk's own in the folder %s, so it could not tell what was taken in", c.Folder),
			"set imap_move_to to a folder that what is taken in is moved to")
	default:
		says += "; what is taken in gets the flag " + Keyword
	}
	progress(StepFolder, says)
	return nil
}
