package outside

import (
	"strconv"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// claimReview is the structured data of one finding, schema.org/ClaimReview.
type claimReview struct {
	Context       string        `json:"@context"`
	Type          string        `json:"@type"`
	ID            string        `json:"@id"`
	URL           string        `json:"url"`
	DatePublished string        `json:"datePublished"`
	DateModified  string        `json:"dateModified"`
	ClaimReviewed string        `json:"claimReviewed"`
	Author        ldName        `json:"author"`
	ItemReviewed  reviewedClaim `json:"itemReviewed"`
	ReviewRating  rating        `json:"reviewRating"`
}

type ldName struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type reviewedClaim struct {
	Type          string      `json:"@type"`
	Author        *ldName     `json:"author,omitempty"`
	DatePublished string      `json:"datePublished,omitempty"`
	Appearance    *appearance `json:"appearance,omitempty"`
	InLanguage    string      `json:"inLanguage,omitempty"`
}

type appearance struct {
	Type string `json:"@type"`
	URL  string `json:"url"`
}

// rating is the desk's own scale. An outcome that says neither yes nor no has
// words alone: any number would.
type rating struct {
	Type          string `json:"@type"`
	AlternateName string `json:"alternateName"`
	RatingValue   string `json:"ratingValue,omitempty"`
	BestRating    string `json:"bestRating,omitempty"`
	WorstRating   string `json:"worstRating,omitempty"`
}

func ratingData(r outside.PublicRating) rating {
	out := rating{Type: "Rating", AlternateName: r.Words}
	if r.Value > 0 {
		out.RatingValue, out.BestRating, out.WorstRating = strconv.Itoa(r.Value), strconv.Itoa(r.Best), strconv.Itoa(r.Worst)
	}
	return out
}

// reviewOf is the structured data of a finding that stands, for the one page that the
// claim has of its own. One that was taken back has none: it must not be found as a
// review any more; nor has one of a sample.
func reviewOf(at addresses, desk Identity, c outside.PublicCase, p outside.PublicClaim) *claimReview {
	if !p.Stands() || c.Sample || p.Statement == casework.Erased {
		return nil
	}
	r := review(at, desk, c, p)
	return &r
}

func review(at addresses, desk Identity, c outside.PublicCase, p outside.PublicClaim) claimReview {
	address := at.Claim(c.Slug, p.Key)
	out := claimReview{
		Context: "https://schema.org", Type: "ClaimReview", ID: address + "#review", URL: address,
		DatePublished: p.PublishedAt.UTC().Format(time.RFC3339), DateModified: p.ChangedAt.UTC().Format(time.RFC3339),
		ClaimReviewed: p.Statement, Author: ldName{"Organization", publisherOf(desk), at.Index()},
		ItemReviewed: reviewedClaim{Type: "Claim", InLanguage: p.Language}, ReviewRating: ratingData(p.Rating),
	}
	if kind := p.ClaimantIs.Schema(); kind != "" && p.Claimant != "" {
		out.ItemReviewed.Author = &ldName{Type: kind, Name: p.Claimant}
	}
	if p.MadeAt != nil {
		out.ItemReviewed.DatePublished = p.MadeAt.String()
	}
	if where := webAddress(p.Where); where != "" {
		out.ItemReviewed.Appearance = &appearance{"CreativeWork", where}
	}
	return out
}

// publisherOf is who publishes: what the stories appear in, or else the desk.
func publisherOf(desk Identity) string {
	if desk.Publication != "" {
		return desk.Publication
	}
	return sentenceCase(desk.Name)
}
