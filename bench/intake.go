package main

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/workflow"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// answersEach is how many answers one letter gets at most: fewer than a correspondence holds unread.
const answersEach = 150

// takingIn is the product that takes mail in, beside its floor: a bare workflow for each message, with one activity that does nothing.
type takingIn struct {
	*bench
	*host
	server  string // where mail is taken
	sender  *smtpout.Sender
	letters []letter    // that are answered
	asked   []uuid.UUID // the requests that they put
	sent    int

	taken, processed, floor, ratio, cpu []float64 // per round; per second, and cpu in milliseconds per message
}

// runIntake sends answers to many letters at once, as fast as they are taken, in turns with the floor.
func runIntake(ctx context.Context, b *bench) error {
	return b.withHost(ctx, "intake", func(h *host) (err error) {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		h.ReceiveMail(listener)
		in := &takingIn{bench: b, host: h, server: listener.Addr().String()}
		if in.sender, err = smtpout.New(smtpout.Config{Addr: in.server, TLS: smtpout.TLSNone}); err != nil {
			return err
		}
		defer func() { _ = in.sender.Close() }() // every letter has had its reply
		if h.floor, err = openFloor(h.Engine.Client()); err != nil {
			return err
		}
		return in.run(ctx, b.size.Of(5, 3, 2), b.size.Of(1200, 300, 30))
	})
}

func (in *takingIn) run(ctx context.Context, rounds, mails int) error {
	if err := in.ask(ctx, rounds*mails); err != nil {
		return err
	}
	for round := range rounds {
		if err := in.round(ctx, round, mails, in.profile != "" && round == rounds-1); err != nil {
			return err
		}
	}
	in.report.AtLeast("intake", "taken in to 250, while they are processed", figures.Median(in.taken), "mails/s", 300)
	in.report.Judge("intake", "fully processed", figures.Median(in.processed), "mails/s", "≥ 60, or half the floor",
		figures.Median(in.processed) >= min(60, figures.Median(in.floor)/2))
	in.report.Add("intake", "floor: a workflow with one activity each", figures.Median(in.floor), "mails/s")
	in.report.Add("intake", "fully processed, to floor", figures.Median(in.ratio), "ratio")
	in.report.AtMost("intake", "processor time per mail", figures.Median(in.cpu), "ms", 500)
	return in.came(ctx, rounds*mails)
}

// ask asks as many parties as it takes for so many answers.
func (in *takingIn) ask(ctx context.Context, mails int) error {
	for n := 0; len(in.letters)*answersEach < mails; n++ {
		s := &story{host: in.host, slug: fmt.Sprintf("intake-%d", n), parties: in.parties}
		if err := s.open(ctx, 1); err != nil {
			return err
		}
		for _, party := range in.parties {
			asked, err := s.askAbout(ctx, party)
			if err != nil {
				return err
			}
			l, err := in.sink.await(ctx, asked)
			if err != nil {
				return err
			}
			in.letters, in.asked = append(in.letters, l), append(in.asked, asked)
		}
	}
	return nil
}

// round plays one round of both sides. The first warms up and does not count.
func (in *takingIn) round(ctx context.Context, round, mails int, profiled bool) error {
	if profiled {
		stop, err := profileTo(filepath.Join(in.profile, "intake.cpu.pprof"))
		if err != nil {
			return err
		}
		defer stop()
	}
	cpu, began := figures.OwnCPU(), time.Now()
	if err := in.send(ctx, mails); err != nil {
		return err
	}
	taken := float64(mails) / time.Since(began).Seconds()
	if err := in.allSettled(ctx, mails); err != nil {
		return err
	}
	processed := float64(mails) / time.Since(began).Seconds()
	used := float64((figures.OwnCPU() - cpu).Microseconds()) / 1000 / float64(mails)
	in.rest(ctx, time.Second)
	floor, err := in.playFloor(ctx, round, mails)
	if err != nil {
		return err
	}
	figures.Say("round %d: %.0f mails/s taken in, %.0f processed with %.1f ms each, floor %.0f", round, taken, processed, used, floor)
	if round > 0 {
		in.taken, in.processed, in.floor = append(in.taken, taken), append(in.processed, processed), append(in.floor, floor)
		in.ratio, in.cpu = append(in.ratio, processed/floor), append(in.cpu, used)
	}
	return nil
}

// send hands in so many answers, over connections that stay open.
func (in *takingIn) send(ctx context.Context, mails int) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(mailboxSenders)
	for range mails {
		n := in.sent
		in.sent++
		from, to := in.host.parties[n%len(in.parties)]+"@press.example", in.letters[n%len(in.letters)]
		group.Go(func() error {
			result := in.sender.Send(ctx, smtpout.Envelope{From: from, To: []string{to.replyTo}}, to.answer(from, n))
			if result.Outcome != smtpout.OutcomeAccepted {
				return fmt.Errorf("mail %d was not taken: %v", n, result)
			}
			return nil
		})
	}
	return group.Wait()
}

// answer is the n-th answer as a mail program writes it: as text and as HTML, with the letter quoted below.
func (l letter) answer(from string, n int) []byte {
	words := fmt.Sprintf("This is our statement number %d. It is so, and we have known it since March.", n)
	quoted := strings.Repeat("> Is it so? Since when have you known? We should like to hear from you before we publish.\r\n", 20)
	html := strings.Repeat("<div>Is it so? Since when have you <b>known</b>? We should like to hear from you before we publish.</div>\r\n", 20)
	return fmt.Appendf(nil, "Received: from mx.press.example by mx.newsroom.example; Fri, 17 Mar 2017 17:00:01 +0000\r\n"+
		"From: Press office <%s>\r\nTo: <%s>\r\nSubject: Re: your questions\r\nIn-Reply-To: <%s>\r\nReferences: <%[3]s>\r\n"+
		"Message-ID: <%d@press.example>\r\nDate: Fri, 17 Mar 2017 17:00:00 +0000\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: multipart/alternative; boundary=part\r\n\r\n"+
		"--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n\r\nOn 16 March the desk wrote:\r\n%s\r\n"+
		"--part\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>%[5]s</p><p>On 16 March the desk wrote:</p><blockquote>%[7]s</blockquote></body></html>\r\n"+
		"--part--\r\n", from, l.replyTo, l.messageID, n, words, quoted, html)
}

// playFloor starts a bare workflow for each message and waits until all have ended; it returns how many did in a second.
func (in *takingIn) playFloor(ctx context.Context, round, mails int) (float64, error) {
	began := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(mailboxSenders)
	runs := make([]client.WorkflowRun, mails)
	for i := range mails {
		group.Go(func() (err error) {
			options := client.StartWorkflowOptions{ID: fmt.Sprintf("floor/intake/%d/%d", round, i), TaskQueue: floorQueue}
			runs[i], err = in.host.floor.client.ExecuteWorkflow(ctx, options, bareIntake)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	for _, run := range runs {
		if err := run.Get(context.WithoutCancel(ctx), nil); err != nil {
			return 0, err
		}
	}
	return float64(mails) / time.Since(began).Seconds(), nil
}

// bareIntake does nothing about a message.
func bareIntake(ctx workflow.Context) error {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	return workflow.ExecuteActivity(ctx, bareLetter).Get(ctx, nil)
}

// came counts the answers that are at their requests.
func (in *takingIn) came(ctx context.Context, want int) error {
	have := 0
	for _, request := range in.asked {
		id, err := in.Record.RequestCorrespondence(ctx, request)
		if err != nil {
			return err
		}
		state, err := in.Record.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
		if err != nil {
			return err
		}
		for _, m := range state.(*letters.Correspondence).Messages {
			if m.Kind == claim.Reply && m.Class == received.MailAnswer {
				have++
			}
		}
	}
	in.bench.report.Count("intake", "answers at their requests", have, want)
	return nil
}
