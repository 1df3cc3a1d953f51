package operation

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// Acts on many things, each one transaction of the record. With try they say what
// would become of each, and why some cannot be done.
var (
	RequestAskMany = action("request-ask-many", "POST /cases/{case}/requests/many", casework.MayAsk, "Put requests to several parties at once",
		inCase(besideNamed(requests.AskMany)))
	RequestExtendMany = action("request-extend-many", "POST /requests/extend", casework.MayAsk, "Move the answer-by instant of several requests at once",
		withBody(beside(requests.ExtendMany)))
	RequestWithdrawMany = action("request-withdraw-many", "POST /requests/withdraw", casework.MayAsk, "Stop asking what several requests ask",
		withBody(beside(requests.WithdrawMany)))
	ClaimWithdrawMany = action("claim-withdraw-many", "POST /cases/{case}/claims/withdraw", casework.MayWriteClaims, "Give several claims up at once",
		inCase(besideNamed(writing.WithdrawMany)))
	ClaimAssessMany = action("claim-assess-many", "POST /cases/{case}/claims/assess", casework.MayAssess, "Propose one outcome for several claims at once",
		inCase(besideNamed(findings.AssessMany)))
	ClaimSignMany = action("claim-sign-many", "POST /cases/{case}/claims/sign", casework.MayReview, "Sign off several claims, each as it was seen",
		inCase(besideNamed(findings.SignMany)))
	ClaimPublishMany = action("claim-publish-many", "POST /cases/{case}/claims/publish", casework.MayPublish, "Make several findings public at once",
		inCase(besideNamed(findings.PublishMany)))
)
