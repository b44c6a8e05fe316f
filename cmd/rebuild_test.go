package cmd_test

import "testing"

// An index rebuilt from the same notes gives exactly the same answers.
func TestTortureRebuild(t *testing.T) {
	l := newLab(t)
	notes := l.corpus()
	var searches [][]string
	for _, query := range []string{"", "lantern", "rolling deployments", "containerd OR ferry", "t* -team:beacon", "latnern", "kind:row", "date:2018..2023 release"} {
		for _, format := range []string{"json", "jsonl", "text", "lines", "csv"} {
			searches = append(searches, []string{"-n", "1000", "-o", format, "--", query})
		}
		searches = append(searches, []string{"-f", "team,lead,meeting,kind,year,quarter,month,date", "-o", "json", "--explain", "--", query})
	}
	searches = append(searches, []string{"--leads"}, []string{"--leads", "-o", "csv"}, []string{"--new", "-o", "text"})

	first := map[int]outcome{}
	rebuilds := sized(2, 20)
	for rebuild := range rebuilds {
		l.must("index", "--full", notes)
		for i, args := range searches {
			o := l.run("search", args...)
			if rebuild == 0 {
				first[i] = o
			} else if o != first[i] {
				t.Errorf("search %q gives another answer after rebuild %d", args, rebuild)
			}
		}
	}
	t.Logf("%d searches after each of %d builds", len(searches), rebuilds)
}
