package outside

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// PageInput is what a party has written on the answer page.
type PageInput struct {
	Key         uuid.UUID         // of the form; the same one twice is one submission
	Answers     []PageAnswerInput // one per claim; those without a word are left out
	GroundRules claim.GroundRules // on the record if left out
	Asks        letters.PageAsk
	Question    string
	Name        string
	Function    string
	Files       []PageFileInput // kept before by KeepPageFile
}

// PageAnswerInput is what is said about one claim.
type PageAnswerInput struct {
	Claim     uuid.UUID
	Stance    claim.Stance
	Statement string
}

// PageFileInput names a file that was kept.
type PageFileInput struct {
	Ref  claim.Ref
	Name string
}

// CheckPage checks what a party wrote before it confirms it, and returns it as it
// will be kept. What does not fit comes back as one error with a field each:
// name, function, question, asks, groundRules, files, stance.ID, statement.ID or
// form. A link that is no longer open is CodeWrongStage.
func (p *Porch) CheckPage(ctx context.Context, link casework.PageLink, in PageInput) (letters.PageSubmission, error) {
	view, err := p.AnswerPage(ctx, link)
	if err != nil {
		return letters.PageSubmission{}, err
	}
	if view.State != letters.LinkOpen {
		return letters.PageSubmission{}, claim.Errorf(claim.CodeWrongStage, "this link is no longer open")
	}
	s, err := checkPage(view, in, p.now())
	if err != nil {
		return s, err
	}
	s.Files, err = p.pageFiles(ctx, link, in)
	return s, err
}

// pageChecker collects what does not fit, so that it is all said at once.
type pageChecker struct{ fields map[string]string }

func (p *pageChecker) wrong(field, problem string) {
	if p.fields[field] == "" {
		p.fields[field] = problem
	}
}

// take takes a text, or says at its field what is wrong with it.
func (p *pageChecker) take(field string, text string, err error) string {
	if err != nil {
		for _, problem := range asError(err).Fields {
			p.wrong(field, problem)
		}
	}
	return text
}

func asError(err error) *claim.Error {
	if e, ok := err.(*claim.Error); ok { //nolint:errorlint // the checks of text return nothing else
		return e
	}
	return claim.Errorf(claim.CodeInvalid, "%v", err)
}

func checkPage(view PageView, in PageInput, now time.Time) (letters.PageSubmission, error) {
	p := &pageChecker{map[string]string{}}
	s := letters.PageSubmission{Format: letters.PageFormat, Code: view.Code, Asks: in.Asks, SentAt: now}
	name, err := casework.Line("name", visible(in.Name), casework.MaxName, true)
	s.Name = p.take("name", name, err)
	function, err := casework.Line("function", visible(in.Function), casework.MaxName, false)
	s.Function = p.take("function", function, err)
	for _, a := range in.Answers {
		p.answer(&s, view, a)
	}
	p.asks(&s, in)
	if len(s.Answers) > 0 {
		s.GroundRules = in.GroundRules
		if s.GroundRules == "" {
			s.GroundRules = claim.OnTheRecord
		}
		if !slices.Contains(claim.AllGroundRules, s.GroundRules) {
			p.wrong("groundRules", "choose one of the terms")
		}
	}
	if len(s.Answers) == 0 && s.Asks == "" && len(p.fields) == 0 {
		p.wrong("form", "nothing is answered yet: choose an answer to at least one statement, or tell us what you need")
	}
	if len(p.fields) == 0 {
		return s, nil
	}
	e := claim.Errorf(claim.CodeInvalid, "some of this cannot be sent as it is")
	e.Fields = p.fields
	return s, e
}

// visible takes out what cannot be seen at the ends of a line, so that nobody is
// called by an invisible name.
func visible(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
}

func (p *pageChecker) answer(s *letters.PageSubmission, view PageView, a PageAnswerInput) {
	text, err := casework.Prose("statement", a.Statement, MaxPageStatement, false)
	field := "statement." + a.Claim.String()
	text = p.take(field, text, err)
	if a.Stance == "" && text == "" && err == nil {
		return
	}
	i := slices.IndexFunc(view.Claims, func(c PageClaim) bool { return c.ID == a.Claim && c.Open() })
	switch {
	case i < 0:
		p.wrong("form", "an answer to one of the statements was sent already, or is no longer asked for")
		return
	case a.Stance == "":
		p.wrong("stance."+a.Claim.String(), "choose what comes closest to what you wrote")
	case !slices.Contains(claim.PageStances, a.Stance):
		p.wrong("stance."+a.Claim.String(), "choose one of the answers")
	case text == "" && a.Stance.Needs() != "":
		p.wrong(field, a.Stance.Needs())
	}
	s.Answers = append(s.Answers, letters.PageAnswer{Claim: a.Claim, About: view.Claims[i].Statement, Stance: a.Stance, Statement: text})
}

func (p *pageChecker) asks(s *letters.PageSubmission, in PageInput) {
	question, err := casework.Prose("question", in.Question, MaxPageQuestion, in.Asks == letters.AsksBack)
	s.Question = p.take("question", question, err)
	switch {
	case in.Asks != "" && !slices.Contains(letters.PageAsks, in.Asks):
		p.wrong("asks", "choose one of the two")
	case in.Asks == "" && s.Question != "":
		p.wrong("asks", "say whether you need more time or have a question")
	}
}

// pageFiles describes the files that come with a submission. One that waits no
// longer has to be chosen again.
func (p *Porch) pageFiles(ctx context.Context, link casework.PageLink, in PageInput) ([]letters.PageFile, error) {
	if len(in.Files) > letters.MaxPageFiles {
		return nil, fileProblem(claim.CodeTooLarge, fmt.Sprintf("at most %d files can be sent", letters.MaxPageFiles))
	}
	var files []letters.PageFile
	total := 0
	for _, f := range in.Files {
		data, err := p.pageDraft(ctx, link, in.Key, f.Ref)
		if claim.CodeOf(err) == claim.CodeNotFound {
			return nil, fileProblem(claim.CodeInvalid, "a file has been waiting for too long; choose it again")
		}
		if err != nil {
			return nil, err
		}
		total += len(data)
		files = append(files, describe(f.Name, f.Ref, data))
	}
	if total > MaxPageBytes {
		return nil, fileProblem(claim.CodeTooLarge, fmt.Sprintf("together the files are larger than %d MB", MaxPageBytes>>20))
	}
	return files, nil
}

// KeptPageFiles describes those of the files that wait to be confirmed still.
func (p *Porch) KeptPageFiles(ctx context.Context, link casework.PageLink, in PageInput) ([]letters.PageFile, error) {
	var files []letters.PageFile
	for _, f := range in.Files {
		data, err := p.pageDraft(ctx, link, in.Key, f.Ref)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		files = append(files, describe(f.Name, f.Ref, data))
	}
	return files, nil
}

func (p *Porch) pageDraft(ctx context.Context, link casework.PageLink, key uuid.UUID, ref claim.Ref) ([]byte, error) {
	return p.store.PageDraft(ctx, p.door.SubmissionID(link, key), ref, p.now().Add(-pageDraftUse))
}

func fileProblem(code claim.Code, problem string) error {
	return claim.Errorf(code, "files: %s", problem).WithField("files", problem)
}
