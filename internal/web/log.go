package web

import (
	"log/slog"
	"net/http"
	"time"
)

// logged returns next, with a line in the access log for each request.
func (s *Server) logged(next http.Handler) http.Handler {
	if s.Log == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		counted := &countingWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(counted, r)
		s.Log.LogAttrs(r.Context(), slog.LevelInfo, "request",
			slog.String("remote", r.RemoteAddr), slog.String("host", r.Host), slog.String("method", r.Method),
			slog.String("address", r.URL.RequestURI()), slog.Int("status", counted.status),
			slog.Int64("bytes", counted.bytes), slog.Float64("ms", float64(time.Since(began).Microseconds())/1000))
	})
}

// A countingWriter remembers the status and the size of a reply.
type countingWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *countingWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *countingWriter) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}
