package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Only POST is answered at /mcp, and only for pages of this server or for programs.
func TestAssistantGuard(t *testing.T) {
	const list = `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`
	for _, test := range []struct {
		method, path, host, origin, body string
		cors                             bool
		want                             int
	}{
		{"POST", "/mcp", "localhost", "", list, false, http.StatusOK},
		{"POST", "/mcp", "localhost", "http://localhost", list, false, http.StatusOK},
		{"POST", "/mcp", "localhost", "https://evil.example", list, false, http.StatusForbidden},
		{"POST", "/mcp", "localhost", "http://localhost:3000", list, false, http.StatusForbidden},
		{"POST", "/mcp", "localhost", "null", list, false, http.StatusForbidden},
		{"POST", "/mcp", "localhost", "https://friend.example", list, true, http.StatusOK},
		{"POST", "/mcp", "evil.example", "", list, true, http.StatusMisdirectedRequest},
		{"OPTIONS", "/mcp", "localhost", "https://friend.example", "", true, http.StatusNoContent},
		{"OPTIONS", "/mcp", "localhost", "https://evil.example", "", false, http.StatusForbidden},
		{"GET", "/mcp", "localhost", "", "", false, http.StatusMethodNotAllowed},
		{"DELETE", "/mcp", "localhost", "", "", false, http.StatusMethodNotAllowed},
		{"POST", "/search", "localhost", "", list, false, http.StatusMethodNotAllowed},
		{"POST", "/mcp/x", "localhost", "", list, false, http.StatusMethodNotAllowed},
		{"POST", "/mcp", "localhost", "", "{", false, http.StatusBadRequest},
		{"POST", "/mcp", "localhost", "", `{"x":"` + strings.Repeat("x", 100_000) + `"}`, false, http.StatusRequestEntityTooLarge},
	} {
		s := &Server{Options: Options{Base: "/", CORS: test.cors, Report: func(error) {}}, notes: &snapshots{}}
		s.guard = newGuard(s.Options)
		s.handler = s.routes()
		r := httptest.NewRequest(test.method, test.path, strings.NewReader(test.body))
		r.Host = test.host
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		if test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%s %s of %s from %q has the status %d, want %d: %.200s", test.method, test.path, test.host, test.origin, w.Code, test.want, w.Body)
		}
		if allowed := w.Header().Get("Access-Control-Allow-Origin"); !test.cors && allowed != "" {
			t.Errorf("%s %s allows %s", test.method, test.path, allowed)
		}
	}
}
