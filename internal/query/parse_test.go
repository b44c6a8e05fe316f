package query

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"minutes/internal/naming"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "all()"},
		{"  \t ", "all()"},
		{"rye", "all(rye@0-3)"},
		{" Rye  Crème ", "all(rye@1-4 creme@6-12)"},
		{"rye-bread v1.20", "all(rye bread@0-9 v1 20@10-15)"},

		{`"new oven"`, "all('new oven'@0-10)"},
		{`rye"new oven"`, "all(rye new@0-7 oven@8-13)"},
		{`"new oven"rye`, "all('new oven'@0-10 rye@10-13)"},
		{`a "b c`, "all(a@0-1 'b c'@2-6)"},
		{`a "`, "all(a@0-1)"},

		// The quotes of editors and of other languages.
		{"“new oven”", "all('new oven'@0-14)"},
		{"„new oven“ rye", "all('new oven'@0-14 rye@15-18)"},
		{"«new oven»", "all('new oven'@0-12)"},
		{"-“new oven”", "all(not('new oven'@1-15))"},
		{"“new oven", "all(new@0-6 oven@7-11)"}, // one that nothing closes is a sign
		{"rye“ oven”", "all(rye@0-6 oven@7-14)"},
		{"“”", "all(none())"},

		// Plain text of any kind.
		{"http://x", "all(http x@0-8)"},
		{"file://x", "all(file x@0-8)"},
		{"12:30", "all(12 30@0-5)"},
		{"TODO:", "all(todo@0-5)"},
		{"TODO:rye", "all(todo rye@0-8)"},
		{"note:", "all(note@0-5)"},
		{"std::vector", "all(std vector@0-11)"},
		{"c++", "all(c++@0-3)"},
		{"C# c#4 issue#7 #2143", "all(c#@0-2 c 4@3-6 issue 7@7-14 2143@15-20)"},
		{"a-b:c", "all(a b c@0-5)"},
		{"**rye** *rye* _x_", "all(rye@0-7 rye@8-13 x@14-17)"},
		{"or not Or NOTE", "all(or@0-2 not@3-6 or@7-9 note@10-14)"},
		{"--rye f(x) a) a*b", "all(rye@0-5 f x@6-10 a@11-13 a b@14-17)"},
		{"a (b", "all(a@0-1 b@3-4)"},
		{"a ) b", "all(a@0-1 b@4-5)"},
		{") a", "all(a@2-3)"},
		{"()", "all(none())"},
		{"(:-) a)", "all(a@5-7)"},
		{"team:", "all(team@0-5)"},
		{"Team:ovens", "all(team ovens@0-10)"},
		{"it's BOSH's", "all(it s@0-4 bosh s@5-11)"},

		// Operators, and the cases in which they are words.
		{"a OR b", "all(any(a@0-1 b@5-6))"},
		{"a b OR c d", "all(any(all(a@0-1 b@2-3) all(c@7-8 d@9-10)))"},
		{"(a OR b) c", "all(any(a@1-2 b@6-7) c@9-10)"},
		{"a AND b", "all(a@0-1 b@6-7)"},
		{"a (b c)", "all(a@0-1 b@3-4 c@5-6)"},
		{"a AND  :-) AND b", "all(a@0-1 b@15-16)"},
		{"a OR b OR c", "all(any(a@0-1 b@5-6 c@10-11))"},
		{"((a)) OR ((b))", "all(any(a@2-3 b@11-12))"},
		{"(a)(b)", "all(a@1-2 b@4-5)"},
		{"f(a) (g(b) OR c)", "all(f a@0-4 any(g b@6-10 c@14-15))"},
		{"NOT a", "all(not(a@4-5))"},
		{"NOT NOT a", "all(a@8-9)"},
		{"-(-(-a))", "all(not(a@5-6))"},
		{"a NOT b -c -\"d e\"", "all(a@0-1 not(b@6-7) not(c@9-10) not('d e'@12-17))"},
		{"-(a b) -team:ovens", "all(not(all(a@2-3 b@4-5)) not(team=ovens@13-18))"},
		{"a OR NOT b", "all(any(a@0-1 not(b@9-10)))"},
		{"NOT(a)", "all(not(a@4-5))"},
		{"a OR", "all(a@0-1 or@2-4)"},
		{"OR a", "all(or@0-2 a@3-4)"},
		{"AND", "all(and@0-3)"},
		{"a NOT", "all(a@0-1 not@2-5)"},
		{"(a OR) NOT", "all(a@1-2 or@3-5 not@7-10)"},
		{"a OR :-)", "all(a@0-1)"},
		{"NOT :-)", "all(none())"},
		{"-", "all(none())"},
		{"a-b -5", "all(a b@0-3 not(5@5-6))"},

		// Prefixes.
		{"rye* *rye", "all(rye*@0-4 rye@5-9)"},
		{"cf-dep* v1.2* crème*", "all(cf dep*@0-7 v1 2*@8-13 creme*@14-21)"},
		{"team:*ens* meeting:*cil lead:*te", "all(team=*ens*@5-10 meeting=*cil@19-23 lead~*te@29-32)"},
		{"team:(*ens OR bak*)", "all(any(team=*ens@6-10 team=bak*@14-18))"},
		{"team:ovens* lead:ut* text:ry*", "all(team=ovens*@5-11 lead~ut*@17-20 text:ry*@26-29)"},
		{`"rye*" rye**`, "all('rye'@0-6 rye@7-12)"},

		// Groups of a field.
		{"team:(ovens OR yeast)", "all(any(team=ovens@6-11 team=yeast@15-20))"},
		{"-text:(a b)", "all(not(all(text:a@7-8 text:b@9-10)))"},
		{"date:(2018 OR last) a", "all(any(date 2018-01-01..2018-12-31@6-10 date 1n@14-18) a@20-21)"},
		{"text:(a kind:row (b OR c))", "all(text:a@6-7 kind=row@13-16 any(text:b@18-19 text:c@23-24))"},
		{"team:(a", "all(team=a@6-7)"},
		{"\xff\xfe", "all(none())"},

		// Words without letters and digits.
		{":-) rye - * --", "all(rye@4-7)"},
		{":-)", "all(none())"},
		{`""`, "all(none())"},
		{`"" - *`, "all(none())"},

		// Fields.
		{"team:Ovens", "all(team=ovens@5-10)"},
		{"team:ovens-night", "all(team=ovens night@5-16)"},
		{`team:"Flour and Grain" x`, "all(team=flour and grain@5-22 x@23-24)"},
		{`team:"open`, "all(team=open@5-10)"},
		{`team:"ovens*"`, "all(team=ovens@5-13)"},
		{`team:""`, "all(team=-@5-7)"},
		{`lead:"" meeting:""`, "all(lead=-@5-7 meeting=-@16-18)"},
		{"lead:ute", "all(lead~ute@5-8)"},
		{`lead:"ute"`, "all(lead=ute@5-10)"},
		{`lead:"Zoë Marchetti"`, "all(lead=zoe marchetti@5-21)"},
		{"lead:zoe-marchetti", "all(lead~zoe marchetti@5-18)"},
		{"meeting:Council kind:ROW", "all(meeting=council@8-15 kind=row@21-24)"},
		{"text:rye-bread", "all(text:rye bread@5-14)"},
		{`section:"next week"`, "all(section:'next week'@8-19)"},
		{"file:2018-06", "all(file:2018 06@5-12)"},
		{"link:example.org/a", "all(link:example org a@5-18)"},
		{"date:2018", "all(date 2018-01-01..2018-12-31@5-9)"},
		{"date:..2018", "all(date 0000-01-01..2018-12-31@5-11)"},
		{`date:"2018.."`, "all(date 2018-01-01..9999-12-31@5-13)"},
		{"date:last-3", "all(date 3n@5-11)"},
	} {
		q, err := Parse(test.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
			continue
		}
		if q.Text != test.text {
			t.Errorf("Parse(%q).Text = %q", test.text, q.Text)
		}
		if got := dump(q.Tree); got != test.want {
			t.Errorf("Parse(%q) = %s; want %s", test.text, got, test.want)
		}
	}
}

func TestUnclosed(t *testing.T) {
	for text, want := range map[string]Unclosed{
		`rye "new oven"`:       {},
		`(rye OR bread) oven`:  {},
		`rye "`:                {}, // it changes nothing
		`rye (`:                {},
		"“new oven":            {}, // a word
		`a "b  c`:              {`"`, "b c", "a b c"},
		`"b" "c`:               {`"`, "c", `"b" c`},
		`team:"new oven rye`:   {`"`, "new oven rye", "team:new oven rye"},
		`oven "localhost:80 x`: {`"`, "localhost:80 x", ""}, // localhost: is no field
		`a (b OR c`:            {"(", "b OR c", ""},
		`a (b (c d`:            {"(", "b (c d", ""},
		`a (b (c) d`:           {"(", "b (c) d", ""},
		`-(b team:(c) d`:       {"(", "b team:(c) d", ""},
		`(b "c) d`:             {`"`, "c) d", "(b c) d"}, // the quote hides what would close the group
	} {
		if q, err := Parse(text); err != nil || q.Unclosed != want {
			t.Errorf("Parse(%s).Unclosed = %q, %v; want %q", text, q.Unclosed, err, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	const fields = "the fields are team, lead, topic, person, is, meeting, kind, lang, section, file, text, link, date; "
	const short = "* is too short; write at least two letters before *"
	for _, test := range []struct{ text, at, want string }{
		{"localhost:8080", "localhost", `unknown field "localhost"; ` + fields + `to search for the text, quote it: '"localhost:8080"'`},
		{`rye say:"hi you" x`, "say", `unknown field "say"; ` + fields + `to search for the text, quote it: '"say:hi you"'`},
		{"say:\"hi\n\x1byou", "say", `unknown field "say"; ` + fields + `to search for the text, quote it: '"say:hi you"'`},
		{"x:it's", "x", `unknown field "x"; ` + fields + "to search for the text, quote it: '\"x:it’s\"'"},
		{"x:(a", "x", `unknown field "x"; ` + fields + `to search for the text, quote it: '"x:(a"'`},
		{"x:(a (b) c) d", "x", `unknown field "x"; ` + fields + `to search for the text, quote it: '"x:(a (b) c)"'`},
		{"a OR (b -x:c)", "x", `unknown field "x"; ` + fields + `to search for the text, quote it: '"x:c"'`},

		{"rye a*", "a*", `a` + short + `, or quote it: '"a*"'`},
		{"ë*", "ë*", `ë` + short + `, or quote it: '"ë*"'`},
		{"team:o*", "o*", "o" + short},

		{"kind:table", "table", `unknown kind "table"; the kinds are bullet, paragraph, row, heading`},
		{"kind:ro*", "ro*", `unknown kind "ro*"; the kinds are bullet, paragraph, row, heading`},
		{`kind:""`, `""`, `unknown kind ""; the kinds are bullet, paragraph, row, heading`},
		{"team:(a OR \"!?\")", `"!?"`, `no name in team:"!?"; write a name, or team:"" for documents without one`},
		{`text:""`, `""`, `no word in text:""; write a word or a phrase after the colon`},
		{`file:"--"`, `"--"`, `no word in file:"--"; write a word or a phrase after the colon`},
		{"date:..", "..", `unknown dates ".."; ` + dateForms},
		{"rye date:2018-13 x", "2018-13", `the date "2018-13" does not exist; ` + dateForms},
		{"date:2018*", "2018*", `unknown date "2018*"; ` + dateForms},
		{"date:(2018 OR 2018Q5)", "2018Q5", `unknown date "2018Q5"; ` + dateForms},
		{"date:2019..2018", "2019..2018", `dates "2019..2018" end before they begin; ` + dateForms},

		{strings.Repeat("a", 1025), "a", "the query has 1025 bytes; the limit is 1024"},
		{strings.Repeat("a ", 33), "a ", "the query has more than 32 clauses; shorten it"},
		{strings.Repeat("(a OR b) ", 17), "a OR b) ", "the query has more than 32 clauses; shorten it"},
	} {
		_, err := Parse(test.text)
		syntax, ok := errors.AsType[*SyntaxError](err)
		if !ok || err.Error() != test.want {
			t.Errorf("Parse(%q) = %v; want %s", test.text, err, test.want)
			continue
		}
		if at := test.text[syntax.Start:syntax.End]; at != test.at {
			t.Errorf("Parse(%q) points at %q; want %q", test.text, at, test.at)
		}
	}
}

func TestFilter(t *testing.T) {
	var q Query
	for field, values := range map[string][]string{
		"team":    {"Ovens*", "(a) OR b", ""},
		"lead":    {"Ute", `"Zoë" Marchetti`, ""},
		"meeting": {},
	} {
		if err := q.Filter(field, values...); err != nil {
			t.Errorf("Filter(%q, %q): %v", field, values, err)
		}
	}
	got := dump(q.Tree)
	for _, want := range []string{
		"any(team=ovens* team=a or b team=-)",
		"any(lead~ute lead=zoe marchetti lead~-)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("Filter: query is %s; want %s in it", got, want)
		}
	}
	if strings.Contains(got, "meeting") {
		t.Errorf("Filter without values: query is %s; want no meeting in it", got)
	}

	for _, test := range []struct{ field, value, want string }{
		{"team", "O*", "team O* is too short; write at least two letters before *"},
		{"lead", "+++", `no name in the lead "+++"; write a name, or "" for documents without one`},
		{"team", `""`, `no name in the team "\"\""; write a name, or "" for documents without one`},
		{"team", strings.Repeat("a", 1025), "the team has 1025 bytes; the limit is 1024"},
		{"kind", "table", `unknown kind "table"; the kinds are bullet, paragraph, row, heading`},
		{"date", "soon", `unknown date "soon"; ` + dateForms},
		{"text", "rye", `unknown filter "text"; the filters are team, lead, topic, person, is, meeting, kind, date`},
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
	if err := cmp.Or(q.Filter("team", "x"), r.Filter("team", "y")); err != nil {
		t.Fatal(err)
	}
	if got := dump(q.Tree[3]) + dump(r.Tree[3]); got != "any(team=x)any(team=y)" {
		t.Errorf("filters of two copies = %s", got)
	}
}

func TestBetween(t *testing.T) {
	several := func(list string) []string {
		return slices.DeleteFunc(strings.Split(list, "|"), func(s string) bool { return s == "" })
	}
	for _, test := range []struct{ since, until, want string }{
		{"2018", "2018", "all(date 2018-01-01..9999-12-31 date 0000-01-01..2018-12-31)"},
		{"2018-06", "", "all(date 2018-06-01..9999-12-31)"},
		{"", "2018Q2", "all(date 0000-01-01..2018-06-30)"},
		{"2018..2019", "2021..2022", "all(date 2018-01-01..9999-12-31 date 0000-01-01..2022-12-31)"},
		{"90d", "2018", "all(date 90d..9999-12-31 date 0000-01-01..2018-12-31)"},
		{"2018", "last", "all(date 2018-01-01..9999-12-31 date 0000-01-01..1n)"},
		{"2018|2019", "", "all(any(date 2018-01-01..9999-12-31 date 2019-01-01..9999-12-31))"},
		{"2019", "2018|2020", "all(date 2019-01-01..9999-12-31 any(date 0000-01-01..2018-12-31 date 0000-01-01..2020-12-31))"},
	} {
		var q Query
		if err := q.Between(several(test.since), several(test.until)); err != nil {
			t.Errorf("Between(%q, %q): %v", test.since, test.until, err)
		} else if got := dump(q.Tree); got != test.want {
			t.Errorf("Between(%q, %q): query is %s; want %s", test.since, test.until, got, test.want)
		}
	}
	for _, test := range []struct{ since, until, want string }{
		{"2019", "2018", `since 2019 until 2018 contains no day; write the earlier date first`},
		{"soon", "", `unknown date "soon"; ` + dateForms},
		{"", "2018-02-30", `the date "2018-02-30" does not exist; ` + dateForms},
	} {
		var q Query
		if err := q.Between(several(test.since), several(test.until)); err == nil || err.Error() != test.want {
			t.Errorf("Between(%q, %q) = %v; want %s", test.since, test.until, err, test.want)
		}
	}
}

// places are those of leaves, in what dump returns.
var places = regexp.MustCompile(`@\d+-\d+`)

func TestClause(t *testing.T) {
	for text, want := range map[string]string{
		`oven "new oven" -rye`:                   `oven, "new oven", NOT rye`,
		`team:ovens lead:"Zoë Marchetti"`:        `team:ovens, lead:"Zoë Marchetti"`,
		`file:a/b kind:(row OR bullet)`:          `file:a/b, kind:(row OR bullet)`,
		`-team:(a OR bo*) date:..2018 lead:""`:   `NOT team:(a OR bo*), date:..2018, lead:""`,
		`text:(#12) team:(:a OR b)`:              `text:(#12), team:(:a OR b)`,
		`rye OR oven`:                            ``,
		`(a team:b) OR c`:                        ``,
		`team:x OR lead:y`:                       ``,
		`date:"2018.." team:*crew section:"a b"`: `date:"2018..", team:*crew, section:"a b"`,
	} {
		q, err := Parse(text)
		var clauses []string
		for _, n := range q.Tree {
			clauses = append(clauses, q.Clause(n))
		}
		if got := strings.Join(clauses, ", "); err != nil || got != want {
			t.Errorf("the clauses of %s are %s, %v; want %s", text, got, err, want)
		}
	}
	q, err := Parse("oven")
	if err := cmp.Or(err, q.Filter("team", "Flour and Grain", "ovens"), q.Filter("lead", "Zoë Marchetti"), q.Filter("date", "2018"), q.Between([]string{"2017"}, nil), q.Narrow(`person:"ute"`)); err != nil {
		t.Fatal(err)
	}
	var clauses []string
	for _, n := range q.Tree {
		clauses = append(clauses, q.Clause(n))
	}
	if got, want := strings.Join(clauses, ", "), `oven, team:(flour-and-grain OR ovens), lead:"Zoë Marchetti", date:2018, date:2017.., person:"ute"`; got != want {
		t.Errorf("the clauses are %s; want %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "rye", `a "b`, ":-)", "-x", "(a OR b) -c", "NOT (", "ab*", "team:*ab*", "meeting:*ab", "team:(x OR y*)", `lead:"y z"`, "date:2018Q1..", "date:90d", "date:2w", "date:2018H1..2019/02", "x:1", "é:ß*", "\xff:\n",
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
		for _, n := range q.Tree {
			clause := q.Clause(n)
			if one, err := Parse(clause); q.Unclosed == (Unclosed{}) && clause != "" && (err != nil || places.ReplaceAllString(dump(one.Tree), "") != places.ReplaceAllString(dump(And{n}), "")) {
				t.Errorf("Parse(%q) has the clause %q, which is %s, %v; want %s", text, clause, dump(one.Tree), err, dump(And{n}))
			}
		}
		has(append(q.Tree, Not{}), func(leaf Node) bool {
			if w, ok := leaf.(Words); ok && (len(w.Tokens) == 0 || w.At.End <= w.At.Start || w.At.End > len(text)) {
				t.Errorf("Parse(%q): words %v", text, w)
			}
			return false
		})
	})
}

// dump returns a short form of the tree n, each leaf with its place.
func dump(n Node) string {
	list := func(name string, nodes []Node) string {
		parts := make([]string, len(nodes))
		for i, n := range nodes {
			parts[i] = dump(n)
		}
		return name + "(" + strings.Join(parts, " ") + ")"
	}
	place := func(at Span) string {
		if at == (Span{}) {
			return ""
		}
		return fmt.Sprintf("@%d-%d", at.Start, at.End)
	}
	switch n := n.(type) {
	case And:
		return list("all", n)
	case Or:
		if len(n) == 0 {
			return "none()"
		}
		return list("any", n)
	case Not:
		return "not(" + dump(n.Node) + ")"
	case Words:
		field, text := n.Field, strings.Join(Terms(n.Tokens), " ")+star(n.Prefix)
		if field != "" {
			field += ":"
		}
		if n.Quoted {
			text = "'" + text + "'"
		}
		return field + text + place(n.At)
	case Name:
		sign := "="
		if n.ByWord {
			sign = "~"
		}
		return n.Field + sign + star(n.Suffix) + naming.Term(n.Text) + star(n.Prefix) + place(n.At)
	case Dates:
		from, to := n.From.First, n.To.Last
		if n.From.IsRelative() {
			from = fmt.Sprint(n.From.Count, string(n.From.Unit))
		}
		if n.To.IsRelative() {
			to = fmt.Sprint(n.To.Count, string(n.To.Unit))
		}
		if n.From == n.To && n.From.IsRelative() {
			return "date " + from + place(n.At)
		}
		return "date " + from + ".." + to + place(n.At)
	}
	return fmt.Sprintf("%T", n)
}

func star(prefix bool) string {
	if prefix {
		return "*"
	}
	return ""
}

func TestClausesCount(t *testing.T) {
	words := strings.Repeat("a AND ", 31) + "a"
	q, err := Parse(words)
	if err != nil || len(q.Tree) != 32 {
		t.Fatalf("Parse of 32 words and 31 AND: %d clauses, %v", len(q.Tree), err)
	}
	const want = "the query and its filters have more than 32 clauses; leave some out"
	if err := q.Filter("team", "x"); err == nil || err.Error() != want {
		t.Errorf("Filter of a query with 32 clauses: %v; want %s", err, want)
	}
	var dates Query
	if err := dates.Between(make([]string, 17), make([]string, 16)); err == nil || err.Error() != want {
		t.Errorf("Between of 33 dates: %v; want %s", err, want)
	}
}
