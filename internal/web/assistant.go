package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"minutes/internal/assistant"
	"minutes/internal/fault"
	"minutes/searcher"
)

// Ask calls f with an index that nobody else reads, for at most patience. An error that
// names files of the server is reported, and another returned.
func (s *Server) Ask(ctx context.Context, f func(context.Context, *searcher.Index) error) error {
	err := s.ask(ctx, f)
	if err != nil && !errors.Is(err, context.Canceled) && !fateOf(err).told {
		s.Report(err)
		return errors.New("the index cannot be read now; the server has written down why")
	}
	return err
}

func (s *Server) ask(ctx context.Context, f func(context.Context, *searcher.Index) error) error {
	held, err := s.notes.take()
	if err != nil {
		return err
	}
	defer s.notes.drop(held)
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errSlow)
	defer cancel()
	idx, err := held.borrow(ctx)
	if err != nil {
		return err
	}
	defer held.giveBack(idx)
	err = fault.Catch(func() error { return f(ctx, idx) })
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return err
}

// assistantPath is where assistants ask. It is the only address that takes POST.
const assistantPath = "mcp"

// isForAssistants reports whether assistants ask at the address of r.
func (s *Server) isForAssistants(r *http.Request) bool { return r.URL.Path == s.Base+assistantPath }

// assistants answers assistants. It refuses pages of other sites, which a browser names in
// Origin, unless they may read what is for programs.
func (s *Server) assistants() http.Handler {
	next := assistant.Handler(s.Ask)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		if s.CORS {
			h.Set("Access-Control-Allow-Origin", "*")
			h.Set("Access-Control-Allow-Headers", "Content-Type, Accept, Mcp-Protocol-Version, Mcp-Session-Id")
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		} else if origin := r.Header.Get("Origin"); origin != "" {
			if at, err := url.Parse(origin); err != nil || !strings.EqualFold(at.Host, r.Host) {
				refuse(w, http.StatusForbidden, "other sites may not ask; if they should, start serve with --cors")
				return
			}
		}
		switch {
		case r.Method == http.MethodOptions && s.CORS:
			w.WriteHeader(http.StatusNoContent)
		case r.Method != http.MethodPost:
			h.Set("Allow", "POST")
			refuse(w, http.StatusMethodNotAllowed, "assistants ask with POST")
		default:
			next.ServeHTTP(w, r)
		}
	})
}
