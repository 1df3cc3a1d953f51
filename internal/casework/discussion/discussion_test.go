package discussion_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func write(t *testing.T, d *caseworktest.Case, who casework.Caller, in discussion.CommentInput) uuid.UUID {
	t.Helper()
	r, err := discussion.Write(d.Ctx(), d.Desk.Door, who, "vault7", in)
	require.NoError(t, err)
	return r.ID
}

func of(t *testing.T, d *caseworktest.Case, who casework.Caller, f discussion.Filter) discussion.Discussion {
	t.Helper()
	shown, err := discussion.Of(d.Ctx(), d.Desk.Room, who, "vault7", f)
	require.NoError(t, err)
	return shown
}

func turns(t *testing.T, d *caseworktest.Case, who casework.Caller) []desk.TurnItem {
	t.Helper()
	page, err := d.Desk.Room.Turn(d.Ctx(), who, desk.TurnFilter{Kind: claim.TurnMention})
	require.NoError(t, err)
	return page.Items
}

func TestAColleagueWhoIsMentionedHasItAmongWhatWaits(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "google")
		jonas := d.Who("jonas")
		ina := d.Person("ina", claim.Editor)
		first := write(t, d, ina, discussion.CommentInput{Claim: "google", Text: "Is this theirs, @jonas? Write to me@jonas or @nobody."})
		require.Len(t, turns(t, d, jonas), 1)
		require.Empty(t, turns(t, d, d.Mara), "it is no turn of the owner of the case")
		require.Equal(t, "/cases/vault7/comments#comment-"+first.String(), turns(t, d, jonas)[0].Link)
		_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "mara", turns(t, d, jonas)[0].Item)
		require.Equal(t, claim.CodeForbidden, claim.CodeOf(err))

		shown := of(t, d, jonas, discussion.Filter{Claim: "google", Open: true})
		require.Equal(t, 1, shown.Waits)
		require.Equal(t, comments.OnClaim, shown.Threads[0].On)
		require.Equal(t, "the claim google", shown.Threads[0].About)
		require.Equal(t, []discussion.Mention{{Handle: "jonas", Name: shown.Threads[0].Comments[0].Mentions[0].Name}}, shown.Threads[0].Comments[0].Mentions)
		write(t, d, jonas, discussion.CommentInput{Thread: first, Text: "Theirs."})
		require.Empty(t, turns(t, d, jonas))
		require.Len(t, of(t, d, jonas, discussion.Filter{}).Threads[0].Comments, 2)

		_, err = discussion.Resolve(d.Ctx(), d.Desk.Door, jonas, "vault7", first)
		require.NoError(t, err)
		require.Empty(t, of(t, d, jonas, discussion.Filter{Open: true}).Threads)
		require.NotEmpty(t, of(t, d, jonas, discussion.Filter{}).Threads[0].ResolvedBy)
		_, err = discussion.Reopen(d.Ctx(), d.Desk.Door, jonas, "vault7", first)
		require.NoError(t, err)
		require.Len(t, of(t, d, jonas, discussion.Filter{Open: true}).Threads, 1)
	})
}

func TestACommentIsSeenByWhoeverSeesTheCase(t *testing.T) {
	d := caseworktest.New(t)
	d.Open(writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	omar := d.Person("omar", claim.Editor)
	d.Person("rita", claim.Reviewer)
	_, err := discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "secret", discussion.CommentInput{Text: "What of the walrus, @omar?"})
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(err), "who may not see the case is not mentioned in it")
	made, err := discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "secret", discussion.CommentInput{Text: "What of the walrus, @jonas?"})
	require.NoError(t, err)
	for name, err := range map[string]error{
		"list":    second(discussion.Of(d.Ctx(), d.Desk.Room, omar, "secret", discussion.Filter{})),
		"write":   second(discussion.Write(d.Ctx(), d.Desk.Door, omar, "secret", discussion.CommentInput{Text: "Mine."})),
		"see":     second(discussion.See(d.Ctx(), d.Desk.Door, omar, "secret", made.ID)),
		"resolve": second(discussion.Resolve(d.Ctx(), d.Desk.Door, omar, "secret", made.ID)),
		"revise":  second(discussion.Revise(d.Ctx(), d.Desk.Door, omar, "secret", made.ID, discussion.CommentRevision{Text: "Mine."})),
	} {
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), name)
	}
	found, err := d.Desk.Room.Search(d.Ctx(), d.Mara, "walrus", desk.SearchFilter{})
	require.NoError(t, err)
	require.Empty(t, found.Found, "nothing of a restricted case is in the index")
	jonas := d.Who("jonas")
	require.Len(t, turns(t, d, jonas), 1)
	access, err := d.Desk.Room.AccessOf(d.Ctx(), d.Mara, "secret")
	require.NoError(t, err)
	_, err = writing.ChangeAccess(d.Ctx(), d.Desk.Door, d.Mara, "secret", writing.AccessInput{Owner: "mara", Sensitivity: claim.Restricted, Access: []string{"rita"}, Seen: access.Version})
	require.NoError(t, err)
	require.Empty(t, turns(t, d, jonas), "who may not see the case any more is not told that it waits")
}

func second[T any](_ T, err error) error { return err }

func TestCommentsAndDraftsAreFoundAsTheyStand(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		finds := func(query string) (kinds []string) {
			t.Helper()
			page, err := d.Desk.Room.Search(d.Ctx(), d.Mara, query, desk.SearchFilter{})
			require.NoError(t, err)
			for _, f := range page.Found {
				kinds = append(kinds, string(f.Kind)+" "+f.Link)
			}
			return kinds
		}
		_, err := writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: strings.Repeat("Many words stand here. ", 3000) + "The heron was told."})
		require.NoError(t, err)
		require.Equal(t, []string{"draft /cases/vault7/story"}, finds("heron"), "to its end")
		id := write(t, d, d.Mara, discussion.CommentInput{Words: "The heron", Text: "Which pelican?"})
		at := "comment /cases/vault7/comments?resolved=1#comment-" + id.String()
		require.Equal(t, []string{at}, finds("pelican"))
		require.Equal(t, []string{at, "draft /cases/vault7/story"}, finds("heron"))
		_, err = discussion.Revise(d.Ctx(), d.Desk.Door, d.Mara, "vault7", id, discussion.CommentRevision{Text: "Which ostrich?"})
		require.NoError(t, err)
		require.Empty(t, finds("pelican"))
		require.Equal(t, []string{at}, finds("ostrich"))
		_, err = writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: "Nobody was told."})
		require.NoError(t, err)
		require.Empty(t, finds("heron"), "the words of the latest version count")

		state, err := d.Desk.Record.Load(d.Ctx(), comments.StreamOf(d.Report("vault7").ID))
		require.NoError(t, err)
		require.NoError(t, d.Desk.Record.Erase(d.Ctx(), state.(*comments.Comments).Threads[0].Comments[0].Text, d.Desk.Clock.Now()))
		require.Empty(t, finds("ostrich"))
		require.Equal(t, casework.Erased, of(t, d, d.Mara, discussion.Filter{}).Threads[0].Comments[0].Text)
	})
}

func TestAMentionOfNobodyIsPointedOut(t *testing.T) {
	d := caseworktest.NewAsked(t)
	made, err := discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "vault7", discussion.CommentInput{Text: "What says @nobody, and who is @jonas?"})
	require.NoError(t, err)
	require.Equal(t, []string{"nobody on the desk is called @nobody: it is in the text, and tells nobody"}, made.Warnings)
}

func TestACommentIsOnTheAnswerOfAParty(t *testing.T) {
	d := caseworktest.NewAsked(t)
	in := discussion.CommentInput{Claim: "a", Party: "google", Text: "Is that all?"}
	_, err := discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), "it has said nothing")
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	write(t, d, d.Mara, in)
	require.Equal(t, "the answer of Google about a", of(t, d, d.Mara, discussion.Filter{On: comments.OnAnswer}).Threads[0].About)
	_, err = discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "vault7", discussion.CommentInput{Words: "Not in it", Text: "No."})
	require.Equal(t, claim.CodeWrongStage, claim.CodeOf(err), "there is no draft")
	_, err = discussion.Write(d.Ctx(), d.Desk.Door, d.Mara, "vault7", discussion.CommentInput{Text: "No.", Mentions: []string{"nobody"}})
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	file, err := d.Desk.Room.CaseFile(d.Ctx(), d.Mara, "vault7")
	require.NoError(t, err)
	require.Contains(t, file.LeftOut, "what colleagues said to each other in comments")
}

// TestQuotedWordsAreErasedWithWhatTheyAreFrom: what is erased of a draft or a claim does not go on standing in a thread.
func TestQuotedWordsAreErasedWithWhatTheyAreFrom(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "google")
		_, err := writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: "The walrus told us so. Nobody else did."})
		require.NoError(t, err)
		write(t, d, d.Mara, discussion.CommentInput{Draft: true, Words: "The walrus told us so.", Text: "Can we say that?"})
		write(t, d, d.Mara, discussion.CommentInput{Draft: true, Text: "And of all of it?"})
		state, err := d.Desk.Record.Load(d.Ctx(), claim.Stream{Kind: claim.StreamDraft, ID: draft.ID(d.Report("vault7").ID)})
		require.NoError(t, err)
		require.NoError(t, d.Desk.Record.Erase(d.Ctx(), state.(*draft.Draft).Versions[0].Text, d.Desk.Clock.Now()))
		for _, thread := range of(t, d, d.Mara, discussion.Filter{}).Threads {
			require.NotContains(t, thread.Words, "walrus")
			require.NotEmpty(t, thread.Comments[0].Text)
		}
		found, err := d.Desk.Room.Search(d.Ctx(), d.Mara, "walrus", desk.SearchFilter{})
		require.NoError(t, err)
		require.Empty(t, found.Found)
	})
}
