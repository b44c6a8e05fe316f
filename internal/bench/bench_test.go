package bench

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"minutes/indexer"
	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/internal/store"
	"minutes/schema"
	"minutes/searcher"
)

var sizes = flag.String("sizes", "10k", "bullets of the notes to measure with, such as 10k,100k,1m; 1m takes a minute to index")

// eachSize runs a benchmark with notes of each of the sizes.
func eachSize(b *testing.B, run func(b *testing.B, notes string, bullets int)) {
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(strings.NewReplacer("k", "000", "m", "000000").Replace(size))
		if err != nil {
			b.Fatalf("unknown size %q", size)
		}
		b.Run(size, func(b *testing.B) {
			notes, err := Notes(n)
			if err != nil {
				b.Fatal(err)
			}
			run(b, notes, n)
		})
	}
}

// indexOf returns an index of notes, which is next to them in the cache. It updates the
// index, because a new program must rebuild it.
func indexOf(b *testing.B, notes string) string {
	b.Helper()
	path := notes + ".bleve"
	if _, err := indexer.Build(b.Context(), indexer.Options{Index: path, Notes: []string{notes}}); err != nil {
		b.Fatal(err)
	}
	return path
}

// read returns the content of the files of notes by name, up to 8 MiB in total.
func read(b *testing.B, notes string) (names []string, contents [][]byte) {
	b.Helper()
	found, err := indexer.Find([]string{notes}, "")
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, f := range found.Files {
		src, err := os.ReadFile(f.Path)
		if err != nil {
			b.Fatal(err)
		}
		if size += len(src); size > 8<<20 {
			break
		}
		names, contents = append(names, f.Name), append(contents, src)
	}
	b.SetBytes(int64(size))
	return names, contents
}

// BenchmarkParse reads notes into documents.
func BenchmarkParse(b *testing.B) {
	eachSize(b, func(b *testing.B, notes string, _ int) {
		names, contents := read(b, notes)
		for b.Loop() {
			if docs := parse(b, names, contents); len(docs) == 0 {
				b.Fatal("no documents")
			}
		}
	})
}

func parse(b *testing.B, names []string, contents [][]byte) []schema.Document {
	b.Helper()
	var notes []*indexer.Note
	for i, name := range names {
		n, err := indexer.Parse(name, contents[i])
		if err != nil {
			b.Fatal(err)
		}
		notes = append(notes, n)
	}
	return indexer.Documents(notes, indexer.Names{})
}

// BenchmarkAnalyze makes a segment of at most ten thousand of the documents.
func BenchmarkAnalyze(b *testing.B) {
	eachSize(b, func(b *testing.B, notes string, _ int) {
		names, contents := read(b, notes)
		docs := parse(b, names, contents)
		docs = docs[:min(len(docs), 10_000)]
		dir := b.TempDir()
		if err := os.Mkdir(filepath.Join(dir, segment.Folder), 0o777); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(0)
		for b.Loop() {
			if err := segment.Write(dir, 1, docs, naming.Joins{}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "docs/s")
	})
}

// BenchmarkBuild makes an index of all notes from scratch.
func BenchmarkBuild(b *testing.B) {
	eachSize(b, func(b *testing.B, notes string, bullets int) {
		path := filepath.Join(b.TempDir(), "index")
		for b.Loop() {
			if _, err := indexer.Build(b.Context(), indexer.Options{Index: path, Notes: []string{notes}, Full: true}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(bullets*b.N)/b.Elapsed().Seconds(), "bullets/s")
		idx, err := store.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		defer idx.Close()
		b.ReportMetric(float64(idx.Manifest.Size)/float64(bullets), "B/bullet")
	})
}

// BenchmarkSave updates an index: with no changes, and with one note that gains or loses
// a bullet each time.
func BenchmarkSave(b *testing.B) {
	eachSize(b, func(b *testing.B, notes string, _ int) {
		path := indexOf(b, notes)
		found, err := indexer.Find([]string{notes}, "")
		if err != nil {
			b.Fatal(err)
		}
		note := found.Files[len(found.Files)/2].Path
		was, err := os.ReadFile(note)
		if err != nil {
			b.Fatal(err)
		}
		defer func() {
			if err := os.WriteFile(note, was, 0o666); err != nil {
				b.Error(err)
			}
		}()
		save := func(b *testing.B, changed int) {
			s, err := indexer.Build(b.Context(), indexer.Options{Index: path, Notes: []string{notes}})
			if err != nil || s.Changed != changed || s.Added > 0 {
				b.Fatalf("it saved %d changed and %d new notes, %v; want %d changed", s.Changed, s.Added, err, changed)
			}
		}
		b.Run("nothing", func(b *testing.B) {
			for b.Loop() {
				save(b, 0)
			}
		})
		b.Run("one", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				text := append([]byte{}, was...)
				if i%2 == 0 {
					text = append(text, "- one bullet more\n"...)
				}
				if err := os.WriteFile(note, text, 0o666); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				save(b, 1)
			}
		})
	})
}

// BenchmarkOpen opens an index, and closes it.
func BenchmarkOpen(b *testing.B) {
	eachSize(b, func(b *testing.B, notes string, _ int) {
		path := indexOf(b, notes)
		for b.Loop() {
			idx, err := store.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			idx.Close()
		}
	})
}

// queries are the queries to measure, by the feature that they exercise.
var queries = []struct {
	name, text string
	options    searcher.Options
}{
	{"word", "lantern", searcher.Options{Limit: 10}},
	{"rare-word", "astrolabe", searcher.Options{Limit: 10}},
	{"phrase", `"rolling anchors"`, searcher.Options{Limit: 10}},
	{"prefix", "lan*", searcher.Options{Limit: 10}},
	{"two-words", "rolling lantern", searcher.Options{Limit: 10}},
	{"filter-and-range", "team:beacon date:2010 release", searcher.Options{Limit: 10}},
	{"word-by-date", "lantern", searcher.Options{Limit: 10, Sort: searcher.Newest}},
	{"all-by-date", "", searcher.Options{Limit: 10}},
	{"word-facets", "lantern", searcher.Options{Facets: []string{schema.Team, schema.Lead, "month"}, Top: 10}},
	{"all-facets", "", searcher.Options{Facets: []string{schema.Team, schema.Lead, "month"}, Top: 10}},
	{"all-crossed", "", searcher.Options{Facets: []string{"team:month"}, Top: 10}},
	{"all-crossed-by-day", "", searcher.Options{Facets: []string{"date:team"}, Top: 10}},
}

// BenchmarkQuery answers queries on an open index.
func BenchmarkQuery(b *testing.B) {
	eachSize(b, func(b *testing.B, notes string, _ int) {
		idx, err := searcher.Open(indexOf(b, notes))
		if err != nil {
			b.Fatal(err)
		}
		defer idx.Close()
		for _, test := range queries {
			q, err := searcher.Parse(test.text)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(test.name, func(b *testing.B) {
				total := 0
				for b.Loop() {
					r, err := idx.Search(context.Background(), q, test.options)
					if err != nil {
						b.Fatal(err)
					}
					if total = r.Total; total == 0 {
						b.Skip("few bullets do not have it")
					}
				}
				b.ReportMetric(float64(total), "found")
			})
		}
	})
}
