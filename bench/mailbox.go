package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// mailboxSenders is how many mail servers hand mail in at once.
const mailboxSenders = 8

// runMailbox sends very much mail to one reply address: all of it has to be
// taken and listed, and no workflow may carry it along.
func runMailbox(ctx context.Context, b *bench) error {
	return b.withHost(ctx, "mailbox", func(h *host) error {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		h.ReceiveMail(listener)
		s := &story{host: h, slug: "mailbox", parties: h.parties[:1]}
		if err := s.open(ctx, 1); err != nil {
			return err
		}
		asked, err := s.askAbout(ctx, s.parties[0])
		if err != nil {
			return err
		}
		to, err := s.sink.await(ctx, asked)
		if err != nil {
			return err
		}
		return b.mailbox(ctx, h, listener.Addr().String(), to, b.size.Of(20_000, 2000, 60))
	})
}

func (b *bench) mailbox(ctx context.Context, h *host, server string, to letter, n int) error {
	began := time.Now()
	if err := h.sendMails(ctx, server, to, n); err != nil {
		return err
	}
	b.report.Add("mailbox", fmt.Sprintf("%d mails to one address: taken in", n), time.Since(began).Seconds(), "s")
	if err := h.allSettled(ctx, n); err != nil {
		return err
	}
	var pages, unread, quarantined int
	err := until(ctx, "mails listed", n, func() (_ int, err error) {
		pages, unread, quarantined, err = h.pages(ctx)
		return unread + quarantined, err
	})
	if err != nil {
		return err
	}
	b.report.Add("mailbox", "where they belong after", time.Since(began).Seconds(), "s")
	took, err := figures.Timed(func() (err error) {
		pages, unread, quarantined, err = h.pages(ctx)
		return err
	})
	if err != nil {
		return err
	}
	held := min(n, letters.MaxUnread)
	b.report.Count("mailbox", "mails listed with their party", unread, held)
	b.report.Count("mailbox", "mails listed in quarantine", quarantined, n-held)
	b.report.Add("mailbox", "pages", float64(pages), "")
	b.report.Add("mailbox", "time per page", took/float64(pages), "ms")
	b.rest(ctx, settle)
	largest, err := h.largestPayload(ctx)
	b.report.AtMost("mailbox", "largest payload of a workflow", float64(largest), "bytes", 16<<10)
	return err
}

// sendMails hands answers in, each on a connection of its own.
func (h *host) sendMails(ctx context.Context, server string, to letter, n int) error {
	sender, err := smtpout.New(smtpout.Config{Addr: server, TLS: smtpout.TLSNone})
	if err != nil {
		return err
	}
	from := h.parties[0] + "@press.example"
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(mailboxSenders)
	for i := range n {
		group.Go(func() error {
			result := sender.Send(ctx, smtpout.Envelope{From: from, To: []string{to.replyTo}}, to.reply(from, i))
			if result.Outcome != smtpout.OutcomeAccepted {
				return fmt.Errorf("mail %d was not taken: %v", i, result)
			}
			return nil
		})
	}
	return group.Wait()
}

// reply is the i-th answer to the letter as mail.
func (l letter) reply(from string, i int) []byte {
	return fmt.Appendf(nil, "From: Press office <%s>\r\nTo: <%s>\r\nSubject: Re: your questions\r\nIn-Reply-To: <%s>\r\n"+
		"Message-ID: <%d@press.example>\r\nDate: Fri, 17 Mar 2017 17:00:00 +0000\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\n\r\nThis is our statement number %d. It is so.\r\n", from, l.replyTo, l.messageID, i, i)
}

// allSettled waits until it is known of every mail that was taken where it
// belongs: to look for that in the list, page by page, costs more.
func (h *host) allSettled(ctx context.Context, n int) error {
	return until(ctx, "mails settled", n, func() (int, error) {
		left, err := h.Record.Unsettled(ctx)
		return n - len(left), err
	})
}

// pages goes through the inbox and the quarantine from page to page, as a reader does.
func (h *host) pages(ctx context.Context) (pages, unread, quarantined int, err error) {
	for filter := (correspondence.InboxFilter{}); ; {
		page, err := h.Reads.InboxList(ctx, h.editor, filter)
		if err != nil {
			return pages, unread, quarantined, err
		}
		pages++
		if filter.Quarantine {
			quarantined += len(page.Items)
		} else {
			unread += len(page.Items)
		}
		switch filter.After = page.Next; {
		case page.Next != "":
		case filter.Quarantine:
			return pages, unread, quarantined, nil
		default:
			filter.Quarantine = true
		}
	}
}
