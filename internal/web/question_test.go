package web

import (
	"net/url"
	"reflect"
	"testing"
)

func TestQuestionAddress(t *testing.T) {
	for _, test := range []struct{ address, want string }{
		{"", ""},
		{"q=+rye++bread+", "q=rye++bread"},
		{"page=3&q=a%26b&f=team:x&sort=newest", "q=a%26b&f=team:x&sort=newest&page=3"},
		{"f=team:x&f=team:y&f=team:x", "f=team:x&f=team:y"},
		{"f=lead%3A%22zo%C3%AB+l%22", "f=lead:%22zo%C3%AB+l%22"},
		{"q=x&page=1&more=&unknown=1", "q=x"},
		{"more=lead&find=zo", "more=lead&find=zo"},
		{"from=2023&until=2024&f=date:2022&q=x", "q=x&f=date:2023..2024"},
	} {
		values, err := url.ParseQuery(test.address)
		if err != nil {
			t.Fatal(err)
		}
		q, _, err := parseQuestion(values)
		if err != nil || q.address() != test.want {
			t.Errorf("%q has the address %q, %v; want %q", test.address, q.address(), err, test.want)
		}
	}
}

func TestInstead(t *testing.T) {
	for _, test := range []struct{ q, typed, query, want string }{
		{"team:gauge wave", "team:gauge", "team:tide-gauge", "team:tide-gauge wave"},
		{`wave team:"tide gage"`, "team:tide gage", "team:tide-gauge", "wave team:tide-gauge"},
		{"wave", "team:x", "team:y", "team:y"},
		{"a b", "", "team:(a OR b)", "team:(a OR b)"},
	} {
		if got := (question{q: test.q}).instead(test.typed, test.query).q; got != test.want {
			t.Errorf("%q with %q instead of %q is %q; want %q", test.q, test.query, test.typed, got, test.want)
		}
	}
}

func TestRangeOf(t *testing.T) {
	for _, test := range []struct {
		filters  []string
		from, to string
		in, out  string // months
	}{
		{nil, "", "", "2023-01", ""},
		{[]string{"date:2023"}, "2023", "2023", "2023-12", "2024-01"},
		{[]string{"date:2023-02..2023-04-05"}, "2023-02", "2023-04-05", "2023-04", "2023-05"},
		{[]string{"date:2023-02.."}, "2023-02", "", "2024-04", "2023-01"},
		{[]string{"date:..2023"}, "", "2023", "2023-04", "2024-01"},
		{[]string{"date:last"}, "", "", "2023-01", ""},
		{[]string{"date:2022", "date:2024"}, "", "", "2023-01", ""},
	} {
		d := rangeOf(question{filters: test.filters})
		if d.from != test.from || d.until != test.to || !d.holds(test.in) || test.out != "" && d.holds(test.out) {
			t.Errorf("rangeOf(%q) = %+v", test.filters, d)
		}
	}
}

// FuzzQuestion: a question has one address, and that address is the same question.
func FuzzQuestion(f *testing.F) {
	for _, seed := range []string{"", "q=a&f=team:b&sort=oldest&page=2", "f=lead:%22x+y%22&more=lead&find=x", "from=2023&until=", "q=%ff&f=is:%00", "q=a;b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		values, _ := url.ParseQuery(address)
		q, _, err := parseQuestion(values)
		if err != nil {
			return
		}
		again, err := url.ParseQuery(q.address())
		if err != nil {
			t.Fatalf("the address %q: %v", q.address(), err)
		}
		same, changed, err := parseQuestion(again)
		if err != nil || changed || same.address() != q.address() {
			t.Fatalf("%q becomes %q (%v)", q.address(), same.address(), err)
		}
		if len(q.filters)+len(same.filters) > 0 && !reflect.DeepEqual(q.filters, same.filters) {
			t.Fatalf("filters %q become %q", q.filters, same.filters)
		}
	})
}
