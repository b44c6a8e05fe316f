package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"

	"minutes/searcher"
)

// A feed is an Atom feed (RFC 4287) of the newest documents that match a question.
type feed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Links   []feedLink  `xml:"link"`
	Author  feedAuthor  `xml:"author"`
	Entries []feedEntry `xml:"entry"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type feedAuthor struct {
	Name string `xml:"name"`
}

type feedEntry struct {
	Title     string      `xml:"title"`
	ID        string      `xml:"id"`
	Updated   string      `xml:"updated"`
	Published string      `xml:"published"`
	Link      feedLink    `xml:"link"`
	Author    *feedAuthor `xml:"author,omitempty"`
	Content   feedText    `xml:"content"`
}

type feedText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// feedSize is the number of documents in a feed.
const feedSize = 50

// atom answers a question with a feed of its newest documents. The id of an entry is made
// from the key of its document, so an edit elsewhere in the note does not make it new.
func (s *Server) atom(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	query, q, err := apiQuery(r.URL.Query())
	if err != nil {
		return nil, err
	}
	result, err := at.Search(ctx, query, searcher.Options{Sort: searcher.Newest, Limit: feedSize, AllWords: true})
	if err != nil {
		return nil, err
	}
	host := origin(r)
	page := question{q: q.q, filters: q.filters, sort: string(searcher.Newest)}
	f := feed{
		Title: visible("Minutes: " + titleOf(page)), ID: urn("feed", page.address()), Updated: moment(result.Last),
		Links: []feedLink{
			{"self", "application/atom+xml", host + s.link("atom", q)},
			{"alternate", "text/html", host + s.link("search", page)},
		},
		Author: feedAuthor{"Minutes"},
	}
	seen := map[string]bool{}
	for _, h := range result.Hits {
		if h.Date == "" || seen[h.Key] {
			continue // an entry needs a date, and an id of its own
		}
		seen[h.Key] = true
		f.Entries = append(f.Entries, s.entry(h, host))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(f); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return &reply{status: http.StatusOK, kind: atomKind, body: b.Bytes(), foreign: true}, nil
}

// entry returns h as an entry of a feed.
func (s *Server) entry(h searcher.Hit, host string) feedEntry {
	title, _ := excerpt(h.Text, nil, 100)
	about := cmp.Or(h.Team, h.Topic, h.Meeting)
	if about != "" {
		title = about + ": " + title
	}
	var body strings.Builder
	for _, p := range h.Parents {
		fmt.Fprintf(&body, "%s › ", visible(p.Text))
	}
	body.WriteString(visible(h.Text))
	e := feedEntry{
		Title: visible(title), ID: urn("document", h.Key), Updated: moment(h.Date), Published: moment(h.Date),
		Link: feedLink{"alternate", "text/html", host + s.lineAddress(h.File, h.Line)}, Content: feedText{"text", body.String()},
	}
	if people := append(append([]string{}, h.People...), h.Lead...); len(people) > 0 {
		e.Author = &feedAuthor{visible(people[0])}
	}
	return e
}

// urn returns a URN for a thing of a kind, which is the same from build to build: a UUID
// of version 8 from a hash.
func urn(kind, name string) string {
	sum := sha256.Sum256([]byte("minutes " + kind + " " + name))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// moment returns a date, which may be a month or missing, as Atom writes it.
func moment(date string) string {
	switch len(date) {
	case len("2006-01"):
		date += "-01"
	case 0:
		date = "1970-01-01"
	}
	return date + "T00:00:00Z"
}

// origin returns the scheme and host by which the client called.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
