package recordtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL server that lets tests create databases.
type server struct {
	url   url.URL
	stdin io.Closer // held open until the process ends; nil for a server that is not ours
}

var startOnce = sync.OnceValues(start)

func start() (*server, error) {
	if given := os.Getenv("ONRECORD_TEST_POSTGRES"); given != "" {
		u, err := url.Parse(given)
		if err != nil {
			return nil, fmt.Errorf("ONRECORD_TEST_POSTGRES: %w", err)
		}
		return &server{url: *u}, nil
	}
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	return startOwn(bin)
}

// binaries finds the newest installed server.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil || len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed; apt-get install postgresql, or set ONRECORD_TEST_POSTGRES")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// runServer makes a server and stops and removes it when its standard input
// closes, which happens when the test's process ends, however it ends.
const runServer = `
"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$2/initdb.log" 2>&1 || { cat "$2/initdb.log"; exit 1; }
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 >"$2/server.log" 2>&1 &
read -r _
kill -INT $!
wait
rm -rf "$2"
`

func startOwn(bin string) (*server, error) {
	dir, err := os.MkdirTemp("", "onrecord-pg-")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("sh", "-c", runServer, "sh", bin, dir)
	cmd.Dir = dir
	if err := unprivileged(cmd, dir); err != nil {
		return nil, err
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	var output bytes.Buffer
	cmd.Stdout = &output
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{url: socketURL(dir), stdin: stdin}
	if err := s.wait(); err != nil {
		stdin.Close()
		return nil, fmt.Errorf("start PostgreSQL: %w: %s", err, output.String())
	}
	return s, nil
}

// unprivileged has the command run as somebody whom PostgreSQL allows.
func unprivileged(cmd *exec.Cmd, dir string) error {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		who, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(who.Uid)
		gid, _ := strconv.Atoi(who.Gid)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		return os.Chown(dir, uid, gid)
	}
	return errors.New("PostgreSQL does not run as root, and there is no user postgres or nobody")
}

func (s *server) wait() error {
	var err error
	for range 300 {
		if err = s.exec("select 1"); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

func (s *server) exec(query string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.url.String())
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, query)
	return errors.Join(err, conn.Close(ctx))
}

// database creates a database that is dropped when the test ends.
func (s *server) database(t testing.TB) string {
	t.Helper()
	name := "onrecord_" + uuid.NewString()[:13]
	if err := s.exec(`create database "` + name + `"`); err != nil {
		t.Fatalf("create database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.exec(`drop database if exists "` + name + `" with (force)`); err != nil {
			t.Errorf("drop database: %v", err)
		}
	})
	u := s.url
	u.Path = "/" + name
	return u.String()
}
