package web

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

// BenchmarkSearch measures the server time of search pages. It uses the index at
// MINUTES_BENCH_INDEX, else one of the sample notes.
func BenchmarkSearch(b *testing.B) {
	s, err := New(Options{Index: os.Getenv("MINUTES_BENCH_INDEX")})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
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
