package web

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"strings"

	"minutes/internal/fault"
	"minutes/searcher"
)

// unavailable is an error that may be over soon.
type unavailable struct{ error }

// notFound is the error for an address without anything.
type notFound struct{ what string }

func (e notFound) Error() string { return e.what }

// badRequest is an error in what was asked.
type badRequest struct{ error }

// A fate is how an error is told: its status, a title, and whether its words are for the
// reader. The words of others name files of the server.
type fate struct {
	status int
	title  string
	told   bool
}

// fateOf returns how err is told.
func fateOf(err error) fate {
	_, busy := errors.AsType[unavailable](err)
	_, bad := errors.AsType[badRequest](err)
	_, gone := errors.AsType[notFound](err)
	_, bug := errors.AsType[*fault.Panic](err)
	switch {
	case busy, errors.Is(err, errSlow):
		return fate{http.StatusServiceUnavailable, "Not now", true}
	case bad, searcher.IsQueryError(err):
		return fate{http.StatusBadRequest, "This query cannot be answered", true}
	case gone:
		return fate{http.StatusNotFound, "Nothing here", true}
	case bug:
		return fate{http.StatusInternalServerError, "A fault in the program", false}
	}
	return fate{http.StatusServiceUnavailable, "The index cannot be read", false}
}

// failurePage is a page about an error.
type failurePage struct {
	layout
	What  string
	Query template.HTML // with the fault marked; "" if it is not in the query
}

// failure returns the reply for err. held may be nil.
func (s *Server) failure(held *snapshot, r *http.Request, err error) *reply {
	if errors.Is(err, context.Canceled) {
		return &reply{status: statusGone}
	}
	fate := fateOf(err)
	rep := &reply{status: fate.status, retry: fate.status == http.StatusServiceUnavailable}
	what := err.Error()
	what = shellQuotes.Replace(what)
	if !fate.told {
		s.Report(err)
		what = "The server has written down why."
	}
	if isForPrograms(strings.TrimPrefix(r.URL.Path, strings.TrimSuffix(s.Base, "/"))) {
		rep.kind, rep.body = textKind, []byte(visible(what)+"\n")
		return rep
	}
	p := failurePage{layout: s.layout(held, r, fate.title), What: what}
	p.Typed = r.URL.Query().Get("q")
	if syntax, ok := errors.AsType[*searcher.SyntaxError](err); ok {
		end := max(syntax.End, min(syntax.Start+1, len(syntax.Query)))
		p.Query = marked(syntax.Query, [][2]int{{syntax.Start, end}})
	}
	rep.kind, rep.body = htmlKind, s.render("failure", p)
	return rep
}

// shellQuotes takes away the quotes for a shell around a phrase, which messages of package
// searcher have.
var shellQuotes = strings.NewReplacer(`'"`, `"`, `"'`, `"`)

// statusGone is the status of a reply that nobody reads, because the client is gone.
const statusGone = 499

// isForPrograms reports whether programs read what is at path.
func isForPrograms(path string) bool {
	return strings.HasPrefix(path, "/api/") || path == "/atom"
}

// missing answers addresses that do not exist.
func (s *Server) missing(_ context.Context, _ *reader, _ *http.Request) (*reply, error) {
	return nil, notFound{"there is no page at this address"}
}
