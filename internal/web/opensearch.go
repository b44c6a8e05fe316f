package web

import (
	"bytes"
	"encoding/xml"
	"net/http"
)

// openSearch describes the search to a browser, so that its address bar can search here.
func (s *Server) openSearch(w http.ResponseWriter, r *http.Request) {
	type address struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	}
	type image struct {
		Width  int    `xml:"width,attr"`
		Height int    `xml:"height,attr"`
		Type   string `xml:"type,attr"`
		Source string `xml:",chardata"`
	}
	host := origin(r)
	var b bytes.Buffer
	b.WriteString(xml.Header)
	_ = xml.NewEncoder(&b).Encode(struct { // writing to memory does not fail
		XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string
		Description string
		Encoding    string `xml:"InputEncoding"`
		Image       image
		Addresses   []address `xml:"Url"`
	}{
		ShortName: "Minutes", Description: "Search the meeting notes", Encoding: "UTF-8",
		Image: image{64, 64, "image/svg+xml", host + s.asset("icon.svg")},
		Addresses: []address{
			{"text/html", host + s.Base + "search?q={searchTerms}"},
			{"application/atom+xml", host + s.Base + "atom?q={searchTerms}"},
		},
	})
	s.send(w, r, &reply{status: http.StatusOK, kind: "application/opensearchdescription+xml; charset=utf-8", body: b.Bytes()})
}
