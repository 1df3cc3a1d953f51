package replytext_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/replytext"
	"github.com/onrecord/onrecord/internal/worktest"
)

const letter = "Dear mill,\n\nDid the mill close the weir between 3 May and 9 May? If so, who decided that, and on which day?\n\nKind regards,\nMara Lindt\n"

func kinds(segments []replytext.Segment) map[received.SegmentKind]string {
	of := map[received.SegmentKind]string{}
	for _, s := range segments {
		of[s.Kind] += s.Text
	}
	return of
}

func TestDisclaimersInManyLanguages(t *testing.T) {
	for language, disclaimer := range map[string]string{
		"en": "This message and any attachments are confidential and intended for the named addressee only. If you are not the intended recipient, please delete it.",
		"de": "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und löschen Sie diese Mail.",
		"fr": "Ce message et ses pièces jointes sont confidentiels et destinés à l'usage exclusif de leurs destinataires. Si vous l'avez reçu par erreur, merci de le supprimer.",
		"es": "Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario. Si lo ha recibido por error, elimínelo.",
		"pt": "Esta mensagem é confidencial e destina-se exclusivamente ao seu destinatário. Se a recebeu por engano, agradecemos que a elimine de imediato.",
		"it": "Questo messaggio contiene informazioni riservate ed è indirizzato esclusivamente al destinatario. Se ricevuto per errore, si prega di cancellarlo.",
		"nl": "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Heeft u het ten onrechte ontvangen, verwijder het dan alstublieft.",
		"da": "Denne e-mail er fortrolig og kun bestemt for den rette modtager. Har du modtaget den ved en fejl, bedes du slette den med det samme.",
		"sv": "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du fått det av misstag ber vi dig att radera det omgående.",
		"fi": "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos olet saanut sen erehdyksessä, pyydämme poistamaan sen.",
		"pl": "Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeżeli otrzymali ją Państwo omyłkowo, prosimy o jej usunięcie.",
		"cs": "Tato zpráva je důvěrná a je určena pouze příjemci. Pokud jste ji obdrželi omylem, prosíme, smažte ji a informujte odesílatele.",
		"hu": "Ez az e-mail bizalmas, és kizárólag a címzettnek szól. Ha tévedésből kapta meg, kérjük, törölje, és értesítse a feladót.",
		"ro": "Acest mesaj este confidențial și este adresat exclusiv destinatarului. Dacă l-ați primit din eroare, vă rugăm să îl ștergeți.",
		"ru": "Это сообщение конфиденциально и предназначено только для адресата. Если вы получили его по ошибке, пожалуйста, удалите его.",
		"uk": "Це повідомлення є конфіденційним і призначене лише для адресата. Якщо ви отримали його помилково, будь ласка, видаліть його.",
		"el": "Το παρόν μήνυμα είναι εμπιστευτικό και προορίζεται μόνο για τον παραλήπτη. Αν το λάβατε κατά λάθος, παρακαλούμε να το διαγράψετε.",
		"tr": "Bu e-posta gizlidir ve yalnızca alıcısına yöneliktir. Bu iletiyi yanlışlıkla aldıysanız lütfen siliniz ve göndereni bilgilendiriniz.",
		"ja": "このメールには機密情報が含まれており、受信者のみを対象としています。誤って受信された場合は、削除してください。",
		"zh": "本邮件及其附件含有保密信息，仅限于发送给收件人。如果您错误地收到了本邮件，请立即删除并通知发件人。",
		"ko": "이 메일은 기밀 정보를 포함하고 있으며 지정된 수신인만을 위한 것입니다. 잘못 수신하신 경우 즉시 삭제하여 주시기 바랍니다.",
		"he": "הודעה זו היא סודית ומיועדת אך ורק עבור הנמען. אם קיבלת אותה בטעות, אנא מחק אותה מיד והודע לשולח ההודעה.",
		"ar": "هذه الرسالة سرية وموجهة حصرا إلى المرسل إليه. إذا كنت قد استلمتها عن طريق الخطأ، فيرجى حذفها وإبلاغ المرسل.",
	} {
		t.Run(language, func(t *testing.T) {
			of := kinds(replytext.Split(replytext.Message{Text: "No.\n\nAnna Berg\n\n" + disclaimer + "\n"}))
			require.Equal(t, disclaimer+"\n", of[received.SegmentDisclaimer])
			require.Equal(t, "No.\n\nAnna Berg\n\n", of[received.SegmentNew])
		})
	}
}

func TestWarningsOfGatewaysInManyLanguages(t *testing.T) {
	for _, warning := range []string{
		"[EXTERNAL]", "External Email", "CAUTION: This email originated from outside the organization. Do not click links unless you recognize the sender.",
		"You don't often get email from press@mill.example. Learn why this is important (https://aka.ms/LearnAboutSenderIdentification)",
		"ACHTUNG: Diese E-Mail stammt von einem externen Absender. Klicken Sie nicht auf Links.", "ATTENTION : Ce courriel provient de l'extérieur. Ne cliquez pas sur les liens.",
		"Este correo ha sido enviado desde fuera de la organización.", "ATTENZIONE: questa email proviene dall'esterno.", "Let op: deze e-mail komt van buiten de organisatie.",
		"UWAGA: Ta wiadomość pochodzi spoza organizacji.", "ВНИМАНИЕ: это письмо пришло от внешнего отправителя.", "このメールは外部から送信されています。", "此邮件来自外部。",
	} {
		of := kinds(replytext.Split(replytext.Message{Text: warning + "\n\nThe weir was open.\n"}))
		require.Equal(t, warning+"\n\n", of[received.SegmentGateway], warning)
		require.Equal(t, "The weir was open.\n", of[received.SegmentNew], warning)
	}
}

func TestWhatTelephonesPutBelow(t *testing.T) {
	for _, line := range []string{
		"Sent from my iPhone", "Get Outlook for iOS (https://aka.ms/o0ukef)", "Von meinem iPhone gesendet", "Gesendet mit der GMX Mail App", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Enviado do meu iPhone",
		"Inviato da iPhone", "Verstuurd vanaf mijn iPhone", "Sendt fra min iPhone", "Skickat från min iPhone", "Lähetetty iPhonesta", "Wysłane z iPhone'a", "Odesláno z iPhonu", "Отправлено с iPhone", "Надіслано з iPhone",
		"iPhone'umdan gönderildi", "iPhoneから送信", "发自我的iPhone", "從我的 iPhone 傳送", "나의 iPhone에서 보냄", "Đã gửi từ iPhone của tôi", "Dikirim dari iPhone saya", "נשלח מה-iPhone שלי", "أرسلت من الـ iPhone",
	} {
		of := kinds(replytext.Split(replytext.Message{Text: "No.\n\n" + line + "\n"}))
		require.Equal(t, line+"\n", of[received.SegmentSignature], line)
	}
}

func TestWhatIsInDoubtIsNew(t *testing.T) {
	for sentence, c := range map[string]struct{ text, say string }{
		"a telephone in a sentence":                {"Sent from my phone was what he wrote. We deny it.\n", "We deny it."},
		"a gateway's word in the middle":           {"It said: This message has been scanned for viruses.\n\nThat was false. We deny it.\n", "It said:"},
		"an answer below a signature of ours":      {"-- \nAnna\n\nOn Tue, 14 Mar 2017 at 10:30, Mara <m@desk.example> wrote:\n> Did the mill close the weir?\n\nNo.\n", "No."},
		"a disclaimer that begins in a person's":   {"We ask you, the addressee, to delete what is confidential; you received it in error, and we regret that it was distributed by us at all.\n", "We ask you"},
		"numbers behind a sign":                    {"The share was\n>50% in May.\n", ">50% in May."},
		"a list with From and To":                  {"From: May 3\nTo: May 6\n\nthe weir was closed.\n", "From: May 3"},
		"a letter that is repeated but for a word": {"Did the mill close the weir between 3 May and 9 May? Yes.\n", "Yes."},
	} {
		t.Run(sentence, func(t *testing.T) {
			require.Contains(t, replytext.Newest(replytext.Split(replytext.Message{Text: c.text, Letters: []string{letter}})), c.say)
		})
	}
}

// pieces are what messages are made of.
var pieces = []string{
	"Yes.\n", "\n", "> ", ">", "> Did the mill close the weir between 3 May and 9 May?\n", "Did the mill close the weir between 3 May and 9 May?\n", "If so, who decided that, and on which day?\n", "-- \n", "--\n", "_____\n",
	"On Tue, 14 Mar 2017 at 10:30, Mara <m@desk.example> wrote:\n", "-----Original Message-----\n", "From: Mara\n", "Sent: today\n", "To: Anna\n", "Subject: x\n", "Von: ", "Sent from my iPhone\n", "[EXTERNAL]\n",
	"This message is confidential and intended for the addressee only; if you are not the intended recipient, delete it at once.\n", "Scanned for viruses by MailScanner.\n", "\u202b", "件名:", "word ", "\u00a0", ">>> Mara 10:30 >>>\n",
}

var markKinds = []replytext.MarkKind{replytext.Cited, replytext.Attributed, replytext.Whole, replytext.Indented, replytext.Signed, replytext.Unseen, replytext.Ends}

func TestTheSegmentsAreAlwaysTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "text"), "")
		m := replytext.Message{Text: text}
		for range rapid.IntRange(0, 4).Draw(t, "marks") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			m.Marks = append(m.Marks, replytext.Mark{Kind: rapid.SampledFrom(markKinds).Draw(t, "kind"), From: from, To: rapid.IntRange(from, len(text)).Draw(t, "to")})
		}
		if rapid.Bool().Draw(t, "compared") {
			m.Letters = []string{letter}
		}
		whole(t, m)
	})
}

// whole checks that the segments are the text, and that two that follow each other differ.
func whole(t interface{ Fatalf(string, ...any) }, m replytext.Message) {
	var out strings.Builder
	last := received.SegmentKind("")
	for _, s := range replytext.Split(m) {
		if s.Text == "" || s.Kind == last || s.Kind.Title() == "" {
			t.Fatalf("a segment %q of kind %q after one of kind %q", s.Text, s.Kind, last)
		}
		last = s.Kind
		out.WriteString(s.Text)
	}
	if out.String() != m.Text {
		t.Fatalf("the segments %q are not the text %q", out.String(), m.Text)
	}
}

func TestSplittingEndsInTime(t *testing.T) {
	for _, unit := range append([]string{"a: b:\n", "> a b c d e\nnew words here\n", "Dear all, the weir was open in May and we have said so.\n", "\n> ",
		strings.Repeat("Please note that the weir is closed on Fridays.\n", 60) + "\n", "> x\n\n" + strings.Repeat("This message is confidential and for the intended recipient only; if you have received it in error, delete it.\n\n", 30)}, pieces...) {
		text := strings.Repeat(unit, (2<<20)/len(unit))
		sent := []string{letter, "a b c d e new words here"}
		require.Less(t, worktest.Spent(t, func() { replytext.Split(replytext.Message{Text: text, Letters: sent}) }), 2*time.Second, unit)
	}
}

func FuzzSplit(f *testing.F) {
	for _, piece := range pieces {
		f.Add("No.\n"+piece+"> x\n", letter, 0, 3, 5)
	}
	f.Fuzz(func(t *testing.T, text, sent string, kind, from, to int) {
		m := replytext.Message{Text: strings.ToValidUTF8(text, "?"), Letters: []string{sent}}
		if from >= 0 && to >= from && to <= len(m.Text) {
			m.Marks = []replytext.Mark{{Kind: markKinds[uint(kind)%uint(len(markKinds))], From: from, To: to}}
		}
		whole(t, m)
	})
}
