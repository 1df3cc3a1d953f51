package desktest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// modules is where "make webtools" installs what checks pages.
const modules = "../../.tools/web/node_modules"

// missing skips a test that lacks a tool, and fails it where nothing may be skipped.
func missing(t *testing.T, what, install string) {
	t.Helper()
	if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
		require.Failf(t, what+" is missing", "install it: %s", install)
	}
	t.Skipf("%s is missing; install it: %s", what, install)
}

// chromium is the browser's program.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROME_PATH"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	missing(t, "Chromium", "apt-get install chromium")
	return ""
}

// tool is a file of a package for checking pages.
func tool(t *testing.T, file string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(modules, file))
	require.NoError(t, err)
	if _, err := os.Stat(path); err != nil {
		missing(t, file, "make webtools")
	}
	return path
}

// node is the program that runs those packages.
func node(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("node")
	if err != nil {
		missing(t, "Node.js", "apt-get install nodejs npm")
	}
	return path
}

// kept is the directory in which a kind of result stays behind.
func kept(t *testing.T, kind string) string {
	t.Helper()
	dir := os.Getenv("ONRECORD_SCREENSHOTS")
	if dir == "" {
		dir = "screenshots"
	}
	dir, err := filepath.Abs(filepath.Join(dir, kind))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	return dir
}
