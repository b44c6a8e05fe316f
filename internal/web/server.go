// Package web answers questions about an index of meeting notes in a browser. It knows
// HTTP and HTML; package searcher has the answers.
//
// A Server is an http.Handler. These are its addresses, which do not change:
//
//	/                      what is new, and the notes over the years
//	/search?q=…&f=…        hits, facets and time line of a query
//	/note/FILE             a note; line 12 is at #L12, and marked with ?line=12
//	/source/FILE           the text of a note
//	/team/NAME, /person/NAME, /topic/NAME
//	/meetings?year=2023
//	/digest?since=last-3&q=…&f=…
//	/table?by=team:year&q=…&f=…
//	/help                  the query language
//	/api/search, /api/leads, /atom, /opensearch.xml, /healthz
//	/mcp                   for assistants, with POST; see package assistant
//
// A question is in its address alone (question.go). Whatever is shown depends on the
// address and on the index that was published last (snapshot.go), so a page has an ETag.
// The server writes nothing, and keeps nothing about its readers.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"minutes/internal/fault"
	"minutes/searcher"
)

// Options say what a Server serves.
type Options struct {
	Open  func() (*searcher.Index, error) // opens the index that was published last
	Notes string                          // folder of the notes; "" is the one that the index remembers
	Base  string                          // path before all addresses; "" is /
	Hosts []string                        // names by which the server may be called, apart from this machine's own
	AnyIP bool                            // whether it may be called by any IP address
	CORS  bool                            // whether other sites may read what is for programs
	Log   *slog.Logger                    // for the access log; nil for none

	Report func(error) // called with faults of the index and the program; nil to ignore them
}

// A Server answers requests. It is an http.Handler.
type Server struct {
	Options
	handler http.Handler
	notes   *snapshots
	guard   guard
	cache   cache
	health  sync.Mutex // held while the index is opened for healthz
	build   string     // of the program and its files
}

// New returns a Server for the indexes of o. It fails if one cannot be opened.
func New(o Options) (*Server, error) {
	o.Base = "/" + strings.Trim(o.Base, "/") + "/"
	if o.Base == "//" {
		o.Base = "/"
	}
	if o.Notes != "" {
		var err error
		if o.Notes, err = filepath.Abs(o.Notes); err != nil {
			return nil, err
		}
	}
	if o.Report == nil {
		o.Report = func(error) {}
	}
	s := &Server{Options: o, notes: &snapshots{open: o.Open, report: o.Report}, build: build()}
	held, err := s.notes.take()
	if err != nil {
		return nil, err
	}
	s.notes.drop(held)
	s.guard = newGuard(o)
	s.handler = s.routes()
	return s, nil
}

// Close closes the index. No request may be running.
func (s *Server) Close() { s.notes.close() }

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes returns the handler of all requests: the log, the guard, then the pages.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	page := func(pattern string, answer page) { mux.Handle("GET "+pattern, s.answering(answer)) }
	page("/{$}", s.home)
	page("/search", s.search)
	page("/note/{file...}", s.note)
	page("/source/{file...}", s.source)
	page("/team/{name}", s.about("team"))
	page("/person/{name}", s.about("person"))
	page("/topic/{name}", s.about("topic"))
	page("/meetings", s.meetings)
	page("/digest", s.digest)
	page("/table", s.table)
	page("/help", s.help)
	page("/api/search", s.apiSearch)
	page("/api/leads", s.apiLeads)
	page("/atom", s.atom)
	for _, path := range []string{"/", "/note", "/source"} { // without the last two, they lead to a folder
		page(path, s.missing)
	}
	assistants := s.assistants()
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
		mux.Handle(method+" /"+assistantPath, assistants)
	}
	mux.HandleFunc("GET /opensearch.xml", s.openSearch)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /static/{version}/{name}", s.static)
	var based http.Handler = mux
	if s.Base != "/" {
		root := strings.TrimSuffix(s.Base, "/")
		outer := http.NewServeMux()
		outer.Handle(s.Base, http.StripPrefix(root, mux))
		outer.Handle(root, http.RedirectHandler(s.Base, http.StatusMovedPermanently))
		based = outer
	}
	return s.logged(s.guarded(based))
}

// A page makes the reply to a request from an index.
type page func(ctx context.Context, at *reader, r *http.Request) (*reply, error)

// patience is the longest time for the queries of a page.
const patience = 5 * time.Second

var errSlow = errors.New("the query took longer than 5 s and was stopped; narrow it with a team or a date, or write longer words")

// answering returns the handler of a page. It waits for an index to read, and gives it back
// before the reply is written, so that a slow client holds nothing that others need.
func (s *Server) answering(answer page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		held, err := s.notes.take()
		if err != nil {
			s.send(w, r, s.failure(nil, r, err))
			return
		}
		tag := s.tag(held.version, r)
		if matches(r, tag) {
			s.notes.drop(held)
			s.send(w, r, &reply{status: http.StatusNotModified, tag: tag})
			return
		}
		if rep := s.cache.get(tag); rep != nil {
			s.notes.drop(held)
			s.send(w, r, rep)
			return
		}
		ctx, cancel := context.WithTimeoutCause(r.Context(), patience, errSlow)
		defer cancel()
		rep, err := s.compute(ctx, held, answer, r)
		s.notes.drop(held)
		if err != nil {
			rep = s.failure(held, r, err)
		} else if rep.tag == "" && rep.status == http.StatusOK {
			rep.tag = tag
			rep.zip() // before others see it
			s.cache.put(rep)
		}
		s.send(w, r, rep)
	})
}

// compute calls answer with an index that nobody else reads.
func (s *Server) compute(ctx context.Context, held *snapshot, answer page, r *http.Request) (rep *reply, err error) {
	idx, err := held.borrow(ctx)
	if err != nil {
		return nil, err
	}
	defer held.giveBack(idx)
	err = fault.Catch(func() (err error) {
		at := &reader{held, idx}
		if _, err := at.everything(ctx); err != nil { // all pages say how much there is
			return err
		}
		rep, err = answer(ctx, at, r)
		return err
	})
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return rep, err
}

// A reader is an index that one request reads, and what is known about its generation.
type reader struct {
	*snapshot
	*searcher.Index
}
