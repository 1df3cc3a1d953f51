package export_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/export"
)

func TestASeriesIsOneTableOfTheReport(t *testing.T) {
	of := func(party, name string, stage claim.Stage, o claim.Outcome) report.ClaimReport {
		return report.ClaimReport{
			Key: "contact-" + party, Statement: "Somebody wrote to " + name + ".", Stage: stage, Outcome: o,
			Series: &report.InSeriesReport{Key: "contact", Party: party, Name: name},
		}
	}
	r := vault7()
	r.Series = []report.SeriesReport{{Key: "contact", Statement: "Somebody wrote to {party}.", Claims: []string{"contact-google", "contact-apple"}}}
	published := of("google", "Google | Inc.", claim.StagePublished, claim.Refuted)
	published.AsOf = ptr(at(16, 18))
	r.Claims = append(r.Claims, published, of("apple", "Apple", claim.StageOpen, claim.Unverified))
	var out bytes.Buffer
	require.NoError(t, export.Markdown(&out, r))
	require.Contains(t, out.String(), `## contact: a series

> Somebody wrote to …

| About | Claim | Stage | Outcome |
|---|---|---|---|
| Google \| Inc. | contact-google | published | **refuted**, as of 18:00 UTC on 16 March 2017 |
| Apple | contact-apple | open | **unverified** |

`)
}
