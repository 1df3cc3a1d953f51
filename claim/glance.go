package claim

// Glance is where a party stands to a claim at a glance: one mark, one colour, one word. A
// stance, a silence and a place of a request each have theirs in their row.
type Glance string

// Every one. What each means stands in its row.
const (
	GlanceConfirms   Glance = "confirms"
	GlanceInPart     Glance = "in part"
	GlanceDenies     Glance = "denies"
	GlanceWillNotSay Glance = "will not say"
	GlanceOther      Glance = "something else"
	GlanceWaiting    Glance = "waiting"
	GlanceUnsent     Glance = "not sent yet"
	GlanceAsksBack   Glance = "asks back"
	GlanceNoAnswer   Glance = "no answer"
	GlanceBounced    Glance = "bounced"
	GlanceDoubted    Glance = "answer in doubt"
	GlanceEarlier    Glance = "asked about earlier words"
	GlanceNoLonger   Glance = "no longer asked"
	GlanceSeveral    Glance = "several answers"
	GlanceNotAsked   Glance = "not asked"
)

// glance is what follows from a glance.
type glance struct {
	class string // how style sheets call it
	waits bool   // an answer may still come by itself
	stuck bool   // nothing comes unless the desk does something
}

var glances = NewWords("glance", "where a party stands to a claim, at a glance",
	Row[Glance, glance]{Word: GlanceConfirms, Doc: "it says that all of it is so", Follows: glance{class: "confirms"}},
	Row[Glance, glance]{Word: GlanceInPart, Doc: "it says that some of it is so", Follows: glance{class: "part"}},
	Row[Glance, glance]{Word: GlanceDenies, Doc: "it says that it is not so", Follows: glance{class: "denies"}},
	Row[Glance, glance]{Word: GlanceWillNotSay, Doc: "it has answered that it does not say", Follows: glance{class: "closed"}},
	Row[Glance, glance]{Word: GlanceOther, Doc: "it has answered, and neither way", Follows: glance{class: "other"}},
	Row[Glance, glance]{Word: GlanceWaiting, Doc: "it was asked, and there is time to answer", Follows: glance{class: "waiting", waits: true}},
	Row[Glance, glance]{Word: GlanceUnsent, Doc: "the request waits to go out", Follows: glance{class: "unsent", waits: true}},
	Row[Glance, glance]{Word: GlanceAsksBack, Doc: "it has asked back, or for more time, and waits for the desk", Follows: glance{class: "back", stuck: true}},
	Row[Glance, glance]{Word: GlanceNoAnswer, Doc: "the time to answer has passed", Follows: glance{class: "silent"}},
	Row[Glance, glance]{Word: GlanceBounced, Doc: "the letter did not arrive", Follows: glance{class: "bounced", stuck: true}},
	Row[Glance, glance]{Word: GlanceDoubted, Doc: "what passes for its answer counts for nothing until somebody decides whose it is", Follows: glance{class: "doubted", stuck: true}},
	Row[Glance, glance]{Word: GlanceEarlier, Doc: "it was asked about words that the claim has no more", Follows: glance{class: "earlier", stuck: true}},
	Row[Glance, glance]{Word: GlanceNoLonger, Doc: "the desk has withdrawn the request", Follows: glance{class: "gone"}},
	Row[Glance, glance]{Word: GlanceSeveral, Doc: "of the claims of a series, it stands to one so and to another so", Follows: glance{class: "several"}},
	Row[Glance, glance]{Word: GlanceNotAsked, Doc: "nobody has asked it", Follows: glance{class: "none"}},
)

// Glances lists every one.
var Glances = glances.All()

// Class is how style sheets call it.
func (s Glance) Class() string { return glances.Of(s).class }

// Waits reports whether an answer may still come without the desk.
func (s Glance) Waits() bool { return glances.Of(s).waits }

// Stuck reports whether nothing comes unless the desk does something.
func (s Glance) Stuck() bool { return glances.Of(s).stuck }
