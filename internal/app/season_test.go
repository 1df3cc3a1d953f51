package app_test

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	_ "modernc.org/sqlite" // the driver by which a record is copied at the moment of a kill

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// A season is weeks of a desk on an engine whose time is moved: requests to parties in twelve time
// zones, most of them with office hours, while people do what they do at random instants, and the
// product is stopped and killed. A small one is played with the other tests; ONRECORD_SEASON=full plays a thousand requests over sixty days, and ONRECORD_SEASON_SEED repeats one that failed.
type season struct {
	*app.App
	t        *testing.T
	ctx      context.Context
	rng      *rand.Rand
	size     seasonSize
	data     string
	snapshot string    // where the record is copied to at a kill
	diedAt   time.Time // when that was
	mara     casework.Caller
	box      *box

	parties  []seasonParty
	requests []uuid.UUID
	cases    []uuid.UUID
	moved    []time.Time // when the clock of the machine was found to be another
	done     map[string]int
}

type seasonSize struct {
	requests, perZone, cases, days int
	acts, restarts, kills          int
	limit                          time.Duration
}

var (
	shortSeason = seasonSize{requests: 24, perZone: 1, cases: 1, days: 60, acts: 20, restarts: 1, kills: 2, limit: 4 * time.Minute}
	fullSeason  = seasonSize{requests: 1000, perZone: 3, cases: 2, days: 60, acts: 700, restarts: 5, kills: 15, limit: 2 * time.Hour}
)

func sizeOfSeason() seasonSize {
	if os.Getenv("ONRECORD_SEASON") == "full" {
		return fullSeason
	}
	return shortSeason
}

// seasonZones have among them clocks that go forward and back in the weeks from 3 March 2031 on, by an
// hour and by half of one, and some that never change.
var seasonZones = []string{
	"America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Santiago", "Europe/London", "Europe/Berlin",
	"Europe/Riga", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
}

var seasonBegins = time.Date(2031, time.March, 3, 0, 0, 0, 0, time.UTC)

// seasonParty is a party with its hours, each from an instant on.
type seasonParty struct {
	key   string
	zone  *time.Location
	from  []time.Time
	hours []claim.OfficeHours
}

func (p *seasonParty) at(t time.Time) claim.OfficeHours {
	at := 0
	for i, from := range p.from {
		if !from.After(t) {
			at = i
		}
	}
	return p.hours[at]
}

// box takes letters in place of a mail server. A kill comes with a letter: before the server has taken
// it, or after that and before anybody could note it.
type box struct {
	mu      sync.Mutex
	copies  map[string]int // by Message-ID
	kill    string         // before, after, or none
	killing func() error   // what is to be done at that moment
	killed  chan error     // says so, and what was wrong with it
}

// run is what one run of the product sends with. It implements post.Sender.
type boxRun struct {
	*box
	gone chan struct{} // closed when the run is
}

func (r boxRun) Send(_ context.Context, _ smtpout.Envelope, raw []byte) smtpout.Result {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.gone: // nothing that it does any more is of this world
		return smtpout.Result{Outcome: smtpout.OutcomeDeferred, Reason: smtpout.ReasonCanceled}
	default:
	}
	kill := r.kill
	r.kill = ""
	if kill != "before" {
		r.copies[messageID(raw)]++
	}
	if kill != "" {
		r.killed <- r.killing()
		close(r.gone)
	}
	return smtpout.Result{Outcome: smtpout.OutcomeAccepted, Recipient: -1, Code: 250}
}

func (boxRun) Admit(context.Context, string, time.Time) (func(), time.Duration) {
	return func() {}, 0
}

func messageID(raw []byte) string {
	_, rest, _ := strings.Cut(strings.ToLower(string(raw)), "\r\nmessage-id: <")
	id, _, _ := strings.Cut(rest, "@")
	return id
}

func newSeason(t *testing.T, size seasonSize) *season {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("ONRECORD_SEASON_SEED"); text != "" {
		var err error
		seed, err = strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("seed %d: repeat it with ONRECORD_SEASON_SEED", seed)
	s := &season{t: t, size: size, rng: rand.New(rand.NewPCG(seed, 0)), data: t.TempDir(), box: &box{copies: map[string]int{}}, done: map[string]int{}}
	var cancel context.CancelFunc
	s.ctx, cancel = context.WithTimeout(t.Context(), size.limit)
	t.Cleanup(cancel)
	s.start(seasonBegins)
	require.NoError(t, staff.EnsureAdmin(s.ctx, s.Desk, "mara", "Mara"))
	s.signIn()
	_, err := staff.AddPerson(s.ctx, s.Desk, s.mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	for i := range size.cases {
		r, err := writing.OpenCase(s.ctx, s.Desk, s.mara, writing.CaseInput{Slug: caseName(i), Title: "The story"})
		require.NoError(t, err)
		s.cases = append(s.cases, r.ID)
		for _, key := range []string{"contact", "patch", "silent"} {
			_, err := writing.AddClaim(s.ctx, s.Desk, s.mara, caseName(i), writing.ClaimInput{Key: key, Statement: "It is so: " + key + "."})
			require.NoError(t, err)
		}
	}
	for _, zone := range seasonZones {
		for i := range size.perZone {
			s.addParty(zone, i)
		}
	}
	return s
}

func caseName(i int) string { return fmt.Sprintf("story-%d", i) }

func (s *season) signIn() {
	var err error
	s.mara, err = s.Desk.Authenticate(s.ctx, "mara")
	require.NoError(s.t, err)
}

func (s *season) addParty(zone string, i int) {
	s.t.Helper()
	where, err := time.LoadLocation(zone)
	require.NoError(s.t, err)
	key := strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(zone)) + "-" + strconv.Itoa(i)
	var hours claim.OfficeHours // some are reached round the clock
	if s.rng.IntN(4) > 0 {
		hours = claim.OfficeHours{Days: weekdays, From: 60 * (7 + s.rng.IntN(3)), To: 60 * (13 + s.rng.IntN(6))}
	}
	_, err = s.Desk.AddParty(s.ctx, s.mara, casework.PartyInput{Key: key, Name: "The " + key, Email: "press@" + key + ".example", Zone: zone, Hours: hours})
	require.NoError(s.t, err)
	s.parties = append(s.parties, seasonParty{key, where, []time.Time{{}}, []claim.OfficeHours{hours}})
}

// start starts the product on the data there is, with an engine that knows nothing, at an instant.
func (s *season) start(now time.Time) {
	s.t.Helper()
	cfg, err := config.Load(s.data, config.Flags{Config: config.Config{MailDomain: "newsroom.example", LettersPerSecond: 1000, Publication: "The Example Post"}})
	require.NoError(s.t, err)
	run := boxRun{s.box, make(chan struct{})}
	s.snapshot = filepath.Join(s.t.TempDir(), "record.db")
	from, to := cfg.Database, s.snapshot
	s.box.mu.Lock()
	s.box.killed, s.box.killing = make(chan error, 1), func() error {
		s.diedAt = s.Clock.Now() // what dies lets time pass until it has noticed
		return copied(from, to)
	}
	s.box.mu.Unlock()
	s.App, err = app.Start(s.ctx, app.Options{Config: cfg, Log: zap.NewNop(), Rehearsal: true, Begin: now, Letters: run})
	require.NoError(s.t, err)
	running := s.App
	s.t.Cleanup(func() { _ = running.Close(context.Background()) })
}

// copied copies a record as it is at this moment.
func copied(from, to string) error {
	db, err := sql.Open("sqlite", from+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	_, err = db.Exec(`vacuum into ?`, to)
	return err
}

// restart stops the product, and starts it on an engine that knows nothing, at an instant.
func (s *season) restart(now time.Time) {
	s.t.Helper()
	require.NoError(s.t, s.Close(s.ctx))
	s.start(now)
	s.signIn()
}

// revive starts the product on what its record held when it was killed.
func (s *season) revive() {
	s.t.Helper()
	now := s.diedAt
	_ = s.Close(s.ctx) // what it still does is lost
	record := filepath.Join(s.data, "record.db")
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(record + suffix); !os.IsNotExist(err) {
			require.NoError(s.t, err)
		}
	}
	require.NoError(s.t, os.Rename(s.snapshot, record))
	s.start(now)
	s.signIn()
	s.done["kill"]++
}

// until lets time pass. With a kill, the product dies at the next letter on the way.
func (s *season) until(t time.Time, kill string) {
	s.t.Helper()
	s.arm(kill)
	for {
		ctx, cancel := context.WithCancel(s.ctx)
		ended := make(chan error, 1)
		go func() { ended <- s.Rehearse(ctx, t, nil) }()
		var err, broken error
		dead := false
		select {
		case broken = <-s.box.killed:
			dead = true
			cancel()
			<-ended
		case err = <-ended:
			s.arm("")
			select {
			case broken = <-s.box.killed:
				dead = true
			default:
			}
		}
		cancel()
		require.NoError(s.t, broken)
		if !dead {
			require.NoError(s.t, err)
			return
		}
		s.revive()
	}
}

func (s *season) arm(kill string) {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.kill = kill
}

// tally counts what people did; a refusal is an answer too.
func (s *season) tally(what string, err error) {
	s.t.Helper()
	if err != nil {
		require.NotEqual(s.t, claim.CodeInternal, claim.CodeOf(err), "%s: %v", what, err)
		what += " refused"
	}
	s.done[what]++
}

func (s *season) ask() {
	s.t.Helper()
	claims := [][]string{{"contact"}, {"patch"}, {"silent"}, {"contact", "patch"}, {"contact", "patch", "silent"}}
	in := requests.AskInput{
		Party: s.parties[s.rng.IntN(len(s.parties))].key, Claims: claims[s.rng.IntN(len(claims))],
		Questions: fmt.Sprintf("Is it so, and since when? (%d)", len(s.requests)), AnswerBy: s.Clock.Now().Add(time.Duration(3*24+s.rng.IntN(18*24)) * time.Hour),
	}
	in.Plan = []string{"", "", "usual", "feature", "vendor-disclosure", "records-request"}[s.rng.IntN(6)]
	r, err := requests.Ask(s.ctx, s.Desk, s.mara, caseName(s.rng.IntN(s.size.cases)), in)
	require.NoError(s.t, err)
	s.requests = append(s.requests, r.ID)
	s.done["ask"]++
}

// open is a request that is not over, if there is one.
func (s *season) open() (mail *letters.Correspondence, id uuid.UUID) {
	s.t.Helper()
	for _, i := range s.rng.Perm(len(s.requests)) {
		id = s.requests[i]
		mail, err := s.Desk.LettersOf(s.ctx, s.mara, id)
		require.NoError(s.t, err)
		if r := mail.Request(id); !r.Over() && r.Lifecycle != letters.Queued {
			return mail, id
		}
	}
	return nil, id
}

// act has somebody do something about a request.
func (s *season) act() {
	s.t.Helper()
	mail, id := s.open()
	if mail == nil {
		return
	}
	now := s.Clock.Now()
	var err error
	switch s.rng.IntN(6) {
	case 0:
		s.answers(mail, id)
	case 1, 2:
		by := mail.Request(id).AnswerBy.Add(time.Duration(1+s.rng.IntN(5*24)) * time.Hour)
		_, err = requests.Extend(s.ctx, s.Desk, s.mara, id, requests.ExtendInput{AnswerBy: by, Reason: "They asked for it."})
		s.tally("extend", err)
	case 3:
		by := now.Add(time.Duration(1+s.rng.IntN(5*24)) * time.Hour)
		_, err = requests.LogAttempt(s.ctx, s.Desk, s.mara, id, requests.AttemptInput{Channel: claim.ByPhone, Result: letters.SpokeTo, Promised: &by})
		s.tally("promise", err)
	default:
		s.holiday(mail, id)
	}
}

func (s *season) answers(mail *letters.Correspondence, id uuid.UUID) {
	s.t.Helper()
	r := mail.Request(id)
	in := answers.AnswerInput{Party: mail.Party.String(), Request: id.String(), Channel: claim.ByPhone}
	for _, about := range r.Pending() {
		in.Stances = append(in.Stances, answers.StanceInput{Claim: about.String(), Stance: claim.Confirms, Statement: "It is so.", Summary: true})
	}
	if len(in.Stances) == 0 || r.Over() {
		return
	}
	if s.rng.IntN(2) == 0 { // to a part of it
		in.Stances = in.Stances[:1]
	}
	_, err := answers.Record(s.ctx, s.Desk, s.mara, mail.Case.String(), in)
	s.tally("answer", err)
}

// holiday is announced late: for the day on which the party would be reminded next.
func (s *season) holiday(mail *letters.Correspondence, id uuid.UUID) {
	s.t.Helper()
	p := s.partyOf(mail)
	hours, now := p.hours[len(p.hours)-1], s.Clock.Now()
	next := now
	if steps := mail.Request(id).Steps; len(steps) > 0 {
		next = steps[0].At
	}
	day := next.In(p.zone).Format(time.DateOnly)
	if slices.Contains(hours.Holidays, day) {
		return
	}
	hours.Holidays = append(slices.Clone(hours.Holidays), day)
	_, err := s.Desk.ReviseParty(s.ctx, s.mara, p.key, casework.RevisePartyInput{Name: "The " + p.key, Zone: p.zone.String(), Hours: hours})
	s.tally("holiday", err)
	if err == nil {
		p.from, p.hours = append(p.from, now), append(p.hours, hours)
	}
}

// play lets the season pass.
func (s *season) play() {
	s.t.Helper()
	type moment struct {
		at time.Time
		do func()
	}
	var all []moment
	add := func(n, within int, do func()) {
		for range n {
			all = append(all, moment{seasonBegins.Add(time.Duration(s.rng.Int64N(int64(within) * int64(24*time.Hour)))), do})
		}
	}
	kill := ""
	add(s.size.requests, s.size.days*3/4, s.ask)
	add(s.size.acts, s.size.days, s.act)
	add(s.size.restarts, s.size.days, func() { s.restart(s.Clock.Now()); s.done["restart"]++ })
	add(s.size.kills, s.size.days*3/4, func() { kill = []string{"before", "after"}[s.rng.IntN(2)] })
	slices.SortStableFunc(all, func(a, b moment) int { return a.at.Compare(b.at) })
	for i, m := range all {
		if i%200 == 199 {
			s.t.Logf("%d of %d moments: %s", i+1, len(all), m.at.Format(time.DateTime))
		}
		s.until(m.at, kill)
		kill = ""
		m.do()
	}
	s.until(seasonBegins.AddDate(0, 0, s.size.days), kill)
}

// letter is one that the clock sent.
type clockLetter struct {
	at       time.Time
	requests []uuid.UUID
}

// seen is what came out of a season.
type seen struct {
	reminders, uncertain, notices, moved, merged int
	latest                                       time.Duration // how late the latest decision was
}

// check looks through all that the record holds: whatever fell due was decided within a minute, and
// every letter of the clock went out once, while the party worked and owed an answer.
func (s *season) check() seen {
	s.t.Helper()
	var out seen
	ids, err := s.Record.Correspondences(s.ctx, lists.CorrespondenceFilter{})
	require.NoError(s.t, err)
	require.NotEmpty(s.t, ids)
	for _, id := range ids {
		s.correspondence(claim.Stream{Kind: claim.StreamCorrespondence, ID: id}, &out)
	}
	for message, n := range s.box.copies {
		require.LessOrEqual(s.t, n, 2, message)
	}
	due, err := s.Record.NextDue(s.ctx)
	require.NoError(s.t, err)
	require.False(s.t, !due.IsZero() && due.Before(s.Clock.Now().Add(-time.Minute)), "something has been due since %s", due)
	return out
}

func (s *season) correspondence(stream claim.Stream, out *seen) {
	s.t.Helper()
	entries, err := s.Record.Entries(s.ctx, stream)
	require.NoError(s.t, err)
	state := claim.Fold(stream, nil, time.Time{}).(*letters.Correspondence)
	last := map[uuid.UUID]time.Time{}
	sent := map[uuid.UUID]clockLetter{}
	for i, e := range entries {
		if due := state.Next().Due; !due.IsZero() && !s.clockMoved(due, e.At) {
			if i == 0 || !entries[i-1].At.Equal(e.At) {
				late := e.At.Sub(due)
				if late > time.Minute {
					s.t.Logf("what was due: %s; the requests: %+v", state.Next().What, state.Requests)
				}
				require.LessOrEqual(s.t, late, time.Minute, "%s was decided at %s, and was due at %s", e.Fact.FactKind(), e.At, due)
				out.latest = max(out.latest, late)
			}
		}
		switch f := e.Fact.(type) {
		case letters.MessageDispatched:
			if f.Kind.Automatic() {
				sent[f.Message] = clockLetter{e.At, f.Requests}
				s.dispatched(state, f, e.At, last)
				out.merged += len(f.Requests) - 1
			}
		case letters.MessageSettled:
			if l, ok := sent[f.Message]; ok {
				s.settled(state, f, l, out)
			}
		case letters.RemindersReplanned:
			out.moved++
		}
		state.Evolve(e)
	}
}

// clockMoved reports whether the clock of the machine was put forward or back between two instants.
func (s *season) clockMoved(from, to time.Time) bool {
	return slices.ContainsFunc(s.moved, func(at time.Time) bool { return !at.Before(from.Add(-time.Minute)) && !at.After(to.Add(time.Minute)) })
}

// dispatched looks at a letter that the clock decided on.
func (s *season) dispatched(state *letters.Correspondence, f letters.MessageDispatched, at time.Time, last map[uuid.UUID]time.Time) {
	s.t.Helper()
	planned := false
	for _, id := range f.Requests {
		r := state.Request(id)
		require.False(s.t, r.Over(), "%s is over: %s", id, r.Lifecycle)
		require.False(s.t, r.Promised.After(at), "it was promised until %s", r.Promised)
		planned = planned || slices.ContainsFunc(r.Steps, func(p claim.Step) bool { return at.Sub(p.At).Abs() <= time.Minute })
		if before, ok := last[id]; ok {
			require.Greater(s.t, at.Sub(before), claim.Gap(r.AnswerBy.Sub(r.SendAt))-time.Minute, "two letters of the clock about one request")
		}
		last[id] = at
	}
	require.True(s.t, planned || len(s.moved) > 0, "a letter went out at %s for which nothing was planned", at)
}

// settled looks at what became of a letter that the clock decided on.
func (s *season) settled(state *letters.Correspondence, f letters.MessageSettled, l clockLetter, out *seen) {
	s.t.Helper()
	m := state.Message(f.Message)
	most := 1
	if m.Kind == claim.FinalNoticeLetter && (m.Uncertain || f.Delivery == letters.DeliveryUncertain) { // handed over again, under its Message-ID: the right of reply rests on it
		most = letters.MaxUncertain
	}
	require.LessOrEqual(s.t, s.box.copies[f.Message.String()], most, "a letter of the clock, a %s, goes out once", m.Kind)
	switch f.Delivery {
	case letters.DeliveryAccepted:
		require.Positive(s.t, s.box.copies[f.Message.String()])
		if !m.Uncertain { // handed over again, it waits for the party's hours
			require.LessOrEqual(s.t, f.At.Sub(l.at), time.Minute)
		}
		p := s.partyOf(state)
		hours := p.at(f.At)
		require.True(s.t, hours.Open(f.At, p.zone), "%s is outside the hours of %s", f.At.In(p.zone), p.key)
		out.reminders++
		if m.Kind == claim.FinalNoticeLetter {
			out.notices++
		}
	case letters.DeliveryUncertain:
		out.uncertain++
	case letters.DeliveryStopped:
	default:
		require.Fail(s.t, "no mail server was asked", f.Delivery)
	}
}

func (s *season) partyOf(mail *letters.Correspondence) *seasonParty {
	s.t.Helper()
	called, err := s.Record.Called(s.ctx, []uuid.UUID{mail.Party})
	require.NoError(s.t, err)
	return &s.parties[slices.IndexFunc(s.parties, func(p seasonParty) bool { return called[mail.Party].Name == p.key })]
}

func TestEveryReminderOfASeasonGoesOutAtItsInstantAndOnce(t *testing.T) {
	began := time.Now()
	s := newSeason(t, sizeOfSeason())
	s.play()
	out := s.check()
	require.NotZero(t, out.reminders)
	require.Equal(t, s.size.requests, s.done["ask"])
	did := slices.SortedFunc(maps.Keys(s.done), cmp.Compare[string])
	for i, what := range did {
		did[i] = fmt.Sprintf("%s %d", what, s.done[what])
	}
	t.Logf("%d reminders and notices (%d final notices) at most %s after their instants, %d with others in one letter, %d of unknown outcome, plans changed %d times; %s; in %s",
		out.reminders, out.notices, out.latest.Round(time.Millisecond), out.merged, out.uncertain, out.moved, strings.Join(did, ", "), time.Since(began).Round(time.Second))
}

// The clock of the machine is another after a restart, by thirty days either way: nothing goes out twice,
// and what was planned in between either goes out later or is told not to.
func TestNothingIsSentTwiceOrSkippedSilentlyWhenTheClockOfTheMachineIsMoved(t *testing.T) {
	for name, by := range map[string]int{"forward": 30, "back": -30} {
		t.Run(name, func(t *testing.T) {
			s := newSeason(t, seasonSize{perZone: 1, cases: 1, days: 60, limit: 4 * time.Minute})
			for range 12 {
				s.ask()
			}
			before := seasonBegins.AddDate(0, 0, 6)
			s.until(before, "")
			planned := s.planned()
			s.moved = append(s.moved, before, before.AddDate(0, 0, by))
			s.restart(before.AddDate(0, 0, by))
			s.until(seasonBegins.AddDate(0, 0, 90), "")
			s.check()
			for id, steps := range planned {
				s.accounted(id, steps, before)
			}
			for message, n := range s.box.copies {
				require.Equal(t, 1, n, message)
			}
		})
	}
}

// planned are the reminders to come of every request.
func (s *season) planned() map[uuid.UUID][]claim.Step {
	s.t.Helper()
	out := map[uuid.UUID][]claim.Step{}
	for _, id := range s.requests {
		mail, err := s.Desk.LettersOf(s.ctx, s.mara, id)
		require.NoError(s.t, err)
		if r := mail.Request(id); !r.Over() {
			out[id] = r.Steps
		}
	}
	return out
}

// accounted looks for each reminder that was planned: either a letter went out in its place, or the record
// says that it does not, or that the time to answer is over.
func (s *season) accounted(id uuid.UUID, steps []claim.Step, since time.Time) {
	s.t.Helper()
	mail, err := s.Desk.LettersOf(s.ctx, s.mara, id)
	require.NoError(s.t, err)
	entries, err := s.Record.Entries(s.ctx, mail.Stream())
	require.NoError(s.t, err)
	var through time.Time // until when something went out in the place of what was planned, or is said of it: a letter takes along what fell due before
	for _, e := range entries {
		var until time.Time
		switch f := e.Fact.(type) {
		case letters.MessageDispatched:
			if f.Kind.Automatic() && slices.Contains(f.Requests, id) {
				until = f.Through
			}
		case letters.RemindersReplanned:
			if f.Request == id && e.At.After(since) {
				return // each step that was moved or dropped is in it
			}
		case letters.ReminderHeldBack:
			if f.Request == id {
				until = f.At
			}
		}
		if until.After(through) {
			through = until
		}
	}
	r := mail.Request(id)
	for _, step := range steps {
		planned := slices.ContainsFunc(r.Steps, func(s claim.Step) bool { return s.At.Equal(step.At) })
		require.True(s.t, r.Over() || planned || !step.At.After(through), "the reminder of %s planned for %s did not go out, and nothing is said of it", id, step.At)
	}
}
