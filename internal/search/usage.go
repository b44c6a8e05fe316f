package search

// usage is what --help prints: one screen, of at most 80 columns.
const usage = `usage: search [--index PATH]... [flags] [QUERY...]

  search lantern                      words in text, team, lead; all must match
  search team:beacon date:2023Q2      fields: team lead topic person is meeting
                                      kind lang section file text link date
  search lantern since June 2023      dates in words; in quotes they are text
  search '"night ferry" date:last'    a phrase; keep its quotes from the shell
  search 'radio OR (lamp NOT oil)'    also NOT a, -a in quotes, and pre*
  search lantern -f team,year -n 0    counts by team and by year
  search --leads team:beacon          who led a team, from when to when
  search                              the newest meeting, at a terminal

which   -t, --team NAME  -l, --lead NAME  -m, --meeting NAME  -k, --kind KIND
        -p, --person NAME  --topic NAME  --is OUTCOME (action, decision, ...)
        -d, --date DATES   2023, 2023Q2, 2023-06, 2023-06-07, 2022..2023, last,
                           last-3, 90d, 2w, 6m, 1y; --since DATE, --until DATE
            --new          the newest date that the rest of the query finds,
                           without what repeats earlier meetings
            --since-last[=NAME]  what is new or changed since NAME last asked
            --exact        words exactly as written; --all-words no partial hits
what    -s, --sort ORDER   relevance, newest, oldest
        -n, --limit N      print up to N hits (20, or as many as fit the screen;
                           0 prints none); --offset N skips N
        -f, --facet LIST   team, lead, topic, person, is, meeting, kind, lang,
                           year, quarter, month, date; team:year crosses two
            --long         crossed facets in csv: a row for each cell
            --top N        up to N names of each facet (10; 0 is all)
        -c, --count        only the number of documents that match all words
            --leads        the roster: teams and their leads over time
            --digest       a page of Markdown to send: decisions, open actions,
                           other news, new topics and people; --since last-3
            --people       who was there; --actions, --decisions: what is open,
                           what was decided
        -C, --context WHAT around a hit: none, parents, section
        -a, --all          each of several documents with the same text; with
                           --new, repeats too
            --explain      where each score comes from
how     -o, --format HOW   text (at a terminal), lines (in a pipe), json, jsonl,
                           csv, tsv, or a template: '{{.date}} {{.text}}'
        -0, --null         end lines with NUL
        -q, --quiet        print nothing; only set the exit status
            --color WHEN, --hyperlink WHEN   auto, always, never
            --no-pager     print a long answer without a pager (less)
            --index PATH   $MINUTES_INDEX, else index.bleve here or above, or an
                           address; --cacert, --cert, --key FILE for its TLS;
                           may be given again: several are searched as one
            --completion SHELL     bash, zsh, fish; also -h, --help, --version

exit status: 0 found, 1 nothing found, 2 error
`
