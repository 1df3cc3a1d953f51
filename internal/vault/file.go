package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// FileName is the name of the key file inside the directory given to Open.
const FileName = "keys.json"

// Open reads dir/keys.json, or makes the keys when there is no such file yet. The directory is created for its
// owner alone. When two processes make keys at the same moment, both end with the keys of the one that came first.
// A key file that others may read is refused with a sentence that says what to do.
func Open(dir string) (*Keys, error) {
	path := filepath.Join(dir, FileName)
	keys, err := load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("vault: create directory: %w", err)
	}
	if err := create(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("vault: create %s: %w", path, err)
	}
	return load(path)
}

func load(path string) (*Keys, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("vault: read keys: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("vault: read keys: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("vault: %s is not a regular file", path)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("vault: others can read the keys in %s (mode %04o); run chmod 600 %s", path, mode, path)
	}
	keys, err := decode(file)
	if err != nil {
		return nil, fmt.Errorf("vault: %s does not hold usable keys; restore it from a backup: %w", path, err)
	}
	return keys, nil
}

// create writes new keys beside path and links them into place. A link, unlike a rename, never replaces a file that
// another process has put there meanwhile: its keys may already have sealed something.
func create(path string) error {
	text, err := generate()
	if err != nil {
		return err
	}
	temp, err := writeTemp(filepath.Dir(path), text)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	if err := os.Link(temp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func writeTemp(dir string, text []byte) (string, error) {
	file, err := os.CreateTemp(dir, ".keys-*") // made with mode 0600
	if err != nil {
		return "", err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(file.Name())
		return "", err
	}
	return file.Name(), nil
}

func syncDir(dir string) error {
	handle, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(handle.Sync(), handle.Close())
}
