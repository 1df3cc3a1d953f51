package signin

import (
	"maps"
	"strings"

	"golang.org/x/oauth2"
)

// Flow is a way of getting a token.
type Flow string

const (
	// CodeFlow sends a person to a web page, from where she comes back with a code (RFC 6749 section 4.1, with PKCE, RFC 7636).
	CodeFlow Flow = "code"
	// DeviceFlow shows a person a short code to type in at a web page, on any machine (RFC 8628).
	DeviceFlow Flow = "device"
	// ClientFlow needs no person: the desk signs in as itself (RFC 6749 section 4.4), to a mailbox that an administrator
	// has opened to it. It is how a shared mailbox at Microsoft is read.
	ClientFlow Flow = "client"
)

// Flows are all of them.
var Flows = []Flow{CodeFlow, DeviceFlow, ClientFlow}

// Provider is whoever gives the tokens.
type Provider struct {
	Name     string // as a person calls it
	Endpoint oauth2.Endpoint
	Scopes   []string // what the desk asks to be allowed to
	// AppScopes are those of [ClientFlow], where they are others.
	AppScopes []string
	// Extra goes along when a person is sent to the web page.
	Extra map[string]string
	// Flows are those that give a token for mail here.
	Flows []Flow
}

// Google is the preset for accounts of Google. Its device flow gives no token for mail; an account that programs use as
// themselves signs in otherwise there.
func Google() Provider {
	return Provider{
		Name: "Google",
		Endpoint: oauth2.Endpoint{
			AuthURL: "https://accounts.google.com/o/oauth2/v2/auth", TokenURL: "https://oauth2.googleapis.com/token",
			AuthStyle: oauth2.AuthStyleInParams,
		},
		Scopes: []string{"https://mail.google.com/"},
		Extra:  map[string]string{"access_type": "offline", "prompt": "consent"}, // or there is nothing to renew with
		Flows:  []Flow{CodeFlow},
	}
}

// Microsoft is the preset for accounts of Microsoft 365. tenant is the organisation's identifier or domain; client
// credentials need it.
func Microsoft(tenant string) Provider {
	if tenant == "" {
		tenant = "organizations"
	}
	base := "https://login.microsoftonline.com/" + strings.Trim(tenant, "/") + "/oauth2/v2.0/"
	return Provider{
		Name: "Microsoft",
		Endpoint: oauth2.Endpoint{
			AuthURL: base + "authorize", TokenURL: base + "token", DeviceAuthURL: base + "devicecode", AuthStyle: oauth2.AuthStyleInParams,
		},
		Scopes:    []string{"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access"},
		AppScopes: []string{"https://outlook.office365.com/.default"},
		Flows:     Flows,
	}
}

func (p Provider) options() []oauth2.AuthCodeOption {
	var options []oauth2.AuthCodeOption
	for name := range maps.Keys(p.Extra) {
		options = append(options, oauth2.SetAuthURLParam(name, p.Extra[name]))
	}
	return options
}
