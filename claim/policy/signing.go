package policy

import (
	"fmt"
	"slices"
	"strings"
)

// slot is room for one person.
type slot struct {
	SignOff
	stage int
	by    int // place among those who signed or could; -1 while it is free
}

func (r Require) slots() []slot {
	var all []slot
	for i, stage := range r.Stages {
		for _, s := range stage {
			for range max(s.N, 1) {
				all = append(all, slot{s, i, -1})
			}
		}
	}
	return all
}

// fits reports whether the person could fill it, had she opened what it asks for.
func (s SignOff) fits(p Signed, askers []string) bool {
	if s.Role != "" && !slices.Contains(p.Roles, s.Role) {
		return false
	}
	return !slices.Contains(s.Not, "asker") || !slices.Contains(askers, p.Person)
}

func (s SignOff) opened(p Signed) bool {
	return !slices.ContainsFunc(s.Opened, func(o string) bool { return !slices.Contains(p.Opened, o) })
}

// fill gives each person a slot, moving others to a slot that they fit as well,
// and returns how many slots are free.
func fill(slots []*slot, people []int, fits func(s *slot, person int) bool) int {
	for _, p := range people {
		place(slots, p, fits, map[*slot]bool{})
	}
	free := 0
	for _, s := range slots {
		if s.by < 0 {
			free++
		}
	}
	return free
}

func place(slots []*slot, person int, fits func(*slot, int) bool, tried map[*slot]bool) bool {
	for _, s := range slots {
		if tried[s] || !fits(s, person) {
			continue
		}
		tried[s] = true
		if s.by < 0 || place(slots, s.by, fits, tried) {
			s.by = person
			return true
		}
	}
	return false
}

// filled gives the sign-offs their slots: those of one stage as they come, and
// those of the next from when it is complete. It returns the stage that waits.
func (r Require) filled(f Facts) (slots []slot, waits int) {
	slots = r.slots()
	fits := func(s *slot, p int) bool {
		return s.fits(f.Signed[p], f.Askers) && s.opened(f.Signed[p])
	}
	again := func(p int) bool { // nobody counts twice
		return slices.ContainsFunc(slots, func(s slot) bool { return s.by >= 0 && f.Signed[s.by].Person == f.Signed[p].Person })
	}
	next := 0
	for stage := range r.Stages {
		of := inStage(slots, stage)
		free := fill(of, nil, fits)
		for ; free > 0 && next < len(f.Signed); next++ {
			if !again(next) {
				free = fill(of, []int{next}, fits)
			}
		}
		if free > 0 {
			return slots, stage
		}
	}
	return slots, len(r.Stages)
}

func inStage(slots []slot, stage int) []*slot {
	var of []*slot
	for i := range slots {
		if slots[i].stage == stage {
			of = append(of, &slots[i])
		}
	}
	return of
}

// signing are the sign-offs of a rule as requirements.
func (r Rule) signing(f Facts) []Requirement {
	slots, waits := r.filled(f)
	var all []Requirement
	i := 0
	for stage, of := range r.Stages {
		for _, s := range of {
			free := 0
			for range max(s.N, 1) {
				if slots[i].by < 0 {
					free++
				}
				i++
			}
			all = append(all, s.asks(free, stage, waits, len(r.Stages)))
		}
	}
	return all
}

func (s SignOff) asks(free, stage, waits, stages int) Requirement {
	q := Requirement{Key: s.Role, Kind: Signing, Role: s.Role, Says: s.says(), Met: free == 0}
	if q.Key == "" {
		q.Key = KeySignOff
	}
	if stages > 1 {
		q.Says = fmt.Sprintf("stage %d: %s", stage+1, q.Says)
	}
	if q.Met {
		return q
	}
	q.Lacks = fmt.Sprintf("%s by %s %s missing", count(free, "sign-off"), role(s.Role), verb(free, "is", "are"))
	if len(s.Opened) > 0 {
		q.Lacks += ", after opening the " + strings.Join(s.Opened, " and the ")
	}
	if stage > waits {
		q.Lacks += fmt.Sprintf("; stage %d comes first", waits+1)
	}
	q.Mends = capital(role(s.Role))
	return q
}

// says is what the sign-off asks for, in words.
func (s SignOff) says() string {
	text := count(max(s.N, 1), "sign-off") + " by " + role(s.Role)
	if slices.Contains(s.Not, "asker") {
		text += " who has not asked about it"
	}
	if len(s.Opened) > 0 {
		text += ", who has opened the " + strings.Join(s.Opened, " and the ")
	}
	return text
}

// Early says why a sign-off of this person would come too soon: the stage that
// waits has no room for it, and a later one has. It is empty if it does not.
func (d *Document) Early(f Facts, p Signed) string {
	for _, r := range d.Rules {
		if !r.holds(f) {
			continue
		}
		slots, waits := r.filled(f)
		var now, later *slot
		for i, s := range slots {
			switch {
			case s.by >= 0 || !s.fits(p, f.Askers):
			case s.stage == waits:
				now = &slots[i]
			case s.stage > waits && later == nil:
				later = &slots[i]
			}
		}
		if now == nil && later != nil {
			return fmt.Sprintf("your sign-off comes in stage %d, and stage %d comes first: %s", later.stage+1, waits+1, r.waiting(f, waits))
		}
	}
	return ""
}

// waiting says whose sign-offs a stage waits for.
func (r Rule) waiting(f Facts, stage int) string {
	var all []string
	of := r.Stages[stage]
	place := 0
	for _, earlier := range r.Stages[:stage] {
		place += len(earlier)
	}
	for i, q := range r.signing(f)[place : place+len(of)] {
		if !q.Met {
			all = append(all, of[i].says())
		}
	}
	return strings.Join(all, ", ")
}

// Unopened says what somebody who signs has to have opened and has not said
// that she has.
func (d *Document) Unopened(f Facts, p Signed) []string {
	var lacks []string
	for _, r := range d.Rules {
		if !r.holds(f) {
			continue
		}
		slots, waits := r.filled(f)
		for _, s := range slots {
			if s.by >= 0 || s.stage != waits || !s.fits(p, f.Askers) {
				continue
			}
			for _, o := range s.Opened {
				if !slices.Contains(p.Opened, o) && !slices.Contains(lacks, o) {
					lacks = append(lacks, o)
				}
			}
		}
	}
	return lacks
}

// Free counts the people who still have to sign, for each rule that holds.
func (d *Document) Free(f Facts) int {
	free := 0
	for _, r := range d.Rules {
		if !r.holds(f) {
			continue
		}
		slots, _ := r.filled(f)
		for _, s := range slots {
			if s.by < 0 {
				free++
			}
		}
	}
	return free
}

// Short lists who is missing for what the rules that hold still ask for, if these
// people are all who may sign from now on: "legal", "2 of a reviewer, standards or legal". Nobody is
// missing if it is empty.
func (d *Document) Short(f Facts, able []Signed) []string {
	return d.short(f, able, func(r Rule) bool { return r.holds(f) })
}

// EverShort is [Document.Short] for every rule, whether it holds or not: what a
// policy could ever ask for.
func (d *Document) EverShort(able []Signed) []string {
	return d.short(Facts{}, able, func(Rule) bool { return true })
}

func (d *Document) short(f Facts, able []Signed, such func(Rule) bool) []string {
	var lacks []string
	for _, r := range d.Rules {
		if !such(r) {
			continue
		}
		for _, lack := range r.short(f, able) {
			if !slices.Contains(lacks, lack) {
				lacks = append(lacks, lack)
			}
		}
	}
	return lacks
}

func (r Rule) short(f Facts, able []Signed) []string {
	slots, _ := r.filled(f)
	var free []*slot
	for i := range slots {
		if slots[i].by < 0 {
			free = append(free, &slots[i])
		}
	}
	var left []int
	for i, p := range able {
		same := func(s Signed) bool { return s.Person == p.Person }
		if !slices.ContainsFunc(f.Signed, same) && !slices.ContainsFunc(able[:i], same) {
			left = append(left, i)
		}
	}
	fill(free, left, func(s *slot, p int) bool { return s.fits(able[p], f.Askers) })
	missing := map[string]int{}
	var roles []string
	for _, s := range free {
		if s.by >= 0 {
			continue
		}
		if missing[s.Role] == 0 {
			roles = append(roles, s.Role)
		}
		missing[s.Role]++
	}
	var lacks []string
	for _, name := range roles {
		lacks = append(lacks, people(missing[name], name))
	}
	for _, s := range r.Steps {
		if !slices.Contains(Roles, s.Role) || slices.ContainsFunc(f.Done, func(d Done) bool { return d.Step == s.Name }) {
			continue
		}
		if !slices.ContainsFunc(able, func(p Signed) bool { return slices.Contains(p.Roles, s.Role) }) {
			lacks = append(lacks, people(1, s.Role))
		}
	}
	return lacks
}

func people(n int, name string) string {
	if name == "" {
		name = "of a role that signs (reviewer, standards, legal)"
	} else {
		name = "with the role " + name
	}
	if n == 1 {
		return "1 person " + name
	}
	return fmt.Sprintf("%d people %s", n, name)
}
