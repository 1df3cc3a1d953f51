package mailtest

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"io"
	"net"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"
)

// session is one SMTP connection.
type session struct {
	server *Server
	conn   net.Conn
	text   *textproto.Conn
	step   Step
	fresh  bool // the step has not been used for a message yet
	tls    bool
	user   string
	from   string
	to     []string
	mail   bool // MAIL was accepted
	params string
}

func newSession(s *Server, conn net.Conn) *session {
	return &session{
		server: s, conn: conn, text: textproto.NewConn(conn),
		step: s.takeStep(), fresh: true, tls: s.options.ImplicitTLS != nil,
	}
}

// run greets and obeys commands until one of them says that the connection is over.
func (c *session) run() {
	switch c.step {
	case RefuseGreeting:
		c.reply("554 no service here")
		return
	case StallGreeting:
		c.stall()
		return
	}
	c.reply("220 mailtest.example ESMTP")
	for {
		line, err := c.text.ReadLine()
		if err != nil {
			return
		}
		verb, args, _ := strings.Cut(line, " ")
		if !c.obey(strings.ToUpper(verb), args) {
			return
		}
	}
}

// obey answers one command (RFC 5321 section 4.1.1) and says whether the connection goes on.
func (c *session) obey(verb, args string) bool {
	switch verb {
	case "EHLO":
		c.extensions()
	case "HELO", "NOOP":
		c.reply("250 ok")
	case "RSET":
		c.reset()
		c.reply("250 ok")
	case "STARTTLS":
		return c.startTLS()
	case "AUTH":
		c.auth(args)
	case "MAIL":
		return c.mailFrom(args)
	case "RCPT":
		c.rcptTo(args)
	case "DATA":
		return c.data()
	case "QUIT":
		c.reply("221 bye")
		return false
	default:
		c.reply("502 5.5.1 unknown command")
	}
	return true
}

func (c *session) extensions() {
	lines := []string{"mailtest.example", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"}
	lines = slices.DeleteFunc(lines, func(line string) bool { return slices.Contains(c.server.options.Without, line) })
	if c.server.options.StartTLS != nil && !c.tls {
		lines = append(lines, "STARTTLS")
	}
	if c.server.options.Username != "" {
		mechanism := "PLAIN"
		if c.server.options.Token != nil {
			mechanism = "XOAUTH2"
		}
		lines = append(lines, "AUTH "+mechanism)
	}
	for i, line := range lines {
		separator := "-"
		if i == len(lines)-1 {
			separator = " "
		}
		c.reply("250" + separator + line)
	}
}

func (c *session) startTLS() bool {
	c.reply("220 go ahead")
	secure := tls.Server(c.conn, tlsConfig(c.server.options.StartTLS))
	if err := secure.Handshake(); err != nil {
		return false
	}
	c.conn, c.text, c.tls = secure, textproto.NewConn(secure), true
	c.reset()
	return true
}

// auth knows PLAIN with an initial response (RFC 4954 section 4, RFC 4616 section 2).
func (c *session) auth(args string) {
	_, initial, _ := strings.Cut(args, " ")
	want := "\x00" + c.server.options.Username + "\x00" + c.server.options.Password
	got, err := base64.StdEncoding.DecodeString(initial)
	if c.server.options.Token != nil {
		c.authToken(string(got))
		return
	}
	if err != nil || string(got) != want {
		c.reply("535 5.7.8 wrong name or password")
		return
	}
	c.user = c.server.options.Username
	c.reply("235 2.7.0 welcome")
}

// authToken says why a token is not good in a challenge, and only after an answer that it is not, as Google does.
func (c *session) authToken(got string) {
	token, ok := strings.CutPrefix(got, "user="+c.server.options.Username+"\x01auth=Bearer ")
	if ok && c.server.options.Token(strings.TrimRight(token, "\x01")) {
		c.user = c.server.options.Username
		c.reply("235 2.7.0 welcome")
		return
	}
	c.reply("334 " + base64.StdEncoding.EncodeToString([]byte(`{"status":"400"}`)))
	if _, err := c.text.ReadLine(); err == nil {
		c.reply("535 5.7.8 token not accepted")
	}
}

// mailFrom begins a message, and says whether the connection goes on: a step about the greeting ends one that is used
// again.
func (c *session) mailFrom(args string) bool {
	if c.server.options.Username != "" && c.user == "" {
		c.reply("530 5.7.0 authentication required")
		return true
	}
	if !c.fresh {
		c.step = c.server.takeStep()
	}
	c.fresh = false
	switch c.step {
	case RefuseGreeting:
		c.reply("421 4.3.2 no service here")
		return false
	case StallGreeting:
		c.stall()
		return false
	}
	if reply := senderReplies[c.step]; reply != "" {
		c.reply(reply)
		return true
	}
	c.from, c.mail, c.params = path(args), true, parameters(args)
	c.reply("250 2.1.0 ok")
	return true
}

func (c *session) rcptTo(args string) {
	if !c.mail {
		c.reply("503 5.5.1 MAIL first")
		return
	}
	recipient := path(args)
	c.step = c.server.stepFor(recipient, c.step)
	if reply := recipientReplies[c.step]; reply != "" {
		c.reply(reply)
		return
	}
	c.to, c.params = append(c.to, recipient), c.params+parameters(args)
	c.reply("250 2.1.5 ok")
}

// data reads a message (RFC 5321 section 4.1.1.4), does with it what the step says, and says whether the connection goes
// on.
func (c *session) data() bool {
	if len(c.to) == 0 {
		c.reply("503 5.5.1 RCPT first")
		return true
	}
	c.reply("354 go ahead")
	switch c.step {
	case StallData:
		c.stall()
		return false
	case DropBeforeDot:
		beginning, _ := c.text.R.ReadBytes('\n')
		c.record(beginning, false)
		return false
	}
	raw, err := readData(c.text)
	if err != nil {
		c.record(raw, false)
		return false
	}
	return c.answerData(raw)
}

func (c *session) answerData(raw []byte) bool {
	reply := messageReplies[c.step]
	c.record(raw, reply == "")
	switch c.step {
	case DropAfterDot:
		return false
	case StallReply:
		c.stall()
		return false
	}
	if reply == "" {
		reply = "250 2.0.0 queued"
	}
	c.reset()
	c.reply(reply)
	return true
}

// readData reads up to the final dot and takes the dot-stuffing off (RFC 5321 section 4.5.2), leaving line ends alone.
func readData(text *textproto.Conn) ([]byte, error) {
	var raw bytes.Buffer
	for {
		line, err := text.R.ReadBytes('\n')
		if err != nil {
			return append(raw.Bytes(), line...), err
		}
		if string(line) == ".\r\n" {
			return raw.Bytes(), nil
		}
		raw.Write(bytes.TrimPrefix(line, []byte(".")))
	}
}

func (c *session) record(raw []byte, taken bool) {
	m := Message{From: c.from, To: c.to, Parameters: c.params, Raw: raw, TLS: c.tls, User: c.user, Step: c.step, Taken: taken}
	if parsed, err := mail.ReadMessage(bytes.NewReader(raw)); err == nil {
		m.MessageID = strings.Trim(parsed.Header.Get("Message-Id"), "<> ")
	}
	c.server.record(m)
}

func (c *session) reset() { c.from, c.to, c.mail = "", nil, false }

// stall says nothing more and waits until the client hangs up.
func (c *session) stall() { _, _ = io.Copy(io.Discard, c.conn) }

func (c *session) reply(line string) { _ = c.text.PrintfLine("%s", line) }

// parameters is what stands behind the path.
func parameters(args string) string {
	_, rest, _ := strings.Cut(args, ">")
	return rest
}

// path takes the address out of "FROM:<a@b.example> SIZE=1".
func path(args string) string {
	_, rest, _ := strings.Cut(args, "<")
	address, _, _ := strings.Cut(rest, ">")
	return address
}
