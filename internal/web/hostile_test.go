package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
)

// attacks are texts that would do something if a page did not escape them.
var attacks = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'><svg/onload=alert(1)>`, `javascript:alert(1)`, `</title><script>alert(1)</script>`,
	`{{.}}`, `<!--`, `]]>`, `<a href="javascript:alert(1)">x</a>`, `[x](javascript:alert(1))`, `[x](JaVaScRiPt&colon;alert(1))`, `[x](data:text/html,<script>alert(1)</script>)`,
	`![x](x" onerror="alert(1))`, `<iframe src=//evil.example>`, `<style>*{display:none}</style>`, `<form action=//evil.example><input name=q>`, `<base href=//evil.example>`,
	`<meta http-equiv=refresh content=0;url=//evil.example>`, `<div style="position:fixed;inset:0">`, `<p id=main class="answer">`, `<input type=image src=x onerror=alert(1)>`,
	`<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `</article></main><h1>other</h1>`, `<details><table><tr><td>`,
	"\u202eevil\u2066", "\x1b[31m", "a\x00b", "\xff\xfe", `<object data=x>`, `<embed src=x>`, `<link rel=stylesheet href=//evil.example>`, `&lt;script&gt;`, `&#x3c;script>`, `<textarea>`, `<plaintext>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
}

// harmful returns what a page has that its templates and the sanitizer never write.
func harmful(t testing.TB, page string) string {
	t.Helper()
	if strings.ContainsAny(page, "\u202e\u2066\x1b\x00") {
		return "an invisible character"
	}
	mains, heads := 0, 0
	bad := ""
	for _, n := range elements(t, page, func(*nethtml.Node) bool { return true }) {
		switch n.Data {
		case "iframe", "object", "embed", "base", "style", "img", "image", "textarea", "plaintext", "math", "noscript", "video", "audio", "template":
			bad = n.Data
		case "script":
			if !strings.HasPrefix(strings.TrimPrefix(attribute(n, "src"), "/harbour"), "/static/") || n.FirstChild != nil {
				bad = "script"
			}
		case "meta":
			if attribute(n, "http-equiv") != "" {
				bad = "meta"
			}
		case "form":
			if action := attribute(n, "action"); !strings.HasPrefix(strings.TrimPrefix(action, "/harbour"), "/search") {
				bad = "form to " + action
			}
		case "main":
			mains++
		case "h1":
			heads++
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style":
				bad = a.Key
			case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(strings.SplitN(value, "/", 2)[0], ":") &&
				!strings.HasPrefix(value, "http:") && !strings.HasPrefix(value, "https:") && !strings.HasPrefix(value, "mailto:") && !strings.HasPrefix(value, "#"):
				bad = a.Key + "=" + a.Val
			}
		}
	}
	if mains != 1 || heads != 1 {
		return "another main or h1"
	}
	return bad
}

// No text in an address does anything but be shown.
func TestHostileAddresses(t *testing.T) {
	if testing.Short() {
		t.Skip("TestProbes asks for the like")
	}
	s := serve(t, Options{})
	for _, attack := range attacks {
		q, p := url.QueryEscape(attack), url.PathEscape(attack)
		for _, address := range []string{
			"/search?q=" + q, "/search?q=lantern&f=team:" + q, "/search?f=" + q, "/search?sort=" + q, "/search?page=" + q, "/search?more=" + q,
			"/search?more=lead&find=" + q, "/search?from=" + q + "&until=", "/" + p, "/note/" + p, "/source/" + p, "/team/" + p, "/person/" + p, "/topic/" + p,
			"/meetings?year=" + q, "/note/Pier/2023/2023-03-14-pier.md?line=" + q, "/api/search?q=" + q, "/api/search?format=" + q, "/api/leads?q=" + q, "/atom?q=" + q, "/digest?q=" + q, "/table?by=" + q, "/table?q=" + q, "/digest?since=" + q, "/search?" + q, "/" + q + "?" + q,
		} {
			w := get(t, s, address)
			if w.Code >= 500 {
				t.Errorf("%s has the status %d", address, w.Code)
			}
			if isPage(w) {
				if bad := harmful(t, w.Body.String()); bad != "" {
					t.Errorf("%s has %s", address, bad)
				}
			}
		}
	}
}

// No text in a note does anything but be shown: neither in the text, nor in the names of
// teams, people, meetings and files.
func TestHostileNotes(t *testing.T) {
	notes := map[string]string{}
	for i, attack := range attacks {
		file := "2023-01-" + string(rune('0'+i/26)) + string(rune('a'+i%26)) + ".md"
		notes["2023/"+file] = "---\ndate: 2023-01-04\nmeeting: '" + strings.ReplaceAll(strings.ReplaceAll(attack, "'", ""), "\x00", "") + "'\n---\n# " + attack + "\n\n" + attack + "\n\n## Updates\n\n### Team " + attack + " - Ada Quist\n\n- tide " + attack + "\n  - Decision: " + attack + "\n- AI(" + attack + "): do\n\n| " + attack + " | b |\n|---|---|\n| c | tide " + attack + " |\n\n```\n" + attack + "\n```\n"
	}
	s, _ := newSite(t, notes)
	read := func(address string, w *httptest.ResponseRecorder) (links []string) {
		if w.Code >= 500 {
			t.Errorf("%s has the status %d", address, w.Code)
		}
		if !isPage(w) {
			return nil
		}
		if bad := harmful(t, w.Body.String()); bad != "" {
			t.Errorf("%s has %s", address, bad)
		}
		for _, n := range elements(t, w.Body.String(), named("a")) {
			if to := attribute(n, "href"); strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
				links = append(links, to)
			}
		}
		return links
	}
	if n := follow(t, s, read, 1, "/meetings", "/search", "/", "/team/team"); n < 60 {
		t.Errorf("only %d pages were found", n)
	}
}

// FuzzAddress: no address makes the server fail, or shows more than text.
func FuzzAddress(f *testing.F) {
	for _, p := range pages {
		f.Add(p.address)
	}
	for _, seed := range []string{"/api/search?q=a&format=csv", "/atom?q=x", "/note/..%2f..%2fetc", "/%ff?%ff=%ff", "/search?q=%00&f=date:..", "/team/%22", "//x", "*"} {
		f.Add(seed)
	}
	s := serve(f, Options{})
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.ParseRequestURI(address)
		if err != nil || !strings.HasPrefix(address, "/") {
			return
		}
		r := httptest.NewRequest(http.MethodGet, "http://localhost/", nil)
		u.Host, r.URL = "", u
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if bad := breach(t, w.Result(), w.Body.Bytes()); bad != "" {
			t.Fatalf("%q has the status %d and %s\n%s", address, w.Code, bad, w.Body)
		}
	})
}

// FuzzRender: whatever a note has, its page has no more than the sanitizer allows, and its
// elements end within it.
func FuzzRender(f *testing.F) {
	f.Add([]byte(manyForms), 3)
	for _, attack := range attacks {
		f.Add([]byte("- a\n  "+attack+"\n"), 2)
	}
	dead := func(string) (string, error) { return "", errLink }
	f.Fuzz(func(t *testing.T, src []byte, asked int) {
		body, err := render(src, asked, dead)
		if err != nil {
			return
		}
		page := "<!doctype html><html><body><main><h1>x</h1><article>" + string(body) + "</article><footer>end</footer></main></body></html>"
		if bad := harmful(t, page); bad != "" {
			t.Fatalf("the page has %s:\n%s", bad, body)
		}
		for _, n := range elements(t, page, named("footer")) {
			if n.Parent.Data != "main" {
				t.Fatalf("the footer is within %s:\n%s", n.Parent.Data, body)
			}
		}
	})
}
