package vault

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKeysSurviveAReopen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	first, err := Open(dir)
	require.NoError(t, err)
	sealed, err := first.Seal([]byte("a statement"), []byte("case-1"))
	require.NoError(t, err)
	require.False(t, bytes.Contains(sealed, []byte("statement")))

	second, err := Open(dir)
	require.NoError(t, err)
	plain, err := second.Open(sealed, []byte("case-1"))
	require.NoError(t, err)
	require.Equal(t, "a statement", string(plain))
	require.Equal(t, first.MailKey(), second.MailKey())
	require.Len(t, second.MailKey(), 32)
}

func TestTheKeyFileIsForItsOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	_, err := Open(dir)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), modeOf(t, filepath.Join(dir, FileName)))
	require.Equal(t, os.FileMode(0o700), modeOf(t, dir))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1, "no temporary file may stay behind")
}

func TestAKeyFileThatOthersCanReadIsRefused(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(dir)
	require.NoError(t, err)
	for _, mode := range []os.FileMode{0o640, 0o604, 0o666, 0o620} {
		require.NoError(t, os.Chmod(filepath.Join(dir, FileName), mode))
		_, err = Open(dir)
		require.ErrorContains(t, err, "chmod 600 "+filepath.Join(dir, FileName))
	}
}

func TestSealedTextOpensOnlyUnchangedAndInItsPlace(t *testing.T) {
	keys, err := Open(t.TempDir())
	require.NoError(t, err)
	sealed, err := keys.Seal([]byte("x"), []byte("here"))
	require.NoError(t, err)
	_, err = keys.Open(sealed, []byte("there"))
	require.Error(t, err)
	sealed[len(sealed)-1] ^= 1
	_, err = keys.Open(sealed, []byte("here"))
	require.Error(t, err)
	stranger, err := Open(t.TempDir())
	require.NoError(t, err)
	sealed[len(sealed)-1] ^= 1
	_, err = stranger.Open(sealed, []byte("here"))
	require.Error(t, err)
}

func TestManyOpeningAtOnceEndWithOneSetOfKeys(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	var keys [16]*Keys
	var errs [16]error
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() { keys[i], errs[i] = Open(dir) })
	}
	all.Wait()
	for i := range keys {
		require.NoError(t, errs[i])
		require.Equal(t, keys[0].MailKey(), keys[i].MailKey())
	}
}

func TestADamagedKeyFileIsNeverReplaced(t *testing.T) {
	for name, text := range map[string]string{
		"empty":           "",
		"not json":        "keys",
		"other version":   `{"version":9,"aead":{},"mail":""}`,
		"short mail key":  `{"version":1,"aead":{},"mail":"c2hvcnQ="}`,
		"unusable keyset": `{"version":1,"aead":{"primaryKeyId":1,"key":[]},"mail":"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}`,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), FileName)
			require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
			_, err := Open(filepath.Dir(path))
			require.ErrorContains(t, err, "restore it from a backup")
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, text, string(after))
		})
	}
}

func TestCallersCannotChangeTheMailKey(t *testing.T) {
	keys, err := Open(t.TempDir())
	require.NoError(t, err)
	given := keys.MailKey()
	given[0] ^= 1
	require.NotEqual(t, given, keys.MailKey())
}

func modeOf(t *testing.T, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	require.NoError(t, err)
	return info.Mode().Perm()
}

func TestTheSaltIsThatOfTheKeys(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(dir)
	require.NoError(t, err)
	again, err := Open(dir)
	require.NoError(t, err)
	other, err := Open(t.TempDir())
	require.NoError(t, err)
	require.Equal(t, first.Salt(), again.Salt())
	require.NotEqual(t, first.Salt(), other.Salt())
	require.NotContains(t, first.Salt(), string(first.MailKey()))
}
