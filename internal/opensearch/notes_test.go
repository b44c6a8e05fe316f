package opensearch

import (
	"os"
	"path/filepath"
	"testing"
)

// foreign are notes in other languages than the sample notes, with bullets that repeat.
var foreign = map[string]string{
	"Hafen/2023-02-07.md": `# Hafenrat 2023-02-07

## Laternen - Jürgen Groß
* Die Laternen am Kai werden im März erneuert, und die Lichter der Boote auch.
  * Eine Laterne ist schon da; das Boot mit der Laterne kommt am Montag.
* Wir haben die Fähre geprüft: die Prüfung der Fähren ist nicht fertig.
* Anwesende: Jürgen Groß, Zoë Lindqvist
* Nächster Termin steht im Kalender.

## Ferry CLI - Anna
* Der Release 1.2 der Ferry CLI ist fertig, und die Tests laufen auf dem Boot.
`,
	"Hafen/2023-03-07.md": `# Hafenrat 2023-03-07

## Laternen - Jürgen Groß
* Die Laterne leuchtet, aber die Boote sehen sie nicht.
* Nächster Termin steht im Kalender.

| Monat | Plan |
|---|---|
| März | Laternen am Kai |
| April | Boote und die Fähre |
`,
	"Port/2023-02-14.md": `# Conseil du port 2023-02-14

## Lanternes - Zoë Lindqvist
* Les lanternes du quai sont neuves, mais la lanterne du bateau est vieille.
* Nous avons décidé de réparer les bateaux avec la ferry CLI.
* Le release est prêt pour les bateaux et pour le port.
`,
	"Port/2023-03-14.md": `# Conseil du port 2023-03-14

## Lanternes - Zoë Lindqvist
* La lanterne est réparée, et les bateaux sont dans le port.
`,
	"Port/2023-04-04.md": `# 港口会议 2023-04-04

## 灯笼
* 会议记录：灯笼已经修好了，船明天到港口。
* 下一次会议讨论渡轮。
`,
}

// writeNotes copies the sample notes to dir, and adds foreign.
func writeNotes(t testing.TB, dir string) {
	if err := os.CopyFS(dir, os.DirFS("../../testdata/notes")); err != nil {
		t.Fatal(err)
	}
	for name, text := range foreign {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
