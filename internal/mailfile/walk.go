package mailfile

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Walk finds the messages of a file, or of all files of a folder and the folders in it, and gives them to each as [Read]
// does. In a folder it takes what ends in .eml or .mbox, and whatever lies in the cur and new of a Maildir; each of the
// other files comes with a problem, so that nothing is left out unsaid. Names are those below the folder.
func Walk(path string, each func(Message) error) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("look at %s: %w", path, err)
	}
	if !info.IsDir() {
		return readFile(path, filepath.Base(path), each)
	}
	err = filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("look at %s: %w", at, err)
		}
		name, _ := filepath.Rel(path, at) // both were made from path
		switch {
		case d.IsDir() && at != path && isHidden(d.Name()) && !isMaildir(at), d.IsDir() && d.Name() == "tmp" && isMaildir(filepath.Dir(at)):
			return filepath.SkipDir
		case d.IsDir(), isHidden(d.Name()):
			return nil
		case !d.Type().IsRegular():
			return each(Message{Name: name, Problem: "it is no ordinary file", Other: true})
		case !isMail(at):
			return each(Message{Name: name, Problem: "its name ends neither in .eml nor in .mbox; give it by itself if it is mail", Other: true})
		}
		return readFile(at, name, each)
	})
	return err
}

func readFile(path, name string, each func(Message) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer file.Close()
	return Read(name, file, each)
}

func isHidden(name string) bool { return strings.HasPrefix(name, ".") }

// isMail reports whether a file of a folder is to be read.
func isMail(path string) bool {
	if ext := strings.ToLower(filepath.Ext(path)); ext == ".eml" || ext == ".mbox" {
		return true
	}
	dir := filepath.Dir(path)
	return slices.Contains([]string{"cur", "new"}, filepath.Base(dir)) && isMaildir(filepath.Dir(dir))
}

// isMaildir reports whether a folder is one of a Maildir, whose subfolders begin with a dot.
func isMaildir(path string) bool {
	for _, name := range []string{"cur", "new", "tmp"} {
		if info, err := os.Stat(filepath.Join(path, name)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}
