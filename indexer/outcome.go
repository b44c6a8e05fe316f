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
	// confirmed!, LGTM, and nothing else of weight
	confirms = regexp.MustCompile(`^\W*(?i:confirmed|approved|agreed|accepted|no objections?|lgtm)\s*(?:[!.,;:)+–—-]|$)`)
	isDone   = regexp.MustCompile(`^\W*(?:✅|✔️?|☑️?)|^[(\[]?(?i:done)[)\]:]`)

	saysActions   = regexp.MustCompile(`(?i)^\W*(?:(?:current|new|open|our|summary of|list of|\d+\.)\s+)?(?:action items?|actions?|next steps|to-?dos?|to do|follow[ -]?ups?)(?:\s+(?:items|required|needed|taken|list|for next (?:meeting|time)|from (?:this|the) meeting))?\W*$`)
	saysDecisions = regexp.MustCompile(`(?i)^\W*(?:(?:key|summary of|list of|\d+\.)\s+)?(?:decisions?|decided|resolutions?|resolved|agreed|consensus|approved|conclusions?)(?:\s*[/&,]\s*(?:decisions?|resolutions?|conclusions?|agreements?))?(?:\s+(?:made|taken|reached|items?))?\W*$`)
	saysBoth      = regexp.MustCompile(`(?i)^\W*decisions?(?:\s+made)?\s*(?:/|&|and|or|,)\s*action items?\W*$`)
)

// nearSection returns the headings of section that say what stands under them: the
// innermost, and those above as long as those below only name people.
func nearSection(section []string) []string {
	i := len(section) - 1
	for i > 0 && isName(section[i]) {
		i--
	}
	return section[max(0, i):]
}

// A saying is what a heading, or an item, says of what stands under it.
type saying struct{ actions, decisions bool }

// maxSaying is how many bytes a text has, at most, that says what stands under it.
const maxSaying = 60

// whatSays returns what one of texts says.
func whatSays(texts []string) saying {
	var s saying
	for _, text := range texts {
		if len(text) > maxSaying || !mayBegin(text, "acdfklnorstABCDFKLNORST#") {
			continue
		}
		both := saysBoth.MatchString(text)
		s.actions = s.actions || both || saysActions.MatchString(text)
		s.decisions = s.decisions || both || saysDecisions.MatchString(text)
	}
	return s
}

// mayBegin says whether the first letter, digit or hash of text is one of letters, or a
// digit. It spares most texts the look of a pattern.
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

// outcomes returns what p is. The headings above it say something, and its parents may;
// follows says that it stands behind a list or a table under its heading: what is said
// there of all sorts is no outcome, if it is a paragraph.
func outcomes(p piece, headings saying, follows bool) []string {
	text := p.plain.text
	above := headings
	for _, parent := range p.parents {
		if len(parent.Text) <= maxSaying {
			says := whatSays([]string{parent.Text})
			above.actions, above.decisions = above.actions || says.actions, above.decisions || says.decisions
		}
	}
	own := whatSays([]string{text})
	isItem := own == saying{} && (p.kind != schema.Paragraph || len(p.parents) == 0 && !follows && !strings.HasSuffix(text, ":"))
	action := isItem && above.actions || mayBegin(text, "atAT#") && beginsAction.MatchString(text)
	decision := isItem && above.decisions || mayBegin(text, "acdrACDR#") && beginsDecision.MatchString(text) ||
		len(p.parents) > 0 && mayBegin(text, "aclnACLN") && confirms.MatchString(text)
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
