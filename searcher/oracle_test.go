package searcher_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// A question is a query with its meaning, computed without the package under test.
type question struct {
	clauses []clause
	filters [][]string // a field and its values
	exact   bool
}

// A clause is a part of a question: an operator with its operands, or one thing to find.
type clause struct {
	operator string // and, or, not; "" for one thing
	parts    []clause

	text   string                                   // as typed
	own    func(d schema.Document, exact bool) bool // whether d itself has it
	family func(d schema.Document) bool             // whether its parents or section have it; nil if they do not count
	words  []string                                 // to mark in texts, side by side
	prefix bool                                     // whether the last of them is a prefix
	kind   bool                                     // whether it asks for headings
	back   func(days []string) (first string)       // the first day of a relative date, counted back from sorted days
	person func(name string) bool                   // whether it asks for the person with that name
}

func (q question) String() string { return fmt.Sprintf("%q %q exact %t", q.text(), q.filters, q.exact) }

func (q question) text() string {
	var parts []string
	for _, c := range q.clauses {
		parts = append(parts, c.String())
	}
	return strings.Join(parts, " ")
}

func (c clause) String() string {
	var parts []string
	for _, part := range c.parts {
		parts = append(parts, part.String())
	}
	switch c.operator {
	case "and":
		return "(" + strings.Join(parts, " ") + ")"
	case "or":
		return "(" + strings.Join(parts, " OR ") + ")"
	case "not":
		return "NOT " + parts[0]
	}
	return c.text
}

// ways returns c in disjunctive normal form: the ways to match it, each a list of parts
// that must all match.
func (c clause) ways() [][]clause {
	switch c.operator {
	case "or":
		var all [][]clause
		for _, part := range c.parts {
			all = append(all, part.ways()...)
		}
		return all
	case "and":
		all := [][]clause{nil}
		for _, part := range c.parts {
			var longer [][]clause
			for _, way := range all {
				for _, more := range part.ways() {
					longer = append(longer, slices.Concat(way, more))
				}
			}
			all = longer
		}
		return all
	}
	return [][]clause{{c}}
}

// match reports whether d matches c. In one of the ways, all words must be in d, its
// parents or its section, and one of them must be in d.
func (c clause) match(d schema.Document, exact bool) bool {
	for _, way := range c.ways() {
		all, words, own := true, false, false
		for _, one := range way {
			switch {
			case one.operator == "not":
				all = all && !one.parts[0].match(d, exact)
			case one.words == nil:
				all = all && one.own(d, exact)
			default:
				words = true
				mine := one.own(d, exact)
				own = own || mine
				all = all && (mine || !exact && one.family != nil && one.family(d))
			}
		}
		if all && (own || !words) {
			return true
		}
	}
	return false
}

// has reports whether so returns true for a part of c, outside negated parts.
func (c clause) has(so func(clause) bool) bool {
	if c.operator == "not" {
		return false
	}
	return so(c) || slices.ContainsFunc(c.parts, func(part clause) bool { return part.has(so) })
}

func (q question) has(so func(clause) bool) bool {
	return slices.ContainsFunc(q.clauses, func(c clause) bool { return c.has(so) })
}

func (q question) scores() bool {
	return q.has(func(c clause) bool { return c.words != nil })
}

// resolved returns q with the first day of each relative date. It counts back from the
// dates of the documents that the other clauses match, or without any, of all docs.
func (q question) resolved(docs []schema.Document) question {
	relative := func(c clause) bool { return c.back != nil }
	others := question{exact: q.exact}
	for _, c := range flat(q.clauses) {
		if !c.holds(relative) {
			others.clauses = append(others.clauses, c)
		}
	}
	headings := q.has(func(c clause) bool { return c.kind })
	days := map[string]bool{}
	for _, d := range docs {
		chosen := clause{operator: "and", parts: others.clauses}.match(d, q.exact) && (d.Kind != schema.Heading || headings)
		if len(others.clauses) == 0 || chosen {
			days[d.Date] = true
		}
	}
	q.clauses = resolved(q.clauses, slices.Sorted(maps.Keys(days)))
	return q
}

func resolved(clauses []clause, days []string) []clause {
	clauses = slices.Clone(clauses)
	for i, c := range clauses {
		clauses[i].parts = resolved(c.parts, days)
		if c.back != nil {
			first := "9999"
			if len(days) > 0 {
				first = c.back(days)
			}
			clauses[i].own = func(d schema.Document, _ bool) bool {
				return len(days) > 0 && first <= d.Date && d.Date <= days[len(days)-1]
			}
		}
	}
	return clauses
}

// holds reports whether so returns true for any part of c, negated or not.
func (c clause) holds(so func(clause) bool) bool {
	return so(c) || slices.ContainsFunc(c.parts, func(part clause) bool { return part.holds(so) })
}

func (q question) match(d schema.Document) bool {
	if d.Kind == schema.Heading && !q.has(func(c clause) bool { return c.kind }) {
		return false
	}
	return clause{operator: "and", parts: q.clauses}.match(d, q.exact)
}

// TestSearchAgainstOracle compares answers to random questions with those of a
// plain loop over all documents: hits, spans, order, dates and facets.
func TestSearchAgainstOracle(t *testing.T) {
	docs := append(corpus(), unspacedDocuments()...)
	t.Run("one", func(t *testing.T) { againstOracle(t, docs, newIndex(t, docs)) })
	t.Run("joined", func(t *testing.T) { againstOracle(t, docs, joinedIndex(t, docs)) })
}

func againstOracle(t *testing.T, docs []schema.Document, idx *searcher.Index) {
	random := rand.New(rand.NewPCG(20, 18))
	some := 0
	questions := 600
	if testing.Short() {
		questions = 60 // where races are looked for, each takes a third of a second
	}
	for range questions {
		q := newQuestion(random, docs)
		query := parse(t, q.typed())
		for _, f := range q.filters {
			if err := query.Filter(f[0], f[1:]...); err != nil {
				t.Fatalf("Filter(%q): %v", f, err)
			}
		}
		sort := []searcher.Sort{"", searcher.Relevance, searcher.Newest, searcher.Oldest}[random.IntN(4)]
		facets := []string{"team", "lead", "topic", "person", "is", "meeting", "kind", "year", "quarter", "month", "date"}
		r, err := idx.Search(context.Background(), query, searcher.Options{Sort: sort, Limit: 1 << 40, Facets: facets, Exact: q.exact})
		if err != nil {
			t.Fatalf("Search(%v): %v", q, err)
		}
		if len(r.Repaired) > 0 {
			t.Errorf("Search(%v): %v, which the corpus has", q, r.Repaired)
		}

		if len(r.Contradictions) > 0 && r.Total > 0 {
			t.Errorf("Search(%v): %d hits, and %v", q, r.Total, r.Contradictions)
		}

		var want, found []schema.Document // found are those that are counted
		q = q.resolved(docs)
		for _, d := range docs {
			if q.match(d) {
				want = append(want, d)
			}
		}
		if len(want) > 0 {
			some++
		}
		var full []searcher.Hit
		for _, hit := range r.Hits {
			if !hit.Partial || r.Full == 0 {
				found = append(found, hit.Document)
			}
			if !hit.Partial {
				full = append(full, hit)
			}
		}
		if got, want := ids(full), idsOf(want); !slices.Equal(got, want) || r.Full != len(want) || r.Total != len(r.Hits) {
			t.Errorf("Search(%v): %d of %d hits are full, %q; want %d %q", q, r.Full, r.Total, got, len(want), want)
			continue
		}
		checkPartial(t, q, r)
		checkOrder(t, q, sort, r)
		checkDates(t, q, found, r)
		for _, hit := range r.Hits {
			if got, want := fmt.Sprint(hit.Spans), fmt.Sprint(marks(q, docs, hit.Text)); got != want {
				t.Errorf("Search(%v): spans in %q are %s; want %s", q, hit.Text, got, want)
			}
		}
		for _, f := range r.Facets {
			checkFacet(t, q, found, f)
		}
	}
	if some < questions/2 {
		t.Errorf("only %d questions have an answer; want more", some)
	}
}

// checkPartial checks that partial hits come only when allowed, after the full ones, and
// that they match everything except plain words, of which they have some.
func checkPartial(t *testing.T, q question, r *searcher.Result) {
	t.Helper()
	if r.Total == r.Full {
		return
	}
	plain := func(c clause) bool { return c.family != nil }
	some := 0
	clauses := flat(q.clauses)
	for _, c := range clauses {
		if c.operator == "" && plain(c) {
			some++
		}
	}
	if q.exact || some < 2 || r.Full >= 10 {
		t.Errorf("Search(%v): %d full and %d partial hits; want none partial", q, r.Full, r.Total-r.Full)
	}
	for i, hit := range r.Hits {
		if i >= r.Full != hit.Partial {
			t.Errorf("Search(%v): hit %d of %d full ones: partial %t", q, i, r.Full, hit.Partial)
		}
		some := false
		for _, c := range clauses {
			if c.operator == "" && plain(c) {
				some = some || c.own(hit.Document, false) || c.family(hit.Document)
			} else if !c.match(hit.Document, false) && !c.has(plain) {
				t.Errorf("Search(%v): %s does not match %v", q, hit.ID, c)
			}
		}
		if !some {
			t.Errorf("Search(%v): %s has none of the words", q, hit.ID)
		}
	}
}

func ids(hits []searcher.Hit) []string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids
}

func idsOf(docs []schema.Document) []string {
	var ids []string
	for _, d := range docs {
		ids = append(ids, fmt.Sprintf("%s:%d", d.File, d.Line))
	}
	slices.Sort(ids)
	return ids
}

// flat returns clauses, with groups joined by AND replaced by their clauses.
func flat(clauses []clause) []clause {
	var all []clause
	for _, c := range clauses {
		if c.operator == "and" {
			all = append(all, flat(c.parts)...)
		} else {
			all = append(all, c)
		}
	}
	return all
}

func checkOrder(t *testing.T, q question, sort searcher.Sort, r *searcher.Result) {
	t.Helper()
	if sort == "" {
		sort = searcher.Newest
		if q.scores() {
			sort = searcher.Relevance
		}
	}
	for i := 1; i < len(r.Hits); i++ {
		a, b := r.Hits[i-1], r.Hits[i]
		ok := a.Date > b.Date
		switch {
		case a.Partial != b.Partial:
			ok = b.Partial
		case sort == searcher.Relevance && a.Score != b.Score:
			ok = a.Score > b.Score
		case a.Date == b.Date:
			ok = a.Line < b.Line || sort == searcher.Relevance && a.Score > 0
		case sort == searcher.Relevance && a.Score > 0:
			ok = true // equal after rounding
		case sort == searcher.Oldest:
			ok = a.Date < b.Date
		}
		if !ok {
			t.Errorf("Search(%v) by %s: %s (%s, %g) comes before %s (%s, %g)", q, sort, a.ID, a.Date, a.Score, b.ID, b.Date, b.Score)
		}
	}
	for _, hit := range r.Hits {
		if scored := hit.Score > 0; scored != q.scores() {
			t.Errorf("Search(%v): score %g", q, hit.Score)
		}
	}
}

func checkDates(t *testing.T, q question, want []schema.Document, r *searcher.Result) {
	t.Helper()
	var first, last string
	for _, d := range want {
		if first == "" || d.Date < first {
			first = d.Date
		}
		last = max(last, d.Date)
	}
	if r.First != first || r.Last != last {
		t.Errorf("Search(%v): first %q, last %q; want %q, %q", q, r.First, r.Last, first, last)
	}
}

func checkFacet(t *testing.T, q question, docs []schema.Document, f searcher.Facet) {
	t.Helper()
	counts := map[string]int{}
	total, missing := 0, 0
	for _, d := range docs {
		values := valuesOf(d, f.Field)
		if len(values) == 0 {
			missing++
		}
		for _, v := range values {
			counts[fold(v)]++
			total++
		}
	}
	if f.Total != total || f.Missing != missing || f.Other != 0 || len(f.Values) != len(counts) {
		t.Errorf("Search(%v): facet %+v; want total %d, missing %d, %v", q, f, total, missing, counts)
	}
	for _, v := range f.Values {
		if counts[fold(v.Value)] != v.Count {
			t.Errorf("Search(%v): facet %s: %q has %d; want %d", q, f.Field, v.Value, v.Count, counts[fold(v.Value)])
		}
	}
}

func valuesOf(d schema.Document, field string) []string {
	one := func(name string) []string {
		if name == "" {
			return nil
		}
		return []string{name}
	}
	switch field {
	case "team":
		return one(d.Team)
	case "lead":
		return d.Lead
	case "topic":
		return one(d.Topic)
	case "is":
		return d.Is
	case "person":
		var all []string
		for _, name := range slices.Concat(d.Lead, d.People) {
			if !slices.ContainsFunc(all, func(other string) bool { return fold(other) == fold(name) }) {
				all = append(all, name)
			}
		}
		return all
	case "meeting":
		return one(d.Meeting)
	case "kind":
		return one(d.Kind)
	case "year":
		return one(d.Date[:4])
	case "quarter":
		quarters := map[string]string{"01": "Q1", "02": "Q1", "03": "Q1", "04": "Q2", "05": "Q2", "06": "Q2",
			"07": "Q3", "08": "Q3", "09": "Q3", "10": "Q4", "11": "Q4", "12": "Q4"}
		return one(d.Date[:4] + quarters[d.Date[5:7]])
	case "month":
		return one(d.Date[:7])
	}
	return one(d.Date)
}

// newQuestion makes a question of one to three clauses about docs.
func newQuestion(random *rand.Rand, docs []schema.Document) question {
	q := question{exact: random.IntN(3) == 0}
	for range 1 + random.IntN(3) {
		if c, filter := newClause(random, docs, 2); filter != nil {
			q.filters = append(q.filters, filter)
			q.clauses = append(q.clauses, c)
		} else if c.operator != "" || c.text != "" {
			q.clauses = append(q.clauses, c)
		}
	}
	return q
}

// typed returns the text of q without its filters.
func (q question) typed() string {
	var parts []string
	for _, c := range q.clauses {
		if c.operator != "" || c.text != "" {
			parts = append(parts, c.String())
		}
	}
	return strings.Join(parts, " ")
}

// newClause makes a clause, at most depth operators deep. If it returns a filter, the clause
// has no text, because the filter has its meaning.
func newClause(random *rand.Rand, docs []schema.Document, depth int) (clause, []string) {
	d := docs[random.IntN(len(docs))]
	if depth > 0 && random.IntN(3) == 0 {
		c := clause{operator: []string{"and", "or", "or", "not"}[random.IntN(4)]}
		parts := 2 + random.IntN(2)
		if c.operator == "not" {
			parts = 1
		}
		for len(c.parts) < parts {
			part, filter := newClause(random, docs, depth-1)
			if filter == nil && (part.operator != "" || part.text != "") {
				c.parts = append(c.parts, part)
			}
		}
		if c.operator == "not" && c.parts[0].operator == "not" {
			return c.parts[0].parts[0], nil // as it is parsed
		}
		return c, nil
	}
	switch random.IntN(12) {
	case 0, 1, 2, 3:
		return newWords(random, d), nil
	case 4:
		return newText(random, d), nil
	case 5, 6, 7:
		return newName(random, d)
	case 8:
		return newParts(random, d), nil
	}
	return newDate(random, d)
}

// newWords makes a word, a compound, a prefix or a phrase, as in d or in reverse order.
func newWords(random *rand.Rand, d schema.Document) clause {
	text, words := excerpt(random, strings.Join(append([]string{d.Text, d.Team}, d.Lead...), " "))
	if len(words) == 0 {
		return clause{}
	}
	c := clause{text: text, words: words}
	if strings.HasPrefix(text, `"`) {
		if len(words) == 1 && random.IntN(2) == 0 {
			c.text = words[0] // a plain word
		}
	}
	if !strings.HasPrefix(c.text, `"`) {
		last := words[len(words)-1]
		if len(last) > 3 && last[len(last)-1] < 0x80 && random.IntN(4) == 0 {
			words[len(words)-1] = last[:3]
			c.prefix = true
			c.text = strings.Join(words, "-") + "*"
		}
		c.family = func(d schema.Document) bool {
			values := slices.Clone(d.Section)
			for _, p := range d.Parents {
				values = append(values, p.Text)
			}
			return slices.ContainsFunc(values, func(v string) bool { return c.in(v, true) })
		}
	}
	c.own = func(d schema.Document, exact bool) bool {
		return c.in(d.Text, !exact) || c.in(d.Team, false) ||
			slices.ContainsFunc(d.Lead, func(lead string) bool { return c.in(lead, false) })
	}
	return c
}

// in reports whether text has the words of c, or, if inflected is true, their inflections.
func (c clause) in(text string, inflected bool) bool {
	folded := pieces(text)
	for i := range folded {
		if c.at(folded[i:], inflected) {
			return true
		}
	}
	return false
}

// at reports whether folded begins with the words of c.
func (c clause) at(folded []string, inflected bool) bool {
	if len(c.words) > len(folded) {
		return false
	}
	for i, word := range c.words {
		if c.prefix && i == len(c.words)-1 {
			if !strings.HasPrefix(folded[i], word) {
				return false
			}
		} else if !isPiece(folded[i], word) && !(inflected && (analysis.Inflected(folded[i], word) || folded[i] == analysis.VersionForm(word))) {
			return false
		}
	}
	return true
}

func newText(random *rand.Rand, d schema.Document) clause {
	text, words := excerpt(random, d.Text)
	if len(words) == 0 {
		return clause{}
	}
	c := clause{text: "text:" + quoted(text), words: words}
	c.own = func(d schema.Document, exact bool) bool { return c.in(d.Text, !exact) }
	return c
}

func newName(random *rand.Rand, d schema.Document) (clause, []string) {
	field := []string{"team", "lead", "meeting", "kind", "topic", "person", "is"}[random.IntN(7)]
	byWord := field == "lead" || field == "topic" || field == "person"
	name := ""
	if values := valuesOf(d, field); len(values) > 0 {
		name = values[random.IntN(len(values))]
	}
	asFilter := random.IntN(2) == 0
	c := clause{text: field + ":" + quoted(strings.ToUpper(name)), kind: name == schema.Heading}
	prefix := field != "kind" && field != "is" && name != "" && !asFilter && random.IntN(3) == 0
	star := "" // its place
	if prefix {
		star = []string{"after", "before", "around"}[random.IntN(3)]
		words := fields(fold(name))
		first, last := []rune(words[0]), []rune(words[len(words)-1])
		switch star {
		case "after":
			name = string(first[:2])
			c.text = field + ":" + name + "*"
		case "before":
			name = string(last[len(last)-2:])
			c.text = field + ":*" + name
		default:
			name = string(first[len(first)-2:])
			c.text = field + ":*" + name + "*"
		}
	}
	meant := func(v string) bool {
		words := fields(fold(v))
		switch star {
		case "before":
			return strings.HasSuffix(fold(v), name) || byWord && slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(w, name) })
		case "around":
			return strings.Contains(fold(v), name)
		}
		return fold(v) == fold(name) || prefix && strings.HasPrefix(fold(v), name) ||
			byWord && asFilter && !strings.Contains(fold(name), " ") && slices.Contains(words, fold(name)) ||
			byWord && prefix && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, name) })
	}
	c.own = func(d schema.Document, _ bool) bool {
		values := valuesOf(d, field)
		return slices.ContainsFunc(values, meant) || name == "" && len(values) == 0
	}
	if field == "person" {
		c.person = meant
	}
	if asFilter {
		c.text = ""
		return c, []string{field, name}
	}
	return c, nil
}

func newParts(random *rand.Rand, d schema.Document) clause {
	field := []string{"section", "file", "link"}[random.IntN(3)]
	values := func(d schema.Document) []string {
		return map[string][]string{"section": d.Section, "file": {d.File}, "link": d.Links}[field]
	}
	if len(values(d)) == 0 {
		return clause{}
	}
	text, words := excerpt(random, strings.Join(values(d), " "))
	if len(words) == 0 {
		return clause{}
	}
	find := clause{words: words}
	return clause{text: field + ":" + text, own: func(d schema.Document, exact bool) bool {
		return slices.ContainsFunc(values(d), func(v string) bool { return find.in(v, !exact && field == "section") })
	}}
}

func newDate(random *rand.Rand, d schema.Document) (clause, []string) {
	n := 1 + random.IntN(8)
	since := func(first string) func(schema.Document) bool {
		return func(d schema.Document) bool { return d.Date >= first }
	}
	same := func(field string) (string, func(schema.Document) bool) {
		period := valuesOf(d, field)[0]
		return period, func(other schema.Document) bool { return valuesOf(other, field)[0] == period }
	}
	var text string
	var match func(schema.Document) bool
	var back func(days []string) string
	switch random.IntN(10) {
	case 0:
		text, match = same("year")
	case 1:
		text, match = same("quarter")
	case 2:
		text, match = same("month")
	case 3:
		text, match = same("date")
	case 4:
		text, match = d.Date+"..", since(d.Date)
	case 5:
		text, match = ".."+d.Date[:4], func(other schema.Document) bool { return other.Date[:4] <= d.Date[:4] }
	case 6:
		text, back = fmt.Sprintf("last-%d", n), func(days []string) string { return days[max(0, len(days)-n)] }
		if n == 1 {
			text = "last"
		}
	case 7, 8:
		unit, length := "d", 1
		if random.IntN(2) == 0 {
			unit, length = "w", 7
		}
		text, back = fmt.Sprintf("%d%s", 50*n, unit), func(days []string) string {
			day, _ := time.Parse(time.DateOnly, days[len(days)-1])
			return day.AddDate(0, 0, -50*n*length).Format(time.DateOnly)
		}
	case 9:
		text, back = fmt.Sprintf("%dy", n), func(days []string) string {
			// Dates compare correctly as text, even if a month has no day 29.
			newest := days[len(days)-1]
			year, _ := strconv.Atoi(newest[:4])
			return fmt.Sprint(year-n) + newest[4:]
		}
	}
	c := clause{back: back, own: func(d schema.Document, _ bool) bool { return match(d) }}
	if random.IntN(2) == 0 {
		return c, []string{"date", text}
	}
	c.text = "date:" + text
	return c, nil
}

// excerpt returns one to three consecutive words of text, sometimes in reverse order, as in
// a query and folded.
func excerpt(random *rand.Rand, text string) (string, []string) {
	words := fields(text)
	if len(words) == 0 {
		return "", nil
	}
	from := random.IntN(len(words))
	words = slices.Clone(words[from:min(from+1+random.IntN(3), len(words))])
	for i, word := range words {
		if all := pieces(word); len(all) > 1 && strings.HasPrefix(all[1], "+") { // part of it
			from := random.IntN(len(all))
			all = all[from:min(from+1+random.IntN(4), len(all))]
			words[i] = strings.ReplaceAll(strings.Join(all, ""), "+", "")
		}
	}
	if random.IntN(8) == 0 {
		slices.Reverse(words)
	}
	joined := quoted(strings.Join(words, " "))
	if random.IntN(3) == 0 {
		joined = strings.Join(words, []string{"-", "/", "…", "_"}[random.IntN(4)])
	}
	folded := pieces(joined)
	if joined == "OR" || joined == "NOT" {
		return "", nil
	}
	return joined, folded
}

// A piece is a word of a text, folded, with its place. A word in a script without spaces
// has a piece for each character; all but the first begin with a plus sign.
type piece struct {
	text       string
	start, end int
}

func split(text string) []piece {
	var all []piece
	before := ' ' // s in a script with spaces, u without, a space between words
	for at, r := range text {
		end := at + utf8.RuneLen(r)
		switch unspaced := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) || r == 'ー'; {
		case before == 'u' && (unicode.IsMark(r) || r == 'า' || r == 'ﾟ'):
			all[len(all)-1].end = end
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			if strings.HasPrefix(text[at:], "++") && before == 's' {
				all[len(all)-1].end += len("++") // C also matches C++
			}
			before = ' '
		case !unspaced && before == 's':
			all[len(all)-1].end = end
		case unspaced && before == 'u':
			all = append(all, piece{"+", at, end})
		case unspaced:
			all = append(all, piece{"", at, end})
			before = 'u'
		default:
			all = append(all, piece{"", at, end})
			before = 's'
		}
	}
	for i, p := range all {
		all[i].text += fold(text[p.start:p.end])
	}
	return all
}

// pieces returns the texts of the pieces of text.
func pieces(text string) []string {
	var all []string
	for _, p := range split(text) {
		all = append(all, p.text)
	}
	return all
}

// isPiece reports whether typed is the same as a piece of a text.
func isPiece(piece, typed string) bool { return piece == typed || piece == "+"+typed }

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, "") + `"` }

var plain = strings.NewReplacer("ﾗ", "ラ", "ﾝ", "ン", "ﾌﾟ", "プ", "è", "e", "é", "e", "û", "u", "ï", "i", "ß", "ss", "ﬂ", "fl", "ë", "e", "á", "a")

// fold folds text well enough for the corpus.
func fold(text string) string {
	return strings.Join(fields(plain.Replace(strings.ToLower(text))), " ")
}

func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// marks returns the places in text of the words of q, and of the names, first names and
// initials of the people in docs that it asks for. Pieces of a word are one place.
func marks(q question, docs []schema.Document, text string) [][2]int {
	all := split(text)
	folded := pieces(text)
	var marked [][2]int
	mark := func(c clause, inflected bool) {
		for i := range folded {
			if len(c.words) == 0 || !c.at(folded[i:], inflected) {
				continue
			}
			for j, word := range c.words {
				if strings.HasPrefix(word, "+") {
					marked[len(marked)-1][1] = all[i+j].end
				} else {
					marked = append(marked, [2]int{all[i+j].start, all[i+j].end})
				}
			}
		}
	}
	q.has(func(c clause) bool {
		mark(c, !q.exact)
		for _, phrase := range namesOf(c, docs) {
			mark(clause{words: pieces(strings.Join(phrase, " "))}, false)
		}
		return false
	})
	slices.SortFunc(marked, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	spans := [][2]int{}
	for _, at := range marked {
		if last := len(spans) - 1; last >= 0 && at[0] < spans[last][1] {
			spans[last][1] = max(spans[last][1], at[1])
		} else {
			spans = append(spans, at)
		}
	}
	return spans
}

// namesOf returns the names that texts use for each person in docs that c asks for.
func namesOf(c clause, docs []schema.Document) (phrases [][]string) {
	if c.person == nil {
		return nil
	}
	for _, d := range docs {
		for _, name := range slices.Concat(d.Lead, d.People) {
			words := fields(fold(name))
			if !c.person(name) || len(words) == 0 {
				continue
			}
			phrases = append(phrases, words)
			if len(words) > 1 {
				initials := ""
				for _, word := range words {
					initials += word[:1]
				}
				phrases = append(phrases, words[:1], []string{initials})
			}
		}
	}
	return phrases
}
