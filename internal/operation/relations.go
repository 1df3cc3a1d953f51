package operation

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// What claims of a case are to one another, and what holds although something changed.
var (
	ClaimRelate = action("claim-relate", "POST /cases/{case}/claims/{claim}/relate", casework.MayWriteClaims,
		"Say that a claim rests on another one, contradicts or repeats it", ofClaim(besideNamed(writing.Relate)))
	ClaimUnrelate = action("claim-unrelate", "POST /cases/{case}/claims/{claim}/unrelate", casework.MayWriteClaims,
		"Say that it does so no more", ofClaim(besideNamed(writing.Unrelate)))
	ClaimUphold = action("claim-uphold", "POST /cases/{case}/claims/{claim}/uphold", casework.MayAssess,
		"Say why a claim stands although one that it rests on has fallen", ofClaim(besideNamed(writing.Uphold)))
	AnswersUphold = action("answers-uphold", "POST /cases/{case}/claims/{claim}/answers/uphold", casework.MayAssess,
		"Find that what a party said of earlier words of a claim holds for those that it has now", ofClaim(besideNamed(writing.UpholdAnswers)))
	AnswerWeigh = action("answer-weigh", "POST /cases/{case}/claims/{claim}/answers/weigh", casework.MayAssess,
		"Decide whether an answer that may not be the party's is its own", ofClaim(besideNamed(answers.Weigh)))
	AskingPutAside = action("asking-put-aside", "POST /cases/{case}/claims/{claim}/asking/put-aside", casework.MayAsk,
		"Decide not to ask a party about the words that a claim has now", ofClaim(besideNamed(writing.PutAskingAside)))
)
