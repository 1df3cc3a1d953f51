package page

import (
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
)

// navItem is one entry of the navigation.
type navItem struct {
	Label   string
	Path    string
	Key     string // pressed after g
	Count   string // what waits there; empty for nothing
	Current bool
}

// navigation is every entry, with the right that it takes.
var navigation = []struct {
	label, path, key string
	need             casework.Right
}{
	{"Your turn", "/", "t", casework.MayReadCases},
	{"Cases", "/cases", "c", casework.MayReadCases},
	{"Inbox", "/inbox", "i", casework.MayReadMail},
	{"Parties", "/parties", "p", casework.MayReadParties},
	{"Outbox", "/outbox", "o", casework.MayReadCases},
	{"Activity", "/activity", "a", casework.MayReadActivity},
	{"Engine", "/engine", "e", casework.MayEngine},
	{"Settings", "/settings", "s", casework.MayReadDesk},
}

// nav is the navigation for this person, on this page.
func (v *Visit) nav(c Counts) []navItem {
	var items []navItem
	for _, n := range navigation {
		if !v.Who.Can(n.need) {
			continue
		}
		item := navItem{Label: n.label, Path: n.path, Key: n.key, Current: within(v.R.URL.Path, n.path)}
		switch n.path {
		case "/":
			item.Count = c.Turn
		case "/inbox":
			item.Count = c.Inbox
		}
		items = append(items, item)
	}
	return items
}

// within reports whether a page belongs under an entry of the navigation.
func within(path, entry string) bool {
	if entry == "/" {
		return path == "/"
	}
	if entry == "/inbox" && strings.HasPrefix(path, "/messages/") || entry == "/cases" && strings.HasPrefix(path, "/requests/") {
		return true
	}
	return path == entry || strings.HasPrefix(path, entry+"/")
}
