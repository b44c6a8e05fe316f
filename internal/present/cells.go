package present

import (
	"fmt"
	"strings"

	"minutes/searcher"
)

// HitNames are the JSON names of every hit, in order.
var HitNames = []string{
	"id", "key", "score", "partial", "date", "meeting", "team", "lead", "topic", "people", "is", "kind", "lang", "text",
	"parents", "section", "links", "file", "line", "spans",
}

// HitValues returns the values of h by JSON name.
func HitValues(h searcher.Hit) map[string]any {
	parents := make([]map[string]any, len(h.Parents))
	for i, p := range h.Parents {
		parents[i] = map[string]any{"line": p.Line, "text": p.Text}
	}
	return map[string]any{
		"id": h.ID, "key": h.Key, "score": h.Score, "partial": h.Partial, "date": h.Date, "meeting": h.Meeting,
		"team": h.Team, "lead": h.Lead, "topic": h.Topic, "people": h.People, "is": h.Is, "kind": h.Kind, "lang": h.Lang, "text": h.Text,
		"parents": parents,
		"section": h.Section, "links": h.Links, "file": h.File, "line": h.Line, "spans": h.Spans,
		"change": h.Change,
	}
}

// Cells returns the values with the given names, in that order, as cells of a table.
func Cells(values map[string]any, names []string) []string {
	row := make([]string, len(names))
	for i, name := range names {
		row[i] = cell(values[name])
	}
	return row
}

// cell returns a value of a hit as a cell. The elements of a list are joined by "; ".
// Parents are their texts, spans are START-END, such as 5-15.
func cell(value any) string {
	var parts []string
	switch v := value.(type) {
	case []string:
		parts = v
	case []map[string]any:
		for _, parent := range v {
			parts = append(parts, fmt.Sprint(parent["text"]))
		}
	case [][2]int:
		for _, span := range v {
			parts = append(parts, fmt.Sprintf("%d-%d", span[0], span[1]))
		}
	default:
		return fmt.Sprint(v)
	}
	return strings.Join(parts, "; ")
}
