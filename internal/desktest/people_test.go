package desktest_test

import (
	"regexp"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

// password is everybody's. It meets the rule that a password be long.
const password = "seven quiet herons over Riga"

// everybody is who works on the desk, besides mara, who set it up.
var everybody = []struct {
	handle, name string
	roles        []claim.Role
}{
	{"jonas", "Jonas Achterberg", []claim.Role{claim.Reviewer, claim.Standards}},
	{"nils", "Nils Holm", []claim.Role{claim.Reporter}},
	{"lena", "Lena Okafor", []claim.Role{claim.Legal}},
	{"aude", "Aude Martin", []claim.Role{claim.Auditor}},
}

var hired sync.Once

// sit is a page before which somebody of the desk sits, signed in.
func (d *desk) sit(t *testing.T, handle string) *page {
	t.Helper()
	d.hire(t)
	p := newPage(t, d.url)
	p.lend(d.cookies[handle])
	return p
}

// hire sets the desk up and brings its people in, as people do it: by the link
// of the terminal, and by invitations.
func (d *desk) hire(t *testing.T) {
	t.Helper()
	hired.Do(func() {
		mara := newPage(t, d.url).open(d.setUp)
		mara.shoot("setup")
		mara.fill("Handle", "mara").fill("Your name", "Mara Lindqvist").fill("New password", password).fill("The same once more", password)
		mara.click("Make the desk mine").sees("This desk is yours")
		d.cookies["mara"] = mara.cookies()
		for _, who := range everybody {
			d.cookies[who.handle] = d.join(t, d.invite(mara, who.handle, who.name, who.roles...), who.name)
		}
	})
	require.Len(t, d.cookies, len(everybody)+1, "the desk has no people")
}

var linkOf = regexp.MustCompile(`https?://\S+/invitation/\S+`)

// invite makes the link for a person, and returns it.
func (d *desk) invite(p *page, handle, name string, roles ...claim.Role) string {
	p.t.Helper()
	p.open("/settings/people").fill("Handle", handle).fill("Name", name)
	for _, role := range roles {
		p.click(string(role))
	}
	p.click("Make the link").sees("A link for " + handle)
	text, err := p.words()
	require.NoError(p.t, err)
	link := linkOf.FindString(text)
	require.NotEmpty(p.t, link, text)
	return link
}

// join opens an invitation and chooses a password.
func (d *desk) join(t *testing.T, link, name string) []*network.Cookie {
	t.Helper()
	p := newPage(t, d.url).open(link).sees(name)
	p.fill("New password", password).fill("The same once more", password).click("Join").arrives("/account")
	return p.cookies()
}

func TestTheDeskIsSetUpAndPeopleJoinAndSignIn(t *testing.T) {
	d := theDesk(t)
	d.sit(t, "mara").open("/").sees("Your turn").shoot("first-run")
	newPage(t, d.url).open(d.setUp).sees("This link") // used, and says so
	for way, start := range ways(t, d.url) {
		t.Run(way, func(t *testing.T) {
			p := start(t).open("/cases").arrives("/signin")
			p.fill("Handle", "jonas").fill("Password", "wrong words altogether").click("Sign in").sees("do not belong together")
			p.fill("Handle", "jonas").fill("Password", password).click("Sign in").arrives("/cases").sees("Cases")
			p.click("Sign out").arrives("/signin")
			p.open("/cases").arrives("/signin")
		})
	}
}

func TestSomebodySignsInWithAPasskey(t *testing.T) {
	d := theDesk(t)
	link := d.invite(d.sit(t, "mara"), "pia", "Pia Kask", claim.Reporter)
	p := newPage(t, d.url).authenticator().open(link)
	p.fill("New password", password).fill("The same once more", password).button("Join").arrives("/account")
	p.unfold("Add a passkey").fill("What you call it", "Riga key").fill("Your current password", password)
	p.button("Make the passkey").sees("Riga key")
	p.accessible().shoot("0-account-passkey")
	p.click("Sign out").arrives("/signin")
	p.button("Sign in with a passkey").sees("Your turn")
}
