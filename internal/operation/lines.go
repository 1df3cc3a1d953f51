package operation

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// CaseLine is the sentence that can be printed.
var CaseLine = action("case-line", "GET /cases/{case}/line", casework.MayReadCases, "Say who has confirmed and who has not, in a short and a long form",
	func(ctx context.Context, on Parts, who casework.Caller, in LineOf) (report.LineReport, error) {
		names := strings.FieldsFunc(in.About, func(r rune) bool { return r == ',' || r == ' ' })
		return on.Reads.Line(ctx, who, in.Case, report.LineQuery{AsOf: in.at(), Public: in.Public, About: names})
	})

// LineOf picks a line of a case.
type LineOf struct {
	CaseAsOf
	Public bool   `query:"public" doc:"as it would be printed: without sources that may not be named, and in a restricted case with nobody who has not spoken on the record"`
	About  string `query:"about" maxLength:"10000" doc:"keys or identifiers of claims, or identifiers of series, with commas between; what the case has chosen if left out"`
}

// LineAt picks the line of a case at an instant; nil means now.
func LineAt(name string, asOf *time.Time, public bool, about ...string) LineOf {
	return LineOf{CaseAt(name, asOf), public, strings.Join(about, ",")}
}

// The line that is about to be printed.
var (
	PrintCheck = action("print-check", "GET /cases/{case}/print", casework.MayReadCases, "Say what speaks against printing the line of a case",
		func(ctx context.Context, on Parts, who casework.Caller, in CaseAsOf) (reading.PrintCheck, error) {
			return on.Reads.PrintCheck(ctx, who, in.Case, in.at())
		})
	LineFreeze = create("line-freeze", "POST /cases/{case}/lines", casework.MayPublish,
		"Freeze the line of a case as it is to be printed; whoever has the link that comes back reads it, and can check that the record holds it",
		func(ctx context.Context, on Parts, who casework.Caller, in CaseWith[findings.LineInput]) (casework.Receipt, error) {
			found, err := on.Reads.LineToFreeze(ctx, who, in.Case, in.Body.At)
			if err != nil {
				return casework.Receipt{}, err
			}
			return findings.FreezeLine(ctx, on.Door, who, in.Case, found, in.Body)
		})
	LineWithdraw = action("line-withdraw", "POST /cases/{case}/lines/{line}/withdraw", casework.MayPublish,
		"Withdraw a line that was frozen: its page says so, and shows the sentence no more",
		func(ctx context.Context, on Parts, who casework.Caller, in LineWith) (casework.Receipt, error) {
			return findings.WithdrawLine(ctx, on.Door, who, in.Case, in.Line, given(in.Body))
		})
)

// LineWith goes into what is done with a frozen line.
type LineWith struct {
	CasePath
	Line uuid.UUID `path:"line" format:"uuid" doc:"its code"`
	Body Because
}

// OfLine names a frozen line of a case.
func OfLine(caseName string, line uuid.UUID, reason string) LineWith {
	return LineWith{CasePath{caseName}, line, Reason(reason)}
}
