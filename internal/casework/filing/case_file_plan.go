package filing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/finding"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// filing is a case file on its way into the record: the commands that follow from
// it, and the content that they refer to, of which nothing is kept until all of it is.
type filing struct {
	fileProblems
	d        *casework.Door
	ctx      context.Context
	caller   casework.Caller
	in       CaseFileInput
	now      time.Time
	settings claim.DeskSettings
	notes    []string

	slug     string
	c        *cases.Case // as it stands, or as it would
	there    bool        // the case was opened before, from this file
	parties  map[string]*fileParty
	claims   map[string]uuid.UUID
	bySeries map[string]map[uuid.UUID]string // keys of claims, by series and party
	requests map[uuid.UUID]bool              // and whatever else stands in it once
	named    map[string]uuid.UUID            // parties that are called by their names
	byName   map[string]string               // ids of the file's parties, by their names

	unput    []uuid.UUID // requests with which something is wrong
	acts     []claim.Act
	of       []string // the part of the file that each act is about
	contents []claim.Content
	// assumed are streams as they would stand if nothing were wrong with the file: what
	// rests on a part that is refused is tried on them, so that all is said at once.
	assumed map[claim.Stream]claim.Aggregate
}

func newFiling(ctx context.Context, d *casework.Door, caller casework.Caller, in CaseFileInput) (*filing, error) {
	settings, err := d.DeskSettings(ctx)
	return &filing{
		d: d, ctx: ctx, caller: caller, in: in, now: d.Now(), settings: settings,
		parties: map[string]*fileParty{}, claims: map[string]uuid.UUID{}, bySeries: map[string]map[uuid.UUID]string{}, requests: map[uuid.UUID]bool{}, named: map[string]uuid.UUID{},
		assumed: map[claim.Stream]claim.Aggregate{},
	}, err
}

// keyed fixes the id of the command for a part of the file. It follows from the
// words of the part, so that it is carried out once, however often a file is opened.
func (f *filing) keyed(kind, name string, words any) (context.Context, error) {
	data, err := json.Marshal(words)
	if err != nil {
		return nil, fmt.Errorf("encode a %s of a case file: %w", kind, err)
	}
	return f.d.Keyed(casework.WithKey(f.ctx, claim.DerivedID("case file", f.slug, kind, name, string(data)))), nil
}

// taken reports whether a stream has taken the command before.
func (f *filing) taken(keyed context.Context, to claim.Stream) (bool, error) {
	return f.d.Record().Taken(f.ctx, claim.Act{To: to, Command: claim.Command{ID: casework.Key(keyed)}})
}

// act plans a command about a part of the file.
func (f *filing) act(keyed context.Context, part string, to claim.Stream, body claim.Body) {
	f.acts = append(f.acts, claim.Act{To: to, Command: casework.Command(keyed, f.caller, body)})
	f.of = append(f.of, part)
}

// keep draws the reference of content that is kept with the commands.
func (f *filing) keep(c claim.Content) claim.Ref {
	drawn := f.d.Record().Draw(c)
	f.contents = append(f.contents, drawn...)
	return drawn[0].Ref
}

func (f *filing) keepJSON(keyed context.Context, name string, value any) (claim.Ref, error) {
	content, err := casework.JSONContent(casework.Key(keyed), name, value)
	if err != nil {
		return "", err
	}
	return f.keep(content), nil
}

const caseOfFile = "case"

// openCase plans the case itself.
func (f *filing) openCase() error {
	head, err := f.in.Case.Head()
	if err == nil && f.in.Case.Draft != nil {
		err = casework.Invalid("draft", "a case file has no draft; put it in once the case is open")
	}
	if err := f.wrong(caseOfFile, err); err != nil {
		return err
	}
	f.slug = head.Slug
	keyed, err := f.keyed(caseOfFile, head.Slug, f.in.Case)
	if err != nil {
		return err
	}
	access, err := f.access()
	if err != nil {
		return err
	}
	open := f.in.Case.Opens(f.caller, access, f.settings)
	f.c = &cases.Case{Head: claim.Head{ID: f.d.IDOf("case", head.Slug), Version: 1}, Policy: open.Policy, Under: open.Under, Plan: open.Plan, OpenedAt: f.now}
	f.assumed[f.c.Stream()] = f.c
	if f.there, err = f.openBefore(keyed); err != nil || f.there || f.parts[caseOfFile] {
		return err
	}
	if open.Text, err = f.keepJSON(keyed, "case", head); err != nil {
		return err
	}
	f.act(keyed, caseOfFile, f.c.Stream(), open)
	return nil
}

// openBefore reports whether the case was opened from this file before. One that
// was opened otherwise, or that the caller may not see, has the name for itself.
func (f *filing) openBefore(keyed context.Context) (bool, error) {
	there, err := casework.Load[*cases.Case](f.ctx, f.d.Record(), claim.StreamCase, f.c.ID)
	if err != nil || there.Version == 0 {
		return false, err
	}
	same, err := f.taken(keyed, there.Stream())
	if err != nil {
		return false, err
	}
	if same && there.VisibleTo(f.caller.ID, f.caller.Roles) {
		f.c, f.assumed[there.Stream()] = there, there
		return true, nil
	}
	e := claim.Errorf(claim.CodeExists, "the case %s is open already, and was opened otherwise than the file says", f.slug).
		WithHint("give the file another id, or make it say what it said when the case was opened")
	return false, f.wrong(caseOfFile, e.WithField("slug", e.Hint))
}

// access finds the people on the access list.
func (f *filing) access() ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for i, handle := range f.in.Case.Access {
		id, err := f.d.Resolve(f.ctx, claim.StreamPerson, uuid.Nil, handle)
		if claim.CodeOf(err) == claim.CodeNotFound {
			err = f.wrong(caseOfFile, casework.NotThere(fmt.Sprintf("access[%d]", i), err))
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// each plans the parts of a list, and takes what is wrong with one.
func each[T any](f *filing, list string, parts []T, plan func(part string, in T) error) error {
	for i, in := range parts {
		part := fmt.Sprintf("%s[%d]", list, i)
		if err := f.wrong(part, plan(part, in)); err != nil {
			return err
		}
	}
	return nil
}

func (f *filing) addClaims() error { return each(f, "claims", f.in.Claims, f.addClaim) }

func (f *filing) addClaim(part string, in casework.ClaimInput) error {
	text, wrong := in.Words()
	if text.Key == "" {
		text.Key = in.Key
	}
	if _, twice := f.claims[text.Key]; twice {
		return casework.Invalid("key", "another claim of the file has the same")
	}
	keyed, err := f.keyed("claim", text.Key, in)
	if err != nil {
		return err
	}
	body := in.Adds(f.caller, f.c)
	to := claim.Stream{Kind: claim.StreamClaim, ID: casework.ClaimID(f.c, text.Key)}
	f.claims[text.Key] = to.ID
	f.assumed[to] = &verification.Claim{Head: claim.Head{ID: to.ID, Version: 1}, Case: f.c.ID, Stage: body.Opens()}
	if wrong != nil {
		return wrong
	}
	if body.Involved, err = in.Involved(f.namedIn(part)); err != nil {
		return err
	}
	if f.there {
		if there, err := f.claimThere(keyed, to, text, body); there || err != nil {
			return err
		}
	}
	if body.Text, err = f.keepJSON(keyed, "claim", text); err != nil {
		return err
	}
	f.act(keyed, part, to, body)
	return nil
}

// claimThere reports whether the claim is in the case already, whatever has become
// of it since. One that was added with other words is refused.
func (f *filing) claimThere(keyed context.Context, to claim.Stream, text claim.ClaimText, add verification.AddClaim) (bool, error) {
	if taken, err := f.taken(keyed, to); taken || err != nil {
		return taken, err
	}
	there, err := casework.Load[*verification.Claim](f.ctx, f.d.Record(), to.Kind, to.ID)
	if err != nil || there.Version == 0 {
		return false, err
	}
	return true, f.d.SameClaim(f.ctx, there, text, add)
}

// checkStatusLine looks whether the claims that the status line is about are there.
func (f *filing) checkStatusLine() error {
	for i, name := range f.in.Case.StatusLine {
		_, err := f.claimNamed(name)
		if err := f.wrong(caseOfFile, casework.NotThere(fmt.Sprintf("statusLine[%d]", i), err)); err != nil {
			return err
		}
	}
	return nil
}

// claimNamed finds a claim in the file, or else in the case.
func (f *filing) claimNamed(name string) (uuid.UUID, error) {
	if id, ok := f.claims[name]; ok {
		return id, nil
	}
	if !f.there {
		return uuid.Nil, casework.NotFound(claim.StreamClaim, name)
	}
	return f.d.Resolve(f.ctx, claim.StreamClaim, f.c.ID, name)
}

func (f *filing) putRequests() error { return each(f, "requests", f.in.Requests, f.putRequest) }

func (f *filing) putRequest(part string, in FileRequestInput) error {
	keyed, err := f.keyed("request", in.ID, in)
	if err != nil {
		return err
	}
	ask := f.asking(in)
	id := requests.RequestID(keyed, f.c.ID, in.ID)
	if f.requests[id] {
		return casework.Invalid("id", "another request of the file has the same")
	}
	f.requests[id] = true
	party, about, there, err := f.whomAndWhat(id, ask)
	if there || err != nil {
		return err
	}
	words, err := ask.Words()
	if err != nil {
		return err
	}
	if in.AnswerBy == (Deadline{}) {
		return casework.Invalid("answerBy", "say when an answer is needed")
	}
	body := ask.Asks(id, f.c, party.Party, about, f.settings, f.now)
	if !body.ByHand() {
		if err := f.unsure(party); err != nil {
			return err
		}
		body.Contact = party.Contact.ID // which was compared with the file
	}
	body.Questions = f.keep(claim.Content{Key: casework.Key(keyed).String() + "/0", Media: "text/plain; charset=utf-8", Data: []byte(words.Questions)})
	if words.Statute != "" {
		body.Statute = f.keep(claim.Content{Key: casework.Key(keyed).String() + "/1", Media: "text/plain; charset=utf-8", Data: []byte(words.Statute)})
	}
	if body.With, err = f.copied(keyed, party.ID, in.Cc); err != nil {
		return err
	}
	f.act(keyed, part, claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(f.c.ID, party.ID)}, body)
	return nil
}

// copied is who gets a copy of the letter; nil for nobody.
func (f *filing) copied(keyed context.Context, party uuid.UUID, cc []string) (*letters.Enclosed, error) {
	list, err := requests.CopiesTo(f.ctx, f.d, party, cc)
	if err != nil || len(list.Addresses) == 0 {
		return nil, err
	}
	ref, err := f.keepJSON(keyed, "copies", list)
	return &letters.Enclosed{Copied: len(list.Addresses), Copies: ref}, err
}

// asking is a request of the file as any other.
func (f *filing) asking(in FileRequestInput) requests.AskInput {
	return requests.AskInput{
		ID: in.ID, Party: in.Party, Claims: in.Claims, Questions: in.Questions, Channel: in.Channel, Kind: in.Kind, Statute: in.Statute,
		AnswerBy: in.AnswerBy.instant(f.c.OpenedAt), IntentBy: casework.Pointer(in.IntentBy.instant(f.c.OpenedAt)), AskedAt: casework.Pointer(in.AskedAt.instant(f.c.OpenedAt)),
	}
}

// whomAndWhat finds whom a request is put to and what it is about, or that it was put before.
func (f *filing) whomAndWhat(id uuid.UUID, ask requests.AskInput) (party *fileParty, about []uuid.UUID, there bool, err error) {
	if f.there {
		if there, err := requests.AskedAlready(f.ctx, f.d, f.caller, f.c, id, ask); there || err != nil {
			return nil, nil, there, err
		}
	}
	if party, err = f.partyNamed(ask.Party); err != nil {
		return nil, nil, false, casework.NotThere("party", err)
	}
	if party.hidden { // the file is refused already
		return nil, nil, true, nil
	}
	for i, name := range f.ofFileSeries(ask.Claims, party.ID) {
		id, err := f.claimNamed(name)
		if err != nil {
			return nil, nil, false, casework.NotThere(fmt.Sprintf("claims[%d]", i), err)
		}
		about = append(about, id)
	}
	return party, about, false, nil
}

// carryOut has the record carry everything out, or, if something is wrong already or
// it is only to be checked, say what else is.
func (f *filing) carryOut() error {
	acts, held := f.withoutHeld()
	done, err := f.d.Record().Do(f.ctx, claim.Doing{
		Acts: acts, Contents: f.contents, Now: f.now, Together: true, Try: f.in.Check || len(f.refused) > 0,
	})
	if err != nil {
		return err
	}
	for i, one := range done {
		if one.Refused == nil {
			continue
		}
		if err := f.refusedBy(f.of[i], acts[i], one.Refused); err != nil {
			return err
		}
	}
	for i, act := range held {
		if err := f.tryAssumed(f.of[len(acts)+i], act); err != nil {
			return err
		}
	}
	return f.err()
}

// withoutHeld splits off what is in a case with which something is wrong: the record
// would refuse all of it, for no other reason.
func (f *filing) withoutHeld() (acts, held []claim.Act) {
	if !f.parts[caseOfFile] {
		return f.acts, nil
	}
	var of, ofHeld []string
	without := map[string]bool{}
	for i, act := range f.acts {
		if act.To.Kind == claim.StreamParty {
			acts, of = append(acts, act), append(of, f.of[i])
		} else {
			held, ofHeld = append(held, act), append(ofHeld, f.of[i])
			without[act.Command.ID.String()] = true
		}
	}
	f.of = slices.Concat(of, ofHeld)
	f.contents = slices.DeleteFunc(f.contents, func(c claim.Content) bool {
		command, _, _ := strings.Cut(c.Key, "/")
		return without[command]
	})
	return acts, held
}

// refusedBy takes a refusal of the record. That another part of the file is missing,
// which was refused itself, is nothing more that is wrong.
func (f *filing) refusedBy(part string, act claim.Act, refused *claim.Error) error {
	if refused.Code == claim.CodeNotFound && len(f.refused) > 0 {
		return f.tryAssumed(part, act)
	}
	switch body := act.Command.Body.(type) {
	case letters.RecordResponse:
		if len(f.refused) > 0 { // its request may not be there for that alone
			return f.tryAssumed(part, act)
		}
	case finding.Assess:
		if f.parts[caseOfFile] || f.shaken(act.To.ID) { // what it rests on may not be there for that alone
			return nil
		}
	case letters.Ask:
		f.unput = append(f.unput, body.Request)
	}
	return f.wrong(part, refused)
}

// tryAssumed says what would be wrong with a part if the others were as they should be.
func (f *filing) tryAssumed(part string, act claim.Act) error {
	around, failed := f.d.Record().Around(f.ctx)
	state := claim.New(act.To.Kind, act.To.ID)
	switch body := act.Command.Body.(type) {
	case letters.Ask:
	case letters.RecordResponse:
		if !f.put(state, body.Request, assuming{around, f.assumed}) {
			return failed()
		}
	default:
		return nil
	}
	_, refused := state.Decide(act.Command, f.now, assuming{around, f.assumed})
	if err := failed(); err != nil {
		return err
	}
	return f.wrong(part, refused)
}

// put has a request of the file put to a correspondence that has none; false if something is
// wrong with the request itself.
func (f *filing) put(to claim.Aggregate, request uuid.UUID, around claim.Around) bool {
	if slices.Contains(f.unput, request) {
		return false
	}
	for _, act := range f.acts {
		if ask, ok := act.Command.Body.(letters.Ask); ok && ask.Request == request {
			facts, refused := to.Decide(act.Command, f.now, around)
			if refused == nil {
				claim.Apply(to, act.Command, f.now, facts)
			}
			return refused == nil
		}
	}
	return false
}

// shaken reports whether something is wrong with what the file says about a claim, besides
// what it proposes.
func (f *filing) shaken(about uuid.UUID) bool {
	wrong := func(list string, i int, claims ...string) bool {
		return f.parts[fmt.Sprintf("%s[%d]", list, i)] && slices.ContainsFunc(claims, func(name string) bool { return f.claims[name] == about })
	}
	for i, s := range f.in.Statements {
		if wrong("statements", i, s.Claim) {
			return true
		}
	}
	for i, e := range f.in.Evidence {
		if wrong("evidence", i, e.Claim) {
			return true
		}
	}
	for i, r := range f.in.Requests {
		if wrong("requests", i, r.Claims...) {
			return true
		}
	}
	for i, a := range f.in.Answers {
		for _, s := range a.Stances {
			if wrong("answers", i, s.Claim) {
				return true
			}
		}
	}
	return false
}

// assuming shows some streams otherwise than they stand.
type assuming struct {
	claim.Around
	states map[claim.Stream]claim.Aggregate
}

// State implements [claim.Around].
func (a assuming) State(s claim.Stream) claim.Aggregate {
	if state, ok := a.states[s]; ok {
		return state
	}
	return a.Around.State(s)
}
