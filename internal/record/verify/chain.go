package verify

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/onrecord/onrecord/internal/record/stored"
)

// chain checks that the entries stand at consecutive positions, that each
// hash follows from the one before, and that the last one is the head.
func (v *verifier) chain() error {
	c := chainCheck{verifier: v, links: []string{""}}
	if err := stored.EachPosition(v.ctx, v.tx, c.next); err != nil {
		return err
	}
	v.report.Position, v.report.Head = c.last, c.lastHash
	var h struct {
		Position int64
		Hash     string
	}
	err := stored.Get(v.ctx, v.tx, &h, `select position, hash from head`)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		v.problem("the head of the record, which says where it ends, is missing")
	case err != nil:
		return err
	case h.Position > c.last:
		v.missing(c.last+1, h.Position)
	case h.Position < c.last:
		v.problem("the record ends at position %d, and entries up to position %d were added by hand", h.Position, c.last)
	case h.Hash != c.lastHash:
		v.problem("the hash of the last entry, at position %d, is not the one that the head of the record has", h.Position)
	}
	return nil
}

// chainCheck walks along the chain.
type chainCheck struct {
	*verifier
	last     int64
	lastHash string
	links    []string // hashes that the next entry may follow from; none after a gap
}

func (c *chainCheck) next(row stored.Entry) {
	c.step()
	c.report.Entries++
	if row.Position < 1 {
		c.problem("an entry was added by hand at position %d, before the first", row.Position)
		return
	}
	if row.Position > c.last+1 {
		c.missing(c.last+1, row.Position-1)
		c.links = nil
	}
	c.follow(row)
	c.last, c.lastHash = row.Position, row.Hash
}

// follow compares the hash. When only the hash of an entry was changed, the
// next one still follows from what it was, and is not reported too.
func (c *chainCheck) follow(row stored.Entry) {
	if len(c.links) == 0 {
		c.links = []string{row.Hash}
		return
	}
	follows := slices.ContainsFunc(c.links, func(before string) bool { return row.Chained(before) == row.Hash })
	if !follows {
		c.problem("the entry at position %d (%s version %d) does not match its hash: it was changed or moved, or does not follow the one before",
			row.Position, row.Stream, row.Version)
	}
	c.links = []string{row.Hash, row.Chained(c.links[0])}
}

func (v *verifier) missing(from, to int64) {
	if from == to {
		v.problem("the entry at position %d is missing", from)
		return
	}
	v.problem("the entries at positions %d to %d are missing", from, to)
}
