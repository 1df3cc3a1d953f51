package casefile

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// small is a case file with one of everything that has to be there.
const small = `onrecord: case/v1
id: story
title: A story
parties:
  - {id: mill, name: The mill}
claims:
  - {id: closed, statement: The mill closed.}
requests:
  - {id: first, party: mill, claims: [closed], questions: Has it., answer_by: 6d}
`

func TestASmallFileHasTheDefaults(t *testing.T) {
	f, err := Parse("case.yaml", []byte(small))
	require.NoError(t, err)
	f.name, f.places = "", nil
	require.Equal(t, &File{
		ID: "story", Title: "A story", Sensitivity: claim.OpenToDesk,
		Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan,
		Parties:  []Party{{ID: "mill", Name: "The mill", Zone: "UTC"}},
		Claims:   []Claim{{ID: "closed", Statement: "The mill closed.", Tier: claim.Routine}},
		Requests: []Request{{ID: "first", Party: "mill", Claims: []string{"closed"}, Questions: "Has it.", AnswerBy: Deadline{After: 6 * 24 * time.Hour}}},
	}, f)
}

const full = `onrecord: case/v1
id: story
title: A story
notice: Written for a test.
sensitivity: restricted
access: [mara, jonas.a]
policy: {reviewers: 2, origins: 3}
reminders: {at: [40%, 62.5%], final_notice: 90%}
status_line: [closed]
parties:
  - id: mill
    name: The mill
    kind: record holder
    email: press@mill.example
    role: press office
    zone: Europe/Riga
    language: lv
    office_hours: {days: [mon, sun], from: 09:00, to: "24:00", holidays: [2026-12-25]}
claims:
  - id: closed
    statement: The mill closed.
    claimant: A neighbour
    made_at: 2026-03-17
    where: https://neighbour.example/1
    subjects: [The mill]
    language: pt-BR
    tier: serious allegation
    draft: true
requests:
  - id: first
    party: mill
    claims: [closed]
    questions: |
      Has it?
      When?
    answer_by: 2026-12-24T18:00:00+01:00
    intent_by: 36h
`

func TestAFullFileIsReadAsWritten(t *testing.T) {
	f, err := Parse("case.yaml", []byte(full))
	require.NoError(t, err)
	madeAt := claim.On(2026, 3, 17)
	require.Equal(t, "Written for a test.", f.Notice)
	require.Equal(t, claim.Restricted, f.Sensitivity)
	require.Equal(t, []string{"mara", "jonas.a"}, f.Access)
	require.Equal(t, claim.Policy{claim.Reviewers: 2, claim.Origins: 3}, f.Policy)
	require.Equal(t, claim.Plan{Reminders: []float64{0.4, 0.625}, FinalNotice: 0.9}, f.Plan)
	require.Equal(t, []string{"closed"}, f.StatusLine)
	require.Equal(t, Party{
		ID: "mill", Name: "The mill", Kind: people.RecordHolder, Email: "press@mill.example", Role: "press office",
		Zone: "Europe/Riga", Language: "lv", Hours: claim.OfficeHours{
			Days: []time.Weekday{time.Monday, time.Sunday}, From: 540, To: 1440, Holidays: []string{"2026-12-25"},
		},
	}, f.Parties[0])
	require.Equal(t, Claim{
		ID: "closed", Statement: "The mill closed.", Claimant: "A neighbour", MadeAt: &madeAt, Where: "https://neighbour.example/1",
		Subjects: []string{"The mill"}, Language: "pt-BR", Tier: claim.SeriousAllegation, Draft: true,
	}, f.Claims[0])
	require.Equal(t, "Has it?\nWhen?", f.Requests[0].Questions)
	require.Equal(t, time.Date(2026, 12, 24, 17, 0, 0, 0, time.UTC), f.Requests[0].AnswerBy.At.UTC())
	require.Equal(t, Deadline{After: 36 * time.Hour}, f.Requests[0].IntentBy)
}

// Each row changes one thing in the small file.
var problemRows = []struct{ name, old, new, want string }{
	{"a header is missing", "onrecord: case/v1\n", "", `case.yaml:1:1: onrecord: is missing: add the key "onrecord"`},
	{"another header", "case/v1", "case/v2", `case.yaml:1:11: onrecord: this is a file of the form "case/v2": the form that can be read here is case/v1`},
	{"an unknown key near a known one", "title:", "titel:", `case.yaml:3:1: there is no key "titel" here; did you mean title?`},
	{"an unknown key near none", "{id: mill,", "{id: mill, shoe: 44,", `case.yaml:5:16: parties[0]: there is no key "shoe" here; the keys are id, name, kind, nature, email, role, zone, language, office_hours`},
	{"a key twice", "title: A story", "title: A story\ntitle: B", `case.yaml:4:1: title: the key stands here twice, first on line 3: delete one of them`},
	{"a key that is a list", "title: A story", "title: A story\n? [a]\n: b", `case.yaml:4:3: expected a key, found a list: a key is one word`},
	{"an id twice", "  - {id: closed,", "  - {id: closed, statement: x}\n  - {id: closed,", `case.yaml:8:10: claims[1].id: the id closed stands here twice, first on line 7: change one of them`},
	{"an id with a capital", "id: story", "id: Story", `case.yaml:2:5: id: "Story" cannot be an id: use lower-case letters, digits and hyphens, a letter first`},
	{"an id that is a number", "id: story", "id: 2017", `case.yaml:2:5: id: "2017" cannot be an id: use lower-case letters, digits and hyphens, a letter first`},
	{"an id that is too long", "id: story", "id: " + strings.Repeat("a", 65), `case.yaml:2:5: id: has 65 characters, and at most 64 fit: shorten it`},
	{"an unknown party", "party: mill", "party: mil", `case.yaml:9:24: requests[0].party: there is no party with the id "mil"; did you mean mill?`},
	{"an unknown claim", "claims: [closed]", "claims: [opened]", `case.yaml:9:39: requests[0].claims[0]: there is no claim with the id "opened"`},
	{"an unknown claim in the status line", "title: A story", "title: A story\nstatus_line: [closd]", `case.yaml:4:15: status_line[0]: there is no claim with the id "closd"; did you mean closed?`},
	{"a claim twice in a request", "claims: [closed]", "claims: [closed, closed]", `case.yaml:9:47: requests[0].claims[1]: the claim closed stands in the list twice: delete one of them`},
	{"a request about nothing", "claims: [closed]", "claims: []", `case.yaml:9:38: requests[0].claims: is empty: a request is about at least one claim`},
	{"a title that is a list", "title: A story", "title: [A story]", `case.yaml:3:8: title: expected a text, found a list`},
	{"a title that is a number", "title: A story", "title: 1984", `case.yaml:3:8: title: expected a text, found a number: put it in quotes`},
	{"a title that is true", "title: A story", "title: true", `case.yaml:3:8: title: expected a text, found true or false: put it in quotes`},
	{"a title that is nothing", "title: A story", "title:", `case.yaml:3:7: title: has no value: write one, or delete the key`},
	{"a title of spaces", "title: A story", `title: "  "`, `case.yaml:3:8: title: is empty: write something, or delete the key`},
	{"a title of two lines", "title: A story", `title: "A\nstory"`, `case.yaml:3:8: title: goes over more than one line: write it on one, or fold it with >-`},
	{"a title with a hidden line end", "title: A story", `title: "A\u2028story"`, `case.yaml:3:8: title: goes over more than one line: write it on one, or fold it with >-`},
	{"a title with a tab", "title: A story", `title: "A\tstory"`, `case.yaml:3:8: title: has a tab in it: use spaces`},
	{"a title with a bell", "title: A story", `title: "A\astory"`, `case.yaml:3:8: title: has the control character U+0007 in it: delete it`},
	{"a title that turns around", "title: A story", "title: A \u202estory", `case.yaml:3:8: title: has the character U+202E in it, which changes the direction of writing unseen: delete it`},
	{"a title that is too long", "title: A story", "title: " + strings.Repeat("ä", 201), `case.yaml:3:8: title: has 201 characters, and at most 200 fit: shorten it`},
	{"questions with an escape", "questions: Has it.", `questions: "a\eb"`, `case.yaml:9:59: requests[0].questions: has the control character U+001B in it: delete it`},
	{"subjects that are a text", "statement: The", "subjects: mills, statement: The", `case.yaml:7:28: claims[0].subjects: expected a list, found a text`},
	{"a claim that is a text", "requests:", "  - opened\nrequests:", `case.yaml:8:5: claims[1]: expected a group of keys, found a text`},
	{"a bad tier", "statement: The", "tier: grave, statement: The", `case.yaml:7:24: claims[0].tier: cannot be "grave": choose one of: routine, sensitive, serious allegation`},
	{"a bad kind", "name: The mill", "kind: friend, name: The mill", `case.yaml:5:22: parties[0].kind: cannot be "friend": choose one of: claimant, subject of an allegation, witness, expert, record holder, vendor`},
	{"a bad sensitivity", "title: A story", "title: A story\nsensitivity: secret", `case.yaml:4:14: sensitivity: cannot be "secret": choose one of: desk, restricted`},
	{"an access list on an open case", "title: A story", "title: A story\naccess: [mara]", `case.yaml:4:9: access: names who may see a restricted case, and this one is open to the desk: add "sensitivity: restricted", or delete the list`},
	{"a person twice", "title: A story", "title: A story\nsensitivity: restricted\naccess: [mara, mara]", `case.yaml:5:16: access[1]: mara stands in the list twice: delete one of them`},
	{"a handle with a space", "title: A story", "title: A story\nsensitivity: restricted\naccess: [mara l]", `case.yaml:5:10: access[0]: "mara l" is not a person's handle: use letters, digits, dots and hyphens`},
	{"a policy without reviewers", "title: A story", "title: A story\npolicy: {reviewers: 0}", `case.yaml:4:9: policy: a policy asks for between 1 and 9 sign-offs, not 0`},
	{"a policy in halves", "title: A story", "title: A story\npolicy: {origins: 1.5}", `case.yaml:4:19: policy.origins: "1.5" is not a whole number`},
	{"a policy in words", "title: A story", "title: A story\npolicy: {origins: two}", `case.yaml:4:19: policy.origins: expected a number, found a text`},
	{"reminders out of order", "title: A story", "title: A story\nreminders: {at: [70%, 40%]}", `case.yaml:4:12: reminders: reminders stand in ascending order between 0 % and 100 % of the window; 40 % does not fit`},
	{"a reminder without a percent sign", "title: A story", "title: A story\nreminders: {at: [0.4]}", `case.yaml:4:18: reminders.at[0]: "0.4" is not a share of the window: write a percentage such as 50%`},
	{"too many reminders", "title: A story", "title: A story\nreminders: {at: [1%, 2%, 3%, 4%, 5%, 6%, 7%]}", `case.yaml:4:17: reminders.at: has 7 values, and at most 6 fit: take some out`},
	{"a bad zone", "name: The mill", "zone: Europe/Rega, name: The mill", `case.yaml:5:22: parties[0].zone: "Europe/Rega" is not a time zone: write its IANA name, such as Europe/Riga`},
	{"the zone of this computer", "name: The mill", "zone: Local, name: The mill", `case.yaml:5:22: parties[0].zone: "Local" is not a time zone: write its IANA name, such as Europe/Riga`},
	{"a zone that is a path", "name: The mill", "zone: ../../etc/passwd, name: The mill", `case.yaml:5:22: parties[0].zone: "../../etc/passwd" is not a time zone: write its IANA name, such as Europe/Riga`},
	{"an address with a name", "name: The mill", "email: M <m@mill.example>, name: The mill", `case.yaml:5:23: parties[0].email: "M <m@mill.example>": write the address alone, without a name and without brackets`},
	{"an address with a space", "name: The mill", "email: press office@mill.example, name: The mill", `case.yaml:5:23: parties[0].email: "press office@mill.example": it has a space: if it is meant so, write it in quotation marks, "press office"@mill.example`},
	{"a language in words", "name: The mill", "language: Latvian, name: The mill", `case.yaml:5:26: parties[0].language: "Latvian" does not fit: write a language tag such as en or pt-BR`},
	{"a day in full", "name: The mill", "office_hours: {days: [monday]}, name: The mill", `case.yaml:5:38: parties[0].office_hours.days[0]: "monday" is not a day: choose from mon, tue, wed, thu, fri, sat, sun`},
	{"a day twice", "name: The mill", "office_hours: {days: [mon, mon]}, name: The mill", `case.yaml:5:43: parties[0].office_hours.days[1]: mon stands in the list twice: delete one of them`},
	{"an hour without a zero", "name: The mill", "office_hours: {from: 9:00}, name: The mill", `case.yaml:5:37: parties[0].office_hours.from: "9:00" does not fit: write a time of day such as "09:00"`},
	{"hours that never open", "name: The mill", `office_hours: {from: "18:00", to: "09:00"}, name: The mill`, `case.yaml:5:30: parties[0].office_hours: office hours start before they end, within one day`},
	{"a holiday that is no date", "name: The mill", "office_hours: {holidays: [2026-02-30]}, name: The mill", `case.yaml:5:42: parties[0].office_hours.holidays[0]: "2026-02-30" is not a date: write one such as 2026-12-25, or half a day such as 2026-12-24 09:00-12:00`},
	{"a claim made some time", "statement: The", "made_at: yesterday, statement: The", `case.yaml:7:27: claims[0].made_at: "yesterday" is not a time: write a date such as 2026-11-05, or an instant such as 2026-11-05T18:00:00+01:00`},
	{"a deadline that is missing", ", answer_by: 6d", "", `case.yaml:9:5: requests[0].answer_by: is missing: add the key "answer_by"`},
	{"a deadline of nothing", "answer_by: 6d", "answer_by: 0d0h", `case.yaml:9:79: requests[0].answer_by: a deadline of "0d0h" leaves no time to answer: ` + deadlineForms},
	{"a deadline before the opening", "answer_by: 6d", "answer_by: -6d", `case.yaml:9:79: requests[0].answer_by: "-6d" is not a deadline: ` + deadlineForms},
	{"a deadline without a unit", "answer_by: 6d", "answer_by: 6", `case.yaml:9:79: requests[0].answer_by: "6" is not a deadline: ` + deadlineForms},
	{"a deadline without a zone", "answer_by: 6d", "answer_by: 2026-12-24 18:00", `case.yaml:9:79: requests[0].answer_by: "2026-12-24 18:00" is not a deadline: ` + deadlineForms},
	{"a deadline after years", "answer_by: 6d", "answer_by: 999d", `case.yaml:9:79: requests[0].answer_by: "999d" is more than a year ahead: choose an earlier deadline`},
	{"a records request under nothing", "answer_by: 6d", "answer_by: 6d, kind: records", `case.yaml:9:89: requests[0].kind: is a records request, which says under which statute it is made: add "statute"`},
	{"a statute that nothing is requested under", "answer_by: 6d", "answer_by: 6d, statute: The Act", `case.yaml:9:92: requests[0].statute: is for records requests: delete it, or say "kind: records"`},
	{"a copy to nobody", "answer_by: 6d", "answer_by: 6d, cc: [nobody]", `case.yaml:9:87: requests[0].cc: "nobody": it is not an e-mail address such as press@agency.example`},
	{"a copy of what nobody sends", "answer_by: 6d", "answer_by: 6d, channel: phone, cc: [a@b.example]", `case.yaml:9:103: requests[0].cc: is of letters that go out: a person has put this request, and nothing goes out`},
	{"an intent after the answer", "answer_by: 6d", "answer_by: 6d, intent_by: 6d1h", `case.yaml:9:94: requests[0].intent_by: is not before answer_by: choose an earlier time, by which the party says whether it will answer`},
	{"a draft in words", "statement: The", "draft: maybe, statement: The", `case.yaml:7:25: claims[0].draft: expected true or false, found a text`},
	{"an anchor", "title: A story", "title: &a A story", `case.yaml:3:8: the anchor "&a" is not accepted: delete it, or put a text that begins with & in quotes`},
	{"an alias", "title: A story", "title: A\nnotice: *a", `case.yaml:4: ` + aliasRefused},
	{"a merge key", "title: A story", "title: A story\n<<: {notice: x}", `case.yaml:4:1: merge keys (<<) are not accepted: write the keys out`},
	{"a tag", "title: A story", "title: !!binary aGk=", `case.yaml:3:8: the tag "!!binary" is not accepted: delete it, or put a text that begins with ! in quotes`},
	{"a second document", "requests:", "---\nrequests:", `case.yaml:8:1: a second document begins here: one file holds one, so put it into a file of its own`},
	{"a tab for indentation", "  - {id: closed,", "\t- {id: closed,", `case.yaml:7: a tab indents this line: use spaces`},
	{"a colon in a text", "title: A story", "title: A story: part one", `case.yaml:3: there is a second colon in this line, or the line is indented too far: put a text with a colon in quotes, and line up keys that belong together`},
	{"a line out of line", "title: A story", " title: A story", `case.yaml:3: there is a second colon in this line, or the line is indented too far: put a text with a colon in quotes, and line up keys that belong together`},
	{"a key in the middle of a list", "claims:", " claims:", `case.yaml:6: this line does not fit the one above: line up keys that belong together, and put a whole text in quotes or none of it`},
	{"a bracket that stays open", "claims: [closed]", "claims: [closed", `case.yaml:9: a list or group of keys in brackets is not closed, or holds a text that needs quotes: add the comma, the bracket or the quotes`},
	{"a quote that stays open", "title: A story", `title: "A story`, `case.yaml:3: a text in quotes begins here and does not end: add the closing quote`},
	{"a text after its quotes", "title: A story", `title: "A" story`, `case.yaml:3: this line does not fit the one above: line up keys that belong together, and put a whole text in quotes or none of it`},
	{"a control character", "title: A story", "title: A\x01 story", `case.yaml:3:9: the control character U+0001 stands here: delete it`},
	{"letters in Latin-1", "title: A story", "title: A st\xf6ry", `case.yaml:3:12: the byte 0xF6 is not UTF-8; the file may be in Latin-1 or Windows-1252: save the file as UTF-8`},
}

func TestEveryProblemSaysWhereAndWhatToDo(t *testing.T) {
	for _, row := range problemRows {
		t.Run(row.name, func(t *testing.T) {
			require.Contains(t, small, row.old)
			_, err := Parse("case.yaml", []byte(strings.Replace(small, row.old, row.new, 1)))
			var all *Error
			require.ErrorAs(t, err, &all)
			require.Equal(t, row.want, all.Problems[0].String())
			require.Len(t, all.Problems, 1, "%v", err)
			require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
		})
	}
}

func TestAllProblemsAreNamedAtOnce(t *testing.T) {
	file := strings.NewReplacer("title:", "titel:", "{id: mill,", "{id: Mill,", "6d}", "6}").Replace(small)
	_, err := Parse("case.yaml", []byte(file))
	require.EqualError(t, err, `case.yaml has 4 problems
case.yaml:3:1: there is no key "titel" here; did you mean title?
case.yaml:5:10: parties[0].id: "Mill" cannot be an id: use lower-case letters, digits and hyphens, a letter first
case.yaml:9:24: requests[0].party: there is no party with the id "mill"; did you mean Mill?
case.yaml:9:79: requests[0].answer_by: "6" is not a deadline: `+deadlineForms)
	var forPeople *claim.Error
	require.True(t, errors.As(err, &forPeople))
	require.Equal(t, "case.yaml has 4 problems", forPeople.Message)
	require.Contains(t, forPeople.Fields["requests[0].answer_by"], `line 9: "6" is not a deadline`)
	require.Equal(t, `line 3: there is no key "titel" here; did you mean title?`, forPeople.Fields["file"])
}

func TestAHundredProblemsAreShownAndTheRestCounted(t *testing.T) {
	_, err := Parse("case.yaml", []byte(small+strings.Repeat("shoe: 44\n", 250)))
	var all *Error
	require.ErrorAs(t, err, &all)
	require.Len(t, all.Problems, MaxProblems)
	require.Equal(t, 150, all.More)
	require.True(t, strings.HasSuffix(err.Error(), "\nand 150 more"))
	require.True(t, strings.HasPrefix(err.Error(), "case.yaml has 250 problems\n"))
}

func TestAMessageQuotesOnlyAFewWordsOfTheFile(t *testing.T) {
	_, err := Parse("case.yaml", []byte(small+"? "+strings.Repeat("\U0001F4A9", 500)+"\n: x\n"))
	require.Less(t, len(err.Error()), 500)
}

func TestWhatStandsInAFileOfManySystems(t *testing.T) {
	for name, file := range map[string]string{
		"with a byte order mark":     "\ufeff" + small,
		"with the lines of Windows":  strings.ReplaceAll(small, "\n", "\r\n"),
		"with a document mark":       "---\n" + small,
		"with both marks":            "---\n" + small + "...\n",
		"with comments":              "# one\n" + small + "# two\n",
		"with a long folded text":    strings.Replace(small, "title: A story", "title: >\n  A\n  story", 1),
		"without an end of the line": strings.TrimSpace(small),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse("case.yaml", []byte(file))
			require.NoError(t, err)
			require.Equal(t, "A story", f.Title)
		})
	}
}
