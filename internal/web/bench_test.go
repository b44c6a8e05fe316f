package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"minutes/searcher"
)

// BenchmarkSearch measures the server time of search pages. It uses the index at
// MINUTES_BENCH_INDEX, else one of the sample notes.
func BenchmarkSearch(b *testing.B) {
	s := serve(b, Options{Open: opener(os.Getenv("MINUTES_BENCH_INDEX"))})
	for _, address := range []string{"/search?q=release", "/search?q=containerd", "/search?q=release+notes", "/search?q=cli+release&f=date:2018", "/search", "/"} {
		b.Run(address, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			b.ReportAllocs()
			for b.Loop() {
				s.cache = cache{} // each page is made anew
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// BenchmarkDifferentSearches measures the server time of search pages that nobody asked for
// before: the median, and that of 99 of 100. It asks for each word of the notes once, so a
// rare word counts as much as a common one, and for each two words that are side by side.
// It uses the index at MINUTES_BENCH_INDEX, else one of the sample notes.
func BenchmarkDifferentSearches(b *testing.B) {
	s := serve(b, Options{Open: opener(os.Getenv("MINUTES_BENCH_INDEX"))})
	pageTime(b, s, "/") // reads what is read once for each index
	words, pairs, sampled := wordsOf(b, s)
	for _, kind := range []struct {
		name    string
		address func(string) string
		words   []string
	}{
		{"word", plain, words},
		{"word by frequency", plain, sampled},
		{"two words", plain, pairs},
		{"word and year", func(w string) string { return plain(w) + "&f=date%3A2018" }, words},
	} {
		b.Run(kind.name, func(b *testing.B) {
			var times []time.Duration
			for _, words := range kind.words {
				s.cache = cache{}
				times = append(times, pageTime(b, s, kind.address(words)))
			}
			for b.Loop() { // the pages above are what is measured
				continue
			}
			slices.Sort(times)
			for _, percent := range []int{50, 99} {
				b.ReportMetric(times[len(times)*percent/100].Seconds()*1000, fmt.Sprintf("p%d-ms", percent))
			}
			b.ReportMetric(float64(len(times)), "pages")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func plain(words string) string { return "/search?q=" + url.QueryEscape(words) }

// pageTime returns how long s takes to answer a request for address.
func pageTime(b *testing.B, s *Server, address string) time.Duration {
	b.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	start := time.Now()
	s.ServeHTTP(w, r)
	took := time.Since(start)
	if w.Code != http.StatusOK {
		b.Fatalf("%s has the status %d", address, w.Code)
	}
	return took
}

// wordsOf returns up to 3,000 different words and pairs of words of the notes, spread over
// their documents, and as many words as they come, common ones more often.
func wordsOf(b *testing.B, s *Server) (words, pairs, sampled []string) {
	b.Helper()
	held, err := s.notes.take()
	if err != nil {
		b.Fatal(err)
	}
	defer s.notes.drop(held)
	const most = 3000
	total := 0
	seen := map[string]bool{}
	for offset := 0; offset == 0 || offset < total; offset += max(500, total/40) {
		r, err := held.first.Search(b.Context(), searcher.Query{}, searcher.Options{Sort: searcher.Oldest, Limit: 100, Offset: offset})
		if err != nil {
			b.Fatal(err)
		}
		total = r.Total
		for _, h := range r.Hits {
			last := ""
			for _, word := range strings.FieldsFunc(strings.ToLower(h.Text), func(c rune) bool { return !unicode.IsLetter(c) }) {
				sampled = append(sampled, word)
				if !seen[word] {
					seen[word] = true
					words = append(words, word)
				}
				if pair := last + " " + word; last != "" && !seen[pair] {
					seen[pair] = true
					pairs = append(pairs, pair)
				}
				last = word
			}
		}
	}
	return spread(words, most), spread(pairs, most), spread(sampled, most)
}

// spread returns at most n of all, at even distances.
func spread(all []string, n int) []string {
	if len(all) <= n {
		return all
	}
	var some []string
	for i := range n {
		some = append(some, all[i*len(all)/n])
	}
	return some
}
