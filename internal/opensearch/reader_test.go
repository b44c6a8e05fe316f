package opensearch

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/internal/segment"
	"minutes/schema"
	"minutes/searcher"
)

// Answers that take many requests are the same. A point in time that is lost is begun again.
func testManyPages(t *testing.T, e engines) {
	folder := searcher.New(e.folder)
	c := mustDial(t, e.cluster.client.address.String())
	c.bounds = bounds{page: 7, hits: 5, values: 30, keepAlive: "7m"}
	c.pause = time.Millisecond
	fresh, err := newIndex(t.Context(), c, e.cluster.about)
	if err != nil {
		t.Fatal(err)
	}
	cluster := searcher.New(fresh)
	lost := 0
	for _, text := range []string{"", "the", "team:beacon", "lant*", "kind:heading", "file:2023 the", "resend bell lantern"} {
		for _, o := range []searcher.Options{
			{Limit: 100000}, {Limit: 12, Offset: 4}, {Limit: 4, Offset: 9, Collapse: true}, {Limit: 100000, Offset: 3, Collapse: true, SkipRoutine: true},
		} {
			o.Sort, o.Facets, o.Story = searcher.Newest, searcher.FacetFields, true
			q, err := searcher.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			want, err := folder.Search(t.Context(), q, o)
			if err != nil {
				t.Fatal(err)
			}
			got, hits, err := cluster.Stream(t.Context(), q, o)
			if err != nil {
				t.Fatal(err)
			}
			for hit, err := range hits {
				if err != nil {
					t.Fatal(err)
				}
				if got.Hits = append(got.Hits, hit); len(got.Hits)%11 == 0 {
					lost += lose(t, c)
				}
			}
			compare(t, fmt.Sprintf("%q %+v", text, o), o, got, want)
		}
	}
	if lost == 0 {
		t.Error("no point in time was lost")
	}
	if _, err := cluster.Leads(t.Context(), searcher.Query{}, false); err != nil {
		t.Error(err)
	}
}

// lose ends the points in time that are kept for 7 minutes, as a node that goes away does, and
// returns their number.
// Those of other tests are kept for another time.
func lose(t *testing.T, c *client) int {
	var all struct {
		Pits []struct {
			ID        string `json:"pit_id"`
			KeepAlive int64  `json:"keep_alive"` // milliseconds
		} `json:"pits"`
	}
	if err := c.call(t.Context(), "GET", "/_search/point_in_time/_all", nil, &all); err != nil {
		t.Fatal(err)
	}
	var ours []string
	for _, pit := range all.Pits {
		if pit.KeepAlive == (7 * time.Minute).Milliseconds() {
			ours = append(ours, pit.ID)
		}
	}
	if len(ours) == 0 {
		return 0
	}
	if err := c.call(t.Context(), "DELETE", "/_search/point_in_time", query{"pit_id": ours}, nil); err != nil {
		t.Fatal(err)
	}
	return len(ours)
}

// The dictionaries of both engines are the same.
func testDictionary(t *testing.T, e engines) {
	write := newWriter(rand.New(rand.NewPCG(5, 22)), e.docs)
	for range 400 {
		field, term := segment.Words[write.IntN(len(segment.Words))], write.word()
		letters := []rune(term)
		if write.IntN(2) == 0 {
			term = write.misspelled()
		}
		prefix, edits, langs := string(letters[:write.IntN(len(letters)+1)]), 1+write.IntN(2), plan.Langs(write.IntN(4))
		// The languages are numbered in another order.
		names := e.folder.Begin(t.Context()).Languages()
		ask := func(x engine.Engine) (all []string) {
			r := x.Begin(t.Context())
			add := func(what string, value any, err error) { all = append(all, fmt.Sprint(what, value, err)) }
			err := r.Terms(field, prefix, func(term string) error { all = append(all, term); return nil })
			add("terms", "", err)
			err = r.Near(field, term, edits, func(term string, edits, documents int) error {
				all = append(all, fmt.Sprint(term, edits, documents))
				return nil
			})
			add("near", "", err)
			n, err := r.Count(field, term)
			add("count", n, err)
			var mine plan.Langs
			for i, code := range r.Languages() {
				if at := slices.Index(names, code); langs>>at&1 == 1 {
					mine |= 1 << i
				}
			}
			has, err := r.Has(field, term, mine)
			add("has", has, err)
			err = r.Texts(term, 3, func(text []byte) { all = append(all, string(text)) })
			add("texts", "", err)
			return all
		}
		if got, want := ask(e.cluster), ask(e.folder); !slices.Equal(got, want) {
			t.Errorf("%s %q, from %q on, %d edits, languages %b: %.300q, want %.300q", field, term, prefix, edits, langs, got, want)
		}
	}
}

// A prefix can end within a letter.
func testPartsOfLetters(t *testing.T, e engines) {
	for _, prefix := range []string{"会议"[:5], "会"[:2], "灯笼"[:4], "港口"[:4], "渡"[:1], "\xf0", "\xf0\x9f", "\xed\x9f", "\xc3"} {
		terms := func(x engine.Engine) (all []string) {
			if err := x.Begin(t.Context()).Terms(schema.Text, prefix, func(term string) error { all = append(all, term); return nil }); err != nil {
				t.Error(err)
			}
			return all
		}
		// Each is asked for anew: a shorter one would have the answer.
		fresh, err := newIndex(t.Context(), e.cluster.client, e.cluster.about)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := terms(fresh), terms(e.folder); !slices.Equal(got, want) {
			t.Errorf("terms that begin with %q: %q, want %q", prefix, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"lantern", "lantern", 0}, {"lantern", "lanern", 1}, {"lantern", "lanternn", 1}, {"lantern", "lamtern", 1}, {"lantern", "latnern", 1},
		{"lantern", "latxern", 2}, {"", "ab", 2}, {"größe", "grosse", 3}, {"ca", "abc", 3}, {"会议", "会記", 1},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if there, back := distance(c.a, c.b), distance(c.b, c.a); there != back {
			t.Errorf("distance(%q, %q) = %d, but %d the other way", c.a, c.b, there, back)
		}
	}
}

// Plans that no query makes match the same documents in both engines, and those that a judge
// finds who looks at each.
func testRandomPlans(t *testing.T, e engines) {
	here, there := e.folder.Begin(t.Context()), e.cluster.Begin(t.Context())
	found, partial := 0, 0
	for i := range 400 {
		// The engines number languages in different orders.
		write := func(r engine.Reader) plan.Node {
			w := planWriter{newWriter(rand.New(rand.NewPCG(6, uint64(i))), e.docs), r.Languages()}
			return w.node(3, i%2 == 0)
		}
		n := write(there)
		want, err1 := collectIDs(here, write(here))
		got, err2 := collectIDs(there, n)
		if err1 != nil || err2 != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("plan %d: %v %d documents, want %v %d\n got %.300q\nwant %.300q\n%s", i, err2, len(got), err1, len(want), got, want, show(n))
			if t.Failed() && i > 50 {
				break
			}
		}
		if judged := judgeAll(t, there.(*reader), e.docs, n); !slices.Equal(judged, got) {
			t.Errorf("plan %d: %d documents, judged %d\n%s", i, len(got), len(judged), show(n))
		}
		if len(want) > 0 {
			found++
		}
		if slices.ContainsFunc(want, func(id string) bool { return strings.HasSuffix(id, " true") }) {
			partial++
		}
	}
	t.Logf("%d plans found something, %d partial matches, of languages %q", found, partial, there.Languages())
}

// collectIDs returns the documents that match n, with whether they are partial matches.
func collectIDs(r engine.Reader, n plan.Node) ([]string, error) {
	c, err := r.Collect(n, engine.Request{Limit: 1 << 20, Order: engine.Order{ByScore: true}})
	if err != nil {
		return nil, err
	}
	var ids []string
	for hit, err := range c.Hits {
		if err != nil {
			return nil, err
		}
		ids = append(ids, fmt.Sprintf("%s %t", hit.ID(), hit.Score > 0 && plan.IsPartial(hit.Score)))
	}
	slices.Sort(ids)
	return ids, nil
}

// judgeAll returns the documents of docs that match n, with whether they are partial matches.
func judgeAll(t *testing.T, r *reader, docs []schema.Document, n plan.Node) []string {
	c, err := r.prepare(n)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range docs {
		if g := newJudge(c, source{Doc: d}).of(n); g.matches {
			ids = append(ids, fmt.Sprintf("%s %t", d.ID(), g.partial && c.best(n) > 0))
		}
	}
	slices.Sort(ids)
	return ids
}

// A planWriter makes plans.
type planWriter struct {
	*writer
	languages []string // of the index that the plan is for
}

func (w planWriter) node(depth int, loose bool) plan.Node {
	switch kind := w.IntN(8); {
	case depth == 0 || kind < 2:
		return w.words(loose)
	case kind == 2:
		return plan.Filter{w.predicate()}
	case kind == 3:
		var either plan.Any
		for range 1 + w.IntN(3) {
			either = append(either, w.node(depth-1, false))
		}
		return either
	case kind == 4:
		return &plan.Own{Node: w.node(depth-1, loose), Loose: loose}
	default:
		all := &plan.All{Must: []plan.Node{w.node(depth-1, false)}}
		if loose {
			most := &plan.Most{}
			for range 1 + w.IntN(4) {
				one := w.words(true)
				one.Scores, one.Meaning, one.Subject = true, 0.5+w.Float64()/2, w.IntN(6) == 0
				most.Words = append(most.Words, one)
			}
			all.Must[0] = most
		}
		if w.IntN(3) == 0 {
			all.Must = append(all.Must, w.node(depth-1, false))
		}
		if w.IntN(3) == 0 {
			all.MustNot = append(all.MustNot, &plan.Own{Node: w.node(depth-1, false)})
		}
		for range w.IntN(2) {
			near := w.words(false)
			near.Scores = true
			all.Near = append(all.Near, near)
		}
		return all
	}
}

func (w planWriter) words(loose bool) *plan.Words {
	n := &plan.Words{Scores: w.IntN(5) > 0, Boost: 1, Function: w.IntN(6) == 0}
	for _, field := range [][]string{{schema.Text}, plan.OwnFields, slices.Concat(plan.OwnFields, plan.FamilyFields), {schema.Section}}[w.IntN(4)] {
		s := plan.Source{Field: field, Boost: plan.Boosts[field]}
		for range 1 + w.IntN(2) {
			a := plan.Alternative{}
			for _, term := range w.side(1 + w.IntN(5)/3) {
				forms := []plan.Form{{Term: term, Weight: 1}}
				for range w.IntN(3) {
					forms = append(forms, plan.Form{Term: w.word(), Weight: 0.25, Langs: w.langs()})
				}
				slices.SortFunc(forms, func(a, b plan.Form) int { return strings.Compare(a.Term, b.Term) })
				a.Slots = append(a.Slots, slices.CompactFunc(forms, func(a, b plan.Form) bool { return a.Term == b.Term }))
			}
			if loose {
				a.Loose = []plan.Looseness{"", "", plan.ShortForm, plan.Related}[w.IntN(4)]
			}
			s.Alternatives = append(s.Alternatives, a)
		}
		n.Sources = append(n.Sources, s)
	}
	return n
}

// langs returns a set of languages; mostly all of them.
func (w planWriter) langs() (s plan.Langs) {
	for _, code := range []string{"en", "de", "fr"}[w.IntN(3):] {
		if at := slices.Index(w.languages, code); at >= 0 {
			s |= 1 << at
		}
	}
	if w.IntN(2) == 0 {
		return 0
	}
	return s
}

func (w planWriter) predicate() plan.Predicate {
	d := w.doc()
	p := plan.Predicate{Field: schema.Date, Wants: func(day string) bool { return day != "" && day >= d.Date }}
	if w.IntN(2) == 0 {
		p = plan.Predicate{Field: schema.File, Wants: func(file string) bool { return len(file)%3 == len(d.File)%3 }}
	}
	if w.IntN(3) == 0 {
		return p.Inverted()
	}
	return p
}

func show(n plan.Node) string {
	switch n := n.(type) {
	case *plan.All:
		return fmt.Sprintf("All{%s; not %s; near %d}", showEach(n.Must), showEach(n.MustNot), len(n.Near))
	case plan.Any:
		return fmt.Sprintf("Any{%s}", showEach(n))
	case *plan.Own:
		return fmt.Sprintf("Own{%s, %t}", show(n.Node), n.Loose)
	case *plan.Most:
		var all []string
		for _, w := range n.Words {
			all = append(all, show(w))
		}
		return "Most{" + strings.Join(all, ", ") + "}"
	}
	return fmt.Sprintf("%+v", n)
}

func showEach(all []plan.Node) string {
	var parts []string
	for _, n := range all {
		parts = append(parts, show(n))
	}
	return strings.Join(parts, ", ")
}
