package desktest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// rules of html-validate: what the HTML standard says, and nothing of taste.
const rules = `{"root": true, "extends": ["html-validate:standard"], "elements": ["html5"]}`

// validHTML makes sure that documents, by name, are valid HTML.
func validHTML(t *testing.T, documents map[string]string) {
	t.Helper()
	problems, err := checkHTML(t, documents)
	require.NoError(t, err)
	for _, problem := range problems {
		t.Error(problem)
	}
}

// checkHTML gives documents to html-validate, all at once as it takes a second to start.
func checkHTML(t *testing.T, documents map[string]string) ([]string, error) {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "rules.json")
	if err := os.WriteFile(config, []byte(rules), 0o600); err != nil {
		return nil, err
	}
	names := map[string]string{}
	for name, html := range documents {
		file := filepath.Join(dir, fmt.Sprintf("%d.html", len(names)))
		names[file] = name
		if err := os.WriteFile(file, []byte(html), 0o600); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(node(t), tool(t, "html-validate/bin/html-validate.mjs"), "--config", config, "--formatter", "json", dir)
	cmd.Dir = dir
	var out, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &talk
	failed := cmd.Run() // it ends with 1 when it has found something
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Severity        int
			Line, Column    int
		}
	}
	if err := json.Unmarshal(out.Bytes(), &results); err != nil {
		return nil, fmt.Errorf("html-validate: %w: %w: %s", err, failed, talk.String())
	}
	var problems []string
	for _, r := range results {
		for _, m := range r.Messages {
			problems = append(problems, fmt.Sprintf("%s:%d:%d: %s (%s)", names[r.FilePath], m.Line, m.Column, m.Message, m.RuleID))
		}
	}
	return problems, nil
}
