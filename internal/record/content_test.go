package record

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestContentIsSaltedAndKeptOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		c := claim.Content{Key: "command/questions", Media: "text/plain", Data: []byte("Is it so?")}
		same := claim.Content{Key: "another", Media: c.Media, Data: c.Data}
		refs, err := d.Put(d.ctx(), c, same)
		require.NoError(t, err)
		require.NotEqual(t, refs[0], refs[1], "nobody can tell from a reference what it refers to")
		require.Len(t, string(refs[0]), 64)
		again, err := d.Put(d.ctx(), c)
		require.NoError(t, err)
		require.Equal(t, refs[:1], again)
		c.Data = []byte("Is it not so?")
		_, err = d.Put(d.ctx(), claim.Content{Key: "fresh"}, c)
		require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
		require.ErrorContains(t, err, "this command id was used with other content")
		empty, err := d.Put(d.ctx(), claim.Content{Key: "fresh", Data: nil})
		require.NoError(t, err, "all of one call or nothing")
		data, err := d.Get(d.ctx(), empty[0])
		require.NoError(t, err)
		require.Empty(t, data)
	})
}

func TestContentIsFoundUntilItIsErased(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		refs, err := d.Put(d.ctx(), claim.Content{Key: "a", Data: []byte("kept")}, claim.Content{Key: "b", Data: []byte("erased")})
		require.NoError(t, err)
		require.NoError(t, d.Erase(d.ctx(), refs[1], noon))
		require.NoError(t, d.Erase(d.ctx(), refs[1], noon.AddDate(1, 0, 0)))
		_, err = d.Get(d.ctx(), refs[1])
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		require.ErrorContains(t, err, "erased at 12:00 UTC on 17 March 2017")
		_, err = d.Get(d.ctx(), "unknown")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		require.NotContains(t, err.Error(), "erased")
		many, err := d.GetMany(d.ctx(), append(refs, "unknown"))
		require.NoError(t, err)
		require.Equal(t, map[claim.Ref][]byte{refs[0]: []byte("kept")}, many)
		_, err = d.Put(d.ctx(), claim.Content{Key: "b", Data: []byte("erased")})
		require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(d.Erase(d.ctx(), "unknown", noon)))
	})
}

func TestErasureTakesTheNameOutOfTheTables(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, caseID := vault7(t, dsn)
		state, err := d.Load(d.ctx(), claim.Stream{Kind: claim.StreamCase, ID: caseID})
		require.NoError(t, err)
		require.NoError(t, d.Erase(d.ctx(), state.(*cases.Case).Text, noon))
		cases, err := d.Cases(d.ctx())
		require.NoError(t, err)
		require.Equal(t, caseID.String(), cases[0].Slug)
		require.Empty(t, cases[0].Title)
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
		require.Equal(t, int64(1), report.Erased)
	})
}

func TestErasedBytesAreInNoFile(t *testing.T) {
	d := openDesk(t, t.TempDir()+"/record.db")
	secret := strings.Repeat("the source is Deep Throat ", 1000)
	refs, err := d.Put(d.ctx(), claim.Content{Key: "k", Data: []byte(secret)}, claim.Content{Key: "kept", Data: []byte("another")})
	require.NoError(t, err)
	require.True(t, inAnyFile(t, d.dsn, "Deep Throat"))
	require.NoError(t, d.Erase(d.ctx(), refs[0], noon))
	require.False(t, inAnyFile(t, d.dsn, "Deep Throat"))
}

func inAnyFile(t *testing.T, dsn, text string) bool {
	t.Helper()
	found := false
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(dsn + suffix)
		require.NoError(t, err)
		found = found || bytes.Contains(data, []byte(text))
	}
	return found
}

func TestGetManyTakesAnyNumber(t *testing.T) {
	d := openDesk(t, t.TempDir()+"/record.db")
	contents := make([]claim.Content, 1200)
	for i := range contents {
		contents[i] = claim.Content{Key: uuid.NewString(), Data: []byte{byte(i)}}
	}
	refs, err := d.Put(d.ctx(), contents...)
	require.NoError(t, err)
	found, err := d.GetMany(d.ctx(), refs)
	require.NoError(t, err)
	require.Len(t, found, 1200)
}
