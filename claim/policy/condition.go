package policy

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// environment is what conditions are compiled in: the facts, and no macros, so
// that nothing in a condition repeats itself.
var environment = sync.OnceValues(func() (*cel.Env, error) {
	options := []cel.EnvOption{
		cel.ClearMacros(), cel.ParserExpressionSizeLimit(maxCondition), cel.ParserRecursionLimit(24),
	}
	for _, f := range facts {
		kind := cel.BoolType
		if f.is != "" {
			kind = cel.StringType
		}
		options = append(options, cel.Variable(f.name, kind))
	}
	return cel.NewEnv(options...)
})

// compile makes a condition decidable. What is wrong with it is one sentence.
func compile(condition string) (cel.Program, string, error) {
	env, err := environment()
	if err != nil {
		return nil, "", fmt.Errorf("policy: environment of conditions: %w", err)
	}
	compiled, issues := env.Compile(condition)
	if issues.Err() != nil {
		first := issues.Errors()[0]
		return nil, "", fmt.Errorf("the condition cannot be read, at its character %d: %s", first.Location.Column()+1, firstLine(first.Message))
	}
	if !compiled.OutputType().IsExactType(cel.BoolType) {
		return nil, "", fmt.Errorf("the condition is no yes or no: it is a %s", compiled.OutputType())
	}
	program, err := env.Program(compiled, cel.CostLimit(maxCost), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, "", fmt.Errorf("the condition cannot be used: %s", firstLine(err.Error()))
	}
	if _, _, err := program.Eval(Facts{}.values()); err != nil {
		return nil, "", fmt.Errorf("the condition cannot be decided: %s", firstLine(err.Error()))
	}
	words, ok := inWords(compiled.NativeRep().Expr())
	if !ok {
		words = condition
	}
	return program, words, nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// holds reports whether the rule's condition does. One that cannot be decided
// holds: in doubt a policy asks.
func (r Rule) holds(f Facts) bool {
	if r.program == nil {
		return true
	}
	value, _, err := r.program.Eval(f.values())
	if err != nil {
		return true
	}
	yes, ok := value.Value().(bool)
	return yes || !ok
}

// errUnsaid: the condition says something that has no words here.
var errUnsaid = errors.New("policy: no words")

// inWords says what a condition says. It gives up on what has no words.
func inWords(e ast.Expr) (string, bool) {
	words, err := say(e, false)
	return words, err == nil
}

func say(e ast.Expr, not bool) (string, error) {
	switch e.Kind() {
	case ast.IdentKind:
		if f, ok := factNamed(e.AsIdent()); ok && f.yes != "" {
			if not {
				return f.no, nil
			}
			return f.yes, nil
		}
	case ast.LiteralKind:
		if yes, ok := e.AsLiteral().Value().(bool); ok && yes != not {
			return "always", nil
		}
	case ast.CallKind:
		return sayCall(e.AsCall(), not)
	}
	return "", errUnsaid
}

func sayCall(call ast.CallExpr, not bool) (string, error) {
	args := call.Args()
	switch name := call.FunctionName(); name {
	case operators.LogicalNot:
		return say(args[0], !not)
	case operators.LogicalAnd, operators.LogicalOr:
		joint := "and"
		if (name == operators.LogicalOr) != not {
			joint = "or"
		}
		return sayBoth(args, joint, not)
	case operators.Equals, operators.NotEquals, operators.In:
		return sayWord(args, not != (name == operators.NotEquals))
	}
	return "", errUnsaid
}

func sayBoth(args []ast.Expr, joint string, not bool) (string, error) {
	parts := make([]string, len(args))
	for i, a := range args {
		part, err := say(a, not)
		if err != nil {
			return "", err
		}
		if i > 0 && strings.Contains(part, " or ") && joint == "and" {
			part = "either " + part
		}
		parts[i] = part
	}
	return strings.Join(parts, " "+joint+" "), nil
}

// sayWord says that a word is, or is not, one of others.
func sayWord(args []ast.Expr, not bool) (string, error) {
	if args[0].Kind() != ast.IdentKind {
		return "", errUnsaid
	}
	f, ok := factNamed(args[0].AsIdent())
	if !ok || f.is == "" {
		return "", errUnsaid
	}
	is := f.is
	if not {
		is += " not"
	}
	values := []ast.Expr{args[1]}
	if args[1].Kind() == ast.ListKind {
		values = args[1].AsList().Elements()
	}
	var words []string
	for _, v := range values {
		if v.Kind() != ast.LiteralKind {
			return "", errUnsaid
		}
		words = append(words, fmt.Sprint(v.AsLiteral().Value()))
	}
	return is + " " + strings.Join(words, " or "), nil
}
