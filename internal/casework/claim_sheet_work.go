package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
)

// sheetLease is how long a list belongs to whoever works on it. It has to be longer
// than the transaction of the longest takes on a slow machine.
const sheetLease = 2 * time.Minute

// sheetRunner works on lists of claims, in the background and one worker per
// list. The lease in the record keeps several processes from doing the same; if
// they did, nothing would be added twice, as every claim has a key of its own.
type sheetRunner struct {
	mu      sync.Mutex
	running map[uuid.UUID]chan struct{} // closed when the work ends
	cancels map[uuid.UUID]context.CancelFunc
	stopped bool
}

// work sees to it that somebody works on a list. The channel is closed when
// this process has stopped working on it.
func (r *sheetRunner) work(ctx context.Context, d *Door, id uuid.UUID) <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if done, ok := r.running[id]; ok {
		return done
	}
	done := make(chan struct{})
	if r.stopped {
		close(done)
		return done
	}
	if r.running == nil {
		r.running, r.cancels = map[uuid.UUID]chan struct{}{}, map[uuid.UUID]context.CancelFunc{}
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx)) // whoever asked may close the page
	r.running[id], r.cancels[id] = done, cancel
	go func() {
		defer func() {
			cancel()
			r.mu.Lock()
			defer r.mu.Unlock()
			delete(r.running, id)
			delete(r.cancels, id)
			close(done)
		}()
		d.workOn(ctx, id)
	}()
	return done
}

// stop ends all work, and waits for the end of it. What is left goes on when
// the program runs again.
func (r *sheetRunner) stop() {
	r.mu.Lock()
	r.stopped = true
	for _, cancel := range r.cancels {
		cancel()
	}
	var waiting []chan struct{}
	for _, done := range r.running {
		waiting = append(waiting, done)
	}
	r.mu.Unlock()
	for _, done := range waiting {
		<-done
	}
}

// workOn settles a list. What stops it, such as a record that does not answer,
// leaves it for whoever looks at the list next.
func (d *Door) workOn(ctx context.Context, id uuid.UUID) {
	now := d.Now()
	if mine, err := d.store.LeaseSheet(ctx, id, now, now.Add(sheetLease)); err != nil || !mine {
		return
	}
	sheet, err := d.store.Sheet(ctx, id)
	if err != nil {
		return
	}
	_ = d.settleLines(ctx, &sheet)                           // whoever looks at it next tries again, and is told
	sheet.Lease = time.Time{}                                // free for that
	_ = d.store.SaveSheet(context.WithoutCancel(ctx), sheet) // else the lease runs out
}

// settleLines settles what is left of a list, in one transaction. Whether the person
// who adds it may still do so is asked anew.
func (d *Door) settleLines(ctx context.Context, sheet *lists.Sheet) error {
	l, err := d.Library(ctx, sheet.Text)
	if err != nil {
		return err
	}
	lines := Read[[]sheetLine](l, sheet.Text)
	var result sheetResult
	if err := json.Unmarshal(sheet.Result, &result); err != nil {
		return fmt.Errorf("decode the result of a list of claims: %w", err)
	}
	caller, c, err := d.adder(ctx, sheet)
	switch {
	case err == nil:
		err = d.settle(ctx, caller, c, sheet, lines[sheet.Next:], &result)
	case !claim.CodeOf(err).Fault():
		for i := sheet.Next; i < len(lines); i++ { // each is refused for the same reason
			result.Refused = append(result.Refused, refusedOfList{i, err.Error()})
		}
		err = nil
	}
	if err != nil {
		return err
	}
	sheet.Next, sheet.Settled = len(lines), true
	sheet.Result, err = json.Marshal(result)
	return err
}

// adder is the person who adds a list, with the rights that she has now.
func (d *Door) adder(ctx context.Context, sheet *lists.Sheet) (Caller, *cases.Case, error) {
	caller, err := d.Authenticate(ctx, sheet.Person.String())
	if err == nil {
		err = caller.May(MayWriteClaims)
	}
	if err != nil {
		return caller, nil, err
	}
	c, err := d.CaseByID(ctx, caller, sheet.Case, sheet.Case.String())
	return caller, c, err
}

// settle adds some lines in one transaction of the record, and takes what became
// of each into the result. Their workflows start behind it.
func (d *Door) settle(ctx context.Context, caller Caller, c *cases.Case, sheet *lists.Sheet, lines []sheetLine, result *sheetResult) error {
	if err := d.nameLines(ctx, c, lines); err != nil {
		return err
	}
	errs, acts, at, err := d.addingLines(ctx, caller, c, sheet, lines)
	if err != nil {
		return err
	}
	done, err := d.store.Do(ctx, claim.Doing{Acts: acts, Now: d.Now()})
	if err != nil {
		return err
	}
	isNew := make([]bool, len(lines))
	for i, one := range done {
		isNew[at[i]], errs[at[i]] = true, refusal(one)
	}
	for i, err := range errs {
		switch {
		case err != nil:
			result.Refused = append(result.Refused, refusedOfList{sheet.Next + i, err.Error()})
		case isNew[i]:
			result.Added++
		default:
			result.There++
		}
	}
	return nil
}

// addingLines are the commands for the lines that are not there yet, with the
// line of each, and what is wrong with a line.
func (d *Door) addingLines(ctx context.Context, caller Caller, c *cases.Case, sheet *lists.Sheet, lines []sheetLine) (
	errs []error, acts []claim.Act, at []int, err error,
) {
	errs = make([]error, len(lines))
	var bodies []verification.AddClaim
	names := d.Namer(ctx, caller)
	var texts []claim.Content
	for i, line := range lines {
		if line.Wrong != "" {
			errs[i] = claim.Errorf(claim.CodeInvalid, "%s", line.Wrong)
			continue
		}
		keyed := d.Keyed(WithKey(ctx, d.IDOf("line", sheet.ID.String()+"/"+strconv.Itoa(sheet.Next+i))))
		add, err := d.adding(keyed, c, line.ClaimInput, names)
		if claim.CodeOf(err).Fault() {
			return nil, nil, nil, err
		}
		if errs[i] = err; err != nil || add.there {
			continue
		}
		acts = append(acts, claim.Act{To: claim.Stream{Kind: claim.StreamClaim, ID: add.made.ID}, Command: Command(keyed, caller, nil)})
		at, bodies, texts = append(at, i), append(bodies, add.body), append(texts, add.text)
	}
	refs, err := d.store.Put(ctx, texts...)
	for i, ref := range refs {
		bodies[i].Text = ref
		acts[i].Command.Body = bodies[i]
	}
	return errs, acts, at, err
}

// nameLines gives every line without a key one of its own. It comes to the same
// keys whenever it is done again.
func (d *Door) nameLines(ctx context.Context, c *cases.Case, lines []sheetLine) error {
	taken := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		if l.Key == "" && l.Wrong == "" {
			key, err := d.freeKey(ctx, c, l.Statement, taken)
			if err != nil {
				return err
			}
			l.Key = key
		}
		taken[l.Key] = true
	}
	return nil
}

// freeKey makes a short name from a statement, with a few letters more if the
// case, or the list that is being added, has that name for other words.
func (d *Door) freeKey(ctx context.Context, c *cases.Case, statement string, taken map[string]bool) (string, error) {
	key := claimSlug(statement)
	sum := sha256.Sum256([]byte(statement))
	longer := key + "-" + hex.EncodeToString(sum[:4])
	if taken[key] {
		return longer, nil
	}
	there, err := Load[*verification.Claim](ctx, d.store, claim.StreamClaim, ClaimID(c, key))
	if err != nil || there.Version == 0 {
		return key, err
	}
	l, err := d.Library(ctx, there.Text)
	if Read[claim.ClaimText](l, there.Text).Statement == statement {
		return key, err
	}
	return longer, err
}

// claimSlug is the short name that a statement gives, if it has letters from a to z.
func claimSlug(statement string) string {
	if !strings.ContainsFunc(strings.ToLower(statement), func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return "claim"
	}
	return Slug(statement)
}
