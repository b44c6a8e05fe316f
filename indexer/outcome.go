package indexer

import (
	"regexp"
	"strings"
	"unicode"

	"minutes/schema"
)

var (
	// Action: …, AI(Ada): …, ACTION @ada …, TODO - …; not "Action was taken".
	beginsAction = regexp.MustCompile(`^(?:[^\pL\pN#]*(?:(?i:#?action items?|#action|action)|AIs?|ACTION|TODO|To-?[Dd]o|to-?do))[\s_*]*(?:[:(\[@]|[-–—]+\s|\s#)`)
	// Decision: …, RESOLUTION - …, #agreed …
	beginsDecision = regexp.MustCompile(`^[^\pL\pN#]*(?i:#?(?:decisions?|decided|resolved|resolution|agreed|consensus|approved|conclusions?))\s*(?:[:(\[@]|[-–—]+\s)|^#(?i:agreed|decided|resolved)\b`)
	// confirmed!, LGTM; little may follow
	confirms = regexp.MustCompile(`^[^\pL\pN/]*(?i:confirmed|approved|agreed|accepted|no objections?|lgtm)\s*(?:[!.,;:)+–—-]|$)`)
	isDone   = regexp.MustCompile(`^\W*(?:✅|✔️?|☑️?)|^[(\[]?(?i:done)[)\]:]`)

	saysActions   = regexp.MustCompile(`(?i)^\W*(?:(?:current|new|open|our|summary of|list of|\d+\.)\s+)?(?:action items?|actions?|next steps|to-?dos?|to do|follow[ -]?ups?)(?:\s+(?:items|required|needed|taken|list|for next (?:meeting|time)|from (?:this|the) meeting))?\W*$`)
	saysDecisions = regexp.MustCompile(`(?i)^\W*(?:(?:key|summary of|list of|\d+\.)\s+)?(?:decisions?|decided|resolutions?|resolved|agreed|consensus|approved|conclusions?)(?:\s*[/&,]\s*(?:decisions?|resolutions?|conclusions?|agreements?))?(?:\s+(?:made|taken|reached|items?))?\W*$`)
	saysBoth      = regexp.MustCompile(`(?i)^\W*decisions?(?:\s+made)?\s*(?:/|&|and|or|,)\s*action items?\W*$`)
)

// The first words of texts that these patterns match. Checking them first avoids running
// a pattern on most texts.
var (
	actionHeads   = vocabulary("action actions ai ais todo to")
	decisionHeads = vocabulary("decision decisions decided resolved resolution agreed consensus approved conclusion conclusions")
	confirmHeads  = vocabulary("confirmed approved agreed accepted no lgtm")
)

// firstWord returns the first word of text in lower case; "" if a number comes first.
func firstWord(text string) string {
	start := -1
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			return strings.ToLower(text[start:i])
		case unicode.IsNumber(r):
			return ""
		}
	}
	if start < 0 {
		return ""
	}
	return strings.ToLower(text[start:])
}

// headingsSay returns what the headings in section say about the text below them. The
// innermost heading decides. If it only names a person, who has actions below, the
// headings above it decide about actions too.
func headingsSay(section []string) saying {
	i := len(section) - 1
	if i < 0 {
		return saying{}
	}
	says := whatSays(section[i])
	for i > 0 && isName(section[i]) {
		i--
		says.actions = says.actions || whatSays(section[i]).actions
	}
	return says
}

// A saying is what a heading or an item says about the text below it: that it is actions,
// decisions or both.
type saying struct{ actions, decisions bool }

// or returns what s or other says.
func (s saying) or(other saying) saying {
	return saying{s.actions || other.actions, s.decisions || other.decisions}
}

// maxSaying is the largest length of such a heading or item, in bytes.
const maxSaying = 60

// whatSays returns what text, of a heading or an item, says about the text below it.
func whatSays(text string) saying {
	if len(text) > maxSaying || !mayBegin(text, "acdfklnorstABCDFKLNORST#") {
		return saying{}
	}
	both := containsFold(text, "deci") && saysBoth.MatchString(text)
	return saying{
		actions:   both || maySayActions(text) && saysActions.MatchString(text),
		decisions: both || maySayDecisions(text) && saysDecisions.MatchString(text),
	}
}

// maySayActions and maySayDecisions report whether text has the beginning of a word that
// saysActions and saysDecisions need.
func maySayActions(text string) bool {
	return containsFold(text, "acti") || containsFold(text, "next") || containsFold(text, "to") || containsFold(text, "foll")
}

func maySayDecisions(text string) bool {
	return containsFold(text, "deci") || containsFold(text, "re") || containsFold(text, "con") || containsFold(text, "appr")
}

// mayBegin reports whether the first letter, digit or hash of text is in letters, or is a
// digit. Checking this first avoids running a pattern on most texts.
func mayBegin(text, letters string) bool {
	for _, r := range text {
		switch {
		case strings.ContainsRune(letters, r), r >= '0' && r <= '9':
			return true
		case unicode.IsLetter(r):
			return false
		}
	}
	return false
}

// outcomes returns the outcomes of p. They come from its own text, from headings (what
// the headings above it say) and from its parents. follows says that p comes after a list
// or a table below its heading. A paragraph there may be about anything, so it takes no
// outcome from the headings. Neither does a line that names a moderator or the like. A text
// that only says what is below it, such as "Action items:", has no outcome itself.
func outcomes(p piece, headings saying, follows bool) []string {
	text := p.plain.text
	above := headings
	for _, parent := range p.parents {
		above = above.or(whatSays(parent.Text))
	}
	head := firstWord(text)
	nothing := saying{}
	isItem := above != nothing && whatSays(text) == nothing && !inOffice.MatchString(text) &&
		(p.kind != schema.Paragraph || len(p.parents) == 0 && !follows && !strings.HasSuffix(text, ":"))
	begins := func(heads map[string]bool, pattern *regexp.Regexp) bool {
		return heads[head] && pattern.MatchString(text) && whatSays(text) == nothing
	}
	action := isItem && above.actions || begins(actionHeads, beginsAction)
	decision := isItem && above.decisions || begins(decisionHeads, beginsDecision) ||
		len(p.parents) > 0 && confirmHeads[head] && confirms.MatchString(text)
	done := p.plain.box == 'x' || action && p.plain.box == 0 && (p.plain.unsaid == "" || isDone.MatchString(text))
	open := p.plain.box == ' ' || action && p.plain.box == 0 && !done
	var is []string
	for _, outcome := range []struct {
		name string
		is   bool
	}{{schema.Action, action}, {schema.Decision, decision}, {schema.Open, open}, {schema.Done, done}} {
		if outcome.is {
			is = append(is, outcome.name)
		}
	}
	return is
}
