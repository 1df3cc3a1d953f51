package api

import "github.com/onrecord/onrecord/internal/casework"

// routes is every route there is. Names are accepted wherever identifiers are.
func (s *server) routes() {
	// People: who is on the desk, and what they may do.
	route(s, op{"person-list", "GET", "/people", aPerson, "List the people of the desk"}, s.personList)
	create(s, op{"person-add", "POST", "/people", aPerson, "Add a person to the desk"}, s.personAdd)
	route(s, op{"person-roles", "PUT", "/people/{person}/roles", aPerson, "Replace a person's roles"}, s.personRoles)

	// Parties: who can answer.
	route(s, op{"party-list", "GET", "/parties", aPerson, "List the parties"}, s.partyList)
	create(s, op{"party-add", "POST", "/parties", aPerson, "Put a party into the directory"}, s.partyAdd)
	route(s, op{"party-show", "GET", "/parties/{party}", aPerson, "Show a party"}, s.partyShow)
	route(s, op{"party-contact", "PUT", "/parties/{party}/contact", aPerson, "Give a party another address"}, s.partyContact)

	// Cases, and what happened in them.
	route(s, op{"case-list", "GET", "/cases", aPerson, "List the cases"}, s.caseList)
	create(s, op{"case-open", "POST", "/cases", aPerson, "Open a case"}, s.caseOpen)
	route(s, op{"case-show", "GET", "/cases/{case}", aPerson, "Show a case as it stands, or stood at an instant"}, s.caseShow)
	route(s, op{"case-timeline", "GET", "/cases/{case}/timeline", aPerson, "List what happened in a case, and wait for more"}, s.caseTimeline)

	// Claims of a case.
	create(s, op{"claim-add", "POST", "/cases/{case}/claims", aPerson, "Add a claim to a case"}, s.claimAdd)
	route(s, op{"claim-show", "GET", "/cases/{case}/claims/{claim}", aPerson, "Show a claim as it stands, or stood at an instant"}, s.claimShow)
	route(s, op{"claim-open", "POST", "/cases/{case}/claims/{claim}/open", aPerson, "Make a draft checkable"}, s.move((*casework.Desk).OpenClaim))
	route(s, op{"claim-hold", "POST", "/cases/{case}/claims/{claim}/hold", aPerson, "Stop every clock of a claim"}, s.move((*casework.Desk).Hold))
	route(s, op{"claim-resume", "POST", "/cases/{case}/claims/{claim}/resume", aPerson, "Let the clocks run again"}, s.move((*casework.Desk).Resume))
	route(s, op{"claim-withdraw", "POST", "/cases/{case}/claims/{claim}/withdraw", aPerson, "Give a claim up"}, s.move((*casework.Desk).Withdraw))
	route(s, op{"claim-decline", "POST", "/cases/{case}/claims/{claim}/decline", aPerson, "Find that a claim is not checkable"}, s.move((*casework.Desk).Decline))
	route(s, op{"claim-close", "POST", "/cases/{case}/claims/{claim}/close", aPerson, "End the work on a published claim"}, s.move((*casework.Desk).Close))

	// From an outcome to the public.
	route(s, op{"claim-assess", "POST", "/cases/{case}/claims/{claim}/assess", aPerson, "Propose an outcome and ask for review"}, s.claimAssess)
	route(s, op{"claim-sign", "POST", "/cases/{case}/claims/{claim}/sign", aPerson, "Sign off what was seen"}, s.review((*casework.Desk).Sign))
	route(s, op{"claim-return", "POST", "/cases/{case}/claims/{claim}/return", aPerson, "Send a claim in review back"}, s.review((*casework.Desk).Return))
	route(s, op{"claim-publish", "POST", "/cases/{case}/claims/{claim}/publish", aPerson, "Make a finding public, or correct it"}, s.move((*casework.Desk).Publish))
	route(s, op{"claim-correct", "POST", "/cases/{case}/claims/{claim}/correct", aPerson, "Start a correction of a public finding"}, s.move((*casework.Desk).Correct))
	route(s, op{"claim-retract", "POST", "/cases/{case}/claims/{claim}/retract", aPerson, "Take a public finding back"}, s.move((*casework.Desk).Retract))

	// Requests to parties, and their answers.
	create(s, op{"request-ask", "POST", "/cases/{case}/requests", aPerson, "Put a request to a party"}, s.requestAsk)
	route(s, op{"request-show", "GET", "/requests/{request}", aPerson, "Show a request"}, s.requestShow)
	route(s, op{"request-withdraw", "POST", "/requests/{request}/withdraw", aPerson, "Stop asking"}, s.requestWithdraw)
	route(s, op{"request-extend", "POST", "/requests/{request}/extend", aPerson, "Move the answer-by instant"}, s.requestExtend)
	create(s, op{"answer-record", "POST", "/cases/{case}/answers", aPerson, "Record what a party said"}, s.answerRecord)

	// Messages: what came in and waits for a person, and what went out.
	route(s, op{"inbox", "GET", "/inbox", aPerson, "List the messages that wait for a person"}, s.inbox)
	route(s, op{"message-show", "GET", "/messages/{message}", aPerson, "Show a message that came in, all of it"}, s.messageShow)
	route(s, op{"message-read", "POST", "/messages/{message}/read", aPerson, "Say that a message holds no answer"}, s.messageRead)
	route(s, op{"message-assign", "POST", "/messages/{message}/assign", aPerson, "Give a message in quarantine to a party in a case"}, s.messageAssign)
	route(s, op{"message-discard", "POST", "/messages/{message}/discard", aPerson, "Take a message out of quarantine; it is kept"}, s.messageDiscard)
	route(s, op{"outbox", "GET", "/outbox", aPerson, "List letters and what became of them"}, s.outbox)

	// The engine and the record.
	route(s, op{"engine-status", "GET", "/engine", theEngine, "Show how the engine is"}, s.engineStatus)
	route(s, op{"engine-rebuild", "POST", "/engine/rebuild", theEngine, "Start every open workflow from the record"}, s.engineRebuild)
	route(s, op{"record-verify", "POST", "/record/verify", aPerson, "Verify the whole record"}, s.recordVerify)

	// This description.
	route(s, op{"openapi", "GET", "/openapi.json", aPerson, "Describe this interface in OpenAPI 3.1"}, s.describe)
}
