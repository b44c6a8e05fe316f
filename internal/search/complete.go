package search

import (
	"context"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"minutes/internal/analysis"
	"minutes/internal/completion"
	"minutes/internal/present"
	"minutes/internal/store"
	"minutes/schema"
	"minutes/searcher"
)

// complete prints the completion script for a shell. If there are words, it prints
// candidates for the last of them instead.
func (f *flagSet) complete(out io.Writer) error {
	typed := &flagSet{open: f.open}
	flags := typed.flags()
	typed.completion = f.completion
	return completion.Command{
		Name: "search", Flags: flags, Value: typed.completeValue, Argument: typed.completeArgument,
	}.Print(out, f.completion, f.words)
}

// completeValue returns candidates for the value of a flag.
func (f *flagSet) completeValue(flag *pflag.Flag, typed string) completion.Candidates {
	switch flag.Name {
	case "team", "lead", "topic", "person", "meeting":
		return f.completeNames(flag.Name, typed)
	case "kind":
		return completion.Among(schema.Kinds, typed)
	case "is":
		return completion.Among(schema.Outcomes, typed)
	case "date", "since", "until":
		return f.completeDates(typed)
	case "sort":
		return completion.Among(searcher.Sorts, typed)
	case "facet":
		return completion.List(searcher.FacetFields, typed)
	case "format":
		return formatWords.Begin(typed)
	case "context":
		return completion.Among(contexts, typed)
	case "color", "hyperlink":
		return completion.Among(when, typed)
	case "completion":
		return completion.Among(completion.Shells, typed)
	case "cacert", "cert", "key":
		return completion.Candidates{Paths: completion.Files}
	case "index":
		return completion.Candidates{Paths: completion.Folders}
	}
	return completion.Candidates{}
}

// formatWords are the values of --format.
var formatWords = completion.Candidates{Words: []completion.Candidate{
	{Word: "text", About: "for people"},
	{Word: "lines", About: "one hit per line, with its path and line number"},
	{Word: "json", About: "one object, with hits and facets"},
	{Word: "jsonl", About: "one object per line, for each hit"},
	{Word: "csv", About: "a table of hits, or of facets with -f"},
	{Word: "tsv", About: "the same, separated by tabs"},
}}

// newestDates are dates that count back from the newest one.
var newestDates = completion.Candidates{Words: []completion.Candidate{
	{Word: "last", About: "the newest date"},
	{Word: "last-3", About: "the three newest dates"},
}}

// completeArgument returns candidates for an argument. It completes the last clause of
// it: the name of a field, what follows its colon, or a word.
func (f *flagSet) completeArgument(typed string) completion.Candidates {
	at := lastClause(typed)
	before, clause := typed[:at], typed[at:]
	if found := f.completeSpaced(before, clause); len(found.Words) > 0 {
		return found
	}
	if field, value, ok := strings.Cut(clause, ":"); ok && slices.Contains(searcher.Fields, field) {
		return f.completeField(field, value).Under(before + field + ":")
	}
	var found completion.Candidates
	for _, field := range searcher.Fields {
		if strings.HasPrefix(field, clause) {
			found.Words = append(found.Words, completion.Candidate{Word: field + ":", About: fieldNotes[field]})
			found.Open = true
		}
	}
	found.Words = append(found.Words, f.completeWords(clause).Words...)
	return found.Under(before)
}

// completeSpaced returns names for a clause such as team:container n, that is, for a name
// with a space in it that has no quotes, or whose quotes were meant for the shell.
func (f *flagSet) completeSpaced(before, clause string) (found completion.Candidates) {
	at := lastClause(strings.TrimRightFunc(before, unicode.IsSpace))
	if clause == "" || at == len(before) {
		return found
	}
	field, value, ok := strings.Cut(before[at:]+clause, ":")
	switch {
	case !ok || strings.ContainsAny(value, `"(`):
		return found
	case !slices.Contains(searcher.Fields, field):
		return f.completeSpaced(before[:at], before[at:]+clause)
	case !named(field):
		return found
	case f.completion == "fish" && field != schema.Team && field != schema.Meeting:
		// fish does not complete "julz f" to "julz-friedman".
		return quoted(f.completeNames(field, value)).Under(before[:at] + field + ":")
	}
	return f.completeField(field, value).Under(before[:at] + field + ":")
}

// fieldNotes say what follows the colon of a field.
var fieldNotes = map[string]string{
	schema.Team: "a whole name", schema.Lead: "a name or a word of it", schema.Meeting: "a whole name",
	schema.Topic: "an agenda item or a word of it", schema.Person: "who leads, speaks or is named", schema.Is: strings.Join(schema.Outcomes, ", "),
	schema.Kind: strings.Join(schema.Kinds, ", "), schema.Lang: "the language of the notes, such as en", schema.Section: "words of the headings above",
	schema.File: "parts of the note's path", schema.Text: "words of the text", schema.Link: "parts of a link's target",
	schema.Date: "2018, 2018H1, 2018Q2, 2018-06, 2018..2019, last, 2w",
}

// lastClause returns the position at which the last clause of a query begins, in bytes.
func lastClause(text string) int {
	start, quoted := 0, false
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && (unicode.IsSpace(r) || r == '('):
			start = i + utf8.RuneLen(r)
		}
	}
	if strings.HasPrefix(text[start:], "-") {
		start++
	}
	return start
}

// named reports whether the values of field are names.
func named(field string) bool {
	return slices.Contains([]string{schema.Team, schema.Meeting, schema.Lead, schema.Topic, schema.Person}, field)
}

// quoted returns found in double quotes.
func quoted(found completion.Candidates) completion.Candidates {
	for i, c := range found.Words {
		found.Words[i].Word = `"` + c.Word + `"`
	}
	return found
}

// completeField returns candidates for the value after the colon of a field. It joins the
// words of a name with dashes, which need no quotes in a shell, unless the query has a
// quote there.
func (f *flagSet) completeField(field, typed string) completion.Candidates {
	if named(field) {
		found := f.completeNames(field, typed)
		if strings.HasPrefix(typed, `"`) {
			return quoted(found)
		}
		for i, c := range found.Words {
			found.Words[i].Word = strings.ReplaceAll(c.Word, " ", "-")
		}
		return found
	}
	switch field {
	case schema.Kind:
		return completion.Among(schema.Kinds, typed)
	case schema.Is:
		return completion.Among(schema.Outcomes, typed)
	case schema.Lang:
		return completion.Among(analysis.LanguageCodes(), typed)
	case schema.Date:
		return f.completeDates(typed)
	case schema.Text:
		return f.completeWords(typed)
	}
	return completion.Candidates{}
}

// completeNames returns the names in field that begin with typed, compared in folded
// form, the most frequent first. The names are as in the clauses of a facet, without
// quotes.
func (f *flagSet) completeNames(field, typed string) (found completion.Candidates) {
	begin := analysis.Fold(typed)
	if last, _ := utf8.DecodeLastRuneInString(typed); begin != "" && !unicode.IsLetter(last) && !unicode.IsDigit(last) {
		begin += " " // the last word is complete
	}
	for _, v := range f.values(field)[field] {
		name := strings.Trim(strings.TrimPrefix(v.Query, field+":"), `"`)
		if strings.HasPrefix(analysis.Fold(name), begin) {
			found.Words = append(found.Words, completion.Candidate{Word: name, About: v.Value + ", " + documents(v.Count)})
		}
	}
	return found
}

// completeDates returns the dates that begin with typed, which may be the second date of
// a range. It completes years, then the quarters and months of a year, then the days of a
// month.
func (f *flagSet) completeDates(typed string) (found completion.Candidates) {
	before := ""
	if at := strings.LastIndex(typed, ".."); at >= 0 {
		before, typed = typed[:at+len("..")], typed[at+len(".."):]
	}
	found = newestDates.Begin(typed)
	slashed := strings.Contains(typed, "/") // 2018/06
	typed = strings.ReplaceAll(typed, "/", "-")
	periods := []string{"year"}
	switch {
	case len(typed) >= len("2006-01"):
		periods = []string{"month", schema.Date}
	case len(typed) >= len("2006"):
		periods = []string{"year", "quarter", "month"}
	}
	values := f.values(periods...)
	for _, period := range periods {
		for _, v := range values[period] {
			if v.Count > 0 && strings.HasPrefix(v.Value, typed) {
				word := v.Value
				if slashed {
					word = strings.ReplaceAll(word, "-", "/")
				}
				found.Words = append(found.Words, completion.Candidate{Word: word, About: documents(v.Count)})
			}
		}
	}
	return found.Under(before)
}

// completeWords returns the words in the notes that begin with typed, the most frequent
// first.
func (f *flagSet) completeWords(typed string) (found completion.Candidates) {
	const letters, most = 2, 20
	if utf8.RuneCountInString(typed) < letters || len(analysis.Terms(typed)) != 1 {
		return found
	}
	f.ask(func(ctx context.Context, idx *searcher.Index) {
		words, err := idx.Words(ctx, typed, most)
		if err != nil {
			return
		}
		for _, w := range words {
			found.Words = append(found.Words, completion.Candidate{Word: w.Value, About: documents(w.Count)})
		}
	})
	return found
}

// values returns the values of facets, by facet. They are counted in all documents, or in
// the headings if --leads is set.
func (f *flagSet) values(facets ...string) map[string][]searcher.FacetValue {
	values := map[string][]searcher.FacetValue{}
	f.ask(func(ctx context.Context, idx *searcher.Index) {
		var q searcher.Query
		if f.leads {
			if q.Filter(schema.Kind, schema.Heading) != nil {
				return
			}
		}
		if result, err := idx.Search(ctx, q, searcher.Options{Facets: facets}); err == nil {
			for _, facet := range result.Facets {
				values[facet.Field] = facet.Values
			}
		}
	})
	return values
}

// ask calls what with the index. If it cannot be opened, ask does nothing, because
// completion must not print errors.
func (f *flagSet) ask(what func(context.Context, *searcher.Index)) {
	names, err := store.Indexes(f.indexes)
	if err != nil {
		return
	}
	idx, err := f.open(names, f.reach)
	if err != nil {
		return
	}
	defer idx.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	what(ctx, idx)
}

func documents(n int) string { return present.Counted(n, "document") }
