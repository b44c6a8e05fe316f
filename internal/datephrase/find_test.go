package datephrase

import (
	"strings"
	"testing"

	"minutes/internal/query"
)

// spokenIn returns the dates in words of text, each with the values of date: that it
// means. They count back from days.
func spokenIn(t *testing.T, text string, days ...string) string {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	var found []string
	if !MayHave(q.Tree, text) {
		return ""
	}
	for _, p := range Find(q.Tree, text) {
		typed := text[p.At.Start:p.At.End]
		values := p.Values(days)
		for _, value := range values {
			if _, err := query.ParseDates(value); err != nil {
				t.Errorf("%q is read as date:%s: %v", text, value, err)
			}
		}
		found = append(found, typed+" = "+strings.Join(values, " OR "))
	}
	return strings.Join(found, "; ")
}

// The newest meeting was on a Tuesday.
var meetingDays = []string{"2018-11-06", "2019-05-07", "2019-06-11", "2019-06-25"}

func TestDatesInWords(t *testing.T) {
	for _, test := range []struct{ query, want string }{
		// A year after a preposition.
		{"in 2018", "in 2018 = 2018"},
		{"lantern in 2018 releases", "in 2018 = 2018"},
		{"lantern in 2018", "in 2018 = 2018"},
		{"what did Beacon do in 2018?", "in 2018 = 2018"},
		{"In 2018, lantern", "In 2018 = 2018"},
		{"during 2018 lantern", "during 2018 = 2018"},
		{"since 2018", "since 2018 = 2018.."},
		{"lantern from 2018", "from 2018 = 2018.."},
		{"before 2016", "before 2016 = ..2015"},
		{"prior to 2016", "prior to 2016 = ..2015"},
		{"after 2016", "after 2016 = 2017.."},
		{"by 2019", "by 2019 = ..2019"},
		{"until 2019", "until 2019 = ..2019"},
		{"up to 2019", "up to 2019 = ..2019"},
		{"in the year 2018", "in the year 2018 = 2018"},
		{"by the end of 2018", "by the end of 2018 = ..2018"},
		{"since the beginning of 2018", "since the beginning of 2018 = 2018.."},
		{"from 2017 to 2018", "from 2017 to 2018 = 2017..2018"},
		{"between 2017 and 2018", "between 2017 and 2018 = 2017..2018"},
		{"between 2018 and 2017", "between 2018 and 2017 = 2017..2018"},
		{"in 2017 or 2018", "in 2017 or 2018 = 2017 OR 2018"},
		{"in 2017 and in 2018", "in 2017 and in 2018 = 2017 OR 2018"},
		{"in 2017 - 2018", "in 2017 - 2018 = 2017..2018"},
		{"in 2017-2018", "in 2017-2018 = 2017..2018"},
		{"since 2017 until 2018", "since 2017 until 2018 = 2017..2018"},

		// A quarter or a half.
		{"lantern Q1 2018", "Q1 2018 = 2018Q1"},
		{"what did Beacon do in 2018Q2?", "in 2018Q2 = 2018Q2"},
		{"2018-Q2 lantern", "2018-Q2 = 2018Q2"},
		{"lantern 2018 q2", "2018 q2 = 2018Q2"},
		{"q2/2018 lantern", "q2/2018 = 2018Q2"},
		{"second quarter of 2018", "second quarter of 2018 = 2018Q2"},
		{"during the first half of 2018", "during the first half of 2018 = 2018H1"},
		{"H2 2018", "H2 2018 = 2018H2"},
		{"after Q4 2018", "after Q4 2018 = 2019Q1.."},
		{"before 2018H1", "before 2018H1 = ..2017H2"},
		{"between Q1 2018 and Q3 2018", "between Q1 2018 and Q3 2018 = 2018Q1..2018Q3"},
		{"2018Q1..2018Q3", "2018Q1..2018Q3 = 2018Q1..2018Q3"},
		{"2018Q1 or 2018Q3", "2018Q1 or 2018Q3 = 2018Q1 OR 2018Q3"},
		{"in Q3", "in Q3 = 2018Q3"},

		// A month.
		{"lantern since june 2019", "since june 2019 = 2019-06.."},
		{"June 2019", "June 2019 = 2019-06"},
		{"in may 2019", "in may 2019 = 2019-05"},
		{"march 2019 lantern", "march 2019 = 2019-03"},
		{"Sept. 2018", "Sept. 2018 = 2018-09"},
		{"notes of June, 2019", "of June, 2019 = 2019-06"},
		{"after June 2019", "after June 2019 = 2019-07.."},
		{"before january 2019", "before january 2019 = ..2018-12"},
		{"by june 2019", "by june 2019 = ..2019-06"},
		{"2019-06", "2019-06 = 2019-06"},
		{"lantern 2019/06", "2019/06 = 2019-06"},
		{"jun-2019", "jun-2019 = 2019-06"},
		{"between march and may 2019", "between march and may 2019 = 2019-03..2019-05"},
		{"between november and may 2019", "between november and may 2019 = 2018-11..2019-05"},
		{"from june 2018 to march", "from june 2018 to march = 2018-06..2019-03"},
		{"june to august 2018", "june to august 2018 = 2018-06..2018-08"},
		{"since March", "since March = 2019-03.."},
		{"since july", "since july = 2018-07.."},
		{"in may", "in may = 2019-05"},
		{"in march lantern", "in march = 2019-03"},
		{"between november and march", "between november and march = 2018-11..2019-03"},

		// A day.
		{"beacon 2019-06-25", "2019-06-25 = 2019-06-25"},
		{"2019/06/25", "2019/06/25 = 2019-06-25"},
		{"25 June 2019", "25 June 2019 = 2019-06-25"},
		{"the 25th of June 2019", "the 25th of June 2019 = 2019-06-25"},
		{"June 25, 2019", "June 25, 2019 = 2019-06-25"},
		{"June 25th 2019", "June 25th 2019 = 2019-06-25"},
		{"on Tuesday, June 25, 2019", "on Tuesday, June 25, 2019 = 2019-06-25"},
		{"25-Jun-2019", "25-Jun-2019 = 2019-06-25"},
		{"6/25/2019", "6/25/2019 = 2019-06-25"},
		{"25.06.2019", "25.06.2019 = 2019-06-25"},
		{"on 20190625", "on 20190625 = 2019-06-25"},
		{"after 2016-03-01", "after 2016-03-01 = 2016-03-02.."},
		{"before 2016-03-01", "before 2016-03-01 = ..2016-02-29"},
		{"on June 25", "on June 25 = 2019-06-25"},
		{"since 26 june", "since 26 june = 2018-06-26.."},

		// A time that counts back from the newest date.
		{"lantern last quarter", "last quarter = 2019Q1"},
		{"in the last year", "in the last year = 2018"},
		{"last year's roadmap", "last year's = 2018"},
		{"this month", "this month = 2019-06"},
		{"this year lantern", "this year = 2019"},
		{"last month", "last month = 2019-05"},
		{"since last quarter", "since last quarter = 2019Q1.."},
		{"before this year", "before this year = ..2018"},
		{"last week", "last week = 2019-06-18..2019-06-25"},
		{"this week", "this week = 2019-06-24..2019-06-30"},
		{"in the last 3 months", "in the last 3 months = 2019-03-25..2019-06-25"},
		{"past two weeks", "past two weeks = 2019-06-11..2019-06-25"},
		{"over the past year", "over the past year = 2018-06-25..2019-06-25"},
		{"last 2 quarters", "last 2 quarters = 2018-12-25..2019-06-25"},
		{"last meeting", "last meeting = 2019-06-25"},
		{"at the last 2 meetings", "at the last 2 meetings = 2019-06-11..2019-06-25"},
		{"most recent meeting", "most recent meeting = 2019-06-25"},
		{"last meeting of 2019", "last meeting = 2019-06-25; of 2019 = 2019"},

		// Lists, and dates that belong together.
		{"in 2017, 2018 or 2019", "in 2017, 2018 or 2019 = 2017 OR 2018 OR 2019"},
		{"in 2017, 2018, and 2019", "in 2017, 2018, and 2019 = 2017 OR 2018 OR 2019"},
		{"Q1 or Q2 2018", "Q1 or Q2 2018 = 2018Q1 OR 2018Q2"},
		{"Q3 and Q1 2018", "Q3 and Q1 2018 = 2018Q3 OR 2018Q1"},
		{"june or july 2018", "june or july 2018 = 2018-06 OR 2018-07"},
		{"june, july or august 2018", "june, july or august 2018 = 2018-06 OR 2018-07 OR 2018-08"},
		{"in june or july", "in june or july = 2019-06 OR 2018-07"},
		{"january 2018 to march", "january 2018 to march = 2018-01..2018-03"},
		{"5-7 june 2018", "5-7 june 2018 = 2018-06-05..2018-06-07"},
		{"June 5-7, 2018", "June 5-7, 2018 = 2018-06-05..2018-06-07"},
		{"in 2018 or later", "in 2018 or later = 2018.."},
		{"june 2018 or earlier", "june 2018 or earlier = ..2018-06"},
		{"since 6/2018", "since 6/2018 = 2018-06.."},
		{"not before 2018", "not before 2018 = 2018.."},
		{"not after 2018", "not after 2018 = ..2018"},
		{"no earlier than June 2018", "no earlier than June 2018 = 2018-06.."},
		{"no later than June 2018", "no later than June 2018 = ..2018-06"},
		{"earlier than June 2018", "earlier than June 2018 = ..2018-05"},
		{"later than 2018", "later than 2018 = 2019.."},
		{"before the end of June 2018", "before the end of June 2018 = ..2018-06"},
		{"last 300 years", "last 300 years = 1719-06-25..2019-06-25"},

		// Several.
		{"since 2017 lantern before june 2019", "since 2017 = 2017..; before june 2019 = ..2019-05"},
	} {
		if got := spokenIn(t, test.query, meetingDays...); got != test.want {
			t.Errorf("%q is read as %q; want %q", test.query, got, test.want)
		}
	}
}

func TestNoDatesInWords(t *testing.T) {
	for _, query := range []string{
		// A year without a preposition, or a number.
		"2018", "windows 2012", "port 2018", "rfc 2019", "2018 roadmap", "roadmap 2018", "2017 to 2018",
		"the 2018 roadmap", "in the 2018 roadmap", "goals for 2019", "release of 2018", "at 2018 lumens", "on 2018",
		"in version 2019", "since windows 2012", "in 2000 ms", "after 2048 bytes", "by 2000 requests", "in 1024", "in 3000",
		"in 2018.1", "v2018.1", "since v2018", "in 20180", "in #2018", "windows 2016 and 2019",

		// Identifiers.
		"HSA-2018-1277", "cve-2018-1277", "CVE 2018-12", "usn 2018-06", "version 2019-06", "lantern-2019-06-25",
		"2018-1277", "2018-13", "20190625", "stemcell 20190625", "2018-1", "1.2.2019", "10.0.2018", "2018.06.25", "rfc 2019-06-25",

		// Dates that do not exist, or that have two meanings.
		"2019-02-30", "February 30 2019 x", "Q5 2018", "H3 2018", "2018Q0", "2018Q5", "31 June 2019 x", "0 June", "6/7/2019", "32/32/2019",

		// Months that are words, verbs and people.
		"may", "may break", "may it", "march", "march on", "who may approve", "April", "by april", "from june", "of may", "for june",
		"ask may", "in mar", "since dec", "in sep", "may 25", "june", "on june", "second june", "marching since marchetti",

		// Words that are not relative dates.
		"last", "last light", "the last lantern", "at last", "last call", "this lantern", "this", "past due", "previous meeting",
		"last day", "last of 2018", "last 10 lines", "last 5 minutes", "last weeks", "last few weeks", "next week", "next quarter",
		"last week of June", "yesterday", "today", "2 weeks ago", "this meeting", "most recent", "latest lantern", "current lead",

		// Prepositions with other words.
		"in", "in lantern", "since", "between ferry and bridge", "from port to port", "between 2018", "from ferry to 2018", "in, 2018", "in. 2018",

		// Dates that are negated, or a part of what is meant.
		"not in 2018", "except in 2018", "except june 2018", "other than june 2018", "apart from 2018", "end of june 2018", "early june 2018",
		"since the end of june 2018", "5 to 7 june 2018", "5 and 7 june 2018", "on june 5 and 7", "2017 to march 2018", "in 2018 or since june 2019",

		// Numbers of something.
		"after 2000 apps", "windows from 2012 to 2016", "in 2000, 2010 or 2020 cells",

		// Quotes, fields and operators.
		`"in 2018"`, `in "2018"`, "“june 2019”", "text:2019-06-25", `section:"june 2019"`, "in text:2018", "date:2018", "NOT 2019-06-25",
		"-2019-06-25", "ferry OR 2019-06-25", "(june OR july) 2019", "in 2018*", "in AND 2018", "june (2019)",
	} {
		if got := spokenIn(t, query, meetingDays...); got != "" {
			t.Errorf("%q is read as %q; want words", query, got)
		}
	}
}

// A month without a day may be the newest date.
func TestDatesInWordsOfMonths(t *testing.T) {
	days := []string{"2018-11", "2018-11-06", "2019-05"}
	for _, test := range []struct{ query, want string }{
		{"last meeting", "last meeting = 2019-05-01..2019-05-31"},
		{"last 3 meetings", "last 3 meetings = 2018-11-01..2019-05-31"},
		{"this month", "this month = 2019-05"},
		{"last 2 months", "last 2 months = 2019-03-31..2019-05-31"},
		{"since may", "since may = 2019-05.."},
		{"since 29 february", "since 29 february = 2016-02-29.."},
	} {
		if got := spokenIn(t, test.query, days...); got != test.want {
			t.Errorf("%q is read as %q; want %q", test.query, got, test.want)
		}
	}
}

// FuzzDatesInWords checks that each date in words is a date of the language, that it
// stands in the query, and that dates do not overlap.
func FuzzDatesInWords(f *testing.F) {
	for _, text := range []string{
		"lantern in 2018?", "between march and may 2019", "last 3 meetings of 2018", "on Tue, 25th of June, 2019", "2018Q1..2019-06",
		"from 29 feb to the end of 2018", "in 2017 and in 2018 - 2019", "past two years since 12/31/2018",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := query.Parse(text)
		if err != nil {
			return
		}
		end := 0
		phrases := Find(q.Tree, text)
		if len(phrases) > 0 && !MayHave(q.Tree, text) {
			t.Errorf("%q has dates, and mayHaveDates says no", text)
		}
		for _, p := range phrases {
			if p.From < end || p.To <= p.From || p.To > len(q.Tree) {
				t.Fatalf("%q: phrase at %d to %d after %d of %d", text, p.From, p.To, end, len(q.Tree))
			}
			end = p.To
			if at := p.At; at.Start >= at.End || at.End > len(text) {
				t.Errorf("%q: phrase at %v", text, at)
			}
			days := []string{"2018-11", "2019-06-25"}
			if !p.NeedsDays() {
				days = nil
			}
			for _, value := range p.Values(days) {
				if _, err := query.ParseDates(value); err != nil {
					t.Errorf("%q: %v", text, err)
				}
			}
		}
	})
}
