package searcher_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"minutes/schema"
	"minutes/searcher"
)

// A question is a query with its meaning, worked out without the package under
// test.
type question struct {
	text    string
	filters [][]string // a field and its values
	matches []func(schema.Document) bool
	marked  [][]string // words side by side that are to be marked in texts
	heading bool       // whether it asks for headings
}

func (q question) String() string { return fmt.Sprintf("%q %q", q.text, q.filters) }

func (q question) match(d schema.Document) bool {
	if d.Kind == schema.Heading && !q.heading {
		return false
	}
	for _, match := range q.matches {
		if !match(d) {
			return false
		}
	}
	return true
}

// TestSearchAgainstOracle compares answers to random questions with those of a
// plain loop over all documents: hits, spans, order, dates and facets.
func TestSearchAgainstOracle(t *testing.T) {
	docs := corpus()
	idx := newIndex(t, docs)
	random := rand.New(rand.NewPCG(20, 18))
	some := 0
	for range 400 {
		q := newQuestion(random, docs)
		query, err := searcher.Parse(q.text)
		if err != nil {
			t.Fatalf("Parse(%q): %v", q.text, err)
		}
		for _, f := range q.filters {
			if err := query.Filter(f[0], f[1:]...); err != nil {
				t.Fatalf("Filter(%q): %v", f, err)
			}
		}
		sort := []searcher.Sort{"", searcher.Relevance, searcher.Newest, searcher.Oldest}[random.IntN(4)]
		facets := []string{"team", "lead", "meeting", "kind", "year", "quarter", "month", "date"}
		r, err := searcher.Search(context.Background(), idx, query, searcher.Options{Sort: sort, Limit: 1 << 40, Facets: facets})
		if err != nil {
			t.Fatalf("Search(%v): %v", q, err)
		}

		var want []schema.Document
		for _, d := range docs {
			if q.match(d) {
				want = append(want, d)
			}
		}
		if len(want) > 0 {
			some++
		}
		if got, want := ids(r.Hits), idsOf(want); !slices.Equal(got, want) || r.Total != len(want) || r.Full != len(want) {
			t.Errorf("Search(%v): %d hits %q; want %d %q", q, r.Total, got, len(want), want)
			continue
		}
		checkOrder(t, q, sort, r)
		checkDates(t, q, want, r)
		for _, hit := range r.Hits {
			if got, want := fmt.Sprint(hit.Spans), fmt.Sprint(marks(q, hit.Text)); got != want {
				t.Errorf("Search(%v): spans in %q are %s; want %s", q, hit.Text, got, want)
			}
		}
		for _, f := range r.Facets {
			checkFacet(t, q, want, f)
		}
	}
	if some < 200 {
		t.Errorf("only %d questions have an answer; want more", some)
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

func checkOrder(t *testing.T, q question, sort searcher.Sort, r *searcher.Result) {
	t.Helper()
	if sort == "" {
		sort = searcher.Newest
		if len(q.marked) > 0 {
			sort = searcher.Relevance
		}
	}
	for i := 1; i < len(r.Hits); i++ {
		a, b := r.Hits[i-1], r.Hits[i]
		ok := a.Date > b.Date
		switch {
		case sort == searcher.Relevance && a.Score != b.Score:
			ok = a.Score > b.Score
		case a.Date == b.Date:
			ok = a.Line < b.Line || sort == searcher.Relevance && a.Score > 0
		case sort == searcher.Oldest:
			ok = a.Date < b.Date
		}
		if !ok {
			t.Errorf("Search(%v) by %s: %s (%s, %g) stands before %s (%s, %g)", q, sort, a.ID, a.Date, a.Score, b.ID, b.Date, b.Score)
		}
	}
	for _, hit := range r.Hits {
		if scored := hit.Score > 0; scored != (len(q.marked) > 0) {
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
	var q question
	for range 1 + random.IntN(3) {
		d := docs[random.IntN(len(docs))]
		switch kind := random.IntN(12); kind {
		case 0, 1, 2, 3:
			q.addWords(random, d)
		case 4:
			q.addText(random, d)
		case 5, 6, 7:
			q.addName(random, d)
		case 8:
			q.addParts(random, d)
		default:
			q.addDate(random, docs, d)
		}
	}
	return q
}

func (q *question) clause(text string, match func(schema.Document) bool) {
	q.text += text + " "
	q.matches = append(q.matches, match)
}

// addWords adds a word, a compound or a phrase, as it stands in d or turned round.
func (q *question) addWords(random *rand.Rand, d schema.Document) {
	text, words := excerpt(random, strings.Join(append([]string{d.Text, d.Team}, d.Lead...), " "))
	if len(words) == 0 {
		return
	}
	q.marked = append(q.marked, words)
	q.clause(text, func(d schema.Document) bool {
		in := holds(d.Text, words) || holds(d.Team, words)
		for _, lead := range d.Lead {
			in = in || holds(lead, words)
		}
		return in
	})
}

func (q *question) addText(random *rand.Rand, d schema.Document) {
	text, words := excerpt(random, d.Text)
	if len(words) == 0 {
		return
	}
	q.marked = append(q.marked, words)
	q.clause("text:"+quoted(text), func(d schema.Document) bool { return holds(d.Text, words) })
}

func (q *question) addName(random *rand.Rand, d schema.Document) {
	field := []string{"team", "lead", "meeting", "kind"}[random.IntN(4)]
	name := ""
	if values := valuesOf(d, field); len(values) > 0 {
		name = values[random.IntN(len(values))]
	}
	asFilter := random.IntN(2) == 0
	match := func(d schema.Document) bool {
		values := valuesOf(d, field)
		for _, v := range values {
			if fold(v) == fold(name) || field == "lead" && asFilter && !strings.Contains(fold(name), " ") && holds(v, []string{fold(name)}) {
				return true
			}
		}
		return name == "" && len(values) == 0
	}
	q.heading = q.heading || name == schema.Heading
	if asFilter {
		q.filters = append(q.filters, []string{field, name})
		q.matches = append(q.matches, match)
	} else {
		q.clause(field+":"+quoted(strings.ToUpper(name)), match)
	}
}

func (q *question) addParts(random *rand.Rand, d schema.Document) {
	field := []string{"section", "file", "link"}[random.IntN(3)]
	values := func(d schema.Document) []string {
		return map[string][]string{"section": d.Section, "file": {d.File}, "link": d.Links}[field]
	}
	if len(values(d)) == 0 {
		return
	}
	_, words := excerpt(random, strings.Join(values(d), " "))
	if len(words) == 0 {
		return
	}
	q.clause(field+":"+strings.Join(words, "-"), func(d schema.Document) bool {
		return slices.ContainsFunc(values(d), func(v string) bool { return holds(v, words) })
	})
}

func (q *question) addDate(random *rand.Rand, docs []schema.Document, d schema.Document) {
	days := map[string]bool{}
	for _, d := range docs {
		days[d.Date] = true
	}
	var indexed []string
	for day := range days {
		indexed = append(indexed, day)
	}
	slices.Sort(indexed)
	newest := indexed[len(indexed)-1]
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
	switch random.IntN(9) {
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
		n := min(n, len(indexed))
		text, match = fmt.Sprintf("last-%d", n), since(indexed[len(indexed)-n])
	case 7:
		day, _ := time.Parse(time.DateOnly, newest)
		text, match = fmt.Sprintf("%dd", 100*n), since(day.Add(-time.Duration(2400*n)*time.Hour).Format(time.DateOnly))
	case 8:
		// Text compares as the days do, also where a month has no day 31.
		text, match = fmt.Sprintf("%dy", n), since(fmt.Sprint(2021-n)+newest[4:])
	}
	if random.IntN(2) == 0 {
		q.filters = append(q.filters, []string{"date", text})
		q.matches = append(q.matches, match)
		return
	}
	q.clause("date:"+text, match)
}

// excerpt returns one to three words that follow each other in text, now and then
// turned round, as a query has them and folded.
func excerpt(random *rand.Rand, text string) (string, []string) {
	words := fields(text)
	if len(words) == 0 {
		return "", nil
	}
	from := random.IntN(len(words))
	words = slices.Clone(words[from:min(from+1+random.IntN(3), len(words))])
	if random.IntN(8) == 0 {
		slices.Reverse(words)
	}
	joined := quoted(strings.Join(words, " "))
	if random.IntN(3) == 0 {
		joined = strings.Join(words, []string{"-", "/", "…", "_"}[random.IntN(4)])
	}
	folded := fields(fold(joined))
	if joined == "OR" || joined == "NOT" {
		return "", nil
	}
	return joined, folded
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, "") + `"` }

// fold folds as far as the corpus needs it.
func fold(text string) string {
	plain := strings.NewReplacer("è", "e", "é", "e", "û", "u", "ï", "i", "ß", "ss", "ﬂ", "fl", "ë", "e", "á", "a")
	return strings.Join(fields(plain.Replace(strings.ToLower(text))), " ")
}

func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// holds says whether text has words side by side.
func holds(text string, words []string) bool {
	return strings.Contains(" "+fold(text)+" ", " "+strings.Join(words, " ")+" ")
}

// marks returns where the words of q stand in text.
func marks(q question, text string) [][2]int {
	var places [][2]int // of all words of text
	var folded []string
	start := -1
	for at, r := range text + " " {
		in := unicode.IsLetter(r) || unicode.IsDigit(r)
		if in && start < 0 {
			start = at
		} else if !in && start >= 0 {
			end := at
			if strings.HasPrefix(text[at:], "++") {
				end += len("++") // a C, too, is found in C++
			}
			places = append(places, [2]int{start, end})
			folded = append(folded, fold(text[start:at]))
			start = -1
		}
	}
	marked := make([]bool, len(places))
	for _, words := range q.marked {
		for i := 0; i+len(words) <= len(folded); i++ {
			if slices.Equal(folded[i:i+len(words)], words) {
				for j := range words {
					marked[i+j] = true
				}
			}
		}
	}
	spans := [][2]int{}
	for i, m := range marked {
		if m {
			spans = append(spans, places[i])
		}
	}
	return spans
}
