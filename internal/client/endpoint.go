package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/onrecord/onrecord/claim"
)

// Endpoint says where a running Onrecord listens. It stands in serve.json in
// the data directory, for its owner alone: the token opens everything.
type Endpoint struct {
	Address string `json:"address"` // host and port
	Token   string `json:"token"`
	PID     int    `json:"pid"`
	// Data is the data directory. A copy of that has the same file in it, and
	// nothing runs there.
	Data string `json:"data"`
}

const endpointFile = "serve.json"

// Write puts the endpoint into a data directory, in one step.
func (e Endpoint) Write(dir string) error {
	e.Data = whole(dir)
	data, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("client: encode endpoint: %w", err)
	}
	temp, err := os.CreateTemp(dir, endpointFile+".*") // readable by its owner only
	if err != nil {
		return fmt.Errorf("client: write endpoint: %w", err)
	}
	_, err = temp.Write(append(data, '\n'))
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), filepath.Join(dir, endpointFile))
	}
	if err != nil {
		return fmt.Errorf("client: write endpoint: %w", errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// Remove takes the endpoint out of a data directory, unless it is another's by now.
func (e Endpoint) Remove(dir string) error {
	e.Data = whole(dir)
	there, err := ReadEndpoint(dir)
	if claim.CodeOf(err) == claim.CodeUnavailable || err == nil && there != e {
		return nil
	}
	if err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dir, endpointFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("client: remove endpoint: %w", err)
	}
	return nil
}

// ReadEndpoint finds the endpoint in a data directory. It returns
// [claim.CodeUnavailable] if nothing runs there.
func ReadEndpoint(dir string) (Endpoint, error) {
	var e Endpoint
	data, err := os.ReadFile(filepath.Join(dir, endpointFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return e, claim.Errorf(claim.CodeUnavailable, "onrecord serve is not running on %s", dir).WithHint("start it: onrecord --data %s serve", dir)
	case errors.Is(err, fs.ErrPermission):
		return e, claim.Errorf(claim.CodeForbidden, "you cannot read %s", filepath.Join(dir, endpointFile)).
			WithHint("use the account that onrecord serve runs under, or another data directory (--data)")
	case err != nil:
		return e, fmt.Errorf("client: read endpoint: %w", err)
	}
	switch {
	case json.Unmarshal(data, &e) != nil || e.Address == "" || e.Data == "":
		return e, claim.Errorf(claim.CodeInvalid, "%s is damaged", filepath.Join(dir, endpointFile)).
			WithHint("start onrecord serve again; it writes the file anew")
	case e.Data != whole(dir):
		return e, claim.Errorf(claim.CodeUnavailable, "onrecord serve is not running on %s, which is a copy of %s or was moved from there", dir, e.Data).
			WithHint("name the directory that it runs on (--data), or start it on this one: onrecord serve")
	}
	return e, nil
}

// whole is the one name of a directory, however it is written.
func whole(dir string) string {
	if full, err := filepath.Abs(dir); err == nil {
		dir = full
	}
	if direct, err := filepath.EvalSymlinks(dir); err == nil {
		dir = direct
	}
	return dir
}

// Discover makes a client of the Onrecord that runs on a data directory.
func Discover(dir, as string) (*Client, error) {
	e, err := ReadEndpoint(dir)
	if err != nil {
		return nil, err
	}
	return New("http://"+e.Address, e.Token, as), nil
}
