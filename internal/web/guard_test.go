package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A page elsewhere cannot read the notes by letting its name resolve to this machine.
func TestHosts(t *testing.T) {
	local := serve(t, Options{Hosts: []string{"Notes.Example.org"}})
	open := serve(t, Options{AnyIP: true})
	for _, test := range []struct {
		host        string
		local, open bool
	}{
		{"localhost", true, true},
		{"LocalHost:8080", true, true},
		{"localhost.:80", true, true},
		{"minutes.localhost", true, true},
		{"127.0.0.1:8080", true, true},
		{"127.8.9.1", true, true},
		{"[::1]:8080", true, true},
		{"notes.example.org", true, false},
		{"192.168.1.20:8080", false, true},
		{"[fe80::1]:80", false, true},
		{"evil.example", false, false},
		{"localhost.evil.example", false, false},
		{"evil-localhost", false, false},
		{"127.0.0.1.evil.example", false, false},
		{"0x7f.1", false, false},
		{"2130706433", false, false},
		{"", false, false},
		{"localhost@evil.example", false, false},
	} {
		for _, of := range []struct {
			s    *Server
			want bool
		}{{local, test.local}, {open, test.open}} {
			r := httptest.NewRequest(http.MethodGet, "/help", nil)
			r.Host = test.host
			w := httptest.NewRecorder()
			of.s.ServeHTTP(w, r)
			if allowed := w.Code == http.StatusOK; allowed != of.want || !allowed && w.Code != http.StatusMisdirectedRequest {
				t.Errorf("the host %q gets %d from a server of %v", test.host, w.Code, of.s.Hosts)
			}
		}
	}
}

func TestMethods(t *testing.T) {
	s := serve(t, Options{})
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"} {
		r := httptest.NewRequest(method, "http://localhost/search", strings.NewReader("q=x"))
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s has the status %d, and allows %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	r := httptest.NewRequest(http.MethodHead, "http://localhost/search?q=lantern", nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	full := get(t, s, "/search?q=lantern")
	if w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") != full.Header().Get("Content-Length") || w.Header().Get("ETag") != full.Header().Get("ETag") {
		t.Errorf("HEAD: status %d, %d bytes, headers %v; GET has %v", w.Code, w.Body.Len(), w.Header(), full.Header())
	}
}

// Whatever is sent restricts what a browser does with it.
func TestHeaders(t *testing.T) {
	s := serve(t, Options{})
	for _, address := range []string{"/", "/search?q=a*", "/nothing", "/api/search", "/atom", "/opensearch.xml", "/healthz", s.asset("style.css"), "/static/x/y", "/source/Pier/2023/2023-03-14-pier.md"} {
		h := get(t, s, address).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Content-Type": "/",
		} {
			if got := h.Get(name); !strings.Contains(got, want) {
				t.Errorf("%s has %s: %q", address, name, got)
			}
		}
		for _, part := range []string{"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(h.Get("Content-Security-Policy"), part) {
				t.Errorf("%s has no %s", address, part)
			}
		}
		if got := h.Get("Content-Security-Policy"); strings.Contains(got, "unsafe") || strings.Contains(got, "*") {
			t.Errorf("%s has the policy %q", address, got)
		}
		if h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s may be read by other sites", address)
		}
	}
}

func TestCORS(t *testing.T) {
	s := serve(t, Options{CORS: true})
	for address, want := range map[string]string{"/api/search": "*", "/api/leads": "*", "/atom": "*", "/": "", "/search": "", "/api/search?top=x": ""} {
		if got := get(t, s, address).Header().Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("%s has Access-Control-Allow-Origin %q, want %q", address, got, want)
		}
	}
}

// No path leads out of the index.
func TestPaths(t *testing.T) {
	s := serve(t, Options{})
	for _, path := range []string{
		"/note/../../etc/passwd", "/note/..%2f..%2fetc/passwd", "/note/%2e%2e/%2e%2e/etc/passwd", "/note/%252e%252e/etc/passwd",
		"/note//etc/passwd", "/note/%2fetc%2fpasswd", "/note/Pier/../README.md", "/note/README.md", "/note/", "/note", "/note/Pier/2023",
		"/note/Pier/2023/2023-03-14-pier.md/", "/note/pier/2023/2023-03-14-PIER.md", "/note/Pier%5C2023%5C2023-03-14-pier.md", "/note/Pier/2023/2023-03-14-pier.md%00",
		"/source/README.md", "/source/..%2fREADME.md", "/static/../server.go", "/static/x/style.css", "/static/" + files["style.css"].hash + "/..%2f..%2fserver.go",
		"/team/", "/team/%20", "/team/-", "/person/a/b", "/api", "/api/", "/Search", "/search/", "/%00", "/.git/config", "/.", "/..", "/search;x",
	} {
		if w := get(t, s, path); w.Code != http.StatusNotFound {
			t.Errorf("%s has the status %d", path, w.Code)
		}
	}
	long := get(t, s, "/search?q="+strings.Repeat("a", maxQuery))
	if long.Code != http.StatusRequestURITooLong {
		t.Errorf("a long address has the status %d", long.Code)
	}
}
