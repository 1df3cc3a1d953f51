package reading

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// CaseFile is a case as a file that opens it again says it, and what that does not say.
type CaseFile struct {
	File    filing.CaseFileInput `json:"file"`
	LeftOut []string             `json:"leftOut" doc:"what of the case is not in the file, and why"`
	// Withheld is told to whoever takes the case out, and to nobody who gets the file.
	Withheld []string `json:"withheld" doc:"what is not in the file either, as it was not said on the record; the file holds how much it is and nothing else of it"`
	Leaves   []string `json:"leaves" doc:"what is in it that was not said on the record"`
}

// CaseFile writes down a case that the caller may see. What was said on terms on which it
// may not go out with a name stays here, and so does what was asked for it: without its
// answer it would read as silence.
func (r *Room) CaseFile(ctx context.Context, caller casework.Caller, caseName string) (CaseFile, error) {
	b, err := r.Gather(ctx, caller, caseName, nil)
	if err != nil {
		return CaseFile{}, err
	}
	if err := r.speakers(ctx, b); err != nil {
		return CaseFile{}, err
	}
	w := &fileWriter{
		Gathered: b, out: CaseFile{LeftOut: []string{}, Leaves: []string{}},
		claims: map[uuid.UUID]string{}, used: map[uuid.UUID]bool{}, hushed: map[hushed]bool{}, short: map[uuid.UUID]bool{},
	}
	w.head()
	w.choose()
	w.series()
	w.relations()
	w.sources()
	for _, l := range b.Letters {
		w.correspondence(l)
	}
	w.proposals()
	w.statusLine()
	if err := w.draft(ctx, r); err != nil {
		return CaseFile{}, err
	}
	if err := w.comments(ctx, r); err != nil {
		return CaseFile{}, err
	}
	if err := w.access(ctx, r); err != nil {
		return CaseFile{}, err
	}
	return w.out, w.parties(ctx, r, caller)
}

// speakers reads who spoke for the parties, which no report says.
func (r *Room) speakers(ctx context.Context, b *report.Gathered) error {
	var refs []claim.Ref
	for _, l := range b.Letters {
		for _, a := range l.Responses {
			if a.Speaker != "" {
				refs = append(refs, a.Speaker)
			}
		}
	}
	if len(refs) == 0 {
		return nil
	}
	l, err := r.library(ctx, refs...)
	maps.Copy(b.Lib, l)
	return err
}

// hushed is that something a party said about a claim stays here.
type hushed struct{ party, about uuid.UUID }

// fileWriter writes a case down.
type fileWriter struct {
	*report.Gathered
	out    CaseFile
	claims map[uuid.UUID]string // ids in the file of what is in it
	used   map[uuid.UUID]bool   // parties that something in it names
	hushed map[hushed]bool
	short  map[uuid.UUID]bool // claims of which something that bears on them is left out
}

func (w *fileWriter) leaveOut(format string, args ...any) {
	w.out.LeftOut = append(w.out.LeftOut, fmt.Sprintf(format, args...))
}

func (w *fileWriter) head() {
	c := w.Case
	head := casework.Read[claim.CaseHead](w.Lib, c.Text)
	w.out.File.Case = writing.CaseInput{
		Slug: fileID(cmp.Or(head.Slug, c.ID.String())), Title: cmp.Or(head.Title, casework.Erased), Notice: head.Notice, Sensitivity: c.Sensitivity,
		Policy: &c.Policy, PolicyName: c.Under, Plan: &c.Plan, PublishAt: casework.Pointer(c.PublishAt), Embargo: casework.Pointer(c.Embargo),
	}
}

// choose decides which claims are in the file: what was given up, or erased, is not.
func (w *fileWriter) choose() {
	for _, c := range w.Gathered.Claims {
		switch key := w.Keys[c.ID]; {
		case key == "":
			w.leaveOut("a claim whose words were erased")
		case c.Stage == claim.StageWithdrawn || c.Stage == claim.StageDeclined || c.Stage == claim.StageRetracted || c.Stage == claim.StageTakenDown:
			w.leaveOut("the claim %s, which is %s", key, c.Stage)
		default:
			w.claims[c.ID] = fileID(key)
		}
		if len(c.SignOffs)+len(c.Publications) > 0 && w.claims[c.ID] != "" {
			w.leaveOut("who signed the claim %s off, and what was made public of it: a file says neither", w.Keys[c.ID])
		}
	}
}

// claim is a claim of the file.
func (w *fileWriter) claim(c *verification.Claim) writing.ClaimInput {
	text := casework.Read[claim.ClaimText](w.Lib, c.Text)
	in := writing.ClaimInput{
		Key: w.claims[c.ID], Statement: text.Statement, MadeAt: text.MadeAt, Holds: text.Holds, Where: text.Where, Language: text.Language,
		Tier: c.Tier, Draft: c.Stage == claim.StageDraft, Marks: c.Marks,
		Subjects: w.called(c.As(sources.PartSubject)), Witnesses: w.called(c.As(sources.PartWitness)), Experts: w.called(c.As(sources.PartExpert)),
		RecordHolders: w.called(c.As(sources.PartRecordHolder)), Relays: w.called(c.As(sources.PartRelay)),
	}
	for _, name := range w.called(c.As(sources.PartClaimant)) {
		in.Claimant = name
	}
	if c.Under.Name != w.Case.Under {
		in.PolicyName = c.Under.Name
	}
	if d := c.Disclosure; d != nil {
		in.NameClaimant = map[bool]string{true: "yes", false: "no"}[d.Name]
	}
	return in
}

// called are parties by their ids in the file.
func (w *fileWriter) called(ids []uuid.UUID) []string {
	var names []string
	for _, id := range ids {
		names = append(names, w.call(id))
	}
	return names
}

func (w *fileWriter) call(id uuid.UUID) string {
	w.used[id] = true
	return fileID(cmp.Or(w.Gathered.Parties[id].Key, id.String()))
}

// series writes the claims: those of a series that differ in nothing but their party as one.
func (w *fileWriter) series() {
	done := map[uuid.UUID]bool{}
	for _, s := range w.Case.Series {
		one, members, ok := w.asSeries(s)
		if !ok {
			continue
		}
		w.out.File.Series = append(w.out.File.Series, one)
		for _, c := range members {
			done[c.ID] = true
		}
	}
	for _, c := range w.Gathered.Claims {
		if w.claims[c.ID] != "" && !done[c.ID] {
			w.out.File.Claims = append(w.out.File.Claims, w.claim(c))
		}
	}
}

func (w *fileWriter) asSeries(s cases.SeriesOf) (one filing.FileSeriesInput, members []*verification.Claim, ok bool) {
	text := casework.Read[claim.ClaimText](w.Lib, s.Text)
	if text.Key == "" {
		return one, nil, false
	}
	for _, c := range verification.InSeries(w.Gathered.Claims, s.ID) {
		if w.claims[c.ID] == "" {
			continue
		}
		party := w.Gathered.Parties[c.Series.Party]
		in := w.claim(c)
		whole := in.Key == text.Key+"-"+party.Key && in.Statement == strings.ReplaceAll(text.Statement, cases.SeriesSlot, party.Name)
		in.Key, in.Statement = text.Key, text.Statement
		in.Subjects = slices.DeleteFunc(in.Subjects, func(name string) bool { return name == fileID(party.Key) })
		if len(members) == 0 {
			one.ClaimInput = in
		}
		if !whole || !alike(one.ClaimInput, in) {
			w.leaveOut("that the claims of %s are one series: they differ in more than their party", text.Key)
			return one, nil, false
		}
		members = append(members, c)
		one.Parties = append(one.Parties, w.call(c.Series.Party))
	}
	return one, members, len(members) > 0
}

func alike(a, b writing.ClaimInput) bool {
	one, err := json.Marshal(a)
	other, failed := json.Marshal(b)
	return err == nil && failed == nil && string(one) == string(other)
}

func (w *fileWriter) relations() {
	for _, c := range w.Gathered.Claims {
		for _, r := range c.Related {
			if w.claims[c.ID] != "" && w.claims[r.To] != "" {
				w.out.File.Relations = append(w.out.File.Relations, filing.FileRelationInput{Claim: w.claims[c.ID], To: w.claims[r.To], As: r.As})
			}
		}
	}
}

// stays reports whether what was said on some terms stays here, and notes what leaves.
func (w *fileWriter) stays(rules claim.GroundRules, whose uuid.UUID, what, about string) bool {
	name := w.PartyCalled(whose)
	if rules.Public() == claim.PublicWords {
		return false
	}
	if rules.Public() == claim.PublicStance {
		w.out.Leaves = append(w.out.Leaves, fmt.Sprintf("%s of %s about %s is %s: who has the file knows who said it", what, name, about, rules))
		return false
	}
	w.out.Withheld = append(w.out.Withheld, fmt.Sprintf("%s of %s about %s, which is %s", what, name, about, rules))
	return true
}

// sources writes what was said without having been asked for, and evidence.
func (w *fileWriter) sources() {
	for _, c := range w.Gathered.Claims {
		if w.claims[c.ID] == "" {
			continue
		}
		for _, a := range c.Answers {
			if a.Unasked() && a.Withdrawn == nil {
				w.statement(c, a)
			}
		}
		for _, e := range c.Evidence {
			w.exhibit(c, e)
		}
		for _, x := range c.Contests {
			if x.Withdrawn == nil {
				w.short[c.ID] = true
				w.leaveOut("that two origins of %s are one: what goes back to them counts twice until somebody says so again", w.Keys[c.ID])
			}
		}
	}
}

// speaker is who spoke for a party, as far as that was not erased.
func (w *fileWriter) speaker(by sources.Spoken) casework.SpeakerInput {
	if !w.Lib.Has(by.Speaker) {
		return casework.SpeakerInput{}
	}
	return casework.SpeakerInput{Speaker: w.Lib.Text(by.Speaker), SpeakerNamed: by.SpeakerNamed}
}

func (w *fileWriter) statement(c *verification.Claim, a sources.Said) {
	words := w.Lib.Text(a.Statement)
	if !w.Lib.Has(a.Statement) {
		w.short[c.ID] = true
		w.leaveOut("a statement about %s whose words were erased", w.Keys[c.ID])
		return
	}
	if w.stays(a.GroundRules, a.Party, "a statement", w.Keys[c.ID]) {
		w.short[c.ID] = true
		return
	}
	if !c.SaidOfNow(a) {
		w.leaveOut("a statement of %s about earlier words of %s", w.PartyCalled(a.Party), w.Keys[c.ID])
		return
	}
	at, channel := a.When(), a.Channel
	if channel == claim.InPublic { // which goes without saying
		channel = ""
	}
	w.out.File.Statements = append(w.out.File.Statements, filing.FileStatementInput{Claim: w.claims[c.ID], StatementInput: writing.StatementInput{
		Party: w.call(a.Party), Way: w.called(a.Way), Stance: a.Stance, Statement: words, Summary: a.Summary, SaidAt: &at, GroundRules: a.GroundRules, Channel: channel,
		SpeakerInput: w.speaker(a.Spoken),
	}})
}

func (w *fileWriter) exhibit(c *verification.Claim, e sources.Evidence) {
	if e.Withdrawn != nil {
		return
	}
	if !c.Shows(e) {
		w.short[c.ID] = true
		w.leaveOut("a piece of evidence for earlier words of %s, which is to be looked at again", w.Keys[c.ID])
		return
	}
	text := casework.Read[sources.EvidenceText](w.Lib, e.Text)
	if text.Title == "" {
		w.short[c.ID] = true
		w.leaveOut("a piece of evidence about %s that was erased", w.Keys[c.ID])
		return
	}
	in := filing.FileEvidenceInput{
		Claim: w.claims[c.ID], Kind: e.Kind, Bearing: e.Bearing, Title: text.Title, Origin: text.Origin, Way: w.called(e.Way),
		Source: text.Source, Text: text.Text, Public: e.Public,
	}
	if w.Gathered.Parties[e.Origin].Name != "" {
		in.Origin = w.call(e.Origin)
	}
	if e.File != "" {
		w.leaveOut("the file of the evidence %q about %s: add it after the opening", text.Title, w.Keys[c.ID])
		if field, _ := e.Kind.Needs(); field == "file" {
			in.Kind = claim.DocumentEvidence
		}
	}
	w.out.File.Evidence = append(w.out.File.Evidence, in)
}

// correspondence writes the requests to one party that can be written without saying of it
// what is not so, with what it answered.
func (w *fileWriter) correspondence(l *letters.Correspondence) {
	for _, r := range l.Responses {
		for _, s := range r.Stances {
			if w.stays(r.GroundRules, l.Party, "an answer", w.keyed(s.Claim)) {
				w.hushed[hushed{l.Party, s.Claim}], w.short[s.Claim] = true, true
			}
		}
	}
	told := w.told(l)
	for n, r := range told {
		w.request(l, r, w.asked(r), fmt.Sprintf("%s-%d", w.call(l.Party), n+1))
	}
}

// told are the requests to one party that the file says.
func (w *fileWriter) told(l *letters.Correspondence) []letters.Request {
	told := slices.Clone(l.Requests)
	for before := -1; before != len(told); { // what is left out may leave another one without its answer
		before = len(told)
		told = slices.DeleteFunc(told, func(r letters.Request) bool {
			why := w.untold(l, r, told)
			if why == "" {
				return false
			}
			line := fmt.Sprintf("the request %s to %s: %s", letters.RequestCode(r.ID), w.PartyCalled(l.Party), why)
			if why == answerStays || why == answersStaying {
				w.out.Withheld = append(w.out.Withheld, line)
			} else {
				w.out.LeftOut = append(w.out.LeftOut, line)
			}
			for _, id := range r.Claims {
				w.short[id] = true
			}
			return true
		})
	}
	return told
}

// keyed is how a claim is called here.
func (w *fileWriter) keyed(id uuid.UUID) string { return cmp.Or(w.Keys[id], id.String()) }

// asked are the claims of a request that are in the file.
func (w *fileWriter) asked(r letters.Request) []string {
	var claims []string
	for _, id := range r.Claims {
		if key := w.claims[id]; key != "" {
			claims = append(claims, key)
		}
	}
	return claims
}

// Why a request stays because of its answer.
const (
	answerStays    = "what was answered about it stays here, and without that it would read as silence"
	answersStaying = "what was answered about it answers a request that stays here, and without that it would read as silence"
)

// untold says why a request is not in the file, while those others are; empty of one that is.
func (w *fileWriter) untold(l *letters.Correspondence, r letters.Request, told []letters.Request) string {
	stays := slices.ContainsFunc(r.Claims, func(id uuid.UUID) bool { return w.hushed[hushed{l.Party, id}] })
	switch {
	case len(w.asked(r)) == 0:
		return "none of its claims is in the file"
	case stays:
		return answerStays
	case r.Lifecycle == letters.RequestWithdrawn:
		return "it was withdrawn"
	case !w.Lib.Has(r.Questions):
		return "its questions were erased"
	case r.Letter == uuid.Nil:
		return "its letter has not gone out yet, and it would be put twice"
	case len(r.Answered) == 0 && r.SentAt.IsZero() && (l.CameBack(r.ID) != nil || r.Again != nil):
		return "its letter came back, and nothing has reached the party"
	case r.SentAt.IsZero() && r.Over():
		return "its letter never went out"
	case r.SentAt.IsZero():
		return "its letter has not been taken yet by their mail server"
	case w.reworded(r):
		return "it is about words that a claim has no more"
	case len(r.Answered) == 0 && (l.CameBack(r.ID) != nil || l.Silence(r) == claim.Undeliverable):
		return "its letter came back, and without that it would read as silence"
	case len(l.Unread())+l.Quarantined > 0 && (!r.Over() || r.Lifecycle == letters.NoReply):
		return "a message that may be an answer waits to be read"
	case w.bereft(l, r, told):
		return answersStaying
	}
	return ""
}

// reworded reports whether a request, or an answer to it, is about words that a claim has no more.
func (w *fileWriter) reworded(r letters.Request) bool {
	return slices.ContainsFunc(w.Gathered.Claims, func(c *verification.Claim) bool {
		return slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Request == r.ID && !c.AskedOfNow(a) }) ||
			slices.ContainsFunc(c.Answers, func(a sources.Said) bool { return a.Request == r.ID && !c.SaidOfNow(a) })
	})
}

// bereft reports whether something was answered about a request and none of the others that
// the file says has that answer.
func (w *fileWriter) bereft(l *letters.Correspondence, r letters.Request, told []letters.Request) bool {
	return slices.ContainsFunc(r.Answered, func(about uuid.UUID) bool {
		return !slices.ContainsFunc(l.Responses, func(a letters.Response) bool {
			return slices.ContainsFunc(told, func(t letters.Request) bool { return t.ID == a.Request }) &&
				slices.ContainsFunc(a.Stances, func(s letters.Answer) bool { return s.Claim == about })
		})
	})
}

func (w *fileWriter) request(l *letters.Correspondence, r letters.Request, claims []string, id string) {
	in := filing.FileRequestInput{
		ID: id, Party: w.call(l.Party), Claims: claims, Questions: w.Lib.Text(r.Questions), Channel: r.Channel, Kind: r.Kind, Statute: w.Lib.Text(r.Statute),
		AnswerBy: filing.Deadline{At: &r.AnswerBy}, IntentBy: filing.Deadline{At: casework.Pointer(r.IntentBy)},
	}
	if len(claims) < len(r.Claims) {
		w.leaveOut("some claims of the request %s to %s, which are not in the file", letters.RequestCode(r.ID), w.PartyCalled(l.Party))
	}
	if r.With != nil {
		w.leaveOut("who had a copy of the request %s to %s, and the files that went out with it", letters.RequestCode(r.ID), w.PartyCalled(l.Party))
	}
	if tried := slices.DeleteFunc(l.TriesAt(r), func(t letters.Try) bool { return t.Arrived() && t.Result == "" }); len(tried) > 0 {
		w.leaveOut("what was tried besides to reach %s about the request %s: %s", w.PartyCalled(l.Party), letters.RequestCode(r.ID), letters.Tried(tried))
	}
	if r.Lifecycle == letters.Acknowledged || r.Lifecycle == letters.Clarification {
		w.leaveOut("that %s has written back about the request %s, without an answer", w.PartyCalled(l.Party), letters.RequestCode(r.ID))
	}
	asked := r.SentAt
	for _, a := range l.Responses {
		if a.Request != r.ID {
			continue
		}
		if a.ReceivedAt.Before(asked) { // of a request that was put again, the first letter had arrived after all
			asked = a.ReceivedAt
		}
		w.answer(a, in.ID)
	}
	in.AskedAt.At = casework.Pointer(asked)
	w.out.File.Requests = append(w.out.File.Requests, in)
}

func (w *fileWriter) answer(a letters.Response, request string) {
	in := filing.FileAnswerInput{
		Request: request, Way: w.called(a.Way), GroundRules: a.GroundRules, Channel: a.Channel, SpeakerInput: w.speaker(a.Spoken),
		ReceivedAt: filing.Before{At: casework.Pointer(a.ReceivedAt)},
	}
	if a.Channel.OnPage() {
		in.Channel = claim.ByEmail
		w.leaveOut("that an answer to %s came on the answer page: it stands there as e-mail", request)
	}
	for _, s := range a.Stances {
		if key := w.claims[s.Claim]; key != "" {
			in.Stances = append(in.Stances, answers.StanceInput{Claim: key, Stance: s.Stance, Statement: w.Lib.Text(s.Statement), Summary: s.Summary})
		}
	}
	if len(in.Stances) > 0 {
		w.out.File.Answers = append(w.out.File.Answers, in)
	}
}

// proposals writes the outcomes that what is in the file carries, as soon as it is opened.
func (w *fileWriter) proposals() {
	for _, c := range w.Gathered.Claims {
		p := c.Proposal
		if w.claims[c.ID] == "" || p == nil {
			continue
		}
		switch {
		case c.Stage == claim.StageAssessing || c.Stage == claim.StageGathering || c.Stage == claim.StageCorrecting:
			w.leaveOut("what was proposed of %s, which is not in review any more", w.Keys[c.ID])
		case w.short[c.ID]:
			w.leaveOut("what was proposed of %s: something that it may rest on stays here", w.Keys[c.ID])
		case p.Why == finding.NotAnswered || p.Why == finding.CannotBeKnown:
			w.leaveOut("what was proposed of %s: the time to answer has to run out first on the desk that opens it", w.Keys[c.ID])
		default:
			at := p.AsOf
			w.out.File.Proposals = append(w.out.File.Proposals, filing.FileProposalInput{Claim: w.claims[c.ID], AssessInput: findings.AssessInput{
				Outcome: p.Outcome, Why: p.Why, Rationale: w.Lib.Text(p.Rationale), ForReaders: w.Lib.Text(p.ForReaders), AsOf: &at,
			}})
		}
	}
}

// statusLine writes what the editor has chosen for it, as far as that is in the file.
func (w *fileWriter) statusLine() {
	known := map[string]bool{}
	for _, c := range w.out.File.Claims {
		known[c.Key] = true
	}
	for _, s := range w.out.File.Series {
		known[s.Key] = true
		for _, party := range s.Parties {
			known[s.Key+"-"+party] = true
		}
	}
	for _, name := range casework.Read[claim.CaseHead](w.Lib, w.Case.Text).StatusLine {
		for _, s := range w.Case.Series {
			if s.ID.String() == name {
				name = casework.Read[claim.ClaimText](w.Lib, s.Text).Key
			}
		}
		if name = fileID(name); known[name] {
			w.out.File.Case.StatusLine = append(w.out.File.Case.StatusLine, name)
		}
	}
}

// access writes who may see a restricted case, by their handles.
func (w *fileWriter) access(ctx context.Context, r *Room) error {
	if len(w.Case.Access) == 0 || w.Case.Sensitivity != claim.Restricted {
		return nil
	}
	staff, err := r.Everybody(ctx)
	for _, m := range staff {
		if slices.Contains(w.Case.Access, m.ID) {
			w.out.File.Case.Access = append(w.out.File.Case.Access, m.Handle)
		}
	}
	return err
}

// parties writes whoever the file names.
func (w *fileWriter) parties(ctx context.Context, r *Room, caller casework.Caller) error {
	ids := make([]uuid.UUID, 0, len(w.used))
	for id := range w.used {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil
	}
	states, err := r.store.LoadAll(ctx, claim.StreamParty, ids...)
	if err != nil {
		return err
	}
	var refs []claim.Ref
	for _, s := range states {
		refs = append(refs, s.(*people.Party).Profile, s.(*people.Party).Contact.Address)
	}
	l, err := r.library(ctx, refs...)
	if err != nil {
		return err
	}
	for _, s := range states {
		p := s.(*people.Party)
		profile, address := casework.Read[people.PartyProfile](l, p.Profile), casework.Read[people.ContactAddress](l, p.Contact.Address)
		in := casework.PartyInput{
			Key: w.call(p.ID), Name: cmp.Or(profile.Name, casework.Erased), Kind: profile.Kind, Nature: profile.Nature, Language: profile.Language,
			Zone: p.Zone, Hours: p.Hours,
		}
		if caller.Can(casework.MayReadParties) {
			in.Email, in.Role = address.Address, address.Role
		}
		w.out.File.Parties = append(w.out.File.Parties, in)
	}
	slices.SortFunc(w.out.File.Parties, func(a, b casework.PartyInput) int { return cmp.Compare(a.Key, b.Key) })
	return nil
}

var fileIDForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)

// fileID is a short name as files take them: a letter first.
func fileID(key string) string {
	if fileIDForm.MatchString(key) {
		return key
	}
	key = "x-" + key
	return key[:min(len(key), 64)]
}
