package search

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	texttemplate "text/template"

	"minutes/internal/present"
	"minutes/internal/terminal"
)

// templatePrinter returns a printer that formats each hit by a Go template over its JSON
// names. The result may have several lines.
func (f *flagSet) templatePrinter(s screen) (printer, error) {
	var at places // set before the first hit is printed
	parsed, err := texttemplate.New("format").Option("missingkey=error").Funcs(texttemplate.FuncMap{
		"join": func(by string, list []string) string { return strings.Join(list, by) },
		"json": func(value any) (string, error) {
			text, err := json.Marshal(value)
			return string(text), err
		},
		"path": func(file string) string { return at.path(file) }, //nolint:gocritic // at.path would be that of the empty at
	}).Parse(f.format)
	if err != nil {
		return nil, fmt.Errorf("--format: %w", bareTemplate(err))
	}
	return func(out *bufio.Writer, a answer) error {
		at = a.places
		var b strings.Builder
		for h, err := range a.hits {
			if err != nil {
				return err
			}
			b.Reset()
			if err := parsed.Execute(&b, present.HitValues(h)); err != nil {
				return fmt.Errorf("--format: %w; the names are %s", bareTemplate(err), strings.Join(present.HitNames, ", "))
			}
			text := strings.TrimSuffix(b.String(), "\n")
			if s.terminal {
				lines := strings.Split(text, "\n")
				for i, line := range lines {
					cells := strings.Split(line, "\t")
					for j, cell := range cells {
						cells[j] = terminal.Visible(cell)
					}
					lines[i] = strings.Join(cells, "\t")
				}
				text = strings.Join(lines, "\n")
			}
			if _, err := out.WriteString(text + f.end()); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// bareTemplate returns err without the place that package template puts in front:
// template: format:1:2: executing "format" at <.day>: the error.
func bareTemplate(err error) error {
	text := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "template: "), "format:")
	if _, after, ok := strings.Cut(text, ">: "); ok {
		text = after
	}
	return errors.New(text)
}
