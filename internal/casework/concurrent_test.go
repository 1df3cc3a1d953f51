package casework_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// attempts is how many things are tried with one claim at once.
const attempts = 1000

func TestOfAThousandAttemptsAtOnceExactlyTheLegalOnesSucceed(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		d.Claims("vault7", "a")
		d.Person("ada", claim.Reviewer)
		signers := []casework.Caller{d.Who("jonas"), d.Who("ada")}
		propose := findings.AssessInput{Outcome: claim.Unverified, Rationale: "So it is."}
		_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", propose)
		require.NoError(t, err)
		require.NoError(t, signs(d, signers[0]))

		var proposed, signed, published, corrected atomic.Int64
		count := func(n *atomic.Int64, err error) {
			if err == nil {
				n.Add(1)
			} else if claim.CodeOf(err).Fault() {
				t.Errorf("%v", err)
			}
		}
		var ready, done sync.WaitGroup
		start := make(chan struct{})
		for i := range attempts {
			ready.Add(1)
			done.Go(func() {
				ready.Done()
				<-start
				switch {
				case i%50 == 0:
					_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", propose)
					count(&proposed, err)
				case i%50 == 1:
					_, err := writing.Correct(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", casework.ReasonInput{Reason: "We look again."})
					count(&corrected, err)
				case i%2 == 0:
					count(&signed, signs(d, signers[i/2%2]))
				default:
					_, err := findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Reason: "More is known."})
					count(&published, err)
				}
			})
		}
		ready.Wait()
		close(start)
		done.Wait()

		c, err := d.Desk.TheClaim(d.Ctx(), d.Mara, "vault7/a")
		require.NoError(t, err)
		entries, err := d.Desk.Record.Entries(d.Ctx(), c.Stream())
		require.NoError(t, err)
		facts := legal(t, c, entries)
		require.EqualValues(t, 1+proposed.Load(), facts["claim.outcome_proposed"])
		require.EqualValues(t, published.Load(), facts["claim.published"])
		require.EqualValues(t, corrected.Load(), facts["claim.moved"])
		require.GreaterOrEqual(t, 1+signed.Load(), facts["claim.signed"], "who signs the same twice is answered, and signs once")
		require.Positive(t, facts["claim.published"])
	})
}

// signs looks at the claim and signs what is there, and looks again if it has changed
// meanwhile, a few times.
func signs(d *caseworktest.Case, who casework.Caller) error {
	var err error
	for range 3 {
		var c *verification.Claim
		if c, err = d.Desk.TheClaim(d.Ctx(), who, "vault7/a"); err != nil {
			return err
		}
		if _, err = findings.Sign(d.Ctx(), d.Desk.Door, who, "vault7/a", findings.ReviewInput{Subject: c.Subject()}); claim.CodeOf(err) != claim.CodeStale {
			return err
		}
	}
	return err
}

// legal goes through what the record took, one entry after the other, holds each to
// what stood there before it, and counts them.
func legal(t *testing.T, c *verification.Claim, entries []claim.Entry) map[string]int64 {
	t.Helper()
	facts := map[string]int64{}
	was := claim.New(claim.StreamClaim, c.ID).(*verification.Claim)
	for _, e := range entries {
		switch f := e.Fact.(type) {
		case finding.ClaimSigned:
			require.Equal(t, claim.StageInReview, was.Stage)
			require.Equal(t, was.Subject(), f.Subject, "signed is what stood there")
			require.Empty(t, was.OwnWork(f.By))
			require.False(t, slices.ContainsFunc(was.ValidSignOffs(), func(s finding.SignOff) bool { return s.By == f.By }), "nobody signs the same twice")
		case finding.ClaimPublished:
			require.Equal(t, claim.StageSignedOff, was.Stage)
			require.Equal(t, was.Subject(), f.Subject)
			require.NotEmpty(t, was.ValidSignOffs(), "published is what was signed")
			require.Equal(t, len(was.Publications) == 0, f.Kind == finding.FirstPublication)
		case finding.OutcomeProposed:
			require.Contains(t, []claim.Stage{claim.StageOpen, claim.StageInReview, claim.StageCorrecting}, was.Stage)
		}
		facts[e.Fact.FactKind()]++
		was.Evolve(e)
	}
	return facts
}
