// Package authntest is a DNS of its own, and signs mail for tests.
package authntest

import (
	"context"
	"net"
	"strings"
	"sync"
)

// Zone is a DNS that knows what stands in it and nothing else. It asks nobody.
type Zone struct {
	mu     sync.Mutex
	txt    map[string][]string
	mx     map[string][]*net.MX
	ip     map[string][]net.IPAddr
	ptr    map[string][]string
	down   map[string]bool
	asked  []string
	silent bool
}

// NewZone makes a zone with TXT records: name, text, name, text.
func NewZone(records ...string) *Zone {
	z := &Zone{txt: map[string][]string{}, mx: map[string][]*net.MX{}, ip: map[string][]net.IPAddr{}, ptr: map[string][]string{}, down: map[string]bool{}}
	for i := 0; i+1 < len(records); i += 2 {
		z.TXT(records[i], records[i+1])
	}
	return z
}

// TXT adds a record.
func (z *Zone) TXT(name, text string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.txt[name] = append(z.txt[name], text)
}

// IP gives a name an address.
func (z *Zone) IP(name, address string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.ip[name] = append(z.ip[name], net.IPAddr{IP: net.ParseIP(address)})
}

// Down has the servers for a name not answer; Up has them answer again. An empty name is all of them.
func (z *Zone) Down(name string) { z.set(name, true) }

// Up has the servers for a name answer again.
func (z *Zone) Up(name string) { z.set(name, false) }

func (z *Zone) set(name string, down bool) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if name == "" {
		z.silent = down
		return
	}
	z.down[name] = down
}

// Asked are the names that were asked for, in order.
func (z *Zone) Asked() []string {
	z.mu.Lock()
	defer z.mu.Unlock()
	return append([]string(nil), z.asked...)
}

func look[T any](z *Zone, in map[string][]T, name string) ([]T, error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	name = strings.TrimSuffix(name, ".")
	z.asked = append(z.asked, name)
	if z.silent || z.down[name] {
		return nil, &net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true}
	}
	if len(in[name]) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	}
	return in[name], nil
}

// LookupTXT implements the resolver of package authn.
func (z *Zone) LookupTXT(_ context.Context, name string) ([]string, error) {
	return look(z, z.txt, name)
}

// LookupMX implements the resolver of package authn.
func (z *Zone) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	return look(z, z.mx, name)
}

// LookupIPAddr implements the resolver of package authn.
func (z *Zone) LookupIPAddr(_ context.Context, name string) ([]net.IPAddr, error) {
	return look(z, z.ip, name)
}

// LookupAddr implements the resolver of package authn.
func (z *Zone) LookupAddr(_ context.Context, name string) ([]string, error) {
	return look(z, z.ptr, name)
}
