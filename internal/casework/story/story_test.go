package story_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/story"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

const words = "WikiLeaks contacted Google. It contacted Apple four times.\n\nNobody else was harmed, the agency said."

// put puts a version of the draft of vault7 in.
func put(t *testing.T, d *caseworktest.Case, text string) {
	t.Helper()
	_, err := writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: text})
	require.NoError(t, err)
}

// mark anchors a claim in words of it.
func mark(t *testing.T, d *caseworktest.Case, claimKey, passage string) casework.Receipt {
	t.Helper()
	r, err := writing.MarkPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.PassageInput{Claim: claimKey, Words: passage})
	require.NoError(t, err)
	return r
}

func shown(t *testing.T, d *caseworktest.Case) story.Story {
	t.Helper()
	s, err := story.Of(d.Ctx(), d.Desk.Room, d.Mara, "vault7", 0)
	require.NoError(t, err)
	return s
}

func TestADraftSaysWhatIsLeftBeforeItCanRun(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "google")
		d.Party("Google")
		d.Ask("vault7", "google", "google")
		require.Zero(t, shown(t, d).Latest)
		put(t, d, words)
		mark(t, d, "google", "WikiLeaks contacted Google.")
		made := mark(t, d, "", "contacted Apple\nfour times")
		s := shown(t, d)
		require.Equal(t, 2, s.Left)
		require.Equal(t, 2, s.Facts)
		require.Equal(t, draft.Waiting, s.Passages[0].Standing)
		require.Equal(t, "Google has not answered.", s.Passages[0].Waits[0].What)
		require.Equal(t, "Google", s.Passages[0].Waits[0].Who)
		require.Equal(t, made.Name, s.Passages[1].Claim)
		require.Equal(t, "contacted Apple four times", s.Passages[1].Statement, "a claim was added that says what the passage does")
		require.Equal(t, "Nobody is being asked: ask a party, or assess it.", s.Passages[1].Waits[0].What)
		require.Len(t, s.Suggests, 1, "what is marked is not suggested")
		require.Equal(t, "Nobody else was harmed, the agency said.", s.Suggests[0].Words)

		var whole strings.Builder
		for _, part := range s.Parts() {
			whole.WriteString(part.Words)
		}
		require.Equal(t, words, whole.String())
	})
}

func TestAPassageWhoseWordsChangedIsLookedAtAgainAndItsSignOffSaysSo(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "apple")
	put(t, d, words)
	mark(t, d, "apple", "It contacted Apple four times.")
	put(t, d, words)
	require.Equal(t, 1, shown(t, d).Latest, "the same words are no version")
	put(t, d, "A new first line.\n\n"+strings.ReplaceAll(words, "four", "five"))
	s := shown(t, d)
	require.Equal(t, []story.Change{{After: "A new first line."}, {Before: "four", After: "five"}}, s.Changes)
	p := s.Passages[0]
	require.Equal(t, draft.LookAgain, p.Standing)
	require.Equal(t, "It contacted Apple five times.", p.Words)
	require.Equal(t, "It contacted Apple four times.", p.Before)
	review, err := d.Desk.Room.ReviewPage(d.Ctx(), d.Mara, "vault7/apple", nil)
	require.NoError(t, err)
	require.Equal(t, []reading.ChangedPassage{{Passage: p.ID, Version: 2, Before: p.Before, Now: p.Words}}, review.Passages)

	_, err = writing.SettlePassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", p.ID, writing.PassageSettleInput{Seen: 1})
	require.Equal(t, claim.CodeStale, claim.CodeOf(err))
	_, err = writing.SettlePassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", p.ID, writing.PassageSettleInput{Seen: 2})
	require.NoError(t, err)
	require.Equal(t, draft.Unasked, shown(t, d).Passages[0].Standing)
	again, err := writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: s.Text})
	require.NoError(t, err)
	require.Equal(t, []string{"Nothing has changed: the draft has these words already."}, again.Warnings)
	_, err = writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: "Pasted.", File: &writing.FileInput{Name: "a.txt", Data: []byte("Of a file.")}})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), "neither is dropped for the other")
	review, err = d.Desk.Room.ReviewPage(d.Ctx(), d.Mara, "vault7/apple", nil)
	require.NoError(t, err)
	require.Empty(t, review.Passages)

	_, err = writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: "Mine.", Seen: 1})
	require.Equal(t, claim.CodeStale, claim.CodeOf(err))
	put(t, d, "A new first line.")
	require.True(t, shown(t, d).Passages[0].Gone())
	_, err = writing.ClearPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", p.ID)
	require.NoError(t, err)
	require.Zero(t, shown(t, d).Facts)

	items, err := d.Desk.Room.Timeline(d.Ctx(), d.Mara, "vault7", 0, 0)
	require.NoError(t, err)
	var said []string
	for _, i := range items {
		said = append(said, i.Text)
	}
	require.Subset(t, said, []string{
		"put a version of the draft in", "apple: anchored in a passage of the draft", "put a version of the draft in; the words of 1 passage have changed",
		"apple: looked at the changed passage of the draft; it still says what the claim does", "apple: no longer anchored in a passage of the draft",
	})
	file, err := d.Desk.Room.CaseFile(d.Ctx(), d.Mara, "vault7")
	require.NoError(t, err)
	require.Contains(t, file.LeftOut, "the draft of the story, and which passages of it the claims are anchored in")
}

func TestWordsAreMarkedWhereTheyAreMeant(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	in := writing.PassageInput{Claim: "a", Words: "no"}
	refuse := func(code claim.Code, in writing.PassageInput) {
		t.Helper()
		_, err := writing.MarkPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
		require.Equal(t, code, claim.CodeOf(err))
	}
	refuse(claim.CodeWrongStage, in)
	put(t, d, "Google said no. Apple said no.")
	refuse(claim.CodeInvalid, in)
	refuse(claim.CodeInvalid, writing.PassageInput{Claim: "a", Words: "maybe"})
	refuse(claim.CodeInvalid, writing.PassageInput{Claim: "a", Words: "no", Nth: 3})
	refuse(claim.CodeNotFound, writing.PassageInput{Claim: "b", Words: "no", Nth: 1})
	refuse(claim.CodeStale, writing.PassageInput{Claim: "a", Words: "no", Nth: 1, Seen: 4})
	in.Nth = 2
	_, err := writing.MarkPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, "Google said no. Apple said ", shown(t, d).Parts()[0].Words)
}

func TestAFewWordsAreNoClaimAndTheSentenceAroundThemIsOffered(t *testing.T) {
	d := caseworktest.New(t)
	put(t, d, words)
	in := writing.PassageInput{Words: "four times"}
	_, err := writing.MarkPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.ErrorContains(t, err, "It contacted Apple four times.")
	require.Empty(t, shown(t, d).Passages)
	in.Whole = true
	made, err := writing.MarkPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	require.Empty(t, made.Warnings)
	require.Equal(t, "It contacted Apple four times.", shown(t, d).Passages[0].Statement)
	made = mark(t, d, "", "Nobody else was harmed")
	require.Equal(t, []string{"The claim that was added says a part of a sentence alone: look whether it can stand so. The sentence is: Nobody else was harmed, the agency said."}, made.Warnings)
}

// TestAPassageIsNeverGreenInASentenceThatTurnsItOver: that its claim stands does not make it stand.
func TestAPassageIsNeverGreenInASentenceThatTurnsItOver(t *testing.T) {
	require.Equal(t, draft.Around, draft.Stands.Amid(true))
	require.False(t, draft.Around.Runs())
	require.Equal(t, draft.Waiting, draft.Waiting.Amid(true))
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	put(t, d, "The agency denied that WikiLeaks contacted Google.")
	mark(t, d, "a", "WikiLeaks contacted Google")
	p := shown(t, d).Passages[0]
	require.Equal(t, "denied", p.Turned)
	require.Equal(t, "The agency denied that WikiLeaks contacted Google.", p.Around)
}

func TestACaseIsOpenedFromADraftAlone(t *testing.T) {
	d := caseworktest.New(t)
	in := writing.CaseInput{Draft: &writing.DraftInput{File: &writing.FileInput{Name: "story.md", Data: []byte("# Who *knew*?\n\nGoogle did.\n")}}}
	r, err := writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, in)
	require.NoError(t, err)
	require.Equal(t, "who-knew", r.Name)
	s, err := story.Of(d.Ctx(), d.Desk.Room, d.Mara, r.Name, 0)
	require.NoError(t, err)
	require.Equal(t, "Who knew?\n\nGoogle did.", s.Text)
	require.Equal(t, draft.Markdown, s.Versions[0].Form)
	_, err = writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, writing.CaseInput{Draft: &writing.DraftInput{Text: " "}, Title: "Empty"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	_, err = d.Desk.Room.Report(d.Ctx(), d.Mara, "empty", nil)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "the case is opened with its draft, or not at all")
}

func TestADraftIsSeenByWhoeverSeesTheCase(t *testing.T) {
	d := caseworktest.New(t)
	d.Open(writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}, Draft: &writing.DraftInput{Text: words}})
	omar := d.Person("omar", claim.Reporter)
	_, err := story.Of(d.Ctx(), d.Desk.Room, omar, "secret", 0)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = writing.PutDraft(d.Ctx(), d.Desk.Door, omar, "secret", writing.DraftInput{Text: "Mine."})
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = story.Of(d.Ctx(), d.Desk.Room, d.Who("jonas"), "secret", 0)
	require.NoError(t, err)
}

func TestAnErasedDraftSaysSo(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	put(t, d, words)
	mark(t, d, "a", "It contacted Apple four times.")
	state, err := d.Desk.Record.Load(d.Ctx(), draft.StreamOf(d.Report("vault7").ID))
	require.NoError(t, err)
	require.NoError(t, d.Desk.Record.Erase(d.Ctx(), state.(*draft.Draft).Versions[0].Text, d.Desk.Clock.Now()))
	s := shown(t, d)
	require.True(t, s.Erased)
	require.Equal(t, casework.Erased, s.Text)
	require.Empty(t, s.Suggests)
	require.Empty(t, s.Passages[0].Words)
	require.Len(t, s.Parts(), 1)
	put(t, d, "It contacted Apple four times.")
	require.Equal(t, draft.LookAgain, shown(t, d).Passages[0].Standing, "of words that are gone nothing can be followed")
}

func TestAnAnnotatedCopyKeepsWhatItsReaderIsNotToKnow(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	d.Party("Google", "Apple")
	put(t, d, words)
	mark(t, d, "a", "WikiLeaks contacted Google.")
	at := claim.At(d.Desk.Clock.Now())
	for party, rules := range map[string]claim.GroundRules{"google": claim.OnTheRecord, "apple": claim.OnBackground} {
		_, err := writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.StatementInput{
			Party: party, Stance: claim.Confirms, Statement: "The words of " + party + ".", GroundRules: rules, SaidAt: &at,
		})
		require.NoError(t, err)
	}
	_, err := writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.EvidenceInput{Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Title: "Internal memo", Text: "x"})
	require.NoError(t, err)
	lawyer, err := story.CopyFor(d.Ctx(), d.Desk.Room, d.Mara, "vault7", "")
	require.NoError(t, err)
	require.Len(t, lawyer.Notes[0].Said, 2)
	require.Len(t, lawyer.Notes[0].Evidence, 1)
	require.Zero(t, lawyer.Held)
	other, err := story.CopyFor(d.Ctx(), d.Desk.Room, d.Mara, "vault7", draft.CopyEditor)
	require.NoError(t, err)
	require.Len(t, other.Notes[0].Said, 1)
	require.Equal(t, "Google", other.Notes[0].Said[0].Who)
	require.Empty(t, other.Notes[0].Evidence)
	require.Equal(t, 2, other.Held)
	_, err = story.CopyFor(d.Ctx(), d.Desk.Room, d.Mara, "vault7", "nobody")
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}

func TestAnAnnotatedCopySaysHowItWasSaidAndWhoIsSilent(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	d.Party("Google", "Apple", "Register")
	d.Ask("vault7", "apple", "a")
	put(t, d, words)
	mark(t, d, "a", "WikiLeaks contacted Google.")
	at := claim.At(d.Desk.Clock.Now())
	_, err := writing.RecordStatement(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.StatementInput{
		Party: "google", Way: []string{"register"}, Stance: claim.Confirms, Statement: "Yes.", SaidAt: &at,
	})
	require.NoError(t, err)
	copied := func(who draft.Reader) (story.Note, string) {
		made, err := story.CopyFor(d.Ctx(), d.Desk.Room, d.Mara, "vault7", who)
		require.NoError(t, err)
		data, err := json.Marshal(made)
		require.NoError(t, err)
		return made.Notes[0], string(data)
	}
	note, _ := copied(draft.Lawyer)
	require.Equal(t, []string{"Register"}, note.Said[0].Way)
	require.Equal(t, d.Report("vault7").Claims[0].Statements[0].Authenticity, note.Said[0].Authenticity)
	require.False(t, note.Said[0].Earlier)
	require.Len(t, note.Silent, 1)
	require.Equal(t, "Apple", note.Silent[0].Who)

	note, data := copied(draft.CopyEditor)
	require.Len(t, note.Said, 1)
	for _, unsaid := range []string{"has not answered", `"Apple"`, `"Register"`} {
		require.NotContains(t, data, unsaid)
	}
	require.Empty(t, note.Waits)
	require.Empty(t, note.By)

	_, err = writing.ReviseClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.ClaimRevision{
		Seen: d.Report("vault7").Claims[0].Version, ClaimInput: writing.ClaimInput{Statement: "Something else."},
	})
	require.NoError(t, err)
	note, _ = copied(draft.Lawyer)
	require.Equal(t, draft.LookAgain, note.Standing)
	require.True(t, note.Reworded)
	require.True(t, note.Said[0].Earlier, "it was said, though of earlier words")
}

func TestTheClaimsOfACaseStandAsItsStoryHasThemOrAsSomebodyPutsThem(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "a", "b", "c")
		d.Party("Google")
		keys := func() (keys []string) {
			for _, c := range d.Report("vault7").Claims {
				keys = append(keys, c.Key)
			}
			form, err := d.Desk.Room.AskForm(d.Ctx(), d.Mara, "vault7")
			require.NoError(t, err)
			for i, c := range form.Claims {
				require.Equal(t, keys[i], c.Key, "letters have the same order")
			}
			return keys
		}
		require.Equal(t, []string{"a", "b", "c"}, keys())
		put(t, d, words)
		mark(t, d, "c", "WikiLeaks contacted Google.")
		mark(t, d, "b", "It contacted Apple four times.")
		require.Equal(t, []string{"c", "b", "a"}, keys())
		before := d.Desk.Clock.Now()
		order := func(key, before string) {
			_, err := writing.OrderClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7/"+key, writing.OrderInput{Before: before})
			require.NoError(t, err)
		}
		order("a", "b")
		require.Equal(t, []string{"c", "a", "b"}, keys())
		order("c", "")
		require.Equal(t, []string{"a", "b", "c"}, keys())
		d.Claims("vault7", "d")
		require.Equal(t, []string{"a", "b", "c", "d"}, keys(), "what is added later stands last")
		then, err := d.Desk.Room.Report(d.Ctx(), d.Mara, "vault7", &before)
		require.NoError(t, err)
		require.Equal(t, "c", then.Claims[0].Key, "as of then it is the order of then")
		_, err = writing.OrderClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.OrderInput{Before: "never"})
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}

// TestNobodyIsCalledSilentWhileAMessageThatMayBeItsAnswerWaits: not in the story, nor in the copy for the lawyer.
func TestNobodyIsCalledSilentWhileAMessageThatMayBeItsAnswerWaits(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "google")
		d.Party("Google")
		d.Ask("vault7", "google", "google")
		put(t, d, words)
		mark(t, d, "google", "WikiLeaks contacted Google.")
		_, err := d.Desk.Receive(d.Ctx(), "vault7", "google", "We looked into it.")
		require.NoError(t, err)
		wait := shown(t, d).Passages[0].Waits[0]
		require.Equal(t, "A message that may be the answer of Google waits to be read.", wait.What)
		require.NotEqual(t, "Google", wait.Who, "it is the desk's turn, and not the party's")
		party := d.Report("vault7").Claims[0].Parties[0]
		require.True(t, party.Unread)
		require.NotContains(t, party.Unanswered(), "has not")
	})
}
