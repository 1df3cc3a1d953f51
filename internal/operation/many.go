package operation

import "github.com/onrecord/onrecord/internal/casework"

// Acts on many things, each one transaction of the record. With try they say what
// would become of each, and why some cannot be done.
var (
	RequestAskMany = action("request-ask-many", "POST /cases/{case}/requests/many", casework.MayAsk, "Put requests to several parties at once",
		inCase((*casework.Door).AskMany))
	RequestExtendMany = action("request-extend-many", "POST /requests/extend", casework.MayAsk, "Move the answer-by instant of several requests at once",
		withBody((*casework.Door).ExtendMany))
	RequestWithdrawMany = action("request-withdraw-many", "POST /requests/withdraw", casework.MayAsk, "Stop asking what several requests ask",
		withBody((*casework.Door).WithdrawRequests))
	ClaimWithdrawMany = action("claim-withdraw-many", "POST /cases/{case}/claims/withdraw", casework.MayWriteClaims, "Give several claims up at once",
		inCase((*casework.Door).WithdrawMany))
	ClaimAssessMany = action("claim-assess-many", "POST /cases/{case}/claims/assess", casework.MayAssess, "Propose one outcome for several claims at once",
		inCase((*casework.Door).AssessMany))
	ClaimSignMany = action("claim-sign-many", "POST /cases/{case}/claims/sign", casework.MayReview, "Sign off several claims, each as it was seen",
		inCase((*casework.Door).SignMany))
	ClaimPublishMany = action("claim-publish-many", "POST /cases/{case}/claims/publish", casework.MayPublish, "Make several findings public at once",
		inCase((*casework.Door).PublishMany))
)
