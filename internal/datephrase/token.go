package datephrase

import (
	"strings"
	"time"
	"unicode"

	"minutes/internal/analysis"
	"minutes/internal/query"
)

// A token is a plain word of a query, for reading dates in words. Other clauses are
// tokens without text, so that tokens and clauses have the same indexes.
type token struct {
	text string     // in lower case, without punctuation at its end; "" if it cannot be part of a date
	at   query.Span // without punctuation at its end

	dashed bool // whether a dash stands before it
	apart  bool // whether anything else but spaces stands before it
	comma  bool // whether a comma ends it
	ends   bool // whether other punctuation ends it
}

// maxToken is the maximum length of a word in a date, in bytes. The longest is
// "26-september-2018..27-september-2018".
const maxToken = 40

// endings are the characters that may follow a word.
const endings = ".,;:!?)]}"

// dateTokens returns the tokens for all, the clauses of text.
func dateTokens(all query.And, text string) tokens {
	list := make(tokens, len(all))
	end := 0
	for i, n := range all {
		w, ok := n.(query.Words)
		if !ok || !w.IsPlain() || w.Prefix || w.At.End-w.At.Start > maxToken {
			if ok {
				end = w.At.End
			}
			continue
		}
		t := token{at: w.At}
		switch between := strings.TrimFunc(text[min(end, w.At.Start):w.At.Start], unicode.IsSpace); between {
		case "":
		case "-", "–", "—":
			t.dashed = true
		default:
			t.apart = true
		}
		end = w.At.End
		typed := text[w.At.Start:w.At.End]
		bare := strings.TrimRight(typed, endings)
		t.at.End -= len(typed) - len(bare)
		t.text = strings.ToLower(bare)
		after := typed[len(bare):]
		t.comma = after == ","
		if _, full := monthOf(t.text); after == "." && !full && isMonth(t.text) { // Jan.
			after = ""
		}
		t.ends = after != "" && !t.comma
		list[i] = t
	}
	return list
}

// tokens are the words of a query, in order.
type tokens []token

// word returns the text of token i, if only a space separates it from the one before.
func (t tokens) word(i int) string {
	if i <= 0 || i >= len(t) || t[i-1].comma {
		return ""
	}
	return t.wordOrComma(i)
}

// wordOrComma is word, but a comma may end the token before.
func (t tokens) wordOrComma(i int) string {
	if i <= 0 || i >= len(t) || t[i-1].ends || t[i].apart || t[i].dashed {
		return ""
	}
	return t[i].text
}

// isMonth reports whether text is the name of a month.
func isMonth(text string) bool {
	month, _ := monthOf(text)
	return month != 0
}

// monthOf returns the month that text names, in English, or 0. full is false for an
// abbreviation.
func monthOf(text string) (month time.Month, full bool) {
	if len(text) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		switch {
		case !strings.EqualFold(text[:3], name[:3]):
		case strings.EqualFold(text, name):
			return m, true
		case len(text) == 3, text == "sept":
			return m, false
		}
	}
	return 0, false
}

// isWeekday reports whether text is the name of a day of the week, or its abbreviation.
func isWeekday(text string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := d.String(); strings.EqualFold(text, name) || strings.EqualFold(text, name[:3]) {
			return true
		}
	}
	return false
}

// number returns the number that text is, in digits. ok is false unless text consists of
// one to eight digits.
func number(text string) (n int, ok bool) {
	if text == "" || len(text) > 8 || !analysis.IsNumber(text) {
		return 0, false
	}
	for _, digit := range []byte(text) {
		n = 10*n + int(digit-'0')
	}
	return n, true
}

// smallNumbers are numbers in words, from one on.
var smallNumbers = [...]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// countOf returns the number that text is, in digits or in words.
func countOf(text string) (n int, ok bool) {
	for i, word := range smallNumbers {
		if text == word {
			return i + 1, true
		}
	}
	n, ok = number(text)
	return n, ok && n > 0 && n < 1000
}

// dayNumber returns the day of the month that text is: 25, 25th.
func dayNumber(text string) (day int, ok bool) {
	for _, ending := range [...]string{"st", "nd", "rd", "th"} {
		if digits, ok := strings.CutSuffix(text, ending); ok {
			text = digits
			break
		}
	}
	day, ok = number(text)
	return day, ok && len(text) <= 2 && day >= 1 && day <= 31
}

// yearNumber returns the year that text is.
func yearNumber(text string) (year int, ok bool) {
	year, ok = number(text)
	return year, ok && len(text) == 4 && inReach(year)
}

// partOfYear returns the quarter or half that text is: q2, h1. It returns the first month
// and the number of months.
func partOfYear(text string) (first time.Month, months int, ok bool) {
	if len(text) != 2 {
		return 0, 0, false
	}
	n := int(text[1] - '0')
	switch {
	case text[0] == 'q' && n >= 1 && n <= 4:
		return time.Month(3*n - 2), 3, true
	case text[0] == 'h' && n >= 1 && n <= 2:
		return time.Month(6*n - 5), 6, true
	}
	return 0, 0, false
}
