package opening_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/examples"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/export"
	"github.com/onrecord/onrecord/internal/opening"
)

// exported is a case of the desk as a case file, and what it leaves out.
func exported(t *testing.T, d *apitest.Fixture, door opening.AtDesk, name string) (string, reading.CaseFile) {
	t.Helper()
	f, err := d.CaseFile(t.Context(), door.Caller, name)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, export.CaseFile(&out, f))
	return out.String(), f
}

// TestACaseThatIsExportedOpensAgain: on a fresh desk it is the same case, as far as a file says it.
func TestACaseThatIsExportedOpensAgain(t *testing.T) {
	for name, text := range map[string]string{"ferry": ferry, "vault7": story(t, "vault7"), "vendors": story(t, "vendors")} {
		t.Run(name, func(t *testing.T) {
			d, door, err := openFerry(t, text)
			require.NoError(t, err)
			if name != "ferry" {
				require.NoError(t, d.Pass(t.Context(), time.Hour)) // its letters are on their way
			}
			first, f := exported(t, d, door, name)
			require.NotContains(t, first, casework.Erased)
			again, other, err := openFerry(t, first)
			require.NoError(t, err, first)
			second, g := exported(t, again, other, name)
			require.Equal(t, body(first), body(second))
			require.Equal(t, len(f.File.Claims), len(g.File.Claims))
			require.Equal(t, len(f.File.Series), len(g.File.Series))
			require.NotEmpty(t, len(f.File.Claims)+len(f.File.Series))
		})
	}
}

func story(t *testing.T, name string) string {
	t.Helper()
	data, err := examples.Case(name)
	require.NoError(t, err)
	return string(data)
}

// body is a file without what is said above it.
func body(file string) string { return file[strings.Index(file, "onrecord: "):] }

// TestWhatMayNotLeaveStaysAndIsSaid: without its answer a request would read as silence.
func TestWhatMayNotLeaveStaysAndIsSaid(t *testing.T) {
	for _, rules := range []claim.GroundRules{claim.OffTheRecord, claim.NotForAttribution} {
		before, _, _ := strings.Cut(ferry, "proposals:")
		d, door, err := openFerry(t, strings.Replace(before, "ground_rules: on background", "ground_rules: "+string(rules), 1))
		require.NoError(t, err)
		text, f := exported(t, d, door, "ferry")
		require.Len(t, f.File.Requests, 1, "what the yard was asked stays with its answer")
		require.Equal(t, "board", f.File.Requests[0].Party)
		require.Empty(t, f.File.Answers)
		require.NotContains(t, text, "We welded two")
		said := strings.Join(f.Withheld, "\n")
		require.Contains(t, said, "an answer of Kettle Yard about repaired, which is "+string(rules))
		require.Contains(t, said, "it would read as silence")
		require.Contains(t, text, fmt.Sprintf("# Nor in this file: %d more", len(f.Withheld)))
		require.NotContains(t, text, string(rules))
		require.NotContains(t, strings.ToLower(text[:strings.Index(text, "onrecord: ")]), "kettle", "whoever has the file does not know who has spoken")
	}
	d, door, err := openFerry(t, ferry)
	require.NoError(t, err)
	_, f := exported(t, d, door, "ferry")
	require.Len(t, f.Leaves, 2, "on background it leaves, and that is said")
}

// TestALetterIsExportedAsWhatBecameOfIt: to be put while it is, and not at all while nobody
// knows whether it has arrived, or once it has come back.
func TestALetterIsExportedAsWhatBecameOfIt(t *testing.T) {
	d, door, err := openFerry(t, strings.Replace(ferry, "asked_at: -3d, answer_by: 5d", "channel: in person, answer_by: 5d", 1))
	require.NoError(t, err)
	c, err := d.TheCase(t.Context(), door.Caller, "ferry")
	require.NoError(t, err)
	about, err := d.TheClaim(t.Context(), door.Caller, "ferry/knew")
	require.NoError(t, err)
	yard, err := d.TheParty(t.Context(), door.Caller, "yard")
	require.NoError(t, err)
	refs, err := d.Record.Put(t.Context(), claim.Content{Key: "questions", Media: "text/plain", Data: []byte("Who paid?")})
	require.NoError(t, err)
	now := d.Clock.Now()
	with := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, yard)}
	give := func(body claim.Body) {
		t.Helper()
		now = now.Add(time.Minute)
		done, err := d.Record.Do(t.Context(), claim.Doing{Now: now, Acts: []claim.Act{{To: with, Command: claim.Command{
			ID: claim.DerivedID("command", now.String()), Actor: claim.PersonActor(door.Caller.ID), Body: body,
		}}}})
		require.NoError(t, err)
		require.Nil(t, done[0].Refused)
	}
	give(letters.Ask{
		Request: claim.DerivedID("letter"), Channel: claim.ByEmail, Case: c.ID, Party: yard, Claims: []uuid.UUID{about.ID}, Questions: refs[0],
		SendAt: now.Add(2 * time.Minute), AnswerBy: now.Add(72 * time.Hour),
	})
	text, f := exported(t, d, door, "ferry")
	require.NotContains(t, text, "Who paid?", "it goes out from here, and would be put twice")
	require.Contains(t, strings.Join(f.LeftOut, "\n"), "Kettle Yard: its letter has not gone out yet")
	now = now.Add(time.Hour)
	give(claim.Tick{})
	text, f = exported(t, d, door, "ferry")
	require.NotContains(t, text, "Who paid?")
	require.Contains(t, strings.Join(f.LeftOut, "\n"), "Kettle Yard: its letter has not been taken yet")
	state, err := d.Record.Load(t.Context(), with)
	require.NoError(t, err)
	letter := state.(*letters.Correspondence).ToDeliver()[0]
	give(letters.RecordDelivery{Message: letter.ID, Delivery: letters.DeliveryHardBounce, Reason: claim.Bounced, Attempts: 1, At: now, Contact: uuid.New()})
	text, f = exported(t, d, door, "ferry")
	require.NotContains(t, text, "Who paid?")
	require.Contains(t, strings.Join(f.LeftOut, "\n"), "Kettle Yard: its letter came back")
}

func TestOnlyWhoMaySeeTheCaseHasItsFile(t *testing.T) {
	d, _, err := openFerry(t, strings.Replace(ferry, "title:", "sensitivity: restricted\naccess: [jonas]\ntitle:", 1))
	require.NoError(t, err)
	_, err = d.CaseFile(t.Context(), casework.Caller{ID: claim.DerivedID("somebody"), Handle: "ruth", Roles: []claim.Role{claim.Reporter}}, "ferry")
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}
