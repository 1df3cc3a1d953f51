package imapin

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"unicode"

	"github.com/emersion/go-imap/v2"

	"github.com/onrecord/onrecord/claim"
)

// Step is one of those that lead to the messages, in this order.
type Step string

const (
	// StepResolve finds the address of the server.
	StepResolve Step = "name"
	// StepConnect connects to it.
	StepConnect Step = "connection"
	// StepTLS encrypts the connection, and makes sure of whom it leads to.
	StepTLS Step = "encryption"
	// StepGreeting hears what the server is.
	StepGreeting Step = "greeting"
	// StepSignIn signs in.
	StepSignIn Step = "sign-in"
	// StepFolder opens the folder.
	StepFolder Step = "folder"
	// StepRead reads its messages.
	StepRead Step = "reading"
)

// Failure is a step that failed.
type Failure struct {
	Step Step
	// Says and Hint are sentences for people.
	Says, Hint string
	// Err is the cause; it may hold what is not for a page.
	Err error
}

// Error implements error.
func (f *Failure) Error() string { return f.Says }

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

func failure(step Step, err error, says, hint string) *Failure {
	return &Failure{Step: step, Says: says, Hint: hint, Err: err}
}

// asFailure is an error as a failure of a step; nil for nil.
func (r *Receiver) asFailure(step Step, err error) *Failure {
	var f *Failure
	var said *imap.Error
	var ours *claim.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		return f
	case errors.As(err, &ours):
		return failure(step, err, ours.Message, ours.Hint)
	case errors.As(err, &said):
		return r.saidNo(step, said)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return failure(step, err, fmt.Sprintf("the mail server %s does not answer", r.host), "")
	}
	return r.unreachable(step, err)
}

// saidNo is for what the server itself refused; its own words say most.
func (r *Receiver) saidNo(step Step, said *imap.Error) *Failure {
	words := quoted(said.Text)
	switch step {
	case StepSignIn:
		return failure(step, said, fmt.Sprintf("the mail server %s does not let the desk in: %s", r.host, words),
			"look at the name and the password, or allow the desk in anew: onrecord mail setup")
	case StepFolder:
		return failure(step, said, fmt.Sprintf("the folder %s cannot be opened: %s", r.config.Folder, words), "set imap_folder to a folder that is there")
	}
	return failure(step, said, fmt.Sprintf("the mail server %s refuses: %s", r.host, words), "")
}

func (r *Receiver) unreachable(step Step, err error) *Failure {
	var unknown *net.DNSError
	var wrongCert *tls.CertificateVerificationError
	var wrongHost x509.HostnameError
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound:
		return failure(step, err, fmt.Sprintf("there is no machine called %s", r.host), "look at imap_server")
	case errors.As(err, &unknown):
		return failure(step, err, fmt.Sprintf("the address of %s cannot be found now", r.host), "")
	case errors.As(err, &wrongHost):
		return failure(step, err, fmt.Sprintf("the certificate of the mail server is not for %s", r.host), "look at imap_server: the name has to be that of the certificate")
	case errors.As(err, &wrongCert):
		return failure(step, err, fmt.Sprintf("nobody known here vouches for the certificate of %s, or it has run out", r.host), "")
	case step == StepConnect:
		return failure(step, err, fmt.Sprintf("no connection to %s can be made", r.config.Addr), "look at imap_server, and whether a firewall lets the desk out")
	case step == StepTLS:
		return failure(step, err, fmt.Sprintf("no encrypted connection to %s can be made", r.config.Addr), "port 993 goes with imap_tls implicit, port 143 with starttls")
	}
	return failure(step, err, fmt.Sprintf("the connection to %s has broken", r.host), "")
}

// quoted is what a server said, short enough for a page.
func quoted(text string) string {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "")))
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	if text == "" {
		return "it does not say why"
	}
	return "“" + text + "”"
}
