package bounce

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/mail/phrase"
)

// Prose is a message that may tell of a failure in words.
type Prose struct {
	Subject, Text string
	// From is who says so; a mail server, as a rule.
	From []string
	// To are our addresses, which are not the ones that failed.
	To []string
	// Failed is the field X-Failed-Recipients, which Exim and Gmail write.
	Failed string
	// NullSender says that the envelope's sender is empty.
	NullSender bool
}

// FromServer says whether the message claims to be from a mail server itself.
func (p Prose) FromServer() bool {
	return slices.ContainsFunc(p.From, func(a string) bool {
		local, _, _ := strings.Cut(strings.ToLower(a), "@")
		return serverName.MatchString(local)
	})
}

// fromPostmaster says whether it is from the one name of a mail server that people write under, too.
func (p Prose) fromPostmaster() bool {
	return !slices.ContainsFunc(p.From, func(a string) bool { return !strings.HasPrefix(strings.ToLower(a), "postmaster@") })
}

var serverName = regexp.MustCompile(`^(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|bounces?|mailerdaemon|microsoftexchange[0-9a-f]*|mail_delivery|mailsystem|mail-system|mds|symantec-postmaster|barracuda)$`)

// Tells says whether the words are those of a failure or a delay: a mail server's name or an empty sender, and a subject or
// an opening as servers write them. A person who quotes a failure has neither.
func (p Prose) Tells() bool {
	if strings.TrimSpace(p.Failed) != "" {
		return true
	}
	server := p.FromServer()
	if !server && !p.NullSender {
		return false
	}
	if (!server || p.fromPostmaster()) && replied.MatchString(p.Subject) && !enhanced.MatchString(p.Text[:min(len(p.Text), maxOpening)]) {
		return false // somebody answers what is called so; servers that report do not reply, and give a code
	}
	subject := failedSubject.Matches(strings.ToLower(p.Subject[:min(len(p.Subject), maxSaid)]))
	own := p.own()
	opening := failedText.Matches(strings.ToLower(own[:min(len(own), maxOpening)]))
	return server && (subject || opening) || subject && opening
}

// replied is a subject that answers another.
var replied = regexp.MustCompile(`(?i)^\s*(?:re|aw|antw|sv|vs|odp|rif|r|ynt|res|rv|回复|答复|回覆|返信|답장)\s*(?:\[\d+\])?\s*[:：]`)

var (
	failedSubject = phrase.Any(`undeliver|non[- ]?deliver|not delivered|undelivered|returned (?:mail|to sender|message)|mail (?:\S+ )?returned|failure notice|deliver\S* (?:status|fail|problem|notification|error|has failed|report|delay|incomplete)|(?:mail|message|system|sending) (?:\S+ )?(?:delivery|fail|error)|failed (?:mail|delivery|to deliver)|could ?(?:not|n't) (?:be )?(?:sen[dt]|deliver)|warning: (?:could not send|message)|delayed|message you sent|nondeliverable|unzustellbar|nicht zugestellt|zustellung|non remis|échec|no se (?:puede|pudo) entregar|no entregado|fallo|mancata consegna|impossibile|onbestelbaar|niet bezorgd|não (?:entregue|foi)|falha|kan ikke leveres|ikke levert|går inte att leverera|niedostarcz|zwrot|недостав|не доставлен|доставк|iletilemedi|teslim|配信(?:不能|失敗|できません)|送信(?:エラー|できません)|退信|退回|无法(?:投递|传递|送达)|전달 ?(?:실패|되지)|배달|non recapitabile|toimitus epäonnistui|ei voi(?:tu|da)? toimittaa|perille toimittamat|nedoručiteľn|nedoručiteln|nedoruč|kézbesíthetetlen|kézbesítés|sikertelen|ανεπίδοτ|δεν είναι δυνατή η παράδοση|nelivra|nu (?:se|poate|a) (?:\S+ )?livra|не вдалося|neisporuč|ni mogoče dostaviti|neizruč|nepristat|kättetoimetamat|nav piegād|no lliurable|không (?:thể )?gửi|không gửi được|tidak (?:dapat )?terkirim|gagal (?:ter)?kirim|לא נמסר|לא ניתן למסור|تعذر (?:التسليم|تسليم|إرسال)|غير قابل للتسليم|ไม่สามารถส่ง|nesėkming|verzöger|retardé|retrasad|ritardat|vertraagd|opóźnion|försenad|forsinket|atrasad|задерж|затрим|opožděn|késleltet|viivästy|gecik|καθυστ|遅延|遅れ|延迟|延遲|지연`)
	failedText    = phrase.Any(`(?:could|can|was|were|is|has|have)(?: ?not|n't) (?:be |been |yet been )?(?:deliver|sent|reach|accept|process)`, `undeliver|unable to deliver|delivery (?:has |to |of |attempt\S* )?(?:\S+ ){0,6}(?:failed|failure|delayed)|failed (?:to deliver|permanently|recipient)|could not deliver`, `permanent (?:fatal )?error|fatal errors|permanently failed|error delivering`, `error delivering`, `this is the (?:qmail|mail system|postfix)|mail delivery software|qmail-send|deliver your message|delivery status|returned to (?:you|sender)|returned as undeliver`, `user unknown|no such user|mailbox (?:is )?full|over quota|does not exist|rejected your message|remote server returned|host said|said: [45]\d\d|had a permanent|address(?:es)? (?:not found|failed)|message blocked|not been delivered|delayed`, `zugestellt werden|nicht zustellen|unzustellbar|n'a pas (?:pu )?être|impossible de remettre|no se (?:puede|pudo|ha podido)|non (?:è stato|può essere|recapit)|niet (?:worden )?(?:bezorgd|afgeleverd)|não (?:pôde|foi possível|pode)|не (?:было |может быть |удалось )?достав|配信(?:できません|されません|に失敗)|無法|无法|전달|recapito non riuscito|toimitus (?:\S+ ){0,5}epäonnistui|(?:doručen|doručiť|doručit)\S* (?:\S+ ){0,5}(?:nezdařilo|nepodařilo|nepodarilo|nebylo|nebolo)|nem sikerült (?:\S+ ){0,4}kézbesít|kézbesíthető|παράδοση (?:\S+ ){0,6}απέτυχε|δεν (?:ήταν δυνατή|παραδόθηκε)|gick inte att leverera|levering mislykkedes|mislyktes|kunne ikke leveres|nie można (?:\S+ )?dostarczyć|nie zostało dostarczon|teslim edilemedi|falha na entrega|nu a (?:putut|fost) (?:\S+ ){0,2}livrat|не вдалося (?:\S+ )?доставити|не (?:може бути|було) доставлен|no s'ha pogut|không thể (?:gửi|phân phối)|tidak (?:dapat|bisa) (?:di)?kirim|لم يتم تسليم|تعذر تسليم|לא ניתן היה למסור|배달하지 못|verzögert|retardé|retrasad|ritardat|vertraagd|opóźnion|försenad|forsinket|atrasad|задерж|затрим|opožděn|késleltet|viivästy|gecik|καθυστ|遅延|遅れ|延迟|延遲|지연`)
	delayedText   = phrase.Any(`delay|will (?:keep|continue|be) (?:\S+ ){0,3}(?:try|retr)|still (?:be )?(?:try|retr|attempt)|not (?:yet )?been delivered (?:after|yet)|no action is required|has not yet|warning: (?:message|could not send)|you do not need to resend|noch nicht|verzögert|retardé|retrasad|ritardat|vertraagd|opóźnion|försenad|forsinket|atrasad|задерж|затрим|opožděn|késleltet|viivästy|gecik|καθυστ|遅延|遅れ|延迟|延遲|지연|will retry|being retried|this is a warning message only`)
	givenUp       = phrase.Any(`(?:given|giving) up|permanent|no further (?:action|attempts)|failed after|will not be retried|could not be delivered\b|undeliverable|expired`)
)

// copyBegins is where the report ends and the message that it is about begins.
var copyBegins = regexp.MustCompile(`(?im)^[ \t]*(?:-{2,} ?below this line is a copy|-{3,} ?(?:this is a copy|original message|undelivered message|returned message|forwarded message|the header|message header|message text|included is|unsent message|start of|copy of)|\*{3,} ?original|original message (?:headers?|follows)|(?:the )?(?:headers?|body) of the (?:original )?message|message headers? follow|received: from .*|return-path: ?<.*|.{0,40}ursprüngliche nachricht)`)

// own is the report without the copy of the message.
func (p Prose) own() string {
	text := p.Text[:min(len(p.Text), maxWords)]
	if at := copyBegins.FindStringIndex(text); at != nil {
		return text[:at[0]]
	}
	return text
}

// Fill completes a report by what is said in words: the recipients, if no part names any. Where the words name none
// either, there is one without an address.
func (p Prose) Fill(r *Report) {
	if len(r.Recipients) > 0 {
		return
	}
	own := p.own()
	found := p.named(own)
	action := p.action(own)
	said := saidOf(own)
	if len(found) == 0 {
		r.add(Recipient{Action: action, Status: enhanced.FindString(said), Said: said})
		return
	}
	for _, f := range found {
		words := f.said
		if len(found) == 1 && serverSaid.MatchString(own) {
			words = said
		}
		if strings.TrimSpace(words) == "" || CauseOf("", words) == Unexplained {
			words = said
		}
		r.add(Recipient{Final: f.address, Action: action, Status: enhanced.FindString(words), Said: words})
	}
}

func (p Prose) action(own string) Action {
	lower, subject := strings.ToLower(own), strings.ToLower(p.Subject)
	if strings.Contains(subject, "delay") || strings.Contains(subject, "warning: ") || delayedText.Matches(lower) && !givenUp.Matches(lower) {
		return ActionDelayed
	}
	return ActionFailed
}

type failure struct{ address, said string }

// named finds who failed: the field that says so; then, in the servers' usual forms; then, the first address that is not ours
// nor the server's.
func (p Prose) named(own string) []failure {
	var all []failure
	add := func(a, said string) {
		a = strings.TrimLeft(strings.TrimRight(a, ".'"), "'") // in quotation marks
		if p.ours(a) || len(all) >= 100 || slices.ContainsFunc(all, func(f failure) bool { return strings.EqualFold(f.address, a) }) {
			return
		}
		all = append(all, failure{a, said})
	}
	said := p.Failed[:min(len(p.Failed), maxWords)]
	for _, at := range inWords.In(said, 100) {
		add(said[at[0]:at[1]], after(own, said[at[0]:at[1]]))
	}
	for _, form := range forms {
		if len(all) > 0 {
			break
		}
		for _, at := range form.FindAllStringSubmatchIndex(own, 100) {
			add(own[at[2]:at[3]], own[at[3]:min(len(own), at[3]+2*maxSaid)])
		}
	}
	if len(all) == 0 {
		addresses := inWords.In(own, len(own))
		for _, at := range addresses {
			if rest := own[at[1]:min(len(own), at[1]+2*maxSaid)]; goesOn.MatchString(rest) {
				add(own[at[0]:at[1]], rest)
			}
		}
		for _, at := range addresses[:min(len(addresses), 20)] {
			if len(all) > 0 {
				break
			}
			add(own[at[0]:at[1]], own[at[1]:min(len(own), at[1]+2*maxSaid)])
		}
	}
	for i, f := range all { // each has the words up to the next one's
		for _, other := range all[i+1:] {
			if at := strings.Index(f.said, other.address); at > 0 {
				all[i].said = f.said[:at]
				break
			}
		}
	}
	return all
}

func after(text, part string) string {
	if at := strings.Index(text, part); at >= 0 {
		return text[at+len(part) : min(len(text), at+len(part)+2*maxSaid)]
	}
	return ""
}

const anAddress = `([\pL\pN!#$%&'*+/=?^_{|}~.-]{1,128}@[\pL\pN](?:[\pL\pN.-]{0,250}[\pL\pN])?)`

// forms are the ways in which servers name a recipient that failed.
var forms = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^[ \t]*(?:\(expanded from:? )?<` + anAddress + `>[^\n:]{0,80}:`), // qmail, Postfix
	regexp.MustCompile(`(?m)^[ \t]*<?` + anAddress + `>?[ \t]*$`),                            // Exim, sendmail, Exchange, a line of its own
	regexp.MustCompile(`(?i)(?:message|mail|e-?mail|delivery|deliver it|nachricht|message à)\s+(?:\S+\s+){0,4}?(?:to|for|an|à|a|para|aan|till|til)\s+(?:the following recipients?:?\s+)?[*"'<(]{0,3}(?:mailto:)?` + anAddress),
	regexp.MustCompile(`(?i)(?:recipient|rcpt to|to|user|address|empfänger|destinataire|destinatario)\s*(?:address)?\s*:\s*[<"'\[]{0,2}(?:mailto:)?` + anAddress),
}

// goesOn is how servers go on behind the address of a recipient that failed.
var goesOn = regexp.MustCompile(`^(?i)[>"')*]{0,3}\s*(?:\([^)]{0,80}\)\s*)?(?:couldn't|could not|was not|wasn't|is not|not found|does|on \d|:|failed|because|;)`)

// inWords is an address as reports name it. Most reports that are long have none, and an expression for it would be
// tried at every character of them.
var inWords = address.Form{
	Local:    func(r rune) bool { return inName(r) || strings.ContainsRune("!#$%&'*+/=?^_{|}~.-", r) },
	Domain:   func(r rune) bool { return inName(r) || r == '.' || r == '-' },
	MaxLocal: 128, MaxDomain: 252, Inner: ".-",
}

func inName(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// ours says whether an address cannot be the one that failed.
func (p Prose) ours(a string) bool {
	local, domain, _ := strings.Cut(strings.ToLower(a), "@")
	same := func(other string) bool { return strings.EqualFold(other, a) }
	near := func(other string) bool {
		_, ours, _ := strings.Cut(strings.ToLower(other), "@")
		return ours == domain // nobody asks oneself
	}
	return serverName.MatchString(local) || slices.ContainsFunc(p.To, near) || slices.ContainsFunc(p.From, same)
}

// saidOf finds the server's own words: the line with its code and what follows it, or else the line that names a cause.
func saidOf(own string) string {
	if at := serverSaid.FindStringIndex(own); at != nil {
		said := own[at[0]:min(len(own), at[0]+maxSaid)]
		if end := newThought.FindStringIndex(said); end != nil {
			said = said[:end[0]]
		}
		return said
	}
	for line := range strings.Lines(own) {
		if cause := CauseOf("", line); cause != Unexplained {
			return strings.TrimSpace(line)
		}
	}
	return cut(strings.TrimSpace(own))
}

// newThought is a line that does not go on with what the server said: it is not indented, and has no code.
var newThought = regexp.MustCompile(`\n(?:\r?\n|[^\s45#>])`)

var serverSaid = regexp.MustCompile(`(?:#?\b[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3})?|#?\b[45]\.\d{1,3}\.\d{1,3}\b)`)
