package searcher

import "minutes/internal/analysis"

// shortForms lists words that people in technical meetings abbreviate, each with its
// short form. A search for one adds the other as a partial match.
var shortForms = func() (lines [][][]string) {
	for _, line := range [][2]string{
		{"administrator", "admin"},
		{"application", "app"},
		{"authentication", "auth"},
		{"authorization", "auth"},
		{"certificate", "cert"},
		{"configuration", "config"},
		{"credential", "cred"},
		{"database", "db"},
		{"dependency", "dep"},
		{"documentation", "doc"},
		{"environment", "env"},
		{"information", "info"},
		{"infrastructure", "infra"},
		{"organization", "org"},
		{"parameter", "param"},
		{"performance", "perf"},
		{"production", "prod"},
		{"pull request", "pr"},
		{"repository", "repo"},
		{"specification", "spec"},
		{"vulnerability", "vuln"},
	} {
		lines = append(lines, [][]string{analysis.Terms(line[0]), analysis.Terms(line[1])})
	}
	return lines
}()
