package desk

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EngineStatus is the command onrecord engine status.
type EngineStatus struct{}

// Help implements kong.HelpProvider.
func (EngineStatus) Help() string {
	return `
Example:

    onrecord engine status`
}

// Run shows the status.
func (EngineStatus) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	s, err := client.Call(p.Ctx, desk, operation.EngineShow, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(s, func(w io.Writer) { showEngine(w, s, p.Now()) })
}

func showEngine(w io.Writer, s operation.EngineStatus, now time.Time) {
	state := "ready"
	if !s.Ready {
		state = "not ready"
	}
	fmt.Fprintf(w, "%s engine, %s\n\nserver     %s\naddress    %s\nnamespace  %s\n",
		s.Kind, state, cmp.Or(s.ServerVersion, "-"), cmp.Or(s.Address, "-"), s.Namespace)
	if s.DatabaseBytes > 0 {
		fmt.Fprintf(w, "database   %d KB, schema %s\n", s.DatabaseBytes/1000, s.SchemaVersion)
	}
	if s.Profile != "" {
		fmt.Fprintf(w, "tools      temporal --config-file %q workflow list\n", s.Profile)
	}
	if s.Swept > 0 {
		fmt.Fprintf(w, "swept      %d that should have run and did not, started %s\n", s.Swept, terminal.When(s.SweptAt, now))
	}
	for _, name := range slices.Sorted(maps.Keys(s.Open)) {
		fmt.Fprintf(w, "open       %d %s\n", s.Open[name], name)
	}
}
