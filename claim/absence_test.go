package claim_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

func TestAnAbsenceNamesADeputyWhoIsThereAndCanDoIt(t *testing.T) {
	w := newWorld(t)
	away := func(deputy string, from, to time.Duration) people.GoAway {
		return people.GoAway{Absence: claim.Absence{From: w.now.Add(from), To: w.now.Add(to), Deputy: id(deputy)}}
	}
	join := func(name string, roles ...claim.Role) claim.Stream {
		s := claim.Stream{Kind: claim.StreamPerson, ID: id(name)}
		w.must(editor, s, people.AddPerson{Profile: "profile", Roles: roles})
		w.staff = append(w.staff, w.lane(s).state.(*people.Person).Member())
		return s
	}
	jonas, ada := join("jonas", claim.Reviewer), join("ada", claim.Legal)
	join("rita", claim.Reporter)
	w.refused(claim.CodeInvalid, jonas.ID, jonas, away("ada", week, day))
	w.refused(claim.CodeInvalid, jonas.ID, jonas, away("ada", -week, -day))
	w.refused(claim.CodeInvalid, jonas.ID, jonas, away("ada", 0, 400*day))
	w.refused(claim.CodeInvalid, jonas.ID, jonas, away("jonas", 0, week))
	w.refused(claim.CodeNotFound, jonas.ID, jonas, away("nobody", 0, week))
	w.refused(claim.CodeForbidden, jonas.ID, jonas, away("rita", 0, week))
	w.same(len(w.must(jonas.ID, jonas, people.ComeBack{})), 0)

	w.must(jonas.ID, jonas, away("ada", day, week))
	w.same(len(w.must(jonas.ID, jonas, away("ada", day, week))), 0)
	i := slices.IndexFunc(w.staff, func(m claim.Member) bool { return m.ID == jonas.ID })
	w.staff[i] = w.lane(jonas).state.(*people.Person).Member()
	w.refused(claim.CodeConflict, ada.ID, ada, away("jonas", 2*day, 3*day))
	w.must(ada.ID, ada, away("jonas", 2*week, 3*week))
	w.must(jonas.ID, jonas, people.ComeBack{})
	w.same(w.lane(jonas).state.(*people.Person).Away, claim.Absence{})
}

func TestADeputyStandsInFromTheFirstInstantUntilTheLastAndForWhomTheAbsentStoodIn(t *testing.T) {
	from, to := monday, monday.Add(week)
	one, two, three := uuid.New(), uuid.New(), uuid.New()
	staff := []claim.Member{
		{ID: one, Away: claim.Absence{From: from, To: to, Deputy: two}},
		{ID: two, Away: claim.Absence{From: from.Add(day), To: to, Deputy: three}},
		{ID: three},
	}
	for _, c := range []struct {
		deputy uuid.UUID
		at     time.Time
		wants  []uuid.UUID
	}{
		{two, from.Add(-1), nil},
		{two, from, []uuid.UUID{one}},
		{three, from, nil},
		{three, from.Add(day), []uuid.UUID{two, one}},
		{three, to, nil},
	} {
		if got := claim.StandsIn(staff, c.deputy, c.at); !slices.Equal(got, c.wants) {
			t.Errorf("at %v %v stands in for %v, not %v", c.at, c.deputy, got, c.wants)
		}
	}
	staff[2].Away = claim.Absence{From: from, To: to, Deputy: one}
	if got := claim.StandsIn(staff, three, from.Add(day)); len(got) != 2 {
		t.Errorf("a circle ends: %v", got)
	}
}
