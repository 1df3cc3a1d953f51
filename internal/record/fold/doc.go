// Package fold makes text comparable: what is written in small or capital letters,
// with or without accents, vowel points or full width, becomes the same words, on
// every database and in every script.
//
// Scripts that set no spaces between words (Chinese, Japanese, Thai, Lao, Khmer,
// Burmese), and Korean, whose words carry endings, are cut into overlapping pairs of
// characters for the index: 東京都 is found by 東京 and by 京都.
package fold
