package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"minutes/indexer"
	"minutes/internal/present"
	"minutes/schema"
	"minutes/searcher"
)

// notePage is a note.
type notePage struct {
	layout
	Heading  string
	File     string
	Date     string
	Changed  string        // why the text of the note is not shown; "" if it is
	Body     template.HTML // the note as HTML
	Parts    []notePart    // its documents, if the note itself is not shown
	Meetings []meeting     // in it, if there are several
	Previous *meeting      // of the same name
	Next     *meeting
	Source   string
	Search   string // address of a search in this note
	Asked    int    // line that was asked for; 0 for none
}

// A notePart is a section of a note, from the documents that the index has.
type notePart struct {
	Title string
	Docs  []noteDoc
}

// A noteDoc is a document in its note.
type noteDoc struct {
	ID    string
	Text  template.HTML
	Depth int
	Mark  string
	Asked bool
}

// note shows a note that the index has.
func (s *Server) note(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	file, docs, err := noteIn(at, r)
	if err != nil {
		return nil, err
	}
	p := notePage{layout: s.layout(at.snapshot, r, docs[0].Meeting), File: visible(file), Search: s.searchFor(`file:"` + folded(file) + `"`)}
	p.Asked, _ = strconv.Atoi(r.URL.Query().Get("line"))
	src, tag, why := s.read(at, file)
	if why == "" {
		if p.Body, err = render(src, p.Asked, s.linkFrom(at, file)); err != nil {
			why = "it cannot be shown: " + err.Error()
		}
		p.Source = s.Base + "source/" + pathOf(file)
	}
	if why != "" {
		p.Changed, p.Parts = why, parts(docs, p.Asked)
	}
	if err := s.addMeetings(ctx, at, &p, docs); err != nil {
		return nil, err
	}
	rep := s.html("note", p)
	rep.tag = s.tag(at.version, r, tag, why)
	return rep, nil
}

// source sends the text of a note that the index has.
func (s *Server) source(_ context.Context, at *reader, r *http.Request) (*reply, error) {
	file, _, err := noteIn(at, r)
	if err != nil {
		return nil, err
	}
	src, tag, why := s.read(at, file)
	if why != "" {
		return nil, notFound{"the text of this note cannot be shown: " + why}
	}
	return &reply{
		status: http.StatusOK, kind: textKind, body: []byte(visibleLines(indexer.Text(src))), tag: s.tag(at.version, r, tag),
	}, nil
}

// noteIn returns the file of the note that r asks for, and its documents, which the index must
// have.
func noteIn(at *reader, r *http.Request) (file string, docs []schema.Document, err error) {
	file = r.PathValue("file")
	docs, err = at.Note(file)
	if err == nil && len(docs) == 0 {
		err = notFound{fmt.Sprintf("the index has no note %q", file)}
	}
	return file, docs, err
}

// The reasons why the text of a note is not shown.
const (
	noteGone    = "it is gone"
	noteChanged = "it has changed since it was indexed"
)

// maxNote is the largest note that is shown, in bytes. The indexer takes no larger ones.
const maxNote = 1 << 20

// read returns the bytes of a note that the index has, and a hash of them. If they are not
// those that were indexed, it returns why they are not shown. It opens nothing outside of
// the folder of the notes, whatever links there are.
func (s *Server) read(at *reader, file string) (src []byte, tag, why string) {
	part, file := at.Part(file)
	root, err := os.OpenRoot(cmp.Or(s.Notes, part.Root()))
	if err != nil {
		return nil, "", noteGone
	}
	defer root.Close()
	name := filepath.FromSlash(file)
	if info, err := root.Stat(name); err != nil || !info.Mode().IsRegular() { // opening a pipe would wait
		return nil, "", noteGone
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, "", noteGone
	}
	defer f.Close()
	if src, err = io.ReadAll(io.LimitReader(f, maxNote+1)); err != nil {
		return nil, "", noteGone
	}
	sum := sha256.Sum256(src)
	tag = hex.EncodeToString(sum[:])
	if known, ok := at.sum(part, file); !ok || known != sum {
		return nil, tag, noteChanged
	}
	return src, tag, ""
}

// parts returns docs in their sections.
func parts(docs []schema.Document, asked int) []notePart {
	var all []notePart
	for i, d := range docs {
		if d.Kind == schema.Heading {
			continue
		}
		title := ""
		for j, heading := range d.Section {
			if j > 0 {
				title += " › "
			}
			title += heading
		}
		if i == 0 || len(all) == 0 || all[len(all)-1].Title != visible(title) {
			all = append(all, notePart{Title: visible(title)})
		}
		part := &all[len(all)-1]
		part.Docs = append(part.Docs, noteDoc{
			ID: fmt.Sprintf("L%d", d.Line), Text: marked(d.Text, nil), Depth: min(len(d.Parents), 4),
			Mark: present.Mark(d.Is, true), Asked: d.Line == asked,
		})
	}
	return all
}

// addMeetings adds the meetings of the note, and those of the same name before and after.
func (s *Server) addMeetings(ctx context.Context, at *reader, p *notePage, docs []schema.Document) error {
	calendar, err := at.calendar(ctx)
	if err != nil {
		return err
	}
	here := docs[0]
	for _, d := range docs {
		if d.Line <= p.Asked {
			here = d
		}
	}
	p.Date = longDate(here.Date)
	p.Heading = visible(cmp.Or(here.Meeting, filepath.Base(here.File)))
	p.Title = p.Heading + ", " + p.Date
	if here.Date == "" {
		p.Title, p.Date = p.Heading, present.NoDate
	}
	same := calendar.byName[folded(here.Meeting)]
	now := slices.IndexFunc(same, func(m searcher.Meeting) bool { return m.Date == here.Date })
	if now > 0 {
		next := s.meetingOf(same[now-1])
		p.Next = &next
	}
	if now >= 0 && now+1 < len(same) {
		previous := s.meetingOf(same[now+1])
		p.Previous = &previous
	}
	if held := calendar.byFile[here.File]; len(held) > 1 {
		for _, m := range held {
			p.Meetings = append(p.Meetings, s.meetingOf(m))
		}
	}
	return nil
}

// errLink is the error for a link that leads nowhere that is served.
var errLink = errors.New("not a note of the index")

// linkFrom returns a function that returns the address of the note that a relative link in
// file leads to.
func (s *Server) linkFrom(at *reader, file string) func(target string) (string, error) {
	return func(target string) (string, error) {
		to, fragment, err := resolve(file, target)
		if err != nil {
			return "", err
		}
		docs, err := at.Note(to)
		if err != nil || len(docs) == 0 {
			return "", errLink
		}
		return s.noteAddress(to) + fragment, nil
	}
}
