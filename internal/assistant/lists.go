package assistant

import (
	"context"

	"minutes/searcher"
)

type listInput struct {
	question
	page
}

// A run is a period in which a team had the same leads.
type run struct {
	Team     string   `json:"team"`
	Lead     []string `json:"lead,omitempty"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	Meetings int      `json:"meetings"`
}

type leadsOutput struct {
	summary
	Runs []run `json:"runs"`
}

func leads(ctx context.Context, idx *searcher.Index, in listInput) (out leadsOutput, err error) {
	q, err := in.parse()
	if err != nil {
		return out, err
	}
	roster, err := idx.Leads(ctx, q, false)
	if err != nil {
		return out, err
	}
	out = leadsOutput{summary: summary{Total: len(roster.Runs), Next: maxOffset, Notices: notices(&roster.Result)}, Runs: []run{}}
	var runs []run
	for _, r := range part(in.page, roster.Runs) {
		runs = append(runs, run{cut(r.Team, maxName), cutAll(r.Lead), r.From, r.To, r.Meetings})
	}
	out.Runs = append(out.Runs, fit(runs, out)...)
	out.Next = 0
	out.after(in.page, len(out.Runs))
	return out, nil
}

// An outcome is an action or a decision.
type outcome struct {
	Person   string `json:"person,omitempty" jsonschema:"who must do it"`
	Since    string `json:"since,omitempty" jsonschema:"date of the first meeting with the same words"`
	Meetings int    `json:"meetings" jsonschema:"number of meetings with the same words"`
	document
}

type outcomesOutput struct {
	summary
	List []outcome `json:"list"`
}

func actions(ctx context.Context, idx *searcher.Index, in listInput) (outcomesOutput, error) {
	return outcomes(ctx, in, idx.Actions)
}

func decisions(ctx context.Context, idx *searcher.Index, in listInput) (outcomesOutput, error) {
	return outcomes(ctx, in, idx.Decisions)
}

func outcomes(ctx context.Context, in listInput, list func(context.Context, searcher.Query, bool) (*searcher.Outcomes, error)) (out outcomesOutput, err error) {
	q, err := in.parse()
	if err != nil {
		return out, err
	}
	all, err := list(ctx, q, false)
	if err != nil {
		return out, err
	}
	out = outcomesOutput{summary: summary{Total: len(all.List), Next: maxOffset, Notices: notices(&all.Result)}, List: []outcome{}}
	if len(all.List) == 0 {
		out.Notices = append(out.Notices, "only lines that are marked as such count, as the description of this tool says; find others with search_notes")
	}
	var shown []outcome
	for _, o := range part(in.page, all.List) {
		shown = append(shown, outcome{cut(o.Person, maxName), o.Since, o.Meetings, newDocument(o.ID, o.Document, maxText)})
	}
	out.List = append(out.List, fit(shown, out)...)
	out.Next = 0
	out.after(in.page, len(out.List))
	return out, nil
}
