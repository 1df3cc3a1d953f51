package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// turnPool are the kinds that wait for everybody who may do them, until
// somebody accepts: they belong to no case, or not to its owner.
var turnPool = []claim.TurnKind{claim.TurnSort, claim.TurnReview, claim.TurnUnclaimed, claim.TurnReviewStep, claim.TurnAfterReview}

// MaxTurnCount is where counts of what waits end: more is told as this many.
const MaxTurnCount = 100

// TurnFilter picks of what waits. Empty fields pick all that waits for the caller.
type TurnFilter struct {
	Scope string           // one of [TurnScopes]; mine if left out
	Kind  claim.TurnKind   // only this kind
	Kinds []claim.TurnKind // only these
	Case  string           // only in this case, whoever's turn it is
	After string           // cursor of the page
	Limit int              // 50 if left out, at most 200
}

// TurnScopes are what waits for the caller, what waits for anybody and the
// caller may do, and what the caller has snoozed.
var TurnScopes = []string{"mine", "all", "snoozed"}

// TurnItem is something that waits for a person.
type TurnItem struct {
	Item      string         `json:"item" doc:"its name, to accept, assign or snooze it"`
	Kind      claim.TurnKind `json:"kind"`
	What      string         `json:"what" doc:"what it is about: a claim's short name, a party"`
	Says      string         `json:"says,omitempty" doc:"the statement of the claim, the first words of the message, or what the mail server said of a letter, where whoever asks may read them"`
	Why       string         `json:"why" doc:"why it waits, a sentence"`
	Next      string         `json:"next" doc:"what to do, such as Read it"`
	Link      string         `json:"link" doc:"path of the page where it is done"`
	Since     time.Time      `json:"since" doc:"from when it waits"`
	Due       time.Time      `json:"due,omitzero"`
	Overdue   bool           `json:"overdue,omitempty"`
	Case      string         `json:"case,omitempty" doc:"short name"`
	CaseTitle string         `json:"caseTitle,omitempty"`
	Assignee  string         `json:"assignee,omitempty" doc:"name of the person whose turn it is; left out for nobody in particular"`
	For       string         `json:"for,omitempty" doc:"name of the person who is away, and for whom whoever asks stands in"`
	Mine      bool           `json:"mine,omitempty" doc:"it is the turn of whoever asks"`
	PassedOn  time.Time      `json:"passedOn,omitzero" doc:"since when it is the turn of whoever asks as well, as nobody took it up in the time that the desk gives"`
	Snoozed   time.Time      `json:"snoozed,omitzero" doc:"until when it is hidden from whoever asks"`
}

// TurnPage is one page of what waits.
type TurnPage struct {
	Items []TurnItem `json:"items"`
	Next  string     `json:"next,omitempty" doc:"cursor of the next page; left out at the end"`
}

// Turn lists what waits, by kind in the order of [claim.TurnKinds], and of each
// kind what waits longest first.
func (r *Room) Turn(ctx context.Context, caller casework.Caller, f TurnFilter) (TurnPage, error) {
	q, err := r.turnQuery(ctx, caller, f)
	if err != nil {
		return TurnPage{}, err
	}
	rows, next, err := r.store.Turn(ctx, q)
	if err != nil {
		return TurnPage{}, err
	}
	people := make([]uuid.UUID, 0, len(rows))
	for _, row := range rows {
		people = append(people, row.Assignee, awayFor(row, q))
	}
	called, err := r.store.Called(ctx, people)
	if err != nil {
		return TurnPage{}, err
	}
	page := TurnPage{Items: make([]TurnItem, len(rows)), Next: next}
	for i, row := range rows {
		page.Items[i] = turnItem(row, q.Now)
		page.Items[i].Assignee = called[row.Assignee].Title
		page.Items[i].For = called[awayFor(row, q)].Title
		page.Items[i].Mine = row.Assignee == caller.ID
		page.Items[i].PassedOn = passedOn(row, q)
	}
	return page, r.turnsSay(ctx, caller, rows, page.Items)
}

// firstWords is how many characters of a statement or a message stand beside a turn.
const firstWords = 140

// turnsSay puts beside each turn what it is about, in words.
func (r *Room) turnsSay(ctx context.Context, caller casework.Caller, rows []lists.TurnRow, items []TurnItem) error {
	var refs []claim.Ref
	var mail []mailtext.MailKey
	words := map[string]claim.Ref{}
	for _, row := range rows {
		if row.Text != "" {
			refs = append(refs, row.Text)
		}
		if row.Kind == claim.TurnDeliver {
			said, err := r.serverSaid(ctx, row)
			if err != nil {
				return err
			}
			if words[row.Item()] = said; said != "" {
				refs = append(refs, said)
			}
		}
		if row.Raw != "" && caller.Can(casework.MayReadMail) {
			mail = append(mail, mailtext.MailKey{Message: row.Subject, Raw: row.Raw})
		}
	}
	lib, err := r.library(ctx, refs...)
	if err != nil {
		return err
	}
	texts, err := r.texts.Brief(ctx, mail)
	if err != nil {
		return err
	}
	for i, row := range rows {
		says := casework.Read[claim.ClaimText](lib, row.Text).Statement
		if row.Kind == claim.TurnDeliver {
			says = lib.Text(words[row.Item()])
		}
		if text, ok := texts[row.Subject]; ok {
			says = cmp.Or(text.Newest, text.Text)
		}
		items[i].Says = beginning(says, firstWords)
	}
	return nil
}

// serverSaid is what a mail server said of the latest letter of a request that did not arrive; empty if it said nothing.
func (r *Room) serverSaid(ctx context.Context, row lists.TurnRow) (claim.Ref, error) {
	c, err := casework.Load[*letters.Correspondence](ctx, r.store, claim.StreamCorrespondence, row.Stream.ID)
	if err != nil {
		return "", err
	}
	return c.ServerSaid(row.Subject), nil
}

// beginning is the beginning of a text on one line, cut at a word.
func beginning(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	cut := string(runes[:most])
	if at := strings.LastIndexByte(cut, ' '); at > most/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}

// awayFor is who is away, if it waits for whoever asks on that one's account alone.
func awayFor(row lists.TurnRow, q lists.TurnQuery) uuid.UUID {
	whose := []uuid.UUID{row.Person, row.Owner}
	if row.Assignee != uuid.Nil {
		whose = []uuid.UUID{row.Assignee}
	}
	if slices.Contains(whose, q.Person) || row.Assignee == uuid.Nil && slices.Contains(q.Pool, row.Kind) {
		return uuid.Nil
	}
	for _, person := range whose {
		if slices.Contains(q.For, person) {
			return person
		}
	}
	return uuid.Nil
}

// passedOn is since when it waits for whoever asks because nobody took it up; zero for
// what waits for that one anyway.
func passedOn(row lists.TurnRow, q lists.TurnQuery) time.Time {
	us := append([]uuid.UUID{q.Person}, q.For...)
	owner, inCase := slices.Contains(us, row.Owner), row.Case != uuid.Nil
	free, since := row.Assignee == uuid.Nil, row.Since
	if row.Assigned.After(since) {
		since = row.Assigned
	}
	switch {
	case q.All || q.Case != uuid.Nil || slices.Contains(us, row.Assignee):
		return time.Time{}
	case free && (owner || slices.Contains(us, row.Turn.Person) || slices.Contains(q.Pool, row.Kind)):
		return time.Time{}
	case free:
		return since.Add(q.Passes.FromOwner())
	case owner && inCase:
		return since.Add(q.Passes.ToOwner())
	}
	return since.Add(q.Passes.ToDesk(inCase))
}

// Waits reports whether something waits still, and whoever asks may do it.
func (r *Room) Waits(ctx context.Context, caller casework.Caller, item string) (bool, error) {
	row, err := r.store.TurnItem(ctx, caller.Viewer(), item)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return false, nil
	}
	return err == nil && caller.Can(casework.TurnRights[row.Kind]) && !slices.Contains(row.Not, caller.ID), err
}

// TurnPlace is the page at which something that waits is done. It fails with
// CodeNotFound if it does not wait any more, or not for whoever asks.
func (r *Room) TurnPlace(ctx context.Context, caller casework.Caller, item string) (string, error) {
	waits, err := r.Waits(ctx, caller, item)
	if err != nil {
		return "", err
	}
	if !waits {
		return "", claim.Errorf(claim.CodeNotFound, "this does not wait any more").WithHint("look at what waits now")
	}
	row, err := r.store.TurnItem(ctx, caller.Viewer(), item)
	return turnLink(row), err
}

// TurnRows counts the rows of what waits for the caller, as the list shows them, up to [MaxTurnCount]. It is one
// small question, for the title of every page.
func (r *Room) TurnRows(ctx context.Context, caller casework.Caller) (int, error) {
	q, err := r.turnQuery(ctx, caller, TurnFilter{Limit: MaxTurnCount})
	if err != nil {
		return 0, err
	}
	return r.store.TurnRows(ctx, q)
}

// TurnsOf asks for all that waits for somebody, as the desk shows it under *Your turn*.
func (r *Room) TurnsOf(ctx context.Context, caller casework.Caller) (lists.TurnQuery, error) {
	return r.turnQuery(ctx, caller, TurnFilter{})
}

func (r *Room) turnQuery(ctx context.Context, caller casework.Caller, f TurnFilter) (lists.TurnQuery, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return lists.TurnQuery{}, err
	}
	if f.Scope != "" && !slices.Contains(TurnScopes, f.Scope) {
		return lists.TurnQuery{}, casework.Invalid("scope", "it is mine, all or snoozed")
	}
	if f.Kind != "" && !slices.Contains(claim.TurnKinds, f.Kind) {
		return lists.TurnQuery{}, casework.Invalid("kind", "nothing of this kind ever waits")
	}
	q := lists.TurnQuery{
		Viewer: caller.Viewer(), All: f.Scope == "all", Asleep: f.Scope == "snoozed", Now: r.now(), After: f.After,
		Limit: lists.PageSize(f.Limit, 50, 200),
	}
	for _, kind := range claim.TurnKinds {
		if !caller.Can(casework.TurnRights[kind]) || f.Kind != "" && f.Kind != kind ||
			len(f.Kinds) > 0 && !slices.Contains(f.Kinds, kind) {
			continue
		}
		q.Kinds = append(q.Kinds, kind)
		if slices.Contains(turnPool, kind) {
			q.Pool = append(q.Pool, kind)
		}
	}
	around, failed := r.store.Around(ctx)
	q.For, q.Passes = claim.StandsIn(around.Staff(), caller.ID, q.Now), around.Settings().Escalation
	if err := failed(); err != nil || f.Case == "" {
		return q, err
	}
	c, err := r.door.TheCase(ctx, caller, f.Case)
	if err != nil {
		return q, err
	}
	q.Case = c.ID
	return q, nil
}
