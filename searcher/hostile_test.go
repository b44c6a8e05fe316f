package searcher_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"minutes/schema"
	"minutes/searcher"
)

// The limits for any query.
const (
	hostileTime = 5 * time.Second
	hostileHeap = 256 << 20
)

// TestHostile asks unusual queries about a few documents, and about many, because a few do
// not show the cost of a query. Each has an answer, or an error on one line.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures time and memory, which a race detector takes for itself")
	}
	// Near the limit the collector leaves no garbage, so memory above the limit is in use.
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(hostileHeap * 3 / 4))
	h := &hostile{
		small: newIndex(t, corpus()),
		large: newLargeIndex(t),
	}
	defer h.watchHeap()()

	all := map[string]bool{}
	for _, family := range hostileFamilies() {
		t.Run(family.name, func(t *testing.T) {
			late := h.late
			for _, text := range family.queries {
				if h.late-late > 1 {
					t.Fatal("two were not done in time; the rest of the family was not asked")
				}
				if !all[text] {
					all[text] = true
					h.ask(t, len(all), text)
				}
			}
		})
	}
	if len(all) < 500 {
		t.Errorf("%d different queries; want 500", len(all))
	}
	t.Logf("%d queries; slowest %v: %s; heap at most %d MiB", len(all), h.slowest.Round(time.Millisecond), h.slowestLabel, h.heap.Load()>>20)
}

// A hostile has the indexes to ask, and the results so far.
type hostile struct {
	small, large *searcher.Index
	heap         atomic.Uint64 // maximum so far

	late         int  // number of queries that were too slow
	over         bool // whether the heap was too large, which is reported once
	stack        bool // whether the stack of a panic was shown
	slowest      time.Duration
	slowestLabel string
}

// hostileOptions are used in turn, so that each is used with queries of all families.
var hostileOptions = []searcher.Options{
	{Limit: 20},
	{Limit: 20, Explain: true},
	{Limit: 20, Exact: true},
	{Limit: 1 << 62, Facets: []string{"team", "lead", "meeting", "kind", "year", "quarter", "month", "date"}},
	{Limit: 20, Sort: searcher.Newest, Offset: 1 << 62, Facets: []string{"date", "team"}, Top: 1},
	{Limit: 1 << 62, Offset: 1 << 62, Sort: searcher.Oldest, Exact: true, Explain: true},
	{Sort: searcher.Relevance, Facets: []string{"month", "lead"}, Top: 1 << 62},
	{Limit: 1000, Offset: 7, Sort: searcher.Relevance, Explain: true, Exact: true},
}

// hostileFilters are the fields that Query.Filter takes, and one that it does not take.
var hostileFilters = []string{"team", "lead", "meeting", "kind", "date", "section"}

// ask uses text as a query, and as the value of a filter.
func (h *hostile) ask(t *testing.T, number int, text string) {
	option := hostileOptions[number%len(hostileOptions)]
	h.try(t, fmt.Sprintf("Parse(%s)", shortened(text)), func(context.Context) error {
		_, err := searcher.Parse(text)
		return err
	})
	late := h.late
	if q, err := searcher.Parse(text); err == nil {
		h.search(t, "small", h.small, q, option)
		// There are many short queries, and they cost about the same.
		if len(text) > 100 || number%6 == 0 {
			h.search(t, "large", h.large, q, option)
		}
		if h.late > late {
			return // the rest would take as long
		}
	}

	for i, field := range hostileFilters {
		var filtered searcher.Query
		h.filter(t, fmt.Sprintf("Filter(%s, %s)", field, shortened(text)), &filtered, i == number%24, option,
			func(q *searcher.Query) error { return q.Filter(field, text, "2018") })
	}
	for i, ends := range [][2][]string{{{text}, nil}, {nil, {text}}, {{text, "2018"}, {"2020", text}}} {
		var filtered searcher.Query
		h.filter(t, fmt.Sprintf("Between(%d, %s)", i, shortened(text)), &filtered, i == number%12, option,
			func(q *searcher.Query) error { return q.Between(ends[0], ends[1]) })
	}
}

// filter adds a filter to q. If that works, it asks q about a few documents, and if costly
// is true, about many.
func (h *hostile) filter(t *testing.T, label string, q *searcher.Query, costly bool, o searcher.Options, add func(*searcher.Query) error) {
	understood := false
	h.try(t, label, func(context.Context) error {
		err := add(q)
		understood = err == nil
		return err
	})
	if !understood {
		return
	}
	h.search(t, "small, "+label, h.small, *q, o)
	if costly {
		h.search(t, "large, "+label, h.large, *q, o)
	}
}

func (h *hostile) search(t *testing.T, where string, idx *searcher.Index, q searcher.Query, o searcher.Options) {
	label := fmt.Sprintf("Search(%s, %s, %+v)", where, shortened(q.Text), o)
	h.try(t, label, func(ctx context.Context) error {
		r, err := idx.Search(ctx, q, o)
		if err != nil {
			return err
		}
		if r.Full > r.Total || len(r.Hits) > r.Total {
			t.Errorf("%s: %d hits, %d full, %d in all", label, len(r.Hits), r.Full, r.Total)
		}
		for _, hit := range r.Hits {
			for _, s := range hit.Spans {
				if s[0] < 0 || s[0] >= s[1] || s[1] > len(hit.Text) {
					t.Errorf("%s: span %v in a text of %d bytes", label, s, len(hit.Text))
				}
			}
			for _, line := range hit.Explanation {
				if strings.ContainsFunc(line, func(r rune) bool { return r == '\n' || r == '\r' }) {
					t.Errorf("%s: an explanation is more than one line: %s", label, shortened(line))
					return nil // all hits have the same
				}
			}
		}
		return nil
	})
}

// try asks one question, and reports a test error if it ends in a wrong way.
func (h *hostile) try(t *testing.T, label string, question func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), hostileTime)
	defer cancel()
	start := time.Now()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: panic: %v", label, p)
			if !h.stack {
				h.stack = true
				t.Logf("%s", debug.Stack())
			}
		}
		if took := time.Since(start); took > h.slowest {
			h.slowest, h.slowestLabel = took, label
		}
		h.sampleHeap()
		if heap := h.heap.Load(); heap > hostileHeap && !h.over {
			h.over = true
			t.Errorf("%s: a heap of %d MiB; want at most %d", label, heap>>20, hostileHeap>>20)
		}
	}()
	err := question(ctx)
	switch {
	case ctx.Err() != nil:
		h.late++
		t.Errorf("%s: not done after %v: %s", label, hostileTime, shortened(fmt.Sprint(err)))
	case err == nil:
	case err.Error() == "" || !utf8.ValidString(err.Error()) ||
		strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }):
		t.Errorf("%s: error %q; want one line without control characters", label, err)
	}
}

// watchHeap samples the heap until the returned function is called, because the memory that
// a question used is already free when it ends.
func (h *hostile) watchHeap() (stop func()) {
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				h.sampleHeap()
			}
		}
	}()
	return func() { close(done); <-stopped }
}

func (h *hostile) sampleHeap() {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	for now := sample[0].Value.Uint64(); ; {
		most := h.heap.Load()
		if now <= most || h.heap.CompareAndSwap(most, now) {
			return
		}
	}
}

// shortened returns text in quotes, or the beginning of a long one.
func shortened(text string) string {
	if len(text) <= 80 {
		return fmt.Sprintf("%q", text)
	}
	return fmt.Sprintf("%q... (%d bytes)", text[:80], len(text))
}

// newLargeIndex returns an index of generated documents. Many of their words begin with the
// same letters, so that prefixes match hundreds of them, and they have more dates than a
// Bleve query may have clauses.
func newLargeIndex(t *testing.T) *searcher.Index {
	t.Helper()
	const documents, segment = 6_000, 1_500
	r := rand.New(rand.NewPCG(7, 7))
	vocabulary := hostileVocabulary()
	zipf := rand.NewZipf(r, 1.1, 4, uint64(len(vocabulary)-1))
	some := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = vocabulary[zipf.Uint64()]
		}
		return strings.Join(words, " ")
	}
	first := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	var docs []schema.Document
	for i := range documents {
		d := schema.Document{
			Date:    first.AddDate(0, 0, 2*(i/4)).Format(time.DateOnly),
			Meeting: fmt.Sprintf("council %d", i%20),
			Team:    vocabulary[i*7%300] + "-" + vocabulary[i*7%300+1],
			Lead:    []string{vocabulary[i*3%400] + " " + vocabulary[i*3%400+1]},
			Kind:    schema.Kinds[i%3],
			// The last five ensure that each word occurs.
			Text: some(4+i%13) + " " + strings.Join(vocabulary[5*i%len(vocabulary):][:5], " "),
			File: fmt.Sprintf("council/%d/%d.md", i%20, i/100),
			Line: 1 + i%100,
		}
		if i%3 == 0 {
			d.Parents = []schema.Parent{{Line: 1, Text: some(6)}}
			d.Links = []string{"https://" + vocabulary[i%len(vocabulary)] + ".example/a/b?c=d"}
		}
		d.Section = []string{"council", vocabulary[i/100%len(vocabulary)]}
		docs = append(docs, d)
	}
	return newIndexOf(t, docs, segment)
}

// hostileVocabulary returns 30,000 words, the common ones first.
func hostileVocabulary() []string {
	words := strings.Fields("the to and of a in for is on with we co be new it that are this at from " +
		"will has by team work all not can as release or have was app config")
	known := map[string]bool{}
	for _, word := range words {
		known[word] = true
	}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	// Most words begin with a few prefixes, as in English.
	beginnings := strings.Fields("co co co co re re re in in un de de di pr pr st st ca ma pa se su tr bo fo")
	middles := strings.Fields("n m r l t nt nd st r s ba be bi bo da de di do fa fe ga go ka ke la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se ta te ti to va ve")
	endings := strings.Fields("er al ate ist ure on um or ity ix ac")
	inflections := []string{"", "", "s", "ed", "ing", "'s"}
	for len(words) < 30_000 {
		word := pick(beginnings)
		for range 1 + r.IntN(3) {
			word += pick(middles)
		}
		word += pick(endings) + pick(inflections)
		if !known[word] {
			known[word] = true
			words = append(words, word)
		}
	}
	return words
}

// A hostileFamily is queries that are hostile in the same way.
type hostileFamily struct {
	name    string
	queries []string
}

// hostileFamilies returns all queries. They are the same in each run.
func hostileFamilies() []hostileFamily {
	var families []hostileFamily
	family := func(name string, queries ...string) {
		families = append(families, hostileFamily{name, queries})
	}
	// each returns form, which has one verb, formatted with each of values.
	each := func(form string, values ...string) (made []string) {
		for _, v := range values {
			made = append(made, strings.ReplaceAll(form, "%s", v))
		}
		return made
	}
	repeat := strings.Repeat
	// fill returns before, then part as often as it fits into 1,024 bytes, then after.
	fill := func(before, part, after string) string {
		return before + repeat(part, (1024-len(before)-len(after))/len(part)) + after
	}
	// list returns n clauses, form with a word of words in each.
	list := func(n int, between, form string, words []string) string {
		var clauses []string
		for i := range n {
			clauses = append(clauses, strings.ReplaceAll(form, "%s", words[i%len(words)]))
		}
		return strings.Join(clauses, between)
	}
	words := hostileVocabulary()
	common := words[:32]
	rare := words[20_000:20_032]
	beginnings := strings.Fields("co re in un de di pr st ca ma pa se su tr bo fo te wo wi ha to no ne be")
	fields := strings.Fields("team lead meeting kind section file text link date")

	// Nesting.
	for _, depth := range []int{2, 10, 100, 511} {
		family("nested",
			repeat("(", depth)+"a"+repeat(")", depth),
			repeat("(", depth)+"a",
			"a"+repeat(")", depth),
			repeat(")", depth)+"a"+repeat("(", depth),
			repeat("()", depth),
			repeat("-(", depth)+"a",
			repeat("-(", depth)+"the",
			repeat("-(", min(depth, 340))+"a"+repeat(")", min(depth, 340)),
			repeat("NOT ", min(depth, 255))+"a",
			repeat("NOT ", min(depth, 255))+"the",
			repeat("NOT(", min(depth, 255))+"zzzz",
			repeat("text:(", min(depth, 170))+"a",
			repeat("-text:(", min(depth, 146))+"a",
		)
	}
	family("nested",
		fill("", "(", ""), fill("", ")", ""), fill("", "()", ""), fill("", ")(", ""), fill("", "(a)", ""), fill("", "-(", ""), fill("", "(-", ""),
		fill("", "(a OR ", ""), fill("", "(a ", ""), fill("", "-(a ", ""), fill("", "NOT (a OR ", ""), fill("", "a OR (b ", ""),
		"-(a -(b -(the -(of -(co* -(new -(we -(to -(it -(in",
		list(32, " ", "-(%s", common), list(32, " ", "-(%s", rare), list(32, " OR -(", "%s", common), list(32, " (", "%s OR to", common),
		list(16, " OR ", "(%s AND -(to))", common), list(16, " ", "(%s OR NOT to)", common), list(16, " -", "(%s OR NOT(in))", common),
	)

	// Operators, at every place of a short query.
	operators := strings.Fields(`OR AND NOT - ( ) " * : -( NOT( OR( ") (" ..  team: date: lead:( -- + ^ ~ /`)
	for _, o := range operators {
		family("operators", o+" a", "a "+o, "a "+o+" b", "("+o+")", o+" a "+o+" b "+o, "text:"+o)
	}
	for _, o := range strings.Fields(`OR AND NOT - " * : ~ + : -" "" *" ..`) {
		family("chains", fill("", o+" ", ""), fill("a ", o+" ", "b"), fill("", o, ""), fill("a", o, "b"))
	}
	family("chains",
		list(32, " OR ", "%s", common), list(32, " OR ", "%s", rare), list(32, " AND ", "%s", common), list(32, " NOT ", "%s", common),
		list(32, " -", "%s", common), list(32, " OR NOT ", "%s", common), list(32, " OR -", "%s", rare), list(32, " OR ", "-%s", common),
		list(32, " OR ", `text:"%s to"`, common), list(32, " OR ", "team:%s", common), list(32, " OR ", "lead:%s", rare),
	)

	// Clauses: the maximum number, and one more.
	for _, n := range []int{32, 33} {
		family("clauses",
			list(n, " ", "%s", common), list(n, " ", "%s", rare), list(n, " ", "a", common), list(n, " ", "zz%s", rare), list(n, " ", "x%sx", rare),
			list(n, " ", "%s*", beginnings), list(n, " OR ", "%s*", beginnings), list(n, " ", "-%s*", beginnings), list(n, " ", "co*", common), list(n, " OR ", "co*", common),
			list(n, " ", `"%s the"`, common), list(n, " OR ", `"the %s"`, common), list(n, " ", `"of the %s"`, common),
			list(n, " ", "%s-the", common), list(n, " ", "a-%s-b", rare), list(n, " ", "%s2", rare), list(n, " 2 ", "%s", common[:16]),
			list(n, " ", "team:%s*", beginnings), list(n, " ", "lead:%s*", beginnings), list(n, " ", "text:%s*", beginnings), list(n, " ", "section:%s", common),
			list(n, " ", "file:%s*", beginnings), list(n, " ", "link:%s*", beginnings), list(n, " ", "date:1y", common), list(n, " ", "kind:row", common), list(n, " ", ":-)", common),
			list(n, " ", `""`, common), list(n, " OR ", `team:""`, common), list(n, " ", "(%s)", common),
		)
	}

	// Prefixes.
	family("prefixes", each("%s*", slices.Concat(beginnings, fields)...)...)
	family("prefixes", each("team:%s*", beginnings...)...)
	family("prefixes", each("%s* the", beginnings[:8]...)...)
	family("prefixes", "a*", "*", "**", "a**", "é*", "c+*", "++*", "日本*", "日*", "1*", "11*", "a-b*", "co-co-co-co*", `"co*"`, `co*"`, "co*co*", "*co*", "co *", "-co*", "co*-co*",
		"text:(co* re*)", "lead:(co* OR re*)", "meeting:co*", "date:20*", "date:2018*", "kind:bu*", "file:co*", "link:ht*", "section:co*", "v1*", "v1.2*", "co* re* in* un* de*", "½½*", "a̐*", "\u0301\u0301*",
		fill("", "co", "*"), fill("a-", "co-", "co*"), fill("", "日", "*"), "ʰ\x01ʰ*", "ª\u202eª*", "1\x00*", "a\x1b*")

	// Phrases and compounds.
	for _, n := range []int{5, 15, 20, 50, 150, 340} {
		for _, part := range []string{"a", "co", "the", "9", "zq"} {
			count := min(n, 1020/(len(part)+1))
			family("phrases", `"`+repeat(part+" ", count)+`"`, part+repeat("-"+part, count-1))
		}
		family("phrases", `text:"`+repeat("a ", n)+`"`, "section:"+repeat("a-", n)+"b", "file:"+repeat("a/", n)+"b", "link:"+repeat("a.", n)+"b",
			"team:"+repeat("a-", n)+"b", "lead:"+repeat("a-", n)+"b", repeat("a.", n)+"co*", "-"+repeat("a-", n)+"b", `"`+list(min(n, 140), " ", "%s", words[:300])+`"`)
	}
	family("phrases", repeat("a-", 500)+"a", repeat("a", 500), repeat("a", 1024), repeat("a+", 511), repeat("a++", 300), repeat("a#", 500), repeat("c++ ", 250), repeat("app-", 250), repeat("it's-", 200),
		repeat("application ", 31), `"`+repeat("pull request ", 70)+`"`, repeat("pull request ", 16), repeat("pr ", 32), repeat("pr-", 300), repeat("http2-", 160), repeat("v6.", 300), "a 1 "+repeat("co 2 ", 15))

	// Quotes.
	for _, n := range []int{1, 2, 32, 33, 500, 1024} {
		family("quotes", repeat(`"`, n), "a"+repeat(`"`, min(n, 1023)), repeat(`"`, min(n, 1023))+"a", repeat(`""`, min(n, 512)), repeat(`'`, n), repeat(`" `, min(n, 512)))
	}
	family("quotes", fill("", `"a"`, ""), fill("", `"a" `, ""), fill("", `a"`, ""), fill("", `team:"`, ""), fill("", `\"`, ""), "“a b”", "«a»", `"a\"b"`, "`a`", `'a b'`, `text:"a"b"c"`)

	// Fields.
	for _, field := range fields {
		family("fields", each("%s", field+":", field+`:""`, field+`:"`, field+":()", field+":(", field+":)", field+`:"""`, field+":*", field+":a*", field+":(a OR b", field+":(a -(b NOT c))",
			"-"+field+`:""`, field+":"+field+":a", field+`:(team:a lead:(b date:2018 (c OR kind:row) d) e)`, field+":(("+field+":(("+field+":a", field+": a", " "+field+":a", strings.ToUpper(field)+":a",
			field+":…", field+":\x00", field+":\xff", field+":a\x1b[31m", field+":a\u202eb", field+":a\xffb", field+":\"a\nb\x9b\"", field+":(a\n\rb)", field+":"+repeat("a", 1000), field+":"+repeat("9", 1000), field+":a OR "+field+":b",
			fill(field+":(", field+":a ", ""), fill(field+":", field+":", "a"), fill("", field+":( ", "a"), field+":1..2", field+":a\x01b*", field+`:"`+repeat("co ", 300)+`"`)...)
	}
	family("fields", "a:b", "http:b", "x:\x1bb", "abc:x\x9by", "abc:a\xffb", "abc:a\u202eb", "abc:a\u200bb", "abc:a\u2028b", "abc:\"a\nb\"", fill("", "x", ":a"), "é:a", "a::b", ":a", "::", "a:(", "abc:(\x00", "team:(a:(b))", "a\x00:b")

	// Dates.
	for _, d := range strings.Fields(`9999 0000 0001 9999Q4 0000Q1 2018Q0 2018Q5 2018q4 9999-12 9999-12-31 0000-01-01 2018-02-30 2018-13 2018-00-00 20180 -2018 last last-0 last-1 last-65535 last-65536 last--1 last-
		99999d 65535d 65536d 0d 1d 65535m 65535y 99999999999999999999y 1y 1w d y 1.5d 1e3d 0x10d +1d .. ... .... 2018.. ..2018 2018..2017 2017..2018 0000..9999 9999..0000 last..2018 2018..last 90d..2018 2018..2018..2018
		2018Q1..2018-01 2018/06/26 26.06.2018 yesterday LAST ２０１８ 2018Q１ ٢٠١٨ 2018* 1y* 9999999999-01-01 2018-06-26T00:00:00Z 1970-01-01 2038-01-19`) {
		family("dates", "date:"+d, "-date:("+d+" OR 2018) a")
	}

	// Bytes and runes.
	for c := range rune(0x20) {
		family("control", "a"+string(c)+"b", "abc:a"+string(c)+"b")
		family("control", []string{string(c), `"a` + string(c) + `b"`, "team:a" + string(c) + "b*"}[c%3])
	}
	for i := range hostileOptions { // so that one of them is explained
		family("control", "the\nnew"+repeat("\n", i))
	}
	odd := []string{"\x7f", "\u0080", "\u009b31m", "\x80", "\x9b", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "\xfe\xff", "\xe2\x82", "\xf0\x9f", // not UTF-8, or not text
		"\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u180e", "\u2028", "\u2029", "\u0085", "\u00a0", "\u3000", "\ufffd", "\ufffe", "\uffff", "\U0010ffff", "\ue000",
		"\u0301", "\u0489", "\u20dd", "\u0e33", "\u094d", "\u05b0", "\ufe0f", "\u1160", "\u3164", // marks and fillers
		"ａ", "２", "：", "＂", "（", "ﬃ", "ß", "ẞ", "İ", "ı", "ſ", "K", "ǅ", "½", "①", "㍿", "㌀", "ﷺ", "𝔘", "𝟘", "日", "한", "ก", "أ", "א", "ŉ", "ʼn", "ª", "ⅷ", "ʰ",
		"🚢", "👩‍🚀", "👨‍👩‍👧‍👦", "🇩🇪", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"}
	for i, s := range odd {
		family("runes", "a"+s+"b", fill("", s, ""))
		forms := []string{fill("a", s, "b*"), fill(`"`, s+" ", `"`), fill("", "a"+s, ""), s + "*", "co" + s + "*", "team:" + s, "lead:a" + s + "b", "abc:a" + s, "-" + s}
		family("runes", forms[i%9])
	}
	family("runes", "e"+repeat("\u0301", 500), "e"+repeat("\u0300\u0316\u0489", 150), fill("", "e\u0301", ""), "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "team：ａ", "ｔｅａｍ:a", "（ａ ＯＲ ｂ）", "－ａ", "–a", "—a", "−a")

	// Long words, which are costly for repairs, and long numbers.
	for _, n := range []int{7, 8, 100, 256, 1000, 1024, 1025} {
		family("long", repeat("a", n), repeat("ab", n)[:n], repeat("zqxj", n)[:n], repeat("9", n), "v"+repeat("1", n-1), repeat("日", n/3), repeat("é", n/2), repeat("a9", n)[:n], `"`+repeat("b", n-2)+`"`, repeat(" ", n), repeat("ing", n)[:n], repeat("co", n)[:n-1]+"*", repeat("😀", n/4)+"ab")
	}
	family("long", list(32, " ", "%s", each("%szqxjvkwpfhgabcdefghijk", rare[:10]...)), list(8, " ", "%s", each(repeat("%s", 20), rare[0][:5], rare[1][:5], rare[2][:5], rare[3][:5])),
		list(32, " ", "%s", each("q%sq", rare...)), list(32, " OR ", "%s", each("%sq", rare...)), list(32, " ", "-%s", each("%sq", rare...)))

	// Languages of other programs.
	family("foreign", strings.Split(`+a -b
+a +b^5
a~2
a~
"a b"~5
/re.*/
/(a|b)*c/
/(a+)+$/
/[/
name:/a.*/
a^5
a^-1
a^999999999999
a AND b OR c
a && b || !c
!a
date:>2018
date:>=2018-01-01
date:<2018
date:[2018 TO 2019]
date:{2018 TO *}
_all:a
text:/a.*/
text:a~1
team:a^5
*:*
\*
a\:b
a\ b
(a+)+b
^(a|a)*$
(?i)a
(?P<x>a)
[a-z]+
[^a]
a{1,9999}
\d+\w*
.*
.+
?
a?b
**/*.go
{a,b}
[!a]*
~/.ssh
../../etc/passwd
C:\a\b
%00
%s%n%d
%!s(MISSING)
${HOME}
$(id)
'; DROP TABLE notes; --
' OR '1'='1
1=1
SELECT * FROM notes WHERE team = "a"
" OR ""="
; rm -rf /
| cat
&& id
> out
a & b
#!/bin/sh
--index
-n 5
--
-
{"query":{"match_all":{}}}
{"a":[1,2,{"b":null}]}
[[[[[[[[[[
{{.Text}}
{{range .}}
<script>alert(1)</script>
<!-- a -->
&lt;&#0;
<a href="x">
\u0000
\x00
\n
NaN
Infinity
-1
-0
0
1e999
null
nil
true
undefined
__proto__
a.b.c()
f(x, g(y))
foo->bar[0]
a:=b
std::map<int>
user@example.org
https://a.example/b?c=d&e=f#g
http://[::1]:80/
localhost:8080
12:30:59
c++ c# f#
#2143 @a $b
a/b\c|d
= == === !=
TODO: fix
:-) ;-( <3
((a) OR
a OR OR b
OR OR OR
NOT NOT
NOT (
- - -
--a
---a
a--b
-"
-""
-()
NOT()`, "\n")...)

	// Bytes: the maximum number, and one more.
	for _, part := range []string{"a", "a ", "the ", "é", "-a ", "a-", `"a" `, "(", "co* ", "a OR ", "日", "9", " ", "\xff", ":", "app ", "NOT "} {
		full := repeat(part, 1024/len(part)+1)
		family("bytes", full[:1023], full[:1024], full[:1025], full[:1024]+full[:1024], repeat(full, 8))
	}

	// Random bytes.
	r := rand.New(rand.NewPCG(3, 4))
	pieces := slices.Concat(operators, odd, beginnings, common, rare, each("%s:", fields...), strings.Fields(`" " ( ) * 2018 last 1y co* "a text:( -( 2 v6`))
	for range 75 {
		var b strings.Builder
		for range 1 + r.IntN(60) {
			b.WriteString(pieces[r.IntN(len(pieces))])
			b.WriteString(repeat(" ", r.IntN(2)))
		}
		family("random", b.String())
		noise := make([]byte, r.IntN(200))
		for i := range noise {
			noise[i] = byte(r.Uint32())
		}
		if r.IntN(3) == 0 {
			family("random", string(noise))
		}
	}

	// The families of one name are asked together.
	var merged []hostileFamily
	for _, f := range families {
		i := slices.IndexFunc(merged, func(m hostileFamily) bool { return m.name == f.name })
		if i < 0 {
			merged = append(merged, f)
			continue
		}
		merged[i].queries = append(merged[i].queries, f.queries...)
	}
	return merged
}
