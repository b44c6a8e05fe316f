package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// A reply is what is sent for a request, as a whole.
type reply struct {
	status  int
	kind    string // content type
	body    []byte
	zipped  []byte // body compressed, in place of it; nil if it is not
	tag     string // ETag; "" for none
	to      string // where to go instead; "" for nowhere
	forever bool   // whether its address changes with its content
	name    string // of the file to save; "" to show it
	retry   bool   // whether to try again soon
	foreign bool   // whether other sites may read it, with --cors
}

// The kinds of replies.
const (
	htmlKind = "text/html; charset=utf-8"
	textKind = "text/plain; charset=utf-8"
	jsonKind = "application/json"
	csvKind  = "text/csv; charset=utf-8"
	atomKind = "application/atom+xml; charset=utf-8"
)

// size returns about how many bytes of memory rep takes.
func (rep *reply) size() int { return len(rep.body) + len(rep.zipped) + 512 }

// redirect returns the reply that leads to another address.
func redirect(to string) *reply { return &reply{status: http.StatusSeeOther, to: to} }

// tag returns the ETag of the reply to r: it depends on the program, the index and the
// address. It is weak, because a compressed reply has the same.
func (s *Server) tag(version string, r *http.Request, more ...string) string {
	h := sha256.New()
	for _, part := range append([]string{s.build, version, origin(r), r.URL.Path, r.URL.RawQuery}, more...) {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return `W/"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// matches reports whether the client has the reply with tag already.
func matches(r *http.Request, tag string) bool {
	for known := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if known = strings.TrimSpace(known); known == tag && tag != "" {
			return true
		}
	}
	return false
}

// leastZipped is the smallest reply that is worth compressing.
const leastZipped = 1 << 10

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // 5 takes three times as long, for a tenth less
	return z
}}

// send writes rep.
func (s *Server) send(w http.ResponseWriter, r *http.Request, rep *reply) {
	h := w.Header()
	h.Set("Cache-Control", "private, no-cache") // keep it, but ask whether it still holds
	if rep.forever {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Vary", "Accept-Encoding")
	if s.CORS && rep.foreign {
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	if rep.tag != "" {
		h.Set("ETag", rep.tag)
		if rep.status == http.StatusOK && matches(r, rep.tag) {
			rep = &reply{status: http.StatusNotModified}
		}
	}
	if rep.retry {
		h.Set("Retry-After", "1")
	}
	if rep.to != "" {
		h.Set("Location", rep.to)
	}
	if rep.status >= 400 {
		h.Set("Cache-Control", "no-store")
	}
	if rep.kind == "" {
		w.WriteHeader(rep.status)
		return
	}
	h.Set("Content-Type", rep.kind)
	if rep.name != "" {
		h.Set("Content-Disposition", `attachment; filename="`+rep.name+`"`)
	}
	rep.zip()
	body := rep.zipped
	switch {
	case body == nil:
		body = rep.body
	case acceptsGzip(r):
		h.Set("Content-Encoding", "gzip")
	default:
		body = unzipped(body)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(rep.status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// zip compresses the body of rep, if it is worth it and was not done yet.
func (rep *reply) zip() {
	if len(rep.body) < leastZipped {
		return
	}
	var b bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(rep.body) // to memory
	z.Close()
	rep.body, rep.zipped = nil, b.Bytes()
}

// unzipped returns the bytes that were compressed. Few clients need them.
func unzipped(body []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	plain, _ := io.ReadAll(z)
	return plain
}

// acceptsGzip reports whether the client of r reads gzip.
func acceptsGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if strings.TrimSpace(name) == "gzip" {
			q := strings.ReplaceAll(weight, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
