package filing_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// storyFile is a case of two claims and two parties, who are both asked.
func storyFile() filing.CaseFileInput {
	day := filing.Deadline{Minutes: 24 * 60}
	return filing.CaseFileInput{
		Case: writing.CaseInput{Slug: "story", Title: "A story"},
		Parties: []casework.PartyInput{
			{Key: "google", Name: "Google", Email: "press@google.example"},
			{Key: "apple", Name: "Apple", Email: "press@apple.example"},
		},
		Claims: []writing.ClaimInput{{Key: "a", Statement: "It is so."}, {Key: "b", Statement: "It is not so."}},
		Requests: []filing.FileRequestInput{
			{ID: "one", Party: "google", Claims: []string{"a", "b"}, Questions: "Is it so?", AnswerBy: day},
			{ID: "two", Party: "apple", Claims: []string{"b"}, Questions: "Is it so?", AnswerBy: day},
		},
	}
}

func opened(d *caseworktest.Case, in filing.CaseFileInput) filing.OpenedFile {
	d.T.Helper()
	made, err := filing.Open(d.Ctx(), d.Desk.Door, d.Mara, in)
	require.NoError(d.T, err)
	return made
}

// entries is how long the record is, and contents how many texts it holds.
func entries(d *caseworktest.Case) (n int64) {
	d.T.Helper()
	report, err := d.Desk.Record.Verify(d.Ctx(), nil)
	require.NoError(d.T, err)
	require.Empty(d.T, report.Problems)
	return report.Entries + report.Contents
}

func TestACaseFileIsOneActAndIsOpenedOnce(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		made := opened(d, storyFile())
		require.Equal(t, "story", made.Name)
		r := d.Report("story")
		require.Len(t, r.Claims, 2)
		require.Len(t, r.Requests, 2)
		before := entries(d)
		require.Equal(t, made, opened(d, storyFile()), "sent again it answers")
		require.Equal(t, before, entries(d), "and does nothing")

		more := storyFile()
		more.Claims = append(more.Claims, writing.ClaimInput{Key: "c", Statement: "It was so."})
		more.Requests = append(more.Requests, filing.FileRequestInput{
			ID: "three", Party: "google", Claims: []string{"c"}, Questions: "Was it so?", AnswerBy: filing.Deadline{Minutes: 60 * 24},
		})
		require.Equal(t, made.ID, opened(d, more).ID)
		require.Len(t, d.Report("story").Claims, 3)
		require.Len(t, d.Report("story").Requests, 3)
	})
}

func TestALetterOfACaseFileHasItsCopies(t *testing.T) {
	d := caseworktest.New(t)
	file := storyFile()
	file.Requests[0].Cc = []string{"lawyer@firm.example", "LAWYER@firm.example"}
	opened(d, file)
	opened(d, file)
	var copied []int
	for _, r := range d.Report("story").Requests {
		asked, err := d.Desk.LettersOf(d.Ctx(), d.Mara, r.ID)
		require.NoError(t, err)
		if with := asked.Request(r.ID).With; with != nil {
			copied = append(copied, with.Copied)
		}
	}
	require.Equal(t, []int{1}, copied)
	for cc, why := range map[string]string{"nobody": "cc", "desk@desk.example": "cc"} {
		file = storyFile()
		file.Case.Slug, file.Requests[0].Cc = "other", []string{cc}
		_, err := filing.Open(d.Ctx(), d.Desk.Door, d.Mara, file)
		require.ErrorContains(t, err, why)
	}
}

// wrongFiles are files with which something is wrong, and the place of it.
var wrongFiles = map[string]struct {
	spoil func(*filing.CaseFileInput)
	place string
	code  claim.Code
}{
	"a draft is asked about": {func(in *filing.CaseFileInput) { in.Claims[0].Draft = true }, "requests[0]", claim.CodeWrongStage},
	"an instant has passed": {func(in *filing.CaseFileInput) {
		past := time.Date(2017, 3, 17, 18, 0, 0, 0, time.UTC)
		in.Requests[1].AnswerBy = filing.Deadline{At: &past}
	}, "requests[1].answerBy", claim.CodeAnswerByPast},
	"a party has no address": {func(in *filing.CaseFileInput) { in.Parties[1].Email = "" }, "requests[1]", claim.CodeInvalid},
	"nobody could sign": {func(in *filing.CaseFileInput) {
		policy := claim.DefaultPolicy
		policy[0] = 9
		in.Case.Policy = &policy
	}, "case", claim.CodePolicy},
	"nobody is called so on the access list": {func(in *filing.CaseFileInput) {
		in.Case.Sensitivity, in.Case.Access = claim.Restricted, []string{"jonas", "nobody"}
	}, "case.access[1]", claim.CodeInvalid},
	"there is no such claim":    {func(in *filing.CaseFileInput) { in.Requests[0].Claims = []string{"a", "z"} }, "requests[0].claims[1]", claim.CodeInvalid},
	"there is no such party":    {func(in *filing.CaseFileInput) { in.Requests[0].Party = "z" }, "requests[0].party", claim.CodeInvalid},
	"nothing is asked":          {func(in *filing.CaseFileInput) { in.Requests[0].Questions = " " }, "requests[0].questions", claim.CodeInvalid},
	"no instant":                {func(in *filing.CaseFileInput) { in.Requests[0].AnswerBy = filing.Deadline{} }, "requests[0].answerBy", claim.CodeInvalid},
	"a claim says nothing":      {func(in *filing.CaseFileInput) { in.Claims[1].Statement = "" }, "claims[1].statement", claim.CodeInvalid},
	"two claims have one key":   {func(in *filing.CaseFileInput) { in.Claims[1].Key = "a"; in.Requests = nil }, "claims[1].key", claim.CodeInvalid},
	"no such time zone":         {func(in *filing.CaseFileInput) { in.Parties[0].Zone = "Mars/Olympus" }, "parties[0].zone", claim.CodeInvalid},
	"the short name is taken":   {func(in *filing.CaseFileInput) { in.Case.Slug = "vault7" }, "case.slug", claim.CodeExists},
	"the line names no claim":   {func(in *filing.CaseFileInput) { in.Case.StatusLine = []string{"z"} }, "case.statusLine[0]", claim.CodeInvalid},
	"an address is none":        {func(in *filing.CaseFileInput) { in.Parties[0].Email = "press office" }, "parties[0].email", claim.CodeInvalid},
	"the intent is too late":    {func(in *filing.CaseFileInput) { in.Requests[0].IntentBy = filing.Deadline{Minutes: 9999} }, "requests[0].intentBy", claim.CodeInvalid},
	"reminders are in no order": {func(in *filing.CaseFileInput) { in.Case.Plan = &claim.Plan{Reminders: []float64{0.7, 0.2}} }, "case", claim.CodeInvalid},
}

func TestACaseFileWithAnythingWrongLeavesNoTrace(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		before := entries(d)
		for name, wrong := range wrongFiles {
			for _, check := range []bool{true, false} {
				in := storyFile()
				wrong.spoil(&in)
				in.Check = check
				_, err := filing.Open(t.Context(), d.Desk.Door, d.Mara, in)
				refused := caseworktest.Refused(t, wrong.code, err)
				require.Len(t, refused.Fields, 1, "%s: %v", name, refused.Fields)
				require.Contains(t, refused.Fields, wrong.place, name)
			}
		}
		in := storyFile()
		in.Check = true
		require.True(t, opened(d, in).Checked)
		require.Equal(t, before, entries(d))
		due, err := d.Desk.Record.NextDue(t.Context())
		require.NoError(t, err)
		require.True(t, due.IsZero(), "no letter is to go out")
		opened(d, storyFile())
	})
}

func TestEverythingThatIsWrongWithACaseFileIsSaidAtOnce(t *testing.T) {
	d := caseworktest.New(t)
	in := storyFile()
	for _, name := range []string{"a draft is asked about", "an instant has passed", "nobody could sign"} {
		wrongFiles[name].spoil(&in)
	}
	in.Parties = append(in.Parties, casework.PartyInput{Key: "mozilla", Name: "Mozilla"})
	in.Claims = append(in.Claims, writing.ClaimInput{Key: "c"})
	in.Requests = append(in.Requests, filing.FileRequestInput{
		ID: "three", Party: "mozilla", Claims: []string{"c"}, Questions: "Was it so?", AnswerBy: filing.Deadline{Minutes: 60},
	})
	_, err := filing.Open(t.Context(), d.Desk.Door, d.Mara, in)
	refused := caseworktest.Refused(t, claim.CodeInvalid, err)
	for _, place := range []string{"case", "claims[2].statement", "requests[0]", "requests[1].answerBy", "requests[2]"} {
		require.Contains(t, refused.Fields, place)
	}
	require.Len(t, refused.Fields, 5)
	require.Contains(t, refused.Fields["requests[2]"], "no e-mail address")
}

func TestAnotherAddressIsAskedAbout(t *testing.T) {
	d := caseworktest.New(t)
	d.Party("Google")
	address := func() string {
		p, err := d.Desk.Party(t.Context(), d.Mara, "google")
		require.NoError(t, err)
		return p.Email
	}
	in := storyFile()
	in.Parties[0].Email = "press@g00gle.example"
	_, err := filing.Open(t.Context(), d.Desk.Door, d.Mara, in)
	refused := caseworktest.Refused(t, claim.CodeExists, err)
	require.Contains(t, refused.Fields["parties[0].email"], "press@google.example")
	require.Contains(t, refused.Fields["parties[0].email"], "--keep-addresses")

	none := storyFile()
	none.Parties[0].Email = ""
	_, err = filing.Open(t.Context(), d.Desk.Door, d.Mara, none)
	require.Contains(t, caseworktest.Refused(t, claim.CodeExists, err).Fields, "parties[0].email", "a letter would go there")
	none.Requests = none.Requests[1:]
	none.Check = true
	opened(d, none)

	in.Addresses, in.Check = filing.KeepAddresses, true
	require.Len(t, opened(d, in).Notes, 1)
	in.Addresses, in.Check = filing.ChangeAddresses, false
	require.Empty(t, opened(d, in).Notes)
	require.Equal(t, "press@g00gle.example", address())
	in.Addresses = ""
	opened(d, in)

	back := storyFile()
	back.Case.Slug, back.Addresses = "again", filing.ChangeAddresses
	opened(d, back)
	require.Equal(t, "press@google.example", address(), "it is one that the party has already")
	id, err := d.Desk.TheParty(t.Context(), d.Mara, "google")
	require.NoError(t, err)
	p, err := casework.Load[*people.Party](t.Context(), d.Desk.Record, claim.StreamParty, id)
	require.NoError(t, err)
	require.Len(t, p.Contacts, 2)
}

func TestAnAddressThatWasChangedSinceIsAskedAboutBeforeALetterGoesThere(t *testing.T) {
	d := caseworktest.New(t)
	in := storyFile()
	opened(d, in)
	_, err := contacts.Change(t.Context(), d.Desk.Door, d.Mara, "google", casework.ContactInput{Email: "newsroom@google.example"})
	require.NoError(t, err)
	opened(d, in) // no letter goes

	in.Requests = append(in.Requests, filing.FileRequestInput{
		ID: "three", Party: "google", Claims: []string{"a"}, Questions: "Was it so?", AnswerBy: filing.Deadline{Minutes: 60 * 24},
	})
	_, err = filing.Open(t.Context(), d.Desk.Door, d.Mara, in)
	require.Contains(t, caseworktest.Refused(t, claim.CodeExists, err).Fields, "parties[0].email")
	in.Addresses = filing.KeepAddresses
	opened(d, in)
}

func TestACaseFileIsOpenedByWhoeverMayOpenACase(t *testing.T) {
	d := caseworktest.New(t)
	reporter := d.Person("rita", claim.Reporter)
	_, err := filing.Open(t.Context(), d.Desk.Door, reporter, storyFile())
	caseworktest.Refused(t, claim.CodeForbidden, err)

	hidden := storyFile()
	hidden.Case.Sensitivity, hidden.Case.Access = claim.Restricted, []string{"jonas"}
	hidden.Parties[1].Email, hidden.Requests[1].Channel = "", claim.ByPhone // so that a letter to it would be refused
	opened(d, hidden)
	edda := d.Person("edda", claim.Editor)
	hers := storyFile()
	hers.Case.Slug = "hers"
	for i := range hers.Parties {
		hers.Parties[i].Email = "hers@elsewhere.example"
	}
	for _, choice := range []filing.AddressChoice{"", filing.KeepAddresses, filing.ChangeAddresses} {
		hers.Addresses = choice
		_, err = filing.Open(t.Context(), d.Desk.Door, edda, hers)
		refused := caseworktest.Refused(t, claim.CodeExists, err)
		require.Equal(t, []string{"parties[0].key", "parties[1].key"}, slices.Sorted(maps.Keys(refused.Fields)),
			"that the names are taken is all that is said of whom the restricted case has asked")
		text, err := json.Marshal(refused)
		require.NoError(t, err)
		require.NotContains(t, string(text), "press@")
	}
}

func TestTheSameFileOpenedAtOnceIsOpenedOnce(t *testing.T) {
	d := caseworktest.New(t)
	results := make(chan error, 4)
	for range cap(results) {
		go func() {
			_, err := filing.Open(casework.WithKey(d.Ctx(), uuid.New()), d.Desk.Door, d.Mara, storyFile())
			results <- err
		}()
	}
	for range cap(results) {
		require.NoError(t, <-results)
	}
	require.Len(t, d.Report("story").Requests, 2)
	entries(d)
}

func TestACaseFileBringsStatementsAndEvidence(t *testing.T) {
	d := caseworktest.New(t)
	in := storyFile()
	in.Claims[0].Claimant, in.Claims[0].Subjects = "WikiLeaks", []string{"google"}
	when := claim.At(d.Desk.Clock.Now().Add(-time.Hour))
	said := filing.FileStatementInput{Claim: "a", StatementInput: writing.StatementInput{
		Party: "google", Way: []string{"The Register"}, Stance: claim.Denies, Statement: "No.", SaidAt: &when,
	}}
	in.Statements = []filing.FileStatementInput{said}
	in.Evidence = []filing.FileEvidenceInput{{
		Claim: "b", Kind: claim.CaptureEvidence, Bearing: claim.SupportsClaim, Title: "A page", Origin: "WikiLeaks", Way: []string{"The Register"}, Source: "https://register.example/1",
	}}
	made := opened(d, in)
	require.Equal(t, 1, made.Statements)
	before := entries(d)
	opened(d, in)
	require.Equal(t, before, entries(d), "opened again, it does nothing")
	r, err := d.Desk.Claim(t.Context(), d.Mara, "story/a", nil)
	require.NoError(t, err)
	require.Equal(t, "WikiLeaks", r.Claimant)
	require.Equal(t, []string{"Google"}, r.Subjects)
	require.Equal(t, []string{"The Register"}, r.Statements[0].Way)
	r, err = d.Desk.Claim(t.Context(), d.Mara, "story/b", nil)
	require.NoError(t, err)
	require.Equal(t, "WikiLeaks", r.Evidence[0].Origin)

	wrong := storyFile()
	wrong.Case.Slug = "wrong"
	wrong.Statements = []filing.FileStatementInput{said, said, said}
	wrong.Statements[1].Claim = "z"
	wrong.Statements[2].Way = []string{"google"}
	_, err = filing.Open(t.Context(), d.Desk.Door, d.Mara, wrong)
	fields := caseworktest.Refused(t, claim.CodeInvalid, err).Fields
	require.Contains(t, fields, "statements[1].claim")
	require.Contains(t, fields, "statements[2].way")
}
