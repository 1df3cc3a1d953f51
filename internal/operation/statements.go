package operation

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// What parties say of their own accord, who has it from whom, and whether the claimant
// is named.
var (
	StatementRecord = create("statement-record", "POST /cases/{case}/claims/{claim}/statements", casework.MayRecordAnswers,
		"Record what a party said without having been asked", ofClaim(besideNamed(writing.RecordStatement)))
	StatementWithdraw = action("statement-withdraw", "POST /cases/{case}/claims/{claim}/statements/{statement}/withdraw", casework.MayRecordAnswers,
		"Withdraw a statement that was not recorded as it was made",
		func(ctx context.Context, on Parts, who casework.Caller, in StatementWith[Because]) (casework.Receipt, error) {
			return writing.WithdrawStatement(ctx, on.Door, who, in.name(), in.Statement, given(in.Body))
		})
	IndependenceContest = create("independence-contest", "POST /cases/{case}/claims/{claim}/contests", casework.MayWriteClaims,
		"Say that two origins of a claim are one", ofClaim(besideNamed(writing.ContestIndependence)))
	IndependenceRestore = action("independence-restore", "POST /cases/{case}/claims/{claim}/contests/{contest}/withdraw", casework.MayWriteClaims,
		"Take back that two origins of a claim are one",
		func(ctx context.Context, on Parts, who casework.Caller, in ContestWith[Because]) (casework.Receipt, error) {
			return writing.WithdrawContest(ctx, on.Door, who, in.name(), in.Contest, given(in.Body))
		})
	ClaimDisclose = action("claim-disclose", "POST /cases/{case}/claims/{claim}/disclose", casework.MayWriteClaims,
		"Decide whether the claimant is named to those who are asked, and to the public", ofClaim(besideNamed(writing.DiscloseClaimant)))
)

// StatementPath names a statement about a claim.
type StatementPath struct {
	ClaimPath
	Statement uuid.UUID `path:"statement" format:"uuid" doc:"identifier"`
}

// StatementWith goes into what is done with a statement.
type StatementWith[B any] struct {
	StatementPath
	Body B
}

// OfStatement is the input of what is done with a statement about the claim called "case/key".
func OfStatement[B any](name string, statement uuid.UUID, body B) StatementWith[B] {
	return StatementWith[B]{StatementPath{ClaimNamed(name), statement}, body}
}

// ContestPath names a doubt about the independence of a claim's origins.
type ContestPath struct {
	ClaimPath
	Contest uuid.UUID `path:"contest" format:"uuid" doc:"identifier"`
}

// ContestWith goes into what is done with a doubt.
type ContestWith[B any] struct {
	ContestPath
	Body B
}

// OfContest is the input of what is done with a doubt about the claim called "case/key".
func OfContest[B any](name string, contest uuid.UUID, body B) ContestWith[B] {
	return ContestWith[B]{ContestPath{ClaimNamed(name), contest}, body}
}
