package mail_test

import (
	"bytes"
	"embed"
	"encoding/base64"
	"fmt"
	"html"
	"maps"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/onrecord/onrecord/claim/received"
	ours "github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/token"
)

//go:embed testdata/mail/*.txt
var corpusFiles embed.FS

// sample is a message of the corpus, with what is right about it.
type sample struct {
	name   string
	class  string   // see testdata/mail/README.md
	hides  []string // what has to be marked as not visible
	says   []string // what has to be visible
	folds  []string // what is visible, and not among what was written anew
	newest string   // what was written anew
	failed []failedRecipient
	ours   bool // it came to a reply address, or refers to a letter
	raw    []byte
}

type failedRecipient struct {
	address, delivery string
	cause             bounce.Cause // empty where it does not matter
	status            string       // likewise
}

const (
	original = "Request for comment: the mill"
	letter   = "Dear press office,\n\nwe are working on a story about the mill.\n\nDid it close in May?\n\nMara Lind"
)

// sections reads a file of the corpus: what follows "=== " on a line, and the lines below.
func sections(t testing.TB, file string) [][2]string {
	t.Helper()
	data, err := corpusFiles.ReadFile("testdata/mail/" + file)
	require.NoError(t, err)
	var all [][2]string
	for i, text := range strings.Split("\n"+string(data), "\n=== ") {
		if i > 0 {
			head, body, _ := strings.Cut(text, "\n")
			all = append(all, [2]string{head, strings.TrimSuffix(body, "\n") + "\n"})
		}
	}
	return all
}

// directives takes the lines off a section that say something about it.
func directives(text string) (said map[string][]string, rest string) {
	said = map[string][]string{}
	for {
		line, after, _ := strings.Cut(text, "\n")
		key, value, ok := strings.Cut(line, ": ")
		if !ok || !directive[key] {
			return said, text
		}
		said[key] = append(said[key], value)
		text = after
	}
}

var directive = map[string]bool{"class": true, "says": true, "failed": true, "ours": true, "replies": true, "subject": true, "auto": true, "wrote": true, "hides": true, "folds": true}

// corpus puts the messages together.
func corpus(t testing.TB) []sample {
	t.Helper()
	return corpusOf(t, false)
}

func corpusOf(t testing.TB, every bool) []sample {
	t.Helper()
	b := builder{t: t, tokens: replyTokens(t), every: every}
	b.bounces()
	b.texts("notices.txt", "systems.txt")
	b.texts("answers.txt", "clients.txt")
	b.whole("machines.txt")
	b.whole("people.txt")
	return b.all
}

func replyTokens(t testing.TB) token.Tokens {
	t.Helper()
	tokens, err := token.NewTokens(bytes.Repeat([]byte("k"), 32), "desk.example")
	require.NoError(t, err)
	return tokens
}

type builder struct {
	t      testing.TB
	every  bool // every text with every system, and every reply with every server
	tokens token.Tokens
	all    []sample
}

// add finishes a message and keeps it.
func (b *builder) add(s sample, text string, values map[string]string) {
	b.t.Helper()
	id := uuid.NewSHA1(uuid.NameSpaceOID, []byte(s.name))
	pairs := []string{"{reply}", b.tokens.Address(id), "{id}", token.MessageID(id, "desk.example"), "{orig}", original}
	for key, value := range values {
		pairs = append(pairs, "{"+key+"}", value)
	}
	text = strings.NewReplacer(pairs...).Replace(text)
	text = strings.NewReplacer(pairs...).Replace(text) // what stood in values
	text, marked := takeMarked(text)
	if marked != "" {
		s.newest = marked
	}
	raw := encodedWord.ReplaceAllStringFunc(text, func(word string) string {
		m := encodedWord.FindStringSubmatch(word)
		return "=?" + m[1] + "?B?" + base64.StdEncoding.EncodeToString(b.inCharset(m[1], m[2])) + "?="
	})
	s.raw = bytes.ReplaceAll(b.encoded(raw), []byte("\n"), []byte("\r\n"))
	b.all = append(b.all, s)
}

var encodedWord = regexp.MustCompile(`\{w:([a-z0-9_-]+):([^}]*)\}`)

func takeMarked(text string) (rest, marked string) {
	before, after, ok := strings.Cut(text, "\n[[\n")
	if !ok {
		return text, ""
	}
	marked, after, _ = strings.Cut(after, "\n]]\n")
	return before + "\n" + marked + "\n" + after, marked
}

func (b *builder) inCharset(name, text string) []byte {
	b.t.Helper()
	if name == "us-ascii" || name == "utf-8" {
		return []byte(text)
	}
	charset, err := htmlindex.Get(name)
	require.NoError(b.t, err, name)
	out, err := charset.NewEncoder().Bytes([]byte(text))
	require.NoError(b.t, err, "%s: %s", name, text)
	return out
}

// encoded encodes the lines between "@qp charset" and its kin and "@end".
func (b *builder) encoded(text string) []byte {
	b.t.Helper()
	var out bytes.Buffer
	for {
		before, rest, ok := strings.Cut(text, "\n@")
		out.WriteString(before)
		if !ok {
			return out.Bytes()
		}
		out.WriteString("\n")
		head, rest, _ := strings.Cut(rest, "\n")
		content, after, found := strings.Cut(rest, "\n@end")
		require.True(b.t, found, head)
		how, charset, _ := strings.Cut(head, " ")
		data := b.inCharset(charset, content)
		switch how {
		case "8bit":
			out.Write(data)
		case "base64":
			out.WriteString(strings.ReplaceAll(lines(bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))), "\r\n", "\n"))
		case "qp":
			w := quotedprintable.NewWriter(&out)
			_, err := w.Write(data)
			require.NoError(b.t, err)
			require.NoError(b.t, w.Close())
			fixed := bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte("\n"))
			out.Reset()
			out.Write(bytes.Clone(fixed))
		}
		text = after
	}
}

// bounces pairs what servers answer with how servers report it.
func (b *builder) bounces() {
	b.t.Helper()
	data, err := corpusFiles.ReadFile("testdata/mail/replies.txt")
	require.NoError(b.t, err)
	replies := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		if parts := strings.SplitN(strings.TrimSpace(line), " | ", 3); len(parts) == 3 && !strings.HasPrefix(line, "#") {
			replies[parts[0]] = parts[1:]
		}
	}
	for n, section := range sections(b.t, "servers.txt") {
		said, text := directives(section[1])
		names := strings.Fields(said["replies"][0])
		if b.every && strings.Contains(text, "{said}") {
			names = slices.Sorted(maps.Keys(replies))
		}
		for i, name := range names {
			reply, ok := replies[name]
			require.True(b.t, ok, name)
			domain := recipientDomains[(n+i)%len(recipientDomains)]
			local := recipientNames[(2*n+i)%len(recipientNames)]
			cause, status := bounce.Cause(reply[0]), enhancedCode.FindString(reply[1])
			s := sample{name: section[0] + "/" + name, class: "bounce", ours: true, failed: []failedRecipient{{
				local + "@" + domain, map[bool]string{true: "hard", false: "soft"}[cause.Hard()], cause, status,
			}}}
			if status == "" {
				status = "5.0.0"
			}
			b.add(s, text, map[string]string{"said": reply[1], "status": status, "to": local + "@" + domain, "local": local, "domain": domain, "mx": "mx." + domain})
		}
	}
}

var (
	enhancedCode     = regexp.MustCompile(`\b[45]\.\d{1,3}\.\d{1,3}\b`)
	recipientDomains = []string{"mill.example", "works.example", "werk-nord.example", "usine.example", "fabbrica.example", "xn--mll-hoa.example", "press.gov.example"}
	recipientNames   = []string{"press", "j.mill", "media-relations", "o'neil", "presse", "kommunikation_1", "first.last+press", "PressOffice"}
)

// texts pairs what people and programs write with the systems that they write with.
func (b *builder) texts(textFile, systemFile string) {
	b.t.Helper()
	systems := map[string][2]string{}
	for _, section := range sections(b.t, systemFile) {
		name, class, _ := strings.Cut(section[0], " ")
		systems[name] = [2]string{class, section[1]}
	}
	for n, section := range sections(b.t, textFile) {
		head, via, ok := strings.Cut(section[0], " : ")
		require.True(b.t, ok, section[0])
		said, body := directives(section[1])
		body = strings.TrimSpace(body)
		from := head[strings.Index(head, " ")+1:]
		for _, kind := range []string{"absence ", "ack "} {
			from = strings.TrimPrefix(from, kind)
		}
		who, err := mail.ParseAddress(from)
		require.NoError(b.t, err, from)
		names := strings.Fields(via)
		if b.every {
			names = slices.Sorted(maps.Keys(systems))
		}
		for _, name := range names {
			if b.every && (name == "outlook-windows-1252" || ticketSystems[name] && strings.Contains(head, " absence ")) {
				continue // it has not the letters of every language; nobody is away through a ticket system
			}
			system, ok := systems[name]
			require.True(b.t, ok, name)
			about, text := directives(system[1])
			values := map[string]string{
				"from": who.String(), "address": who.Address, "name": who.Name, "body": body, "html": paragraphs(body),
				"quoted": "> " + strings.ReplaceAll(letter, "\n", "\n> "), "plain": letter, "quotehtml": paragraphs(letter),
			}
			subject := about["subject"][0]
			for key, value := range map[string][]string{"auto": said["auto"], "typed": said["subject"], "wrote": said["wrote"]} {
				if len(value) > 0 {
					values[key], values[key+"html"] = value[0], html.EscapeString(value[0])
					subject = strings.ReplaceAll(subject, "{"+key+"}", value[0])
				}
			}
			values["subject"] = mime.BEncoding.Encode("utf-8", strings.NewReplacer("{orig}", original, "{name}", who.Name).Replace(subject))
			class := system[0]
			if len(said["class"]) > 0 {
				class = said["class"][0] // whatever it came through
			}
			b.add(sample{name: fmt.Sprintf("%s %s/%d %s", strings.TrimSuffix(textFile, ".txt"), name, n, strings.Fields(head)[0]), class: class, newest: body, ours: true}, text, values)
		}
	}
}

var ticketSystems = map[string]bool{
	"zendesk": true, "freshdesk": true, "jira": true, "servicenow": true, "otrs": true, "rt": true, "hubspot": true, "zammad": true, "salesforce": true,
}

func paragraphs(text string) string {
	var out strings.Builder
	for p := range strings.SplitSeq(text, "\n\n") {
		out.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>\n") + "</p>")
	}
	return out.String()
}

// whole reads messages that stand by themselves.
func (b *builder) whole(file string) {
	b.t.Helper()
	for _, section := range sections(b.t, file) {
		said, text := directives(section[1])
		s := sample{name: section[0], class: said["class"][0], says: said["says"], hides: said["hides"], folds: said["folds"], ours: len(said["ours"]) == 0}
		for _, line := range said["failed"] {
			address, delivery, _ := strings.Cut(line, " ")
			s.failed = append(s.failed, failedRecipient{address: address, delivery: delivery})
		}
		b.add(s, text, nil)
	}
}

// read reads and classifies a sample as intake does.
func (s sample) read(t testing.TB, tokens token.Tokens) ours.Inbound {
	t.Helper()
	in, err := ours.Read(s.raw)
	require.NoError(t, err, s.name)
	envelope := ours.Envelope{Ours: s.ours}
	for _, a := range in.To {
		envelope.To = append(envelope.To, a.Address)
	}
	if s.class != "bounce" && !bytes.HasPrefix(bytes.ToLower(s.raw), []byte("return-path: <>")) && len(in.From) > 0 {
		envelope.From = in.From[0].Address
	}
	_, envelope.Own = token.ParseMessageID(in.MessageID, "desk.example")
	require.Equal(t, s.ours, len(tokens.FindAll(envelope.To)) > 0, s.name)
	ours.Classify(&in, envelope)
	return in
}

// share counts what was right.
type share struct{ right, all int }

func (s *share) count(right bool) bool {
	s.all++
	if right {
		s.right++
	}
	return right
}

func (s share) atLeast(t *testing.T, percent float64, what string) {
	t.Helper()
	got := 100 * float64(s.right) / float64(max(s.all, 1))
	t.Logf("%-40s %d of %d: %.1f %%", what, s.right, s.all, got)
	require.GreaterOrEqual(t, got, percent, what)
}

func TestTheCorpusIsReadAsItIsLabelled(t *testing.T) {
	all := corpus(t)
	require.GreaterOrEqual(t, len(all), 400)
	measure(t, all)
}

// Servers wrap each other's replies, and notices come through systems, in more ways than the corpus pairs: some of them
// here, and all where ONRECORD_MUTATIONS is set.
func TestPairsOfTheCorpusAreReadRight(t *testing.T) {
	var some []sample
	for i, s := range corpusOf(t, true) {
		if i%9 == 0 || os.Getenv("ONRECORD_MUTATIONS") != "" {
			some = append(some, s)
		}
	}
	measure(t, some)
}

// measure reads messages and counts what was right.
func measure(t *testing.T, all []sample) {
	t.Helper()
	tokens := replyTokens(t)
	names := map[string]bool{}
	var bounces, hard, recipients, statuses, causes, robots, visible, plain share
	for _, s := range all {
		require.False(t, names[s.name], "%s stands twice", s.name)
		names[s.name] = true
		in := s.read(t, tokens)
		if !bounces.count((in.Class == ours.ClassBounce) == (s.class == "bounce")) {
			t.Logf("%s: %s instead of %s", s.name, in.Class, s.class)
		}
		switch s.class {
		case "bounce":
			if in.Bounce != nil {
				s.compare(t, *in.Bounce, &hard, &recipients, &statuses, &causes)
			}
		case "automatic", "machine":
			found := in.Class == ours.ClassAutomatic || s.class == "machine" && in.Hint != ""
			if !robots.count(found) {
				t.Logf("%s: %s instead of %s; signs %v, hint %q, subject %q", s.name, in.Class, s.class, in.Signs, in.Hint, in.Subject)
			}
		case "answer", "person":
			require.NotEqual(t, ours.ClassAutomatic, in.Class, "%s: a person; signs %v", s.name, in.Signs)
			if s.class == "answer" && !plain.count(in.Class == ours.ClassAnswer && in.Hint == "") {
				t.Logf("%s: in doubt, %q, and is a person's", s.name, in.Hint)
			}
		default:
			t.Fatalf("%s: no class %q", s.name, s.class)
		}
		for _, text := range s.hides {
			require.True(t, keptHidden(in, text), "%s: does not mark %q as not visible: %q", s.name, text, in.Segments)
		}
		for _, text := range slices.Concat(s.says, s.folds, []string{s.newest}) {
			if shown := in.Subject + " " + in.Text + "\n" + shownNames(in); !visible.count(strings.Contains(oneLine(shown), oneLine(text))) {
				t.Logf("%s: does not show %q\n%s", s.name, text, in.Text)
			}
		}
	}
	t.Logf("%d messages", len(all))
	bounces.atLeast(t, 99, "bounce or not")
	hard.atLeast(t, 95, "hard or soft")
	recipients.atLeast(t, 97, "failed recipient")
	statuses.atLeast(t, 97, "status code")
	causes.atLeast(t, 95, "cause")
	robots.atLeast(t, 95, "automatic replies found")
	plain.atLeast(t, 98, "answers without doubt")
	visible.atLeast(t, 100, "words shown")
}

// What servers say is judged by itself too, in the languages that they say it in.
func TestTheCausesOfTheCorpusAreFound(t *testing.T) {
	data, err := corpusFiles.ReadFile("testdata/mail/causes.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		parts := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		require.Len(t, parts, 3, line)
		reply := strings.NewReplacer("{to}", "press@mill.example", "{domain}", "mill.example").Replace(parts[2])
		require.Equal(t, bounce.Cause(parts[1]), bounce.CauseOf(enhancedCode.FindString(reply), reply), reply)
	}
}

// keptHidden reports whether words are kept as such that nobody sees who reads the message, and stand nowhere else.
func keptHidden(in ours.Inbound, words string) bool {
	found := false
	for _, segment := range in.Segments {
		switch has := strings.Contains(oneLine(segment.Text), words); {
		case segment.Kind == received.SegmentUnseen:
			found = found || has
		case has:
			return false
		}
	}
	return found
}

// shownNames are the names of people and files in a message, as they are shown.
func shownNames(in ours.Inbound) string {
	var names []string
	for _, a := range slices.Concat(in.From, in.Sender, in.ReplyTo, in.To, in.Cc) {
		names = append(names, a.Name)
	}
	for _, a := range in.Attachments {
		names = append(names, a.Name)
	}
	return strings.Join(names, "\n")
}

// compare counts how a report matches its labels.
func (s sample) compare(t *testing.T, got bounce.Report, hard, recipients, statuses, causes *share) {
	t.Helper()
	deliveries := map[bounce.Delivery]string{
		bounce.DeliveryHardBounce: "hard", bounce.DeliverySoftBounce: "soft", bounce.DeliveryDeferred: "deferred",
		bounce.DeliveryAccepted: "accepted", bounce.DeliveryDelivered: "delivered",
	}
	for i, want := range s.failed {
		if !recipients.count(len(got.Recipients) == len(s.failed) && got.Recipients[i].Address() == want.address) {
			t.Logf("%s: %+v instead of %s", s.name, got.Recipients, want.address)
			continue
		}
		r := got.Recipients[i]
		if !hard.count(deliveries[r.Delivery()] == want.delivery) {
			t.Logf("%s: %s instead of %s (%s: %s, %q)", s.name, r.Delivery(), want.delivery, r.Cause, r.Status, r.Said)
		}
		if want.cause != "" && !causes.count(r.Cause == want.cause) {
			t.Logf("%s: %s instead of %s (%s, %q)", s.name, r.Cause, want.cause, r.Status, r.Said)
		}
		if want.status != "" && !statuses.count(r.Status == want.status) {
			t.Logf("%s: status %s instead of %s (%q)", s.name, r.Status, want.status, r.Said)
		}
	}
}

var wordBreaks = regexp.MustCompile(`[\s>]+`)

func oneLine(s string) string { return strings.TrimSpace(wordBreaks.ReplaceAllString(s, " ")) }
