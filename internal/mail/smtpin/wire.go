package smtpin

import (
	"bytes"
	"regexp"
	"strings"
)

// What the library reads and writes passes through here. It takes a message's end for data where a bare CR stands before it,
// knows no postmaster without a domain, and talks in words of its own.

// wire is what of a connection's bytes has to be remembered. It belongs to the goroutine that reads.
type wire struct {
	in      [32 << 10]byte
	rest    []byte // of in, has come and not been looked at: what it is depends on the reply to the line before
	late    error  // what comes after rest
	ready   []byte // has been read and not been handed on; it may lie in in
	failed  error  // what comes after ready
	held    bool   // a CR whose next byte has not come yet
	line    int    // bytes of the message's line so far
	bare    bool   // a CR stood alone in the message
	long    bool   // a line of it was too long
	chunked bool   // it has said BDAT: nobody can tell commands from messages by looking
}

// begin begins a message.
func (w *wire) begin() { w.line, w.bare, w.long = 0, false, false }

// commands prepares what came between messages: it gives the postmaster a domain (RFC 5321 section 4.5.1).
func (w *wire) commands(data []byte, domain string) []byte {
	w.chunked = w.chunked || bytes.Contains(bytes.ToUpper(data), []byte("BDAT"))
	if w.chunked {
		return data
	}
	return postmaster.ReplaceAll(data, []byte("${1}@"+domain+">"))
}

// firstLine is the first line of what came between messages. The rest waits until that one was replied to: behind DATA it is a
// message, however early the client sends it.
func (w *wire) firstLine(came []byte) []byte {
	end := bytes.IndexByte(came, '\n') + 1
	if end == 0 || end == len(came) || w.chunked {
		return came
	}
	w.rest = came[end:]
	return came[:end]
}

// message prepares what came of a message by DATA. It makes spaces of CRs that stand alone, so that no end is missed behind
// one and none is found around one, and cuts lines that are too long, so that the connection goes on. The message is refused
// for either.
func (w *wire) message(data []byte) []byte {
	if through, fine := w.asItComes(data); fine {
		return through
	}
	out := make([]byte, 0, len(data)+1)
	for _, b := range data {
		switch {
		case w.held && b == '\n':
			out = append(out, '\r')
		case w.held:
			if w.bare = true; w.line <= maxLine {
				out = append(out, ' ')
			}
		}
		w.held = b == '\r'
		if w.line++; b == '\n' {
			w.line = 0
		}
		if w.line > maxLine {
			w.long = true
		} else if !w.held {
			out = append(out, b)
		}
	}
	return out
}

// asItComes gives what can be handed on without a change: nearly all of nearly every message, which is why it looks at lines
// and not at bytes. Where it is not fine, nothing has happened.
func (w *wire) asItComes(data []byte) (through []byte, fine bool) {
	if w.held {
		return nil, false
	}
	line, rest := w.line, data
	for {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			break
		}
		if cr := bytes.IndexByte(rest[:end], '\r'); cr >= 0 && cr != end-1 || line+end > maxLine {
			return nil, false
		}
		line, rest = 0, rest[end+1:]
	}
	cr := bytes.IndexByte(rest, '\r')
	if cr >= 0 && cr != len(rest)-1 || line+len(rest) > maxLine {
		return nil, false
	}
	w.line, w.held = line+len(rest), cr >= 0
	if w.held {
		data = data[:len(data)-1]
	}
	return data[:len(data):len(data)], true
}

// release hands a held CR on, when the message is over.
func (w *wire) release() {
	if w.held {
		w.ready, w.held = append(w.ready, '\r'), false
	}
}

var postmaster = regexp.MustCompile(`(?im)^(RCPT TO:[ \t]*<postmaster)>`)

// plain are replies of the library, and what is said in their place.
var plain = []struct{ library, ours string }{
	{"Roger, accepting mail from", "sender accepted"},
	{"I'll make sure <", "recipient accepted"},
	{"I have successfully done nothing", "ok"},
	{"Ready to start TLS", "begin the encryption"},
	{"TLS not supported", "there is no encryption to begin here"},
	{"This is a LMTP server", "this is LMTP: say LHLO"},
	{"This is not a LMTP server", "this is SMTP: say EHLO"},
	{"OK: queued", "the message is kept"},
	{"Go ahead. End your data", "send the message, and end it with <CR><LF>.<CR><LF>"},
	{"Bye", "closing the connection"},
	{"Idle timeout, bye bye", "nothing came in time, closing the connection"},
	{"Connection error, sorry", "the connection has failed"},
	{"Too long line, closing connection", "the line is too long, closing the connection"},
	{"Too many errors. Quiting now", "too many errors, closing the connection"},
	{"Please introduce yourself first", "say EHLO first"},
	{"Cannot VRFY user", "addresses are not told here; send the message"},
	{"Was expecting MAIL arg syntax", "the command is MAIL FROM:<address>"},
	{"Was expecting RCPT arg syntax", "the command is RCPT TO:<address>"},
	{"Error: bad syntax", "there is no such command"},
	{"Bad command", "there is no such command"},
	{"Syntax errors, ", "there is no such command"},
	{"Missing MAIL FROM command", "say MAIL FROM:<address> first"},
	{"Missing RCPT TO command", "no recipient was accepted"},
	{"Maximum message size exceeded", "the message is too large"},
	{"Max message size exceeded", "the message is too large"},
}

// inPlainWords says a reply as we would.
func inPlainWords(reply []byte) []byte {
	head, text := []byte(nil), reply
	if at := replyCodes.FindIndex(reply); at != nil {
		head, text = reply[:at[1]], reply[at[1]:]
	}
	for _, p := range plain {
		if strings.HasPrefix(string(text), p.library) {
			return append(append(bytes.Clone(head), p.ours...), "\r\n"...)
		}
	}
	return reply
}

var replyCodes = regexp.MustCompile(`^\d{3} (?:\d\.\d{1,3}\.\d{1,3} )?(?:<.*> )?`) // in LMTP, a reply may begin with its recipient
