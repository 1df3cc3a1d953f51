package timeline

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// ActivityFilter picks entries of the record. Empty fields pick all.
type ActivityFilter struct {
	Case   string    // short name
	Person string    // handle of who acted, or "me"
	Party  string    // key
	Group  string    // one of [ActivityGroups]
	From   time.Time // at or after
	To     time.Time // before
	Before int64     // position; of the page, 0 for the latest
	Limit  int       // 50 if left out, at most 200
}

// ActivityItem is one entry in words.
type ActivityItem struct {
	TimelineItem
	Case      string `json:"case,omitempty" doc:"short name; left out for what belongs to none"`
	CaseTitle string `json:"caseTitle,omitempty"`
}

// ActivityPage is one page of the record, the latest entry first. A page may be
// short, with more to come, where most of what was walked over is not shown.
type ActivityPage struct {
	Items []ActivityItem `json:"items"`
	Next  int64          `json:"next,omitempty" doc:"position of the next page; left out at the end"`
}

// ActivityGroup is a kind of things that happen.
type ActivityGroup struct {
	Name  string
	Title string
	kinds []string // of facts; those that end in a point are the beginnings of some
}

// ActivityGroups lists the groups.
var ActivityGroups = []ActivityGroup{
	{"cases", "Cases and drafts", []string{"case.", "draft.", "passage."}},
	{"claims", "Claims", []string{"claim.drafted", "claim.opened", "claim.moved", "claim.revised", "claim.marked", "claim.evidence_added", "claim.evidence_withdrawn", "claim.evidence_upheld", "claim.independence_contested", "claim.contest_withdrawn", "claim.claimant_disclosed", "claim.evidence_disclosed", "claim.related", "claim.unrelated", "claim.named", "claim.ground_fell", "claim.upheld", "claim.policy_repinned"}},
	{"reviews", "Outcomes and reviews", []string{"claim.outcome_proposed", "claim.signed", "claim.step_completed", "claim.signed_off", "claim.reviewed_after", "claim.review_waited", "claim.changes_requested"}},
	{"publications", "Publications", []string{"claim.published", "claim.publication_scheduled", "claim.publication_missed", "claim.schedule_canceled"}},
	{"requests", "Requests and letters", []string{"request.", "follow_up.", "telling.", "correspondence.", "reminders.", "message.dispatched", "message.settled", "message.server_said", "claim.asked", "claim.asking_put_aside", "claim.unanswered"}},
	{"answers", "Messages and answers", []string{"message.received", "message.read", "message.sender_checked", "response.", "page.", "mail.", "claim.answered", "claim.answers_upheld", "claim.answer_weighed", "claim.answer_called_back", "claim.statement_withdrawn"}},
	{"turns", "Assignments", []string{"turn."}},
	{"comments", "Comments", []string{"comment."}},
	{"parties", "Parties", []string{"party."}},
	{"people", "People and sign-ins", []string{"person."}},
	{"desk", "Settings and holding mail", []string{"desk.", "webhook."}},
}

// Activity lists what happened on the desk, in words: of the cases that the
// caller may see, and of none. Sign-ins are for admins and auditors.
func (r *Room) Activity(ctx context.Context, caller casework.Caller, f ActivityFilter) (ActivityPage, error) {
	if err := caller.May(casework.MayReadActivity); err != nil {
		return ActivityPage{}, err
	}
	q, none, err := r.activityQuery(ctx, caller, f)
	if err != nil || none {
		return ActivityPage{Items: []ActivityItem{}}, err
	}
	rows, next, err := r.store.Activity(ctx, q)
	if err != nil {
		return ActivityPage{}, err
	}
	items, err := r.activityItems(ctx, rows)
	return ActivityPage{items, next}, err
}

func (r *Room) activityQuery(ctx context.Context, caller casework.Caller, f ActivityFilter) (q lists.ActivityQuery, none bool, err error) {
	q = lists.ActivityQuery{Viewer: caller.Viewer(), From: f.From, To: f.To, Before: f.Before, Limit: lists.PageSize(f.Limit, 50, 200)}
	if !caller.Has(claim.Admin) && !caller.Has(claim.Auditor) {
		q.Hidden = claim.SignInKinds()
	}
	if f.Group != "" {
		i := slices.IndexFunc(ActivityGroups, func(g ActivityGroup) bool { return g.Name == f.Group })
		if i < 0 {
			return q, false, casework.Invalid("group", "there is no such group")
		}
		q.Kinds = ActivityGroups[i].facts()
	}
	for _, name := range []struct {
		kind claim.StreamKind
		text string
		into *uuid.UUID
	}{{claim.StreamPerson, f.Person, &q.Person}, {claim.StreamCase, f.Case, &q.Case}, {claim.StreamParty, f.Party, &q.Party}} {
		if name.text == "" {
			continue
		}
		if name.kind == claim.StreamPerson && name.text == "me" {
			*name.into = caller.ID
			continue
		}
		if *name.into, err = r.store.Resolve(ctx, name.kind, uuid.Nil, name.text); err == nil && name.kind == claim.StreamCase {
			_, err = r.door.CaseByID(ctx, caller, *name.into, name.text)
		}
		if claim.CodeOf(err) == claim.CodeNotFound {
			return q, true, nil
		}
		if err != nil {
			return q, false, err
		}
	}
	return q, false, nil
}

// facts are the kinds of facts of the group that there are.
func (g ActivityGroup) facts() []string {
	of := func(kind string) bool {
		return slices.ContainsFunc(g.kinds, func(k string) bool {
			return kind == k || strings.HasSuffix(k, ".") && strings.HasPrefix(kind, k)
		})
	}
	return slices.DeleteFunc(claim.FactKinds(), func(kind string) bool { return !of(kind) })
}

// activityItems puts entries of many cases into words, with what they name and
// no more: to load the cases would take longer the more there is in them.
func (r *Room) activityItems(ctx context.Context, rows []lists.ActivityRow) ([]ActivityItem, error) {
	entries := make([]claim.Recorded, len(rows))
	var ids []uuid.UUID
	var mail []uuid.UUID
	for i, row := range rows {
		entries[i] = row.Recorded
		ids = append(ids, row.Case, row.Stream.ID, row.Actor.ID)
		ids = idsOf(reflect.ValueOf(row.Fact), ids)
		if row.Stream.Kind == claim.StreamCorrespondence {
			mail = append(mail, row.Stream.ID)
		}
		if f, ok := row.Fact.(intake.MailMatched); ok {
			mail = append(mail, f.Correspondence)
		}
	}
	all, err := r.mail.Correspondences(ctx, mail)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		ids = append(ids, l.Party)
	}
	called, err := r.store.Called(ctx, casework.Unique(ids))
	if err != nil {
		return nil, err
	}
	told, err := r.InWords(ctx, &report.Gathered{Names: report.NamesOf(called), Letters: all}, entries)
	if err != nil {
		return nil, err
	}
	items := make([]ActivityItem, len(told))
	for i, item := range told {
		c := called[rows[i].Case]
		items[i] = ActivityItem{item, c.Name, c.Title}
	}
	return items, nil
}

var idType = reflect.TypeFor[uuid.UUID]()

// idsOf collects the identifiers that stand anywhere in a fact.
func idsOf(v reflect.Value, ids []uuid.UUID) []uuid.UUID {
	switch {
	case v.Type() == idType:
		return append(ids, v.Interface().(uuid.UUID))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				ids = idsOf(v.Field(i), ids)
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			ids = idsOf(v.Index(i), ids)
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		ids = idsOf(v.Elem(), ids)
	}
	return ids
}
