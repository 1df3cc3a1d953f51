package letters

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestShow is the command onrecord request show.
type RequestShow struct {
	Request terminal.Called `arg:"" help:" of the request."`
}

// Help implements kong.HelpProvider.
func (RequestShow) Help() string {
	return `
Example:

    onrecord request show vault7/google`
}

// Run shows the request.
func (c *RequestShow) Run(p *terminal.Program) error {
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestShow, operation.RequestPath{Request: request})
	if err != nil {
		return err
	}
	p.Offer(r.Offers)
	return p.Show(r, func(w io.Writer) { showRequest(w, r, p.Now()) })
}

func showRequest(w io.Writer, r report.RequestReport, now time.Time) {
	fmt.Fprintf(w, "to         %s, by %s\nabout      %s\n", r.Party, r.Channel, strings.Join(r.Claims, ", "))
	if r.Kind != "" {
		fmt.Fprintf(w, "asked for  %s%s\n", r.Kind.One(), terminal.Mark(r.Statute != "", " under "+r.Statute))
	}
	fmt.Fprintf(w, "sent       %s\nanswer by  %s\nlifecycle  %s%s\n", terminal.WhenSet(r.SentAt, now), terminal.When(r.AnswerBy, now), r.Place, terminal.Aside(string(r.Timeliness)))
	if r.Silence != "" {
		fmt.Fprintf(w, "silence    %s\n", r.Silence)
	}
	if r.Promised != nil {
		fmt.Fprintf(w, "promised   an answer by %s\n", terminal.When(*r.Promised, now))
	}
	if r.PausedAt != nil {
		fmt.Fprintf(w, "reminders  paused %s\n", terminal.When(*r.PausedAt, now))
	}
	terminal.Quote(w, r.Questions)
	for _, put := range r.Put {
		terminal.Quoted(w, "it was asked about "+put.Claim+" in these words", put.Words)
		terminal.Quoted(w, put.Claim+" says now", put.Now)
	}
	var rows [][]string
	for _, l := range r.Letters {
		rows = append(rows, []string{string(l.Kind), terminal.When(l.At, now), string(l.Delivery) + terminal.Mark(l.Uncertain, ", was uncertain"), l.Reason.Says()})
	}
	for _, a := range r.Attempts {
		rows = append(rows, []string{"attempt " + a.Channel.How(), terminal.When(a.At, now), string(a.Result), strings.TrimSpace(a.With + terminal.Mark(a.Number != "", " ("+a.Number+")"))})
	}
	for _, s := range r.Planned {
		kind := "reminder"
		if s.Final {
			kind = "final notice"
		}
		rows = append(rows, []string{kind, terminal.When(s.At, now), "planned", ""})
	}
	if len(rows) > 0 {
		fmt.Fprintln(w)
		terminal.Table(w, "LETTER,AT,DELIVERY,REASON", rows)
	}
	if r.NoReminder != "" {
		fmt.Fprintf(w, "no reminder is planned: %s\n", r.NoReminder.Says())
	}
	for _, stop := range r.Stops {
		fmt.Fprintf(w, "no reminder now: %s\n", stop)
	}
	rows = nil
	for _, m := range r.Came {
		rows = append(rows, []string{m.What, terminal.When(m.At, now), cmp.Or(string(m.Disposition), terminal.Mark(m.Waits, "waits to be read")), m.Message.String()})
	}
	if len(rows) > 0 {
		fmt.Fprintln(w)
		terminal.Table(w, "CAME,AT,READ,ID", rows)
	}
}
