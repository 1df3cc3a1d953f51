package automatic

import (
	"regexp"

	"github.com/onrecord/onrecord/internal/mail/phrase"
)

// The wordings below are matched with lower-case text. They are those that mail programs put into their notices in each
// language, and those that people type into them.

// systemWords are subjects that one program alone writes.
var systemWords = map[Hint]phrase.List{
	Absence:         phrase.Any(`^auto: .{1,120} (?:is out of the office|ist außer haus|est absent|is afwezig|está fuera)`, `^yahoo! auto response`, `^.{1,100} is out of the office\.? ?\((?:returning|back)`),
	Acknowledgement: phrase.Any(`^\[[^\]]{1,60} #\d+\] autoreply:`),
}

// absenceSubject knows how absence notices and automatic replies are named.
var absenceSubject = phrase.Any(
	// en
	`auto(?:matic|mated)?[- ]?(?:reply|response|responder)\b`, `out[- ]of[- ](?:the[- ])?office`, `\booo\b`, `away from (?:the|my) (?:office|desk|mail|e-?mail)`, `^(?:re: )?(?:i am |i'm )?(?:currently )?(?:on|away on) (?:annual |maternity |parental |sick )?(?:vacation|leave|holiday)s?\b`, `^(?:re: )?away\b`, `vacation (?:reply|notice|message)`, `^(?:re: )?absen(?:t|ce)\b`,
	// de
	`abwesen`, `automatische (?:antwort|rückmeldung|e-?mail|nachricht|eingangs)`, `au(?:ß|ss)er haus`, `nicht im (?:haus|büro)`, `\bim urlaub`, `urlaubsmeldung`, `autoantwort`,
	// fr
	`r[ée]ponse automatique`, `absence du bureau`, `absente? (?:du|de|jusqu)`, `message d'absence`, `avis d'absence`, `absence\s*:`, `en congé`,
	// es, pt, ca, gl
	`respuesta autom[áa]tica`, `fuera de (?:la |mi )?oficina`, `ausen(?:te|cia|cias|t)\b`, `de vacaciones`, `resposta autom[àáa]tica`, `fora d[oe] (?:escrit[óo]rio|l'oficina)`, `de férias`, `aus[êe]ncia`, `absència`, `fora de l'oficina`, `erantzun automatikoa`,
	// it, ro
	`risposta automatica`, `fuori (?:sede|ufficio)`, `\bassen(?:te|za)\b`, `in ferie`, `r[ăa]spuns automat`, `mesaj automat`, `absen[țţt][ăa]? (?:din|de)`, `plecat din birou`, `în concediu`,
	// nl, af
	`automatisch (?:antwoord|bericht)`, `automatische reactie`, `afwezig`, `niet aanwezig`, `buiten (?:het )?kantoor`, `outomatiese antwoord`,
	// da, no, sv, is
	`autosvar`, `automatisk (?:svar|besvarelse|meddelelse)`, `automatiskt svar`, `ikke til stede`, `ikke på kontoret`, `ikke tilstede`, `frav[æe]r`, `frånvar`, `inte på kontoret`, `på semester`, `på ferie`, `sjálfvirkt svar`, `fjarvera`, `ekki við`,
	// fi, et, lv, lt
	`automaattinen (?:vastaus|poissaolo)`, `automaattivastaus`, `poissa`, `automaatvastus`, `automaatne (?:vastus|teade)`, `kontorist (?:väljas|ära)`, `puhkusel`, `automātisk[āa] atbilde`, `prombūtn`, `automatinis atsak`, `nėra biure`, `nesu biure`, `atostog`,
	// pl, cs, sk, sl, hr, sr, bs
	`automatyczna odpowiedź`, `autoodpowiedź`, `poza biurem`, `nieobecn`, `urlop`, `automatick[áaéy] odpov[eě]ď`, `mimo kancel[áa]ř`, `nepř[íi]tomn`, `mimo kancelári`, `neprítomn`, `samodejni odgovor`, `odsotn`, `automatski odgovor`, `odsut(?:an|na|nost)`, `izvan ureda`, `van kancelarije`, `аутоматски одговор`, `одсут|одсуств`,
	// hu, el, tr, sq, mt
	`automatikus v[áa]lasz`, `házon kívül`, `irodán kívül`, `távollét`, `szabadság`, `αυτόματη απάντηση`, `εκτός γραφείου`, `απουσ`, `otomatik (?:yan[ıi]t|cevap)`, `ofis d[ıi]ş[ıi]`, `(?:i̇|i)zinde`, `përgjigje automatike`,
	// ru, uk, be, bg, mk, kk
	`автоматическ(?:ий|ое) (?:ответ|сообщение|уведомление)`, `автоответ`, `вне офиса`, `нет на (?:работе|месте)`, `в отпуске`, `отсутств`, `автоматична відповідь`, `автовідповідь`, `поза офісом`, `у відпустці`, `відсутн`, `аўтаматычны адказ`, `автоматичен отговор`, `извън офиса`, `отсъств`, `автоматски одговор`,
	// ar, he, fa
	`رد (?:تلقائي|آلي)`, `الرد التلقائي`, `خارج المكتب`, `في إجازة`, `תשובה אוטומטית`, `מענה אוטומטי`, `מחוץ למשרד`, `בחופשה`, `پاسخ خودکار`,
	// ja, ko, zh
	`自動(?:応答|返信|回信)`, `不在`, `休暇`, `外出中`, `자동 ?(?:회신|응답|답장)`, `부재 ?중`, `휴가`, `自动(?:答复|回复|回覆)`, `自動(?:答覆|回覆|回復)`, `休假`, `外出`, `不在办公室`, `不在辦公室`,
	// hi, th, vi, id
	`स्वचालित उत्तर`, `स्वतः उत्तर`, `ตอบกลับอัตโนมัติ`, `ไม่อยู่ที่สำนักงาน`, `trả lời tự động`, `vắng mặt`, `balasan otomatis`, `jawapan automatik`, `di luar kantor`,
)

// receiptSubject knows how programs name the receipt that says that a message was opened, in place of a report of it.
var receiptSubject = phrase.Any(
	`^(?:not read|ungelesen|gelöscht|non lu|no leído|non letto|não lida|niet gelezen)\s*:`, `\bread receipt\b|^return receipt\b|^receipt of read`, `lesebestätigung`, `accusé de (?:lecture|réception \(lu)|confirmation de lecture`, `(?:acuse|confirmación) de lectura`, `(?:recibo|confirmação) de leitura`, `conferma di lettura|ricevuta di (?:ritorno|lettura)`, `leesbevestiging`, `læsekvittering|lesebekreftelse|läskvitto`, `lukukuittaus`, `potwierdzenie (?:przeczytania|odczytu|otwarcia)`, `potvrzení o přečtení`, `olvasási visszaigazolás`, `(?:отч[её]т|уведомление) о прочтении`, `звіт про прочитання`, `okundu bilgisi`, `αποδεικτικό ανάγνωσης`, `已读回执|閱讀回條|讀取回條`, `開封(?:確認|通知|済み)`, `(?:읽음|수신) ?확인`,
)

// receivedSubject knows how acknowledgements are named.
var receivedSubject = phrase.Any(
	`(?:we(?:'ve| have)? (?:got|received)|thank(?:s| you) for) (?:your|contacting)`, `(?:your|request|ticket|case|message|e-?mail|enquiry|inquiry) (?:\S+ ){0,3}(?:has been |was |is )?(?:received|created|opened|logged|registered)\b`, `^\[?(?:request|ticket|case|message) received\]?`, `acknowledge?ment of`, `(?:ticket|case|request) (?:#|no\.? ?)?\S{1,20} (?:created|opened)`, `confirmation of receipt`, `do[- ]not[- ]reply`,
	`(?:anfrage|nachricht|mail|schreiben) ist (?:bei uns )?eingegangen`, `eingangsbestätigung`, `empfangsbestätigung`, `vielen dank für ihre (?:anfrage|nachricht|e-?mail|mail)`, `ticket \S{1,20} (?:eröffnet|erstellt)`,
	`accusé de réception`, `(?:demande|message) (?:a bien été|bien) (?:reçue?|enregistrée?)`, `nous avons (?:bien )?reçu`, `acuse de recibo`, `hemos recibido su`, `(?:solicitud|mensaje) (?:ha sido )?recibid[oa]`, `recebemos (?:a sua|o seu|sua|seu)`, `confirmação de rece`, `conferma di (?:ricezione|ricevimento)`, `abbiamo ricevuto`, `ontvangstbevestiging`, `we hebben uw`, `uw (?:verzoek|bericht|vraag|melding|e-?mail) (?:is|werd) (?:door ons )?ontvangen`, `(?:bekræftelse|kvittering) (?:på|for) (?:modta|mot)`, `vi har (?:modtaget|mottatt|mottagit|tagit emot|fått) `, `mottagningsbekräftelse`, `potwierdzenie (?:otrzymania|przyjęcia)`, `potvrzení (?:o )?přijetí`, `vahvistus vastaanotosta`, `viestisi on vastaanotettu`, `ваше? (?:обращение|запрос|письмо) (?:получен|принят|зарегистрирован)`, `お問い合わせ(?:ありがとう|を受け付け|受付)`, `受付完了`, `접수(?:되었|완료)`, `已收到您的`, `tarafımıza ulaş`, `elküldött üzenetét megkaptuk`,
)

const calendarWords = `(?:accepted|declined|tentative|tentatively accepted|zugesagt|abgelehnt|abgesagt|mit vorbehalt|accepté|refusé|provisoire|aceptad[ao]|rechazad[ao]|provisional|accettato|rifiutato|geaccepteerd|geweigerd|afgewezen|accepteret|afvist|godtatt|akseptert|avslått|accepterat|avböjt|hyväksytty|hylätty|zaakceptowano|odrzucono|přijato|odmítnuto|elfogadva|elutasítva|принято|отклонено|kabul edildi|reddedildi|承諾|辞退|已接受|已拒绝|已謝絕|수락|거절)`

// calendarSubject is how calendar programs name the note that somebody comes, or does not; calendarWord is all that they put into it.
var (
	calendarSubject = phrase.Any(`^` + calendarWords + `\s*[:：]`)
	calendarWord    = phrase.Any(`^` + calendarWords + `[.!。]?$`)
)

// absenceText knows sentences of absence notices.
var absenceText = phrase.Any(
	`\b(?:i am|i'm|i will be|i'll be|we are|am|will be) (?:currently |now |presently )?(?:out of|away from|not in) (?:the |my |our )?(?:office|desk)`, `\bout of (?:the )?office (?:until|from|and|with|through|on|till)\b`, `\b(?:i am|i'm|i will be|i'll be) (?:currently )?(?:away|on (?:annual |maternity |parental |paternity |sick |medical )?(?:leave|vacation|holiday)|travell?ing|unavailable|absent)`, `(?:limited|no|intermittent|without|not have) access to (?:my )?e?-?mail`, `our offices? (?:is|are|will be) closed`, `this is an auto(?:mated|matic|matically)`, `(?:automated|automatic|automatically generated) (?:response|reply|message|e-?mail|notification)`, `automatically (?:generated|sent)`, `(?:no longer (?:with|working (?:at|for))|has left the company)`, `my e-?mail address has changed|(?:mailbox|address|account) is (?:no longer|not) (?:monitored|read|in use)`, `thank you for your (?:e-?mail|message)\. i am`,
	`\bich bin (?:\S+ ){0,8}(?:abwesend|nicht (?:im|am)|im urlaub|außer haus|nicht erreichbar|in elternzeit|verreist|unterwegs)`, `derzeit nicht (?:im|am|erreichbar)`, `nicht im (?:haus|büro|dienst)`, `automatisch (?:generiert|erzeugt|erstellt|versendet|versandt|verschickt)`, `automatische (?:antwort|nachricht|e-?mail|abwesenheits)`, `kein(?:en)? zugriff auf (?:meine )?(?:e-?)?mail`, `\bbin ich (?:wieder )?(?:im büro|erreichbar|zurück)`, `wird nicht weitergeleitet`, `\b(?:ich bin|bin ich) (?:\S+ ){0,6}(?:erkrankt|krank\b|krankgeschrieben)`, `nicht (?:mehr|länger) (?:\S+ ){0,5}(?:tätig|beschäftigt)\b`,
	`je suis (?:actuellement |en ce moment )?(?:absente?|en (?:congé|vacances|déplacement|arrêt)|hors du bureau)`, `je serai (?:absente?|de retour)`, `(?:réponse|message) automatique`, `généré automatiquement`, `absente? du bureau`, `ne fait plus partie (?:de la|du|de l'|des)|ne travaille plus (?:chez|pour|à)`,
	`(?:estoy|estaré|me encuentro|me encontraré) (?:fuera|ausente|de (?:vacaciones|baja|permiso|viaje)|en vacaciones)`, `(?:respuesta|mensaje|correo) (?:es )?(?:autom[áa]tic[oa]|generado autom)`, `(?:estou|estarei|encontro-me|estamos) (?:fora|ausente|de férias|em férias|de licença)`, `(?:resposta|mensagem) autom[áa]tica`, `soc fora|estic (?:fora|de vacances)`,
	`(?:sono|sarò) (?:\S+ ){0,3}(?:assente|fuori (?:sede|ufficio)|in (?:ferie|vacanza|congedo))`, `(?:risposta|messaggio) automatic[oa]`, `generat[oa] automaticamente`, `\bsunt (?:plecat|plecată|în concediu|absent)`, `nu sunt (?:la|în) birou`, `mesaj (?:generat )?automat`,
	`\b(?:ik ben|ben ik|wij zijn) (?:\S+ ){0,6}(?:afwezig|niet (?:aanwezig|op kantoor|bereikbaar)|met (?:vakantie|\S{0,20}verlof)|op vakantie)`, `automatisch (?:gegenereerd|antwoord|bericht|verzonden)`,
	`\bjeg (?:er|har) (?:\S+ ){0,6}(?:ikke på kontoret|fraværende|borte|ferie|ute av kontoret|permisjon|orlov|bortreist|ikke til stede|på barsel|sykmeldt|sykemeldt|sygemeldt|på (?:tjeneste)?rejse)`, `\bjag är (?:\S+ ){0,6}(?:inte på (?:kontoret|plats)|frånvarande|ledig|på semester|tjänstledig|bortrest|föräldraledig|sjukskriven|på tjänsteresa)`, `automatisk(?:t)? (?:svar|besked|meddelande|genere)`, `autosvar`, `ég er (?:ekki við|í fríi)`,
	`\bolen (?:\S+ ){0,5}(?:poissa|\S*lomalla|\S*vapaalla|matkoilla)`, `automaatti(?:nen|sesti|vastaus)`, `\b(?:ma )?(?:pole|ei ole|ei viibi) (?:\S+ ){0,2}kontoris`, `\b(?:ma )?(?:olen|viibin) (?:\S+ ){0,3}(?:puhkusel|eemal|lähetuses)`, `automaatvastus|automaatne`, `es neesmu|esmu (?:\S+ ){0,2}(?:atvaļinājumā|prombūtnē)|neesmu birojā`, `automātisk`, `(?:nesu|nebūsiu) (?:\S+ ){0,2}(?:biure|darbe)|esu (?:\S+ ){0,2}(?:atostog|komandiruot)|atostogauju`, `automatinis`,
	`\b(?:jestem|będę|przebywam) (?:\S+ ){0,4}(?:nieobecn|poza biurem|na urlop|urlop|na zwolnieniu|w delegacji)`, `(?:wiadomość|odpowiedź) (?:\S+ ){0,3}automatyczn`, `automatyczna (?:odpowiedź|wiadomość)`, `(?:jsem|budu|nejsem|nebudu) (?:\S+ ){0,5}(?:mimo kancel|nepř[íi]tom|na dovolen|v kancel|v pracovní neschopn|na (?:nemocensk|mateřsk|rodičovsk))`, `automatick[áý] (?:odpov|zpráva|správa)`, `(?:som|budem|nie som) (?:\S+ ){0,5}(?:mimo kancel|neprítom|na dovolenk|v kancel|práceneschop|na (?:materskej|rodičovskej))|čerpám (?:\S+ )?dovolenk`, `\b(?:sem|bom|nisem) (?:\S+ ){0,4}(?:odsot|na dopustu|v pisarni)`, `\b(?:nisam|sam|bit ću) (?:\S+ ){0,4}(?:u uredu|odsut|na godišnjem|u kancelariji|na odmoru)`, `automatsk[ia] (?:odgovor|poruka)`, `(?:нисам|сам) (?:\S+ ){0,4}(?:у канцеларији|одсут|на одмору|одмору)`,
	`nem vagyok (?:\S+ ){0,3}(?:az irodában|elérhető)`, `\b(?:szabadságon|házon kívül|távol) (?:vagyok|leszek|tartózkodom)`, `automatikus (?:válasz|üzenet)`, `λείπω|απουσιάζω|(?:είμαι|θα είμαι|βρίσκομαι) (?:\S+ ){0,3}(?:εκτός|σε άδεια)`, `αυτόματ(?:η|ο) (?:απάντηση|μήνυμα)`, `ofis(?:te)? (?:d[ıi]ş[ıi]nday[ıi]m|değilim)|izinde(?:yim|yi|)|\bizinli|tatilde`, `otomatik (?:olarak|yan[ıi]t|mesaj|cevap)`,
	`(?:меня|я) (?:\S+ ){0,5}(?:нет (?:в офисе|на (?:работе|месте))|не будет|в (?:\S+ )?отпуске|вне офиса|отсутств|в командировке|на больничном|нахожусь)`, `автоматическ|автоответ`, `(?:мене|я) (?:\S+ ){0,5}(?:немає в|не буде|[ув] (?:\S+ )?відпустці|поза офісом|відсутн|у відрядженні|на лікарняному)`, `автоматичн`, `отсъствам|(?:извън|не съм в) офиса|в отпуск`, `автоматичен|автоматично`, `мяне няма`,
	`(?:أنا|سأكون|إنني|اكون) (?:\S+ ){0,4}(?:خارج|في إجازة|غير متواجد|غائب)`, `رد (?:تلقائي|آلي)|رسالة (?:تلقائية|آلية)`, `(?:אני|אהיה) (?:\S+ ){0,4}(?:מחוץ למשרד|לא במשרד|בחופש)`, `(?:הודעה|תשובה|מענה) אוטומטי`, `من (?:\S+ ){0,4}(?:در مرخصی|خارج از)`,
	`不在(?:です|に|にし|と|中|の)`, `休暇(?:中|を|のため)`, `外出(?:中|して)`, `自動(?:返信|応答|送信|配信|回覆|回復)`, `부재 ?중|휴가 ?중|자리를 비|자동(?:으로| ?회신| ?응답| ?발송)`, `(?:我|本人)?(?:目前|现在|現在)?(?:不在(?:办公室|辦公室|公司|岗位)|正在休假|休假|出差|外出)`, `自动(?:回复|答复|发送|生成)|自動(?:回覆|發送|產生)`,
	`कार्यालय (?:से बाहर|में नहीं)|छुट्टी पर`, `ไม่อยู่|ลาพัก|ลาหยุด|อัตโนมัติ`, `tôi (?:\S+ ){0,4}(?:vắng mặt|nghỉ (?:phép|thai sản|ốm|lễ)|đi công tác|không có mặt)|tự động`, `saya (?:\S+ ){0,4}(?:cuti|di luar kantor|tidak berada)|otomatis`,
)

// selfNamed knows sentences that say of the message that a program wrote it, and not why.
var selfNamed = phrase.Any(`auto`, `авто`, `аўта`, `αυτόματ`, `自动`, `自動`, `자동`, `آلي`, `تلقائي`, `אוטומט`, `خودکار`, `tự động`, `otomat`, `โนมัติ`, `स्वचालित`, `sjálfvirk`)

// receivedText knows sentences of acknowledgements.
var receivedText = phrase.Any(
	`(?:we|i)(?:'ve| have)? (?:safely |just |now )?(?:got|received) your (?:e-?mail|message|request|enquiry|inquiry|query|ticket|letter|report)`, `your (?:\S+ ){0,4}(?:has been|was|have been) (?:\S+ )?(?:received|created|opened|logged|registered|assigned|forwarded|routed)`, `(?:ticket|case|request) (?:\S+ ){0,4}(?:has been|was) (?:created|opened|assigned|received)`, `confirming (?:that )?(?:we|our)`, `acknowledge (?:the )?receipt`, `(?:we|someone|a member of (?:our|the) team|our team|an agent|they|one of our) (?:\S+ ){0,4}(?:will|shall|'ll|aims? to|try to|endeavou?r to) (?:\S+ ){0,4}(?:get back|respond|reply|be in touch|contact you|answer|review)`, `being reviewed by`, `(?:team|we) (?:usually|normally|typically) (?:get|gets|repl|respond|answer)`, `(?:expect|receive|have) (?:a |an |our |the )?(?:response|reply|answer|decision) (?:within|no later than)`, `within (?:\d+|\w+) working days`,
	`(?:ihre|deine) (?:\S+ ){0,3}(?:ist|wurde|haben wir|ist bei uns) (?:\S+ ){0,4}(?:eingegangen|erhalten|registriert|eröffnet|aufgenommen|angelegt)`, `wir haben ihre (?:\S+ ){0,3}(?:erhalten|empfangen)`, `(?:werden|melden) (?:uns|wir) (?:\S+ ){0,8}(?:melden|bearbeiten|bei ihnen)`, `schnellstmöglich|so bald wie möglich bearbeite`, `unter der (?:vorgangs|ticket|fall|bearbeitungs|referenz)nummer`,
	`(?:nous avons|avons) bien reçu`, `a bien été (?:reçue?|enregistrée?|prise? en compte)`, `nous (?:vous répondrons|reviendrons vers vous|traiterons)`, `accusons réception`, `hemos recibido su|ha sido (?:recibid|registrad)|nos pondremos en contacto|le responderemos`, `recebemos (?:a sua|o seu|sua|seu)|foi (?:recebid|registad|registrad)[oa]|entraremos em contato|responderemos`, `abbiamo ricevuto|è stat[oa] (?:ricevut|registrat|presa in carico)|le risponderemo`, `wij hebben uw|we hebben (?:uw|je) (?:\S+ ){0,3}ontvangen|is (?:door ons )?ontvangen|nemen (?:\S+ ){0,4}contact (?:met u )?op`,
	`vi har (?:modtaget|mottatt|mottagit|tagit emot|fått) (?:din|ditt|deres|er)|(?:din|ditt|deres) (?:\S+ ){0,2}(?:er modtaget|er mottatt|har mottagits|har tagits emot)|vi (?:svarer|svarar|återkommer|vender tilbage)`, `(?:viestisi|yhteydenottosi|pyyntösi) on (?:vastaanotettu|kirjattu)|olemme vastaanottaneet`, `(?:otrzymaliśmy|państwa|twoje) (?:\S+ ){0,3}(?:wiadomość|zgłoszenie|zapytanie)|zostało (?:zarejestrowane|przyjęte)`, `(?:váš|vaše|vaša) (?:\S+ ){0,3}(?:byl[aoy]?|bol[aoi]?) (?:přijat|prijat|zaregistr|doručen)`, `megkaptuk|levelét (?:\S+ ){0,2}rögzítettük`, `am primit (?:mesajul|solicitarea|cererea)`, `λάβαμε το|(?:το )?(?:μήνυμά|αίτημά) σας (?:\S+ ){0,3}(?:ελήφθη|παρελήφθη|καταχωρ)`, `talebiniz (?:\S+ ){0,3}alın|mesajınız (?:\S+ ){0,3}(?:alın|ulaş)`, `ваш[ае]? (?:\S+ ){0,3}(?:получен|принят|зарегистрирован)|мы получили ваше?`, `ваш[ае]? (?:\S+ ){0,3}(?:отриман|прийнят|зареєстрован)|ми отримали ваш`, `получихме ваш|е получено`, `تم استلام|لقد تلقينا|تلقينا رسالتك`, `פנייתך (?:התקבלה|נקלטה)|קיבלנו את`, `(?:お問い合わせ|メール|ご連絡)(?:を)?(?:受け付け|受信いた|受領|いただき)|受付(?:いた|番号)`, `접수(?:되었|하였|됐)|문의해 ?주셔서`, `(?:已|我们已|我們已)(?:收到|經收到)(?:您|你)的`,
)

// courtesies are how acknowledgements begin, and people's answers too: alone they say nothing of a machine.
var courtesies = phrase.Any(
	`(?:^|\. )thank(?:s| you) for (?:contacting|writing to|getting in touch|reaching out)`, `^(?:vielen|besten|herzlichen) dank für ihre`, `^(?:nous vous remercions|merci) (?:de nous avoir|pour votre)`, `^gracias por (?:contactar|escribir|su)`, `^(?:bedankt|dank u wel|hartelijk dank) voor (?:uw|je)`, `^obrigad[oa] (?:por|pelo)`, `^grazie per (?:averci|la sua|il suo)`,
)

// frames are what ticket systems put around whatever is said in them.
var frames = phrase.Any(`^\W{0,12}(?:view|see|open) (?:the |this |your )?(?:request|ticket|case)\b.{0,160}$`, `^\W{0,12}powered by .{1,60}$`, `turn off this request's notifications`, `^(?:your |the )?(?:ticket|case|request|reference)(?: number| no\.?| id)?(?: is)?\W{1,4}\S*\d\S*$`)

// formText knows the sentences around them: greetings, whom to turn to, no reply.
var formText = phrase.Any(
	`^(?:dear|hello|hi|hallo|guten tag|sehr geehrte|liebe|bonjour|madame|monsieur|estimad|hola|buenos|prezad|olá|gentile|buongiorno|salve|geachte|beste|kære|kjære|hej|hei|szanown|dzień dobry|vážen|dobrý|tisztelt|stimat|bună|уважаем|здравствуйте|добрый|шановн|добрий|αγαπητ|sayın|merhaba)\b.{0,60}$`,
	`\burgent|\bdringend|\bdringlich|urgence|urgente|spoedeisend|haster|brådskande|kiireelli|piln|naléhav|sürgős|срочн|терміново|спешн|επείγ|acil|عاجل|דחוף|緊急|お急ぎ|긴급|급한|紧急|緊急`,
	`(?:message|e-?mail|mail)s? (?:has|have|will|is|are) not (?:be(?:en)? )?(?:forwarded|read|monitored|checked)`, `(?:please )?(?:do not|don't) reply`, `bitte (?:antworten sie nicht|nicht antworten|wenden sie sich)`, `ne pas répondre|no responda|não responda|non rispondere|niet (?:te )?beantwoord|nie odpowiadaj|не отвечайте`, `please contact|(?:write|turn|refer) to|in my absence|during (?:my|this) (?:absence|time|period)|in meiner abwesenheit|meine vertretung|vertritt mich|en mon absence|pendant mon absence|en mi ausencia|in mia assenza|in mijn afwezigheid`, `(?:kind|best|warm) regards|sincerely|mit freundlichen|freundliche|cordialement|un saludo|saludos|atenciosamente|cordiali saluti|vriendelijke groet|venlig hilsen|vennlig hilsen|med vänlig|pozdrawiam|s pozdravem|üdvözlettel|с уважением|з повагою|με εκτίμηση|saygılarımla|よろしく|敬具`, `reply above this line|##-|please type your reply`, `(?:i will|i'll|i shall) (?:\S+ ){0,3}(?:reply|respond|answer|return|get back|be back|read)`, `\breturn(?:ing)? (?:to the office )?on`,
)

// stated knows what only an answer says; such a message is never taken for a machine's out of sight.
var stated = phrase.Any(
	`\b(?:did|do|does|was|were|has|have|had|is|are|can|could|would) ?(?:not|n't) (?:\S+ )?(?:close|comment|know|make|have|receive|contact|confirm|agree|accept|happen|take|true|correct|aware|been|answer|pay|sell|use|say|share|discuss|recogni[sz]e)`, `\b(?:we|i|they|he|she) (?:\S+ )?(?:deny|denies|denied|confirm|confirmed|reject|rejected|dispute|disputed|decline|declined|stand by|regret)\b`, `no comment`, `\b(?:our|my|the|this|following) (?:\S+ )?(?:answer|answers|statement|position)\b`, `(?:attached|enclosed|appended)`, `can answer`, `\b(?:the )?(?:claim|allegation|report|figure)s? (?:is|are|was|were)\b`, `\b(?:commented|replied|answered|wrote):?\s*$`,
	`stellungnahme|(?:bestreiten|dementieren|bestätigen|weisen) (?:wir|\S+ zurück)|wir (?:bestreiten|dementieren|bestätigen|haben (?:\S+ ){0,4}nicht|kommentieren|weisen|äußern)|kein kommentar|im anhang|anbei`, `nous (?:démentons|confirmons|contestons|n'avons|ne (?:commentons|souhaitons))|ci-joint|sans commentaire|notre (?:déclaration|réponse|position)`, `(?:desmentimos|confirmamos|negamos|rechazamos|no hemos|sin comentarios|nuestra (?:respuesta|declaración)|adjunt)`, `(?:smentiamo|confermiamo|neghiamo|non abbiamo|nessun commento|in allegato|la nostra (?:risposta|dichiarazione))`, `(?:wij|we) (?:ontkennen|bevestigen|hebben (?:\S+ ){0,4}niet)|geen commentaar|in de bijlage|bijgevoegd`, `vi (?:afviser|bekræfter|benægter|bekrefter|avviser|förnekar|bekräftar|dementerar)|ingen kommentar`, `(?:zaprzeczamy|potwierdzamy|nie komentujemy|w załączeniu)`, `(?:мы (?:не|опровергаем|подтверждаем|отрицаем)|без комментариев|во вложении)`, `ノーコメント|否定(?:し|いた)|回答(?:いた|し)ます|コメントは`, `我们(?:否认|确认|没有)|不予置评`, `사실이 아닙|부인합|확인합`,
)

// untilWords finds the passage that names a date of return.
var untilWords = regexp.MustCompile(`(?i)(?:\buntil|\btill|\bthrough|\breturn(?:ing)?(?: to (?:the|my) office)?(?: on)?|\bback (?:in the office )?on|\bbis(?: zum| einschließlich)?|\bwieder ab(?: dem)?|\bjusqu'(?:au|à)|\bde retour le|\bhasta el|\baté|\bfino al|\brientro il|\btot(?: en met)?|\bindtil|\btil(?: og med)?|\btill och med|\bdo dnia|\bdo|\bдо|\bпо)\s+(?:(?:\pL{2,12},?\s+)?(?:the )?\d{1,2}(?:st|nd|rd|th|º|er)?[./ -]{1,2}(?:(?:de )?\pL{3,12}|\d{1,2})(?:[./ ,-]{1,2}(?:de )?\d{2,4})?|\d{4}-\d{2}-\d{2}|\pL{3,9} \d{1,2}(?:st|nd|rd|th)?(?:, \d{4})?)`)
