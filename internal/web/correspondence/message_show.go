package correspondence

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// messageView is one message beside the claims that it may answer.
type messageView struct {
	correspondence.MessageView
	Path        string
	Stances     []page.Option
	GroundRules []page.Option
	Request     *correspondence.AnswerableRequest // the one that is answered here
	MaySort     bool
	MayAnswer   bool
	MayAsk      bool
	MayAdd      bool // the sender to the contact points of the party
	Cases       []desk.CaseItem
	Marks       []page.Option // sentences, by number
	Parties     []desk.PartyItem
}

// ToRead reports whether somebody has to say what the message is that holds no answer: any
// mail, and what a party asks on the answer page, until that was read.
func (m *messageView) ToRead() bool { return m.Page == nil || m.Page.Asks != "" && m.ReadAt == nil }

func messagePage(v *page.Visit) (*messageView, uuid.UUID, error) {
	id, err := v.ID("message")
	if err != nil {
		return nil, id, err
	}
	message, err := v.Reads.MessagePage(v.Context(), v.Who, id)
	if err != nil {
		return nil, id, err
	}
	view := &messageView{
		MessageView: message, Path: "/messages/" + id.String(), Stances: page.Options(claim.Stances), GroundRules: page.Options(claim.AllGroundRules),
		MaySort: v.Who.Can(casework.MaySortMail), MayAnswer: v.Who.Can(casework.MayRecordAnswers), MayAsk: v.Who.Can(casework.MayAsk),
		MayAdd: v.Who.Can(casework.MayWriteParties),
	}
	view.Request = answered(message.Requests, v.Query("request"), v.Form("request"))
	for i, sentence := range message.Sentences {
		view.Marks = append(view.Marks, page.Option{Value: strconv.Itoa(i), Label: sentence.Text})
	}
	if message.Quarantine == "" || !view.MaySort {
		return view, id, nil
	}
	if view.Cases, err = v.Reads.Cases(v.Context(), v.Who); err != nil {
		return nil, id, err
	}
	view.Parties, _, err = v.Reads.PartyList(v.Context(), v.Who, desk.PartyFilter{Limit: page.OfferedParties})
	return view, id, err
}

// answered picks the request that a message answers: the one that is named, or
// the latest that wants an answer, or the latest.
func answered(requests []correspondence.AnswerableRequest, names ...string) *correspondence.AnswerableRequest {
	for _, name := range names {
		for i := range requests {
			if requests[i].ID.String() == name {
				return &requests[i]
			}
		}
	}
	for i := range requests {
		switch requests[i].Lifecycle {
		case letters.Sent, letters.Acknowledged, letters.Clarification, letters.PartlyAnswered:
			return &requests[i]
		}
	}
	if len(requests) > 0 {
		return &requests[0]
	}
	return nil
}

// MessageShow shows a message beside what it may answer.
func MessageShow(v *page.Visit) error {
	view, _, err := messagePage(v)
	if err != nil {
		return err
	}
	return v.Render("message_show", view)
}

// AnswerRecord records the stances that a person has read in a message.
func AnswerRecord(v *page.Visit) error {
	view, id, err := messagePage(v)
	if err != nil {
		return err
	}
	if view.Request == nil {
		return v.Refuse("message_show", view, claim.Errorf(claim.CodeInvalid, "the party was not asked anything that this could answer"))
	}
	in := answers.AnswerInput{
		Party: view.Party, Message: id.String(), Request: view.Request.ID.String(),
		SpeakerInput: v.Speaker(),
	}
	if in.GroundRules, err = v.GroundRules(); err == nil {
		in.Stances, err = stances(v, view.Request.Claims, view.stance)
	}
	if err == nil {
		in.MoreTime, err = moreTime(v, "more", "moreWhy")
	}
	if err != nil {
		return v.Refuse("message_show", view, err)
	}
	if _, err := page.Do(v, operation.AnswerRecord, operation.InCase(view.Case, in)); err != nil {
		return v.Refuse("message_show", view, err)
	}
	return v.Done("/requests/"+view.Request.ID.String(), "The answer is on record.")
}

// stances are what an answer says about each claim; of reads what the form has for one, or for all
// that are ticked where it is given none. No words are left out: those without a stance are refused.
func stances(v *page.Visit, claims []correspondence.ThreadClaim, of func(*page.Visit, string) (answers.StanceInput, error)) ([]answers.StanceInput, error) {
	same, err := of(v, "")
	if err == nil {
		err = needsStance(same)
	}
	if err != nil {
		return nil, err
	}
	var all []answers.StanceInput
	used := !worded(same)
	for _, c := range claims {
		own, err := of(v, c.Key)
		if err != nil {
			return nil, err
		}
		if own.Stance == "" && slices.Contains(v.List("for-"), own.Claim) {
			used = used || !worded(own)
			own = sameFor(own, same)
		}
		if err := needsStance(own); err != nil {
			return nil, err
		}
		if own.Stance != "" {
			all = append(all, own)
		}
	}
	if !used {
		return nil, page.FieldError("words-", "none of the claims gets these words: tick one that has none of its own, or take them out")
	}
	return all, nil
}

// sameFor is what an answer says about a claim without a stance of its own: the one that was given for
// all, with its own words if it has some.
func sameFor(own, same answers.StanceInput) answers.StanceInput {
	if worded(own) {
		own.Stance = same.Stance
		return own
	}
	same.Claim, same.Summary = own.Claim, same.Summary || own.Summary && same.Statement != ""
	return same
}

// worded reports whether there are words: typed ones, or such as were marked.
func worded(in answers.StanceInput) bool { return in.Statement != "" || in.To > 0 }

// needsStance refuses words of which nobody has said what they mean.
func needsStance(in answers.StanceInput) error {
	if in.Stance == "" && worded(in) {
		return page.FieldError("stance-"+in.Claim, "choose what the words say about this claim")
	}
	return nil
}

// stance reads what the form says about one claim, or about all that are ticked where it names none: the sentences that were
// ticked, from the first to the last, or words that were typed.
func (m *messageView) stance(v *page.Visit, claimKey string) (answers.StanceInput, error) {
	in := answers.StanceInput{
		Claim: claimKey, Stance: claim.Stance(v.Form("stance-" + claimKey)), Summary: v.Checked("summary-" + claimKey),
		Statement: strings.TrimSpace(v.Form("words-" + claimKey)),
	}
	marked := v.List("mark-" + claimKey)
	if in.Statement != "" || len(marked) == 0 {
		return in, nil
	}
	for i, number := range marked {
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 || n >= len(m.Sentences) {
			return in, page.FieldError("mark-"+claimKey, "the message has no sentence %q", number)
		}
		if s := m.Sentences[n]; i == 0 || s.From < in.From {
			in.From = s.From
		}
		in.To = max(in.To, m.Sentences[n].To)
	}
	return in, nil
}

// CasePath is the address of a case.
func (m *messageView) CasePath() string { return "/cases/" + url.PathEscape(m.Case) }

// Int64 is a number as the function size takes it.
func (*messageView) Int64(n int) int64 { return int64(n) }
