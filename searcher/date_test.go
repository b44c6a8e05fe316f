package searcher

import "testing"

func TestParseDates(t *testing.T) {
	for _, test := range []struct{ text, first, last string }{
		{"2018", "2018-01-01", "2018-12-31"},
		{"2018Q1", "2018-01-01", "2018-03-31"},
		{"2018q4", "2018-10-01", "2018-12-31"},
		{"2020-02", "2020-02-01", "2020-02-29"},
		{"2018-06-26", "2018-06-26", "2018-06-26"},
		{"2018Q1..2018Q3", "2018-01-01", "2018-09-30"},
		{"2018-06..2018", "2018-06-01", "2018-12-31"},
		{"2018-06-26..2018-06-26", "2018-06-26", "2018-06-26"},
		{"..2017", "0000-01-01", "2017-12-31"},
		{"2020..", "2020-01-01", "9999-12-31"},
		{"2018-06-00", "2018-06", "2018-06"},
		{"9999", "9999-01-01", "9999-12-31"},
	} {
		d, err := parseDates(test.text)
		if err != nil || d.from.first != test.first || d.to.last != test.last {
			t.Errorf("parseDates(%q) = %s to %s, %v; want %s to %s", test.text, d.from.first, d.to.last, err, test.first, test.last)
		}
	}
}

func TestParseDatesErrors(t *testing.T) {
	for _, text := range []string{
		"", "..", "x", "18", "20180", "2018-13", "2018-00", "2018-02-30", "2019-02-29", "2018-6-26", "2018-06-26x",
		"2018Q", "2018Q0", "2018Q5", "2018Q11", "Q1", "q", "2018QQ", "2018-Q1",
		"2018..x", "x..2018", "2018...2019", "2018..2019..2020", "last..", "2018..last",
		"2018-13-00", "2018-06-00..2018-07", "2018..2018-06-00",
		"2019..2018", "2018Q2..2018Q1", "2018-06-26..2018-06-25",
		"LAST", "last-", "last-0", "last--1", "last-x", "last3", "0d", "d", "-3d", "+3d", "3 d", "3w", "1.5y", "99999999999999999999d",
	} {
		if d, err := parseDates(text); err == nil {
			t.Errorf("parseDates(%q) = %v; want an error", text, d)
		}
	}
}

func TestDays(t *testing.T) {
	early := []string{"2016-02-29", "2018-06-26", "2021-08-24", "2021-08-31"}
	months := []string{"2021-07-31", "2021-08", "2021-09"}
	for _, test := range []struct {
		text        string
		indexed     []string
		first, last string
	}{
		{"last", early, "2021-08-31", "2021-08-31"},
		{"last-3", early, "2018-06-26", "2021-08-31"},
		{"last-99", early, "2016-02-29", "2021-08-31"},
		{"1d", early, "2021-08-30", "2021-08-31"},
		{"90d", early, "2021-06-02", "2021-08-31"},
		{"1m", early, "2021-07-31", "2021-08-31"},
		{"6m", early, "2021-02-28", "2021-08-31"},
		{"18m", early, "2020-02-29", "2021-08-31"},
		{"1y", early, "2020-08-31", "2021-08-31"},
		{"1y", early[:1], "2015-02-28", "2016-02-29"},
		{"4y", early[:1], "2012-02-29", "2016-02-29"},
		{"last", months, "2021-09", "2021-09"},
		{"last-2", months, "2021-08", "2021-09"},
		{"30d", months, "2021-08-31", "2021-09"}, // the month is done
		{"9999y", early, "0000-01-01", "2021-08-31"},
	} {
		d, err := parseDates(test.text)
		if err != nil {
			t.Errorf("parseDates(%q): %v", test.text, err)
			continue
		}
		first, last, err := d.from.bounds(test.indexed)
		if err != nil || first.date != test.first || last.date != test.last {
			t.Errorf("bounds(%q, %q) = %v, %v, %v; want %s, %s", test.text, test.indexed, first, last, err, test.first, test.last)
		}
	}
}
