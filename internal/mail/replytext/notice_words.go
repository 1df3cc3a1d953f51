package replytext

import (
	"strings"

	"github.com/onrecord/onrecord/internal/mail/phrase"
)

// opensDisclaimer is how a disclaimer begins; a line that begins otherwise is a person's.
var opensDisclaimer = phrase.Any(
	`^\W{0,8}(?:` + strings.Join([]string{
		`(?:important|legal|confidentiality|privacy|please note|notice|disclaimer|warning|attention|caution|confidential|privileged)\b`,
		`(?:the|any) (?:information|content|contents|material|opinions?)`, `(?:this|these) (?:e-?mail|message|communication|transmission|electronic|correspondence|mail)`, `information (?:in|contained)`, `if you (?:are not|have received)`, `unless (?:otherwise|expressly)`, `e-?mail (?:confidentiality|disclaimer)`,
		`(?:diese|der inhalt|die (?:in dieser|information|nachricht)|vertraulich|wichtiger hinweis|rechtlicher hinweis|hinweis|haftungsausschluss|sollten sie)`,
		`(?:ce|cet|cette|le présent|les informations|l'information|avis|avertissement|mention|confidentiel|important\s?:)`,
		`(?:este|esta|la información|el contenido|aviso|advertencia|a informação|as informações|o conteúdo|esta mensagem|confidencial)`,
		`(?:questo|questa|il presente|la presente|le informazioni|il contenuto|avvertenza|informativa|ai sensi|riservat)`,
		`(?:dit|deze|de informatie|de inhoud|disclaimer|vertrouwelijk)`, `(?:denne|detta|detta meddelande|informationen|innehållet|dette|innholdet|fortrolig|konfiden)`, `(?:tämä|viesti|luottamuksel)`,
		`(?:niniejsz|ta wiadomość|treść|informacje|uwaga|tato|tento|obsah|upozornění|táto|upozornenie|ez az|jelen|ezen|az e-mail|acest|prezentul|informațiile)`,
		`(?:настоящ|данное|это (?:сообщение|письмо)|содержани|информаци|внимание|конфиденциальн|це|цей|дане|увага|това|съобщени)`,
		`(?:το παρόν|αυτό το|οι πληροφορίες|bu e-?posta|bu mesaj|bu ileti|işbu|yasal uyarı|gizlilik|see e-?kiri|käesolev|šis|šī|ši|šiame|þessi|tölvupóst|ovo|ova|ta (?:e-?pošta|sporočilo)|to (?:sporočilo|elektronsko)|poruka|aquest|mezu)`,
		`(?:הודעה זו|המידע|דוא"ל|הודעת|هذا|هذه|المعلومات|تنبيه|إخلاء|این)`, `(?:本|此|注意|声明|聲明|免责|免責|重要|【|機密|この|当|이 (?:메일|전자|메시지)|본 |email này|thư này|nội dung|pesan ini|surel ini|email ini|e-?mel ini|อีเมล|ข้อความ|यह)`,
	}, "|") + `)`,
)

// headed is a disclaimer that calls itself one.
var headed = phrase.Any(`^\W{0,4}(?:disclaimer|(?:e-?mail )?confidentiality (?:notice|statement)|legal (?:notice|disclaimer)|haftungsausschluss|rechtlicher hinweis|clause de confidentialité|avis de confidentialité|aviso (?:legal|de confidencialidad|de confidencialidade)|avvertenza|informativa|klauzula poufności)\W{0,3}[:.\n–-]`)

// secret is how it says that it is confidential.
var secret = phrase.Any(`confidential`, `privileged`, `vertraulich`, `confidentiel`, `confidencia`, `riservat`, `confidenzial`, `vertrouwelijk`, `fortrolig`, `konfiden`, `luottamuks`, `poufn`, `tajemnic`, `důvěrn`, `dôvern`, `bizalmas`, `confidenț`, `поверителн`, `конфиденциальн`, `конфіденційн`, `εμπιστευτικ`, `gizli`, `konfidents`, `trúnað`,
	`zaupn`, `povjerljiv`, `poverljiv`, `поверљив`, `סודי`, `חסוי`, `سري`, `محرمان`, `机密`, `機密`, `保密`, `秘密`, `기밀`, `비밀`, `bảo mật`, `rahasia`, `sulit`, `ความลับ`, `गोपनीय`)

// addressee is how it says for whom it is.
var addressee = phrase.Any(
	`intended (?:\w+ )?(?:for|only|solely|exclusively|recipient)`, `intended to be (?:read|received)`, `addressee`, `(?:person|individual|entity|party|recipient)s? (?:\w+ )?(?:to whom|to which|named|for whom)`, `received (?:this|it|the) [\w -]{0,40}(?:in|by) (?:error|mistake)`, `(?:in error|by mistake),? please`, `not the (?:intended|named)`,
	`ausschließlich für (?:den|die)`, `nur für (?:den|die)`, `adressat`, `irrtümlich`, `nicht der (?:richtige|vorgesehene|beabsichtigte)`, `empfänger`, `fälschlicherweise`,
	`destinataire`, `par erreur`, `destinatari`, `por error`, `por engano`, `por erro`, `per errore`, `per error`, `geadresseerde`, `ten onrechte`, `niet (?:de|voor u) (?:bedoelde|bestemd)`, `bestemd voor`,
	`bestemt for`, `bestemt til`, `rette modtager`, `ved en fejl`, `ved en feil`, `rette mottaker`, `tiltenkt`, `avsedd[at]? (?:för|endast)`, `avsedda mottagar`, `av misstag`, `tarkoitettu`, `vastaanottaj`, `erehdyksess`, `vahingossa`,
	`adresat`, `omyłk`, `pomyłk`, `příjemc`, `omylem`, `príjemc`, `címzett`, `tévedés`, `destinatarul`, `din eroare`, `получател`, `адресат`, `ошибочно`, `по ошибке`, `по погрешка`, `одержувач`, `помилково`, `παραλήπτη`, `εκ παραδρομής`, `alıcı`, `yanlışlıkla`, `adressaa`, `ekslik`, `saņēm`, `adresāt`, `kļūdas`, `gavėj`, `per klaidą`, `viðtakand`, `naslovnik`, `pomotoma`, `primatelj`, `primalac`, `greškom`, `примаоц`,
	`הנמען`, `בטעות`, `المرسل إليه`, `المرسلة إليه`, `بطريق الخطأ`, `عن طريق الخطأ`, `گیرنده`, `收件人`, `收件者`, `误收`, `誤收`, `错误`, `受信者`, `宛先`, `誤って`, `수신인`, `수신자`, `잘못 수신`, `người nhận`, `nhầm`, `penerima`, `ผู้รับ`, `प्राप्तकर्ता`)

// destroy is how it says what others have to do, or must not.
var destroy = phrase.Any(`delet`, `destroy`, `disclos`, `\bcopy`, `distribut`, `notify`, `dissemin`, `prohibit`, `lösch`, `vernicht`, `weitergabe`, `weiterleit`, `unzulässig`, `nicht gestattet`, `supprim`, `détrui`, `diffus`, `divulg`, `avertir`, `elimin`, `borr`, `destru`, `prohib`, `proib`, `apag`, `cancell`, `distrugg`, `vietat`, `diffond`, `verwijder`, `vernietig`, `verspreid`, `slett`, `radera`, `poista`, `hävit`, `usun`, `zabron`, `skasowa`, `smaž`, `smaza`, `vymaž`, `zakáz`,
	`töröl`, `tilos`, `ștergeț`, `interzis`, `удал`, `уничтож`, `запрещ`, `изтри`, `забранен`, `видал`, `знищ`, `заборон`, `διαγρά`, `απαγορ`, `silin`, `siliniz`, `yasak`, `kustuta`, `keelatud`, `dzēs`, `aizlieg`, `ištrin`, `draudž`, `eyð`, `izbri`, `obri`, `zabran`, `מחק`, `למחוק`, `אסור`, `حذف`, `محظور`, `ممنوع`, `删除`, `刪除`, `销毁`, `禁止`, `削除`, `破棄`, `삭제`, `금지`, `xóa`, `xoá`, `hapus`, `dilarang`, `ลบ`, `ห้าม`, `हटा`, `निषिद्ध`)

// virus is what many disclaimers go on with.
var virus = phrase.Any(`virus`, `views (?:or opinions )?expressed`, `opinions (?:presented|expressed)`, `no liability`, `accepts? no`, `keine haftung`, `monitor(?:ed|ing)? (?:of )?(?:e-?mail|communication)`, `privacy (?:policy|notice|statement)`, `datenschutz`)

// register is what the law wants: where a company is entered, its number, who directs it.
var register = phrase.Any(`registered (?:office|address|in|number|no)`, `company (?:registration|number|no)`, `registration (?:number|no)`, `incorporated in`, `limited liability partnership`, `vat (?:reg|no|number|id)`, `geschäftsführ`, `amtsgericht`, `\bhr[ab]\b ?\d`, `handelsregister`, `sitz der gesellschaft`, `aufsichtsrat`, `vorstand\b`, `ust-?id`, `\brcs\b`, `siège social`, `au capital de`, `\bsiret\b`, `registro mercantil`, `domicilio social`, `\bn\.?i\.?f\.?\b`, `\bc\.?i\.?f\.?\b`, `sede (?:legale|social)`, `p\. ?iva`, `partita iva`, `capitale sociale`, `\bkvk\b`, `statutair`, `\bcvr\b`, `org\.? ?nr`, `y-tunnus`, `\bnip\b`, `\bkrs\b`, `\bregon\b`, `kapitał zakładowy`, `\bičo?\b`, `\bič\b`, `obchodní(?:m|ho) rejstřík`, `cégjegyzék`, `adószám`, `\bogrn\b`, `огрн`, `\bинн\b`)

// printing is the line that asks not to print.
var printing = phrase.Any(`(?:consider|think of|think about) (?:the|our|your) environment`, `do you (?:really )?need to print this (?:e-?mail|message|mail)`, `umwelt.{0,60}(?:druck|ausdruck)`, `(?:druck|ausdruck).{0,60}umwelt`, `pens(?:ez|ons) à l'environnement`, `n'imprimez`, `medio ?ambiente.{0,60}imprimi`, `imprim.{0,60}medio ?ambiente`, `ambiente.{0,60}stampa`, `stampa.{0,60}ambiente`, `meio ambiente.{0,60}imprimi`, `denk aan het milieu`, `tænk på miljøet`, `tänk på miljön`, `tenk på miljøet`, `środowisk.{0,60}druk`, `окружающ.{0,80}печат`)

// footer is what scanners and mailing lists put below a letter.
var footer = phrase.Any(
	`^(?:this|the) (?:e-?mail|mail|message|inbound message|outbound message)(?: and any attachments?)? (?:was|has been|is|have been) (?:automatically )?(?:scanned|checked|swept|virus|certified)`, `\b(?:scanned|checked|swept) (?:for|by|with|using) .{0,60}(?:virus|malware|spam|mailscanner|security|antivirus|mimecast|messagelabs|symantec|barracuda|sophos|proofpoint|mcafee|trend micro|clamav|kaspersky|eset|avg|avast)`, `\bmailscanner\b`, `believed to be\s+clean`,
	`^\W*virus-?(?:free|frei|fri|vrij)\b`, `(?:diese|die) (?:e-?mail|nachricht) wurde (?:von|auf|mit) .{0,80}(?:viren|avast|antivirus|geprüft|gescannt)`, `virenfrei\.?\s.{0,40}(?:avast|avg)`, `(?:cet|ce) (?:e-?mail|courriel|message) a été (?:vérifié|analysé|contrôlé)`, `l'absence de virus`, `garanti sans virus`, `este (?:correo|mensaje|e-?mail).{0,60}(?:analizado|comprobado|verificado).{0,60}(?:virus|avast)`, `libre de virus`, `livre de vírus`, `privo di virus`, `questa? (?:e-?mail|messaggio) (?:è stat[oa]) (?:controllat|analizzat|verificat)`, `virusvrij`, `gecontroleerd op virussen`, `scannet for virus`, `viruskontrol`, `genomsökts? efter virus`, `virustarkistett`, `wolny od wirusów`, `sprawdzon[ayo].{0,40}(?:wirus|avast|antywirus)`, `zkontrolován.{0,60}(?:vir|avast)`, `bez virů`, `vírusmentes`, `проверено на (?:наличие )?вирус`, `без вирусов`, `проверен[оа]? .{0,40}(?:avast|касперск|dr\.?web|eset|вирус)`, `virüs bulunmamıştır`, `ウイルス(?:チェック|フリー|スキャン)`, `病毒扫描`, `바이러스 (?:검사|없음)`,
	`information from eset`, `eset (?:nod32|endpoint|internet|mail) ?(?:antivirus|security)?.{0,40}(?:database|version|signature)`, `www\.avast\.com`, `www\.avg\.com`, `www\.mimecast\.com`, `www\.(?:message|symantec)labs\.com`, `symanteccloud`, `barracudanetworks\.com`,
	`^this e-?mail is a service from .{1,80}\.`, `^turn off this request's notifications`, `^ref:_?msg\d`,
	`click (?:here|on the link).{0,60}(?:report|mark).{0,40}(?:spam|phish|junk|suspicious)`, `report this (?:e-?mail|message) as (?:spam|phish)`, `to report (?:this )?(?:e-?mail )?(?:as )?spam`,
	`you (?:have )?receiv(?:ed|e|ing) this (?:message|e-?mail) because you(?: are|'re|’re)? (?:subscribed|a member)`, `unsubscribe from this (?:list|group)`, `to unsubscribe from (?:this (?:group|list|mailing)|the \S{1,80} list\b)`, `to unsubscribe (?:send|e-?mail|visit|click|from)\b.{0,200}(?:list|unsubscribe)`, `^groups\.io links:`, `^[\w.-]+ mailing list\b`, `mailman/listinfo`, `/mailman3?/`, `sie (?:haben|erhalten) diese (?:nachricht|e-?mail).{0,20}weil sie (?:in|der|die|ein|sich)`, `vous recevez ce message car vous êtes abonné`, `has recibido este mensaje porque estás suscrito`, `hai ricevuto questo messaggio perché`, `вы получили это сообщение, поскольку подписаны`,
)

// warns is a sentence by which a gateway says that a message came from outside.
var warns = phrase.Any(
	`^(?:caution|warning|attention|notice|alert|be (?:careful|cautious|aware)|stop|important)?\W{0,4}(?:this (?:e-?mail|mail|message|sender)|the sender of this (?:e-?mail|message)|e-?mail) (?:\w+ )?(?:originat|came|comes|was sent|is|was received|has been sent|has originated|has come|hails)\w*\s.{0,30}(?:outside|external)`,
	`^\W*(?:please )?(?:type|write|reply|enter) .{0,30}above this line`, `^\W*(?:bitte )?(?:antworten|schreiben) sie .{0,30}über dieser (?:zeile|linie)`, `^\W*(?:veuillez )?(?:répondez|répondre|écrire) .{0,30}au-dessus de cette ligne`, `^\W*(?:por favor,? )?(?:escriba|responda) .{0,40}encima de esta línea`,
	`^(?:\w+ )?external (?:e-?mail|sender|message|mail)(?: warning)?$`, `^external$`, `^(?:caution|warning|notice|alert)\W{1,4}external\b.{0,40}$`, `^you don'?t often get e-?mail from`, `^some people who received this message don'?t often get`, `learnaboutsenderidentification`, `^this message (?:was sent from|is from) (?:an|a) (?:external|unknown|untrusted)`, `^zjqcmq`, `^this message is from an external sender`, `^this message needs your attention`,
	`^(?:achtung|vorsicht|warnung|hinweis)?\W{0,4}(?:diese|die) (?:e-?mail|mail|nachricht) (?:\w+ )?(?:stammt|kommt|wurde|kam).{0,40}(?:extern|außerhalb)`, `^extern(?:e|er)? (?:e-?mail|mail|absender|nachricht)$`, `^sie erhalten nicht (?:oft|häufig) e-?mails? von`,
	`^(?:attention|prudence)?\W{0,4}(?:ce|cet) (?:e-?mail|courriel|message|mail|expéditeur) (?:provient|vient|émane|a été envoyé|est).{0,40}(?:extérieur|externe)`, `^(?:courriel|message|e-?mail|expéditeur) externe$`, `^(?:vous n'obtenez|vous ne recevez) pas souvent`,
	`^(?:atención|precaución|cuidado|aviso|advertencia)?\W{0,4}(?:este|esta|o|a|el) (?:correo|mensaje|e-?mail|mensagem|remitente) (?:\pL+ ){0,5}(?:externo|exterior|externa|fuera|fora|origen)`, `^(?:correo|mensaje|e-?mail|remitente) extern[oa]$`, `^no suele recibir correos?`, `^você não costuma receber`, `^não costuma receber`,
	`^(?:attenzione)?\W{0,4}(?:questa|questo|il|la) (?:e-?mail|messaggio|mail|mittente) (?:\S+ ){0,5}(?:esterno|esterna|dall'esterno)`, `^(?:e-?mail|messaggio|mittente) estern[oa]$`, `^non si ricevono spesso`,
	`^(?:let op|waarschuwing|pas op)?\W{0,4}(?:deze|dit) (?:e-?mail|mail|bericht) (?:\w+ ){0,3}(?:extern|buiten)`, `^externe (?:e-?mail|afzender)$`, `^u ontvangt niet vaak`,
	`^(?:advarsel|obs|varning|nb|vigtigt)?\W{0,4}(?:denne|detta|dette) (?:e-?mail|mail|e-?post|mejl|meddelande|besked|e-?posten) (?:\w+ ){0,4}(?:ekstern|extern|utenfor|utanför|uden for|udefra)`, `^(?:ekstern|extern) (?:e-?mail|e-?post|afsender|avsender|avsändare)$`, `^(?:huom|varoitus)?\W{0,4}tämä (?:viesti|sähköposti) (?:\S+ ){0,4}(?:ulkopuol|ulkoi)`,
	`^(?:uwaga)?\W{0,4}(?:ta|ten) (?:wiadomość|e-?mail|mail) (?:\S+ ){0,4}(?:zewn|spoza)`, `^wiadomość zewnętrzna$`, `^(?:pozor|upozornění)?\W{0,4}(?:tato|tento|táto) (?:zpráva|e-?mail|správa) (?:\S+ ){0,5}(?:extern|mimo|zvenč|vonkaj)`, `^(?:figyelem)?\W{0,4}(?:ez az|ez a) (?:e-?mail|levél|üzenet) (?:\S+ ){0,5}(?:külső|kívül)`, `^(?:atenție)?\W{0,4}acest (?:e-?mail|mesaj) (?:\S+ ){0,5}(?:extern|afara)`,
	`^(?:внимание|осторожно)?\W{0,8}(?:это|данное|письмо|сообщение)(?: (?:письмо|сообщение))?(?: \S+){0,5} (?:внешн|извне|из-за пределов)`, `^внешн(?:яя|ее|ий) (?:почта|письмо|отправитель)$`, `^(?:увага)?\W{0,8}(?:це|цей) (?:лист|повідомлення)(?: \S+){0,5} (?:зовнішн|ззовні)`, `^(?:dikkat)?\W{0,4}bu (?:e-?posta|mesaj|ileti) (?:\S+ ){0,6}(?:dış|harici)`,
	`(?:外部|社外)(?:から|メール|邮件|郵件|发件人|寄件者|送信者)`, `来自(?:外部|组织外)`, `來自(?:外部|組織外)`, `외부(?:에서|메일| 메일| 발신)`, `خارج (?:المؤسسة|المنظمة|الشركة|المنظومة)`, `מחוץ ל(?:ארגון|חברה)`, `email này (?:được gửi )?từ bên ngoài`, `dari luar (?:organisasi|perusahaan)`,
)

// advises is a sentence that such a warning goes on with.
var advises = phrase.Any(
	`^(?:please )?(?:do not|don't|never|avoid|be careful|be cautious|use caution|exercise|think before|take care|treat|report|verify|check|if you|unless|learn|only|contact|forward|when in doubt|why|stop|caution|warning|attention|think)\b.{0,200}(?:click|link|attachment|open|repl|sender|recogni[sz]e|phish|suspicious|content|safe|e-?mail|it (?:desk|support|service)|security|important|caution|respond)`, `^(?:caution|warning|attention|notice|alert|important|stop|think|be careful|external(?: (?:e-?mail|sender|message))?)$`, `^(?:achtung|vorsicht|warnung|hinweis|prudence|atención|precaución|cuidado|aviso|advertencia|atenção|attenzione|let op|waarschuwing|advarsel|obs|varning|huom|varoitus|uwaga|pozor|upozornění|figyelem|atenție|внимание|осторожно|увага|προσοχή|dikkat|注意|警告|주의|경고|تنبيه|تحذير|זהירות|שים לב)$`, `^learn why this is important`, `^https?://\S+\)?$`, `^click .{0,80}(?:link|attachment|report|phish|suspicious)`, `^report suspicious$`,
	`^(?:bitte )?(?:klicken|öffnen|seien|prüfen|achten|vorsicht|achtung|warnung|antworten|folgen)\b`, `^erfahren sie, warum`, `^(?:ne |n'|merci de|veuillez|soyez|attention|méfiez|prudence|découvrez|découvrir)`, `^(?:no (?:haga|abra|pulse|responda)|não (?:clique|abra|responda)|por favor|tenga|tenha|atención|atenção|descubra|obtenga|saiba)`, `^(?:non (?:cliccare|aprire|fare clic|rispondere)|prestare|attenzione|scopri|informazioni)`, `^(?:klik|open|wees|let op|meer informatie|waarom)\b`, `^(?:klikk?|åbn|åpne|öppna|klicka|vær|var|undgå|lær|älä|ole)`, `^(?:nie (?:klikaj|otwieraj)|zachowaj|uwaga|neklikejte|neotvírejte|pozor|buďte|ne kattintson|nu (?:faceți|deschideți)|не (?:переходите|открывайте|нажимайте|відкривайте)|будьте|lütfen|tıklamayın)`, `(?:リンク|添付|クリック|ご注意|链接|附件|連結|点击|點擊|링크|첨부|클릭|주의|روابط|المرفقات|קישורים|קבצים)`,
)
