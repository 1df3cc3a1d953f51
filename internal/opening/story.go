package opening

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/examples"
	"github.com/onrecord/onrecord/internal/casefile"
)

// Story reads the case and the script of an example. It returns
// [claim.CodeNotFound] if there is none of that name.
func Story(name string) (*casefile.File, *casefile.Week, error) {
	data, err := examples.Case(name)
	if err != nil {
		var names []string
		for _, s := range examples.Stories() {
			names = append(names, s.Name)
		}
		return nil, nil, claim.Errorf(claim.CodeNotFound, "there is no story %q", name).WithHint("choose among: %s", strings.Join(names, ", "))
	}
	file, err := casefile.Parse(examples.Path(name, "case.yaml"), data)
	if err != nil {
		return nil, nil, err
	}
	script, err := examples.Script(name)
	if err != nil {
		return nil, nil, err
	}
	week, err := casefile.ParseWeek(examples.Path(name, "week.yaml"), script, file)
	return file, week, err
}
