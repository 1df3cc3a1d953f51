package outside

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
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
// will be kept. What does not fit comes back as one error with a [Problem] for each field:
// name, function, question, asks, groundRules, files, stance.ID, statement.ID or
// form. A link that is no longer open is CodeWrongStage.
func (p *Porch) CheckPage(ctx context.Context, link mailtext.PageLink, in PageInput) (letters.PageSubmission, error) {
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

// Problem is what is wrong with a field, by a name: the page has the words for it, in each language.
type Problem string

// Every problem, and [NeedsWords].
const (
	ProblemEmpty        Problem = "empty"
	ProblemOneLine      Problem = "one line" // it has breaks or control characters
	ProblemControl      Problem = "control"
	ProblemLong         Problem = "long"
	ProblemNothing      Problem = "nothing" // nothing is answered or asked
	ProblemOver         Problem = "over"    // a claim takes no answer any more
	ProblemNoStance     Problem = "no stance"
	ProblemStance       Problem = "stance"
	ProblemTerms        Problem = "terms"
	ProblemNeeds        Problem = "needs"
	ProblemNoNeeds      Problem = "no needs" // a question without saying that it is one
	ProblemTooManyFiles Problem = "too many files"
	ProblemFileEmpty    Problem = "file empty"
	ProblemFileLarge    Problem = "file large"
	ProblemFilesLarge   Problem = "files large"
	ProblemFilesWaiting Problem = "files waiting" // too much was sent and never confirmed
	ProblemFileGone     Problem = "file gone"     // it has waited for too long
)

// NeedsWords is the problem of a stance that says nothing alone.
func NeedsWords(s claim.Stance) Problem { return Problem("needs " + string(s)) }

// pageChecker collects what does not fit, so that it is all said at once.
type pageChecker struct{ fields map[string]string }

func (p *pageChecker) wrong(field string, problem Problem) {
	if p.fields[field] == "" {
		p.fields[field] = string(problem)
	}
}

// line takes a text of one line, or says at its field what is wrong with it.
func (p *pageChecker) line(field, text string, required bool) string {
	text = visible(text)
	taken, err := casework.Line(field, text, casework.MaxName, required)
	p.refused(field, text, err, ProblemOneLine)
	return taken
}

// prose takes a text of any lines, or says at its field what is wrong with it.
func (p *pageChecker) prose(field, text string, most int, required bool) (taken string, ok bool) {
	taken, err := casework.Prose(field, text, most, required)
	p.refused(field, text, err, ProblemControl)
	return taken, err == nil
}

// refused says why a text was refused; other is the reason that is left.
func (p *pageChecker) refused(field, text string, err error, other Problem) {
	switch {
	case err == nil:
	case claim.CodeOf(err) == claim.CodeTooLarge:
		p.wrong(field, ProblemLong)
	case strings.TrimSpace(text) == "":
		p.wrong(field, ProblemEmpty)
	default:
		p.wrong(field, other)
	}
}

func checkPage(view PageView, in PageInput, now time.Time) (letters.PageSubmission, error) {
	p := &pageChecker{map[string]string{}}
	s := letters.PageSubmission{Format: letters.PageFormat, Code: view.Code, Asks: in.Asks, SentAt: now}
	s.Name, s.Function = p.line("name", in.Name, true), p.line("function", in.Function, false)
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
			p.wrong("groundRules", ProblemTerms)
		}
	}
	if len(s.Answers) == 0 && s.Asks == "" && len(p.fields) == 0 {
		p.wrong("form", ProblemNothing)
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
	field := "statement." + a.Claim.String()
	text, ok := p.prose(field, a.Statement, MaxPageStatement, false)
	if a.Stance == "" && text == "" && ok {
		return
	}
	i := slices.IndexFunc(view.Claims, func(c PageClaim) bool { return c.ID == a.Claim && c.Open() })
	switch {
	case i < 0:
		p.wrong("form", ProblemOver)
		return
	case a.Stance == "":
		p.wrong("stance."+a.Claim.String(), ProblemNoStance)
	case !slices.Contains(claim.PageStances, a.Stance):
		p.wrong("stance."+a.Claim.String(), ProblemStance)
	case text == "" && a.Stance.Needs() != "":
		p.wrong(field, NeedsWords(a.Stance))
	}
	s.Answers = append(s.Answers, letters.PageAnswer{Claim: a.Claim, About: view.Claims[i].Statement, Stance: a.Stance, Statement: text})
}

func (p *pageChecker) asks(s *letters.PageSubmission, in PageInput) {
	s.Question, _ = p.prose("question", in.Question, MaxPageQuestion, in.Asks == letters.AsksBack)
	switch {
	case in.Asks != "" && !slices.Contains(letters.PageAsks, in.Asks):
		p.wrong("asks", ProblemNeeds)
	case in.Asks == "" && s.Question != "":
		p.wrong("asks", ProblemNoNeeds)
	}
}

// pageFiles describes the files that come with a submission. One that waits no
// longer has to be chosen again.
func (p *Porch) pageFiles(ctx context.Context, link mailtext.PageLink, in PageInput) ([]letters.PageFile, error) {
	if len(in.Files) > letters.MaxPageFiles {
		return nil, fileProblem(claim.CodeTooLarge, ProblemTooManyFiles)
	}
	var files []letters.PageFile
	total := 0
	for _, f := range in.Files {
		data, err := p.pageDraft(ctx, link, in.Key, f.Ref)
		if claim.CodeOf(err) == claim.CodeNotFound {
			return nil, fileProblem(claim.CodeInvalid, ProblemFileGone)
		}
		if err != nil {
			return nil, err
		}
		total += len(data)
		files = append(files, describe(f.Name, f.Ref, data))
	}
	if total > MaxPageBytes {
		return nil, fileProblem(claim.CodeTooLarge, ProblemFilesLarge)
	}
	return files, nil
}

// KeptPageFiles describes those of the files that wait to be confirmed still.
func (p *Porch) KeptPageFiles(ctx context.Context, link mailtext.PageLink, in PageInput) ([]letters.PageFile, error) {
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

func (p *Porch) pageDraft(ctx context.Context, link mailtext.PageLink, key uuid.UUID, ref claim.Ref) ([]byte, error) {
	return p.store.PageDraft(ctx, submissionID(p.door, link, key), ref, p.now().Add(-pageDraftUse))
}

func fileProblem(code claim.Code, problem Problem) error {
	return claim.Errorf(code, "the files cannot be sent as they are: %s", problem).WithField("files", string(problem))
}
