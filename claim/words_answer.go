package claim

import "time"

// Stance is what a party says about one claim. An automatic reply, an
// acknowledgement or a bounce is never a stance.
type Stance string

// Every stance. What each means, and what follows from it, stands in its row.
const (
	Confirms                 Stance = "confirms"
	ConfirmsInPart           Stance = "confirms in part"
	Denies                   Stance = "denies"
	NeitherConfirmsNorDenies Stance = "neither confirms nor denies"
	NoComment                Stance = "no comment"
	DeclinesToAnswer         Stance = "declines to answer"
	DoesNotKnow              Stance = "does not know"
	RefersElsewhere          Stance = "refers elsewhere"
	ContextOnly              Stance = "context only"
	RetractsEarlierAnswer    Stance = "retracts earlier answer"
	Unclear                  Stance = "unclear"
)

// stance is what follows from a stance.
type stance struct {
	bearing  Bearing // what it says about the claim
	whole    bool    // it is about all of the claim
	weight   weight  // against another answer of the same party
	declines bool    // there will be no answer
	page     string  // as a party reads it on the answer page; it cannot choose what has none
	needs    string  // what a party has to write with it there, as a stance that says nothing alone
	verb     string  // what goes before it behind a name, if it is no verb itself
	said     Sentence
	glance   Glance
}

// Sentence is how an answer is printed behind the name of whoever gave it. [one|many]
// is for one name or several, {whom} for whom it was said to, {earlier} for an answer
// before it.
type Sentence struct {
	Said string // to the desk, or to all
	Told string // to somebody else
	// Of whoever says so in the first place, and does not confirm it by saying so again.
	Claimant, ClaimantTold string
}

// weight is what an answer counts against another one of the same party about the
// same claim, the least first.
type weight int

const (
	// aside: it stands beside any other answer, and takes the place of none.
	aside weight = iota + 1
	// noMore: the party says no more. It takes the place of an earlier answer that said
	// no more either, and takes nothing back: who has denied, and then will not
	// answer, has denied.
	noMore
	// substance: it takes the place of all that the party said before.
	substance
)

var stances = NewWords("stance", "what a party says about a claim",
	Row[Stance, stance]{Word: Confirms, Doc: "it is so", Follows: stance{
		bearing: SupportsClaim, glance: GlanceConfirms, weight: substance, whole: true, page: "Yes, this is correct",
		said: Sentence{Said: "[has|have] confirmed", Told: "[has|have] confirmed it to {whom}", Claimant: "[stands|stand] by it", ClaimantTold: "[has|have] said so to {whom}"}}},
	Row[Stance, stance]{Word: ConfirmsInPart, Doc: "some of it is so", Follows: stance{
		bearing: SupportsClaim, glance: GlanceInPart, weight: substance, page: "Partly correct", needs: "say which part is correct and which is not",
		said: Sentence{Said: "[has|have] confirmed a part of it", Told: "[has|have] confirmed a part of it to {whom}", Claimant: "[stands|stand] by a part of it", ClaimantTold: "[has|have] said a part of it to {whom}"}}},
	Row[Stance, stance]{Word: Denies, Doc: "it is not so", Follows: stance{
		bearing: ContradictsClaim, glance: GlanceDenies, weight: substance, whole: true, page: "No, this is wrong",
		said: Sentence{Said: "[denies|deny] it", Told: "[has|have] denied it to {whom}"}}},
	Row[Stance, stance]{Word: NeitherConfirmsNorDenies, Doc: "the party says exactly that", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceWillNotSay, weight: noMore, page: "We neither confirm nor deny this",
		said: Sentence{Said: "neither [confirms|confirm] nor [denies|deny] it", Told: "neither confirmed nor denied it to {whom}"}}},
	Row[Stance, stance]{Word: NoComment, Doc: "the party answers that it does not comment", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceWillNotSay, weight: noMore, page: "No comment", verb: "has",
		said: Sentence{Said: "declined to comment", Told: "declined to comment to {whom}"}}},
	Row[Stance, stance]{Word: DeclinesToAnswer, Doc: "the party answers that it will not answer", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceWillNotSay, weight: noMore, declines: true, page: "We will not answer this",
		said: Sentence{Said: "would not say", Told: "would not tell {whom}"}}},
	Row[Stance, stance]{Word: DoesNotKnow, Doc: "the party cannot say", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceOther, weight: noMore, page: "We do not know",
		said: Sentence{Said: "could not say", Told: "could not tell {whom}"}}},
	Row[Stance, stance]{Word: RefersElsewhere, Doc: "the party names somebody else to ask", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceOther, weight: aside, page: "Please ask somebody else", needs: "say whom we should ask",
		said: Sentence{Said: "[refers|refer] to others", Told: "referred {whom} to others"}}},
	Row[Stance, stance]{Word: ContextOnly, Doc: "the party says something about the matter and nothing about the claim", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceOther, weight: aside, page: "We only want to add something", needs: "write what you want to add", verb: "gives",
		said: Sentence{Said: "[has|have] spoken without saying whether it is so", Told: "spoke to {whom} without saying whether it is so"}}},
	// It takes the place of what it retracts, and so takes a support or a denial
	// away; alone it says neither.
	Row[Stance, stance]{Word: RetractsEarlierAnswer, Doc: "what the party said before no longer stands", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceOther, weight: substance,
		said: Sentence{Said: "[has|have] taken back {earlier}", Told: "told {whom} that {earlier} no longer stands"}}},
	Row[Stance, stance]{Word: Unclear, Doc: "a person has read it and cannot tell", Follows: stance{
		bearing: NeutralToClaim, glance: GlanceOther, weight: aside, verb: "is",
		said: Sentence{Said: "[has|have] given an answer that is not clear", Told: "gave {whom} an answer that is not clear"}}},
)

// Stances lists every stance.
var Stances = stances.Chosen()

// PageStances lists those that a party can choose on the answer page.
var PageStances = stances.Having(func(r stance) bool { return r.page != "" })

// Bearing is what the stance says about the claim.
func (s Stance) Bearing() Bearing { return stances.Of(s).bearing }

// Supports reports whether the stance speaks for the claim, or a part of it.
func (s Stance) Supports() bool { return s.Bearing() == SupportsClaim }

// SupportsAll reports whether the stance speaks for all of the claim.
func (s Stance) SupportsAll() bool { return s.Supports() && stances.Of(s).whole }

// Supersedes reports whether an answer with this stance takes the place of an
// earlier one of the party, and does not stand beside it.
func (s Stance) Supersedes(earlier Stance) bool {
	switch stances.Of(s).weight {
	case substance:
		return true
	case noMore:
		return stances.Of(earlier).weight == noMore
	}
	return false
}

// Prevails reports whether an answer with this stance is where the party stands
// to the claim, if another answer of it stands as well: it says more, or as much
// and no earlier. Where no stance is, any prevails.
func (s Stance) Prevails(at time.Time, over Stance, since time.Time) bool {
	more := stances.Of(s).weight - stances.Of(over).weight
	return more > 0 || more == 0 && !at.Before(since)
}

// Declines reports whether the party says that there will be no answer.
func (s Stance) Declines() bool { return stances.Of(s).declines }

// ForParty is the stance as a party reads it on the answer page; it is empty for
// one that a party cannot choose.
func (s Stance) ForParty() string { return stances.Of(s).page }

// Needs is what a party has to write with the stance, if anything.
func (s Stance) Needs() string { return stances.Of(s).needs }

// Verb is what goes before the stance behind the name of whoever takes it: has,
// before no comment. Most are verbs themselves and have none.
func (s Stance) Verb() string { return stances.Of(s).verb }

// Sentence is how an answer with the stance is printed.
func (s Stance) Sentence() Sentence { return stances.Of(s).said }

// Glance is where it puts the party, in one mark.
func (s Stance) Glance() Glance { return stances.Of(s).glance }

// Tone is how the stance looks to the claim at a glance.
func (s Stance) Tone() Tone { return s.Bearing().Tone() }

// Tone is how a word looks at a glance.
type Tone string

// Every tone; most words have none.
const (
	Good Tone = "good"
	Warn Tone = "warn"
	Bad  Tone = "bad"
)

// GroundRules are the terms on which a party spoke.
type GroundRules string

// Every term. What each means, and what follows from it, stands in its row.
const (
	OnTheRecord       GroundRules = "on the record"
	OnBackground      GroundRules = "on background"
	NotForAttribution GroundRules = "not for attribution"
	OffTheRecord      GroundRules = "off the record"
)

// groundRules is what follows from terms.
type groundRules struct {
	named  bool   // the party may be named as who said it
	used   bool   // it may be used at all
	public Public // how readers learn of it
	page   string // what we promise the party, as it reads that on the answer page
}

// Public is how readers learn of an answer.
type Public string

// Every way.
const (
	PublicWords  Public = "words"  // what was said, with the name
	PublicStance Public = "stance" // that somebody took the stance
	PublicNumber Public = "number" // that somebody spoke
	PublicSilent Public = ""       // not at all
)

var rules = NewWords("ground rules", "the terms on which a party spoke",
	Row[GroundRules, groundRules]{Word: OnTheRecord, Doc: "may be quoted with the name", Follows: groundRules{
		named: true, used: true, public: PublicWords, page: "We may quote what you write, with the name of the person or organisation that we asked."}},
	Row[GroundRules, groundRules]{Word: OnBackground, Doc: "may be used, attributed as agreed", Follows: groundRules{
		used: true, public: PublicStance, page: "We may use what you write, without naming you or your organisation."}},
	Row[GroundRules, groundRules]{Word: NotForAttribution, Doc: "may be used without saying from whom", Follows: groundRules{
		used: true, public: PublicNumber, page: "We may use what you write, without saying from whom or where it comes."}},
	Row[GroundRules, groundRules]{Word: OffTheRecord, Doc: "may not be used", Follows: groundRules{
		page: "We do not publish what you write; it only helps us to understand."}},
)

// AllGroundRules lists every value.
var AllGroundRules = rules.Chosen()

// Named reports whether the party may be named as who said it.
func (g GroundRules) Named() bool { return rules.Of(g).named }

// Usable reports whether what was said may be used at all.
func (g GroundRules) Usable() bool { return rules.Of(g).used }

// Public is how readers learn of what was said.
func (g GroundRules) Public() Public { return rules.Of(g).public }

// ForParty is what we promise the party, as it reads that on the answer page.
func (g GroundRules) ForParty() string { return rules.Of(g).page }

// Channel is how a message or an answer came.
type Channel string

// Every channel. What each means, and what follows from it, stands in its row.
const (
	ByEmail      Channel = "e-mail"
	ByPhone      Channel = "phone"
	InPerson     Channel = "in person"
	ByPost       Channel = "post"
	ByAnswerPage Channel = "answer page"
	InPublic     Channel = "in public"
)

// channel is what follows from a channel.
type channel struct {
	carried bool         // we carry letters on it; a person puts the request on any other
	alone   bool         // it says how by itself, without "by"
	how     string       // how, in other words than those
	spoken  bool         // the desk and the party speak with each other
	page    bool         // the party wrote on a page of ours
	sure    Authenticity // how sure it is that an answer came from the party
}

var channels = NewWords("channel", "how a message or an answer came",
	Row[Channel, channel]{Word: ByEmail, Doc: "by e-mail, which Onrecord sends and takes in", Follows: channel{
		carried: true, sure: AuthenticityUnverified}},
	Row[Channel, channel]{Word: ByPhone, Doc: "said on the telephone and noted", Follows: channel{
		spoken: true, sure: AuthenticityUnverified}},
	Row[Channel, channel]{Word: InPerson, Doc: "said face to face and noted", Follows: channel{
		alone: true, spoken: true, sure: AuthenticityInPerson}},
	Row[Channel, channel]{Word: ByPost, Doc: "on paper", Follows: channel{
		sure: AuthenticityUnverified}},
	Row[Channel, channel]{Word: ByAnswerPage, Doc: "written by the party on the answer page", Unchosen: true, Follows: channel{
		page: true, how: "on the answer page", sure: AuthenticityProbable}},
	Row[Channel, channel]{Word: InPublic, Doc: "said or written for everybody: in a press conference, on its site, to the press", Unchosen: true, Follows: channel{
		alone: true, sure: AuthenticityUnverified}},
)

// Channels lists every channel that a person can choose.
var Channels = channels.Chosen()

// StatementChannels lists every channel on which a statement can come that nobody asked for.
var StatementChannels = append([]Channel{InPublic}, channels.Chosen()...)

// Carried reports whether we carry letters on the channel. On any other a person
// puts the request, and follows it up.
func (c Channel) Carried() bool { return channels.Of(c).carried }

// Spoken reports whether the desk and the party speak with each other, and so of the
// claim as it is on that day. In writing, a party answers what was put to it.
func (c Channel) Spoken() bool { return channels.Of(c).spoken }

// OnPage reports whether the party wrote on a page of ours.
func (c Channel) OnPage() bool { return channels.Of(c).page }

// How says how something came: by phone, in person.
func (c Channel) How() string {
	switch how := channels.Of(c); {
	case how.how != "":
		return how.how
	case how.alone:
		return string(c)
	}
	return "by " + string(c)
}

// Authenticity is how sure it is that an answer on the channel came from the
// party, if nothing else speaks for it.
func (c Channel) Authenticity() Authenticity { return channels.Of(c).sure }

// Authenticity is how sure it is that an answer came from the party.
type Authenticity string

// Every grade. What each means stands in its row.
const (
	AuthenticityVerified   Authenticity = "verified"
	AuthenticityProbable   Authenticity = "probable"
	AuthenticityUnverified Authenticity = "unverified"
	AuthenticityInPerson   Authenticity = "in person"
	AuthenticitySuspicious Authenticity = "suspicious"
)

// authenticity is what follows from a grade.
type authenticity struct {
	uncertain bool // it may not be the party's
	tone      Tone
}

var authenticities = NewWords("authenticity", "how sure it is that an answer came from the party",
	Row[Authenticity, authenticity]{Word: AuthenticityVerified, Doc: "it came from the party: proven mail from a verified contact point, a link that was sent to one, or a call-back", Follows: authenticity{tone: Good}},
	Row[Authenticity, authenticity]{Word: AuthenticityProbable, Doc: "it came from a known contact point that nobody has verified, or that is proven in part"},
	Row[Authenticity, authenticity]{Word: AuthenticityUnverified, Doc: "it names a sender and proves nothing", Follows: authenticity{uncertain: true}},
	Row[Authenticity, authenticity]{Word: AuthenticityInPerson, Doc: "it was said face to face", Follows: authenticity{tone: Good}},
	Row[Authenticity, authenticity]{Word: AuthenticitySuspicious, Doc: "something speaks against it: it fails what its domain asks of mail in its name, or passes for another", Follows: authenticity{uncertain: true, tone: Bad}},
)

// Uncertain reports whether an answer of that grade may not be the party's.
func (a Authenticity) Uncertain() bool { return authenticities.Of(a).uncertain }

// Tone is how the grade is shown.
func (a Authenticity) Tone() Tone { return authenticities.Of(a).tone }

// Silence says precisely what it means that a party has not answered.
type Silence string

// Every kind of silence. What each means, and what follows from it, stands in its row.
const (
	Undeliverable        Silence = "undeliverable"
	DeliveredNoAnswer    Silence = "delivered, no answer"
	ToldNoAnswer         Silence = "told, no answer"
	AcknowledgedNoAnswer Silence = "acknowledged, no answer"
	Declined             Silence = "declined"
)

// silence is what follows from a silence.
type silence struct {
	public string // as readers are told
	until  bool   // they are told as well until when no answer had come
	tone   Tone
	glance Glance
}

var silences = NewWords("silence", "what it means that a party has not answered",
	Row[Silence, silence]{Word: Undeliverable, Doc: "nothing reached the party", Follows: silence{
		glance: GlanceBounced, public: "Our letters could not be delivered.", tone: Bad}},
	Row[Silence, silence]{Word: DeliveredNoAnswer, Doc: "the party's mail server took the letters and no answer came", Follows: silence{
		glance: GlanceNoAnswer, public: "Our letters were delivered.", until: true}},
	Row[Silence, silence]{Word: ToldNoAnswer, Doc: "the party was told by phone or in person, or word was left for it, no letter arrived and no answer came", Follows: silence{
		glance: GlanceNoAnswer, public: "We left word of our request.", until: true}},
	Row[Silence, silence]{Word: AcknowledgedNoAnswer, Doc: "the party said that it had the request and no answer came", Follows: silence{
		glance: GlanceNoAnswer, public: "Told us that our request had arrived.", until: true}},
	Row[Silence, silence]{Word: Declined, Doc: "the party answered that it will not answer", Follows: silence{
		glance: GlanceWillNotSay, public: "Told us that there would be no answer."}},
)

// ForReaders is what readers are told of the silence, and whether they are told
// as well until when no answer had come.
func (s Silence) ForReaders() (sentence string, until bool) {
	return silences.Of(s).public, silences.Of(s).until
}

// Glance is where it puts the party, in one mark.
func (s Silence) Glance() Glance { return silences.Of(s).glance }

// Tone is how the silence looks at a glance.
func (s Silence) Tone() Tone { return silences.Of(s).tone }

// Unanswered reports whether a request reached the party and no answer came: who was
// never reached, or has said that there will be no answer, has not kept silent.
func (s Silence) Unanswered() bool { return silences.Of(s).until }

// Withholds reports whether the party answers, and does not say whether it is so.
// Who does not know withholds nothing.
func (s Stance) Withholds() bool { return stances.Of(s).weight == noMore && s != DoesNotKnow }
