package policy

// Facts are what a policy may know of a claim. Those of the first part are what
// conditions are about; the rest is what requirements are measured by.
type Facts struct {
	Tier               string
	Outcome            string
	Sensitivity        string
	ConfidentialSource bool
	UnattributedSource bool
	SingleOrigin       bool
	PrivatePerson      bool
	Embargo            bool
	Correction         bool
	Breaking           bool

	Whole     bool    // the outcome says that all of the claim is so
	Origins   int     // independent origins that support all of the claim
	Replies   []Reply // of each subject
	Unread    int     // correspondences about it with a message that nobody has read
	Captured  bool    // evidence with a file
	Uncertain int     // answers that it rests on and that may not be the party's
	Disputed  bool    // credible origins conflict, and the outcome does not say so
	Signed    []Signed
	Done      []Done
	Askers    []string // people who asked about it
}

// Reply is how far a subject's right of reply has come.
type Reply struct {
	Offered  bool // asked, and the letter has not failed
	Answered bool // said something, or that it will not
	Lapsed   bool // the time has passed after a final notice that was delivered
}

// Signed is a sign-off that counts, in the order in which they came.
type Signed struct {
	Person string
	Roles  []string
	Opened []string
}

// Done is a step that somebody has done about what stands there now.
type Done struct {
	Step   string
	Person string
}

// fact is one fact that a condition may name.
type fact struct {
	name string
	yes  string          // in words, for one that is so or not
	no   string          // and if it is not
	is   string          // in words before a value, for one that is a word
	of   func(Facts) any // its value
	set  func(*Facts, any)
}

var facts = []fact{
	word("tier", "the tier is", func(f *Facts) *string { return &f.Tier }),
	word("outcome", "the outcome is", func(f *Facts) *string { return &f.Outcome }),
	word("sensitivity", "the case is", func(f *Facts) *string { return &f.Sensitivity }),
	truth("confidential_source", "a source is confidential", "no source is confidential", func(f *Facts) *bool { return &f.ConfidentialSource }),
	truth("unattributed_source", "a source may not be named", "every source may be named", func(f *Facts) *bool { return &f.UnattributedSource }),
	truth("single_origin", "one origin alone supports it", "not one origin alone supports it", func(f *Facts) *bool { return &f.SingleOrigin }),
	truth("private_person", "a subject is a private person", "no subject is a private person", func(f *Facts) *bool { return &f.PrivatePerson }),
	truth("embargo", "the case is under embargo", "the case is under no embargo", func(f *Facts) *bool { return &f.Embargo }),
	truth("correction", "it corrects a public finding", "it does not correct a public finding", func(f *Facts) *bool { return &f.Correction }),
	truth("breaking", "it is breaking news", "it is not breaking news", func(f *Facts) *bool { return &f.Breaking }),
}

func word(name, is string, at func(*Facts) *string) fact {
	return fact{name: name, is: is,
		of:  func(f Facts) any { return *at(&f) },
		set: func(f *Facts, v any) { *at(f), _ = v.(string) }}
}

func truth(name, yes, no string, at func(*Facts) *bool) fact {
	return fact{name: name, yes: yes, no: no,
		of:  func(f Facts) any { return *at(&f) },
		set: func(f *Facts, v any) { *at(f), _ = v.(bool) }}
}

func factNamed(name string) (fact, bool) {
	for _, f := range facts {
		if f.name == name {
			return f, true
		}
	}
	return fact{}, false
}

// values are the facts as conditions see them.
func (f Facts) values() map[string]any {
	all := map[string]any{}
	for _, fact := range facts {
		all[fact.name] = fact.of(f)
	}
	return all
}
