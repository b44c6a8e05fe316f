package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// luminance returns the relative luminance of a colour such as #0a5a78, as WCAG 2.2
// defines it.
func luminance(t *testing.T, colour string) float64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is not a colour", colour)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

var (
	colours  = regexp.MustCompile(`--([a-z]+): (#[0-9a-f]{6});`)
	schemes  = regexp.MustCompile(`(?s):root \{(.*?)\}`)
	literals = regexp.MustCompile(`#[0-9a-f]{3,8}\b`)
)

// Text and what it stands on differ enough in both schemes and in print, and so does what
// has a meaning without words.
func TestContrast(t *testing.T) {
	style := string(files["style.css"].body)
	found := schemes.FindAllStringSubmatch(style, -1)
	if len(found) != 3 {
		t.Fatalf("%d schemes, want light, dark and print", len(found))
	}
	scheme := map[string]string{}
	for i, name := range []string{"light", "dark", "print"} {
		if name == "print" { // on a light page
			for _, c := range colours.FindAllStringSubmatch(found[0][1], -1) {
				scheme[c[1]] = c[2]
			}
		}
		for _, c := range colours.FindAllStringSubmatch(found[i][1], -1) {
			scheme[c[1]] = c[2]
		}
		for _, pair := range []struct {
			fore, back string
			least      float64
		}{
			{"text", "ground", 7}, {"text", "raised", 7}, {"text", "asked", 7}, {"faint", "ground", 4.5}, {"faint", "raised", 4.5}, {"faint", "asked", 4.5},
			{"link", "ground", 4.5}, {"link", "raised", 4.5}, {"link", "asked", 4.5}, {"marked", "mark", 7},
			{"bar", "ground", 3}, {"edge", "ground", 3}, {"faint", "ground", 3},
		} {
			if got := contrast(t, scheme[pair.fore], scheme[pair.back]); got < pair.least {
				t.Errorf("%s: %s on %s has the contrast %.2f, want %.1f", name, pair.fore, pair.back, got, pair.least)
			}
		}
	}
	rest := schemes.ReplaceAllString(style, "")
	if other := literals.FindAllString(rest, -1); len(other) > 0 {
		t.Errorf("colours without names: %v", other)
	}
	for _, forbidden := range []string{"url(", "@import", "!important"} {
		if strings.Contains(style, forbidden) {
			t.Errorf("the style has %s", forbidden)
		}
	}
}
