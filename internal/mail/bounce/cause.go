package bounce

import (
	"regexp"
	"strings"
)

// Cause is why a message could not be delivered. New values are appended.
type Cause string

const (
	// NoSuchAddress: the mailbox or its domain does not exist, or takes no mail any more.
	NoSuchAddress Cause = "no such address"
	// MailboxFull: the mailbox has no room.
	MailboxFull Cause = "mailbox full"
	// TooLarge: the message is larger than the server takes.
	TooLarge Cause = "too large"
	// Refused: a policy, a filter or a block list refused the message or its sender.
	Refused Cause = "refused by policy"
	// Unreachable: a server could not be reached, or gave up after trying.
	Unreachable Cause = "unreachable for now"
	// Misrouted: mail for the address goes in a circle.
	Misrouted Cause = "misrouted"
	// Unexplained: given up, for a reason that is not said.
	Unexplained Cause = "no reason given"
)

// Hard says whether the address is to be given up.
func (c Cause) Hard() bool { return c == NoSuchAddress || c == Unexplained }

// CauseOf finds the cause. What a server says plainly counts before a code, since servers use their codes loosely (5.7.1 for
// an unknown user, 5.1.1 for a full mailbox); a code of RFC 3463 counts before that of SMTP.
func CauseOf(status, said string) Cause {
	said = strings.ToLower(said[:min(len(said), maxWords)])
	if cause := byWords(status, said); cause != "" {
		return cause
	}
	for _, code := range append([]string{status}, enhanced.FindAllString(said, 3)...) {
		if cause := byCode(code); cause != "" {
			return cause
		}
	}
	if code := smtpCode.FindStringSubmatch(said); code != nil {
		switch {
		case code[1][0] == '4':
			return Unreachable
		case code[1] == "552":
			return MailboxFull
		}
	}
	switch {
	case strings.HasPrefix(status, "4."):
		return Unreachable
	case strings.HasPrefix(status, "5.0") || status == "":
		return Unexplained
	}
	return Unexplained
}

var (
	enhanced = regexp.MustCompile(`\b[45]\.\d{1,3}\.\d{1,3}\b`)
	smtpCode = regexp.MustCompile(`(?:^|[^\d.])([45]\d\d)(?:[ -]|$)`)
)

func byWords(status, said string) Cause {
	switch {
	case full.MatchString(said):
		return MailboxFull
	case aboutSender.MatchString(said):
		return Refused
	case unknown.MatchString(said):
		if strings.HasPrefix(status, "4.") && !strings.HasPrefix(status, "4.4.7") {
			return Unreachable
		}
		return NoSuchAddress
	case large.MatchString(said):
		return TooLarge
	case loop.MatchString(said):
		return Misrouted
	case blocked.MatchString(said):
		return Refused
	case passing.MatchString(said):
		return Unreachable
	}
	return ""
}

// byCode is RFC 3463 section 3, as servers use it.
func byCode(status string) Cause {
	class, rest, _ := strings.Cut(status, ".")
	subject, detail, _ := strings.Cut(rest, ".")
	if class != "4" && class != "5" {
		return ""
	}
	switch subject + "." + detail {
	case "2.2", "3.1":
		return MailboxFull
	case "2.3", "3.4":
		return TooLarge
	case "4.6", "4.14":
		return Misrouted
	case "4.7":
		return Unreachable
	case "1.7", "1.8", "1.9":
		return Refused // these speak of the sender
	}
	switch {
	case class == "4" && subject == "7":
		return Refused
	case class == "4":
		return Unreachable
	case subject == "1", subject == "2" && (detail == "1" || detail == "0" || detail == "4"):
		return NoSuchAddress
	case subject == "4" && (detail == "1" || detail == "4" || detail == "310" || detail == "312"):
		return NoSuchAddress // no such host; of Exchange Online, no such recipient
	case subject == "4" || subject == "3":
		return Unreachable
	case subject == "6", subject == "7":
		return Refused
	}
	return ""
}

func words(alternatives ...string) *regexp.Regexp {
	return regexp.MustCompile(strings.Join(alternatives, "|"))
}

// What servers say, in lower case.
var (
	full = words(`(?:mailbox|inbox|mail box|account|user|recipient|folder|postfach)[^.]{0,60}(?:\bfull\b|over ?quota|exceed\S* (?:\S+ ){0,4}(?:quota|storage|limit)|out of (?:storage|space)|\bvoll\b)`, `over ?quota`, `quota (?:has been )?exceed`, `exceed\S* (?:\S+ ){0,4}(?:disk |mailbox |storage )?quota`, `quota violation`, `exceeded storage allocation`, `insufficient (?:disk|mailbox|storage)`, `not enough (?:space|room|storage)`, `out of storage`, `mailbox size limit`, `mailfull|mbox ?full|maildir over`, `overquota`, `receiving mail at a rate`, `boîte (?:\S+ ){0,4}pleine`, `buzón (?:\S+ ){0,4}lleno`, `casella (?:\S+ ){0,4}piena`)
	// aboutSender are words that sound as if the address were unknown and speak of ours.
	aboutSender = words(`sender (?:address )?(?:rejected|denied|blocked|not allowed|verify|unknown|domain)`, `(?:bad|invalid|blocked) sender`, `spf|dkim|dmarc`, `unauthenticated|not authenticated`, `sender's? (?:\S+ ){0,3}(?:reputation|policy)`, `domain of sender`)
	unknown     = words(`(?:user|recipient|mailbox|address|account|addressee|destination|e-?mail|name|alias|benutzer|empfänger|utilisateur|destinataire)[^.]{0,80}?(?:unknown|not (?:be )?found|(?:does|do|did)(?: not|n't) (?:exist|have)|doesn't have|no(?:t)? longer|not (?:exist|known|valid|listed|recogni[sz]ed|local|a (?:valid|known))|non-?exist|invalid|is (?:inactive|disabled|invalid|not valid)|disabled|unavailable|inactive|suspended|deactivated|closed|unbekannt|nicht gefunden|existiert nicht|inconnu)`, `(?:no|unknown|invalid|bad|not a (?:valid|known)|unrecogni[sz]ed|non-?existent|illegal|inactive|disabled|undefined|nonexistent|unrouteable|unroutable) (?:such |local )?(?:user|recipient|mailbox|address|account|person|destination|addressee|e-?mail|name|alias|domain|host)`, `no (?:such|mailbox|valid recipient|account)`, `nosuchuser|user ?unknown|unknown ?user|rcptunknown|recipnotfound|recipientnotfound|recipient ?not ?found|resolver\.adr`, `(?:couldn't|could not|cannot|can't|wasn't|was not|unable to) be found`, `(?:domain|host)[^.]{0,60}(?:not (?:be )?found|does(?: not|n't) exist|couldn't be found|not resolve)`, `host or domain name not found`, `host unknown`, `nxdomain|name or service not known`, `(?:null|no) mx|nullmx|does not accept (?:e-?)?mail|couldn't find any host`, `sorry, i couldn't find`, `that (?:e-?mail )?account that you tried to reach|account that you tried to reach`, `not listed in (?:public|domino|the|our)`, `addresses? (?:failed|couldn't be found)`, `(?:mailbox|account)[^.]{0,30}(?:disabled|not available)`, `no longer (?:available|valid|accept|in use|monitored|works?|employed)`, `access denied.{0,20}as\(201806281\)|recipient address rejected: access denied`, `unknown local[- ]part|local-part`, `empfängeradresse|not our customer|does not like recipient`, `delivery to this (?:user|recipient) is not`, `this user doesn't have a`)
	large       = words(`message (?:size|is too|too|file too)[^.]{0,40}(?:exceed|big|large|limit)`, `(?:message|size|mail)[^.]{0,40}(?:too (?:large|big)|exceed\S* (?:\S+ ){0,5}(?:size|maximum|limit))`, `exceeds? (?:\S+ ){0,4}(?:message|maximum|size)`, `size limit`, `too (?:large|big)`)
	loop        = words(`\bloops?\b|looping|too many hops|hop count|too many received`)
	blocked     = words(`\bspam\b|\bspamhaus|\bblock(?:ed|list|ing)?\b|black ?list|\brbl\b|dnsbl|\bdnsbl`, `\bpolicy\b|policies|reputation|not (?:allowed|permitted|authori[sz]ed|accepted)|permission|prohibited|forbidden|administrative|unsolicited|\bvirus\b|malware|rejected (?:by|as|due)|content|relay(?:ing)? (?:access )?(?:is )?(?:denied|not)|unable to relay|access denied|banned|suspicious|restricted|only accept|moderat|\bfilter`, `authentication required`, `service refused|refused by|not rbac|denied by`)
	passing     = words(`time(?:d)? ?out|timeout|temporar|try(?:ing)? again|later|connection (?:refused|lost|reset|closed|dropped)|network is unreachable|no route|unable to connect|could not connect|delivery (?:time )?expired|expired|retry|too long|greylist|gray ?list|deferred|too busy|not responding|unavailable|max(?:imum)? (?:retry|time)|could not be contacted|hours|giving up on`)
)
