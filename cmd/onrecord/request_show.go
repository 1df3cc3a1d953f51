package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestShowCmd struct {
	Request called `arg:"" help:" of the request."`
}

// Help implements kong.HelpProvider.
func (requestShowCmd) Help() string {
	return `
Example:

    onrecord request show vault7/google`
}

// Run shows the request.
func (c *requestShowCmd) Run(p *program) error {
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.RequestShow, operation.RequestPath{Request: request})
	if err != nil {
		return err
	}
	p.offer(r.Offers)
	return p.show(r, func(w io.Writer) { showRequest(w, r, p.now()) })
}

func showRequest(w io.Writer, r reading.RequestReport, now time.Time) {
	fmt.Fprintf(w, "to         %s, by %s\nabout      %s\n", r.Party, r.Channel, strings.Join(r.Claims, ", "))
	if r.Kind != "" {
		fmt.Fprintf(w, "asked for  %s%s\n", r.Kind.One(), mark(r.Statute != "", " under "+r.Statute))
	}
	fmt.Fprintf(w, "sent       %s\nanswer by  %s\nlifecycle  %s%s\n", whenSet(r.SentAt, now), when(r.AnswerBy, now), r.Place, aside(string(r.Timeliness)))
	if r.Silence != "" {
		fmt.Fprintf(w, "silence    %s\n", r.Silence)
	}
	if r.Promised != nil {
		fmt.Fprintf(w, "promised   an answer by %s\n", when(*r.Promised, now))
	}
	if r.PausedAt != nil {
		fmt.Fprintf(w, "reminders  paused %s\n", when(*r.PausedAt, now))
	}
	quote(w, r.Questions)
	for _, put := range r.Put {
		quoted(w, "it was asked about "+put.Claim+" in these words", put.Words)
		quoted(w, put.Claim+" says now", put.Now)
	}
	var rows [][]string
	for _, l := range r.Letters {
		rows = append(rows, []string{string(l.Kind), when(l.At, now), string(l.Delivery) + mark(l.Uncertain, ", was uncertain"), l.Reason.Says()})
	}
	for _, a := range r.Attempts {
		rows = append(rows, []string{"attempt " + a.Channel.How(), when(a.At, now), string(a.Result), strings.TrimSpace(a.With + mark(a.Number != "", " ("+a.Number+")"))})
	}
	for _, s := range r.Planned {
		kind := "reminder"
		if s.Final {
			kind = "final notice"
		}
		rows = append(rows, []string{kind, when(s.At, now), "planned", ""})
	}
	if len(rows) > 0 {
		fmt.Fprintln(w)
		table(w, "LETTER,AT,DELIVERY,REASON", rows)
	}
	if r.NoReminder != "" {
		fmt.Fprintf(w, "no reminder is planned: %s\n", r.NoReminder.Says())
	}
	for _, stop := range r.Stops {
		fmt.Fprintf(w, "no reminder now: %s\n", stop)
	}
	rows = nil
	for _, m := range r.Came {
		rows = append(rows, []string{m.What, when(m.At, now), cmp.Or(string(m.Disposition), mark(m.Waits, "waits to be read")), m.Message.String()})
	}
	if len(rows) > 0 {
		fmt.Fprintln(w)
		table(w, "CAME,AT,READ,ID", rows)
	}
}
