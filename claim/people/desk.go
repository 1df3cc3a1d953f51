package people

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// DeskID is the identifier of the desk: there is one in an installation.
var DeskID = claim.DeskStream.ID

// Desk is what the desk has set for itself. It has no workflow. Until it sets
// anything, what the installation was configured with is in force.
type Desk struct {
	claim.Head
	Settings claim.Ref    `json:"settings,omitempty"` // content: [claim.DeskSettings]; empty while the desk has set nothing
	At       time.Time    `json:"at,omitzero"`        // when they were set
	By       claim.Actor  `json:"by,omitzero"`        // who set them
	Policies []DeskPolicy `json:"policies,omitempty"`
	Plans    []DeskPlan   `json:"plans,omitempty"` // of reminders
	Set      int64        `json:"set,omitempty"`   // version of the entry that last set the settings
	Keys     []SigningKey `json:"keys,omitempty"`
	Hold     *MailHold    `json:"hold,omitempty"`   // while all mail is held
	Paused   *claim.Pause `json:"paused,omitempty"` // of every reminder
	Hook     *Webhook     `json:"hook,omitempty"`   // to which it is told what waits
	Choice   NoticeChoice `json:"choice,omitzero"`
	// ToldSince is since when each kind is told: what waited before is not.
	ToldSince []KindSince `json:"toldSince,omitempty"`
}

// ReviseDesk sets the desk's settings. Content: [claim.DeskSettings].
type ReviseDesk struct {
	Settings claim.Ref `json:"settings"`
	Seen     int64     `json:"seen"` // version of the stream that the settings were changed from
}

// CommandKind implements [claim.Body].
func (ReviseDesk) CommandKind() string { return "revise desk" }

// DeskRevised: the desk's settings are others from now on. Content: [claim.DeskSettings].
type DeskRevised struct {
	Settings claim.Ref `json:"settings"`
}

// FactKind implements [claim.Fact].
func (DeskRevised) FactKind() string { return "desk.revised" }

func init() {
	claim.RegisterKind(claim.StreamDesk, func(h claim.Head) claim.Aggregate { return &Desk{Head: h} })
	claim.RegisterBody[ReviseDesk](claim.StreamDesk)
	claim.RegisterFact[DeskRevised]()
}

// Stream implements [claim.Aggregate].
func (d *Desk) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamDesk, ID: d.ID} }

// Decide implements [claim.Aggregate].
func (d *Desk) Decide(cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch b := cmd.Body.(type) {
	case SetPolicy:
		return d.setPolicy(b, around)
	case SetPlan:
		return d.setPlan(b)
	case HoldMail:
		return d.holdMail(b)
	case ReleaseMail:
		return d.releaseMail()
	case claim.PauseReminders, claim.ResumeReminders:
		return claim.DecidePause(b, d.Paused, now)
	case MakeSigningKey:
		return d.makeSigningKey(b, now)
	case UseSigningKey:
		return d.useSigningKey(b)
	case ReviseDesk:
		return d.revise(b)
	case ChooseDeskNotices:
		return d.chooseNotices(b)
	}
	if rule := hookRule(d.Hook, cmd.Body); rule != nil {
		return rule()
	}
	return nil, claim.UnknownCommand(d, cmd)
}

func (d *Desk) revise(b ReviseDesk) ([]claim.Fact, error) {
	if b.Settings == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "say what the settings are")
	}
	if b.Seen < d.Set || b.Seen > d.Version {
		return nil, claim.ChangedMeanwhile("the desk's settings")
	}
	if b.Settings == d.Settings {
		return nil, nil
	}
	return []claim.Fact{DeskRevised{b.Settings}}, nil
}

// Evolve implements [claim.Aggregate].
func (d *Desk) Evolve(e claim.Entry) {
	d.Take(e)
	d.Hook, d.Paused = hookAfter(d.Hook, e), claim.PauseAfter(d.Paused, e)
	switch f := e.Fact.(type) {
	case DeskRevised:
		d.Settings, d.At, d.By, d.Set = f.Settings, e.At, e.Actor, e.Version
	case PolicySet:
		d.policySet(e, f)
	case PlanSet:
		d.planSet(e, f)
	case MailHeld:
		d.heldMail(e, f)
	case MailReleased:
		d.Hold = nil
	case SigningKeyMade:
		d.keyMade(e, f)
	case SigningKeyUsed:
		d.keyUsed(e, f)
	case DeskNoticesChosen:
		d.ToldSince = toldSince(d.ToldSince, d.Choice, f.NoticeChoice, e.At)
		d.Choice = f.NoticeChoice
	}
}

// PausedAs implements [claim.Pausable].
func (d *Desk) PausedAs() *claim.Pause { return d.Paused }

// Notices implements [claim.Aggregate]: correspondences that are open hear that reminders go out again. Of a
// pause each hears when something falls due there: it holds at once, however many there are.
func (d *Desk) Notices(e claim.Entry, around claim.Around) []claim.Notice {
	if _, ok := e.Fact.(claim.RemindersResumed); !ok {
		return nil
	}
	return claim.PauseNotices(e, claim.NotePause{Level: claim.PauseDesk}, around.Open)
}
