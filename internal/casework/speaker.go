package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// SpeakerInput is who spoke for a party.
type SpeakerInput struct {
	Speaker      string `json:"speaker,omitempty" doc:"who spoke for the party: name and function"`
	SpeakerNamed bool   `json:"speakerNamed,omitempty" doc:"the name of whoever spoke was given for print, on the record; else readers learn the party's alone"`
}

// KeepSpeaker keeps who spoke for a party.
func (d *Door) KeepSpeaker(ctx context.Context, in SpeakerInput) (sources.Spoken, error) {
	out := sources.Spoken{SpeakerNamed: in.SpeakerNamed}
	name, err := Line("speaker", in.Speaker, MaxName, false)
	if err != nil || name == "" {
		return out, err
	}
	refs, err := d.store.Put(ctx, claim.Content{Key: Key(ctx).String() + "/speaker", Media: "text/plain; charset=utf-8", Data: []byte(name)})
	if err != nil {
		return out, err
	}
	out.Speaker = refs[0]
	return out, nil
}
