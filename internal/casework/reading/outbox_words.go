package reading

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// reasonWords say why a letter was stopped, deferred or refused.
var reasonWords = map[string]string{
	claim.StoppedMessageWaits: "a message of the party waits to be read",
	claim.StoppedOutOfHours:   "the party's office was closed",
	claim.StoppedBadContact:   "the party's address bounced, and there is no other",
	claim.StoppedNoContact:    "the party has no address",
	claim.StoppedTooLate:      "the answer-by instant passed before it could go out",
	claim.StoppedNothingToAsk: "every claim that it is about is no longer pursued",
	claim.StoppedOnHold:       "every claim that it is about is on hold",
	claim.StoppedUnwritable:   "a name or an address cannot stand in a letter",
	claim.StoppedGaveUp:       "no mail server took it for days",
	claim.StoppedPaused:       "a person has paused the reminders",
	claim.Bounced:             "the party's mail server sent it back",
	"unreachable":             "the mail server could not be reached",
	"server":                  "the mail server asked to try again later",
	"tls":                     "no encrypted connection to the mail server could be made",
	"auth":                    "the mail server refused the sign-in: its settings have to be put right",
	"sender":                  "the mail server does not take mail from the desk's address: its settings have to be put right",
	"canceled":                "it was interrupted, and is tried again",
	"not_tried":               "it was not tried, and will be",
}

// ReasonWords puts the code of why a letter did not go out into words.
func ReasonWords(reason string) string {
	if words, ok := reasonWords[reason]; ok {
		return words
	}
	return strings.ReplaceAll(reason, "_", " ")
}

// DeliveryWords says what a delivery and its reason mean, "" for what needs no word.
func DeliveryWords(delivery claim.Delivery, reason string) string {
	switch {
	case delivery == claim.DeliveryUncertain:
		return "handed over, and the connection broke before the answer: it may have arrived"
	case reason != "":
		return ReasonWords(reason)
	case delivery == claim.DeliveryHardBounce:
		return "refused for good"
	}
	return ""
}
