package assistant

import (
	"encoding/json"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"minutes/schema"
	"minutes/searcher"
)

// The bounds of arguments.
const (
	defaultLimit = 20
	defaultTop   = 10
	maxLimit     = 100 // also of names of a field
	maxOffset    = 100_000
	maxFilters   = 32
	maxFields    = 4
)

// inputSchema returns the schema of arguments of type In. Their values are checked by it, so
// the tools need not. An argument that several tools have is the same in each.
func inputSchema[In any]() *jsonschema.Schema {
	s := schemaOf[In]()
	for name, p := range s.Properties {
		switch name {
		case "limit":
			between(p, 1, maxLimit, defaultLimit)
		case "top":
			between(p, 1, maxLimit, defaultTop)
		case "offset":
			between(p, 0, maxOffset, 0)
		case "filters":
			p.MaxItems = jsonschema.Ptr(maxFilters)
		case "fields":
			// The tool checks them: a schema could only say that two of them match a pattern.
			p.Description = "what to count by: " + strings.Join(searcher.FacetFields, ", ") +
				" (is means outcomes); or two of these with a colon between them, such as team:year, which are counted together as a table"
			p.Items.Examples = values([]string{schema.Team, "team:year"})
			p.MinItems, p.MaxItems = jsonschema.Ptr(1), jsonschema.Ptr(maxFields)
		case "sort":
			p.Enum = values(searcher.Sorts)
		case "by":
			p.Enum = values([]string{"year", "quarter", "month"})
			p.Default = json.RawMessage(`"quarter"`)
		}
	}
	return s
}

// schemaOf returns the schema of T. Its lists are never null. Some clients do not know what
// to do with an argument that may be one of two types.
func schemaOf[T any]() *jsonschema.Schema {
	s, err := jsonschema.For[T](nil)
	if err != nil {
		panic(err) // T has a field of a type that JSON has not
	}
	withoutNulls(s)
	return s
}

func withoutNulls(s *jsonschema.Schema) {
	if s.Items != nil {
		s.Type, s.Types = "array", nil
		withoutNulls(s.Items)
	}
	for _, p := range s.Properties {
		withoutNulls(p)
	}
}

// between makes p a number from least to most.
func between(p *jsonschema.Schema, least, most, byDefault int) {
	p.Minimum, p.Maximum = jsonschema.Ptr(float64(least)), jsonschema.Ptr(float64(most))
	p.Default, _ = json.Marshal(byDefault)
}

func values(names []string) (all []any) {
	for _, name := range names {
		all = append(all, name)
	}
	return all
}
