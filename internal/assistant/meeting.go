package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

type meetingInput struct {
	Date    string `json:"date" jsonschema:"date of the meeting, as in a hit: 2023-03-14, or a month 2023-03 if the notes give no day"`
	Meeting string `json:"meeting,omitempty" jsonschema:"name of the meeting, as in a hit. Needed if the date has several. - means the one without a name."`
	Edition string `json:"edition,omitempty" jsonschema:"edition of the page before, if offset is not 0. A notice then says if the meeting has changed since."`
	page
}

type meetingOutput struct {
	URI     string `json:"uri"`
	Edition string `json:"edition" jsonschema:"hash of the whole meeting; give it with the offset of the next page"`
	documents
}

// unnamed stands for the name of a meeting that has none.
const unnamed = "-"

var dayOrMonth = regexp.MustCompile(`^\d{4}-\d\d(-\d\d)?$`) // 2023-03-14, 2023-03

func readMeeting(ctx context.Context, idx *searcher.Index, in meetingInput) (out meetingOutput, err error) {
	if !dayOrMonth.MatchString(in.Date) {
		return out, bad("the date %q is not a day such as 2023-03-14; search_notes gives the dates of meetings", cut(in.Date, maxName))
	}
	clause := schema.Date + ":" + in.Date
	if len(in.Date) == len("2023-03") {
		clause += "-00" // only notes without a day
	}
	q, err := searcher.Parse(clause)
	if err != nil {
		return out, err
	}
	m, err := meetingOf(ctx, idx, q, in)
	if err != nil {
		return out, err
	}
	if err := q.Filter(schema.Meeting, m.Name); err != nil {
		return out, badArgument{err}
	}
	r, hits, err := idx.Stream(ctx, q, searcher.Options{Sort: searcher.Newest, Limit: math.MaxInt})
	if err != nil {
		return out, err
	}
	edition, at := fnv.New32a(), 0
	for h, err := range hits {
		if err != nil {
			return out, err
		}
		fmt.Fprintln(edition, h.Key, h.Is)
		if at >= in.Offset && len(r.Hits) < in.Limit {
			r.Hits = append(r.Hits, h)
		}
		at++
	}
	out = meetingOutput{URI: address(m), Edition: fmt.Sprintf("%08x", edition.Sum32())}
	var changed []string
	if in.Edition != "" && in.Edition != out.Edition {
		changed = []string{"the meeting has changed since the page before, so documents may be missing or shown twice; read it again from offset 0"}
	}
	out.documents = found(r, in.page, maxLong, out, changed...)
	return out, nil
}

// meetingOf returns the meeting that in names, among those of q.
func meetingOf(ctx context.Context, idx *searcher.Index, q searcher.Query, in meetingInput) (searcher.Meeting, error) {
	all, err := idx.Meetings(ctx, q, true)
	if err != nil {
		return searcher.Meeting{}, err
	}
	if len(all) == 0 {
		return searcher.Meeting{}, noMeeting(ctx, idx, in.Date)
	}
	if len(all) == 1 && in.Meeting == "" {
		return all[0], nil
	}
	var names []string
	for _, m := range all {
		name := m.Name
		if name == "" {
			name = unnamed
		}
		if in.Meeting != "" && analysis.Fold(name) == analysis.Fold(in.Meeting) || in.Meeting == name {
			return m, nil
		}
		names = append(names, strconv.Quote(name))
	}
	if in.Meeting == "" {
		return searcher.Meeting{}, bad("%s has several meetings; give meeting, which is one of %s", in.Date, strings.Join(cutAll(names), ", "))
	}
	return searcher.Meeting{}, bad("no meeting %q of %s; the meetings of that date are %s", cut(in.Meeting, maxName), in.Date, strings.Join(cutAll(names), ", "))
}

// noMeeting is the error for a date without meetings. If it is a month, it names days of it.
func noMeeting(ctx context.Context, idx *searcher.Index, date string) error {
	var days []string
	if len(date) == len("2023-03") {
		q, err := searcher.Parse(schema.Date + ":" + date)
		if err != nil {
			return badArgument{err}
		}
		all, err := idx.Meetings(ctx, q, true)
		if err != nil {
			return err
		}
		for _, m := range all {
			if !slices.Contains(days, m.Date) {
				days = append(days, m.Date)
			}
		}
	}
	if len(days) == 0 {
		return bad("there is no meeting of %s; timeline and search_notes show the dates that exist", date)
	}
	shown := strings.Join(days[:min(len(days), maxNames)], ", ")
	if more := len(days) - maxNames; more > 0 {
		shown += fmt.Sprintf(" and %d more", more)
	}
	return bad("all meetings of %s have a day; give one of %s", date, shown)
}

// address returns the address of the resource that is m.
func address(m searcher.Meeting) string {
	name := m.Name
	if name == "" {
		name = unnamed
	}
	// The template takes no other letters than these, not even a colon.
	return "minutes://meeting/" + m.Date + "/" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

func addResources(s *mcp.Server, ask Ask) {
	s.AddResourceTemplate(&mcp.ResourceTemplate{
		Name: "meeting", Title: "A meeting", MIMEType: "application/json", URITemplate: "minutes://meeting/{date}/{name}",
		Description: "The first documents of a meeting, as read_meeting returns them." + dataOnly,
	}, func(ctx context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
		uri := r.Params.URI
		rest, ok := strings.CutPrefix(uri, "minutes://meeting/")
		date, name, both := strings.Cut(rest, "/")
		name, err := url.PathUnescape(name)
		if !ok || !both || err != nil || name == "" {
			return nil, mcp.ResourceNotFoundError(uri)
		}
		var out meetingOutput
		err = asking(ctx, ask, func(ctx context.Context, idx *searcher.Index) (err error) {
			out, err = readMeeting(ctx, idx, meetingInput{Date: date, Meeting: name, page: page{Limit: defaultLimit}})
			return err
		})
		if _, ok := errors.AsType[badArgument](err); ok {
			return nil, mcp.ResourceNotFoundError(uri)
		} else if err != nil {
			return nil, err
		}
		text, err := json.Marshal(out)
		return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: uri, MIMEType: "application/json", Text: string(text)}}}, err
	})
}
