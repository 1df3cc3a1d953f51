package timeline

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// sourceText says what happened to who says what, and who has it from whom; it is empty
// for any other fact.
func (t teller) sourceText(key string, e claim.Entry) string {
	switch f := e.Fact.(type) {
	case sources.StatementWithdrawn:
		return fmt.Sprintf("%s: withdrew a statement, as it was not recorded as it was made%s", key, nowAt(f.Stage))
	case sources.AnswersUpheld:
		return fmt.Sprintf("%s: found that what %s said of earlier words holds for those of now%s", key, t.PartyCalled(f.Party), nowAt(f.Stage))
	case sources.AnswerWeighed:
		if f.ItsOwn {
			return fmt.Sprintf("%s: found that an answer that was in doubt is the party's own%s", key, nowAt(f.Stage))
		}
		return fmt.Sprintf("%s: found that an answer is not the party's, and counts for nothing%s", key, nowAt(f.Stage))
	case sources.EvidenceUpheld:
		return fmt.Sprintf("%s: found that evidence of earlier words stands for those of now%s", key, nowAt(f.Stage))
	case verification.AskingPutAside:
		return fmt.Sprintf("%s: decided not to ask %s about the words of now", key, t.PartyCalled(f.Party))
	case sources.IndependenceContested:
		return fmt.Sprintf("%s: two of its origins are held to be one%s", key, nowAt(f.Stage))
	case sources.ContestWithdrawn:
		return fmt.Sprintf("%s: took back that two of its origins are one%s", key, nowAt(f.Stage))
	case verification.ClaimantDisclosed:
		if f.Name {
			return fmt.Sprintf("%s: decided that the claimant is named to those who are asked, and to the public%s", key, nowAt(f.Stage))
		}
		return fmt.Sprintf("%s: decided that the claimant is not named outside the desk%s", key, nowAt(f.Stage))
	}
	return ""
}

// whoSaid names who said something; of a statement that nobody asked for it says that
// somebody recorded it.
func (t teller) whoSaid(s sources.Said) string {
	if s.Unasked() {
		return "recorded a statement of " + t.PartyCalled(s.Party) + ":"
	}
	return t.name(s.Party)
}

// how says through whom a statement came.
func (t teller) how(s sources.Said) string {
	if len(s.Way) == 0 {
		return ""
	}
	return ", " + casework.Through(t.PartiesCalled(s.Way))
}
