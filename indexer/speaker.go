package indexer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	// Ada Quist: text, AQ: text, 0:11:48 Ada: text, Ada (Acme): text
	beforeColon = regexp.MustCompile(`^(?:\W*\d{1,2}:\d\d(?::\d\d)?\s+)?[^\pL@]{0,3}([\pL@][^:,;!?"]{0,50}?)\s*(?:\([^()]{1,40}\)\s*)?:(?:\s|$)`)
	// Ada Quist (3:43) - text
	beforeDash = regexp.MustCompile(`^(\p{Lu}[\pL\pM'’.]*(?: \p{Lu}[\pL\pM'’.]*){0,3})\s*\(\d{1,2}:\d\d(?::\d\d)?\)\s*[-–—]`)
	// [ada] text, [ada, bo] text
	inBrackets = regexp.MustCompile(`^\W{0,2}\[([^\[\]]{1,60})\]:?\s*\S`)
	inAngles   = regexp.MustCompile(`^<([\pL@][\w .-]{1,40})>\s*\S`)
	// Ada, text
	beforeComma = regexp.MustCompile(`^(\p{Lu}[\pL\pM'’-]*(?: \p{Lu}[\pL\pM'’.-]*){0,3}),\s`)

	// AI(Ada): …, (owner: Ada), Presenter: Ada and Bo, Note taker: Ada
	charged   = regexp.MustCompile(`^[^\pL]*(?i:AI|action(?: item)?|todo)[\s_*]*\(([^()]{2,60})\)|\((?i:owners?|assignees?|assigned to)\s*:?\s*([^()]{2,60})\)`)
	inOffice  = regexp.MustCompile(`^\W*(?i:presenters?|presented by|moderators?|hosts?|note[- ]?takers?|notes taken by|facilitators?|scribes?|chairs?|speakers?)\s*:\s*(.+)$`)
	afterDuty = regexp.MustCompile(`\s[-–—]\s.*$|https?:.*$`)

	personBreaks = regexp.MustCompile(`\s*[,;&+/]\s*|\s+(?:and|with)\s+`)
	asName       = regexp.MustCompile(`^(?i:name\s*=|AI[:\s])\s*`) // [name=Ada], [AI Ada]
)

// maxPrefix is the length of the start of a text that is searched for marks of a speaker.
const maxPrefix = 110 // bytes

// speakerOf returns the name at the start of text that looks like a speaker's; "" if
// there is none.
func speakerOf(text string) string {
	head := text[:min(len(text), maxPrefix)]
	if strings.IndexByte(head, ':') >= 0 && mayHaveSpeaker(text) {
		if name := group1(beforeColon, text); name != "" {
			return name
		}
	}
	if strings.IndexByte(head, '(') > 0 {
		return group1(beforeDash, text)
	}
	return ""
}

// mayHaveSpeaker reports whether a colon in text is before a blank or at the end. Checking
// this first avoids running beforeColon on texts with addresses.
func mayHaveSpeaker(text string) bool {
	for at := strings.IndexByte(text, ':'); at >= 0; {
		next := at + 1
		if next == len(text) || isBlank(text[next]) {
			return true
		}
		step := strings.IndexByte(text[next:], ':')
		if step < 0 {
			return false
		}
		at = next + step
	}
	return false
}

func group1(pattern *regexp.Regexp, text string) string {
	if m := pattern.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// people returns the people that piece p, number i, names in a fixed form, each once.
func (d *directory) people(i int, p piece) []string {
	var found []string
	add := func(name string) {
		if name != "" && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	for _, at := range d.listed[i] {
		add(d.names[at])
	}
	if len(found) > 0 {
		return found
	}
	text := p.plain.text
	head := text[:min(len(text), maxPrefix)]
	if name := d.begins[i]; name != "" {
		add(d.speaker(name))
	}
	if at := strings.IndexAny(head, "[<"); at >= 0 && at < 4 {
		for _, pattern := range []*regexp.Regexp{inBrackets, inAngles} {
			for _, name := range d.bracketed(group1(pattern, text)) {
				add(name)
			}
		}
	}
	if len(d.names) > 0 && strings.IndexByte(head, ',') > 0 {
		if name := group1(beforeComma, text); name != "" {
			add(d.find(name))
		}
	}
	var charges [][]string
	if mayCharge(text) {
		charges = charged.FindAllStringSubmatch(text, 4)
	}
	for _, m := range charges {
		for _, name := range d.several(m[1] + m[2]) {
			add(name)
		}
		if name := m[1]; d.find(name) == "" && nickname.MatchString(name) && !isLabel(name) {
			add(name) // AI(adaq)
		}
	}
	if strings.IndexByte(head, ':') >= 0 && mayBegin(text, "cfhmnpsCFHMNPS") {
		for _, name := range d.several(afterDuty.ReplaceAllString(group1(inOffice, text), "")) {
			add(name)
		}
	}
	for _, handle := range p.plain.handles {
		add(d.handle(handle))
	}
	for _, page := range p.plain.linked {
		add(d.find(page))
	}
	return found
}

// mayCharge reports whether text may match charged. Checking this first avoids running
// the pattern on most texts.
func mayCharge(text string) bool {
	if strings.IndexByte(text, '(') < 0 {
		return false
	}
	head := strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	head = strings.ToLower(head[:min(len(head), 2)])
	return head == "ai" || head == "ac" || head == "to" ||
		strings.Contains(text, "(o") || strings.Contains(text, "(O") || strings.Contains(text, "(a") || strings.Contains(text, "(A")
}

// handle returns the person that a handle names: the attendee who has it, or else the
// handle itself. It returns "" for an annotation in code, such as @Override.
func (d *directory) handle(handle string) string {
	if annotations[strings.ToLower(handle[1:])] {
		return ""
	}
	if name := d.find(handle); name != "" {
		return name
	}
	return handle
}

// annotations are words that follow an @ in programs.
var annotations = vocabulary(`abstract after alpha api async author before beta catch class component constructor context decorator default defer deprecated
	directive enum example export extends field final flow flowtype global here channel everyone all id ignore import include inherited inject inline input interface internal key link media module
	next latest native node nonnull nullable override oneof package param parameter private property protected public readonly requires return returns rule see semanticnonnull shareable since skip
	specifiedby static stream suppress template test throws todo tag type typedef types union unless use value var version view`)

// speaker returns the person that a name at the start of a text means: an attendee, or a
// name that begins two or more documents; "" if neither.
func (d *directory) speaker(name string) string {
	if found := d.find(name); found != "" {
		return found
	}
	if strings.HasPrefix(name, "@") && handle.MatchString(name) {
		return d.handle(name)
	}
	if !d.speaks(name) || isLabel(name) {
		return ""
	}
	if isName(name) || isInitials(name) && isWord(name) && len([]rune(name)) > 1 && len([]rune(name)) < 5 || camelName.MatchString(name) {
		return name
	}
	return ""
}

var camelName = regexp.MustCompile(`^(?:\p{Lu}[\p{Ll}]+){1,4}$`) // MariusVanDerWijden

// bracketed returns the people in brackets at the start of a text: attendees, names and
// handles; none if the brackets hold anything else.
func (d *directory) bracketed(names string) []string {
	var found []string
	if names == "" {
		return nil
	}
	for _, name := range personBreaks.Split(asName.ReplaceAllString(strings.TrimSpace(names), ""), -1) {
		name = strings.TrimSpace(name)
		switch one := d.find(name); {
		case one != "":
			found = append(found, one)
		case strings.HasPrefix(name, "@") && handle.MatchString(name):
			found = append(found, d.handle(name))
		case isLabel(name):
			return nil
		case isName(name), isNickname(name):
			found = append(found, name)
		default:
			return nil
		}
	}
	return found
}

var nickname = regexp.MustCompile(`^[a-z][a-z0-9_-]{2,25}$`)

// isNickname reports whether s is one word that may be a nickname, a login or initials.
func isNickname(s string) bool {
	return nickname.MatchString(s) || isWord(s) && camelName.MatchString(s) || isInitials(s) && isWord(s) && len(s) > 1 && len(s) < 5 && !strings.ContainsFunc(s, unicode.IsDigit)
}

// several returns the people in a list of names: attendees, handles, and other texts that
// look like names.
func (d *directory) several(names string) []string {
	var found []string
	for _, name := range personBreaks.Split(withoutGroups(names), -1) {
		name = strings.Trim(name, " .:-–—*")
		switch one := d.find(name); {
		case one != "":
			found = append(found, one)
		case strings.HasPrefix(name, "@") && handle.MatchString(name):
			found = append(found, d.handle(name))
		case isName(name) && !isLabel(name):
			found = append(found, name)
		}
	}
	return found
}

// withoutGroups returns s without text in parentheses, on one line.
func withoutGroups(s string) string {
	for group.MatchString(s) {
		s = group.ReplaceAllString(s, " ")
	}
	return oneLine(s)
}

// isLabel reports whether name is made of words that, before a colon or in brackets, say
// what follows rather than who says it.
func isLabel(name string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		word = strings.Trim(word, ".'’")
		if !labels[word] && !commonWords[word] && !agendaWords[word] && !reportWords[word] && !dateLineWords[word] {
			return false
		}
	}
	return true
}

// labels are the words of labels, in addition to those of headings.
var labels = vocabulary(`a about abstract acceptance add added advantage advantages agreed ai ais alternative alternatives also and another answer answers apologies approach approved ask assigned assignee attendees attending aws
	background because benefit benefits best blocker blockers blog bonus bosun bring but caveat caveats cc changed changelog check ci cla clarification cli cluster cncf code com comment comments con concern concerns conclusion
	conclusions cons consensus context continued could course cpu cr crd cve data date deadline decided decision decisions default definition deferred demo dependencies description detail details disadvantage docs done doc downside downsides draft duration
	e.g effort eip end eol epic error eta etc event example examples existing expected explanation fact faq feature features feedback file final first fixed followup followups for former from further fwiw fyi
	gap generally gke goal goals good google gpu header help here history host how however html http https i i.e idea ideas if imho impact important in incident info input introduction issue issues it item items jira json just kep keps know known
	last later latest license lgtm likely limitations link links list location long lts main maybe merged message meta method mic milestone minutes miscellaneous moderator more motivation n name namely need needs new next nit no non none note notes nope now
	objection objections observation ok on one only open option options or org other others otherwise outcome outcomes output overall overview owner owners p.s parent part participants pending phase pip plan plans please point points poll postponed pr pre
	presentation presented presenter previously prior priority pro problem problems process pros proposal proposals proposed proposer prs ps purpose q qa qa's question questions quick quote rationale re readme reason reasons recap recommendation recorded recording
	reference references registration related release reminder repo reply request requested requirement requirements resolution resolved resources response result results review reviewed reviewer rfc risk risks rule sad scenario scope scribe second section see shepherd side sig similar
	situation skip skipped slack slide slides so solution solutions some source spec specifically stage standing state status step steps still suggestion suggestions summary summaries tag tags takeaway takeaways tbd tc39 team test tests thanks that their them then there thing things third this
	thoughts tickets time timeline title tl;dr tldr to todo top topic topics total tracked tracking trade-off tradeoff tradeoffs twitter tentative mondays tuesdays wednesdays thursdays fridays redesign postpone concise implies mentions guidelines in-flight flight cache top-level carry-over carryover cont triage blocked breaking bugfix chore wontfix type uk ui unassigned unclaimed update updates upside upsides upstream url urls usa use user users version versions via video vote votes warning was watch we website what
	when where whether which who why will wip with work works workaround wrt x yes yet you youtube zoom api apis etcd kubernetes k8s linux windows docker ok wg`)
