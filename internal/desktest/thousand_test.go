package desktest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// sendList sends the form of a thousand claims as a second click would, and
// makes sure that it leads to the list that the first one made.
func (p *page) sendList(slug, key, list, leads string) {
	p.t.Helper()
	sent, err := json.Marshal([]string{"/cases/" + slug + "/new-claims", key, list})
	require.NoError(p.t, err)
	at := eval[string](p, `(async ([to, key, list]) => {
		const body = new FormData();
		for (const [name, value] of Object.entries({_key: key, text: list, tier: "routine", format: ""})) body.append(name, value);
		return new URL((await fetch(to, {method: "POST", body})).url).pathname;
	})(`+string(sent)+`)`)
	require.Equal(p.t, leads, at, "the same list, not another one")
}

// awaits waits for words on a page that comes anew by itself.
func (p *page) awaits(within time.Duration, words ...string) {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		text, err := p.words()
		return err == nil && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}, within, 200*time.Millisecond, "%v", words)
}

// hasEach makes sure that a case has each of the claims, once.
func (d *desk) hasEach(t *testing.T, slug string, statements []string) {
	t.Helper()
	require.Equal(t, len(statements), d.facts(t, slug)["claim.drafted"])
	report, err := client.Call(t.Context(), d.as(t, "mara"), operation.CaseShow, operation.CaseAt(slug, nil))
	require.NoError(t, err)
	var there []string
	for _, c := range report.Claims {
		there = append(there, c.Statement)
	}
	require.ElementsMatch(t, statements, there)
}

// A thousand claims are pasted into the running product: it answers soon, and adds
// each claim once, however often the form is sent.
func TestAThousandClaimsArePastedIntoTheRunningProduct(t *testing.T) {
	d := theDesk(t)
	d.hire(t)
	const slug = "thousand"
	mara := d.as(t, "mara")
	_, err := client.Call(t.Context(), mara, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: slug, Title: "A thousand claims"}))
	require.NoError(t, err)
	list := make([]string, 1000)
	for i := range list {
		list[i] = fmt.Sprintf("Lorry %d was loaded at the harbour on the night of the fire.", i+1)
	}
	p := d.sit(t, "mara").open("/cases/"+slug+"/new-claims").fill("Claims", lines(list...))
	other := d.sit(t, "mara").open("/cases/" + slug)
	key := eval[string](p, `document.querySelector("[name=text]").form.elements._key.value`)

	begun := time.Now()
	p.button("Add the claims").arrives("/sheets/")
	require.Less(t, time.Since(begun), bearable, "it does not wait for the end")
	at := p.path()
	other.sendList(slug, key, lines(list...), at)
	p.awaits(3*time.Minute, "1000 claims were added")
	t.Logf("a thousand claims took %s", time.Since(begun).Round(time.Second))
	p.accessible().shoot("thousand-claims-added")
	d.hasEach(t, slug, list)

	other.sendList(slug, key, lines(list...), at)
	d.hasEach(t, slug, list)
	p.open("/cases/"+slug+"/new-claims").fill("Claims", lines(list...)).button("Add the claims").arrives("/sheets/")
	p.awaits(time.Minute, "0 claims were added", "There already 1000")
	d.hasEach(t, slug, list)
	p.open("/cases/" + slug).sees(list[0])
	require.Equal(t, int64(http.StatusOK), p.status())
}
