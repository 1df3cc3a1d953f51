// Package operation is what can be done on a desk, one value an operation: its
// name, its path, the right that it takes, its sentence, the sentences of its
// fields, and the function of the door that carries it out.
//
//	var ClaimAdd = create("claim-add", "POST /cases/{case}/claims", casework.MayWriteClaims,
//		"Add a claim to a case", inCase(besideNamed(writing.AddClaim)))
//
// Everything else is derived. The API makes a route of each; a program calls it
// with client.Call; a page states the operation that it leads to, and so takes
// its right, and the hints of its form; a command states it and takes its
// sentences for --help; the table in docs/commands.md lists them. To add one is
// to add one value here.
//
// What goes in is a struct. Fields with the tag path or query stand in the
// address, Body is the body, and the tag doc of a field is its sentence, written
// once: without a capital and without a full stop, as OpenAPI has them.
package operation

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
)

// About is what is known of an operation without the types of what goes in and
// comes out.
type About struct {
	Name     string // noun and verb: claim-add
	Method   string // of HTTP
	Path     string // below /api/v1, with names in braces
	Right    casework.Right
	Sentence string // what it does, in the imperative, without a full stop
	Status   int    // of HTTP, of what was carried out
	Upload   bool   // takes a file: a large request, and time for it to arrive
}

// What says what is known of an operation.
func (a About) What() About { return a }

// Any is an operation whose types are not known.
type Any interface {
	What() About
	// Fields are what goes in, in the order in which it is written down.
	Fields() []Field
	// Serve makes a route of the operation.
	Serve(on Server)
}

// Operation is one thing that a person does on a desk: In goes in, Out comes out.
type Operation[In, Out any] struct {
	About
	do func(context.Context, Parts, casework.Caller, In) (Out, error)
	// serve makes a route, and into makes of an Out what its JSON is decoded into.
	serve func(Server)
	into  func(*Out) any
}

// Do carries the operation out. Who may not do it is refused, with
// [claim.CodeForbidden]: here, for every page, route and command.
func (o *Operation[In, Out]) Do(ctx context.Context, on Parts, who casework.Caller, in In) (Out, error) {
	if err := Admit(who, o.Right); err != nil {
		var none Out
		return none, err
	}
	return o.do(ctx, on, who, in)
}

// Serve implements [Any].
func (o *Operation[In, Out]) Serve(on Server) { o.serve(on) }

// Rights of operations that ask for no role.
const (
	// APerson is for everybody who is on the desk.
	APerson casework.Right = "be on the desk"
	// OwnAccount is for people to manage their own profile and tokens.
	OwnAccount casework.Right = "manage your own account"
	// ThatPerson is for the person whom an operation is about, and for whoever
	// manages people.
	ThatPerson casework.Right = "be that person, or manage people"
	// ThatPersonOrAnEditor is for the person whom an operation is about, and for
	// whoever may change a case or manages people.
	ThatPersonOrAnEditor casework.Right = "be that person, change a case or manage people"
)

// AsksForNoRole reports whether everybody on the desk may come as far as the door.
// The door looks at whom the operation is about.
func AsksForNoRole(right casework.Right) bool {
	switch right {
	case APerson, OwnAccount, ThatPerson, ThatPersonOrAnEditor:
		return true
	}
	return false
}

// Admit refuses whoever does not have a right.
func Admit(who casework.Caller, right casework.Right) error {
	if AsksForNoRole(right) {
		return nil
	}
	return who.May(right)
}

// all is every operation, in the order of the files of this package.
var all []Any

// All lists every operation.
func All() []Any { return all }

// Named finds an operation by its name.
func Named(name string) (Any, bool) {
	for _, o := range all {
		if o.What().Name == name {
			return o, true
		}
	}
	return nil, false
}

// doing is the function of an operation.
type doing[In, Out any] = func(context.Context, Parts, casework.Caller, In) (Out, error)

// action looks at, or changes, something that is there.
func action[In, Out any](name, at string, right casework.Right, sentence string, do doing[In, Out]) *Operation[In, Out] {
	return add(about(name, at, right, sentence, http.StatusOK), do)
}

// create makes something.
func create[In, Out any](name, at string, right casework.Right, sentence string, do doing[In, Out]) *Operation[In, Out] {
	return add(about(name, at, right, sentence, http.StatusCreated), do)
}

// upload makes something out of a file.
func upload[In, Out any](name, at string, right casework.Right, sentence string, do doing[In, Out]) *Operation[In, Out] {
	a := about(name, at, right, sentence, http.StatusCreated)
	a.Upload = true
	return add(a, do)
}

// listing lists things; in JSON they stand under items.
func listing[In, T any](name, at string, right casework.Right, sentence string, do doing[In, []T]) *Operation[In, []T] {
	o := &Operation[In, []T]{About: about(name, at, right, sentence, http.StatusOK), do: do}
	o.into = func(out *[]T) any { return &items[T]{out} }
	o.serve = func(on Server) {
		serve(on, o.About, func(ctx context.Context, who casework.Caller, in *In) (list[T], error) {
			out, err := o.Do(ctx, on.On(), who, *in)
			return list[T]{append([]T{}, out...)}, err
		})
	}
	all = append(all, o)
	return o
}

func add[In, Out any](a About, do doing[In, Out]) *Operation[In, Out] {
	o := &Operation[In, Out]{About: a, do: do}
	o.into = func(out *Out) any { return out }
	o.serve = func(on Server) {
		serve(on, o.About, func(ctx context.Context, who casework.Caller, in *In) (Out, error) {
			return o.Do(ctx, on.On(), who, *in)
		})
	}
	all = append(all, o)
	return o
}

func about(name, at string, right casework.Right, sentence string, status int) About {
	method, path, ok := strings.Cut(at, " ")
	if !ok || name == "" || right == "" || sentence == "" {
		panic(fmt.Sprintf("operation: %q says too little of itself", name))
	}
	return About{Name: name, Method: method, Path: path, Right: right, Sentence: sentence, Status: status}
}
