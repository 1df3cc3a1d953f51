// Package rehearse plays a rehearsal: a copy of what a case rests on, in a record that is thrown
// away, on an engine whose time can be moved, with the workflows, policies, calendars, templates
// and letters of the desk, and with nothing by which anybody could be reached. Every letter is
// caught. What comes out is the calendar of everything that would happen.
package rehearse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/record"
)

// untilLapsed is how far a rehearsal goes if it is not said how far: until nothing is due any more,
// and at most so far.
const untilLapsed = 120 * 24 * time.Hour

// maxSteps bounds how often a rehearsal stops on its way.
const maxSteps = 5000

// Here plays rehearsals in this process. It implements [rehearsal.Player].
type Here struct {
	Dir string // in which each gets a directory of its own
	Log *zap.Logger
}

// Play implements [rehearsal.Player].
func (h Here) Play(ctx context.Context, job rehearsal.Job, tell func(rehearsal.Progress)) (rehearsal.Result, error) {
	dir, err := os.MkdirTemp(h.Dir, "rehearsal-")
	if err != nil {
		return rehearsal.Result{}, fmt.Errorf("make a directory to rehearse in: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return Play(ctx, dir, job, h.Log, tell)
}

// Apart plays the rehearsal that it is ordered on in, and says on out how far it is, and what came
// out. It ends when in does: whoever ordered it is gone then.
func Apart(ctx context.Context, in io.Reader, out io.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	orders := json.NewDecoder(in)
	var order rehearsal.Order
	if err := orders.Decode(&order); err != nil {
		return fmt.Errorf("read the order of a rehearsal: %w", err)
	}
	go func() {
		_, _ = io.Copy(io.Discard, in)
		cancel()
	}()
	answers := json.NewEncoder(out)
	result, err := Play(ctx, order.Dir, order.Job, zap.NewNop(), func(p rehearsal.Progress) {
		if answers.Encode(rehearsal.Said{Progress: &p}) != nil {
			cancel()
		}
	})
	if err == nil {
		return answers.Encode(rehearsal.Said{Result: &result})
	}
	var refused *claim.Error
	if errors.As(err, &refused) {
		return answers.Encode(rehearsal.Said{Refused: refused})
	}
	return err
}

// Play plays a rehearsal in a directory that is empty: as the case stands, and then once more with the
// change, if it is asked what one would do.
func Play(ctx context.Context, dir string, job rehearsal.Job, log *zap.Logger, tell func(rehearsal.Progress)) (rehearsal.Result, error) {
	began := time.Now()
	asked, err := job.Input.Read()
	if err != nil {
		return rehearsal.Result{}, err
	}
	p := &player{Job: job, asked: asked, log: log, tell: tell}
	var result rehearsal.Result
	if result.Calendar, err = p.play(ctx, filepath.Join(dir, "as-it-is"), false); err != nil {
		return result, err
	}
	for _, a := range asked.Assumed {
		result.Assumed = append(result.Assumed, a.Says())
	}
	if asked.Changes() {
		with, err := p.play(ctx, filepath.Join(dir, "changed"), true)
		if err != nil {
			return result, err
		}
		with, result.Difference = rehearsal.Compare(result.Calendar, with)
		result.With, result.Changed = &with, asked.Changed()
	}
	result.Took = time.Since(began).Seconds()
	return result, nil
}

// player plays one rehearsal.
type player struct {
	*app.App
	rehearsal.Job
	asked   rehearsal.Asked
	log     *zap.Logger
	tell    func(rehearsal.Progress)
	letters *caught
	caseID  uuid.UUID
	slug    string
	actor   casework.Caller // in whose name what is assumed is written down
}

// play plays it once, with the change or without.
func (p *player) play(ctx context.Context, dir string, change bool) (rehearsal.Calendar, error) {
	if err := p.open(ctx, dir); err != nil {
		return rehearsal.Calendar{}, err
	}
	defer p.close()
	after, _, err := p.Record.Head(ctx)
	if err != nil {
		return rehearsal.Calendar{}, err
	}
	if err := p.begin(ctx); err != nil {
		return rehearsal.Calendar{}, err
	}
	if change {
		if err := p.change(ctx); err != nil {
			return rehearsal.Calendar{}, err
		}
	}
	until, bound, err := p.pass(ctx)
	if err != nil {
		return rehearsal.Calendar{}, err
	}
	calendar, err := rehearsal.Read(ctx, p.Record, app.ReadLetter, p.caseID, after, p.Now, until)
	calendar.Bound = bound
	return calendar, err
}

// open starts the product on a copy, apart from everything: it is given every setting by hand, and
// reads none.
func (p *player) open(ctx context.Context, dir string) error {
	var excerpt record.Excerpt
	if err := json.Unmarshal(p.Excerpt, &excerpt); err != nil {
		return fmt.Errorf("read the copy of a case: %w", err)
	}
	s := p.Settings
	p.letters = newCaught()
	cfg := config.Config{
		Data: dir, Database: filepath.Join(dir, "record.db"), Role: config.RoleAll, MailDNS: config.Off, SMTPTLS: "starttls",
		DeskName: s.DeskName, Publication: s.Publication, Phone: s.Phone, MailDomain: s.MailDomain, MailFrom: s.MailFrom, MailReplyUser: s.MailReplyUser,
		URL: s.URL, PublicURL: s.PublicURL, UndoWindow: s.UndoWindow, LettersPerSecond: 100,
	}
	var err error
	p.App, err = app.Start(ctx, app.Options{Config: cfg, Log: p.log, Rehearsal: true, Begin: p.Now, Letters: p.letters, Salt: s.Salt})
	if err != nil {
		return err
	}
	if err = p.Record.Plant(ctx, excerpt); err == nil {
		_, err = p.Rebuild(ctx)
	}
	if err != nil {
		p.close()
	}
	return err
}

func (p *player) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := p.App.Close(ctx); err != nil {
		p.log.Warn("close the rehearsal", zap.Error(err))
	}
}

// begin finds the case, and opens it first if it is in a file.
func (p *player) begin(ctx context.Context) error {
	caseID := p.Case
	if p.File != nil {
		who, err := p.Desk.Authenticate(ctx, p.Person.String())
		if err != nil {
			return err
		}
		opened, err := filing.Open(ctx, p.Desk, who, *p.File)
		if err != nil {
			return err
		}
		caseID = opened.ID
	}
	state, err := p.Record.Load(ctx, claim.Stream{Kind: claim.StreamCase, ID: caseID})
	if err != nil {
		return err
	}
	p.caseID = caseID
	p.slug = caseID.String()
	if p.actor, err = p.Desk.Authenticate(ctx, state.(*cases.Case).Owner.String()); err != nil { // as of one who has left
		p.actor, err = p.Desk.Authenticate(ctx, p.Person.String())
	}
	return err
}

// pass lets time pass: from what is due to what is due, with what is assumed on the way. It returns
// until when, and why it stopped before everything had lapsed, if it did.
func (p *player) pass(ctx context.Context) (until time.Time, bound string, err error) {
	end := p.Now.Add(untilLapsed)
	if p.asked.Days > 0 {
		end = p.Now.AddDate(0, 0, p.asked.Days)
	}
	assumed, last := p.asked.Assumed, p.Now
	for range maxSteps {
		next := end
		if len(assumed) > 0 && p.Now.Add(assumed[0].After).Before(end) {
			next = p.Now.Add(assumed[0].After)
		} else {
			assumed = nil
		}
		if len(assumed) == 0 && p.asked.Days == 0 {
			if due, err := p.NextDue(ctx); err != nil || due.IsZero() {
				return p.ends(ctx, last), "", err
			}
		}
		at, err := p.Step(ctx, next)
		if err != nil {
			return last, "", err
		}
		switch {
		case !at.IsZero():
			last = at
			p.tell(rehearsal.Progress{At: at, Letters: p.letters.count()})
		case len(assumed) > 0:
			if last, err = next, p.assume(ctx, assumed[0]); err != nil {
				return last, "", err
			}
			assumed = assumed[1:]
		default:
			if p.asked.Days == 0 {
				bound = fmt.Sprintf("it ends after %d days", int(untilLapsed.Hours()/24))
			}
			return end, bound, nil
		}
		if p.letters.count() >= rehearsal.MaxLetters {
			return last, fmt.Sprintf("it ends after %d letters", rehearsal.MaxLetters), nil
		}
	}
	return last, "too much happens for it to go on", nil
}

// ends is until when the calendar of a rehearsal goes that ended by itself: to the publication of the
// story, or a moment after the last thing that happened.
func (p *player) ends(ctx context.Context, last time.Time) time.Time {
	until := last.Add(time.Minute)
	state, err := p.Record.Load(ctx, claim.Stream{Kind: claim.StreamCase, ID: p.caseID})
	if err != nil {
		return until
	}
	if at := state.(*cases.Case).PublishAt; at.After(until) && at.Before(p.Now.Add(untilLapsed)) {
		return at
	}
	return until
}

// change makes the change of which it is asked what it would do.
func (p *player) change(ctx context.Context) error {
	for _, h := range p.asked.Holidays {
		if err := p.holiday(ctx, h); err != nil {
			return err
		}
	}
	if p.asked.Plan != "" {
		if err := p.underPlan(ctx, p.asked.Plan); err != nil {
			return err
		}
	}
	if p.asked.Extend == nil {
		return nil
	}
	return p.extend(ctx, *p.asked.Extend)
}

// underPlan moves the open requests to another reminder plan, as somebody would on purpose.
func (p *player) underPlan(ctx context.Context, name string) error {
	if _, err := house.Plan(ctx, p.Desk, p.actor, name); err != nil { // also where nothing is open to come under it
		return err
	}
	in := requests.PlanMoveInput{Plan: name, Reason: "(Why, in the words of whoever moves them.)"}
	_, err := requests.MovePlan(ctx, p.Desk, p.actor, p.slug, in)
	return err
}

// holiday makes a day one of the desk, or of its parties in a zone.
func (p *player) holiday(ctx context.Context, h rehearsal.Holiday) error {
	if h.Zone == "" {
		settings, err := house.Settings(ctx, p.Desk, p.actor)
		if err != nil {
			return err
		}
		changed := settings.DeskSettings
		if !slices.Contains(changed.Holidays, h.Day) {
			changed.Holidays = append(slices.Clone(changed.Holidays), h.Day)
		}
		_, err = house.ReviseSettings(ctx, p.Desk, p.actor, changed, settings.Version)
		return err
	}
	mail, err := p.mail(ctx)
	if err != nil {
		return err
	}
	for _, l := range mail {
		state, err := p.Record.Load(ctx, claim.Stream{Kind: claim.StreamParty, ID: l.Party})
		if err != nil {
			return err
		}
		party := state.(*people.Party)
		if party.Zone != h.Zone || slices.Contains(party.Hours.Holidays, h.Day) {
			continue
		}
		hours := party.Hours
		hours.Holidays = append(slices.Clone(hours.Holidays), h.Day)
		revise := people.ReviseParty{Profile: party.Profile, Zone: party.Zone, Hours: hours}
		if err := p.write(ctx, party.Stream(), revise); err != nil {
			return err
		}
	}
	return nil
}

// write has the record carry out what the clock could not know.
func (p *player) write(ctx context.Context, to claim.Stream, body claim.Body) error {
	command := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(p.actor.ID), Body: body}
	done, err := p.Record.Do(ctx, claim.Doing{Acts: []claim.Act{{To: to, Command: command}}, Now: claim.Instant(p.Clock.Now())})
	if err == nil && done[0].Refused != nil {
		return done[0].Refused
	}
	return err
}
