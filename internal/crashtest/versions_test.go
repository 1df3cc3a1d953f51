package crashtest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/record"
)

// underWay is how many claims, and as many requests, are open when another version
// takes over: twice as many workflows.
const underWay = 100

// newRules are rules of another version.
var newRules = []rule{
	{"claim/verification/claim_decide.go", `return c.move("put on hold", claim.StageOnHold, b.Reason)`, `return nil, claim.Errorf(claim.CodePolicy, "a new rule forbids it")`},
	{"claim/verification/claim_decide.go", `	if err := c.supported(b.Outcome, around); err != nil {`, `	if true {
		return nil, claim.Errorf(claim.CodePolicy, "a new rule forbids it")
	}
	if err := c.supported(b.Outcome, around); err != nil {`},
	{"claim/letters/decide.go", `	return checkSteps(r.ByHand(), b.Steps, b.AnswerBy)
}

func (c *Correspondence) tell(`, `	return claim.Errorf(claim.CodePolicy, "a new rule forbids it")
}

func (c *Correspondence) tell(`},
}

func TestAVersionWithAnotherRuleTakesOverWhatIsOpenAndGivesItBack(t *testing.T) {
	needsMinutes(t)
	stricter := build(t, "stricter", newRules...)
	v := &versions{written: newLetters(t, ""), t: t}
	base := v.binary
	v.furnish()
	v.must(v.hold(0))
	v.stop(t)

	v.binary = stricter
	v.process = v.start()
	for _, forbidden := range []func(int) error{v.hold, v.assess, v.extend} {
		require.Equal(t, claim.CodePolicy, claim.CodeOf(forbidden(1)), "the new rule applies to what was open")
	}
	v.must(v.resume(0))
	for i := range underWay / 2 {
		v.must(v.answer(i))
	}
	v.settled(underWay / 2)
	v.kill() // with whatever is under way

	v.binary = base
	v.process = v.start()
	for _, allowed := range []func(int) error{v.hold, v.resume, v.assess} {
		v.must(allowed(1))
	}
	v.must(v.extend(underWay / 2))
	for i := underWay / 2; i < underWay-lapsing; i++ {
		v.must(v.answer(i))
	}
	v.settled(underWay)
	v.stop(t)
	v.examine("test", "stricter", "test")
}

// rule is a place in the source, and what stands there in another version.
type rule struct{ file, is, becomes string }

// build builds this program with other words in some places of its source, as a
// version of its own.
func build(t *testing.T, name string, rules ...rule) string {
	t.Helper()
	tool, err := exec.LookPath("go") // "go test" puts its own on the path
	require.NoError(t, err, "another version has to be built; run this test with \"go test\"")
	dir := t.TempDir()
	replaced := map[string]string{}
	for i, r := range rules {
		path, err := filepath.Abs(filepath.Join("..", "..", filepath.FromSlash(r.file)))
		require.NoError(t, err)
		if replaced[path] == "" {
			replaced[path] = filepath.Join(dir, fmt.Sprintf("changed%d.go", i))
			r.apply(t, path, replaced[path])
		} else {
			r.apply(t, replaced[path], replaced[path])
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	require.NoError(t, err)
	file := filepath.Join(dir, "overlay.json")
	require.NoError(t, os.WriteFile(file, overlay, 0o600))
	binary := filepath.Join(dir, name)
	cmd := exec.CommandContext(t.Context(), tool, "test", "-c", "-overlay", file,
		"-ldflags", "-X github.com/onrecord/onrecord/internal/crashtest_test.version="+name, "-o", binary, ".")
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return binary
}

// apply writes a source with the other rule.
func (r rule) apply(t *testing.T, from, to string) {
	t.Helper()
	source, err := os.ReadFile(from)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(source), r.is), "the rule to change stands elsewhere")
	require.NoError(t, os.WriteFile(to, []byte(strings.Replace(string(source), r.is, r.becomes, 1)), 0o600))
}

// versions is a house whose program is exchanged for another one.
type versions struct {
	*written
	t        *testing.T
	requests []uuid.UUID
}

// lapsing is how many of the requests nobody answers in time.
const lapsing = 6

func (v *versions) must(err error) {
	v.t.Helper()
	require.NoError(v.t, err)
}

// give gives a command, which must not be in doubt.
func give[In any](v *versions, o *operation.Operation[In, casework.Receipt], in In) (casework.Receipt, error) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, maxDoubt)
	defer cancel()
	receipt, err := client.Call(ctx, v.Client, o, in)
	require.False(v.t, lost(err), "a command is in doubt: %v", err)
	return receipt, err
}

func key(i int) string { return fmt.Sprintf("claim-%d", i) }

// furnish asks a party each about some claims. All letters are out when it returns.
func (v *versions) furnish() {
	for i := range underWay {
		_, err := give(v, operation.ClaimAdd, operation.InCase("story", writing.ClaimInput{Key: key(i), Statement: "It is so."}))
		v.must(err)
		party := fmt.Sprintf("party-%d", i)
		_, err = give(v, operation.PartyAdd, operation.Body(casework.PartyInput{Key: party, Name: party, Email: address(party)}))
		v.must(err)
		window := 48 * time.Hour
		if i >= underWay-lapsing {
			window = 20 * time.Second
		}
		receipt, err := give(v, operation.RequestAsk, operation.InCase("story", requests.AskInput{
			Party: party, Claims: []string{key(i)}, Questions: "Is it so?", AnswerBy: time.Now().Add(window),
		}))
		v.must(err)
		v.requests = append(v.requests, receipt.ID)
	}
	for _, r := range v.requests {
		v.comes(v.t, r, letters.DeliveryAccepted)
	}
}

func (v *versions) hold(i int) error {
	_, err := give(v, operation.ClaimHold, operation.OfClaim("story/"+key(i), operation.Reason("until Monday")))
	return err
}

func (v *versions) resume(i int) error {
	_, err := give(v, operation.ClaimResume, operation.OfClaim("story/"+key(i), operation.Reason("")))
	return err
}

func (v *versions) assess(i int) error {
	_, err := give(v, operation.ClaimAssess, operation.OfClaim("story/"+key(i), findings.AssessInput{Outcome: claim.Unverified, Rationale: "nobody knows"}))
	return err
}

func (v *versions) extend(i int) error {
	_, err := give(v, operation.RequestExtend, operation.OfRequest(v.requests[i], requests.ExtendInput{
		AnswerBy: time.Now().Add(72 * time.Hour), Reason: "they asked for more time",
	}))
	return err
}

func (v *versions) answer(i int) error {
	_, err := give(v, operation.AnswerRecord, operation.InCase("story", answers.AnswerInput{
		Party: fmt.Sprintf("party-%d", i), Channel: claim.ByPhone,
		Stances: []answers.StanceInput{{Claim: key(i), Stance: claim.Confirms, Statement: "Yes."}},
	}))
	return err
}

// settled waits until so many requests are answered, and those that nobody answers have lapsed.
func (v *versions) settled(n int) {
	eventually(v.ctx, v.t, "what nobody answers lapses", func() bool {
		ended := 0
		for i, id := range v.requests {
			r, err := client.Call(v.ctx, v.Client, operation.RequestShow, operation.RequestPath{Request: id})
			require.NoError(v.t, err)
			switch {
			case i < n && i < underWay-lapsing:
				require.Equal(v.t, letters.Answered, r.Lifecycle)
			case i >= underWay-lapsing && r.Lifecycle == letters.NoReply:
				ended++
			}
		}
		return ended == lapsing
	})
}

// examine looks at the record and the log: which programs decided, one after the
// other, and whether anything broke.
func (v *versions) examine(programs ...string) {
	r, err := record.OpenReadOnly(v.ctx, v.cfg.Database)
	v.must(err)
	defer r.Close()
	apart, err := crashtest.Apart(v.ctx, r)
	v.must(err)
	require.Empty(v.t, apart)
	verified, err := r.Verify(v.ctx, nil)
	v.must(err)
	require.Empty(v.t, verified.Problems)
	entries, err := r.Since(v.ctx, 0, 100_000)
	v.must(err)
	var wrote []string
	for _, e := range entries {
		wrote = append(wrote, e.Program)
	}
	require.Equal(v.t, programs, slices.Compact(wrote))
	text, err := os.ReadFile(v.log)
	v.must(err)
	require.NotContains(v.t, strings.ToLower(string(text)), "panic")
	require.NotContains(v.t, string(text), "does not fit", "another rule is no reason to start a workflow anew")
}
