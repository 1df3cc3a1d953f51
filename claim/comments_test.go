package claim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/verification"
)

// said is what colleagues have said about the story's case.
func (w *world) commented() *comments.Comments {
	return w.State(comments.StreamOf(story)).(*comments.Comments)
}

// say sends a command of somebody's to the comments.
func (w *world) say(by uuid.UUID, body claim.Body) error {
	w.serial++
	l := w.lane(comments.StreamOf(story))
	cmd := claim.Command{ID: id(fmt.Sprint("comment command", w.serial)), Actor: claim.PersonActor(by), Body: body}
	facts, err := l.state.Decide(cmd, w.now, w)
	l.entries = append(l.entries, claim.Apply(l.state, cmd, w.now, facts)...)
	return err
}

func comment(name string) comments.WriteComment {
	return comments.WriteComment{Case: story, Comment: id(name), On: comments.On{Kind: comments.OnCase}, Text: claim.Ref(name)}
}

// TestWhoIsMentionedByAnEditIsToldOfThat: her turn is as old as the edit, so that it is news to her.
func TestWhoIsMentionedByAnEditIsToldOfThat(t *testing.T) {
	w := newWorld(t)
	first := comment("first")
	first.Mentions = []uuid.UUID{reviewer}
	require.NoError(t, w.say(author, first))
	written := w.commented().Turns()[0].Since
	w.now = w.now.Add(time.Hour)
	require.NoError(t, w.say(author, comments.ReviseComment{Comment: id("first"), Text: "other words", Mentions: []uuid.UUID{reviewer, editor}}))
	since := map[uuid.UUID]time.Time{}
	for _, turn := range w.commented().Turns() {
		since[turn.Person] = turn.Since
	}
	require.Equal(t, map[uuid.UUID]time.Time{reviewer: written, editor: written.Add(time.Hour)}, since)
}

func TestWhoIsMentionedHasToLook(t *testing.T) {
	w := newWorld(t)
	first := comment("first")
	first.Mentions = []uuid.UUID{reviewer, author, reviewer}
	require.NoError(t, w.say(author, first))
	turns := w.commented().Turns()
	require.Len(t, turns, 1, "nobody is mentioned to herself, nor twice")
	require.Equal(t, claim.TurnMention, turns[0].Kind)
	require.Equal(t, reviewer, turns[0].Person)

	require.NoError(t, w.say(author, comments.SeeComment{Comment: id("first")}), "she is not mentioned")
	require.Len(t, w.commented().Turns(), 1)
	reply := comment("reply")
	reply.Thread, reply.Mentions = id("first"), []uuid.UUID{author}
	require.NoError(t, w.say(reviewer, reply))
	turns = w.commented().Turns()
	require.Len(t, turns, 1, "who answers has seen it")
	require.Equal(t, author, turns[0].Person)
	require.NoError(t, w.say(author, comments.SeeComment{Comment: id("reply")}))
	require.Empty(t, w.commented().Turns())

	second := comment("second")
	second.Mentions = []uuid.UUID{reviewer}
	require.NoError(t, w.say(author, second))
	require.NoError(t, w.say(author, comments.ResolveThread{Thread: id("second")}))
	require.Empty(t, w.commented().Turns())
	require.Equal(t, author, w.commented().Thread(id("second")).Resolved.By)
	require.NoError(t, w.say(author, comments.ReopenThread{Thread: id("second")}))
	require.Len(t, w.commented().Turns(), 1, "nobody has looked")
	require.NoError(t, w.say(author, comments.ResolveThread{Thread: id("second")}))
	again := comment("again")
	again.Thread = id("second")
	require.NoError(t, w.say(author, again))
	require.Nil(t, w.commented().Thread(id("second")).Resolved, "what somebody says in it opens it again")
}

func TestACommentIsChangedByWhoeverWroteIt(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, w.say(author, comment("first")))
	revise := comments.ReviseComment{Comment: id("first"), Text: "other", Mentions: []uuid.UUID{reviewer}}
	require.Equal(t, claim.CodeForbidden, claim.CodeOf(w.say(reviewer, revise)))
	require.NoError(t, w.say(author, revise))
	_, one := w.commented().Comment(id("first"))
	require.Equal(t, claim.Ref("other"), one.Text)
	require.False(t, one.Edited.IsZero())
	require.Len(t, w.commented().Turns(), 1, "who is mentioned by the new words has to look")
	before := w.commented().Version
	require.NoError(t, w.say(author, revise))
	require.Equal(t, before, w.commented().Version)
}

func TestACommentIsOnSomethingOfTheCase(t *testing.T) {
	w := aDraft(t)
	on := func(on comments.On) comments.WriteComment {
		c := comment(fmt.Sprint(on))
		c.On = on
		return c
	}
	require.NoError(t, w.say(author, on(comments.On{Kind: comments.OnClaim, Claim: claimStream("c").ID})))
	require.NoError(t, w.say(author, on(comments.On{Kind: comments.OnPassage, Passage: id("p")})))
	require.NoError(t, w.say(author, on(comments.On{Kind: comments.OnDraft})))
	unseen := comment("mention")
	unseen.Mentions = []uuid.UUID{id("nobody")}
	other := comment("other")
	other.Case = id("other")
	lost := comment("lost")
	lost.Thread = id("never")
	silent := comment("silent")
	silent.Text = ""
	for name, c := range map[string]struct {
		body claim.Body
		code claim.Code
	}{
		"no claim":     {on(comments.On{Kind: comments.OnClaim, Claim: claimStream("never").ID}), claim.CodeNotFound},
		"no answer":    {on(comments.On{Kind: comments.OnAnswer, Claim: claimStream("c").ID, Answer: id("never")}), claim.CodeNotFound},
		"no passage":   {on(comments.On{Kind: comments.OnPassage, Passage: id("never")}), claim.CodeNotFound},
		"nothing":      {on(comments.On{Kind: "weather"}), claim.CodeInvalid},
		"a stranger":   {unseen, claim.CodeForbidden},
		"another case": {other, claim.CodeNotFound},
		"no thread":    {lost, claim.CodeNotFound},
		"no words":     {silent, claim.CodeInvalid},
		"no comment":   {comments.SeeComment{Comment: id("never")}, claim.CodeNotFound},
		"a command":    {verification.OpenClaim{}, claim.CodeInvalid},
	} {
		require.Equal(t, c.code, claim.CodeOf(w.say(author, c.body)), name)
	}
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(w.say(id("nobody"), comment("x"))), "who may not see the case says nothing about it")
}

// TestCommentsAreHeardByColleaguesAlone plays commands at random: whatever is said, nothing is
// told to another stream and nothing carries it on, and whoever is mentioned waits to be heard
// until she has looked or the thread is resolved, and nobody else.
func TestCommentsAreHeardByColleaguesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		people := []uuid.UUID{author, reviewer}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			by, c := rapid.SampledFrom(people).Draw(t, "by"), some(t, "comment", 4)
			var body claim.Body
			switch rapid.IntRange(0, 4).Draw(t, "command") {
			case 0:
				write := comment(fmt.Sprint(c))
				write.Comment, write.Mentions = c, rapid.SliceOfN(rapid.SampledFrom(people), 0, 2).Draw(t, "mentions")
				if rapid.Bool().Draw(t, "reply") {
					write.Thread = some(t, "thread", 4)
				}
				body = write
			case 1:
				body = comments.ReviseComment{Comment: c, Text: "other", Mentions: rapid.SliceOfN(rapid.SampledFrom(people), 0, 2).Draw(t, "mentions")}
			case 2:
				body = comments.SeeComment{Comment: c}
			case 3:
				body = comments.ResolveThread{Thread: c}
			case 4:
				body = comments.ReopenThread{Thread: c}
			}
			_ = w.say(by, body)
			said := w.commented()
			require.True(t, said.Next().Over, "no workflow carries it")
			for _, e := range w.lane(comments.StreamOf(story)).entries {
				require.Empty(t, said.Notices(e, w))
			}
			waits := map[string]bool{}
			for _, turn := range said.Turns() {
				require.Equal(t, claim.TurnMention, turn.Kind)
				require.False(t, waits[turn.Item()], "each waits once")
				waits[turn.Item()] = true
			}
			for _, thread := range said.Threads {
				for _, one := range thread.Comments {
					for _, person := range people {
						item := claim.Turn{Kind: claim.TurnMention, Subject: one.ID, Person: person}.Item()
						require.Equal(t, thread.Resolved == nil && one.Waits(person), waits[item])
						require.False(t, one.Waits(one.By), "nobody waits for herself")
					}
				}
			}
		}
	})
}
