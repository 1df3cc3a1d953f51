package told

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

type newsRow struct {
	Item   string
	Since  int64
	Notice string
	At     int64
}

func (row newsRow) is(n lists.News) bool {
	return row.Item == n.Item && row.Since == stored.Micros(n.Since)
}

const selectNews = `select item, since, notice, at from told where person = ? and channel = ?`

// NewsWaits reports whether some of the news was not told yet.
func (t *Told) NewsWaits(ctx context.Context, person uuid.UUID, news []lists.News) (bool, error) {
	var rows []newsRow
	err := stored.Select(ctx, t.db, &rows, selectNews, person.String(), string(lists.NoticeNews))
	return len(unheard(rows, news)) > 0, t.db.Fail("news waits", err)
}

// unheard are the news that no row says were told.
func unheard(rows []newsRow, news []lists.News) []lists.News {
	return slices.DeleteFunc(slices.Clone(news), func(n lists.News) bool {
		return slices.ContainsFunc(rows, func(row newsRow) bool { return row.is(n) })
	})
}

// TakeNews takes the news that were not told yet to send them, as [Told.TakeNotice]
// takes what waits. What is no news any more is left out, also of an earlier attempt.
func (t *Told) TakeNews(ctx context.Context, was, next lists.NoticeState, news []lists.News, now time.Time) (taken []lists.News, err error) {
	err = t.db.Write(ctx, "take news", func(w stored.Writing) error {
		taken = nil
		mine, err := change(w, was, next)
		if err != nil || !mine {
			return err
		}
		var rows []newsRow
		if err := w.Select(&rows, selectNews, next.Person.String(), string(next.Channel)); err != nil {
			return err
		}
		stays := make([]newsRow, 0, len(rows))
		for _, row := range rows { // what an earlier attempt was to tell, and what is over for long
			over := row.At < stored.Micros(now.Add(-keptFor)) && !slices.ContainsFunc(news, row.is)
			if row.Notice != stored.ID(was.Notice) && !over {
				stays = append(stays, row)
				continue
			}
			if err := w.Exec(`delete from told where person = ? and channel = ? and item = ? and since = ?`,
				next.Person.String(), string(next.Channel), row.Item, row.Since); err != nil {
				return err
			}
		}
		for _, n := range unheard(stays, news) {
			if err := w.Exec(`insert into told (person, channel, item, since, notice, at) values (?, ?, ?, ?, ?, ?)`,
				next.Person.String(), string(next.Channel), n.Item, stored.Micros(n.Since), next.Notice.String(), stored.Micros(now)); err != nil {
				return err
			}
			taken = append(taken, n)
		}
		if len(taken) > 0 {
			return nil
		}
		_, err = change(w, next, idle(was, next))
		return err
	})
	return taken, err
}
