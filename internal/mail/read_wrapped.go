package mail

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/claim/received"
)

// Wrapped says that a message, or a part of it, is encrypted, packed or signed. Nothing is opened and no signature checked;
// the bytes stay in the raw message, and can be saved as files.
type Wrapped struct {
	Kind received.Wrapping
	// Part says that words of whoever sent it are there to read besides.
	Part bool
}

// The lines that begin and end armoured blocks (RFC 9580 section 6.2).
const (
	beginEncrypted = "-----BEGIN PGP MESSAGE"
	endEncrypted   = "-----END PGP MESSAGE"
	beginSigned    = "-----BEGIN PGP SIGNED MESSAGE"
	beginSignature = "-----BEGIN PGP SIGNATURE"
	endSignature   = "-----END PGP SIGNATURE"
)

// readWrapped finds how the message is wrapped, each way once, in the order of their words.
func (in *Inbound) readWrapped(root *enmime.Part) {
	found := map[received.Wrapping]bool{}
	root.DepthMatchAll(func(p *enmime.Part) bool {
		if kind := wrappingOf(p); kind != "" {
			found[kind] = true
		}
		return false
	})
	rest := in.unarmoured(found)
	for _, kind := range received.Wrappings {
		if found[kind] {
			in.Wrapped = append(in.Wrapped, Wrapped{Kind: kind, Part: rest})
		}
	}
}

// hidden reports whether what a person wrote may be out of sight.
func (in *Inbound) hidden() bool {
	return slices.ContainsFunc(in.Wrapped, func(w Wrapped) bool { return w.Kind.Hides(w.Part) })
}

// unarmoured finds the blocks of OpenPGP in the new text (RFC 9580 section 6.2) and reports whether it has other words.
func (in *Inbound) unarmoured(found map[received.Wrapping]bool) (rest bool) {
	ends := ""
	for _, segment := range in.Segments {
		if segment.Kind != received.SegmentNew {
			continue
		}
		for line := range strings.Lines(segment.Text) {
			line = strings.TrimSpace(line)
			switch {
			case ends != "":
				if strings.HasPrefix(line, ends) {
					ends = ""
				}
			case strings.HasPrefix(line, beginEncrypted):
				found[received.EncryptedOpenPGP], ends = true, endEncrypted
			case strings.HasPrefix(line, beginSigned):
				found[received.SignedOpenPGP] = true
			case strings.HasPrefix(line, beginSignature):
				ends = endSignature
			case line != "":
				rest = true
			}
		}
	}
	return rest
}

// wrappingOf says by its type, its name and its beginning how a part is wrapped; empty for not at all.
func wrappingOf(p *enmime.Part) received.Wrapping {
	kind := strings.Replace(p.ContentType, "/x-", "/", 1)
	if kind == "multipart/signed" || kind == "multipart/encrypted" {
		return securedBy(kind, parametersOf(p))
	}
	if p.FirstChild != nil {
		return ""
	}
	name := strings.ToLower(fileName(p.FileName))
	switch {
	case kind == "application/pgp-encrypted",
		isFile(p) && (bytes.HasPrefix(bytes.TrimSpace(p.Content[:min(len(p.Content), 1<<10)]), []byte(beginEncrypted)) || path.Ext(name) == ".pgp" || path.Ext(name) == ".gpg"):
		return received.EncryptedOpenPGP
	case kind == "application/pkcs7-mime" && (name == "" || name == "smime.p7m" || p.Parent == nil), name == "smime.p7m":
		return enclosedBy(p)
	case kind == "application/ms-tnef", kind == "application/vnd.ms-tnef", name == "winmail.dat" && bytes.HasPrefix(p.Content, tnefBegins):
		return received.PackedOutlook
	case kind == "application/microsoft-rpmsg-message", name == "message.rpmsg":
		return received.EncryptedMicrosoft
	}
	return ""
}

// tnefBegins is the signature of a TNEF stream ([MS-OXTNEF] section 2.1.3.2).
var tnefBegins = []byte{0x78, 0x9f, 0x3e, 0x22}

// securedBy reads the protocol of a multipart/signed or multipart/encrypted (RFC 1847 section 2).
func securedBy(kind, parameters string) received.Wrapping {
	switch signed := kind == "multipart/signed"; {
	case signed && strings.Contains(parameters, "protocol=application/pgp-signature"):
		return received.SignedOpenPGP
	case signed && (strings.Contains(parameters, "protocol=application/pkcs7-signature") || strings.Contains(parameters, "protocol=application/x-pkcs7-signature")):
		return received.SignedSMIME
	case !signed && strings.Contains(parameters, "protocol=application/pgp-encrypted"):
		return received.EncryptedOpenPGP
	}
	return ""
}

// The object identifiers with which CMS says what a content is (RFC 5652 section 14, RFC 5083), as DER.
var (
	signedData        = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}
	envelopedData     = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03}
	authEnvelopedData = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17}
)

// enclosedBy tells what S/MIME has done to a part (RFC 8551 section 3.2.2): by its beginning, else by what it says.
func enclosedBy(p *enmime.Part) received.Wrapping {
	begins, says := p.Content[:min(len(p.Content), 40)], parametersOf(p)
	switch {
	case strings.Contains(says, "smime-type=certs-only"):
		return ""
	case bytes.Contains(begins, envelopedData), bytes.Contains(begins, authEnvelopedData):
		return received.EncryptedSMIME
	case bytes.Contains(begins, signedData):
		return received.EnclosedSMIME
	case strings.Contains(says, "enveloped-data"):
		return received.EncryptedSMIME
	}
	return received.EnclosedSMIME
}
