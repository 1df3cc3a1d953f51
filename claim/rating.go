package claim

import (
	"fmt"
	"unicode/utf8"
)

// Rating is an outcome on the desk's own scale, as readers and search engines are
// told (schema.org reviewRating).
type Rating struct {
	Words string `json:"words" doc:"what readers are told"`
	Value int    `json:"value,omitempty" doc:"on the scale; 0 for an outcome that says neither yes nor no, and is on none"`
}

// Scale is the desk's own: a rating for every outcome.
type Scale struct {
	Worst   int                `json:"worst" doc:"value of what is false"`
	Best    int                `json:"best" doc:"value of what is true"`
	Ratings map[Outcome]Rating `json:"ratings" doc:"of every outcome"`
}

// Limits of a scale.
const (
	MaxRatingValue = 100
	MaxRatingWords = 60 // characters
)

// DefaultScale is in force until the desk sets its own.
var DefaultScale = defaultScale()

func defaultScale() Scale {
	s := Scale{Worst: 1, Best: 5, Ratings: map[Outcome]Rating{}}
	for _, o := range Outcomes {
		words, value := outcomes.Of(o).rating, outcomes.Of(o).value
		s.Ratings[o] = Rating{words, value}
	}
	return s
}

// Scale is the desk's, or the default one.
func (s DeskSettings) Scale() Scale {
	if s.Ratings == nil {
		return DefaultScale
	}
	return *s.Ratings
}

// Of is an outcome on the scale.
func (s Scale) Of(o Outcome) Rating { return s.Ratings[o] }

// Validate refuses a scale on which an outcome has no words, or a value that is not
// on it, with [CodeInvalid].
func (s Scale) Validate() error {
	if s.Worst < 1 || s.Best <= s.Worst || s.Best > MaxRatingValue {
		return Errorf(CodeInvalid, "a scale goes from 1 or more up to at most %d", MaxRatingValue).
			WithField("ratings", "the best value has to be larger than the worst")
	}
	for o := range s.Ratings {
		if err := OneOf("ratings", o, Outcomes); err != nil {
			return err
		}
	}
	for _, o := range Outcomes {
		r := s.Ratings[o]
		switch {
		case r.Words == "":
			return badRating(o, "say what readers are told")
		case utf8.RuneCountInString(r.Words) > MaxRatingWords:
			return badRating(o, fmt.Sprintf("at most %d characters", MaxRatingWords))
		case r.Value != 0 && (r.Value < s.Worst || r.Value > s.Best):
			return badRating(o, fmt.Sprintf("choose a value from %d to %d, or none", s.Worst, s.Best))
		case r.Value != 0 && !o.Establishes():
			return badRating(o, "an outcome that establishes nothing has no value: any would say that it does")
		}
	}
	return nil
}

func badRating(o Outcome, problem string) error {
	return Errorf(CodeInvalid, "the rating of %q does not fit: %s", o, problem).WithField("ratings", string(o)+": "+problem)
}
