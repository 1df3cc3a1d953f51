package authn_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

// What dkimpy is asked to do with the message on its standard input. Its DNS is the rest of the arguments: name, text.
const dkimpyScript = `
import sys, dkim
what, key, domain, algorithm = sys.argv[1:5]
zone = dict(zip(sys.argv[5::2], sys.argv[6::2]))
dns = lambda name, timeout=5: zone.get(name.decode().rstrip('.'), '').encode() or None
message, out = sys.stdin.buffer.read(), sys.stdout.buffer
private = open(key, 'rb').read()
if what == 'seal':
    out.write(b''.join(dkim.arc_sign(message, b's1', domain.encode(), private, domain.encode())) + message)
elif what == 'sign':
    form = (b'relaxed', b'relaxed') if domain.startswith('r') else (b'simple', b'simple')
    out.write(dkim.sign(message, b's1', domain.encode(), private, canonicalize=form, signature_algorithm=algorithm.encode()) + message)
elif what == 'chain':
    out.write(dkim.arc_verify(message, dnsfunc=dns)[0])
`

// python is the one that has Debian's packages.
const python = "/usr/bin/python3"

// dkimpy is an implementation by others, in Python, of DKIM and ARC.
type dkimpy struct{ key string }

func openDKIMPy(t *testing.T, key []byte) dkimpy {
	t.Helper()
	if err := exec.CommandContext(t.Context(), python, "-c", "import dkim, authres, nacl").Run(); err != nil {
		const missing = "dkimpy is not installed: apt-get install python3-dkim python3-authres python3-nacl"
		if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	file := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(file, key, 0o600))
	return dkimpy{file}
}

func rsaPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(authntest.Key())})
}

func (d dkimpy) does(t *testing.T, what, domain, algorithm, raw string) string {
	t.Helper()
	args := []string{"-c", dkimpyScript, what, d.key, domain, algorithm}
	for _, of := range []string{"first.example", "lists.example"} {
		args = append(args, "s1._domainkey."+of, authntest.Record(authntest.Key()))
	}
	var said bytes.Buffer
	program := exec.CommandContext(t.Context(), python, args...)
	program.Stdin, program.Stderr = strings.NewReader(raw), &said
	out, err := program.Output()
	require.NoError(t, err, said.String())
	return string(out)
}

// passedOn is a message with what a server on the way had found, as dkimpy asks for before it seals.
func passedOn(domain, found, raw string) string {
	return "Authentication-Results: " + domain + "; " + found + "\r\n" + raw
}

func chainOf(t *testing.T, raw string) received.Chain {
	t.Helper()
	z := zone()
	z.Publish("first.example")
	z.Publish("lists.example")
	p := check(t, z, raw)
	require.NotNil(t, p.Chain)
	require.Equal(t, "unverified", string(grade(p, microsoft).Grade), "whatever they say")
	return *p.Chain
}

func TestTheChainsOfDKIMPyHoldAndThoseThatAreBrokenDoNot(t *testing.T) {
	d := openDKIMPy(t, rsaPEM())
	const found = "dkim=pass header.d=microsoft.example; dmarc=pass header.from=microsoft.example"
	folded := strings.Replace(authntest.Mail("Microsoft <"+press+">"), "Subject: Your questions", "Subject:  Your\r\n questions about\r\n \t the claim ", 1) + "Two  spaces, a trailing one \r\n\r\n\r\n"
	once := d.does(t, "seal", "first.example", "", passedOn("first.example", found, folded))
	chain := chainOf(t, once)
	require.Equal(t, received.CheckPass, chain.Result, "%s\n%s", chain.Reason, once)
	require.Equal(t, "dmarc=pass, dkim=pass by microsoft.example", chain.Found)
	require.Equal(t, "pass", d.does(t, "chain", "", "", once))

	twice := d.does(t, "seal", "lists.example", "", passedOn("lists.example", "arc=pass", once))
	chain = chainOf(t, twice)
	require.Equal(t, received.CheckPass, chain.Result, "%s\n%s", chain.Reason, twice)
	require.Len(t, chain.Seals, 2)

	for sentence, change := range map[string][2]string{
		"the body":                  {"made initial contact", "never made contact"},
		"a field that is signed":    {"about\r\n", "around\r\n"},
		"what the first had found":  {"dmarc=pass header.from", "dmarc=fail header.from"},
		"what the second had found": {"arc=pass", "arc=none"},
		"who sealed":                {"cv=pass; a=rsa-sha256; d=lists.example", "cv=pass; a=rsa-sha256; d=first.example"},
	} {
		changed := strings.ReplaceAll(twice, change[0], change[1])
		require.NotEqual(t, twice, changed, sentence)
		theirs := d.does(t, "chain", "", "", changed)
		require.Equal(t, "fail", theirs, sentence)
		require.Equal(t, received.CheckFail, chainOf(t, changed).Result, sentence)
	}
}

func TestChainsThatAreSealedByBothHold(t *testing.T) {
	d := openDKIMPy(t, rsaPEM())
	ours := authntest.PassOn(t, "first.example", "none", "dkim=pass header.d=microsoft.example", authntest.Mail(press))
	require.Equal(t, "pass", d.does(t, "chain", "", "", ours), "what the tests seal is what others take for sealed")
	mixed := d.does(t, "seal", "lists.example", "", passedOn("lists.example", "arc=pass", ours))
	require.Equal(t, "pass", d.does(t, "chain", "", "", mixed))
	chain := chainOf(t, mixed)
	require.Equal(t, received.CheckPass, chain.Result, "%s\n%s", chain.Reason, mixed)
}

func TestWhatDKIMPySignsHoldsWithEitherKindOfKey(t *testing.T) {
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte("k"), ed25519.SeedSize))
	ed := openDKIMPy(t, []byte(base64.StdEncoding.EncodeToString(private.Seed())))
	rsa := openDKIMPy(t, rsaPEM())
	edRecord := "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(private.Public().(ed25519.PublicKey))
	for _, domain := range []string{"relaxed.example", "simple.example"} {
		for _, of := range []struct {
			signer              dkimpy
			algorithm, recorded string
		}{{ed, "ed25519-sha256", edRecord}, {rsa, "rsa-sha256", authntest.Record(authntest.Key())}} {
			raw := strings.Replace(authntest.Mail("press@"+domain), "Subject: Your", "Subject:  Your\r\n \t ", 1) + "Two  spaces \r\n\r\n\r\n"
			signed := of.signer.does(t, "sign", domain, of.algorithm, raw)
			z := authntest.NewZone("s1._domainkey."+domain, of.recorded)
			p := authn.Checker{DNS: z}.Check(t.Context(), authn.Message{Raw: []byte(signed), Shown: []string{"press@" + domain}, At: authntest.Noon})
			require.Equal(t, received.CheckPass, p.Signatures[0].Result, "%s %s: %s\n%s", domain, of.algorithm, p.Signatures[0].Reason, signed)
			changed := strings.Replace(signed, "made initial", "never made", 1)
			p = authn.Checker{DNS: z}.Check(t.Context(), authn.Message{Raw: []byte(changed), Shown: []string{"press@" + domain}, At: authntest.Noon})
			require.Equal(t, received.CheckFail, p.Signatures[0].Result)
		}
	}
}
