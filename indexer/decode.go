package indexer

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A source is the text of a note, with the lines that needed conversion or repair.
type source struct {
	text     string
	foreign  []int // lines with bytes that are not valid UTF-8
	repaired []int // lines with wrongly decoded text that was repaired
}

// isBinary reports whether src is not text. Such a file has a NUL, or more than one
// control character in ten bytes; text pasted from a terminal has fewer. UTF-16 has NULs,
// but is text.
func isBinary(src []byte) bool {
	if utf16Order(src) != nil {
		return false
	}
	controls := 0
	for _, c := range src {
		switch {
		case c == 0:
			return true
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0x7f:
			controls++
		}
	}
	return 10*controls > len(src)
}

// decode returns the text of a note. It reads UTF-8 and UTF-16, with or without a byte
// order mark, and reads bytes that are not valid UTF-8 as Windows-1252. Each line of the
// result ends in a single "\n", and NULs are removed. decode repairs UTF-8 that was once
// read as Windows-1252 ("KÃ¶ln") if the repair is certain. Lines keep their numbers.
// Decoding the result again does not change it.
func decode(src []byte) source {
	text, foreign := unicodeText(src)
	if strings.ContainsAny(text, "\r\x00") {
		text = lineEnds.Replace(text)
	}
	text = strings.TrimLeft(text, "\ufeff")
	repaired := repairMojibake(text)
	return source{repaired, foreign, changedLines(text, repaired)}
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

// changedLines returns the numbers of the lines that differ between two texts
// with the same number of lines.
func changedLines(before, after string) []int {
	if before == after {
		return nil
	}
	var changed []int
	repaired := strings.Split(after, "\n")
	for i, line := range strings.Split(before, "\n") {
		if line != repaired[i] {
			changed = append(changed, i+1)
		}
	}
	return changed
}

// unicodeText returns the text of src, and the lines with bytes that are not valid UTF-8.
func unicodeText(src []byte) (text string, foreign []int) {
	switch order := utf16Order(src); {
	case order != nil:
		units := make([]uint16, len(src)/2)
		for i := range units {
			units[i] = order.Uint16(src[2*i:])
		}
		return string(utf16.Decode(units)), nil
	case utf8.Valid(src):
		return string(src), nil
	}
	// Read each byte that is not valid UTF-8 as one letter. The rest of the note may be
	// UTF-8.
	var b strings.Builder
	for i, line := range bytes.SplitAfter(src, []byte("\n")) {
		if !utf8.Valid(line) {
			foreign = append(foreign, i+1)
		}
		for len(line) > 0 {
			r, size := utf8.DecodeRune(line)
			if r == utf8.RuneError && size == 1 {
				r = charmap.Windows1252.DecodeByte(line[0])
			}
			b.WriteRune(r)
			line = line[size:]
		}
	}
	return b.String(), foreign
}

// utf16Order returns the byte order of UTF-16 text; nil for other text. Without a byte
// order mark, it recognizes text that is mostly ASCII, where every other byte is zero.
func utf16Order(src []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(src, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	var zeros [2]int // at even and odd offsets
	head := src[:min(len(src), 1<<10)]
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch most := len(head) * 4 / 10; {
	case zeros[1] > most && zeros[0] == 0:
		return binary.LittleEndian
	case zeros[0] > most && zeros[1] == 0:
		return binary.BigEndian
	}
	return nil
}

// repairMojibake repairs UTF-8 that was read as Windows-1252. It repeats the repair until
// nothing changes, because some notes were decoded wrongly twice.
func repairMojibake(text string) string {
	for {
		repaired := repairRuns(text)
		if repaired == text {
			return text
		}
		text = repaired
	}
}

// repairRuns repairs each run of non-ASCII letters once.
func repairRuns(text string) string {
	beyond := func(r rune) bool { return r >= utf8.RuneSelf }
	var b strings.Builder
	for {
		at := strings.IndexFunc(text, beyond)
		if at < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at])
		text = text[at:]
		end := strings.IndexFunc(text, func(r rune) bool { return !beyond(r) })
		if end < 0 {
			end = len(text)
		}
		b.WriteString(repairRun(text[:end]))
		text = text[end:]
	}
}

// repairRun repairs the sequences of run that are certainly wrong: those of three or more
// bytes ("â€™"), those that begin with Â, Ã, Ä or Å (the Latin letters, "Ã¶"), and two or
// more in a row ("ÐŸÑ€"). It keeps "É”", which can be the end of a quotation.
func repairRun(run string) string {
	var b strings.Builder
	for i := 0; i < len(run); {
		whole, n := sequence(run[i:])
		next, _ := sequence(run[i+n:])
		switch {
		case whole == "":
			_, n = utf8.DecodeRuneInString(run[i:])
			b.WriteString(run[i : i+n])
		case len(whole) > 2 || whole[0] <= 0xc5:
			b.WriteString(whole)
		case next != "":
			_, m := sequence(run[i+n:])
			b.WriteString(whole + next)
			n += m
		default:
			b.WriteString(run[i : i+n])
		}
		i += n
	}
	return b.String()
}

// sequence returns the UTF-8 sequence of several bytes that was read as the letters at
// the start of s, and the length of these letters in bytes; "" and 0 if there is none.
func sequence(s string) (string, int) {
	var raw []byte
	for i, r := range s {
		c, ok := windows1252Byte(r)
		if !ok || len(raw) == utf8.UTFMax {
			break
		}
		raw = append(raw, c)
		if whole, size := utf8.DecodeRune(raw); size == len(raw) && whole >= utf8.RuneSelf && utf8.Valid(raw) {
			return string(raw), i + utf8.RuneLen(r)
		}
	}
	return "", 0
}

// windows1252Byte returns the byte that was read as r. Windows-1252 leaves five bytes
// undefined; programs read them as control characters.
func windows1252Byte(r rune) (byte, bool) {
	if 0x80 <= r && r <= 0x9f {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}
