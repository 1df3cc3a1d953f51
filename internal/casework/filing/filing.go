package filing

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
)

// filing is a case file on its way into the record: the commands that follow from
// it, and the content that they refer to, of which nothing is kept until all of it is.
type filing struct {
	fileProblems
	d        *casework.Door
	ctx      context.Context
	caller   casework.Caller
	in       CaseFileInput
	now      time.Time
	settings claim.DeskSettings
	notes    []string

	slug     string
	c        *cases.Case // as it stands, or as it would
	there    bool        // the case was opened before, from this file
	parties  map[string]*fileParty
	claims   map[string]uuid.UUID
	bySeries map[string]map[uuid.UUID]string // keys of claims, by series and party
	requests map[uuid.UUID]bool              // and whatever else stands in it once
	named    map[string]uuid.UUID            // parties that are called by their names
	byName   map[string]string               // ids of the file's parties, by their names

	unput    []uuid.UUID // requests with which something is wrong
	acts     []claim.Act
	of       []string // the part of the file that each act is about
	contents []claim.Content
	// assumed are streams as they would stand if nothing were wrong with the file: what
	// rests on a part that is refused is tried on them, so that all is said at once.
	assumed map[claim.Stream]claim.Aggregate
}

func newFiling(ctx context.Context, d *casework.Door, caller casework.Caller, in CaseFileInput) (*filing, error) {
	settings, err := d.DeskSettings(ctx)
	return &filing{
		d: d, ctx: ctx, caller: caller, in: in, now: d.Now(), settings: settings,
		parties: map[string]*fileParty{}, claims: map[string]uuid.UUID{}, bySeries: map[string]map[uuid.UUID]string{}, requests: map[uuid.UUID]bool{}, named: map[string]uuid.UUID{},
		assumed: map[claim.Stream]claim.Aggregate{},
	}, err
}

// keyed fixes the id of the command for a part of the file. It follows from the
// words of the part, so that it is carried out once, however often a file is opened.
func (f *filing) keyed(kind, name string, words any) (context.Context, error) {
	data, err := json.Marshal(words)
	if err != nil {
		return nil, fmt.Errorf("encode a %s of a case file: %w", kind, err)
	}
	return f.d.Keyed(casework.WithKey(f.ctx, claim.DerivedID("case file", f.slug, kind, name, string(data)))), nil
}

// taken reports whether a stream has taken the command before.
func (f *filing) taken(keyed context.Context, to claim.Stream) (bool, error) {
	return f.d.Record().Taken(f.ctx, claim.Act{To: to, Command: claim.Command{ID: casework.Key(keyed)}})
}

// act plans a command about a part of the file.
func (f *filing) act(keyed context.Context, part string, to claim.Stream, body claim.Body) {
	f.acts = append(f.acts, claim.Act{To: to, Command: casework.Command(keyed, f.caller, body)})
	f.of = append(f.of, part)
}

// keep draws the reference of content that is kept with the commands.
func (f *filing) keep(c claim.Content) claim.Ref {
	drawn := f.d.Record().Draw(c)
	f.contents = append(f.contents, drawn...)
	return drawn[0].Ref
}

func (f *filing) keepJSON(keyed context.Context, name string, value any) (claim.Ref, error) {
	content, err := casework.JSONContent(casework.Key(keyed), name, value)
	if err != nil {
		return "", err
	}
	return f.keep(content), nil
}

const caseOfFile = "case"

// openCase plans the case itself.
func (f *filing) openCase() error {
	head, err := f.in.Case.Head()
	if err == nil && f.in.Case.Draft != nil {
		err = casework.Invalid("draft", "a case file has no draft; put it in once the case is open")
	}
	if err := f.wrong(caseOfFile, err); err != nil {
		return err
	}
	f.slug = head.Slug
	keyed, err := f.keyed(caseOfFile, head.Slug, f.in.Case)
	if err != nil {
		return err
	}
	access, err := f.access()
	if err != nil {
		return err
	}
	open := f.in.Case.Opens(f.caller, access, f.settings)
	f.c = &cases.Case{Head: claim.Head{ID: f.d.IDOf("case", head.Slug), Version: 1}, Policy: open.Policy, Under: open.Under, Plan: open.Plan, OpenedAt: f.now}
	f.assumed[f.c.Stream()] = f.c
	if f.there, err = f.openBefore(keyed); err != nil || f.there || f.parts[caseOfFile] {
		return err
	}
	if open.Text, err = f.keepJSON(keyed, "case", head); err != nil {
		return err
	}
	f.act(keyed, caseOfFile, f.c.Stream(), open)
	return nil
}

// openBefore reports whether the case was opened from this file before. One that
// was opened otherwise, or that the caller may not see, has the name for itself.
func (f *filing) openBefore(keyed context.Context) (bool, error) {
	there, err := casework.Load[*cases.Case](f.ctx, f.d.Record(), claim.StreamCase, f.c.ID)
	if err != nil || there.Version == 0 {
		return false, err
	}
	same, err := f.taken(keyed, there.Stream())
	if err != nil {
		return false, err
	}
	if same && there.VisibleTo(f.caller.ID, f.caller.Roles) {
		f.c, f.assumed[there.Stream()] = there, there
		return true, nil
	}
	e := claim.Errorf(claim.CodeExists, "the case %s is open already, and was opened otherwise than the file says", f.slug).
		WithHint("give the file another id, or make it say what it said when the case was opened")
	return false, f.wrong(caseOfFile, e.WithField("slug", e.Hint))
}

// access finds the people on the access list.
func (f *filing) access() ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for i, handle := range f.in.Case.Access {
		id, err := f.d.Resolve(f.ctx, claim.StreamPerson, uuid.Nil, handle)
		if claim.CodeOf(err) == claim.CodeNotFound {
			err = f.wrong(caseOfFile, casework.NotThere(fmt.Sprintf("access[%d]", i), err))
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// each plans the parts of a list, and takes what is wrong with one.
func each[T any](f *filing, list string, parts []T, plan func(part string, in T) error) error {
	for i, in := range parts {
		part := fmt.Sprintf("%s[%d]", list, i)
		if err := f.wrong(part, plan(part, in)); err != nil {
			return err
		}
	}
	return nil
}
