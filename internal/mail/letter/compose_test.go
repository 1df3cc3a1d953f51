package letter_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

var update = flag.Bool("update", false, "write the golden letters")

var (
	berlin     = location("Europe/Berlin")
	losAngeles = location("America/Los_Angeles")
	messageID  = uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
)

func location(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

func utc(day, hour, minute int) time.Time {
	return time.Date(2017, time.March, day, hour, minute, 0, 0, time.UTC)
}

// request is the reference case: what was put to a vendor in the matter of Vault 7.
func request() letter.Letter {
	return letter.Letter{
		Kind:      claim.RequestLetter,
		MessageID: token.MessageID(messageID, "desk.example"),
		Date:      utc(14, 9, 30),
		From: letter.From{
			Reporter: "Mara Lindt", Desk: "the Investigations desk", Publication: "The Daily Example",
			Phone: "+49 30 5550 0199", Address: "investigations@desk.example",
		},
		ReplyTo: "reply+abc@desk.example",
		To:      mail.Address{Name: "Google", Address: "press@google.example"}, Role: "press office",
		Zone:     berlin,
		About:    "WikiLeaks and Google: was there contact?",
		VerifyAt: "https://desk.example/verify",
		Requests: []letter.Request{{
			Code: "V7-GOOG-4821", Link: "https://desk.example/answer/q7m2",
			Claims: []letter.Claim{
				{
					Statement: "WikiLeaks contacted Google about the CIA's hacking tools.",
					Claimant:  "WikiLeaks", Where: "in a press conference", Made: claim.On(2017, time.March, 9),
				},
				{Statement: "Google has already patched most of the flaws that the files describe."},
			},
			Questions: []string{
				"Has WikiLeaks, or anyone on its behalf, contacted Google about the tools described in the Vault 7 files?",
				"If so, on which day, and through which address?",
			},
			AnswerBy: utc(17, 17, 0),
			IntentBy: utc(16, 11, 0),
		}},
	}
}

func reminder() letter.Letter {
	l := request()
	l.Kind, l.Reminder, l.Date = claim.ReminderLetter, 2, utc(16, 9, 0)
	l.MessageID = "r2@desk.example"
	l.InReplyTo = "r1@desk.example"
	l.References = []string{token.MessageID(messageID, "desk.example"), "r1@desk.example"}
	l.Requests[0].Asked = utc(14, 9, 30)
	l.Requests = append(l.Requests, letter.Request{
		Code: "V7-GOOG-5003", Link: "https://desk.example/answer/z5k9", Asked: utc(15, 8, 0),
		Claims:    []letter.Claim{{Statement: "Google was given early access to the files.", Claimant: "A post on Twitter"}},
		Questions: []string{"Is this right?"},
		AnswerBy:  utc(16, 8, 0),
	})
	return l
}

func finalNotice() letter.Letter {
	l := reminder()
	l.Kind, l.Requests = claim.FinalNoticeLetter, l.Requests[:1]
	l.Requests[0].IntentBy = time.Time{}
	return l
}

func extension() letter.Letter {
	l := finalNotice()
	l.Kind, l.Reminder = claim.ExtensionLetter, 0
	l.Requests[0].PreviousAnswerBy = utc(17, 17, 0)
	l.Requests[0].AnswerBy = utc(20, 17, 0)
	l.Requests[0].Reason = "You asked for the weekend to speak to your security team."
	return l
}

func withdrawal() letter.Letter {
	l := finalNotice()
	l.Kind, l.Reminder = claim.WithdrawalLetter, 0
	l.Requests[0].Reason = "The claim no longer appears in our story."
	return l
}

func followUp() letter.Letter {
	l := finalNotice()
	l.Kind, l.Reminder, l.VerifyAt = claim.FollowUpLetter, 0, ""
	l.Text = "Thank you for your call.\n\nYou asked which files we mean: those of 7 March."
	return l
}

// told says what was made public of what was asked; the request that still waited is withdrawn.
func told() letter.Letter {
	l := finalNotice()
	l.Kind, l.Reminder, l.Date = claim.PublicationLetter, 0, utc(17, 18, 0)
	l.Corrections = "https://desk.example/public/corrections"
	l.Requests[0].Ended = true
	l.News = []letter.News{
		{Statement: "WikiLeaks contacted Google about the CIA's hacking tools.", Kind: finding.FirstPublication, Rating: "Unproven", At: utc(17, 17, 59), Link: "https://desk.example/public/vault7/claims/contact"},
		{Statement: "Google has already patched most of the flaws that the files describe.", Kind: finding.Retraction, Reason: "The list was not Google's.\nWe had taken it for that.", At: utc(17, 17, 59), Link: "https://desk.example/public/vault7/claims/patched"},
	}
	return l
}

// toldEarly says what was made public before the time to answer was over.
func toldEarly() letter.Letter {
	l := told()
	l.Date = l.Requests[0].AnswerBy.Add(-time.Hour)
	l.Requests[0].Ended, l.Requests[0].Runs = false, true
	l.News = l.News[:1]
	return l
}

// removed says that the words of a finding were removed, and does not repeat them.
func removed() letter.Letter {
	l := told()
	l.Requests[0].Ended, l.From.Phone, l.Corrections = false, "", ""
	l.News = []letter.News{{Kind: finding.Takedown, At: utc(17, 17, 59), Reason: "By order of the district court."}}
	return l
}

// after is the letter about claims that have public findings: all of them, or the first.
func after(l letter.Letter, all bool) letter.Letter {
	l.Requests = slices.Clone(l.Requests)
	for i := range l.Requests {
		l.Requests[i].Claims = slices.Clone(l.Requests[i].Claims)
		for j := range l.Requests[i].Claims {
			l.Requests[i].Claims[j].Published = all || i+j == 0
		}
	}
	return l
}

// asking is the letter with requests of another kind.
func asking(l letter.Letter, kind claim.RequestKind) letter.Letter {
	l.Requests = slices.Clone(l.Requests)
	for i := range l.Requests {
		if l.Requests[i].Kind = kind; kind == claim.RecordsRequest {
			l.Requests[i].Statute = "the Freedom of Information Act 2000"
			l.Requests[i].Questions = []string{"All letters between the ministry and WikiLeaks since 1 January 2017.", "The register of visitors of March 2017."}
		}
	}
	return l
}

func toPerson(l letter.Letter) letter.Letter {
	l.To.Name, l.Person, l.Role = "Ada Byron", true, ""
	return l
}

// planned is the letter where the record says when the story is to run.
func planned(l letter.Letter) letter.Letter {
	l.PublishAt, l.Embargo = utc(19, 17, 0), utc(18, 5, 0)
	return l
}

func bare() letter.Letter {
	l := request()
	l.Zone, l.To.Name, l.From.Phone, l.VerifyAt, l.Requests[0].Link = nil, "", "", "", ""
	l.Requests[0].Claims = []letter.Claim{{Statement: "One line.\r\nAnd a second line of the same statement."}}
	l.Requests[0].Questions = []string{"Is that right?"}
	l.Requests[0].IntentBy = time.Time{}
	l.Notice = "This letter was written for an example."
	return l
}

func TestLettersReadAsWritten(t *testing.T) {
	letters := map[string]letter.Letter{
		"request": request(), "request_bare": bare(), "reminder": reminder(), "final_notice": finalNotice(),
		"extension": extension(), "withdrawal": withdrawal(),
		"follow_up":              followUp(),
		"request_right_of_reply": asking(request(), claim.RightOfReply), "request_confirmation": asking(request(), claim.RequestForConfirmation),
		"request_records": asking(request(), claim.RecordsRequest), "request_vendor_notice": asking(request(), claim.VendorNotice),
		"reminder_records": asking(reminder(), claim.RecordsRequest), "final_notice_records": asking(finalNotice(), claim.RecordsRequest),
		"request_person": toPerson(request()), "request_planned": planned(request()), "final_notice_planned": planned(finalNotice()),
		"request_vendor_notice_embargo": planned(asking(request(), claim.VendorNotice)),
		"publication":                   told(), "publication_removed": removed(), "publication_early": toldEarly(),
		"request_published": after(request(), true), "request_part_published": after(request(), false),
		"reminder_published": after(reminder(), true), "reminder_part_published": after(reminder(), false),
		"final_notice_published": after(finalNotice(), true), "extension_published": after(extension(), true),
	}
	for _, tag := range []string{"de", "fr"} {
		for _, name := range []string{
			"request", "request_bare", "request_person", "request_published", "request_right_of_reply", "request_confirmation", "request_records",
			"request_vendor_notice_embargo", "reminder", "reminder_records", "final_notice_planned", "final_notice_records", "extension", "withdrawal",
			"follow_up", "publication", "publication_removed", "publication_early",
		} {
			l := letters[name]
			l.Language = wording.Choose(tag)
			letters[tag+"_"+name] = l
		}
	}
	for name, l := range letters {
		t.Run(name, func(t *testing.T) {
			got := readable(t, compose(t, l))
			path := filepath.Join("testdata", name+".txt")
			if *update {
				require.NoError(t, os.WriteFile(path, got, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("the letter differs from %s (-want +got):\n%s", path, diff)
			}
		})
	}
}

func TestNoLetterSaysThatWhatIsPublishedIsStillToBe(t *testing.T) {
	for name, l := range map[string]letter.Letter{
		"request": request(), "reminder": reminder(), "final notice": finalNotice(), "extension": extension(),
	} {
		for _, passed := range []bool{false, true} {
			if passed {
				l.Date = utc(30, 9, 0)
			}
			text := strings.Join(strings.Fields(string(readable(t, compose(t, after(l, true))))), " ")
			require.Contains(t, text, "We have published a story about", name)
			for _, wrong := range []string{"before it is published", "when we publish", "We will publish", "about to publish", "before publication"} {
				require.NotContains(t, text, wrong, name)
			}
		}
	}
}

func TestComposedLetterOnTheWire(t *testing.T) {
	raw := compose(t, reminder())
	require.Equal(t, raw, compose(t, reminder()), "a retry produces the same bytes")
	require.Equal(t, bytes.Count(raw, []byte("\n")), bytes.Count(raw, []byte("\r\n")), "every line ends with CR LF")
	for _, line := range bytes.Split(raw, []byte("\r\n")) {
		require.LessOrEqual(t, len(line), 78, "RFC 5322 section 2.1.1")
	}
	for _, c := range raw {
		require.Less(t, c, byte(0x80), "seven bits are enough for any mail server on the way")
	}
}

func TestOnlyWhatAProgramDecidedIsDeclaredAutomatic(t *testing.T) {
	byHand := reminder()
	byHand.ByHand = true
	cases := []struct {
		sentence string
		letter   letter.Letter
		want     string
	}{
		{"a request was asked for by a person", request(), ""},
		{"a reminder was not", reminder(), "auto-generated"},
		{"a final notice was not", finalNotice(), "auto-generated"},
		{"an extension was decided by a person", extension(), ""},
		{"a withdrawal was decided by a person", withdrawal(), ""},
		{"a follow-up was written by a person", followUp(), ""},
		{"a reminder that a person asked for was asked for by a person", byHand, ""},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			require.Equal(t, c.want, parse(t, compose(t, c.letter)).Header.Get("Auto-Submitted"))
		})
	}
}

func TestSubjectsOfEveryLengthAndScriptArriveAsWritten(t *testing.T) {
	for _, about := range []string{
		"“WikiLeaks” contacted", "Ärger", "a", strings.Repeat("wörter ", 9), strings.Repeat("語", 60), "ascii " + strings.Repeat("é", 50) + " and then only words in ASCII until",
		"=?utf-8?q?a=0D=0ABcc:_x?=", "اتصلت ويكيليكس بشركة Google في 9 مارس",
	} {
		l := request()
		l.About = about
		raw := compose(t, l)
		header, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
		for line := range bytes.SplitSeq(header, []byte("\r\n")) {
			require.LessOrEqual(t, len(line), 76, "RFC 2047 section 2: %s", line)
		}
		require.Equal(t, "Request for comment V7-GOOG-4821: “"+mail.Line(about, 70)+"”", read(t, raw).Subject)
	}
}

func TestThreading(t *testing.T) {
	l := reminder()
	l.InReplyTo = "<r30@desk.example>"
	for range 40 {
		l.References = append(l.References, "x@desk.example")
	}
	h := parse(t, compose(t, l)).Header
	require.Equal(t, "<r30@desk.example>", h.Get("In-Reply-To"))
	refs := strings.Fields(h.Get("References"))
	require.Len(t, refs, 20)
	require.Equal(t, "<"+token.MessageID(messageID, "desk.example")+">", refs[0], "the first message is kept")
	require.Equal(t, "<r30@desk.example>", refs[19], "the message that this one follows comes last")
}

func TestALongThreadIsFolded(t *testing.T) {
	l := reminder()
	l.References = nil
	for range 30 {
		l.References = append(l.References, token.MessageID(uuid.New(), "desk.investigations.newspaper.example"))
	}
	l.InReplyTo = l.References[29]
	header, _, _ := bytes.Cut(compose(t, l), []byte("\r\n\r\n"))
	for line := range bytes.SplitSeq(header, []byte("\r\n")) {
		require.LessOrEqual(t, len(line), 78+len("References: "), "an identifier for each line: %s", line)
	}
	require.Len(t, strings.Fields(parse(t, compose(t, l)).Header.Get("References")), 20)
}

// TestALetterThatFollowsKeepsTheSubject: Gmail and others keep apart what has another subject, whatever it refers to.
func TestALetterThatFollowsKeepsTheSubject(t *testing.T) {
	for _, tag := range wording.Tags() {
		words, _ := wording.Known(tag)
		first := request()
		first.Language = words
		subject := read(t, compose(t, first)).Subject
		for _, kind := range []claim.MessageKind{claim.ReminderLetter, claim.FinalNoticeLetter, claim.FollowUpLetter} {
			l := reminder()
			l.Kind, l.Language, l.Text = kind, words, "Thank you."
			l.About, l.More = first.About, first.More
			l.Requests[0].Code, l.Requests[0].Kind = first.Requests[0].Code, first.Requests[0].Kind
			require.Equal(t, "Re: "+subject, read(t, compose(t, l)).Subject, "%s in %s", kind, tag)
		}
	}
}

func TestWhatALetterNeeds(t *testing.T) {
	cases := []struct {
		sentence string
		spoil    func(*letter.Letter)
		want     error
	}{
		{"a line end in the subject is refused", func(l *letter.Letter) { l.About = "a\r\nBcc: x@evil.example" }, letter.ErrHeader},
		{"a bare line feed in the reporter's name is refused", func(l *letter.Letter) { l.From.Reporter = "a\nb" }, letter.ErrHeader},
		{"a carriage return in the recipient's name is refused", func(l *letter.Letter) { l.To.Name = "a\rb" }, letter.ErrHeader},
		{"a NUL in the desk's name is refused", func(l *letter.Letter) { l.From.Desk = "a\x00b" }, letter.ErrHeader},
		{"a Unicode line separator is refused", func(l *letter.Letter) { l.About = "a\u2028b" }, letter.ErrHeader},
		{"a second recipient is refused", func(l *letter.Letter) { l.To.Address = "a@b.example, c@d.example" }, letter.ErrHeader},
		{"an address with a line end is refused", func(l *letter.Letter) { l.ReplyTo = "a@b.example\r\nX: y" }, letter.ErrHeader},
		{"something that is no address is refused", func(l *letter.Letter) { l.To.Address = "press" }, letter.ErrHeader},
		{"a line end in the message identifier is refused", func(l *letter.Letter) { l.MessageID = "a@b\r\nX: y" }, letter.ErrHeader},
		{"a line end in the references is refused", func(l *letter.Letter) { l.References = []string{"a@b\nX: y"} }, letter.ErrHeader},
		{"a space in In-Reply-To is refused", func(l *letter.Letter) { l.InReplyTo = "a b@c" }, letter.ErrHeader},
		{"an endless subject is refused", func(l *letter.Letter) { l.About = strings.Repeat("a", 401) }, letter.ErrHeader},
		{"a letter needs a known kind", func(l *letter.Letter) { l.Kind = "greeting" }, letter.ErrIncomplete},
		{"a letter needs a date", func(l *letter.Letter) { l.Date = time.Time{} }, letter.ErrIncomplete},
		{"a letter needs a request", func(l *letter.Letter) { l.Requests = nil }, letter.ErrIncomplete},
		{"a request needs its code", func(l *letter.Letter) { l.Requests[0].Code = "" }, letter.ErrIncomplete},
		{"a claim needs its statement", func(l *letter.Letter) { l.Requests[0].Claims[0].Statement = "" }, letter.ErrIncomplete},
		{"a request needs a deadline", func(l *letter.Letter) { l.Requests[0].AnswerBy = time.Time{} }, letter.ErrIncomplete},
		{"a reminder needs its number", func(l *letter.Letter) { l.Kind = claim.ReminderLetter }, letter.ErrIncomplete},
		{"a final notice says when it was first asked", func(l *letter.Letter) { l.Kind = claim.FinalNoticeLetter }, letter.ErrIncomplete},
		{"an extension says why", func(l *letter.Letter) { *l = extension(); l.Requests[0].Reason = "" }, letter.ErrIncomplete},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			l := request()
			c.spoil(&l)
			_, err := letter.Compose(l)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestDeadlinesAreAbsolute(t *testing.T) {
	cases := []struct {
		sentence string
		zone     *time.Location
		at       time.Time
		want     string
	}{
		{"in the party's zone, with UTC", berlin, utc(17, 17, 0), "Friday 17 March 2017, 18:00 CET (17:00 UTC)"},
		{"after the clocks change", berlin, utc(27, 16, 0), "Monday 27 March 2017, 18:00 CEST (16:00 UTC)"},
		{"with the day, where UTC has another one", losAngeles, utc(18, 1, 0), "Friday 17 March 2017, 18:00 PDT (Saturday 18 March, 01:00 UTC)"},
		{"once, where the zone is UTC", nil, utc(17, 17, 0), "Friday 17 March 2017, 17:00 UTC."},
		{"as an offset, where the zone has no name", location("Asia/Kathmandu"), utc(17, 12, 0), "Friday 17 March 2017, 17:45 UTC+05:45 (12:00 UTC)"},
		{"seconds are cut off, never rounded up", nil, utc(17, 17, 0).Add(59 * time.Second), "Please answer by Friday 17 March 2017, 17:00 UTC."},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			l := request()
			l.Zone, l.Requests[0].AnswerBy = c.zone, c.at
			require.Contains(t, string(readable(t, compose(t, l))), c.want)
		})
	}
}

func compose(t *testing.T, l letter.Letter) []byte {
	t.Helper()
	raw, err := letter.Compose(l)
	require.NoError(t, err)
	return raw
}

func parse(t *testing.T, raw []byte) *netmail.Message {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	require.NoError(t, err)
	return m
}

// readable gives the header as sent and the body as a reader sees it, with plain line feeds.
func readable(t *testing.T, raw []byte) []byte {
	t.Helper()
	header, body, found := bytes.Cut(raw, []byte("\r\n\r\n"))
	require.True(t, found)
	text, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
	require.NoError(t, err)
	all := string(header) + "\n\n" + string(text)
	return []byte(strings.ReplaceAll(all, "\r\n", "\n"))
}
