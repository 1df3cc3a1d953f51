package desktest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// chooseIn chooses a part of the text of a story, from one place of what is shown to another.
const chooseIn = `((words, nth) => {
	const walk = document.createTreeWalker(document.querySelector('.storytext'), NodeFilter.SHOW_TEXT);
	for (let node; (node = walk.nextNode());) {
		for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1)) {
			if (--nth > 0) continue;
			const range = document.createRange();
			range.setStart(node, at);
			range.setEnd(node, at + words.length);
			getSelection().removeAllRanges();
			getSelection().addRange(range);
			return true;
		}
	}
	return false;
})`

// What is chosen in the story is marked where it stands, in whole words, and commented on.
func TestWordsOfTheStoryAreMarkedWhereTheyAreChosen(t *testing.T) {
	d := theDesk(t)
	f := d.furnish(t)
	p := d.sit(t, "mara").open("/cases/" + f.slug + "/story")
	choose := func(call string) { // in the middle of words
		t.Helper()
		require.True(t, eval[bool](p, chooseIn+call))
	}
	choose(`("obody else kne", 1)`)
	p.button("Link to a claim")
	require.Equal(t, "Nobody else knew", p.value("Words"))
	choose(`("obody else kne", 1)`)
	p.button("Comment").sees("Comment on the draft", "Nobody else knew")
	p.open("/cases/" + f.slug + "/story")
	choose(`("obody else kne", 1)`)
	p.button("Make a claim").sees("The passage is marked.")
}
