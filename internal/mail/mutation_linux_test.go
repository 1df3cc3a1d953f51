package mail_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/worktest"
)

// What one message may cost, and all of them together.
const (
	mostTime     = time.Second // of processor time
	mostWait     = time.Minute // by the clock: it hangs
	mostResident = 256 << 20
	mostLine     = 1 << 20 // a message with a longer line is refused
	mostBytes    = 2 << 20 // of a message, so that there can be many; what large ones cost has tests of its own
)

// number is a setting of a run, from the environment.
func number(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, name)
	return n
}

// A run is repeated with its ONRECORD_MUTATIONS_SEED; one of its messages alone with its number in ONRECORD_MUTATION,
// too. What fails becomes a seed of FuzzTakeIn.
func TestMutatedMessagesDoNoHarmInTime(t *testing.T) {
	count := number(t, "ONRECORD_MUTATIONS", 300)
	seed := number(t, "ONRECORD_MUTATIONS_SEED", rand.Uint64N(1_000_000))
	first := number(t, "ONRECORD_MUTATION", 0)
	if first > 0 {
		count = first + 1
	}
	t.Logf("%d messages; repeat them with ONRECORD_MUTATIONS_SEED=%d", count-first, seed)
	run := &mutations{t: t, all: corpus(t), tokens: replyTokens(t), seed: seed, count: count}
	run.next.Store(first)
	worktest.ForgetPeak(t)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(run.work)
	}
	all.Wait()
	resident := worktest.MostResident(t)
	t.Logf("%d MB resident; %d went through SMTP, %d were refused there; most processor time took%s",
		resident>>20, run.taken.Load(), run.refused.Load(), run.slowest)
	require.Less(t, resident, mostResident)
}

// mutations is one run.
type mutations struct {
	t                      *testing.T
	all                    []sample
	tokens                 token.Tokens
	seed, count            uint64
	next                   atomic.Uint64
	taken, refused, failed atomic.Int64

	mu      sync.Mutex
	slowest costs
}

// costs are the messages that took most, the worst first.
type costs []cost

type cost struct {
	message uint64
	spent   time.Duration
}

func (c costs) with(one cost) costs {
	at, _ := slices.BinarySearchFunc(c, one, func(a, b cost) int { return cmp.Compare(b.spent, a.spent) })
	c = slices.Insert(c, at, one)
	return c[:min(len(c), 10)]
}

func (c costs) String() string {
	var b strings.Builder
	for _, of := range c {
		fmt.Fprintf(&b, "\n%s: message %d", of.spent.Round(time.Millisecond), of.message)
	}
	return b.String()
}

// message is the n-th, whatever came before it.
func (m *mutations) message(n uint64) []byte {
	r := rand.New(rand.NewPCG(m.seed, n))
	return mutate(r, m.all[r.IntN(len(m.all))].raw, m.all[r.IntN(len(m.all))].raw)
}

func (m *mutations) work() {
	way := newWay(m.t)
	for n := m.next.Add(1) - 1; n < m.count && m.failed.Load() < 10; n = m.next.Add(1) - 1 {
		if n > 0 && n%10_000 == 0 {
			m.t.Logf("%d", n)
		}
		raw := m.message(n)
		hangs := time.AfterFunc(mostWait, func() { panic(fmt.Sprintf("message %d of seed %d hangs", n, m.seed)) })
		var err error
		spent := worktest.SpentAlone(m.t, func() { err = takeIn(m.tokens, raw) })
		hangs.Stop()
		if spent > mostTime {
			err = fmt.Errorf("it took %s", spent)
		}
		if err == nil && len(raw) > 0 {
			err = m.send(way, raw)
		}
		if err != nil {
			m.failed.Add(1)
			m.t.Errorf("message %d of seed %d: %s; it is in %s", n, m.seed, err, m.keep(n))
		}
		m.mu.Lock()
		m.slowest = m.slowest.with(cost{n, spent})
		m.mu.Unlock()
	}
}

// keep makes a message a seed of the fuzz target, which plain tests try from then on.
func (m *mutations) keep(n uint64) string {
	file := filepath.Join("testdata", "fuzz", "FuzzTakeIn", fmt.Sprintf("mutated-%d-%d", m.seed, n))
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err.Error()
	}
	if err := os.WriteFile(file, fmt.Appendf(nil, "go test fuzz v1\n[]byte(%q)\n", m.message(n)), 0o600); err != nil {
		return err.Error()
	}
	return file
}

// send has a message taken by a receiver of ours, and compares what arrived with what was sent.
func (m *mutations) send(w *way, raw []byte) error {
	got, err := w.send(raw)
	if err != nil {
		return err
	}
	if got == nil {
		m.refused.Add(1)
		if wire := bytes.ReplaceAll(raw, []byte("\r\n"), nil); !bytes.ContainsAny(wire, "\r\n") && longest(raw) <= mostLine {
			return fmt.Errorf("it was refused, and all its lines end with CR LF and are no longer than may be")
		}
		return nil
	}
	m.taken.Add(1)
	if !bytes.Equal(got, lineEnded(raw)) {
		return fmt.Errorf("what arrived is not what was sent")
	}
	return nil
}

// longest is how long the longest line of a message is, without its end.
func longest(raw []byte) int {
	most := 0
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		most = max(most, len(line))
	}
	return most
}

// lineEnded is a message as SMTP transmits it: its last line has an end (RFC 5321 section 4.1.1.4).
func lineEnded(raw []byte) []byte {
	if bytes.HasSuffix(raw, []byte("\r\n")) {
		return raw
	}
	return append(raw[:len(raw):len(raw)], "\r\n"...)
}

// way is a connection to a receiver.
type way struct {
	t       *testing.T
	address string
	conn    net.Conn
	reply   []byte
	arrived chan []byte
}

func newWay(t *testing.T) *way {
	w := &way{t: t, arrived: make(chan []byte, 1), reply: make([]byte, 4096)}
	r := smtpin.New(smtpin.Config{
		Accept: func(string) bool { return true }, Now: time.Now,
		Deliver: func(_ context.Context, m smtpin.Message) error { w.arrived <- m.Raw; return nil },
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Error(err)
		return w
	}
	w.address = listener.Addr().String()
	go func() { _ = r.Serve(listener) }()
	t.Cleanup(func() { _ = r.Shutdown(context.Background()) })
	return w
}

// send gives what arrived; nil for a message that was refused for good.
func (w *way) send(raw []byte) ([]byte, error) {
	if w.conn == nil {
		conn, err := net.Dial("tcp", w.address)
		if err != nil {
			return nil, err
		}
		w.conn = conn
		w.t.Cleanup(func() { _ = conn.Close() })
		if _, err := w.says("220"); err != nil {
			return nil, err
		}
		if _, err := w.say("EHLO mx.example\r\n", "250"); err != nil {
			return nil, err
		}
	}
	for _, line := range []struct{ line, want string }{{"MAIL FROM:<a@b.example>\r\n", "250"}, {"RCPT TO:<a@desk.example>\r\n", "250"}, {"DATA\r\n", "354"}} {
		if _, err := w.say(line.line, line.want); err != nil {
			return nil, err
		}
	}
	stuffed := bytes.ReplaceAll(append([]byte("\r\n"), lineEnded(raw)...), []byte("\r\n."), []byte("\r\n.."))[2:]
	reply, err := w.say(string(stuffed)+".\r\n", "")
	switch {
	case err != nil:
		return nil, err
	case strings.HasPrefix(reply, "250"):
		return <-w.arrived, nil
	case strings.HasPrefix(reply, "5"):
		return nil, nil
	}
	return nil, fmt.Errorf("it was answered %q", reply)
}

func (w *way) say(text, want string) (string, error) {
	if _, err := w.conn.Write([]byte(text)); err != nil {
		return "", err
	}
	return w.says(want)
}

// says reads a reply to its last line.
func (w *way) says(want string) (string, error) {
	_ = w.conn.SetDeadline(time.Now().Add(mostWait))
	n := 0
	for {
		read, err := w.conn.Read(w.reply[n:])
		if err != nil {
			return "", fmt.Errorf("no reply: %w", err)
		}
		n += read
		text := string(w.reply[:n])
		if last := text[strings.LastIndex(strings.TrimSuffix(text, "\r\n"), "\n")+1:]; strings.HasSuffix(text, "\r\n") && len(last) > 3 && last[3] == ' ' {
			if !strings.HasPrefix(last, want) {
				return text, fmt.Errorf("%s instead of %s", strings.TrimSpace(text), want)
			}
			return text, nil
		}
	}
}

// mutate changes a message as damage and malice do. other is a message to borrow from.
func mutate(r *rand.Rand, raw, other []byte) []byte {
	raw = bytes.Clone(raw)
	for range 1 + r.IntN(5) {
		if raw = raw[:min(len(raw), mostBytes)]; len(raw) < 2 {
			break
		}
		at := r.IntN(len(raw))
		end := at + r.IntN(min(len(raw)-at, 400))
		switch r.IntN(4) {
		case 0:
			raw = mutateBytes(r, raw, at, end)
		case 1:
			raw = mutateLines(r, raw, other)
		case 2:
			from := r.IntN(len(other))
			raw = slipIn(raw, at, other[from:min(len(other), from+r.IntN(2000))])
		case 3:
			raw = mutateMIME(r, raw, at)
		}
	}
	return raw[:min(len(raw), mostBytes)]
}

func slipIn(raw []byte, at int, text []byte) []byte {
	return append(raw[:at:at], append(bytes.Clone(text), raw[at:]...)...)
}

func mutateBytes(r *rand.Rand, raw []byte, at, end int) []byte {
	switch r.IntN(6) {
	case 0:
		raw[at] = byte(r.IntN(256))
	case 1:
		return append(raw[:at:at], raw[end:]...)
	case 2:
		return slipIn(raw, end, bytes.Repeat(raw[at:end], r.IntN(200)))
	case 3:
		return raw[:at]
	case 4:
		for i := at; i < end; i++ {
			raw[i] ^= byte(1 << r.IntN(8))
		}
	case 5:
		return bytes.ToUpper(raw)
	}
	return raw
}

// mutateLines moves and repeats lines, and changes how they end.
func mutateLines(r *rand.Rand, raw, other []byte) []byte {
	lines := bytes.SplitAfter(raw, []byte("\n"))
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	switch r.IntN(5) {
	case 0:
		lines[i], lines[j] = lines[j], lines[i]
	case 1:
		often := r.IntN(300) // what is cut off afterwards need not be made
		lines[i] = bytes.Repeat(lines[i], min(often, mostBytes/max(len(lines[i]), 1)+1))
	case 2:
		return bytes.ReplaceAll(raw, []byte("\r\n"), []byte([]string{"\n", "\r", "\r\r\n", "\r\n\r\n"}[r.IntN(4)]))
	case 3:
		lines[i] = append([]byte(" "), lines[i]...) // it goes on the one before
	case 4:
		theirs := bytes.SplitAfter(other, []byte("\n"))
		lines[i] = theirs[r.IntN(len(theirs))]
	}
	return bytes.Join(lines, nil)
}

// mutateMIME breaks what says how a message is built, and builds more around it.
func mutateMIME(r *rand.Rand, raw []byte, at int) []byte {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	switch r.IntN(6) {
	case 0:
		return slipIn(raw, at, []byte(strings.Repeat(pick("\r\n\r\n", "\r", "\n", "\x00", "\xff\xfe", "--", "; boundary=x\r\n", "=?utf-8?b?", "=\r\n", "<", "(", "\"", "\\", "\u202e",
			";filename*0*=x", "&#x202e;", "<table>", "<blockquote>", "</div>", "> ", "-- \r\n", "@", ", "), 1+r.IntN(60))))
	case 1:
		field := pick("Content-Type: multipart/mixed; boundary=\"\"", "Content-Type: text/html; charset=utf-16", "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
			"Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: x-uuencode", "From: ", "Subject: =?utf-8?q?=00?=",
			"DKIM-Signature: v=1; a=rsa-sha256; d=mill.example; s=s; h=from; bh=; b=", "Auto-Submitted: ("+strings.Repeat("(", r.IntN(2000)), "References: "+strings.Repeat("<a@b> ", r.IntN(2000)))
		return append([]byte(field+"\r\n"), raw...)
	case 2:
		return bytes.Replace(raw, []byte("charset="), []byte("charset="+pick("utf-7", "utf-16le", "utf-32", "iso-2022-jp", "gb18030", "x", "\"", "us-ascii;charset=")), 1+r.IntN(3))
	case 3:
		return bytes.ReplaceAll(raw, []byte("oundary="), []byte("oundary"+pick("*=utf-8''", "*0=", "=\"", "= ", "=a\r\n ")))
	case 4: // levels around it
		head, depth := strings.Builder{}, 1+r.IntN(40)
		for i := range depth {
			fmt.Fprintf(&head, "Content-Type: %s; boundary=n%d\r\n\r\n--n%d\r\n", pick("multipart/mixed", "multipart/alternative", "multipart/related", "multipart/digest"), i, i)
		}
		return append([]byte("From: a@b.example\r\n"+head.String()+pick("", "Content-Type: message/rfc822\r\n\r\n")), raw...)
	case 5:
		parameters := strings.Builder{}
		for i := range r.IntN(3000) {
			fmt.Fprintf(&parameters, ";%s%d=%s", pick("a", "name*", "filename*"), i, pick("b", "\"c\"", "''d", "%20"))
		}
		return bytes.Replace(raw, []byte(": text/"), []byte(": text/plain"+parameters.String()+"; x="), 1+r.IntN(3))
	}
	return raw
}
