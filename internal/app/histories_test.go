package app_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/workflows"
)

var update = flag.Bool("update", false, "record the histories that the tests of package workflows replay")

// histories is where every shape that a workflow was released in leaves a history.
const histories = "../../workflows/testdata/histories"

// TestTheHistoriesThatAreReplayed plays every shape of a workflow. With -update
// it keeps their histories.
func TestTheHistoriesThatAreReplayed(t *testing.T) {
	shapes := []struct {
		name string
		ends bool // else it waits for ever
		play func(d *desk) claim.Stream
	}{
		{"claim-published", true, claimPublished},
		{"claim-corrected", false, claimCorrected},
		{"claim-withdrawn", true, claimWithdrawn},
		{"claim-from-the-record", true, claimFromTheRecord},
		{"correspondence-lapsed", true, correspondenceLapsed},
		{"correspondence-answered-by-mail", true, correspondenceAnswered},
		{"correspondence-undone", true, correspondenceUndone},
		{"correspondence-extended", true, correspondenceExtended},
		{"correspondence-uncertain", true, correspondenceUncertain},
		{"correspondence-bounced", true, correspondenceBounced},
		{"correspondence-from-the-record", true, correspondenceFromTheRecord},
		{"intake-matched", true, intakeMatched},
	}
	if !*update {
		for _, s := range shapes {
			require.FileExists(t, filepath.Join(histories, s.name+".json"), "record it with -update")
		}
		return
	}
	require.NoError(t, os.MkdirAll(histories, 0o755))
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			d := open(t)
			d.claim("contact")
			d.party("vendor", "UTC", claim.OfficeHours{})
			id := workflows.ID(s.play(d))
			if s.ends {
				require.NoError(t, d.Engine.Client().GetWorkflow(d.ctx, id, "").Get(d.ctx, nil))
			} else {
				d.until(d.Clock.Now())
			}
			dump, err := d.Engine.DumpHistory(d.ctx, id)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(histories, s.name+".json"), dump, 0o644))
		})
	}
}

func (d *desk) stream(kind claim.StreamKind) claim.Stream {
	d.t.Helper()
	theCase, err := d.Record.Resolve(d.ctx, claim.StreamCase, uuid.Nil, "story")
	require.NoError(d.t, err)
	if kind == claim.StreamClaim {
		id, err := d.Record.Resolve(d.ctx, kind, theCase, "contact")
		require.NoError(d.t, err)
		return claim.Stream{Kind: kind, ID: id}
	}
	party, err := d.Record.Resolve(d.ctx, claim.StreamParty, uuid.Nil, "vendor")
	require.NoError(d.t, err)
	return claim.Stream{Kind: kind, ID: claim.CorrespondenceID(theCase, party)}
}

func claimPublished(d *desk) claim.Stream {
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	d.answer("vendor", "contact", claim.Confirms, uuid.Nil)
	d.staged("contact", claim.StageAssessing)
	d.publish("contact", claim.Confirmed)
	_, err := writing.Close(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{})
	require.NoError(d.t, err)
	return d.stream(claim.StreamClaim)
}

func claimCorrected(d *desk) claim.Stream {
	d.ask("vendor", d.day(3, 0), "contact")
	d.until(d.day(4, 0))
	d.staged("contact", claim.StageAssessing)
	d.publish("contact", claim.Unverified)
	d.answer("vendor", "contact", claim.Confirms, uuid.Nil)
	d.staged("contact", claim.StageCorrecting)
	d.publish("contact", claim.Confirmed)
	return d.stream(claim.StreamClaim)
}

func claimWithdrawn(d *desk) claim.Stream {
	_, err := writing.Hold(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{Reason: "wait"})
	require.NoError(d.t, err)
	_, err = writing.Withdraw(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{Reason: "no longer needed"})
	require.NoError(d.t, err)
	return d.stream(claim.StreamClaim)
}

func claimFromTheRecord(d *desk) claim.Stream {
	d.restart()
	_, err := writing.Withdraw(d.ctx, d.Desk, d.mara, "story/contact", casework.ReasonInput{Reason: "no longer needed"})
	require.NoError(d.t, err)
	return d.stream(claim.StreamClaim)
}

func correspondenceLapsed(d *desk) claim.Stream {
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(9, 0))
	return d.stream(claim.StreamCorrespondence)
}

func correspondenceAnswered(d *desk) claim.Stream {
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(5, 0))
	d.answer("vendor", "contact", claim.Denies, d.reply("vendor", "It is not so."))
	return d.stream(claim.StreamCorrespondence)
}

func correspondenceUndone(d *desk) claim.Stream {
	id := d.ask("vendor", d.day(8, 0), "contact")
	_, err := requests.Withdraw(d.ctx, d.Desk, d.mara, id, casework.ReasonInput{})
	require.NoError(d.t, err)
	return d.stream(claim.StreamCorrespondence)
}

func correspondenceExtended(d *desk) claim.Stream {
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(5, 0))
	_, err := requests.Extend(d.ctx, d.Desk, d.mara, id, requests.ExtendInput{AnswerBy: d.day(12, 0), Reason: "they asked for it"})
	require.NoError(d.t, err)
	d.until(d.day(13, 0))
	return d.stream(claim.StreamCorrespondence)
}

func correspondenceUncertain(d *desk) claim.Stream {
	d.smtp.Next(mailtest.DropAfterDot)
	id := d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	d.eventually("it goes again", func() bool { return len(d.sent(id)) == 1 && d.request(id).Letters[0].Uncertain })
	d.answer("vendor", "contact", claim.NoComment, uuid.Nil)
	return d.stream(claim.StreamCorrespondence)
}

func correspondenceBounced(d *desk) claim.Stream {
	d.smtp.Next(mailtest.RefuseRecipient)
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(2, 0))
	_, err := contacts.Change(d.ctx, d.Desk, d.mara, "vendor", casework.ContactInput{Email: "media@vendor.example"})
	require.NoError(d.t, err)
	d.again("vendor")
	d.until(d.day(2, 1))
	d.letter("media@vendor.example")
	d.until(d.day(9, 0))
	return d.stream(claim.StreamCorrespondence)
}

func correspondenceFromTheRecord(d *desk) claim.Stream {
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(5, 0))
	d.restart()
	d.until(d.day(9, 0))
	return d.stream(claim.StreamCorrespondence)
}

func intakeMatched(d *desk) claim.Stream {
	d.ask("vendor", d.day(8, 0), "contact")
	d.until(d.day(1, 0))
	return claim.Stream{Kind: claim.StreamIntake, ID: d.reply("vendor", "It is so.")}
}
