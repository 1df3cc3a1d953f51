package record

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// outsider sees the open case alone; auditors see everything.
var (
	outsider = lists.Viewer{Person: uuid.MustParse("00000000-0000-4000-8000-0000000000aa")}
	everyone = lists.Viewer{All: true}
)

func TestWhatThePagesOfLettersRead(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		mail := newDirectory(d)
		rows, next, err := d.PartyPage(d.ctx(), lists.PartyQuery{Viewer: outsider, Limit: 2})
		require.NoError(t, err)
		require.NotEmpty(t, next)
		require.Equal(t, []string{"Alpha", "Beta"}, partyTitles(rows))
		rows, next, err = d.PartyPage(d.ctx(), lists.PartyQuery{Viewer: outsider, Limit: 2, After: next})
		require.NoError(t, err)
		require.Empty(t, next)
		require.Equal(t, []string{"Gämma"}, partyTitles(rows), "who was asked in a restricted case only is not there")
		rows, _, err = d.PartyPage(d.ctx(), lists.PartyQuery{Viewer: everyone, Text: "gamma"})
		require.NoError(t, err)
		require.Equal(t, []string{"Gämma"}, partyTitles(rows))
		rows, _, err = d.PartyPage(d.ctx(), lists.PartyQuery{Viewer: everyone})
		require.NoError(t, err)
		require.Equal(t, []string{"Alpha", "Beta", "Gämma", "Hush"}, partyTitles(rows))
		require.Equal(t, 1, rows[0].Open)
		require.Equal(t, noon.Add(48*time.Hour), rows[0].Next)
		_, _, err = d.PartyPage(d.ctx(), lists.PartyQuery{After: "nonsense"})
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))

		open, err := d.PartyRequests(d.ctx(), lists.PartyRequestQuery{Viewer: outsider, Party: mail.party("Alpha")})
		require.NoError(t, err)
		require.Len(t, open, 1)
		require.Equal(t, letters.Sent, open[0].Lifecycle)
		hidden, err := d.PartyRequests(d.ctx(), lists.PartyRequestQuery{Viewer: outsider, Party: mail.party("Hush")})
		require.NoError(t, err)
		require.Empty(t, hidden)
		health, err := d.ContactHealth(d.ctx(), mail.party("Alpha"), mail.contact("Alpha"), []uuid.UUID{mail.contact("Alpha"), uuid.New()})
		require.NoError(t, err)
		require.Equal(t, noon, health[mail.contact("Alpha")].DeliveredAt)
		require.Len(t, health, 1)

		mail.answer("Alpha", noon.Add(3*time.Hour))
		open, err = d.PartyRequests(d.ctx(), lists.PartyRequestQuery{Viewer: everyone, Party: mail.party("Alpha")})
		require.NoError(t, err)
		require.Empty(t, open)
		answered, err := d.PartyRequests(d.ctx(), lists.PartyRequestQuery{Viewer: everyone, Party: mail.party("Alpha"), Answered: true})
		require.NoError(t, err)
		require.Len(t, answered, 1)
		require.Equal(t, noon.Add(3*time.Hour), answered[0].AnsweredAt)
		require.Equal(t, noon, answered[0].AskedAt)

		mail.write("Alpha", "one")
		mail.write("Hush", "two")
		counts, err := d.InboxCounts(d.ctx(), everyone)
		require.NoError(t, err)
		require.Equal(t, 2, counts.Unread)
		counts, err = d.InboxCounts(d.ctx(), outsider)
		require.NoError(t, err)
		require.Equal(t, 1, counts.Unread)
		page, after, err := d.InboxPage(d.ctx(), lists.InboxQuery{Viewer: everyone, Limit: 1})
		require.NoError(t, err)
		require.Len(t, page, 1)
		second, after, err := d.InboxPage(d.ctx(), lists.InboxQuery{Viewer: everyone, Limit: 1, After: after})
		require.NoError(t, err)
		require.Empty(t, after)
		require.NotEqual(t, page[0].Message, second[0].Message)

		mail.quarantine("three", "Alpha", "Hush")
		mail.quarantine("four", "Alpha")
		for viewer, n := range map[lists.Viewer]int{everyone: 2, outsider: 1} {
			page, _, err := d.InboxPage(d.ctx(), lists.InboxQuery{Viewer: viewer, Quarantine: true})
			require.NoError(t, err)
			require.Len(t, page, n)
			counts, err := d.InboxCounts(d.ctx(), viewer)
			require.NoError(t, err)
			require.Equal(t, n, counts.Quarantine)
		}
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
		require.NoError(t, d.Reproject(d.ctx()))
		report, err = d.Verify(context.WithoutCancel(d.ctx()), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}

func partyTitles(rows []lists.PartyRow) []string {
	titles := make([]string, len(rows))
	for i, r := range rows {
		titles[i] = r.Name
	}
	return titles
}

// directory is four parties: two were asked in an open case, one of them also in
// a restricted case, one in that alone, and one in none.
type directory struct {
	*desk
	parties  map[string]uuid.UUID
	contacts map[string]uuid.UUID
	letters  map[string]claim.Stream
	claims   map[uuid.UUID]uuid.UUID // by request
	requests map[string]uuid.UUID
}

func newDirectory(d *desk) *directory {
	dir := &directory{
		desk: d, parties: map[string]uuid.UUID{}, contacts: map[string]uuid.UUID{}, letters: map[string]claim.Stream{},
		claims: map[uuid.UUID]uuid.UUID{}, requests: map[string]uuid.UUID{},
	}
	open, secret := d.openCase("open"), uuid.New()
	d.do(claim.Stream{Kind: claim.StreamCase, ID: secret}, cases.OpenCase{
		Text: d.put(claim.CaseHead{Slug: "secret", Title: "Secret"}), Owner: d.owner, Sensitivity: claim.Restricted,
		Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan,
	}, noon)
	about, hushed := d.addClaim(open, "a"), d.addClaim(secret, "a")
	for _, name := range []string{"Alpha", "Beta", "Gämma", "Hush"} {
		dir.add(name)
	}
	dir.request("Alpha", open, about)
	dir.request("Beta", open, about)
	dir.request("Hush", secret, hushed)
	return dir
}

func (dir *directory) party(name string) uuid.UUID   { return dir.parties[name] }
func (dir *directory) contact(name string) uuid.UUID { return dir.contacts[name] }

func (dir *directory) add(name string) {
	id, contact := uuid.New(), uuid.New()
	dir.do(claim.Stream{Kind: claim.StreamParty, ID: id}, people.AddParty{
		Profile: dir.put(people.PartyProfile{Key: "p-" + id.String()[:8], Name: name}), Zone: "UTC",
		Contact: people.Contact{ID: contact, Channel: claim.ByEmail, Address: dir.put(people.ContactAddress{Address: "x@example.com"})},
	}, noon)
	dir.parties[name], dir.contacts[name] = id, contact
}

// request puts a request to a party that goes out at noon.
func (dir *directory) request(name string, caseID, about uuid.UUID) {
	s := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(caseID, dir.parties[name])}
	request := uuid.New()
	entries := dir.do(s, letters.Ask{
		Request: request, Channel: claim.ByEmail, Case: caseID, Party: dir.parties[name], Claims: []uuid.UUID{about},
		Questions: dir.put("Is it so?"), SendAt: noon, AnswerBy: noon.Add(48 * time.Hour),
	}, noon)
	dir.do(s, letters.RecordDelivery{
		Message: entries[1].Fact.(letters.MessageDispatched).Message, Delivery: letters.DeliveryAccepted, Attempts: 1,
		Contact: dir.contacts[name], Content: dir.put("letter"), At: noon,
	}, noon)
	dir.letters[name], dir.requests[name], dir.claims[request] = s, request, about
}

func (dir *directory) answer(name string, at time.Time) {
	request := dir.requests[name]
	dir.do(dir.letters[name], letters.RecordResponse{
		Response: uuid.New(), Request: request, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: at,
		Stances: []letters.Answer{{Claim: dir.claims[request], Stance: claim.Confirms}},
	}, at)
}

func (dir *directory) write(name, text string) {
	dir.reply(dir.letters[name], text, noon.Add(time.Hour))
}

// quarantine takes in a message that may belong to the correspondences with several parties.
func (dir *directory) quarantine(text string, names ...string) {
	var named []uuid.UUID
	var clues []received.Clue
	for _, name := range names {
		named = append(named, dir.letters[name].ID)
		clues = append(clues, received.Clue{By: received.ByQuotation, Correspondence: dir.letters[name].ID})
	}
	spooled, err := dir.Spool(dir.ctx(), received.Arrival{Raw: []byte(text), Correspondences: named, At: noon})
	require.NoError(dir.t, err)
	dir.do(claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}, intake.TakeIn{
		Mail: received.Mail{Raw: spooled.Raw, Class: received.MailAnswer, ReceivedAt: noon}, Clues: clues,
	}, noon)
}
