package claim_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
)

// TestARefusalSaysWhatIsSo, and not what is so of other claims.
func TestARefusalSaysWhatIsSo(t *testing.T) {
	refusal := func(w *world, body claim.Body) string {
		_, err := w.as(reviewer, claimStream("c"), body)
		if err == nil {
			w.t.Fatalf("%s was taken", body.CommandKind())
		}
		return err.Error()
	}
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	for _, body := range []claim.Body{finding.Retract{Reason: "why"}, verification.Correct{Reason: "why"}, finding.TakeDown{Reason: "why"}} {
		if got := refusal(w, body); !strings.Contains(got, "was ever published") {
			t.Errorf("%s: %s", body.CommandKind(), got)
		}
	}
	w.must(editor, claimStream("c"), finding.Assess{Outcome: claim.Unverified, Rationale: "because", AsOf: w.now})
	if got := refusal(w, finding.Sign{Subject: "nonsense"}); !strings.Contains(got, `"nonsense" is no hash`) || strings.Contains(got, "has changed") {
		t.Errorf("nonsense: %s", got)
	}
	if got := refusal(w, finding.Sign{Subject: strings.Repeat("ab", 32)}); !strings.Contains(got, "has changed since") {
		t.Errorf("another hash: %s", got)
	}
}
