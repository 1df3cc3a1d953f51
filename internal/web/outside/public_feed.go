package outside

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

const (
	atomMedia = "application/atom+xml; charset=utf-8"
	jsonMedia = "application/feed+json; charset=utf-8"
)

// maxFeed is how many entries a feed has at most, the newest.
const maxFeed = 50

// feed is what both formats say.
type feed struct {
	title, id, home, self string
	author                string
	updated               time.Time
	items                 []feedItem
}

type feedItem struct {
	id, address, title, text string
	published, updated       time.Time
}

// atomFeed is RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Content   atomText `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (f feed) atom() ([]byte, error) {
	out := atomFeed{
		ID: f.id, Title: f.title, Updated: f.updated.UTC().Format(time.RFC3339), Author: atomAuthor{f.author},
		Links: []atomLink{{"self", "application/atom+xml", f.self}, {"alternate", "text/html", f.home}},
	}
	for _, i := range f.items {
		out.Entries = append(out.Entries, atomEntry{
			i.id, i.title, i.published.UTC().Format(time.RFC3339), i.updated.UTC().Format(time.RFC3339),
			atomLink{"alternate", "text/html", i.address}, atomText{"text", i.text},
		})
	}
	body, err := xml.Marshal(out)
	return append([]byte(xml.Header), body...), err
}

// jsonFeed is JSON Feed 1.1 (jsonfeed.org/version/1.1).
type jsonFeed struct {
	Version string       `json:"version"`
	Title   string       `json:"title"`
	Home    string       `json:"home_page_url"`
	Self    string       `json:"feed_url"`
	Authors []jsonAuthor `json:"authors"`
	Items   []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"content_text"`
	Published string `json:"date_published"`
	Modified  string `json:"date_modified"`
}

func (f feed) json() ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, Home: f.home, Self: f.self,
		Authors: []jsonAuthor{{f.author}}, Items: []jsonItem{},
	}
	for _, i := range f.items {
		out.Items = append(out.Items, jsonItem{
			i.id, i.address, i.title, i.text, i.published.UTC().Format(time.RFC3339), i.updated.UTC().Format(time.RFC3339),
		})
	}
	return json.Marshal(out)
}

func (s *Site) caseAtom(w http.ResponseWriter, r *http.Request) {
	s.caseFeed(w, r, atomMedia, feed.atom)
}
func (s *Site) caseJSON(w http.ResponseWriter, r *http.Request) {
	s.caseFeed(w, r, jsonMedia, feed.json)
}

// caseFeed has an entry for each publication and each change of one.
func (s *Site) caseFeed(w http.ResponseWriter, r *http.Request, media string, encode func(feed) ([]byte, error)) {
	row, stamp, ok := s.stamp(w, r)
	if !ok {
		return
	}
	s.cached(w, r, wanted{stamp: stamp, media: media, make: func() ([]byte, error) {
		c, err := s.theCase(r.Context(), row.Address(), stamp)
		if err != nil {
			return nil, err
		}
		desk, err := s.Identity(r.Context())
		if err != nil {
			return nil, err
		}
		return encode(feedOf(s.addresses(r), desk, c, fileOf(media)))
	}})
}

// fileOf is the name of the feed's file.
func fileOf(media string) string {
	if media == atomMedia {
		return "feed.atom"
	}
	return "feed.json"
}

// urn is the identifier of a feed or an entry. It follows from what they are about,
// never from an address: a desk that moves to another host gives nobody anything anew (RFC 4287
// section 4.2.6).
func urn(id uuid.UUID) string { return "urn:uuid:" + id.String() }

func feedOf(at addresses, desk Identity, c outside.PublicCase, file string) feed {
	home := at.Case(c.Slug)
	f := feed{title: c.Title, id: urn(claim.DerivedID("public feed", c.ID.String())), home: home, self: home + "/" + file, author: publisherOf(desk), updated: c.Latest}
	for _, p := range c.Claims {
		for _, h := range p.History {
			item := feedItem{
				id: urn(claim.DerivedID("publication", p.ID.String(), strconv.Itoa(h.Version))), address: at.Claim(c.Slug, p.Key),
				title: headline(h, p.Statement), text: changeWords(h), published: h.At, updated: h.At,
			}
			if back := p.History[len(p.History)-1]; h.Kind.Stands() && !back.Kind.Stands() { // who has it already is to read it anew
				item.title, item.updated = takenBack(item.title, back.Kind), back.At
			}
			f.items = append(f.items, item)
		}
	}
	slices.SortStableFunc(f.items, func(a, b feedItem) int { return b.published.Compare(a.published) })
	f.items = f.items[:min(len(f.items), maxFeed)]
	return f
}

// takenBack is the headline of what was published, once it was taken back.
func takenBack(headline string, how finding.PublicationKind) string {
	if how == finding.Takedown {
		return "A finding that was removed"
	}
	return headline + " (retracted since)"
}

// headline says what came of a statement, which is quoted: it may be refuted.
func headline(h outside.PublicChange, statement string) string {
	said := sentenceCase(string(h.Kind)) + ": “" + statement + "”"
	if h.Kind == finding.Takedown { // whose words are gone
		said = sentenceCase(string(h.Kind)) + " of a finding"
	}
	if h.Outcome == "" || !h.Kind.Stands() {
		return said
	}
	return said + " – " + h.Rating.Words
}

// changeWords says what a publication, or a change of one, says.
func changeWords(h outside.PublicChange) string {
	switch {
	case h.Kind == finding.Retraction:
		return "We have retracted this finding. " + h.Reason
	case h.Kind == finding.Takedown:
		return "We have removed this finding for a legal reason. " + h.Reason
	case h.Outcome == "": // of one that was removed since
		return ""
	}
	words := []string{fmt.Sprintf("%s as of %s.", h.Rating.Words, clock(h.AsOf))}
	if why := h.Why.ForReaders(); why != "" {
		words = append(words, why)
	}
	if h.Before != "" {
		words = append(words, fmt.Sprintf("Before: %s.", h.Before))
	}
	if len(h.NewAnswers) > 0 {
		words = append(words, "New answers on the record: "+enumerate(h.NewAnswers)+".")
	}
	if h.Reworded {
		words = append(words, "The statement was put into other words.")
	}
	if h.Reason != "" {
		words = append(words, h.Reason)
	}
	return strings.Join(words, " ")
}

func (s *Site) indexAtom(w http.ResponseWriter, r *http.Request) {
	s.indexFeed(w, r, atomMedia, feed.atom)
}
func (s *Site) indexJSON(w http.ResponseWriter, r *http.Request) {
	s.indexFeed(w, r, jsonMedia, feed.json)
}

// indexFeed has an entry for each case with public findings.
func (s *Site) indexFeed(w http.ResponseWriter, r *http.Request, media string, encode func(feed) ([]byte, error)) {
	s.index(w, r, media, 1, func(items []outside.PublicItem, _ bool) ([]byte, error) {
		desk, err := s.Identity(r.Context())
		if err != nil {
			return nil, err
		}
		at := s.addresses(r)
		id, began, err := s.Porch.PublicBeginning(r.Context())
		if err != nil {
			return nil, err
		}
		f := feed{title: publisherOf(desk) + ": findings", id: urn(id), updated: began, home: at.Index(), self: at.Index() + fileOf(media), author: publisherOf(desk)}
		for _, i := range items {
			f.items = append(f.items, feedItem{
				id: urn(i.ID), address: at.Case(i.Slug), title: i.Title, published: i.First, updated: i.Latest,
				text: "Last changed at " + clock(i.Latest) + ".",
			})
			if i.Latest.After(f.updated) {
				f.updated = i.Latest
			}
		}
		return encode(f)
	})
}
