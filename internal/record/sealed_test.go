package record

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestWhatIsSealedIsReplacedAsAWhole(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		none, err := d.Sealed(d.ctx(), "mail")
		require.NoError(t, err)
		require.Nil(t, none)
		require.NoError(t, d.PutSealed(d.ctx(), "mail", []byte{1, 2}, noon))
		require.NoError(t, d.PutSealed(d.ctx(), "mail", []byte{3}, noon))
		last, err := d.Sealed(d.ctx(), "mail")
		require.NoError(t, err)
		require.Equal(t, []byte{3}, last)
	})
}
