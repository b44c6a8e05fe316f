package searcher

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "all()"},
		{"  \t ", "all()"},
		{"rye", "all(rye@0-3)"},
		{" Rye  Crème ", "all(rye@1-4 creme@6-12)"},
		{"rye-bread v1.20", "all(rye bread@0-9 v1 20@10-15)"},

		{`"new oven"`, "all(new oven@0-10)"},
		{`rye"new oven"`, "all(rye new@0-7 oven@8-13)"},
		{`"new oven"rye`, "all(new oven@0-10 rye@10-13)"},
		{`a "b c`, "all(a@0-1 b c@2-6)"},
		{`a "`, "all(a@0-1)"},

		// Plain text, whatever it holds.
		{"http://x", "all(http x@0-8)"},
		{"file://x", "all(file x@0-8)"},
		{"12:30", "all(12 30@0-5)"},
		{"TODO:", "all(todo@0-5)"},
		{"TODO:rye", "all(todo rye@0-8)"},
		{"note:", "all(note@0-5)"},
		{"std::vector", "all(std vector@0-11)"},
		{"c++", "all(c++@0-3)"},
		{"a-b:c", "all(a b c@0-5)"},
		{"**rye** *rye* _x_", "all(rye@0-7 rye@8-13 x@14-17)"},
		{"or not Or NOTE", "all(or@0-2 not@3-6 or@7-9 note@10-14)"},
		{"--rye f(x) a) a*b", "all(rye@0-5 f x@6-10 a@11-13 a b@14-17)"},
		{"\xff\xfe", "all(none())"},

		// Words without letters and digits.
		{":-) rye - * --", "all(rye@4-7)"},
		{":-)", "all(none())"},
		{`""`, "all(none())"},
		{`"" - *`, "all(none())"},

		// Fields.
		{"team:Ovens", "all(team=ovens@0-10)"},
		{"team:ovens-night", "all(team=ovens night@0-16)"},
		{`team:"Flour and Grain" x`, "all(team=flour and grain@0-22 x@23-24)"},
		{`team:"open`, "all(team=open@0-10)"},
		{`team:"ovens*"`, "all(team=ovens@0-13)"},
		{`team:""`, "all(team=-@0-7)"},
		{`lead:"" meeting:""`, "all(lead=-@0-7 meeting=-@8-18)"},
		{"lead:ute", "all(lead_words:ute@0-8)"},
		{`lead:"ute"`, "all(lead=ute@0-10)"},
		{`lead:"Zoë Marchetti"`, "all(lead=zoe marchetti@0-21)"},
		{"lead:zoe-marchetti", "all(lead_words:zoe marchetti@0-18)"},
		{"meeting:Council kind:ROW", "all(meeting=council@0-15 kind=row@16-24)"},
		{"text:rye-bread", "all(text:rye bread@0-14)"},
		{`section:"next week"`, "all(section:next week@0-19)"},
		{"file:2018-06", "all(file:2018 06@0-12)"},
		{"link:example.org/a", "all(link:example org a@0-18)"},
		{"date:2018", "all(date 2018-01-01..2018-12-31@0-9)"},
		{"date:..2018", "all(date 0000-01-01..2018-12-31@0-11)"},
		{`date:"2018.."`, "all(date 2018-01-01..9999-12-31@0-13)"},
		{"date:last-3", "all(date 3n@0-11)"},
	} {
		q, err := Parse(test.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
			continue
		}
		if q.Text != test.text {
			t.Errorf("Parse(%q).Text = %q", test.text, q.Text)
		}
		if got := dump(q.all); got != test.want {
			t.Errorf("Parse(%q) = %s; want %s", test.text, got, test.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	const fields = "the fields are team, lead, meeting, kind, section, file, text, link, date; "
	const notYet = " is not in the query language yet; to search for the word, quote it: "
	for _, test := range []struct{ text, want string }{
		{"localhost:8080", `unknown field "localhost"; ` + fields + `to search for the text, quote it: "localhost:8080"`},
		{`rye say:"hi you" x`, `unknown field "say"; ` + fields + `to search for the text, quote it: "say:hi you"`},
		{"say:\"hi\n\x1byou", `unknown field "say"; ` + fields + `to search for the text, quote it: "say:hi you"`},
		{"x:(a", `unknown field "x"; ` + fields + `to search for the text, quote it: "x:(a"`},

		{"a OR b", `OR` + notYet + `"OR"`},
		{"NOT b", `NOT` + notYet + `"NOT"`},
		{"a -b", `-b` + notYet + `"-b"`},
		{`-"a b" c`, `-"a b"` + notYet + `"-a b"`},
		{"-team:ovens", `-team:ovens` + notYet + `"-team:ovens"`},
		{"-(a b)", `-(a` + notYet + `"-(a"`},
		{"(a b)", `(a` + notYet + `"(a"`},
		{"( a b )", `(` + notYet + `"("`},
		{"team:(a b)", `team:(a` + notYet + `"team:(a"`},
		{"rye*", `rye*` + notYet + `"rye*"`},
		{"v1.2*", `v1.2*` + notYet + `"v1.2*"`},
		{"crème*", `crème*` + notYet + `"crème*"`},
		{"team:ovens*", `team:ovens*` + notYet + `"team:ovens*"`},

		{"kind:table", `unknown kind "table"; the kinds are bullet, paragraph, row, heading`},
		{`kind:""`, `unknown kind ""; the kinds are bullet, paragraph, row, heading`},
		{`text:""`, `no word in text:""; write a word or a phrase after the colon`},
		{`file:"--"`, `no word in file:"--"; write a word or a phrase after the colon`},
		{"date:..", `unknown dates ".."; ` + dateForms},
		{`date:""`, `unknown date ""; ` + dateForms},
		{"date:2018-13", `unknown date "2018-13"; ` + dateForms},
		{"date:2019..2018", `dates "2019..2018" end before they begin; ` + dateForms},

		{strings.Repeat("a", 1025), "the query has 1025 bytes; shorten it to 1024"},
		{strings.Repeat("a ", 33), "the query has more than 32 clauses; shorten it"},
	} {
		if _, err := Parse(test.text); err == nil || err.Error() != test.want {
			t.Errorf("Parse(%q) = %v; want %s", test.text, err, test.want)
		}
	}
}

func TestFilter(t *testing.T) {
	var q Query
	for field, values := range map[string][]string{
		"team":    {"Ovens", "(a) OR b", ""},
		"lead":    {"Ute", `"Zoë" Marchetti`, ""},
		"meeting": {},
	} {
		if err := q.Filter(field, values...); err != nil {
			t.Errorf("Filter(%q, %q): %v", field, values, err)
		}
	}
	got := dump(q.all)
	for _, want := range []string{
		"any(team=ovens team=a or b team=-)",
		"any(lead_words:ute lead=zoe marchetti lead=-)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("Filter: query is %s; want %s in it", got, want)
		}
	}
	if strings.Contains(got, "meeting") {
		t.Errorf("Filter without values: query is %s; want no meeting in it", got)
	}

	for _, test := range []struct{ field, value, want string }{
		{"team", "Ovens*", `Ovens* is not in the query language yet; to search for the word, quote it: "Ovens*"`},
		{"kind", "table", `unknown kind "table"; the kinds are bullet, paragraph, row, heading`},
		{"date", "soon", `unknown date "soon"; ` + dateForms},
		{"text", "rye", `unknown filter "text"; the filters are team, lead, meeting, kind, date`},
	} {
		if err := q.Filter(test.field, test.value); err == nil || err.Error() != test.want {
			t.Errorf("Filter(%q, %q) = %v; want %s", test.field, test.value, err, test.want)
		}
	}
}

func TestFilterLeavesCopies(t *testing.T) {
	q, err := Parse("a b c")
	if err != nil {
		t.Fatal(err)
	}
	r := q
	q.Filter("team", "x")
	r.Filter("team", "y")
	if got := dump(q.all[3]) + dump(r.all[3]); got != "any(team=x)any(team=y)" {
		t.Errorf("filters of two copies = %s", got)
	}
}

func TestBetween(t *testing.T) {
	several := func(list string) []string {
		return slices.DeleteFunc(strings.Split(list, "|"), func(s string) bool { return s == "" })
	}
	for _, test := range []struct{ since, until, want string }{
		{"2018", "2018", "all(date 2018-01-01..2018-12-31)"},
		{"2018-06", "", "all(date 2018-06-01..9999-12-31)"},
		{"", "2018Q2", "all(date 0000-01-01..2018-06-30)"},
		{"2018..2019", "2021..2022", "all(date 2018-01-01..2022-12-31)"},
		{"90d", "2018", "all(date 90d..2018-12-31)"},
		{"2018", "last", "all(date 2018-01-01..1n)"},
		{"2018|2019", "", "all(any(date 2018-01-01..9999-12-31 date 2019-01-01..9999-12-31))"},
		{"2019", "2018|2020", "all(date 2019-01-01..2020-12-31)"},
	} {
		var q Query
		if err := q.Between(several(test.since), several(test.until)); err != nil {
			t.Errorf("Between(%q, %q): %v", test.since, test.until, err)
		} else if got := dump(q.all); got != test.want {
			t.Errorf("Between(%q, %q): query is %s; want %s", test.since, test.until, got, test.want)
		}
	}
	for _, test := range []struct{ since, until, want string }{
		{"2019", "2018", `no day lies since 2019 and until 2018; write the earlier date first`},
		{"soon", "", `unknown date "soon"; ` + dateForms},
		{"", "2018-02-30", `unknown date "2018-02-30"; ` + dateForms},
	} {
		var q Query
		if err := q.Between(several(test.since), several(test.until)); err == nil || err.Error() != test.want {
			t.Errorf("Between(%q, %q) = %v; want %s", test.since, test.until, err, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "rye", `a "b`, ":-)", "-x", "(a", "a*", "team:x", `lead:"y z"`, "date:2018Q1..", "date:90d", "x:1", "é:ß*", "\xff:\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		again, errAgain := Parse(text)
		if !reflect.DeepEqual(q, again) || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Errorf("Parse(%q) = %v, %v; then %v, %v", text, q, err, again, errAgain)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\r\x1b\x00") {
			t.Errorf("Parse(%q): error is not one line: %q", text, err)
		}
		if err != nil {
			return
		}
		for _, n := range q.all {
			if p, ok := n.(phrase); ok && (len(p.terms) == 0 || p.at.end <= p.at.start || p.at.end > len(text)) {
				t.Errorf("Parse(%q): phrase %v", text, p)
			}
			if _, err := n.compile([]string{"2018-06-26"}); err != nil {
				t.Errorf("Parse(%q): compile: %v", text, err)
			}
		}
	})
}

// dump returns the tree n in short, each leaf with where it stands.
func dump(n node) string {
	list := func(name string, nodes []node) string {
		parts := make([]string, len(nodes))
		for i, n := range nodes {
			parts[i] = dump(n)
		}
		return name + "(" + strings.Join(parts, " ") + ")"
	}
	place := func(at span) string {
		if at == (span{}) {
			return ""
		}
		return fmt.Sprintf("@%d-%d", at.start, at.end)
	}
	switch n := n.(type) {
	case and:
		return list("all", n)
	case or:
		if len(n) == 0 {
			return "none()"
		}
		return list("any", n)
	case phrase:
		field := n.field
		if field != "" {
			field += ":"
		}
		return field + strings.Join(n.terms, " ") + place(n.at)
	case name:
		return n.field + "=" + n.term + place(n.at)
	case dates:
		from, to := n.from.first, n.to.last
		if n.from.relative() {
			from = fmt.Sprint(n.from.count, string(n.from.unit))
		}
		if n.to.relative() {
			to = fmt.Sprint(n.to.count, string(n.to.unit))
		}
		if n.from == n.to && n.from.relative() {
			return "date " + from + place(n.at)
		}
		return "date " + from + ".." + to + place(n.at)
	}
	return fmt.Sprintf("%T", n)
}
