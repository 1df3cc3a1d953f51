package writing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/drafttext"
)

// DraftInput puts a version of a story's draft in: its words, or a file.
type DraftInput struct {
	Text string     `json:"text,omitempty" doc:"the words, in its form"`
	File *FileInput `json:"file,omitempty" doc:"or a file: text, Markdown, HTML or .docx"`
	Form draft.Form `json:"form,omitempty" doc:"what it was written in; of a file, by its name if left out, of words plain text"`
	Seen int        `json:"seen,omitempty" doc:"number of the version that you had before you; if another one was put in since, yours is refused as stale"`
}

// PassageInput anchors a claim in a passage.
type PassageInput struct {
	Claim     string `json:"claim,omitempty" doc:"key of the claim; if left out, a claim is added that says what the passage does"`
	Statement string `json:"statement,omitempty" doc:"of a claim that is added: what it says; the words of the passage if left out"`
	Words     string `json:"words" doc:"the words of the passage, as they stand in the draft"`
	Nth       int    `json:"nth,omitempty" minimum:"0" doc:"which, if they stand there more than once: 1 for the first"`
	Whole     bool   `json:"whole,omitempty" doc:"mark the whole sentence that they are a part of"`
	Seen      int    `json:"seen,omitempty" doc:"number of the version that they stand in; the latest if left out"`
}

// PassageSettleInput says that a passage has been looked at.
type PassageSettleInput struct {
	Seen int `json:"seen,omitempty" doc:"number of the version that you looked at; the latest if left out"`
}

// draftTries is how often a version is put in anew because passages were marked meanwhile.
const draftTries = 5

// PutDraft puts a version of a case's draft in. Passages go where their words have gone;
// of those whose words have changed, somebody has to look again. The same words again
// change nothing, and the receipt says so. It returns [claim.CodeStale] if another version was put in since the one
// that the caller has seen.
func PutDraft(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in DraftInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	words, form, err := draftWords(in)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, words)
	if err != nil {
		return casework.Receipt{}, err
	}
	put := draft.PutDraft{Case: c.ID, Text: refs[0], Form: form, Length: len(words), Seen: in.Seen}
	done := casework.Receipt{ID: draft.ID(c.ID)}
	for range draftTries {
		var same bool
		if same, err = onDraft(ctx, d, &put, words); err != nil {
			break
		}
		if same {
			done.Warnings = []string{"Nothing has changed: the draft has these words already."}
			break
		}
		if err = d.Write(ctx, draft.StreamOf(c.ID), casework.Command(ctx, caller, put)); claim.CodeOf(err) != claim.CodeConflict {
			break
		}
	}
	return done, err
}

// onDraft says where the passages that there are stand in new words. It reports whether
// the words are those that stand there already.
func onDraft(ctx context.Context, d *casework.Door, put *draft.PutDraft, words string) (same bool, err error) {
	there, err := casework.Load[*draft.Draft](ctx, d.Record(), claim.StreamDraft, draft.ID(put.Case))
	if err != nil {
		return false, err
	}
	put.On = there.Version
	latest, number := there.Latest()
	if number == 0 {
		return false, nil
	}
	l, err := d.Library(ctx, latest.Text)
	if err != nil {
		return false, err
	}
	before := ""
	if l.Has(latest.Text) {
		before = l.Text(latest.Text)
	}
	put.Moved = moves(there, before, words)
	return before == words && (put.Seen == 0 || put.Seen == number), nil
}

// moves are where the passages of a draft stand in new words. Of words that were erased
// nothing can be followed.
func moves(there *draft.Draft, before, words string) []draft.Moved {
	spans := make([]drafttext.Span, len(there.Passages))
	for i, p := range there.Passages {
		spans[i] = drafttext.Span{From: p.From, To: p.To}
	}
	moved := make([]draft.Moved, len(spans))
	for i, m := range drafttext.Move(before, words, spans) {
		moved[i] = draft.Moved{Passage: there.Passages[i].ID, From: m.From, To: m.To, Changed: m.Changed}
	}
	return moved
}

// draftWords reads what was put in as plain words.
func draftWords(in DraftInput) (string, draft.Form, error) {
	data, field, form := []byte(in.Text), "text", in.Form
	if in.File != nil {
		if strings.TrimSpace(in.Text) != "" {
			return "", "", casework.Invalid("text", "send a file or the words, not both")
		}
		data, field = in.File.Data, "file"
		if form == "" {
			form = drafttext.FormOf(in.File.Name, data)
		}
	}
	if form == "" {
		form = draft.PlainText
	}
	if err := claim.OneOf("form", form, draft.Forms); err != nil {
		return "", "", err
	}
	if form == draft.PlainText && in.File != nil {
		text, err := ListText(field, data)
		if err != nil {
			return "", "", casework.Invalid(field, "it is neither text nor a .docx file that can be read")
		}
		data = []byte(text)
	}
	words, err := drafttext.Read(form, data)
	switch {
	case errors.Is(err, drafttext.ErrTooLarge):
		return "", "", claim.Errorf(claim.CodeTooLarge, "the draft is too long: at most %d characters of text, in a file of at most %d MB", drafttext.MaxText, drafttext.MaxFile>>20).
			WithField(field, "put in a shorter one")
	case err != nil:
		return "", "", casework.Invalid(field, fmt.Sprintf("it cannot be read as %s", form))
	case words == "":
		return "", "", casework.Invalid(field, "there are no words in it")
	}
	return words, form, nil
}

// MarkPassage anchors a claim of the case in a passage of its draft; without the key of
// one, a claim that is added with it, or not at all.
func MarkPassage(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in PassageInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	mark, text, err := passageOf(ctx, d, c, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	made := casework.Receipt{ID: mark.Passage, Name: in.Claim}
	if in.Claim == "" {
		warnings, err := fragment(text, in, drafttext.Span{From: mark.From, To: mark.To})
		if err != nil {
			return casework.Receipt{}, err
		}
		made, err := markNew(ctx, d, caller, c, in, mark, text[mark.From:mark.To])
		made.Warnings = append(made.Warnings, warnings...)
		return made, err
	}
	about, err := d.ClaimsOf(ctx, c, []string{in.Claim})
	if err != nil {
		return casework.Receipt{}, claim.InField(err, "claim")
	}
	mark.Claim = about[0].ID
	return made, d.Write(ctx, draft.StreamOf(c.ID), casework.Command(ctx, caller, mark))
}

// fewWords is with how many words or less a part of a sentence says nothing that could be a claim.
const fewWords = 3

// fragment looks whether a passage that a claim is to be made of is a part of a sentence: of a
// few words none is made, of more the maker is told.
func fragment(text string, in PassageInput, at drafttext.Span) (warnings []string, err error) {
	if strings.TrimSpace(in.Statement) != "" {
		return nil, nil
	}
	around := drafttext.Whole(text, at)
	if strings.TrimFunc(text[around.From:at.From]+text[at.To:around.To], unicode.IsPunct) == "" {
		return nil, nil
	}
	whole := strings.Join(strings.Fields(text[around.From:around.To]), " ")
	if len(strings.Fields(text[at.From:at.To])) <= fewWords {
		return nil, casework.Invalid("words", fmt.Sprintf("they are a part of a sentence, too short to be a claim; mark the sentence, or say what the claim states: %s", whole))
	}
	return []string{"The claim that was added says a part of a sentence alone: look whether it can stand so. The sentence is: " + whole}, nil
}

// passageOf finds the words of a passage in the latest version, whose text it returns.
func passageOf(ctx context.Context, d *casework.Door, c *cases.Case, in PassageInput) (draft.MarkPassage, string, error) {
	there, err := casework.Load[*draft.Draft](ctx, d.Record(), claim.StreamDraft, draft.ID(c.ID))
	if err != nil {
		return draft.MarkPassage{}, "", err
	}
	mark := draft.MarkPassage{Passage: claim.DerivedID("passage", c.ID.String(), casework.Key(ctx).String()), Seen: in.Seen}
	latest, number := there.Latest()
	if number == 0 {
		return mark, "", claim.Errorf(claim.CodeWrongStage, "the case has no draft yet").WithHint("put one in first: onrecord case draft put CASE FILE")
	}
	if mark.Seen == 0 {
		mark.Seen = number
	}
	l, err := d.Library(ctx, latest.Text)
	if err != nil {
		return mark, "", err
	}
	text := l.Text(latest.Text)
	found := drafttext.Find(text, in.Words)
	switch {
	case strings.TrimSpace(in.Words) == "":
		return mark, "", casework.Invalid("words", "copy the words of the passage from the draft")
	case len(found) == 0 || in.Nth > len(found):
		return mark, "", casework.Invalid("words", fmt.Sprintf("they do not stand in version %d of the draft so; copy them from there", number))
	case len(found) > 1 && in.Nth == 0:
		return mark, "", casework.Invalid("nth", fmt.Sprintf("these words stand in the draft %d times; say which, or copy more of them", len(found)))
	}
	at := found[max(in.Nth-1, 0)]
	if in.Whole {
		at = drafttext.Whole(text, at)
	}
	mark.From, mark.To = at.From, at.To
	return mark, text, nil
}

// markNew adds a claim that says what a passage does, and anchors it there, in one act.
func markNew(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, in PassageInput, mark draft.MarkPassage, words string) (casework.Receipt, error) {
	input := ClaimInput{Statement: in.Statement}
	if strings.TrimSpace(input.Statement) == "" {
		input.Statement = strings.Join(strings.Fields(words), " ")
	}
	var err error
	if input.Key, err = freeKey(ctx, d, c, input.Statement, nil); err != nil {
		return casework.Receipt{}, err
	}
	add, err := prepareClaim(ctx, d, caller, c, input, d.Namer(ctx, caller))
	if err != nil {
		return casework.Receipt{}, err
	}
	mark.Claim = add.made.ID
	var acts []claim.Act
	if !add.there {
		act, err := add.act(ctx, d, caller)
		if err != nil {
			return casework.Receipt{}, err
		}
		acts = append(acts, act)
	}
	acts = append(acts, claim.Act{To: draft.StreamOf(c.ID), Command: casework.Command(ctx, caller, mark)})
	return casework.Receipt{ID: mark.Passage, Name: add.made.Name}, d.Together(ctx, acts...)
}

// ClearPassage takes a passage's anchor away. The claim stays as it is.
func ClearPassage(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, passage uuid.UUID) (casework.Receipt, error) {
	return onPassage(ctx, d, caller, caseName, passage, func(*draft.Draft) claim.Body { return draft.ClearPassage{Passage: passage} })
}

// SettlePassage says that a passage whose words have changed still says what its claim does.
func SettlePassage(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, passage uuid.UUID, in PassageSettleInput) (casework.Receipt, error) {
	return onPassage(ctx, d, caller, caseName, passage, func(there *draft.Draft) claim.Body {
		_, seen := there.Latest()
		if in.Seen != 0 {
			seen = in.Seen
		}
		return draft.SettlePassage{Passage: passage, Seen: seen}
	})
}

func onPassage(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, passage uuid.UUID, body func(*draft.Draft) claim.Body) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return casework.Receipt{}, err
	}
	there, err := casework.Load[*draft.Draft](ctx, d.Record(), claim.StreamDraft, draft.ID(c.ID))
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: passage}, d.Write(ctx, draft.StreamOf(c.ID), casework.Command(ctx, caller, body(there)))
}

// withDraft is the act that opens a case, with the one that puts its draft in.
func withDraft(ctx context.Context, d *casework.Door, caller casework.Caller, open claim.Act, in DraftInput) ([]claim.Act, error) {
	words, form, err := draftWords(in)
	if err != nil {
		return nil, err
	}
	refs, err := d.Keep(ctx, words)
	if err != nil {
		return nil, err
	}
	put := draft.PutDraft{Case: open.To.ID, Text: refs[0], Form: form, Length: len(words)}
	return []claim.Act{open, {To: draft.StreamOf(open.To.ID), Command: casework.Command(ctx, caller, put)}}, nil
}

// titleOf is the first line of a draft, as far as a title goes.
func titleOf(in DraftInput) string {
	words, _, err := draftWords(in)
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(words, "\n")
	if runes := []rune(first); len(runes) > casework.MaxTitle {
		first = strings.TrimSpace(string(runes[:casework.MaxTitle-1])) + "…"
	}
	return strings.TrimFunc(first, unicode.IsControl)
}
