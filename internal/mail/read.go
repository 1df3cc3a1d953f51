package mail

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/automatic"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/replytext"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// ErrEmpty says that there was nothing to read.
var ErrEmpty = errors.New("mail: message is empty")

const (
	maxText        = 2 << 20
	maxAttachments = 1000
	maxProblems    = 20
	maxDate        = 200
	maxSubject     = 8 << 10
)

// Read reads a received message. It is tolerant: whatever can be read is, and Problems says what cannot. The only error is
// ErrEmpty. The caller bounds the size of raw; work is bounded by it, however the message is built.
//
// Read classifies by the message alone. When the envelope is known, call [Classify] too.
func Read(raw []byte) (in Inbound, err error) {
	defer func() {
		if p := recover(); p != nil { // what stops the program would come again with every try
			in = asItCame(raw)
		}
	}()
	return read(raw)
}

// AsItCame is the problem of a message that could not be read because of a mistake in this program.
const AsItCame = "The message could not be read; it is shown as it came."

// asItCame shows a message as it came, as an answer that somebody has to look at.
func asItCame(raw []byte) Inbound {
	in := ReadHeader(raw)
	in.Size, in.Class, in.Hint = len(raw), ClassAnswer, automatic.Program
	in.Text = Clean(decoded(raw[:min(len(raw), maxText)]))
	in.Segments = []replytext.Segment{{Kind: received.SegmentNew, Text: in.Text}}
	in.lost = [][]byte{raw}
	in.problem(AsItCame)
	return in
}

func read(raw []byte) (Inbound, error) {
	in := Inbound{Size: len(raw), Class: ClassAnswer}
	if len(bytes.TrimSpace(raw)) == 0 {
		in.problem("The message is empty.")
		return in, ErrEmpty
	}
	env, lost := in.parse(raw, false)
	if env == nil {
		in.problem("The message could not be read at all.")
		return in, nil
	}
	in.header = env.Root.Header
	in.readHeader(env)
	in.readText(env)
	in.readAttachments(env.Root)
	in.readWrapped(env.Root)
	in.readFormatted(env.Root)
	in.readProblems(env)
	in.reportType = reportTypeOf(in.header.Get("Content-Type"))
	in.receipt = hasReceipt(env.Root)
	in.report = bounce.FromParts(env.Root, in.Text)
	in.root, in.lost = env.Root, lost
	in.classify(nil)
	return in, nil
}

// parse reads the whole message, or, when its structure is beyond bounds or broken, its header and the rest as text.
// Texts end where no more of them is shown, unless whole is set; lost is the rest of them.
func (in *Inbound) parse(raw []byte, whole bool) (env *enmime.Envelope, lost [][]byte) {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF")) // else it would hide the first field
	s, work := skeletonOf(raw, whole), maxWork
	if whole {
		work = maxWorkForOne
	}
	small := in.mended(s.small())
	structure, reason := withinBounds(small, work)
	if reason != "" {
		in.problem(reason)
	} else if env, err := in.parseMIME(small, structure); err == nil {
		if s.restore(env.Root) {
			in.problem("A text in the message is too long; only its beginning is shown.")
		}
		nameFiles(env.Root)
		return env, s.lost()
	} else {
		in.problem("The message's structure is broken; it is shown as plain text.")
	}
	env, err := in.parseMIME(flatten(raw), structure)
	if err != nil {
		return nil, nil
	}
	return env, nil
}

// parseMIME turns a panic in the library into an error: a message must not stop the program. It leaves HTML alone: how
// much of that is converted is decided in readText.
func (in *Inbound) parseMIME(small []byte, declared structure) (env *enmime.Envelope, err error) {
	defer recoverTo(&err)
	guard := guard{declared: declared, boundaries: map[string]bool{}}
	parser := enmime.NewParser(
		enmime.SkipMalformedParts(true),
		enmime.MultipartWOBoundaryAsSinglePart(true),
		enmime.SetCustomParseMediaType(guard.parse),
		enmime.SetReadPartErrorPolicy(enmime.AllowCorruptTextPartErrorPolicy),
		enmime.MaxStoredPartErrors(maxProblems),
		enmime.DisableTextConversion(true),
		enmime.DisableCharacterDetection(true), // a guess from letters takes Spanish UTF-8 for Latin-1
	)
	env, err = parser.ReadEnvelope(bytes.NewReader(small))
	if guard.exceeded {
		in.problem("The message is nested too deeply; what lies deepest is listed as a file.")
	}
	return env, err
}

// recoverTo is to be deferred.
func recoverTo(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("mail: parser failed: %v", p)
	}
}

// readHeader takes the fields of RFC 5322 section 3.6 that matter to us.
func (in *Inbound) readHeader(env *enmime.Envelope) {
	in.From = in.addresses("From")
	in.Sender = in.addresses("Sender")
	in.ReplyTo = in.addresses("Reply-To")
	in.readRecipients()
	if subject := in.header.Get("Subject"); len(subject) > maxSubject {
		in.header.Set("Subject", subject[:maxSubject])
		in.problem("The subject is too long; only its beginning is shown.")
	}
	in.Subject = Tidy(env.GetHeader("Subject"))
	in.readReferences()
	in.readDate()
	in.checkHeader()
}

func (in *Inbound) readReferences() {
	if ids := token.ListIDs(in.header.Get("Message-Id"), 1); len(ids) == 1 {
		in.MessageID = Tidy(ids[0])
	}
	in.InReplyTo = tidyAll(token.ListIDs(in.header.Get("In-Reply-To"), 100))
	in.References = tidyAll(token.ListIDs(in.header.Get("References"), 100))
}

func (in *Inbound) readRecipients() {
	in.To = in.addresses("To")
	in.Cc = in.addresses("Cc")
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To"} {
		for _, value := range in.header.Values(name) {
			in.DeliveredTo = append(in.DeliveredTo, strings.Trim(Tidy(value), "<> "))
		}
	}
}

func (in *Inbound) readDate() {
	value := in.header.Get("Date")
	value = value[:min(len(value), maxDate)]
	date, err := mail.ParseDate(value)
	switch {
	case value == "":
		in.problem("The message has no date.")
	case err != nil:
		in.problem("The message's date cannot be read.")
	default:
		in.Date = date
	}
}

// checkHeader notes what RFC 5322 section 3.6 forbids and what forgers do.
func (in *Inbound) checkHeader() {
	if len(in.header.Values("From")) > 1 {
		in.problem("The message has more than one From field.")
	} else if len(in.From) > 1 {
		in.problem("The message names more than one author.")
	} else if len(in.From) == 0 {
		in.problem("The message names no author.")
	}
	for _, a := range in.From {
		if mixesScripts(a.Address) {
			in.problem("The author's address mixes scripts: letters that look alike may name somebody else.")
			break
		}
	}
	if in.MessageID == "" {
		in.problem("The message has no Message-ID.")
	}
}

// partProblems are what the library finds odd about a part, in words for people. That a text was made from HTML is nothing
// odd, nor that nobody is named as a recipient.
var partProblems = map[string]string{
	enmime.ErrorMalformedBase64:    "A part is not encoded as it says; what could be decoded of it is shown.",
	enmime.ErrorMalformedHeader:    "A part has a header that is malformed.",
	enmime.ErrorMissingBoundary:    "What separates the parts of the message is missing.",
	enmime.ErrorMissingContentType: "A part does not say what it is.",
	enmime.ErrorCharsetConversion:  "A text states a charset that is not known or not its own; its letters are a guess.",
	enmime.ErrorContentEncoding:    "A part is not encoded as it says; what could be decoded of it is shown.",
	enmime.ErrorCharsetDeclaration: "A text states a charset that is not its own.",
	enmime.ErrorMalformedChildPart: "A part is malformed.",
	enmime.ErrorDataHasBoundary:    "What separates the parts stands within one.",
}

func (in *Inbound) readProblems(env *enmime.Envelope) {
	for _, e := range env.Errors {
		if len(in.Problems) >= maxProblems {
			return
		}
		if says := partProblems[e.Name]; says != "" && !slices.Contains(in.Problems, says) {
			in.problem(says)
		}
	}
}
