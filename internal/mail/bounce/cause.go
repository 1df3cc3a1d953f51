package bounce

import (
	"regexp"
	"strings"

	"github.com/onrecord/onrecord/internal/mail/phrase"
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

// CauseOf finds the cause. What a server says in words that can mean but one thing counts before a code, since servers use
// their codes loosely (5.7.1 for an unknown user, 5.1.1 for a full mailbox); a code that says what is wrong counts before
// words that are used of many things; and a code of RFC 3463 before that of SMTP. What may pass (4.x.x) is never said
// against the address.
func CauseOf(status, said string) Cause {
	said = withoutNames.ReplaceAllString(strings.ToLower(said[:min(len(said), maxWords)]), "…")
	codes := append([]string{status}, enhanced.FindAllString(said, 3)...)
	cause := causeOf(codes, said)
	if cause == NoSuchAddress && passes(codes, said) {
		return Unreachable
	}
	return cause
}

// withoutNames are addresses of people and pages: their words are not the server's.
var withoutNames = regexp.MustCompile(`[^\s<>"'(),;:]+@[\pL\pN.-]+[\pL\pN]|https?://[^\s<>"')]+`)

func causeOf(codes []string, said string) Cause {
	if cause := byPlainWords(said); cause != "" {
		return cause
	}
	for _, code := range codes {
		if cause := byCode(code); cause != "" {
			return cause
		}
	}
	if cause := byWords(said); cause != "" {
		return cause
	}
	if code := smtpCode.FindStringSubmatch(said); code != nil {
		if cause := bySMTP(code[1]); cause != "" {
			return cause
		}
	}
	for _, code := range codes {
		switch {
		case strings.HasPrefix(code, "4."), strings.HasPrefix(code, "5.3."), strings.HasPrefix(code, "5.4."):
			return Unreachable
		case strings.HasPrefix(code, "5.7."):
			return Refused
		}
	}
	return Unexplained
}

// passes says whether the server itself calls it a thing that may pass, and nobody says that it will not.
func passes(codes []string, said string) bool {
	for _, code := range codes {
		if code != "" && !unspecific(code) {
			return code[0] == '4'
		}
	}
	code := smtpCode.FindStringSubmatch(said)
	return code != nil && code[1][0] == '4'
}

var (
	enhanced = regexp.MustCompile(`\b[45]\.\d{1,3}\.\d{1,3}\b`)
	smtpCode = regexp.MustCompile(`(?:^|[^\d.])([45]\d\d)(?:[ -]|$)`)
)

// byPlainWords goes by words that are used of one thing alone.
func byPlainWords(said string) Cause {
	switch {
	case full.Matches(said):
		return MailboxFull
	case aboutSender.Matches(said):
		return Refused
	case again.Matches(said):
		return Unreachable
	case unknown.Matches(said):
		return NoSuchAddress
	}
	return ""
}

// byWords goes by words that are used of many things.
func byWords(said string) Cause {
	switch {
	case large.Matches(said):
		return TooLarge
	case loop.Matches(said):
		return Misrouted
	case blocked.Matches(said):
		return Refused
	case perhapsUnknown.Matches(said):
		return NoSuchAddress
	case passing.Matches(said):
		return Unreachable
	}
	return ""
}

// bySMTP is RFC 5321 section 4.2.3, RFC 7504 and RFC 4954, as servers use them.
func bySMTP(code string) Cause {
	switch {
	case code[0] == '4':
		return Unreachable
	case code == "552":
		return MailboxFull
	case code == "521", code == "556":
		return NoSuchAddress
	case code == "530", code == "535", code == "541", code == "554":
		return Refused
	}
	return ""
}

// unspecific codes say no more than that something is wrong; 5.1.0 and 5.2.0 are written for whatever a server refuses.
func unspecific(code string) bool {
	_, rest, _ := strings.Cut(code, ".")
	switch rest {
	case "0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0", "5.1", "5.2", "5.4":
		return true
	}
	return false
}

// byCode is RFC 3463 section 3, as servers use it.
func byCode(code string) Cause {
	class, rest, _ := strings.Cut(code, ".")
	subject, detail, _ := strings.Cut(rest, ".")
	if class != "4" && class != "5" || unspecific(code) {
		return ""
	}
	switch subject + "." + detail {
	case "2.2":
		return MailboxFull
	case "2.3", "3.4":
		return TooLarge
	case "4.6", "4.14":
		return Misrouted
	case "4.7", "4.300", "4.316", "4.317":
		return Unreachable // given up after trying
	case "1.7", "1.8", "1.9":
		return Refused // these speak of the sender
	case "2.4", "1.10", "1.20":
		return NoSuchAddress
	}
	switch {
	case subject == "7":
		return Refused
	case class == "4":
		return Unreachable
	case subject == "1", subject == "2" && detail == "1":
		return NoSuchAddress
	case subject == "4" && (detail == "1" || detail == "4" || detail == "310" || detail == "312"):
		return NoSuchAddress // no such host; of Exchange Online, no such recipient
	case subject == "4", subject == "3":
		return Unreachable
	case subject == "6":
		return Refused
	}
	return ""
}

// What servers say, in lower case.
var (
	full = phrase.Any(`(?:mailbox|inbox|mail box|account|user|recipient|folder|postfach|database)[^.]{0,60}(?:\bfull\b|over ?quota|exceed\S* (?:\S+ ){0,4}(?:quota|storage|limit)|out of (?:storage|space)|\bvoll\b)`, `over ?quota`, `quota (?:has been |is )?exceed`, `exceed\S* (?:\S+ ){0,4}(?:disk |mailbox |storage |user )?quota`, `quota violation`, `exceeded storage allocation`, `insufficient (?:mailbox|user) (?:storage|space)`, `mailbox (?:has )?(?:not enough|no) (?:space|room|storage)`, `out of storage`, `mailbox size limit`, `mailfull|mbox ?full|maildir over`, `overquota|quotaexceeded`, `boîte (?:\S+ ){0,6}(?:pleine|saturée)`, `buzón (?:\S+ ){0,6}lleno`, `(?:casella|cassetta) (?:\S+ ){0,6}piena`, `caixa (?:\S+ ){0,6}cheia`, `skrzynk\S* (?:\S+ ){0,6}(?:pełna|przepełnion)`, `переполнен|(?:ящик|скринька|сховище) (?:\S+ ){0,4}заполнен|(?:ящик|скринька) (?:\S+ ){0,4}(?:заповнен|переповнен)`, `(?:容量|邮箱|信箱|郵箱)(?:已满|已滿|超)|(?:邮箱|信箱|郵箱)空间不足|メールボックス(?:が|の容量)`, `(?:사서함|메일함|편지함)\S* (?:\S+ ){0,3}(?:가득|꽉|초과)`, `schránk\S* (?:\S+ ){0,6}(?:je|jsou) (?:\S+ )?pln[áée]`, `postafiók\S* (?:\S+ ){0,6}(?:megtelt|betelt)`, `(?:postilaatikko|sähköpostilaatikko)\S* (?:\S+ ){0,4}(?:on )?täynnä`, `(?:postlåda|brevlåda|inkorg|postkasse|postboks|innboks|indbakke)\S* (?:\S+ ){0,4}(?:full|fuld|fyldt)`, `postvak\S* (?:\S+ ){0,6}vol\b`, `posta kutusu (?:\S+ ){0,4}dol`, `γραμματοκιβώτι\S* (?:\S+ ){0,6}(?:πλήρ|γεμάτ)`, `(?:cutia|căsuța) (?:\S+ ){0,6}plină`, `(?:صندوق|علبة) (?:\S+ ){0,5}ممتلئ`, `תיב\S* (?:\S+ ){0,5}מלאה`)
	// aboutSender are words that sound as if the address were unknown and speak of ours.
	aboutSender = phrase.Any(`sender (?:address )?(?:rejected|denied|blocked|not allowed|verif|unknown|domain)`, `(?:bad|invalid|blocked) sender`, `\bspf\b|\bdkim\b|\bdmarc\b`, `unauthenticated|not authenticated`, `sender's? (?:\S+ ){0,3}(?:reputation|policy)`, `domain of sender`, `verify (?:the )?sender`, `authentication required`, `your (?:ip|server|host|domain|e-?mail server)[^.]{0,40}(?:block|reject|listed|denied)`)
	// again are words of a fault on the way that is to be tried again.
	again   = phrase.Any(`host not found, try again`, `lost connection|connection (?:timed out|refused|lost|reset|closed|dropped)`, `(?:network is|destination is|host) unreachable|no route to host`, `gr[ae]y-?list`, `retry timeout|retry time not reached|queue\.expired|message expired`, `receiving (?:mail|e-?mail) (?:at a rate|too)`, `certificate (?:is )?not (?:trusted|verified|valid)|certificate (?:verif\S+ |validation )?(?:fail|expired|must)|(?:tls|ssl) (?:handshake|negotiation)|handshake fail|cannot start tls|\bmta-sts\b|\btlsa\b`)
	unknown = phrase.Any(
		`user ?unknown|unknown ?user|user not known|unknown (?:or illegal )?(?:recipient|mailbox|alias|account|local[- ]?part|address)`, `no such (?:user|recipient|mailbox|address|account|person|e-?mail|name|alias|domain|host)`, `no (?:mailbox|account|user)s? (?:here )?(?:by|with|under) (?:that|this)`, `(?:user|recipient|mailbox|address|account|addressee|alias)[^.]{0,60}?(?:does(?: not|n't) exist|do(?: not|n't) exist|not exist\b|(?:was |is |be )?not found|no longer (?:on|available|valid|exists|in use|active|employed|with)|non-?exist)`, `(?:user|recipient|address|mailbox|account) (?:is )?(?:unknown|not known|invalid|nonexistent|not valid)`,
		`nosuchuser|userunknown|unknownuser|rcptunknown|recip(?:ient)?notfound|recipient ?not ?found|resolver\.adr`, `invalid (?:recipient|mailbox|user|e-?mail address|address\b)`, `mailbox not found|mailbox unavailable`, `not listed in (?:the )?(?:domino|public|our)`, `(?:unrouteable|unroutable|undeliverable) (?:address|recipient|mail domain)`, `this user doesn't have a`, `account (?:that )?you tried to reach (?:does not exist|is disabled)`, `(?:mailbox|account|user)[^.]{0,30} (?:is |has been |was )?(?:disabled|deactivated|inactive|suspended|terminated|closed\b)`,
		`host or domain name not found`, `host unknown|unknown host|unknown domain`, `nxdomain|name or service not known`, `couldn't find any host|sorry, i couldn't find`, `null ?mx|domain \S+ does(?: not|n't) accept (?:e-?)?mail`, `domain[^.]{0,60}(?:not found|does(?: not|n't) exist|couldn't be found)`, `non-existent hosts`, `user has moved|recipient no longer`,
		`benutzer unbekannt|empfänger (?:ist )?unbekannt|nutzer unbekannt|adresse konnte nicht gefunden|utilisateur inconnu|destinataire (?:inconnu|invalide)|adresse (?:\S+ ){0,6}(?:introuvable|invalide)|destinatario inexistente|usuario (?:desconocido|no existe)|utente sconosciuto|usuário (?:desconhecido|não existe)|onbekende gebruiker|gebruiker onbekend|nieznany (?:użytkownik|odbiorca)|пользователь не (?:найден|существует)|почтовый ящик не (?:найден|существует)|користувача не (?:знайдено|існує)|(?:użytkownik|adres|konto) (?:\S+ ){0,3}nie istnieje|nie ma takiego (?:konta|użytkownika|adresu)|nie odnaleziono (?:\S+ ){0,3}adresu|adresa (?:\S+ ){0,4}(?:nebyla nalezena|neexistuje)|(?:cím|címzett|felhasználó)\S* (?:\S+ ){0,3}nem (?:található|létezik)|(?:osoitetta|vastaanottajaa|käyttäjää) (?:\S+ ){0,3}ei (?:löytynyt|löydy|ole)|adressen? (?:\S+ ){0,4}(?:gick inte att hitta|hittades inte|finns inte|blev ikke fundet|findes ikke|ble ikke funnet|finnes ikke)|mottagaren finns inte|adres\S* (?:\S+ ){0,6}(?:kan niet worden gevonden|niet gevonden|bestaat niet)|e-posta adresi (?:\S+ ){0,2}bulunamad|δεν (?:βρέθηκε|υπάρχει)|indirizzo (?:\S+ ){0,6}(?:inesistente|non (?:è stato )?trovato|non esiste)|endereço (?:\S+ ){0,6}(?:não (?:existe|foi encontrado|pôde ser encontrado)|inexistente)|(?:dirección|direccion) (?:\S+ ){0,6}(?:no existe|no se (?:ha )?encontr)|adresa (?:\S+ ){0,6}nu (?:a fost găsită|există)|找不到(?:你|您)?(?:输入)?的?(?:\S{0,6})(?:邮件地址|地址|收件人)|이메일 주소를 찾을 수 없|(?:地址|用户|账号)不存在|(?:宛先(?:が|アドレス)|メール ?アドレス)[^。]{0,20}(?:存在しません|見つかりません)`,
	)
	perhapsUnknown = phrase.Any(`(?:user|recipient|mailbox|address|account|addressee|destination|e-?mail|name|alias)[^.]{0,80}?(?:unknown|not (?:be )?found|(?:did|could)(?: not|n't)|not (?:exist|known|valid|listed|recogni[sz]ed|local|a (?:valid|known)|available)|unavailable|closed|no longer)`, `(?:bad|not a (?:valid|known)|unrecogni[sz]ed|illegal|undefined) (?:local )?(?:user|recipient|mailbox|address|account|destination|e-?mail|name|alias|domain)`, `no (?:valid recipient|account)`, `(?:couldn't|could not|cannot|can't|wasn't|was not|unable to) be found`, `addresses? (?:failed|couldn't be found)`, `not our customer`, `delivery to this (?:user|recipient) is not`, `local-part`)
	large          = phrase.Any(`message (?:size|is too|too|file too)[^.]{0,40}(?:exceed|big|large|limit)`, `(?:message|size|mail)[^.]{0,40}(?:too (?:large|big)|exceed\S* (?:\S+ ){0,5}(?:size|maximum|limit))`, `exceed\S* (?:\S+ ){0,4}(?:message|maximum|size)`, `size limit|sizelimit`, `too (?:large|big)\b`, `\bzu groß|trop (?:volumineux|lourd|gros)|demasiado (?:grande|pesado)|troppo grande|\bte groot|grande demais|muito grande|för stort?\b|for stort?\b|(?:zbyt|za) duż|слишком (?:большо|велик)|příliš velk|túl nagy|çok büyük|大きすぎ|太大|过大|過大|너무 큽`)
	loop           = phrase.Any(`\bloops?\b|looping`, `too many hops|hop count|too many received`)
	blocked        = phrase.Any(`\bspam\b|spamhaus`, `\bblock(?:ed|list|ing)?\b|black ?list`, `\brbl\b|dnsbl`, `\bpolicy\b|policies|reputation`, `not (?:allowed|permitted|authori[sz]ed|accepted)`, `permission|prohibited|forbidden|administrative`, `unsolicited|\bvirus\b|malware`, `rejected (?:by|as|due)`, `\bcontent\b|\bcontents\b`, `relay(?:ing)? (?:access )?(?:is )?(?:denied|not)|unable to relay`, `access denied|banned|suspicious|restricted|only accept`, `moderat|\bfilter`, `service refused|refused by|denied by`, `frequency limit|rate limit|(?:receive|message|sending) limit|too many (?:messages|connections|recipients)`, `starttls|\btls\b`, `nicht (?:berechtigt|zugelassen|gestattet)|keine berechtigung|n'(?:êtes|est) pas autorisé|no (?:tiene permiso|está autorizad)|non (?:si dispone|dispone|è autorizzat|si è autorizzat)|niet (?:gemachtigd|bevoegd|toegestaan)|não (?:tem permissão|está autorizad)|inte behörig|ikke tilladelse|ikke tillatelse|nie masz uprawnień|nie (?:ma|posiada) uprawnień|нет (?:прав|разрешени)|許可されていません|没有权限|沒有權限|권한이 없`, `abgelehnt|refusé|rechazad|respint|odrzucon|отклонен|отвергнут|拒收|拒绝`)
	passing        = phrase.Any(`time(?:d)? ?out|timeout|temporar|try(?:ing)? again|later\b`, `unable to connect|could not connect|not responding|could not be contacted`, `expired|retry|deferred`, `too long|too busy|unavailable`, `max(?:imum)? (?:retry|time)`, `insufficient (?:system )?(?:storage|disk|resources)`)
)
