package completion

import "strings"

// A commandLine is a command line that bash wants completed.
type commandLine struct {
	words  []string // arguments, as a shell would pass them on, without the command
	before string   // part of the last word before the part that bash replaces
	quote  byte     // the open quote at that place; 0 if there is none
}

// splitBash splits a command line up to the cursor, as bash does. given holds the line,
// and the characters other than white space at which bash breaks words to complete them.
func splitBash(given []string) commandLine {
	var text, breaks string
	switch len(given) {
	default:
		breaks = given[1]
		fallthrough
	case 1:
		text = given[0]
	case 0:
	}
	var line commandLine
	var word strings.Builder
	inWord := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case line.quote != 0 && c == line.quote:
			line.quote = 0
			line.before = word.String()
		case line.quote == 0 && (c == '\'' || c == '"'):
			line.quote, inWord = c, true
			line.before = word.String()
		case c == '\\' && line.quote != '\'' && i+1 < len(text) &&
			(line.quote == 0 || strings.IndexByte("$`\"\\", text[i+1]) >= 0):
			i++
			word.WriteByte(text[i])
			inWord = true
		case line.quote == 0 && (c == ' ' || c == '\t' || c == '\n'):
			if inWord {
				line.words = append(line.words, word.String())
			}
			word.Reset()
			inWord, line.before = false, ""
		default:
			word.WriteByte(c)
			inWord = true
			if line.quote == 0 && strings.IndexByte(breaks, c) >= 0 {
				line.before = word.String()
			}
		}
	}
	line.words = append(line.words, word.String())
	line.words = line.words[1:] // drop the command
	return line
}

// replacement returns the text for the part that bash replaces, so that the last word
// becomes word; ok is false if word does not begin with the part before it.
func (l commandLine) replacement(word string) (string, bool) {
	rest, ok := strings.CutPrefix(word, l.before)
	switch {
	case !ok:
		return "", false
	case l.quote == '\'':
		return strings.ReplaceAll(rest, "'", `'\''`), true
	case l.quote == '"':
		return inDoubleQuotes.Replace(rest), true
	}
	var b strings.Builder
	for i := range len(rest) {
		if strings.IndexByte(" \t\"'`$\\&|;<>()[]{}*?!#~", rest[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(rest[i])
	}
	return b.String(), true
}

// undangled returns what all replacements begin with, without its last backslash if that
// escapes a character that differs, such as in julz\" and julz\ friedman; "" otherwise. bash
// inserts what all candidates begin with, so a candidate without the backslash keeps it out.
func (l commandLine) undangled(replacements []string) string {
	if len(replacements) < 2 || l.quote == '\'' {
		return ""
	}
	common := replacements[0]
	for _, other := range replacements[1:] {
		for !strings.HasPrefix(other, common) {
			common = common[:len(common)-1]
		}
	}
	short := strings.TrimRight(common, `\`)
	if (len(common)-len(short))%2 == 0 {
		return ""
	}
	return common[:len(common)-1]
}

var inDoubleQuotes = strings.NewReplacer(`"`, `\"`, `$`, `\$`, "`", "\\`", `\`, `\\`)
