package authn_test

import (
	"bufio"
	"bytes"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

// openDKIM starts the signer that runs beside most Postfix servers, and returns where it listens.
func openDKIM(t *testing.T, canonical string) string {
	t.Helper()
	program, err := exec.LookPath("opendkim")
	if err != nil {
		if program = "/usr/sbin/opendkim"; !isFile(program) {
			const missing = "opendkim is not installed: apt-get install opendkim"
			if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
				t.Fatal(missing)
			}
			t.Skip(missing)
		}
	}
	dir := t.TempDir()
	key := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(authntest.Key())})
	require.NoError(t, os.WriteFile(filepath.Join(dir, "key.pem"), key, 0o600))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := listener.Addr().(*net.TCPAddr).Port
	require.NoError(t, listener.Close())
	settings := fmt.Sprintf("Mode s\nDomain microsoft.example\nSelector s1\nKeyFile %s\nSocket inet:%d@127.0.0.1\nSyslog no\n"+
		"Canonicalization %s\nSignatureAlgorithm rsa-sha256\nOversignHeaders From\nRequireSafeKeys no\nBackground no\n", filepath.Join(dir, "key.pem"), port, canonical)
	conf := filepath.Join(dir, "opendkim.conf")
	require.NoError(t, os.WriteFile(conf, []byte(settings), 0o600))
	signer := exec.CommandContext(t.Context(), program, "-f", "-x", conf)
	signer.Stderr = os.Stderr
	require.NoError(t, signer.Start())
	t.Cleanup(func() { _ = signer.Process.Kill(); _ = signer.Wait() })
	return fmt.Sprintf("127.0.0.1:%d", port)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// milter is a mail server as a milter sees it: as much of the protocol as signing takes.
type milter struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func (m *milter) send(command byte, data string) {
	packet := binary.BigEndian.AppendUint32(nil, uint32(len(data)+1))
	_, err := m.conn.Write(append(append(packet, command), data...))
	require.NoError(m.t, err)
}

func (m *milter) receive() (reply byte, data []byte) {
	var size uint32
	require.NoError(m.t, binary.Read(m.in, binary.BigEndian, &size))
	packet := make([]byte, size)
	_, err := io.ReadFull(m.in, packet)
	require.NoError(m.t, err)
	return packet[0], packet[1:]
}

// signedBy has a message signed by the milter at an address.
func signedBy(t *testing.T, address, raw string) string {
	t.Helper()
	var conn net.Conn
	require.Eventually(t, func() bool {
		var err error
		conn, err = net.Dial("tcp", address)
		return err == nil
	}, 30*time.Second, 20*time.Millisecond)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(30*time.Second)))
	m := &milter{t, conn, bufio.NewReader(conn)}
	m.send('O', string(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 6), 0x1ff), 0)))
	reply, _ := m.receive()
	require.Equal(t, byte('O'), reply)
	ask := func(command byte, data string) {
		m.send(command, data)
		reply, _ := m.receive()
		require.Contains(t, "ca", string(reply), "%c", command)
	}
	ask('C', "localhost\x004\x00\x19127.0.0.1\x00")
	ask('H', "localhost\x00")
	ask('M', "<press@microsoft.example>\x00")
	ask('R', "<reply@desk.example>\x00")
	head, body, _ := strings.Cut(raw, "\r\n\r\n")
	for _, field := range strings.Split(strings.ReplaceAll(head, "\r\n ", "\n "), "\r\n") {
		name, value, _ := strings.Cut(field, ": ")
		ask('L', name+"\x00"+value+"\x00")
	}
	ask('N', "")
	ask('B', body)
	m.send('E', "")
	for {
		switch reply, data := m.receive(); reply {
		case 'i', 'h': // insert, or add, a field
			if reply == 'i' {
				data = data[4:]
			}
			parts := bytes.Split(data, []byte{0})
			return fmt.Sprintf("%s: %s\r\n%s", parts[0], bytes.ReplaceAll(bytes.TrimPrefix(parts[1], []byte(" ")), []byte("\n"), []byte("\r\n")), raw)
		case 'c', 'a':
			t.Fatal("it signed nothing")
		}
	}
}

func TestWhatOpenDKIMSignsHolds(t *testing.T) {
	folded := strings.Replace(authntest.Mail("Microsoft <"+press+">"), "Subject: Your questions", "Subject:  Your\r\n questions about\r\n \t the claim ", 1) + "Two  spaces, a trailing one \r\n\r\n\r\n"
	for _, canonical := range []string{"relaxed/relaxed", "relaxed/simple", "simple/simple"} {
		t.Run(canonical, func(t *testing.T) {
			raw := folded
			if canonical == "simple/simple" { // the milter protocol does not carry the space around a value as it is sent
				raw = authntest.Mail(press)
			}
			signed := signedBy(t, openDKIM(t, canonical), raw)
			p := check(t, zone(), signed)
			require.Equal(t, received.CheckPass, p.Signatures[0].Result, "%s\n%s", p.Signatures[0].Reason, signed)
			require.Equal(t, "verified", string(grade(p, microsoft).Grade))
			changed := check(t, zone(), strings.Replace(signed, "made initial contact", "never made contact", 1))
			require.Equal(t, received.CheckFail, changed.Signatures[0].Result)
			second := check(t, zone(), "From: boss@evil.example\r\n"+signed)
			require.NotEqual(t, received.CheckPass, second.Signatures[0].Result, "From is signed once more than it stands there")
		})
	}
}
