package client

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Search finds things by their words, the latest first.
func (c *Client) Search(ctx context.Context, words string, f reading.SearchFilter) (reading.FoundPage, error) {
	query := given("kind", string(f.Kind), "case", f.Case, "after", f.After, "limit", number(f.Limit))
	query.Set("q", words)
	return get[reading.FoundPage](ctx, c, "/search", query)
}

// Activity lists what happened on the desk, the latest first.
func (c *Client) Activity(ctx context.Context, f reading.ActivityFilter) (reading.ActivityPage, error) {
	query := given(
		"case", f.Case, "person", f.Person, "party", f.Party, "group", f.Group, "from", instant(f.From), "to", instant(f.To),
		"before", number(int(f.Before)), "limit", number(f.Limit),
	)
	return get[reading.ActivityPage](ctx, c, "/activity", query)
}

// given makes a query of names and values, without those that are empty.
func given(pairs ...string) url.Values {
	query := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return query
}

// number is empty for 0.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// instant is empty for the zero time.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}
