package writing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func addAll(ctx context.Context, d *caseworktest.Case, in writing.SheetInput) writing.SheetProgress {
	d.T.Helper()
	p, err := writing.AddClaims(ctx, d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(d.T, err)
	require.Eventually(d.T, func() bool {
		p, err = writing.Sheet(d.Ctx(), d.Desk.Door, d.Mara, "vault7", p.ID)
		return err == nil && p.Settled
	}, time.Minute, 5*time.Millisecond)
	return p
}

func TestAddingManyClaims(t *testing.T) {
	d := caseworktest.New(t)
	d.Claims("vault7", "a")
	in := writing.SheetInput{Text: " - Google was told.\r\n\r\nApple was told.\nGoogle was told.\n  " + strings.Repeat("x", 2001) + "\nقيل لها ذلك.\nقيل له ذلك.\n"}
	ctx := casework.WithKey(d.Ctx(), uuid.New())
	p := addAll(ctx, d, in)
	require.Equal(t, 4, p.Added)
	require.Equal(t, 6, p.Total)
	require.Len(t, p.Refused, 2)
	require.Equal(t, writing.SheetRefusal{Line: 4, Statement: "Google was told.", Why: "line 1 says the same"}, p.Refused[0])
	require.Contains(t, p.Refused[1].Why, "longer than 2000 characters")
	require.Equal(t, 5, p.Refused[1].Line)
	r := d.Report("vault7")
	require.Len(t, r.Claims, 5)

	require.Equal(t, p, addAll(ctx, d, in), "the same form, sent again")
	again := addAll(d.Ctx(), d, in)
	require.Equal(t, 4, again.There, "the same list, in another form")
	require.Equal(t, 0, again.Added)
	require.Len(t, d.Report("vault7").Claims, 5)
	require.Empty(t, d.Page(reading.CaseQuery{}).Sheets)
}

func TestAListInCSV(t *testing.T) {
	d := caseworktest.New(t)
	p := addAll(d.Ctx(), d, writing.SheetInput{Tier: claim.Sensitive, Text: "\ufeffStatement,claimant,Where,made_at,subjects,tier\n" +
		`"Google, it says, was told.",WikiLeaks,https://example.org/1,2017-03-09T17:00:00Z,Google; Alphabet,routine` + "\n" +
		"Apple was told.,WikiLeaks\n" +
		"Mozilla was told.,,,yesterday\n" +
		"One,two,three,,,,too many\n"})
	require.Equal(t, 2, p.Added)
	require.Len(t, p.Refused, 2)
	require.Contains(t, p.Refused[0].Why, `"yesterday" is no date and no instant`)
	require.Contains(t, p.Refused[1].Why, "more than 6 columns")
	claims := d.Report("vault7").Claims
	require.Len(t, claims, 2)
	for _, c := range claims {
		if c.Tier == claim.Routine {
			require.Equal(t, "Google, it says, was told.", c.Statement)
			require.Equal(t, []string{"Google", "Alphabet"}, c.Subjects)
			require.Equal(t, "2017-03-09T17:00:00Z", c.MadeAt.String())
		} else {
			require.Equal(t, "WikiLeaks", c.Claimant)
			require.Equal(t, claim.Sensitive, c.Tier)
		}
	}
}

// TestAListKeepsItsOrder: claims stand in the case as they stand in the list.
func TestAListKeepsItsOrder(t *testing.T) {
	for name, separator := range map[string]string{"commas": ",", "semicolons": ";", "tabs": "\t", "bars": "|"} {
		t.Run(name, func(t *testing.T) {
			d := caseworktest.New(t)
			var want []string
			text := "claimant" + separator + "statement\n"
			for i := range 40 {
				want = append(want, fmt.Sprintf("It is so, %d; or so, as they say.", (i*17)%40))
				text += "mill" + separator + `"` + want[i] + "\"\n"
			}
			p := addAll(d.Ctx(), d, writing.SheetInput{Text: text})
			require.Equal(t, len(want), p.Added)
			var got []string
			for _, c := range d.Report("vault7").Claims {
				require.Equal(t, "mill", c.Claimant)
				got = append(got, c.Statement)
			}
			require.Equal(t, want, got)
		})
	}
}

func TestAListThatIsRefusedAsAWhole(t *testing.T) {
	d := caseworktest.New(t)
	for name, test := range map[string]struct {
		in   writing.SheetInput
		code claim.Code
	}{
		"empty":          {writing.SheetInput{Text: " \n\n"}, claim.CodeInvalid},
		"too many lines": {writing.SheetInput{Text: strings.Repeat("x\n", writing.MaxSheetLines+1)}, claim.CodeTooLarge},
		"too long":       {writing.SheetInput{Text: strings.Repeat("x", writing.MaxSheetBytes+1)}, claim.CodeTooLarge},
		"odd column":     {writing.SheetInput{Text: "statement,colour\nIt is so.,red"}, claim.CodeInvalid},
	} {
		_, err := writing.AddClaims(d.Ctx(), d.Desk.Door, d.Mara, "vault7", test.in)
		require.Contains(t, caseworktest.Refused(t, test.code, err).Fields, "text", name)
	}
}

// TestAThousandClaimsSurviveAClosedPage: whoever sent them goes away at once.
func TestAThousandClaimsSurviveAClosedPage(t *testing.T) {
	d := caseworktest.New(t)
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "Party number %d was told.\n", i)
	}
	ctx, closed := context.WithCancel(casework.WithKey(d.Ctx(), uuid.New()))
	in := writing.SheetInput{Text: text.String()}
	began := time.Now()
	go closed()
	_, _ = writing.AddClaims(ctx, d.Desk.Door, d.Mara, "vault7", in)
	require.Less(t, time.Since(began), 10*time.Second)
	p := addAll(context.WithoutCancel(ctx), d, in)
	require.Equal(t, 1000, p.Added)
	require.Len(t, d.Report("vault7").Claims, 1000)
	t.Logf("1,000 claims in %s", time.Since(began))
}

// TestRightsAreAskedAnewWhileAListIsAdded: whoever may no longer write claims
// adds none.
func TestRightsAreAskedAnewWhileAListIsAdded(t *testing.T) {
	d := caseworktest.New(t)
	ivo := d.Person("ivo", claim.Reporter)
	_, err := staff.ChangeRoles(d.Ctx(), d.Desk.Door, d.Mara, "ivo", staff.RolesInput{Roles: []claim.Role{claim.Auditor}})
	require.NoError(t, err)
	p, err := writing.AddClaims(d.Ctx(), d.Desk.Door, ivo, "vault7", writing.SheetInput{Text: "It is so.\nIt is not so."})
	require.NoError(t, err)
	require.True(t, p.Settled)
	require.Len(t, p.Refused, 2)
	require.Empty(t, d.Report("vault7").Claims)
}

// TestAListGoesOnAfterTheProgramWasStopped: what is left is added when somebody
// looks at it, and nothing twice.
func TestAListGoesOnAfterTheProgramWasStopped(t *testing.T) {
	dir := t.TempDir()
	start := func() *caseworktest.Case {
		desk, err := apitest.Open(t.Context(), dir)
		require.NoError(t, err)
		d := &caseworktest.Case{T: t, Desk: desk}
		d.Mara = d.Who(apitest.Admin)
		return d
	}
	d := start()
	d.Person("jonas", claim.Reviewer)
	d.Open(writing.CaseInput{Slug: "vault7", Title: "Vault 7"})
	var text strings.Builder
	for i := range 400 {
		fmt.Fprintf(&text, "Party number %d was told.\n", i)
	}
	ctx, leave := context.WithTimeout(casework.WithKey(d.Ctx(), uuid.New()), time.Millisecond)
	defer leave()
	in := writing.SheetInput{Text: text.String()}
	_, _ = writing.AddClaims(ctx, d.Desk.Door, d.Mara, "vault7", in)
	d.Desk.Background().Stop()
	require.Contains(t, []int{0, 400}, len(d.Report("vault7").Claims), "all or none")

	require.NoError(t, d.Desk.Close())
	d = start()
	defer func() { require.NoError(t, d.Desk.Close()) }()
	require.NoError(t, writing.ResumeSheets(d.Ctx(), d.Desk.Door))
	p := addAll(context.WithoutCancel(ctx), d, in)
	require.Equal(t, 400, p.Added+p.There)
	require.Empty(t, p.Refused)
	require.Len(t, d.Report("vault7").Claims, 400)
}
