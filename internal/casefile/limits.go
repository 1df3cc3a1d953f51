package casefile

import (
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
)

// Limits of a file.
const (
	MaxFile     = 16 << 20  // bytes
	MaxDepth    = 20        // lists and groups of keys inside each other
	MaxMarks    = 1_000_000 // commas, colons, dashes and brackets that could each begin a value
	MaxProblems = 100       // problems that an [Error] shows
)

// Limits of a case.
const (
	MaxClaims    = cases.MaxFileClaims
	MaxParties   = cases.MaxFileParties
	MaxRequests  = cases.MaxFileRequests
	MaxSources   = cases.MaxFileSources // statements, and likewise pieces of evidence
	MaxRelations = cases.MaxFileRelations
	MaxAccess    = 1_000 // people on the access list
)

// Limits of a text, in characters.
const (
	MaxID        = 64
	MaxTitle     = 200
	MaxNotice    = 500
	MaxName      = 200
	MaxEmail     = 254
	MaxRole      = 100
	MaxZone      = 64
	MaxLanguage  = 35
	MaxStatement = 2_000
	MaxWhere     = 2_000
	MaxSubject   = 200
	MaxQuestions = 20_000
	MaxReason    = 2_000 // for readers
	MaxDeadline  = 40
	MaxPeriod    = 2*MaxDeadline + 1
)

// Limits of the shorter lists.
const (
	MaxSubjects         = 50
	MaxHolidays         = 1_000
	MaxClaimsPerRequest = letters.MaxClaimsPerRequest
	MaxRequestsPerParty = letters.MaxOpenRequests
)
