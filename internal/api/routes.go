package api

import "github.com/onrecord/onrecord/internal/casework"

// routes is every route there is. Names are accepted wherever identifiers are.
func (s *server) routes() {
	// People: who is on the desk, and what they may do.
	route(s, op{"person-list", "GET", "/people", casework.MayReadPeople, "List the people of the desk"}, s.personList)
	create(s, op{"person-add", "POST", "/people", casework.MayWritePeople, "Add a person to the desk"}, s.personAdd)
	route(s, op{"person-roles", "PUT", "/people/{person}/roles", casework.MayWritePeople, "Replace a person's roles"}, s.personRoles)

	route(s, op{"person-show", "GET", "/people/{person}", casework.MayReadPeople, "Show a person"}, s.personShow)
	route(s, op{"person-profile", "PUT", "/people/{person}/profile", casework.MayWritePeople, "Give a person another name or address"}, s.personProfile)
	create(s, op{"person-invite", "POST", "/people/{person}/invitation", casework.MayWritePeople, "Make a one-time link for a person to join"}, s.personInvite)
	route(s, op{"person-disable", "POST", "/people/{person}/disable", casework.MayWritePeople, "Take the right to do anything from a person"}, s.personDisable)
	route(s, op{"person-enable", "POST", "/people/{person}/enable", casework.MayWritePeople, "Give a disabled person back what the roles allow"}, s.personEnable)

	// Who asks, and the API tokens of that person.
	route(s, op{"me", "GET", "/me", aPerson, "Show who is asking"}, s.me)
	route(s, op{"token-list", "GET", "/me/tokens", ownAccount, "List your API tokens"}, s.tokenList)
	create(s, op{"token-make", "POST", "/me/tokens", ownAccount, "Make an API token"}, s.tokenMake)
	route(s, op{"token-revoke", "DELETE", "/me/tokens/{token}", ownAccount, "Revoke an API token"}, s.tokenRevoke)

	// Parties: who can answer.
	route(s, op{"party-list", "GET", "/parties", casework.MayReadParties, "List the parties"}, s.partyList)
	create(s, op{"party-add", "POST", "/parties", casework.MayWriteParties, "Put a party into the directory"}, s.partyAdd)
	route(s, op{"party-show", "GET", "/parties/{party}", casework.MayReadParties, "Show a party"}, s.partyShow)
	route(s, op{"party-contact", "PUT", "/parties/{party}/contact", casework.MayWriteParties, "Give a party another address"}, s.partyContact)

	// Cases, and what happened in them.
	route(s, op{"case-list", "GET", "/cases", casework.MayReadCases, "List the cases"}, s.caseList)
	create(s, op{"case-open", "POST", "/cases", casework.MayOpenCase, "Open a case"}, s.caseOpen)
	route(s, op{"case-show", "GET", "/cases/{case}", casework.MayReadCases, "Show a case as it stands, or stood at an instant"}, s.caseShow)
	route(s, op{"case-timeline", "GET", "/cases/{case}/timeline", casework.MayReadCases, "List what happened in a case, and wait for more"}, s.caseTimeline)

	// Claims of a case.
	create(s, op{"claim-add", "POST", "/cases/{case}/claims", casework.MayWriteClaims, "Add a claim to a case"}, s.claimAdd)
	route(s, op{"claim-show", "GET", "/cases/{case}/claims/{claim}", casework.MayReadCases, "Show a claim as it stands, or stood at an instant"}, s.claimShow)
	route(s, op{"claim-open", "POST", "/cases/{case}/claims/{claim}/open", casework.MayWriteClaims, "Make a draft checkable"}, s.move((*casework.Desk).OpenClaim))
	route(s, op{"claim-hold", "POST", "/cases/{case}/claims/{claim}/hold", casework.MayWriteClaims, "Stop every clock of a claim"}, s.move((*casework.Desk).Hold))
	route(s, op{"claim-resume", "POST", "/cases/{case}/claims/{claim}/resume", casework.MayWriteClaims, "Let the clocks run again"}, s.move((*casework.Desk).Resume))
	route(s, op{"claim-withdraw", "POST", "/cases/{case}/claims/{claim}/withdraw", casework.MayWriteClaims, "Give a claim up"}, s.move((*casework.Desk).Withdraw))
	route(s, op{"claim-decline", "POST", "/cases/{case}/claims/{claim}/decline", casework.MayWriteClaims, "Find that a claim is not checkable"}, s.move((*casework.Desk).Decline))
	route(s, op{"claim-close", "POST", "/cases/{case}/claims/{claim}/close", casework.MayPublish, "End the work on a published claim"}, s.move((*casework.Desk).Close))

	// From an outcome to the public.
	route(s, op{"claim-assess", "POST", "/cases/{case}/claims/{claim}/assess", casework.MayAssess, "Propose an outcome and ask for review"}, s.claimAssess)
	route(s, op{"claim-sign", "POST", "/cases/{case}/claims/{claim}/sign", casework.MayReview, "Sign off what was seen"}, s.review((*casework.Desk).Sign))
	route(s, op{"claim-return", "POST", "/cases/{case}/claims/{claim}/return", casework.MayReview, "Send a claim in review back"}, s.review((*casework.Desk).Return))
	route(s, op{"claim-publish", "POST", "/cases/{case}/claims/{claim}/publish", casework.MayPublish, "Make a finding public, or correct it"}, s.move((*casework.Desk).Publish))
	route(s, op{"claim-correct", "POST", "/cases/{case}/claims/{claim}/correct", casework.MayPublish, "Start a correction of a public finding"}, s.move((*casework.Desk).Correct))
	route(s, op{"claim-retract", "POST", "/cases/{case}/claims/{claim}/retract", casework.MayPublish, "Take a public finding back"}, s.move((*casework.Desk).Retract))

	// Requests to parties, and their answers.
	create(s, op{"request-ask", "POST", "/cases/{case}/requests", casework.MayAsk, "Put a request to a party"}, s.requestAsk)
	route(s, op{"request-show", "GET", "/requests/{request}", casework.MayReadCases, "Show a request"}, s.requestShow)
	route(s, op{"request-withdraw", "POST", "/requests/{request}/withdraw", casework.MayAsk, "Stop asking"}, s.requestWithdraw)
	route(s, op{"request-extend", "POST", "/requests/{request}/extend", casework.MayAsk, "Move the answer-by instant"}, s.requestExtend)
	create(s, op{"answer-record", "POST", "/cases/{case}/answers", casework.MayRecordAnswers, "Record what a party said"}, s.answerRecord)

	// Messages: what came in and waits for a person, and what went out.
	route(s, op{"inbox", "GET", "/inbox", casework.MayReadMail, "List the messages that wait for a person"}, s.inbox)
	route(s, op{"message-show", "GET", "/messages/{message}", casework.MayReadMail, "Show a message that came in, all of it"}, s.messageShow)
	route(s, op{"message-read", "POST", "/messages/{message}/read", casework.MayRecordAnswers, "Say that a message holds no answer"}, s.messageRead)
	route(s, op{"message-assign", "POST", "/messages/{message}/assign", casework.MaySortMail, "Give a message in quarantine to a party in a case"}, s.messageAssign)
	route(s, op{"message-discard", "POST", "/messages/{message}/discard", casework.MaySortMail, "Take a message out of quarantine; it is kept"}, s.messageDiscard)
	route(s, op{"outbox", "GET", "/outbox", casework.MayReadCases, "List letters and what became of them"}, s.outbox)

	// The engine and the record.
	route(s, op{"engine-status", "GET", "/engine", casework.MayEngine, "Show how the engine is"}, s.engineStatus)
	route(s, op{"engine-rebuild", "POST", "/engine/rebuild", casework.MayEngine, "Start every open workflow from the record"}, s.engineRebuild)
	route(s, op{"record-verify", "POST", "/record/verify", casework.MayVerify, "Verify the whole record"}, s.recordVerify)

	// This description.
	route(s, op{"openapi", "GET", "/openapi.json", aPerson, "Describe this interface in OpenAPI 3.1"}, s.describe)
}
