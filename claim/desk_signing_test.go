package claim_test

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

func TestKeysToSignWithChangeInTurn(t *testing.T) {
	w := newWorld(t)
	desk := func() *people.Desk { return w.lane(claim.DeskStream).state.(*people.Desk) }
	key := func(selector string) people.MakeSigningKey {
		return people.MakeSigningKey{Selector: selector, Public: "p=" + selector, Private: claim.Ref("sealed " + selector)}
	}
	w.refused(claim.CodeNotFound, author, claim.DeskStream, people.UseSigningKey{Selector: "onrecord1"})
	w.refused(claim.CodeConflict, author, claim.DeskStream, key("onrecord2"))
	w.must(author, claim.DeskStream, key("onrecord1"))
	w.same(desk().Signs(), (*people.SigningKey)(nil))
	w.refused(claim.CodeWrongStage, author, claim.DeskStream, key("onrecord1"))
	w.must(author, claim.DeskStream, people.UseSigningKey{Selector: "onrecord1"})
	w.same(desk().Signs().Selector, "onrecord1")

	w.now = w.now.Add(time.Hour)
	w.must(author, claim.DeskStream, key("onrecord2"))
	w.same(desk().Signs().Selector, "onrecord1") // a new key is published before it is used
	w.must(author, claim.DeskStream, people.UseSigningKey{Selector: "onrecord2"})
	w.same(desk().Signs().Selector, "onrecord2")
	w.same(len(desk().Keys), 2)

	w.refused(claim.CodeWrongStage, author, claim.DeskStream, key("onrecord1")) // what it signed may be under way
	w.now = w.now.Add(7 * 24 * time.Hour)
	w.must(author, claim.DeskStream, key("onrecord1"))
	w.same(desk().Signs().Selector, "onrecord2")
	w.same(desk().NextKey().Private, claim.Ref("sealed onrecord1"))
}
