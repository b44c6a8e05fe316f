package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
)

// A guard decides which requests are answered at all.
type guard struct {
	hosts []string // in lower case
	anyIP bool
}

func newGuard(o Options) guard {
	g := guard{hosts: []string{"localhost"}, anyIP: o.AnyIP}
	for _, host := range o.Hosts {
		g.hosts = append(g.hosts, strings.ToLower(strings.TrimSuffix(host, ".")))
	}
	if name, err := os.Hostname(); err == nil && o.AnyIP {
		g.hosts = append(g.hosts, strings.ToLower(name))
	}
	return g
}

// allows reports whether a request for host is meant for this server. A page elsewhere may
// let its own name resolve to this machine (DNS rebinding); the browser then sends that
// name. An address in place of a name cannot be rebound.
func (g guard) allows(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		return g.anyIP || ip.IsLoopback() || slices.Contains(g.hosts, host)
	}
	return slices.Contains(g.hosts, host) || strings.HasSuffix(host, ".localhost")
}

// policy is the content security policy: nothing but what the server itself sends, no
// script or style within a page, and no frame around one.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded returns next, for requests that the guard allows, with headers that restrict
// what a browser does with the reply.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead && !s.isForAssistants(r):
			h.Set("Allow", "GET, HEAD")
			refuse(w, http.StatusMethodNotAllowed, "this server only answers GET and HEAD")
		case !s.guard.allows(r.Host):
			refuse(w, http.StatusMisdirectedRequest, fmt.Sprintf("this server does not answer for the host %q; if it should, start it with --host", r.Host))
		case len(r.URL.RawQuery) > maxQuery || len(r.URL.Path) > maxPath:
			refuse(w, http.StatusRequestURITooLong, "the address is too long")
		case !isClean(r.URL.Path):
			refuse(w, http.StatusNotFound, "there is no page at this address")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// The longest parts of an address. A query of the language has at most 1,024 bytes, and
// 32 clauses.
const (
	maxQuery = 16 << 10
	maxPath  = 8 << 10
)

// isClean reports whether no part of a path is empty or made of dots alone. The path is
// decoded, so it does not matter how it was written.
func isClean(path string) bool {
	if !strings.HasPrefix(path, "/") {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(path[1:], "/"), "/") {
		if (part == "" && path != "/") || part == "." || part == ".." {
			return false
		}
	}
	return true
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, why)
}
