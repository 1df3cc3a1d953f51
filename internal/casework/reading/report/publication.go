package report

import (
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
)

// ScheduleReport is a publication at an instant.
type ScheduleReport struct {
	At      time.Time               `json:"at"`
	Zone    string                  `json:"zone" doc:"in which the instant was chosen"`
	By      string                  `json:"by"`
	Kind    finding.PublicationKind `json:"kind,omitempty" doc:"of a change"`
	Reason  string                  `json:"reason,omitempty" doc:"of a change, for readers"`
	Refused string                  `json:"refused,omitempty" doc:"why it did not come about"`
	Hint    string                  `json:"hint,omitempty" doc:"what to do then"`
}

// RunningReport is a party that still had time to answer.
type RunningReport struct {
	Party string    `json:"party"`
	Until time.Time `json:"until"`
}

// publicationRefs is the content of what a claim made public, and is to make public.
func publicationRefs(c *verification.Claim) []claim.Ref {
	var refs []claim.Ref
	for _, p := range c.Publications {
		refs = append(refs, p.Reason, p.ForReaders, p.Early, p.Untold)
		if p.Unsigned != nil {
			refs = append(refs, p.Unsigned.Why)
		}
	}
	if c.Schedule != nil {
		refs = append(refs, c.Schedule.Publish.Reason)
	}
	if c.Missed != nil {
		refs = append(refs, c.Missed.Publish.Reason)
	}
	return refs
}

func (b *Gathered) publications(c *verification.Claim) []PublicationReport {
	out := []PublicationReport{}
	for _, p := range c.Publications {
		r := PublicationReport{
			Version: p.Version, Kind: p.Kind, Outcome: p.Outcome, Why: p.Why, AsOf: p.AsOf, Subject: p.Subject,
			By: b.People[p.By], At: p.At, Reason: b.Lib.Text(p.Reason),
			ForReaders: b.Lib.Text(p.ForReaders), Prominence: p.Prominence, Early: b.Lib.Text(p.Early), Untold: b.Lib.Text(p.Untold), Unsigned: b.unsigned(p.Unsigned),
		}
		for _, a := range p.Running {
			r.Running = append(r.Running, RunningReport{b.Parties[a.Party].Name, a.Until})
		}
		out = append(out, r)
	}
	return out
}

func (b *Gathered) scheduled(s finding.Schedule) *ScheduleReport {
	return &ScheduleReport{At: s.At, Zone: s.Zone, By: b.People[s.By], Kind: s.Publish.Kind, Reason: b.Lib.Text(s.Publish.Reason)}
}

// addSchedule adds what is to be published, or was.
func (b *Gathered) addSchedule(c *verification.Claim, r *ClaimReport) {
	if c.Schedule != nil {
		r.Schedule = b.scheduled(*c.Schedule)
	}
	if c.Missed != nil {
		r.Missed = b.scheduled(c.Missed.Schedule)
		r.Missed.Refused, r.Missed.Hint = c.Missed.Refused.Message, c.Missed.Refused.Hint
	}
}
