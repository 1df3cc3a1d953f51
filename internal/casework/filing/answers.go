package filing

import (
	"cmp"
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// FileAnswerInput is an answer to a request of the file, which a person had put.
type FileAnswerInput struct {
	Request     string                `json:"request" doc:"id of the request that it answers"`
	Stances     []answers.StanceInput `json:"stances" doc:"one per claim"`
	Way         []string              `json:"way,omitempty" doc:"parties through whom it came, the one that it was said to first; none if it was said to you"`
	GroundRules claim.GroundRules     `json:"groundRules,omitempty" doc:"the terms; on the record if left out"`
	Channel     claim.Channel         `json:"channel,omitempty" doc:"how it came; as the request was put if left out"`
	ReceivedAt  Before                `json:"receivedAt,omitzero" doc:"when it came; now if left out"`
	casework.SpeakerInput
}

// FileProposalInput is an outcome that is proposed when its case is opened.
type FileProposalInput struct {
	Claim string `json:"claim" doc:"key of the claim"`
	findings.AssessInput
}

func (f *filing) recordAnswers() error { return each(f, "answers", f.in.Answers, f.recordAnswer) }

// recordAnswer plans an answer, in the transaction in which its request is put.
func (f *filing) recordAnswer(part string, in FileAnswerInput) error {
	keyed, err := f.keyed("answer", in.Request, in)
	if err != nil {
		return err
	}
	if f.requests[casework.Key(keyed)] {
		return claim.Errorf(claim.CodeInvalid, "the same answer stands in the file twice").WithHint("delete one of them")
	}
	f.requests[casework.Key(keyed)] = true
	asked, party, err := f.answeredIn(in.Request)
	if party == nil || err != nil {
		return err
	}
	to := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(f.c.ID, party.ID)}
	if f.there {
		if done, err := f.taken(keyed, to); done || err != nil {
			return err
		}
	}
	body := letters.RecordResponse{
		Response: f.d.IDOf("response", casework.Key(keyed).String()), Request: requests.RequestID(keyed, f.c.ID, asked.ID),
		GroundRules: in.GroundRules, Channel: in.Channel, ReceivedAt: in.ReceivedAt.instant(f.c.OpenedAt),
	}
	body.GroundRules = cmp.Or(body.GroundRules, claim.OnTheRecord)
	body.Channel = cmp.Or(body.Channel, asked.Channel, claim.ByEmail)
	if body.ReceivedAt.IsZero() {
		body.ReceivedAt = f.now
	}
	if body.Stances, err = f.stancesIn(casework.Key(keyed), in.Stances); err != nil {
		return err
	}
	if body.Way, err = all(f.namedIn(part), "way", in.Way); err != nil {
		return err
	}
	if body.Spoken, err = f.speaker(keyed, in.SpeakerInput); err != nil {
		return err
	}
	f.act(keyed, part, to, body)
	return nil
}

// speaker keeps who spoke for a party.
func (f *filing) speaker(keyed context.Context, in casework.SpeakerInput) (sources.Spoken, error) {
	name, err := casework.Line("speaker", in.Speaker, casework.MaxName, false)
	return sources.Spoken{Speaker: f.keepText(casework.Key(keyed), "speaker", name), SpeakerNamed: in.SpeakerNamed}, err
}

// answeredIn finds the request of the file that an answer is to, and its party; no party,
// if something is wrong with that already.
func (f *filing) answeredIn(name string) (*FileRequestInput, *fileParty, error) {
	for i, r := range f.in.Requests {
		if r.ID != name || name == "" {
			continue
		}
		if f.parts[fmt.Sprintf("requests[%d]", i)] {
			return nil, nil, nil
		}
		if r.AskedAt == (Before{}) && (r.Channel == "" || r.Channel.Carried()) {
			return nil, nil, casework.Invalid("request", "it goes out after the case is opened, so nobody has answered it; if somebody had put it before, say when it was asked")
		}
		party, err := f.partyNamed(r.Party)
		return &f.in.Requests[i], party, err
	}
	return nil, nil, casework.Invalid("request", "there is no such request in the file")
}

func (f *filing) stancesIn(command uuid.UUID, in []answers.StanceInput) ([]letters.Answer, error) {
	answers := make([]letters.Answer, len(in))
	for i, s := range in {
		id, err := f.claimNamed(s.Claim)
		if err != nil {
			return nil, casework.NotThere(fmt.Sprintf("stances[%d].claim", i), err)
		}
		words, err := casework.Prose(fmt.Sprintf("stances[%d].statement", i), s.Statement, casework.MaxText, false)
		if err != nil {
			return nil, err
		}
		answers[i] = letters.Answer{Claim: id, Stance: s.Stance, Summary: s.Summary, Statement: f.keepText(command, fmt.Sprint(i), words)}
	}
	return answers, nil
}

func (f *filing) proposeOutcomes() error {
	return each(f, "proposals", f.in.Proposals, f.proposeOutcome)
}

func (f *filing) proposeOutcome(part string, in FileProposalInput) error {
	keyed, to, done, err := f.aboutClaim("proposal", in.Claim, in)
	if done || err != nil {
		return err
	}
	rationale, err := casework.Prose("rationale", in.Rationale, casework.MaxText, true)
	if err != nil {
		return err
	}
	readers, err := casework.Prose("forReaders", in.ForReaders, findings.MaxReason, false)
	if err != nil {
		return err
	}
	f.act(keyed, part, to, finding.Assess{
		Outcome: in.Outcome, Why: in.Why, AsOf: casework.InstantOr(in.AsOf, f.now),
		Rationale: f.keepText(casework.Key(keyed), "rationale", rationale), ForReaders: f.keepText(casework.Key(keyed), "readers", readers),
	})
	return nil
}

// keepText draws the reference of a text that is kept with the commands; none of no text.
func (f *filing) keepText(command uuid.UUID, name, text string) claim.Ref {
	if text == "" {
		return ""
	}
	return f.keep(claim.Content{Key: command.String() + "/" + name, Media: "text/plain; charset=utf-8", Data: []byte(text)})
}
