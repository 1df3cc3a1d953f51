package casework

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Caller is the person who acts.
type Caller struct {
	ID     uuid.UUID
	Handle string
	Name   string
	Roles  []claim.Role
}

// Right is what a person needs for something that is done through the door.
// Which operation takes which is stated in package operation, and asked there, in
// the one place; the door asks only for what depends on what it finds, such as whose
// turn a thing is, and for what one operation takes besides its own right.
type Right string

// Rights. Which roles have them stands in [allowed].
const (
	MayReadCases       Right = "read cases"
	MayOpenCase        Right = "open a case"
	MayReviseCase      Right = "change a case"
	MayWriteClaims     Right = "write claims"
	MayComment         Right = "comment"
	MayReadParties     Right = "read parties"
	MayWriteParties    Right = "write parties"
	MayAsk             Right = "ask parties"
	MayReadMail        Right = "read messages"
	MayRecordAnswers   Right = "record answers"
	MaySortMail        Right = "sort messages in quarantine"
	MayHoldMail        Right = "hold all mail"
	MayAssess          Right = "assess claims"
	MayReview          Right = "review claims"
	MayDoSteps         Right = "do the steps of a policy"
	MayPublish         Right = "publish findings"
	MayPublishUnsigned Right = "publish findings without sign-offs"
	MayReadPeople      Right = "see people"
	MayWritePeople     Right = "manage people"
	MayReadActivity    Right = "read the activity of the desk"
	MayReadDesk        Right = "see the desk's settings"
	MayWriteDesk       Right = "change the desk's settings"
	MayEngine          Right = "manage the engine"
	MayVerify          Right = "verify the record"
)

// everybody is all roles that work on cases.
var everybody = []claim.Role{
	claim.Reporter, claim.Editor, claim.Reviewer, claim.Standards, claim.Legal, claim.Custodian, claim.Admin, claim.Auditor,
}

// allowed says which roles may do what. What does not stand here is allowed to nobody.
var allowed = map[Right][]claim.Role{
	MayReadCases:       everybody,
	MayOpenCase:        {claim.Editor},
	MayReviseCase:      {claim.Editor},
	MayWriteClaims:     {claim.Editor, claim.Reporter},
	MayComment:         claim.TurnMention.Roles(),
	MayReadParties:     everybody,
	MayWriteParties:    {claim.Editor, claim.Reporter},
	MayAsk:             {claim.Editor, claim.Reporter},
	MayReadMail:        {claim.Editor, claim.Reporter, claim.Auditor},
	MayRecordAnswers:   {claim.Editor, claim.Reporter},
	MaySortMail:        {claim.Editor},
	MayHoldMail:        {claim.Editor, claim.Admin},
	MayAssess:          {claim.Editor, claim.Reporter},
	MayReview:          thatSign(claim.Roles),
	MayDoSteps:         append([]claim.Role{claim.Editor, claim.Reporter}, thatSign(claim.Roles)...),
	MayPublish:         {claim.Editor},
	MayPublishUnsigned: claim.UnsignedRoles,
	MayReadPeople:      everybody,
	MayWritePeople:     {claim.Admin},
	MayReadActivity:    everybody,
	MayReadDesk:        everybody,
	MayWriteDesk:       {claim.Admin},
	MayEngine:          {claim.Admin},
	MayVerify:          {claim.Admin, claim.Auditor},
}

// thatSign picks the roles that may sign off.
func thatSign(roles []claim.Role) []claim.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r claim.Role) bool { return !r.CanSign() })
}

// Roles are those that have a right.
func (r Right) Roles() []claim.Role { return slices.Clone(allowed[r]) }

// May refuses a right that none of the caller's roles gives, with [claim.CodeForbidden].
func (c Caller) May(right Right) error {
	if slices.ContainsFunc(allowed[right], func(r claim.Role) bool { return slices.Contains(c.Roles, r) }) {
		return nil
	}
	return claim.Errorf(claim.CodeForbidden, "your roles do not allow you to %s", right).
		WithHint("an admin can give you one of: %s", RolesText(allowed[right]))
}

// Can reports whether one of the caller's roles gives a right.
func (c Caller) Can(right Right) bool { return c.May(right) == nil }

// RolesText lists roles.
func RolesText(roles []claim.Role) string {
	text := ""
	for i, r := range roles {
		if i > 0 {
			text += ", "
		}
		text += string(r)
	}
	return text
}

// Authenticate finds the person by handle or identifier. A person without roles
// can do nothing. It returns [claim.CodeUnauthenticated] for anybody unknown, and
// for anybody whose account is disabled.
func (d *Door) Authenticate(ctx context.Context, name string) (Caller, error) {
	id, err := d.store.Resolve(ctx, claim.StreamPerson, uuid.Nil, name)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return Caller{}, claim.Errorf(claim.CodeUnauthenticated, "there is nobody called %q on this desk", name).
			WithHint("see who is: onrecord person list")
	}
	if err != nil {
		return Caller{}, err
	}
	who, err := d.AccountOf(ctx, id)
	if err != nil {
		return Caller{}, err
	}
	if who.Disabled {
		return Caller{}, claim.Errorf(claim.CodeUnauthenticated, "the account of %s is disabled", who.Handle).WithHint("an admin can enable it")
	}
	return Caller{ID: id, Handle: who.Handle, Name: who.Name, Roles: who.Roles}, nil
}

// AccountOf is a person, as far as signing in asks.
func (d *Door) AccountOf(ctx context.Context, id uuid.UUID) (signin.Account, error) {
	p, err := Load[*people.Person](ctx, d.store, claim.StreamPerson, id)
	if err != nil {
		return signin.Account{}, err
	}
	l, err := d.Library(ctx, p.Profile)
	if err != nil {
		return signin.Account{}, err
	}
	v := Read[people.PersonProfile](l, p.Profile)
	return signin.Account{
		ID: id, Handle: cmp.Or(v.Handle, id.String()), Name: v.Name, Email: v.Email, Roles: p.Roles, Disabled: p.Disabled, SignedInAt: p.SignedInAt,
	}, nil
}

// TheCase finds a case that the caller may see. A case that the caller may not
// see is not found, so that its existence is not told.
func (d *Door) TheCase(ctx context.Context, caller Caller, name string) (*cases.Case, error) {
	id, err := d.Resolve(ctx, claim.StreamCase, uuid.Nil, name)
	if err != nil {
		return nil, err
	}
	return d.CaseByID(ctx, caller, id, name)
}

// CaseByID is [Door.TheCase] for an identifier; name is what the caller called it.
func (d *Door) CaseByID(ctx context.Context, caller Caller, id uuid.UUID, name string) (*cases.Case, error) {
	c, err := Load[*cases.Case](ctx, d.store, claim.StreamCase, id)
	if err != nil {
		return nil, err
	}
	if c.Version == 0 || !c.VisibleTo(caller.ID, caller.Roles) {
		return nil, NotFound(claim.StreamCase, name)
	}
	return c, nil
}

// Resolve finds an identifier by its text form or by the short name of the thing.
func (d *Door) Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error) {
	id, err := d.store.Resolve(ctx, kind, caseID, name)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return uuid.Nil, NotFound(kind, name)
	}
	return id, err
}

// What can be missing, besides streams.
const (
	ARequest claim.StreamKind = "request"
	AMessage claim.StreamKind = "message"
)

// whereToLook says which command lists the things of a kind.
var whereToLook = map[claim.StreamKind]string{
	claim.StreamCase:   "onrecord case list",
	claim.StreamClaim:  "onrecord case show CASE",
	claim.StreamParty:  "onrecord party list",
	claim.StreamPerson: "onrecord person list",
	ARequest:           "onrecord case show CASE",
	AMessage:           "onrecord inbox list --all",
}

// NotFound is the answer for what is not there and for what the caller may not
// see, so that nobody can tell the two apart.
func NotFound(kind claim.StreamKind, name string) *claim.Error {
	return claim.Errorf(claim.CodeNotFound, "there is no %s %q", kind, name).
		WithHint("see what there is: %s", whereToLook[kind])
}

// Hide says of something in a case that is not found that it is not found itself.
func Hide(err error, kind claim.StreamKind, name string) error {
	if claim.CodeOf(err) == claim.CodeNotFound {
		return NotFound(kind, name)
	}
	return err
}

// Loader reads states.
type Loader interface {
	Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
}

// Load reads a state of a known type.
func Load[T claim.Aggregate](ctx context.Context, store Loader, kind claim.StreamKind, id uuid.UUID) (T, error) {
	var zero T
	state, err := store.Load(ctx, claim.Stream{Kind: kind, ID: id})
	if err != nil {
		return zero, err
	}
	return state.(T), nil
}

// Viewer is the caller as the record knows one.
func (c Caller) Viewer() lists.Viewer {
	return lists.Viewer{Person: c.ID, All: c.Has(claim.Auditor)}
}

// Has reports whether the caller has the role.
func (c Caller) Has(role claim.Role) bool { return slices.Contains(c.Roles, role) }

// NotThere says at a field that what it names is not there.
func NotThere(field string, err error) error {
	if claim.CodeOf(err) == claim.CodeNotFound {
		return Invalid(field, err.Error())
	}
	return err
}
