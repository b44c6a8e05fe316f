// Package bench makes notes for benchmarks, in any number, and the same each time. The
// benchmarks are in its tests:
//
//	go test ./internal/bench -bench . -sizes 10k,100k
package bench

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Notes returns the path of a folder of notes with about the given number of bullets in
// total. It makes the folder once, and keeps it in the user's cache folder.
func Notes(bullets int) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "minutes-bench", fmt.Sprintf("notes-%d-v%d", bullets, version))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return "", err
	}
	private, err := os.MkdirTemp(filepath.Dir(dir), "tmp-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(private)
	w := newWriter()
	for note := 0; w.bullets < bullets; note++ {
		if err := w.write(private, note, bullets); err != nil {
			return "", err
		}
	}
	return dir, os.Rename(private, dir)
}

// version is the version of the notes that Notes makes.
const version = 2

// series are the names of the meetings. Notes take turns, and are two days apart.
var series = []string{"Harbour", "Pier", "Docks", "Lights", "Ferries", "Charts"}

// A writer writes notes.
type writer struct {
	random  *rand.Rand
	words   []string
	common  *rand.Zipf // index of the next word: few words are common, most are rare
	teams   []string
	team    *rand.Zipf
	leads   []string
	bullets int // written so far
}

func newWriter() *writer {
	w := &writer{random: rand.New(rand.NewPCG(1, 7))}
	w.words = append(strings.Fields("the to and of a in for is on with"), w.coin(60_000)...)
	// The words that the benchmarks look for, by rank: a low rank makes a word common.
	for rank, word := range map[int]string{30: "release", 150: "lantern", 400: "beacons", 900: "rolling", 905: "anchors", 5000: "astrolabe"} {
		w.words[rank] = word
	}
	w.common = rand.NewZipf(w.random, 1.1, 6, uint64(len(w.words)-1))
	for i, name := range w.coin(200) {
		w.teams = append(w.teams, strings.ToUpper(name[:1])+name[1:]+[]string{"", " Works", "-Night", " Core"}[i%4])
	}
	w.teams[3] = "Beacon"
	w.team = rand.NewZipf(w.random, 1.2, 8, uint64(len(w.teams)-1))
	for _, first := range strings.Fields("Ada Bo Cléo Dag Edda Finn Gro Hugo Ida Jon Kai Liv") {
		for _, last := range strings.Fields("Fjord Vik Lund Åkerman Sund Holm Strand Berg Dahl Moe") {
			w.leads = append(w.leads, first+" "+last)
		}
	}
	return w
}

// coin makes n distinct words from syllables.
func (w *writer) coin(n int) []string {
	syllables := strings.Fields("ba be bi bo da de do fa fe fi ga go ha he hi ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vo")
	endings := []string{"", "n", "r", "st", "l", "ng", "nt", "s", "ed", "ing", "er", "ion"}
	known := map[string]bool{}
	var words []string
	for len(words) < n {
		word := ""
		for range 1 + w.random.IntN(4) {
			word += syllables[w.random.IntN(len(syllables))]
		}
		if word += endings[w.random.IntN(len(endings))]; len(word) > 2 && !known[word] {
			known[word] = true
			words = append(words, word)
		}
	}
	return words
}

// write writes the note with number to dir. It writes no more bullets once there are most
// bullets in all notes.
func (w *writer) write(dir string, number, most int) (err error) {
	meeting := series[number%len(series)]
	day := time.Date(2010, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 2*(number%2000))
	folder := filepath.Join(dir, meeting, fmt.Sprintf("%d-%03d", day.Year(), number/2000))
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(folder, fmt.Sprintf("%s-%s-%06d.md", day.Format(time.DateOnly), strings.ToLower(meeting), number)))
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	fmt.Fprintf(out, "# %s Council Meeting %s\n\n## Backlog Reviews\n", meeting, day.Format(time.DateOnly))
	for range 4 + w.random.IntN(6) {
		fmt.Fprintf(out, "\n### %s - %s\n\n", w.teams[w.team.Uint64()], w.leads[w.random.IntN(len(w.leads))])
		for i := range 2 + w.random.IntN(7) {
			if w.bullets == most {
				break
			}
			w.bullets++
			indent := ""
			if i > 0 && w.random.IntN(5) == 0 {
				indent = "  "
			}
			fmt.Fprintf(out, "%s- %s\n", indent, w.sentence())
		}
	}
	return errors.Join(out.Flush(), f.Close())
}

// sentence returns the text of a bullet.
func (w *writer) sentence() string {
	var words []string
	for range 4 + w.random.IntN(16) {
		switch w.random.IntN(60) {
		case 0:
			words = append(words, fmt.Sprintf("v%d.%d.0", w.random.IntN(9), w.random.IntN(40)))
		case 1:
			words = append(words, fmt.Sprintf("[#%d](https://example.org/issues/%[1]d)", w.random.IntN(9000)))
		case 2:
			if w.random.IntN(50) == 0 {
				words = append(words, "rolling anchors")
			}
		default:
			words = append(words, w.words[w.common.Uint64()])
		}
	}
	return strings.Join(words, " ")
}
