package casefile

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// The keys of a case file. The first are those that have to be there.
var (
	caseKeys = []string{
		"onrecord", "id", "title",
		"claims", "series", "relations", "notice", "sensitivity", "access", "policy", "reminders", "status_line", "parties", "requests", "statements", "evidence", "answers", "proposals",
		"publish_at", "embargo",
	}
	policyKeys   = append(conditionNames(), "name")
	reminderKeys = []string{"at", "final_notice"}
	claimKeys    = []string{
		"id", "statement",
		"claimant", "made_at", "holds", "where", "subjects", "language", "tier", "draft",
		"witnesses", "experts", "record_holders", "relays", "name_claimant", "policy", "marks",
	}
	requestKeys = []string{"id", "party", "claims", "questions", "answer_by", "intent_by", "kind", "statute", "channel", "asked_at", "cc"}
)

// Parse reads a case file, in YAML or JSON. name stands in messages. Codes:
// too_large for a file over the limits of its size, else invalid, with an
// [Error] that lists everything that is wrong.
func Parse(name string, data []byte) (*File, error) {
	ps := &problems{file: name, places: map[string]position{}}
	root, err := ps.open(data)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, ps.err()
	}
	file := ps.readFile(root)
	file.name, file.places = name, ps.places
	if err := ps.err(); err != nil {
		return nil, err
	}
	return file, nil
}

// open checks the size of the file and reads its tree.
func (ps *problems) open(data []byte) (*yaml.Node, error) {
	if err := checkSize(ps.file, data); err != nil {
		return nil, err
	}
	if err := checkMarks(ps.file, data); err != nil {
		return nil, err
	}
	return ps.tree(data), nil
}

// header checks which kind of file it is.
func (o object) header(want string) {
	o.needs("onrecord")
	if got := o.line("onrecord", MaxID); got != "" && got != want {
		o.wrong("onrecord", "this is a file of the form %s: the form that can be read here is %s", clip(got), want)
	}
}

// reading holds what the parts of one case file share.
type reading struct {
	*problems
	parties, claims, requests register
	zones                     map[string]bool
	asked                     map[string]int // party → requests
}

func (ps *problems) readFile(root *yaml.Node) *File {
	o := ps.object(root, "", caseKeys)
	o.header(Header)
	o.needs(caseKeys[1:3]...)
	if !o.has("series") {
		o.needs("claims")
	}
	r := &reading{ps, register{}, register{}, register{}, map[string]bool{}, map[string]int{}}
	f := &File{
		ID: o.id(register{}), Title: o.line("title", MaxTitle), Notice: o.line("notice", MaxNotice),
		Sensitivity: word(o, "sensitivity", claim.OpenToDesk, claim.Sensitivities),
		Access:      o.access(), Plan: o.plan(), PublishAt: o.instant("publish_at"), Embargo: o.instant("embargo"),
	}
	f.Policy, f.PolicyName = o.policy()
	f.Parties = each(o, "parties", MaxParties, r.party)
	f.Claims = each(o, "claims", MaxClaims, r.claim)
	f.Series = each(o, "series", MaxClaims, r.series)
	f.Relations = each(o, "relations", MaxRelations, r.relation)
	f.Requests = each(o, "requests", MaxRequests, r.request)
	f.Statements = each(o, "statements", MaxSources, r.statement)
	f.Evidence = each(o, "evidence", MaxSources, r.exhibit)
	f.Answers = each(o, "answers", MaxRequests, func(n *yaml.Node, path string) Answer { return r.answer(n, path, f) })
	f.Proposals = each(o, "proposals", MaxClaims, r.proposal)
	f.StatusLine = o.refs("status_line", "claim", MaxClaims, r.claims)
	if len(f.Claims)+len(f.Series) == 0 && len(ps.found) == 0 {
		o.wrong("claims", "is empty: a case has at least one claim")
	}
	if f.Sensitivity == claim.OpenToDesk && len(f.Access) > 0 {
		o.wrong("access", "names who may see a restricted case, and this one is open to the desk: add \"sensitivity: restricted\", or delete the list")
	}
	return f
}

// each reads a list, one element after the other.
func each[T any](o object, key string, most int, read func(n *yaml.Node, path string) T) []T {
	var all []T
	for i, n := range o.list(key, most) {
		all = append(all, read(n, element(key, i)))
	}
	return all
}

// access reads the handles of people.
func (o object) access() []string {
	var handles []string
	for i, n := range o.list("access", MaxAccess) {
		path := element(o.at("access"), i)
		handle := o.lineOf(n, path, MaxID)
		switch {
		case handle == "":
		case !handleForm.MatchString(handle):
			o.add(n.Line, n.Column, path, "%s is not a person's handle: use letters, digits, dots and hyphens", clip(handle))
		case slices.Contains(handles, handle):
			o.add(n.Line, n.Column, path, "%s stands in the list twice: delete one of them", handle)
		default:
			handles = append(handles, handle)
		}
	}
	return handles
}

// conditionNames are the keys of a policy, in the order of its conditions.
func conditionNames() []string {
	var names []string
	for _, c := range claim.Conditions() {
		names = append(names, c.Row().Name)
	}
	return names
}

// policy reads the numbers of a case, and the name of the desk's policy that its
// claims are pinned to.
func (o object) policy() (claim.Policy, string) {
	policy := claim.DefaultPolicy
	f, ok := o.fields["policy"]
	if !ok {
		return policy, ""
	}
	p := o.object(f.value, "policy", policyKeys)
	for i, name := range conditionNames() {
		policy[i] = p.number(name, policy[i])
	}
	o.valid("policy", policy.Validate())
	return policy, p.line("name", MaxID)
}

// plan reads the reminders. Without "at" there are none, without
// "final_notice" no final notice; without "reminders" the default plan holds.
func (o object) plan() claim.Plan {
	f, ok := o.fields["reminders"]
	if !ok {
		return claim.DefaultPlan
	}
	before := len(o.found)
	p := o.object(f.value, "reminders", reminderKeys)
	var plan claim.Plan
	for i, n := range p.list("at", claim.MaxReminders) {
		plan.Reminders = append(plan.Reminders, p.percent(n, element(p.at("at"), i)))
	}
	if notice, ok := p.fields["final_notice"]; ok {
		plan.FinalNotice = p.percent(notice.value, p.at("final_notice"))
	}
	if len(o.found) == before {
		o.valid("reminders", plan.Validate())
	}
	return plan
}

func (r *reading) claim(n *yaml.Node, path string) Claim {
	o := r.object(n, path, claimKeys)
	o.needs(claimKeys[:2]...)
	return r.claimOf(o)
}

// claimOf reads what a claim and a series have in common.
func (r *reading) claimOf(o object) Claim {
	return Claim{
		ID: o.id(r.claims), Statement: o.line("statement", MaxStatement), Claimant: o.line("claimant", MaxName),
		MadeAt: o.when("made_at"), Holds: o.period("holds"), Where: o.line("where", MaxWhere), Subjects: o.subjects(),
		Language: o.language(), Tier: word(o, "tier", claim.Routine, claim.Tiers), Draft: o.flag("draft"),
		Witnesses: o.names("witnesses", MaxSubjects), Experts: o.names("experts", MaxSubjects),
		RecordHolders: o.names("record_holders", MaxSubjects), Relays: o.names("relays", MaxSubjects), NameClaimant: o.named(),
		Policy: o.line("policy", MaxID), Marks: o.marks(),
	}
}

func (o object) subjects() []string {
	var subjects []string
	for i, n := range o.list("subjects", MaxSubjects) {
		if subject := o.lineOf(n, element(o.at("subjects"), i), MaxSubject); subject != "" {
			subjects = append(subjects, subject)
		}
	}
	return subjects
}

func (r *reading) request(n *yaml.Node, path string) Request {
	o := r.object(n, path, requestKeys)
	o.needs(requestKeys[:5]...)
	q := Request{
		ID: o.id(r.requests), Party: o.ref("party", "party", r.parties),
		Claims:    o.refs("claims", "claim", MaxClaimsPerRequest, r.claims),
		Questions: o.prose("questions", MaxQuestions),
		AnswerBy:  o.deadline("answer_by"), IntentBy: o.deadline("intent_by"),
		Kind: word(o, "kind", "", claim.RequestKinds), Statute: o.line("statute", MaxName),
		Channel: word(o, "channel", "", claim.Channels), AskedAt: o.past("asked_at"), Cc: o.emails("cc", letters.MaxCopies),
	}
	o.checkRequest(q)
	o.checkStatute(q)
	if len(q.Cc) > 0 && (q.Channel != "" && !q.Channel.Carried() || o.has("asked_at")) {
		o.wrong("cc", "is of letters that go out: a person has put this request, and nothing goes out")
	}
	r.countRequest(o, q.Party)
	return q
}

func (o object) checkRequest(q Request) {
	if f, ok := o.fields["claims"]; ok && f.value.Kind == yaml.SequenceNode && len(f.value.Content) == 0 {
		o.wrong("claims", "is empty: a request is about at least one claim")
	}
	if !q.IntentBy.IsZero() && !q.AnswerBy.IsZero() && !q.IntentBy.before(q.AnswerBy) {
		o.wrong("intent_by", "is not before answer_by: choose an earlier time, by which the party says whether it will answer")
	}
}

func (o object) checkStatute(q Request) {
	switch records := q.Kind == claim.RecordsRequest; {
	case records && q.Statute == "":
		o.wrong("kind", "is a records request, which says under which statute it is made: add \"statute\"")
	case !records && q.Statute != "":
		o.wrong("statute", "is for records requests: delete it, or say \"kind: records\"")
	}
}

func (r *reading) countRequest(o object, party string) {
	if party == "" {
		return
	}
	if r.asked[party]++; r.asked[party] == MaxRequestsPerParty+1 {
		o.wrong("party", "%s has more than %d requests: ask about several claims in one", party, MaxRequestsPerParty)
	}
}
