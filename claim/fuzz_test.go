package claim_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

func FuzzParseStream(f *testing.F) {
	f.Add(claimStream("c").String())
	f.Add("claim/urn:uuid:6f6e7265-636f-5264-8000-636c61696d73")
	f.Add("story/x")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := claim.ParseStream(text)
		if err != nil {
			return
		}
		if again, err := claim.ParseStream(s.String()); err != nil || again != s {
			t.Errorf("%q reads as %v, and that as %v, %v", text, s, again, err)
		}
		if claim.New(s.Kind, s.ID) == nil {
			t.Errorf("%q is a stream of nothing", text)
		}
	})
}

func FuzzActorText(f *testing.F) {
	f.Add(claim.PersonActor(editor).String())
	f.Add("system")
	f.Add("party/")
	f.Fuzz(func(t *testing.T, text string) {
		var a, again claim.Actor
		if a.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(a.String())); err != nil || again.String() != a.String() {
			t.Errorf("%q reads as %v, and that as %v, %v", text, a, again, err)
		}
	})
}

// seed adds the golden files of a kind.
func seed(f *testing.F, kind string) {
	files, err := filepath.Glob(filepath.Join("testdata", "golden", kind, "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no golden files: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

func FuzzEntryJSON(f *testing.F) {
	seed(f, "facts")
	f.Add([]byte(`{"kind":"claim.opened","fact":{}}`)) // stands nowhere
	f.Fuzz(func(t *testing.T, b []byte) {
		var e claim.Entry
		if json.Unmarshal(b, &e) == nil {
			stable(t, e, &claim.Entry{})
		}
	})
}

// FuzzCommandJSON also gives what it reads to an empty stream of each kind.
func FuzzCommandJSON(f *testing.F) {
	seed(f, "commands")
	f.Fuzz(func(t *testing.T, b []byte) {
		var cmd claim.Command
		if json.Unmarshal(b, &cmd) != nil {
			return
		}
		stable(t, cmd, &claim.Command{})
		for _, kind := range []claim.StreamKind{claim.StreamCase, claim.StreamClaim, claim.StreamCorrespondence, claim.StreamParty, claim.StreamPerson, claim.StreamIntake, claim.StreamDesk} {
			a := claim.New(kind, uuid.Max)
			facts, err := a.Decide(cmd, monday, newWorld(t))
			if err != nil && (len(facts) > 0 || claim.CodeOf(err) == claim.CodeInternal) {
				t.Errorf("%d facts beside the error %v", len(facts), err)
			}
			if err == nil {
				for _, e := range claim.Apply(a, cmd, monday, facts) {
					a.Notices(e, newWorld(t))
				}
			}
		}
	})
}

// stable checks that encoding and decoding v gives the same again.
func stable(t *testing.T, v, empty any) {
	t.Helper()
	first, err := json.Marshal(v)
	if err != nil {
		return // an instant at the end of the year 9999 cannot be written in another zone
	}
	if err := json.Unmarshal(first, empty); err != nil {
		t.Fatalf("cannot read %s: %v", first, err)
	}
	if second, err := json.Marshal(empty); err != nil || string(second) != string(first) {
		t.Errorf("changes in a round trip: %v\nfrom %s\nto   %s", err, first, second)
	}
}
