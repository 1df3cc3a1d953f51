package casefile

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
)

const smallWeek = `onrecord: week/v1
start: "09:00"
people:
  - {handle: mara, name: Mara, roles: [editor]}
events:
  - at: day 1 10:00
    mail: {from: mill, text: It has closed.}
  - at: day 1 10:40
    as: mara
    answer: {party: mill, stances: {closed: confirms}, quote: has closed, ground_rules: on the record}
end: day 7 18:00
`

func smallCase(t *testing.T) *File {
	c, err := Parse("case.yaml", []byte(strings.Replace(small, "name: The mill", "name: The mill, email: press@mill.example", 1)))
	require.NoError(t, err)
	return c
}

func TestASmallWeekIsReadAsWritten(t *testing.T) {
	w, err := ParseWeek("week.yaml", []byte(smallWeek), smallCase(t))
	require.NoError(t, err)
	require.Equal(t, &Week{
		Start:  Moment{0, 9, 0},
		People: []Person{{"mara", "Mara", []claim.Role{claim.Editor}}},
		Events: []Event{
			{At: Moment{1, 10, 0}, Line: 6, Mail: &MailEvent{From: "mill", Text: "It has closed."}},
			{At: Moment{1, 10, 40}, Line: 8, As: "mara", Answer: &AnswerEvent{
				Party: "mill", Stances: []Stance{{"closed", claim.Confirms}}, Quote: "has closed", GroundRules: claim.OnTheRecord,
			}},
		},
		End: Moment{7, 18, 0},
	}, w)
	require.Equal(t, "day 1 10:40", w.Events[1].At.String())
	day0 := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	require.Equal(t, time.Date(2027, 1, 1, 10, 40, 0, 0, time.UTC), w.Events[1].At.Instant(day0))
}

var weekRows = []struct{ name, old, new, want string }{
	{"a case file", "week/v1", "case/v1", `week.yaml:1:11: onrecord: this is a file of the form "case/v1": the form that can be read here is week/v1`},
	{"no end", "end: day 7 18:00\n", "", `week.yaml:1:1: end: is missing: add the key "end"`},
	{"an end that is too early", "end: day 7 18:00", "end: day 1 10:30", `week.yaml:11:6: end: is before the last event, which is at day 1 10:40`},
	{"a moment without a day", "at: day 1 10:40", "at: 10:40", `week.yaml:8:9: events[1].at: "10:40" does not fit: write a day and a time of day such as day 1 10:40`},
	{"an hour that there is not", "at: day 1 10:40", "at: day 1 24:00", `week.yaml:8:9: events[1].at: "day 1 24:00" does not fit: write a day and a time of day such as day 1 10:40`},
	{"events out of order", "at: day 1 10:40", "at: day 1 09:40", `week.yaml:8:9: events[1].at: is before the event above, or the start, at day 1 10:00: put the events in order`},
	{"an unknown person", "as: mara", "as: maria", `week.yaml:9:9: events[1].as: there is no person with the id "maria"; did you mean mara?`},
	{"nobody", "    as: mara\n", "", `week.yaml:8:5: events[1].as: is missing: say which person does it`},
	{"mail by a person", "    mail:", "    as: mara\n    mail:", `week.yaml:7:9: events[0].as: mail comes from a party: delete the key`},
	{"two things at once", "    mail:", "    publish: {claims: [closed]}\n    mail:", `week.yaml:6:5: events[0]: an event does exactly one of: mail, answer, read, log, statement, evidence, assess, return, sign, publish`},
	{"mail from an unknown party", "from: mill", "from: mil", `week.yaml:7:18: events[0].mail.from: there is no party with the id "mil"; did you mean mill?`},
	{"a quote that nobody wrote", "quote: has closed", "quote: had closed", `week.yaml:10:63: events[1].answer.quote: does not stand word for word in the mail from mill: copy it from there, on one line`},
	{"an answer to no mail", "text: It has closed.", "automatic: true, text: It has closed.", `week.yaml:10:21: events[1].answer.party: there is no unread mail from mill at this time: let it write first`},
	{"an unknown stance", "closed: confirms", "closed: maybe", `week.yaml:10:45: events[1].answer.stances.closed: cannot be "maybe": choose one of: ` + joined(claim.Stances)},
	{"an unknown claim", "closed: confirms", "closd: confirms", `week.yaml:10:37: events[1].answer.stances: there is no key "closd" here; did you mean closed?`},
	{"unknown ground rules", "on the record", "on record", `week.yaml:10:89: events[1].answer.ground_rules: cannot be "on record": choose one of: ` + joined(claim.AllGroundRules)},
	{"an unknown role", "[editor]", "[boss]", `week.yaml:4:40: people[0].roles[0]: cannot be "boss": choose one of: ` + joined(claim.Roles)},
	{"a person twice", "events:", "  - {handle: mara, name: B, roles: [editor]}\nevents:", `week.yaml:5:14: people[1].handle: the handle mara stands here twice, first on line 4: change one of them`},
}

func TestEveryProblemOfAWeekSaysWhereAndWhatToDo(t *testing.T) {
	for _, row := range weekRows {
		t.Run(row.name, func(t *testing.T) {
			require.Contains(t, smallWeek, row.old)
			_, err := ParseWeek("week.yaml", []byte(strings.Replace(smallWeek, row.old, row.new, 1)), smallCase(t))
			var all *Error
			require.ErrorAs(t, err, &all)
			require.Equal(t, row.want, all.Problems[0].String())
		})
	}
}

func TestEveryThingThatAPersonCanDo(t *testing.T) {
	events := `
  - {at: day 2 09:00, as: mara, log: {party: mill, channel: in person, questions: Has it., stances: {closed: denies}, statement: No., ground_rules: on background}}
  - {at: day 2 09:05, mail: {from: mill, subject: Re, text: Later.}}
  - {at: day 2 09:10, as: mara, read: {party: mill, disposition: acknowledgement}}
  - {at: day 2 09:20, as: mara, assess: {claims: [closed], outcome: unverified, why: not yet, rationale: So far., for_readers: We go on asking.}}
  - {at: day 2 09:30, as: mara, return: {claim: closed, comments: Say more.}}
  - {at: day 2 09:40, as: mara, sign: {claims: [closed]}}
  - {at: day 2 09:50, as: mara, publish: {claims: [closed], early: It runs tonight.}}
end:`
	w, err := ParseWeek("week.yaml", []byte(strings.Replace(smallWeek, "\nend:", events, 1)), smallCase(t))
	require.NoError(t, err)
	require.Equal(t, &LogEvent{"mill", claim.InPerson, "Has it.", []Stance{{"closed", claim.Denies}}, "No.", claim.OnBackground}, w.Events[2].Log)
	require.Equal(t, &MailEvent{From: "mill", Subject: "Re", Text: "Later."}, w.Events[3].Mail)
	require.Equal(t, &ReadEvent{"mill", letters.ReadAcknowledgement}, w.Events[4].Read)
	require.Equal(t, &AssessEvent{[]string{"closed"}, claim.Unverified, finding.NotYet, "So far.", "We go on asking."}, w.Events[5].Assess)
	require.Equal(t, &ReturnEvent{"closed", "Say more."}, w.Events[6].Return)
	require.Equal(t, &SignEvent{Claims: []string{"closed"}}, w.Events[7].Sign)
	require.Equal(t, &PublishEvent{[]string{"closed"}, "It runs tonight."}, w.Events[8].Publish)
}

func FuzzParseWeek(f *testing.F) {
	for _, row := range weekRows {
		f.Add([]byte(strings.Replace(smallWeek, row.old, row.new, 1)))
	}
	c, err := Parse("case.yaml", []byte(full))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if w, err := ParseWeek("week.yaml", data, c); (w == nil) == (err == nil) {
			t.Fatal("a week or an error, and not both")
		}
	})
}
