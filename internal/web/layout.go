package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"minutes/internal/terminal"
)

//go:embed templates
var templateFiles embed.FS

// templates are the pages. Each is a template of its own, which uses those of the layout.
var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"visible": visible,
	"grouped": terminal.Grouped,
}).ParseFS(templateFiles, "templates/*.html"))

// A layout is what all pages have.
type layout struct {
	Title   string
	Base    string
	Style   string
	Script  string
	Icon    string
	Typed   string // in the search box
	Feed    string // address of the feed of this page; "" for none
	Corpus  string // what the index holds, in a few words
	Current string // the page in the navigation
	Search  bool   // whether the page shows hits, which have keys of their own
}

// layout returns the layout of a page. held may be nil.
func (s *Server) layout(held *snapshot, r *http.Request, title string) layout {
	l := layout{
		Title: visible(title), Base: s.Base, Style: s.asset("style.css"), Script: s.asset("page.js"), Icon: s.asset("icon.svg"),
		Current: strings.Trim(strings.TrimPrefix(r.URL.Path, s.Base), "/"),
	}
	if held != nil {
		l.Corpus = held.size()
	}
	return l
}

// size returns what the index holds; "" if no page was made yet.
func (s *snapshot) size() string {
	s.corpus.mu.Lock()
	defer s.corpus.mu.Unlock()
	r := s.corpus.value
	if r == nil {
		return ""
	}
	return fmt.Sprintf("%s documents in %s meetings, %s to %s", terminal.Grouped(r.Total), terminal.Grouped(r.Story.Meetings), r.First, r.Last)
}

// render returns the page called name.
func (s *Server) render(name string, page any) []byte {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name+".html", page); err != nil {
		panic(err) // a fault in a template, which fault.Catch reports
	}
	return b.Bytes()
}

// html returns the reply with the page called name.
func (s *Server) html(name string, page any) *reply {
	return &reply{status: http.StatusOK, kind: htmlKind, body: s.render(name, page)}
}
