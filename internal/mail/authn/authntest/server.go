package authntest

import (
	"context"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"
)

// Serve answers questions about the zone by UDP until the test ends, and returns where. It knows texts and addresses, and
// says of every other name that there is none.
func (z *Zone) Serve(t testing.TB) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		question := make([]byte, 4096)
		for {
			n, from, err := conn.ReadFrom(question)
			if err != nil {
				return // the test is over
			}
			if reply, err := z.reply(question[:n]); err == nil {
				_, _ = conn.WriteTo(reply, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

func (z *Zone) reply(packet []byte) ([]byte, error) {
	var in dnsmessage.Parser
	header, err := in.Start(packet)
	if err != nil {
		return nil, err
	}
	question, err := in.Question()
	if err != nil {
		return nil, err
	}
	out := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: header.ID, Response: true, Authoritative: true, RecursionDesired: header.RecursionDesired, RecursionAvailable: true},
		Questions: []dnsmessage.Question{question},
	}
	answers, err := z.answers(question)
	if err != nil {
		out.RCode = dnsmessage.RCodeNameError
	}
	for _, body := range answers {
		resource := dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: question.Name, Class: question.Class, TTL: 60}, Body: body}
		out.Answers = append(out.Answers, resource)
	}
	return out.Pack()
}

func (z *Zone) answers(q dnsmessage.Question) (bodies []dnsmessage.ResourceBody, err error) {
	name := strings.ToLower(q.Name.String())
	switch q.Type {
	case dnsmessage.TypeTXT:
		texts, err := z.LookupTXT(context.Background(), name)
		for _, text := range texts {
			body := &dnsmessage.TXTResource{}
			for ; len(text) > 255; text = text[255:] { // RFC 1035 section 3.3
				body.TXT = append(body.TXT, text[:255])
			}
			body.TXT = append(body.TXT, text)
			bodies = append(bodies, body)
		}
		return bodies, err
	case dnsmessage.TypeA:
		addresses, err := z.LookupIPAddr(context.Background(), name)
		for _, a := range addresses {
			if four := a.IP.To4(); four != nil {
				bodies = append(bodies, &dnsmessage.AResource{A: [4]byte(four)})
			}
		}
		return bodies, err
	default:
		return nil, nil
	}
}
