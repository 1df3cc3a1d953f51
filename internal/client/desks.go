package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// Desks are the remote desks that somebody has logged in to. They stand in
// desks.json in the user's configuration directory, for that user alone: the
// tokens open the desks.
type Desks struct {
	Default string            `json:"default,omitempty"` // address of the desk that commands use if none is named
	Tokens  map[string]string `json:"tokens"`            // API token by address of the desk
}

const desksFile = "desks.json"

// DesksDir is where the desks stand: the user's configuration directory (XDG
// Base Directory Specification).
func DesksDir() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("client: find the configuration directory: %w", err)
	}
	return filepath.Join(dir, "onrecord"), nil
}

// ReadDesks reads the desks out of a directory. No file means none. A file that
// others can read is refused.
func ReadDesks(dir string) (Desks, error) {
	d := Desks{Tokens: map[string]string{}}
	path := filepath.Join(dir, desksFile)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		return d, claim.Errorf(claim.CodeForbidden, "others can read the tokens in %s", path).WithHint("run: chmod 600 %s", path)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return d, fmt.Errorf("client: read desks: %w", err)
	}
	if json.Unmarshal(data, &d) != nil || d.Tokens == nil {
		return d, claim.Errorf(claim.CodeInvalid, "%s is damaged", path).WithHint("remove it, and log in again: onrecord login URL")
	}
	return d, nil
}

// Write puts the desks into a directory, in one step, for its owner alone.
func (d Desks) Write(dir string) error {
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return fmt.Errorf("client: encode desks: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("client: write desks: %w", err)
	}
	temp, err := os.CreateTemp(dir, desksFile+".*") // readable by its owner only
	if err != nil {
		return fmt.Errorf("client: write desks: %w", err)
	}
	_, err = temp.Write(append(data, '\n'))
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Rename(temp.Name(), filepath.Join(dir, desksFile))
	}
	if err != nil {
		return fmt.Errorf("client: write desks: %w", errors.Join(err, os.Remove(temp.Name())))
	}
	return nil
}

// DeskAddress is the address of a desk as people type it, in the form in which
// it is kept. It returns [claim.CodeInvalid] for what is none, and for one over
// which a token would travel in the clear.
func DeskAddress(text string) (string, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", claim.Errorf(claim.CodeInvalid, "%q is not the address of a desk such as https://desk.example.org", text)
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return "", claim.Errorf(claim.CodeInvalid, "a token must not travel in the clear to %s", u.Host).WithHint("use https")
	}
	return u.Scheme + "://" + strings.ToLower(u.Host), nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
