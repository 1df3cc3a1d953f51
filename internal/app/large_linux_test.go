package app_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"net/smtp"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/worktest"
)

// Six answers of 30 MB that come in at once, from their first byte on the wire until they are read and with their request:
// each costs what one may cost, and they are not in memory all together.
func TestEachOfSixLargeMessagesCostsItsShare(t *testing.T) {
	d := open(t)
	d.claim("contact")
	d.party("vendor", "UTC", claim.OfficeHours{})
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	l := d.letter("press@vendor.example")

	// They share their file, and nothing here holds one whole while the product is measured.
	const messages, size = 6, 30 << 20
	file := []byte(strings.Repeat(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("a scan "), 8))+"\r\n", size/78) + "--x--\r\n")
	var heads [][]byte
	var ids []uuid.UUID
	for i := range messages {
		heads = append(heads, largeHead(l, i))
		ids = append(ids, crashtest.Intake(append(bytes.Clone(heads[i]), file...)))
	}
	worktest.ForgetPeak(t)
	before := worktest.MostResident(t)
	spent := worktest.Spent(t, func() {
		var group errgroup.Group
		for _, head := range heads {
			group.Go(func() error { return sendLarge(d.mail, l.To, l.ReplyTo, head, file) })
		}
		require.NoError(t, group.Wait())
		for _, id := range ids {
			d.eventually("an answer is with its request", func() bool {
				_, err := d.Record.MessageCorrespondence(d.ctx, id)
				return err == nil
			})
		}
	})
	grown := (worktest.MostResident(t) - before) >> 20
	t.Logf("%s of processor for each, %d MB more for all", spent/messages, grown)
	require.Less(t, spent/messages, time.Second, "half of it for the product; this machine does other things, too")
	require.Less(t, grown, messages*256/2, "garbage of several may stand until it is collected")
}

// largeHead is a message up to its file.
func largeHead(l crashtest.Letter, n int) []byte {
	head := l.Reply(fmt.Sprintf("We did not, see page %d.", n))
	head = bytes.Replace(head, []byte("Content-Type: text/plain; charset=utf-8"), []byte("Content-Type: multipart/mixed; boundary=x"), 1)
	top, text, _ := bytes.Cut(head, []byte("\r\n\r\n"))
	return fmt.Appendf(nil, "%s\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s"+
		"--x\r\nContent-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", top, text)
}

// sendLarge hands in a message by its pieces, none of which has a line that begins with a dot, for as long as there is no room for it.
func sendLarge(server, from, to string, pieces ...[]byte) error {
	for {
		err := sendOnce(server, from, to, pieces)
		if said := (*textproto.Error)(nil); !errors.As(err, &said) || said.Code != 452 {
			return err
		}
	}
}

func sendOnce(server, from, to string, pieces [][]byte) error {
	c, err := smtp.Dial(server)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if err := errors.Join(c.Mail(from), c.Rcpt(to), c.Text.PrintfLine("DATA")); err != nil {
		return err
	}
	if _, _, err := c.Text.ReadResponse(354); err != nil {
		return err
	}
	for _, p := range pieces {
		if _, err := c.Text.W.Write(p); err != nil {
			return err
		}
	}
	if err := c.Text.PrintfLine("."); err != nil {
		return err
	}
	_, _, err = c.Text.ReadResponse(250)
	return err
}
