package opensearch

import (
	"cmp"

	"minutes/internal/segment"
	"minutes/schema"
)

// An index in a cluster has these parts:
//
//	minutes               alias of the documents of the live generation
//	minutes-words         alias of its terms
//	minutes-000007        the documents of a generation
//	minutes-000007-words  its terms, and the record of its notes; see terms.go and record.go
//	minutes-lock          who writes; see lock.go
//
// The _meta of the mapping of each says that it is ours: see about.

// Fields of a document. The fields of schema.Columns have a value as a whole, and are left out
// where it is empty; those of schema.Tags have folded names; those of segment.Words have words,
// as stream writes them.
const (
	lineField    = "line"
	dayField     = "day"     // the date as a number, such as 20180626; 20180600 for a month; see numberOf
	lengthField  = "words"   // number of words in the text
	oldField     = "old"     // whether it repeats an earlier one, or is routine
	routineField = "routine" // left out where it is false, as the other flags are
	sharedField  = "shared"
	presentField = "present" // whether it lists attendees
	pointerField = "pointer"
	saidField    = "said"    // the same for documents that say the same
	personsField = "persons" // lead and people, with a NUL between
	heldField    = "held"    // date and folded name of the meeting, with a NUL between; none without a date
	docField     = "doc"     // the document as JSON, not indexed
	hashField    = "hash"    // of all of it
)

func wordsField(field string) string  { return "w_" + field }
func columnField(field string) string { return "c_" + field }
func tagField(field string) string    { return "t_" + field }

// tags are those of schema.Tags that a document has terms for. The others are the same as
// its columns.
var tags = []string{schema.Year, schema.Meeting, schema.Team, schema.Lead, schema.Topic, schema.People, schema.Is, schema.Kind, schema.Lang}

// columns are those of schema.Columns that are kept as a value. Sections are too long for a
// keyword; doc has them.
var columns = []string{schema.Date, schema.Meeting, schema.Team, schema.Lead, schema.Topic, schema.People, schema.Is, schema.Kind, schema.Lang, schema.File}

// mappingVersion is the version of the documents and the mapping here. It is part of about, and
// grows when a reader could not use an index of the version before.
const mappingVersion = 2

// An object is one in JSON.
type object map[string]any

// longest is the number of bytes of the longest term that Lucene takes.
const longest = 32766

// A Layout says how an index is spread over the nodes of a cluster.
type Layout struct {
	Shards   int // 0 for what it has, otherwise one for every five million documents
	Replicas int // -1 for what it has, otherwise one if there is a second node
}

// AsBefore is the layout of an index for which none is asked for.
var AsBefore = Layout{Shards: 0, Replicas: -1}

// shards returns the number of shards for a number of documents.
func (l Layout) shards(documents int) int { return cmp.Or(l.Shards, 1+documents/5_000_000) }

const (
	textStart   = "\x1f" // between terms at one position
	textMissing = "\x1e" // stands for a position without a word
)

// documentsIndex returns the settings and the mapping of an index of documents.
func documentsIndex(a about) object {
	keyword, flag := object{"type": "keyword"}, object{"type": "boolean"}
	fields := object{
		lineField: object{"type": "integer"}, dayField: object{"type": "integer"}, lengthField: object{"type": "integer"},
		oldField: flag, routineField: flag, sharedField: flag, presentField: flag, pointerField: flag,
		saidField: keyword, personsField: keyword, heldField: keyword,
		docField: object{"type": "object", "enabled": false}, hashField: object{"type": "keyword", "index": false},
	}
	for _, field := range columns {
		fields[columnField(field)] = keyword
	}
	for _, field := range tags {
		fields[tagField(field)] = keyword
	}
	for _, field := range segment.Words {
		fields[wordsField(field)] = object{"type": "text", "analyzer": "stream", "similarity": "occurrences", "norms": field == schema.Text}
	}
	fields[wordsField(schema.Text)].(object)["similarity"] = "occurrences_by_length"
	settings := settings(Layout{a.Layout.shards(a.Documents), a.Layout.Replicas})
	settings["similarity"] = object{
		"occurrences":           scripted("return query.boost * doc.freq"),
		"occurrences_by_length": scripted("return query.boost * doc.freq / (0.7 + 0.3 * doc.length / 12.0)"),
	}
	// The terms are ours, as stream wrote them; nothing is analyzed again.
	settings["analysis"] = object{
		"tokenizer": object{"positions": object{"type": "char_group", "tokenize_on_chars": []string{" "}, "max_token_length": 1 << 20}},
		"filter": object{
			"terms": object{"type": "pattern_capture", "preserve_original": false, "patterns": []string{"([^" + textStart + "]+)"}},
			"gaps":  object{"type": "stop", "stopwords": []string{textMissing}},
		},
		"analyzer": object{"stream": object{"type": "custom", "tokenizer": "positions", "filter": []string{"terms", "gaps"}}},
	}
	return object{"settings": settings, "mappings": mapping(fields, a)}
}

// wordsIndex returns the settings and the mapping of the index of the terms of a generation:
// a document for each field and term, which says how many documents have it, and the languages
// of these. Parts of the record of the notes are kept there too, and have neither.
func wordsIndex(a about) object {
	keyword := object{"type": "keyword"}
	return object{"settings": settings(Layout{1, a.Layout.Replicas}), "mappings": mapping(object{
		"field": keyword, "term": keyword, "langs": keyword, "count": object{"type": "integer"},
		"part": keyword, "data": object{"type": "binary"},
	}, a)}
}

// lockIndex returns the settings and the mapping of the index of the lock.
func lockIndex(l Layout) object {
	return object{"settings": settings(Layout{1, l.Replicas}), "mappings": object{
		"dynamic": false, "properties": object{}, "_meta": object{metaKey: object{"schema": schema.Version, "lock": true}},
	}}
}

// settings returns what is common to all indices. Nothing is shown before it is refreshed.
func settings(l Layout) object {
	s := object{"number_of_shards": l.Shards, "refresh_interval": "-1"}
	if l.Replicas < 0 {
		s["auto_expand_replicas"] = "0-1"
	} else {
		s["number_of_replicas"] = l.Replicas
	}
	return s
}

func mapping(fields object, a about) object {
	return object{"dynamic": "strict", "properties": fields, "_meta": object{metaKey: a}}
}

func scripted(source string) object {
	return object{"type": "scripted", "script": object{"source": source}}
}
