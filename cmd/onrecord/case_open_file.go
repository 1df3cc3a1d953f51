package main

import (
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/opening"
	"github.com/onrecord/onrecord/internal/operation"
)

// openedFile says what a case file held.
type openedFile struct {
	Case     string `json:"case"`
	Parties  int    `json:"parties"`
	Claims   int    `json:"claims"`
	Requests int    `json:"requests"`
}

// openFile opens a case from a file, or goes on with it.
func (p *program) openFile(source string) error {
	file, err := readCaseFile(p.in, source)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	if err := p.compareParties(desk, file.Parties); err != nil {
		return err
	}
	bar := newProgress(p, "opening "+file.ID, opening.Steps(file))
	err = opening.File(p.ctx, opening.Remote{Client: desk}, file, bar.step)
	bar.stop()
	if err = errors.Join(err, p.ctx.Err()); err != nil {
		return p.notOpened(err, source, file, bar)
	}
	done := openedFile{file.ID, len(file.Parties), len(file.Claims), len(file.Requests)}
	p.say("the case %s is open: %d claims, %d parties, %d requests", done.Case, done.Claims, done.Parties, done.Requests)
	return p.show(done, func(w io.Writer) { fmt.Fprintln(w, done.Case) })
}

// compareParties says which parties are in the directory with another profile.
func (p *program) compareParties(desk *client.Client, parties []casefile.Party) error {
	there, err := client.Call(p.ctx, desk, operation.PartyList, operation.None{})
	if err != nil {
		return err
	}
	known := map[string]reading.PartyView{}
	for _, v := range there {
		known[v.Key] = v
	}
	for _, party := range parties {
		if v, ok := known[party.ID]; ok && !sameParty(party, v) {
			p.say("the party %s is in the directory with another profile, which stays as it is", party.ID)
		}
	}
	return nil
}

func sameParty(p casefile.Party, v reading.PartyView) bool {
	return p.Name == v.Name && p.Kind == v.Kind && p.Email == v.Email && p.Role == v.Role && p.Zone == v.Zone &&
		reflect.DeepEqual(p.Hours, v.Hours)
}

// notOpened says how far an opening came, and how to go on.
func (p *program) notOpened(err error, source string, file *casefile.File, bar *progress) error {
	var known *claim.Error
	switch {
	case p.ctx.Err() != nil:
		again := "onrecord case open " + source
		if source == "-" {
			again += ", with the same input"
		}
		return &interruption{claim.Errorf(claim.CodeUnknownOutcome, "interrupted; %d of %d steps are done", bar.done.Load(), bar.total).
			WithHint("to go on, give the command again: %s", again)}
	case claim.CodeOf(err) == claim.CodeExists && bar.done.Load() == 0:
		return claim.Errorf(claim.CodeExists, "the case %s is open already, with another title, policy, plan, notice or access list", file.ID).
			WithHint("give the file another id, or make it say what it said when the case was opened")
	case errors.As(err, &known):
		e := *known
		e.Message = err.Error() // which says in which part of the file
		return &e
	}
	return err
}
