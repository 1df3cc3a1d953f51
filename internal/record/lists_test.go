package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/record/recordtest"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// all sees every case.
var all = lists.Viewer{All: true}

func (d *desk) viewer() lists.Viewer { return lists.Viewer{Person: d.owner} }

// secretCase opens a case that nobody but its owner may see.
func (d *desk) secretCase(slug string) uuid.UUID {
	d.t.Helper()
	id := uuid.New()
	d.do(claim.Stream{Kind: claim.StreamCase, ID: id}, cases.OpenCase{
		Text: d.put(claim.CaseHead{Slug: slug, Title: "The " + slug + " story"}), Owner: d.owner,
		Sensitivity: claim.Restricted, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan,
	}, noon)
	return id
}

func (d *desk) search(who lists.Viewer, terms ...lists.SearchTerm) []lists.SearchHit {
	d.t.Helper()
	hits, _, err := d.Search(d.ctx(), lists.SearchQuery{Viewer: who, Terms: terms})
	require.NoError(d.t, err)
	return hits
}

func words(text string) lists.SearchTerm { return lists.SearchTerm{Text: text} }

func TestCasesComeInPages(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		for i := range 25 {
			id := d.openCase(fmt.Sprintf("case-%02d", i))
			if i%5 == 0 {
				d.addClaim(id, "a")
			}
		}
		d.secretCase("secret")
		for _, order := range lists.CaseOrders {
			var slugs []string
			q := lists.CaseQuery{Viewer: lists.Viewer{Person: uuid.New()}, Order: order, Limit: 7}
			for range 10 {
				rows, next, err := d.CaseList(d.ctx(), q)
				require.NoError(t, err)
				for _, row := range rows {
					slugs = append(slugs, row.Slug)
				}
				if q.After = next; next == "" {
					break
				}
			}
			require.Len(t, slugs, 25, order)
			seen := map[string]bool{}
			for _, s := range slugs {
				require.False(t, seen[s], "%s stands twice", s)
				seen[s] = true
			}
			require.False(t, seen["secret"])
		}
		for name, test := range map[string]struct {
			q    lists.CaseQuery
			want int
		}{
			"with a claim":      {lists.CaseQuery{Viewer: all, Stage: claim.StageOpen}, 5},
			"by text":           {lists.CaseQuery{Viewer: all, Text: "CASE 07"}, 1},
			"by part of a word": {lists.CaseQuery{Viewer: all, Text: "ecre"}, 1},
			"the owner sees it": {lists.CaseQuery{Viewer: d.viewer(), Text: "secret"}, 1},
			"nobody else does":  {lists.CaseQuery{Viewer: lists.Viewer{Person: uuid.New()}, Text: "secret"}, 0},
			"restricted ones":   {lists.CaseQuery{Viewer: all, Sensitivity: claim.Restricted}, 1},
			"of nobody":         {lists.CaseQuery{Viewer: all, Owner: uuid.New()}, 0},
			"nothing is due":    {lists.CaseQuery{Viewer: all, DueBefore: noon.AddDate(9, 0, 0)}, 0},
		} {
			rows, _, err := d.CaseList(d.ctx(), test.q)
			require.NoError(t, err)
			require.Len(t, rows, test.want, name)
		}
		_, _, err := d.CaseList(d.ctx(), lists.CaseQuery{Viewer: all, After: "nonsense"})
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
		_, _, err = d.CaseList(d.ctx(), lists.CaseQuery{Viewer: all, After: tables.CursorOf("not", "here", 1)})
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	})
}

func TestWhatWaitsIsListedByPageAndCountedByRow(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		q := lists.TurnQuery{Viewer: d.viewer(), Kinds: claim.TurnKinds, Pool: []claim.TurnKind{claim.TurnSort}, Now: noon.Add(2 * time.Hour), Limit: 100}
		waiting := func(q lists.TurnQuery) (items []string) {
			for q.Limit = 1; ; {
				rows, next, err := d.Turn(d.ctx(), q)
				require.NoError(t, err)
				for _, row := range rows {
					items = append(items, row.Item())
				}
				if q.After = next; next == "" {
					return items
				}
			}
		}
		for _, all := range []bool{false, true} {
			q.All = all
			items := waiting(q)
			rows, err := d.TurnRows(d.ctx(), q)
			require.NoError(t, err)
			require.Equal(t, 3, rows, "the two claims of one case are one row")
			require.Len(t, items, 4, "the unread message, the one in quarantine, and two claims that nobody was asked about: %v", items)
		}
		rows, _, err := d.Turn(d.ctx(), q)
		require.NoError(t, err)
		require.Equal(t, "vault7", rows[0].Slug)
		require.Equal(t, "google Inc.", rows[0].PartyName)

		other := uuid.New()
		inCase := claim.Stream{Kind: claim.StreamCase, ID: caseID}
		state, err := d.Load(d.ctx(), inCase)
		require.NoError(t, err)
		cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(d.owner)}
		require.NoError(t, d.Append(d.ctx(), claim.Entries(state, cmd, noon, []claim.Fact{assigned.TurnAssigned{Item: rows[0].Item(), To: other}})))
		q.All = false
		require.Len(t, waiting(q), 3, "it is somebody else's turn")
		q.Viewer = lists.Viewer{Person: other}
		require.Len(t, waiting(q), 2)
		require.NoError(t, d.Snooze(d.ctx(), other, rows[0].Item(), q.Now.Add(time.Hour), q.Now))
		require.Len(t, waiting(q), 1, "snoozed")
		q.Now = q.Now.Add(2 * time.Hour)
		require.Len(t, waiting(q), 2, "and back")
		requireVerifies(t, d.Record)
	})
}

// TestAMessageOfAnyWordsIsRecorded, however long they are and however many.
func TestAMessageOfAnyWordsIsRecorded(t *testing.T) {
	marks := "क" + strings.Repeat("\u0902", 700)
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn, WithReader(func(_ string, data []byte) string { return string(data) }))
		caseID := d.openCase("vault7")
		one := d.addClaim(caseID, "one")
		s, _ := d.ask(caseID, d.addParty("google"), one)
		d.do(s, claim.Tick{}, noon.Add(6*time.Minute))
		d.reply(s, "first "+marks+" then "+strings.Repeat("ﷺ", 80), noon.Add(time.Hour))
		d.reply(s, "second "+strings.Repeat("ﷺ ", 20_000), noon.Add(2*time.Hour))
		for _, text := range []string{marks, "then " + strings.Repeat("ﷺ", 80), "second"} {
			require.Len(t, d.search(all, words(text)), 1)
		}
	})
}

func TestWhatWasSaidIsFound(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn, WithReader(func(_ string, data []byte) string { return string(data) }))
		caseID := d.openCase("vault7")
		one := d.addClaim(caseID, "one")
		s, _ := d.ask(caseID, d.addParty("google"), one)
		d.do(s, claim.Tick{}, noon.Add(6*time.Minute))
		d.reply(s, "The Café in Łódź — état d'urgence, naïveté; 東京 office. Microsoft's e-mail: press@example.com", noon.Add(time.Hour))
		for name, test := range map[string]struct {
			terms []lists.SearchTerm
			want  int
		}{
			"a word":                    {[]lists.SearchTerm{words("urgence")}, 1},
			"without its accents":       {[]lists.SearchTerm{words("cafe")}, 1},
			"with other accents":        {[]lists.SearchTerm{words("NAIVETÉ")}, 1},
			"a phrase":                  {[]lists.SearchTerm{words("etat d'urgence")}, 1},
			"a phrase in another order": {[]lists.SearchTerm{words("d'urgence etat")}, 0},
			"the beginning of a word":   {[]lists.SearchTerm{{Text: "micro", Prefix: true}}, 1},
			"the middle of a word":      {[]lists.SearchTerm{{Text: "soft", Prefix: true}}, 0},
			"what is there twice":       {[]lists.SearchTerm{words("cafe"), words("office")}, 1},
			"without what is there":     {[]lists.SearchTerm{words("cafe"), {Text: "office", Not: true}}, 0},
			"without what is not":       {[]lists.SearchTerm{words("cafe"), {Text: "nowhere", Not: true}}, 1},
			"nothing but without":       {[]lists.SearchTerm{{Text: "office", Not: true}}, 0},
			"signs alone":               {[]lists.SearchTerm{words("— ; *")}, 0},
			"an address":                {[]lists.SearchTerm{words("press@example.com")}, 1},
			"the operators of both":     {[]lists.SearchTerm{words(`") OR (x`), words("a & !b | <->:*")}, 0},
		} {
			require.Len(t, d.search(all, test.terms...), test.want, name)
		}
		hits := d.search(all, words("cafe"))
		require.Equal(t, lists.Fragment{Text: "Café", Hit: true}, hits[0].Snippet[1])
		require.Equal(t, "vault7", hits[0].Slug)
		require.Len(t, d.search(all, words("google")), 1, "the party by its name")
	})
}

// TestEveryScriptIsFoundAlike has one message in each; package fold has the letters.
func TestEveryScriptIsFoundAlike(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn, WithReader(func(_ string, data []byte) string { return string(data) }))
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		d.do(s, claim.Tick{}, noon.Add(6*time.Minute))
		for i, c := range []struct {
			says  string
			typed []string
		}{
			{"Сергей Ёлкин и Київ", []string{"сергей", "ЕЛКИН", "елк*", "київ", "киів"}},
			{"Ο Πρόεδρος είπε όχι", []string{"προεδρος", "ΠΡΌΕΔΡΟΣ ΕΙΠΕ"}},
			{"وَزَارَةُ الصِّحَّة", []string{"وزارة", "وزارة الصحة"}},
			{"מָרוֹם דיבר", []string{"מרום"}},
			{"東京都知事は否定した。", []string{"東京", "知事", "京都知事", "た", "否*"}},
			{"กระทรวงสาธารณสุขปฏิเสธข่าว", []string{"สาธารณสุข", "ข่าว"}},
			{"구글은 연락받은 적이 없다", []string{"구글", "연락", "구글은 연락"}},
			{"Łódź, Ørsted, Straße, Diyarbakır, İzmir", []string{"lodz orsted", "STRASSE", "diyarbakir", "izmir"}},
			{"Anno １９８４, ٢٠٢٦", []string{"1984", "2026"}},
			{"हिन्दी में लिखा गया", []string{"हिन्दी", "हिन्दी में"}},
		} {
			d.reply(s, c.says, noon.Add(time.Duration(i+1)*time.Hour))
			for _, typed := range c.typed {
				hits := d.search(all, lists.SearchTerm{Text: strings.TrimSuffix(typed, "*"), Prefix: strings.HasSuffix(typed, "*")})
				require.NotEmpty(t, hits, "%q in %q", typed, c.says)
				marked := slices.ContainsFunc(hits[0].Snippet, func(f lists.Fragment) bool { return f.Hit && strings.Contains(c.says, f.Text) })
				require.True(t, marked, "%q in %v", typed, hits[0].Snippet)
			}
		}
		require.Empty(t, d.search(all, words("京東")))
		require.Empty(t, d.search(all, words("知事東京")))
		require.NoError(t, d.Reproject(d.ctx()))
		require.Len(t, d.search(all, words("구글")), 1)
	})
}

func TestErasedContentLeavesTheIndex(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		one, two := d.addClaim(caseID, "one"), d.addClaim(caseID, "two")
		s, request := d.ask(caseID, d.addParty("google"), one, two)
		d.do(s, claim.Tick{}, noon.Add(6*time.Minute))
		text := func(words string) claim.Ref {
			refs, err := d.Put(d.ctx(), claim.Content{Key: words, Media: "text/plain", Data: []byte(words)})
			require.NoError(t, err)
			return refs[0]
		}
		first := text("elephants")
		d.do(s, letters.RecordResponse{
			Response: uuid.New(), Request: request, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: noon.Add(time.Hour),
			Stances: []letters.Answer{{Claim: one, Stance: claim.Confirms, Statement: first}, {Claim: two, Stance: claim.Denies, Statement: text("giraffes")}},
		}, noon.Add(time.Hour))
		require.Len(t, d.search(all, words("elephants")), 1)
		require.NoError(t, d.Erase(d.ctx(), first, noon))
		require.Empty(t, d.search(all, words("elephants")))
		require.Len(t, d.search(all, words("giraffes")), 1, "what stood beside it is still there")
		for _, table := range []string{"search_docs"} {
			var bodies []string
			require.NoError(t, stored.Select(d.ctx(), d.db.Read, &bodies, `select title || body from `+table))
			require.NotContains(t, strings.Join(bodies, " "), "elephants")
		}
		require.NoError(t, d.Reproject(d.ctx()))
		require.Empty(t, d.search(all, words("elephants")))
		require.Len(t, d.search(all, words("giraffes")), 1)
	})
}

func TestARestrictedCaseIsInNoIndex(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		id := d.secretCase("hush")
		d.addClaim(id, "one")
		s := claim.Stream{Kind: claim.StreamCase, ID: id}
		require.Empty(t, d.search(d.viewer(), words("hush")), "also not for its owner")
		change := cases.ChangeAccess{Owner: d.owner, Sensitivity: claim.OpenToDesk}
		state, err := d.Load(d.ctx(), s)
		require.NoError(t, err)
		change.Seen = state.(*cases.Case).Granted
		d.do(s, change, noon)
		require.Len(t, d.search(lists.Viewer{Person: uuid.New()}, words("hush")), 1, "open to the desk")
		require.Len(t, d.search(all, words("so")), 1, "and its claims")
		change.Sensitivity = claim.Restricted
		state, err = d.Load(d.ctx(), s)
		require.NoError(t, err)
		change.Seen = state.(*cases.Case).Granted
		d.do(s, change, noon)
		require.Empty(t, d.search(all, words("hush")))
		require.Empty(t, d.search(all, words("so")))
		requireVerifies(t, d.Record)
	})
}

func TestActivityGoesBackInPages(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		secret := d.secretCase("secret")
		d.addClaim(secret, "hidden")
		stranger := lists.Viewer{Person: uuid.New()}
		count := func(q lists.ActivityQuery) int {
			n, last := 0, int64(1<<60)
			q.Limit = 3
			for {
				rows, next, err := d.Activity(d.ctx(), q)
				require.NoError(t, err)
				for _, row := range rows {
					require.Less(t, row.Position, last)
					last = row.Position
					n++
				}
				if q.Before = next; next == 0 {
					return n
				}
			}
		}
		head, _, err := d.Head(d.ctx())
		require.NoError(t, err)
		require.EqualValues(t, head, count(lists.ActivityQuery{Viewer: all}))
		require.EqualValues(t, head-2, count(lists.ActivityQuery{Viewer: stranger}), "without what the restricted case holds")
		require.EqualValues(t, 2, count(lists.ActivityQuery{Viewer: all, Case: secret}))
		require.Zero(t, count(lists.ActivityQuery{Viewer: stranger, Case: secret}))
		require.Equal(t, 3, count(lists.ActivityQuery{Viewer: all, Kinds: []string{"claim.drafted"}}))
		require.Equal(t, 2, count(lists.ActivityQuery{Viewer: stranger, Kinds: []string{"claim.drafted", "request.lapsed"}}))
		require.EqualValues(t, head, count(lists.ActivityQuery{Viewer: all, Person: d.owner}), "all acts are hers in this test")
		require.Zero(t, count(lists.ActivityQuery{Viewer: all, Person: uuid.New()}))
		timeline, err := d.Timeline(d.ctx(), caseID, 0, 1000)
		require.NoError(t, err)
		require.Equal(t, len(timeline), count(lists.ActivityQuery{Viewer: stranger, Case: caseID}))
		require.Zero(t, count(lists.ActivityQuery{Viewer: all, From: noon.Add(2 * time.Hour)}))
		require.Positive(t, count(lists.ActivityQuery{Viewer: all, To: noon.Add(time.Minute)}))
	})
}

func TestLettersByTheirState(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		count := func(state letters.OutboxState) int {
			rows, _, err := d.OutboxPage(d.ctx(), lists.OutboxQuery{Viewer: lists.Viewer{Person: uuid.New()}, State: state})
			require.NoError(t, err)
			return len(rows)
		}
		require.Equal(t, 1, count(letters.OutboxSent))
		for _, state := range []letters.OutboxState{"", letters.OutboxWaits, letters.OutboxDeferred, letters.OutboxUncertain, letters.OutboxFailed, letters.OutboxStopped} {
			require.Zero(t, count(state), state)
		}
		backlog, err := d.Backlog(d.ctx(), noon)
		require.NoError(t, err)
		require.Equal(t, 1, backlog.Streams)
		require.Positive(t, backlog.Bytes)
	})
}

func TestABulkIsAsIfItHadBeenAppended(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		var k Bulk
		a := claim.New(claim.StreamParty, uuid.New())
		profile := k.Keep("application/json", []byte(`{"key":"bulky","name":"Bulky Corporation"}`))
		k.Add(claim.Apply(a, claim.Command{ID: uuid.New(), Actor: claim.System}, noon, []claim.Fact{people.PartyAdded{Profile: profile, Zone: "UTC"}})...)
		require.NoError(t, k.Prepare())
		require.NoError(t, d.AddBulk(d.ctx(), &k))
		requireVerifies(t, d.Record)
		require.Len(t, d.search(all, words("corporation")), 1)
		before := d.tablesText()
		require.NoError(t, d.Reproject(d.ctx()))
		require.Equal(t, before, d.tablesText())
	})
}

// TestWhatAnEarlierVersionFilledIsFilledAgain opens a record of an earlier version.
func TestWhatAnEarlierVersionFilledIsFilledAgain(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		before := d.tablesText()
		require.NoError(t, d.Close())
		execAll(t, dsn, `delete from search_docs`, `update meta set value = 'of old' where name = 'projection'`)
		var told [][2]int64
		again := openDesk(t, dsn, WithFilling(func(done, all int64) { told = append(told, [2]int64{done, all}) }))
		require.Equal(t, before, again.tablesText())
		head, _, err := again.Head(again.ctx())
		require.NoError(t, err)
		require.Equal(t, [2]int64{head, head}, told[len(told)-1])
	})
}

// tablesText is what the tables of lists and search say.
func (d *desk) tablesText() string {
	d.t.Helper()
	out := ""
	for _, query := range []string{
		`select case_id || ' ' || position || ' ' || at || ' ' || next_due from case_stats order by case_id`,
		`select item || ' ' || since || ' ' || due from turn order by item`,
		`select id || ' ' || kind || ' ' || title || ' ' || body from search_docs order by id`,
		`select ref || ' ' || doc from search_refs order by ref, doc`,
	} {
		var rows []string
		require.NoError(d.t, stored.Select(d.ctx(), d.db.Read, &rows, query))
		out += strings.Join(rows, "\n") + "\n"
	}
	return out
}
