package web

import (
	"context"
	"fmt"
	"net/http"

	"minutes/internal/fault"
	"minutes/searcher"
)

// healthz says whether the indexes at the paths can be read. An index that is moved away can
// still answer while it is open, but not after the next start. So it opens the index again,
// once at a time.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	s.health.Lock()
	err := canRead(s.Open)
	s.health.Unlock()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "the index cannot be read")
		return
	}
	fmt.Fprintln(w, "ok")
}

// canRead returns an error if no document can be read from the index that open opens.
func canRead(open func() (*searcher.Index, error)) error {
	return fault.Catch(func() error {
		idx, err := open()
		if err != nil {
			return err
		}
		defer idx.Close()
		_, err = idx.Search(context.Background(), searcher.Query{}, searcher.Options{Limit: 1})
		return err
	})
}
