package discussion_test

import (
	"bytes"
	"encoding/json"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/story"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/export"
)

const hushed = "zyzzyva"

// TestNoWordOfACommentGetsOut takes a case with comments on everything through all that leaves
// a desk: letters, reminders, a line, a finding that is public, the report, the case file, the
// annotated copy. No word of a comment is in any of it, nor in anything else that was kept on
// the way; and that there is a comment is no command that a workflow carries.
func TestNoWordOfACommentGetsOut(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	d.Party("Google", "Apple")
	_, err := writing.PutDraft(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.DraftInput{Text: "It was so. They said it."})
	require.NoError(t, err)
	marked, err := writing.MarkPassage(d.Ctx(), d.Desk.Door, d.Mara, "vault7", writing.PassageInput{Claim: "a", Words: "It was so."})
	require.NoError(t, err)
	say := func() {
		for i, in := range []discussion.CommentInput{
			{}, {Claim: "a"}, {Claim: "a", Words: "About " + hushed}, {Draft: true}, {Words: "They said it."}, {Passage: marked.ID},
		} {
			in.Text = hushed + " " + strconv.Itoa(i) + ", @jonas"
			first := write(t, d, d.Mara, in)
			write(t, d, d.Mara, discussion.CommentInput{Thread: first, Text: "More of " + hushed})
			_, err := discussion.Revise(d.Ctx(), d.Desk.Door, d.Mara, "vault7", first, discussion.CommentRevision{Text: "Less of " + hushed})
			require.NoError(t, err)
		}
	}
	say()
	d.Ask("vault7", "google", "a")
	d.Ask("vault7", "apple", "a")
	require.NoError(t, d.Desk.Pass(d.Ctx(), 6*24*time.Hour))
	d.Answer("google", "a", claim.Confirms, claim.OnTheRecord)
	write(t, d, d.Mara, discussion.CommentInput{Claim: "a", Party: "google", Text: hushed})
	_, err = findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Corroborated, ForReaders: "They say so.", Rationale: "Why."})
	require.NoError(t, err)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/a", findings.ReviewInput{Subject: d.Report("vault7").Claims[0].Subject})
	require.NoError(t, err)
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(t, err)
	say()

	public, err := d.Desk.PublicCase(d.Ctx(), "vault7")
	require.NoError(t, err)
	report := d.Report("vault7")
	file, err := d.Desk.CaseFile(d.Ctx(), d.Mara, "vault7")
	require.NoError(t, err)
	timeline, err := d.Desk.Timeline(d.Ctx(), d.Mara, "vault7", 0, 0)
	require.NoError(t, err)
	shown := []any{public, report, file, timeline, d.Page(reading.CaseQuery{})}
	for _, reader := range draft.Readers {
		made, err := story.CopyFor(d.Ctx(), d.Desk.Room, d.Mara, "vault7", reader)
		require.NoError(t, err)
		shown = append(shown, made)
	}
	for _, one := range shown {
		data, err := json.Marshal(one)
		require.NoError(t, err)
		require.NotContains(t, string(data), hushed, "%T", one)
	}
	var markdown, yaml bytes.Buffer
	require.NoError(t, export.Markdown(&markdown, report))
	require.NoError(t, export.CaseFile(&yaml, file))
	require.NotContains(t, markdown.String()+yaml.String(), hushed)
	keptApart(t, d)

	d.Desk.StopEngine()
	write(t, d, d.Mara, discussion.CommentInput{Claim: "a", Text: "No engine has a part in it."})
}

// keptApart looks through all that the record keeps: no entry has words of a comment, and no
// content but what the entries about comments refer to.
func keptApart(t *testing.T, d *caseworktest.Case) {
	t.Helper()
	rows, _, err := d.Desk.Record.Activity(d.Ctx(), lists.ActivityQuery{Viewer: lists.Viewer{All: true}, Limit: 10_000})
	require.NoError(t, err)
	letters, heard := 0, 0
	for _, row := range rows {
		data, err := json.Marshal(row.Entry)
		require.NoError(t, err)
		require.NotContains(t, string(data), hushed)
		for _, ref := range refsIn(reflect.ValueOf(row.Fact), nil) {
			content, err := d.Desk.Record.Get(d.Ctx(), ref)
			require.NoError(t, err)
			if row.Stream.Kind == claim.StreamComments {
				heard++
				continue
			}
			require.NotContains(t, string(content), hushed, row.Fact.FactKind())
			if row.Fact.FactKind() == "message.settled" {
				letters++
			}
		}
	}
	require.Positive(t, heard)
	require.GreaterOrEqual(t, letters, 3, "letters and reminders went out")
}

// refsIn are the references to content in a value.
func refsIn(v reflect.Value, refs []claim.Ref) []claim.Ref {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				refs = refsIn(v.Field(i), refs)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			refs = refsIn(v.Index(i), refs)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			refs = refsIn(v.Elem(), refs)
		}
	case reflect.String:
		if ref, ok := v.Interface().(claim.Ref); ok && ref != "" {
			refs = append(refs, ref)
		}
	}
	return refs
}

// TestNothingThatFacesOutwardsKnowsOfComments: what writes letters, public pages and files, and
// what the engine runs, imports neither the domain of comments nor the room that shows them.
func TestNothingThatFacesOutwardsKnowsOfComments(t *testing.T) {
	looked := 0
	for _, dir := range []string{
		"claim/cases", "claim/verification", "claim/letters", "claim/received", "claim/intake", "workflows", "activities", "worker", "internal/post", "internal/mail", "internal/casework/outside", "internal/casework/line",
		"internal/casework/printsafe", "internal/casework/chase", "internal/casework/story", "internal/web/outside", "internal/export", "internal/engine", "internal/dispatch",
	} {
		err := filepath.WalkDir(filepath.Join("../../..", dir), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			looked++
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			require.NoError(t, err)
			for _, i := range file.Imports {
				require.NotContains(t, i.Path.Value, "claim/comments", path)
				require.NotContains(t, i.Path.Value, "casework/discussion", path)
			}
			return nil
		})
		require.NoError(t, err)
	}
	require.Greater(t, looked, 100)
	require.True(t, claim.New(claim.StreamComments, comments.ID(claim.DerivedID("x"))).Next().Over, "no workflow begins")
}
