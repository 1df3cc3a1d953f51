package cases

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/story"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// maxSuggested is how many sentences the page suggests at once.
const maxSuggested = 15

// storyView is the page of a case's draft.
type storyView struct {
	story.Story
	Base  string
	Forms []page.Option
	Talk  []discussion.Thread // what colleagues say about the draft and its passages
}

// StoryShow shows the draft of a case, in its latest version or an earlier one (?version=).
func StoryShow(v *page.Visit) error {
	view, err := newStoryView(v)
	if err != nil {
		return err
	}
	return v.Render("story_show", view)
}

func newStoryView(v *page.Visit) (*storyView, error) {
	version, _ := strconv.Atoi(v.Query("version")) // what is no number is the latest
	of, err := operation.DraftShow.Do(v.Context(), v.Operations, v.Who, operation.DraftQuery{CasePath: operation.CasePath{Case: v.Path("case")}, Version: version})
	if err != nil {
		return nil, err
	}
	if len(of.Suggests) > maxSuggested {
		of.Suggests, of.More = of.Suggests[:maxSuggested], true
	}
	talk, err := discussion.Of(v.Context(), v.Reads, v.Who, v.Path("case"), discussion.Filter{Open: true})
	if err != nil {
		return nil, err
	}
	return &storyView{
		Story: of, Base: "/cases/" + of.Case, Forms: page.Options(draft.Forms),
		Talk: slices.DeleteFunc(talk.Threads, func(t discussion.Thread) bool { return t.On != comments.OnDraft && t.On != comments.OnPassage }),
	}, nil
}

// TalkOn counts the open threads on a passage.
func (v *storyView) TalkOn(passage uuid.UUID) int {
	n := 0
	for _, t := range v.Talk {
		if t.Passage == passage {
			n++
		}
	}
	return n
}

// commentsOnStory is how many threads the page of a story has.
const commentsOnStory = 10

// Threads are the open threads on the draft that the page has; those on a passage stand with it.
func (v *storyView) Threads() []discussion.Thread {
	var list []discussion.Thread
	for _, t := range v.Talk {
		if t.On == comments.OnDraft && len(list) < commentsOnStory {
			list = append(list, t)
		}
	}
	return list
}

// OnDraft is what a thread that is begun on the page is on.
func (v *storyView) OnDraft() map[string]string { return map[string]string{"draft": "true"} }

// Current reports whether the latest version is shown, of which the passages are.
func (v *storyView) Current() bool { return v.Version == v.Latest }

// Standings counts the passages by how they stand, the most urgent first.
func (v *storyView) Standings() []standingCount {
	var list []standingCount
	for _, s := range draft.Standings {
		n := 0
		for _, p := range v.Passages {
			if p.Standing == s {
				n++
			}
		}
		if n > 0 {
			list = append(list, standingCount{s, n})
		}
	}
	return list
}

type standingCount struct {
	Standing draft.Standing
	Count    int
}

// Shown is the text cut into parts; of an earlier version, in one.
func (v *storyView) Shown() []storyPart {
	if !v.Current() {
		return []storyPart{{Part: story.Part{Words: v.Text}}}
	}
	return shownParts(v.Parts())
}

// storyPart is a part of the text as it is shown.
type storyPart struct {
	story.Part
	Most  draft.Standing // of its passages, the most urgent
	To    int            // the number of that passage
	First bool           // the passage begins with it
}

func shownParts(parts []story.Part) []storyPart {
	list := make([]storyPart, len(parts))
	for i, p := range parts {
		list[i] = storyPart{Part: p}
		for _, passage := range p.Passages {
			if list[i].To == 0 || slices.Index(draft.Standings, passage.Standing) < slices.Index(draft.Standings, list[i].Most) {
				list[i].Most, list[i].To = passage.Standing, passage.Number
			}
		}
		list[i].First = i == 0 || list[i].To != list[i-1].To
	}
	return list
}

// StoryPut puts a version of the draft in.
func StoryPut(v *page.Visit) error {
	said := "The draft was put in. Passages whose words have changed are to be looked at again."
	in, err := draftInput(v, "file", "text")
	if err == nil {
		in.Form, in.Seen = draft.Form(v.Form("form")), int(v.Whole("seen"))
		var made casework.Receipt
		if made, err = page.Do(v, operation.DraftPut, operation.InCase(v.Path("case"), in)); len(made.Warnings) > 0 {
			said = strings.Join(made.Warnings, " ")
		}
	}
	return afterStory(v, said, err)
}

// draftInput reads a draft: a file, or the words that were pasted.
func draftInput(v *page.Visit, file, text string) (writing.DraftInput, error) {
	if _, err := v.Upload(sources.MaxEvidenceFile + page.FormRoom); err != nil {
		return writing.DraftInput{}, err
	}
	in := writing.DraftInput{Text: v.Form(text)}
	name, data, err := v.File(file, sources.MaxEvidenceFile)
	if err == nil && name != "" {
		in.File = &writing.FileInput{Name: name, Data: data}
	}
	return in, err
}

// PassageMark anchors a claim in a passage.
func PassageMark(v *page.Visit) error {
	said := "The passage is marked."
	in, err := page.Read[writing.PassageInput](v)
	if err == nil {
		var made casework.Receipt
		if made, err = page.Do(v, operation.PassageMark, operation.InCase(v.Path("case"), in)); len(made.Warnings) > 0 {
			said += " " + strings.Join(made.Warnings, " ")
		}
	}
	return afterStory(v, said, err)
}

// PassageClear takes the mark of a passage away.
func PassageClear(v *page.Visit) error {
	id, err := v.ID("passage")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.PassageClear, operation.PassageOf(v.Path("case"), id))
	return afterStory(v, "The passage is no longer marked. Its claim stays.", err)
}

// PassageSettle says that the new words of a passage say what its claim does.
func PassageSettle(v *page.Visit) error {
	id, err := v.ID("passage")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.PassageSettle, operation.PassageSettling{
		PassagePath: operation.PassageOf(v.Path("case"), id), Body: &writing.PassageSettleInput{Seen: int(v.Whole("seen"))},
	})
	return afterStory(v, "Noted: the words say what the claim does.", err)
}

// afterStory goes back to the page, or shows the form again.
func afterStory(v *page.Visit, said string, err error) error {
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/story", said)
	}
	view, failed := newStoryView(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("story_show", view, err)
}

// copyView is the annotated copy of a draft.
type copyView struct {
	story.Copy
	Base    string
	Readers []page.Option
}

// StoryCopy shows the draft with a note on each passage, to be printed.
func StoryCopy(v *page.Visit) error {
	made, err := operation.DraftCopy.Do(v.Context(), v.Operations, v.Who, operation.DraftCopyQuery{
		CasePath: operation.CasePath{Case: v.Path("case")}, Reader: draft.Reader(v.Query("reader")),
	})
	if err != nil {
		return err
	}
	return v.Render("story_copy", &copyView{made, "/cases/" + made.Case, page.Options(draft.Readers)})
}

// Shown is the text cut into parts.
func (v *copyView) Shown() []storyPart { return shownParts(v.Parts()) }
