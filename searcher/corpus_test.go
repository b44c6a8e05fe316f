package searcher_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/internal/segment/segmenttest"
	"minutes/internal/store"
	"minutes/schema"
	"minutes/searcher"
)

// corpus returns the notes of a bakery: names that differ in case, accents and
// punctuation, several leads or none, headings, and dates with gaps.
func corpus() []schema.Document {
	texts := []string{
		"The rye-bread oven is cold again!",
		"Cold rye bread for the café, see https://bakery.example/rye/cold-start",
		"CRÈME brûlée: v1.20 of the recipe replaces v1.2",
		"New oven ordered; the old oven goes to Ute.",
		"the new, the old, the new oven",
		"Oven? new!",
		"Flour delivery slips to 2018-06-26 (Odile)",
		"naïve plan: bake twice, sell once",
		"Bake twice. Sell once more; bake",
		"Straße closed, ﬂour comes by boat",
		"night_shift_only mode is on for ovens",
		"ovens ovens ovens",
		"Zoe asked about grain",
		"grain and flour and grain",
		"C++ scale firmware #4711",
		"scale: b2b link lost at 12:30",
		"…",
		"Yeast!",
		"yeast: slow, slow, quick",
		"Decide on the name \"Crumb & Co\"",
	}
	teams := []string{"Ovens", "OVENS", "Ovens-Night", "Flour and Grain", "Café Front", "CAFE front", "Crumb & Co", "", "Yeast"}
	leads := [][]string{{"Zoë Marchetti"}, {"Ute", "Odile Brandt"}, {"Ute Vasquez"}, {}, {"Tomás Ibarra-Quint", "ZOE MARCHETTI"}, {"Ute"}, {"Zoë"}}
	topics := []string{"", "Weak starters", "WEAK STARTERS", "Ovens", "Night shifts: who and when"}
	people := [][]string{{}, {"Ute Vasquez"}, {"Ada Quist", "@zoë"}, {"Zoë Marchetti", "Ute"}, {"ada quist"}}
	outcomes := [][]string{{}, {"action", "open"}, {"decision"}, {}, {"action", "done"}, {"open"}, {"action", "decision", "open"}}
	meetings := []string{"Bakery Council", "bakery council", "Crème Circle", ""}
	dates := []string{"2016-02-29", "2017-12-31", "2018-01-01", "2018-03-31", "2018-04-01", "2018-06-26", "2019-02-28", "2021-02-27", "2021-02-28", "2021-08-24", "2021-08-31"}
	sections := [][]string{{}, {"Round of the teams", "Ovens - Zoë Marchetti"}, {"Crème", "new plans"}, {"Old", "oven"}}
	links := [][]string{{}, {"https://bakery.example/rye/cold-start"}, {"http://rye.example/a", "http://bakery.example/b?c=d"}}

	var docs []schema.Document
	for i := range 66 {
		d := schema.Document{
			Date:    dates[i*7%len(dates)],
			Meeting: meetings[i*i%len(meetings)],
			Team:    teams[i*5%len(teams)],
			Lead:    leads[i*3%len(leads)],
			Topic:   topics[i*2%len(topics)],
			People:  people[i*3/2%len(people)],
			Is:      outcomes[i%len(outcomes)],
			Kind:    schema.Kinds[i%3],
			Text:    texts[i%len(texts)],
			Parents: []schema.Parent{},
			Section: sections[i*3/2%len(sections)],
			Links:   links[i%len(links)],
			Line:    i + 1,
		}
		if i%4 == 1 { // below the previous one
			d.Parents = slices.Concat(docs[i-1].Parents, []schema.Parent{{Line: i, Text: docs[i-1].Text}})
		}
		if i%11 == 10 {
			d.Kind, d.Text = schema.Heading, d.Team+" - "+d.Meeting
		}
		d.File = fmt.Sprintf("%s/notes-%s.md", d.Date[:4], d.Date)
		docs = append(docs, d)
	}
	return docs
}

// unspacedDocuments returns documents in scripts without spaces, also mixed with others.
func unspacedDocuments() []schema.Document {
	texts := []string{
		"会议记录：面包店的新烤箱 v2版本已到",
		"Yeast会议，面包 面包店",
		"パン屋の新しいオーブン、ﾌﾟﾗﾝ変更とプラン",
		"빵집 회의록을 보냈다, 회의는 월요일",
		"ร้านขนมปังเปิดเตาอบใหม่",
		"New oven: 新烤箱，新面包店 (C++)",
	}
	teams := []string{"面包店", "パン屋", "Ovens", "빵집 팀"}
	leads := [][]string{{"田中太郎", "김 민수"}, {"Zoë"}, {}, {"王芳"}}
	var docs []schema.Document
	for i := range 24 {
		d := schema.Document{
			Date: fmt.Sprintf("2022-0%d-01", 1+i%5), Meeting: "面包会议", Team: teams[i%len(teams)], Lead: leads[i*3%len(leads)],
			People: []string{}, Is: []string{}, Kind: schema.Kinds[i%3], Text: texts[i%len(texts)], Parents: []schema.Parent{},
			Section: []string{"烤箱记录"}, Links: []string{}, File: fmt.Sprintf("2022/会议-%d.md", 1+i%5), Line: i + 1,
		}
		if i%4 == 1 {
			d.Parents = []schema.Parent{{Line: i, Text: texts[(i-1)%len(texts)]}}
		}
		docs = append(docs, d)
	}
	return docs
}

// newIndex returns an index of docs, in several segments.
func newIndex(t *testing.T, docs []schema.Document) *searcher.Index {
	t.Helper()
	return newIndexOf(t, docs, 25)
}

// newIndexOf returns an index of docs with the given number in each segment, or a few more,
// because those of a note stay together.
func newIndexOf(t *testing.T, docs []schema.Document, size int) *searcher.Index {
	t.Helper()
	return indexIn(t, t.TempDir(), docs, size, naming.Joins{})
}

// indexIn makes such an index in the empty folder dir.
func indexIn(t *testing.T, dir string, docs []schema.Document, size int, joins naming.Joins) *searcher.Index {
	t.Helper()
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b schema.Document) int { return strings.Compare(segment.Key(a), segment.Key(b)) })
	var segments [][]schema.Document
	for len(docs) > 0 {
		n := min(size, len(docs))
		for n < len(docs) && docs[n].File == docs[n-1].File {
			n++
		}
		segments = append(segments, docs[:n])
		docs = docs[n:]
	}
	idx := segmenttest.Index(t, dir, segments, joins)
	census := idx.Census()
	made := store.Manifest{Generation: dir} // no other has this version
	return searcher.NewIndex(&store.Index{Index: idx, Names: census.Names(joins), Manifest: made})
}

// joinedIndex returns an index of docs that is made of three, with the notes of each third
// year.
func joinedIndex(t *testing.T, docs []schema.Document) *searcher.Index {
	t.Helper()
	var parts [3][]schema.Document
	for _, d := range docs {
		year := int(d.File[3] - '0')
		parts[year%3] = append(parts[year%3], d)
	}
	var made []*searcher.Index
	for _, part := range parts {
		made = append(made, newIndex(t, part))
	}
	idx, err := searcher.Joined(made...)
	if err != nil {
		t.Fatal(err)
	}
	return idx
}

// parent returns d as a parent.
func parent(d schema.Document) schema.Parent { return schema.Parent{Line: d.Line, Text: d.Text} }

// linesOf returns the lines of the full and of the partial hits of r, in order.
func linesOf(r *searcher.Result) (full, partial []int) {
	for _, hit := range r.Hits {
		if hit.Partial {
			partial = append(partial, hit.Line)
		} else {
			full = append(full, hit.Line)
		}
	}
	return sorted(full), sorted(partial)
}

func sorted(lines []int) []int {
	slices.Sort(lines)
	return lines
}
