package searcher

import (
	"context"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/datephrase"
	"minutes/internal/query"
	"minutes/schema"
)

// An Intent is what a question asks for that a list, a facet or another order answers
// better than hits by relevance.
type Intent struct {
	Flags []string // of search, such as --leads, or -f and team; none for a date
	Query string   // what is left of the question, with the date if it has one; it may be ""
}

// An asked is a way to ask, with its Intent. It takes the words of the question, in lower
// case, and returns the words that are left.
type asked struct {
	flags []string
	read  func(q []string) (rest []string, ok bool)
}

var asks = []asked{
	{[]string{"--leads"}, asksForLead},
	{[]string{"--people"}, begins("who was there", "who were there", "who was present", "who attended", "who was in the meeting", "who was at the meeting")},
	{[]string{"--actions"}, begins("what is open", "what is still open", "what remains open", "what is left to do", "what is still to do",
		"what is to do", "who has to", "what do we have to do", "what are the open actions", "what are the action items", "which action items", "which actions")},
	{[]string{"--decisions"}, begins("what did we decide", "what have we decided", "what was decided", "what has been decided", "what were the decisions",
		"which decisions", "what decisions", "what are the decisions", "what did they decide")},
	{[]string{"-f", schema.Team, "-n", "0"}, begins("which teams", "what teams", "how many teams", "which team")},
	{[]string{"-f", schema.Topic, "-n", "0"}, begins("which topics", "what topics", "how many topics")},
	{[]string{"-f", schema.Person, "-n", "0"}, begins("which people", "what people", "how many people", "which persons")},
	{[]string{"-f", schema.Meeting, "-n", "0"}, begins("which meetings", "what meetings", "how many meetings")},
	{[]string{"-f", "year", "-n", "0"}, begins("which years", "what years", "how often", "how many times", "how many")},
	{[]string{"--sort", "oldest"}, asksForFirst},
}

// begins returns a function that reports whether a question begins with one of phrases.
func begins(phrases ...string) func([]string) ([]string, bool) {
	return func(q []string) ([]string, bool) {
		for _, phrase := range phrases {
			if words := strings.Fields(phrase); len(q) >= len(words) && slices.Equal(q[:len(words)], words) {
				return q[len(words):], true
			}
		}
		return nil, false
	}
}

// asksForLead reads "who leads the Beacon team" and "who is the lead of Beacon".
func asksForLead(q []string) ([]string, bool) {
	rest, ok := begins("who leads", "who led", "who is leading", "who was leading", "who is the lead of", "who is the lead for", "who was the lead of",
		"who were the leads of", "who are the leads of", "who is lead of")(q)
	return rest, ok
}

// asksForFirst reads "when did the lantern first come up" and "when was it introduced".
func asksForFirst(q []string) ([]string, bool) {
	if len(q) == 0 || q[0] != "when" {
		return nil, false
	}
	began := func(word string) bool {
		switch word {
		case "first", "introduced", "mentioned":
			return true
		}
		return false
	}
	if !slices.ContainsFunc(q, began) {
		return nil, false
	}
	return slices.DeleteFunc(slices.Clone(q[1:]), began), true
}

// asideWords are verbs of questions that say nothing about what is asked for.
var asideWords = analysis.WordSet(`come came appear appeared start started begin began talk talked discuss discussed
	mention mentions mentioned use uses used using work works worked working report reported do did have about
	team project now today currently`)

// Intent returns the Intent of q, or nil if it has none, or if nothing in x answers it. A
// query with fields, quotes or operators has none.
func (x *Index) Intent(ctx context.Context, q Query) (*Intent, error) {
	for _, n := range q.Tree {
		if w, ok := n.(query.Words); !ok || !w.IsPlain() || w.Prefix {
			return nil, nil
		}
	}
	undated, dates := datephrase.Apart(q)
	typed := strings.NewReplacer("'s ", " is ", "’s ", " is ").Replace(strings.ToLower(undated))
	var question []string
	for word := range strings.FieldsSeq(typed) {
		if word = strings.TrimRight(word, "?!.,"); word != "" {
			question = append(question, word)
		}
	}
	for _, a := range asks {
		rest, ok := a.read(question)
		if !ok {
			continue
		}
		in := &Intent{Flags: a.flags, Query: strings.Join(trimmed(rest), " ")}
		if a.flags[0] == "--sort" && in.Query == "" {
			return nil, nil
		}
		if a.flags[0] == "--leads" {
			name, ok := x.teamOf(trimmed(rest))
			if !ok {
				return nil, nil
			}
			in.Query = query.NameClause(schema.Team, analysis.Fold(name), name)
		}
		in.Query = strings.TrimSpace(in.Query + " " + dates)
		if answered, err := x.answers(ctx, in); err != nil || !answered {
			return nil, err
		}
		return in, nil
	}
	if dates != "" {
		return nil, nil // its year is a date already
	}
	return x.yearIntent(ctx, question)
}

// yearIntent returns the Intent of words with a bare year among them, which may be a date
// (lantern 2023) or not (windows 2012), or nil.
func (x *Index) yearIntent(ctx context.Context, question []string) (*Intent, error) {
	at := slices.IndexFunc(question, isYear)
	if at < 0 || len(question) == 1 || slices.ContainsFunc(question[at+1:], isYear) {
		return nil, nil
	}
	if at > 0 && analysis.English.IsFunction(question[at-1]) { // goals for 2023
		return nil, nil
	}
	rest := slices.Concat(question[:at], question[at+1:], []string{"date:" + question[at]})
	in := &Intent{Query: strings.Join(rest, " ")}
	if answered, err := x.answers(ctx, in); err != nil || !answered {
		return nil, err
	}
	return in, nil
}

// isYear reports whether word is a year in which there may have been meetings.
func isYear(word string) bool {
	return len(word) == 4 && analysis.IsNumber(word) && "1970" <= word && word < "2100"
}

// trimmed returns words without articles, and without function words and asides at both
// ends.
func trimmed(words []string) []string {
	aside := func(word string) bool { return analysis.English.IsFunction(word) || asideWords[word] }
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool { return word == "the" || word == "a" || word == "an" })
	for len(words) > 0 && aside(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && aside(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// teamOf returns the spelling of the team that words name, if there is one.
func (x *Index) teamOf(words []string) (name string, ok bool) {
	folded := analysis.Fold(strings.Join(words, " "))
	name, ok = x.names.Shown[schema.Team].All()[folded]
	return name, ok && folded != ""
}

// answers reports whether the search of in finds something with all its words.
func (x *Index) answers(ctx context.Context, in *Intent) (bool, error) {
	q, err := Parse(in.Query)
	if err != nil {
		return false, nil // such as a word that has become an operator
	}
	var r *Result
	kind := ""
	if len(in.Flags) > 0 {
		kind = in.Flags[0]
	}
	switch kind {
	case "--leads":
		roster, err := x.Leads(ctx, q, false)
		if err != nil {
			return false, err
		}
		r = &roster.Result
	case "--people":
		people, err := x.People(ctx, q, false)
		if err != nil {
			return false, err
		}
		r = &people.Result
	case "--actions", "--decisions":
		list := x.Actions
		if kind == "--decisions" {
			list = x.Decisions
		}
		outcomes, err := list(ctx, q, false)
		if err != nil {
			return false, err
		}
		r = &outcomes.Result
	default:
		if r, err = x.Search(ctx, q, Options{AllWords: true}); err != nil {
			return false, err
		}
	}
	return r.Total > 0, nil
}
