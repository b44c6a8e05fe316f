package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
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
	page
}

type meetingOutput struct {
	URI string `json:"uri"`
	documents
}

// unnamed stands for the name of a meeting that has none.
const unnamed = "-"

var dayOrMonth = regexp.MustCompile(`^\d{4}-\d\d(-\d\d)?$`) // 2023-03-14, 2023-03

func readMeeting(ctx context.Context, idx *searcher.Index, in meetingInput) (out meetingOutput, err error) {
	if err := in.check(); err != nil {
		return out, err
	}
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
	name := strconv.Quote(m.Name)
	if err := q.Narrow(schema.Meeting + ":" + name); err != nil {
		return out, badArgument{err}
	}
	r, err := idx.Search(ctx, q, searcher.Options{Sort: searcher.Newest, Limit: in.Limit, Offset: in.Offset})
	if err != nil {
		return out, err
	}
	return meetingOutput{address(m), found(r, in.page, maxLong)}, nil
}

// meetingOf returns the meeting that in names, among those of q.
func meetingOf(ctx context.Context, idx *searcher.Index, q searcher.Query, in meetingInput) (searcher.Meeting, error) {
	all, err := idx.Meetings(ctx, q, true)
	if err != nil {
		return searcher.Meeting{}, err
	}
	if len(all) == 0 {
		return searcher.Meeting{}, bad("there is no meeting of %s; timeline and search_notes show the dates that exist", in.Date)
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
	return searcher.Meeting{}, bad("no meeting %q of %s; the meetings of that date are %s", cut(in.Meeting, maxName), in.Date, strings.Join(cutAll(names), ", "))
}

// address returns the address of the resource that is m.
func address(m searcher.Meeting) string {
	name := m.Name
	if name == "" {
		name = unnamed
	}
	return "minutes://meeting/" + m.Date + "/" + url.PathEscape(name)
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
			out, err = readMeeting(ctx, idx, meetingInput{Date: date, Meeting: name})
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
