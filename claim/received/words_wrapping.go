package received

import "github.com/onrecord/onrecord/claim"

// Wrapping is what stands between a received message and whoever reads it: an encryption, a format that this product does
// not open, or a signature that it does not check.
type Wrapping string

// Every wrapping. What each means stands in its row.
const (
	EncryptedOpenPGP   Wrapping = "encrypted with OpenPGP"
	EncryptedSMIME     Wrapping = "encrypted with S/MIME"
	EncryptedMicrosoft Wrapping = "encrypted with Microsoft's rights management"
	EnclosedSMIME      Wrapping = "enclosed by S/MIME"
	PackedOutlook      Wrapping = "packed by Outlook"
	SignedOpenPGP      Wrapping = "signed with OpenPGP"
	SignedSMIME        Wrapping = "signed with S/MIME"
)

// wrapping is what follows from the word.
type wrapping struct {
	encrypts bool   // what is within may be all that a person wrote, whatever stands beside it
	hides    bool   // what is within cannot be read
	whole    string // the sentence where nothing else is there to read
	part     string // the sentence where something is
}

const kept = " It is kept as it came."

func encrypted(with string) wrapping {
	return wrapping{
		encrypts: true, hides: true,
		whole: "It is encrypted with " + with + ": nobody can read it here yet." + kept,
		part:  "A part of it is encrypted with " + with + ": nobody can read that part here yet." + kept,
	}
}

func signed(with string) wrapping {
	said := "It bears a signature of " + with + ". Nobody has checked it here: it does not say who wrote the message."
	return wrapping{whole: said, part: said}
}

var wrappings = claim.NewWords("wrapping", "what stands between a received message and whoever reads it",
	claim.Row[Wrapping, wrapping]{Word: EncryptedOpenPGP, Doc: "cannot be read here (RFC 3156, RFC 9580)", Follows: encrypted("OpenPGP")},
	claim.Row[Wrapping, wrapping]{Word: EncryptedSMIME, Doc: "cannot be read here (RFC 8551)", Follows: encrypted("S/MIME")},
	claim.Row[Wrapping, wrapping]{Word: EncryptedMicrosoft, Doc: "cannot be read here (message.rpmsg)", Follows: encrypted("Microsoft's rights management")},
	claim.Row[Wrapping, wrapping]{Word: EnclosedSMIME, Doc: "its words are within a signature, or compressed, and are not taken out here (RFC 8551)", Follows: wrapping{
		encrypts: true, hides: true,
		whole: "Its words are enclosed by S/MIME: nobody can read them here yet." + kept,
		part:  "A part of it is enclosed by S/MIME: nobody can read that part here yet." + kept,
	}},
	claim.Row[Wrapping, wrapping]{Word: PackedOutlook, Doc: "Outlook's winmail.dat (TNEF), which is not opened here", Follows: wrapping{
		hides: true,
		whole: "Outlook has packed it into winmail.dat, which cannot be opened here." + kept,
		part:  "Outlook has packed something of it, such as files, into winmail.dat, which cannot be opened here." + kept,
	}},
	claim.Row[Wrapping, wrapping]{Word: SignedOpenPGP, Doc: "bears a signature that is not checked here (RFC 3156, RFC 9580)", Follows: signed("OpenPGP")},
	claim.Row[Wrapping, wrapping]{Word: SignedSMIME, Doc: "bears a signature that is not checked here (RFC 8551)", Follows: signed("S/MIME")},
)

// Wrappings lists every wrapping.
var Wrappings = wrappings.All()

// Says says it of a message in a sentence or two. part says that something else is there to read.
func (w Wrapping) Says(part bool) string {
	if row := wrappings.Of(w); part {
		return row.part
	}
	return wrappings.Of(w).whole
}

// Hides reports whether what a person wrote may be within, out of sight. part is as in [Wrapping.Says].
func (w Wrapping) Hides(part bool) bool {
	row := wrappings.Of(w)
	return row.encrypts || row.hides && !part
}
