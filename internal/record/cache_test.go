package record

import (
	"path/filepath"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

func TestTheCacheForgetsTheLeastRecentlyUsed(t *testing.T) {
	c := newCache(10)
	streams := make([]claim.Stream, 3)
	for i := range streams {
		streams[i] = claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}
	}
	c.put(streams[0], 1, []byte("first"))
	c.put(streams[1], 2, []byte("other"))
	require.NotNil(t, c.get(streams[0]))
	c.put(streams[1], 1, []byte("older"))
	require.Equal(t, "other", string(c.get(streams[1])), "an older version does not take the place of a newer one")
	c.get(streams[0])
	c.put(streams[2], 1, []byte("third"))
	require.Nil(t, c.get(streams[1]))
	require.NotNil(t, c.get(streams[0]))
	require.LessOrEqual(t, c.bytes, c.limit)
	c.put(streams[2], 2, make([]byte, 11))
	require.Empty(t, c.found, "what is too large is not kept")
}

func TestAStateIsTheCallersOwn(t *testing.T) {
	d := openDesk(t, filepath.Join(t.TempDir(), "record.db"))
	s := claim.Stream{Kind: claim.StreamPerson, ID: uuid.New()}
	d.do(s, people.AddPerson{Roles: []claim.Role{claim.Editor}}, noon)
	mine, err := d.Load(d.ctx(), s)
	require.NoError(t, err)
	mine.(*people.Person).Roles[0] = claim.Admin
	other, err := d.Load(d.ctx(), s)
	require.NoError(t, err)
	require.Equal(t, []claim.Role{claim.Editor}, other.(*people.Person).Roles)
}
