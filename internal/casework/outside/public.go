package outside

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// PublicCase is what the public reads of a case: its title as it is now, and its public findings,
// each as it stood when it was last published. What else has happened since is not in it.
type PublicCase struct {
	ID     uuid.UUID
	Slug   string
	Title  string
	Sample bool           // nothing in it is real
	Zone   *time.Location // of the desk: every instant here is in it
	Status []string       // the line in its short form, one per as-of instant, the latest first, and a sentence of what was retracted
	Long   []string       // likewise in its long form
	First  time.Time      // publication
	Latest time.Time      // publication, correction or retraction
	Claims []PublicClaim
}

// PublicSeries says that a claim is one of those that a statement makes of several parties.
type PublicSeries struct {
	ID        uuid.UUID
	Statement string // as it was published, without the name
	About     string // the name
}

// PublicClaim is a public finding.
type PublicClaim struct {
	ID           uuid.UUID
	Key          string
	Before       string // the key that it had in its address before it was removed; nothing shows it
	Statement    string
	Series       *PublicSeries // that it is one of; nil if its words do not name the party
	Claimant     string
	ClaimantIs   people.Nature // as far as the party is known by that name
	Where        string
	MadeAt       *claim.When
	Holds        *claim.Period
	Language     string
	Outcome      claim.Outcome
	Why          finding.Why // why the outcome establishes nothing
	Rating       PublicRating
	Reason       string // of the finding, for readers
	AsOf         time.Time
	Line         line.Forms       // of this finding alone, as of when it was last published
	Checking     time.Time        // since when it is being checked again; zero if it is not
	Evidence     []PublicEvidence // that readers may see
	PublishedAt  time.Time        // first
	ChangedAt    time.Time        // last
	Parties      []PublicParty    // that may be named
	Background   []claim.Stance
	Unattributed int  // answers that are not for attribution
	Others       bool // further parties were asked, who are not named
	History      []PublicChange
}

// Zone is that of the desk, in which instants are told.
func (c PublicClaim) Zone() *time.Location { return c.PublishedAt.Location() }

// Retracted is the retraction of the finding, or nil.
func (c PublicClaim) Retracted() *PublicChange {
	if last := c.last(); last.Kind == finding.Retraction {
		return &last
	}
	return nil
}

// PublicParty is a party that was asked, with what it said on the record.
type PublicParty struct {
	Name      string
	AskedAt   time.Time      // first; zero if it spoke without being asked by letter
	Puts      []PublicPut    // every request, as it was put; oldest first
	AnswerBy  time.Time      // of the latest request
	Letters   []PublicLetter // requests, reminders and final notices that went out, oldest first
	Reminders int            // without final notices
	Notices   int            // final notices
	Answers   []PublicAnswer // and what it said of its own accord; oldest first
	Silence   claim.Silence  // of one that has not answered
	Spoke     bool           // it has answered, if only on terms that keep that from readers
	Waiting   bool           // there was still time to answer
	CameBack  bool           // every letter that asked it came back, and nothing else has reached it
	Unread    bool           // something that it wrote, or may have written, was still to be read
	Earlier   bool           // it was asked, or has spoken, about an earlier wording only
	Until     time.Time      // until when it had been given, if its finding was published before that; else zero
}

// PublicPut is how and when a request was put.
type PublicPut struct {
	Channel claim.Channel // empty if it is not known
	ByHand  bool          // a person has put it, and no letter of ours
	At      time.Time
}

// PublicLetter is a letter that went out to a party about the claim.
type PublicLetter struct {
	Kind claim.MessageKind
	At   time.Time
	Back bool // it came back
}

// Replied reports whether it has answered what it was asked, or has said something on terms that
// readers learn nothing of; true for one that was not asked about what the finding says.
func (p PublicParty) Replied() bool {
	return p.AskedAt.IsZero() || p.Spoke || slices.ContainsFunc(p.Answers, func(a PublicAnswer) bool { return !a.Unasked })
}

// PublicAnswer is an answer on the record.
type PublicAnswer struct {
	Stance    claim.Stance
	Statement string // verbatim, unless it is a summary
	Summary   bool   // the words are the desk's
	Channel   claim.Channel
	Through   []string // through whom it came, whom it was said to first; empty if it was said to the desk
	Unasked   bool     // nobody had asked: it was said of the party's own accord, or to somebody else
	At        time.Time
	Date      claim.When // that it was said on, where nobody knows the hour; At only places it among the rest then
	Late      bool
	Replaced  bool   // a later answer took its place
	Speaker   string // who said it for the party, if that name was given for print
}

// PublicChange is a publication, or a change of one.
type PublicChange struct {
	Version    int
	Kind       finding.PublicationKind
	At         time.Time
	Outcome    claim.Outcome
	Why        finding.Why // why the outcome establishes nothing
	Rating     PublicRating
	AsOf       time.Time
	Reason     string   // what the desk gives as the reason
	Before     string   // rating before, in words, if the outcome changed
	NewAnswers []string // names of those who have answered on the record since the publication before
	Reworded   bool     // the statement says something else than before
	Prominence finding.Prominence
}

// PublicItem is a case with public findings in a list.
type PublicItem struct {
	ID     uuid.UUID
	Slug   string
	Title  string
	First  time.Time
	Latest time.Time
	// Findings is how many findings it has, TakenBack how many of them no longer stand.
	Findings, TakenBack int
}

// MaxPublicCases is how many cases one page of the list has.
const MaxPublicCases = 50

// publicBatch is how many entries are read at a time: nearly always all of a case.
const publicBatch = 20_000

// PublicStamp says which case has public findings under a name, and of when.
// It returns CodeNotFound for a case that nothing is public of, and for one that
// is not there.
func (p *Porch) PublicStamp(ctx context.Context, slug string) (lists.PublicRow, error) {
	id, err := p.store.Resolve(ctx, claim.StreamCase, uuid.Nil, slug)
	if err == nil {
		var row lists.PublicRow
		if row, err = p.store.PublicCase(ctx, id); err == nil {
			return row, nil
		}
	}
	if claim.CodeOf(err) == claim.CodeNotFound {
		return lists.PublicRow{}, claim.Errorf(claim.CodeNotFound, "there is no such page")
	}
	return lists.PublicRow{}, err
}

// publicFacts are the kinds of facts that change what the public reads, of whichever
// case: what is published, what puts a finding in doubt or takes evidence off its page,
// who may see a case, and how parties and the desk are called.
var publicFacts = []string{
	finding.ClaimPublished{}.FactKind(), verification.ClaimMoved{}.FactKind(), sources.ClaimAnswered{}.FactKind(), verification.ClaimRevised{}.FactKind(),
	verification.ClaimMarked{}.FactKind(), verification.PolicyRepinned{}.FactKind(), verification.ClaimantDisclosed{}.FactKind(), sources.StatementWithdrawn{}.FactKind(), sources.AnswersUpheld{}.FactKind(), sources.AnswerWeighed{}.FactKind(), sources.AnswerCalledBack{}.FactKind(),
	sources.EvidenceAdded{}.FactKind(), sources.EvidenceWithdrawn{}.FactKind(), sources.EvidenceDisclosed{}.FactKind(), sources.EvidenceUpheld{}.FactKind(),
	sources.IndependenceContested{}.FactKind(), sources.ContestWithdrawn{}.FactKind(),
	cases.LineFrozen{}.FactKind(), cases.LineWithdrawn{}.FactKind(), cases.CaseRevised{}.FactKind(), cases.AccessChanged{}.FactKind(), people.PartyRevised{}.FactKind(), people.DeskRevised{}.FactKind(),
}

// PublicMark names what is public on the desk: it changes with every publication and
// every erasure, and whenever else a public page may say something new. A page that
// was made when it was the same still says what is so.
func (p *Porch) PublicMark(ctx context.Context) (string, error) {
	return p.store.Mark(ctx, publicFacts)
}

// PublicCase shows what is public of a case. Errors are those of [Porch.PublicStamp].
func (p *Porch) PublicCase(ctx context.Context, slug string) (PublicCase, error) {
	row, err := p.PublicStamp(ctx, slug)
	if err != nil {
		return PublicCase{}, err
	}
	pub, err := p.publisher(ctx, row)
	if err != nil {
		return PublicCase{}, err
	}
	pub.settle()
	return pub.show(ctx, p, row)
}

// publisher has taken every entry of a case.
func (p *Porch) publisher(ctx context.Context, row lists.PublicRow) (*publisher, error) {
	pub := newPublisher(row)
	for after := int64(0); ; {
		entries, err := p.store.Timeline(ctx, row.Case, after, publicBatch)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			pub.take(e.Entry)
			after = e.Position
		}
		if len(entries) < publicBatch {
			return pub, nil
		}
	}
}

// PublicBeginning names the list of public cases, whatever its address, and says when
// the record began that it is made of.
func (p *Porch) PublicBeginning(ctx context.Context) (uuid.UUID, time.Time, error) {
	hash, at, err := p.store.Beginning(ctx)
	return claim.DerivedID("public list", hash), at, err
}

// zone is the desk's.
func (p *Porch) zone(ctx context.Context) (*time.Location, error) {
	settings, err := p.door.DeskSettings(ctx)
	return settings.Location(), err
}

// PublicCases lists cases with public findings by their latest publication,
// [MaxPublicCases] at a time, and says whether there are more. Samples and restricted
// cases are not listed.
func (p *Porch) PublicCases(ctx context.Context, page int) ([]PublicItem, bool, error) {
	rows, err := p.store.PublicCases(ctx, page*MaxPublicCases, MaxPublicCases+1)
	if err != nil {
		return nil, false, err
	}
	more := len(rows) > MaxPublicCases
	rows = rows[:min(len(rows), MaxPublicCases)]
	texts := make([]claim.Ref, len(rows))
	for i, row := range rows {
		of, err := casework.Load[*cases.Case](ctx, p.store, claim.StreamCase, row.Case)
		if err != nil {
			return nil, false, err
		}
		texts[i] = of.Text
	}
	lib, err := p.library(ctx, texts...)
	if err != nil {
		return nil, false, err
	}
	zone, err := p.zone(ctx)
	items := make([]PublicItem, len(rows))
	for i, row := range rows {
		items[i] = PublicItem{row.Case, row.Address(), casework.PublicTitle(lib, row, texts[i]), row.First.In(zone), row.Latest.In(zone), row.Findings, row.TakenBack}
	}
	return items, more, err
}
