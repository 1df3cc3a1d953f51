package api

import "github.com/onrecord/onrecord/internal/casework"

// routes is every route there is. Names are accepted wherever identifiers are.
func (s *server) routes() {
	s.routesOfWho()
	s.routesOfCases()
	s.routesOfDesk()
}

// routesOfWho are about people and parties.
func (s *server) routesOfWho() {
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
	route(s, op{"party-revise", "PUT", "/parties/{party}", casework.MayWriteParties, "Describe a party anew: its name, zone, office hours and holidays"}, s.partyRevise)
	route(s, op{"contact-list", "GET", "/parties/{party}/contacts", casework.MayReadParties, "List the contact points of a party, with their health"}, s.contactList)
	create(s, op{"contact-add", "POST", "/parties/{party}/contacts", casework.MayWriteParties, "Give a party one more contact point"}, s.contactAdd)
	route(s, op{"contact-choose", "POST", "/parties/{party}/contacts/{contact}/choose", casework.MayWriteParties, "Have letters go to one of a party's e-mail addresses"}, s.contactChoose)
	route(s, op{"contact-retire", "POST", "/parties/{party}/contacts/{contact}/retire", casework.MayWriteParties, "Say that a contact point is not used any more"}, s.contactRetire)
	route(s, op{"contact-verify", "POST", "/parties/{party}/contacts/{contact}/verify", casework.MayWriteParties, "Say how somebody made sure that a contact point is the party's"}, s.contactVerify)
}

// routesOfCases are about cases and whatever belongs to one.
func (s *server) routesOfCases() {
	// Cases, and what happened in them.
	route(s, op{"case-list", "GET", "/cases", casework.MayReadCases, "List the cases"}, s.caseList)
	create(s, op{"case-open", "POST", "/cases", casework.MayOpenCase, "Open a case"}, s.caseOpen)
	route(s, op{"case-show", "GET", "/cases/{case}", casework.MayReadCases, "Show a case as it stands, or stood at an instant"}, s.caseShow)
	route(s, op{"case-revise", "PUT", "/cases/{case}", casework.MayReviseCase, "Replace what a case says about itself and how it is worked on"}, s.caseRevise)
	route(s, op{"access-show", "GET", "/cases/{case}/access", casework.MayReadCases, "Show who may see a case and who can sign in it"}, s.accessShow)
	route(s, op{"access-change", "PUT", "/cases/{case}/access", casework.MayReviseCase, "Replace who owns a case and who may see it"}, s.accessChange)
	route(s, op{"case-timeline", "GET", "/cases/{case}/timeline", casework.MayReadCases, "List what happened in a case, and wait for more"}, s.caseTimeline)

	// Claims of a case.
	create(s, op{"claim-add", "POST", "/cases/{case}/claims", casework.MayWriteClaims, "Add a claim to a case"}, s.claimAdd)
	route(s, op{"claim-show", "GET", "/cases/{case}/claims/{claim}", casework.MayReadCases, "Show a claim as it stands, or stood at an instant"}, s.claimShow)
	upload(s, op{"sheet-add", "POST", "/cases/{case}/sheets", casework.MayWriteClaims, "Add many claims to a case"}, s.sheetAdd)
	route(s, op{"sheet-show", "GET", "/cases/{case}/sheets/{sheet}", casework.MayReadCases, "Show how far a list of claims is added"}, s.sheetShow)
	route(s, op{"claim-revise", "PUT", "/cases/{case}/claims/{claim}", casework.MayWriteClaims, "Replace what a claim says"}, s.claimRevise)
	route(s, op{"claim-open", "POST", "/cases/{case}/claims/{claim}/open", casework.MayWriteClaims, "Make a draft checkable"}, s.move((*casework.Door).OpenClaim))
	route(s, op{"claim-hold", "POST", "/cases/{case}/claims/{claim}/hold", casework.MayWriteClaims, "Stop every clock of a claim"}, s.move((*casework.Door).Hold))
	route(s, op{"claim-resume", "POST", "/cases/{case}/claims/{claim}/resume", casework.MayWriteClaims, "Let the clocks run again"}, s.move((*casework.Door).Resume))
	route(s, op{"claim-withdraw", "POST", "/cases/{case}/claims/{claim}/withdraw", casework.MayWriteClaims, "Give a claim up"}, s.move((*casework.Door).Withdraw))
	route(s, op{"claim-decline", "POST", "/cases/{case}/claims/{claim}/decline", casework.MayWriteClaims, "Find that a claim is not checkable"}, s.move((*casework.Door).Decline))
	route(s, op{"claim-close", "POST", "/cases/{case}/claims/{claim}/close", casework.MayPublish, "End the work on a published claim"}, s.move((*casework.Door).Close))

	// Evidence of a claim.
	route(s, op{"evidence-list", "GET", "/cases/{case}/claims/{claim}/evidence", casework.MayReadCases, "List the evidence of a claim, what was withdrawn too"}, s.evidenceList)
	upload(s, op{"evidence-add", "POST", "/cases/{case}/claims/{claim}/evidence", casework.MayWriteClaims, "Put a piece of evidence to a claim"}, s.evidenceAdd)
	route(s, op{"evidence-file", "GET", "/cases/{case}/claims/{claim}/evidence/{evidence}/file", casework.MayReadCases, "Fetch the file of a piece of evidence"}, s.evidenceFile)
	route(s, op{"evidence-withdraw", "POST", "/cases/{case}/claims/{claim}/evidence/{evidence}/withdraw", casework.MayWriteClaims, "No longer rely on a piece of evidence"}, s.evidenceWithdraw)

	// From an outcome to the public.
	route(s, op{"review-show", "GET", "/cases/{case}/claims/{claim}/review", casework.MayReadCases, "Show everything that a sign-off covers, and what is new"}, s.reviewShow)
	route(s, op{"review-difference", "GET", "/cases/{case}/claims/{claim}/difference", casework.MayReadCases, "Compare what stood under a subject hash with what is there now"}, s.reviewDifference)
	route(s, op{"review-seen", "POST", "/cases/{case}/claims/{claim}/seen", casework.MayReadCases, "Note what you have looked at, to be shown what is new since"}, s.reviewSeen)
	route(s, op{"claim-assess", "POST", "/cases/{case}/claims/{claim}/assess", casework.MayAssess, "Propose an outcome and ask for review"}, s.claimAssess)
	route(s, op{"claim-sign", "POST", "/cases/{case}/claims/{claim}/sign", casework.MayReview, "Sign off what was seen"}, s.review((*casework.Door).Sign))
	route(s, op{"claim-return", "POST", "/cases/{case}/claims/{claim}/return", casework.MayReview, "Send a claim in review back"}, s.review((*casework.Door).Return))
	route(s, op{"claim-publish", "POST", "/cases/{case}/claims/{claim}/publish", casework.MayPublish, "Make a finding public, or correct it"}, s.move((*casework.Door).Publish))
	route(s, op{"claim-correct", "POST", "/cases/{case}/claims/{claim}/correct", casework.MayPublish, "Start a correction of a public finding"}, s.move((*casework.Door).Correct))
	route(s, op{"claim-retract", "POST", "/cases/{case}/claims/{claim}/retract", casework.MayPublish, "Take a public finding back"}, s.move((*casework.Door).Retract))

	// Requests to parties, and their answers.
	create(s, op{"request-ask", "POST", "/cases/{case}/requests", casework.MayAsk, "Put a request to a party"}, s.requestAsk)
	route(s, op{"request-preview", "POST", "/cases/{case}/requests/preview", casework.MayAsk, "Show the letter that a request would have go out; nothing is asked"}, s.requestPreview)
	route(s, op{"request-show", "GET", "/requests/{request}", casework.MayReadCases, "Show a request"}, s.requestShow)
	route(s, op{"request-withdraw", "POST", "/requests/{request}/withdraw", casework.MayAsk, "Stop asking"}, s.requestWithdraw)
	route(s, op{"request-extend", "POST", "/requests/{request}/extend", casework.MayAsk, "Move the answer-by instant"}, s.requestExtend)
	route(s, op{"request-pause", "POST", "/requests/{request}/pause", casework.MayAsk, "Stop the reminders of a request"}, s.requestPause)
	route(s, op{"request-resume", "POST", "/requests/{request}/resume", casework.MayAsk, "Let the reminders of a request go out again"}, s.requestResume)
	route(s, op{"request-undo", "POST", "/requests/{request}/undo", casework.MayAsk, "Take back what has not gone out yet"}, s.requestUndo)
	create(s, op{"request-follow-up", "POST", "/requests/{request}/follow-ups", casework.MayAsk, "Write a letter by hand in the thread of a request"}, s.requestFollowUp)
	create(s, op{"answer-record", "POST", "/cases/{case}/answers", casework.MayRecordAnswers, "Record what a party said"}, s.answerRecord)

	// Messages: what came in and waits for a person, and what went out.
	route(s, op{"inbox", "GET", "/inbox", casework.MayReadMail, "List the messages that wait for a person"}, s.inbox)
	route(s, op{"message-show", "GET", "/messages/{message}", casework.MayReadMail, "Show a message that came in, all of it"}, s.messageShow)
	route(s, op{"message-read", "POST", "/messages/{message}/read", casework.MayRecordAnswers, "Say that a message holds no answer"}, s.messageRead)
	route(s, op{"message-seen", "POST", "/messages/{message}/seen", casework.MayRecordAnswers, "Say that you have looked at an answer from the answer page"}, s.messageSeen)
	route(s, op{"message-assign", "POST", "/messages/{message}/assign", casework.MaySortMail, "Give a message in quarantine to a party in a case"}, s.messageAssign)
	route(s, op{"message-discard", "POST", "/messages/{message}/discard", casework.MaySortMail, "Take a message out of quarantine; it is kept"}, s.messageDiscard)
	route(s, op{"outbox", "GET", "/outbox", casework.MayReadCases, "List letters and what became of them"}, s.outbox)
}

// routesOfDesk are about the whole desk.
func (s *server) routesOfDesk() {
	// What waits for people.
	route(s, op{"turn-list", "GET", "/turns", casework.MayReadCases, "List what waits for you"}, s.turnList)
	route(s, op{"turn-accept", "POST", "/turns/accept", casework.MayReadCases, "Make it your turn, and nobody else's"}, s.turnAccept)
	route(s, op{"turn-assign", "POST", "/turns/assign", casework.MayReadCases, "Make it a person's turn"}, s.turnAssign)
	route(s, op{"turn-snooze", "POST", "/turns/snooze", casework.MayReadCases, "Hide what waits from yourself for a while"}, s.turnSnooze)
	route(s, op{"turn-read", "POST", "/turns/read", casework.MayReadCases, "Say of messages that they were read and hold no answer"}, s.turnRead)

	// What there is, and what happened.
	route(s, op{"search", "GET", "/search", casework.MayReadCases, "Find cases, claims, parties, requests, answers and messages by their words"}, s.search)
	route(s, op{"activity", "GET", "/activity", casework.MayReadActivity, "List what happened on the desk, the latest first"}, s.activity)

	// The desk's settings: mail, calendar, policies and letters.
	route(s, op{"settings-show", "GET", "/settings", casework.MayReadDesk, "Show the desk's settings"}, s.settingsShow)
	route(s, op{"settings-revise", "PUT", "/settings", casework.MayWriteDesk, "Replace the desk's settings"}, s.settingsRevise)
	route(s, op{"template-show", "GET", "/settings/templates/{kind}", casework.MayReadDesk, "Show the source of the letters of a kind"}, s.templateShow)
	route(s, op{"template-revise", "PUT", "/settings/templates/{kind}", casework.MayWriteDesk, "Replace the source of the letters of a kind"}, s.templateRevise)
	route(s, op{"template-preview", "POST", "/settings/templates/{kind}/preview", casework.MayReadDesk, "Show a sample letter from a source that is not in force"}, s.templatePreview)

	// The engine and the record.
	route(s, op{"engine-status", "GET", "/engine", casework.MayEngine, "Show how the engine is"}, s.engineStatus)
	route(s, op{"engine-rebuild", "POST", "/engine/rebuild", casework.MayEngine, "Start every open workflow from the record"}, s.engineRebuild)
	route(s, op{"engine-workflow", "GET", "/engine/workflows/{workflow}", casework.MayEngine, "Show how a workflow stands, and the record beside it"}, s.engineWorkflow)
	route(s, op{"engine-decode", "POST", "/engine/codec/decode", casework.MayEngine, "Open what the engine stores, for Temporal's own tools"}, s.codec(Ops.Open))
	route(s, op{"engine-encode", "POST", "/engine/codec/encode", casework.MayEngine, "Seal what the engine is to store, for Temporal's own tools"}, s.codec(Ops.Seal))
	route(s, op{"record-verify", "POST", "/record/verify", casework.MayVerify, "Verify the whole record"}, s.recordVerify)

	// This description.
	route(s, op{"openapi", "GET", "/openapi.json", aPerson, "Describe this interface in OpenAPI 3.1"}, s.describe)
}
