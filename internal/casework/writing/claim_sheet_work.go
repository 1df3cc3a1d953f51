package writing

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// sheetLease is how long a list belongs to whoever works on it. It has to be longer
// than the transaction of the longest takes on a slow machine.
const sheetLease = 2 * time.Minute

// work sees to it that somebody works on a list. The lease in the record keeps several
// processes from doing the same; if they did, nothing would be added twice, as every
// claim has a key of its own.
func work(ctx context.Context, d *casework.Door, id uuid.UUID) <-chan struct{} {
	return d.Background().Work(ctx, id, func(ctx context.Context) { workOn(ctx, d, id) })
}

// workOn settles a list. What stops it, such as a record that does not answer,
// leaves it for whoever looks at the list next.
func workOn(ctx context.Context, d *casework.Door, id uuid.UUID) {
	now := d.Now()
	if mine, err := d.Record().LeaseSheet(ctx, id, now, now.Add(sheetLease)); err != nil || !mine {
		return
	}
	sheet, err := d.Record().Sheet(ctx, id)
	if err != nil {
		return
	}
	_ = settleLines(ctx, d, &sheet)                             // whoever looks at it next tries again, and is told
	sheet.Lease = time.Time{}                                   // free for that
	_ = d.Record().SaveSheet(context.WithoutCancel(ctx), sheet) // else the lease runs out
}

// settleLines settles what is left of a list, in one transaction. Whether the person
// who adds it may still do so is asked anew.
func settleLines(ctx context.Context, d *casework.Door, sheet *lists.Sheet) error {
	l, err := d.Library(ctx, sheet.Text)
	if err != nil {
		return err
	}
	lines := casework.Read[[]sheetLine](l, sheet.Text)
	var result sheetResult
	if err := json.Unmarshal(sheet.Result, &result); err != nil {
		return fmt.Errorf("decode the result of a list of claims: %w", err)
	}
	caller, c, err := adder(ctx, d, sheet)
	switch {
	case err == nil:
		err = settle(ctx, d, caller, c, sheet, lines[sheet.Next:], &result)
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
func adder(ctx context.Context, d *casework.Door, sheet *lists.Sheet) (casework.Caller, *cases.Case, error) {
	caller, err := d.Authenticate(ctx, sheet.Person.String())
	if err == nil {
		err = caller.May(casework.MayWriteClaims)
	}
	if err != nil {
		return caller, nil, err
	}
	c, err := d.CaseByID(ctx, caller, sheet.Case, sheet.Case.String())
	return caller, c, err
}

// settle adds some lines in one transaction of the record, and takes what became
// of each into the result. Their workflows start behind it.
func settle(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, sheet *lists.Sheet, lines []sheetLine, result *sheetResult) error {
	if err := nameLines(ctx, d, c, lines); err != nil {
		return err
	}
	errs, acts, at, err := addingLines(ctx, d, caller, c, sheet, lines)
	if err != nil {
		return err
	}
	done, err := d.Record().Do(ctx, claim.Doing{Acts: acts, Now: d.Now()})
	if err != nil {
		return err
	}
	isNew := make([]bool, len(lines))
	for i, one := range done {
		isNew[at[i]], errs[at[i]] = true, nil
		if one.Refused != nil {
			errs[at[i]] = one.Refused
		}
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
func addingLines(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, sheet *lists.Sheet, lines []sheetLine) (
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
		keyed := d.Keyed(casework.WithKey(ctx, d.IDOf("line", sheet.ID.String()+"/"+strconv.Itoa(sheet.Next+i))))
		add, err := prepareClaim(keyed, d, caller, c, line.ClaimInput, names)
		if claim.CodeOf(err).Fault() {
			return nil, nil, nil, err
		}
		if errs[i] = err; err != nil || add.there {
			continue
		}
		acts = append(acts, claim.Act{To: claim.Stream{Kind: claim.StreamClaim, ID: add.made.ID}, Command: casework.Command(keyed, caller, nil)})
		at, bodies, texts = append(at, i), append(bodies, add.body), append(texts, add.text)
	}
	refs, err := d.Record().Put(ctx, texts...)
	for i, ref := range refs {
		bodies[i].Text = ref
		acts[i].Command.Body = bodies[i]
	}
	return errs, acts, at, err
}

// nameLines gives every line without a key one of its own. It comes to the same
// keys whenever it is done again.
func nameLines(ctx context.Context, d *casework.Door, c *cases.Case, lines []sheetLine) error {
	taken := map[string]bool{}
	for i := range lines {
		l := &lines[i]
		if l.Key == "" && l.Wrong == "" {
			key, err := freeKey(ctx, d, c, l.Statement, taken)
			if err != nil {
				return err
			}
			l.Key = key
		}
		taken[l.Key] = true
	}
	return nil
}
