package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"

	"minutes/internal/version"
)

//go:embed static
var staticFiles embed.FS

// A file is an embedded file that browsers load.
type file struct {
	body []byte
	kind string
	hash string // part of its address, so that it can be kept for ever
}

// files are the embedded files, by name.
var files = func() map[string]file {
	kinds := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	all := map[string]file{}
	entries, _ := staticFiles.ReadDir("static")
	for _, e := range entries {
		body, _ := staticFiles.ReadFile("static/" + e.Name())
		sum := sha256.Sum256(body)
		all[e.Name()] = file{body, kinds[path.Ext(e.Name())], hex.EncodeToString(sum[:6])}
	}
	return all
}()

// asset returns the address of an embedded file.
func (s *Server) asset(name string) string {
	return s.Base + "static/" + files[name].hash + "/" + name
}

// static sends an embedded file. Its address changes with its content.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	f, ok := files[r.PathValue("name")]
	if !ok || r.PathValue("version") != f.hash {
		refuse(w, http.StatusNotFound, "there is no such file")
		return
	}
	s.sendFile(w, r, f)
}

func (s *Server) sendFile(w http.ResponseWriter, r *http.Request, f file) {
	rep := &reply{status: http.StatusOK, kind: f.kind, body: f.body, tag: `W/"` + f.hash + `"`, forever: true}
	s.send(w, r, rep)
}

// build returns a hash of the program's version and its embedded files, on which all pages
// depend.
func build() string {
	h := sha256.New()
	h.Write([]byte(version.Of("serve")))
	for _, dir := range []embed.FS{staticFiles, templateFiles} {
		for _, name := range []string{"static", "templates"} {
			entries, _ := dir.ReadDir(name)
			for _, e := range entries {
				body, _ := dir.ReadFile(name + "/" + e.Name())
				h.Write(body)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
