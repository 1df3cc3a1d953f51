package correspondence

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// pauses are what holds back reminders of the request besides a pause of its own: what, since when, by whom, until
// when and why. That of the desk is what the desk says: the correspondence notes it later.
func (t *threader) pauses() (said []string, err error) {
	desk, err := t.store.Load(t.ctx, claim.DeskStream)
	if err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(t.letters.Pausing(t.request), func(o letters.Over) bool { return o.Level == claim.PauseDesk })
	if of, ok := desk.(claim.Pausable); ok && of.PausedAs().InForce(t.now) {
		all = append(all, letters.Over{Level: claim.PauseDesk, Pause: *of.PausedAs()})
	}
	for _, o := range all {
		if !o.InForce(t.now) || o.Level == claim.PauseClaim && !t.request.Paused() { // the other claims are reminded of
			continue
		}
		view, err := t.door.PauseSaid(t.ctx, casework.PauseView{Of: o.Level}, o.Pause)
		if err != nil {
			return nil, err
		}
		said = append(said, t.pauseSentence(view))
	}
	return said, nil
}

func (t *threader) pauseSentence(v casework.PauseView) string {
	text := v.Of.Paused() + " since " + t.moment(*v.Since)
	if v.By != "" {
		text += " by " + v.By
	}
	if v.Until != nil {
		text += ", until " + t.moment(*v.Until)
	}
	return text + reasonGiven(v.Reason)
}

// barredSaid is that the party is not to be contacted, since when, by whom and why; empty if it may be.
func (t *threader) barredSaid() (string, error) {
	b, err := t.desk.BarredSaid(t.ctx, t.letters.Barred)
	if b == nil || err != nil {
		return "", err
	}
	text := "the party is not to be contacted, since " + t.moment(b.Since)
	if b.By != "" {
		text += ", as " + b.By + " says"
	}
	return text + reasonGiven(b.Reason), nil
}
