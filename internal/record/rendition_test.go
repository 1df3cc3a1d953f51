package record

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestWhatWasMadeOfContentIsErasedWithIt(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := vault7(t, dsn)
		refs, err := d.Put(d.ctx(), claim.Content{Key: "a", Data: []byte("stays")}, claim.Content{Key: "b", Data: []byte("goes")})
		require.NoError(t, err)
		for _, ref := range refs {
			require.NoError(t, d.KeepRenditions(d.ctx(), ref, map[string][]byte{"text": []byte(ref), "brief": []byte("x")}))
			require.NoError(t, d.KeepRenditions(d.ctx(), ref, map[string][]byte{"text": []byte("another")}), "the first stays")
		}
		require.NoError(t, d.Erase(d.ctx(), refs[1], noon))
		require.NoError(t, d.KeepRenditions(d.ctx(), refs[1], map[string][]byte{"late": []byte("x")}), "made while it was erased")
		for _, name := range []string{"text", "brief", "late"} {
			found, err := d.Renditions(d.ctx(), refs, name)
			require.NoError(t, err)
			require.NotContains(t, found, refs[1])
		}
		found, err := d.Renditions(d.ctx(), append(refs, "unknown"), "text")
		require.NoError(t, err)
		require.Equal(t, map[claim.Ref][]byte{refs[0]: []byte(refs[0])}, found)
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}
